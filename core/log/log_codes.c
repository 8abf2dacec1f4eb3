#include "config.h"

#include "log/log_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* So many codes are asked for one by one before the whole dictionary is read. */
enum { SINGLE_MAX = 256, CODE_MAX = 255 };

static const struct {
	const char *word;
	const char *number, *text, *tail, *count, *insert;
} tables[] = {
#define TABLE(t)                                                                                                  \
	{                                                                                                         \
		.word = t, .number = "SELECT id FROM " t " WHERE code = ?",                                       \
		.text = "SELECT code FROM " t " WHERE id = ?",                                                    \
		.tail = "SELECT id, code FROM " t " WHERE id > ? ORDER BY id", .count = "SELECT max(id) FROM " t, \
		.insert = "INSERT INTO " t " (id, code) VALUES (?, ?)"                                            \
	}
	[LOG_PROGRAM - 1] = TABLE("program"),
	[LOG_KIND - 1] = TABLE("kind"),
	[LOG_SITE - 1] = TABLE("site"),
	[LOG_PERSON - 1] = TABLE("person"),
#undef TABLE
};

static struct codes *codes_of(struct log *log, enum log_code type)
{
	return &log->codes[type - 1];
}

/* --- in memory --- */

static size_t hash(const char *text)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return (size_t)(h ^ h >> 32);
}

/* The slot where text is, or where it belongs. */
static uint32_t *slot_of(const struct codes *c, const char *text)
{
	size_t i = hash(text) & (c->n_slots - 1);

	while (c->slots[i] != 0 && strcmp(c->items[c->slots[i] - 1].text, text) != 0)
		i = (i + 1) & (c->n_slots - 1);
	return &c->slots[i];
}

/* Make room for n items and find them all anew. */
static void rehash(struct codes *c, size_t n)
{
	size_t i;

	if (c->n_slots < 2 * n || c->n_slots == 0) {
		for (c->n_slots = 64; c->n_slots < 2 * n; c->n_slots *= 2)
			;
		free(c->slots);
		c->slots = mem_alloc(c->n_slots * sizeof(*c->slots));
	} else {
		memset(c->slots, 0, c->n_slots * sizeof(*c->slots));
	}
	for (i = 0; i < c->n; i++)
		*slot_of(c, c->items[i].text) = (uint32_t)i + 1;
}

static const char *remember(struct log *log, enum log_code type, uint32_t number, const char *text)
{
	struct codes *c = codes_of(log, type);

	c->items = mem_grow(c->items, c->n, &c->cap, sizeof(*c->items));
	c->items[c->n].number = number;
	c->items[c->n].text = arena_strdup(&log->strings, text);
	c->n++;
	if (c->n_slots < 2 * c->n)
		rehash(c, 2 * c->n);
	else
		*slot_of(c, text) = (uint32_t)c->n;
	return c->items[c->n - 1].text;
}

/*
 * A register of attendance names one site over and over, and the same persons in the same order, session by session: the
 * code found last and the one after it are tried before all others.
 */
static const struct code *find_text(struct codes *c, const char *text)
{
	uint32_t slot;
	size_t i;

	for (i = c->last; i < c->n && i <= c->last + 1; i++)
		if (strcmp(c->items[i].text, text) == 0) {
			c->last = i;
			return &c->items[i];
		}
	slot = c->n_slots == 0 ? 0 : *slot_of(c, text);
	if (slot == 0)
		return NULL;
	c->last = slot - 1;
	return &c->items[c->last];
}

static const struct code *find_number(const struct codes *c, uint32_t number)
{
	size_t i;

	if (c->whole)
		return number <= c->n ? &c->items[number - 1] : NULL;
	for (i = 0; i < c->n; i++) {
		if (c->items[i].number == number)
			return &c->items[i];
	}
	return NULL;
}

void codes_forget(struct codes *c, uint32_t keep)
{
	size_t i, n = 0;

	for (i = 0; i < c->n; i++) {
		if (c->items[i].number <= keep)
			c->items[n++] = c->items[i];
	}
	c->n = n;
	c->count = keep;
	if (c->n_slots != 0)
		rehash(c, n);
}

void codes_release(struct codes *c)
{
	free(c->items);
	free(c->slots);
}

/* --- from the register --- */

static int damaged(enum log_code type, struct sijil_err *err)
{
	return err_set(err, ERR_DATA,
		       "the register's list of %s codes has gaps: it was changed by another program; restore the "
		       "register from a backup",
		       tables[type - 1].word);
}

/* Read the numbers that a whole dictionary does not have yet. */
static int load_tail(struct log *log, enum log_code type, struct sijil_err *err)
{
	struct codes *c = codes_of(log, type);
	struct stmt *s = db_prepare(log->db, tables[type - 1].tail, err);
	const char *text;
	int rc;

	if (s == NULL)
		return -1;
	stmt_int(s, 1, (int64_t)c->n);
	while ((rc = stmt_step(s, err)) == 1) {
		text = stmt_get_text(s, 1, NULL);
		if (text == NULL || stmt_get_int(s, 0) != (int64_t)c->n + 1) {
			stmt_reset(s);
			return damaged(type, err);
		}
		remember(log, type, (uint32_t)c->n + 1, text);
	}
	c->count = (uint32_t)c->n;
	return rc;
}

int codes_load(struct log *log, enum log_code type, struct sijil_err *err)
{
	struct codes *c = codes_of(log, type);

	c->n = 0;
	rehash(c, 0);
	c->whole = true;
	if (load_tail(log, type, err) == 0)
		return 0;
	c->whole = false;
	return -1;
}

int codes_count(struct log *log, enum log_code type, struct sijil_err *err)
{
	struct codes *c = codes_of(log, type);
	int64_t n;

	if (c->whole)
		return load_tail(log, type, err);
	if (db_int(log->db, tables[type - 1].count, &n, err) < 0)
		return -1;
	if (n < 0 || n > UINT32_MAX)
		return damaged(type, err);
	c->count = (uint32_t)n;
	return 0;
}

/* Remember what one look-up found; after many of them, read the whole dictionary. */
static int found_single(struct log *log, enum log_code type, uint32_t number, const char *text, struct sijil_err *err)
{
	struct codes *c = codes_of(log, type);

	if (c->whole)
		return load_tail(log, type, err);
	if (c->n >= SINGLE_MAX)
		return codes_load(log, type, err);
	remember(log, type, number, text);
	return 0;
}

/* Look a code up in the register: 1 found, 0 not, -1 error. */
static int look_up(struct log *log, enum log_code type, const char *text, uint32_t *number, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, tables[type - 1].number, err);
	int rc;

	if (s == NULL)
		return -1;
	stmt_text(s, 1, text, strlen(text));
	rc = stmt_step(s, err);
	if (rc != 1)
		return rc;
	*number = (uint32_t)stmt_get_int(s, 0);
	stmt_reset(s);
	return found_single(log, type, *number, text, err) < 0 ? -1 : 1;
}

/* One line of the canonical text has room for it. */
static int check_code(enum log_code type, const char *text, struct sijil_err *err)
{
	size_t n = strlen(text), i;

	if (n == 0 || n > CODE_MAX)
		return err_set(err, ERR_DATA, "a %s code has 1 to %d bytes, not %zu", tables[type - 1].word, CODE_MAX,
			       n);
	if (!text_valid(text, n, &i))
		return err_set(err, ERR_DATA, "a %s code is not valid UTF-8 at byte %zu", tables[type - 1].word, i + 1);
	for (i = 0; i < n; i++) {
		if ((unsigned char)text[i] < ' ')
			return err_set(err, ERR_DATA, "a %s code cannot hold control characters (byte %zu)",
				       tables[type - 1].word, i + 1);
	}
	return 0;
}

static int64_t make_code(struct log *log, enum log_code type, const char *text, struct sijil_err *err)
{
	struct codes *c = codes_of(log, type);
	struct stmt *s;
	uint32_t number = c->count + 1;

	if (!log->writing.active || log->writing.failed)
		return err_set(err, ERR_INTERNAL, "the %s code '%s' is made outside a batch", tables[type - 1].word,
			       text);
	if (check_code(type, text, err) < 0 || (type == LOG_PERSON && log_alike_index(log, err) < 0))
		return -1;
	s = db_prepare(log->db, tables[type - 1].insert, err);
	if (s == NULL)
		return -1;
	stmt_int(s, 1, number);
	stmt_text(s, 2, text, strlen(text));
	if (stmt_step(s, err) < 0) {
		log->writing.failed = true;
		return err_context(err, "cannot record the %s code '%s'", tables[type - 1].word, text);
	}
	c->count = number;
	if (c->whole)
		remember(log, type, number, text);
	else if (found_single(log, type, number, text, err) < 0)
		return -1;
	return number;
}

int64_t log_code_number(struct log *log, enum log_code type, const char *text, bool make, struct sijil_err *err)
{
	struct codes *c = codes_of(log, type);
	const struct code *known = find_text(c, text);
	uint32_t number;
	int rc;

	if (known != NULL)
		return known->number;
	if (!c->whole || !log_is_still(log)) {
		rc = look_up(log, type, text, &number, err);
		if (rc < 0)
			return -1;
		if (rc == 1)
			return number;
	}
	return make ? make_code(log, type, text, err) : 0;
}

const char *log_code_text(struct log *log, enum log_code type, uint32_t number)
{
	struct codes *c = codes_of(log, type);
	const struct code *known = number == 0 ? NULL : find_number(c, number);
	struct stmt *s;
	const char *text = NULL;

	if (known != NULL)
		return known->text;
	if (number == 0 || (c->whole && log_is_still(log)))
		return NULL;
	s = db_prepare(log->db, tables[type - 1].text, NULL);
	if (s == NULL)
		return NULL;
	stmt_int(s, 1, number);
	if (stmt_step(s, NULL) == 1)
		text = stmt_get_text(s, 0, NULL);
	if (text != NULL && found_single(log, type, number, text, NULL) == 0)
		known = find_number(c, number);
	stmt_reset(s);
	return known != NULL ? known->text : NULL;
}

uint32_t log_code_count(struct log *log, enum log_code type)
{
	if (!log_is_still(log))
		codes_count(log, type, NULL);
	return codes_of(log, type)->count;
}

#include "config.h"

#include "exchange/refer.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "log/entry.h"

enum { NONE = 0, SEVERAL = -1, FAILED = -2 };

struct named {
	const char *name; /* NULL: free slot */
	int64_t id;       /* of the current version, then (once asked for) of the first; NONE or SEVERAL */
	bool first;       /* id is the first version's */
};

/* The reverse: what an entry is called. */
struct called {
	int64_t id; /* of its first version */
	const char *name;
};

/* The names of one kind that are known. */
struct book {
	const struct kind *kind;
	uint32_t program, kind_number; /* 0: nothing of it was ever logged */
	struct value *values;          /* scratch, one per field */
	struct named *slots;           /* open addressing */
	size_t n, cap;
	unsigned asked;
	bool whole;
	struct called *called; /* names by the entries' first numbers, in their order; NULL: not asked for */
	size_t n_called, called_cap;
	struct book *next;
};

struct refer {
	struct log *log;
	struct book *books;
	struct arena arena;   /* books and names */
	struct arena scratch; /* one row, one question */
};

struct refer *refer_new(struct log *log)
{
	struct refer *r = mem_alloc(sizeof(*r));

	r->log = log;
	return r;
}

void refer_free(struct refer *r)
{
	if (r == NULL)
		return;
	for (struct book *b = r->books; b != NULL; b = b->next) {
		free(b->slots);
		free(b->called);
		free(b->values);
	}
	arena_release(&r->arena);
	arena_release(&r->scratch);
	free(r);
}

/* --- names in memory --- */

static size_t hash(const char *s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
	return (size_t)(h ^ h >> 32);
}

/* The slot where the name is, or where it belongs. */
static struct named *slot_of(const struct book *b, const char *name)
{
	size_t i = hash(name) & (b->cap - 1);

	while (b->slots[i].name != NULL && strcmp(b->slots[i].name, name) != 0)
		i = (i + 1) & (b->cap - 1);
	return &b->slots[i];
}

static void enlarge(struct book *b)
{
	struct named *old = b->slots;
	const size_t n = b->cap;
	size_t i;

	b->cap = n == 0 ? 256 : 2 * n;
	b->slots = mem_alloc(b->cap * sizeof(*b->slots));
	for (i = 0; i < n; i++)
		if (old[i].name != NULL)
			*slot_of(b, old[i].name) = old[i];
	free(old);
}

static struct named *remember(struct refer *r, struct book *b, const char *name)
{
	struct named *slot;

	if (b->cap < 2 * (b->n + 1))
		enlarge(b);
	slot = slot_of(b, name);
	if (slot->name == NULL) {
		slot->name = arena_strdup(&r->arena, name);
		b->n++;
	}
	return slot;
}

static struct book *open_book(struct refer *r, const struct kind *kind, struct sijil_err *err)
{
	struct book *b;
	int64_t program, number;

	for (b = r->books; b != NULL; b = b->next)
		if (b->kind == kind)
			return b;
	program = log_code_number(r->log, LOG_PROGRAM, kind->program->id, false, err);
	number = program < 0 ? -1 : log_code_number(r->log, LOG_KIND, kind->def->name, false, err);
	if (number < 0)
		return NULL;
	b = arena_alloc(&r->arena, sizeof(*b));
	b->kind = kind;
	b->program = (uint32_t)program;
	b->kind_number = (uint32_t)number;
	b->values = mem_alloc((kind->n_fields + 1) * sizeof(*b->values));
	b->whole = program == 0 || number == 0;
	b->next = r->books;
	r->books = b;
	enlarge(b);
	return b;
}

/* --- names of rows --- */

static const char *part_text(struct refer *r, const struct book *b, int part, const struct log_row *row)
{
	char text[DATE_TEXT];

	switch (part) {
	case KEY_DAY:
		return arena_strdup(&r->scratch, date_text(row->day, text));
	case KEY_DAY_END:
		return arena_strdup(&r->scratch, date_text(row->day_end, text));
	case KEY_SITE:
		return row->site != 0 ? log_code_text(r->log, LOG_SITE, row->site) : NULL;
	case KEY_PERSON:
		return row->subject_type == SIJIL_PERSON ? log_code_text(r->log, LOG_PERSON, row->subject) : NULL;
	default:
		if (b->values[part].number == SIJIL_MISSING)
			return NULL;
		return entry_value_text(b->kind, (unsigned)part, &b->values[part], &r->scratch);
	}
}

/* The name of a row, in scratch; NULL if a part of it was not recorded. */
static const char *row_name(struct refer *r, const struct book *b, const struct log_row *row)
{
	const struct key *key = &b->kind->refer_by;
	const char *name = "", *part;
	unsigned i;

	if (entry_decode(b->kind, row->fields, row->fields_n, b->values, &r->scratch) != 0)
		return NULL;
	for (i = 0; i < key->n; i++) {
		part = part_text(r, b, key->parts[i], row);
		if (part == NULL)
			return NULL;
		name = i == 0 ? part : arena_printf(&r->scratch, "%s/%s", name, part);
	}
	return name;
}

/* --- one look-up --- */

struct search {
	struct refer *r;
	struct book *book;
	const char *name;
	struct named found;
};

static void note(struct named *slot, const struct log_row *row)
{
	slot->first = slot->id == NONE && row->replaces == 0;
	slot->id = slot->id == NONE ? row->id : SEVERAL;
}

static int compare_row(void *arg, const struct log_row *row)
{
	struct search *s = arg;
	const char *name;

	arena_reset(&s->r->scratch);
	name = row_name(s->r, s->book, row);
	if (name != NULL && strcmp(name, s->name) == 0)
		note(&s->found, row);
	return 0;
}

static bool has_part(const struct kind *kind, int part)
{
	unsigned i;

	for (i = 0; i < kind->refer_by.n; i++)
		if (kind->refer_by.parts[i] == part)
			return true;
	return false;
}

/* If the name holds a day, and only one text in it can be that, its entry is to be looked for on that day. */
static void narrow_days(const struct search *s, struct log_query *query)
{
	const char *rest = s->name, *item, *why;
	unsigned days = 0;
	int32_t day;
	size_t n;

	if (!has_part(s->book->kind, KEY_DAY))
		return;
	while (rest != NULL && (item = text_split(&rest, '/', &n)) != NULL)
		if (date_parse(item, n, &day, &why) == 0) {
			query->from = query->to = day;
			query->begins = true; /* the day in a name is the first that the entry covers */
			days++;
		}
	if (days > 1 || (days == 1 && query->from == 0))
		query->from = query->to = 0; /* begins means nothing then */
}

/* Every person whose code is a part of the name. */
static int search_persons(struct search *s, struct log_query *query, struct sijil_err *err)
{
	const char *rest = s->name, *item;
	size_t n;

	while (rest != NULL && (item = text_split(&rest, '/', &n)) != NULL) {
		const char *code = arena_strndup(&s->r->scratch, item, n);
		const int64_t number = log_code_number(s->r->log, LOG_PERSON, code, false, err);

		query->subject = (uint32_t)number;
		if (number < 0 || (number > 0 && log_each(s->r->log, query, compare_row, s, err) != 0))
			return -1;
		if (s->found.id != NONE)
			break; /* the same code twice in the name is one person */
	}
	return 0;
}

static int search_sites(struct search *s, struct log_query *query, struct sijil_err *err)
{
	const uint32_t n = log_code_count(s->r->log, LOG_SITE);

	for (query->subject = 1; query->subject <= n; query->subject++)
		if (log_each(s->r->log, query, compare_row, s, err) != 0)
			return -1;
	return 0;
}

/* Look for the name through the histories it can stand in. */
static int search(struct search *s, struct sijil_err *err)
{
	const struct book *b = s->book;
	struct log_query query = { .program = b->program, .kind = b->kind_number, .current = true };

	query.subject_type = b->kind->def->subject;
	narrow_days(s, &query);
	if (query.subject_type == SIJIL_PERSON && has_part(b->kind, KEY_PERSON))
		return search_persons(s, &query, err);
	if (query.subject_type == SIJIL_SITE)
		return search_sites(s, &query, err);
	if (query.subject_type == SIJIL_PROGRAM)
		query.subject = b->program;
	else
		query.subject_type = 0; /* any person's */
	return log_each(s->r->log, &query, compare_row, s, err);
}

static int take_row(void *arg, const struct log_row *row)
{
	const struct search *s = arg;
	const char *name;

	arena_reset(&s->r->scratch);
	name = row_name(s->r, s->book, row);
	if (name != NULL)
		note(remember(s->r, s->book, name), row);
	return 0;
}

static int read_all(struct refer *r, struct book *b, struct sijil_err *err)
{
	const struct log_query query = { .program = b->program, .kind = b->kind_number, .current = true };
	struct search s = { .r = r, .book = b };

	memset(b->slots, 0, b->cap * sizeof(*b->slots));
	b->n = 0;
	b->whole = true;
	return log_each(r->log, &query, take_row, &s, err) != 0 ? -1 : 0;
}

/* --- numbers --- */

struct version {
	const struct book *book; /* NULL: any kind */
	bool found, stands;      /* there is such an entry of the kind; it is not a void */
	int64_t replaces;
};

static int take_version(void *arg, const struct log_row *row)
{
	struct version *v = arg;

	v->found = v->book == NULL || (row->program == v->book->program && row->kind == v->book->kind_number);
	v->stands = row->fields != NULL;
	v->replaces = row->replaces;
	return 0;
}

static int read_version(struct refer *r, int64_t id, struct version *v, struct sijil_err *err)
{
	const struct log_query query = { .id = id };

	return log_each(r->log, &query, take_version, v, err);
}

/* The number under which an entry was first logged; FAILED with *err. */
static int64_t first_version(struct refer *r, int64_t id, struct sijil_err *err)
{
	struct version v = { 0 };

	while (read_version(r, id, &v, err) == 0) {
		if (v.replaces == 0)
			return id;
		if (v.replaces >= id)
			return err_set(err, ERR_DATA, "the corrections of this register lead in circles: run 'sijil verify'"),
			       FAILED;
		id = v.replaces;
	}
	return FAILED;
}

static int64_t by_number(struct refer *r, const struct book *b, const char *text, struct sijil_err *err)
{
	const int64_t id = log_id_parse(text);
	struct version v = { .book = b };
	int64_t last = id, next = id;

	if (id <= 0)
		return NONE;
	while ((next = log_replaced_by(r->log, last, err)) > 0)
		last = next;
	if (next < 0 || read_version(r, last, &v, err) != 0)
		return FAILED;
	return v.found && v.stands ? first_version(r, id, err) : NONE;
}

/* --- --- */

/* What is known of the name, after looking for it. */
static struct named *look(struct refer *r, struct book *b, const char *name, struct sijil_err *err)
{
	struct named *slot = slot_of(b, name);
	struct search s = { .r = r, .book = b, .name = name };

	if (slot->name != NULL || b->whole)
		return slot;
	if (b->asked++ >= REFER_SINGLE)
		return read_all(r, b, err) == 0 ? slot_of(b, name) : NULL;
	if (search(&s, err) != 0)
		return NULL;
	slot = remember(r, b, name);
	slot->id = s.found.id;
	slot->first = s.found.first;
	return slot;
}

static int64_t by_name(struct refer *r, struct book *b, const char *text, struct sijil_err *err)
{
	struct named *slot;

	if (text_needs_nfc(text, strlen(text)))
		text = text_nfc(&r->arena, text, strlen(text), NULL);
	slot = look(r, b, text, err);
	if (slot == NULL)
		return FAILED;
	if (slot->name == NULL)
		return NONE;
	if (slot->id > 0 && !slot->first) {
		slot->id = first_version(r, slot->id, err);
		slot->first = true;
	}
	return slot->id;
}

int64_t refer_find(void *refer, const struct kind *kind, const char *text, struct sijil_err *err)
{
	struct refer *r = refer;
	struct book *b = open_book(r, kind, err);
	int64_t id;

	if (b == NULL)
		return FAILED;
	arena_reset(&r->scratch);
	if (*text == '#' || kind->refer_by.n == 0)
		return by_number(r, b, text, err);
	id = by_name(r, b, text, err);
	/* A name of several parts is never a number alone. */
	return id == NONE && kind->refer_by.n > 1 && strchr(text, '/') == NULL ? by_number(r, b, text, err) : id;
}

/* --- the name of an entry --- */

struct naming {
	struct refer *r;
	struct book *book;
	struct sijil_err *err;
};

static int take_called(void *arg, const struct log_row *row)
{
	const struct naming *w = arg;
	struct book *b = w->book;
	const int64_t id = row->replaces == 0 ? row->id : first_version(w->r, row->id, w->err);
	const char *name;

	arena_reset(&w->r->scratch);
	name = row_name(w->r, b, row);
	if (id == FAILED || name == NULL)
		return id == FAILED ? -1 : 0;
	b->called = mem_grow(b->called, b->n_called, &b->called_cap, sizeof(*b->called));
	b->called[b->n_called++] = (struct called){ id, slot_of(b, name)->name };
	return 0;
}

static int by_id(const void *a, const void *b)
{
	const struct called *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static int read_called(struct refer *r, struct book *b, struct sijil_err *err)
{
	const struct log_query query = { .program = b->program, .kind = b->kind_number, .current = true };
	struct naming w = { r, b, err };

	if (b->program == 0 || b->kind_number == 0)
		return 0;
	if (read_all(r, b, err) != 0 || log_each(r->log, &query, take_called, &w, err) != 0)
		return -1;
	if (b->n_called > 0)
		qsort(b->called, b->n_called, sizeof(*b->called), by_id);
	return 0;
}

/* Bidi controls are taken away from what people write, see intake_clean.c: a name with one is not found again. */
static bool has_bidi(const char *s)
{
	for (; *s != '\0'; s++)
		if (strncmp(s, "\xd8\x9c", 2) == 0 || strncmp(s, "\xe2\x80\x8e", 3) == 0 ||
		    strncmp(s, "\xe2\x80\x8f", 3) == 0 ||
		    (strncmp(s, "\xe2\x80", 2) == 0 && (unsigned char)s[2] >= 0xaa && (unsigned char)s[2] <= 0xae) ||
		    (strncmp(s, "\xe2\x81", 2) == 0 && (unsigned char)s[2] >= 0xa6 && (unsigned char)s[2] <= 0xa9))
			return true;
	return false;
}

int refer_name(struct refer *r, const struct kind *kind, int64_t id, const char **name, struct sijil_err *err)
{
	const struct called wanted = { .id = id };
	const struct called *found;
	struct book *b = open_book(r, kind, err);

	*name = NULL;
	if (b == NULL)
		return -1;
	if (kind->refer_by.n == 0)
		return 0;
	if (b->called == NULL && read_called(r, b, err) != 0)
		return -1;
	found = b->n_called > 0 ? bsearch(&wanted, b->called, b->n_called, sizeof(wanted), by_id) : NULL;
	if (found != NULL && *found->name != '#' && !has_bidi(found->name) && slot_of(b, found->name)->id != SEVERAL)
		*name = found->name;
	return 0;
}

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "exchange/import_private.h"

/* In rows that a scan for the kind passes over, what a look into the index and a row found there cost. */
enum { LOOK_COST = 12, ROW_COST = 8 };

/* A recorded content: 96 bits of its digest, which no two contents of a register share. */
struct content {
	uint64_t a; /* never 0, so that 0 is a free slot */
	uint32_t b;
	uint32_t rows; /* recorded, and not yet answered for */
};

struct known {
	struct log *log;
	enum sijil_subject type;
	uint32_t program, kind;  /* numbers; 0: nothing of it was ever recorded */
	int64_t entries;         /* of the register */
	uint32_t subjects;       /* numbers above this are new */
	uint8_t *asked;          /* by subject number */
	int64_t spent;           /* asking by the index; in rows of a scan */
	bool whole;            /* every recorded row of the kind is in the table */
	struct content *slots; /* open addressing; cap is a power of two */
	size_t n, cap;
	int64_t *undone; /* entries that an undo took back, ascending: the file's rows are to be added again */
	size_t n_undone, undone_cap;
	struct sijil_err err; /* of a callback */
};

/* --- what was undone --- */

static int take_undone(void *arg, const struct log_row *row)
{
	struct known *k = arg;

	if (row->fields != NULL || row->program != k->program || row->kind != k->kind)
		return 0;
	k->undone = mem_grow(k->undone, k->n_undone, &k->undone_cap, sizeof(*k->undone));
	k->undone[k->n_undone++] = row->replaces;
	return 0;
}

static int take_batch(void *arg, const struct log_batch *b)
{
	struct known *k = arg;
	const struct log_query query = { .batch = b->id };

	if (b->command == NULL || strcmp(b->command, LOG_UNDO) != 0)
		return 0;
	return log_each(k->log, &query, take_undone, k, &k->err);
}

static int by_id(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int find_undone(struct known *k, struct sijil_err *err)
{
	if (log_batch(k->log, 0, take_batch, k, err) < 0) {
		if (k->err.status != 0)
			*err = k->err;
		return -1;
	}
	if (k->n_undone > 1)
		qsort(k->undone, k->n_undone, sizeof(*k->undone), by_id);
	return 0;
}

static bool is_undone(const struct known *k, int64_t id)
{
	return k->n_undone > 0 && bsearch(&id, k->undone, k->n_undone, sizeof(*k->undone), by_id) != NULL;
}

/* --- --- */

struct known *known_new(struct log *log, const struct kind *kind, struct sijil_err *err)
{
	static const enum log_code codes[] = {
		[SIJIL_PERSON] = LOG_PERSON,
		[SIJIL_SITE] = LOG_SITE,
		[SIJIL_PROGRAM] = LOG_PROGRAM,
	};
	const int64_t entries = log_count(log, err);
	const int64_t program = log_code_number(log, LOG_PROGRAM, kind->program->id, false, err);
	const int64_t number = log_code_number(log, LOG_KIND, kind->def->name, false, err);
	struct known *k;

	if (entries < 0 || program < 0 || number < 0)
		return NULL;
	k = mem_alloc(sizeof(*k));
	k->log = log;
	k->type = kind->def->subject;
	k->program = (uint32_t)program;
	k->kind = (uint32_t)number;
	k->entries = entries;
	k->subjects = log_code_count(log, codes[k->type]);
	k->asked = mem_alloc((size_t)k->subjects + 1);
	if (find_undone(k, err) == 0)
		return k;
	known_free(k);
	return NULL;
}

void known_free(struct known *k)
{
	if (k == NULL)
		return;
	free(k->asked);
	free(k->slots);
	free(k->undone);
	free(k);
}

/* --- contents --- */

static struct content content_of(uint32_t subject, uint32_t site, int32_t day, int32_t day_end, const char *fields,
				 size_t n)
{
	const uint32_t envelope[] = { subject, site, (uint32_t)day, (uint32_t)day_end };
	uint8_t out[DIGEST_SIZE];
	struct content c = { 0 };
	struct digest d;

	digest_init(&d);
	digest_add(&d, envelope, sizeof(envelope));
	digest_add(&d, fields, n);
	digest_end(&d, out);
	memcpy(&c.a, out, sizeof(c.a));
	memcpy(&c.b, out + sizeof(c.a), sizeof(c.b));
	c.a |= 1;
	return c;
}

/* The slot where the content is, or where it belongs. */
static struct content *slot_of(const struct known *k, const struct content *c)
{
	size_t i = (size_t)(c->a >> 1) & (k->cap - 1);

	while (k->slots[i].a != 0 && (k->slots[i].a != c->a || k->slots[i].b != c->b))
		i = (i + 1) & (k->cap - 1);
	return &k->slots[i];
}

static void enlarge(struct known *k)
{
	struct content *old = k->slots;
	const size_t n = k->cap;
	size_t i;

	k->cap = n == 0 ? 1024 : 2 * n;
	k->slots = mem_alloc(k->cap * sizeof(*k->slots));
	for (i = 0; i < n; i++)
		if (old[i].a != 0)
			*slot_of(k, &old[i]) = old[i];
	free(old);
}

/*
 * Whether a file may say what the row says: what was logged first, whatever became of it; and what it was corrected to, if
 * that stands, because export writes it.  A void says nothing.  1, 0, or -1 with k->err.
 */
static int is_said(struct known *k, const struct log_row *row)
{
	int64_t replaced_by;

	if (row->replaces == 0)
		return !is_undone(k, row->id);
	if (row->fields == NULL)
		return 0;
	replaced_by = log_replaced_by(k->log, row->id, &k->err);
	return replaced_by < 0 ? -1 : replaced_by == 0;
}

/* Who was asked for alone is in the table, and may have answered for rows already. */
static int add_row(void *arg, const struct log_row *row)
{
	struct known *k = arg;
	struct content c, *slot;
	int said;

	k->spent += ROW_COST;
	if (k->whole && row->subject <= k->subjects && k->asked[row->subject])
		return 0;
	said = is_said(k, row);
	if (said <= 0)
		return said;
	if (4 * (k->n + 1) > 3 * k->cap)
		enlarge(k);
	c = content_of(row->subject, row->site, row->day, row->day_end, row->fields, row->fields_n);
	slot = slot_of(k, &c);
	if (slot->a == 0) {
		*slot = c;
		k->n++;
	}
	slot->rows++;
	return 0;
}

/* Bring the subject's rows into the table, or at last everybody's. */
static int ask(struct known *k, uint32_t subject, struct sijil_err *err)
{
	struct log_query query = { .program = k->program, .kind = k->kind };

	k->spent += LOOK_COST;
	k->whole = 4 * k->spent > k->entries;
	if (!k->whole) {
		k->asked[subject] = 1;
		query.subject_type = k->type;
		query.subject = subject;
	}
	k->err.status = 0;
	if (log_each(k->log, &query, add_row, k, err) == 0)
		return 0;
	if (k->err.status != 0)
		*err = k->err;
	return -1;
}

int known_take(struct known *k, const struct fresh *row, struct sijil_err *err)
{
	struct content c, *slot;

	if (k->program == 0 || k->kind == 0 || row->subject > k->subjects)
		return 0;
	if (!k->whole && !k->asked[row->subject] && ask(k, row->subject, err) != 0)
		return -1;
	if (k->n == 0)
		return 0;
	c = content_of(row->subject, row->site, row->day, row->day_end, row->fields, row->fields_n);
	slot = slot_of(k, &c);
	if (slot->rows == 0)
		return 0;
	slot->rows--;
	return 1;
}

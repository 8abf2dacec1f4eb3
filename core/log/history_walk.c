#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "log/history_private.h"

int record_decode(struct store *s, const struct record *r, const struct entry *before, struct arena *arena,
		  struct entry *out, struct sijil_err *err)
{
	const struct binding *b = &s->bindings[r->binding];
	struct sijil_err failed = { 0 };
	unsigned i;

	*out = (struct entry){
		.pub = { .id = r->id,
			 .program = b->program,
			 .kind = b->kind_name,
			 .day = r->day,
			 .day_end = r->day_end,
			 .site = r->site != 0 ? log_code_text(s->log, LOG_SITE, r->site) : NULL },
		.kind = b->kind,
		.site = r->site,
		.line = r->line,
		.fresh = r->fresh,
		.fields = r->fields,
		.fields_n = r->fields_n,
	};
	if (r->subject_type == SIJIL_PERSON)
		out->pub.person = log_code_text(s->log, LOG_PERSON, r->subject);
	if (b->kind == NULL)
		return 0;
	if (before != NULL && before->kind == b->kind && before->fields == r->fields) {
		out->values = before->values;
		return 0;
	}
	out->values = arena_alloc(arena, (b->kind->n_fields + 1) * sizeof(*out->values));
	if (entry_decode(b->kind, r->fields, r->fields_n, out->values, arena) != 0) {
		char id[32];

		return err_set(err, ERR_DATA, "entry %s does not hold a record of fields; run 'sijil verify'",
			       log_id_text(r->id, id));
	}
	/* The binding may move while others are decoded: the fields are read again from the kind. */
	for (i = 0; i < s->bindings[r->binding].n_references; i++) {
		struct value *v = &out->values[s->bindings[r->binding].references[i]];

		if (v->number != SIJIL_MISSING)
			v->entry = store_entry(s, v->number, &failed);
		if (failed.status != 0) {
			*err = failed;
			return -1;
		}
	}
	return 0;
}

/* --- order: by subject, found by counting; within one by day, role, then by what the entries say --- */

static int role_order(const struct store *s, const struct record *r)
{
	static const int order[] = { [SIJIL_OPENS] = 0, [SIJIL_RECORDS] = 1, [SIJIL_SERVES] = 2, [SIJIL_CLOSES] = 3 };
	const struct kind *kind = s->bindings[r->binding].kind;

	return order[kind != NULL ? kind->def->role : SIJIL_RECORDS];
}

struct walked {
	const struct record *record;
	int role;
	const char *program, *kind, *site;
};

static int by_text(const char *a, const char *b)
{
	if (a == b)
		return 0;
	return a == NULL ? -1 : b == NULL ? 1 : strcmp(a, b);
}

/*
 * Entries of one day and role are in the order of their content, never of their numbers: what a history says must not
 * depend on the order in which it was written down, nor on whether an entry was corrected and corrected back.
 */
static int by_content(const struct walked *x, const struct walked *y)
{
	const struct record *a = x->record, *b = y->record;
	const size_t n = a->fields_n < b->fields_n ? a->fields_n : b->fields_n;
	int order = by_text(x->program, y->program);

	if (order == 0)
		order = by_text(x->kind, y->kind);
	if (order == 0 && a->fields != b->fields && n > 0)
		order = memcmp(a->fields, b->fields, n);
	if (order == 0 && a->fields_n != b->fields_n)
		order = a->fields_n < b->fields_n ? -1 : 1;
	if (order == 0 && a->day_end != b->day_end)
		order = a->day_end < b->day_end ? -1 : 1;
	return order != 0 ? order : by_text(x->site, y->site);
}

/* Entries that say the same are told apart by number, then by line, so that the order is one. */
static int by_date(const void *a, const void *b)
{
	const struct walked *x = a, *y = b;
	int order;

	if (x->record->day != y->record->day)
		return x->record->day < y->record->day ? -1 : 1;
	if (x->role != y->role)
		return x->role - y->role;
	order = by_content(x, y);
	if (order != 0)
		return order;
	if (x->record->fresh != y->record->fresh)
		return x->record->fresh ? 1 : -1;
	if (x->record->id != y->record->id)
		return x->record->id < y->record->id ? -1 : 1;
	return (x->record->line > y->record->line) - (x->record->line < y->record->line);
}

static bool is_left_out(struct store *s, const struct record *r)
{
	return r->fresh ? r->dropped : store_is_left_out(s, r->id);
}

/* One history being put together. */
struct walk {
	struct store *store;
	struct walked *rows;
	size_t cap;
	struct history history;
};

static int make_entries(struct walk *w, size_t n, struct sijil_err *err)
{
	struct store *s = w->store;
	struct history *h = &w->history;
	const struct sijil_entry **pub = arena_alloc(&s->walk_arena, (n + 1) * sizeof(*pub));
	size_t i;

	h->entries = arena_alloc(&s->walk_arena, (n + 1) * sizeof(*h->entries));
	for (i = 0; i < n; i++) {
		const struct entry *before = i > 0 ? &h->entries[i - 1] : NULL;

		if (record_decode(s, w->rows[i].record, before, &s->walk_arena, &h->entries[i], err) != 0)
			return -1;
		h->entries[i].history = &h->pub;
		pub[i] = &h->entries[i].pub;
	}
	h->pub.n = n;
	h->pub.entries = pub;
	return 0;
}

static const char *subject_code(struct store *s, enum sijil_subject type, uint32_t subject)
{
	static const enum log_code codes[] = {
		[SIJIL_PERSON] = LOG_PERSON, [SIJIL_SITE] = LOG_SITE, [SIJIL_PROGRAM] = LOG_PROGRAM
	};

	return log_code_text(s->log, codes[type], subject);
}

static int make_history(struct walk *w, enum sijil_subject type, uint32_t subject, size_t n, struct sijil_err *err)
{
	struct history *h = &w->history;
	uint32_t serial = h->serial + 1;
	size_t i;

	for (i = 1; i < n; i++)
		if (by_date(&w->rows[i - 1], &w->rows[i]) > 0)
			break;
	if (i < n) /* rows mostly come in date order: sort only when they do not */
		qsort(w->rows, n, sizeof(*w->rows), by_date);
	arena_reset(&w->store->walk_arena);
	*h = (struct history){ .subject_type = type, .subject = subject, .serial = serial };
	h->pub.subject = type;
	h->pub.as_of = w->store->as_of;
	h->pub.code = subject_code(w->store, type, subject);
	if (make_entries(w, n, err) != 0)
		return -1;
	return type == SIJIL_PERSON ? spells_derive(w->store, h, &w->store->walk_arena, err) : 0;
}

/* Rows of one type in order of subject: start[subject] .. start[subject + 1]. */
struct order {
	uint32_t *rows;
	uint32_t *start;
	uint32_t subjects; /* highest number */
};

static void order_by_subject(const struct store *s, enum sijil_subject type, struct order *o)
{
	size_t i, n = 0;

	*o = (struct order){ 0 };
	for (i = 0; i < s->n_rows; i++)
		if (s->rows[i]->subject_type == type) {
			n++;
			if (s->rows[i]->subject > o->subjects)
				o->subjects = s->rows[i]->subject;
		}
	o->rows = mem_alloc((n + 1) * sizeof(*o->rows));
	o->start = mem_alloc((o->subjects + 3) * sizeof(*o->start));
	for (i = 0; i < s->n_rows; i++)
		if (s->rows[i]->subject_type == type)
			o->start[s->rows[i]->subject + 2]++;
	for (i = 2; i < (size_t)o->subjects + 3; i++)
		o->start[i] += o->start[i - 1];
	for (i = 0; i < s->n_rows; i++)
		if (s->rows[i]->subject_type == type)
			o->rows[o->start[s->rows[i]->subject + 1]++] = (uint32_t)i;
}

static struct walked walked_of(const struct store *s, const struct record *r)
{
	const struct binding *b = &s->bindings[r->binding];

	return (struct walked){ r, role_order(s, r), b->program, b->kind_name,
				r->site != 0 ? log_code_text(s->log, LOG_SITE, r->site) : NULL };
}

/* The rows of one subject that count, into w->rows; how many, and whether one of them is fresh. */
static size_t gather(struct walk *w, const struct order *o, uint32_t subject, bool *fresh)
{
	uint32_t i, from = o->start[subject], to = o->start[subject + 1];
	size_t n = 0;

	*fresh = false;
	if (to - from > w->cap) {
		w->cap = (to - from) * 2;
		w->rows = mem_resize(w->rows, w->cap, sizeof(*w->rows));
	}
	for (i = from; i < to; i++) {
		const struct record *r = w->store->rows[o->rows[i]];

		if (is_left_out(w->store, r))
			continue;
		*fresh = *fresh || r->fresh;
		w->rows[n++] = walked_of(w->store, r);
	}
	return n;
}

static int walk_type(struct walk *w, enum sijil_subject type, bool only_fresh, history_fn *fn, void *arg,
		     struct sijil_err *err)
{
	struct order o;
	uint32_t subject;
	bool fresh;
	int rc = 0;

	order_by_subject(w->store, type, &o);
	for (subject = 0; subject <= o.subjects && rc == 0; subject++) {
		size_t n = gather(w, &o, subject, &fresh);

		if (n == 0 || (only_fresh && !fresh))
			continue;
		rc = make_history(w, type, subject, n, err);
		if (rc == 0)
			rc = fn(arg, &w->history);
	}
	free(o.rows);
	free(o.start);
	return rc;
}

int store_each(struct store *s, bool only_fresh, history_fn *fn, void *arg, struct sijil_err *err)
{
	static const enum sijil_subject types[] = { SIJIL_PERSON, SIJIL_SITE, SIJIL_PROGRAM };
	struct walk w = { .store = s };
	size_t i;
	int rc = 0;

	for (i = 0; i < sizeof(types) / sizeof(types[0]) && rc == 0; i++)
		rc = walk_type(&w, types[i], only_fresh, fn, arg, err);
	free(w.rows);
	return rc;
}

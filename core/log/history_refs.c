#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "log/history_private.h"

/* --- entries that others refer to --- */

static size_t slot_of(const struct store *s, int64_t id)
{
	size_t mask = s->referred_cap - 1;
	size_t i = (size_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 20) & mask;

	while (s->referred[i].id != 0 && s->referred[i].id != id)
		i = (i + 1) & mask;
	return i;
}

static void referred_rehash(struct store *s)
{
	struct referred *old = s->referred;
	size_t cap = s->referred_cap, i;

	s->referred_cap = cap == 0 ? 1024 : cap * 2;
	s->referred = mem_alloc(s->referred_cap * sizeof(*s->referred));
	for (i = 0; i < cap; i++)
		if (old[i].id != 0)
			s->referred[slot_of(s, old[i].id)] = old[i];
	free(old);
}

static struct referred *referred_slot(struct store *s, int64_t id)
{
	struct referred *r;

	if (2 * (s->n_referred + 1) > s->referred_cap)
		referred_rehash(s);
	r = &s->referred[slot_of(s, id)];
	if (r->id == 0) {
		r->id = id;
		s->n_referred++;
	}
	return r;
}

void referred_put(struct store *s, int64_t id, const struct record *record)
{
	referred_slot(s, id)->record = record;
}

struct found {
	struct store *store;
	struct record *record;
};

static int take_found(void *arg, const struct log_row *row)
{
	struct found *f = arg;

	f->record = store_record(f->store, &f->store->kept_arena, row);
	return 1;
}

/* The current version of entry `id` as a record: corrections are followed; NULL if it was voided or never was. */
static int find_current(struct store *s, int64_t id, struct record **out, struct sijil_err *err)
{
	struct found f = { s, NULL };

	*out = NULL;
	while (id > 0) {
		const struct log_query query = { .id = id, .current = true };

		if (log_each(s->log, &query, take_found, &f, err) < 0)
			return -1;
		if (f.record != NULL)
			break;
		id = log_replaced_by(s->log, id, err);
	}
	*out = f.record;
	return id < 0 ? -1 : 0;
}

const struct entry *store_entry(struct store *s, int64_t id, struct sijil_err *err)
{
	struct referred *r;
	struct record *found;
	struct entry *e;
	bool known;

	if (id <= 0)
		return NULL;
	known = s->referred_cap > 0 && s->referred[slot_of(s, id)].id == id;
	r = referred_slot(s, id);
	if (r->entry != NULL || (known && r->record == NULL))
		return r->entry;
	if (r->record == NULL) {
		if (find_current(s, id, &found, err) != 0)
			return NULL;
		r = referred_slot(s, id);
		r->record = found;
	}
	if (r->record == NULL)
		return NULL;
	e = arena_alloc(&s->kept_arena, sizeof(*e));
	r->entry = e; /* at once: what it refers to may lead back to it */
	if (record_decode(s, r->record, NULL, &s->kept_arena, e, err) == 0)
		return e;
	referred_slot(s, id)->entry = NULL; /* decoding may have made the table grow */
	return NULL;
}

/* --- entries planned for later --- */

static struct planned *planned_find(struct store *s, const struct program *program, const char *value)
{
	size_t i;

	for (i = 0; i < s->n_planned; i++)
		if (s->planned[i].program == program && strcmp(s->planned[i].value, value) == 0)
			return &s->planned[i];
	return NULL;
}

/* Whether it says of itself that it is planned: what took place after the day asked on was no plan on that day. */
static bool is_plan(const struct kind *kind, const struct record *r, struct value *values)
{
	const struct entry e = { .pub = { .program = kind->program->id, .kind = kind->def->name, .day = r->day,
					  .day_end = r->day_end },
				 .kind = kind, .values = values };
	const struct unit u = { .entry = &e, .to = INT32_MAX };

	return kind->future_when != NULL && conds_test(kind->future_when, &u) == YES;
}

void planned_note(struct store *s, const struct kind *kind, const struct record *r)
{
	struct value *values;
	struct planned *p;

	if (r->day <= s->as_of)
		return;
	values = arena_alloc(&s->kept_arena, (kind->n_fields + 1) * sizeof(*values));
	if (entry_decode(kind, r->fields, r->fields_n, values, &s->kept_arena) != 0 ||
	    values[kind->plans_for].number == SIJIL_MISSING || !is_plan(kind, r, values))
		return;
	p = planned_find(s, kind->program, values[kind->plans_for].text);
	if (p == NULL) {
		s->planned = mem_grow(s->planned, s->n_planned, &s->planned_cap, sizeof(*s->planned));
		p = &s->planned[s->n_planned++];
		*p = (struct planned){ kind->program, values[kind->plans_for].text, r->day };
	}
	if (r->day > p->last)
		p->last = r->day;
}

static int take_planned(void *arg, const struct log_row *row)
{
	struct store *s = arg;
	const struct kind *kind = store_binding(s, row->program, row->kind)->kind;

	if (kind != NULL && kind->plans_for >= 0)
		planned_note(s, kind, store_record(s, &s->kept_arena, row));
	return 0;
}

/* Planning kinds belong to sites: their entries after as_of are found by the index, site by site. */
static int planned_read(struct store *s, struct sijil_err *err)
{
	uint32_t site, n = log_code_count(s->log, LOG_SITE);

	s->planned_read = true;
	for (site = 1; site <= n; site++) {
		const struct log_query query = { .subject_type = SIJIL_SITE,
						 .subject = site,
						 .from = s->as_of + 1,
						 .to = INT32_MAX,
						 .current = true };

		if (log_each(s->log, &query, take_planned, s, err) < 0)
			return -1;
	}
	return 0;
}

int planned_after(struct store *s, const struct program *program, const char *value, bool *planned,
		  struct sijil_err *err)
{
	if (!s->planned_read && planned_read(s, err) != 0)
		return -1;
	*planned = planned_find(s, program, value) != NULL;
	return 0;
}

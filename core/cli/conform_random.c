/*
 * Entries that the kinds of a plugin allow, field by field: every type, range and choice, what is required always, the
 * rest mostly.  What its rules think of them does not matter: a register also holds what was logged before a rule was
 * made, or in spite of it.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/conform.h"
#include "exchange/frozen.h"

uint64_t random_next(struct random *r) /* splitmix64 */
{
	uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

int64_t random_between(struct random *r, int64_t min, int64_t max)
{
	return min + (int64_t)(random_next(r) % (uint64_t)(max - min + 1));
}

static bool one_in(struct random *r, int64_t n)
{
	return random_between(r, 1, n) == 1;
}

/* Numbers large enough to tell apart, small enough that no sum of them overflows; now and then an end of the range. */
static int64_t random_number(struct random *r, const struct sijil_field *f, int64_t one)
{
	enum { LARGE = 1000000, USUAL = 60 };
	const bool free_range = f->min == 0 && f->max == 0;
	int64_t min = free_range || f->min < -LARGE ? -LARGE : f->min,
		max = free_range || f->max > LARGE ? LARGE : f->max;

	if (min > max) /* a range beyond what is large */
		min = max = f->min > LARGE ? f->min : f->max;
	if (one_in(r, 12))
		return (one_in(r, 2) ? min : max) * one;
	if (min < 0 && max > 0)
		min = 0;
	if (max - min > USUAL)
		max = min + USUAL;
	return one == 1 ? random_between(r, min, max) : random_between(r, min * 100, max * 100) * (one / 100);
}

static const char *random_text(struct random *r, const struct sijil_field *f, struct arena *arena)
{
	static const char *const words[] = { "alpha", "beta", "gamma", "1234", "evening-a", "ورشة" };
	enum { WORDS = sizeof(words) / sizeof(words[0]), LONG = 4000 };
	const int64_t max = f->max > 0 && f->max < LONG ? f->max : LONG;
	const char *word = words[random_between(r, 0, WORDS - 1)];
	char *text;
	size_t n;

	if (f->min > 0 || max < (int64_t)sizeof("evening-a")) { /* letters alone, as many as it wants */
		n = (size_t)random_between(r, f->min > 0 ? f->min : 1, f->min + 8 < max ? f->min + 8 : max);
		text = arena_alloc(arena, n + 1);
		while (n > 0)
			text[--n] = (char)random_between(r, 'a', 'c');
		return text;
	}
	return arena_strdup(arena, word);
}

/* The draft of that kind that one refers to, chosen among those made before; -1: there is none. */
static int64_t random_referred(struct random *r, struct drafts *d, const struct kind *kind)
{
	size_t i, from = d->n > 0 ? (size_t)random_between(r, 0, (int64_t)d->n - 1) : 0;

	for (i = 0; i < d->n; i++) {
		struct draft *other = &d->items[(from + i) % d->n];

		if (other->kind == kind) {
			other->referred = true;
			return (int64_t)((from + i) % d->n);
		}
	}
	return -1;
}

static struct value random_value(struct random *r, struct drafts *d, const struct field *f, int32_t day)
{
	struct value v = { .number = SIJIL_MISSING };

	switch (f->def->type) {
	case SIJIL_TEXT:
		v.number = 0;
		v.text = random_text(r, f->def, d->arena);
		break;
	case SIJIL_INT:
		v.number = f->n_choices > 0
				   ? strtoll(f->choices[random_between(r, 0, (int64_t)f->n_choices - 1)], NULL, 10)
				   : random_number(r, f->def, 1);
		break;
	case SIJIL_DECIMAL:
		v.number = random_number(r, f->def, SIJIL_ONE);
		break;
	case SIJIL_BOOL:
		v.number = random_between(r, 0, 1);
		break;
	case SIJIL_DATE:
		v.number = day + random_between(r, -100, 100);
		break;
	case SIJIL_CHOICE:
		v.number = random_between(r, 0, (int64_t)f->n_choices - 1);
		break;
	case SIJIL_ENTRY:
		v.number = random_referred(r, d, f->refers);
		if (v.number < 0)
			v.number = SIJIL_MISSING;
		break;
	}
	return v;
}

/* Openings mostly come early and closings late, so that there are spells of some length. */
static int32_t random_day(struct random *r, enum sijil_role role)
{
	const int32_t first = date_day(2023, 9, 1), last = date_day(2025, 1, 20);

	if (one_in(r, 6) || role == SIJIL_RECORDS || role == SIJIL_SERVES)
		return (int32_t)random_between(r, first, last);
	return role == SIJIL_OPENS ? (int32_t)random_between(r, first, first + 200)
				   : (int32_t)random_between(r, last - 300, last);
}

static void draft_one(struct random *r, struct drafts *d, const struct kind *kind)
{
	static const char *const sites[] = { "north", "south", "west" };
	const struct sijil_kind *def = kind->def;
	struct draft draft = { .kind = kind, .day = random_day(r, def->role) };
	bool whole = true;
	unsigned i;

	draft.day_end = draft.day + (def->interval && one_in(r, 2) ? (int32_t)random_between(r, 0, 45) : 0);
	if (def->subject == SIJIL_SITE || !one_in(r, 5))
		draft.site = sites[random_between(r, 0, 2)];
	if (def->subject == SIJIL_PERSON)
		draft.person = arena_printf(d->arena, "P%lld", (long long)random_between(r, 1, 16));
	draft.values = arena_alloc(d->arena, (kind->n_fields + 1) * sizeof(*draft.values));
	for (i = 0; i < kind->n_fields; i++) {
		const struct field *f = &kind->fields[i];

		draft.values[i] = (struct value){ .number = SIJIL_MISSING };
		if (f->def->required || !one_in(r, 4))
			draft.values[i] = random_value(r, d, f, draft.day);
		whole = whole && (!f->def->required || draft.values[i].number != SIJIL_MISSING);
	}
	if (whole)
		d->items[d->n++] = draft;
}

/* Whether all that it may refer to is made before it; to its own kind it may refer. */
static bool is_ready(const struct program *p, const bool *made, unsigned k)
{
	unsigned i;

	for (i = 0; i < p->kinds[k].n_fields; i++) {
		const struct kind *refers = p->kinds[k].fields[i].refers;

		if (refers != NULL && refers != &p->kinds[k] && !made[refers - p->kinds])
			return false;
	}
	return true;
}

static void draft_program(struct random *r, struct drafts *d, const struct program *p, size_t n)
{
	bool *made = arena_alloc(d->arena, p->n_kinds + 1);
	unsigned round, k;
	size_t i;

	for (round = 0; round < p->n_kinds; round++)
		for (k = 0; k < p->n_kinds; k++) {
			if (made[k] || !is_ready(p, made, k) || strcmp(p->kinds[k].def->name, FROZEN_KIND) == 0)
				continue;
			made[k] = true;
			for (i = 0; i < n / p->n_kinds + 1; i++)
				draft_one(r, d, &p->kinds[k]);
		}
}

void drafts_make(struct drafts *d, const struct registry *registry, uint64_t seed, struct arena *arena)
{
	struct random r = { seed };
	size_t i, most = 0;

	for (i = 0; i < registry->n_programs; i++)
		most += DRAFTS + registry->programs[i].n_kinds;
	*d = (struct drafts){ .items = arena_alloc(arena, most * sizeof(*d->items)), .arena = arena };
	for (i = 0; i < registry->n_programs; i++)
		draft_program(&r, d, &registry->programs[i], i == 0 ? DRAFTS : DRAFTS / 4);
}

/* --- into a register --- */

static int number_of(struct log *log, enum log_code type, const char *code, uint32_t *out, struct sijil_err *err)
{
	int64_t n = code != NULL ? log_code_number(log, type, code, true, err) : 0;

	*out = n > 0 ? (uint32_t)n : 0;
	return n < 0 ? -1 : 0;
}

static int row_of(const struct draft *draft, struct log *log, struct log_row *row, struct sijil_err *err)
{
	uint32_t person;

	*row = (struct log_row){ .subject_type = draft->kind->def->subject,
				 .day = draft->day,
				 .day_end = draft->day_end };
	if (number_of(log, LOG_PROGRAM, draft->kind->program->id, &row->program, err) != 0 ||
	    number_of(log, LOG_KIND, draft->kind->def->name, &row->kind, err) != 0 ||
	    number_of(log, LOG_SITE, draft->site, &row->site, err) != 0 ||
	    number_of(log, LOG_PERSON, draft->person, &person, err) != 0)
		return -1;
	row->subject = row->subject_type == SIJIL_PERSON ? person
		       : row->subject_type == SIJIL_SITE ? row->site
							 : row->program;
	return 0;
}

/* Write a row; `corrected`: first with another day, then as it is, as a correction. */
static int append_row(struct draft *draft, struct log *log, struct log_row *row, bool corrected, struct sijil_err *err)
{
	struct log_row wrong = *row;

	wrong.day--;
	if (corrected && log_append(log, &wrong, &row->replaces, err) != 0)
		return -1;
	row->reason = corrected ? "wrong day" : NULL;
	return log_append(log, row, &draft->id, err);
}

static int write_one(struct drafts *d, struct draft *draft, struct log *log, bool corrected, struct sijil_err *err)
{
	const struct kind *kind = draft->kind;
	struct value *values = arena_alloc(d->arena, (kind->n_fields + 1) * sizeof(*values));
	struct str fields;
	struct log_row row;
	unsigned i;
	int rc = row_of(draft, log, &row, err);

	memcpy(values, draft->values, kind->n_fields * sizeof(*values));
	for (i = 0; i < kind->n_fields; i++)
		if (kind->fields[i].def->type == SIJIL_ENTRY && values[i].number != SIJIL_MISSING)
			values[i].number = d->items[values[i].number].id;
	str_init(&fields, STR_MAX_DEFAULT);
	entry_encode(kind, values, &fields);
	row.fields = fields.s;
	row.fields_n = fields.len;
	if (rc == 0)
		rc = append_row(draft, log, &row, corrected, err);
	str_release(&fields);
	return rc;
}

/* The order of writing: referred ones, then the others, shuffled or not. */
static size_t *order_of(struct drafts *d, const struct random *shuffle, size_t *n_referred)
{
	size_t *order = arena_alloc(d->arena, (d->n + 1) * sizeof(*order)), n = 0, i;
	struct random r = { shuffle != NULL ? shuffle->state : 0 };

	for (i = 0; i < d->n; i++)
		if (d->items[i].referred)
			order[n++] = i;
	*n_referred = n;
	for (i = 0; i < d->n; i++)
		if (!d->items[i].referred)
			order[n++] = i;
	for (i = n; shuffle != NULL && i > *n_referred + 1; i--) {
		size_t k = *n_referred + (size_t)random_between(&r, 0, (int64_t)(i - *n_referred) - 1), kept = order[k];

		order[k] = order[i - 1];
		order[i - 1] = kept;
	}
	return order;
}

int drafts_write(struct drafts *d, struct log *log, const struct random *shuffle, struct sijil_err *err)
{
	const struct log_batch batch = { .recorded_by = "trial", .command = "import" };
	const size_t in_batch = shuffle != NULL ? 37 : d->n;
	size_t n_referred, i = 0, *order = order_of(d, shuffle, &n_referred);
	int rc = 0;

	while (i < d->n && rc == 0) {
		size_t end = i + in_batch < d->n ? i + in_batch : d->n;

		rc = log_begin(log, &batch, end - i, err);
		for (; i < end && rc == 0; i++)
			rc = write_one(d, &d->items[order[i]], log, shuffle != NULL && i >= n_referred && i % 9 == 0,
				       err);
		if (rc == 0)
			rc = log_commit(log, &batch, err);
	}
	return rc;
}

enum verdict trial_rounds(struct trial *t, trial_round_fn *fn, void *arg)
{
	struct trial_round r = { .trial = t };
	struct trial_city c;
	struct sijil_err err = { 0 };
	enum verdict v = trial_city_open(t, NULL, &c);
	unsigned i;

	r.registry = c.registry;
	for (i = 0; i < t->rounds && v == TRIAL_PASSED; i++) {
		r.seed = t->seed + i;
		drafts_make(&r.drafts, c.registry, r.seed, &t->arena);
		r.log = trial_register(t, "register", &err);
		if (r.log == NULL || drafts_write(&r.drafts, r.log, NULL, &err) != 0)
			v = trial_error(t, &err);
		else
			v = fn(&r, arg);
		log_close(r.log);
	}
	trial_city_close(&c);
	return v;
}

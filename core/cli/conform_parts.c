/*
 * Parts add up to the whole, on both sides of a metric, wherever they must:
 *
 *  subjects	Some subjects and the rest are all: of every metric but medians, standing values (which a reference may
 *		stand in for) and metrics that need entries of a kind.  This also holds for what a callback adds.
 *  months	Three months are the quarter: of counts and sums of entries of one day, and of spells opened or closed.
 *  groups	The groups of a breakdown are all: of counts, sums and callbacks, of persons' and sites' entries.
 *
 * Averages and rates do not add up, but their numerators and denominators do.
 */
#include "config.h"

#include <string.h>

#include "base/number.h"
#include "cli/conform.h"
#include "metrics/evaluate.h"

enum { SLICES = 3 };

/* --- which sides of which metrics --- */

typedef bool side_fn(const struct metric *m, const struct measure *x);

static bool splits_by_subject(const struct metric *m, const struct measure *x)
{
	(void)m;
	return x->def->take != SIJIL_MEDIAN && x->def->take != SIJIL_STANDING;
}

static bool looks_at_the_end(const struct measure *x)
{
	unsigned i;

	for (i = 0; i < x->n_also; i++)
		if (x->also[i].has == SIJIL_ANY_MEETS || x->also[i].has == SIJIL_NONE_MEETS)
			return true;
	return false;
}

static bool splits_by_month(const struct metric *m, const struct measure *x)
{
	const bool adds = x->def->take == SIJIL_COUNT || x->def->take == SIJIL_SUM;

	if (m->def->fold != NULL || !adds || x->def->previous || x->latest_by >= 0 || looks_at_the_end(x))
		return false;
	if (x->def->spells == SIJIL_NO_SPELLS)
		return !x->kind->def->interval;
	return x->def->spells != SIJIL_ACTIVE && x->where == NULL && x->n_also == 0 && x->of == NULL;
}

static bool splits_by_group(const struct metric *m, const struct measure *x)
{
	const bool adds = x->def->take == SIJIL_COUNT || x->def->take == SIJIL_SUM;

	(void)m;
	return adds && x->def->undivided_by == NULL && x->kind->def->subject != SIJIL_PROGRAM;
}

static bool side_splits(const struct metric *m, enum sijil_part side, side_fn *splits)
{
	unsigned i;

	if (m->parity_of != NULL || m->needs != NULL)
		return false;
	for (i = 0; i < m->n_sides[side]; i++)
		if (!splits(m, &m->sides[side][i]))
			return false;
	return m->n_sides[side] > 0 || m->def->fold != NULL;
}

/* Callbacks that add months of their own could do anything with them: what is said of time is said of tables alone. */
static bool month_side(const struct metric *m, enum sijil_part side)
{
	return m->def->fold == NULL && side_splits(m, side, splits_by_month);
}

/* --- comparing --- */

struct parts {
	struct trial_round *round;
	const char *what;
	size_t compared;
};

static int64_t amount(const struct figure *f, enum sijil_part side)
{
	const int64_t a = side == SIJIL_NUMERATOR ? f->numerator : f->denominator;

	return a == SIJIL_MISSING ? 0 : a;
}

/* Each part of a sum that is divided by `per` was rounded once, by half a millionth at most. */
static bool agree(struct parts *p, const struct metric *m, const char *where, enum sijil_part side, int64_t sum,
		  int64_t whole, size_t n)
{
	const int64_t slack = m->def->per != 0 ? (int64_t)n + 1 : 0, off = sum - whole;
	char a[NUMBER_TEXT], b[NUMBER_TEXT];

	p->compared++;
	if (off >= -slack && off <= slack)
		return true;
	trial_fail(p->round->trial, "%s of metric '%s', %s: the parts add up to %s, the whole is %s (%s; seed %llu)",
		   side == SIJIL_NUMERATOR ? "numerator" : "denominator", m->def->code, where, number_text(sum, a),
		   number_text(whole, b), p->what, (unsigned long long)p->round->seed);
	return false;
}

static const struct answer *answer_at(const struct answers *a, size_t program, size_t metric)
{
	return &a->programs[program].metrics[metric];
}

static struct answers *ask(struct parts *p, struct store *store, const char *period, const char *const *by)
{
	struct trial *t = p->round->trial;
	struct sijil_err err = { 0 };
	struct answers *a = NULL;
	struct question q;

	if (trial_question(p->round->registry, period, by, &t->arena, &q, &err) == 0)
		a = store != NULL ? evaluate_store(p->round->registry, store, &q, &err)
				  : evaluate(p->round->registry, p->round->log, &q, &err);
	if (a == NULL)
		trial_error(t, &err);
	return a;
}

/* --- subjects --- */

static bool slices_agree(struct parts *p, const struct answers *whole, struct answers *const *slices,
			 const char *period)
{
	size_t i, k, s;
	enum sijil_part side;

	for (i = 0; i < p->round->registry->n_programs; i++)
		for (k = 0; k < whole->programs[i].n_metrics; k++)
			for (side = SIJIL_NUMERATOR; side <= SIJIL_DENOMINATOR; side++) {
				const struct answer *all = answer_at(whole, i, k);
				int64_t sum = 0;

				if (!side_splits(all->metric, side, splits_by_subject))
					continue;
				for (s = 0; s < SLICES; s++)
					sum += amount(&answer_at(slices[s], i, k)->total, side);
				if (!agree(p, all->metric, period, side, sum, amount(&all->total, side), SLICES))
					return false;
			}
	return true;
}

static struct answers *ask_slice(struct parts *p, const char *period, unsigned slice)
{
	static const char *const none[] = { NULL };
	struct sijil_err err = { 0 };
	struct store *store = store_new(p->round->registry, p->round->log, TRIAL_TODAY);
	struct answers *a = NULL;

	if (store_load_all(store, slice, SLICES, &err) != 0)
		trial_error(p->round->trial, &err);
	else
		a = ask(p, store, period, none);
	store_free(store);
	return a;
}

static enum verdict subjects(struct trial_round *r, void *arg)
{
	static const char *const none[] = { NULL };
	struct parts *p = arg;
	bool agreed = true;
	size_t i;

	p->round = r;
	for (i = 0; trial_periods[i] != NULL && agreed; i++) {
		struct answers *whole = ask(p, NULL, trial_periods[i], none), *slices[SLICES] = { NULL };
		unsigned s;

		agreed = whole != NULL;
		for (s = 0; s < SLICES && agreed; s++)
			agreed = (slices[s] = ask_slice(p, trial_periods[i], s)) != NULL;
		agreed = agreed && slices_agree(p, whole, slices, trial_periods[i]);
		for (s = 0; s < SLICES; s++)
			answers_free(slices[s]);
		answers_free(whole);
	}
	return agreed ? TRIAL_PASSED : TRIAL_FAILED;
}

/* --- months, groups --- */

static bool breakdown_agrees(struct parts *p, const struct answer *a, const struct breakdown *b, const char *period)
{
	enum sijil_part side;
	size_t g;

	for (side = SIJIL_NUMERATOR; side <= SIJIL_DENOMINATOR; side++) {
		int64_t sum = 0;

		if (b->time ? !month_side(a->metric, side) : !side_splits(a->metric, side, splits_by_group))
			continue;
		for (g = 0; g < b->n; g++)
			sum += amount(&b->groups[g].figure, side);
		if (!agree(p, a->metric, arena_printf(&p->round->trial->arena, "%s by %s", period, b->by), side, sum,
			   amount(&a->total, side), b->n))
			return false;
	}
	return true;
}

static bool breakdowns_agree(struct parts *p, const struct answers *all, const char *period, bool time)
{
	size_t i, k, b;

	for (i = 0; i < p->round->registry->n_programs; i++)
		for (k = 0; k < all->programs[i].n_metrics; k++) {
			const struct answer *a = answer_at(all, i, k);

			for (b = 0; b < a->n_breakdowns; b++)
				if (a->breakdowns[b].time == time && !breakdown_agrees(p, a, &a->breakdowns[b], period))
					return false;
		}
	return true;
}

static enum verdict broken_down(struct trial_round *r, struct parts *p, bool time)
{
	const char *const *by = trial_breakdowns(r->registry, &r->trial->arena);
	bool agreed = true;
	size_t i;

	p->round = r;
	for (i = 0; trial_periods[i] != NULL && agreed; i++) {
		struct answers *a = ask(p, NULL, trial_periods[i], by);

		agreed = a != NULL && breakdowns_agree(p, a, trial_periods[i], time);
		answers_free(a);
	}
	return agreed ? TRIAL_PASSED : TRIAL_FAILED;
}

static enum verdict months(struct trial_round *r, void *arg)
{
	return broken_down(r, arg, true);
}

static enum verdict groups(struct trial_round *r, void *arg)
{
	return broken_down(r, arg, false);
}

static enum verdict parts_of(struct trial *t, trial_round_fn *fn, const char *what)
{
	struct parts p = { .what = what };
	enum verdict v = trial_rounds(t, fn, &p);

	if (v == TRIAL_PASSED && p.compared == 0)
		v = TRIAL_SKIPPED;
	if (v == TRIAL_PASSED)
		str_addf(&t->detail, "%s: %zu sums compared", what, p.compared);
	else if (v == TRIAL_SKIPPED)
		str_addf(&t->detail, "no metric for which it must hold that %s", what);
	return v;
}

enum verdict trial_subjects(struct trial *t)
{
	return parts_of(t, subjects, "some subjects and the rest are all");
}

enum verdict trial_months(struct trial *t)
{
	return parts_of(t, months, "the months of a period are the period");
}

enum verdict trial_groups(struct trial *t)
{
	return parts_of(t, groups, "the groups of a breakdown are all");
}

#include "config.h"

#include "report/suppress.h"

#include <string.h>

#include "base/number.h"
#include "report/quantity.h"
#include "report/suppress_private.h"

/* Figures that stand inside an array of larger structs, and which of them are to be hidden. */
struct figures {
	void *first;
	size_t stride;
	size_t n;
	bool *hidden;
	int64_t below;
};

/* One metric that counts persons: what is to be hidden of it. */
struct veil {
	struct answer *answer;
	struct figures parts;
	struct figures *groups; /* per breakdown */
};

struct veils {
	struct veil *items;
	size_t n;
	int64_t below;
	struct arena arena;
};

/* What the hidden figures of a total have in common, per side: 0 numerator, 1 denominator. */
struct exposed {
	size_t n;
	bool ones[2]; /* all of them are 1 */
	bool tops[2]; /* all of them are the largest number that is hidden */
};

static struct figure *figure_at(const struct figures *f, size_t i)
{
	return (struct figure *)(void *)((char *)f->first + i * f->stride);
}

static int64_t count_of(const struct figure *f)
{
	if (f->fewest > 0)
		return f->fewest;
	if (f->numerator != SIJIL_MISSING || f->denominator != SIJIL_MISSING)
		return f->numerator;
	return f->missing == PRESENT ? f->value : SIJIL_MISSING;
}

static int64_t amount_of(const struct figure *f, enum sijil_part side)
{
	return side == SIJIL_NUMERATOR ? count_of(f) : f->denominator;
}

static bool is_small_amount(int64_t amount, int64_t below)
{
	return amount != SIJIL_MISSING && amount > 0 && amount < below * SIJIL_ONE;
}

static bool is_small(const struct figure *f, int64_t below)
{
	return is_small_amount(count_of(f), below) || is_small_amount(f->denominator, below);
}

static bool has_numbers(const struct figure *f)
{
	return count_of(f) != SIJIL_MISSING || f->denominator != SIJIL_MISSING;
}

void suppress_hide(struct figure *f)
{
	*f = (struct figure){
		.missing = f->missing == PRESENT ? MISSING_SUPPRESSED : f->missing,
		.value = SIJIL_MISSING,
		.numerator = SIJIL_MISSING,
		.denominator = SIJIL_MISSING,
	};
}

static struct exposed exposed_among(const struct figures *f)
{
	const int64_t top = (f->below - 1) * SIJIL_ONE;
	struct exposed e = { .ones = { true, true }, .tops = { true, true } };

	for (size_t i = 0; i < f->n; i++) {
		const struct figure *figure = figure_at(f, i);

		if (!f->hidden[i])
			continue;
		e.n++;
		e.ones[0] = e.ones[0] && count_of(figure) == SIJIL_ONE;
		e.ones[1] = e.ones[1] && figure->denominator == SIJIL_ONE;
		e.tops[0] = e.tops[0] && count_of(figure) == top;
		e.tops[1] = e.tops[1] && figure->denominator == top;
	}
	return e;
}

/* How many persons stand behind a figure: of a ratio, those in its denominator. */
static int64_t size_of(const struct figure *f)
{
	return f->denominator != SIJIL_MISSING ? f->denominator : count_of(f);
}

/* Whether a is the better one to hide: somebody in it, fewer persons behind it, fewer of them counted. */
static bool hides_better(const struct figure *a, const struct figure *b)
{
	bool empty_a = count_of(a) == 0 || size_of(a) == 0, empty_b = count_of(b) == 0 || size_of(b) == 0;

	if (empty_a != empty_b)
		return empty_b;
	return size_of(a) != size_of(b) ? size_of(a) < size_of(b) : count_of(a) < count_of(b);
}

/* Hide the smallest figure that is not hidden yet, an empty one only if there is no other.  false: there is none. */
static bool hide_next(const struct figures *f)
{
	size_t best = f->n;

	for (size_t i = 0; i < f->n; i++)
		if (has_numbers(figure_at(f, i)) && !f->hidden[i] &&
		    (best == f->n || hides_better(figure_at(f, i), figure_at(f, best))))
			best = i;
	if (best == f->n)
		return false;
	f->hidden[best] = true;
	return true;
}

/* Hide one more figure of a whole if those that are hidden could be worked out from it.  Whether there was need. */
static bool guard(const struct figures *f, bool whole_shown)
{
	const struct exposed e = exposed_among(f);

	/* So many of which all are 1, or all are as large as can be, are known from their sum. */
	return whole_shown && e.n > 0 && (e.n == 1 || e.ones[0] || e.ones[1] || e.tops[0] || e.tops[1]) && hide_next(f);
}

/* --- a metric --- */

static struct figures figures_in(struct veils *v, void *first, size_t stride, size_t n)
{
	struct figures f = { first, stride, n, arena_alloc(&v->arena, n + 1), v->below };

	for (size_t i = 0; i < n; i++)
		f.hidden[i] = is_small(figure_at(&f, i), v->below);
	return f;
}

static void add_veil(struct veils *v, struct answer *a)
{
	const bool whole_shown = has_numbers(&a->total) && !is_small(&a->total, v->below);
	struct veil *veil = &v->items[v->n++];

	veil->answer = a;
	veil->parts = figures_in(v, a->n_parts > 0 ? &a->parts->figure : NULL, sizeof(*a->parts), a->n_parts);
	guard(&veil->parts, whole_shown);
	veil->groups = arena_alloc(&v->arena, (a->n_breakdowns + 1) * sizeof(*veil->groups));
	for (size_t i = 0; i < a->n_breakdowns; i++) {
		const struct breakdown *b = &a->breakdowns[i];

		veil->groups[i] =
			figures_in(v, b->n > 0 ? &b->groups->figure : NULL, sizeof(*b->groups), b->n);
		guard(&veil->groups[i], whole_shown);
	}
}

/* --- months of quarters --- */

/* The groups of a finer breakdown by time that make up a period; n 0: they do not, or only in part. */
static struct figures figures_of_period(const struct breakdown *fine, const struct figures *f, const struct period *p)
{
	struct figures inside = *f;
	size_t first = 0, end;

	while (first < fine->n && fine->periods[first].from < p->from)
		first++;
	for (end = first; end < fine->n && fine->periods[end].to <= p->to; end++)
		;
	inside.n = end - first;
	if (inside.n == 0 || fine->periods[first].from != p->from || fine->periods[end - 1].to != p->to) {
		inside.n = 0;
		return inside;
	}
	inside.first = figure_at(f, first);
	inside.hidden = &f->hidden[first];
	return inside;
}

/* Whether a side of the figures adds up to that of the whole: not that of persons who are in several of them. */
static bool adds_up(const struct figures *inside, const struct figure *whole, enum sijil_part side)
{
	int64_t sum = 0;

	for (size_t i = 0; i < inside->n; i++) {
		int64_t amount = amount_of(figure_at(inside, i), side);

		if (amount != SIJIL_MISSING && !number_add(sum, amount, &sum))
			return false;
	}
	return sum == amount_of(whole, side);
}

/* A quarter that is shown must not tell its month; one that is hidden must not be told by its months. */
static bool guard_period(const struct figures *inside, const struct figure *whole, bool whole_hidden)
{
	if (inside->n == 0 || !(adds_up(inside, whole, SIJIL_NUMERATOR) || adds_up(inside, whole, SIJIL_DENOMINATOR)))
		return false;
	if (!whole_hidden)
		return guard(inside, true);
	return exposed_among(inside).n == 0 && hide_next(inside);
}

static bool guard_periods(const struct breakdown *coarse, const struct figures *wholes, const struct breakdown *fine,
			  const struct figures *parts)
{
	bool changed = false;

	for (size_t g = 0; g < coarse->n; g++) {
		const struct figures inside = figures_of_period(fine, parts, &coarse->periods[g]);

		changed |= guard_period(&inside, figure_at(wholes, g), wholes->hidden[g]);
	}
	return changed;
}

static bool guard_times(const struct veil *veil)
{
	const struct answer *a = veil->answer;
	bool changed = false;

	for (size_t i = 0; i < a->n_breakdowns; i++)
		for (size_t k = 0; k < a->n_breakdowns; k++)
			if (a->breakdowns[i].periods != NULL && a->breakdowns[k].periods != NULL &&
			    a->breakdowns[k].n > a->breakdowns[i].n)
				changed |= guard_periods(&a->breakdowns[i], &veil->groups[i], &a->breakdowns[k],
							 &veil->groups[k]);
	return changed;
}

/* --- the same amounts in two metrics --- */

static bool has_small(const struct figures *f, enum sijil_part side, int64_t below)
{
	for (size_t i = 0; i < f->n; i++)
		if (is_small_amount(amount_of(figure_at(f, i), side), below))
			return true;
	return false;
}

/* What is hidden in one is hidden in the other. */
static bool hide_alike(const struct breakdown *x, bool *hidden_x, const struct breakdown *y, bool *hidden_y)
{
	bool changed = false;

	for (size_t i = 0; i < x->n; i++)
		for (size_t k = 0; k < y->n; k++)
			if (hidden_x[i] != hidden_y[k] && strcmp(x->groups[i].code, y->groups[k].code) == 0)
				hidden_x[i] = hidden_y[k] = changed = true;
	return changed;
}

/* Two metrics hide the same groups of an amount that both of them print, and that is small in one of the groups. */
static bool share_side(const struct veils *v, const struct veil *x, enum sijil_part of_x, const struct veil *y,
		       enum sijil_part of_y)
{
	const struct answer *a = x->answer, *b = y->answer;
	bool changed = false;

	if (!quantity_same(a->metric, of_x, b->metric, of_y))
		return false;
	for (size_t i = 0; i < a->n_breakdowns; i++)
		for (size_t k = 0; k < b->n_breakdowns; k++)
			if (strcmp(a->breakdowns[i].by, b->breakdowns[k].by) == 0 &&
			    (has_small(&x->groups[i], of_x, v->below) || has_small(&y->groups[k], of_y, v->below)))
				changed |= hide_alike(&a->breakdowns[i], x->groups[i].hidden, &b->breakdowns[k],
						      y->groups[k].hidden);
	return changed;
}

static bool share(const struct veils *v, const struct veil *x, const struct veil *y)
{
	bool changed = false;

	for (int i = SIJIL_NUMERATOR; i <= SIJIL_DENOMINATOR; i++)
		for (int k = SIJIL_NUMERATOR; k <= SIJIL_DENOMINATOR; k++)
			changed |= share_side(v, x, (enum sijil_part)i, y, (enum sijil_part)k);
	return changed;
}

/* --- --- */

/* Every round hides at least one figure more. */
static void complete(const struct veils *v)
{
	bool changed;

	do {
		changed = false;
		for (size_t i = 0; i < v->n; i++) {
			changed |= guard_times(&v->items[i]);
			for (size_t k = 0; k < i; k++)
				changed |= share(v, &v->items[i], &v->items[k]);
		}
	} while (changed);
}

/* What is left out, or stands beside the metric, counts persons as well. */
static void suppress_excluded(struct answer *a, int64_t below)
{
	for (size_t i = 0; i < a->n_excluded; i++) {
		struct excluded *x = &a->excluded[i];

		if ((x->count > 0 && x->count < below) || is_small_amount(x->amount, below)) {
			x->count = SIJIL_MISSING;
			x->amount = SIJIL_MISSING;
		}
	}
}

static void hide_marked(const struct figures *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->hidden[i])
			suppress_hide(figure_at(f, i));
}

static void apply(const struct veil *veil, int64_t below)
{
	struct answer *a = veil->answer;

	if (is_small(&a->total, below))
		suppress_hide(&a->total);
	if (is_small(&a->previous, below))
		suppress_hide(&a->previous);
	if (is_small(&a->last_year, below))
		suppress_hide(&a->last_year);
	hide_marked(&veil->parts);
	for (size_t i = 0; i < a->n_breakdowns; i++)
		hide_marked(&veil->groups[i]);
	suppress_excluded(a, below);
}

/* All that a program counts of persons, but parities. */
static void suppress_persons(const struct program_answers *p, int64_t below)
{
	struct veils v = { .below = below };

	v.items = arena_alloc(&v.arena, (p->n_metrics + 1) * sizeof(*v.items));
	for (size_t m = 0; m < p->n_metrics; m++)
		if (p->metrics[m].metric->parity_of == NULL && p->metrics[m].metric->def->persons)
			add_veil(&v, &p->metrics[m]);
	complete(&v);
	for (size_t i = 0; i < v.n; i++)
		apply(&v.items[i], below);
	suppress_steps(p, below);
	arena_release(&v.arena);
}

static const struct answer *answer_of(const struct program_answers *p, const struct metric *metric)
{
	for (size_t i = 0; i < p->n_metrics; i++)
		if (p->metrics[i].metric == metric)
			return &p->metrics[i];
	return NULL;
}

/* Whether the base metric's breakdown is at hand, and shows both groups that the parity divides. */
static bool shows_groups(const struct answer *base, const struct metric *parity)
{
	unsigned shown = 0;

	for (size_t i = 0; i < base->n_breakdowns; i++) {
		const struct breakdown *b = &base->breakdowns[i];

		if (strcmp(b->by, parity->parity_axis) != 0)
			continue;
		for (size_t g = 0; g < b->n; g++)
			shown += b->groups[g].figure.missing == PRESENT &&
				 (strcmp(b->groups[g].code, parity->parity_first) == 0 ||
				  strcmp(b->groups[g].code, parity->parity_second) == 0);
	}
	return shown == 2;
}

/*
 * A group that is small cannot be told from the whole and the others as long as one of these is hidden: so a parity is
 * shown if its two groups are (shown), or where no group at all is small.
 */
static void suppress_parity_figure(struct figure *f, bool shown, int64_t below)
{
	if (!shown && f->fewest < below * SIJIL_ONE)
		suppress_hide(f);
}

static void suppress_parity(struct answer *a, const struct program_answers *p, int64_t below)
{
	const struct metric *of = a->metric->parity_of;
	const struct answer *base = answer_of(p, of);

	if (!of->def->persons)
		return;
	suppress_parity_figure(&a->total, base != NULL && shows_groups(base, a->metric), below);
	suppress_parity_figure(&a->previous, false, below);
	suppress_parity_figure(&a->last_year, false, below);
	for (size_t i = 0; i < a->n_breakdowns; i++)
		for (size_t g = 0; g < a->breakdowns[i].n; g++)
			suppress_parity_figure(&a->breakdowns[i].groups[g].figure, false, below);
}

void suppress_answers(struct answers *answers, int64_t below)
{
	if (below <= 1)
		return;
	for (size_t i = 0; i < answers->n_programs; i++) {
		const struct program_answers *p = &answers->programs[i];

		suppress_persons(p, below);
		for (size_t m = 0; m < p->n_metrics; m++) {
			struct answer *a = &p->metrics[m];

			if (a->metric->parity_of != NULL)
				suppress_parity(a, p, below);
			if (a->total.missing != PRESENT)
				a->adjusted = SIJIL_MISSING;
		}
	}
}

#include "config.h"

#include "report/suppress.h"

#include <string.h>

/* Figures that stand inside an array of larger structs. */
struct figures {
	void *first;
	size_t stride;
	size_t n;
};

/* What the small figures of a total have in common, per side: 0 numerator, 1 denominator. */
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

/* A figure that has no value for another reason keeps the reason, and loses what it was made of. */
static void hide(struct figure *f)
{
	*f = (struct figure){
		.missing = f->missing == PRESENT ? MISSING_SUPPRESSED : f->missing,
		.value = SIJIL_MISSING,
		.numerator = SIJIL_MISSING,
		.denominator = SIJIL_MISSING,
	};
}

static struct exposed exposed_among(const struct figures *f, int64_t below)
{
	const int64_t top = (below - 1) * SIJIL_ONE;
	struct exposed e = { .ones = { true, true }, .tops = { true, true } };

	for (size_t i = 0; i < f->n; i++) {
		const struct figure *figure = figure_at(f, i);

		if (!is_small(figure, below))
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

/* The smallest figure that is not small itself; an empty one only if there is no other; NULL: there is none. */
static struct figure *next_smallest(const struct figures *f, int64_t below)
{
	struct figure *best = NULL;

	for (size_t i = 0; i < f->n; i++) {
		struct figure *figure = figure_at(f, i);

		if (has_numbers(figure) && !is_small(figure, below) && (best == NULL || hides_better(figure, best)))
			best = figure;
	}
	return best;
}

static void suppress_figures(const struct figures *f, bool total_printed, int64_t below)
{
	struct exposed e = exposed_among(f, below);
	struct figure *companion = NULL;

	/* So many of which all are 1, or all are as large as can be, are known from their sum. */
	if (total_printed && e.n > 0 && (e.n == 1 || e.ones[0] || e.ones[1] || e.tops[0] || e.tops[1]))
		companion = next_smallest(f, below);
	for (size_t i = 0; i < f->n; i++)
		if (is_small(figure_at(f, i), below))
			hide(figure_at(f, i));
	if (companion != NULL)
		hide(companion);
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

static void suppress_persons(struct answer *a, int64_t below)
{
	bool total_printed = has_numbers(&a->total) && !is_small(&a->total, below);

	if (is_small(&a->total, below))
		hide(&a->total);
	if (is_small(&a->previous, below))
		hide(&a->previous);
	if (is_small(&a->last_year, below))
		hide(&a->last_year);
	if (a->n_parts > 0)
		suppress_figures(&(struct figures){ &a->parts->figure, sizeof(*a->parts), a->n_parts }, total_printed,
				 below);
	for (size_t i = 0; i < a->n_breakdowns; i++) {
		const struct breakdown *b = &a->breakdowns[i];

		if (b->n > 0)
			suppress_figures(&(struct figures){ &b->groups->figure, sizeof(*b->groups), b->n },
					 total_printed, below);
	}
	suppress_excluded(a, below);
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
		hide(f);
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

		for (size_t m = 0; m < p->n_metrics; m++) {
			struct answer *a = &p->metrics[m];

			if (a->metric->parity_of != NULL)
				suppress_parity(a, p, below);
			else if (a->metric->def->persons)
				suppress_persons(a, below);
			if (a->total.missing != PRESENT)
				a->adjusted = SIJIL_MISSING;
		}
	}
}

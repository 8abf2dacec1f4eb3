/* Sums to figures: both sides, one division, and why there is no value. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "metrics/figure.h"

const char *missing_code(enum missing m)
{
	static const char *const codes[MISSING_REASONS] = {
		[PRESENT] = "",
		[MISSING_NO_ENTRIES] = "no_entries",
		[MISSING_NO_DENOMINATOR] = "no_denominator",
		[MISSING_NOT_KNOWN] = "not_known",
		[MISSING_NEEDS] = "needs_entries",
		[MISSING_STRADDLES] = "straddles",
		[MISSING_OVERFLOW] = "overflow",
		[MISSING_SUPPRESSED] = "suppressed",
	};

	return codes[m];
}

__extension__ typedef __int128 wide;

const struct cell *figure_cell(const struct sums *s, const struct at *at)
{
	static const struct cell nothing;
	const struct group_cells *cells;

	if (at->breakdown < 0)
		return &s->windows[at->window];
	cells = &s->groups[at->window][at->breakdown];
	return at->group < cells->n ? &cells->items[at->group] : &nothing;
}

/* One side of a metric: its measures added. */
struct side {
	int64_t amount, n;
	bool straddles, overflow;
	bool sums;    /* a sum, a latest value or a callback: of nothing it is missing, not zero */
	bool unknown; /* a standing value that neither an entry nor the YAML gives */
};

static bool standing(const struct sums *s)
{
	return s->measure != NULL && s->measure->def->take == SIJIL_STANDING;
}

/* A standing value that no entry gives comes from the YAML's references; for the whole, never for a group. */
static void add_reference(const struct evaluation *ev, const struct sums *s, const struct at *at, struct side *side)
{
	const char *id = s->measure->def->reference;
	const struct reference *r = id != NULL ? city_reference(ev->registry->city, id) : NULL;

	if (r == NULL || at->breakdown >= 0) {
		side->unknown = true;
		return;
	}
	if (ev->question->trail != NULL)
		trail_reference(ev->question->trail, s, at->window, r);
	side->n++;
	side->overflow |= !number_add(side->amount, r->value, &side->amount);
}

static int by_value(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Of an even number, the mean of the middle two. */
static int64_t median_of(int64_t *values, size_t n)
{
	qsort(values, n, sizeof(*values), by_value);
	return n % 2 != 0 ? values[n / 2] : (int64_t)(((wide)values[n / 2 - 1] + values[n / 2]) / 2);
}

static int64_t amount_of(const struct sums *s, const struct cell *c)
{
	const bool median = s->measure != NULL && s->measure->def->take == SIJIL_MEDIAN;

	return median && c->n > 0 ? median_of(c->values, (size_t)c->n) : c->amount;
}

static void add_sums(const struct evaluation *ev, const struct sums *s, const struct at *at, struct side *side)
{
	const struct cell *c = figure_cell(s, at);

	side->overflow |= c->overflow || !number_add(side->amount, amount_of(s, c), &side->amount);
	side->n += c->n;
	side->straddles |= at->breakdown < 0 && s->left_out[at->window].straddles > 0;
	side->sums |=
		s->measure == NULL || (s->measure->def->take != SIJIL_COUNT && s->measure->def->take != SIJIL_PERSONS);
	if (standing(s) && c->n == 0)
		add_reference(ev, s, at, side);
}

/* Where a sum is read for a group: as a whole, if the breakdown does not divide it. */
static struct at read_at(const struct asked *a, const struct sums *s, const struct at *at)
{
	const char *list = s->measure != NULL ? s->measure->def->undivided_by : NULL;

	if (list == NULL || at->breakdown < 0 || !text_in_list(a->breakdowns[at->breakdown]->name, list, ','))
		return *at;
	return (struct at){ at->window, -1, 0 };
}

static bool is_median(const struct asked *a)
{
	const struct metric *m = a->metric;

	return m->n_sides[SIJIL_NUMERATOR] > 0 && m->sides[SIJIL_NUMERATOR][0].def->take == SIJIL_MEDIAN;
}

static struct side side_at(const struct evaluation *ev, const struct asked *a, enum sijil_part part,
			   const struct at *at, int only)
{
	struct side side = { 0 };
	unsigned i;

	for (i = 0; i < a->n_sides[part]; i++)
		if (only < 0 || (unsigned)only == i) {
			const struct at read = read_at(a, &a->sides[part][i], at);

			add_sums(ev, &a->sides[part][i], &read, &side);
		}
	return side;
}

/* Of nothing added up it can be a zero; a latest value that is not there is nothing. */
static bool adds_units(const struct measure *m)
{
	return m->def->take != SIJIL_LATEST && m->def->take != SIJIL_STANDING;
}

static bool same_units(const struct measure *a, const struct measure *b)
{
	return a->kind == b->kind && a->def->previous == b->def->previous;
}

/* Nothing was summed above the line, but the same kind of entry stands below it: then it is a zero. */
static bool same_kind_below(const struct asked *a, const struct side *below)
{
	const struct metric *m = a->metric;
	unsigned i, k;

	for (i = 0; below->n > 0 && i < m->n_sides[SIJIL_NUMERATOR]; i++)
		for (k = 0; adds_units(&m->sides[SIJIL_NUMERATOR][i]) && k < m->n_sides[SIJIL_DENOMINATOR]; k++)
			if (same_units(&m->sides[SIJIL_NUMERATOR][i], &m->sides[SIJIL_DENOMINATOR][k]))
				return true;
	return false;
}

static enum missing why_missing(const struct asked *a, const struct side *top, const struct side *below)
{
	if (top->overflow || below->overflow)
		return MISSING_OVERFLOW;
	if (top->unknown)
		return MISSING_NOT_KNOWN;
	if (top->n == 0 && top->sums && !same_kind_below(a, below))
		return top->straddles ? MISSING_STRADDLES : MISSING_NO_ENTRIES;
	if (!a->metric->def->ratio)
		return PRESENT;
	if (below->unknown)
		return MISSING_NOT_KNOWN;
	if (below->amount == 0)
		return below->straddles ? MISSING_STRADDLES : MISSING_NO_DENOMINATOR;
	return PRESENT;
}

/* Whether nothing of the kind it needs was logged by the end of the window. */
static bool needs_more(const struct evaluation *ev, const struct asked *a, unsigned window)
{
	return a->first_needed != NULL &&
	       (*a->first_needed == SIJIL_NO_DAY || *a->first_needed > ev->windows.items[window].to);
}

/* Whether the numerator is a number in spite of what is missing: of what was counted, only the share is not known. */
static bool has_numerator(enum missing m, const struct side *top)
{
	return m != MISSING_OVERFLOW && m != MISSING_NO_ENTRIES && (m != MISSING_STRADDLES || top->n > 0 || !top->sums) &&
	       m != MISSING_NEEDS && !top->unknown;
}

struct figure figure_at(const struct evaluation *ev, const struct asked *a, const struct at *at, int only)
{
	const struct sijil_metric *def = a->metric->def;
	struct side top = side_at(ev, a, SIJIL_NUMERATOR, at, only);
	struct side below = side_at(ev, a, SIJIL_DENOMINATOR, at, -1);
	struct figure f = { .numerator = SIJIL_MISSING, .denominator = SIJIL_MISSING };

	f.fewest = is_median(a) ? top.n * SIJIL_ONE : 0;
	f.missing = needs_more(ev, a, at->window) ? MISSING_NEEDS : why_missing(a, &top, &below);
	if (only >= 0 && f.missing == MISSING_NO_ENTRIES)
		f.missing = PRESENT; /* a part without entries is a zero of a whole that has some */
	if (has_numerator(f.missing, &top) && !number_ratio(top.amount, 1, SIJIL_ONE, def->per, &f.numerator))
		f.missing = MISSING_OVERFLOW;
	if (def->ratio && !below.overflow && !below.unknown)
		f.denominator = below.amount;
	if (f.missing == PRESENT &&
	    (!number_ratio(top.amount, def->scale, def->ratio ? below.amount : SIJIL_ONE, def->per, &f.value) ||
	     !number_add(f.value, def->offset * SIJIL_ONE, &f.value)))
		f.missing = MISSING_OVERFLOW;
	return f;
}

/* --- parity: the value of one group divided by that of another --- */

static wide divisor(wide a, wide b)
{
	while (b != 0) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* (a/b) / (c/d) as an amount, exactly, rounded once; all positive or a zero. */
static bool ratio_of_ratios(int64_t a, int64_t b, int64_t c, int64_t d, int64_t *out)
{
	wide top = (wide)a * d, below = (wide)b * c, common, result;

	if (below == 0)
		return false;
	common = divisor(top, below);
	top /= common;
	below /= common;
	if (top > ((wide)1 << 100))
		return false;
	result = (2 * top * SIJIL_ONE + below) / (2 * below);
	*out = (int64_t)result;
	return result <= INT64_MAX;
}

static const struct asked *asked_of(const struct asked_program *p, const struct metric *m)
{
	return &p->metrics[m - p->program->metrics];
}

/* Where the breakdown by the axis stands; -1: the metric has none. */
static int breakdown_by(const struct asked *a, const char *axis)
{
	unsigned b;

	for (b = 0; b < a->n_breakdowns; b++)
		if (strcmp(a->breakdowns[b]->name, axis) == 0)
			return (int)b;
	return -1;
}

static struct figure group_figure(const struct evaluation *ev, const struct asked *a, unsigned window, const char *axis,
				  const char *code)
{
	struct figure none = { .missing = MISSING_NO_ENTRIES,
			       .numerator = SIJIL_MISSING,
			       .denominator = SIJIL_MISSING };
	const int b = breakdown_by(a, axis);
	const struct groups *groups;
	size_t g;

	if (b < 0)
		return none;
	groups = a->breakdowns[b];
	/* A group that nobody was met in is an empty one, whatever else was asked that did meet it. */
	for (g = 0; g < groups->n && strcmp(groups->codes[g].code, code) != 0; g++)
		;
	return figure_at(ev, a, &(struct at){ window, b, g }, -1);
}

static void take_fewer(int64_t *fewest, int64_t amount)
{
	if (amount != SIJIL_MISSING && amount > 0 && (*fewest == 0 || amount < *fewest))
		*fewest = amount;
}

/* The least amount, but 0, of either side in any group of the axis: "not recorded" too, which whole less groups tells. */
static int64_t fewest_by(const struct evaluation *ev, const struct asked *a, unsigned window, const char *axis)
{
	const int b = breakdown_by(a, axis);
	int64_t fewest = 0;
	size_t g;

	for (g = 0; b >= 0 && g < a->breakdowns[b]->n; g++) {
		const struct figure f = figure_at(ev, a, &(struct at){ window, b, g }, -1);

		take_fewer(&fewest, f.numerator);
		take_fewer(&fewest, f.denominator);
	}
	return fewest;
}

/* Why a parity has no value, though its second group may have one. */
static enum missing why_no_parity(const struct figure *x, const struct figure *y)
{
	if (x->missing != PRESENT)
		return x->missing;
	if (y->missing == MISSING_OVERFLOW || y->missing == MISSING_NOT_KNOWN)
		return y->missing;
	return y->missing != PRESENT || y->value == 0 ? MISSING_NO_DENOMINATOR : PRESENT;
}

static struct figure parity_at(const struct evaluation *ev, const struct asked_program *p, const struct asked *a,
			       unsigned window)
{
	const struct metric *m = a->metric;
	const struct asked *of = asked_of(p, m->parity_of);
	struct figure x = group_figure(ev, of, window, m->parity_axis, m->parity_first);
	struct figure y = group_figure(ev, of, window, m->parity_axis, m->parity_second);
	struct figure f = { .numerator = x.missing == PRESENT ? x.value : SIJIL_MISSING,
			    .denominator = y.missing == PRESENT ? y.value : SIJIL_MISSING,
			    .fewest = fewest_by(ev, of, window, m->parity_axis) };
	bool ratio = m->parity_of->def->ratio;

	f.missing = needs_more(ev, a, window) ? MISSING_NEEDS : why_no_parity(&x, &y);
	if (f.missing == PRESENT && !ratio_of_ratios(x.numerator, ratio ? x.denominator : SIJIL_ONE, y.numerator,
						     ratio ? y.denominator : SIJIL_ONE, &f.value))
		f.missing = MISSING_OVERFLOW;
	return f;
}

/* SDG 4.5.1: above parity, 2 - 1/x, so that both sides of 1 are measured alike. */
int64_t figure_adjusted(const struct figure *f)
{
	int64_t inverse;

	if (f->missing != PRESENT)
		return SIJIL_MISSING;
	if (f->value <= SIJIL_ONE || !number_ratio(SIJIL_ONE, 1, f->value, 0, &inverse))
		return f->value;
	return 2 * SIJIL_ONE - inverse;
}

struct figure figure_of_window(const struct evaluation *ev, const struct asked_program *p, const struct asked *a,
				   unsigned window)
{
	const struct metric *m = a->metric;
	const struct at at = { window, -1, 0 };

	return m->parity_of != NULL ? parity_at(ev, p, a, window) : figure_at(ev, a, &at, -1);
}

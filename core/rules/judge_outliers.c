/*
 * CORE-W12: numbers far from what the site usually reports (domain.md 2A.5), by the modified z, 0.6745 |x - median| / MAD,
 * above 3.5.  The plain z cannot exceed 3 among ten values, and one wild value hides itself in it.
 *
 * Values are amounts by day covered, in millionths; medians are kept doubled and the MAD fourfold, so that all is whole.
 */
#include "config.h"

#include <stdlib.h>

#include "base/number.h"
#include "rules/judge_private.h"

enum { VALUES_MIN = 6 };

typedef __int128 wide; /* sums and products of amounts */

/* The values of one group, and what they are compared with. */
struct group {
	int64_t *values; /* by day covered; of group.n entries, then sorted */
	size_t n;
	wide median2, mad4;
};

/* The entry's number by day covered; false if it was not recorded. */
static bool daily(const struct entry *e, int64_t *out)
{
	const unsigned field = (unsigned)e->kind->outliers;
	const struct value v = entry_value(e, field);
	int64_t amount;

	return value_amount(e->kind, field, &v, &amount) &&
	       number_ratio(amount, 1, ((int64_t)e->pub.day_end - e->pub.day + 1) * SIJIL_ONE, 1, out);
}

static int by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Twice |value - median|. */
static wide distance2(const struct group *g, int64_t value)
{
	wide d = 2 * (wide)value - g->median2;

	return d < 0 ? -d : d;
}

/*
 * The k-th smallest distance (from 0) of sorted values: of the distances below the median, which fall, and those above,
 * which rise, as many are passed over as there are smaller ones.
 */
static wide kth_distance(const struct group *g, size_t k)
{
	size_t up = g->n / 2, down = up;
	wide d = 0;

	for (k++; k > 0; k--) {
		if (up == g->n || (down > 0 && distance2(g, g->values[down - 1]) <= distance2(g, g->values[up])))
			d = distance2(g, g->values[--down]);
		else
			d = distance2(g, g->values[up++]);
	}
	return d;
}

static void measure(struct group *g)
{
	qsort(g->values, g->n, sizeof(*g->values), by_value);
	g->median2 = (wide)g->values[(g->n - 1) / 2] + g->values[g->n / 2];
	g->mad4 = kth_distance(g, (g->n - 1) / 2) + kth_distance(g, g->n / 2);
}

/*
 * 0.6745 d / MAD > 3.5; if the MAD is 0, d > 3 max(1, median / 2).  d is distance2 / 2, MAD mad4 / 4, the median median2 / 2.
 */
static bool is_far(const struct group *g, int64_t value)
{
	const wide d = distance2(g, value);

	if (g->mad4 > 0)
		return 2 * 6745 * d > 35000 * g->mad4;
	return 2 * d > (3 * g->median2 > 12 * SIJIL_ONE ? 3 * g->median2 : 12 * SIJIL_ONE);
}

/* An amount with at most two decimals. */
static const char *shown(int64_t amount, char out[NUMBER_TEXT])
{
	return amount % (SIJIL_ONE / 100) == 0 ? number_text(amount, out) : number_rounded(amount, 2, out);
}

static void tell(const struct hearing *on, const struct entry *e, const struct group *g, int64_t value)
{
	struct remark r = {
		.severity = SIJIL_WARNING, .code = "CORE-W12",
		.remedy = "check the number; if it is right, say what happened then",
	};
	char median[NUMBER_TEXT], own[NUMBER_TEXT];

	judge_point_at(on, e, e->kind->outliers, &r);
	shown((int64_t)(g->median2 / 2), median);
	if (e->pub.day_end == e->pub.day)
		judge_add(on, e, &r, "%s '%s' is far from what this site usually has: the median of %zu values is %s",
			  r.field, r.value, g->n, median);
	else
		judge_add(on, e, &r,
			  "%s '%s', %s a day, is far from what this site usually has: the median of %zu values is %s a day",
			  r.field, r.value, shown(value, own), g->n, median);
	arena_reset(&on->plan->texts);
}

/* The values of the run of alike entries i..end that have one. */
static void gather(const struct hearing *on, size_t i, size_t end, const struct key *key, struct group *g)
{
	const struct entry *first = &on->history->entries[on->plan->alike[i].at];

	for (; i < end; i++) {
		const struct entry *e = &on->history->entries[on->plan->alike[i].at];

		if (key_same(e, first, key) && daily(e, &g->values[g->n]))
			g->n++;
	}
}

static void judge_group(const struct hearing *on, size_t i, size_t end, const struct key *key)
{
	struct judge_plan *p = on->plan;
	const struct entry *first = &on->history->entries[p->alike[i].at];
	struct group g = { .values = p->values };
	int64_t value;

	gather(on, i, end, key, &g);
	if (g.n < VALUES_MIN)
		return;
	measure(&g);
	for (; i < end; i++) {
		const struct entry *e = &on->history->entries[p->alike[i].at];

		if ((p->flags[p->alike[i].at] & JUDGED) != 0 && key_same(e, first, key) && daily(e, &value) &&
		    is_far(&g, value))
			tell(on, e, &g, value);
	}
}

static bool any_judged(const struct judge_plan *p, size_t i, size_t end)
{
	for (; i < end; i++)
		if ((p->flags[p->alike[i].at] & JUDGED) != 0)
			return true;
	return false;
}

void judge_outliers(const struct hearing *on, uint32_t kind)
{
	struct judge_plan *p = on->plan;
	const struct key *key = &p->kinds[kind].outliers_among;
	size_t n, i, end;

	if (p->spans[kind].n < VALUES_MIN)
		return;
	if (p->values_room < p->spans[kind].n) {
		p->values_room = p->spans[kind].n + p->spans[kind].n / 2;
		p->values = mem_resize(p->values, p->values_room, sizeof(*p->values));
	}
	n = judge_by_key(on, kind, key, true);
	for (i = 0; i < n; i = end) {
		end = judge_run(p, i, n);
		if (end - i >= VALUES_MIN && any_judged(p, i, end))
			judge_group(on, i, end, key);
	}
}

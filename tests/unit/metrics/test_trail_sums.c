/* Whatever was logged, what the trail lists adds up to the figures: every take, window, group and month. */
#include "config.h"

#include "asking.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "metrics/windows.h"

__extension__ typedef __int128 wide;

static int fold_services(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
			 const struct sijil_window *window, struct sijil_tally *tally)
{
	size_t i;

	(void)instance;
	for (i = 0; i < history->n; i++) {
		const struct sijil_entry *e = history->entries[i];

		if (e->program != history->program || e->day < window->from || e->day > window->to)
			continue;
		host->add(tally, SIJIL_DENOMINATOR, e, SIJIL_ONE);
		if (strcmp(e->kind, "attendance") == 0)
			host->add(tally, SIJIL_NUMERATOR, e, host->number(e, "minutes"));
	}
	return 0;
}

#define AXES .breakdowns = "sex,site,age_band,subject=session.subject,area"
#define SERVED "status=present|late"
#define ATTENDANCE(...)                           \
	{                                         \
		.kind = "attendance", __VA_ARGS__ \
	}
#define SPELLS(which, ...)                   \
	{                                    \
		.spells = which, __VA_ARGS__ \
	}

static const struct sijil_metric metrics[] = {
	{ METRIC("count", 1), AXES, .numerator = MEASURES(ATTENDANCE(.take = SIJIL_COUNT)) },
	{ METRIC("persons", 1), AXES, .numerator = MEASURES(ATTENDANCE(.take = SIJIL_PERSONS, .where = SERVED)) },
	{ METRIC("hours", 1), AXES, .per = 60, .numerator = MEASURES(ATTENDANCE(.take = SIJIL_SUM, .of = "minutes")) },
	{ METRIC("median", 1), AXES, .numerator = MEASURES(ATTENDANCE(.take = SIJIL_MEDIAN, .of = "minutes")) },
	{ METRIC("latest", 1), AXES,
	  .numerator = MEASURES({ .take = SIJIL_LATEST, .kind = "assessment", .of = "score" }) },
	{ METRIC("standing", 1), AXES,
	  .numerator = MEASURES({ .take = SIJIL_STANDING, .kind = "membership", .of = "members" }) },
	{ METRIC("latest_by", 1), AXES,
	  .numerator = MEASURES(
		  { .take = SIJIL_PERSONS, .kind = "assessment", .latest_by = "domain", .latest_where = "score>=5" }) },
	{ METRIC("also", 1), AXES,
	  .numerator = MEASURES(
		  ATTENDANCE(.take = SIJIL_PERSONS, .also = ALSO({ SIJIL_ANY_MEETS, "assessment", "score>=5" }))) },
	{ METRIC("before", 1), AXES, .numerator = MEASURES(ATTENDANCE(.take = SIJIL_COUNT, .previous = true)) },
	{ METRIC("opened", 1), AXES, .numerator = MEASURES(SPELLS(SIJIL_OPENED, .take = SIJIL_COUNT)) },
	{ METRIC("lapsed", 1), AXES, .numerator = MEASURES(SPELLS(SIJIL_LAPSED, .take = SIJIL_COUNT)) },
	{ METRIC("ended", 100), AXES, .ratio = true, .numerator = MEASURES(SPELLS(SIJIL_CLOSED, .take = SIJIL_PERSONS)),
	  .denominator = MEASURES(SPELLS(SIJIL_ACTIVE, .take = SIJIL_PERSONS)) },
	{ METRIC("length", 1), AXES, .ratio = true,
	  .numerator = MEASURES(SPELLS(SIJIL_CLOSED, .take = SIJIL_SUM, .of = "length")),
	  .denominator = MEASURES(SPELLS(SIJIL_CLOSED, .take = SIJIL_COUNT)) },
	{ METRIC("visits", 1), AXES,
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "visit_count", .of = "visits" }) },
	{ METRIC("rate", 100), AXES, .ratio = true,
	  .numerator = MEASURES(ATTENDANCE(.take = SIJIL_SUM, .of = "minutes", .where = SERVED),
				{ .take = SIJIL_SUM, .kind = "assessment", .of = "score" }),
	  .denominator =
		  MEASURES(ATTENDANCE(.take = SIJIL_PERSONS),
			   { .take = SIJIL_STANDING, .kind = "membership", .of = "active", .reference = "women" }) },
	{ METRIC("folded", 1), AXES, .ratio = true, .fold = fold_services },
	{ 0 },
};

enum { PERSONS = 9, ENTRIES = 260, VALUES_MAX = 4000, SEEDS = 6 };

static uint32_t seed;

static int pick(int n)
{
	seed = seed * 1664525u + 1013904223u;
	return (int)((seed >> 16) % (uint32_t)n);
}

static const char *random_day(void)
{
	return arena_printf(&school.arena, "2024-%02d-%02d", 1 + pick(8), 1 + pick(28));
}

/* One of a fixed few; "" stands for a field that was not recorded. */
#define ONE_OF(...)             \
	((const char *const[]){ \
		__VA_ARGS__ })[pick((int)(sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *)))]

static int64_t put_random(void)
{
	const char *site = ONE_OF("centre", "kiosk", "farm");
	const char *who = arena_printf(&school.arena, "P%d@%s", pick(PERSONS), site);
	const char *at = arena_printf(&school.arena, "@%s", site);
	struct arena *a = &school.arena;

	switch (pick(9)) {
	case 0:
		return put(
			"enrolment", who, random_day(),
			arena_printf(a, "{\"birth_year\":%d,\"sex\":\"%s\"}", 1990 + pick(20), ONE_OF("F", "M", "U")));
	case 1:
		return put("exit", who, random_day(), "{}");
	case 2:
		return put("assessment", who, random_day(),
			   arena_printf(a, "{\"domain\":\"%s\"%s}", ONE_OF("reading", "writing"),
					ONE_OF("", ",\"score\":4.5", ",\"score\":7", ",\"score\":9.25")));
	case 3:
		return put("visit_count", at,
			   ONE_OF("2024-02-03", "2024-03-01..2024-03-31", "2024-04-20..2024-05-10",
				  "2024-06-29..2024-07-02"),
			   arena_printf(a, "{\"visits\":%d}", pick(100)));
	case 4:
		return put("membership", at, random_day(),
			   arena_printf(a, "{%s\"members\":%d}", ONE_OF("", "\"active\":3,"), pick(50)));
	default:
		return put("attendance", who, random_day(),
			   arena_printf(a, "{%s\"session\":%d,\"status\":\"%s\"}",
					ONE_OF("", "\"minutes\":25,", "\"minutes\":61,"), 1 + pick(2),
					ONE_OF("late", "late", "absent", "excused")));
	}
}

static void put_history(void)
{
	int i;

	put("session", "@centre", "2024-01-01", "{\"subject\":\"sport\"}");
	put("session", "@kiosk", "2024-01-01", "{}");
	for (i = 0; i < ENTRIES; i++) {
		int64_t id = put_random();

		if (pick(12) == 0)
			put_again(id, NULL, NULL);
	}
}

/* --- sums of the trail, by a hand of their own --- */

/* A cell: a window, and in it a group of a breakdown (NULL: the whole). */
struct place {
	unsigned window;
	const char *by, *code;
};

static bool counts_at(const struct contribution *c, const struct place *at)
{
	const struct trail_metric *m = &trail->metrics[0];
	unsigned b;

	if (c->window != at->window || c->how != TRAIL_ADDED)
		return false;
	if (at->by == NULL)
		return c->counted;
	for (b = 0; b < m->n_shown; b++)
		if (strcmp(m->breakdowns[b].by, at->by) == 0 && c->cells != NULL && c->cells[b].group >= 0 &&
		    strcmp(m->breakdowns[b].codes[c->cells[b].group], at->code) == 0)
			return c->cells[b].counted;
	return false;
}

static int by_value(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int64_t measured(const struct metric *m, enum sijil_part side, unsigned measure, const struct place *at)
{
	static int64_t values[VALUES_MAX];
	bool median = measure < m->n_sides[side] && m->sides[side][measure].def->take == SIJIL_MEDIAN;
	int64_t sum = 0;
	size_t n = 0, i;

	for (i = 0; i < trail->n; i++) {
		const struct contribution *c = trail->items[i];

		if (c->side != side || c->measure != measure || !counts_at(c, at))
			continue;
		values[n++] = c->amount;
		sum += c->amount;
	}
	if (!median || n == 0)
		return sum;
	qsort(values, n, sizeof(*values), by_value);
	return n % 2 != 0 ? values[n / 2] : (int64_t)(((wide)values[n / 2 - 1] + values[n / 2]) / 2);
}

static int64_t listed(const struct metric *m, enum sijil_part side, const struct place *at)
{
	int64_t sum = 0;
	unsigned i;

	for (i = 0; i <= m->n_sides[side]; i++) /* after the measures, the callback's */
		sum += measured(m, side, i, at);
	return sum;
}

static int cells_seen;

static void expect_figure(const struct figure *f, const struct place *at)
{
	const struct answer *a = &answers->programs[0].metrics[0];
	const struct sijil_metric *def = a->metric->def;
	const char *by = at->by != NULL ? at->by : "-", *code = at->code != NULL ? at->code : "-";
	int64_t top;

	cr_assert(number_ratio(listed(a->metric, SIJIL_NUMERATOR, at), 1, SIJIL_ONE, def->per, &top));
	if (f->numerator != SIJIL_MISSING)
		cr_expect_eq(f->numerator, top, "%s window %u by %s %s: %lld above, listed %lld", def->code, at->window,
			     by, code, (long long)f->numerator, (long long)top);
	if (f->denominator != SIJIL_MISSING)
		cr_expect_eq(f->denominator, listed(a->metric, SIJIL_DENOMINATOR, at), "%s window %u by %s %s: below",
			     def->code, at->window, by, code);
	cells_seen++;
}

/* What it says must be what a summary says, and what its trail adds up to. */
static void expect_sums(const char *code, const char *period, const char *by, const char *total)
{
	const struct answer *a;
	size_t b, i;

	ask_trail(code, period, by);
	cr_expect_str_eq(said_total(code), total, "%s alone", code);
	a = answer(code);
	expect_figure(&a->total, &(struct place){ .window = WINDOW_PERIOD });
	expect_figure(&a->previous, &(struct place){ .window = WINDOW_PREVIOUS });
	for (b = 0; b < a->n_breakdowns; b++)
		for (i = 0; i < a->breakdowns[b].n; i++) {
			const struct group *g = &a->breakdowns[b].groups[i];
			struct place at = { .window = WINDOW_PERIOD, .by = a->breakdowns[b].by, .code = g->code };

			if (a->breakdowns[b].time)
				at = (struct place){ .window = WINDOW_SUBS + (unsigned)i };
			expect_figure(&g->figure, &at);
		}
}

static void expect_all(const char *period)
{
	static const char by[] = "sex,month,site,age_band,subject,area";
	const char *totals[sizeof(metrics) / sizeof(*metrics)];
	size_t i;

	ask(period, by, NULL);
	for (i = 0; metrics[i].code != NULL; i++)
		totals[i] = said_total(metrics[i].code);
	for (i = 0; metrics[i].code != NULL; i++)
		expect_sums(metrics[i].code, period, by, totals[i]);
}

Test(trail_sums, what_is_listed_adds_up_to_every_figure)
{
	for (uint32_t s = 1; s <= SEEDS; s++) {
		seed = s;
		school_open(metrics);
		put_history();
		expect_all("2024-S1");
		expect_all("2024-Q2");
		expect_all("2024-03");
		asking_end();
		answers = NULL;
		trail = NULL;
	}
	cr_expect_gt(cells_seen, 4000, "%d", cells_seen);
}

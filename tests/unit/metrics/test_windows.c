#include "config.h"

#include <criterion/criterion.h>

#include "base/date.h"
#include "metrics/windows.h"

static const struct calendar calendar = { .school_start = 9, .fiscal_start = 1 };
static struct arena arena;
static struct windows windows;
static struct sijil_err err;

static void make(const char *code, const char *by)
{
	const char *const list[] = { "sex", by, NULL };
	struct period p;

	cr_assert_eq(period_parse(code, &calendar, &p, &err), 0, "%s", err.message);
	cr_assert_eq(windows_make(&windows, &p, &calendar, list, &arena, &err), 0, "%s", err.message);
}

static void teardown(void)
{
	arena_release(&arena);
}

TestSuite(windows, .fini = teardown);

Test(windows, a_question_has_its_period_the_one_before_and_the_sub_periods)
{
	make("2024-Q1", "month");
	cr_assert_eq(windows.n, WINDOW_SUBS + 3);
	cr_expect_str_eq(windows.items[WINDOW_PERIOD].code, "2024-Q1");
	cr_expect_str_eq(windows.items[WINDOW_PREVIOUS].code, "2023-Q4");
	cr_expect_str_eq(windows.items[WINDOW_LAST_YEAR].code, "2023-Q1");
	cr_expect_str_eq(windows.items[WINDOW_SUBS].code, "2024-01");
	cr_expect_str_eq(windows.items[WINDOW_SUBS + 2].code, "2024-03");
	cr_expect_str_eq(windows.shifted[WINDOW_LAST_YEAR].code, "2022-Q4");
	cr_expect_str_eq(windows.shifted[WINDOW_SUBS].code, "2023-12", "what the first month's `previous` measures look at");
	cr_expect_eq(windows.n_axes, 1, "sex is no unit of time");
}

Test(windows, weeks_at_the_edges_are_clipped_to_the_period)
{
	make("2024-02", "week");
	cr_expect_eq(windows.n, WINDOW_SUBS + 5, "29 January to 3 March touches five weeks");
	cr_expect_eq(windows.items[WINDOW_SUBS].from, date_day(2024, 2, 1));
	cr_expect_eq(windows.items[WINDOW_SUBS + 4].to, date_day(2024, 2, 29));
}

Test(windows, nothing_is_in_the_last_year_of_a_year_which_is_the_one_before)
{
	struct hits hits;

	make("SY2024", "site");
	cr_expect_not(windows.has_last_year);
	windows_find(&windows, false, windows.items[WINDOW_PREVIOUS].from, windows.items[WINDOW_PREVIOUS].to, &hits);
	cr_assert_eq(hits.n_in, 1);
	cr_expect_eq(hits.in[0], WINDOW_PREVIOUS);
	cr_expect_eq(hits.n_straddled, 0);
}

Test(windows, a_day_lies_in_its_month_and_the_period)
{
	struct hits hits;
	int32_t day = date_day(2024, 2, 29);

	make("2024-Q1", "month");
	windows_find(&windows, false, day, day, &hits);
	cr_assert_eq(hits.n_in, 2);
	cr_expect_eq(hits.in[0], WINDOW_PERIOD);
	cr_expect_eq(hits.in[1], WINDOW_SUBS + 1u);
	cr_expect_eq(hits.n_straddled, 0);
}

Test(windows, a_quarter_lies_in_the_quarter_but_only_reaches_into_its_months)
{
	struct hits hits;

	make("2024-Q1", "month");
	windows_find(&windows, false, date_day(2024, 1, 1), date_day(2024, 3, 31), &hits);
	cr_assert_eq(hits.n_in, 1);
	cr_expect_eq(hits.in[0], WINDOW_PERIOD);
	cr_expect_eq(hits.n_straddled, 3, "never divided by three");
}

Test(windows, an_interval_over_the_edge_is_in_neither_period)
{
	struct hits hits;

	make("2024-Q1", "month");
	windows_find(&windows, false, date_day(2023, 12, 20), date_day(2024, 1, 5), &hits);
	cr_expect_eq(hits.n_in, 0);
	cr_expect_eq(hits.n_straddled, 3, "the period, the one before, and January");
}

Test(windows, shifted_measures_look_one_period_back)
{
	struct hits hits;
	int32_t day = date_day(2023, 12, 31);

	make("2024-Q1", "month");
	windows_find(&windows, true, day, day, &hits);
	cr_assert_eq(hits.n_in, 2);
	cr_expect_eq(hits.in[0], WINDOW_PERIOD, "in the quarter before the period");
	cr_expect_eq(hits.in[1], WINDOW_SUBS + 0u, "in the month before January");
}

Test(windows, too_many_groups_are_refused)
{
	const char *const by[] = { "day", NULL };
	struct period p;

	cr_assert_eq(period_parse("2010..2019", &calendar, &p, &err), 0, "%s", err.message);
	cr_expect_eq(windows_make(&windows, &p, &calendar, by, &arena, &err), -1);
	cr_expect_eq(err.status, ERR_USAGE);
}

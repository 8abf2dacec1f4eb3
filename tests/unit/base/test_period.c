#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/date.h"
#include "base/period.h"

static const struct calendar usual = { .school_start = 9, .fiscal_start = 1 };
static const struct calendar other = { .school_start = 10, .fiscal_start = 7 };

static void assert_is(const struct period *p, const char *code, const char *from, const char *to)
{
	char text[DATE_TEXT];

	cr_assert_str_eq(p->code, code);
	cr_assert_str_eq(date_text(p->from, text), from, "%s is from %s", code, text);
	cr_assert_str_eq(date_text(p->to, text), to, "%s is to %s", code, text);
}

static void assert_parsed(const char *text, const struct calendar *cal, enum period_unit unit, const char *code,
			  const char *from, const char *to)
{
	struct sijil_err err = { 0 };
	struct period p;

	cr_assert_eq(period_parse(text, cal, &p, &err), 0, "%s", err.message);
	cr_assert_eq(p.unit, unit, "'%s'", text);
	assert_is(&p, code, from, to);
}

Test(period, codes)
{
	assert_parsed("2024-03-09", &usual, PERIOD_DAY, "2024-03-09", "2024-03-09", "2024-03-09");
	assert_parsed("2024-W10", &usual, PERIOD_WEEK, "2024-W10", "2024-03-04", "2024-03-10");
	assert_parsed("2024-02", &usual, PERIOD_MONTH, "2024-02", "2024-02-01", "2024-02-29");
	assert_parsed("2023-02", &usual, PERIOD_MONTH, "2023-02", "2023-02-01", "2023-02-28");
	assert_parsed("2024-12", &usual, PERIOD_MONTH, "2024-12", "2024-12-01", "2024-12-31");
	assert_parsed("2024-Q1", &usual, PERIOD_QUARTER, "2024-Q1", "2024-01-01", "2024-03-31");
	assert_parsed("2024-Q4", &usual, PERIOD_QUARTER, "2024-Q4", "2024-10-01", "2024-12-31");
	assert_parsed("2024-S1", &usual, PERIOD_SEMESTER, "2024-S1", "2024-01-01", "2024-06-30");
	assert_parsed("2024-S2", &usual, PERIOD_SEMESTER, "2024-S2", "2024-07-01", "2024-12-31");
	assert_parsed("2024", &usual, PERIOD_YEAR, "2024", "2024-01-01", "2024-12-31");
	assert_parsed("SY2024", &usual, PERIOD_SCHOOL_YEAR, "SY2024", "2024-09-01", "2025-08-31");
	assert_parsed("FY2024", &usual, PERIOD_FISCAL_YEAR, "FY2024", "2024-01-01", "2024-12-31");
}

Test(period, years_that_begin_in_another_month)
{
	assert_parsed("SY2023", &other, PERIOD_SCHOOL_YEAR, "SY2023", "2023-10-01", "2024-09-30");
	assert_parsed("FY2024", &other, PERIOD_FISCAL_YEAR, "FY2024", "2024-07-01", "2025-06-30");
	/* The others are calendar years and their parts all the same. */
	assert_parsed("2024-Q1", &other, PERIOD_QUARTER, "2024-Q1", "2024-01-01", "2024-03-31");
	assert_parsed("2024", &other, PERIOD_YEAR, "2024", "2024-01-01", "2024-12-31");
}

Test(period, a_calendar_that_does_not_say_has_the_usual_months)
{
	static const struct calendar unsaid = { 0 };

	assert_parsed("SY2024", &unsaid, PERIOD_SCHOOL_YEAR, "SY2024", "2024-09-01", "2025-08-31");
	assert_parsed("FY2024", &unsaid, PERIOD_FISCAL_YEAR, "FY2024", "2024-01-01", "2024-12-31");
}

Test(period, lower_case_is_taken)
{
	assert_parsed("sy2024", &usual, PERIOD_SCHOOL_YEAR, "SY2024", "2024-09-01", "2025-08-31");
	assert_parsed("Fy2024", &usual, PERIOD_FISCAL_YEAR, "FY2024", "2024-01-01", "2024-12-31");
	assert_parsed("2020-w53", &usual, PERIOD_WEEK, "2020-W53", "2020-12-28", "2021-01-03");
	assert_parsed("2024-q2", &usual, PERIOD_QUARTER, "2024-Q2", "2024-04-01", "2024-06-30");
	assert_parsed("2024-s1", &usual, PERIOD_SEMESTER, "2024-S1", "2024-01-01", "2024-06-30");
}

Test(period, ranges)
{
	assert_parsed("2024-03-01..2024-03-20", &usual, PERIOD_RANGE, "2024-03-01..2024-03-20", "2024-03-01",
		      "2024-03-20");
	assert_parsed("2024-03..2024-05", &usual, PERIOD_RANGE, "2024-03-01..2024-05-31", "2024-03-01", "2024-05-31");
	assert_parsed("sy2023..2024-q4", &usual, PERIOD_RANGE, "2023-09-01..2024-12-31", "2023-09-01", "2024-12-31");
	assert_parsed("2024-03-01..2024-03-01", &usual, PERIOD_RANGE, "2024-03-01..2024-03-01", "2024-03-01",
		      "2024-03-01");
	/* It begins with the first day of one code and ends with the last of the other. */
	assert_parsed("2024..2024-03", &usual, PERIOD_RANGE, "2024-01-01..2024-03-31", "2024-01-01", "2024-03-31");
}

static void assert_refused(const char *text, const char *expected)
{
	struct sijil_err err = { 0 };
	struct period p = { .unit = PERIOD_DAY, .from = 5 };

	cr_assert_eq(period_parse(text, &usual, &p, &err), -1, "'%s'", text);
	cr_assert_str_eq(err.message, expected);
	cr_assert_eq(err.status, ERR_USAGE);
	cr_assert_eq(p.from, 5, "'%s' is refused and leaves a period", text);
}

Test(period, parts_that_do_not_exist_are_named)
{
	assert_refused("2024-13", "'2024-13' is not a period: months are 01 to 12");
	assert_refused("2024-00", "'2024-00' is not a period: months are 01 to 12");
	assert_refused("2024-Q5", "'2024-Q5' is not a period: quarters are Q1 to Q4");
	assert_refused("2024-Q0", "'2024-Q0' is not a period: quarters are Q1 to Q4");
	assert_refused("2024-S3", "'2024-S3' is not a period: semesters are S1 and S2");
	assert_refused("2021-W53", "'2021-W53' is not a period: weeks are W01 to W52, and W53 in some years");
	assert_refused("2021-W00", "'2021-W00' is not a period: weeks are W01 to W52, and W53 in some years");
	assert_refused("2024-02-30", "'2024-02-30' is not a period: February has at most 29 days");
	assert_refused("2024-31-01", "'2024-31-01' is not a period: month 31 does not exist");
}

Test(period, years_far_away_are_refused)
{
	assert_refused("0020", "'0020' is not a period: the year 0020 is not from 1900 to 2200");
	assert_refused("0020-01-01", "'0020-01-01' is not a period: the year 0020 is not from 1900 to 2200");
	assert_refused("1899-Q4", "'1899-Q4' is not a period: the year 1899 is not from 1900 to 2200");
	assert_refused("SY2201", "'SY2201' is not a period: the year 2201 is not from 1900 to 2200");
	assert_refused("2024..2201", "'2201' is not a period: the year 2201 is not from 1900 to 2200");
	assert_parsed("1900", &usual, PERIOD_YEAR, "1900", "1900-01-01", "1900-12-31");
	assert_parsed("SY2200", &usual, PERIOD_SCHOOL_YEAR, "SY2200", "2200-09-01", "2201-08-31");
}

Test(period, a_range_must_not_end_before_it_begins)
{
	assert_refused("2024-05..2024-03", "'2024-05..2024-03' ends before it begins");
	assert_refused("2024-03-02..2024-03-01", "'2024-03-02..2024-03-01' ends before it begins");
}

static void assert_forms(const char *text, const char *named)
{
	struct sijil_err err = { 0 };
	struct period p;

	cr_assert_eq(period_parse(text, &usual, &p, &err), -1, "'%s'", text);
	cr_assert_eq(strncmp(err.message, named, strlen(named)), 0, "%s", err.message);
	cr_assert_not_null(strstr(err.message, "2024-W10"));
	cr_assert_not_null(strstr(err.message, "SY2024"));
	cr_assert_not_null(strstr(err.message, "2024-03-01..2024-03-20"), "nothing is cut: %s", err.message);
}

Test(period, what_has_no_known_form_is_told_the_forms)
{
	assert_forms("", "'' is not a period: write ");
	assert_forms("march", "'march' is not a period: write ");
	assert_forms("2024-3", "'2024-3' is not a period: write ");
	assert_forms("2024Q1", "'2024Q1' is not a period: write ");
	assert_forms("2024-M3", "'2024-M3' is not a period: write ");
	assert_forms("24", "'24' is not a period: write ");
	assert_forms("..2024", "'..2024' is not a period: write ");
	assert_forms("2024..", "'2024..' is not a period: write ");
	assert_forms("2024..2025..2026", "'2025..2026' is not a period: write ");
	assert_forms("2024..soon", "'soon' is not a period: write ");
	/* 60 bytes of a long one are shown, whole characters. */
	assert_forms("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\xc3\xa9\xc3\xa9\xc3\xa9",
		     "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' is not");
}

Test(period, the_one_that_contains_a_day)
{
	struct period p;

	period_containing(date_day(2024, 8, 31), PERIOD_SCHOOL_YEAR, &usual, &p);
	assert_is(&p, "SY2023", "2023-09-01", "2024-08-31");
	period_containing(date_day(2024, 9, 1), PERIOD_SCHOOL_YEAR, &usual, &p);
	assert_is(&p, "SY2024", "2024-09-01", "2025-08-31");
	period_containing(date_day(2024, 6, 30), PERIOD_FISCAL_YEAR, &other, &p);
	assert_is(&p, "FY2023", "2023-07-01", "2024-06-30");
	period_containing(date_day(2024, 7, 1), PERIOD_FISCAL_YEAR, &other, &p);
	assert_is(&p, "FY2024", "2024-07-01", "2025-06-30");
	period_containing(date_day(2021, 1, 3), PERIOD_WEEK, &usual, &p);
	assert_is(&p, "2020-W53", "2020-12-28", "2021-01-03");
	period_containing(date_day(2021, 1, 4), PERIOD_WEEK, &usual, &p);
	assert_is(&p, "2021-W01", "2021-01-04", "2021-01-10");
	period_containing(date_day(2024, 2, 29), PERIOD_MONTH, &usual, &p);
	assert_is(&p, "2024-02", "2024-02-01", "2024-02-29");
	period_containing(date_day(2024, 12, 31), PERIOD_QUARTER, &usual, &p);
	assert_is(&p, "2024-Q4", "2024-10-01", "2024-12-31");
	period_containing(date_day(2024, 7, 1), PERIOD_SEMESTER, &usual, &p);
	assert_is(&p, "2024-S2", "2024-07-01", "2024-12-31");
	period_containing(date_day(2024, 1, 1), PERIOD_YEAR, &usual, &p);
	assert_is(&p, "2024", "2024-01-01", "2024-12-31");
	period_containing(date_day(2024, 3, 9), PERIOD_DAY, &usual, &p);
	assert_is(&p, "2024-03-09", "2024-03-09", "2024-03-09");
	cr_assert_eq(p.unit, PERIOD_DAY);
}

static void assert_previous(const char *text, const struct calendar *cal, const char *code, const char *from,
			    const char *to)
{
	struct sijil_err err = { 0 };
	struct period p, before;

	cr_assert_eq(period_parse(text, cal, &p, &err), 0, "%s", err.message);
	period_previous(&p, cal, &before);
	cr_assert_eq(before.unit, p.unit);
	assert_is(&before, code, from, to);
}

Test(period, the_one_before)
{
	assert_previous("2024-03-01", &usual, "2024-02-29", "2024-02-29", "2024-02-29");
	assert_previous("2021-W01", &usual, "2020-W53", "2020-12-28", "2021-01-03");
	assert_previous("2020-W53", &usual, "2020-W52", "2020-12-21", "2020-12-27");
	assert_previous("2024-01", &usual, "2023-12", "2023-12-01", "2023-12-31");
	assert_previous("2024-Q1", &usual, "2023-Q4", "2023-10-01", "2023-12-31");
	assert_previous("2024-S1", &usual, "2023-S2", "2023-07-01", "2023-12-31");
	assert_previous("2024-S2", &usual, "2024-S1", "2024-01-01", "2024-06-30");
	assert_previous("2024", &usual, "2023", "2023-01-01", "2023-12-31");
	assert_previous("SY2024", &usual, "SY2023", "2023-09-01", "2024-08-31");
	assert_previous("SY2024", &other, "SY2023", "2023-10-01", "2024-09-30");
	assert_previous("FY2024", &other, "FY2023", "2023-07-01", "2024-06-30");
	assert_previous("1900", &usual, "1899", "1899-01-01", "1899-12-31");
}

Test(period, before_a_range_come_as_many_days)
{
	/* 20 days */
	assert_previous("2024-03-01..2024-03-20", &usual, "2024-02-10..2024-02-29", "2024-02-10", "2024-02-29");
	/* March has 31 days: so many end with February. */
	assert_previous("2024-03..2024-03", &usual, "2024-01-30..2024-02-29", "2024-01-30", "2024-02-29");
	/* March to May: 92 days, back from the end of February: 29 + 31 + 31 and one of November. */
	assert_previous("2024-03..2024-05", &usual, "2023-11-30..2024-02-29", "2023-11-30", "2024-02-29");
	assert_previous("2024-01-01..2024-01-01", &usual, "2023-12-31..2023-12-31", "2023-12-31", "2023-12-31");
}

static void assert_last_year(const char *text, const char *code, const char *from, const char *to)
{
	struct sijil_err err = { 0 };
	struct period p, then;

	cr_assert_eq(period_parse(text, &usual, &p, &err), 0, "%s", err.message);
	cr_assert(period_last_year(&p, &usual, &then), "%s", text);
	cr_assert_eq(then.unit, p.unit);
	assert_is(&then, code, from, to);
}

Test(period, the_same_a_year_earlier)
{
	assert_last_year("2024-02-29", "2023-02-28", "2023-02-28", "2023-02-28");
	assert_last_year("2024-W10", "2023-W10", "2023-03-06", "2023-03-12");
	assert_last_year("2020-W53", "2019-W52", "2019-12-23", "2019-12-29");
	assert_last_year("2024-02", "2023-02", "2023-02-01", "2023-02-28");
	assert_last_year("2024-Q1", "2023-Q1", "2023-01-01", "2023-03-31");
	assert_last_year("2024-S2", "2023-S2", "2023-07-01", "2023-12-31");
	assert_last_year("2024-03..2024-05", "2023-03-01..2023-05-31", "2023-03-01", "2023-05-31");
}

Test(period, a_year_earlier_than_a_year_is_the_one_before)
{
	static const char *const years[] = { "2024", "SY2024", "FY2024", "2023-03-01..2024-02-28" };
	struct sijil_err err = { 0 };
	struct period p, then;

	for (size_t i = 0; i < sizeof(years) / sizeof(years[0]); i++) {
		cr_assert_eq(period_parse(years[i], &usual, &p, &err), 0, "%s", err.message);
		cr_expect_not(period_last_year(&p, &usual, &then), "%s", years[i]);
	}
}

Test(period, units_by_name)
{
	cr_assert_eq(period_unit_named("day"), PERIOD_DAY);
	cr_assert_eq(period_unit_named("week"), PERIOD_WEEK);
	cr_assert_eq(period_unit_named("month"), PERIOD_MONTH);
	cr_assert_eq(period_unit_named("quarter"), PERIOD_QUARTER);
	cr_assert_eq(period_unit_named("semester"), PERIOD_SEMESTER);
	cr_assert_eq(period_unit_named("year"), PERIOD_YEAR);
	cr_assert_eq(period_unit_named("school_year"), PERIOD_SCHOOL_YEAR);
	cr_assert_eq(period_unit_named("fiscal_year"), PERIOD_FISCAL_YEAR);
	cr_assert_eq(period_unit_named("range"), 0);
	cr_assert_eq(period_unit_named("Month"), 0);
	cr_assert_eq(period_unit_named(""), 0);
}

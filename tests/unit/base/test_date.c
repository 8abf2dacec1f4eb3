#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/date.h"

Test(date, days_since_1970)
{
	cr_assert_eq(date_day(1970, 1, 1), 0);
	cr_assert_eq(date_day(1969, 12, 31), -1);
	cr_assert_eq(date_day(1970, 12, 31), 364);
	/* 30 years with 7 leap days, then January and February of a leap year */
	cr_assert_eq(date_day(2000, 3, 1), 30 * 365 + 7 + 31 + 29);
	/* 54 years with 13 leap days (1972 .. 2020) and 59 days */
	cr_assert_eq(date_day(2024, 2, 29), 54 * 365 + 13 + 59);
	cr_assert_eq(date_day(1, 1, 1), -719162);
	cr_assert_eq(date_day(9999, 12, 31), 2932896);
}

Test(date, leap_years)
{
	cr_assert_neq(date_day(2024, 2, 29), DATE_NONE);
	cr_assert_eq(date_day(2023, 2, 29), DATE_NONE);
	cr_assert_neq(date_day(2000, 2, 29), DATE_NONE);
	cr_assert_eq(date_day(1900, 2, 29), DATE_NONE);
	cr_assert_eq(date_day(2100, 2, 29), DATE_NONE);
	cr_assert_neq(date_day(2400, 2, 29), DATE_NONE);
}

Test(date, days_that_do_not_exist)
{
	cr_assert_eq(date_day(2024, 0, 1), DATE_NONE);
	cr_assert_eq(date_day(2024, 13, 1), DATE_NONE);
	cr_assert_eq(date_day(2024, 1, 0), DATE_NONE);
	cr_assert_eq(date_day(2024, 1, 32), DATE_NONE);
	cr_assert_eq(date_day(2024, 4, 31), DATE_NONE);
	cr_assert_eq(date_day(0, 1, 1), DATE_NONE);
	cr_assert_eq(date_day(10000, 1, 1), DATE_NONE);
	cr_assert_eq(date_day(-5, 1, 1), DATE_NONE);
}

/* Counts days by the calendar's plain rules, beside date.c. */
Test(date, every_day_of_9999_years_goes_there_and_back)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int32_t day = -719162;
	int weekday = 1;

	for (int y = 1; y <= 9999; y++) {
		bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

		for (int m = 1; m <= 12; m++) {
			int length = lengths[m - 1] + (m == 2 && leap);

			for (int d = 1; d <= length; d++, day++) {
				struct civil c = date_civil(day);

				if (c.year != y || c.month != m || c.day != d || date_day(y, m, d) != day ||
				    date_weekday(day) != weekday)
					cr_assert_fail("%04d-%02d-%02d", y, m, d);
				weekday = weekday % 7 + 1;
			}
		}
	}
	cr_assert_eq(day, 2932897);
}

Test(date, before_year_one)
{
	struct civil c = date_civil(-719163);

	/* Year 0 is a leap year of the proleptic calendar. */
	cr_assert_eq(c.year, 0);
	cr_assert_eq(c.month, 12);
	cr_assert_eq(c.day, 31);
	c = date_civil(-719162 - 366);
	cr_assert_eq(c.year, 0);
	cr_assert_eq(c.month, 1);
	cr_assert_eq(c.day, 1);
}

Test(date, text)
{
	char out[DATE_TEXT];

	cr_assert_eq(date_text(0, out), out);
	cr_assert_str_eq(out, "1970-01-01");
	cr_assert_str_eq(date_text(date_day(2024, 3, 9), out), "2024-03-09");
	cr_assert_str_eq(date_text(date_day(20, 1, 1), out), "0020-01-01");
	cr_assert_str_eq(date_text(date_day(9999, 12, 31), out), "9999-12-31");
	cr_assert_str_eq(date_text(DATE_NONE, out), "");
	/* The farthest days there are still fit. */
	cr_assert_str_eq(date_text(INT32_MAX, out), "5881580-07-11");
	cr_assert_str_eq(date_text(INT32_MIN + 1, out), "-5877641-06-24");
}

Test(date, add_months_cuts_the_day)
{
	cr_assert_eq(date_add_months(date_day(2024, 1, 31), 1), date_day(2024, 2, 29));
	cr_assert_eq(date_add_months(date_day(2023, 1, 31), 1), date_day(2023, 2, 28));
	cr_assert_eq(date_add_months(date_day(2024, 3, 31), -1), date_day(2024, 2, 29));
	cr_assert_eq(date_add_months(date_day(2024, 2, 29), 12), date_day(2025, 2, 28));
	cr_assert_eq(date_add_months(date_day(2024, 11, 30), 3), date_day(2025, 2, 28));
	cr_assert_eq(date_add_months(date_day(2024, 1, 15), -1), date_day(2023, 12, 15));
	cr_assert_eq(date_add_months(date_day(2024, 1, 15), -13), date_day(2022, 12, 15));
	cr_assert_eq(date_add_months(date_day(2024, 5, 31), 0), date_day(2024, 5, 31));
	cr_assert_eq(date_add_months(DATE_NONE, 1), DATE_NONE);
	cr_assert_eq(date_add_months(date_day(9999, 12, 1), 1), DATE_NONE);
	cr_assert_eq(date_add_months(date_day(1, 1, 1), -1), DATE_NONE);
	cr_assert_eq(date_add_months(0, INT32_MAX), DATE_NONE);
	cr_assert_eq(date_add_months(0, INT32_MIN), DATE_NONE);
}

Test(date, weekdays)
{
	/* 1970-01-01 was a Thursday, 2024-03-09 a Saturday, 1969-12-28 a Sunday. */
	cr_assert_eq(date_weekday(0), 4);
	cr_assert_eq(date_weekday(date_day(2024, 3, 9)), 6);
	cr_assert_eq(date_weekday(date_day(1969, 12, 28)), 7);
	cr_assert_eq(date_weekday(date_day(1969, 12, 29)), 1);
}

static void assert_week(int32_t day, int year, int week)
{
	int y, w;

	date_iso_week(day, &y, &w);
	cr_assert_eq(y, year, "year %d", y);
	cr_assert_eq(w, week, "week %d", w);
}

Test(date, iso_weeks_around_new_year)
{
	assert_week(date_day(2020, 12, 31), 2020, 53);
	assert_week(date_day(2021, 1, 1), 2020, 53);
	assert_week(date_day(2021, 1, 3), 2020, 53);
	assert_week(date_day(2021, 1, 4), 2021, 1);
	assert_week(date_day(2018, 12, 31), 2019, 1);
	assert_week(date_day(2016, 1, 3), 2015, 53);
	assert_week(date_day(2023, 1, 1), 2022, 52);
	assert_week(date_day(2024, 12, 29), 2024, 52);
	assert_week(date_day(2024, 12, 30), 2025, 1);
	assert_week(date_day(2024, 3, 9), 2024, 10);
}

Test(date, the_monday_of_a_week)
{
	cr_assert_eq(date_iso_week_day(2021, 1), date_day(2021, 1, 4));
	cr_assert_eq(date_iso_week_day(2020, 53), date_day(2020, 12, 28));
	cr_assert_eq(date_iso_week_day(2019, 1), date_day(2018, 12, 31));
	cr_assert_eq(date_iso_week_day(2024, 10), date_day(2024, 3, 4));
	cr_assert_eq(date_iso_week_day(2021, 53), DATE_NONE, "2021 has 52 weeks");
	cr_assert_eq(date_iso_week_day(2021, 52), date_day(2021, 12, 27));
	cr_assert_eq(date_iso_week_day(2020, 0), DATE_NONE);
	cr_assert_eq(date_iso_week_day(2020, 54), DATE_NONE);
	cr_assert_eq(date_iso_week_day(0, 1), DATE_NONE);
}

/* --- parsing --- */

static void assert_date(const char *s, int32_t expected)
{
	const char *why = "";
	int32_t day = 5;

	cr_assert_eq(date_parse(s, strlen(s), &day, &why), 0, "'%s': %s", s, why);
	cr_assert_eq(day, expected, "'%s'", s);
}

static void assert_no_date(const char *s, const char *expected)
{
	const char *why = "";
	int32_t day = 5;

	cr_assert_lt(date_parse(s, strlen(s), &day, &why), 0, "'%s'", s);
	cr_assert_str_eq(why, expected, "'%s': %s", s, why);
	cr_assert_eq(day, 5);
}

Test(date, parse)
{
	const char *why;
	int32_t day;

	assert_date("2024-03-09", date_day(2024, 3, 9));
	assert_date("2024-02-29", date_day(2024, 2, 29));
	/* Whether such a year makes sense is for a rule to say. */
	assert_date("0020-01-01", date_day(20, 1, 1));
	cr_assert_eq(date_parse("2024-03-091", 10, &day, &why), 0, "the length ends the text");
	cr_assert_eq(date_parse(NULL, 0, &day, &why), -1);
}

Test(date, days_that_do_not_exist_are_named)
{
	assert_no_date("2019-31-01", "month 31 does not exist");
	assert_no_date("2019-00-01", "month 00 does not exist");
	assert_no_date("2019-13-32", "month 13 does not exist");
	assert_no_date("2019-01-32", "day 32 does not exist");
	assert_no_date("2019-01-00", "day 00 does not exist");
	assert_no_date("2019-01-99", "day 99 does not exist");
	assert_no_date("2019-04-31", "April has 30 days");
	assert_no_date("2019-11-31", "November has 30 days");
	assert_no_date("2024-02-30", "February has at most 29 days");
	assert_no_date("2023-02-29", "February has 28 days in that year");
	assert_no_date("0000-01-01", "year 0000 does not exist");
}

Test(date, dates_written_otherwise_are_not_guessed)
{
	assert_no_date("", "nothing is written; write it as 2024-03-09");
	assert_no_date("03/04/2024",
		       "which number is the day and which the month cannot be known; write it as 2024-03-09");
	assert_no_date("3/1/19",
		       "which number is the day, the month and the year cannot be known; write it as 2024-03-09");
	assert_no_date("2024-2-3", "month and day have two digits: write it as 2024-03-09");
	assert_no_date("2024/02/03", "write it with '-', as 2024-03-09");
	assert_no_date("2024.02.03", "write it with '-', as 2024-03-09");
	assert_no_date("20240203", "write it with '-', as 2024-03-09");
	assert_no_date("03.02.2024", "the year comes first: write it as 2024-03-09");
	assert_no_date("03-02-2024", "the year comes first: write it as 2024-03-09");
	assert_no_date("24-02-03", "the year has four digits: write it as 2024-03-09");
	assert_no_date("2024-02", "the day is missing: write it as 2024-03-09");
	assert_no_date("2024", "month and day are missing: write it as 2024-03-09");
	assert_no_date("45292", "a number is not a date; write it as 2024-03-09");
	assert_no_date("2024-02-03T10:00:00+02:00",
		       "only the day is wanted: write it as 2024-03-09, without a time");
	assert_no_date("2024-02-03 10:00", "only the day is wanted: write it as 2024-03-09, without a time");
	assert_no_date(" 2024-02-03", "there is a blank in front");
	assert_no_date("2024-02-03 ", "there is a blank at the end");
	assert_no_date("3 March 2024", "a date is written as 2024-03-09");
	assert_no_date("-024-02-03", "a date is written as 2024-03-09");
	/* ٢٠٢٤-٠٢-٠٣ */
	assert_no_date("\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa4-\xd9\xa0\xd9\xa2-\xd9\xa0\xd9\xa3",
		       "its digits must be 0 to 9, as in 2024-03-09");
}

static void assert_interval(const char *s, int32_t from, int32_t to)
{
	const char *why = "";
	int32_t a = 5, b = 5;

	cr_assert_eq(date_parse_interval(s, strlen(s), &a, &b, &why), 0, "'%s': %s", s, why);
	cr_assert_eq(a, from, "'%s'", s);
	cr_assert_eq(b, to, "'%s'", s);
}

static void assert_no_interval(const char *s, const char *expected)
{
	const char *why = "";
	int32_t a = 5, b = 5;

	cr_assert_lt(date_parse_interval(s, strlen(s), &a, &b, &why), 0, "'%s'", s);
	cr_assert_str_eq(why, expected, "'%s': %s", s, why);
	cr_assert_eq(a, 5);
	cr_assert_eq(b, 5);
}

Test(date, intervals)
{
	assert_interval("2023-04-01/P3M", date_day(2023, 4, 1), date_day(2023, 6, 30));
	assert_interval("2023-04-01/P1M", date_day(2023, 4, 1), date_day(2023, 4, 30));
	assert_interval("2023-12-15/P1M", date_day(2023, 12, 15), date_day(2024, 1, 14));
	assert_interval("2024-02-01/P6M", date_day(2024, 2, 1), date_day(2024, 7, 31));
	assert_interval("2024-02-29/P1Y", date_day(2024, 2, 29), date_day(2025, 2, 27));
	assert_interval("2024-02-26/P1W", date_day(2024, 2, 26), date_day(2024, 3, 3));
	assert_interval("2024-02-26/P10D", date_day(2024, 2, 26), date_day(2024, 3, 6));
	assert_interval("2024-02-26/P1D", date_day(2024, 2, 26), date_day(2024, 2, 26));
	assert_interval("2023-04-01/2023-06-30", date_day(2023, 4, 1), date_day(2023, 6, 30));
	assert_interval("2023-04-01/2023-04-01", date_day(2023, 4, 1), date_day(2023, 4, 1));
	assert_interval("2023-04-01", date_day(2023, 4, 1), date_day(2023, 4, 1));
}

Test(date, what_is_not_an_interval_and_why)
{
	static const char bad[] = "after '/' comes the last day, or a duration such as P3M, P1Y, P1W or P7D";

	assert_no_interval("2023-04-01/2023-03-31", "it ends before it begins");
	assert_no_interval("2023-04-01/", bad);
	assert_no_interval("2023-04-01/P", bad);
	assert_no_interval("2023-04-01/PM", bad);
	assert_no_interval("2023-04-01/P3", bad);
	assert_no_interval("2023-04-01/P-3M", bad);
	assert_no_interval("2023-04-01/PT3H", bad);
	assert_no_interval("2023-04-01/P1Y6M", bad);
	assert_no_interval("2023-04-01/P0M", "a duration of 0 covers no day");
	assert_no_interval("2023-04-01/P999999M", "the duration is too long");
	assert_no_interval("2023-04-01/P99999Y", "the duration is too long");
	assert_no_interval("2023-04-31/P3M", "April has 30 days");
	assert_no_interval("2023-04-01/2023-31-01", "month 31 does not exist");
	assert_no_interval("2023-4-1/P3M", "month and day have two digits: write it as 2024-03-09");
	assert_no_interval("01/04/2023",
			   "which number is the day and which the month cannot be known; write it as 2024-03-09");
	assert_no_interval("2023/04/01", "write it with '-', as 2024-03-09");
	assert_no_interval("", "nothing is written; write it as 2024-03-09");
	assert_no_interval("/", "a date is written as 2024-03-09");
}

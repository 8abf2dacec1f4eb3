/*
 * CORE-W12, by hand: of 10 12 11 13 12 11 the median is 11.5, the distances 1.5 .5 .5 1.5 .5 .5, so MAD .5; above
 * 3.5 / 0.6745 x .5 = 2.594... from the median is far.
 */
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "story.h"

static struct story s;

static void start(void)
{
	story_start(&s, SIJIL_SITE);
}

static void stop(void)
{
	story_end(&s);
}

TestSuite(judge_outliers, .init = start, .fini = stop);

static struct entry *count(int id, const char *days, const char *json)
{
	return story_add(&s, TOWN_SPACES, "visit_count", id, days, json);
}

/* Counts of one day each, from 2024-05-01 on, as entries 1, 2, ... */
static void counts(size_t n, const int *visits)
{
	char day[16], json[64];
	size_t i;

	for (i = 0; i < n; i++) {
		snprintf(day, sizeof(day), "2024-05-%02d", (int)i + 1);
		snprintf(json, sizeof(json), "{\"count_type\":\"automatic\",\"visits\":%d}", visits[i]);
		count((int)i + 1, arena_strdup(&s.town.arena, day), arena_strdup(&s.town.arena, json));
	}
}
#define COUNTS(...) counts(sizeof((int[]){ __VA_ARGS__ }) / sizeof(int), (const int[]){ __VA_ARGS__ })

/* The entries that are called outliers: "7 8 ". */
static void expect(const char *ids)
{
	const struct findings *f = s.judge.fresh_only ? story_judge_fresh(&s) : story_judge(&s);
	const char *told = "";
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->items[i].code, "CORE-W12") == 0) {
			cr_expect_eq(f->items[i].severity, SIJIL_WARNING);
			told = arena_printf(&s.town.arena, "%s%d ", told, (int)f->items[i].entry);
		}
	cr_expect_str_eq(told, ids, "%s", told);
}

Test(judge_outliers, one_wild_value_among_usual_ones)
{
	/* 10 11 11 12 12 13 95: median 12, distances 0 0 1 1 1 2 83, MAD 1; 13 is 1 away, 10 is 2: 1.349 */
	COUNTS(10, 12, 11, 13, 12, 11, 95);
	expect("7 ");
	cr_expect_str_eq(only(&s.findings)->message,
			 "visits '95' is far from what this site usually has: the median of 7 values is 12");
	cr_expect_str_eq(only(&s.findings)->field, "visits");
	cr_expect_str_eq(only(&s.findings)->value, "95");
}

Test(judge_outliers, the_plain_z_could_not_have_told)
{
	/* Of n values the plain z is at most (n - 1) / sqrt(n): 2.04 of six, whatever the last one is. */
	COUNTS(10, 12, 11, 13, 12, 1000000);
	expect("6 ");
}

Test(judge_outliers, five_values_are_too_few)
{
	COUNTS(10, 12, 11, 13, 1000000);
	expect("");
}

Test(judge_outliers, the_limit_itself_is_not_beyond)
{
	/*
	 * 0.6745 d / MAD > 3.5 for MAD 1349: d > 7000.  Distances 0 0 1349 1349 1349 and d: of 7, the 4th is 1349.
	 */
	COUNTS(10000, 10000, 8651, 11349, 11349, 3000, 10000 + 7000);
	/* sorted 3000 8651 10000 10000 11349 11349 17000: median 10000, distances 0 0 1349 1349 1349 7000 7000 */
	expect("");
	s.history.pub.n--;
	count(7, "2024-05-07", "{\"count_type\":\"automatic\",\"visits\":17001}");
	expect("7 ");
}

Test(judge_outliers, an_even_number_of_values_has_the_mean_of_the_middle_two)
{
	/* 10 11 11 12 12 13 and 14 14: median 12, distances 2 1 1 0 0 1 2 2, sorted 0 0 1 1 1 2 2 2: MAD 1; limit 5.189 */
	COUNTS(10, 12, 11, 13, 12, 11, 14, 14);
	expect("");
	s.history.pub.n -= 2;
	/* of six alone, and 14, 15: 10 11 11 12 12 13 14 15, median 12, distances 2 1 1 0 0 1 2 3: 0 0 1 1 1 2 2 3: MAD 1 */
	count(7, "2024-05-07", "{\"count_type\":\"automatic\",\"visits\":14}");
	count(8, "2024-05-08", "{\"count_type\":\"automatic\",\"visits\":15}");
	expect("");
	s.history.pub.n--;
	count(8, "2024-05-08", "{\"count_type\":\"automatic\",\"visits\":18}");
	expect("8 "); /* 6 away */
}

Test(judge_outliers, where_most_are_the_same_half_the_median_is_the_measure)
{
	/* MAD 0, median 10: above 3 x max(1, 5) = 15 away is far */
	COUNTS(10, 10, 10, 10, 10, 25);
	expect("");
	s.history.pub.n--;
	count(6, "2024-05-06", "{\"count_type\":\"automatic\",\"visits\":26}");
	expect("6 ");
}

Test(judge_outliers, of_small_numbers_three_is_not_far)
{
	/* MAD 0, median 1: 3 x max(1, 0.5) = 3 */
	COUNTS(1, 1, 1, 1, 1, 4);
	expect("");
	s.history.pub.n--;
	count(6, "2024-05-06", "{\"count_type\":\"automatic\",\"visits\":5}");
	expect("6 ");
}

Test(judge_outliers, long_counts_are_compared_by_day)
{
	COUNTS(10, 12, 11, 13, 12, 11);
	count(7, "2024-06-01/2024-06-30", "{\"count_type\":\"automatic\",\"visits\":360}"); /* 12 a day */
	expect("");
	count(8, "2024-07-01/2024-07-10", "{\"count_type\":\"automatic\",\"visits\":955}");
	expect("8 ");
	cr_expect_str_eq(only(&s.findings)->message, "visits '955', 95.5 a day, is far from what this site usually has: "
						     "the median of 8 values is 12 a day");
}

Test(judge_outliers, only_entries_that_share_the_key_are_compared)
{
	COUNTS(10, 12, 11, 13, 12, 11);
	count(7, "2024-05-20", "{\"count_type\":\"sample\",\"visits\":5000}");
	count(8, "2024-05-21", "{\"count_type\":\"automatic\"}");
	expect("");
}

Test(judge_outliers, while_logging_the_fresh_one_is_compared_with_those_before)
{
	COUNTS(10, 12, 11, 13, 12, 500);
	s.judge.fresh_only = true;
	expect("");
	count(-7, "2024-05-07", "{\"count_type\":\"automatic\",\"visits\":95}");
	expect("0 ");
	cr_expect_eq(only(&s.findings)->line, 7);
}

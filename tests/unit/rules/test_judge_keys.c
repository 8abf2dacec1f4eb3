/* UNIQUE, CORE-E09, NO_OVERLAP. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "story.h"

static struct story s;

static void stop(void)
{
	story_end(&s);
}

TestSuite(judge_keys, .fini = stop);

static void enrol(void)
{
	story_start(&s, SIJIL_PERSON);
	story_add(&s, TOWN_SCHOOL, "enrolment", 1, "2024-01-01", "{}");
}

Test(judge_keys, the_natural_key_of_a_kind)
{
	const struct finding *f;

	enrol();
	story_add(&s, TOWN_SCHOOL, "attendance", 17, "2024-03-01", "{\"session\":7,\"status\":\"late\"}");
	story_add(&s, TOWN_SCHOOL, "attendance", -3, "2024-03-02", "{\"session\":7,\"status\":\"absent\"}");
	story_add(&s, TOWN_SCHOOL, "attendance", -4, "2024-03-02", "{\"session\":8,\"status\":\"absent\"}");
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->code, "CORE-E09");
	cr_assert_eq(f->severity, SIJIL_ERROR);
	cr_assert_eq(f->line, 3);
	cr_assert_str_eq(f->message, "this 'attendance' has the same session,person as entry #17; only one may have");
}

Test(judge_keys, a_key_that_is_not_all_recorded_conflicts_with_nothing)
{
	enrol();
	story_add(&s, TOWN_SCHOOL, "attendance", 17, "2024-03-01", "{\"status\":\"late\"}");
	story_add(&s, TOWN_SCHOOL, "attendance", -3, "2024-03-02", "{\"status\":\"absent\"}");
	cr_assert_eq(story_judge_fresh(&s)->n, 0);
}

Test(judge_keys, a_corrected_session_is_the_same_session)
{
	struct entry session = { .pub = { .id = 9 } };
	struct entry *a, *b;

	enrol();
	session.kind = town_kind(&s.town, TOWN_SCHOOL, "exit"); /* any kind: only its number matters here */
	a = story_add(&s, TOWN_SCHOOL, "attendance", 17, "2024-03-01", "{\"session\":7,\"status\":\"late\"}");
	b = story_add(&s, TOWN_SCHOOL, "attendance", 18, "2024-03-02", "{\"session\":9,\"status\":\"late\"}");
	a->values[1].entry = b->values[1].entry = &session;
	cr_assert_eq(only(story_judge(&s))->entry, 18);
}

Test(judge_keys, one_error_is_enough_for_rows_that_are_identical_too)
{
	const struct findings *f;

	enrol();
	story_add(&s, TOWN_SCHOOL, "attendance", -3, "2024-03-01", "{\"session\":7,\"status\":\"late\"}");
	story_add(&s, TOWN_SCHOOL, "attendance", -4, "2024-03-01", "{\"session\":7,\"status\":\"late\"}");
	story_add(&s, TOWN_SCHOOL, "attendance", -5, "2024-03-01", "{\"session\":7,\"status\":\"late\"}");
	f = story_judge_fresh(&s);
	cr_assert_eq(f->n, 2);
	cr_assert_str_eq(f->items[0].code, "CORE-E09");
	cr_assert_eq(f->items[0].line, 4);
	cr_assert_eq(f->items[1].line, 5);
	cr_assert_not_null(strstr(f->items[1].message, "as line 3;"), "%s", f->items[1].message);
}

Test(judge_keys, a_plugins_own_code_stands_for_the_cores)
{
	const struct finding *f;

	story_start(&s, SIJIL_PERSON);
	story_add(&s, TOWN_SPACES, "visit", 17, "2024-03-01", "{\"card\":\"c1\"}");
	story_add(&s, TOWN_SPACES, "visit", 18, "2024-03-01", "{\"card\":\"c2\"}");
	story_add(&s, TOWN_SPACES, "visit", -3, "2024-03-01", "{\"card\":\"c1\"}");
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->code, "CS-E06");
	cr_assert_str_eq(f->message, "the card was read twice (the same day,card as entry #17)");
	cr_assert_str_eq(f->remedy, "leave one out");
}

Test(judge_keys, a_rule_applies_when_its_condition_holds)
{
	const struct findings *f;

	story_start(&s, SIJIL_SITE);
	story_add(&s, TOWN_SPACES, "closure", 1, "2024-03-01", "{\"notice\":0}");
	story_add(&s, TOWN_SPACES, "closure", 2, "2024-03-02", "{\"notice\":0}");
	story_add(&s, TOWN_SPACES, "closure", 3, "2024-03-03", "{\"notice\":4}");
	story_add(&s, TOWN_SPACES, "closure", 4, "2024-03-04", "{\"notice\":4}");
	f = story_judge(&s);
	cr_assert_eq(only(f)->entry, 4);
	cr_assert_str_eq(only(f)->code, "CS-W07");
}

/* --- overlaps: the real case is Plymouth, 12 to 19 and 18 to 25 February 2019 --- */

static void count(int id, const char *days, const char *json)
{
	story_add(&s, TOWN_SPACES, "visit_count", id, days, json);
}

Test(judge_keys, overlapping_intervals)
{
	const struct finding *f;

	story_start(&s, SIJIL_SITE);
	count(12, "2024-02-12/2024-02-19", "{\"visits\":900,\"zone\":\"entrance\"}");
	count(-2, "2024-02-18/2024-02-25", "{\"visits\":800,\"zone\":\"entrance\"}");
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->code, "CS-E02");
	cr_assert_eq(f->line, 2);
	cr_assert_str_eq(f->field, "zone");
	cr_assert_str_eq(f->value, "entrance");
	cr_assert_str_eq(f->message, "these days are counted already (zone: entrance; entry #12 covers 2024-02-12 to "
				     "2024-02-19)");
}

Test(judge_keys, neighbours_do_not_overlap)
{
	story_start(&s, SIJIL_SITE);
	count(1, "2024-02-12/2024-02-18", "{\"visits\":900}");
	count(-2, "2024-02-19/2024-02-25", "{\"visits\":800}");
	cr_assert_eq(story_judge_fresh(&s)->n, 0);
}

Test(judge_keys, one_common_day_is_enough_and_no_zone_is_the_same_as_no_zone)
{
	story_start(&s, SIJIL_SITE);
	count(1, "2024-02-12/2024-02-19", "{\"visits\":900}");
	count(-2, "2024-02-19", "{\"visits\":800}");
	count(-3, "2024-02-19", "{\"visits\":800,\"zone\":\"garden\"}");
	cr_assert_eq(only(story_judge_fresh(&s))->line, 2);
	cr_assert_str_eq(only(&s.findings)->message,
			 "these days are counted already (entry #1 covers 2024-02-12 to 2024-02-19)");
}

Test(judge_keys, a_long_interval_is_found_behind_short_ones)
{
	story_start(&s, SIJIL_SITE);
	count(1, "2024-01-01/2024-06-30", "{\"visits\":1,\"zone\":\"a\"}");
	count(2, "2024-02-01", "{\"visits\":1,\"zone\":\"b\"}");
	count(3, "2024-02-02", "{\"visits\":1,\"zone\":\"b\"}");
	count(-4, "2024-06-30", "{\"visits\":1,\"zone\":\"a\"}");
	count(-5, "2024-07-01", "{\"visits\":1,\"zone\":\"a\"}");
	cr_assert_eq(only(story_judge_fresh(&s))->line, 4);
}

Test(judge_keys, two_fresh_ones_are_told_once_on_the_later_line)
{
	story_start(&s, SIJIL_SITE);
	count(-9, "2024-02-12/2024-02-19", "{\"visits\":900}");
	count(-4, "2024-02-18/2024-02-25", "{\"visits\":800}");
	cr_assert_eq(only(story_judge_fresh(&s))->line, 9);
	cr_assert_not_null(strstr(only(&s.findings)->message, "line 4 covers 2024-02-18"));
}

Test(judge_keys, an_entry_is_told_once_however_many_it_overlaps)
{
	story_start(&s, SIJIL_SITE);
	count(1, "2024-02-01", "{\"visits\":1}");
	count(-2, "2024-02-01/2024-02-29", "{\"visits\":2}");
	count(3, "2024-02-10", "{\"visits\":3}");
	count(4, "2024-02-20", "{\"visits\":4}");
	cr_assert_eq(only(story_judge_fresh(&s))->line, 2);
}

Test(judge_keys, the_other_is_compared_with_the_judged)
{
	const struct finding *f;

	story_start(&s, SIJIL_SITE);
	count(1, "2024-02-01/2024-02-29", "{\"count_type\":\"automatic\",\"visits\":900}");
	count(-2, "2024-02-10", "{\"count_type\":\"sample\",\"visits\":20}");
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->code, "CS-W03");
	cr_assert_str_eq(f->message, "a sample inside another count (entry #1 covers 2024-02-01 to 2024-02-29)");
}

Test(judge_keys, a_pair_is_told_on_the_one_the_rule_is_about)
{
	story_start(&s, SIJIL_SITE);
	count(1, "2024-02-10", "{\"count_type\":\"sample\",\"visits\":20}");
	count(2, "2024-02-10/2024-02-29", "{\"count_type\":\"automatic\",\"visits\":900}");
	cr_assert_eq(only(story_judge(&s))->entry, 1);
}

enum { SCATTERED = 61 };

struct scattered {
	int from, to, zone;
	unsigned line;
};

static unsigned next_random(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16;
}

/* Intervals in February 2024, long and short, in two zones, logged in another order than they happened. */
static void scatter(struct scattered *c, unsigned seed)
{
	char days[32], json[64];
	unsigned i;

	for (i = 0; i < SCATTERED; i++, c++) {
		c->from = (int)(1 + i * 28 / SCATTERED);
		c->to = c->from + (int)(next_random(&seed) % (i % 3 == 0 ? 9 : 2));
		c->to = c->to > 29 ? 29 : c->to;
		c->zone = next_random(&seed) % 4 == 0;
		c->line = 2 + next_random(&seed) % 1000 * SCATTERED + i;
		snprintf(days, sizeof(days), "2024-02-%02d/2024-02-%02d", c->from, c->to);
		snprintf(json, sizeof(json), "{\"visits\":%u,\"zone\":\"%d\"}", i, c->zone);
		count(-(int)c->line, days, arena_strdup(&s.town.arena, json));
	}
}

static bool has_earlier_rival(const struct scattered *all, const struct scattered *c)
{
	const struct scattered *o;

	for (o = all; o < all + SCATTERED; o++)
		if (o->line < c->line && o->zone == c->zone && o->from <= c->to && c->from <= o->to)
			return true;
	return false;
}

static bool is_told(const struct findings *f, unsigned line)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->items[i].line == line)
			return true;
	return false;
}

static size_t compare_with_all_pairs(unsigned seed)
{
	struct scattered all[SCATTERED];
	const struct findings *f;
	size_t i, told = 0;

	story_start(&s, SIJIL_SITE);
	scatter(all, seed);
	s.town.programs[TOWN_SPACES].kinds[0].outliers = -1; /* overlaps alone */
	f = story_judge_fresh(&s);
	for (i = 0; i < SCATTERED; i++) {
		told += has_earlier_rival(all, &all[i]);
		cr_assert_eq(is_told(f, all[i].line), has_earlier_rival(all, &all[i]), "seed %u, line %u", seed,
			     all[i].line);
	}
	cr_assert_eq(f->n, told, "seed %u", seed);
	return told;
}

Test(judge_keys, every_entry_with_an_earlier_rival_is_told_once_and_no_other)
{
	size_t told = 0;
	unsigned seed;

	for (seed = 1; seed <= 50; seed++) {
		told += compare_with_all_pairs(seed);
		if (seed < 50)
			story_end(&s);
	}
	cr_assert(told > 500 && told < 50 * (SCATTERED - 5), "%zu told: the cases are too simple", told);
}

Test(judge_keys, rows_that_are_all_the_same_interval)
{
	const struct findings *f;
	int i;

	story_start(&s, SIJIL_SITE);
	for (i = 0; i < STORY_MAX; i++)
		count(-2 - (i * 5) % STORY_MAX, "2024-02-01/2024-02-29", "{\"visits\":1}");
	s.town.programs[TOWN_SPACES].n_rules = 1; /* CS-E02 alone */
	f = story_judge_fresh(&s);
	cr_assert_eq(f->errors, STORY_MAX - 1);
	cr_assert_eq(f->warnings, STORY_MAX - 1); /* identical */
	cr_assert_eq(f->items[0].line, 3);
}

/* CORE-W05 old entries, CORE-W08 identical content, CORE-W10 who a person is; whom findings are made for. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "story.h"

static struct story s;

static void stop(void)
{
	story_end(&s);
}

TestSuite(judge_core, .fini = stop);

Test(judge_core, a_day_before_the_program_began)
{
	const struct finding *f;

	story_start(&s, SIJIL_SITE);
	s.town.configs[TOWN_SPACES].start = on("2024-09-01");
	story_add(&s, TOWN_SPACES, "closure", -4, "2024-08-31", "{}");
	story_add(&s, TOWN_SPACES, "closure", -5, "2024-09-01", "{}");
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->code, "CORE-W05");
	cr_assert_eq(f->severity, SIJIL_WARNING);
	cr_assert_eq(f->line, 4);
	cr_assert_str_eq(f->field, "on");
	cr_assert_str_eq(f->message, "on '2024-08-31' is before the program started, 2024-09-01");
}

Test(judge_core, a_day_more_than_a_year_ago)
{
	story_start(&s, SIJIL_SITE);
	story_add(&s, TOWN_SPACES, "closure", -1, "2023-12-30", "{}"); /* 367 days before 2024-12-31 */
	story_add(&s, TOWN_SPACES, "closure", -2, "2023-12-31", "{}");
	cr_assert_str_eq(only(story_judge_fresh(&s))->message, "on '2023-12-30' is 367 days ago");
}

Test(judge_core, old_entries_are_only_news_when_fresh)
{
	story_start(&s, SIJIL_SITE);
	story_add(&s, TOWN_SPACES, "closure", 1, "2019-12-30", "{}");
	cr_assert_eq(story_judge(&s)->n, 0);
}

Test(judge_core, old_entries_can_be_told_at_once)
{
	const struct finding *f;

	story_start(&s, SIJIL_SITE);
	s.judge.gather_old = true;
	story_add(&s, TOWN_SPACES, "closure", -9, "2019-01-02", "{}");
	story_add(&s, TOWN_SPACES, "closure", -8, "2019-01-02", "{\"notice\":1}");
	story_add(&s, TOWN_SPACES, "closure", -2, "2020-01-02", "{}");
	story_add(&s, TOWN_SPACES, "closure", -3, "2024-10-02", "{}");
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->code, "CORE-W05");
	cr_assert_str_eq(f->message, "3 of the entries are from before the program's start or more than a year old; "
				     "the earliest, 2019-01-02, is in line 8");
	cr_assert_str_eq(f->program, "spaces");
}

Test(judge_core, identical_content)
{
	const struct finding *f;

	story_start(&s, SIJIL_SITE);
	story_add(&s, TOWN_SPACES, "closure", 17, "2024-03-01", "{\"notice\":5}");
	story_add(&s, TOWN_SPACES, "closure", -2, "2024-03-01", "{\"notice\":6}");
	story_add(&s, TOWN_SPACES, "closure", -3, "2024-03-01/2024-03-02", "{\"notice\":5}");
	story_add(&s, TOWN_SCHOOL, "session", -5, "2024-03-01", "{\"notice\":5}");
	story_add(&s, TOWN_SPACES, "closure", -6, "2024-03-01", "{\"notice\":5}")->site = 9;
	story_add(&s, TOWN_SPACES, "closure", -7, "2024-03-01", "{\"notice\":5}");
	story_add(&s, TOWN_SPACES, "closure", -4, "2024-03-02", "{\"notice\":5}");
	s.town.programs[TOWN_SPACES].n_rules = 0;
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->code, "CORE-W08");
	cr_assert_eq(f->severity, SIJIL_WARNING);
	cr_assert_eq(f->line, 7);
	cr_assert_str_eq(f->message, "this 'closure' is identical to entry #17");
}

Test(judge_core, identical_rows_of_one_file_name_the_first_line)
{
	const struct findings *f;

	story_start(&s, SIJIL_SITE);
	story_add(&s, TOWN_SPACES, "closure", -12, "2024-03-01", "{}");
	story_add(&s, TOWN_SPACES, "closure", -4, "2024-03-01", "{}");
	story_add(&s, TOWN_SPACES, "closure", -7, "2024-03-01", "{}");
	f = story_judge_fresh(&s);
	cr_assert_eq(f->n, 2);
	cr_assert_eq(f->items[0].line, 7);
	cr_assert_str_eq(f->items[0].message, "this 'closure' is identical to line 4");
	cr_assert_eq(f->items[1].line, 12);
	cr_assert_str_eq(f->items[1].message, "this 'closure' is identical to line 4");
}

Test(judge_core, when_all_are_judged_the_later_numbers_are_told)
{
	const struct findings *f;

	story_start(&s, SIJIL_SITE);
	story_add(&s, TOWN_SPACES, "closure", 30, "2024-03-01", "{}");
	story_add(&s, TOWN_SPACES, "closure", 20, "2024-03-01", "{}");
	f = story_judge(&s);
	cr_assert_eq(only(f)->entry, 30);
	cr_assert_str_eq(only(f)->message, "this 'closure' is identical to entry #20");
}

Test(judge_core, old_likeness_is_not_told_to_who_logs_something_else)
{
	story_start(&s, SIJIL_SITE);
	story_add(&s, TOWN_SPACES, "closure", 1, "2024-03-01", "{}");
	story_add(&s, TOWN_SPACES, "closure", 2, "2024-03-01", "{}");
	story_add(&s, TOWN_SPACES, "closure", -1, "2024-03-01", "{\"notice\":3}");
	cr_assert_eq(story_judge_fresh(&s)->n, 0);
}

Test(judge_core, another_sex_for_the_same_code_in_another_program)
{
	const struct finding *f;

	story_start(&s, SIJIL_PERSON);
	story_add(&s, TOWN_SPACES, "visit", 5, "2024-01-10", "{\"sex\":\"F\"}");
	story_add(&s, TOWN_SPACES, "visit", 6, "2024-01-11", "{\"sex\":\"U\"}");
	story_add(&s, TOWN_SCHOOL, "enrolment", -2, "2024-02-01", "{\"sex\":\"M\"}");
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->code, "CORE-W10");
	cr_assert_str_eq(f->field, "sex");
	cr_assert_str_eq(f->value, "M");
	cr_assert_str_eq(f->message, "sex 'M' differs from 'F' in entry #5 (spaces) for person P-7");
}

Test(judge_core, unknown_sex_is_no_other_sex)
{
	story_start(&s, SIJIL_PERSON);
	story_add(&s, TOWN_SPACES, "visit", 5, "2024-01-10", "{\"sex\":\"F\"}");
	story_add(&s, TOWN_SCHOOL, "enrolment", -2, "2024-02-01", "{\"sex\":\"U\"}");
	cr_assert_eq(story_judge_fresh(&s)->n, 0);
}

Test(judge_core, birth_years_more_than_one_apart)
{
	const struct findings *f;

	story_start(&s, SIJIL_PERSON);
	s.town.programs[TOWN_SCHOOL].n_rules = 0;
	story_add(&s, TOWN_SCHOOL, "enrolment", 5, "2024-01-10", "{\"birth_year\":2008}");
	story_add(&s, TOWN_SCHOOL, "enrolment", 6, "2024-02-10", "{\"birth_year\":2007}");
	story_add(&s, TOWN_SCHOOL, "enrolment", 7, "2024-03-10", "{\"birth_year\":2009}");
	story_add(&s, TOWN_SCHOOL, "enrolment", 8, "2024-04-10", "{\"birth_year\":2010}");
	story_add(&s, TOWN_SCHOOL, "enrolment", 9, "2024-05-10", "{}");
	f = story_judge(&s);
	cr_assert_eq(only(f)->entry, 8);
	cr_assert_str_eq(only(f)->message, "birth_year '2010' differs from 2008 in entry #5 (school) for person P-7");
}

Test(judge_core, what_was_logged_first_is_believed_not_what_happened_first)
{
	const struct findings *f;

	story_start(&s, SIJIL_PERSON);
	s.town.programs[TOWN_SCHOOL].n_rules = 0;
	story_add(&s, TOWN_SCHOOL, "enrolment", -9, "2024-01-10", "{\"birth_year\":2001}");
	story_add(&s, TOWN_SCHOOL, "enrolment", 6, "2024-02-10", "{\"birth_year\":2007}");
	f = story_judge_fresh(&s);
	cr_assert_eq(only(f)->line, 9);
	cr_assert_str_eq(only(f)->message, "birth_year '2001' differs from 2007 in entry #6 (school) for person P-7");
}

Test(judge_core, only_the_entries_of_one_program)
{
	story_start(&s, SIJIL_SITE);
	story_add(&s, TOWN_SPACES, "closure", 1, "2024-03-01", "{}");
	story_add(&s, TOWN_SPACES, "closure", 2, "2024-03-01", "{}");
	s.judge.program = &s.town.programs[TOWN_SCHOOL];
	cr_assert_eq(story_judge(&s)->n, 0);
	s.judge.program = &s.town.programs[TOWN_SPACES];
	cr_assert_eq(story_judge(&s)->n, 1);
}

Test(judge_core, entries_of_a_missing_plugin_are_passed_over)
{
	struct entry *e;

	story_start(&s, SIJIL_SITE);
	story_add(&s, TOWN_SPACES, "closure", 1, "2024-03-01", "{}");
	e = story_add(&s, TOWN_SPACES, "closure", 2, "2024-03-01", "{}");
	e->kind = NULL;
	e->values = NULL;
	s.town.programs[TOWN_SPACES].plugin = NULL;
	cr_assert_eq(story_judge(&s)->n, 0);
}

Test(judge_core, a_kind_that_the_program_lost)
{
	struct entry *e;

	story_start(&s, SIJIL_SITE);
	e = story_add(&s, TOWN_SPACES, "closure", 2, "2024-03-01", "{}");
	e->kind = NULL;
	e->values = NULL;
	cr_assert_eq(story_judge(&s)->n, 1);
	cr_expect_str_eq(s.findings.items[0].code, "CORE-W15");
	cr_expect_eq(s.findings.items[0].entry, 2);
	cr_expect_str_eq(s.findings.items[0].message, "program 'spaces' has no kind 'closure': no summary counts this entry");
	s.judge.program = &s.town.programs[TOWN_SCHOOL];
	cr_expect_eq(story_judge(&s)->n, 0, "asked about another program");
}

Test(judge_core, what_a_kind_does_not_know)
{
	story_start(&s, SIJIL_SITE);
	story_add(&s, TOWN_SCHOOL, "session", 1, "2024-03-01", "{\"cohort\":\"a\",\"planned_minutes\":60,\"room\":\"7\"}");
	story_add(&s, TOWN_SCHOOL, "session", 2, "2024-03-02", "{\"cohort\":\"a\",\"planned_minutes\":\"long\"}");
	story_add(&s, TOWN_SCHOOL, "session", 3, "2024-03-03", "{\"cohort\":\"a\"}");
	cr_assert_eq(story_judge(&s)->n, 2, "what is not recorded is not told");
	cr_expect_str_eq(s.findings.items[0].code, "CORE-W15");
	cr_expect_str_eq(s.findings.items[0].field, "room");
	cr_expect_str_eq(s.findings.items[0].message, "room '7' does not fit: kind 'session' has no such field");
	cr_expect_str_eq(s.findings.items[1].message, "planned_minutes 'long' does not fit: not a whole number");
}

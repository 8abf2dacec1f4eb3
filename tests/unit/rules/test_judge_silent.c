/* CORE-I11: sites without entries.  Today is 2024-12-31; silent_days is 35: since 2024-11-25 is not too long. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "story.h"

static struct story s;
static const char *listed[] = { "centre", "hay_riad" };

static void start(void)
{
	story_start(&s, SIJIL_SITE);
	s.judge.whole = true;
}

static void stop(void)
{
	story_end(&s);
}

TestSuite(judge_silent, .init = start, .fini = stop);

static void list_sites(void)
{
	s.town.configs[TOWN_SPACES].sites = (struct codes){ .items = listed, .n = 2 };
}

Test(judge_silent, a_site_not_heard_of)
{
	const struct finding *f;

	story_add(&s, TOWN_SPACES, "closure", 1, "2024-01-01", "{}");
	story_add(&s, TOWN_SPACES, "closure", 2, "2024-11-01/2024-11-09", "{}");
	f = only(story_judge(&s));
	cr_expect_str_eq(f->code, "CORE-I11");
	cr_expect_eq(f->severity, SIJIL_INFO);
	cr_expect_eq(f->entry, 0);
	cr_expect_str_eq(f->program, "spaces");
	cr_expect_str_eq(f->field, "site");
	cr_expect_str_eq(f->value, "centre");
	cr_expect_str_eq(f->site, "centre");
	cr_expect_str_eq(f->message, "site centre: no entry for 52 days (the last on 2024-11-09)");
}

Test(judge_silent, silent_days_are_not_too_long)
{
	story_add(&s, TOWN_SPACES, "closure", 1, "2024-11-26", "{}");
	cr_expect_eq(story_judge(&s)->n, 0, "35 days");
	s.town.configs[TOWN_SPACES].silent_days = 34;
	cr_expect_eq(story_judge(&s)->n, 1);
}

Test(judge_silent, what_is_planned_is_no_news)
{
	story_add(&s, TOWN_SCHOOL, "session", 1, "2024-01-01", "{\"cohort\":\"a\"}");
	story_add(&s, TOWN_SCHOOL, "session", 2, "2025-01-01", "{\"cohort\":\"a\",\"planned\":true}");
	cr_expect_str_eq(only(story_judge(&s))->message, "site centre: no entry for 365 days (the last on 2024-01-01)");
}

Test(judge_silent, each_program_for_itself)
{
	story_add(&s, TOWN_SPACES, "closure", 1, "2024-01-01", "{}");
	story_add(&s, TOWN_SCHOOL, "session", 2, "2024-12-30", "{\"cohort\":\"a\"}");
	cr_expect_str_eq(only(story_judge(&s))->program, "spaces");
	s.judge.program = &s.town.programs[TOWN_SCHOOL];
	cr_expect_eq(story_judge(&s)->n, 0);
}

Test(judge_silent, a_listed_site_never_heard_of)
{
	list_sites();
	story_add(&s, TOWN_SPACES, "closure", 1, "2024-12-30", "{}");
	cr_expect_eq(story_judge(&s)->n, 0, "nobody said since when");
	s.town.configs[TOWN_SPACES].start = on("2024-11-26");
	cr_expect_eq(story_judge(&s)->n, 0, "35 days");
	s.town.configs[TOWN_SPACES].start = on("2024-11-25");
	cr_expect_str_eq(only(story_judge(&s))->message,
			 "site hay_riad: no entry at all, and the program started on 2024-11-25");
	s.town.configs[TOWN_SPACES].any_site = true;
	cr_expect_eq(story_judge(&s)->n, 0, "where any site is accepted, it may be none of the program's");
}

Test(judge_silent, a_program_without_plugin_is_not_judged)
{
	list_sites();
	s.town.configs[TOWN_SPACES].start = on("2024-01-01");
	s.town.programs[TOWN_SPACES].plugin = NULL;
	cr_expect_eq(story_judge(&s)->n, 0);
}

Test(judge_silent, only_of_the_whole_register_and_of_today)
{
	story_add(&s, TOWN_SPACES, "closure", 1, "2024-01-01", "{}");
	s.judge.from = on("2024-12-01");
	s.judge.to = on("2024-12-31");
	cr_expect_eq(story_judge(&s)->n, 1);
	s.judge.to = on("2024-12-30");
	cr_expect_eq(story_judge(&s)->n, 0);
	s.judge.from = s.judge.to = 0;
	s.judge.whole = false;
	cr_expect_eq(story_judge(&s)->n, 0);
}

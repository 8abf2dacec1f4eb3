/* Rules that look at another entry or spell: PREVIOUS, ONE_PROGRAM, `later`, CORE-W10 over programs; whom is asked for. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "story.h"

static struct story s;

static void start(void)
{
	story_start(&s, SIJIL_PERSON);
}

static void stop(void)
{
	story_end(&s);
}

TestSuite(judge_others, .init = start, .fini = stop);

static struct entry *add(const char *kind, int id, const char *day, const char *json)
{
	struct entry *e = story_add(&s, TOWN_SCHOOL, kind, id, day, json);

	e->history = &s.history.pub;
	return e;
}

/* The only finding of a rule; NULL: none. */
static const struct finding *of(const struct findings *f, const char *code)
{
	const struct finding *found = NULL;
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->items[i].code, code) == 0) {
			cr_assert_null(found, "%s twice", code);
			found = &f->items[i];
		}
	return found;
}

/* --- the previous entry --- */

Test(judge_others, the_previous_entry_is_named)
{
	const struct finding *f;

	add("enrolment", 1, "2024-01-01", "{}");
	add("assessment", 12, "2024-10-07", "{\"domain\":\"literacy\",\"level\":2}");
	add("assessment", -5, "2024-11-07", "{\"domain\":\"literacy\",\"level\":1}");
	f = of(story_judge_fresh(&s), "SC-W10");
	cr_assert_not_null(f);
	cr_expect_str_eq(f->message, "the level fell (level: 1; entry #12 of 2024-10-07)");
	cr_expect_eq(f->line, 5);
	cr_expect_str_eq(f->field, "level");
	cr_expect_str_eq(f->person, "P-7");
	cr_expect_eq(f->day, on("2024-11-07"));
}

Test(judge_others, only_the_latest_with_the_same_key_that_meets_the_conditions_counts)
{
	add("enrolment", 1, "2024-01-01", "{}");
	add("assessment", 2, "2024-02-01", "{\"domain\":\"literacy\",\"level\":5}");
	add("assessment", 3, "2024-03-01", "{\"domain\":\"literacy\",\"level\":1}"); /* fell: told of 3 */
	add("assessment", 4, "2024-04-01", "{\"domain\":\"numeracy\",\"level\":9}");
	add("assessment", 5, "2024-05-01", "{\"domain\":\"literacy\",\"level\":8,\"type\":\"exit\"}");
	add("assessment", 6, "2024-06-01", "{\"domain\":\"literacy\"}");
	add("assessment", 7, "2024-07-01", "{\"domain\":\"literacy\",\"level\":1}"); /* as in 3 */
	add("assessment", 8, "2024-08-01", "{\"level\":3}"); /* no domain: a key of its own */
	add("assessment", 9, "2024-09-01", "{\"level\":2}"); /* fell */
	s.town.programs[TOWN_SCHOOL].rules[s.town.programs[TOWN_SCHOOL].n_rules - 1].when = NULL;
	story_judge(&s);
	size_t i, n = 0;
	for (i = 0; i < s.findings.n; i++)
		if (strcmp(s.findings.items[i].code, "SC-W10") == 0) {
			cr_expect_eq(s.findings.items[i].entry, n == 0 ? 3 : 9, "%s", s.findings.items[i].message);
			n++;
		}
	cr_expect_eq(n, 2);
}

Test(judge_others, without_a_previous_entry_or_what_is_compared_nothing_is_judged)
{
	add("enrolment", 1, "2024-01-01", "{}");
	add("assessment", 2, "2024-02-01", "{\"domain\":\"literacy\",\"level\":1}");
	add("assessment", 3, "2024-03-01", "{\"domain\":\"literacy\"}");
	add("assessment", 4, "2024-04-01", "{\"domain\":\"literacy\",\"level\":2}");
	cr_expect_null(of(story_judge(&s), "SC-W10"));
}

Test(judge_others, the_previous_entry_may_be_of_another_kind)
{
	add("enrolment", 1, "2024-01-01", "{}");
	add("attendance", 2, "2024-03-01", "{\"minutes\":5,\"status\":\"late\"}");
	add("exit", 3, "2024-03-31", "{\"reason\":\"moved\"}"); /* 30 days */
	cr_expect_null(of(story_judge(&s), "SC-W19"));
	add("exit", 4, "2024-04-01", "{\"reason\":\"moved\"}");
	cr_expect_str_eq(of(story_judge(&s), "SC-W19")->message,
			 "nobody saw the person for a month before (entry #2 of 2024-03-01)");
}

/* --- later --- */

Test(judge_others, what_may_come_later_is_asked_by_a_check_alone)
{
	struct entry *e = add("enrolment", -1, "2024-11-01", "{\"cohort\":\"a\"}");

	s.history.pub.as_of = on("2024-12-31");
	e->spell = story_spell(&s, e, NULL, NULL);
	cr_expect_eq(story_judge_fresh(&s)->n, 0);
	s.judge.fresh_only = false;
	cr_expect_str_eq(only(story_judge(&s))->code, "SC-I16");
}

/* --- one program at a time --- */

/* Enrolled in a program from a day on, until another or for good. */
static struct entry *enrol(int program, int id, const char *from, const char *to)
{
	struct entry *e = story_add(&s, program, "enrolment", id, from, "{}");

	e->spell = story_spell(&s, e, to, NULL);
	return e;
}

Test(judge_others, enrolled_in_two_programs_of_one_plugin)
{
	const struct finding *f;

	enrol(TOWN_SCHOOL_B, 1, "2024-01-01", NULL);
	enrol(TOWN_SCHOOL, 2, "2024-02-01", NULL);
	f = of(story_judge(&s), "SC-W03");
	cr_assert_not_null(f, "once for the pair");
	cr_expect_eq(f->entry, 2, "of the one opened later");
	cr_expect_str_eq(f->message, "enrolled twice at the same time (in program 'school_b' since 2024-01-01)");
}

Test(judge_others, a_spell_is_open_until_the_day_before_its_last)
{
	enrol(TOWN_SCHOOL_B, 1, "2024-01-01", "2024-02-02");
	enrol(TOWN_SCHOOL, 2, "2024-02-01", NULL);
	cr_expect_not_null(of(story_judge(&s), "SC-W03"));
	story_end(&s);
	story_start(&s, SIJIL_PERSON);
	enrol(TOWN_SCHOOL_B, 1, "2024-01-01", "2024-02-01");
	enrol(TOWN_SCHOOL, 2, "2024-02-01", NULL);
	cr_expect_null(of(story_judge(&s), "SC-W03"), "from one to the other on one day");
}

Test(judge_others, on_the_same_day_the_program_further_down_is_told)
{
	enrol(TOWN_SCHOOL_B, 1, "2024-02-01", NULL);
	enrol(TOWN_SCHOOL, 2, "2024-02-01", NULL);
	cr_expect_eq(of(story_judge(&s), "SC-W03")->entry, 1);
}

Test(judge_others, while_logging_the_fresh_one_is_told_whichever_began_first)
{
	enrol(TOWN_SCHOOL, -4, "2024-01-01", NULL);
	enrol(TOWN_SCHOOL_B, 2, "2024-02-01", NULL);
	cr_expect_eq(of(story_judge_fresh(&s), "SC-W03")->line, 4);
	story_end(&s);
	story_start(&s, SIJIL_PERSON);
	enrol(TOWN_SCHOOL, -4, "2024-01-01", "2024-01-31");
	enrol(TOWN_SCHOOL_B, 2, "2024-02-01", NULL);
	cr_expect_null(of(story_judge_fresh(&s), "SC-W03"), "one after the other");
	story_end(&s);
	story_start(&s, SIJIL_PERSON);
	enrol(TOWN_SCHOOL, 1, "2024-01-01", NULL);
	enrol(TOWN_SCHOOL_B, -5, "2024-02-01", NULL);
	cr_expect_eq(of(story_judge_fresh(&s), "SC-W03")->line, 5);
}

Test(judge_others, another_spell_of_the_same_program_is_not_another_program)
{
	enrol(TOWN_SCHOOL, 1, "2024-01-01", NULL);
	enrol(TOWN_SCHOOL, 2, "2024-02-01", NULL);
	cr_expect_null(of(story_judge(&s), "SC-W03"));
}

/* --- CORE-W10 over programs --- */

Test(judge_others, who_a_person_is_is_compared_over_programs)
{
	const struct finding *f;

	story_add(&s, TOWN_SPACES, "visit", 1, "2024-01-01", "{\"sex\":\"F\"}");
	story_add(&s, TOWN_SCHOOL, "enrolment", -3, "2024-02-01", "{\"sex\":\"M\"}");
	f = of(story_judge_fresh(&s), "CORE-W10");
	cr_assert_not_null(f, "while it is logged");
	cr_expect_eq(f->line, 3);
	cr_expect_str_eq(f->message, "sex 'M' differs from 'F' in entry #1 (spaces) for person P-7");
	s.judge.fresh_only = false;
	f = of(story_judge(&s), "CORE-W10");
	cr_expect(f != NULL && f->line == 3, "and in a check");
}

Test(judge_others, a_year_more_or_less_may_be_an_estimate)
{
	story_add(&s, TOWN_SCHOOL, "enrolment", 1, "2024-01-01", "{\"birth_year\":2008}");
	story_add(&s, TOWN_SCHOOL_B, "enrolment", -2, "2024-02-01", "{\"birth_year\":2009}");
	cr_expect_null(of(story_judge_fresh(&s), "CORE-W10"));
	story_add(&s, TOWN_SCHOOL_B, "enrolment", -3, "2024-03-01", "{\"birth_year\":2010}");
	cr_expect_str_eq(of(story_judge_fresh(&s), "CORE-W10")->message,
			 "birth_year '2010' differs from 2008 in entry #1 (school) for person P-7");
}

/* --- whom is asked for --- */

Test(judge_others, findings_of_one_entry_or_of_a_stretch_of_days)
{
	add("attendance", 2, "2024-02-28", "{\"status\":\"late\"}");
	add("attendance", 3, "2024-02-29", "{\"status\":\"late\"}");
	add("attendance", 4, "2024-03-01", "{\"status\":\"late\"}");
	cr_expect_eq(story_judge(&s)->errors, 3);
	s.judge.entry = 3;
	cr_expect_eq(only(story_judge(&s))->entry, 3);
	s.judge.entry = 0;
	s.judge.from = on("2024-02-28");
	s.judge.to = on("2024-02-29");
	cr_expect_eq(story_judge(&s)->errors, 2);
}

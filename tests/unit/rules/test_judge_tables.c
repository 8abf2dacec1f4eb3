/* MUST, PRIOR, ONE_SPELL, IN_SPELL, CALLBACK. */
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

TestSuite(judge_tables, .fini = stop);

static struct entry *add(const char *kind, int id, const char *day, const char *json)
{
	return story_add(&s, TOWN_SCHOOL, kind, id, day, json);
}

/* Enrolled as entry 1 on 2024-01-01. */
static struct entry *enrol(void)
{
	story_start(&s, SIJIL_PERSON);
	return add("enrolment", 1, "2024-01-01", "{}");
}

static struct entry *session(const char *json)
{
	static struct entry e;
	static struct value values[3];

	e = (struct entry){ .pub = { .id = 7 }, .kind = town_kind(&s.town, TOWN_SCHOOL, "session"), .values = values };
	cr_assert_eq(entry_decode(e.kind, json, strlen(json), values, &s.town.arena), 0);
	return &e;
}

Test(judge_tables, must_hold)
{
	const struct finding *f;
	struct entry *a, *b;

	enrol();
	a = add("attendance", -2, "2024-03-01", "{\"minutes\":75,\"session\":7,\"status\":\"late\"}");
	b = add("attendance", -3, "2024-03-02", "{\"minutes\":60,\"session\":8,\"status\":\"late\"}");
	a->values[1].entry = b->values[1].entry = session("{\"cohort\":\"a\",\"planned_minutes\":60}");
	b->values[1].number = SIJIL_MISSING;
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->code, "SC-E04");
	cr_assert_eq(f->severity, SIJIL_ERROR);
	cr_assert_eq(f->line, 2);
	cr_assert_eq(f->column, 0);
	cr_assert_str_eq(f->field, "minutes");
	cr_assert_str_eq(f->value, "75");
	cr_assert_str_eq(f->message, "more minutes than were planned (minutes: 75)");
	cr_assert_str_eq(f->remedy, "correct the minutes");
	cr_assert_str_eq(f->program, "school");
	cr_assert_str_eq(f->kind, "attendance");
}

Test(judge_tables, what_cannot_be_compared_is_no_violation)
{
	enrol();
	add("attendance", -2, "2024-03-01", "{\"minutes\":599,\"session\":7,\"status\":\"late\"}");
	cr_assert_eq(story_judge_fresh(&s)->n, 0);
}

Test(judge_tables, when_decides_whether_a_rule_applies)
{
	enrol();
	add("attendance", -2, "2024-03-01", "{\"minutes\":0,\"status\":\"present\"}");
	add("attendance", -3, "2024-03-02", "{\"minutes\":0,\"status\":\"absent\"}");
	add("attendance", -4, "2024-03-03", "{\"minutes\":0}");
	cr_assert_eq(only(story_judge_fresh(&s))->line, 2);
	cr_assert_str_eq(only(&s.findings)->code, "SC-W05");
	cr_assert_eq(s.findings.warnings, 1);
}

Test(judge_tables, something_must_come_before)
{
	const struct finding *f;

	story_start(&s, SIJIL_PERSON);
	add("attendance", -2, "2024-02-29", "{\"status\":\"late\"}");
	add("enrolment", 1, "2024-03-01", "{}");
	add("attendance", -3, "2024-03-01", "{\"status\":\"late\"}");
	f = only(story_judge_fresh(&s));
	cr_assert_eq(f->line, 2);
	cr_assert_str_eq(f->message,
			 "the person is not enrolled (no 'enrolment' of this person on or before 2024-02-29)");
}

Test(judge_tables, what_comes_before_is_compared_with_the_judged)
{
	const struct finding *f;

	enrol();
	add("assessment", 2, "2024-02-01", "{\"domain\":\"literacy\",\"score\":9,\"type\":\"entry\"}");
	add("assessment", -3, "2024-03-01", "{\"domain\":\"literacy\",\"score\":9,\"type\":\"exit\"}");
	add("assessment", -4, "2024-03-01", "{\"domain\":\"numeracy\",\"score\":9,\"type\":\"exit\"}");
	f = only(story_judge_fresh(&s));
	cr_assert_eq(f->line, 4);
	cr_assert_str_eq(f->code, "SC-E12");
	cr_assert_str_eq(f->message, "no entry assessment (domain: numeracy; no 'assessment' of this person on or "
				     "before 2024-03-01)");
}

Test(judge_tables, an_entry_does_not_come_before_itself)
{
	story_start(&s, SIJIL_SITE);
	story_add(&s, TOWN_SPACES, "closure", 1, "2024-03-01", "{\"notice\":8}");
	story_add(&s, TOWN_SPACES, "closure", 2, "2024-03-01", "{\"notice\":9}");
	cr_assert_eq(only(story_judge(&s))->entry, 2);
	cr_assert_str_eq(only(&s.findings)->message,
			 "the first of its kind (no 'closure' of this site on or before 2024-03-01)");
}

Test(judge_tables, a_second_enrolment_while_one_is_open)
{
	struct entry *first = enrol(), *second;
	const struct finding *f;

	second = add("enrolment", -2, "2024-05-01", "{}");
	first->spell = second->spell = story_spell(&s, first, NULL, NULL);
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->code, "SC-E02");
	cr_assert_eq(f->line, 2);
	cr_assert_str_eq(f->message, "the person is enrolled already (open since 2024-01-01, entry #1)");
}

Test(judge_tables, a_second_enrolment_after_the_exit_or_a_lapse)
{
	struct entry *first = enrol(), *left, *second, *third;

	left = add("exit", 2, "2024-03-01", "{\"reason\":\"work\"}");
	second = add("enrolment", -3, "2024-05-01", "{}");
	third = add("enrolment", -4, "2024-12-01", "{}");
	first->spell = left->spell = story_spell(&s, first, "2024-03-01", left);
	second->spell = story_spell(&s, second, "2024-05-01", NULL);
	third->spell = story_spell(&s, third, NULL, NULL);
	cr_assert_eq(story_judge_fresh(&s)->n, 0);
}

Test(judge_tables, an_enrolment_put_before_one_that_is_logged)
{
	struct entry *fresh, *logged;
	const struct finding *f;

	story_start(&s, SIJIL_PERSON);
	fresh = add("enrolment", -2, "2024-01-01", "{}");
	logged = add("enrolment", 5, "2024-02-01", "{}");
	fresh->spell = logged->spell = story_spell(&s, fresh, NULL, NULL);
	f = only(story_judge_fresh(&s));
	cr_assert_eq(f->line, 2);
	cr_assert_str_eq(f->message, "the person is enrolled already (entry #5 begins on 2024-02-01)");
	s.judge.fresh_only = false;
	cr_assert_eq(only(story_judge(&s))->entry, 5);
}

Test(judge_tables, a_service_after_the_exit)
{
	struct entry *first = enrol(), *left, *same_day, *late;
	const struct finding *f;

	same_day = add("attendance", -3, "2024-03-01", "{\"status\":\"late\"}");
	left = add("exit", 2, "2024-03-01", "{\"reason\":\"work\"}");
	late = add("attendance", -4, "2024-03-02", "{\"status\":\"late\"}");
	first->spell = same_day->spell = left->spell = late->spell = story_spell(&s, first, "2024-03-01", left);
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->code, "SC-E07");
	cr_assert_eq(f->line, 4);
	cr_assert_str_eq(f->message, "after the person left ('exit' on 2024-03-01, entry #2)");
}

Test(judge_tables, a_lapsed_spell_takes_late_services)
{
	struct entry *first = enrol(), *late;

	late = add("attendance", -4, "2024-09-02", "{\"status\":\"late\"}");
	first->spell = late->spell = story_spell(&s, first, "2024-01-01", NULL);
	cr_assert_eq(story_judge_fresh(&s)->n, 0);
}

static const struct finding *callback_finding(const char *score)
{
	char json[80];

	enrol();
	snprintf(json, sizeof(json), "{\"domain\":\"literacy\"%s,\"type\":\"exit\"}", score);
	add("assessment", 2, "2024-02-01", "{\"domain\":\"literacy\",\"score\":0,\"type\":\"entry\"}");
	add("assessment", -3, "2024-03-01", json);
	return only(story_judge_fresh(&s));
}

Test(judge_tables, a_callback_speaks_for_itself)
{
	const struct finding *f = callback_finding(",\"score\":1");

	cr_assert_str_eq(f->code, "SC-W13");
	cr_assert_eq(f->severity, SIJIL_WARNING);
	cr_assert_str_eq(f->field, "score");
	cr_assert_str_eq(f->value, "1");
	cr_assert_str_eq(f->message, "literacy of 3 entries is school");
	cr_assert_str_eq(f->remedy, "ask for it");
}

Test(judge_tables, a_callback_may_take_the_rules_message)
{
	const struct finding *f = callback_finding(",\"score\":0");

	cr_assert_str_eq(f->message, "a score that says nothing (score: 0)");
	cr_assert_eq(f->line, 3);
}

Test(judge_tables, a_callback_that_cannot_judge_is_told)
{
	const struct finding *f = callback_finding("");

	cr_assert_eq(f->severity, SIJIL_INFO);
	cr_assert_str_eq(f->code, "SC-W13");
	cr_assert_str_eq(f->message, "this 'assessment' could not be judged by rule SC-W13");
	cr_assert_eq(f->line, 3);
}

Test(judge_tables, a_callback_finds_entries_by_kind_and_number)
{
	const struct finding *f;

	enrol();
	add("attendance", 2, "2024-01-15", "{\"status\":\"present\"}");
	add("assessment", 3, "2024-02-01", "{\"domain\":\"literacy\",\"type\":\"entry\"}");
	add("attendance", 4, "2024-02-02", "{\"status\":\"present\"}");
	add("assessment", -5, "2024-03-01", "{\"domain\":\"literacy\",\"score\":2,\"type\":\"exit\"}");
	f = only(story_judge_fresh(&s));
	cr_assert_str_eq(f->message, "after entry of 19754"); /* 2024-02-01 */
}

Test(judge_tables, beyond_the_last_kept_finding_they_are_counted)
{
	int i;

	story_start(&s, SIJIL_PERSON);
	for (i = 0; i < 50; i++) /* each SC-E01 and SC-W05, all but the first CORE-W08 */
		add("attendance", -3 - i, "2024-03-01", "{\"minutes\":0,\"status\":\"present\"}");
	judge_start(&s.judge);
	s.judge.fresh_only = true;
	for (i = 0; i < 300; i++)
		judge_history(&s.judge, &s.history);
	judge_free(&s.judge);
	cr_assert_eq(s.findings.n, 10000 + 10000, "as many errors as of the rest");
	cr_assert_eq(s.findings.errors, 15000);
	cr_assert_eq(s.findings.warnings, 15000 + 14700);
}

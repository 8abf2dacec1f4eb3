/* Periods of participation, derived from a person's history (domain.md 2A.2).  lapse_days is 90. */
#include "config.h"

#include "school.h"

#include <stdio.h>
#include <string.h>

static void setup(void)
{
	school_open(NULL);
}

TestSuite(spell, .init = setup, .fini = school_close);

#define PRESENT "{\"status\":\"present\"}"
#define LATE "{\"status\":\"late\"}"
#define ABSENT "{\"status\":\"absent\"}"
#define EXCUSED "{\"status\":\"excused\"}"

struct logged {
	const char *kind, *day, *fields; /* fields NULL: {} */
};

struct story {
	const char *what;
	struct logged entries[8];
	const char *as_of;
	const char *spells;
};

/* 2024-01-01 + 90 days is 2024-03-31; + 91 days is 2024-04-01. */
static const struct story stories[] = {
	{ "an enrolment opens one", { { "enrolment", "2024-01-01", NULL } }, "2024-01-01", "a 2024-01-01.." },
	{ "without an enrolment there is none",
	  { { "attendance", "2024-01-01", PRESENT }, { "exit", "2024-02-01", NULL } },
	  "2024-12-31",
	  "" },
	{ "an exit closes it",
	  { { "enrolment", "2024-01-01", NULL }, { "exit", "2024-02-01", NULL } },
	  "2024-12-31",
	  "a 2024-01-01..2024-02-01 exit" },
	{ "a completion closes it",
	  { { "enrolment", "2024-01-01", NULL }, { "completion", "2024-02-01", NULL } },
	  "2024-12-31",
	  "a 2024-01-01..2024-02-01 completion" },
	{ "the earlier of exit and completion counts, in whatever order they were logged",
	  { { "enrolment", "2024-01-01", NULL }, { "exit", "2024-06-30", NULL }, { "completion", "2024-06-20", NULL } },
	  "2024-12-31",
	  "a 2024-01-01..2024-06-20 completion" },
	{ "it may open and close on one day",
	  { { "exit", "2024-01-01", NULL }, { "enrolment", "2024-01-01", NULL } },
	  "2024-12-31",
	  "a 2024-01-01..2024-01-01 exit" },
	{ "one may end and the next begin on one day",
	  { { "enrolment", "2024-01-01", NULL }, { "completion", "2024-02-01", NULL }, { "enrolment", "2024-02-01", NULL } },
	  "2024-03-01",
	  "a 2024-01-01..2024-02-01 completion, a 2024-02-01.." },
	{ "the second one ends later",
	  { { "enrolment", "2024-01-01", NULL },
	    { "completion", "2024-02-01", NULL },
	    { "enrolment", "2024-02-01", NULL },
	    { "exit", "2024-02-02", NULL } },
	  "2024-03-01",
	  "a 2024-01-01..2024-02-01 completion, a 2024-02-01..2024-02-02 exit" },
	{ "an end on the day of a new beginning is that of the old one, however long nobody came",
	  { { "enrolment", "2024-01-01", NULL }, { "exit", "2024-06-01", NULL }, { "enrolment", "2024-06-01", NULL } },
	  "2024-06-30",
	  "a 2024-01-01..2024-06-01 exit, a 2024-06-01.." },
	{ "of two enrolments on that day the second is in the spell of the first",
	  { { "enrolment", "2024-01-01", NULL },
	    { "exit", "2024-02-01", NULL },
	    { "enrolment", "2024-02-01", NULL },
	    { "enrolment", "2024-02-01", "{\"cohort\":\"b\"}" } },
	  "2024-03-01",
	  "a 2024-01-01..2024-02-01 exit, a 2024-02-01.." },
	{ "what closes nothing is not the end of what comes later",
	  { { "exit", "2023-12-31", NULL }, { "enrolment", "2024-01-01", NULL } },
	  "2024-01-31",
	  "a 2024-01-01.." },

	{ "90 days without service are not yet a lapse",
	  { { "enrolment", "2024-01-01", NULL } },
	  "2024-03-31",
	  "a 2024-01-01.." },
	{ "more are; nobody came, so it ended when it began",
	  { { "enrolment", "2024-01-01", NULL } },
	  "2024-04-01",
	  "a 2024-01-01..2024-01-01 lapsed" },
	{ "it ends on the day of the last service, not when the days ran out",
	  { { "enrolment", "2024-01-01", NULL },
	    { "attendance", "2024-01-08", PRESENT },
	    { "attendance", "2024-02-01", LATE } },
	  "2024-12-31",
	  "a 2024-01-01..2024-02-01 lapsed" },
	{ "the days are counted from the last service",
	  { { "enrolment", "2024-01-01", NULL }, { "attendance", "2024-02-01", PRESENT } },
	  "2024-05-01",
	  "a 2024-01-01.." },
	{ "an absence is no service",
	  { { "enrolment", "2024-01-01", NULL },
	    { "attendance", "2024-01-08", PRESENT },
	    { "attendance", "2024-03-01", ABSENT },
	    { "attendance", "2024-03-08", EXCUSED } },
	  "2024-05-01",
	  "a 2024-01-01..2024-01-08 lapsed" },
	{ "nor is one of which it is not known",
	  { { "enrolment", "2024-01-01", NULL }, { "attendance", "2024-03-01", NULL } },
	  "2024-05-01",
	  "a 2024-01-01..2024-01-01 lapsed" },
	{ "an assessment is a service",
	  { { "enrolment", "2024-01-01", NULL }, { "assessment", "2024-03-01", NULL } },
	  "2024-05-01",
	  "a 2024-01-01.." },
	{ "what only records is none",
	  { { "enrolment", "2024-01-01", NULL }, { "outcome", "2024-03-01", NULL } },
	  "2024-05-01",
	  "a 2024-01-01..2024-01-01 lapsed" },
	{ "a service before the enrolment is not one of its spell",
	  { { "attendance", "2023-12-01", PRESENT }, { "enrolment", "2024-01-01", NULL } },
	  "2024-04-01",
	  "a 2024-01-01..2024-01-01 lapsed" },
	{ "only what nothing closed can lapse: a gap inside is no end",
	  { { "enrolment", "2024-01-01", NULL },
	    { "attendance", "2024-01-08", PRESENT },
	    { "exit", "2024-12-01", NULL } },
	  "2024-12-31",
	  "a 2024-01-01..2024-12-01 exit" },
	{ "nor is one that a later service ends",
	  { { "enrolment", "2024-01-01", NULL },
	    { "attendance", "2024-01-08", PRESENT },
	    { "attendance", "2024-11-01", PRESENT } },
	  "2024-12-31",
	  "a 2024-01-01.." },

	{ "who enrols after an exit opens a second one",
	  { { "enrolment", "2024-01-01", NULL }, { "exit", "2024-02-01", NULL }, { "enrolment", "2024-02-02", NULL } },
	  "2024-03-01",
	  "a 2024-01-01..2024-02-01 exit, a 2024-02-02.." },
	{ "who enrols after a lapse closes it silently",
	  { { "enrolment", "2024-01-01", NULL },
	    { "attendance", "2024-01-08", PRESENT },
	    { "enrolment", "2024-09-01", NULL } },
	  "2024-10-01",
	  "a 2024-01-01..2024-01-08 lapsed, a 2024-09-01.." },
	{ "and what closes then, closes the second",
	  { { "enrolment", "2024-01-01", NULL },
	    { "enrolment", "2024-09-01", NULL },
	    { "completion", "2024-12-01", NULL } },
	  "2024-12-31",
	  "a 2024-01-01..2024-01-01 lapsed, a 2024-09-01..2024-12-01 completion" },
	{ "who enrols while one is open stays in it",
	  { { "enrolment", "2024-01-01", NULL }, { "enrolment", "2024-03-31", NULL } },
	  "2024-03-31",
	  "a 2024-01-01.." },
	{ "until it lapses",
	  { { "enrolment", "2024-01-01", NULL }, { "enrolment", "2024-04-01", NULL } },
	  "2024-04-30",
	  "a 2024-01-01..2024-01-01 lapsed, a 2024-04-01.." },

	{ "what happened after the day asked about is not known on it: the exit",
	  { { "enrolment", "2024-01-01", NULL }, { "exit", "2024-02-02", NULL } },
	  "2024-02-01",
	  "a 2024-01-01.." },
	{ "the service",
	  { { "enrolment", "2024-01-01", NULL }, { "attendance", "2024-04-02", PRESENT } },
	  "2024-04-01",
	  "a 2024-01-01..2024-01-01 lapsed" },
	{ "the return",
	  { { "enrolment", "2024-01-01", NULL }, { "exit", "2024-02-01", NULL }, { "enrolment", "2024-09-01", NULL } },
	  "2024-08-31",
	  "a 2024-01-01..2024-02-01 exit" },
};

Test(spell, stories)
{
	size_t i, k;
	char person[16];

	for (i = 0; i < sizeof(stories) / sizeof(stories[0]); i++) {
		const struct story *s = &stories[i];

		snprintf(person, sizeof(person), "P%zu", i);
		for (k = 0; k < 8 && s->entries[k].kind != NULL; k++)
			put(s->entries[k].kind, person, s->entries[k].day,
			    s->entries[k].fields != NULL ? s->entries[k].fields : "{}");
		cr_expect_str_eq(school_spells(person, s->as_of), s->spells, "%s: %s", s->what,
				 school_spells(person, s->as_of));
	}
}

Test(spell, a_late_entry_revives_a_lapsed_one)
{
	put("enrolment", "P1", "2024-01-01", "{}");
	put("attendance", "P1", "2024-02-01", PRESENT);
	cr_expect_str_eq(school_spells("P1", "2024-06-01"), "a 2024-01-01..2024-02-01 lapsed");
	put("attendance", "P1", "2024-05-02", PRESENT);
	cr_expect_str_eq(school_spells("P1", "2024-06-01"), "a 2024-01-01..");
	put("exit", "P1", "2024-05-03", "{}");
	cr_expect_str_eq(school_spells("P1", "2024-06-01"), "a 2024-01-01..2024-05-03 exit");
}

Test(spell, a_corrected_attendance_corrects_the_spell)
{
	int64_t id;

	put("enrolment", "P1", "2024-01-01", "{}");
	id = put("attendance", "P1", "2024-04-30", PRESENT);
	cr_expect_str_eq(school_spells("P1", "2024-05-01"), "a 2024-01-01..");
	id = put_again(id, NULL, ABSENT);
	cr_expect_str_eq(school_spells("P1", "2024-05-01"), "a 2024-01-01..2024-01-01 lapsed");
	put_again(id, "2024-02-20", PRESENT);
	cr_expect_str_eq(school_spells("P1", "2024-05-01"), "a 2024-01-01..");
}

Test(spell, two_programs_do_not_see_each_other)
{
	put("enrolment", "P1", "2024-01-01", "{}");
	school.program = "b";
	put("enrolment", "P1", "2024-03-01", "{}");
	put("attendance", "P1", "2024-04-01", PRESENT);
	put("exit", "P1", "2024-04-02", "{}");
	cr_expect_str_eq(school_spells("P1", "2024-05-01"),
			 "a 2024-01-01..2024-01-01 lapsed, b 2024-03-01..2024-04-02 exit");
	school.configs[0].lapse_days = 365;
	cr_expect_str_eq(school_spells("P1", "2024-05-01"), "a 2024-01-01.., b 2024-03-01..2024-04-02 exit",
			 "each by its own lapse_days");
}

/* --- what is planned for the cohort --- */

#define PLANNED(cohort) "{\"cohort\":\"" cohort "\",\"planned\":true}"

/* The same from a store loaded whole and from one where only the person is: sessions are then looked up. */
static void assert_spells_of_person(const char *as_of, const char *expected_to)
{
	struct sijil_err err = { 0 };
	uint32_t person = number_of(LOG_PERSON, "P1");
	struct store *s = school_store(as_of);

	cr_assert_eq(store_load_subject(s, SIJIL_PERSON, person, &err), 0);
	cr_expect_str_eq(school_told_spells(s, "P1"), expected_to, "loaded alone");
	cr_expect_str_eq(school_spells("P1", as_of), expected_to, "loaded whole");
}

Test(spell, a_session_planned_for_the_cohort_keeps_it_open)
{
	put("enrolment", "P1", "2024-01-01", "{\"cohort\":\"evening\"}");
	put("session", "@kiosk", "2024-09-01", PLANNED("evening"));
	assert_spells_of_person("2024-06-01", "a 2024-01-01..");
	assert_spells_of_person("2024-08-31", "a 2024-01-01..");
	assert_spells_of_person("2024-09-01", "a 2024-01-01..2024-01-01 lapsed");
}

Test(spell, one_planned_for_others_does_not)
{
	put("enrolment", "P1", "2024-01-01", "{\"cohort\":\"evening\"}");
	put("session", "@kiosk", "2024-09-01", PLANNED("morning"));
	put("session", "@kiosk", "2024-09-01", "{\"planned\":true}");
	school.program = "b";
	put("session", "@kiosk", "2024-09-01", PLANNED("evening"));
	assert_spells_of_person("2024-06-01", "a 2024-01-01..2024-01-01 lapsed");
}

Test(spell, nor_one_that_was_called_off)
{
	put("enrolment", "P1", "2024-01-01", "{\"cohort\":\"evening\"}");
	put_again(put("session", "@kiosk", "2024-09-01", PLANNED("evening")), NULL, NULL);
	assert_spells_of_person("2024-06-01", "a 2024-01-01..2024-01-01 lapsed");
}

/* Asked as of a day in the past, what took place later was no plan on that day. */
Test(spell, a_session_that_was_not_planned_keeps_nobody)
{
	put("enrolment", "P1", "2024-01-01", "{\"cohort\":\"evening\"}");
	put("session", "@centre", "2024-06-01", "{\"cohort\":\"evening\"}");
	assert_spells_of_person("2024-05-01", "a 2024-01-01..2024-01-01 lapsed");
}

Test(spell, who_has_no_cohort_is_not_waited_for)
{
	put("enrolment", "P1", "2024-01-01", "{}");
	put("session", "@kiosk", "2024-09-01", "{\"planned\":true}");
	assert_spells_of_person("2024-06-01", "a 2024-01-01..2024-01-01 lapsed");
}

Test(spell, a_planned_session_does_not_open_again_what_was_closed)
{
	put("enrolment", "P1", "2024-01-01", "{\"cohort\":\"evening\"}");
	put("exit", "P1", "2024-02-01", "{}");
	put("session", "@kiosk", "2024-09-01", PLANNED("evening"));
	assert_spells_of_person("2024-06-01", "a 2024-01-01..2024-02-01 exit");
}

/* --- which spell an entry falls in --- */

static int tell_spell_of_entries(void *arg, struct history *h)
{
	struct str *out = arg;
	size_t i;

	for (i = 0; i < h->pub.n; i++)
		str_addf(out, "%s:%d ", h->entries[i].pub.kind,
			 h->entries[i].spell == NULL ? 0 : (int)(h->entries[i].spell - h->spells) + 1);
	return 0;
}

Test(spell, entries_know_the_spell_they_fall_in_or_after)
{
	struct sijil_err err = { 0 };
	struct store *s;
	struct str out;

	put("outcome", "P1", "2023-12-31", "{}");
	put("enrolment", "P1", "2024-01-01", "{}");
	put("attendance", "P1", "2024-01-08", PRESENT);
	put("exit", "P1", "2024-02-01", "{}");
	put("outcome", "P1", "2024-03-01", "{}");
	put("enrolment", "P1", "2024-04-01", "{}");
	put("assessment", "P1", "2024-04-02", "{}");
	s = school_store("2024-05-01");
	cr_assert_eq(store_load_all(s, 0, 1, &err), 0);
	str_init(&out, STR_MAX_DEFAULT);
	cr_assert_eq(store_each(s, false, tell_spell_of_entries, &out, &err), 0);
	cr_expect_str_eq(out.s, "outcome:0 enrolment:1 attendance:1 exit:1 outcome:1 enrolment:2 assessment:2 ");
	str_release(&out);
}

/* A completion, the exit test before it, and the entry test of the next course, all on one day. */
Test(spell, on_a_day_between_two_spells_services_are_of_the_one_that_ends_but_a_first_test_of_the_one_that_begins)
{
	struct sijil_err err = { 0 };
	struct store *s;
	struct str out;

	put("enrolment", "P1", "2024-01-01", "{}");
	put("enrolment", "P1", "2024-02-01", "{}");
	put("attendance", "P1", "2024-02-01", PRESENT);
	put("assessment", "P1", "2024-02-01", "{\"domain\":\"french\",\"type\":\"entry\"}");
	put("assessment", "P1", "2024-02-01", "{\"domain\":\"french\",\"type\":\"exit\"}");
	put("completion", "P1", "2024-02-01", "{}");
	put("exit", "P1", "2024-02-01", "{}");
	put("attendance", "P1", "2024-02-02", PRESENT);
	s = school_store("2024-05-01");
	cr_assert_eq(store_load_all(s, 0, 1, &err), 0);
	str_init(&out, STR_MAX_DEFAULT);
	cr_assert_eq(store_each(s, false, tell_spell_of_entries, &out, &err), 0);
	cr_expect_str_eq(out.s, "enrolment:1 enrolment:2 assessment:2 assessment:1 attendance:1 completion:1 exit:1 attendance:2 ");
	str_release(&out);
}

/* Spells as units: opened, closed, lapsed, active in a window that knows nothing of what came after it. */
#include "config.h"

#include "asking.h"

#define SPELLS(which, ...) { .take = SIJIL_COUNT, .spells = which, __VA_ARGS__ }

static const struct sijil_metric metrics[] = {
	{ METRIC("opened", 1), .numerator = MEASURES(SPELLS(SIJIL_OPENED)), .breakdowns = "sex" },
	{ METRIC("closed", 1), .numerator = MEASURES(SPELLS(SIJIL_CLOSED)), .breakdowns = "sex,site,cohort" },
	{ METRIC("lapsed", 1), .numerator = MEASURES(SPELLS(SIJIL_LAPSED)) },
	{ METRIC("active", 1), .numerator = MEASURES(SPELLS(SIJIL_ACTIVE)) },
	{ METRIC("persons", 1), .breakdowns = "sex,site",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .spells = SIJIL_ACTIVE }) },
	{ METRIC("completed", 100), .ratio = true,
	  .numerator = MEASURES(SPELLS(SIJIL_CLOSED, .where = "close.kind=completion")),
	  .denominator = MEASURES(SPELLS(SIJIL_CLOSED, .where = "close.trial!=true,close.reason!=moved")) },
	{ METRIC("dropout", 100), .ratio = true,
	  .numerator = MEASURES(SPELLS(SIJIL_CLOSED, .title = "left", .where = "close.reason=dropout|work"),
				SPELLS(SIJIL_LAPSED, .title = "lapsed", .where = NULL)),
	  .denominator = MEASURES(SPELLS(SIJIL_ACTIVE, .where = "close.reason!=moved")) },
	{ METRIC("still_open", 1), .numerator = MEASURES(SPELLS(SIJIL_ACTIVE, .where = "!close.kind")) },
	{ METRIC("days", 1), .numerator = MEASURES({ .take = SIJIL_SUM, .spells = SIJIL_ACTIVE, .of = "length" }) },
	{ METRIC("long_ones", 1), .numerator = MEASURES(SPELLS(SIJIL_ACTIVE, .where = "length>10")) },
	{ METRIC("beginners", 1), .numerator = MEASURES(SPELLS(SIJIL_ACTIVE, .where = "level=1")) },
	{ METRIC("opened_before", 1), .numerator = MEASURES(SPELLS(SIJIL_OPENED, .previous = true)) },
	{ METRIC("levels", 1), .numerator = MEASURES({ .take = SIJIL_SUM, .spells = SIJIL_OPENED, .of = "level" }) },
	{ METRIC("minors", 1), .numerator = MEASURES(SPELLS(SIJIL_OPENED, .where = "age<18")) },
	{ 0 },
};

static void setup(void)
{
	school_open(metrics);
}

TestSuite(spells, .init = setup, .fini = asking_end);

static void put_spell(const char *person, const char *from, const char *close, const char *to, const char *fields)
{
	put("enrolment", person, from, "{}");
	if (close != NULL)
		put(close, person, to, fields);
}

Test(spells, the_edges_of_the_window)
{
	static const struct {
		const char *from, *to;
		int opened, closed, active;
	} cases[] = {
		{ "2024-02-01", "2024-02-29", 0, 0, 0 }, { "2024-02-01", "2024-03-01", 0, 1, 1 },
		{ "2024-03-01", "2024-03-01", 1, 1, 1 }, { "2024-03-01", "2024-03-31", 1, 1, 1 },
		{ "2024-03-31", "2024-04-01", 1, 0, 1 }, { "2024-02-29", "2024-04-01", 0, 0, 1 },
		{ "2024-04-01", "2024-04-01", 0, 0, 0 }, { "2024-03-31", NULL, 1, 0, 1 },
		{ "2024-04-01", NULL, 0, 0, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (i > 0) {
			asking_end();
			answers = NULL;
			school_open(metrics);
		}
		put_spell("P1", cases[i].from, cases[i].to != NULL ? "exit" : NULL, cases[i].to, "{}");
		ask("2024-03", NULL, "2024-06-01");
		cr_expect_eq(answer("opened")->total.value, cases[i].opened * SIJIL_ONE, "opened, case %zu", i);
		cr_expect_eq(answer("closed")->total.value, cases[i].closed * SIJIL_ONE, "closed, case %zu", i);
		cr_expect_eq(answer("active")->total.value, cases[i].active * SIJIL_ONE, "active, case %zu", i);
		cr_expect_eq(answer("lapsed")->total.value, 0, "lapsed, case %zu", i);
	}
}

Test(spells, a_spell_counts_each_time_and_a_person_once)
{
	put_spell("P1", "2024-01-01", "exit", "2024-01-31", "{}");
	put_spell("P1", "2024-02-15", "exit", "2024-03-15", "{}");
	put_spell("P2", "2024-03-01", NULL, NULL, NULL);
	ask("2024-Q1", "month", "2024-04-01");
	expect_total("opened", "3 (3)");
	expect_total("active", "3 (3)");
	expect_total("persons", "2 (2)");
	expect_by("persons", "month", "2024-01 1 (1), 2024-02 1 (1), 2024-03 2 (2)");
	expect_by("opened", "month", "= 2024-01 1 (1), 2024-02 1 (1), 2024-03 1 (1)");
	expect_by("active", "month", "2024-01 1 (1), 2024-02 1 (1), 2024-03 2 (2)");
	expect_previous("opened", "0 (0)");
}

Test(spells, one_that_is_closed_later_is_open_in_the_window)
{
	put_spell("P1", "2024-01-01", "exit", "2024-02-10", "{\"reason\":\"dropout\"}");
	put_spell("P2", "2024-01-01", "exit", "2024-02-10", "{\"reason\":\"moved\"}");
	ask("2024-01", NULL, NULL);
	expect_total("closed", "0 (0)");
	expect_total("still_open", "2 (2)");
	expect_total("dropout", "0 (0/2)"); /* who moves in February has not moved yet */
	ask("2024-02", NULL, NULL);
	expect_total("still_open", "0 (0)");
	expect_total("dropout", "100 (1/1)");
	expect_parts("dropout", "left 100 (1/1), lapsed 0 (0/1)");
	ask("2024-Q1", "month", NULL);
	expect_by("dropout", "month", "2024-01 0 (0/2), 2024-02 100 (1/1), 2024-03 no_denominator (0/0)");
}

Test(spells, nor_is_what_was_closed_after_the_day_asked_on)
{
	put_spell("P1", "2024-01-01", "exit", "2024-01-20", "{}");
	put_spell("P2", "2024-01-15", NULL, NULL, NULL);
	put_spell("P3", "2024-01-20", NULL, NULL, NULL);
	ask("2024-01", NULL, "2024-01-19");
	expect_total("closed", "0 (0)");
	expect_total("opened", "2 (2)");
	expect_total("active", "2 (2)");
	expect_total("days", "24 (24)"); /* 19 + 5 by that day */
}

Test(spells, lapses_are_judged_from_the_day_asked_on)
{
	put_spell("P1", "2024-01-01", NULL, NULL, NULL);
	put("attendance", "P1", "2024-01-20", "{\"status\":\"present\"}");
	ask("2024-01", "month", "2024-04-19"); /* 90 days */
	expect_total("lapsed", "0 (0)");
	ask("2024-01", "month", "2024-04-20");
	expect_total("lapsed", "1 (1)");
	expect_total("closed", "1 (1)");
	expect_total("dropout", "100 (1/1)");
	expect_total("days", "20 (20)");
	ask("2024-Q1", "month", "2024-04-20");
	expect_by("active", "month", "= 2024-01 1 (1), 2024-02 0 (0), 2024-03 0 (0)");
	put("attendance", "P1", "2024-03-01", "{\"status\":\"present\"}");
	ask("2024-Q1", "month", "2024-04-20");
	expect_by("active", "month", "2024-01 1 (1), 2024-02 1 (1), 2024-03 1 (1)"); /* a late entry revives it */
	expect_total("lapsed", "0 (0)");
}

Test(spells, why_it_was_closed_and_not_known_to_be)
{
	put_spell("P1", "2024-01-01", "completion", "2024-03-01", "{}");
	put_spell("P2", "2024-01-01", "exit", "2024-03-01", "{\"reason\":\"dropout\"}");
	put_spell("P3", "2024-01-01", "exit", "2024-03-01", "{\"reason\":\"moved\"}");
	put_spell("P4", "2024-01-01", "exit", "2024-03-01", "{\"reason\":\"work\",\"trial\":true}");
	put_spell("P5", "2024-01-01", "exit", "2024-03-01", "{}");
	put_spell("P6", "2024-03-02", NULL, NULL, NULL); /* lapses on its first day */
	ask("2024-03", NULL, NULL);
	expect_total("closed", "6 (6)");
	expect_total("completed", "25 (1/4)"); /* P1 of P1, P2, P5, P6: a lapse has no reason */
}

Test(spells, their_length_counts_both_ends_up_to_the_end_of_the_window)
{
	put_spell("P1", "2024-02-28", "exit", "2024-03-01", "{}"); /* a leap year: 3 days */
	put_spell("P2", "2024-03-30", NULL, NULL, NULL);
	ask("2024-03", NULL, "2024-04-05");
	expect_total("days", "5 (5)");
	expect_total("long_ones", "0 (0)");
	ask("2024-03..2024-04", NULL, "2024-04-10");
	expect_total("days", "15 (15)"); /* 3 + 12 by the day asked on */
	expect_total("long_ones", "1 (1)");
}

Test(spells, fields_are_those_of_the_opening_entry)
{
	put("enrolment", "P1@centre", "2024-03-01", "{\"birth_year\":2007,\"cohort\":\"c\",\"level\":1,\"sex\":\"F\"}");
	put("enrolment", "P2@kiosk", "2024-03-01", "{\"birth_year\":2006,\"level\":2,\"sex\":\"M\"}");
	put("enrolment", "P3", "2024-03-01", "{}");
	put("exit", "P1@farm", "2024-03-02", "{}");
	ask("2024-03", "sex,site,cohort", "2024-04-01");
	expect_total("beginners", "1 (1)");
	expect_total("levels", "3 (3)");
	expect_excluded("levels", "not_recorded 1");
	expect_total("minors", "1 (1)"); /* 2024 - 2007 */
	expect_by("opened", "sex", "= F 1 (1), M 1 (1), U 1 (1)");
	expect_by("closed", "site", "= centre 1 (1)"); /* where it began */
	expect_by("closed", "cohort", "= c 1 (1)");
	expect_by("persons", "site", "= centre 1 (1), kiosk 1 (1), U 1 (1)");
}

Test(spells, those_of_the_period_before)
{
	put_spell("P1", "2024-01-31", NULL, NULL, NULL);
	put_spell("P2", "2024-02-01", NULL, NULL, NULL);
	put_spell("P3", "2024-02-29", NULL, NULL, NULL);
	ask("2024-03", NULL, "2024-04-01");
	expect_total("opened_before", "2 (2)");
	expect_previous("opened_before", "1 (1)");
}

Test(spells, those_of_other_programs_are_not_in_it)
{
	put_spell("P1", "2024-03-01", NULL, NULL, NULL);
	school.program = "b";
	put_spell("P1", "2024-03-01", "exit", "2024-03-02", "{}");
	put_spell("P2", "2024-03-01", NULL, NULL, NULL);
	ask("2024-03", NULL, "2024-04-01");
	expect_total("active", "1 (1)");
	expect_total("closed", "0 (0)");
}

/* domain.md 2B: P1 and P3 complete, P2 drops out. */
Test(spells, the_worked_example)
{
	put_spell("P1", "2024-09-16", "completion", "2025-06-20", "{}");
	put_spell("P2", "2024-09-16", "exit", "2025-01-10", "{\"reason\":\"dropout\"}");
	put_spell("P3", "2024-10-01", "completion", "2025-06-20", "{}");
	ask("SY2024", NULL, "2025-09-15");
	expect_total("completed", "66.666667 (2/3)");
	expect_total("dropout", "33.333333 (1/3)");
	expect_total("persons", "3 (3)");
}

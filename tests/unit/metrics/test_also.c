/* What a person must have besides the unit: the latest entry of another kind, any, or none. */
#include "config.h"

#include "asking.h"

#define LEARNERS(...) MEASURES({ .take = SIJIL_PERSONS, .kind = "attendance", __VA_ARGS__ })
#define ENDED(...) MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_CLOSED, __VA_ARGS__ })
#define FORMAL "outcome", "destination=formal"

static const struct sijil_metric metrics[] = {
	{ METRIC("latest", 1), .numerator = LEARNERS(.also = ALSO({ SIJIL_LATEST_MEETS, FORMAL })) },
	{ METRIC("any", 1), .numerator = LEARNERS(.also = ALSO({ SIJIL_ANY_MEETS, FORMAL })) },
	{ METRIC("none", 1), .numerator = LEARNERS(.also = ALSO({ SIJIL_NONE_MEETS, FORMAL })) },
	{ METRIC("none_at_all", 1), .numerator = LEARNERS(.also = ALSO({ SIJIL_NONE_MEETS, "outcome", NULL })) },
	{ METRIC("ever", 1), .numerator = LEARNERS(.also = ALSO({ SIJIL_EVER_MEETS, FORMAL })) },
	{ METRIC("never", 1), .numerator = LEARNERS(.also = ALSO({ SIJIL_NEVER_MEETS, FORMAL })) },
	{ METRIC("not_known_to_be", 1), .numerator = LEARNERS(.also = ALSO({ SIJIL_LATEST_MEETS, "outcome", "destination!=formal" })) },
	{ METRIC("ended_latest", 1), .numerator = ENDED(.also = ALSO({ SIJIL_LATEST_MEETS, FORMAL })) },
	{ METRIC("ended_any", 1), .numerator = ENDED(.also = ALSO({ SIJIL_ANY_MEETS, FORMAL })) },
	{ METRIC("ended_none", 1), .numerator = ENDED(.also = ALSO({ SIJIL_NONE_MEETS, FORMAL })) },
	{ METRIC("ended_tested", 1),
	  .numerator = ENDED(.also = ALSO({ SIJIL_ANY_MEETS, "assessment", "level=3" })) },
	{ METRIC("passed_then_enrolled", 100), .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_PERSONS,
				  .kind = "completion",
				  .where = "award=certificate",
				  .also = ALSO({ SIJIL_ANY_MEETS, "enrolment", "level=2" }),
				  .previous = true }),
	  .denominator = MEASURES(
		  { .take = SIJIL_PERSONS, .kind = "completion", .where = "award=certificate", .previous = true }) },
	{ 0 },
};

static void setup(void)
{
	school_open(metrics);
}

TestSuite(also, .init = setup, .fini = asking_end);

#define TO(where) "{\"destination\":\"" where "\"}"

struct logged {
	const char *kind, *day, *fields;
};

/* One person, who attended once, on 2024-03-10; asked for March 2024, as of 2024-06-30. */
static const struct {
	const char *what;
	struct logged entries[3];
	int latest, any, none, none_at_all, not_known_to_be, ever;
} cases[] = {
	{ "nothing", { { 0 } }, 0, 0, 1, 1, 0, 0 },
	{ "what is asked", { { "outcome", "2024-03-20", TO("formal") } }, 1, 1, 0, 0, 0, 1 },
	{ "something else", { { "outcome", "2024-03-20", TO("work") } }, 0, 0, 1, 0, 1, 0 },
	{ "it was not recorded", { { "outcome", "2024-03-20", "{}" } }, 0, 0, 1, 0, 1, 0 },
	{ "before the unit is as good", { { "outcome", "2023-03-20", TO("formal") } }, 1, 1, 0, 0, 0, 1 },
	{ "the latest no longer",
	  { { "outcome", "2024-03-20", TO("formal") }, { "outcome", "2024-03-21", TO("none") } },
	  0,
	  1,
	  0,
	  0,
	  1, 1 },
	{ "the latest at last, though logged first",
	  { { "outcome", "2024-03-21", TO("formal") }, { "outcome", "2024-03-20", TO("none") } },
	  1,
	  1,
	  0,
	  0,
	  0, 1 },
	{ "after the window: the latest and ever by the day asked on, any and none by its end",
	  { { "outcome", "2024-04-01", TO("formal") } },
	  1,
	  0,
	  1,
	  1,
	  0, 1 },
	{ "on the last day", { { "outcome", "2024-03-31", TO("formal") } }, 1, 1, 0, 0, 0, 1 },
	{ "after the day asked on", { { "outcome", "2024-07-01", TO("formal") } }, 0, 0, 1, 1, 0, 0 },
};

static void expect_count(const char *code, int n, const char *what)
{
	cr_expect_eq(answer(code)->total.value, n * SIJIL_ONE, "%s: %s %s", what, code, said_total(code));
}

Test(also, cases)
{
	size_t i, k;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (i > 0) {
			asking_end();
			answers = NULL;
			school_open(metrics);
		}
		put("attendance", "P1", "2024-03-10", "{}");
		put("outcome", "P2", "2024-03-10", TO("formal")); /* of another person */
		for (k = 0; k < 3 && cases[i].entries[k].kind != NULL; k++)
			put(cases[i].entries[k].kind, "P1", cases[i].entries[k].day, cases[i].entries[k].fields);
		ask("2024-03", NULL, "2024-06-30");
		expect_count("latest", cases[i].latest, cases[i].what);
		expect_count("any", cases[i].any, cases[i].what);
		expect_count("none", cases[i].none, cases[i].what);
		expect_count("none_at_all", cases[i].none_at_all, cases[i].what);
		expect_count("ever", cases[i].ever, cases[i].what);
		expect_count("never", !cases[i].ever, cases[i].what);
		expect_count("not_known_to_be", cases[i].not_known_to_be, cases[i].what);
	}
}

Test(also, an_entry_of_another_program_does_not_do)
{
	put("attendance", "P1", "2024-03-10", "{}");
	school.program = "b";
	put("outcome", "P1", "2024-03-20", TO("formal"));
	ask("2024-03", NULL, NULL);
	expect_total("any", "0 (0)");
	expect_total("none_at_all", "1 (1)");
}

Test(also, by_month_each_window_has_its_own_end)
{
	put("attendance", "P1", "2024-03-10", "{}");
	put("attendance", "P1", "2024-04-10", "{}");
	put("outcome", "P1", "2024-04-20", TO("formal"));
	ask("2024-03..2024-04", "month", NULL);
	expect_by("any", "month", "= 2024-03 0 (0), 2024-04 1 (1)");
	expect_by("none", "month", "2024-03 1 (1), 2024-04 0 (0)");
	expect_by("latest", "month", "2024-03 1 (1), 2024-04 1 (1)"); /* one person in all */
	expect_total("latest", "1 (1)");
}

Test(also, the_latest_of_a_spell_lies_between_its_first_day_and_the_next_spell)
{
	put("outcome", "P1", "2023-12-31", TO("formal")); /* before the first */
	put("enrolment", "P1", "2024-01-01", "{}");
	put("exit", "P1", "2024-02-01", "{}");
	put("outcome", "P1", "2024-02-15", TO("formal")); /* of the first, though it was over */
	put("enrolment", "P1", "2024-03-01", "{}");
	put("outcome", "P1", "2024-03-01", TO("work")); /* of the second */
	put("exit", "P1", "2024-03-20", "{}");
	put("enrolment", "P2", "2024-01-01", "{}");
	put("outcome", "P2", "2023-12-31", TO("formal"));
	put("exit", "P2", "2024-02-01", "{}");
	put("enrolment", "P3", "2024-01-01", "{}");
	put("outcome", "P3", "2024-01-01", TO("formal")); /* on its first day */
	put("exit", "P3", "2024-02-01", "{}");
	ask("2024", "month", "2024-12-31");
	expect_total("ended_latest", "2 (2)");
	ask("2024-02", NULL, NULL);
	expect_total("ended_latest", "2 (2)");
	ask("2024-03", NULL, NULL);
	expect_total("ended_latest", "0 (0)");
}

/* A level passed and the next one begun on one day: the exit test is of the first, the entry test of the second. */
Test(also, on_a_day_between_two_spells_a_test_is_of_one_of_them)
{
	put("enrolment", "P1", "2024-01-01", "{}");
	put("assessment", "P1", "2024-02-01", "{\"level\":3,\"type\":\"exit\"}");
	put("completion", "P1", "2024-02-01", "{}");
	put("enrolment", "P1", "2024-02-01", "{}");
	put("exit", "P1", "2024-03-20", "{}");
	put("enrolment", "P2", "2024-01-01", "{}");
	put("assessment", "P2", "2024-02-01", "{\"level\":3,\"type\":\"entry\"}");
	put("completion", "P2", "2024-02-01", "{}");
	put("enrolment", "P2", "2024-02-01", "{}");
	put("completion", "P2", "2024-04-20", "{}");
	ask("2024-01..2024-04", "month", NULL);
	expect_by("ended_tested", "month", "= 2024-01 0 (0), 2024-02 1 (1), 2024-03 0 (0), 2024-04 1 (1)");
}

Test(also, of_a_spell_any_and_none_look_from_its_first_day_to_the_end_of_the_window)
{
	put("outcome", "P1", "2023-12-31", TO("formal"));
	put("enrolment", "P1", "2024-01-01", "{}");
	put("exit", "P1", "2024-02-01", "{}");
	put("enrolment", "P2", "2024-01-01", "{}");
	put("exit", "P2", "2024-02-01", "{}");
	put("outcome", "P2", "2024-03-01", TO("formal"));
	ask("2024-02", NULL, NULL);
	expect_total("ended_any", "0 (0)");
	expect_total("ended_none", "2 (2)");
	ask("2024-01..2024-03", NULL, NULL);
	expect_total("ended_any", "1 (1)");
	expect_total("ended_none", "1 (1)");
}

/* domain.md 2C: two passed level 1 in SY2024, one of them enrolled at level 2 in SY2025. */
Test(also, of_the_units_of_the_period_before_it_is_asked_by_the_end_of_this_one)
{
	put("completion", "W1", "2025-06-15", "{\"award\":\"certificate\"}");
	put("completion", "W2", "2025-06-15", "{\"award\":\"certificate\"}");
	put("completion", "W3", "2025-06-15", "{\"award\":\"none\"}");
	put("enrolment", "W1", "2025-10-05", "{\"level\":2}");
	put("enrolment", "W3", "2025-10-05", "{\"level\":2}");
	put("enrolment", "W2", "2026-09-01", "{\"level\":2}");
	ask("SY2025", NULL, "2026-12-31");
	expect_total("passed_then_enrolled", "50 (1/2)");
}

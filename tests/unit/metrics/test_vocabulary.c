/* What a table can say of a unit beyond its own fields: baselines, service, months, medians, the latest by a field. */
#include "config.h"

#include "asking.h"

#define TESTED "type=progress|exit,?base.level"
#define GAIN "level-base.level>0"

static const struct sijil_metric metrics[] = {
	{ METRIC("pairs", 1), .breakdowns = "domain",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "assessment", .where = TESTED }) },
	{ METRIC("gained", 1), .breakdowns = "domain",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "assessment", .where = TESTED, .latest_by = "domain",
				  .latest_where = "level>@base.level" }) },
	{ METRIC("domains_gained", 1),
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "assessment", .where = TESTED, .latest_by = "domain",
				  .latest_where = GAIN }) },
	{ METRIC("well_taught", 1),
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "assessment",
				  .where = TESTED ",served_before-base.served>=120" }) },
	{ METRIC("other_form", 1),
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "assessment", .where = TESTED ",form!=@base.form" }) },
	{ METRIC("taught_spells", 1),
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_ACTIVE, .where = "served>=180" }) },
	{ METRIC("gaining_spells", 1),
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_ACTIVE,
				  .also = ALSO({ SIJIL_ANY_MEETS, "assessment", GAIN },
					       { SIJIL_NONE_MEETS, "outcome", "destination=none" }) }) },
	{ METRIC("old_outcomes", 1),
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "outcome", .where = "months_ago>=6" }) },
	{ METRIC("fresh_outcomes", 1),
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "outcome", .where = "days_ago>=0,days_ago<=30" }) },
	{ METRIC("fresh_spells", 1),
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_ACTIVE, .where = "days_ago<=30" }) },
	{ METRIC("followed", 1),
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "outcome",
				  .also = ALSO({ SIJIL_ANY_MEETS, "follow_up", "day>=@unit.day" }) }) },
	{ METRIC("days_to_outcome", 1), .breakdowns = "sex",
	  .numerator = MEASURES({ .take = SIJIL_MEDIAN, .kind = "outcome", .of = "day-close.day",
				  .where = "close.kind=completion" }) },
	{ METRIC("growth", 100), .offset = -100, .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "event", .of = "attendees" }),
	  .denominator = MEASURES({ .take = SIJIL_SUM, .kind = "event", .of = "attendees", .previous = true }) },
	{ METRIC("idle", 1),
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "enrolment", .where = "idle>30" }) },
	{ METRIC("monthly", 1),
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "visit_count", .where = "frequency=month,year=2024" }) },
	{ 0 },
};

static void setup(void)
{
	school_open(metrics);
}

TestSuite(vocabulary, .init = setup, .fini = asking_end);

#define TEST(domain, type, level) "{\"domain\":\"" domain "\",\"level\":" level ",\"type\":\"" type "\"}"
#define FORM(form, type) "{\"domain\":\"reading\",\"form\":\"" form "\",\"level\":1,\"type\":\"" type "\"}"
#define PRESENT(minutes) "{\"minutes\":" minutes ",\"status\":\"present\"}"

static void enrol(const char *who, const char *day)
{
	put("enrolment", who, day, "{\"sex\":\"F\"}");
}

Test(vocabulary, a_baseline_is_the_latest_of_its_spell_in_the_same_domain)
{
	enrol("P1", "2024-01-02");
	put("assessment", "P1", "2024-01-03", TEST("reading", "entry", "1"));
	put("assessment", "P1", "2024-03-03", TEST("reading", "progress", "2"));
	put("assessment", "P1", "2024-03-03", TEST("writing", "progress", "2")); /* no baseline */
	enrol("P2", "2024-01-02");
	put("assessment", "P2", "2024-01-03", TEST("reading", "entry", "0"));
	put("exit", "P2", "2024-02-01", "{}");
	enrol("P2", "2024-02-02");
	put("assessment", "P2", "2024-03-03", TEST("reading", "exit", "3")); /* the baseline is another spell's */
	ask("2024-03", "domain", NULL);
	expect_total("pairs", "1 (1)");
	expect_by("pairs", "domain", "= reading 1 (1)");
	expect_total("gaining_spells", "1 (1)");
}

Test(vocabulary, only_the_latest_level_of_each_domain_counts)
{
	enrol("P1", "2024-01-02");
	put("assessment", "P1", "2024-01-03", TEST("reading", "entry", "1"));
	put("assessment", "P1", "2024-01-03", TEST("writing", "entry", "1"));
	put("assessment", "P1", "2024-03-03", TEST("reading", "progress", "2"));
	put("assessment", "P1", "2024-03-20", TEST("reading", "exit", "1")); /* fell back */
	put("assessment", "P1", "2024-03-20", TEST("writing", "exit", "3"));
	ask("2024-03", "domain", NULL);
	expect_total("pairs", "1 (1)");
	expect_total("gained", "1 (1)");
	expect_by("gained", "domain", "= writing 1 (1)");
	expect_total("domains_gained", "1 (1)");
	ask("2024-03-01..2024-03-10", NULL, NULL); /* before the fall */
	expect_total("gained", "1 (1)");
	expect_total("domains_gained", "1 (1)");
}

Test(vocabulary, service_between_two_tests_leaves_out_their_own_days)
{
	enrol("P1", "2024-01-02");
	put("assessment", "P1", "2024-01-03", TEST("reading", "entry", "1"));
	put("attendance", "P1", "2024-01-03", PRESENT("60")); /* the day of the first test */
	put("attendance", "P1", "2024-01-10", PRESENT("60"));
	put("attendance", "P1", "2024-01-17", "{\"minutes\":60,\"status\":\"absent\"}"); /* no service */
	put("attendance", "P1", "2024-03-03", PRESENT("60")); /* the day of the second */
	put("assessment", "P1", "2024-03-03", TEST("reading", "exit", "2"));
	ask("2024-03", NULL, NULL);
	expect_total("well_taught", "0 (0)");
	expect_total("taught_spells", "1 (1)"); /* 180 minutes in all */
	put("attendance", "P1", "2024-02-01", PRESENT("60"));
	ask("2024-03", NULL, NULL);
	expect_total("well_taught", "1 (1)");
}

Test(vocabulary, a_form_is_another_unless_it_is_known_to_be_the_same)
{
	enrol("P1", "2024-01-02");
	put("assessment", "P1", "2024-01-03", FORM("A", "entry"));
	put("assessment", "P1", "2024-03-03", FORM("A", "progress"));
	put("assessment", "P1", "2024-03-04", FORM("B", "progress"));
	put("assessment", "P1", "2024-03-05", TEST("reading", "exit", "1")); /* not recorded */
	ask("2024-03", NULL, NULL);
	expect_total("other_form", "2 (2)");
}

Test(vocabulary, demands_all_have_to_hold)
{
	enrol("P1", "2024-01-02");
	put("assessment", "P1", "2024-01-03", TEST("reading", "entry", "1"));
	put("assessment", "P1", "2024-02-03", TEST("reading", "progress", "2"));
	ask("2024-02", NULL, NULL);
	expect_total("gaining_spells", "1 (1)");
	put("outcome", "P1", "2024-02-20", "{\"destination\":\"none\"}");
	ask("2024-02", NULL, NULL);
	expect_total("gaining_spells", "0 (0)");
}

Test(vocabulary, months_are_those_of_the_calendar)
{
	put("outcome", "P1", "2024-06-30", "{}");
	ask("2024-06", NULL, "2024-12-29");
	expect_total("old_outcomes", "0 (0)");
	ask("2024-06", NULL, "2024-12-30");
	expect_total("old_outcomes", "1 (1)");
	put("outcome", "P1", "2024-08-31", "{}"); /* six months later there is no 31st */
	ask("2024-08", NULL, "2025-02-27");
	expect_total("old_outcomes", "0 (0)");
	ask("2024-08", NULL, "2025-02-28");
	expect_total("old_outcomes", "1 (1)");
}

/* February of 2024 has 29 days: from the 15th to 15 March are 29, to the 16th 30. */
Test(vocabulary, days_ago_are_counted_to_the_day_asked_on)
{
	put("outcome", "P1", "2024-02-15", "{}");
	ask("2024-02", NULL, "2024-02-15");
	expect_total("fresh_outcomes", "1 (1)");
	ask("2024-02", NULL, "2024-03-16");
	expect_total("fresh_outcomes", "1 (1)");
	ask("2024-02", NULL, "2024-03-17");
	expect_total("fresh_outcomes", "0 (0)");
}

Test(vocabulary, of_a_spell_they_begin_on_its_first_day)
{
	enrol("P1", "2024-02-15");
	ask("2024-03", NULL, "2024-03-16");
	expect_total("fresh_spells", "1 (1)");
	ask("2024-03", NULL, "2024-03-17");
	expect_total("fresh_spells", "0 (0)");
}

Test(vocabulary, a_demand_can_name_the_unit)
{
	put("follow_up", "P1", "2024-03-01", "{}");
	put("outcome", "P1", "2024-03-02", "{}");
	ask("2024-03", NULL, NULL);
	expect_total("followed", "0 (0)");
	put("follow_up", "P1", "2024-03-03", "{}");
	ask("2024-03", NULL, NULL);
	expect_total("followed", "1 (1)");
}

static void complete(const char *who, const char *sex, const char *completed, const char *outcome)
{
	put("enrolment", who, "2024-01-02", sex);
	put("completion", who, completed, "{}");
	put("outcome", who, outcome, "{}");
}

Test(vocabulary, a_median_is_the_middle_or_the_mean_of_the_middle_two)
{
	ask("2024", NULL, NULL);
	expect_total("days_to_outcome", "no_entries (-)");
	complete("P1", "{\"sex\":\"F\"}", "2024-06-01", "2024-06-11"); /* 10 */
	complete("P2", "{\"sex\":\"M\"}", "2024-06-01", "2024-06-04"); /* 3 */
	complete("P3", "{\"sex\":\"F\"}", "2024-06-01", "2024-08-30"); /* 90 */
	ask("2024", "sex", NULL);
	expect_total("days_to_outcome", "10 (10)");
	expect_by("days_to_outcome", "sex", "F 50 (50), M 3 (3)");
	complete("P4", "{\"sex\":\"M\"}", "2024-06-01", "2024-06-12"); /* 11 */
	ask("2024", "sex", NULL);
	expect_total("days_to_outcome", "10.5 (10.5)");
	expect_by("days_to_outcome", "sex", "F 50 (50), M 7 (7)");
}

/* domain.md 0.2: an increase of 164 % is 2.64 times as much. */
Test(vocabulary, growth_is_a_ratio_less_one)
{
	put("event", "@centre", "2023-05-05", "{\"attendees\":100}");
	ask("2024", NULL, NULL);
	expect_total("growth", "no_entries (-/100)"); /* nothing was logged: not a fall to nought */
	put("event", "@centre", "2024-05-05", "{\"attendees\":264}");
	ask("2024", NULL, NULL);
	expect_total("growth", "164 (264/100)");
	ask("2023", NULL, NULL);
	expect_total("growth", "no_denominator (100/0)");
}

Test(vocabulary, an_open_spell_without_service_is_idle)
{
	enrol("P1", "2024-01-02");
	put("attendance", "P1", "2024-01-10", PRESENT("60"));
	ask("2024", NULL, "2024-02-09");
	expect_total("idle", "0 (0)");
	ask("2024", NULL, "2024-02-10");
	expect_total("idle", "1 (1)");
	ask("2024", NULL, "2024-04-10"); /* lapsed: no longer open */
	expect_total("idle", "0 (0)");
}

Test(vocabulary, a_count_knows_how_long_it_is)
{
	put("visit_count", "@centre", "2024-02-01..2024-02-29", "{\"visits\":1}");
	put("visit_count", "@centre", "2024-03-01..2024-03-07", "{\"visits\":1}");
	put("visit_count", "@centre", "2023-03-01..2023-03-31", "{\"visits\":1}");
	ask("2023..2024", NULL, NULL);
	expect_total("monthly", "1 (1)");
}

Test(vocabulary, the_same_months_of_the_year_before_stand_beside)
{
	put("outcome", "P1", "2023-03-31", "{}");
	put("outcome", "P1", "2024-02-01", "{}");
	ask("2024-03", NULL, NULL);
	cr_expect_str_eq(answers->last_year.code, "2023-03");
	cr_expect_eq(answer("old_outcomes")->last_year.value, SIJIL_ONE);
	cr_expect_eq(answer("old_outcomes")->previous.value, SIJIL_ONE);
	ask("2024", NULL, NULL);
	cr_expect_str_eq(answers->last_year.code, "", "of a year it is the one before");
}

Test(vocabulary, every_site_knows_its_latest_entry)
{
	put("event", "@centre", "2024-03-01", "{}");
	put("outcome", "P1@centre", "2024-03-05", "{}");
	put("event", "@farm", "2024-03-07", "{}");
	put("event", "@farm", "2024-04-07", "{}");
	school.program = "b";
	put("event", "@kiosk", "2024-03-09", "{}");
	ask("2024-01", NULL, "2024-03-31");
	cr_assert_eq(answers->programs[0].n_sites, 2u);
	cr_expect_str_eq(answers->programs[0].sites[0].site, "centre");
	cr_expect_eq(answers->programs[0].sites[0].last, day_of("2024-03-05"));
	cr_expect_eq(answers->programs[0].sites[1].last, day_of("2024-03-07"), "what comes later is not known");
	cr_assert_eq(answers->programs[1].n_sites, 1u);
	cr_expect_str_eq(answers->programs[1].sites[0].site, "kiosk");
}

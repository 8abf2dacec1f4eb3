/* Values that stand: the latest in the window, the one in force at its end, and what the YAML gives in their place. */
#include "config.h"

#include "asking.h"

#define STANDING(...) { .take = SIJIL_STANDING, .kind = "population_estimate", .of = "value", __VA_ARGS__ }

static const struct sijil_metric metrics[] = {
	{ METRIC("members", 1), .breakdowns = "site,area",
	  .numerator = MEASURES({ .take = SIJIL_LATEST, .kind = "membership", .of = "members" }) },
	{ METRIC("active_rate", 100), .ratio = true, .breakdowns = "site",
	  .numerator = MEASURES({ .take = SIJIL_LATEST, .kind = "membership", .of = "active" }),
	  .denominator = MEASURES({ .take = SIJIL_LATEST, .kind = "membership", .of = "members" }) },
	{ METRIC("large", 1),
	  .numerator =
		  MEASURES({ .take = SIJIL_LATEST, .kind = "membership", .of = "members", .where = "members>=10" }) },
	{ METRIC("members_before", 1),
	  .numerator = MEASURES({ .take = SIJIL_LATEST, .kind = "membership", .of = "members", .previous = true }) },
	{ METRIC("standing_members", 1), .breakdowns = "site",
	  .numerator = MEASURES({ .take = SIJIL_STANDING, .kind = "membership", .of = "members" }) },
	{ METRIC("coverage", 100), .ratio = true, .breakdowns = "site,sex",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "enrolment" }),
	  .denominator = MEASURES(STANDING(.where = "population=illiterate women", .reference = "women")) },
	{ METRIC("coverage_by_sex", 100), .ratio = true, .breakdowns = "sex",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "enrolment" }),
	  .denominator = MEASURES(STANDING(.reference = NULL)) },
	{ METRIC("services_per_woman", 1), .ratio = true, .breakdowns = "sex,status",
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "attendance" }),
	  .denominator = MEASURES(STANDING(.where = "population=illiterate women", .reference = "women",
					   .undivided_by = "site,status")) },
	{ METRIC("by_area", 100), .ratio = true, .breakdowns = "area,sex",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "enrolment" }),
	  .denominator = MEASURES(STANDING(.where = "population=illiterate women", .reference = "women",
					   .parts = "area=urban|rural")) },
	{ METRIC("services_by_area", 1), .ratio = true, .breakdowns = "area,status",
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "attendance" }),
	  .denominator = MEASURES(STANDING(.parts = "area=urban|rural", .undivided_by = "status")) },
	{ METRIC("scores", 1), .numerator = MEASURES({ .take = SIJIL_LATEST,
						       .kind = "assessment",
						       .of = "score",
						       .also = ALSO({ SIJIL_ANY_MEETS, "outcome", "destination=formal" }) }) },
	{ METRIC("last_levels", 1),
	  .numerator = MEASURES({ .take = SIJIL_LATEST, .spells = SIJIL_OPENED, .of = "level" }) },
	{ METRIC("standing_levels", 1),
	  .numerator = MEASURES({ .take = SIJIL_STANDING, .spells = SIJIL_OPENED, .of = "level" }) },
	{ 0 },
};

static void setup(void)
{
	school_open(metrics);
}

TestSuite(latest, .init = setup, .fini = asking_end);

#define MEMBERS(m, a) "{\"active\":" #a ",\"members\":" #m "}"

Test(latest, of_each_subject_the_last_in_the_window)
{
	put("membership", "@centre", "2024-03-20", MEMBERS(12, 3));
	put("membership", "@centre", "2024-03-05", MEMBERS(10, 9));
	put("membership", "@centre", "2024-02-20", MEMBERS(99, 99));
	put("membership", "@centre", "2024-04-01", MEMBERS(98, 98));
	put("membership", "@kiosk", "2024-03-31", MEMBERS(5, 5));
	put("membership", "@farm", "2024-02-29", MEMBERS(7, 7));
	ask("2024-03", "site,area", NULL);
	expect_total("members", "17 (17)");
	expect_by("members", "site", "= centre 12 (12), kiosk 5 (5)");
	expect_by("members", "area", "= urban 17 (17)");
	expect_total("active_rate", "47.058824 (8/17)");
	expect_by("active_rate", "site", "= centre 25 (3/12), kiosk 100 (5/5)");
	expect_total("members_before", "106 (106)");
	expect_previous("members", "106 (106)");
}

Test(latest, the_conditions_choose_before_the_last_is_taken)
{
	put("membership", "@centre", "2024-03-05", MEMBERS(10, 9));
	put("membership", "@centre", "2024-03-20", MEMBERS(9, 3));
	ask("2024-03", NULL, NULL);
	expect_total("members", "9 (9)");
	expect_total("large", "10 (10)");
}

Test(latest, if_the_last_did_not_record_it_the_one_before_is_no_answer)
{
	put("membership", "@centre", "2024-03-05", MEMBERS(10, 9));
	put("membership", "@centre", "2024-03-20", "{\"active\":3}");
	ask("2024-03", NULL, NULL);
	expect_total("members", "no_entries (-)");
	expect_excluded("members", "not_recorded 1");
}

Test(latest, a_latest_value_that_was_not_recorded_is_not_a_zero_of_another)
{
	put("membership", "@centre", "2024-03-05", "{\"members\":10}");
	ask("2024-03", "site", NULL);
	expect_total("active_rate", "no_entries (-/10)");
	expect_by("active_rate", "site", "= centre no_entries (-/10)");
	expect_excluded("active_rate", "not_recorded 1");
}

Test(latest, each_month_has_its_own_and_they_do_not_add_up)
{
	put("membership", "@centre", "2024-01-05", MEMBERS(10, 9));
	put("membership", "@centre", "2024-03-20", MEMBERS(12, 3));
	ask("2024-Q1", "month", NULL);
	expect_by("members", "month", "2024-01 10 (10), 2024-02 no_entries (-), 2024-03 12 (12)");
	expect_by("standing_members", "month", "2024-01 10 (10), 2024-02 10 (10), 2024-03 12 (12)");
	expect_total("standing_members", "12 (12)");
}

Test(latest, a_standing_value_stands_until_the_next)
{
	put("membership", "@centre", "2023-05-05", MEMBERS(10, 9));
	put("membership", "@kiosk", "2024-04-01", MEMBERS(4, 4));
	ask("2024-03", NULL, NULL);
	expect_total("members", "no_entries (-)");
	expect_total("standing_members", "10 (10)");
	ask("2024-04", "site", NULL);
	expect_total("standing_members", "14 (14)");
	expect_by("standing_members", "site", "= centre 10 (10), kiosk 4 (4)");
	ask("2023-04", NULL, NULL);
	expect_total("standing_members", "not_known (-)");
}

Test(latest, what_comes_after_the_day_asked_on_does_not_stand_yet)
{
	put("membership", "@centre", "2024-03-05", MEMBERS(10, 9));
	put("membership", "@centre", "2024-03-20", MEMBERS(12, 9));
	ask("2024-03", NULL, "2024-03-19");
	expect_total("members", "10 (10)");
	expect_total("standing_members", "10 (10)");
}

/* --- references --- */

#define ESTIMATE(what, n) "{\"population\":\"" what "\",\"source\":\"census\",\"value\":" #n "}"

Test(latest, the_yaml_stands_in_where_no_entry_qualifies)
{
	put("enrolment", "P1@centre", "2024-03-01", "{\"sex\":\"F\"}");
	put("enrolment", "P2@kiosk", "2024-03-01", "{\"sex\":\"F\"}");
	put("population_estimate", "", "2024-01-01", ESTIMATE("all women", 50));
	ask("2024-Q1", "month,site", NULL);
	expect_total("coverage", "0.2 (2/1000)");
	expect_by("coverage", "month", "2024-01 0 (0/1000), 2024-02 0 (0/1000), 2024-03 0.2 (2/1000)");
	expect_by("coverage", "site", "centre not_known (1/-), kiosk not_known (1/-)"); /* it is of the whole city */
}

Test(latest, an_entry_is_better_than_the_yaml_from_its_day_on)
{
	put("enrolment", "P1@centre", "2024-03-01", "{}");
	put("population_estimate", "", "2024-02-29", ESTIMATE("illiterate women", 400));
	ask("2024-Q1", "month", NULL);
	expect_total("coverage", "0.25 (1/400)");
	expect_by("coverage", "month", "2024-01 0 (0/1000), 2024-02 0 (0/400), 2024-03 0.25 (1/400)");
	put("population_estimate", "", "2024-03-31", ESTIMATE("illiterate women", 200));
	ask("2024-Q1", NULL, NULL);
	expect_total("coverage", "0.5 (1/200)"); /* the last, not the sum */
}

Test(latest, estimates_of_groups_are_denominators_of_groups)
{
	put("enrolment", "P1", "2024-03-01", "{\"sex\":\"F\"}");
	put("enrolment", "P2", "2024-03-01", "{\"sex\":\"M\"}");
	put("population_estimate", "", "2024-01-01",
	    "{\"population\":\"x\",\"sex\":\"F\",\"source\":\"y\",\"value\":10}");
	ask("2024-03", "sex", NULL);
	expect_by("coverage_by_sex", "sex", "= F 10 (1/10), M not_known (1/-)");
}

Test(latest, groups_that_do_not_divide_it_are_set_against_all_of_it)
{
	put("enrolment", "P1", "2024-03-01", "{\"sex\":\"F\"}");
	put("attendance", "P1", "2024-03-02", "{\"status\":\"present\"}");
	put("attendance", "P1", "2024-03-03", "{\"status\":\"present\"}");
	put("attendance", "P1", "2024-03-04", "{\"status\":\"late\"}");
	ask("2024-03", "sex,status", NULL);
	expect_by("services_per_woman", "status", "present 0.002 (2/1000), late 0.001 (1/1000)"); /* the YAML's */
	expect_by("services_per_woman", "sex", "F not_known (3/-)");
	put("population_estimate", "", "2024-02-29", ESTIMATE("illiterate women", 4));
	ask("2024-03", "sex,status", NULL);
	expect_by("services_per_woman", "status", "present 0.5 (2/4), late 0.25 (1/4)");
}

/* --- a whole and its parts: areas --- */

#define OF_AREA(area, n) \
	"{\"area\":\"" area "\",\"population\":\"illiterate women\",\"source\":\"census\",\"value\":" #n "}"

/* Two in the town, one in the country. */
static void put_three(void)
{
	put("enrolment", "P1@centre", "2024-03-01", "{}");
	put("enrolment", "P2@kiosk", "2024-03-01", "{}");
	put("enrolment", "P3@farm", "2024-03-01", "{}");
}

Test(latest, the_estimate_of_a_part_is_not_that_of_the_whole)
{
	put_three();
	put("population_estimate", "", "2024-01-10", ESTIMATE("illiterate women", 600));
	put("population_estimate", "", "2024-02-01", OF_AREA("rural", 50));
	ask("2024-03", "area", NULL);
	expect_total("by_area", "0.5 (3/600)");
	expect_by("by_area", "area", "rural 2 (1/50), urban not_known (2/-)");
	put("population_estimate", "", "2024-02-02", OF_AREA("urban", 100));
	put("population_estimate", "", "2024-02-03", OF_AREA("urban", 160));
	ask("2024-03", "area", NULL);
	expect_total("by_area", "0.5 (3/600)"); /* what was said of the whole, not 160 + 50 */
	expect_by("by_area", "area", "rural 2 (1/50), urban 1.25 (2/160)");
}

Test(latest, another_name_speaks_of_the_whole_and_is_no_group)
{
	put_three();
	put("population_estimate", "", "2024-01-10", ESTIMATE("illiterate women", 600));
	put("population_estimate", "", "2024-02-01", OF_AREA("rural", 50));
	put("population_estimate", "", "2024-02-02", OF_AREA("commune", 400));
	ask("2024-Q1", "area,month", NULL);
	expect_total("by_area", "0.75 (3/400)");
	expect_by("by_area", "area", "rural 2 (1/50), urban not_known (2/-)");
	expect_by("by_area", "month", "2024-01 0 (0/600), 2024-02 0 (0/400), 2024-03 0.75 (3/400)");
	put("population_estimate", "", "2024-02-03", OF_AREA("U", 300));
	ask("2024-03", "area", NULL);
	expect_total("by_area", "1 (3/300)");
	expect_by("by_area", "area", "rural 2 (1/50), urban not_known (2/-)");
}

Test(latest, without_a_whole_all_parts_together_are_it)
{
	put_three();
	put("population_estimate", "", "2024-01-10", OF_AREA("urban", 150));
	put("population_estimate", "", "2024-02-01", OF_AREA("rural", 50));
	put("population_estimate", "", "2024-03-01", OF_AREA("rural", 100));
	ask("2024-Q1", "area,month", NULL);
	expect_total("by_area", "1.2 (3/250)");
	expect_by("by_area", "area", "= rural 1 (1/100), urban 1.333333 (2/150)");
	/* In January one part is not known: that is no estimate of the whole, for which the YAML has one. */
	expect_by("by_area", "month", "2024-01 0 (0/1000), 2024-02 0 (0/200), 2024-03 1.2 (3/250)");
}

Test(latest, some_parts_are_no_whole)
{
	put("attendance", "P1@centre", "2024-03-02", "{\"status\":\"present\"}");
	put("attendance", "P1@farm", "2024-03-03", "{\"status\":\"late\"}");
	put("population_estimate", "", "2024-01-10", OF_AREA("rural", 50));
	ask("2024-03", "area,status", NULL);
	expect_total("services_by_area", "not_known (2/-)");
	expect_by("services_by_area", "area", "= rural 0.02 (1/50), urban not_known (1/-)");
	expect_by("services_by_area", "status", "= present not_known (1/-), late not_known (1/-)");
	put("population_estimate", "", "2024-01-11", OF_AREA("urban", 150));
	ask("2024-03", "status", NULL);
	expect_total("services_by_area", "0.01 (2/200)");
	expect_by("services_by_area", "status", "present 0.005 (1/200), late 0.005 (1/200)");
}

/* Other breakdowns take the estimates as the whole does. */
Test(latest, parts_are_of_other_groups_as_the_whole_is)
{
	put("enrolment", "P1@centre", "2024-03-01", "{\"sex\":\"F\"}");
	put("population_estimate", "", "2024-01-10",
	    "{\"area\":\"rural\",\"population\":\"illiterate women\",\"sex\":\"F\",\"source\":\"y\",\"value\":10}");
	put("population_estimate", "", "2024-01-11",
	    "{\"area\":\"urban\",\"population\":\"illiterate women\",\"sex\":\"F\",\"source\":\"y\",\"value\":30}");
	ask("2024-03", "sex", NULL);
	expect_by("by_area", "sex", "= F 2.5 (1/40)");
	put("population_estimate", "", "2024-01-01",
	    "{\"population\":\"illiterate women\",\"sex\":\"F\",\"source\":\"y\",\"value\":50}");
	ask("2024-03", "sex", NULL);
	expect_by("by_area", "sex", "= F 2 (1/50)");
}

/* --- with what else holds of the person, and of spells --- */

Test(latest, the_further_demand_is_made_of_each_unit)
{
	put("assessment", "P1", "2024-03-01", "{\"score\":2.5}");
	put("assessment", "P1", "2024-03-02", "{\"score\":3.5}");
	put("assessment", "P2", "2024-03-02", "{\"score\":50}");
	put("outcome", "P1", "2024-03-01", "{\"destination\":\"formal\"}");
	put("outcome", "P2", "2024-03-01", "{\"destination\":\"work\"}");
	ask("2024-03", NULL, NULL);
	expect_total("scores", "3.5 (3.5)");
}

Test(latest, of_spells_it_is_the_last_spell)
{
	put("enrolment", "P1", "2024-01-01", "{\"level\":1}");
	put("exit", "P1", "2024-02-01", "{}");
	put("enrolment", "P1", "2024-03-01", "{\"level\":2}");
	put("enrolment", "P2", "2024-02-02", "{\"level\":5}");
	put("enrolment", "P3", "2023-12-31", "{\"level\":7}");
	ask("2024-Q1", "month", "2024-03-31");
	expect_total("last_levels", "7 (7)");
	expect_by("last_levels", "month", "2024-01 1 (1), 2024-02 5 (5), 2024-03 2 (2)");
	expect_total("standing_levels", "14 (14)");
	expect_by("standing_levels", "month", "2024-01 8 (8), 2024-02 13 (13), 2024-03 14 (14)");
}

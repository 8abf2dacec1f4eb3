/* Breakdowns: to which group a unit belongs, in which order groups stand, and whether they add up. */
#include "config.h"

#include "asking.h"

#include <string.h>

#define LATE_MINUTES { .take = SIJIL_SUM, .kind = "attendance", .of = "minutes", .where = "status=present|late" }

static const struct sijil_metric metrics[] = {
	{ METRIC("learners", 1), .persons = true,
	  .breakdowns = "sex,age_band,site,area,cohort,level,subject=session.subject",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "attendance" }) },
	{ METRIC("minutes", 1), .breakdowns = "sex,site,subject=session.subject", .numerator = MEASURES(LATE_MINUTES) },
	{ METRIC("attendance_rate", 100), .ratio = true, .breakdowns = "site", .numerator = MEASURES(LATE_MINUTES),
	  .denominator = MEASURES({ .take = SIJIL_SUM, .kind = "attendance", .of = "planned_minutes" }) },
	{ METRIC("enrolled", 1), .persons = true, .breakdowns = "sex,age_band,site",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .spells = SIJIL_ACTIVE }) },
	{ METRIC("spent", 1), .breakdowns = "site,phase",
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "budget_line", .of = "amount" }) },
	{ METRIC("attendees", 1), .breakdowns = "sex,area,title",
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "event", .of = "attendees" }) },
	{ 0 },
};

static void setup(void)
{
	school_open(metrics);
}

TestSuite(groups, .init = setup, .fini = asking_end);

#define ABSENT "{\"status\":\"absent\"}"
#define LATE(minutes) "{\"minutes\":" #minutes ",\"planned_minutes\":60,\"status\":\"late\"}"

/* --- persons --- */

Test(groups, women_men_and_unknown_are_the_total)
{
	put("enrolment", "P1", "2024-01-01", "{}");
	put("enrolment", "P2", "2024-01-01", "{\"sex\":\"M\"}");
	put("enrolment", "P3", "2024-01-01", "{\"sex\":\"F\"}");
	put("enrolment", "P4", "2024-01-01", "{\"sex\":\"F\"}");
	put("enrolment", "P5", "2024-01-01", "{\"sex\":\"U\"}");
	ask("2024-03", "sex", "2024-03-31");
	expect_total("enrolled", "5 (5)");
	expect_by("enrolled", "sex", "= F 2 (2), M 1 (1), U 2 (2)"); /* in the order of the choices, U last */
}

Test(groups, who_was_at_two_sites_is_one_person_in_each_and_one_in_all)
{
	put("attendance", "P1@centre", "2024-03-01", ABSENT);
	put("attendance", "P1@kiosk", "2024-03-02", ABSENT);
	put("attendance", "P1@centre", "2024-03-03", ABSENT);
	put("attendance", "P2@kiosk", "2024-03-01", ABSENT);
	ask("2024-03", "site,area,month", NULL);
	expect_total("learners", "2 (2)");
	expect_by("learners", "site", "centre 1 (1), kiosk 2 (2)");
	cr_expect_not(answer("learners")->breakdowns[0].additive, "1 + 2 is not 2");
	expect_by("learners", "area", "= urban 2 (2)");
	expect_by("learners", "month", "= 2024-03 2 (2)");
}

Test(groups, who_came_in_two_months_is_one_person_in_each_and_one_in_all)
{
	put("attendance", "P1", "2024-02-01", ABSENT);
	put("attendance", "P1", "2024-03-02", ABSENT);
	ask("2024-Q1", "month", NULL);
	expect_by("learners", "month", "2024-01 0 (0), 2024-02 1 (1), 2024-03 1 (1)");
	cr_expect(answer("learners")->breakdowns[0].time);
}

Test(groups, a_rate_of_groups_is_a_rate_of_sums_never_a_mean)
{
	put("attendance", "P1@centre", "2024-03-01", LATE(60));
	put("attendance", "P1@kiosk", "2024-03-02", LATE(0));
	put("attendance", "P2@kiosk", "2024-03-02", LATE(15));
	put("attendance", "P3@kiosk", "2024-03-02", LATE(15));
	ask("2024-03", "site", NULL);
	expect_total("attendance_rate", "37.5 (90/240)");
	expect_by("attendance_rate", "site", "= centre 100 (60/60), kiosk 16.666667 (30/180)"); /* whose mean is 58.3 */
}

/* --- where a group is looked for --- */

Test(groups, the_sex_of_an_attendance_is_that_of_the_enrolment)
{
	put("enrolment", "P1", "2024-01-01", "{\"sex\":\"F\"}");
	put("attendance", "P1", "2024-03-01", LATE(10));
	put("enrolment", "P2", "2024-01-01", "{\"sex\":\"M\"}");
	put("attendance", "P2", "2024-03-01", LATE(20));
	put("attendance", "P3", "2024-03-01", LATE(40));
	ask("2024-03", "sex", NULL);
	expect_by("minutes", "sex", "= F 10 (10), M 20 (20), U 40 (40)");
}

Test(groups, or_one_of_another_program_the_latest)
{
	put("attendance", "P1", "2024-03-01", LATE(10));
	school.program = "b";
	put("enrolment", "P1", "2023-01-01", "{\"sex\":\"M\"}");
	put("enrolment", "P1", "2024-05-01", "{\"sex\":\"F\"}");
	put("enrolment", "P1", "2024-06-01", "{}");
	ask("2024-03", "sex", NULL);
	expect_by("minutes", "sex", "= F 10 (10)");
}

Test(groups, but_none_that_is_not_known_yet_on_the_day_asked_on)
{
	put("attendance", "P1", "2024-03-01", LATE(10));
	school.program = "b";
	put("enrolment", "P1", "2023-01-01", "{\"sex\":\"M\"}");
	put("enrolment", "P1", "2024-05-01", "{\"sex\":\"F\"}");
	ask("2024-03", "sex", "2024-04-30");
	expect_by("minutes", "sex", "= M 10 (10)");
}

Test(groups, what_is_known_of_the_spell_is_that_of_the_entry_s_own)
{
	put("enrolment", "P1", "2024-01-01", "{\"cohort\":\"morning\",\"level\":1}");
	put("attendance", "P1", "2024-01-10", ABSENT);
	put("exit", "P1", "2024-01-31", "{}");
	put("enrolment", "P1", "2024-02-01", "{\"cohort\":\"evening\",\"level\":2}");
	put("attendance", "P1", "2024-02-10", ABSENT);
	ask("2024-Q1", "cohort,level", NULL);
	expect_by("learners", "cohort", "evening 1 (1), morning 1 (1)");
	ask("2024-01", "cohort,level", NULL);
	expect_by("learners", "cohort", "= morning 1 (1)");
	expect_by("learners", "level", "= 1 1 (1)");
}

Test(groups, an_attendance_has_the_subject_of_its_session)
{
	put("session", "@centre", "2024-03-01", "{\"subject\":\"sport\"}");
	put("session", "@centre", "2024-03-01", "{\"subject\":\"literacy\"}");
	put("session", "@centre", "2024-03-01", "{}");
	put("attendance", "P1@centre", "2024-03-01", "{\"minutes\":1,\"session\":2,\"status\":\"late\"}");
	put("attendance", "P1@centre", "2024-03-02", "{\"minutes\":2,\"session\":3,\"status\":\"late\"}");
	put("attendance", "P1@centre", "2024-03-03", "{\"minutes\":4,\"status\":\"late\"}");
	put("attendance", "P2@centre", "2024-03-04", "{\"minutes\":8,\"session\":1,\"status\":\"late\"}");
	put("attendance", "P1@centre", "2024-03-05", "{\"minutes\":16,\"session\":1,\"status\":\"late\"}");
	ask("2024-03", "subject", NULL);
	/* 2 and 4 are of no subject: that of another of the person's sessions is not theirs. */
	expect_by("minutes", "subject", "= literacy 1 (1), sport 24 (24), U 6 (6)");
}

/* --- ages --- */

Test(groups, age_is_that_of_the_day)
{
	put("enrolment", "P1", "2023-09-01", "{\"birth_year\":2011}");
	put("attendance", "P1", "2023-12-31", ABSENT); /* 12 */
	put("attendance", "P1", "2024-01-01", ABSENT); /* 13 */
	put("enrolment", "P2", "2023-09-01", "{\"birth_year\":2008}");
	put("attendance", "P2", "2023-12-31", ABSENT); /* 15 */
	put("attendance", "P2", "2024-01-01", ABSENT); /* 16 */
	put("enrolment", "P3", "2023-09-01", "{\"birth_year\":1998}");
	put("attendance", "P3", "2023-12-31", ABSENT); /* 25 */
	put("attendance", "P4", "2023-12-31", ABSENT);
	ask("2023-12", "age_band", NULL);
	expect_by("learners", "age_band", "= <13 1 (1), 13-15 1 (1), 25+ 1 (1), U 1 (1)");
	ask("2024-01", "age_band", NULL);
	expect_by("learners", "age_band", "= 13-15 1 (1), 16-18 1 (1)");
	ask("2023-12..2024-01", "age_band", NULL);
	expect_by("learners", "age_band", "<13 1 (1), 13-15 2 (2), 16-18 1 (1), 25+ 1 (1), U 1 (1)");
}

Test(groups, of_a_spell_it_is_that_of_its_first_day_in_the_window)
{
	put("enrolment", "P1", "2023-12-31", "{\"birth_year\":2005}"); /* 18 then, 19 on 1 January */
	put("enrolment", "P2", "2024-03-01", "{\"birth_year\":2006}"); /* 18 */
	ask("2024", "age_band", "2024-03-01");
	expect_by("enrolled", "age_band", "= 16-18 1 (1), 19-24 1 (1)");
	ask("2023-12..2024-03", "age_band", "2024-03-01");
	expect_by("enrolled", "age_band", "= 16-18 2 (2)");
}

/* --- sites and what has none --- */

Test(groups, sites_stand_as_in_the_city_and_strangers_after_them)
{
	put("attendance", "P1@farm", "2024-03-01", ABSENT);
	put("attendance", "P1@zoo", "2024-03-01", ABSENT);
	put("attendance", "P1@airport", "2024-03-01", ABSENT);
	put("attendance", "P1@kiosk", "2024-03-01", ABSENT);
	put("attendance", "P1@centre", "2024-03-01", ABSENT);
	put("attendance", "P1", "2024-03-01", ABSENT);
	ask("2024-03", "site,area", NULL);
	expect_by("learners", "site", "centre 1 (1), kiosk 1 (1), farm 1 (1), airport 1 (1), zoo 1 (1), U 1 (1)");
	expect_by("learners", "area", "rural 1 (1), urban 1 (1), U 1 (1)");
}

Test(groups, what_a_site_counts_is_of_nobody_s_sex_but_the_one_it_says)
{
	put("event", "@centre", "2024-03-01", "{\"attendees\":10,\"sex\":\"F\",\"title\":\"Reading\"}");
	put("event", "@farm", "2024-03-01", "{\"attendees\":4}");
	ask("2024-03", "sex,area,title", NULL);
	expect_by("attendees", "sex", "= F 10 (10), U 4 (4)");
	expect_by("attendees", "area", "= rural 4 (4), urban 10 (10)");
	expect_by("attendees", "title", "= Reading 10 (10), U 4 (4)");
}

Test(groups, what_is_of_the_whole_program_is_in_no_group)
{
	put("budget_line", "", "2024-03-01", "{\"amount\":100.5,\"phase\":\"spent\"}");
	put("budget_line", "", "2024-03-02", "{\"amount\":20,\"phase\":\"planned\"}");
	put("budget_line", "", "2024-03-03", "{\"amount\":3}");
	ask("2024-03", "site,phase", NULL);
	expect_total("spent", "123.5 (123.5)");
	expect_by("spent", "site", "");
	expect_by("spent", "phase", "planned 20 (20), spent 100.5 (100.5)");
}

Test(groups, numbers_stand_in_their_order)
{
	put("enrolment", "P1", "2024-01-01", "{\"level\":10}");
	put("attendance", "P1", "2024-03-01", ABSENT);
	put("enrolment", "P2", "2024-01-01", "{\"level\":2}");
	put("attendance", "P2", "2024-03-01", ABSENT);
	put("attendance", "P3", "2024-03-01", ABSENT);
	ask("2024-03", "level", NULL);
	expect_by("learners", "level", "= 2 1 (1), 10 1 (1), U 1 (1)");
}

Test(groups, a_group_of_the_period_before_is_not_shown)
{
	put("attendance", "P1@farm", "2024-02-01", ABSENT);
	put("attendance", "P1@kiosk", "2024-03-01", ABSENT);
	ask("2024-03", "site", NULL);
	expect_by("learners", "site", "= kiosk 1 (1)");
}

/* --- what may be asked for --- */

Test(groups, breakdowns_stand_in_the_order_asked_for_those_that_a_metric_has)
{
	put("attendance", "P1@kiosk", "2024-03-01", LATE(5));
	ask("2024-03", "month,age_band,site,week", NULL);
	cr_assert_eq(answer("learners")->n_breakdowns, 4);
	cr_expect_str_eq(answer("learners")->breakdowns[0].by, "month");
	cr_expect_str_eq(answer("learners")->breakdowns[1].by, "age_band");
	cr_expect_str_eq(answer("learners")->breakdowns[2].by, "site");
	cr_expect_str_eq(answer("learners")->breakdowns[3].by, "week");
	cr_expect_eq(answer("learners")->breakdowns[3].n, 5, "2024-W09 to W13");
	cr_expect_eq(answer("minutes")->n_breakdowns, 3, "it has no age_band");
}

Test(groups, the_same_breakdown_may_be_asked_for_again_and_again)
{
	put("attendance", "P1@kiosk", "2024-03-01", LATE(5));
	ask("2024-03", "site,site,site,site,site,site,site,site,month,month", NULL);
	cr_assert_eq(answer("attendance_rate")->n_breakdowns, 10);
	expect_by("attendance_rate", "site", "= kiosk 8.333333 (5/60)");
	cr_expect_str_eq(answer("attendance_rate")->breakdowns[7].groups[0].code, "kiosk");
}

Test(groups, one_that_no_metric_has_is_refused_with_those_there_are)
{
	const char *message = ask_refused("2024-03", "month,sit");

	cr_expect_not_null(strstr(message, "'sit'"), "%s", message);
	cr_expect_not_null(strstr(message, "did you mean 'site'"), "%s", message);
	cr_expect_not_null(strstr(message, "sex, age_band, site, area, cohort, level, subject, phase, title, partner, month"),
			   "%s", message);
	message = ask_refused("2024-03", "colour");
	cr_expect_null(strstr(message, "did you mean"), "%s", message);
}

Test(groups, too_many_stretches_of_time_are_refused)
{
	const char *message = ask_refused("2010..2019", "day");

	cr_expect_not_null(strstr(message, "more than"), "%s", message);
}

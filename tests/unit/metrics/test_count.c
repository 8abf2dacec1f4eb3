/* Counts, sums, persons and ratios of entries. */
#include "config.h"

#include "asking.h"

static const struct sijil_metric metrics[] = {
	{ METRIC("enrolments", 1), .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "enrolment" }) },
	{ METRIC("visits", 1), .breakdowns = "site",
	  .numerator =
		  MEASURES({ .take = SIJIL_SUM, .kind = "visit_count", .of = "visits", .where = "count_type!=sample" }),
	  .aside = MEASURES({ .take = SIJIL_SUM,
			      .title = "samples",
			      .kind = "visit_count",
			      .of = "visits",
			      .where = "count_type=sample" }) },
	{ METRIC("learners", 1), .persons = true,
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "attendance", .where = "status=present|late" }) },
	{ METRIC("hours", 1), .per = 60, .breakdowns = "site",
	  .numerator = MEASURES(
		  { .take = SIJIL_SUM, .kind = "attendance", .of = "minutes", .where = "status=present|late" }) },
	{ METRIC("hours_each", 1), .per = 60, .ratio = true,
	  .numerator = MEASURES(
		  { .take = SIJIL_SUM, .kind = "attendance", .of = "minutes", .where = "status=present|late" }),
	  .denominator = MEASURES({ .take = SIJIL_PERSONS, .kind = "attendance" }) },
	{ METRIC("attendance_rate", 100), .ratio = true,
	  .numerator = MEASURES(
		  { .take = SIJIL_SUM, .kind = "attendance", .of = "minutes", .where = "status=present|late" }),
	  .denominator = MEASURES({ .take = SIJIL_SUM,
				    .title = "attended",
				    .kind = "attendance",
				    .of = "planned_minutes",
				    .where = "status=present|late,?minutes" },
				  { .take = SIJIL_SUM,
				    .title = "absent",
				    .kind = "attendance",
				    .of = "planned_minutes",
				    .where = "status=absent" }) },
	{ METRIC("outcomes", 100), .ratio = true,
	  .numerator = MEASURES(
		  { .take = SIJIL_COUNT, .title = "formal", .kind = "outcome", .where = "destination=formal" },
		  { .take = SIJIL_COUNT, .title = "training", .kind = "outcome", .where = "destination=training" },
		  { .take = SIJIL_COUNT, .title = "work", .kind = "outcome", .where = "destination=work" }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .kind = "outcome" }) },
	{ METRIC("per_thousand", 1000), .ratio = true, .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "exit" }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .kind = "enrolment" }) },
	{ METRIC("effect", -100), .ratio = true, .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "exit" }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .kind = "enrolment" }) },
	{ METRIC("attendees_minutes", 1),
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "membership", .of = "members*active + members" }) },
	{ METRIC("exits_before", 1), .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "exit", .previous = true }) },
	{ METRIC("visit_days", 1), .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "visit_count", .of = "days" }) },
	{ 0 },
};

static void setup(void)
{
	school_open(metrics);
}

TestSuite(count, .init = setup, .fini = asking_end);

#define LATE(minutes) "{\"minutes\":" #minutes ",\"status\":\"late\"}"
#define PRESENT(planned) "{\"planned_minutes\":" #planned ",\"status\":\"present\"}"
#define ABSENT(planned) "{\"planned_minutes\":" #planned ",\"status\":\"absent\"}"

Test(count, both_ends_of_the_period_are_in_it)
{
	put("enrolment", "P1", "2024-02-29", "{}");
	put("enrolment", "P2", "2024-03-01", "{}");
	put("enrolment", "P3", "2024-03-31", "{}");
	put("enrolment", "P4", "2024-04-01", "{}");
	ask("2024-03", NULL, NULL);
	expect_total("enrolments", "2 (2)");
	expect_previous("enrolments", "1 (1)");
	ask("2024-03-31..2024-04-01", NULL, NULL);
	expect_total("enrolments", "2 (2)");
}

Test(count, a_count_of_nothing_is_zero)
{
	ask("2024-03", NULL, NULL);
	expect_total("enrolments", "0 (0)");
	expect_total("learners", "0 (0)");
}

Test(count, a_sum_adds_what_the_units_say)
{
	put("visit_count", "@centre", "2024-03-01..2024-03-15", "{\"count_type\":\"automatic\",\"visits\":1200}");
	put("visit_count", "@centre", "2024-03-16..2024-03-31", "{\"visits\":40}");
	put("visit_count", "@kiosk", "2024-03-09", "{\"count_type\":\"automatic\",\"visits\":0}");
	ask("2024-03", "site", NULL);
	expect_total("visits", "1240 (1240)");
	expect_by("visits", "site", "= centre 1240 (1240), kiosk 0 (0)");
	expect_total("visit_days", "32 (32)");
}

Test(count, what_is_aside_is_counted_beside_it_and_never_in_it)
{
	put("visit_count", "@centre", "2024-03-01..2024-03-31", "{\"count_type\":\"automatic\",\"visits\":1240}");
	put("visit_count", "@centre", "2024-03-04..2024-03-10", "{\"count_type\":\"sample\",\"visits\":200}");
	put("visit_count", "@centre", "2024-03-11..2024-03-17", "{\"count_type\":\"sample\",\"visits\":100}");
	ask("2024-03", NULL, NULL);
	expect_total("visits", "1240 (1240)");
	expect_excluded("visits", "samples 2 = 300");
}

Test(count, a_person_is_counted_once)
{
	put("attendance", "P1", "2024-03-01", LATE(10));
	put("attendance", "P1", "2024-03-02", PRESENT(60));
	put("attendance", "P2@kiosk", "2024-03-01", LATE(10));
	put("attendance", "P2@centre", "2024-03-02", LATE(10));
	put("attendance", "P3", "2024-03-02", ABSENT(60));
	ask("2024", NULL, NULL);
	expect_total("learners", "2 (2)");
}

Test(count, the_numerator_is_divided_too)
{
	put("attendance", "P1", "2024-03-01", LATE(50));
	put("attendance", "P2", "2024-03-01", PRESENT(40));
	put("attendance", "P3", "2024-03-01", ABSENT(40));
	ask("2024-03", NULL, NULL);
	expect_total("hours", "1.5 (1.5)");
	expect_total("hours_each", "0.5 (1.5/3)");
}

/* domain.md 2B: P1 present, present; P2 late 60 minutes, absent; P3 excused, present; sessions of 120 minutes. */
static void put_worked_example(void)
{
	put("session", "@centre", "2024-10-07", "{\"planned_minutes\":120}");
	put("session", "@centre", "2024-10-14", "{\"planned_minutes\":120}");
	put("attendance", "P1", "2024-10-07", "{\"session\":1,\"status\":\"present\"}");
	put("attendance", "P1", "2024-10-14", "{\"session\":2,\"status\":\"present\"}");
	put("attendance", "P2", "2024-10-07", "{\"minutes\":60,\"session\":1,\"status\":\"late\"}");
	put("attendance", "P2", "2024-10-14", "{\"session\":2,\"status\":\"absent\"}");
	put("attendance", "P3", "2024-10-07", "{\"session\":1,\"status\":\"excused\"}");
	put("attendance", "P3", "2024-10-14", "{\"session\":2,\"status\":\"present\"}");
}

Test(count, a_rate_is_one_sum_over_another)
{
	put_worked_example();
	ask("SY2024", NULL, "2025-09-01");
	expect_total("attendance_rate", "70 (420/600)");
	expect_total("hours", "7 (7)");
}

Test(count, a_corrected_session_corrects_its_attendances)
{
	put_worked_example();
	put_again(2, NULL, "{\"planned_minutes\":60}"); /* was 120: P1 60, P2 absent 60, P3 60 */
	ask("SY2024", NULL, "2025-09-01");
	expect_total("attendance_rate", "71.428571 (300/420)");
}

Test(count, a_ratio_has_its_scale_and_is_rounded_once_half_away_from_zero)
{
	put("exit", "P1", "2024-03-01", "{}");
	put("enrolment", "P1", "2024-03-01", "{}");
	put("enrolment", "P2", "2024-03-01", "{}");
	put("enrolment", "P3", "2024-03-01", "{}");
	ask("2024-03", NULL, NULL);
	expect_total("per_thousand", "333.333333 (1/3)");
	expect_total("effect", "-33.333333 (1/3)");
	put("exit", "P2", "2024-03-01", "{}");
	ask("2024-03", NULL, NULL);
	expect_total("per_thousand", "666.666667 (2/3)");
	expect_total("effect", "-66.666667 (2/3)");
}

Test(count, products_and_sums_of_fields)
{
	put("membership", "@centre", "2024-03-01", "{\"active\":3,\"members\":20}");
	put("membership", "@kiosk", "2024-03-01", "{\"active\":2,\"members\":5}");
	ask("2024-03", NULL, NULL);
	expect_total("attendees_minutes", "95 (95)"); /* 60 + 20 + 10 + 5 */
}

Test(count, several_numerators_are_added_and_shown_apart)
{
	put("outcome", "P1", "2024-03-01", "{\"destination\":\"formal\"}");
	put("outcome", "P2", "2024-03-01", "{\"destination\":\"work\"}");
	put("outcome", "P3", "2024-03-01", "{\"destination\":\"work\"}");
	put("outcome", "P4", "2024-03-01", "{\"destination\":\"none\"}");
	ask("2024-03", NULL, NULL);
	expect_total("outcomes", "75 (3/4)");
	expect_parts("outcomes", "formal 25 (1/4), training 0 (0/4), work 50 (2/4)");
	expect_parts("enrolments", "");
}

Test(count, measures_of_the_period_before)
{
	put("exit", "P1", "2024-02-29", "{}");
	put("exit", "P2", "2024-02-01", "{}");
	put("exit", "P3", "2024-01-31", "{}");
	put("exit", "P4", "2024-03-01", "{}");
	ask("2024-03", "month", NULL);
	expect_total("exits_before", "2 (2)");
	expect_previous("exits_before", "1 (1)");
	expect_by("exits_before", "month", "= 2024-03 2 (2)");
	ask("2024-Q1", "month", NULL);
	expect_total("exits_before", "0 (0)"); /* the whole quarter before */
	expect_by("exits_before", "month", "2024-01 0 (0), 2024-02 1 (1), 2024-03 2 (2)");
}

Test(count, what_comes_after_the_day_asked_on_does_not_count)
{
	put("enrolment", "P1", "2024-03-01", "{}");
	put("enrolment", "P2", "2024-03-02", "{}");
	put("attendance", "P1", "2024-03-01", LATE(30));
	put("attendance", "P2", "2024-03-02", LATE(30));
	put("visit_count", "@kiosk", "2024-03-02", "{\"visits\":5}");
	ask("2024-03", NULL, "2024-03-01");
	expect_total("enrolments", "1 (1)");
	expect_total("learners", "1 (1)");
	expect_total("hours", "0.5 (0.5)");
	expect_total("visits", "no_entries (-)");
	cr_expect_eq(answers->programs[0].last_entry, day_of("2024-03-01"));
}

Test(count, entries_of_other_programs_are_not_in_it)
{
	put("enrolment", "P1", "2024-03-01", "{}");
	school.program = "b";
	put("enrolment", "P2", "2024-03-01", "{}");
	school.program = "gone";
	put("enrolment", "P3", "2024-03-01", "{}");
	ask("2024-03", NULL, NULL);
	expect_total("enrolments", "1 (1)");
	cr_expect_eq(answers->programs[0].entries, 1);
	cr_assert_eq(answers->n_programs, 2);
	cr_expect_eq(answers->programs[1].program, &school.programs[1]);
	cr_expect_eq(answers->programs[1].entries, 1);
	for (size_t i = 0; i < answers->programs[1].n_metrics; i++)
		cr_expect_eq(answers->programs[1].metrics[i].total.missing, MISSING_NEEDS, "it has only the core's");
}

Test(count, what_was_corrected_counts_as_corrected_and_what_was_voided_not_at_all)
{
	put_again(put("visit_count", "@kiosk", "2024-03-02", "{\"visits\":5}"), "2024-03-31", "{\"visits\":7}");
	put_again(put("visit_count", "@kiosk", "2024-03-03", "{\"visits\":100}"), NULL, NULL);
	put_again(put("visit_count", "@kiosk", "2024-03-04", "{\"visits\":100}"), "2024-04-01", "{\"visits\":9}");
	ask("2024-03", NULL, NULL);
	expect_total("visits", "7 (7)");
}

Test(count, how_many_entries_touch_the_period_and_which_was_the_last)
{
	put("visit_count", "@kiosk", "2024-02-20..2024-03-02", "{}");
	put("visit_count", "@kiosk", "2024-03-20..2024-04-02", "{}");
	put("visit_count", "@kiosk", "2024-02-20..2024-02-29", "{}");
	put("enrolment", "P1", "2024-04-05", "{}");
	ask("2024-03", NULL, NULL);
	cr_expect_eq(answers->programs[0].entries, 2);
	cr_expect_eq(answers->programs[0].last_entry, day_of("2024-04-05"));
	cr_expect_str_eq(answers->period.code, "2024-03");
	cr_expect_str_eq(answers->previous.code, "2024-02");
}

Test(count, of_an_empty_register_there_is_no_last_day)
{
	ask("2024-03", NULL, NULL);
	cr_expect_eq(answers->programs[0].last_entry, SIJIL_NO_DAY);
	cr_expect_eq(answers->programs[0].entries, 0);
	cr_expect_geq(answers->programs[0].n_metrics, sizeof(metrics) / sizeof(metrics[0]) - 1);
}

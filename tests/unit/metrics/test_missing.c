/* When there is no value, and why; what is left out, and how often.  Missing is never zero. */
#include "config.h"

#include "asking.h"

#define PRESENT_MINUTES { .take = SIJIL_SUM, .kind = "attendance", .of = "minutes", .where = "status=present|late" }
#define VISITS { .take = SIJIL_SUM, .kind = "visit_count", .of = "visits" }
#define ESTIMATE(...) { .take = SIJIL_STANDING, .kind = "population_estimate", .of = "value", __VA_ARGS__ }

static const struct sijil_metric metrics[] = {
	{ METRIC("visits", 1), .numerator = MEASURES(VISITS), .breakdowns = "site" },
	{ METRIC("exits_per_enrolment", 100), .ratio = true, .breakdowns = "site",
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "exit" }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .kind = "enrolment" }) },
	{ METRIC("visits_per_event", 1), .ratio = true, .numerator = MEASURES(VISITS),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .kind = "event" }) },
	{ METRIC("events_per_visit", 1), .ratio = true, .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "event" }),
	  .denominator = MEASURES(VISITS) },
	{ METRIC("attendance_rate", 100), .ratio = true, .breakdowns = "site", .numerator = MEASURES(PRESENT_MINUTES),
	  .denominator = MEASURES({ .take = SIJIL_SUM, .kind = "attendance", .of = "planned_minutes" }) },
	{ METRIC("attended", 1), .numerator = MEASURES(PRESENT_MINUTES) },
	{ METRIC("in_parts", 1),
	  .numerator = MEASURES({ .take = SIJIL_SUM, .title = "visits", .kind = "visit_count", .of = "visits" },
				{ .take = SIJIL_SUM, .title = "attendees", .kind = "event", .of = "attendees" }) },
	{ METRIC("of_unknown", 1), .ratio = true, .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "event" }),
	  .denominator = MEASURES(ESTIMATE(.reference = NULL)) },
	{ METRIC("of_nobody", 1), .ratio = true, .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "event" }),
	  .denominator = MEASURES(ESTIMATE(.reference = "men")) },
	{ METRIC("unknown_of", 1), .ratio = true, .numerator = MEASURES(ESTIMATE(.reference = NULL)),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .kind = "event" }) },
	{ METRIC("tested", 1), .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "enrolment" }),
	  .needs = "assessment", .breakdowns = "sex" },
	{ METRIC("tested_rate", 1), .ratio = true, .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "exit" }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .kind = "enrolment" }), .needs = "assessment",
	  .breakdowns = "sex" },
	{ METRIC("tested_parity", 1), .ratio = true, .parity_of = "tested_rate", .parity_groups = "sex=F|M" },
	{ METRIC("scaled", 1000000), .numerator = MEASURES(VISITS) },
	{ 0 },
};

static void setup(void)
{
	school_open(metrics);
}

TestSuite(missing, .init = setup, .fini = asking_end);

Test(missing, a_denominator_of_zero_gives_no_value)
{
	ask("2024-03", NULL, NULL);
	expect_total("exits_per_enrolment", "no_denominator (0/0)");
	put("exit", "P1", "2024-03-01", "{}");
	ask("2024-03", NULL, NULL);
	expect_total("exits_per_enrolment", "no_denominator (1/0)"); /* never 100 % */
}

Test(missing, zero_of_some_is_zero)
{
	put("enrolment", "P1", "2024-03-01", "{}");
	ask("2024-03", NULL, NULL);
	expect_total("exits_per_enrolment", "0 (0/1)");
	expect_previous("exits_per_enrolment", "no_denominator (0/0)");
}

Test(missing, a_sum_over_nothing_is_missing)
{
	put("event", "@kiosk", "2024-03-01", "{}");
	ask("2024-03", "month", NULL);
	expect_total("visits", "no_entries (-)");
	expect_by("visits", "month", "= 2024-03 no_entries (-)");
	expect_total("visits_per_event", "no_entries (-/1)");
	expect_total("events_per_visit", "no_denominator (1/0)");
}

Test(missing, a_sum_of_zeros_is_zero)
{
	put("visit_count", "@kiosk", "2024-03-01", "{\"visits\":0}");
	put("event", "@kiosk", "2024-03-01", "{}");
	ask("2024-03", NULL, NULL);
	expect_total("visits", "0 (0)");
	expect_total("visits_per_event", "0 (0/1)");
	expect_total("events_per_visit", "no_denominator (1/0)");
}

Test(missing, a_sum_over_nothing_is_zero_where_the_same_kind_stands_below)
{
	put("attendance", "P1@kiosk", "2024-03-01", "{\"planned_minutes\":120,\"status\":\"absent\"}");
	put("attendance", "P1@centre", "2024-04-01", "{\"minutes\":30,\"planned_minutes\":60,\"status\":\"late\"}");
	ask("2024", "site", NULL);
	expect_total("attendance_rate", "16.666667 (30/180)");
	expect_by("attendance_rate", "site", "= centre 50 (30/60), kiosk 0 (0/120)");
	ask("2024-03", NULL, NULL);
	expect_total("attendance_rate", "0 (0/120)"); /* nobody came is not the same as nothing known */
	expect_total("attended", "no_entries (-)");
	ask("2024-05", NULL, NULL);
	expect_total("attendance_rate", "no_entries (-/0)");
}

Test(missing, one_part_without_entries_is_a_zero_of_the_whole)
{
	ask("2024-03", NULL, NULL);
	expect_total("in_parts", "no_entries (-)");
	expect_parts("in_parts", "");
	put("event", "@kiosk", "2024-03-01", "{\"attendees\":14}");
	ask("2024-03", NULL, NULL);
	expect_total("in_parts", "14 (14)");
	expect_parts("in_parts", "visits 0 (0), attendees 14 (14)");
}

/* --- what was not recorded --- */

Test(missing, a_unit_whose_field_was_not_recorded_is_left_out_and_counted)
{
	put("attendance", "P1", "2024-03-01", "{\"minutes\":30,\"planned_minutes\":60,\"status\":\"late\"}");
	put("attendance", "P2", "2024-03-01", "{\"planned_minutes\":60,\"status\":\"late\"}");
	put("attendance", "P3", "2024-03-01", "{\"planned_minutes\":60,\"status\":\"late\"}");
	put("attendance", "P4", "2024-03-01", "{\"status\":\"absent\"}");
	ask("2024-03", NULL, NULL);
	expect_total("attended", "30 (30)");
	expect_excluded("attended", "not_recorded 2");
	expect_total("attendance_rate", "16.666667 (30/180)");
	expect_excluded("attendance_rate", "not_recorded 2"); /* two above, one below: mostly the same units */
}

Test(missing, when_nothing_was_recorded_there_is_no_value)
{
	put("attendance", "P2", "2024-03-01", "{\"status\":\"late\"}");
	ask("2024-03", NULL, NULL);
	expect_total("attended", "no_entries (-)");
	expect_excluded("attended", "not_recorded 1");
	ask("2024-04", NULL, NULL);
	expect_excluded("attended", "");
}

/* --- intervals that reach beyond --- */

Test(missing, an_interval_over_the_edge_is_left_out_and_counted)
{
	put("visit_count", "@kiosk", "2024-02-20..2024-03-10", "{\"visits\":700}");
	put("visit_count", "@kiosk", "2024-03-11..2024-03-31", "{\"visits\":50}");
	put("visit_count", "@kiosk", "2024-03-31..2024-04-01", "{\"visits\":2}");
	ask("2024-03", NULL, NULL);
	expect_total("visits", "50 (50)");
	expect_excluded("visits", "straddles 2");
	expect_previous("visits", "straddles (-)");
}

Test(missing, a_figure_of_a_quarter_is_not_divided_among_its_months)
{
	put("visit_count", "@kiosk", "2024-01-01..2024-03-31", "{\"visits\":90}");
	put("visit_count", "@centre", "2024-02-01..2024-02-29", "{\"visits\":5}");
	ask("2024-Q1", "month", NULL);
	expect_total("visits", "95 (95)");
	expect_excluded("visits", "");
	expect_by("visits", "month", "2024-01 straddles (-), 2024-02 5 (5), 2024-03 straddles (-)");
}

Test(missing, by_start_an_interval_counts_whole_where_it_starts)
{
	school.configs[0].straddle = STRADDLE_BY_START;
	put("visit_count", "@kiosk", "2024-02-20..2024-03-10", "{\"visits\":700}");
	put("visit_count", "@kiosk", "2024-03-30..2024-04-01", "{\"visits\":3}");
	ask("2024-03", NULL, NULL);
	expect_total("visits", "3 (3)");
	expect_excluded("visits", "by_start 1");
	expect_previous("visits", "700 (700)");
}

/* 20 days from 20 February to 10 March: 10 in each month of this leap year; three days, of which one in April. */
Test(missing, prorated_an_interval_counts_by_its_days_and_its_parts_add_up)
{
	school.configs[0].straddle = STRADDLE_PRORATE;
	put("visit_count", "@kiosk", "2024-02-20..2024-03-10", "{\"visits\":701}");
	put("visit_count", "@kiosk", "2024-03-30..2024-04-01", "{\"visits\":1}");
	ask("2024-02..2024-04", "month", NULL);
	expect_total("visits", "702 (702)");
	expect_by("visits", "month",
		  "= 2024-02 350.5 (350.5), 2024-03 351.166667 (351.166667), 2024-04 0.333333 (0.333333)");
	ask("2024-03", NULL, NULL);
	expect_excluded("visits", "prorated 2");
}

/* 31 days are a month, though February is shorter: ten of its counts are of days 10 to 29, the rest of March. */
Test(missing, a_count_of_a_month_is_not_longer_than_february)
{
	school.configs[0].straddle = STRADDLE_BY_START;
	put("visit_count", "@kiosk", "2023-02-10..2023-03-12", "{\"visits\":310}");
	ask("2023-02..2023-03", "month", NULL);
	expect_by("visits", "month", "= 2023-02 310 (310), 2023-03 no_entries (-)");
	school.configs[0].straddle = STRADDLE_PRORATE;
	ask("2023-02..2023-03", "month", NULL);
	expect_by("visits", "month", "= 2023-02 190 (190), 2023-03 120 (120)");
	ask("2023-03", NULL, NULL);
	expect_total("visits", "120 (120)");
	expect_previous("visits", "190 (190)");
}

/* A monthly report over quarterly data: whatever straddle says, never divided by three. */
Test(missing, an_interval_longer_than_the_period_is_not_taken_apart)
{
	school.configs[0].straddle = STRADDLE_PRORATE;
	put("visit_count", "@kiosk", "2024-01-01..2024-03-31", "{\"visits\":90}");
	ask("2024-01", NULL, NULL);
	expect_total("visits", "straddles (-)");
	expect_excluded("visits", "straddles 1");
	school.configs[0].straddle = STRADDLE_BY_START;
	ask("2024-01", NULL, NULL);
	expect_total("visits", "straddles (-)");
}

Test(missing, a_denominator_of_nothing_but_straddling_intervals)
{
	put("event", "@kiosk", "2024-03-01", "{}");
	put("visit_count", "@kiosk", "2024-01-01..2024-03-31", "{\"visits\":90}");
	ask("2024-03", NULL, NULL);
	cr_expect_eq(answer("events_per_visit")->total.missing, MISSING_STRADDLES);
}

/* --- what nobody knows --- */

Test(missing, a_standing_value_that_nothing_gives_is_not_known)
{
	put("event", "@kiosk", "2024-03-01", "{}");
	ask("2024-03", NULL, NULL);
	expect_total("of_unknown", "not_known (1/-)");
	expect_total("of_nobody", "not_known (1/-)"); /* the city has no reference "men" */
	expect_total("unknown_of", "not_known (-/1)");
}

/* --- what it needs --- */

Test(missing, without_an_entry_of_the_kind_it_needs_there_is_no_value)
{
	put("enrolment", "P1", "2024-01-01", "{\"sex\":\"F\"}");
	put("enrolment", "P2", "2024-01-01", "{\"sex\":\"M\"}");
	put("exit", "P1", "2024-01-02", "{}");
	put("exit", "P2", "2024-01-02", "{}");
	ask("2024", "sex", NULL);
	expect_total("tested", "needs_entries (-)");
	cr_expect_str_eq(answer("tested")->needs, "Assessment");
	expect_by("tested", "sex", "= F needs_entries (-), M needs_entries (-)");
	expect_total("tested_parity", "needs_entries (-/-)");
	cr_expect_str_eq(answer("tested_parity")->needs, "Assessment");
}

Test(missing, one_by_the_end_of_the_window_is_enough)
{
	put("enrolment", "P1", "2024-01-01", "{\"sex\":\"F\"}");
	put("enrolment", "P2", "2024-03-01", "{\"sex\":\"M\"}");
	put("assessment", "P3", "2024-02-10", "{}");
	ask("2024-Q1", "month", NULL);
	expect_total("tested", "2 (2)");
	cr_expect_null(answer("tested")->needs);
	expect_by("tested", "month", "2024-01 needs_entries (-), 2024-02 0 (0), 2024-03 1 (1)");
	ask("2024-Q1", NULL, "2024-02-09");
	expect_total("tested", "needs_entries (-)"); /* not known on that day */
}

/* --- too large --- */

Test(missing, a_sum_that_does_not_fit_is_no_value)
{
	put("visit_count", "@centre", "2024-03-01", "{\"visits\":6000000000000}");
	put("visit_count", "@kiosk", "2024-03-01", "{\"visits\":6000000000000}");
	ask("2024-03", "site", NULL);
	expect_total("visits", "overflow (-)");
	expect_by("visits", "site", "centre 6000000000000 (6000000000000), kiosk 6000000000000 (6000000000000)");
}

Test(missing, nor_is_a_value_that_does_not_fit)
{
	put("visit_count", "@centre", "2024-03-01", "{\"visits\":9223373}");
	ask("2024-03", NULL, NULL);
	expect_total("visits", "9223373 (9223373)");
	expect_total("scaled", "overflow (9223373)");
}

Test(missing, every_reason_has_a_code)
{
	static const char *const codes[MISSING_REASONS] = { "",          "no_entries",    "no_denominator",
							    "not_known", "needs_entries", "straddles",
							    "overflow",  "suppressed" };
	int i;

	for (i = 0; i < MISSING_REASONS; i++)
		cr_expect_str_eq(missing_code((enum missing)i), codes[i]);
}

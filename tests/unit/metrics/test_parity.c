/* Parity: the value of one group divided by that of another (SDG 4.5.1), exactly. */
#include "config.h"

#include "asking.h"

#define MINUTES { .take = SIJIL_SUM, .kind = "attendance", .of = "minutes", .where = "status=present|late" }
#define PLANNED { .take = SIJIL_SUM, .kind = "attendance", .of = "planned_minutes" }
#define PARITY(of) .ratio = true, .parity_of = of, .parity_groups = "sex=F|M"

static const struct sijil_metric metrics[] = {
	{ METRIC("rate", 100), .ratio = true, .breakdowns = "sex,site", .numerator = MEASURES(MINUTES),
	  .denominator = MEASURES(PLANNED) },
	{ METRIC("minutes", 1), .breakdowns = "sex", .numerator = MEASURES(MINUTES) },
	{ METRIC("gpi_rate", 1), PARITY("rate") },
	{ METRIC("gpi_minutes", 1), PARITY("minutes") },
	{ METRIC("spi_rate", 1), .ratio = true, .parity_of = "rate", .parity_groups = "site=kiosk|centre" },
	{ METRIC("passed", 100), .ratio = true, .breakdowns = "sex",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "completion", .where = "award=certificate" }),
	  .denominator = MEASURES({ .take = SIJIL_PERSONS, .kind = "completion" }) },
	{ METRIC("gpi_passed", 1), PARITY("passed") },
	{ 0 },
};

static void setup(void)
{
	school_open(metrics);
	put("enrolment", "W", "2024-01-01", "{\"sex\":\"F\"}");
	put("enrolment", "M", "2024-01-01", "{\"sex\":\"M\"}");
}

TestSuite(parity, .init = setup, .fini = asking_end);

static void attend(const char *who, const char *day, int minutes, int planned)
{
	put("attendance", who, day,
	    arena_printf(&school.arena, "{\"minutes\":%d,\"planned_minutes\":%d,\"status\":\"late\"}", minutes,
			 planned));
}

/* domain.md 2B: F 360/360 = 100 %, M 60/240 = 25 %. */
Test(parity, the_worked_example)
{
	attend("W", "2024-03-01", 360, 360);
	attend("M", "2024-03-01", 60, 240);
	ask("2024-03", NULL, NULL);
	expect_total("gpi_rate", "4 (100/25)");
	cr_expect_eq(answer("gpi_rate")->adjusted, 1750000, "2 - 1/4");
	expect_total("gpi_minutes", "6 (360/60)");
	expect_by("rate", "sex", ""); /* which nobody asked for */
	expect_total("rate", "70 (420/600)");
}

Test(parity, below_one_it_is_its_own_measure)
{
	attend("W", "2024-03-01", 60, 240);
	attend("M", "2024-03-01", 360, 360);
	ask("2024-03", "sex", NULL);
	expect_total("gpi_rate", "0.25 (25/100)");
	cr_expect_eq(answer("gpi_rate")->adjusted, 250000);
	expect_by("rate", "sex", "= F 25 (60/240), M 100 (360/360)");
	cr_expect_eq(answer("rate")->adjusted, SIJIL_MISSING, "it is no parity");
}

Test(parity, it_is_not_the_ratio_of_what_was_rounded)
{
	attend("W", "2024-03-01", 1, 3); /* 33.333333 % */
	attend("M", "2024-03-01", 1, 9); /* 11.111111 %, and 33.333333 / 11.111111 is 3 by luck; so: */
	ask("2024-03", NULL, NULL);
	expect_total("gpi_rate", "3 (33.333333/11.111111)");
	attend("M", "2024-03-02", 1, 999991); /* 2/1000000 is 0.0002 %: 1/3 / 2e-6 is 166666.666667 */
	ask("2024-03", NULL, NULL);
	expect_total("gpi_rate", "166666.666667 (33.333333/0.0002)"); /* and not 166666.665 */
}

Test(parity, each_month_has_its_own)
{
	attend("W", "2024-01-10", 30, 60);
	attend("M", "2024-01-10", 60, 60);
	attend("W", "2024-02-10", 60, 60);
	attend("M", "2024-02-10", 20, 60);
	attend("W", "2024-03-10", 60, 60);
	ask("2024-Q1", "month", NULL);
	expect_total("gpi_rate", "1.25 (83.333333/66.666667)"); /* 150/180 over 80/120 */
	expect_by("gpi_rate", "month",
		  "2024-01 0.5 (50/100), 2024-02 3 (100/33.333333), 2024-03 no_denominator (100/-)");
	ask("2024-02", NULL, NULL);
	expect_total("gpi_rate", "3 (100/33.333333)");
	expect_previous("gpi_rate", "0.5 (50/100)");
}

Test(parity, without_one_of_the_groups_there_is_none)
{
	attend("M", "2024-03-01", 60, 60);
	ask("2024-03", NULL, NULL);
	expect_total("gpi_rate", "no_entries (-/100)");
	cr_expect_eq(answer("gpi_rate")->adjusted, SIJIL_MISSING);
	attend("W", "2024-04-01", 60, 60);
	ask("2024-04", NULL, NULL);
	expect_total("gpi_rate", "no_denominator (100/-)");
}

Test(parity, nor_where_the_second_is_zero_but_where_the_first_is)
{
	attend("W", "2024-03-01", 60, 60);
	attend("M", "2024-03-01", 0, 60);
	attend("W", "2024-04-01", 0, 60);
	attend("M", "2024-04-01", 60, 60);
	ask("2024-03", NULL, NULL);
	expect_total("gpi_rate", "no_denominator (100/0)");
	ask("2024-04", NULL, NULL);
	expect_total("gpi_rate", "0 (0/100)");
	cr_expect_eq(answer("gpi_rate")->adjusted, 0);
}

Test(parity, a_group_that_has_units_but_no_rate)
{
	attend("W", "2024-03-01", 0, 0);
	attend("M", "2024-03-01", 60, 60);
	ask("2024-03", NULL, NULL);
	expect_total("gpi_rate", "no_denominator (-/100)");
}

Test(parity, of_any_breakdown)
{
	attend("W@kiosk", "2024-03-01", 30, 60);
	attend("M@centre", "2024-03-01", 60, 60);
	ask("2024-03", "site", NULL);
	expect_total("spi_rate", "0.5 (50/100)");
	cr_expect_eq(answer("spi_rate")->n_breakdowns, 0);
	expect_by("rate", "site", "= centre 100 (60/60), kiosk 50 (30/60)");
}

Test(parity, what_is_too_large_says_so)
{
	put("attendance", "W", "2024-03-01", "{\"minutes\":6000000000000,\"planned_minutes\":1,\"status\":\"late\"}");
	put("attendance", "W", "2024-03-02", "{\"minutes\":6000000000000,\"planned_minutes\":1,\"status\":\"late\"}");
	attend("M", "2024-03-01", 1, 1);
	ask("2024-03", NULL, NULL);
	expect_total("gpi_minutes", "overflow (-/1)");
	attend("W", "2024-04-01", 1, 1);
	put("attendance", "M", "2024-04-01", "{\"minutes\":6000000000000,\"planned_minutes\":1,\"status\":\"late\"}");
	put("attendance", "M", "2024-04-02", "{\"minutes\":6000000000000,\"planned_minutes\":1,\"status\":\"late\"}");
	ask("2024-04", NULL, NULL);
	expect_total("gpi_minutes", "overflow (1/-)");
}

/* That somebody else's metric met the girls is no reason for another answer. */
Test(parity, a_group_that_nobody_met_is_an_empty_one)
{
	ask("2024-03", NULL, NULL);
	expect_total("gpi_passed", "no_denominator (-/-)");
	attend("W", "2024-03-01", 60, 60);
	attend("M", "2024-03-01", 60, 60);
	ask("2024-03", NULL, NULL);
	expect_total("gpi_passed", "no_denominator (-/-)");
}

/* Passed: 2 of 3 women, 2 of 2 men, and one whose sex is not recorded, who passed: that 1 is the least. */
Test(parity, it_knows_the_fewest_of_any_group)
{
	static const char *const who[] = { "W1", "W2", "W3", "M1", "M2", "U1" };
	size_t i;

	for (i = 0; i < sizeof(who) / sizeof(who[0]); i++) {
		put("enrolment", who[i], "2024-01-02",
		    arena_printf(&school.arena, "{\"sex\":\"%c\"}", who[i][0] == 'W' ? 'F' : who[i][0]));
		put("completion", who[i], "2024-03-01",
		    strcmp(who[i], "W3") == 0 ? "{\"award\":\"none\"}" : "{\"award\":\"certificate\"}");
	}
	ask("2024-03", NULL, NULL);
	expect_total("gpi_passed", "0.666667 (66.666667/100)");
	cr_expect_eq(answer("gpi_passed")->total.fewest, SIJIL_ONE);
	cr_expect_eq(answer("gpi_passed")->previous.fewest, 0);
	cr_expect_eq(answer("passed")->total.fewest, 0, "it is no parity");
}

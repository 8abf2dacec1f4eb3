/* The core's own metrics: what budget lines tell of every program (domain.md 2A.5, 0.2). */
#include "config.h"

#include "asking.h"

static void setup(void)
{
	school_open(NULL);
}

TestSuite(core_metrics, .init = setup, .fini = asking_end);

#define LINE(phase, amount) "{\"amount\":" amount ",\"phase\":\"" phase "\"}"
#define IN(currency, amount) "{\"amount\":" amount ",\"currency\":\"" currency "\",\"phase\":\"spent\"}"

Test(core_metrics, an_increase_of_164_per_cent_is_2_64_times)
{
	put("budget_line", "", "2023-01-01..2023-12-31", LINE("spent", "100000"));
	put("budget_line", "", "2024-01-01..2024-06-30", LINE("spent", "200000.5"));
	put("budget_line", "", "2024-07-01..2024-12-31", LINE("spent", "63999.5"));
	ask("2024", NULL, NULL);
	expect_total("budget_spent", "264000 (264000)");
	expect_total("growth_pct", "164 (264000/100000)");
	expect_total("ratio", "2.64 (264000/100000)");
}

Test(core_metrics, what_was_spent_of_what_was_planned)
{
	put("budget_line", "", "2024-01-01..2024-12-31", LINE("planned", "80000"));
	put("budget_line", "", "2024-02-01", LINE("committed", "50000"));
	put("budget_line", "", "2024-03-01", LINE("spent", "60000"));
	ask("2024", NULL, NULL);
	expect_total("budget_planned", "80000 (80000)");
	expect_total("execution_rate", "75 (60000/80000)");
	ask("2024-03", NULL, NULL);
	expect_total("execution_rate", "straddles (60000/0)"); /* planned by the year, not by month */
	ask("2024-Q2", NULL, NULL);
	expect_total("budget_spent", "no_entries (-)"); /* not: nothing was spent */
}

Test(core_metrics, money_of_other_currencies_stands_apart)
{
	put("budget_line", "", "2024-02-01", IN("MAD", "1000"));
	put("budget_line", "", "2024-02-01", IN("EUR", "7"));
	put("budget_line", "", "2024-02-01", LINE("spent", "500"));
	ask("2024", NULL, NULL);
	expect_total("budget_spent", "1500 (1500)");
	expect_excluded("budget_spent", "in another currency 1 = 7");
}

Test(core_metrics, without_budget_lines_there_is_nothing_to_say)
{
	put("event", "@centre", "2024-02-01", "{}");
	ask("2024", NULL, NULL);
	expect_total("budget_spent", "needs_entries (-)");
	put("budget_line", "", "2023-02-01", LINE("spent", "500"));
	ask("2024", NULL, NULL);
	expect_total("budget_spent", "no_entries (-)");
	expect_total("growth_pct", "no_entries (-/500)");
}

Test(core_metrics, money_by_partner)
{
	put("budget_line", "", "2024-02-01", "{\"amount\":10,\"partner\":\"assoc_a\",\"phase\":\"spent\"}");
	put("budget_line", "", "2024-02-02", "{\"amount\":5,\"partner\":\"town\",\"phase\":\"spent\"}");
	ask("2024", "partner", NULL);
	expect_by("budget_spent", "partner", "= assoc_a 10 (10), town 5 (5)");
}

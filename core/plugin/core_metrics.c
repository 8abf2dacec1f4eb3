/* What the engine's own kinds tell in every program: its money (domain.md 2A.5). */
#include "config.h"

#include "plugin/tables.h"

#define MEASURES(...) (const struct sijil_measure[]){ __VA_ARGS__, { 0 } }

/* Money of one phase in the city's currency; amounts in others are never added to it. */
#define MONEY(phase, ...)                                                                   \
	MEASURES({ .take = SIJIL_SUM,                                                       \
		   .kind = "budget_line",                                                   \
		   .of = "amount",                                                          \
		   .where = "phase=" phase ",currency=@city.currency",                      \
		   __VA_ARGS__ })
#define FOREIGN(phase)                                                                      \
	MEASURES({ .take = SIJIL_SUM,                                                       \
		   .title = "in another currency",                                          \
		   .kind = "budget_line",                                                   \
		   .of = "amount",                                                          \
		   .where = "phase=" phase ",currency!=@city.currency" })
#define BUDGET .needs = "budget_line", .population = { .what = "money" }

const struct sijil_metric core_metrics[] = {
	{ .code = "budget_planned",
	  .title = "Budget planned",
	  .unit = "city currency",
	  .definition = "Money planned for the period, in the city's currency.",
	  .comparable = "GNLC key feature 12 (resources)",
	  .scale = 1,
	  .decimals = 2,
	  .breakdowns = "partner",
	  .numerator = MONEY("planned"),
	  .aside = FOREIGN("planned"),
	  BUDGET },
	{ .code = "budget_spent",
	  .title = "Budget spent",
	  .unit = "city currency",
	  .definition = "Money spent in the period, in the city's currency.",
	  .comparable = "GNLC key feature 12 (resources)",
	  .scale = 1,
	  .decimals = 2,
	  .breakdowns = "partner",
	  .numerator = MONEY("spent"),
	  .aside = FOREIGN("spent"),
	  BUDGET },
	{ .code = "execution_rate",
	  .title = "Budget execution rate",
	  .unit = "%",
	  .definition = "Money spent in the period, of the money planned for it.",
	  .direction = SIJIL_UP,
	  .scale = 100,
	  .decimals = 1,
	  .ratio = true,
	  .numerator = MONEY("spent"),
	  .denominator = MONEY("planned"),
	  BUDGET },
	{ .code = "growth_pct",
	  .title = "Growth of spending",
	  .unit = "%",
	  .definition = "Money spent in the period less that of the period before, of that of the period before.",
	  .scale = 100,
	  .offset = -100,
	  .decimals = 1,
	  .ratio = true,
	  .numerator = MONEY("spent"),
	  .denominator = MONEY("spent", .previous = true),
	  BUDGET },
	{ .code = "ratio",
	  .title = "Spending against the period before",
	  .unit = "times",
	  .definition = "Money spent in the period, divided by that of the period before: an increase of 164 % is "
			"2.64 times.",
	  .scale = 1,
	  .decimals = 2,
	  .ratio = true,
	  .numerator = MONEY("spent"),
	  .denominator = MONEY("spent", .previous = true),
	  BUDGET },
	{ .code = NULL },
};

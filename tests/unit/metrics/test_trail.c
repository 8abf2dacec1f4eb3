/* The trail: what it says of each unit, of what was left out, and of how fresh the entries are. */
#include "config.h"

#include "asking.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "metrics/windows.h"

static int fold_all(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
		    const struct sijil_window *window, struct sijil_tally *tally)
{
	size_t i;

	(void)instance;
	if (history->subject == SIJIL_SITE)
		return -1;
	host->add(tally, SIJIL_NUMERATOR, NULL, SIJIL_ONE);
	for (i = 0; i < history->n; i++)
		if (history->entries[i]->day >= window->from && history->entries[i]->day <= window->to)
			host->add(tally, strcmp(history->entries[i]->kind, "exit") == 0 ? SIJIL_EXCLUDED : SIJIL_ASIDE,
				  history->entries[i], 2 * SIJIL_ONE);
	return 0;
}

#define MINUTES                                                          \
	{                                                                \
		.take = SIJIL_SUM, .kind = "attendance", .of = "minutes" \
	}

static const struct sijil_metric metrics[] = {
	{ METRIC("persons", 1), .breakdowns = "sex,site",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "attendance" }) },
	{ METRIC("minutes", 1), .breakdowns = "site", .numerator = MEASURES(MINUTES) },
	{ METRIC("visits", 1),
	  .numerator =
		  MEASURES({ .take = SIJIL_SUM, .kind = "visit_count", .of = "visits", .where = "count_type!=sample" }),
	  .aside = MEASURES({ .take = SIJIL_SUM,
			      .title = "samples",
			      .kind = "visit_count",
			      .of = "visits",
			      .where = "count_type=sample" }) },
	{ METRIC("spells", 1), .breakdowns = "sex",
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_ACTIVE }) },
	{ METRIC("reach", 100), .ratio = true, .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "attendance" }),
	  .denominator =
		  MEASURES({ .take = SIJIL_STANDING, .kind = "membership", .of = "members", .reference = "women" }) },
	{ METRIC("of_area", 100), .ratio = true, .breakdowns = "area,status",
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "attendance" }),
	  .denominator = MEASURES({ .take = SIJIL_STANDING,
				    .kind = "population_estimate",
				    .of = "value",
				    .parts = "area=urban|rural",
				    .undivided_by = "status" }) },
	{ METRIC("rate", 100), .ratio = true, .breakdowns = "sex", .numerator = MEASURES(MINUTES),
	  .denominator = MEASURES({ .take = SIJIL_SUM, .kind = "attendance", .of = "planned_minutes" }) },
	{ METRIC("parity", 1), .ratio = true, .parity_of = "rate", .parity_groups = "sex=F|M" },
	{ METRIC("folded", 1), .fold = fold_all },
	{ 0 },
};

static void setup(void)
{
	school_open(metrics);
}

TestSuite(trail, .init = setup, .fini = asking_end);

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *number(int64_t amount)
{
	char text[NUMBER_TEXT];

	return arena_strdup(&school.arena, number_text(amount, text));
}

/* "num0 P1#3 60 centre F-": the first measure above the line; minus: its person was counted there already. */
static const char *told(const struct contribution *c)
{
	static const char *const sides[] = { "num", "den", "aside" };
	const struct trail_metric *m = &trail->metrics[c->metric];
	const char *text = arena_printf(&school.arena, "%s%u %s", sides[c->side], c->measure, c->subject);

	if (c->entry != 0)
		text = arena_printf(&school.arena, "%s#%lld", text, (long long)c->entry);
	if (c->spell && c->closing != 0)
		text = arena_printf(&school.arena, "%s..#%lld", text, (long long)c->closing);
	else if (c->spell)
		text = arena_printf(&school.arena, "%s..%s", text, c->lapsed ? "lapsed" : "open");
	text = arena_printf(&school.arena, "%s %s%s", text,
			    c->how != TRAIL_ADDED ? trail_how_code(c->how) : number(c->amount),
			    c->how == TRAIL_ADDED && !c->counted ? "-" : "");
	for (unsigned b = 0; c->cells != NULL && b < m->n_breakdowns; b++)
		if (c->cells[b].group >= 0)
			text = arena_printf(&school.arena, "%s %s%s", text, m->breakdowns[b].codes[c->cells[b].group],
					    c->cells[b].counted ? "" : "-");
	return text;
}

/* All of one window, in the order of their texts. */
static const char *said_trail(unsigned window)
{
	const char **lines = arena_alloc(&school.arena, (trail->n + 1) * sizeof(*lines)), *all = "";
	size_t n = 0, i;

	for (i = 0; i < trail->n; i++)
		if (trail->items[i]->window == window)
			lines[n++] = told(trail->items[i]);
	qsort(lines, n, sizeof(*lines), by_text);
	for (i = 0; i < n; i++)
		all = arena_printf(&school.arena, "%s%s%s", all, i > 0 ? "; " : "", lines[i]);
	return all;
}

#define expect_trail(window, text) cr_expect_str_eq(said_trail(window), text, "%s", said_trail(window))

#define LATE(minutes) "{\"minutes\":" #minutes ",\"planned_minutes\":60,\"status\":\"late\"}"

Test(trail, a_person_counts_once_in_the_whole_and_once_in_every_group)
{
	put("enrolment", "P1", "2024-03-01", "{\"sex\":\"F\"}");
	put("attendance", "P1@centre", "2024-03-02", LATE(10));
	put("attendance", "P1@kiosk", "2024-03-03", LATE(10));
	put("attendance", "P1@kiosk", "2024-03-04", LATE(10));
	put("attendance", "P2@kiosk", "2024-02-04", LATE(10));
	ask_trail("persons", "2024-03", "site,sex");
	expect_trail(WINDOW_PERIOD, "num0 P1#2 1 centre F; num0 P1#3 1- kiosk F-; num0 P1#4 1- kiosk- F-");
	expect_trail(WINDOW_PREVIOUS, "num0 P2#5 1");
	expect_total("persons", "1 (1)");
	cr_expect_eq(answers->programs[0].n_metrics, 1, "nothing else was answered");
}

Test(trail, what_was_not_recorded_is_told_with_its_entry)
{
	put("attendance", "P1@centre", "2024-03-02", "{\"status\":\"late\"}");
	put("attendance", "P1@centre", "2024-03-03", LATE(45));
	ask_trail("minutes", "2024-03", "site");
	expect_trail(WINDOW_PERIOD, "num0 P1#1 not_recorded; num0 P1#2 45 centre");
	expect_excluded("minutes", "not_recorded 1");
	cr_expect_eq(trail->items[0]->amount, SIJIL_MISSING);
}

Test(trail, straddling_counts_and_samples_stand_apart)
{
	put("visit_count", "@centre", "2024-03-25..2024-04-03", "{\"visits\":50}");
	put("visit_count", "@centre", "2024-03-01..2024-03-24", "{\"visits\":30}");
	put("visit_count", "@kiosk", "2024-03-05", "{\"count_type\":\"sample\",\"visits\":7}");
	ask_trail("visits", "2024-03", NULL);
	expect_trail(WINDOW_PERIOD, "aside0 kiosk#3 7; num0 centre#1 straddles; num0 centre#2 30");
	expect_excluded("visits", "straddles 1, samples 1 = 7");
}

Test(trail, a_spell_has_both_its_ends)
{
	put("enrolment", "P1", "2024-03-01", "{\"sex\":\"F\"}");
	put("exit", "P1", "2024-05-01", "{}");
	put("enrolment", "P2", "2024-03-01", "{}");
	put("enrolment", "P3", "2024-12-01", "{}");
	ask_trail("spells", "2024", "sex");
	expect_trail(WINDOW_PERIOD, "num0 P1#1..#2 1 F; num0 P2#3..lapsed 1 U; num0 P3#4..open 1 U");
}

Test(trail, a_value_of_the_yaml_is_a_contribution_of_its_own)
{
	put("attendance", "P1@centre", "2024-03-02", LATE(10));
	ask_trail("reach", "2024-03", "month");
	expect_trail(WINDOW_PERIOD, "den0 women 1000; num0 P1#1 1");
	expect_trail(WINDOW_PREVIOUS, "den0 women 1000");
	expect_trail(WINDOW_SUBS, "den0 women 1000; num0 P1#1 1");
	cr_expect_str_eq(trail->windows[WINDOW_SUBS].by, "month");
	put("membership", "@centre", "2024-03-01", "{\"members\":80}");
	ask_trail("reach", "2024-03", NULL);
	expect_trail(WINDOW_PERIOD, "den0 centre#2 80; num0 P1#1 1");
	expect_trail(WINDOW_PREVIOUS, "den0 women 1000");
}

/* "-": not in the whole. */
Test(trail, an_estimate_of_a_part_is_told_in_its_group)
{
	put("population_estimate", "", "2024-01-01",
	    "{\"area\":\"urban\",\"population\":\"x\",\"source\":\"y\",\"value\":70}");
	put("population_estimate", "", "2024-01-02",
	    "{\"area\":\"rural\",\"population\":\"x\",\"source\":\"y\",\"value\":30}");
	ask_trail("of_area", "2024-03", "area");
	expect_trail(WINDOW_PERIOD, "den0 a#1 70 urban; den0 a#2 30 rural");
	cr_expect(trail->items[0]->counted && !trail->items[0]->part);
	put("population_estimate", "", "2024-01-03",
	    "{\"area\":\"all\",\"population\":\"x\",\"source\":\"y\",\"value\":99}");
	ask_trail("of_area", "2024-03", "area");
	expect_trail(WINDOW_PERIOD, "den0 a#1 70- urban; den0 a#2 30- rural; den0 a#3 99");
	cr_expect(!trail->items[1]->counted && trail->items[1]->part);
}

Test(trail, a_parity_is_told_by_the_groups_of_what_it_compares)
{
	put("enrolment", "W", "2024-01-01", "{\"sex\":\"F\"}");
	put("enrolment", "M", "2024-01-01", "{\"sex\":\"M\"}");
	put("attendance", "W@centre", "2024-03-02", LATE(30));
	put("attendance", "M@centre", "2024-02-02", LATE(60));
	ask_trail("parity", "2024-03", NULL);
	cr_assert_eq(trail->n_metrics, 2);
	cr_expect_str_eq(trail->metrics[1].metric->def->code, "rate");
	expect_trail(WINDOW_PERIOD, "den0 W#3 60 F; num0 W#3 30 F");
	expect_trail(WINDOW_PREVIOUS, "den0 M#4 60 M; num0 M#4 60 M");
}

Test(trail, a_callback_may_name_no_entry_or_fail)
{
	put("enrolment", "P1", "2024-03-01", "{}");
	put("exit", "P1", "2024-03-09", "{}");
	put("visit_count", "@centre", "2024-03-01", "{\"visits\":30}");
	ask_trail("folded", "2024-03", NULL);
	expect_trail(WINDOW_PERIOD, "aside0 P1#1 2; num0 P1 1; num0 P1#2 not_recorded; num0 centre could_not_fold");
	expect_excluded("folded", "not_recorded 1, could_not_fold 1, aside 1 = 2");
}

/* By the as-of date, 2024-12-31, and of all kinds of the program. */
Test(trail, each_site_has_its_latest_entry)
{
	put("event", "@kiosk", "2023-01-01", "{}");
	put("visit_count", "@centre", "2024-04-05", "{\"visits\":30}");
	put("attendance", "P1@centre", "2024-03-02", LATE(10));
	put("session", "@kiosk", "2025-12-01", "{\"planned\":true}");
	ask_trail("persons", "2024-03", NULL);
	cr_assert_eq(trail->n_sites, 2);
	cr_expect_str_eq(trail->sites[0].site, "centre");
	cr_expect_eq(trail->sites[0].day, day_of("2024-04-05"));
	cr_expect_str_eq(trail->sites[1].site, "kiosk");
	cr_expect_eq(trail->sites[1].day, day_of("2023-01-01"));
}

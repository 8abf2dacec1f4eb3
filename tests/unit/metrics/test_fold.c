/* Metrics by callback: what it is shown, what it may add, and what becomes of it. */
#include "config.h"

#include "asking.h"

#include <string.h>

/* Longest run of services, in entries; leaves out whom it does not know the sex of; fails on "P-bad". */
static int fold_runs(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
		     const struct sijil_window *window, struct sijil_tally *tally)
{
	const struct sijil_entry *last = NULL;
	int64_t run = 0, best = 0;
	size_t i;

	(void)instance;
	if (history->subject != SIJIL_PERSON)
		return 0;
	if (strcmp(history->code, "P-bad") == 0)
		return -1;
	for (i = 0; i < history->n; i++) {
		const struct sijil_entry *e = history->entries[i];

		if (e->program != history->program || strcmp(e->kind, "attendance") != 0 || e->day < window->from ||
		    e->day > window->to)
			continue;
		run = strcmp(host->text(e, "status"), "absent") == 0 ? 0 : run + SIJIL_ONE;
		best = run > best ? run : best;
		last = e;
	}
	if (last == NULL)
		return 0;
	if (history->n_spells == 0) {
		host->add(tally, SIJIL_EXCLUDED, last, 0);
		return 0;
	}
	host->add(tally, SIJIL_NUMERATOR, last, best);
	host->add(tally, SIJIL_DENOMINATOR, last, SIJIL_ONE);
	host->add(tally, SIJIL_ASIDE, last, 2 * SIJIL_ONE);
	return 0;
}

/* Adds the minutes of every attendance it is shown, as they are: of some it is not known. */
static int fold_all(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
		    const struct sijil_window *window, struct sijil_tally *tally)
{
	size_t i;

	(void)instance;
	(void)window;
	for (i = 0; i < history->n; i++)
		if (strcmp(history->entries[i]->kind, "attendance") == 0)
			host->add(tally, SIJIL_NUMERATOR, history->entries[i],
				  host->number(history->entries[i], "minutes"));
	return 0;
}

/* One for each history, of no entry in particular. */
static int fold_histories(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
			  const struct sijil_window *window, struct sijil_tally *tally)
{
	(void)instance;
	(void)window;
	(void)history;
	host->add(tally, SIJIL_NUMERATOR, NULL, SIJIL_ONE);
	return 0;
}

/* Leaves out every visit count that touches the window. */
static int fold_none(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
		     const struct sijil_window *window, struct sijil_tally *tally)
{
	size_t i;

	(void)instance;
	for (i = 0; i < history->n; i++)
		if (history->entries[i]->day <= window->to && history->entries[i]->day_end >= window->from)
			host->add(tally, SIJIL_EXCLUDED, history->entries[i], 0);
	return 0;
}

static const struct sijil_metric metrics[] = {
	{ METRIC("none", 1), .fold = fold_none },
	{ METRIC("runs", 1), .ratio = true, .breakdowns = "sex", .fold = fold_runs },
	{ METRIC("minutes", 1), .breakdowns = "site", .fold = fold_all },
	{ METRIC("histories", 1), .breakdowns = "site", .fold = fold_histories },
	{ METRIC("with_measures", 1), .fold = fold_runs,
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "enrolment" }) },
	{ 0 },
};

static void setup(void)
{
	school_open(metrics);
}

TestSuite(fold, .init = setup, .fini = asking_end);

#define PRESENT "{\"minutes\":10,\"status\":\"present\"}"
#define ABSENT "{\"status\":\"absent\"}"

static void put_runs(void)
{
	put("enrolment", "P1", "2024-03-01", "{\"sex\":\"F\"}");
	put("attendance", "P1", "2024-03-02", PRESENT);
	put("attendance", "P1", "2024-03-03", PRESENT);
	put("attendance", "P1", "2024-03-04", ABSENT);
	put("attendance", "P1", "2024-04-05", PRESENT);
	put("enrolment", "P2", "2024-03-01", "{\"sex\":\"M\"}");
	put("attendance", "P2", "2024-03-02", PRESENT);
	put("attendance", "P3", "2024-03-02", PRESENT);
}

Test(fold, what_it_adds_to_either_side_aside_and_leaves_out)
{
	put_runs();
	ask("2024-03", "sex,month", "2024-05-01");
	expect_total("runs", "1.5 (3/2)");
	expect_by("runs", "sex", "= F 2 (2/1), M 1 (1/1)");
	expect_by("runs", "month", "= 2024-03 1.5 (3/2)");
	expect_excluded("runs", "not_recorded 1, aside 2 = 4");
}

Test(fold, it_is_asked_for_every_window)
{
	put_runs();
	ask("2024-03..2024-04", "month", "2024-05-01");
	expect_by("runs", "month", "2024-03 1.5 (3/2), 2024-04 1 (1/1)");
	expect_total("runs", "1.5 (3/2)");
	expect_previous("runs", "no_entries (-/0)");
}

Test(fold, a_history_that_cannot_be_folded_is_left_out_and_counted)
{
	put_runs();
	put("attendance", "P-bad", "2024-03-02", PRESENT);
	ask("2024-03", NULL, "2024-05-01");
	expect_total("runs", "1.5 (3/2)");
	expect_excluded("runs", "not_recorded 1, could_not_fold 1, aside 2 = 4");
}

Test(fold, it_adds_to_what_the_measures_give)
{
	put_runs();
	ask("2024-03", NULL, "2024-05-01");
	expect_total("with_measures", "5 (5)"); /* 2 enrolments, and runs of 2 and 1 */
}

Test(fold, of_nothing_it_is_missing)
{
	ask("2024-03", NULL, NULL);
	expect_total("runs", "no_entries (-/0)");
	expect_total("minutes", "no_entries (-)");
}

Test(fold, a_value_that_is_missing_is_left_out_and_counted)
{
	put("attendance", "P1", "2024-03-02", PRESENT);
	put("attendance", "P1", "2024-03-03", ABSENT);
	ask("2024-03", NULL, NULL);
	expect_total("minutes", "10 (10)");
	expect_excluded("minutes", "not_recorded 1");
}

Test(fold, it_is_not_shown_what_comes_after_the_day_asked_on)
{
	put("attendance", "P1", "2024-03-02", PRESENT);
	put("attendance", "P1", "2024-03-03", PRESENT);
	ask("2024-03", NULL, "2024-03-02");
	expect_total("minutes", "10 (10)");
}

Test(fold, an_amount_of_no_entry_is_in_no_group)
{
	put("attendance", "P1@kiosk", "2024-03-02", PRESENT);
	put("visit_count", "@centre", "2024-03-02", "{}");
	ask("2024-03", "site", NULL);
	expect_total("histories", "2 (2)");
	expect_by("histories", "site", "");
}

Test(fold, histories_without_an_entry_of_the_program_are_not_shown)
{
	school.program = "b";
	put("attendance", "P1", "2024-03-02", PRESENT);
	ask("2024-03", NULL, NULL);
	expect_total("histories", "no_entries (-)");
}

/* So that a month says "not available monthly", and not that something was not recorded. */
Test(fold, what_it_leaves_out_is_told_by_its_days)
{
	put("visit_count", "@kiosk", "2024-01-01..2024-03-31", "{\"visits\":90}");
	put("visit_count", "@kiosk", "2024-02-20..2024-03-10", "{\"visits\":90}");
	ask("2024-02", NULL, NULL);
	expect_total("none", "straddles (-)");
	expect_excluded("none", "straddles 2");
	put("visit_count", "@kiosk", "2024-02-01..2024-02-29", "{\"visits\":90}");
	ask("2024-02", NULL, NULL);
	expect_excluded("none", "straddles 2, not_recorded 1");
}

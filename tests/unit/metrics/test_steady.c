/* The same entries give the same answers: in whatever order they were logged, in however many slices they are read. */
#include "config.h"

#include "asking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/tally.h"

#define MINUTES { .take = SIJIL_SUM, .kind = "attendance", .of = "minutes", .where = "status=present|late" }

static const struct sijil_metric metrics[] = {
	{ METRIC("minutes", 1), .breakdowns = "sex,site,age_band,subject=session.subject",
	  .numerator = MEASURES(MINUTES) },
	{ METRIC("active", 1), .breakdowns = "sex,site,age_band",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .spells = SIJIL_ACTIVE }) },
	{ METRIC("lapsed", 1), .breakdowns = "sex",
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_LAPSED }) },
	{ METRIC("scores", 1), .breakdowns = "sex,site",
	  .numerator = MEASURES({ .take = SIJIL_LATEST, .kind = "assessment", .of = "score" }) },
	{ METRIC("members", 1), .breakdowns = "site",
	  .numerator = MEASURES({ .take = SIJIL_STANDING, .kind = "membership", .of = "members" }) },
	{ METRIC("share", 100), .ratio = true, .breakdowns = "sex", .numerator = MEASURES(MINUTES),
	  .denominator = MEASURES({ .take = SIJIL_PERSONS, .kind = "attendance" }) },
	{ METRIC("parity", 1), .ratio = true, .parity_of = "share", .parity_groups = "sex=F|M" },
	{ 0 },
};

enum { PERSONS = 12, ROWS_MAX = 200 };

struct row {
	const char *kind, *who, *day, *fields;
};
static struct row rows[ROWS_MAX];
static size_t n_rows;

static void row(const char *kind, const char *who, const char *day, const char *fields)
{
	cr_assert_lt(n_rows, ROWS_MAX);
	rows[n_rows++] = (struct row){ kind, who, day, fields };
}

/* Twelve persons with different stories at three sites; the sessions they refer to are entries 1 to 3. */
static void make_rows(struct arena *arena)
{
	static const char *const sites[] = { "centre", "kiosk", "farm" }, *const sexes[] = { "F", "M", "U" };
	int i, k;

	for (i = 0; i < PERSONS; i++) {
		const char *who = arena_printf(arena, "P%d@%s", i, sites[i % 3]);

		row("enrolment", who, arena_printf(arena, "2024-0%d-01", 1 + i % 3),
		    arena_printf(arena, "{\"birth_year\":%d,\"cohort\":\"c%d\",\"sex\":\"%s\"}", 1998 + i, i % 2,
				 sexes[i % 3]));
		for (k = 0; k < i; k++)
			row("attendance", who, arena_printf(arena, "2024-0%d-1%d", 1 + k % 6, k % 10),
			    arena_printf(arena, "{\"minutes\":%d,\"session\":%d,\"status\":\"late\"}", 7 * i + k,
					 1 + k % 3));
		row("assessment", who, arena_printf(arena, "2024-02-%02d", 1 + i),
		    arena_printf(arena, "{\"score\":%d.25}", i));
		if (i % 4 == 0)
			row("exit", who, "2024-05-20", "{}");
	}
	for (i = 0; i < 3; i++)
		row("membership", arena_printf(arena, "@%s", sites[i]), arena_printf(arena, "2024-02-0%d", 1 + i),
		    arena_printf(arena, "{\"members\":%d}", 10 + i));
	row("session", "@kiosk", "2024-12-01", "{\"cohort\":\"c1\",\"planned\":true}");
}

/* A new register; row i comes at place (i * step + first) modulo their number, which shares no factor with step. */
static void put_rows(size_t first, size_t step)
{
	size_t i;

	put("session", "@centre", "2024-01-01", "{\"subject\":\"sport\"}");
	put("session", "@kiosk", "2024-01-01", "{\"subject\":\"literacy\"}");
	put("session", "@farm", "2024-01-01", "{}");
	for (i = 0; i < n_rows; i++) {
		const struct row *r = &rows[(i * step + first) % n_rows];

		put(r->kind, r->who, r->day, r->fields);
	}
	school_commit();
}

/* All that was answered, as one text. */
static char *told(void)
{
	static const char *const by[] = { "sex", "site", "age_band", "subject", "month" };
	struct str out;
	size_t i, k;

	str_init(&out, STR_MAX_DEFAULT);
	for (i = 0; metrics[i].code != NULL; i++) {
		const char *code = metrics[i].code;

		str_addf(&out, "%s %s before %s left out %s adjusted %lld\n", code, said_total(code),
			 said_previous(code), said_excluded(code), (long long)answer(code)->adjusted);
		for (k = 0; k < sizeof(by) / sizeof(by[0]); k++)
			str_addf(&out, "by %s %s\n", by[k], said_by(code, by[k]));
	}
	return out.s;
}

static char *ask_and_tell(void)
{
	ask("2024-S1", "sex,site,age_band,subject,month", "2024-09-30");
	return told();
}

static int take_history(void *arg, struct history *h)
{
	fold_history(arg, h);
	return 0;
}

/* What evaluate() does, in as many slices as we say. */
static char *ask_in_slices(unsigned slices)
{
	static const char *const by[] = { "sex", "site", "age_band", "subject", "month", NULL };
	const struct program *programs[] = { &school.programs[0], NULL };
	struct question q = { .as_of = day_of("2024-09-30"), .programs = programs, .by = by };
	struct evaluation *ev = mem_alloc(sizeof(*ev));
	struct sijil_err err = { 0 };
	unsigned i;

	cr_assert_eq(period_parse("2024-S1", &school.city.calendar, &q.period, &err), 0);
	ev->registry = &school.registry;
	ev->question = &q;
	cr_assert_eq(evaluation_plan(ev, &err), 0, "%s", err.message);
	for (i = 0; i < slices; i++) {
		struct store *s = school_store("2024-09-30");

		cr_assert_eq(store_load_all(s, i, slices, &err), 0);
		cr_assert_eq(store_each(s, false, take_history, ev, &err), 0, "%s", err.message);
	}
	answers_free(answers);
	answers = mem_alloc(sizeof(*answers));
	figures_make(ev, answers);
	evaluation_release(ev);
	free(ev);
	return told();
}

static struct arena texts;

static void setup(void)
{
	make_rows(&texts);
	school_open(metrics);
}

static void teardown(void)
{
	asking_end();
	arena_release(&texts);
}

TestSuite(steady, .init = setup, .fini = teardown);

Test(steady, the_order_of_logging_changes_nothing)
{
	static const size_t steps[] = { 1, 7, 11, 1 }, firsts[] = { 0, 3, 50, 40 };
	char *first, *again;
	size_t i;

	put_rows(0, 1);
	first = ask_and_tell();
	cr_expect_not_null(strstr(first, "minutes "), "%s", first);
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		cr_assert_neq(n_rows % steps[i] == 0 && steps[i] > 1, true, "%zu rows", n_rows);
		asking_end();
		answers = NULL;
		school_open(metrics);
		put_rows(firsts[i], steps[i]);
		again = ask_and_tell();
		cr_expect_str_eq(again, first, "order %zu", i);
		free(again);
	}
	free(first);
}

Test(steady, nor_does_the_number_of_slices)
{
	char *whole, *sliced;
	unsigned slices;

	put_rows(0, 1);
	whole = ask_and_tell();
	for (slices = 1; slices <= 5; slices++) {
		sliced = ask_in_slices(slices);
		cr_expect_str_eq(sliced, whole, "%u slices", slices);
		free(sliced);
	}
	free(whole);
}

/* By hand: person i attended k = 0 .. i-1, of 7i + k minutes, in month 1 + k % 6. */
Test(steady, and_it_is_right)
{
	int64_t minutes = 0;
	char text[64];
	int i, k;

	for (i = 0; i < PERSONS; i++)
		for (k = 0; k < i; k++)
			minutes += 7 * i + k;
	put_rows(0, 1);
	free(ask_and_tell());
	snprintf(text, sizeof(text), "%lld (%lld)", (long long)minutes, (long long)minutes);
	cr_expect_str_eq(said_total("minutes"), text);
	expect_total("members", "33 (33)");
	expect_total("scores", "69 (69)"); /* 0 + 1 + ... + 11 and twelve quarters */
	expect_total("active", "12 (12)");
}

/* Many rows at once: log_append_all(). */
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "log_fixture.h"

static char *path;
static struct log *log_;
static struct sijil_err err;

static void start(void)
{
	path = fixture_register();
	log_ = fixture_open(path, LOG_WRITE);
}

static void stop(void)
{
	log_close(log_);
	fixture_remove(path);
}

TestSuite(log_together, .init = start, .fini = stop);

static void expect_text(const char *sql, const char *expected)
{
	char *text = raw_text(path, sql);

	cr_expect_str_eq(text, expected, "%s: %s", sql, text);
	free(text);
}

static void no_fault(void *arg, const char *sentence)
{
	(void)arg;
	cr_expect(false, "%s", sentence);
}

static void expect_sound(int64_t entries)
{
	struct log_verified v;

	cr_assert_eq(log_verify(log_, no_fault, NULL, &v, &err), 0, "%s", err.message);
	cr_expect_eq(v.entries, entries);
}

static void begin_many(size_t many)
{
	cr_assert_eq(log_begin(log_, &(struct log_batch){ .command = "import" }, many, &err), 0, "%s", err.message);
}

/* Seventy rows: two groups that one statement inserts, and six one by one; of them the row at `at` corrects entry 1. */
static int64_t append_seventy(int at)
{
	struct log_row rows[70];
	char days[70][32];
	int64_t first = -7;
	int i;

	for (i = 0; i < 70; i++) {
		snprintf(days[i], sizeof(days[i]), "{\"n\":%d}", i);
		rows[i] = fixture_row(log_, i % 2 == 0 ? "BG-1" : "BG-2", i % 3 == 0 ? "hay_riad" : NULL, 19000 + i, days[i]);
		rows[i].day_end += i % 4;
	}
	if (at >= 0) {
		rows[at].replaces = 1;
		rows[at].reason = "typing error";
	}
	cr_assert_eq(log_append_all(log_, rows, 70, &first, &err), 0, "%s", err.message);
	return first;
}

Test(log_together, rows_appended_together_are_those_appended_one_by_one)
{
	fixture_entry(log_, "BG-1", 19000, "{\"n\":-1}");
	begin_many(10001);
	cr_expect_eq(append_seventy(40), 2);
	fixture_commit(log_);
	expect_sound(71);
	expect_text("SELECT count(*), count(DISTINCT salt), min(length(salt)) FROM entry", "71|71|16\n");
	/* Row i is entry i + 2, on day 19000 + i until i % 4 days later, of BG-1 at hay_riad or else. */
	expect_text("SELECT count(*) FROM entry WHERE id > 1 AND fields = '{\"n\":' || (id - 2) || '}' AND day = 18998 + id"
		    " AND coalesce(day_end, day) = day + (id - 2) % 4 AND (day_end IS NULL) = ((id - 2) % 4 = 0)"
		    " AND subject = ((id % 2 + 1) << 2 | 1) AND (site IS NULL) = ((id - 2) % 3 <> 0)",
		    "70\n");
	expect_text("SELECT id, replaces, reason FROM entry WHERE replaces IS NOT NULL", "42|1|typing error\n");
}

Test(log_together, a_small_batch_appended_together_keeps_its_guard)
{
	fixture_entry(log_, "BG-1", 19000, "{}");
	fixture_begin(log_, "import");
	cr_expect_eq(append_seventy(-1), 2);
	expect_text("SELECT count(*) FROM sqlite_schema WHERE name = 'entry_no_replace'", "1\n");
	fixture_commit(log_);
	expect_sound(71);
}

Test(log_together, of_rows_appended_together_one_that_makes_no_sense_fails_the_batch)
{
	struct log_row rows[40];
	int64_t first = -7;
	int i;

	begin_many(10001);
	for (i = 0; i < 40; i++)
		rows[i] = fixture_row(log_, "BG-1", NULL, 19000, "{}");
	rows[35].kind = 99;
	cr_expect_eq(log_append_all(log_, rows, 40, &first, &err), -1);
	assert_message(&err, ERR_INTERNAL, "the kind of an entry is a number that the register does not have");
	cr_expect_eq(first, -7);
	cr_expect_eq(log_append(log_, rows, &first, &err), -1, "after a failure nothing more is written");
	log_rollback(log_);
	expect_sound(0);
}

/* From 256 rows on their digests are made by another thread, some thousands at a time. */
Test(log_together, so_many_that_the_digests_are_made_beside_them)
{
	static struct log_row rows[5000];
	int64_t first = -7;
	int i;

	begin_many(10001);
	for (i = 0; i < 5000; i++)
		rows[i] = fixture_row(log_, i % 2 == 0 ? "BG-1" : "BG-2", NULL, 19000 + i % 300, "{}");
	cr_assert_eq(log_append_all(log_, rows, 5000, &first, &err), 0, "%s", err.message);
	cr_expect_eq(first, 1);
	fixture_commit(log_);
	expect_sound(5000);
	begin_many(10001);
	rows[4999].program = 99;
	cr_expect_eq(log_append_all(log_, rows, 5000, &first, &err), -1);
	assert_message(&err, ERR_INTERNAL, "the program of an entry is a number that the register does not have");
	log_rollback(log_);
	expect_sound(5000);
}

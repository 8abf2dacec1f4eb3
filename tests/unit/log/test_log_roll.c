/* Entries found by what they say in a field, with and without the index. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

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

TestSuite(log_roll, .init = start, .fini = stop);

/*
 * 1 BG-1 a, replaced by 5 (b); 2 BG-2 a; 3 BG-3 without cohort; 4 BG-4 a, voided by 6; 7 BG-5 a of program library;
 * 8 BG-6 "a" of another kind; 9 BG-7 and 10 BG-8 with quotes in it.
 */
static void fill(bool index)
{
	struct log_row row;

	fixture_entry(log_, "BG-1", 19000, "{\"cohort\":\"a\"}");
	if (index) {
		fixture_begin(log_, "log");
		cr_assert_eq(log_roll(log_, "visit", "cohort", &err), 0, "%s", err.message);
		cr_assert_eq(log_roll(log_, "visit", "cohort", &err), 0, "again: %s", err.message);
		fixture_commit(log_);
	}
	fixture_entry(log_, "BG-2", 18000, "{\"cohort\":\"a\"}");
	fixture_entry(log_, "BG-3", 19000, "{}");
	fixture_entry(log_, "BG-4", 19000, "{\"cohort\":\"a\"}");
	fixture_replace(log_, 1, "{\"cohort\":\"b\"}", "wrong class");
	fixture_replace(log_, 4, NULL, "not here");
	fixture_begin(log_, "log");
	row = fixture_row(log_, "BG-5", NULL, 19000, "{\"cohort\":\"a\"}");
	row.program = (uint32_t)log_code_number(log_, LOG_PROGRAM, "library", true, &err);
	fixture_append(log_, &row);
	row = fixture_row(log_, "BG-6", NULL, 19000, "{\"cohort\":\"a\"}");
	row.kind = (uint32_t)log_code_number(log_, LOG_KIND, "loan", true, &err);
	fixture_append(log_, &row);
	row = fixture_row(log_, "BG-7", NULL, 19000, "{\"area\":\"\\\"cohort\\\":\\\"a\",\"cohort\":\"x\\\"1\"}");
	fixture_append(log_, &row);
	row = fixture_row(log_, "BG-8", NULL, 19000, "{\"cohort\":\"x\\\"2\",\"level\":1}");
	fixture_append(log_, &row);
	fixture_commit(log_);
}

static int add_id(void *arg, const struct log_row *row)
{
	str_addf(arg, "%lld ", (long long)row->id);
	return 0;
}

static void expect_class(const char *value, const char *expected)
{
	const struct log_query query = { .program = 1, .kind = 1, .field = "cohort", .value = value, .current = true };
	struct str ids;

	str_init(&ids, STR_MAX_DEFAULT);
	cr_assert_eq(log_each(log_, &query, add_id, &ids, &err), 0, "%s", err.message);
	cr_expect_str_eq(ids.s, expected, "%s: %s", value, ids.s);
	str_release(&ids);
}

static void expect_all(void)
{
	expect_class("a", "2 ");
	expect_class("b", "5 ");
	expect_class("x\"1", "9 ");
	expect_class("x\"2", "10 ");
	expect_class("x\\", "");
	expect_class("c", "");
}

Test(log_roll, current_entries_of_the_kind_and_program)
{
	fill(true);
	expect_all();
}

Test(log_roll, without_the_index_the_same)
{
	fill(false);
	expect_all();
}

Test(log_roll, the_index_is_used_and_nothing_is_sorted)
{
	const struct log_query query = { .program = 1, .kind = 1, .field = "cohort", .value = "a" };
	struct str explain;
	char *plan;

	fill(true);
	str_init(&explain, STR_MAX_DEFAULT);
	str_addf(&explain, "EXPLAIN QUERY PLAN %s", log_roll_sql(log_, &query));
	plan = raw_text(path, explain.s);
	cr_expect(strstr(plan, "SEARCH entry USING INDEX roll_1_cohort (program=? AND <expr>=?)") != NULL, "%s", plan);
	cr_expect(strstr(plan, "TEMP B-TREE") == NULL, "it sorts: %s", plan);
	free(plan);
	str_release(&explain);
}

Test(log_roll, a_register_with_the_index_is_whole)
{
	struct log_verified v = { 0 };

	fill(true);
	cr_assert_eq(log_verify(log_, NULL, NULL, &v, &err), 0, "%s", err.message);
	cr_expect_eq(v.faults, 0);
}

Test(log_roll, an_index_is_made_inside_a_batch)
{
	cr_assert_eq(log_roll(log_, "visit", "cohort", &err), -1);
	assert_message(&err, ERR_INTERNAL, "outside a batch");
}

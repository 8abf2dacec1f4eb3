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

TestSuite(log_read, .init = start, .fini = stop);

static int add_id(void *arg, const struct log_row *row)
{
	str_addf(arg, "%lld ", (long long)row->id);
	return 0;
}

/* The numbers of the rows found, in the order found, are these. */
static void expect_ids(struct log_query query, const char *expected)
{
	struct str ids;

	str_init(&ids, STR_MAX_DEFAULT);
	cr_assert_eq(log_each(log_, &query, add_id, &ids, &err), 0, "%s", err.message);
	cr_expect_str_eq(ids.s, expected);
	str_release(&ids);
}

/*
 * 1  BG-1  19010          replaced by 4
 * 2  BG-2  19005          hay_riad
 * 3  BG-1  19000..19006   hay_riad
 * 4  BG-1  19002          replaces 1
 * 5  BG-2  19005          voided by 6
 * 6  BG-2  19005          void of 5
 * 7  BG-1  19002          program library
 * Batches: 1 has 1..3, 2 has 4, 3 has 5, 4 has 6, 5 has nothing, 6 has 7.
 */
static void fill(void)
{
	struct log_row row;

	fixture_begin(log_, "import");
	row = fixture_row(log_, "BG-1", NULL, 19010, "{\"n\":1}");
	fixture_append(log_, &row);
	row = fixture_row(log_, "BG-2", "hay_riad", 19005, "{\"n\":2}");
	fixture_append(log_, &row);
	row = fixture_row(log_, "BG-1", "hay_riad", 19000, "{\"n\":3}");
	row.day_end = 19006;
	fixture_append(log_, &row);
	fixture_commit(log_);
	fixture_begin(log_, "amend");
	row = fixture_row(log_, "BG-1", NULL, 19002, "{\"n\":4}");
	row.replaces = 1;
	row.reason = "wrong day";
	fixture_append(log_, &row);
	fixture_commit(log_);
	fixture_entry(log_, "BG-2", 19005, "{\"n\":5}");
	fixture_replace(log_, 5, NULL, "logged twice");
	fixture_begin(log_, "log");
	fixture_commit(log_);
	fixture_begin(log_, "log");
	row = fixture_row(log_, "BG-1", NULL, 19002, "{\"n\":7}");
	row.program = (uint32_t)log_code_number(log_, LOG_PROGRAM, "library", true, &err);
	row.kind = (uint32_t)log_code_number(log_, LOG_KIND, "loan", true, &err);
	fixture_append(log_, &row);
	fixture_commit(log_);
}

Test(log_read, rows_come_in_the_order_of_their_numbers)
{
	fill();
	expect_ids((struct log_query){ 0 }, "1 2 3 4 5 6 7 ");
	expect_ids((struct log_query){ .current = true }, "2 3 4 7 ");
	expect_ids((struct log_query){ .id = 4 }, "4 ");
	expect_ids((struct log_query){ .id = 4, .current = true }, "4 ");
	expect_ids((struct log_query){ .id = 1, .current = true }, "");
	expect_ids((struct log_query){ .id = 6, .current = true }, "");
	expect_ids((struct log_query){ .id = 99 }, "");
}

Test(log_read, a_history_comes_in_the_order_of_days)
{
	fill();
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 1 }, "3 4 7 1 ");
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 1, .current = true }, "3 4 7 ");
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 2 }, "2 5 6 ");
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 2, .current = true }, "2 ");
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 3 }, "");
	expect_ids((struct log_query){ .subject_type = SIJIL_SITE, .subject = 1 }, "");
	expect_ids((struct log_query){ .subject_type = SIJIL_SITE }, "");
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .current = true }, "2 3 4 7 ");
}

Test(log_read, rows_are_chosen_by_what_they_say)
{
	fill();
	expect_ids((struct log_query){ .program = 1 }, "1 2 3 4 5 6 ");
	expect_ids((struct log_query){ .program = 2, .current = true }, "7 ");
	expect_ids((struct log_query){ .kind = 2 }, "7 ");
	expect_ids((struct log_query){ .site = 1 }, "2 3 ");
	expect_ids((struct log_query){ .site = 1, .subject_type = SIJIL_PERSON, .subject = 1 }, "3 ");
	expect_ids((struct log_query){ .id = 7, .program = 1 }, "");
	expect_ids((struct log_query){ .batch = 1 }, "1 2 3 ");
	expect_ids((struct log_query){ .batch = 1, .current = true }, "2 3 ");
	expect_ids((struct log_query){ .batch = 5 }, "");
	expect_ids((struct log_query){ .batch = 6 }, "7 ");
	expect_ids((struct log_query){ .batch = 99 }, "");
	expect_ids((struct log_query){ .batch = 1, .subject_type = SIJIL_PERSON, .subject = 1 }, "3 1 ");
}

Test(log_read, dates_are_chosen_when_they_touch)
{
	fill();
	/* 3 covers 19000..19006 */
	expect_ids((struct log_query){ .from = 19006, .to = 19009 }, "3 ");
	expect_ids((struct log_query){ .from = 19007, .to = 19009 }, "");
	expect_ids((struct log_query){ .from = 18000, .to = 19000 }, "3 ");
	expect_ids((struct log_query){ .from = 18000, .to = 18999 }, "");
	expect_ids((struct log_query){ .from = 19005, .to = 19005 }, "2 3 5 6 ");
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 1, .from = 19003, .to = 19010 },
		   "3 1 ");
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 1, .from = 1, .to = 19002 }, "3 4 7 ");
}

static int keep_row(void *arg, const struct log_row *row)
{
	struct log_row *copy = arg;

	*copy = *row;
	copy->fields = row->fields != NULL ? mem_strdup(row->fields) : NULL;
	copy->reason = row->reason != NULL ? mem_strdup(row->reason) : NULL;
	return 0;
}

Test(log_read, a_row_comes_back_as_it_was_appended)
{
	struct log_row back = { 0 };
	struct log_query query = { .id = 3 };

	fill();
	cr_assert_eq(log_each(log_, &query, keep_row, &back, &err), 0);
	cr_expect_eq(back.id, 3);
	cr_expect_eq(back.batch, 1);
	cr_expect_eq(back.program, 1);
	cr_expect_eq(back.kind, 1);
	cr_expect_eq(back.subject_type, SIJIL_PERSON);
	cr_expect_eq(back.subject, 1);
	cr_expect_eq(back.site, 1);
	cr_expect_eq(back.day, 19000);
	cr_expect_eq(back.day_end, 19006);
	cr_expect_str_eq(back.fields, "{\"n\":3}");
	cr_expect_eq(back.fields_n, 7);
	cr_expect_eq(back.replaces, 0);
	cr_expect(back.reason == NULL);
	free((char *)(uintptr_t)back.fields);
	query.id = 6;
	cr_assert_eq(log_each(log_, &query, keep_row, &back, &err), 0);
	cr_expect(back.fields == NULL);
	cr_expect_eq(back.fields_n, 0);
	cr_expect_eq(back.replaces, 5);
	cr_expect_str_eq(back.reason, "logged twice");
	cr_expect_eq(back.site, 0);
	cr_expect_eq(back.day_end, back.day);
	free((char *)(uintptr_t)back.reason);
}

static int stop_at_three(void *arg, const struct log_row *row)
{
	++*(int *)arg;
	return row->id == 3 ? 42 : 0;
}

Test(log_read, reading_stops_when_asked_to)
{
	const struct log_query all = { 0 }, person = { .subject_type = SIJIL_PERSON, .subject = 1 };
	int seen = 0;

	fill();
	cr_expect_eq(log_each(log_, &all, stop_at_three, &seen, &err), 42);
	cr_expect_eq(seen, 3);
	cr_expect_eq(log_each(log_, &person, stop_at_three, &seen, &err), 42);
	cr_expect_eq(seen, 4);
	/* Nothing is left in the middle: a writer is not disturbed. */
	cr_expect_eq(fixture_entry(log_, "BG-1", 19020, "{}"), 8);
}

struct nested {
	struct str ids;
	const struct log_query *query;
};

static int read_within(void *arg, const struct log_row *row)
{
	struct nested *n = arg;

	str_addf(&n->ids, "%lld:", (long long)row->id);
	cr_assert_eq(log_each(log_, n->query, add_id, &n->ids, &err), 0);
	return 0;
}

Test(log_read, a_callback_may_read_too)
{
	const struct log_query all = { .program = 2, .current = true };
	const struct log_query outer = { .batch = 1, .current = true };
	const struct log_query history = { .subject_type = SIJIL_PERSON, .subject = 2, .current = true };
	struct nested n = { .query = &outer };

	fill();
	str_init(&n.ids, STR_MAX_DEFAULT);
	cr_assert_eq(log_each(log_, &outer, read_within, &n, &err), 0);
	cr_expect_str_eq(n.ids.s, "2:2 3 3:2 3 ");
	str_clear(&n.ids);
	n.query = &all;
	cr_assert_eq(log_each(log_, &history, read_within, &n, &err), 0);
	cr_expect_str_eq(n.ids.s, "2:7 ");
	str_release(&n.ids);
}

Test(log_read, a_batch_reads_what_it_has_written)
{
	struct log_row row;

	fill();
	fixture_begin(log_, "import");
	expect_ids((struct log_query){ .batch = 7 }, "");
	row = fixture_row(log_, "BG-2", NULL, 19001, "{}");
	fixture_append(log_, &row);
	row.replaces = 2;
	row.reason = "wrong day";
	fixture_append(log_, &row);
	expect_ids((struct log_query){ .batch = 7 }, "8 9 ");
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 2, .current = true }, "8 9 ");
	expect_ids((struct log_query){ .current = true }, "3 4 7 8 9 ");
	log_rollback(log_);
	expect_ids((struct log_query){ .current = true }, "2 3 4 7 ");
}

Test(log_read, a_large_import_still_finds_a_history)
{
	struct log_row row;

	fill();
	cr_assert_eq(log_begin(log_, &(struct log_batch){ .command = "import" }, 20000, &err), 0);
	row = fixture_row(log_, "BG-1", NULL, 19004, "{}");
	fixture_append(log_, &row);
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 1, .current = true }, "3 4 7 8 ");
	fixture_commit(log_);
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 1, .current = true }, "3 4 7 8 ");
}

Test(log_read, of_long_entries_only_the_first_day_may_be_asked_for)
{
	const struct log_query query = { .subject_type = SIJIL_PERSON, .subject = 1 };
	struct log_query q = query;

	fill();
	/* 3 covers 19000..19006 */
	q.from = q.to = 19001;
	expect_ids(q, "3 ");
	q.begins = true;
	expect_ids(q, "");
	q.from = 18999;
	expect_ids(q, "3 ");
	q = (struct log_query){ .from = 19001, .to = 19003, .begins = true };
	expect_ids(q, "4 7 ");
}

Test(log_read, the_longest_entry_is_found_on_its_last_day)
{
	struct log_row row;

	fixture_begin(log_, "log");
	row = fixture_row(log_, "BG-1", NULL, 19000, "{}");
	row.day_end = 19000 + LOG_DAYS_MAX - 1;
	fixture_append(log_, &row);
	fixture_commit(log_);
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 1, .from = row.day_end, .to = row.day_end },
		   "1 ");
}

/* --- plans --- */

static void expect_plan(const char *sql, const char *expected)
{
	struct str explain;
	char *plan;

	str_init(&explain, STR_MAX_DEFAULT);
	str_addf(&explain, "EXPLAIN QUERY PLAN %s", sql);
	plan = raw_text(path, explain.s);
	cr_expect(strstr(plan, expected) != NULL, "%s\n%s", sql, plan);
	cr_expect(strstr(plan, "TEMP B-TREE") == NULL, "it sorts: %s", plan);
	free(plan);
	str_release(&explain);
}

Test(log_read, a_history_is_found_by_the_index)
{
	fill();
	expect_plan(log_sql_subject, "SEARCH entry USING INDEX entry_subject (subject=? AND day>? AND day<?)");
	expect_plan(log_sql_subject_current, "SEARCH entry USING INDEX entry_subject (subject=? AND day>? AND day<?)");
	expect_plan(log_sql_subject_current, "SEARCH r USING COVERING INDEX entry_replaced (replaces=?)");
	expect_plan(log_sql_scan, "SEARCH entry USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
	expect_plan(log_sql_scan_kind, "SEARCH entry USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
	expect_plan(log_sql_scan_type, "SEARCH entry USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)");
	expect_plan(log_sql_replaced, "USING COVERING INDEX entry_replaced (replaces>? AND replaces<?)");
}

/* --- the rest --- */

static int add_batch(void *arg, const struct log_batch *b)
{
	str_addf(arg, "%lld %s %s %lld;", (long long)b->id, b->command, b->recorded_by, (long long)b->recorded_at);
	return b->id == 4 ? 9 : 0;
}

Test(log_read, batches_are_read_in_order)
{
	struct str text;

	fill();
	str_init(&text, STR_MAX_DEFAULT);
	cr_expect_eq(log_batch(log_, 2, add_batch, &text, &err), 0);
	cr_expect_eq(log_batch(log_, 99, add_batch, &text, &err), 0);
	cr_expect_str_eq(text.s, "2 amend amina 1700000000;");
	str_clear(&text);
	cr_expect_eq(log_batch(log_, 0, add_batch, &text, &err), 9);
	cr_expect_str_eq(text.s, "1 import amina 1700000000;2 amend amina 1700000000;3 log amina 1700000000;"
				 "4 void amina 1700000000;");
	str_release(&text);
}

static int add_ack(void *arg, const struct log_ack *a)
{
	str_addf(arg, "%lld %s %s %s %lld;", (long long)a->entry, a->rule, a->reason, a->recorded_by,
		 (long long)a->recorded_at);
	return 0;
}

Test(log_read, acknowledgements_are_read_by_entry)
{
	struct str text;

	fill();
	str_init(&text, STR_MAX_DEFAULT);
	fixture_begin(log_, "ack");
	log_acknowledge(log_, 4, "W2", "it is so", &err);
	log_acknowledge(log_, 2, "W1", "two visits", &err);
	log_acknowledge(log_, 2, "W0", "yes, two", &err);
	cr_expect_eq(log_acks(log_, 4, add_ack, &text, &err), 0);
	cr_expect_str_eq(text.s, "4 W2 it is so amina 1700000000;", "within the batch");
	fixture_commit(log_);
	str_clear(&text);
	cr_expect_eq(log_acks(log_, 0, add_ack, &text, &err), 0);
	cr_expect_str_eq(text.s, "2 W1 two visits amina 1700000000;2 W0 yes, two amina 1700000000;"
				 "4 W2 it is so amina 1700000000;");
	str_clear(&text);
	cr_expect_eq(log_acks(log_, 1, add_ack, &text, &err), 0);
	cr_expect_str_eq(text.s, "");
	str_release(&text);
}

Test(log_read, entry_numbers_are_written_and_read)
{
	const int64_t second = (INT64_C(1) << 40) + 17;
	char text[32];

	cr_expect_str_eq(log_id_text(17, text), "17");
	cr_expect_str_eq(log_id_text(second, text), "1.17");
	cr_expect_eq(log_id_parse("17"), 17);
	cr_expect_eq(log_id_parse("#17"), 17);
	cr_expect_eq(log_id_parse("1.17"), second);
	cr_expect_eq(log_id_parse("#1.17"), second);
	cr_expect_eq(log_id_parse("0.17"), 17);
	cr_expect_eq(log_id_parse("1099511627775"), (INT64_C(1) << 40) - 1);
	cr_expect_eq(log_id_parse("8388607.1099511627775"), INT64_MAX);
}

Test(log_read, other_texts_are_no_entry_numbers)
{
	/* clang-format off */
	static const char *const texts[] = {
		"", "#", "0", "-1", "+1", "1a", "a", "1.", ".1", "1.0", "1.2.3", "##1", " 1", "1 ",
		"1099511627776", "8388608.1", "99999999999999999999999",
	};
	/* clang-format on */
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		cr_expect_eq(log_id_parse(texts[i]), -1, "'%s'", texts[i]);
}

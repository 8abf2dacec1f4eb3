/* What became of batches, what their record holds, and the keys of files' rows. */
#include "config.h"

#include "log_fixture.h"

static char *path;
static struct log *log_;
static struct sijil_err err;

static void setup(void)
{
	path = fixture_register();
	log_ = fixture_open(path, LOG_WRITE);
	err = (struct sijil_err){ 0 };
}

static void teardown(void)
{
	log_close(log_);
	fixture_remove(path);
}

TestSuite(log_batches, .init = setup, .fini = teardown);

/* An import of so many entries; its batch. */
static void import(int n)
{
	struct log_row row;
	int i;

	fixture_begin(log_, LOG_IMPORT);
	for (i = 0; i < n; i++) {
		row = fixture_row(log_, "P1", NULL, 19000 + i, "{}");
		fixture_append(log_, &row);
	}
	fixture_commit(log_);
}

static int take_row(void *arg, const struct log_row *row)
{
	*(struct log_row *)arg = *row;
	return 1;
}

static void undo(int64_t id)
{
	const struct log_query query = { .id = id };
	struct log_row row;

	cr_assert_eq(log_each(log_, &query, take_row, &row, &err), 1);
	row.fields = NULL;
	row.fields_n = 0;
	row.replaces = id;
	row.reason = "the wrong year";
	fixture_begin(log_, LOG_UNDO);
	fixture_append(log_, &row);
	fixture_commit(log_);
}

Test(log_batches, the_fate_of_rows)
{
	struct log_fate fate;

	import(4);
	cr_assert_eq(log_batch_fate(log_, 1, &fate, &err), 0, "%s", err.message);
	cr_expect_eq(fate.rows, 4);
	cr_expect_eq(fate.undone + fate.voided + fate.corrected, 0);
	undo(1);
	fixture_replace(log_, 2, NULL, "not ours");
	fixture_replace(log_, 3, "{\"a\":1}", "a typing error");
	cr_assert_eq(log_batch_fate(log_, 1, &fate, &err), 0, "%s", err.message);
	cr_expect_eq(fate.rows, 4);
	cr_expect_eq(fate.undone, 1);
	cr_expect_eq(fate.voided, 1);
	cr_expect_eq(fate.corrected, 1);
	cr_assert_eq(log_batch_fate(log_, 77, &fate, &err), 0);
	cr_expect_eq(fate.rows, 0);
}

static int take_batch(void *arg, const struct log_batch *b)
{
	*(struct log_batch *)arg = *b;
	return 1;
}

static void take_fault(void *arg, const char *sentence)
{
	(void)sentence;
	++*(int *)arg;
}

Test(log_batches, the_record_of_an_import_is_proved)
{
	const struct log_batch counts = { .lines = 15, .added = 1, .unchanged = 2, .superseded = 3, .rejected = 4,
					  .passed = 5, .warned = 6 };
	struct log_verified verified;
	struct log_batch b;
	struct log_row row;
	int faults = 0;

	fixture_begin(log_, LOG_IMPORT);
	row = fixture_row(log_, "P1", NULL, 19000, "{}");
	fixture_append(log_, &row);
	cr_assert_eq(log_commit(log_, &counts, &err), 0, "%s", err.message);
	cr_assert_eq(log_batch(log_, 1, take_batch, &b, &err), 1);
	cr_expect_eq(b.superseded, 3);
	cr_expect_eq(b.rejected, 4);
	cr_expect_eq(b.passed, 5);
	cr_assert_eq(log_verify(log_, take_fault, &faults, &verified, &err), 0, "%s", err.message);
	cr_expect_eq(faults, 0);
	raw_tamper(path, "batch", "UPDATE batch SET rejected = 0");
	cr_assert_eq(log_verify(log_, take_fault, &faults, &verified, &err), 0, "%s", err.message);
	cr_expect_gt(faults, 0);
}

struct found {
	int64_t entries[4];
	size_t n;
};

static int take_entry(void *arg, int64_t entry)
{
	struct found *f = arg;

	f->entries[f->n++] = entry;
	return 0;
}

Test(log_batches, keys_of_rows_are_remembered_the_latest_entry_first)
{
	const uint8_t one[LOG_SALT] = "the key of a row", other[LOG_SALT] = "another key ....";
	struct found found = { .n = 0 };
	struct log_row row;

	fixture_begin(log_, LOG_IMPORT);
	row = fixture_row(log_, "P1", NULL, 19000, "{}");
	cr_assert_eq(log_key_add(log_, one, fixture_append(log_, &row), &err), 0, "%s", err.message);
	cr_assert_eq(log_key_add(log_, other, fixture_append(log_, &row), &err), 0, "%s", err.message);
	cr_assert_eq(log_key_add(log_, one, fixture_append(log_, &row), &err), 0, "%s", err.message);
	fixture_commit(log_);
	cr_assert_eq(log_key_each(log_, one, take_entry, &found, &err), 0, "%s", err.message);
	cr_assert_eq(found.n, 2u);
	cr_expect_eq(found.entries[0], 3);
	cr_expect_eq(found.entries[1], 1);
	cr_expect_neq(raw_try(path, "DELETE FROM source_key"), NULL, "keys are kept as entries are");
}

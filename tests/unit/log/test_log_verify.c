#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "log_fixture.h"

static char *path;
static struct sijil_err err;

/*
 * Batch 1: entries 1 to 3.  Batch 2: entry 4 replaces 1.  Batch 3: entry 5 voids 2.  Batch 4: two acknowledgements
 * on 3. Batch 5: entries 6 and 7.
 */
static void start(void)
{
	struct log *log;
	struct log_row row;
	int i;

	path = fixture_register();
	log = fixture_open(path, LOG_WRITE);
	fixture_begin(log, "import");
	for (i = 0; i < 3; i++) {
		row = fixture_row(log, "BG-1", "hay_riad", 19000 + i, "{\"minutes\":45}");
		fixture_append(log, &row);
	}
	fixture_commit(log);
	fixture_replace(log, 1, "{\"minutes\":50}", "typing error");
	fixture_replace(log, 2, NULL, "logged twice");
	fixture_begin(log, "ack");
	cr_assert_eq(log_acknowledge(log, 3, "CORE-W08", "two visits", &err), 0);
	cr_assert_eq(log_acknowledge(log, 3, "CORE-W10", "it is so", &err), 0);
	fixture_commit(log);
	fixture_begin(log, "import");
	row = fixture_row(log, "BG-2", NULL, 19010, "{\"minutes\":1}");
	fixture_append(log, &row);
	row = fixture_row(log, "BG-2", NULL, 19011, "{\"minutes\":2}");
	fixture_append(log, &row);
	fixture_commit(log);
	log_close(log);
}

static void stop(void)
{
	fixture_remove(path);
}

TestSuite(log_verify, .init = start, .fini = stop);

static void add_fault(void *arg, const char *sentence)
{
	str_addf(arg, "%s\n", sentence);
}

/* The faults found are these, in order, one a line. */
static void expect_faults(const char *expected)
{
	struct log *log = fixture_open(path, LOG_READ);
	struct log_verified v;
	struct str found;
	size_t lines = 0, i;

	str_init(&found, STR_MAX_DEFAULT);
	cr_assert_eq(log_verify(log, add_fault, &found, &v, &err), 0, "%s", err.message);
	cr_expect_str_eq(found.s, expected, "%s", found.s);
	for (i = 0; i < found.len; i++)
		lines += found.s[i] == '\n';
	cr_expect_eq(v.faults, lines);
	str_release(&found);
	log_close(log);
}

/* Some fault found says this. */
static void expect_fault(const char *part)
{
	struct log *log = fixture_open(path, LOG_READ);
	struct log_verified v;
	struct str found;

	str_init(&found, STR_MAX_DEFAULT);
	cr_assert_eq(log_verify(log, add_fault, &found, &v, &err), 0, "%s", err.message);
	cr_expect(strstr(found.s, part) != NULL, "\"%s\" in:\n%s", part, found.s);
	cr_expect_gt(v.faults, 0);
	str_release(&found);
	log_close(log);
}

static const char batch_1_changed[] =
	"batch 1: one of the entries 1 to 3, or the record of the batch, was changed after it "
	"was written: its head does not match\n";

Test(log_verify, a_sound_register_has_no_faults)
{
	struct log *log = fixture_open(path, LOG_READ);
	struct log_verified v;
	struct str found;
	char *head = raw_text(path, "SELECT lower(hex(head)) FROM batch WHERE id = 5");

	str_init(&found, STR_MAX_DEFAULT);
	cr_assert_eq(log_verify(log, add_fault, &found, &v, &err), 0, "%s", err.message);
	cr_expect_str_eq(found.s, "");
	cr_expect_eq(v.faults, 0);
	cr_expect_eq(v.entries, 7);
	cr_expect_eq(v.batches, 5);
	cr_expect_eq(v.origins, 1);
	cr_expect_eq(strncmp(v.head, head, 64), 0);
	cr_expect_eq(strlen(v.head), 64);
	str_release(&found);
	free(head);
	log_close(log);
}

Test(log_verify, a_register_open_for_writing_is_verified_too)
{
	struct log *log = fixture_open(path, LOG_WRITE);
	struct log_verified v;
	struct str found;

	str_init(&found, STR_MAX_DEFAULT);
	cr_expect_eq(log_verify(log, add_fault, &found, &v, &err), 0, "%s", err.message);
	cr_expect_eq(v.faults, 0);
	fixture_begin(log, "log");
	cr_expect_eq(log_verify(log, add_fault, &found, &v, &err), -1);
	log_rollback(log);
	cr_expect_eq(fixture_entry(log, "BG-1", 19000, "{}"), 8);
	str_release(&found);
	log_close(log);
}

Test(log_verify, a_changed_field_is_found)
{
	raw_tamper(path, "entry", "UPDATE entry SET fields = '{\"minutes\":46}' WHERE id = 3");
	expect_faults(batch_1_changed);
}

Test(log_verify, a_changed_day_is_found)
{
	raw_tamper(path, "entry", "UPDATE entry SET day = day + 1 WHERE id = 4");
	expect_faults("batch 2: entry 4, or the record of the batch, was changed after it was written: its head does "
		      "not match\n");
}

Test(log_verify, any_changed_column_is_found)
{
	static const char *const changes[] = {
		"UPDATE entry SET day_end = day + 3 WHERE id = 3",   "UPDATE entry SET site = NULL WHERE id = 3",
		"UPDATE entry SET subject = 9 WHERE id = 3",         "UPDATE entry SET reason = 'x' WHERE id = 3",
		"UPDATE entry SET salt = zeroblob(16) WHERE id = 3",
	};
	static const char *const undo[] = {
		"UPDATE entry SET day_end = NULL WHERE id = 3",
		"UPDATE entry SET site = 1 WHERE id = 3",
		"UPDATE entry SET subject = 5 WHERE id = 3",
		"UPDATE entry SET reason = NULL WHERE id = 3",
	};
	size_t i;

	for (i = 0; i < 5; i++) {
		raw_tamper(path, "entry", changes[i]);
		expect_faults(batch_1_changed);
		if (i < 4)
			raw_tamper(path, "entry", undo[i]);
	}
}

Test(log_verify, swapped_rows_are_found)
{
	raw_tamper(path, "entry",
		   "UPDATE entry SET id = -1 WHERE id = 6; UPDATE entry SET id = 6 WHERE id = 7;"
		   "UPDATE entry SET id = 7 WHERE id = -1");
	expect_faults(
		"batch 5: one of the entries 6 to 7, or the record of the batch, was changed after it was written: "
		"its head does not match\n");
}

Test(log_verify, a_changed_code_is_found)
{
	raw_tamper(path, "person", "UPDATE person SET code = 'BG-9' WHERE id = 2");
	expect_faults(
		"batch 5: one of the entries 6 to 7, or the record of the batch, was changed after it was written: "
		"its head does not match\n");
}

Test(log_verify, a_removed_code_is_found)
{
	raw_tamper(path, "person", "DELETE FROM person WHERE id = 2");
	expect_faults("entry 6 names a subject that the register does not have\n"
		      "entry 7 names a subject that the register does not have\n");
}

Test(log_verify, a_kept_digest_that_does_not_match_is_found)
{
	raw_tamper(path, "entry", "UPDATE entry SET digest = zeroblob(32) WHERE id = 7");
	expect_faults("entry 7 was changed after it was written: its digest does not match\n");
}

Test(log_verify, a_lost_salt_is_found)
{
	raw_tamper(path, "entry", "UPDATE entry SET salt = NULL WHERE id = 7");
	expect_faults("entry 7 has lost its salt: its content cannot be checked\n");
}

Test(log_verify, a_changed_batch_is_found)
{
	raw_tamper(path, "batch", "UPDATE batch SET recorded_by = 'karim' WHERE id = 2");
	expect_faults("batch 2: entry 4, or the record of the batch, was changed after it was written: its head does "
		      "not match\n");
	raw_tamper(path, "batch",
		   "UPDATE batch SET recorded_by = 'amina'; UPDATE batch SET recorded_at = 1 WHERE id = 1");
	expect_faults(batch_1_changed);
}

Test(log_verify, a_changed_acknowledgement_is_found)
{
	raw_tamper(path, "ack", "UPDATE ack SET reason = 'no reason' WHERE id = 1");
	expect_faults("batch 4: its record was changed after it was written: its head does not match\n");
}

Test(log_verify, removed_acknowledgements_are_found)
{
	raw_tamper(path, "ack", "DELETE FROM ack WHERE id = 1");
	expect_faults("batch 4: acknowledgements are missing\n");
	raw_tamper(path, "ack", "DELETE FROM ack");
	expect_fault("acknowledgements are missing at the end");
}

Test(log_verify, a_foreign_acknowledgement_is_found)
{
	raw_exec(path, "INSERT INTO ack VALUES (3, 9, 3, 'W1', 'because')");
	expect_faults("acknowledgement 3 is of no batch: it was not written by sijil\n");
}

Test(log_verify, a_deleted_row_is_found)
{
	raw_tamper(path, "entry", "DELETE FROM entry WHERE id = 3");
	expect_fault("entry 3 is missing: removed after being written\n");
	raw_tamper(path, "entry", "DELETE FROM entry WHERE id IN (2, 6, 7)");
	expect_fault("entries 2 to 3 are missing: removed after being written\n");
	expect_fault("entries 6 to 7 are missing: removed after being written\n");
	expect_fault("acknowledgement 1 is of an entry that does not exist\n");
	expect_fault("entry 5 replaces entry 2, which does not exist\n");
}

Test(log_verify, an_inserted_row_is_found)
{
	raw_exec(path, "INSERT INTO entry (id, batch, program, kind, subject, day, fields, salt)"
		       " VALUES (8, 5, 1, 1, 5, 19000, '{}', zeroblob(16))");
	expect_faults("entry 8 is in no batch: not written by sijil, or the batch was removed\n");
	raw_exec(path, "INSERT INTO entry (id, batch, program, kind, subject, day, fields, salt)"
		       " VALUES (9, 6, 1, 1, 5, 19000, '{}', zeroblob(16))");
	expect_faults("entries 8 to 9 are in no batch: not written by sijil, or the batch was removed\n");
}

Test(log_verify, a_row_of_no_origin_is_found)
{
	raw_exec(path, "INSERT INTO entry (id, batch, program, kind, subject, day, fields, salt)"
		       " VALUES ((5 << 40) + 1, 5, 1, 1, 5, 19000, '{}', zeroblob(16))");
	expect_faults("entry 5.1 is in no batch: not written by sijil, or the batch was removed\n");
}

Test(log_verify, a_row_moved_to_another_batch_is_found)
{
	raw_tamper(path, "entry", "UPDATE entry SET batch = 2 WHERE id = 3");
	expect_faults("entry 3 says that it is of batch 2, but was written in batch 1\n");
}

Test(log_verify, a_removed_batch_is_found)
{
	raw_tamper(path, "batch", "DELETE FROM batch WHERE id = 2");
	expect_faults("batch 2 is missing: removed after being written\n"
		      "entry 4 is in no batch: not written by sijil, or the batch was removed\n");
	raw_tamper(path, "entry", "DELETE FROM entry WHERE id = 4");
	expect_faults("batch 2 is missing: removed after being written\n"
		      "entry 4 is missing: removed after being written\n");
}

Test(log_verify, a_cut_tail_is_found)
{
	raw_tamper(path, "entry", "DELETE FROM entry WHERE id >= 6");
	raw_tamper(path, "batch", "DELETE FROM batch WHERE id = 5");
	expect_faults("entries 6 to 7 are missing at the end: removed\nbatch 5 is missing at the end: removed\n");
	/* The counts made to fit: the head still tells. */
	raw_tamper(path, "origin", "UPDATE origin SET entries = 5, batches = 4");
	expect_fault("is not that of its last batch: the end of the register was changed");
}

Test(log_verify, a_changed_head_is_found)
{
	raw_tamper(path, "origin", "UPDATE origin SET head = zeroblob(32)");
	expect_fault("is not that of its last batch: the end of the register was changed");
}

Test(log_verify, a_whole_batch_rewritten_breaks_the_next)
{
	raw_tamper(path, "batch", "UPDATE batch SET head = zeroblob(32) WHERE id = 4");
	expect_faults(
		"batch 4: its record was changed after it was written: its head does not match\n"
		"batch 5: one of the entries 6 to 7, or the record of the batch, was changed after it was written: "
		"its head does not match\n");
}

Test(log_verify, a_replacement_of_nothing_is_found)
{
	raw_tamper(path, "entry", "UPDATE entry SET replaces = 77 WHERE id = 4");
	expect_fault("entry 4 replaces entry 77, which does not exist\n");
	raw_tamper(path, "entry", "UPDATE entry SET replaces = 5 WHERE id = 4");
	expect_fault("entry 4 replaces entry 5, which is a void\n");
	expect_fault("entry 4 replaces entry 5, which is not older\n");
	raw_tamper(path, "entry", "UPDATE entry SET replaces = 1, reason = NULL WHERE id = 4");
	expect_fault("entry 4 replaces entry 1 without a reason\n");
	raw_tamper(path, "entry", "UPDATE entry SET replaces = NULL WHERE id = 5");
	expect_fault("entry 5 is a void of nothing\n");
}

Test(log_verify, an_entry_replaced_twice_is_found)
{
	raw_exec(path, "DROP INDEX entry_replaced");
	raw_tamper(path, "entry", "UPDATE entry SET replaces = 1 WHERE id = 5");
	expect_fault("the index 'entry_replaced' of the register is missing, or is not as sijil made it\n");
	expect_fault("entry 5 replaces entry 1, which was replaced before\n");
}

Test(log_verify, missing_or_weakened_guards_are_found)
{
	raw_exec(path, "DROP TRIGGER entry_no_update; DROP TRIGGER batch_no_delete;"
		       "CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch BEGIN SELECT 1; END");
	expect_faults("the trigger 'batch_no_delete' of the register is missing, or is not as sijil made it\n"
		      "the trigger 'entry_no_update' of the register is missing, or is not as sijil made it\n");
}

Test(log_verify, a_damaged_page_is_a_fault)
{
	int64_t root = raw_int(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'entry_subject'");
	size_t size = (size_t)raw_int(path, "PRAGMA page_size"), n;
	char *bytes = file_bytes(path, &n);

	memset(bytes + (size_t)(root - 1) * size, 0x55, size);
	file_write(path, bytes, n);
	free(bytes);
	expect_fault("the file is damaged; SQLite says:");
}

Test(log_verify, a_damaged_table_is_a_fault_not_a_failure)
{
	int64_t root = raw_int(path, "SELECT rootpage FROM sqlite_schema WHERE name = 'entry'");
	size_t size = (size_t)raw_int(path, "PRAGMA page_size"), n;
	char *bytes = file_bytes(path, &n);

	memset(bytes + (size_t)(root - 1) * size, 0x55, size);
	file_write(path, bytes, n);
	free(bytes);
	expect_fault("restore it from a backup");
}

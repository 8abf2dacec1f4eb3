#include "config.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

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

TestSuite(log_write, .init = start, .fini = stop);

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

Test(log_write, numbers_have_no_gaps_even_after_a_rollback)
{
	struct log_row row;

	cr_expect_eq(fixture_entry(log_, "BG-1", 19000, "{}"), 1);
	fixture_begin(log_, "log");
	row = fixture_row(log_, "BG-1", NULL, 19001, "{}");
	cr_expect_eq(fixture_append(log_, &row), 2);
	cr_expect_eq(fixture_append(log_, &row), 3);
	cr_expect_eq(log_count(log_, &err), 3);
	log_rollback(log_);
	cr_expect_eq(log_count(log_, &err), 1);
	cr_expect_eq(fixture_entry(log_, "BG-1", 19002, "{}"), 2);
	expect_text("SELECT id, batch, day FROM entry", "1|1|19000\n2|2|19002\n");
	expect_text("SELECT id, first_entry, last_entry FROM batch", "1|1|1\n2|2|2\n");
	expect_text("SELECT number, entries, batches, acks FROM origin", "0|2|2|0\n");
	expect_sound(2);
}

Test(log_write, a_row_is_stored_in_few_columns)
{
	struct log_row row;

	fixture_begin(log_, "log");
	row = fixture_row(log_, "BG-1", "hay_riad", 19000, "{\"minutes\":45}");
	row.day_end = 19006;
	fixture_append(log_, &row);
	row = fixture_row(log_, "BG-2", NULL, -5, "{}");
	row.subject_type = SIJIL_PROGRAM;
	row.subject = row.program;
	fixture_append(log_, &row);
	row.subject_type = SIJIL_SITE;
	row.subject = row.site = 1;
	fixture_append(log_, &row);
	fixture_commit(log_);
	/* subject = number * 4 + type; day_end only when it differs */
	expect_text("SELECT program, kind, subject, site, day, day_end, fields, replaces, reason, length(salt), digest"
		    " FROM entry",
		    "1|1|5|1|19000|19006|{\"minutes\":45}|-|-|16|-\n"
		    "1|1|7|-|-5|-|{}|-|-|16|-\n"
		    "1|1|6|1|-5|-|{}|-|-|16|-\n");
	cr_expect_eq(raw_int(path, "SELECT count(DISTINCT salt) FROM entry"), 3);
	expect_sound(3);
}

Test(log_write, a_batch_says_who_what_and_how_many)
{
	const struct log_batch batch = { .recorded_at = 1700000000,
					 .recorded_by = "amina",
					 .command = "import",
					 .plugin = "second_chance_schools 1.0",
					 .source = "visits.csv",
					 .source_hash = "abc",
					 .lines = 1 };
	const struct log_batch counts = { .command = "not this", .lines = 9, .added = 4, .unchanged = 3, .warned = 2 };
	int64_t before = (int64_t)time(NULL);

	cr_assert_eq(log_begin(log_, &batch, 1, &err), 0, "%s", err.message);
	cr_assert_eq(log_commit(log_, &counts, &err), 0, "%s", err.message);
	cr_assert_eq(log_begin(log_, &(struct log_batch){ .command = "log", .lines = 1 }, 1, &err), 0);
	cr_assert_eq(log_commit(log_, NULL, &err), 0, "%s", err.message);
	expect_text(
		"SELECT id, recorded_at, recorded_by, command, plugin, source, source_hash, lines, added, unchanged,"
		" warned, first_entry, last_entry, length(head) FROM batch WHERE id = 1",
		"1|1700000000|amina|import|second_chance_schools 1.0|visits.csv|abc|9|4|3|2|-|-|32\n");
	expect_text("SELECT recorded_by, command, source, lines FROM batch WHERE id = 2", "-|log|-|1\n");
	cr_expect_geq(raw_int(path, "SELECT recorded_at FROM batch WHERE id = 2"), before);
	expect_sound(0);
}

/* --- what is refused --- */

/* A row that replaces `id`, in a batch that then can only be rolled back. */
static void refuse(int64_t replaces, const char *fields, const char *reason, int status, const char *part)
{
	struct log_row row;
	int64_t id = -7, entries = log_count(log_, &err);

	fixture_begin(log_, "amend");
	row = fixture_row(log_, "BG-1", NULL, 19000, fields);
	row.replaces = replaces;
	row.reason = reason;
	cr_assert_eq(log_append(log_, &row, &id, &err), -1, "accepted: %s", part);
	assert_message(&err, status, part);
	cr_expect_eq(id, -7);
	row = fixture_row(log_, "BG-1", NULL, 19000, "{}");
	cr_expect_eq(log_append(log_, &row, &id, &err), -1);
	assert_message(&err, ERR_INTERNAL, "can only be rolled back");
	cr_expect_eq(log_commit(log_, NULL, &err), -1);
	cr_expect_eq(log_count(log_, &err), entries);
	cr_expect_eq(raw_int(path, "SELECT count(*) FROM entry"), entries);
}

Test(log_write, only_a_current_entry_can_be_replaced)
{
	int64_t one = fixture_entry(log_, "BG-1", 19000, "{}"),
		two = fixture_replace(log_, one, "{\"a\":1}", "typing error");
	int64_t three = fixture_replace(log_, two, NULL, "logged twice");

	refuse(99, "{}", "typing error", ERR_DATA, "entry 99 does not exist");
	refuse(one, "{}", "typing error", ERR_DATA, "entry 1 was already replaced by entry 2");
	refuse(two, NULL, "typing error", ERR_DATA, "entry 2 was already replaced by entry 3");
	refuse(three, "{}", "typing error", ERR_DATA, "entry 3 is a void");
	cr_expect_eq(log_replaced_by(log_, one, &err), 2);
	cr_expect_eq(log_replaced_by(log_, two, &err), 3);
	cr_expect_eq(log_replaced_by(log_, three, &err), 0);
	cr_expect_eq(log_replaced_by(log_, 99, &err), 0);
	expect_sound(3);
}

Test(log_write, a_replacement_needs_a_reason)
{
	int64_t id = fixture_entry(log_, "BG-1", 19000, "{}");

	refuse(id, "{}", NULL, ERR_DATA, "a correction needs a reason of at least 3 characters");
	refuse(id, NULL, "ab", ERR_DATA, "a void needs a reason of at least 3 characters");
	refuse(id, NULL, " a \n", ERR_DATA, "at least 3 characters");
	/* Characters, not bytes: this is two. */
	refuse(id, NULL, "سج", ERR_DATA, "at least 3 characters");
	cr_expect_eq(fixture_replace(log_, id, NULL, "سجل"), 2);
	refuse(0, NULL, NULL, ERR_INTERNAL, "must name the entry that it voids");
	refuse(0, "{}", "typing error", ERR_INTERNAL, "no entry is replaced");
}

static void refuse_row(struct log_row row, const char *part)
{
	fixture_begin(log_, "log");
	cr_assert_eq(log_append(log_, &row, NULL, &err), -1, "accepted: %s", part);
	assert_message(&err, ERR_INTERNAL, part);
	log_rollback(log_);
}

Test(log_write, a_row_that_makes_no_sense_is_refused)
{
	struct log_row good, row;

	fixture_begin(log_, "log");
	good = fixture_row(log_, "BG-1", "hay_riad", 19000, "{}");
	fixture_append(log_, &good);
	fixture_commit(log_);
	row = good;
	row.day_end = row.day - 1;
	refuse_row(row, "cannot end before it begins");
	row = good;
	row.subject_type = SIJIL_SITE;
	row.site = 0;
	refuse_row(row, "its own site or program");
	row = good;
	row.fields = "{\n}";
	row.fields_n = 3;
	refuse_row(row, "in one line");
	row = good;
	row.program = 2;
	refuse_row(row, "the program of an entry");
	row = good;
	row.kind = 0;
	refuse_row(row, "the kind of an entry");
	row = good;
	row.subject = 2;
	refuse_row(row, "the subject of an entry");
	row = good;
	row.subject_type = 0;
	refuse_row(row, "the subject of an entry");
	row = good;
	row.site = 9;
	refuse_row(row, "the site of an entry");
	expect_sound(1);
}

Test(log_write, writing_belongs_in_a_batch)
{
	const struct log_row row = { .program = 1, .kind = 1, .day = 1, .day_end = 1, .fields = "{}", .fields_n = 2 };
	const struct log_batch batch = { .command = "log" };
	struct log *reader = fixture_open(path, LOG_READ);

	cr_expect_eq(log_append(log_, &row, NULL, &err), -1);
	assert_message(&err, ERR_INTERNAL, "outside a batch");
	cr_expect_eq(log_acknowledge(log_, 1, "W1", "because", &err), -1);
	cr_expect_eq(log_commit(log_, NULL, &err), -1);
	log_rollback(log_);
	fixture_begin(log_, "log");
	cr_expect_eq(log_begin(log_, &batch, 1, &err), -1);
	assert_message(&err, ERR_INTERNAL, "another one is being written");
	log_rollback(log_);
	cr_expect_eq(log_begin(reader, &batch, 1, &err), -1);
	assert_message(&err, ERR_INTERNAL, "open for reading");
	log_close(reader);
}

Test(log_write, two_writers_take_turns)
{
	struct log *other = fixture_open(path, LOG_WRITE);

	fixture_begin(log_, "log");
	db_wait_limits(other->db, 5, 50);
	cr_expect_eq(log_begin(other, &(struct log_batch){ .command = "log" }, 1, &err), -1);
	assert_message(&err, ERR_TRYAGAIN, "another process is using it; try again in a moment");
	assert_message(&err, ERR_TRYAGAIN, "nothing was written");
	fixture_commit(log_);
	cr_expect_eq(fixture_entry(other, "BG-1", 19000, "{}"), 1);
	cr_expect_eq(fixture_entry(log_, "BG-2", 19000, "{}"), 2);
	cr_expect_eq(fixture_entry(other, "BG-2", 19001, "{}"), 3);
	log_close(other);
	expect_text("SELECT id, subject FROM entry", "1|5\n2|9\n3|9\n");
	expect_sound(3);
}

Test(log_write, a_killed_writer_leaves_nothing)
{
	pid_t child;
	int status;

	fixture_entry(log_, "BG-1", 19000, "{}");
	log_close(log_);
	child = fork();
	if (child == 0) {
		struct log_row row;
		int i;

		log_ = fixture_open(path, LOG_WRITE);
		log_begin(log_, &(struct log_batch){ .command = "import" }, 20000, NULL);
		row = fixture_row(log_, "BG-2", NULL, 19000, "{}");
		for (i = 0; i < 20000; i++)
			log_append(log_, &row, NULL, NULL);
		raise(SIGKILL);
	}
	cr_assert_eq(waitpid(child, &status, 0), child);
	cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	log_ = fixture_open(path, LOG_WRITE);
	expect_sound(1);
	cr_expect_eq(log_code_number(log_, LOG_PERSON, "BG-2", false, &err), 0);
	cr_expect_eq(fixture_entry(log_, "BG-3", 19000, "{}"), 2);
}

Test(log_write, a_full_disk_loses_the_batch_not_the_register)
{
	char fields[3000];
	struct log_row row;
	int rc = 0, i;

	memset(fields, ' ', sizeof(fields));
	memcpy(fields, "{}", 2);
	fixture_entry(log_, "BG-1", 19000, "{}");
	cr_assert_eq(db_exec(log_->db, "PRAGMA max_page_count = 1", &err), 0); /* as many as there are */
	fixture_begin(log_, "import");
	row = fixture_row(log_, "BG-1", NULL, 19000, "{}");
	row.fields = fields;
	row.fields_n = sizeof(fields);
	for (i = 0; i < 100 && rc == 0; i++)
		rc = log_append(log_, &row, NULL, &err);
	cr_expect_eq(rc, -1);
	assert_message(&err, ERR_IO, "the disk is full; make room and try again");
	cr_expect_eq(log_commit(log_, NULL, &err), -1);
	cr_assert_eq(db_exec(log_->db, "PRAGMA max_page_count = 100000", &err), 0);
	cr_expect_eq(fixture_entry(log_, "BG-1", 19001, "{}"), 2);
	expect_sound(2);
}

/* --- large imports --- */

/* As the writer itself sees it, within its transaction. */
#define HAVE(name) have("SELECT count(*) FROM sqlite_schema WHERE name = '" name "'")

static int64_t have(const char *sql)
{
	int64_t n = -1;

	cr_assert_eq(db_int(log_->db, sql, &n, &err), 0, "%s", err.message);
	return n;
}

static void begin_many(size_t many)
{
	cr_assert_eq(log_begin(log_, &(struct log_batch){ .command = "import" }, many, &err), 0, "%s", err.message);
}

static void append_some(int n)
{
	struct log_row row = fixture_row(log_, "BG-1", NULL, 19000, "{}");
	int i;

	for (i = 0; i < n; i++)
		fixture_append(log_, &row);
}

Test(log_write, a_large_import_rebuilds_index_and_guard)
{
	fixture_entry(log_, "BG-1", 19000, "{}");
	begin_many(10001);
	cr_expect_eq(HAVE("entry_subject"), 1, "the index must serve until the first row");
	append_some(50);
	cr_expect_eq(HAVE("entry_subject"), 0);
	cr_expect_eq(HAVE("entry_no_replace"), 0);
	fixture_commit(log_);
	cr_expect_eq(HAVE("entry_subject"), 1);
	cr_expect_eq(HAVE("entry_no_replace"), 1);
	expect_sound(51);
}

Test(log_write, a_large_import_rolled_back_keeps_index_and_guard)
{
	begin_many(10001);
	append_some(50);
	log_rollback(log_);
	cr_expect_eq(HAVE("entry_subject"), 1);
	cr_expect_eq(HAVE("entry_no_replace"), 1);
	expect_sound(0);
}

Test(log_write, an_import_into_a_larger_register_keeps_the_index)
{
	begin_many(1);
	append_some(3400);
	cr_expect_eq(HAVE("entry_no_replace"), 1);
	fixture_commit(log_);
	begin_many(10001);
	append_some(1);
	cr_expect_eq(HAVE("entry_subject"), 1);
	cr_expect_eq(HAVE("entry_no_replace"), 0);
	fixture_commit(log_);
	expect_sound(3401);
}

/* --- append-only --- */

static void refused_by_guard(const char *sql)
{
	char *message = raw_try(path, sql);

	cr_assert(message != NULL, "went through: %s", sql);
	cr_expect(strstr(message, "the register is append-only") != NULL, "%s: %s", sql, message);
	free(message);
}

Test(log_write, no_tool_changes_what_was_written)
{
	static const char *const statements[] = {
		"UPDATE entry SET fields = '{}'",
		"UPDATE entry SET day = 1 WHERE id = 1",
		"DELETE FROM entry",
		"INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE id = 1",
		"INSERT OR REPLACE INTO entry VALUES (9, 1, 1, 1, 5, NULL, 1, NULL, '{}', 1, 'twice', NULL, NULL)",
		"UPDATE batch SET recorded_by = 'somebody else'",
		"DELETE FROM batch WHERE id = 1",
		"REPLACE INTO batch SELECT * FROM batch",
		"UPDATE ack SET reason = 'another'",
		"DELETE FROM ack",
		"REPLACE INTO ack SELECT * FROM ack",
		"UPDATE person SET code = 'BG-9'",
		"DELETE FROM person",
		"REPLACE INTO person (id, code) VALUES (7, 'BG-1')",
		"UPDATE program SET code = 'x'",
		"DELETE FROM kind",
		"REPLACE INTO site (id, code) VALUES (1, 'x')",
		"DELETE FROM origin",
		"UPDATE origin SET origin = '0'",
		"UPDATE origin SET entries = 0",
		"REPLACE INTO origin SELECT * FROM origin",
	};
	struct log_row row;
	size_t i;

	fixture_begin(log_, "log");
	row = fixture_row(log_, "BG-1", "hay_riad", 19000, "{}");
	fixture_append(log_, &row);
	cr_assert_eq(log_acknowledge(log_, 1, "CORE-W08", "two visits", &err), 0, "%s", err.message);
	fixture_commit(log_);
	fixture_replace(log_, 1, "{\"a\":1}", "typing error");
	for (i = 0; i < sizeof(statements) / sizeof(statements[0]); i++)
		refused_by_guard(statements[i]);
	expect_sound(2);
}

/* --- acknowledgements --- */

Test(log_write, a_warning_is_acknowledged_with_a_reason)
{
	int64_t id = fixture_entry(log_, "BG-1", 19000, "{}");

	fixture_begin(log_, "ack");
	cr_expect_eq(log_acknowledge(log_, id, "CORE-W08", "two visits on one day", &err), 0, "%s", err.message);
	fixture_commit(log_);
	expect_text("SELECT id, batch, entry, rule, reason FROM ack", "1|2|1|CORE-W08|two visits on one day\n");
	fixture_begin(log_, "ack");
	cr_expect_eq(log_acknowledge(log_, 99, "CORE-W08", "two visits", &err), -1);
	assert_message(&err, ERR_DATA, "entry 99 does not exist");
	cr_expect_eq(log_commit(log_, NULL, &err), -1);
	fixture_begin(log_, "ack");
	cr_expect_eq(log_acknowledge(log_, id, "CORE-W08", "ok", &err), -1);
	assert_message(&err, ERR_DATA, "an acknowledgement needs a reason");
	log_rollback(log_);
	expect_text("SELECT count(*) FROM ack", "1\n");
	expect_text("SELECT acks FROM origin", "1\n");
}

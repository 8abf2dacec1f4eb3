#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "log/db.h"
#include "log_fixture.h"

static char *path;
static struct db *db;
static struct sijil_err err;

static void start(void)
{
	path = fixture_path("some.db");
	db = db_open(path, DB_CREATE, &err);
	cr_assert(db != NULL && db_start(db, &err) == 0, "%s", err.message);
	cr_assert_eq(db_exec(db, "PRAGMA journal_mode = WAL; CREATE TABLE t (a, b, c)", &err), 0, "%s", err.message);
}

static void stop(void)
{
	db_close(db);
	fixture_remove(path);
}

TestSuite(db, .init = start, .fini = stop);

static int64_t pragma(const char *sql)
{
	int64_t value = -1;

	cr_assert_eq(db_int(db, sql, &value, &err), 0, "%s", err.message);
	return value;
}

Test(db, values_come_back_as_they_went_in)
{
	static const char with_nul[] = "a\0b";
	struct stmt *s = db_prepare(db, "INSERT INTO t VALUES (?, ?, ?)", &err);
	size_t n;

	stmt_int(s, 1, INT64_MIN);
	stmt_text(s, 2, "سجل?", strlen("سجل"));
	stmt_blob(s, 3, with_nul, 3);
	cr_assert_eq(stmt_step(s, &err), 0, "%s", err.message);
	stmt_text(s, 1, NULL, 0);
	stmt_null(s, 2);
	stmt_int(s, 3, 7);
	cr_assert_eq(stmt_step(s, &err), 0, "%s", err.message);

	s = db_prepare(db, "SELECT a, b, c FROM t ORDER BY rowid", &err);
	cr_assert_eq(stmt_step(s, &err), 1);
	cr_expect_eq(stmt_get_int(s, 0), INT64_MIN);
	cr_expect_str_eq(stmt_get_text(s, 1, &n), "سجل");
	cr_expect_eq(n, 6);
	cr_expect_eq(memcmp(stmt_get_blob(s, 2, &n), with_nul, 3), 0);
	cr_expect_eq(n, 3);
	cr_assert_eq(stmt_step(s, &err), 1);
	cr_expect(stmt_is_null(s, 0) && stmt_is_null(s, 1) && !stmt_is_null(s, 2));
	cr_expect(stmt_get_text(s, 1, NULL) == NULL);
	cr_expect_eq(stmt_step(s, &err), 0);
}

Test(db, a_statement_is_kept_by_its_text)
{
	const char *sql = "SELECT a FROM t";
	char same[] = "SELECT a FROM t";
	struct stmt *s = db_prepare(db, sql, &err);

	cr_expect_eq(db_prepare(db, same, &err), s);
	cr_expect_neq(db_prepare(db, "SELECT b FROM t", &err), s);
}

Test(db, a_statement_in_the_middle_of_its_rows_is_left_alone)
{
	const char *sql = "SELECT a FROM t ORDER BY a";
	struct stmt *outer, *inner;

	cr_assert_eq(db_exec(db, "INSERT INTO t (a) VALUES (1), (2)", &err), 0);
	outer = db_prepare(db, sql, &err);
	cr_assert_eq(stmt_step(outer, &err), 1);
	inner = db_prepare(db, sql, &err);
	cr_assert_neq(inner, outer);
	cr_assert_eq(stmt_step(inner, &err), 1);
	cr_expect_eq(stmt_get_int(inner, 0), 1);
	cr_assert_eq(stmt_step(outer, &err), 1);
	cr_expect_eq(stmt_get_int(outer, 0), 2);
	stmt_reset(inner);
	stmt_reset(outer);
}

Test(db, a_reused_statement_has_no_bindings)
{
	const char *sql = "SELECT ?1 IS NULL";
	struct stmt *s = db_prepare(db, sql, &err);

	stmt_int(s, 1, 5);
	cr_assert_eq(stmt_step(s, &err), 1);
	cr_expect_eq(stmt_get_int(s, 0), 0);
	stmt_reset(s);
	s = db_prepare(db, sql, &err);
	cr_assert_eq(stmt_step(s, &err), 1);
	cr_expect_eq(stmt_get_int(s, 0), 1);
	stmt_reset(s);
}

Test(db, the_connection_is_set_up_for_a_register)
{
	cr_expect_eq(pragma("PRAGMA synchronous"), 2);
	cr_expect_eq(pragma("PRAGMA foreign_keys"), 1);
	cr_expect_eq(pragma("PRAGMA trusted_schema"), 0);
	cr_expect_eq(pragma("PRAGMA temp_store"), 2);
	cr_expect_eq(pragma("PRAGMA cell_size_check"), 1);
	cr_expect_eq(pragma("SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), 1);
	/* Defensive: even a privileged statement does not edit the schema by hand. */
	cr_expect_eq(db_exec(db, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema", &err), -1);
	/* A name in double quotes that is no column is a mistake, not a text. */
	cr_expect_eq(db_exec(db, "SELECT \"nothing\" FROM t", &err), -1);
}

Test(db, creating_never_takes_over_a_file)
{
	struct db *again = db_open(path, DB_CREATE, &err);

	cr_assert(again == NULL);
	assert_message(&err, ERR_DATA, "exists already");
}

Test(db, a_missing_file_is_not_made_by_opening_it)
{
	char *other = fixture_path("missing.db");

	cr_expect(db_open(other, DB_WRITE, &err) == NULL);
	cr_expect_eq(err.status, ERR_IO);
	cr_expect(!file_exists(other, ""));
	fixture_remove(other);
}

Test(db, a_name_is_never_an_instruction_to_sqlite)
{
	char *other = fixture_path("x"), *slash = strrchr(other, '/');
	struct db *strange;

	*slash = '\0';
	cr_assert_eq(chdir(other), 0);
	*slash = '/';
	strange = db_open("file:y?mode=memory", DB_CREATE, &err);
	cr_assert(strange != NULL, "%s", err.message);
	cr_assert_eq(db_exec(strange, "CREATE TABLE t (a)", &err), 0, "%s", err.message);
	db_close(strange);
	cr_expect(file_exists("file:y?mode=memory", ""));
	fixture_remove(other);
}

Test(db, reading_cannot_write)
{
	struct db *reader = db_open(path, DB_READ, &err);

	cr_assert(reader != NULL && db_start(reader, &err) == 0, "%s", err.message);
	cr_expect_eq(db_exec(reader, "INSERT INTO t VALUES (1, 2, 3)", &err), -1);
	cr_expect_eq(err.status, ERR_IO);
	cr_expect(!db_is_readonly(reader));
	db_close(reader);
	cr_expect_eq(pragma("SELECT count(*) FROM t"), 0);
}

Test(db, errors_carry_the_file_and_the_words_of_sqlite)
{
	cr_expect_eq(db_exec(db, "INSERT INTO nowhere VALUES (1)", &err), -1);
	assert_message(&err, ERR_DATA, "no such table: nowhere");
	assert_message(&err, ERR_DATA, path);
	cr_expect_eq(db_exec(db, "CREATE TABLE u (a UNIQUE); INSERT INTO u VALUES (1), (1)", &err), -1);
	assert_message(&err, ERR_DATA, "UNIQUE constraint failed: u.a");
	cr_expect(db_prepare(db, "SELEKT", &err) == NULL);
	assert_message(&err, ERR_DATA, "syntax error");
}

static void count_calls(void *arg)
{
	++*(int *)arg;
}

Test(db, a_busy_file_is_waited_for_then_given_up)
{
	struct db *other = db_open(path, DB_WRITE, &err);
	int calls = 0;

	cr_assert(other != NULL && db_start(other, &err) == 0, "%s", err.message);
	cr_assert_eq(db_exec(db, "BEGIN IMMEDIATE", &err), 0, "%s", err.message);
	db_wait_limits(other, 20, 120);
	db_on_wait(other, count_calls, &calls);
	cr_expect_eq(db_exec(other, "BEGIN IMMEDIATE", &err), -1);
	assert_message(&err, ERR_TRYAGAIN, "try again");
	cr_expect_eq(calls, 1, "the notice came %d times", calls);
	cr_expect_eq(db_exec(other, "BEGIN IMMEDIATE", &err), -1);
	cr_expect_eq(calls, 1, "the notice came %d times", calls);
	cr_assert_eq(db_exec(db, "COMMIT", &err), 0, "%s", err.message);
	cr_expect_eq(db_exec(other, "BEGIN IMMEDIATE; ROLLBACK", &err), 0, "%s", err.message);
	db_close(other);
}

Test(db, a_short_wait_says_nothing)
{
	struct db *other = db_open(path, DB_WRITE, &err);
	int calls = 0;

	cr_assert(other != NULL && db_start(other, &err) == 0, "%s", err.message);
	cr_assert_eq(db_exec(db, "BEGIN IMMEDIATE", &err), 0, "%s", err.message);
	db_wait_limits(other, 1000, 10);
	db_on_wait(other, count_calls, &calls);
	cr_expect_eq(db_exec(other, "BEGIN IMMEDIATE", &err), -1);
	cr_expect_eq(calls, 0);
	db_close(other);
}

Test(db, the_header_is_read_without_touching_the_file)
{
	char *other = fixture_path("text");
	uint8_t header[DB_HEADER];
	int64_t size = 0, wal = -1;
	struct db *text;

	file_write(other, "hello", 5);
	text = db_open(other, DB_READ, &err);
	cr_assert(text != NULL && db_header(text, header, &size, &wal, &err) == 0, "%s", err.message);
	cr_expect_eq(size, 5);
	cr_expect_eq(wal, 0);
	cr_expect_eq(memcmp(header, "hello\0\0", 7), 0);
	db_close(text);
	cr_expect(!file_exists(other, "-wal") && !file_exists(other, "-shm"));
	fixture_remove(other);

	/* The write-ahead log of this one holds what start() wrote. */
	cr_assert_eq(db_exec(db, "INSERT INTO t VALUES (1, 2, 3)", &err), 0);
	cr_assert_eq(db_header(db, header, &size, &wal, &err), 0, "%s", err.message);
	cr_expect_eq(memcmp(header, "SQLite format 3", 16), 0);
	cr_expect_gt(wal, 0);
}

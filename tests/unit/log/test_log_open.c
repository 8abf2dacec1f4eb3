#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "log_fixture.h"

static char *path;
static struct sijil_err err;

static void start(void)
{
	path = fixture_register();
}

static void stop(void)
{
	fixture_remove(path);
}

TestSuite(log_open, .init = start, .fini = stop);

/* Opening is refused with these words, either way, and the file is what it was, alone. */
static void assert_refused(int status, const char *part)
{
	static const enum log_mode modes[] = { LOG_READ, LOG_WRITE };
	size_t before_n, after_n, i;
	char *before = file_bytes(path, &before_n), *after;

	for (i = 0; i < 2; i++) {
		cr_assert(log_open(path, modes[i], &err) == NULL, "opened in spite of: %s", part);
		assert_message(&err, status, part);
		after = file_bytes(path, &after_n);
		cr_assert(after_n == before_n && memcmp(before, after, before_n) == 0, "changed: %s", part);
		cr_assert(!file_exists(path, "-wal") && !file_exists(path, "-shm"), "left behind: %s", part);
		free(after);
	}
	free(before);
}

/* Overwrite n bytes of the file at a place. */
static void poke(size_t at, const void *bytes, size_t n)
{
	size_t size;
	char *all = file_bytes(path, &size);

	cr_assert_lt(at + n, size + 1);
	memcpy(all + at, bytes, n);
	file_write(path, all, size);
	free(all);
}

Test(log_open, a_new_register_is_empty_and_has_an_origin_of_its_own)
{
	struct log *log = fixture_open(path, LOG_WRITE);
	char *other = fixture_register();
	struct log *second = fixture_open(other, LOG_READ);

	cr_expect_eq(strlen(log_origin(log)), 32);
	cr_expect_eq(strspn(log_origin(log), "0123456789abcdef"), 32);
	cr_expect_str_neq(log_origin(log), log_origin(second));
	cr_expect_str_eq(log_path(log), path);
	cr_expect_eq(log_count(log, &err), 0);
	cr_expect_eq(log_code_count(log, LOG_PERSON), 0);
	log_close(log);
	log_close(second);
	fixture_remove(other);
	cr_expect_eq(raw_int(path, "PRAGMA application_id"), 0x53494a4c);
	cr_expect_eq(raw_int(path, "PRAGMA user_version"), LOG_SCHEMA_VERSION);
}

Test(log_open, a_register_is_never_made_over_a_file)
{
	size_t before_n, after_n;
	char *before = file_bytes(path, &before_n), *after;

	cr_expect_eq(log_create(path, &err), -1);
	assert_message(&err, ERR_DATA, "exists already");
	after = file_bytes(path, &after_n);
	cr_expect(before_n == after_n && memcmp(before, after, after_n) == 0);
	free(before);
	free(after);
}

Test(log_open, a_failed_creation_leaves_nothing)
{
	static const struct schema_step bad_steps[] = { { .version = 1, .sql = "CREATE TABLE entry (id); SELEKT" } };
	static const struct schema bad = { .steps = bad_steps, .n = 1 };
	char *other = fixture_path("other.db");

	cr_expect_eq(log_create_as(other, &bad, &err), -1);
	assert_message(&err, ERR_DATA, "no register was made");
	cr_expect(!file_exists(other, "") && !file_exists(other, "-journal") && !file_exists(other, "-wal"));
	fixture_remove(other);
	cr_expect_eq(log_create("/nonexistent/folder/register.db", &err), -1);
	assert_message(&err, ERR_IO, "No such file or directory");
}

Test(log_open, a_missing_register_is_not_made)
{
	char *other = fixture_path("other.db");

	cr_expect(log_open(other, LOG_WRITE, &err) == NULL);
	assert_message(&err, ERR_NOINPUT, "run 'sijil init'");
	cr_expect(!file_exists(other, ""));
	fixture_remove(other);
}

Test(log_open, a_folder_is_refused)
{
	cr_expect(log_open("/tmp", LOG_READ, &err) == NULL);
	assert_message(&err, ERR_DATA, "not a register, but a folder");
}

Test(log_open, an_empty_file_is_refused)
{
	file_write(path, "", 0);
	assert_refused(ERR_DATA, "is empty, not a register");
	assert_refused(ERR_DATA, "run 'sijil init'");
}

Test(log_open, another_kind_of_file_is_refused)
{
	file_write(path, "program,kind,date\n", 18);
	assert_refused(ERR_DATA, "is not a sijil register, but some other file");
	poke(0, "SQLite format 3", 15);
	assert_refused(ERR_DATA, "is not a sijil register, but some other file");
}

Test(log_open, a_database_of_another_program_is_refused)
{
	unlink(path);
	file_write(path, "", 0);
	raw_exec(path, "CREATE TABLE entry (id INTEGER PRIMARY KEY)");
	assert_refused(ERR_DATA, "SQLite database of another program");
}

Test(log_open, a_newer_register_is_refused)
{
	raw_exec(path, "PRAGMA user_version = 3");
	assert_refused(ERR_DATA, "it has version 3 of the register's format");
	assert_refused(ERR_DATA, "this sijil (" PACKAGE_VERSION ") knows versions up to 2");
	assert_refused(ERR_DATA, "nothing was changed, use a newer sijil");
}

Test(log_open, a_register_without_a_version_is_refused)
{
	raw_exec(path, "PRAGMA user_version = 0");
	assert_refused(ERR_DATA, "damaged; restore it from a backup");
}

Test(log_open, a_register_cut_off_is_refused)
{
	size_t n;
	char *bytes = file_bytes(path, &n), words[128];

	file_write(path, bytes, n - 1);
	free(bytes);
	snprintf(words, sizeof(words), "is cut off: it has %zu bytes of %zu; restore it from a backup", n - 1, n);
	assert_refused(ERR_DATA, words);
}

Test(log_open, a_register_damaged_inside_is_refused)
{
	static const char noise[64] = "\xff\xfe\xfd\xfc";

	poke(100, noise, sizeof(noise));
	assert_refused(ERR_DATA, "restore it from a backup");
}

Test(log_open, a_register_without_its_tables_is_refused)
{
	raw_exec(path, "DROP TABLE origin");
	assert_refused(ERR_DATA, "no such table: origin");
}

/* A handle that leaves the write-ahead log as a killed process would. */
static void leave_in_wal(const char *sql)
{
	sqlite3 *db;

	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	cr_assert(file_exists(path, "-wal"));
}

Test(log_open, a_newer_version_in_the_write_ahead_log_is_seen)
{
	leave_in_wal("PRAGMA user_version = 7");
	cr_expect(log_open(path, LOG_WRITE, &err) == NULL);
	assert_message(&err, ERR_DATA, "it has version 7");
	cr_expect_eq(raw_int(path, "PRAGMA user_version"), 7);
}

/* Killed while the write-ahead log was copied into the file: page 1 is new, the pages at the end are not there yet. */
Test(log_open, a_checkpoint_cut_off_is_finished_not_refused)
{
	size_t old_n, wal_n, new_n;
	char wal_path[4096], *old, *wal, *new;

	old = file_bytes(path, &old_n);
	leave_in_wal("CREATE TABLE filler (a); INSERT INTO filler VALUES (zeroblob(50000))");
	snprintf(wal_path, sizeof(wal_path), "%s-wal", path);
	wal = file_bytes(wal_path, &wal_n);
	raw_exec(path, "PRAGMA wal_checkpoint(TRUNCATE)");
	new = file_bytes(path, &new_n);
	cr_assert_gt(new_n, old_n);
	file_write(path, new, old_n);
	file_write(wal_path, wal, wal_n);
	log_close(fixture_open(path, LOG_READ));
	cr_expect_eq(raw_int(path, "SELECT length(a) FROM filler"), 50000);
	cr_expect_eq(raw_int(path, "PRAGMA page_count") * raw_int(path, "PRAGMA page_size"), (int64_t)new_n);
	free(old);
	free(wal);
	free(new);
}

static int count_row(void *arg, const struct log_row *row)
{
	(void)row;
	++*(int *)arg;
	return 0;
}

Test(log_open, reading_leaves_the_file_as_it_is)
{
	const struct log_query all = { .current = true };
	size_t before_n, after_n;
	char *before, *after;
	struct log *log = fixture_open(path, LOG_WRITE);
	int rows = 0;

	fixture_entry(log, "BG-1", 19000, "{}");
	log_close(log);
	before = file_bytes(path, &before_n);
	log = fixture_open(path, LOG_READ);
	cr_expect_eq(log_each(log, &all, count_row, &rows, &err), 0);
	cr_expect_eq(rows, 1);
	cr_expect_eq(log_begin(log, &(struct log_batch){ .command = "log" }, 1, &err), -1);
	log_close(log);
	after = file_bytes(path, &after_n);
	cr_expect(before_n == after_n && memcmp(before, after, after_n) == 0);
	cr_expect(!file_exists(path, "-wal") && !file_exists(path, "-shm"));
	free(before);
	free(after);
}

Test(log_open, a_reader_sees_the_register_as_it_was_opened)
{
	const struct log_query all = { 0 };
	struct log *writer = fixture_open(path, LOG_WRITE), *reader;
	int rows = 0;

	fixture_entry(writer, "BG-1", 19000, "{}");
	reader = fixture_open(path, LOG_READ);
	fixture_entry(writer, "BG-2", 19001, "{}");
	cr_expect_eq(log_count(reader, &err), 1);
	cr_expect_eq(log_code_count(reader, LOG_PERSON), 1);
	cr_expect_eq(log_each(reader, &all, count_row, &rows, &err), 0);
	cr_expect_eq(rows, 1);
	log_close(reader);
	reader = fixture_open(path, LOG_READ);
	cr_expect_eq(log_count(reader, &err), 2);
	log_close(reader);
	log_close(writer);
}

/* As somebody who is not the owner; root would be let through. */
static void become_somebody_else(void)
{
	if (geteuid() == 0)
		cr_assert_eq(seteuid(65534), 0);
}

static void become_oneself(void)
{
	if (getuid() == 0)
		cr_assert_eq(seteuid(0), 0);
}

static void protect(mode_t file, mode_t folder)
{
	char *slash = strrchr(path, '/');

	cr_assert_eq(chmod(path, file), 0);
	*slash = '\0';
	cr_assert_eq(chmod(path, folder), 0);
	*slash = '/';
}

Test(log_open, a_folder_that_cannot_be_written_is_explained)
{
	struct log *log;

	protect(0444, 0555);
	become_somebody_else();
	log = log_open(path, LOG_READ, &err);
	become_oneself();
	cr_assert(log == NULL);
	assert_message(&err, ERR_IO, "its folder is not yours to write; copy it to a folder of your own");
}

Test(log_open, a_file_that_cannot_be_written_is_read_but_not_written)
{
	struct log *log;

	protect(0444, 0777);
	become_somebody_else();
	log = log_open(path, LOG_READ, &err);
	cr_expect(log != NULL, "%s", err.message);
	log_close(log);
	log = log_open(path, LOG_WRITE, &err);
	become_oneself();
	cr_assert(log == NULL);
	assert_message(&err, ERR_IO, "not yours to write");
}

/* --- migration --- */

static const char second_step[] =
	"ALTER TABLE batch ADD COLUMN state TEXT; CREATE TABLE freeze (id INTEGER PRIMARY KEY)";

enum { NEXT = LOG_SCHEMA_VERSION + 1 };

static struct schema with_step(struct schema_step steps[NEXT], const char *sql)
{
	size_t i;

	for (i = 0; i < LOG_SCHEMA_VERSION; i++)
		steps[i] = schema_current.steps[i];
	steps[i] = (struct schema_step){ .version = NEXT, .sql = sql };
	return (struct schema){ .steps = steps, .n = NEXT };
}

Test(log_open, an_older_register_is_brought_up_to_date_when_written)
{
	struct schema_step steps[NEXT];
	const struct schema newer = with_step(steps, second_step);
	struct log *log = fixture_open(path, LOG_WRITE);
	char *text;

	fixture_entry(log, "BG-1", 19000, "{\"a\":1}");
	log_close(log);
	log = log_open_as(path, LOG_WRITE, &newer, &err);
	cr_assert(log != NULL, "%s", err.message);
	cr_expect_eq(fixture_entry(log, "BG-1", 19001, "{\"a\":2}"), 2);
	log_close(log);
	cr_expect_eq(raw_int(path, "PRAGMA user_version"), NEXT);
	cr_expect_eq(raw_int(path, "SELECT count(*) FROM batch WHERE state IS NULL"), 2);
	cr_expect_eq(raw_int(path, "SELECT count(*) FROM freeze"), 0);
	text = raw_text(path, "SELECT id, fields FROM entry");
	cr_expect_str_eq(text, "1|{\"a\":1}\n2|{\"a\":2}\n");
	free(text);
	/* Once is enough, and then it is too new for this program. */
	log = log_open_as(path, LOG_WRITE, &newer, &err);
	cr_assert(log != NULL, "%s", err.message);
	log_close(log);
	assert_refused(ERR_DATA, "it has version 3");
}

Test(log_open, a_register_of_the_first_version_keeps_its_chain)
{
	const struct schema first = { .steps = schema_current.steps, .n = 1 };
	char *old = fixture_path("old.db");
	struct log_verified verified;
	struct log *log;

	cr_assert_eq(log_create_as(old, &first, &err), 0, "%s", err.message);
	cr_expect_eq(raw_int(old, "PRAGMA user_version"), 1);
	log = fixture_open(old, LOG_WRITE);
	fixture_entry(log, "BG-1", 19000, "{\"a\":1}");
	cr_expect_eq(log_verify(log, NULL, NULL, &verified, &err), 0, "%s", err.message);
	cr_expect_eq(verified.faults, 0);
	log_close(log);
	cr_expect_eq(raw_int(old, "PRAGMA user_version"), LOG_SCHEMA_VERSION);
	cr_expect_eq(raw_int(old, "SELECT superseded + rejected + passed FROM batch"), 0);
	fixture_remove(old);
}

Test(log_open, an_older_register_is_not_read_but_the_way_is_told)
{
	struct schema_step steps[NEXT];
	const struct schema newer = with_step(steps, second_step);

	cr_expect(log_open_as(path, LOG_READ, &newer, &err) == NULL);
	assert_message(&err, ERR_DATA, "has version 2 of the register's format, and this sijil reads version 3");
	assert_message(&err, ERR_DATA, "run any command that writes, such as 'sijil log'");
	cr_expect_eq(raw_int(path, "PRAGMA user_version"), LOG_SCHEMA_VERSION);
}

Test(log_open, a_migration_that_fails_changes_nothing)
{
	struct schema_step steps[NEXT];
	const struct schema newer = with_step(steps, "CREATE TABLE freeze (id); INSERT INTO nowhere VALUES (1)");

	cr_expect(log_open_as(path, LOG_WRITE, &newer, &err) == NULL);
	assert_message(&err, ERR_DATA, "could not be brought up to date");
	assert_message(&err, ERR_DATA, "version 3 of the register's format");
	cr_expect_eq(raw_int(path, "PRAGMA user_version"), LOG_SCHEMA_VERSION);
	cr_expect_eq(raw_int(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'freeze'"), 0);
	log_close(fixture_open(path, LOG_WRITE));
}

Test(log_open, a_new_register_has_the_newest_version)
{
	struct schema_step steps[NEXT];
	const struct schema newer = with_step(steps, second_step);
	char *other = fixture_path("other.db");

	cr_assert_eq(log_create_as(other, &newer, &err), 0, "%s", err.message);
	cr_expect_eq(raw_int(other, "PRAGMA user_version"), NEXT);
	cr_expect_eq(raw_int(other, "SELECT count(*) FROM freeze"), 0);
	fixture_remove(other);
}

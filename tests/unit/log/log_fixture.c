#include "config.h"

#include "log_fixture.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

static char *joined(const char *a, const char *b, const char *c)
{
	struct str s;

	str_init(&s, STR_MAX_DEFAULT);
	str_add(&s, a);
	str_add(&s, b);
	str_add(&s, c);
	return s.s;
}

char *fixture_path(const char *name)
{
	const char *tmp = getenv("TMPDIR");
	char *dir = joined(tmp != NULL ? tmp : "/tmp", "/sijil-test-", "XXXXXX");
	char *path;

	cr_assert(mkdtemp(dir) != NULL, "no temporary folder %s", dir);
	path = joined(dir, "/", name);
	free(dir);
	return path;
}

void fixture_remove(char *path)
{
	struct dirent *entry;
	char *file;
	DIR *dir;

	*strrchr(path, '/') = '\0';
	chmod(path, 0700);
	dir = opendir(path);
	cr_assert(dir != NULL);
	while ((entry = readdir(dir)) != NULL) {
		file = joined(path, "/", entry->d_name);
		unlink(file);
		free(file);
	}
	closedir(dir);
	cr_expect_eq(rmdir(path), 0);
	free(path);
}

char *fixture_register(void)
{
	struct sijil_err err = { 0 };
	char *path = fixture_path("register.db");

	cr_assert_eq(log_create(path, &err), 0, "%s", err.message);
	return path;
}

struct log *fixture_open(const char *path, enum log_mode mode)
{
	struct sijil_err err = { 0 };
	struct log *log = log_open(path, mode, &err);

	cr_assert(log != NULL, "%s", err.message);
	return log;
}

void fixture_begin(struct log *log, const char *command)
{
	const struct log_batch batch = { .recorded_at = 1700000000, .recorded_by = "amina", .command = command };
	struct sijil_err err = { 0 };

	cr_assert_eq(log_begin(log, &batch, 1, &err), 0, "%s", err.message);
}

void fixture_commit(struct log *log)
{
	struct sijil_err err = { 0 };

	cr_assert_eq(log_commit(log, NULL, &err), 0, "%s", err.message);
}

static uint32_t code(struct log *log, enum log_code type, const char *text)
{
	struct sijil_err err = { 0 };
	int64_t number = log_code_number(log, type, text, log->writing.active, &err);

	cr_assert_gt(number, 0, "%s", err.message);
	return (uint32_t)number;
}

struct log_row fixture_row(struct log *log, const char *person, const char *site, int32_t day, const char *fields)
{
	struct log_row row = { .day = day, .day_end = day, .fields = fields };

	row.program = code(log, LOG_PROGRAM, "school");
	row.kind = code(log, LOG_KIND, "visit");
	row.subject_type = SIJIL_PERSON;
	row.subject = code(log, LOG_PERSON, person);
	row.site = site != NULL ? code(log, LOG_SITE, site) : 0;
	row.fields_n = fields != NULL ? strlen(fields) : 0;
	return row;
}

int64_t fixture_append(struct log *log, const struct log_row *row)
{
	struct sijil_err err = { 0 };
	int64_t id = 0;

	cr_assert_eq(log_append(log, row, &id, &err), 0, "%s", err.message);
	return id;
}

int64_t fixture_entry(struct log *log, const char *person, int32_t day, const char *fields)
{
	struct log_row row;
	int64_t id;

	fixture_begin(log, "log");
	row = fixture_row(log, person, NULL, day, fields);
	id = fixture_append(log, &row);
	fixture_commit(log);
	return id;
}

static int take_row(void *arg, const struct log_row *row)
{
	*(struct log_row *)arg = *row;
	return 1;
}

int64_t fixture_replace(struct log *log, int64_t id, const char *fields, const char *reason)
{
	const struct log_query query = { .id = id };
	struct log_row row = { 0 };

	cr_assert_eq(log_each(log, &query, take_row, &row, NULL), 1);
	fixture_begin(log, fields != NULL ? "amend" : "void");
	row.fields = fields;
	row.fields_n = fields != NULL ? strlen(fields) : 0;
	row.replaces = id;
	row.reason = reason;
	id = fixture_append(log, &row);
	fixture_commit(log);
	return id;
}

/* --- SQLite's own hand --- */

static sqlite3 *raw_open(const char *path)
{
	sqlite3 *db;

	cr_assert_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	return db;
}

char *raw_try(const char *path, const char *sql)
{
	sqlite3 *db = raw_open(path);
	char *message = NULL;
	char *copy;

	sqlite3_exec(db, sql, NULL, NULL, &message);
	copy = message != NULL ? mem_strdup(message) : NULL;
	sqlite3_free(message);
	sqlite3_close(db);
	return copy;
}

void raw_exec(const char *path, const char *sql)
{
	char *message = raw_try(path, sql);

	cr_assert(message == NULL, "%s: %s", sql, message);
}

static int add_row(void *arg, int n, char **values, char **names)
{
	struct str *out = arg;
	int i;

	(void)names;
	for (i = 0; i < n; i++) {
		if (i > 0)
			str_addc(out, '|');
		str_add(out, values[i] != NULL ? values[i] : "-");
	}
	str_addc(out, '\n');
	return 0;
}

char *raw_text(const char *path, const char *sql)
{
	sqlite3 *db = raw_open(path);
	char *message = NULL;
	struct str out;

	str_init(&out, STR_MAX_DEFAULT);
	sqlite3_exec(db, sql, add_row, &out, &message);
	cr_assert(message == NULL, "%s: %s", sql, message);
	sqlite3_close(db);
	return out.s;
}

int64_t raw_int(const char *path, const char *sql)
{
	char *text = raw_text(path, sql);
	int64_t n = strtoll(text, NULL, 10);

	free(text);
	return n;
}

/* The statements that make the guards of a table. */
static char *guards_of(const char *path, const char *table)
{
	char *sql =
		sqlite3_mprintf("SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = %Q", table);
	char *guards = raw_text(path, sql);

	sqlite3_free(sql);
	cr_assert_neq(guards[0], '\0', "%s has no guards", table);
	return guards;
}

void raw_tamper(const char *path, const char *table, const char *sql)
{
	char *guards = guards_of(path, table), *name, *rest;
	char *names = sqlite3_mprintf("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = %Q", table);
	char *list = raw_text(path, names), *drop;

	for (name = strtok_r(list, "\n", &rest); name != NULL; name = strtok_r(NULL, "\n", &rest)) {
		drop = sqlite3_mprintf("DROP TRIGGER %w", name);
		raw_exec(path, drop);
		sqlite3_free(drop);
	}
	raw_exec(path, sql);
	raw_exec(path, guards);
	sqlite3_free(names);
	free(list);
	free(guards);
}

/* --- files --- */

char *file_bytes(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	struct stat st;
	char *bytes;

	cr_assert(f != NULL && fstat(fileno(f), &st) == 0, "%s cannot be read", path);
	*n = (size_t)st.st_size;
	bytes = mem_alloc(*n + 1);
	cr_assert_eq(fread(bytes, 1, *n, f), *n);
	fclose(f);
	return bytes;
}

void file_write(const char *path, const void *bytes, size_t n)
{
	FILE *f = fopen(path, "wb");

	cr_assert(f != NULL && fwrite(bytes, 1, n, f) == n && fclose(f) == 0, "%s cannot be written", path);
}

bool file_exists(const char *path, const char *end)
{
	char *name = joined(path, end, "");
	bool there = access(name, F_OK) == 0;

	free(name);
	return there;
}

void assert_message(const struct sijil_err *err, int status, const char *part)
{
	cr_assert_eq(err->status, status, "status %d of \"%s\"", err->status, err->message);
	cr_assert(strstr(err->message, part) != NULL, "\"%s\" in \"%s\"", part, err->message);
}

#include "config.h"

#include "log/log_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log/netfs.h"

/* --- making --- */

/* A file that could not be finished goes, and what SQLite put beside it. */
static void remove_files(const char *path)
{
	static const char *const ends[] = { "", "-journal", "-wal", "-shm" };
	struct str name;
	size_t i;

	str_init(&name, STR_MAX_DEFAULT);
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		str_clear(&name);
		str_add(&name, path);
		str_add(&name, ends[i]);
		unlink(name.s);
	}
	str_release(&name);
}

static int add_origin(struct db *db, struct sijil_err *err)
{
	static const uint8_t no_head[DIGEST_SIZE];
	struct stmt *s = db_prepare(db, "INSERT INTO origin (number, origin, head) VALUES (0, ?, ?)", err);
	uint8_t random[(LOG_ORIGIN_HEX - 1) / 2];
	char hex[LOG_ORIGIN_HEX];

	if (s == NULL)
		return -1;
	random_bytes(random, sizeof(random));
	stmt_text(s, 1, digest_hex(random, sizeof(random), hex), LOG_ORIGIN_HEX - 1);
	stmt_blob(s, 2, no_head, sizeof(no_head));
	return stmt_step(s, err);
}

/* All of it in one transaction, before the file has a write-ahead log: it is a register, or it is empty. */
static int fill(struct db *db, const struct schema *schema, struct sijil_err *err)
{
	char sql[64];

	snprintf(sql, sizeof(sql), "BEGIN IMMEDIATE; PRAGMA application_id = %d", LOG_APPLICATION_ID);
	if (db_start(db, err) < 0 || db_exec(db, sql, err) < 0 || schema_apply(db, schema, 0, err) < 0)
		return -1;
	if (add_origin(db, err) < 0 || db_exec(db, "COMMIT", err) < 0)
		return -1;
	return db_exec(db, "PRAGMA journal_mode = WAL", err);
}

int log_create_as(const char *path, const struct schema *schema, struct sijil_err *err)
{
	struct db *db;
	int rc;

	if (netfs_refuse(path, err) < 0)
		return -1;
	db = db_open(path, DB_CREATE, err);
	if (db == NULL)
		return -1;
	rc = fill(db, schema, err);
	db_close(db);
	if (rc < 0) {
		remove_files(path);
		err_context(err, "no register was made");
	}
	return rc;
}

int log_create(const char *path, struct sijil_err *err)
{
	return log_create_as(path, &schema_current, err);
}

/* --- opening --- */

static int check_file(const char *path, struct sijil_err *err)
{
	struct stat st;

	if (stat(path, &st) < 0 && errno == ENOENT)
		return err_set(err, ERR_NOINPUT, "there is no register '%s': run 'sijil init' to make one", path);
	if (stat(path, &st) < 0)
		return err_set(err, ERR_IO, "cannot open the register '%s': %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_DATA, "'%s' is not a register, but a folder or a device", path);
	return netfs_refuse(path, err);
}

static int bring_up_to_date(struct log *log, int64_t version, const struct schema *schema, struct sijil_err *err)
{
	if (log_check_version(version, log->path, schema, err) < 0)
		return -1;
	if (version == schema_version(schema))
		return 0;
	if (log->mode == LOG_WRITE)
		return schema_migrate(log->db, schema, err);
	return err_set(err, ERR_DATA,
		       "'%s' has version %lld of the register's format, and this sijil reads version %d: make a copy "
		       "of it, then run any command that writes, such as 'sijil log': it brings the register up to "
		       "date",
		       log->path, (long long)version, schema_version(schema));
}

static int load_origins(struct log *log, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, "SELECT number, origin FROM origin ORDER BY number", err);
	size_t cap = 0, n;
	const char *hex;
	int rc;

	if (s == NULL)
		return -1;
	while ((rc = stmt_step(s, err)) == 1) {
		hex = stmt_get_text(s, 1, &n);
		if (stmt_get_int(s, 0) != (int64_t)log->n_origins || hex == NULL || n != LOG_ORIGIN_HEX - 1) {
			stmt_reset(s);
			break;
		}
		log->origins = mem_grow(log->origins, log->n_origins, &cap, sizeof(*log->origins));
		memcpy(log->origins[log->n_origins++], hex, LOG_ORIGIN_HEX);
	}
	if (rc == 0 && log->n_origins > 0)
		return 0;
	if (rc < 0)
		return -1;
	return err_set(err, ERR_DATA, "the list of origins in '%s' is damaged; restore it from a backup", log->path);
}

static int load_codes(struct log *log, struct sijil_err *err)
{
	int type;

	for (type = LOG_PROGRAM; type < LOG_PERSON; type++) {
		if (codes_load(log, (enum log_code)type, err) < 0)
			return -1;
	}
	return codes_count(log, LOG_PERSON, err);
}

/* Whether the register's folder lets this person make files in it. */
static bool folder_is_writable(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash != NULL ? mem_strndup(path, (size_t)(slash - path) + 1) : mem_strdup(".");
	bool writable = faccessat(AT_FDCWD, folder, W_OK, AT_EACCESS) == 0;

	free(folder);
	return writable;
}

/* The first statements.  The version is read within the transaction that a reader keeps until it closes. */
static int start(struct log *log, int64_t *version, struct sijil_err *err)
{
	if (db_start(log->db, err) == 0 && (log->mode != LOG_READ || db_exec(log->db, "BEGIN", err) == 0) &&
	    db_int(log->db, "PRAGMA user_version", version, err) == 0)
		return 0;
	if (log->mode == LOG_READ && !folder_is_writable(log->path))
		return err_set(err, ERR_IO,
			       "the register '%s' cannot be read where it is: two working files are made beside it "
			       "while it is read, and its folder is not yours to write; copy it to a folder of "
			       "your own",
			       log->path);
	return -1;
}

static int open_db(struct log *log, const struct schema *schema, struct sijil_err *err)
{
	int64_t version;

	log->db = db_open(log->path, log->mode == LOG_READ ? DB_READ : DB_WRITE, err);
	if (log->db == NULL || log_check_header(log->db, log->path, schema, err) < 0)
		return -1;
	if (log->mode == LOG_WRITE && db_is_readonly(log->db))
		return err_set(err, ERR_IO,
			       "the register '%s' is not yours to write: check the permissions of the file", log->path);
	/* The version in the header may be older than the one in the write-ahead log. */
	if (start(log, &version, err) < 0)
		return -1;
	return bring_up_to_date(log, version, schema, err);
}

struct log *log_open_as(const char *path, enum log_mode mode, const struct schema *schema, struct sijil_err *err)
{
	struct log *log;

	if (check_file(path, err) < 0)
		return NULL;
	log = mem_alloc(sizeof(*log));
	log->path = mem_strdup(path);
	log->mode = mode;
	str_init(&log->text, STR_MAX_DEFAULT);
	if (open_db(log, schema, err) < 0 || load_origins(log, err) < 0 || load_codes(log, err) < 0) {
		log_close(log);
		return NULL;
	}
	return log;
}

struct log *log_open(const char *path, enum log_mode mode, struct sijil_err *err)
{
	return log_open_as(path, mode, &schema_current, err);
}

void log_close(struct log *log)
{
	size_t i;

	if (log == NULL)
		return;
	log_rollback(log);
	db_close(log->db);
	for (i = 0; i < LOG_CODE_TYPES; i++)
		codes_release(&log->codes[i]);
	arena_release(&log->writing.arena);
	arena_release(&log->strings);
	str_release(&log->text);
	free(log->origins);
	free(log->later);
	free(log->path);
	free(log);
}

/* --- about --- */

void log_on_wait(struct log *log, void (*notice)(void *arg), void *arg)
{
	db_on_wait(log->db, notice, arg);
}

const char *log_path(const struct log *log)
{
	return log->path;
}

const char *log_origin(const struct log *log)
{
	return log->origins[0];
}

bool log_is_still(const struct log *log)
{
	return log->mode == LOG_READ || log->writing.active;
}

/* --- entry numbers --- */

const char *log_origin_of(const struct log *log, int64_t id)
{
	int64_t origin = id >> LOG_ORIGIN_SHIFT;

	return id > 0 && (uint64_t)origin < log->n_origins ? log->origins[origin] : NULL;
}

int64_t log_first_id(int64_t origin)
{
	return origin << LOG_ORIGIN_SHIFT;
}

int64_t log_last_id(int64_t origin)
{
	return (origin << LOG_ORIGIN_SHIFT) + (INT64_C(1) << LOG_ORIGIN_SHIFT) - 1;
}

const char *log_id_text(int64_t id, char out[32])
{
	int64_t origin = id >> LOG_ORIGIN_SHIFT;

	if (origin == 0)
		snprintf(out, 32, "%lld", (long long)id);
	else
		snprintf(out, 32, "%lld.%lld", (long long)origin, (long long)(id - log_first_id(origin)));
	return out;
}

/* Digits of a number from 1 (0 if zero_too) to max; moves *s behind them.  -1: there is none. */
static int64_t take_number(const char **s, int64_t max, bool zero_too)
{
	int64_t n = 0;
	const char *p = *s;

	for (; *p >= '0' && *p <= '9'; p++) {
		n = n * 10 + (*p - '0');
		if (n > max)
			return -1;
	}
	if (p == *s || (n == 0 && !zero_too))
		return -1;
	*s = p;
	return n;
}

int64_t log_id_parse(const char *text)
{
	const int64_t max = log_last_id(0);
	int64_t origin = 0, n;

	if (*text == '#')
		text++;
	n = take_number(&text, max, true);
	if (n >= 0 && *text == '.') {
		text++;
		origin = n;
		n = origin > INT64_MAX >> LOG_ORIGIN_SHIFT ? -1 : take_number(&text, max, false);
	}
	return n <= 0 || *text != '\0' ? -1 : (origin << LOG_ORIGIN_SHIFT) + n;
}

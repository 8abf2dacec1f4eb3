#include "config.h"

#include "log/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/mem.h"

struct stmt {
	struct stmt *next;
	struct db *db;
	sqlite3_stmt *handle;
	const char *sql;
};

struct db {
	sqlite3 *handle;
	enum db_mode mode;
	char *path; /* as the person wrote it, for messages */
	struct stmt *stmts;
	void (*notice)(void *arg);
	void *notice_arg;
	bool noticed;
	int notice_ms, limit_ms;
	int64_t waiting_since; /* milliseconds, monotonic */
};

/* What SQLite's primary result codes mean for the person. */
static const struct {
	int code;
	enum err_status status;
	const char *advice;
} failures[] = {
	{ SQLITE_BUSY, ERR_TRYAGAIN, "another process is using it; try again in a moment" },
	{ SQLITE_LOCKED, ERR_TRYAGAIN, "another process is using it; try again in a moment" },
	{ SQLITE_CORRUPT, ERR_DATA, "it is damaged; restore it from a backup" },
	{ SQLITE_NOTADB, ERR_DATA, "it is not a register, or damaged; restore it from a backup" },
	{ SQLITE_FULL, ERR_IO, "the disk is full; make room and try again" },
	{ SQLITE_READONLY, ERR_IO, "it cannot be written; check the permissions of the file and its folder" },
	{ SQLITE_CANTOPEN, ERR_IO,
	  "it, or SQLite's working files beside it, cannot be opened; check the permissions of the file and its "
	  "folder, or copy it to a folder of your own" },
	{ SQLITE_IOERR, ERR_IO, "the disk is full or reports an error; make room, or copy the register to another disk" },
	{ SQLITE_CONSTRAINT, ERR_DATA, NULL },
	{ SQLITE_ERROR, ERR_DATA, NULL },
};

static int db_failed(struct db *db, struct sijil_err *err)
{
	int code = sqlite3_errcode(db->handle) & 0xff;
	size_t i;

	for (i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		if (failures[i].code != code)
			continue;
		if (failures[i].advice == NULL)
			return err_set(err, failures[i].status, "register '%s': %s", db->path,
				       sqlite3_errmsg(db->handle));
		return err_set(err, failures[i].status, "register '%s': %s (SQLite says: %s)", db->path,
			       failures[i].advice, sqlite3_errmsg(db->handle));
	}
	return err_set(err, ERR_IO, "register '%s': %s", db->path, sqlite3_errmsg(db->handle));
}

/* --- waiting for others --- */

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/*
 * SQLite asks, count times in a row, whether to try again.  There is no queue: whoever asks more often is served
 * sooner, so the sleeps stay short, or one writer among many busy ones could starve.
 */
static int wait_turn(void *arg, int count)
{
	struct db *db = arg;
	int ms = count < 20 ? 1 : 5;
	struct timespec pause = { .tv_sec = 0, .tv_nsec = ms * 1000000L };
	int64_t waited;

	if (count == 0)
		db->waiting_since = now_ms();
	waited = now_ms() - db->waiting_since;
	if (waited >= db->limit_ms)
		return 0;
	if (waited >= db->notice_ms && !db->noticed && db->notice != NULL) {
		db->noticed = true;
		db->notice(db->notice_arg);
	}
	nanosleep(&pause, NULL);
	return 1;
}

void db_on_wait(struct db *db, void (*notice)(void *arg), void *arg)
{
	db->notice = notice;
	db->notice_arg = arg;
}

void db_wait_limits(struct db *db, int notice_ms, int limit_ms)
{
	db->notice_ms = notice_ms;
	db->limit_ms = limit_ms;
}

/* --- opening --- */

/* SQLite's own creation would reuse a file that is there. */
static int make_file(const char *path, struct sijil_err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);

	if (fd >= 0) {
		close(fd);
		return 0;
	}
	if (errno == EEXIST)
		return err_set(err, ERR_DATA, "'%s' exists already and is left as it is", path);
	return err_set(err, ERR_IO, "cannot make '%s': %s", path, strerror(errno));
}

/* A name such as "file:x" or ":memory:" must not mean anything to SQLite. */
static char *plain_name(const char *path)
{
	struct str name;

	str_init(&name, STR_MAX_DEFAULT);
	if (path[0] != '/')
		str_add(&name, "./");
	str_add(&name, path);
	return name.s;
}

static int open_handle(struct db *db, struct sijil_err *err)
{
	char *name = db->mode == DB_SCRATCH ? mem_strdup(":memory:") : plain_name(db->path);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (db->mode == DB_SCRATCH ? SQLITE_OPEN_CREATE : 0);
	int rc;

	/* Nobody asks how much memory SQLite uses; counting it locks a mutex at every allocation.  Refused after the first. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	rc = sqlite3_open_v2(name, &db->handle, flags, NULL);
	free(name);
	if (rc != SQLITE_OK)
		return db_failed(db, err);
	sqlite3_busy_handler(db->handle, wait_turn, db);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	return 0;
}

struct db *db_open(const char *path, enum db_mode mode, struct sijil_err *err)
{
	struct db *db;

	if (mode == DB_CREATE && make_file(path, err) < 0)
		return NULL;
	db = mem_alloc(sizeof(*db));
	db->mode = mode;
	db->path = mem_strdup(path);
	db_wait_limits(db, DB_WAIT_NOTICE, DB_WAIT_LIMIT);
	if (open_handle(db, err) < 0) {
		db_close(db);
		if (mode == DB_CREATE)
			unlink(path);
		return NULL;
	}
	return db;
}

void db_close(struct db *db)
{
	struct stmt *s, *next;

	if (db == NULL)
		return;
	for (s = db->stmts; s != NULL; s = next) {
		next = s->next;
		sqlite3_finalize(s->handle);
		free(s);
	}
	sqlite3_close(db->handle);
	free(db->path);
	free(db);
}

int db_header(struct db *db, uint8_t header[DB_HEADER], int64_t *size, int64_t *wal_size, struct sijil_err *err)
{
	sqlite3_file *file = NULL;
	sqlite3_int64 n = 0;
	struct stat st;
	int rc = sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);

	/* Through SQLite's own descriptor: closing another one of this file would drop the process's locks on it. */
	memset(header, 0, DB_HEADER);
	if (rc == SQLITE_OK)
		rc = file->pMethods->xFileSize(file, &n);
	if (rc == SQLITE_OK && n > 0)
		rc = file->pMethods->xRead(file, header, n < DB_HEADER ? (int)n : DB_HEADER, 0);
	if (rc != SQLITE_OK)
		return err_set(err, ERR_IO, "cannot read '%s': %s", db->path, sqlite3_errstr(rc));
	*size = n;
	*wal_size = 0;
	if (stat(sqlite3_filename_wal(sqlite3_db_filename(db->handle, "main")), &st) == 0)
		*wal_size = (int64_t)st.st_size;
	return 0;
}

/*
 * In WAL mode FULL makes every commit durable; a checkpoint by the last one to close leaves the file complete.
 * journal_size_limit keeps a large import from leaving a large write-ahead log behind while others have it open.
 */
int db_start(struct db *db, struct sijil_err *err)
{
	static const char always[] =
		"PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL;"
		"PRAGMA cache_size = -8000; PRAGMA journal_size_limit = 4194304;";

	if (db_exec(db, always, err) < 0)
		return -1;
	/* A page at a time is written to the log and copied to the file: larger ones spare a large import system calls. */
	if (db->mode == DB_CREATE)
		return db_exec(db, "PRAGMA page_size = 8192", err);
	if (db->mode == DB_READ)
		return db_exec(db, "PRAGMA query_only = ON", err);
	if (db->mode == DB_WRITE)
		return db_exec(db, "PRAGMA journal_mode = WAL", err);
	return 0;
}

void db_check_references(struct db *db, bool check)
{
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, check ? 1 : 0, NULL);
}

bool db_is_readonly(struct db *db)
{
	return sqlite3_db_readonly(db->handle, "main") == 1;
}

/* --- statements --- */

int db_exec(struct db *db, const char *sql, struct sijil_err *err)
{
	return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : db_failed(db, err);
}

int db_int(struct db *db, const char *sql, int64_t *value, struct sijil_err *err)
{
	struct stmt *s = db_prepare(db, sql, err);
	int rc = s != NULL ? stmt_step(s, err) : -1;

	if (rc < 0)
		return -1;
	*value = rc == 1 ? stmt_get_int(s, 0) : 0;
	stmt_reset(s);
	return 0;
}

static struct stmt *idle_stmt(struct db *db, const char *sql)
{
	struct stmt *s;

	for (s = db->stmts; s != NULL; s = s->next) {
		if ((s->sql == sql || strcmp(s->sql, sql) == 0) && !sqlite3_stmt_busy(s->handle))
			return s;
	}
	return NULL;
}

struct stmt *db_prepare(struct db *db, const char *sql, struct sijil_err *err)
{
	struct stmt *s = idle_stmt(db, sql);
	sqlite3_stmt *handle;

	if (s != NULL) {
		sqlite3_reset(s->handle);
		sqlite3_clear_bindings(s->handle);
		return s;
	}
	if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL) != SQLITE_OK) {
		db_failed(db, err);
		return NULL;
	}
	s = mem_alloc(sizeof(*s));
	s->db = db;
	s->handle = handle;
	s->sql = sql;
	s->next = db->stmts;
	db->stmts = s;
	return s;
}

void stmt_int(struct stmt *s, int i, int64_t value)
{
	sqlite3_bind_int64(s->handle, i, value);
}

void stmt_text(struct stmt *s, int i, const char *text, size_t n)
{
	if (text == NULL)
		sqlite3_bind_null(s->handle, i);
	else
		sqlite3_bind_text64(s->handle, i, text, n, SQLITE_STATIC, SQLITE_UTF8);
}

void stmt_blob(struct stmt *s, int i, const void *bytes, size_t n)
{
	sqlite3_bind_blob64(s->handle, i, bytes, n, SQLITE_STATIC);
}

void stmt_null(struct stmt *s, int i)
{
	sqlite3_bind_null(s->handle, i);
}

int stmt_step(struct stmt *s, struct sijil_err *err)
{
	int rc = sqlite3_step(s->handle);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		db_failed(s->db, err);
	sqlite3_reset(s->handle);
	return rc == SQLITE_DONE ? 0 : -1;
}

void stmt_reset(struct stmt *s)
{
	sqlite3_reset(s->handle);
}

int64_t stmt_get_int(struct stmt *s, int i)
{
	return sqlite3_column_int64(s->handle, i);
}

const char *stmt_get_text(struct stmt *s, int i, size_t *n)
{
	const char *text = (const char *)sqlite3_column_text(s->handle, i);

	if (n != NULL)
		*n = (size_t)sqlite3_column_bytes(s->handle, i);
	return text;
}

const void *stmt_get_blob(struct stmt *s, int i, size_t *n)
{
	const void *bytes = sqlite3_column_blob(s->handle, i);

	if (n != NULL)
		*n = (size_t)sqlite3_column_bytes(s->handle, i);
	return bytes;
}

bool stmt_is_null(struct stmt *s, int i)
{
	return sqlite3_column_type(s->handle, i) == SQLITE_NULL;
}

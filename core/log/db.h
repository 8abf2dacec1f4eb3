/*
 * db: SQLite behind a small interface; the only user of sqlite3.h.
 *
 * Errors carry what was being done, SQLite's own words, and ERR_TRYAGAIN (busy), ERR_DATA (not a database, corrupt)
 * or ERR_IO.  Statements are prepared once and kept by the database, by their SQL text (a string constant).
 */
#ifndef LOG_DB_H
#define LOG_DB_H

#include "base/err.h"

struct db;
struct stmt;

enum db_mode {
	DB_READ = 1, /* no statement can write (query_only); the last one to close tidies SQLite's working files */
	DB_WRITE,
	DB_CREATE,  /* an error if the file exists */
	DB_SCRATCH, /* in memory; the path is not used */
};

enum { DB_HEADER = 100, DB_WAIT_NOTICE = 1000, DB_WAIT_LIMIT = 10000 /* milliseconds */ };

/* Open the file without reading or locking it, so that db_header can look at it before SQLite believes it. */
struct db *db_open(const char *path, enum db_mode mode, struct sijil_err *err);
void db_close(struct db *db); /* NULL is allowed; an open transaction is rolled back */

/* The file's first bytes (zeros where it is shorter), its size, and the size of the write-ahead log beside it. */
int db_header(struct db *db, uint8_t header[DB_HEADER], int64_t *size, int64_t *wal_size, struct sijil_err *err);

/* Set what a connection needs before its first statement. */
int db_start(struct db *db, struct sijil_err *err);

/*
 * Whether SQLite checks that what a row refers to is there; at first it does.  For a statement that inserts many rows the
 * check is not free: it makes SQLite ready to undo the statement.
 */
void db_check_references(struct db *db, bool check);

/* Whether the system lets nobody write the file through this connection. */
bool db_is_readonly(struct db *db);

/* Call notice once, when another process has been waited for for DB_WAIT_NOTICE; give up after DB_WAIT_LIMIT. */
void db_on_wait(struct db *db, void (*notice)(void *arg), void *arg);
void db_wait_limits(struct db *db, int notice_ms, int limit_ms);

/* Run SQL that returns nothing (may hold several statements). */
int db_exec(struct db *db, const char *sql, struct sijil_err *err);

/* The first column of the first row, as a number; 0 if there is no row. */
int db_int(struct db *db, const char *sql, int64_t *value, struct sijil_err *err);

/*
 * The prepared statement of this SQL, reset and without bindings.  NULL on error.  One that is in the middle of its
 * rows is left alone, and another is prepared: a callback may ask what its caller is asking.
 */
struct stmt *db_prepare(struct db *db, const char *sql, struct sijil_err *err);

/* Bindings, from 1.  text and blob must live until the statement is reset. */
void stmt_int(struct stmt *s, int i, int64_t value);
void stmt_text(struct stmt *s, int i, const char *text, size_t n); /* NULL text binds NULL */
void stmt_blob(struct stmt *s, int i, const void *bytes, size_t n);
void stmt_null(struct stmt *s, int i);

/* 1 a row, 0 done, -1 error.  After 0 and -1 the statement is reset. */
int stmt_step(struct stmt *s, struct sijil_err *err);
void stmt_reset(struct stmt *s);

/* Columns of the row, from 0; text and bytes live until the next step or reset. */
int64_t stmt_get_int(struct stmt *s, int i);
const char *stmt_get_text(struct stmt *s, int i, size_t *n); /* NULL for NULL; n may be NULL */
const void *stmt_get_blob(struct stmt *s, int i, size_t *n);
bool stmt_is_null(struct stmt *s, int i);

#endif

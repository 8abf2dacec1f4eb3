/* log_fixture: a register in a temporary folder, and SQLite's own hand on it. */
#ifndef TEST_LOG_FIXTURE_H
#define TEST_LOG_FIXTURE_H

#include <criterion/criterion.h>

#include "log/log_private.h"

/* A path in a new temporary folder; fixture_remove() removes the folder with all that is in it, and frees the path. */
char *fixture_path(const char *name);
void fixture_remove(char *path);

/* A new register there. */
char *fixture_register(void);

/* These assert that it went well. */
struct log *fixture_open(const char *path, enum log_mode mode);
void fixture_begin(struct log *log, const char *command);
void fixture_commit(struct log *log);

/* A row of program "school", kind "visit", with these codes made if need be (inside a batch). */
struct log_row fixture_row(struct log *log, const char *person, const char *site, int32_t day, const char *fields);
int64_t fixture_append(struct log *log, const struct log_row *row);

/* In a batch of its own: one entry of `person` on `day`; its number. */
int64_t fixture_entry(struct log *log, const char *person, int32_t day, const char *fields);
/* In a batch of its own: replace an entry; fields NULL voids it. */
int64_t fixture_replace(struct log *log, int64_t id, const char *fields, const char *reason);

/* Run SQL through a handle of its own, as any tool would.  try: SQLite's message (free it), NULL if it went well. */
char *raw_try(const char *path, const char *sql);
void raw_exec(const char *path, const char *sql);
int64_t raw_int(const char *path, const char *sql);
/* All rows: columns joined by '|', rows ended by newlines, NULL as "-".  free() it. */
char *raw_text(const char *path, const char *sql);

/* The same SQL with the guards of a table taken away for it and put back after. */
void raw_tamper(const char *path, const char *table, const char *sql);

/* Bytes of a file; *n its size.  free() it. */
char *file_bytes(const char *path, size_t *n);
void file_write(const char *path, const void *bytes, size_t n);
bool file_exists(const char *path, const char *end);

void assert_message(const struct sijil_err *err, int status, const char *part);

#endif

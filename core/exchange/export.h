/*
 * export: the current entries of a program as files that spreadsheets open and `sijil import` reads back unchanged.
 *
 * A table per kind: person, on, until, site and the fields, by their names; texts, codes and days as the register has
 * them.  Kinds come in the order in which they can be imported into an empty register: what opens a spell first, what
 * closes one last, and whatever is referred to before what refers to it.  Rows come by entry number and are written as
 * they are read: memory does not grow with them, but for the names of entries that others refer to.
 *
 * Together, the kinds share one table: a column `kind`, and the columns of all of them.  That is imported in one go, so
 * that a person who left and came again is admitted, which a table of enrolments alone is refused for.
 */
#ifndef EXCHANGE_EXPORT_H
#define EXCHANGE_EXPORT_H

#include "log/log.h"
#include "plugin/registry.h"

struct export_writer;

struct export_request {
	const struct registry *registry;
	struct log *log;
	const struct program *program;
	const struct kind *const *kinds; /* NULL-terminated: see export_order() */
	bool filled_only;                /* leave out kinds without entries */
	bool together;                   /* one table for all kinds */
	int32_t from, to;                /* entries whose days touch these; both 0: all */
};

struct export_result {
	int64_t entries;
	const struct kind **kinds; /* those written, in order, NULL-terminated; in the arena given */
	int64_t nameless;          /* references written as entry numbers ("#17"), which only this register knows */
	const struct kind *nameless_kind; /* the first kind with one */
};

/* The kinds that people log, in the order of importing; NULL-terminated, in the arena. */
const struct kind **export_order(const struct program *program, struct arena *arena);

/*
 * Kinds of a program that is not available, made from what the register holds: fields in the order of their names, of the
 * types that their values have.  program needs an id and nothing else.  *kind is NULL if there is no entry of it; *kinds
 * are those with entries, NULL-terminated.  In the arena.  0, or -1 with *err.
 */
int export_unknown_kind(struct log *log, struct program *program, const char *name, struct arena *arena,
			const struct kind **kind, struct sijil_err *err);
int export_unknown(struct log *log, struct program *program, struct arena *arena, const struct kind ***kinds,
		   struct sijil_err *err);

/* Write it all; the writer is ended, too, but not freed.  0, or -1 with *err: what was written is of no use. */
int export_run(const struct export_request *request, struct export_writer *writer, struct arena *arena,
	       struct export_result *result, struct sijil_err *err);

/* --- writers --- */

/*
 * CSV for spreadsheets: byte order mark (unless bom is false), CRLF.  One table only: fd is written to and stays open.
 * NULL never.
 */
struct export_writer *export_csv(int fd, char delimiter, bool bom);
/* One document for all tables. */
struct export_writer *export_json(int fd, const char *program);
/* A sheet per table, made at path, which is overwritten; folder is for what is made on the way.  NULL with *err. */
struct export_writer *export_xlsx(const char *path, const char *folder, bool right_to_left, struct sijil_err *err);
void export_writer_free(struct export_writer *w); /* NULL is allowed */

/* --- files --- */

/* A file that appears whole, or not at all, under its name. */
struct export_file {
	const char *path; /* as given: kept by pointer */
	char *temporary;  /* beside it */
	int fd;
};

/* 0, or -1 with *err: it exists (unless force), or its folder cannot be written to. */
int export_file_open(struct export_file *f, const char *path, bool force, struct sijil_err *err);
/* Give it its name.  On failure nothing is left, and what stood there stays. */
int export_file_keep(struct export_file *f, bool force, struct sijil_err *err);
void export_file_drop(struct export_file *f); /* nothing happens after export_file_keep() */

#endif

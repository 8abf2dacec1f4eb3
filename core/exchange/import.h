/*
 * exchange/: in and out of the register, one file per format.  mapping (columns to fields), import.
 *
 * import: a CSV file into one kind of one program, all or nothing.  Rows are read and checked one by one, then judged
 * together with the histories they join, then written in the file's order, in one transaction.
 */
#ifndef EXCHANGE_IMPORT_H
#define EXCHANGE_IMPORT_H

#include "log/log.h"
#include "rules/judge.h"

struct import_request {
	const struct registry *registry;
	struct log *log;
	const struct program *program;
	const struct kind *kind;
	const struct mapping *mapping; /* NULL: columns are named as fields */
	const char *path;              /* "-": standard input */
	const char *sheet;             /* of a workbook, name or number; NULL: what the mapping says, or its only one */
	const char *recorded_by;       /* NULL: unknown */
	const char *late;              /* reason for rows inside a frozen period (CORE-E13), kept with each; NULL: none */
	int32_t today;
	bool dry_run;
	void (*progress)(void *arg, size_t lines); /* now and then; NULL */
	void *progress_arg;
};

struct import_result {
	int64_t lines;     /* data rows: added + unchanged + rejected */
	int64_t added;     /* would be, in a dry run; 0 if anything was rejected */
	int64_t unchanged; /* the same content is in the register already */
	int64_t rejected;  /* rows with errors */
	int64_t accepted;  /* rows without errors that were not written because others were rejected */
	int64_t warned;    /* rows with warnings (written) */
	int64_t batch;     /* number, 0: nothing written */
	char hash[65];
	struct findings findings; /* sorted; release with findings_release */
};

/*
 * 0: done (look at rejected); -1 with *err: nothing was written: the file cannot be read (positioned), the header does
 * not fit, the register is busy.  Unknown columns are a warning finding; a repeated column, or a required field without
 * a column, is an error of the whole file.
 *
 * Re-importing: a row whose content (program, kind, days, site, person, fields) stands in the register n times, by any
 * entry ever recorded, is added only from its n+1st occurrence in the file on.
 */
int import_csv(const struct import_request *request, struct import_result *result, struct sijil_err *err);

#endif

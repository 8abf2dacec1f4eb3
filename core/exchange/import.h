/*
 * exchange/: in and out of the register, one file per format.  mapping (columns to fields), import.
 *
 * import: a file of rows into one program, all or nothing, or (partial) all good rows, with a file of the others.  Rows are
 * read and checked one by one, then judged together with the histories they join, then written in the file's order, in
 * one transaction.  Every line is accounted for, once.
 */
#ifndef EXCHANGE_IMPORT_H
#define EXCHANGE_IMPORT_H

#include "exchange/profile.h"
#include "exchange/source.h"
#include "log/log.h"
#include "rules/judge.h"

struct import_request {
	const struct registry *registry;
	struct log *log;
	const struct program *program;
	const struct kind *kind; /* NULL: those that the mapping names */
	const struct mapping *mapping; /* NULL: columns are named as fields */
	const struct profile *profile; /* of the tool that made the file; NULL: the mapping's, if it has one */
	bool unreviewed;               /* rows that a reviewer turned down too */
	const char *path;              /* "-": standard input */
	struct source_request source;  /* how to read the file, where that is not as the mapping says; path and table unused */
	const char *recorded_by;       /* NULL: unknown */
	const char *late;              /* reason for rows inside a frozen period (CORE-E13), kept with each; NULL: none */
	const char *language;          /* of findings: "ar", "fr", "en"; NULL: as the plugin's tables have them */
	int32_t today;
	bool dry_run;
	bool partial;             /* rejected lines do not keep the others out */
	const char *rejects;      /* partial: the file that gets the rejected lines */
	bool force;               /* write over a file of that name */
	bool overwrite_corrected; /* a changed row replaces also what was corrected by hand since */
	void (*progress)(void *arg, size_t lines); /* now and then; NULL */
	void *progress_arg;
};

enum { IMPORT_CODES = 32, IMPORT_FIRST_LINES = 5 };
/* Lines rejected for a rule. */
struct import_code {
	const char *code;
	int64_t lines;
	uint32_t first[IMPORT_FIRST_LINES];
	size_t n_first;
};

/* Counts of lines: lines = added + unchanged + superseded + rejected + passed + accepted. */
struct import_result {
	int64_t lines;      /* rows below the header, blank ones apart */
	int64_t added;      /* would be, in a dry run */
	int64_t unchanged;  /* the register says the same already */
	int64_t superseded; /* the register's entry of that key is replaced */
	int64_t rejected;   /* with errors */
	int64_t passed;     /* passed over: they give no entry */
	int64_t accepted;   /* without errors, but not written because others were rejected */
	int64_t warned;     /* with warnings, of those that were not rejected */
	int64_t batch;      /* number, 0: nothing written */
	bool rejects;       /* the file of rejects was written */
	char hash[65];
	struct import_code codes[IMPORT_CODES]; /* those with the most lines first */
	size_t n_codes;
	struct findings findings; /* sorted; release with findings_release, as the next */
	struct findings after;    /* errors of entries that were good before others were superseded */
};

/*
 * 0: done (look at rejected); -1 with *err: nothing was written: the file cannot be read (positioned), the header does
 * not fit, the register is busy.  Unknown columns are a warning finding; a repeated column, or a required field without
 * a column, is an error of the whole file.
 *
 * Re-importing, without a key: a row whose content (program, kind, days, site, person, fields) stands in the register n
 * times, by any entry ever recorded that was not undone, is added only from its n+1st occurrence in the file on.
 *
 * With a key: a row that says something else than the entry of its key replaces it; not if that was written or corrected by
 * hand since (CSV-E11, unless overwrite_corrected), nor if it was voided (CSV-W12: passed over).  Two rows of one key are
 * an error if they say different things (CSV-E10), else the second is passed over (CSV-W13).
 *
 * Partial: a row can be good only because of another one that is rejected, so the rows that stay are judged again until
 * all of them are good.  The file of rejects appears after the entries are in the register.
 */
int import_csv(const struct import_request *request, struct import_result *result, struct sijil_err *err);

#endif

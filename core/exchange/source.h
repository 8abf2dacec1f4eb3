/*
 * source: a file of rows, whatever its format.  A format is a driver (source_driver.h), chosen by the file's first
 * bytes; what reads rows knows none of them.
 *
 * Reading streams: memory is bounded whatever the file holds.  What comes from a pipe is first kept in a temporary file
 * without a name, which no ending of the process leaves behind.
 */
#ifndef EXCHANGE_SOURCE_H
#define EXCHANGE_SOURCE_H

#include "base/csv.h"

struct source;

/* How a file is to be read; all but the path may be zero.  Texts are kept by pointer. */
struct source_request {
	const char *path;     /* "-": standard input */
	char delimiter;       /* of a text file; 0: find it out */
	bool backslash;       /* of a text file: see struct csv_options */
	const char *encoding; /* of a text file, a name of encoding.h; NULL: find it out */
	const char *comments; /* of a text file: lines that begin so are passed over; NULL: none */
	const char *sheet;    /* of a workbook: name or number; NULL: its only one with anything in it */
	const char *table;    /* what is to be imported: of a file of several tables, the one called so, if there is one */
	unsigned header_line; /* the row that names the columns; rows above it are passed over; 0: the first */
};

/* NULL and *err: it cannot be read (ERR_NOINPUT), or it is not a file of rows (ERR_DATA, says what it is). */
struct source *source_open(const struct source_request *request, struct sijil_err *err);
void source_close(struct source *s);

/*
 * The next row, the header first: 1, 0 at the end, or -1 with *err positioned.  Blank lines and comments are passed
 * over.  The cells are UTF-8 without NUL, valid until the next call.  After -1 the source is at an end.
 */
int source_next(struct source *s, const struct csv_field **cells, size_t *n, struct sijil_err *err);

unsigned source_line(const struct source *s);      /* where the last row began, as an editor or a spreadsheet counts */
size_t source_passed_over(const struct source *s); /* rows above the header */

/* What it is, for people: "CSV, UTF-8, ';'".  Appended to out; complete after the first row. */
void source_describe(const struct source *s, struct str *out);

/* To the start again: the next row is the header.  0, or -1 with *err; then there are no more rows. */
int source_rewind(struct source *s, struct sijil_err *err);

/* What stands between the cells of a text file, once its first row was given; ',' of other formats. */
char source_delimiter(const struct source *s);

/* Whether the file begins with the mark of UTF-8, as what sijil writes for spreadsheets does. */
bool source_is_marked(const struct source *s);
/* From the start again, read in another way; the path stays. */
int source_reread(struct source *s, const struct source_request *request, struct sijil_err *err);

/* What a person should know of how the file was read; complete at its end.  Texts live until the call returns. */
struct source_note {
	bool warning;       /* else it is only said */
	const char *code;   /* "XLS-W01" */
	unsigned line, column; /* 0: none in particular */
	const char *message, *remedy; /* remedy may be NULL */
};
typedef void source_note_fn(void *arg, const struct source_note *note);
void source_notes(const struct source *s, source_note_fn *tell, void *arg);

/* Whether people know its columns by letters; and the letters: "A" for 1, "AA" for 27. */
bool source_letters(const struct source *s);
enum { SOURCE_COLUMN = 8 };
const char *source_column(unsigned column, char out[SOURCE_COLUMN]);

/* BLAKE2b-256 of the file's bytes as 64 hex digits.  -1 with *err: it was changed since it was opened, or is unreadable. */
int source_hash(const struct source *s, char hex[65], struct sijil_err *err);

#endif

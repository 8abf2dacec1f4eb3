/*
 * csv: a streaming reader for comma-separated files as people really write them, and the quoting a writer needs.
 *
 * UTF-8 with or without BOM, or what a transcoder makes it of; delimiter given, declared by a first line `sep=;` (passed
 * over), or found in the first records among `,` `;` TAB `|`; RFC 4180 quoting, newlines inside quotes, blanks around
 * them; LF, CRLF or CR line ends, a missing last one allowed.  Memory is bounded whatever the file holds: a record has
 * at most CSV_RECORD_MAX bytes and CSV_FIELDS_MAX fields.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

struct transcoder;

enum { CSV_RECORD_MAX = 1 << 20, CSV_FIELDS_MAX = 16384 /* of a spreadsheet */ };

struct csv;

struct csv_field {
	const char *s; /* NUL-terminated, unquoted, unguarded (csv_unguard); valid until the next csv_next */
	size_t n;
	bool quoted;
	const char *fault; /* the cell shows a text, but holds no value: csv_error(), or another reason; NULL: it does */
	bool number;       /* the file's own number, with '.' before decimals; of a text file never */
};

/*
 * path "-" reads standard input.  delimiter 0: find it out.  The path is kept by pointer for error positions.
 * NULL and *err (ERR_NOINPUT) if it cannot be opened or is not a regular file or pipe.
 */
struct csv *csv_open(const char *path, char delimiter, struct sijil_err *err);

/* How a file differs from the usual; all zero: it does not. */
struct csv_options {
	char delimiter; /* 0: find it out */
	bool backslash; /* \x in a cell is x (and \n, \r, \t what they are in C, \N nothing), and 'x' is quoted, too */
	const char *comments; /* lines that begin so are passed over; NULL: none.  Kept by pointer */
	unsigned header_line; /* records above this one, blank lines counted, comments not, are passed over */
};

/* A delimiter as people name it: "," ";" "|" "tab"; 0: it is none. */
char csv_delimiter_named(const char *name);

/* Of what a transcoder gives; both pointers are kept, shown is the file's name in errors.  Never NULL. */
struct csv *csv_new(struct transcoder *transcoder, const char *shown, const struct csv_options *options);
void csv_close(struct csv *c);

/*
 * The next record: 1, 0 at the end, or -1 with *err positioned (line, and the number of the field as column).
 * Blank lines are passed over.  fields and *n are set on 1.  After -1 the reader is at an end: bytes that cannot
 * be read (NUL, invalid UTF-8, unterminated quote, record too long, too many fields) leave no trustworthy rest.
 */
int csv_next(struct csv *c, const struct csv_field **fields, size_t *n, struct sijil_err *err);

unsigned csv_line(const struct csv *c);      /* line on which the last record began, from 1 */
char csv_delimiter(const struct csv *c);     /* the one in use; 0 before the first record */
size_t csv_passed_over(const struct csv *c); /* records above the header */
size_t csv_comments(const struct csv *c);    /* lines of comment so far */

/*
 * Append a text for people's spreadsheets: one that begins as a formula does (= + - @, TAB, CR), apostrophes before that
 * not counted, gets an apostrophe in front, so that no spreadsheet computes it.  Never for a column of numbers.
 * csv_unguard() is the reverse: of "'-5" it leaves "-5", of "'tis" all.
 */
void csv_add_text(struct str *out, const char *s, char delimiter);
const char *csv_unguard(const char *s, size_t *n);

/*
 * What a spreadsheet shows in place of a value, "#N/A", "#NOM?", "Err:502", or "####" of a column that is too narrow: why it
 * is none ("is an error of ..."), else NULL.  Of a CSV it is one only where it is not quoted; csv_add_text() quotes it.
 */
const char *csv_error(const char *s);

/* A number with a point, which no delimiter is: "1.234", which some read as a thousand, is written "1.2340". */
void csv_add_number(struct str *out, const char *s);

/* Append a cell to out, quoted only when it must be: for the delimiter, a quote, a line end, a blank at an end. */
void csv_add_cell(struct str *out, const char *s, char delimiter);

#endif

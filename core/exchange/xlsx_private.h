/*
 * xlsx: a workbook (OOXML, transitional or strict) as rows of texts, as a person sees them in the spreadsheet.  What its
 * parts share; source_xlsx.c makes a source of it.
 *
 * From the file up: xlsx_zip (the parts, with caps), xlsx_xml (one part's elements, in pieces), then one file per part:
 * xlsx_book (which sheets there are), xlsx_styles and xlsx_format (what a number stands for), xlsx_strings (texts that
 * cells share), xlsx_sheet (rows), xlsx_number (a number's or a date's text).  Rows stream: what is kept grows with the
 * styles only; shared texts lie in a temporary file (spool.h).
 */
#ifndef EXCHANGE_XLSX_PRIVATE_H
#define EXCHANGE_XLSX_PRIVATE_H

#include <expat.h>
#include <stdint.h>
#include <zip.h>

#include "base/csv.h"
#include "base/mem.h"
#include "exchange/spool.h"

/* The most rows and columns of a sheet, by the format. */
enum { XLSX_ROWS = 1048576, XLSX_COLUMNS = 16384 };

/* --- xlsx_zip.c --- */

struct xlsx_zip {
	zip_t *zip;
	const char *shown; /* the file's name in messages */
	int64_t size;      /* of the file in bytes */
	int64_t unpacked;  /* bytes read so far, of all parts */
};

/* fd stays the caller's.  0, or -1 with *err: no zip, cut off, encrypted, packed in an unknown way, or a bomb. */
int xlsx_zip_open(struct xlsx_zip *z, int fd, const char *shown, int64_t size, struct sijil_err *err);
void xlsx_zip_close(struct xlsx_zip *z);
bool xlsx_zip_has(const struct xlsx_zip *z, const char *part);

/* One part being read.  NULL and *err if it is not there. */
zip_file_t *xlsx_part_open(struct xlsx_zip *z, const char *part, struct sijil_err *err);
/* Up to n bytes; 0 at the end, -1 with *err: damaged, or more than a workbook holds. */
int xlsx_part_read(struct xlsx_zip *z, zip_file_t *file, void *to, size_t n, struct sijil_err *err);

/* --- xlsx_xml.c --- */

/*
 * Elements of one part.  name is without its namespace; what is in a foreign one (extensions) is not told.  attrs are
 * expat's: name, value, ..., NULL.  A handler that finds a fault sets *err through xlsx_xml_fail().
 */
struct xlsx_xml {
	struct xlsx_zip *zip;
	zip_file_t *file;
	const char *part;
	XML_Parser parser;
	void *arg;
	void (*start)(void *arg, const char *name, const char *const *attrs);
	void (*end)(void *arg, const char *name);
	void (*text)(void *arg, const char *s, size_t n);
	struct sijil_err *err; /* of the running xlsx_xml_run() */
	int64_t fed;
	unsigned depth, foreign;  /* elements open; the depth of the foreign one we are in, 0: none */
	bool paused, ended, failed;
};

/* arg and the handlers are set by the caller, before the first run.  0, or -1 with *err. */
int xlsx_xml_open(struct xlsx_xml *x, struct xlsx_zip *zip, const char *part, struct sijil_err *err);
void xlsx_xml_close(struct xlsx_xml *x);
/* Read on until a handler pauses (1) or the part ends (0); -1 with *err. */
int xlsx_xml_run(struct xlsx_xml *x, struct sijil_err *err);
void xlsx_xml_pause(struct xlsx_xml *x);
/* "'FILE' is damaged: PART:line:column: message; what to do" */
void xlsx_xml_fail(struct xlsx_xml *x, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A handler has set *x->err itself. */
void xlsx_xml_stop(struct xlsx_xml *x);

/* The value of an attribute without namespace, NULL: not given; of r:id; of one that is a truth. */
const char *xlsx_attr(const char *const *attrs, const char *name);
const char *xlsx_attr_id(const char *const *attrs);
bool xlsx_attr_true(const char *const *attrs, const char *name);

/* --- xlsx_book.c --- */

struct xlsx_tab {
	const char *name;
	const char *part; /* "xl/worksheets/sheet1.xml" */
	bool hidden;
};

struct xlsx_book {
	struct xlsx_zip *zip;
	struct arena arena;
	struct xlsx_tab *tabs; /* sheets of cells, in the order of the tabs */
	size_t n_tabs, cap;
	const char *strings, *styles; /* parts; NULL: none */
	bool from_1904;
};

/* 0, or -1 with *err: no workbook (says what it is instead), or damaged. */
int xlsx_book_read(struct xlsx_book *b, struct xlsx_zip *zip, struct sijil_err *err);
void xlsx_book_release(struct xlsx_book *b);

/* --- xlsx_format.c --- */

/* What a number stands for, by its format. */
enum xlsx_class {
	XLSX_NUMBER,
	XLSX_PERCENT,
	XLSX_DAY,     /* a day, perhaps with a time */
	XLSX_TIME,    /* a time of day */
	XLSX_ELAPSED, /* hours, minutes and seconds, beyond 24 */
	XLSX_CODE,    /* digits put into a pattern: "BG-"000000 */
};

/* In a pattern: a digit or 0, a digit or nothing; other bytes stand for themselves. */
enum { XLSX_ZERO = 1, XLSX_DIGIT = 2 };

struct xlsx_format {
	enum xlsx_class class;
	const char *pattern; /* XLSX_CODE */
};

/* By number (formats that have no code in the file), and by code ("dd/mm/yyyy"); a pattern is put into the arena. */
struct xlsx_format xlsx_format_builtin(unsigned id);
struct xlsx_format xlsx_format_of(const char *code, struct arena *arena);

/* --- xlsx_styles.c --- */

struct xlsx_styles {
	struct arena arena;
	struct xlsx_format *cells; /* by the style of a cell */
	size_t n, cap;
};

int xlsx_styles_read(struct xlsx_styles *s, const struct xlsx_book *book, struct sijil_err *err);
void xlsx_styles_release(struct xlsx_styles *s);

/* --- xlsx_strings.c --- */

struct xlsx_strings {
	struct spool text;   /* one behind the other */
	struct spool limits; /* where each ends in text, as int64_t */
	int64_t n;
};

int xlsx_strings_read(struct xlsx_strings *s, const struct xlsx_book *book, struct sijil_err *err);
void xlsx_strings_release(struct xlsx_strings *s);
/* Append the i-th to out.  -1 with *err: there is none, or the temporary file cannot be read. */
int xlsx_strings_get(struct xlsx_strings *s, int64_t i, struct str *out, struct sijil_err *err);
/* Append text of the file, in which _x000D_ stands for a control character. */
void xlsx_add_text(struct str *out, const char *s, size_t n);

/* --- xlsx_number.c --- */

/*
 * Append the text of a cell's number (as the file has it: "12.5", "3.0000000000000004E-1"), as the spreadsheet shows it
 * by its format, but never shortened: at most 15 digits, no exponent, days as 2024-03-09.  *damaged: a whole number of
 * more than 15 digits, of which a spreadsheet keeps 15.  false: it is no number.
 */
bool xlsx_add_number(struct str *out, const char *s, size_t n, const struct xlsx_format *format, bool from_1904,
		     bool *damaged);

/* --- xlsx_sheet.c --- */

struct xlsx_sheet;

/* What is known once the last row was read; n_... count, first_... tell where. */
struct xlsx_seen {
	size_t hidden_rows, merged, damaged;
	bool hidden_columns;
	char first_merged[32];   /* "B5:B9" */
	unsigned merged_line;
	unsigned damaged_line, damaged_column;
};

/* header: rows above this number are passed over, merged cells up to it do not matter. */
struct xlsx_sheet *xlsx_sheet_open(const struct xlsx_book *book, const struct xlsx_tab *tab,
				   const struct xlsx_styles *styles, struct xlsx_strings *strings, unsigned header,
				   struct sijil_err *err);
void xlsx_sheet_close(struct xlsx_sheet *s);
/* The next row with something in it: 1, 0, -1, as source_next().  Rows have as many cells as the first, or more. */
int xlsx_sheet_next(struct xlsx_sheet *s, const struct csv_field **cells, size_t *n, struct sijil_err *err);
unsigned xlsx_sheet_line(const struct xlsx_sheet *s);
size_t xlsx_sheet_passed_over(const struct xlsx_sheet *s);
const struct xlsx_seen *xlsx_sheet_seen(const struct xlsx_sheet *s);

#endif

/* workbook: small .xlsx files made part by part, in a temporary folder, and what a source reads of them. */
#ifndef TEST_WORKBOOK_H
#define TEST_WORKBOOK_H

#include <criterion/criterion.h>

#include "exchange/source.h"

enum { BOOK_SHEETS = 4 };

/* What a workbook is made of; what is NULL is made plainly, or left out (strings, styles). */
struct book_parts {
	const char *sheets[BOOK_SHEETS]; /* what stands in <worksheet>; called Data, Data2, ... */
	const char *names[BOOK_SHEETS];
	const char *states[BOOK_SHEETS]; /* "hidden" */
	const char *strings;                 /* what stands in <sst> */
	const char *formats, *cells;         /* what stands in <numFmts>, <cellXfs> */
	const char *properties;              /* attributes of <workbookPr> */
	bool strict;                         /* the namespaces of the strict form */
	const char *extra, *extra_text;      /* one more part, or one instead of another */
	const char *left_out;                /* a part that is not there */
	const char *head;                    /* put before <worksheet> of the first sheet */
};

void book_open(void);  /* the folder */
void book_close(void);
const char *book_path(const char *name); /* until the next call */

void book_write(const char *name, const struct book_parts *parts);
void book_bytes(const char *name, const void *bytes, size_t n); /* a file of any sort */

/*
 * What is read: one line per row, "number: cell|cell", a cell in fault as "text!"; then notes, "code line column".
 * "error STATUS" alone if it failed: book_err says how.  Until the next call.
 */
const char *book_read(const char *name, const char *sheet, const char *table, unsigned header_line);
extern struct sijil_err book_err;

/* The file fails with this status, and a message that holds the text. */
void assert_refused(const char *name, int status, const char *text);

#endif

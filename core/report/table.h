/*
 * table: columns of text, aligned by display width in any script, split into blocks when they are too wide.
 *
 *	struct table *t = table_new(1);
 *	table_column(t, "Site", 0);
 *	table_column(t, "Visits", TABLE_RIGHT);
 *	table_cell(t, "garden_kiosk");
 *	table_cell(t, "1,240");
 *	table_write(t, &(struct table_style){ .width = 80 }, out);
 *	table_free(t);
 *
 * Columns are declared first; cells then fill rows from left to right, and a full row ends by itself.  Texts are copied
 * and made fit for a line by cell_add().  No row ends in blanks.
 */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include <stddef.h>

#include "base/str.h"

struct table;

enum table_flags {
	TABLE_RIGHT = 1, /* align to the right; else to the left */
	TABLE_TIGHT = 2, /* one blank before it instead of two: a unit after its number */
};

struct table_style {
	size_t width;  /* columns of the terminal, 0: unlimited */
	size_t indent; /* blanks before every row */
	size_t wrap;   /* headings are broken between words to this many columns, 0: never */
};

/* keys: the first columns, which are printed again in every block of a table that is split. */
struct table *table_new(size_t keys);
void table_free(struct table *t);

/* title NULL or "": no heading; a table whose columns have none has no heading row. */
void table_column(struct table *t, const char *title, unsigned flags);

void table_cell(struct table *t, const char *text); /* NULL: empty */

/*
 * The next cell reaches to the end of the row and makes no column wider: for a sentence in place of numbers, and, as
 * the first cell of a row, for a remark below the row before it.  Ends the row.
 */
void table_rest(struct table *t, const char *text);

/* Rows filled so far, the one being filled included. */
size_t table_height(const struct table *t);

/*
 * Append the table to out.  When it is wider than style->width, blocks of as many columns as fit follow each other with
 * an empty line between; a single column that does not fit beside the keys is printed all the same, never cut.
 */
void table_write(const struct table *t, const struct table_style *style, struct str *out);

#endif

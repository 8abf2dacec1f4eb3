/*
 * cell: a text made fit to stand in a line for people, next to others.
 *
 * Line ends, tabs and broken bytes become blanks.  Other control characters, and bidi formatting characters that are
 * already in it, are written out as \u{1b}: a title must not move the cursor or turn what follows around, and who reads
 * it must see that it tried to.  A text with right-to-left letters is wrapped in U+2068 .. U+2069 (FSI, PDI): terminals
 * that reorder then keep it in its place, and those that do not show nothing, since the two have no width.
 */
#ifndef REPORT_CELL_H
#define REPORT_CELL_H

#include "base/str.h"

/* Append text (UTF-8, NULL: nothing) to out. */
void cell_add(struct str *out, const char *text);

/* The same for a sentence that may hold such a text and stands alone in its line: it is not wrapped.  Not NULL. */
void cell_add_message(struct str *out, const char *text);

#endif

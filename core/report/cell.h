/*
 * cell: a text made fit to stand in a line for people, next to others.
 *
 * Control characters, line ends and broken bytes become blanks (a title must not move the cursor), bidi
 * formatting characters that are already in it are dropped, and a text with right-to-left letters is wrapped in
 * U+2068 .. U+2069 (FSI, PDI): terminals that reorder then keep it in its place, and those that do not show nothing,
 * since the two have no width.
 */
#ifndef REPORT_CELL_H
#define REPORT_CELL_H

#include "base/str.h"

/* Append text (UTF-8, NULL: nothing) to out. */
void cell_add(struct str *out, const char *text);

#endif

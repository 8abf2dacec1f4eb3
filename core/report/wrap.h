/* wrap: a text in lines no wider than the page, broken at blanks; a word that is wider stands alone. */
#ifndef REPORT_WRAP_H
#define REPORT_WRAP_H

#include "base/str.h"

struct wrap {
	size_t width;  /* columns of a line, 0: unlimited */
	size_t indent; /* blanks before the first line, which count */
	size_t hang;   /* blanks before every further one */
};

/* Where the first line of text ends, when at most `width` columns may be used (0: at the text's end). */
const char *wrap_end(const char *text, size_t width);

/*
 * Append the lines of text to out, each ended by a newline; nothing for an empty text.  Whatever people wrote in it went
 * through cell_add() before; an isolate that is broken is closed at the line's end and opened again on the next.
 */
void wrap_add(struct str *out, const char *text, const struct wrap *w);

#endif

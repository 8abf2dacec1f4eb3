/* repeats: which of many names stand there twice.  For keys of a map, ids of a list, rows of a file. */
#ifndef CONFIG_REPEATS_H
#define CONFIG_REPEATS_H

#include "base/err.h"

struct place {
	const char *name; /* NULL: not to be compared */
	const char *file;
	unsigned line, col;
};

/*
 * Add an error for every place whose name stood at an earlier one: "duplicate <what> 'x' (the first is on line 3)".
 * In the order of the places.  Time grows as n log n: half a million names are no way to hold the reader up.
 */
void repeats_report(const struct place *places, size_t n, const char *what, struct err_list *errs);

#endif

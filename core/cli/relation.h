/* relation: named columns and rows of texts, printed as text, CSV or JSON. */
#ifndef CLI_RELATION_H
#define CLI_RELATION_H

#include "cli/cli.h"

struct relation {
	const char *const *columns;
	size_t n_columns;
	const char **cells; /* row by row; pointers are kept */
	size_t n_cells, cap;
};

/* The next cell; NULL is empty. */
void relation_add(struct relation *r, const char *text);

/* Print it in one of "text", "csv", "json" (empty cells are null) and release it; an exit status. */
int relation_print(struct relation *r, const char *format);

#endif

/* What a writer of export.h is made of. */
#ifndef EXCHANGE_EXPORT_PRIVATE_H
#define EXCHANGE_EXPORT_PRIVATE_H

#include "exchange/export.h"

enum export_type { EXPORT_EMPTY, EXPORT_TEXT, EXPORT_NUMBER, EXPORT_TRUTH, EXPORT_DAY };

struct export_cell {
	enum export_type type;
	const char *text; /* as people write it: "12.5", "true", "2024-03-09"; "" when empty */
	size_t n;         /* its bytes */
	int32_t day;      /* EXPORT_DAY */
};

struct export_column {
	const char *name;
	enum export_type type;
	unsigned width; /* of a sheet's column, in characters */
};

/* Each returns 0, or -1 with *err. */
struct export_driver {
	int (*begin)(struct export_writer *w, const char *table, const struct export_column *columns, size_t n,
		     struct sijil_err *err);
	int (*row)(struct export_writer *w, const struct export_cell *cells, size_t n, struct sijil_err *err);
	int (*end)(struct export_writer *w, struct sijil_err *err);    /* of the table */
	int (*finish)(struct export_writer *w, struct sijil_err *err); /* of everything */
	void (*free)(struct export_writer *w);
};

/* The first member of every writer. */
struct export_writer {
	const struct export_driver *driver;
};

/* --- export_out.c: bytes on their way to a file or pipe --- */

struct export_out {
	int fd;
	struct str buffer;
};

void export_out_start(struct export_out *o, int fd);
/* Write what has come together, if it is much, or anything (all).  0, or -1 with *err. */
int export_out_flush(struct export_out *o, bool all, struct sijil_err *err);

#endif

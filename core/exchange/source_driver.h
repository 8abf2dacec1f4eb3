/* source_driver: what a format of source.h is made of.  Included by source.c and the drivers. */
#ifndef EXCHANGE_SOURCE_DRIVER_H
#define EXCHANGE_SOURCE_DRIVER_H

#include <stdint.h>

#include "exchange/source.h"

enum { SOURCE_FIRST_BYTES = 512 };

/* An open file, at its first byte; seekable, whatever it came from. */
struct source_file {
	int fd;                     /* the source closes it, after the driver */
	const char *shown;          /* its name in messages */
	int64_t size, changed;      /* bytes; when it was last written to, in nanoseconds */
	const unsigned char *first; /* the bytes it begins with, only during open() */
	size_t first_n;             /* SOURCE_FIRST_BYTES, or all there are */
};

struct source_driver {
	/* Whether a file that begins so is of this format. */
	bool (*recognise)(const unsigned char *first, size_t n);
	/* The state of one reading, or NULL with *err. */
	void *(*open)(const struct source_file *file, const struct source_request *request, struct sijil_err *err);
	void (*close)(void *state);
	/* As source_next(); the first row is the header: rows above request->header_line are not given. */
	int (*next)(void *state, const struct csv_field **cells, size_t *n, struct sijil_err *err);
	unsigned (*line)(const void *state);
	size_t (*passed_over)(const void *state);
	char (*delimiter)(const void *state); /* NULL: the format has none */
	void (*describe)(const void *state, struct str *out);
	void (*notes)(const void *state, source_note_fn *tell, void *arg); /* NULL: there are never any */
	bool letters; /* its columns are known by letters */
};

extern const struct source_driver source_foreign; /* what is no file of rows: opening it says what it is */
extern const struct source_driver source_xlsx;
extern const struct source_driver source_json;
extern const struct source_driver source_csv;     /* recognises everything: last in the table */

/* --- source_file.c --- */

/* Open it, from a pipe by way of a temporary file.  0, or -1 with *err. */
int source_file_open(struct source_file *file, const char *path, struct sijil_err *err);
void source_file_close(struct source_file *file);
/* An open file that has no name any more, in TMPDIR or /tmp; -1 with errno. */
int source_nameless_file(void);
int source_file_hash(const struct source_file *file, char hex[65], struct sijil_err *err);

#endif

/* What the files of csv.h share. */
#ifndef BASE_CSV_PRIVATE_H
#define BASE_CSV_PRIVATE_H

#include <stdbool.h>

#include "base/csv_input.h"

/*
 * Fields are unquoted and terminated where they lie in the buffer.  A NUL met on the way is the end of the bytes at
 * hand (the input lets no other through): more() then fetches some and moves everything that points into the buffer.
 */
struct csv {
	const char *path; /* as it stands in errors */
	struct csv_options options;
	char delimiter; /* 0: to be found out */
	bool ended;
	bool begun;          /* the start of the file has been looked at */
	bool after_cr;       /* an LF that comes now belongs to the CR before it */
	unsigned line;       /* of p */
	unsigned first_line; /* of the record */
	unsigned row;        /* number of the record, blank lines counted, comments not */
	size_t passed_over, comments;
	char quote;          /* the one that p is inside */
	unsigned quote_line; /* of the quote that p is inside; 0: none */
	char *start, *p;     /* the record's first byte, the next byte */
	char *from, *to;     /* of the field: the bytes not yet moved, and where they belong */
	size_t n;
	bool ends_plain[256], ends_quoted[256]; /* the bytes that end a run of ordinary ones */
	struct csv_field fields[CSV_FIELDS_MAX];
	struct csv_input in;
};

enum csv_step { FAULT = -1, END = 0, RECORD = 1, FIELD = 2 };

/* The field at p: FIELD if another follows, RECORD behind the last, FAULT. */
enum csv_step csv_read_field(struct csv *c, struct sijil_err *err);

/* More bytes behind those at hand: RECORD, END or FAULT. */
enum csv_step csv_more(struct csv *c, struct sijil_err *err);

/* Whether the bytes from p + at on are this text. */
bool csv_starts_with(struct csv *c, size_t at, const char *text);

/* The delimiter, by what stands in the first records; reads ahead, and takes nothing. */
char csv_sniff(struct csv *c);

#endif

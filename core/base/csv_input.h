/*
 * csv_input: the text of a CSV file, in a buffer of fixed size: decoded if a transcoder gives it, and checked to be UTF-8
 * without NUL, as it comes.  Part of csv.
 */
#ifndef BASE_CSV_INPUT_H
#define BASE_CSV_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/csv.h"
#include "base/encoding.h"

enum { CSV_CHUNK = 1 << 16 };

/* A record of CSV_RECORD_MAX bytes, what is read at once, the first bytes of a split character, and a NUL. */
enum { CSV_BUFFER = CSV_RECORD_MAX + CSV_CHUNK + 8 };

struct csv_input {
	int fd;                  /* to be closed; or -1, and it comes from: */
	struct transcoder *transcoder; /* the caller's */
	bool ended;              /* no more bytes are read */
	int error;               /* errno of a failed read */
	char *limit;             /* behind the checked bytes; a NUL stands there */
	char held;               /* the byte that stands there in the file */
	char *filled;            /* behind what was read; the bytes from limit on are part of a character, or no text */
	int64_t base;            /* offset of buffer[0] in the text, which is that in the file if that is UTF-8 */
	char buffer[CSV_BUFFER];
};

int csv_input_open(struct csv_input *in, const char *path, struct sijil_err *err);
void csv_input_start(struct csv_input *in, struct transcoder *transcoder);
void csv_input_close(struct csv_input *in);

/*
 * Forget the bytes before keep, move it to the start of the buffer, and read on, so that at least one more checked
 * byte follows: 1.  0: the file is at its end.  -1: see csv_input_fault.  No more than CSV_RECORD_MAX + 1 bytes may
 * be kept.
 */
int csv_input_more(struct csv_input *in, const char *keep);

/* After -1: what is wrong with the byte behind the checked ones.  Always returns -1. */
int csv_input_fault(const struct csv_input *in, const char *path, unsigned line, unsigned field, struct sijil_err *err);

#endif

/*
 * json_read: the tokens of a JSON text (RFC 8259), strictly, from a file of any length.  Numbers stay the texts they are:
 * a library that makes a machine's numbers of them would change "0.10" and what has more than 15 digits.
 */
#ifndef EXCHANGE_JSON_READ_H
#define EXCHANGE_JSON_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum json_token {
	JSON_FAULT = -1, /* with *err, positioned */
	JSON_END = 0,
	JSON_OBJECT = '{',
	JSON_OBJECT_END = '}',
	JSON_ARRAY = '[',
	JSON_ARRAY_END = ']',
	JSON_COLON = ':',
	JSON_COMMA = ',',
	JSON_STRING = '"',
	JSON_NUMBER = '0',
	JSON_TRUE = 't',
	JSON_FALSE = 'f',
	JSON_NULL = 'n',
};

enum { JSON_CHUNK = 1 << 16, JSON_TEXT_MAX = 1 << 20 };

struct json_reader {
	int fd;
	const char *shown;
	int64_t at;    /* offset in the file behind the buffer */
	size_t p, end; /* in the buffer */
	unsigned line; /* of the last token */
	unsigned now;  /* of the next byte */
	struct str text; /* of the last string (unescaped, UTF-8 without NUL) or number */
	unsigned char buffer[JSON_CHUNK];
};

/* Where a reader stands, to come back to. */
struct json_place {
	int64_t at;
	unsigned line;
};

/* Of an open, seekable file; a byte order mark is passed over.  NULL never. */
struct json_reader *json_reader_new(int fd, const char *shown);
void json_reader_free(struct json_reader *r);
struct json_place json_reader_place(const struct json_reader *r);
void json_reader_go(struct json_reader *r, struct json_place place);

enum json_token json_next(struct json_reader *r, struct sijil_err *err);
/* Pass over the rest of a value whose first token this is: 0, or -1 with *err. */
int json_skip(struct json_reader *r, enum json_token first, struct sijil_err *err);
/* "FILE:line: error"; always JSON_FAULT. */
enum json_token json_fail(const struct json_reader *r, struct sijil_err *err, const char *what);

#endif

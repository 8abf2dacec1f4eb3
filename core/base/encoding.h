/*
 * encoding: text files that are not UTF-8.  A transcoder turns a file's bytes into UTF-8 (iconv), strictly: what cannot
 * be read is a fault with its offset, never replaced.  encoding_guess.h finds out what a file is in.
 */
#ifndef BASE_ENCODING_H
#define BASE_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { TRANSCODER_OUT = 1 << 16, TRANSCODER_IN = TRANSCODER_OUT / 4 };

struct encoding {
	const char *name;    /* as people write it, and as messages do: "windows-1256" */
	const char *iconv;   /* as iconv does; NULL: UTF-8, read as it is */
	const char *aliases; /* other names, "a|b" */
	unsigned unit;       /* bytes of the smallest piece: 1 or 2 */
	bool arabic;
};

/* By name or alias; capitals, blanks, '-' and '_' do not matter.  NULL: none. */
const struct encoding *encoding_find(const char *name);
/* Their names, NULL-terminated. */
const char *const *encoding_names(void);

struct transcoder {
	int fd;     /* seekable; stays the caller's */
	int64_t at; /* offset in the file of in[0] */
	void *cd;   /* iconv_t */
	const struct encoding *encoding;
	bool ended;         /* nothing more will come */
	int error;          /* errno of a failed read; 0: none */
	int64_t fault;      /* offset of the first byte that is no text of that encoding; -1: none met */
	unsigned char byte; /* that byte */
	size_t held;        /* bytes in in[] */
	char in[TRANSCODER_IN];
};

/* Read from offset `from` on.  NULL and *err: this system's C library lacks the encoding. */
struct transcoder *transcoder_new(int fd, const struct encoding *encoding, int64_t from, struct sijil_err *err);
void transcoder_free(struct transcoder *d);

/* UTF-8 into out, which has room for TRANSCODER_OUT bytes: how many; 0: the end, by an error, a fault, or of the file.
 */
size_t transcoder_read(struct transcoder *d, char *out);

/* After its end at a fault: says so, positioned, and what to do.  Always returns -1. */
int transcoder_fault(const struct transcoder *d, const char *path, unsigned line, unsigned col, struct sijil_err *err);

/* All of n bytes, 256 at most, as UTF-8 in out (room for 3n+1, terminated); false: they are not all text of that
 * encoding. */
bool encoding_decode(const struct encoding *encoding, const char *bytes, size_t n, char *out);

#endif

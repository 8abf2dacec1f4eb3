/* spool: bytes that grow without bound, in a temporary file without a name, read back anywhere; 1 MiB of memory. */
#ifndef EXCHANGE_SPOOL_H
#define EXCHANGE_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { SPOOL_BLOCK = 1 << 15, SPOOL_BLOCKS = 32 };

/* A zeroed one is empty; the file is made when there is more than one block. */
struct spool {
	int64_t size;
	struct spool_state *state;
};

/* 0, or -1 with *err: the temporary file cannot be written or read (TMPDIR says where it is). */
int spool_add(struct spool *s, const void *bytes, size_t n, struct sijil_err *err);
/* n bytes from `at` on, all below size. */
int spool_read(struct spool *s, int64_t at, void *to, size_t n, struct sijil_err *err);
void spool_release(struct spool *s);

#endif

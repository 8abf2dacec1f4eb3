/* digest: BLAKE2b-256 (libsodium), so that `b2sum -l 256` gives the same; and random bytes. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32, DIGEST_HEX = 2 * DIGEST_SIZE + 1, DIGEST_STATE = 384 };

/*
 * libsodium wants its state aligned to 64 bytes, which neither malloc nor an arena promises: it lies where in bytes
 * that is so.  A digest may be copied by assignment, and be part of anything.
 */
struct digest {
	unsigned char at; /* where it lies in bytes */
	unsigned char bytes[DIGEST_STATE + 63]; /* sizes are asserted in digest.c */
};
void digest_init(struct digest *d);
void digest_add(struct digest *d, const void *bytes, size_t n);
void digest_end(struct digest *d, uint8_t out[DIGEST_SIZE]);

/* Lower-case hex of n bytes and a NUL; returns out, which has room for 2n+1. */
const char *digest_hex(const uint8_t *bytes, size_t n, char *out);

/* Bytes that nobody can guess.  Cheap for many small requests: see random_pool. */
void random_bytes(void *out, size_t n);

/* A buffer of random bytes refilled in bulk, for the salts of a large import.  A zeroed one is empty. */
struct random_pool {
	uint8_t bytes[4096];
	size_t left;
};
void random_pool_take(struct random_pool *p, void *out, size_t n); /* n <= 64 */

#endif

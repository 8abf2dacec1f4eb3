#include "config.h"

#include "base/digest.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { STATE_ALIGN = 64 };

_Static_assert(DIGEST_STATE == sizeof(crypto_generichash_state), "room for the state");
_Static_assert(STATE_ALIGN == _Alignof(crypto_generichash_state), "its alignment");
_Static_assert(sizeof(((struct digest *)0)->bytes) == DIGEST_STATE + STATE_ALIGN - 1, "room to align it anywhere");
_Static_assert(DIGEST_SIZE == crypto_generichash_BYTES, "the digest's size is the usual one");

/* Idempotent and safe in threads; it fails only where the system has no source of randomness. */
static void need_sodium(void)
{
	if (sodium_init() < 0)
		abort();
}

/* The state within d, which may have been copied since to a place with another alignment. */
static crypto_generichash_state *state_of(struct digest *d)
{
	unsigned char at = (unsigned char)(-(uintptr_t)d->bytes % STATE_ALIGN);

	if (at != d->at) {
		memmove(d->bytes + at, d->bytes + d->at, DIGEST_STATE);
		d->at = at;
	}
	return (crypto_generichash_state *)(void *)(d->bytes + at);
}

void digest_init(struct digest *d)
{
	need_sodium();
	d->at = (unsigned char)(-(uintptr_t)d->bytes % STATE_ALIGN);
	crypto_generichash_init(state_of(d), NULL, 0, DIGEST_SIZE);
}

void digest_add(struct digest *d, const void *bytes, size_t n)
{
	crypto_generichash_update(state_of(d), bytes, n);
}

void digest_end(struct digest *d, uint8_t out[DIGEST_SIZE])
{
	crypto_generichash_final(state_of(d), out, DIGEST_SIZE);
}

const char *digest_hex(const uint8_t *bytes, size_t n, char *out)
{
	static const char hex[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		out[2 * i] = hex[bytes[i] >> 4];
		out[2 * i + 1] = hex[bytes[i] & 15];
	}
	out[2 * n] = '\0';
	return out;
}

void random_bytes(void *out, size_t n)
{
	need_sodium();
	randombytes_buf(out, n);
}

void random_pool_take(struct random_pool *p, void *out, size_t n)
{
	unsigned char seed[randombytes_SEEDBYTES];

	/* The system gives 256 bytes at a call; a seed of it, stretched by ChaCha20, is as hard to guess. */
	if (n > p->left) {
		random_bytes(seed, sizeof(seed));
		randombytes_buf_deterministic(p->bytes, sizeof(p->bytes), seed);
		p->left = sizeof(p->bytes);
	}
	memcpy(out, p->bytes + sizeof(p->bytes) - p->left, n);
	p->left -= n;
}

#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

/* printf abc | b2sum -l 256 */
#define ABC "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"
/* printf '' | b2sum -l 256 */
#define NOTHING "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"

static void assert_digest(struct digest *d, const char *expected)
{
	uint8_t out[DIGEST_SIZE];
	char hex[DIGEST_HEX];

	digest_end(d, out);
	cr_assert_str_eq(digest_hex(out, sizeof(out), hex), expected);
}

Test(digest, is_what_b2sum_prints)
{
	struct digest d;

	digest_init(&d);
	assert_digest(&d, NOTHING);
	digest_init(&d);
	digest_add(&d, "abc", 3);
	assert_digest(&d, ABC);
}

Test(digest, does_not_depend_on_the_pieces)
{
	struct digest d;

	digest_init(&d);
	digest_add(&d, "a", 1);
	digest_add(&d, "", 0);
	digest_add(&d, "bc", 2);
	assert_digest(&d, ABC);
}

Test(digest, works_at_any_address_and_survives_being_copied)
{
	char *room = malloc(sizeof(struct digest) + 64);
	struct digest whole;
	int at;

	/* Half of the text at one address, the other half at another one. */
	for (at = 0; at < 64; at++) {
		struct digest *there = (struct digest *)(void *)(room + at);

		digest_init(&whole);
		digest_add(&whole, "a", 1);
		memcpy(there, &whole, sizeof(whole));
		digest_add(there, "bc", 2);
		assert_digest(there, ABC);
	}
	free(room);
}

Test(digest, hex_is_lower_case_and_ends)
{
	const uint8_t bytes[] = { 0x00, 0x0f, 0xa0, 0xff };
	char out[9] = "????????";

	cr_assert_eq(digest_hex(bytes, 4, out), out);
	cr_assert_str_eq(out, "000fa0ff");
	cr_assert_str_eq(digest_hex(bytes, 0, out), "");
}

Test(digest, random_bytes_differ)
{
	uint8_t a[16] = { 0 }, b[16] = { 0 }, zero[16] = { 0 };

	random_bytes(a, sizeof(a));
	random_bytes(b, sizeof(b));
	cr_assert_neq(memcmp(a, b, 16), 0);
	cr_assert_neq(memcmp(a, zero, 16), 0);
}

Test(digest, the_pool_never_gives_the_same_twice)
{
	static uint8_t taken[600][16];
	struct random_pool pool = { 0 };
	int i, j;

	/* 256 pieces use up one filling: this crosses two. */
	for (i = 0; i < 600; i++)
		random_pool_take(&pool, taken[i], 16);
	cr_assert_eq(pool.left, 3 * 4096 - 600 * 16);
	for (i = 0; i < 600; i++)
		for (j = 0; j < i; j++)
			cr_assert_neq(memcmp(taken[i], taken[j], 16), 0);
}

#include "config.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

Test(mem, alloc_is_zeroed_and_never_null)
{
	unsigned char *p = mem_alloc(1000);
	int sum = 0, i;

	for (i = 0; i < 1000; i++)
		sum |= p[i];
	cr_assert_eq(sum, 0);
	free(p);
	p = mem_alloc(0);
	cr_assert_not_null(p);
	free(p);
}

Test(mem, a_size_that_cannot_exist_aborts, .signal = SIGABRT)
{
	mem_resize(NULL, SIZE_MAX / 2, 3);
}

Test(mem, strndup_stops_at_n)
{
	char *s = mem_strndup("abcdef", 3), *all = mem_strdup("abcdef"), *none = mem_strndup(NULL, 0);

	cr_assert_str_eq(s, "abc");
	cr_assert_str_eq(all, "abcdef");
	cr_assert_str_eq(none, "");
	free(s);
	free(all);
	free(none);
}

Test(mem, grow_keeps_the_items_and_doubles)
{
	int *items = NULL;
	size_t cap = 0, n, grown = 0, before;

	for (n = 0; n < 1000; n++) {
		before = cap;
		items = mem_grow(items, n, &cap, sizeof(*items));
		cr_assert_gt(cap, n);
		grown += cap != before;
		items[n] = (int)n * 3;
	}
	for (n = 0; n < 1000; n++)
		cr_assert_eq(items[n], (int)n * 3);
	/* 8, 16, ... 1024 */
	cr_assert_eq(grown, 8);
	cr_assert_eq(cap, 1024);
	free(items);
}

Test(arena, pieces_are_aligned_zeroed_and_apart)
{
	struct arena a = { 0 };
	unsigned char *p[200];
	size_t i, j;

	for (i = 0; i < 200; i++) {
		p[i] = arena_alloc(&a, i * 7);
		cr_assert_eq((uintptr_t)p[i] % _Alignof(max_align_t), 0);
		for (j = 0; j < i * 7; j++)
			cr_assert_eq(p[i][j], 0);
		memset(p[i], (int)i, i * 7);
	}
	for (i = 0; i < 200; i++)
		for (j = 0; j < i * 7; j++)
			cr_assert_eq(p[i][j], i);
	/* 7 x (0 + 1 + ... + 199) */
	cr_assert_eq(a.used, 7 * 19900);
	arena_release(&a);
	cr_assert_null(a.blocks);
	cr_assert_eq(a.used, 0);
}

Test(arena, bytes_are_packed_tightly)
{
	struct arena a = { 0 };
	const char *first = arena_bytes(&a, "abc", 3), *second = arena_bytes(&a, "de", 2);
	const char *third = arena_strdup(&a, "f");

	cr_assert_eq(second, first + 3);
	cr_assert_eq(third, second + 2);
	cr_assert_eq(memcmp(first, "abcdef", 7), 0);
	/* What is aligned afterwards is so, although an odd number of bytes came before. */
	cr_assert_eq((uintptr_t)arena_alloc(&a, 8) % _Alignof(max_align_t), 0);
	arena_release(&a);
}

Test(arena, text)
{
	struct arena a = { 0 };
	char *s = arena_strndup(&a, "abcdef", 2), *printed = arena_printf(&a, "%s-%05d", s, 42);
	char *empty = arena_strndup(&a, NULL, 0);

	cr_assert_str_eq(s, "ab");
	cr_assert_str_eq(printed, "ab-00042");
	cr_assert_str_eq(empty, "");
	printed = arena_printf(&a, "%3000s|", "x");
	cr_assert_eq(strlen(printed), 3001);
	arena_release(&a);
}

Test(arena, a_large_piece_does_not_waste_the_block_in_use)
{
	struct arena a = { 0 };
	char *before = arena_bytes(&a, "ab", 2), *large = arena_alloc(&a, 5 << 20), *after = arena_bytes(&a, "cd", 2);

	cr_assert_eq(after, before + 2);
	large[(5 << 20) - 1] = 'x';
	cr_assert_eq(a.used, 4 + (5 << 20));
	arena_release(&a);
}

Test(arena, after_a_reset_memory_is_used_again_and_zeroed)
{
	struct arena a = { 0 };
	char *first, *again;
	int i, j;

	first = arena_alloc(&a, 100);
	memset(first, 'x', 100);
	arena_reset(&a);
	cr_assert_eq(a.used, 0);
	again = arena_alloc(&a, 100);
	cr_assert_eq(again, first, "the kept block is handed out from its start");
	for (i = 0; i < 100; i++)
		cr_assert_eq(again[i], 0);
	for (i = 0; i < 50; i++) {
		for (j = 0; j < 5000; j++)
			arena_alloc(&a, 100);
		arena_reset(&a);
	}
	arena_reset(&a);
	arena_release(&a);
	arena_reset(&a);
	cr_assert_null(a.blocks);
}

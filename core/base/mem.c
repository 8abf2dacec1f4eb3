#include "config.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- single pieces --- */

/* The system refused memory. */
static void *never_null(void *p)
{
	if (p == NULL)
		abort();
	return p;
}

void *mem_alloc(size_t size)
{
	return never_null(calloc(1, size > 0 ? size : 1));
}

void *mem_resize(void *p, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		abort();
	return never_null(realloc(p, bytes > 0 ? bytes : 1));
}

char *mem_strdup(const char *s)
{
	return mem_strndup(s, strlen(s));
}

char *mem_strndup(const char *s, size_t n)
{
	char *copy = mem_resize(NULL, n + 1, 1);

	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

void *mem_grow(void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	if (*cap > SIZE_MAX / 2)
		abort();
	*cap = *cap > 0 ? *cap * 2 : 8;
	return mem_resize(items, *cap, size);
}

/* --- arena --- */

enum { BLOCK_MIN = 1 << 10, BLOCK_MAX = 1 << 20 };

/* The first one is handed out from; those behind it are full, or hold one large piece each. */
struct arena_block {
	struct arena_block *next;
	size_t size, used;
	_Alignas(max_align_t) char data[];
};

static struct arena_block *block_new(size_t size)
{
	struct arena_block *b;

	if (size > SIZE_MAX / 2)
		abort();
	b = never_null(malloc(sizeof(*b) + size));
	b->next = NULL;
	b->size = size;
	b->used = 0;
	return b;
}

/* A block with room for size bytes, linked in: a large piece gets its own, and the first block stays the first. */
static struct arena_block *block_for(struct arena *a, size_t size)
{
	struct arena_block *head = a->blocks, *b;
	size_t room = head == NULL ? BLOCK_MIN : head->size < BLOCK_MAX / 2 ? head->size * 2 : BLOCK_MAX;

	if (head != NULL && size > BLOCK_MAX / 4) {
		b = block_new(size);
		b->next = head->next;
		head->next = b;
		return b;
	}
	b = block_new(size > room ? size : room);
	b->next = head;
	a->blocks = b;
	return b;
}

/* Not zeroed; align is a power of two, at most that of max_align_t. */
static char *take(struct arena *a, size_t size, size_t align)
{
	struct arena_block *b = a->blocks;
	size_t at = b == NULL ? 0 : (b->used + align - 1) & ~(align - 1);

	if (b == NULL || at > b->size || size > b->size - at) {
		b = block_for(a, size);
		at = 0;
	}
	b->used = at + size;
	a->used += size;
	return b->data + at;
}

void *arena_alloc(struct arena *a, size_t size)
{
	return memset(take(a, size, _Alignof(max_align_t)), 0, size);
}

void *arena_bytes(struct arena *a, const void *bytes, size_t n)
{
	char *copy = take(a, n, 1);

	return n > 0 ? memcpy(copy, bytes, n) : copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_bytes(a, s, strlen(s) + 1);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		abort();
	copy = take(a, n + 1, 1);
	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	char *text;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		return arena_strdup(a, "");
	text = take(a, (size_t)n + 1, 1);
	va_start(args, format);
	vsnprintf(text, (size_t)n + 1, format, args);
	va_end(args);
	return text;
}

static void release_all(struct arena_block *b)
{
	while (b != NULL) {
		struct arena_block *next = b->next;

		free(b);
		b = next;
	}
}

void arena_reset(struct arena *a)
{
	if (a->blocks != NULL) {
		release_all(a->blocks->next);
		a->blocks->next = NULL;
		a->blocks->used = 0;
	}
	a->used = 0;
}

void arena_release(struct arena *a)
{
	release_all(a->blocks);
	a->blocks = NULL;
	a->used = 0;
}

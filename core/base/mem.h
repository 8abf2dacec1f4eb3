/*
 * mem: allocation that cannot fail, and an arena.
 *
 * A process that the system refuses memory stops at once (abort): every input has a stated maximum, so this is not
 * a way for bad input to end the program, and the register's transaction leaves nothing half-written.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t size);                           /* zeroed; never NULL; free() it */
void *mem_resize(void *p, size_t count, size_t size);   /* realloc with overflow check; new part not zeroed */
char *mem_strdup(const char *s);
char *mem_strndup(const char *s, size_t n);

/* Make room for one more item: grows items (of size bytes each) when n == *cap.  Returns the new items. */
void *mem_grow(void *items, size_t n, size_t *cap, size_t size);

/* Memory freed as a whole.  A zeroed struct arena is empty and ready. */
struct arena {
	struct arena_block *blocks;
	size_t used; /* bytes handed out since the last reset */
};
void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned for any type */
void *arena_bytes(struct arena *a, const void *bytes, size_t n); /* unaligned copy, tightly packed */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_reset(struct arena *a); /* forget everything, keep one block for the next use */
void arena_release(struct arena *a);

#endif

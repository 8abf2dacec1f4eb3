/*
 * str: a growing, always NUL-terminated buffer with a stated maximum.  What does not fit is cut at a character, and
 * nothing is added after that until the buffer is cleared.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	char *s;     /* never NULL after str_init */
	size_t len;  /* bytes before the NUL */
	size_t cap;
	size_t max;  /* len never exceeds it */
	bool full;   /* something did not fit: it was cut */
};

enum { STR_MAX_DEFAULT = 64 << 20 };

void str_init(struct str *b, size_t max);
void str_release(struct str *b);
void str_clear(struct str *b); /* empty, keeps the memory */
/* When it does not fit into the memory there is: grow, or cut at the maximum. */
void str_addn_slowly(struct str *b, const char *s, size_t n);

/* In the header because a canonical text is put together from some thirty pieces, a million times in a large import. */
static inline void str_addn(struct str *b, const char *s, size_t n)
{
	if (n == 0 || b->full || n >= b->cap - b->len || n > b->max - b->len) {
		str_addn_slowly(b, s, n);
		return;
	}
	memcpy(b->s + b->len, s, n);
	b->len += n;
	b->s[b->len] = '\0';
}

static inline void str_add(struct str *b, const char *s)
{
	str_addn(b, s, strlen(s));
}

static inline void str_addc(struct str *b, char c)
{
	str_addn(b, &c, 1);
}

void str_addi(struct str *b, int64_t n); /* decimal digits, faster than str_addf */
void str_addf(struct str *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void str_vaddf(struct str *b, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* Where to cut s, which has more than n bytes, so that no more than n remain and no character is split. */
size_t str_cut(const char *s, size_t n);

/* Append s as a JSON string, quoted; only `"`, `\` and control characters are escaped. */
void str_add_json(struct str *b, const char *s, size_t n);

#endif

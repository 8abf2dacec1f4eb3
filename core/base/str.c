#include "config.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { FIRST_SIZE = 64 };

size_t str_cut(const char *s, size_t n)
{
	size_t cut = n;

	/* A character has at most three bytes after its first; more of them is not UTF-8 and is cut anywhere. */
	while (cut > 0 && n - cut < 4 && ((unsigned char)s[cut] & 0xc0) == 0x80)
		cut--;
	return n - cut < 4 ? cut : n;
}

void str_init(struct str *b, size_t max)
{
	*b = (struct str){ .s = mem_alloc(FIRST_SIZE), .cap = FIRST_SIZE, .max = max };
}

void str_release(struct str *b)
{
	free(b->s);
	*b = (struct str){ 0 };
}

void str_clear(struct str *b)
{
	b->len = 0;
	b->full = false;
	b->s[0] = '\0';
}

/* Make room for n more bytes and the NUL; len + n does not exceed max. */
static void make_room(struct str *b, size_t n)
{
	size_t need = b->len + n + 1, cap = b->cap;

	if (need <= cap)
		return;
	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	b->s = mem_resize(b->s, cap, 1);
	b->cap = cap;
}

void str_addn_slowly(struct str *b, const char *s, size_t n)
{
	if (b->full || n == 0)
		return;
	if (n > b->max - b->len) {
		n = str_cut(s, b->max - b->len);
		b->full = true;
	}
	make_room(b, n);
	memcpy(b->s + b->len, s, n);
	b->len += n;
	b->s[b->len] = '\0';
}

void str_addi(struct str *b, int64_t n)
{
	char digits[20];
	size_t at = sizeof(digits);
	uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;

	do
		digits[--at] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (n < 0)
		digits[--at] = '-';
	str_addn(b, digits + at, sizeof(digits) - at);
}

void str_vaddf(struct str *b, const char *format, va_list args)
{
	char small[256], *text;
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(small, sizeof(small), format, args);
	if (n > 0 && (size_t)n < sizeof(small)) {
		str_addn(b, small, (size_t)n);
	} else if (n > 0) {
		text = mem_resize(NULL, (size_t)n + 1, 1);
		vsnprintf(text, (size_t)n + 1, format, again);
		str_addn(b, text, (size_t)n);
		free(text);
	}
	va_end(again);
}

void str_addf(struct str *b, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	str_vaddf(b, format, args);
	va_end(args);
}

/* --- JSON --- */

static bool is_bare(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

static void add_escape(struct str *b, char c)
{
	/* Each character, followed by the letter that stands for it. */
	static const char short_forms[] = "\"\"\\\\\bb\ff\nn\rr\tt", hex[] = "0123456789abcdef";
	unsigned char u = (unsigned char)c;
	char out[6] = { '\\', 'u', '0', '0', hex[u >> 4], hex[u & 15] };
	size_t i;

	for (i = 0; i + 1 < sizeof(short_forms); i += 2)
		if (short_forms[i] == c) {
			out[1] = short_forms[i + 1];
			str_addn(b, out, 2);
			return;
		}
	str_addn(b, out, sizeof(out));
}

void str_add_json(struct str *b, const char *s, size_t n)
{
	size_t i = 0, from;

	str_addc(b, '"');
	while (i < n) {
		for (from = i; i < n && is_bare(s[i]);)
			i++;
		str_addn(b, s + from, i - from);
		if (i < n)
			add_escape(b, s[i++]);
	}
	str_addc(b, '"');
}

#include "config.h"

#include "report/cell.h"

#include <stdbool.h>
#include <stddef.h>

#define FSI "\xe2\x81\xa8"
#define PDI "\xe2\x81\xa9"

struct range {
	unsigned first, last;
};

/* Blocks of the scripts written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko ... and presentation forms. */
static const struct range right_to_left[] = {
	{ 0x0590, 0x08ff },   { 0xfb1d, 0xfdff },   { 0xfe70, 0xfeff },
	{ 0x10800, 0x10fff }, { 0x1e800, 0x1efff }, { 0, 0 },
};
/* What ends a line or moves on in it: a blank says the same. */
static const struct range gaps[] = {
	{ 0x09, 0x0d }, { 0x85, 0x85 }, { 0x2028, 0x2029 }, { 0, 0 },
};
/*
 * C0, DEL and C1, which a terminal obeys; embeddings, overrides and isolates, of which an unbalanced one would reorder
 * what follows.  A reader must see that they are there.
 */
static const struct range unseen[] = {
	{ 0x01, 0x1f }, { 0x7f, 0x9f }, { 0x202a, 0x202e }, { 0x2066, 0x2069 }, { 0, 0 },
};

static bool is_in(const struct range *ranges, unsigned c)
{
	for (; ranges->last != 0; ranges++)
		if (c >= ranges->first && c <= ranges->last)
			return true;
	return false;
}

/* The code point at s and its length in bytes.  Bytes that are no UTF-8 count as a control character. */
static unsigned decode(const char *s, size_t *n)
{
	unsigned char lead = (unsigned char)s[0];
	size_t length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
	unsigned c = length == 1 ? lead : lead & (0x7fu >> length);

	for (*n = 1; *n < length && ((unsigned char)s[*n] & 0xc0) == 0x80; ++*n)
		c = c << 6 | ((unsigned char)s[*n] & 0x3f);
	return *n < length || (length == 1 && lead >= 0x80) ? 0 : c;
}

static void add_safe(struct str *out, const char *text)
{
	size_t n;

	for (const char *s = text; *s != '\0'; s += n) {
		unsigned c = decode(s, &n);

		if (c == 0 || is_in(gaps, c))
			str_addc(out, ' ');
		else if (is_in(unseen, c))
			str_addf(out, "\\u{%x}", c);
		else
			str_addn(out, s, n);
	}
}

void cell_add(struct str *out, const char *text)
{
	bool isolate = false;
	size_t n;

	if (text == NULL)
		return;
	for (const char *s = text; *s != '\0' && !isolate; s += n)
		isolate = is_in(right_to_left, decode(s, &n));
	str_add(out, isolate ? FSI : "");
	add_safe(out, text);
	str_add(out, isolate ? PDI : "");
}

void cell_add_message(struct str *out, const char *text)
{
	add_safe(out, text);
}

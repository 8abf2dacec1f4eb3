/* What people and spreadsheets leave around a text without seeing it. */
#include "config.h"

#include <string.h>

#include "rules/intake_private.h"

/* Characters of three bytes, by their UTF-8. */
struct range {
	unsigned char first[3], last[3];
};

/* ALM (U+061C) has two bytes and is looked for by itself. */
static const struct range bidi_controls[] = {
	{ { 0xe2, 0x80, 0x8e }, { 0xe2, 0x80, 0x8f } }, /* U+200E LRM, U+200F RLM */
	{ { 0xe2, 0x80, 0xaa }, { 0xe2, 0x80, 0xae } }, /* U+202A..U+202E */
	{ { 0xe2, 0x81, 0xa6 }, { 0xe2, 0x81, 0xa9 } }, /* U+2066..U+2069 */
};

/* The no-break space U+00A0 has two bytes. */
static const struct range blanks[] = {
	{ { 0xe2, 0x80, 0x80 }, { 0xe2, 0x80, 0x8b } }, /* U+2000..U+200B: quads, thin and zero-width spaces */
	{ { 0xe2, 0x80, 0xaf }, { 0xe2, 0x80, 0xaf } }, /* U+202F narrow no-break space */
	{ { 0xe3, 0x80, 0x80 }, { 0xe3, 0x80, 0x80 } }, /* U+3000 ideographic space */
	{ { 0xef, 0xbb, 0xbf }, { 0xef, 0xbb, 0xbf } }, /* U+FEFF byte order mark */
};

static bool in_ranges(const char *s, const struct range *ranges, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (memcmp(s, ranges[i].first, 3) >= 0 && memcmp(s, ranges[i].last, 3) <= 0)
			return true;
	return false;
}

/* Bytes of the bidi control at s, 0 if there is none. */
static size_t bidi_at(const char *s, size_t n)
{
	if (n >= 2 && memcmp(s, "\xd8\x9c", 2) == 0)
		return 2;
	return n >= 3 && in_ranges(s, bidi_controls, sizeof(bidi_controls) / sizeof(bidi_controls[0])) ? 3 : 0;
}

/* Most texts begin and end with one of these: they are told from blanks by a single byte. */
static bool is_visible_ascii(char c)
{
	return c > ' ' && (unsigned char)c < 0x7f;
}

static size_t blank_at(const char *s, size_t n)
{
	if (n == 0 || is_visible_ascii(*s))
		return 0;
	if (*s == ' ' || (*s >= '\t' && *s <= '\r'))
		return 1;
	if (n >= 2 && memcmp(s, "\xc2\xa0", 2) == 0)
		return 2;
	return n >= 3 && in_ranges(s, blanks, sizeof(blanks) / sizeof(blanks[0])) ? 3 : 0;
}

/* Bytes of the blank that ends at s[n]. */
static size_t blank_before(const char *s, size_t n)
{
	size_t size;

	if (n == 0 || is_visible_ascii(s[n - 1]))
		return 0;
	for (size = 1; size <= 3 && size <= n; size++)
		if (blank_at(s + n - size, size) == size)
			return size;
	return 0;
}

static void strip_bidi(struct arena *a, struct given *g)
{
	char *out = arena_strndup(a, g->s, g->n);
	size_t i = 0, n = 0, skip;

	while (i < g->n) {
		skip = bidi_at(g->s + i, g->n - i);
		if (skip == 0)
			out[n++] = g->s[i++];
		i += skip;
	}
	out[n] = '\0';
	g->s = out;
	g->n = n;
}

static bool is_ascii(const char *s, size_t n)
{
	unsigned char all = 0;
	size_t i;

	for (i = 0; i < n; i++)
		all |= (unsigned char)s[i];
	return all < 0x80;
}

void intake_clean(const struct intake *in, struct given *g, bool keep_bidi)
{
	size_t n = g->n, size;

	if (!keep_bidi && !is_ascii(g->s, g->n)) {
		strip_bidi(in->arena, g);
		n = g->n;
	}
	while ((size = blank_at(g->s, n)) > 0) {
		g->s += size;
		n -= size;
	}
	while ((size = blank_before(g->s, n)) > 0)
		n -= size;
	if (g->s[n] != '\0')
		g->s = arena_strndup(in->arena, g->s, n);
	g->n = n;
}

const char *intake_trimmed(const struct intake *in, const char *text, size_t *n)
{
	struct given g = { .s = text, .n = *n };

	intake_clean(in, &g, false);
	*n = g.n;
	return g.s;
}

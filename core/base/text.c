#include "config.h"

#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/str.h"

/* --- UTF-8 --- */

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define LOW_BITS UINT64_C(0x0101010101010101)

/* How many bytes from s on are ASCII without NUL, counted in eights. */
static size_t ascii_run(const char *s, size_t n)
{
	size_t i = 0;
	uint64_t w;

	for (; n - i >= 8; i += 8) {
		memcpy(&w, s + i, 8);
		/* Without high bits, a byte that becomes high when 1 is taken away was 0 (or stands after a 0). */
		if (((w | (w - LOW_BITS)) & HIGH_BITS) != 0)
			break;
	}
	return i;
}

/* What follows a first byte: how many bytes, and the range of the first (no overlong forms, no surrogates). */
struct lead {
	unsigned char last; /* of the first bytes this row is for */
	unsigned char more, low, high;
};

static const struct lead leads[] = {
	{ 0xc1, 0, 0, 0 },       { 0xdf, 1, 0x80, 0xbf }, { 0xe0, 2, 0xa0, 0xbf }, { 0xec, 2, 0x80, 0xbf },
	{ 0xed, 2, 0x80, 0x9f }, { 0xef, 2, 0x80, 0xbf }, { 0xf0, 3, 0x90, 0xbf }, { 0xf3, 3, 0x80, 0xbf },
	{ 0xf4, 3, 0x80, 0x8f }, { 0xff, 0, 0, 0 },
};

/* Bytes of the character at s that begins with one >= 0x80; 0: there is none. */
static size_t character(const unsigned char *s, size_t n)
{
	const struct lead *lead = leads;
	size_t i;

	/* Arabic, Greek, Cyrillic, Latin with accents. */
	if (s[0] >= 0xc2 && s[0] <= 0xdf)
		return n > 1 && (s[1] & 0xc0) == 0x80 ? 2 : 0;
	while (s[0] > lead->last)
		lead++;
	if (lead->more == 0 || lead->more >= n || s[1] < lead->low || s[1] > lead->high)
		return 0;
	for (i = 2; i <= lead->more; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return (size_t)lead->more + 1;
}

bool text_valid(const char *s, size_t n, size_t *bad)
{
	size_t i = 0, size;

	while (i < n) {
		if ((signed char)s[i] > 0) {
			size = ascii_run(s + i, n - i);
			i += size > 0 ? size : 1;
			continue;
		}
		size = s[i] != '\0' ? character((const unsigned char *)s + i, n - i) : 0;
		if (size == 0) {
			*bad = i;
			return false;
		}
		i += size;
	}
	return true;
}

size_t text_length(const char *s, size_t n)
{
	size_t i, length = 0;

	for (i = 0; i < n; i++)
		length += ((unsigned char)s[i] & 0xc0) != 0x80;
	return length;
}

size_t text_digit_at(const char *s, size_t n, char *digit)
{
	unsigned char a = n > 0 ? (unsigned char)s[0] : 0, b = n > 1 ? (unsigned char)s[1] : 0;

	if (a >= '0' && a <= '9') {
		*digit = (char)a;
		return 1;
	}
	if ((a == 0xd9 && b >= 0xa0 && b <= 0xa9) || (a == 0xdb && b >= 0xb0 && b <= 0xb9)) {
		*digit = (char)('0' + (b & 0x0f));
		return 2;
	}
	return 0;
}

bool text_has_arabic_digit(const char *s, size_t n)
{
	size_t i;
	char digit;

	for (i = 0; i < n; i++)
		if (text_digit_at(s + i, n - i, &digit) == 2)
			return true;
	return false;
}

/* The code point at *s, which moves behind it; -1 and one byte on where there is none. */
static int32_t next_code_point(const char **s, const char *end)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)*s, end - *s, &c);

	*s += size > 0 ? size : 1;
	return size > 0 ? c : -1;
}

size_t text_width(const char *s)
{
	const char *end = s + strlen(s);
	size_t width = 0;

	while (s < end) {
		int32_t c = next_code_point(&s, end);

		/* A byte that is no text shows as a replacement character. */
		width += c < 0 ? 1 : utf8proc_category(c) == UTF8PROC_CATEGORY_CF ? 0 : (size_t)utf8proc_charwidth(c);
	}
	return width;
}

/* --- NFC --- */

struct span {
	int32_t first, last;
};

/* Code points that stay as they are in NFC, whatever stands beside them: those that most text is made of. */
static const struct span settled[] = {
	{ 0x0000, 0x02ff }, /* Latin */
	{ 0x0400, 0x0482 }, /* Cyrillic */
	{ 0x0600, 0x060f }, /* Arabic punctuation */
	{ 0x061b, 0x064a }, /* Arabic letters */
	{ 0x0660, 0x066f }, /* Arabic digits */
	{ 0x2010, 0x2027 }, /* dashes, quotation marks */
};

static bool is_settled(int32_t c)
{
	size_t i;

	for (i = 0; i < sizeof(settled) / sizeof(settled[0]); i++)
		if (c >= settled[i].first && c <= settled[i].last)
			return true;
	return false;
}

static bool all_settled(const char *s, size_t n)
{
	const char *end = s + n;

	s += ascii_run(s, n);
	while (s < end)
		if (!is_settled(next_code_point(&s, end)))
			return false;
	return true;
}

/* NFC of s, to be freed; NULL if s is not valid UTF-8. */
static char *composed(const char *s, size_t n, size_t *out_n)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t size;

	size = utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &out, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (size == UTF8PROC_ERROR_NOMEM)
		abort();
	*out_n = size < 0 ? 0 : (size_t)size;
	return (char *)out;
}

bool text_needs_nfc(const char *s, size_t n)
{
	char *nfc;
	size_t nfc_n;
	bool differs;

	if (all_settled(s, n))
		return false;
	nfc = composed(s, n, &nfc_n);
	differs = nfc != NULL && (nfc_n != n || memcmp(nfc, s, n) != 0);
	free(nfc);
	return differs;
}

char *text_nfc(struct arena *a, const char *s, size_t n, size_t *out_n)
{
	size_t nfc_n = n;
	char *nfc = all_settled(s, n) ? NULL : composed(s, n, &nfc_n), *kept;

	if (nfc == NULL)
		nfc_n = n;
	kept = arena_strndup(a, nfc != NULL ? nfc : s, nfc_n);
	free(nfc);
	if (out_n != NULL)
		*out_n = nfc_n;
	return kept;
}

/* --- folding --- */

struct fold {
	int32_t from, to; /* to 0: dropped */
};

/* Letters that are folded otherwise than by dropping their marks, or (to itself) not at all. */
static const struct fold folds[] = {
	{ 0x0622, 0x0627 }, { 0x0623, 0x0627 }, { 0x0625, 0x0627 }, { 0x0671, 0x0627 }, /* alef */
	{ 0x0649, 0x064a }, { 0x0629, 0x0647 },                                         /* alef maqsura, ta marbuta */
	{ 0x0624, 0x0624 }, { 0x0626, 0x0626 },                                         /* hamza on waw and ya */
	{ 0x0640, 0 },                                                                  /* kashida */
};

/* What becomes of c: up to `room` code points; returns how many. */
static size_t fold_letter(int32_t c, int32_t *out, size_t room)
{
	utf8proc_ssize_t n;
	size_t i;

	for (i = 0; i < sizeof(folds) / sizeof(folds[0]); i++)
		if (folds[i].from == c) {
			out[0] = folds[i].to;
			return folds[i].to != 0;
		}
	n = utf8proc_decompose_char(c, out, (utf8proc_ssize_t)room,
				    UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, NULL);
	return n > 0 && (size_t)n <= room ? (size_t)n : 0;
}

static bool is_gap(int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PC:
		return true;
	default:
		return c >= '\t' && c <= '\r';
	}
}

/* Append a letter that is not a gap, and the space of the gap before it. */
static void add_folded(struct str *out, int32_t c, bool *gap)
{
	utf8proc_int32_t folded[8];
	utf8proc_uint8_t bytes[4];
	size_t i, n = fold_letter(c, folded, sizeof(folded) / sizeof(folded[0]));

	if (n == 0)
		return;
	if (*gap && out->len > 0)
		str_addc(out, ' ');
	*gap = false;
	for (i = 0; i < n; i++)
		str_addn(out, (const char *)bytes, (size_t)utf8proc_encode_char(folded[i], bytes));
}

char *text_fold(struct arena *a, const char *s)
{
	size_t n = strlen(s);
	char *nfc = all_settled(s, n) ? NULL : composed(s, n, &n), *kept;
	const char *end;
	struct str out;
	bool gap = false;

	if (nfc != NULL)
		s = nfc;
	else
		n = strlen(s);
	str_init(&out, STR_MAX_DEFAULT);
	for (end = s + n; s < end;) {
		int32_t c = next_code_point(&s, end);

		if (c >= 0 && is_gap(c))
			gap = true;
		else if (c >= 0 && utf8proc_category(c) != UTF8PROC_CATEGORY_CF)
			add_folded(&out, c, &gap);
	}
	free(nfc);
	kept = arena_strndup(a, out.s, out.len);
	str_release(&out);
	return kept;
}

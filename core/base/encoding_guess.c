#include "config.h"

#include "base/encoding_guess.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/encoding_scan.h"
#include "base/mem.h"

/* What an encoding makes of a byte. */
enum sort {
	SORT_NONE,    /* nothing */
	SORT_CONTROL, /* a control character: no text has one */
	SORT_SYMBOL,  /* stands between words */
	SORT_STRAY,   /* stands beside no letter at all */
	SORT_JOINER,  /* may stand inside a word: apostrophes, dashes, dots, invisible joiners */
	SORT_LOWER,
	SORT_UPPER, /* Latin letters */
	SORT_ARABIC,
	SORT_MARK, /* Arabic vowel marks: rare in what is typed in offices */
};

struct reading {
	const struct encoding *encoding;
	uint32_t code[128]; /* code points; 0: none */
	enum sort sort[128];
	int64_t good, bad; /* bytes that make sense where they stand, and that do not */
};

/* --- what bytes are --- */

static uint32_t code_point(const char *utf8)
{
	const unsigned char *s = (const unsigned char *)utf8;

	if (s[0] < 0x80)
		return s[0];
	if (s[0] < 0xe0)
		return (uint32_t)(s[0] & 0x1f) << 6 | (s[1] & 0x3fu);
	return (uint32_t)(s[0] & 0x0f) << 12 | (uint32_t)(s[1] & 0x3f) << 6 | (s[2] & 0x3fu);
}

static bool is_upper(uint32_t c)
{
	return (c >= 0xc0 && c <= 0xde) || c == 0x152 || c == 0x160 || c == 0x178 || c == 0x17d;
}

static bool is_lower(uint32_t c)
{
	return (c >= 0xdf && c <= 0xff) || c == 0x153 || c == 0x161 || c == 0x17e || c == 0x131;
}

/* The florin sign, the per mille sign, and accents without a letter. */
static bool is_stray(uint32_t c)
{
	return c == 0x192 || c == 0x2030 || c == 0x2c6 || c == 0x2dc || c == 0xa8 || c == 0xaf || c == 0xb8;
}

static enum sort sort_of(uint32_t c)
{
	if (c == 0)
		return SORT_NONE;
	if (c < 0xa0)
		return SORT_CONTROL;
	if (is_stray(c))
		return SORT_STRAY;
	if (c == 0xd7 || c == 0xf7)
		return SORT_SYMBOL;
	if (is_upper(c))
		return SORT_UPPER;
	if (is_lower(c))
		return SORT_LOWER;
	if (c >= 0x64b && c <= 0x652)
		return SORT_MARK;
	if ((c >= 0x621 && c <= 0x64a) || (c >= 0x671 && c <= 0x6d3))
		return SORT_ARABIC;
	if (c == 0x2018 || c == 0x2019 || c == 0xad || c == 0xb7 || (c >= 0x200c && c <= 0x200f) || c == 0x2013 ||
	    c == 0x2014)
		return SORT_JOINER;
	return SORT_SYMBOL;
}

static void read_bytes(struct reading *r)
{
	char text[8];
	size_t i;

	for (i = 0; i < 128; i++) {
		const char byte = (char)(0x80 + i);

		if (encoding_decode(r->encoding, &byte, 1, text))
			r->code[i] = code_point(text);
		r->sort[i] = sort_of(r->code[i]);
	}
}

/* --- how well the bytes read --- */

static bool is_letter(enum beside b)
{
	return b == BESIDE_LOWER || b == BESIDE_UPPER;
}

/* A Latin letter between these: 1 it makes sense, -1 it does not, 0 it may. */
static int judge_latin(enum sort sort, enum beside before, enum beside behind)
{
	if (sort == SORT_UPPER && before == BESIDE_HIGH)
		return 0;
	if (sort == SORT_UPPER && (before == BESIDE_LOWER || (before == BESIDE_UPPER && behind == BESIDE_LOWER)))
		return -1;
	if (sort == SORT_LOWER && before == BESIDE_UPPER && behind == BESIDE_UPPER)
		return -1;
	if (is_letter(before) || is_letter(behind))
		return 1;
	return before == BESIDE_HIGH && behind == BESIDE_HIGH ? -1 : 0;
}

/* A letter alone is not enough to believe in an encoding that hardly anybody uses. */
static bool may_stand_alone(const struct reading *r, enum sort sort)
{
	return sort == SORT_ARABIC && strcmp(r->encoding->name, "iso-8859-6") != 0;
}

static int judge_byte(const struct reading *r, enum sort sort, enum beside before, enum beside behind)
{
	const bool inside = before != BESIDE_OTHER && behind != BESIDE_OTHER;
	const bool inside_run = before == BESIDE_HIGH || behind == BESIDE_HIGH;

	switch (sort) {
	case SORT_NONE:
	case SORT_CONTROL:
		return -1;
	case SORT_SYMBOL:
		return inside && is_letter(before) && is_letter(behind) ? -1 : 0;
	case SORT_STRAY:
		return is_letter(before) || is_letter(behind) ? -1 : 0;
	case SORT_JOINER:
		return inside ? 1 : 0;
	case SORT_ARABIC:
	case SORT_MARK:
		/* Its Arabic neighbours are judged in pairs. */
		return is_letter(before) || is_letter(behind) || (!inside_run && !may_stand_alone(r, sort)) ? -1 : 0;
	default:
		/* The French letters of windows-1256 do not speak for it: windows-1252 has them, too. */
		return r->encoding->arabic ? 0 : judge_latin(sort, before, behind);
	}
}

/* How common an Arabic letter is in any text: 2, 1 or -1. */
static int commonness(uint32_t c)
{
	static const uint32_t common[] = {
		0x627, 0x644, 0x64a, 0x645, 0x648, 0x646, 0x631, 0x62a, 0x628, 0x629, 0x639
	};
	size_t i;

	for (i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (c == common[i])
			return 2;
	return sort_of(c) == SORT_MARK || c == 0x640 ? -1 : 1;
}

static void judge_pair(struct reading *r, size_t a, size_t b, int64_t n)
{
	const bool arabic_a = r->sort[a] >= SORT_ARABIC, arabic_b = r->sort[b] >= SORT_ARABIC;
	const bool latin_a = r->sort[a] == SORT_LOWER || r->sort[a] == SORT_UPPER;
	const bool latin_b = r->sort[b] == SORT_LOWER || r->sort[b] == SORT_UPPER;

	if (arabic_a && arabic_b) {
		r->good += n * commonness(r->code[b]);
		/* The article. */
		if (r->code[a] == 0x627 && r->code[b] == 0x644)
			r->good += 2 * n;
	} else if ((arabic_a && latin_b) || (latin_a && arabic_b)) {
		r->bad += n;
	} else if (r->sort[a] == SORT_LOWER && r->sort[b] == SORT_UPPER) {
		r->bad += n;
	}
}

static void judge(struct reading *r, const struct byte_counts *counts)
{
	size_t i, k;
	enum beside before, behind;

	for (i = 0; i < 128; i++) {
		for (before = 0; before < N_BESIDE; before++)
			for (behind = 0; behind < N_BESIDE; behind++) {
				const int64_t n = counts->beside[i][before][behind];
				const int verdict = n > 0 ? judge_byte(r, r->sort[i], before, behind) : 0;

				r->good += verdict > 0 ? n : 0;
				r->bad += verdict < 0 ? n : 0;
			}
		for (k = 0; k < 128; k++)
			if (counts->pairs[i][k] > 0)
				judge_pair(r, i, k, counts->pairs[i][k]);
	}
}

/* --- which is meant --- */

static bool is_used(const struct byte_counts *counts, size_t byte)
{
	size_t before, behind;

	for (before = 0; before < N_BESIDE; before++)
		for (behind = 0; behind < N_BESIDE; behind++)
			if (counts->beside[byte][before][behind] > 0)
				return true;
	return false;
}

/* Every byte is something, and nothing is a control character. */
static bool is_possible(const struct reading *r, const struct byte_counts *counts)
{
	size_t i;

	for (i = 0; i < 128; i++)
		if (r->sort[i] <= SORT_CONTROL && is_used(counts, i))
			return false;
	return true;
}

static bool same_text(const struct reading *a, const struct reading *b, const struct byte_counts *counts)
{
	size_t i;

	for (i = 0; i < 128; i++)
		if (a->code[i] != b->code[i] && is_used(counts, i))
			return false;
	return true;
}

static int64_t worth(const struct reading *r)
{
	return r->good - 4 * r->bad;
}

/* Best first; of equals, the one that is more usual, which comes first in the table. */
static void sort_readings(struct reading *readings, size_t n)
{
	size_t i, k;

	for (i = 1; i < n; i++)
		for (k = i; k > 0 && worth(&readings[k]) > worth(&readings[k - 1]); k--) {
			const struct reading other = readings[k];

			readings[k] = readings[k - 1];
			readings[k - 1] = other;
		}
}

/* Mac Roman makes letters of nearly every byte: it is tried only where windows-1252 makes no sense. */
static const char *const tried[] = { "windows-1252", "windows-1256", "iso-8859-6", "macroman" };

enum { TRIED = sizeof(tried) / sizeof(tried[0]) };

static size_t read_all(const struct byte_counts *counts, struct reading *readings)
{
	bool windows_fails = true;
	size_t n = 0, i;

	for (i = 0; i < TRIED; i++) {
		struct reading *r = &readings[n];

		if (i == TRIED - 1 && !windows_fails)
			break;
		*r = (struct reading){ .encoding = encoding_find(tried[i]) };
		read_bytes(r);
		if (!is_possible(r, counts))
			continue;
		judge(r, counts);
		if (i == 0)
			windows_fails = r->bad > 0;
		n++;
	}
	return n;
}

static void decide(const struct byte_counts *counts, struct guess *out)
{
	struct reading *readings = mem_alloc(TRIED * sizeof(*readings));
	const size_t n = read_all(counts, readings);
	size_t i;

	sort_readings(readings, n);
	for (i = 0; i < n; i++)
		out->candidates[out->n_candidates++] = readings[i].encoding;
	out->verdict = GUESS_LIKELY;
	out->encoding = readings[0].encoding;
	/* The best must be good, and clearly better than the next that makes another text of it. */
	for (i = 1; i < n && same_text(&readings[0], &readings[i], counts); i++)
		;
	if (i < n && (worth(&readings[0]) < 0 || 3 * worth(&readings[0]) < 4 * worth(&readings[i]) ||
		      worth(&readings[0]) == worth(&readings[i]))) {
		out->verdict = GUESS_UNDECIDED;
		out->encoding = NULL;
	}
	free(readings);
}

/* Zero bytes at every second place, and nearly nowhere else, are what UTF-16 looks like. */
static const char *unmarked_utf16(const struct byte_counts *c)
{
	if (c->n < 4 || c->n % 2 != 0 || c->zeros[0] + c->zeros[1] < c->n / 32)
		return NULL;
	if (c->zeros[0] * 16 < c->zeros[1])
		return "utf-16le";
	return c->zeros[1] * 16 < c->zeros[0] ? "utf-16be" : NULL;
}

static void take_mark(int fd, struct guess *out)
{
	unsigned char b[3] = { 0 };
	const ssize_t n = pread(fd, b, sizeof(b), 0);
	const char *name = NULL;

	if (n >= 2 && b[0] == 0xff && b[1] == 0xfe)
		name = "utf-16le";
	else if (n >= 2 && b[0] == 0xfe && b[1] == 0xff)
		name = "utf-16be";
	else if (n == 3 && b[0] == 0xef && b[1] == 0xbb && b[2] == 0xbf)
		name = "utf-8";
	out->marked = name != NULL;
	if (name == NULL)
		return;
	out->encoding = encoding_find(name);
	out->from = out->encoding->unit == 2 ? 2 : 0;
}

int guess_encoding(int fd, struct guess *out)
{
	struct byte_counts *counts = mem_alloc(sizeof(*counts));
	const char *wide;

	*out = (struct guess){ .verdict = GUESS_SURE };
	if (scan_bytes(fd, counts, out) != 0) {
		free(counts);
		return -1;
	}
	take_mark(fd, out);
	wide = out->marked ? NULL : unmarked_utf16(counts);
	if (wide != NULL) {
		out->verdict = GUESS_LIKELY;
		out->encoding = encoding_find(wide);
		out->unmarked_utf16 = true;
	} else if (!out->marked && out->fault >= 0 && counts->zeros[0] + counts->zeros[1] > 0) {
		out->verdict = GUESS_NO_TEXT;
	} else if (!out->marked && out->fault >= 0 && counts->sequences <= counts->invalid) {
		decide(counts, out);
	} else if (!out->marked || out->encoding->unit == 1) {
		out->encoding = encoding_find("utf-8");
		out->verdict = out->fault >= 0 ? GUESS_DAMAGED : GUESS_SURE;
	}
	free(counts);
	return 0;
}

bool guess_sample(const struct guess *g, size_t i, const struct encoding *encoding, char text[GUESS_SAMPLE_TEXT])
{
	return encoding_decode(encoding, g->samples[i].bytes, g->samples[i].n, text);
}

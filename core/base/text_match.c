#include "config.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>

/* --- codes and names --- */

enum { NAME_MAX_BYTES = 64 };

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alphanumeric(char c)
{
	return is_lower(c) || is_digit(c) || (c >= 'A' && c <= 'Z');
}

bool text_is_code(const char *s)
{
	size_t n = 0;

	if (!is_alphanumeric(s[0]))
		return false;
	while (is_alphanumeric(s[n]) || s[n] == '_' || s[n] == '.' || s[n] == '-')
		n++;
	return s[n] == '\0' && n <= NAME_MAX_BYTES;
}

bool text_is_name(const char *s)
{
	size_t n = 0;

	if (!is_lower(s[0]))
		return false;
	while (is_lower(s[n]) || is_digit(s[n]) || s[n] == '_')
		n++;
	return s[n] == '\0' && n <= NAME_MAX_BYTES;
}

/* --- lists --- */

const char *text_split(const char **rest, char sep, size_t *n)
{
	const char *item = *rest, *end;

	if (item == NULL)
		return NULL;
	end = strchr(item, sep);
	*n = end != NULL ? (size_t)(end - item) : strlen(item);
	*rest = end != NULL ? end + 1 : NULL;
	return item;
}

bool text_in_list(const char *item, const char *list, char sep)
{
	size_t n, length = strlen(item);
	const char *part;

	while ((part = text_split(&list, sep, &n)) != NULL)
		if (n == length && memcmp(part, item, n) == 0)
			return true;
	return false;
}

/* --- the nearest word --- */

/* A longer word is not one that somebody mistyped. */
enum { WORD_MAX = 64 };

struct word {
	uint32_t letters[WORD_MAX];
	size_t n;
};

/* False if it is too long.  folded is valid UTF-8. */
static bool read_word(const char *folded, struct word *w)
{
	static const unsigned char lead_mask[5] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	const unsigned char *s = (const unsigned char *)folded;

	w->n = 0;
	while (*s != '\0' && w->n < WORD_MAX) {
		int size = *s < 0x80 ? 1 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3 : 4;
		uint32_t c = *s++ & lead_mask[size];

		while (--size > 0)
			c = c << 6 | (*s++ & 0x3f);
		w->letters[w->n++] = c;
	}
	return *s == '\0';
}

static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Insertions, deletions, replacements and exchanges of neighbours that turn one into the other. */
static size_t distance(const struct word *a, const struct word *b)
{
	size_t rows[3][WORD_MAX + 1], i, j;

	for (j = 0; j <= b->n; j++)
		rows[0][j] = j;
	for (i = 1; i <= a->n; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];

		row[0] = i;
		for (j = 1; j <= b->n; j++) {
			row[j] = min(above[j], row[j - 1]) + 1;
			row[j] = min(row[j], above[j - 1] + (a->letters[i - 1] != b->letters[j - 1]));
			if (i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] &&
			    a->letters[i - 2] == b->letters[j - 1])
				row[j] = min(row[j], two_above[j - 2] + 1);
		}
	}
	return rows[a->n % 3][b->n];
}

const char *text_nearest(const char *word, const char *const *candidates)
{
	struct arena scratch = { 0 };
	struct word asked, given;
	const char *nearest = NULL;
	size_t limit, d;

	if (!read_word(text_fold(&scratch, word), &asked))
		candidates = NULL;
	/* The largest distance that is still better than what was found. */
	limit = min(asked.n / 3, 3);
	for (; candidates != NULL && *candidates != NULL; candidates++) {
		arena_reset(&scratch);
		if (!read_word(text_fold(&scratch, *candidates), &given))
			continue;
		d = distance(&asked, &given);
		if (d > limit || (nearest != NULL && d == limit))
			continue;
		nearest = *candidates;
		limit = d;
	}
	arena_release(&scratch);
	return nearest;
}

void text_fold_code(const char *code, char out[TEXT_CODE])
{
	size_t n = 0;

	for (; *code != '\0' && n + 1 < TEXT_CODE; code++) {
		const bool within = n > 0 && is_digit(out[n - 1]); /* a number */

		if (strchr("-_.", *code) != NULL) {
			if (within && is_digit(code[1]))
				out[n++] = '-';
		} else if (*code != '0' || within || !is_digit(code[1])) {
			out[n++] = *code >= 'A' && *code <= 'Z' ? (char)(*code - 'A' + 'a') : *code;
		}
	}
	out[n] = '\0';
}

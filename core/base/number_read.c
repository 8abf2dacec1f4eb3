/* Numbers as people and spreadsheets write them, to the one way in which number_parse.c takes them. */
#include "config.h"

#include "base/number.h"

#include <string.h>

#include "base/text.h"

/* What a character of a number is. */
enum part {
	PART_NONE = 0,
	PART_DIGIT,
	PART_POINT,    /* . */
	PART_COMMA,    /* , */
	PART_DECIMAL,  /* U+066B, which separates nothing but decimals */
	PART_THOUSAND, /* U+066C, which separates nothing but thousands */
	PART_BLANK,    /* the blanks that stand between thousands */
	PART_MINUS,
	PART_PLUS,
	PART_PERCENT,
};

static const struct {
	const char *bytes;
	enum part part;
} signs[] = {
	{ ".", PART_POINT },           { ",", PART_COMMA },          { "\xd9\xab", PART_DECIMAL },
	{ "\xd9\xac", PART_THOUSAND }, { " ", PART_BLANK },          { "\xc2\xa0", PART_BLANK },
	{ "\xe2\x80\xaf", PART_BLANK },  { "\xe2\x80\x89", PART_BLANK }, { "-", PART_MINUS },
	{ "\xe2\x88\x92", PART_MINUS },  { "+", PART_PLUS },           { "%", PART_PERCENT },
	{ "\xd9\xaa", PART_PERCENT },
};

enum { GROUPS_MAX = 8, DIGITS_MAX = 24 };

/* A number taken apart: "1.234,50" is three groups of digits with two separators between them. */
struct parts {
	bool negative;
	char digits[GROUPS_MAX][DIGITS_MAX + 1];
	size_t length[GROUPS_MAX];
	enum part separator[GROUPS_MAX]; /* behind the group of the same number */
	size_t n;                        /* groups */
};

static enum part part_at(const char *s, size_t n, size_t *size, char *digit)
{
	size_t i;

	*size = text_digit_at(s, n, digit);
	if (*size > 0)
		return PART_DIGIT;
	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		*size = strlen(signs[i].bytes);
		if (*size <= n && memcmp(s, signs[i].bytes, *size) == 0)
			return signs[i].part;
	}
	return PART_NONE;
}

static bool add_digit(struct parts *p, char digit)
{
	size_t *length = &p->length[p->n];

	if (*length == DIGITS_MAX)
		return false;
	p->digits[p->n][(*length)++] = digit;
	return true;
}

/* Between two groups, never beside another separator. */
static bool add_separator(struct parts *p, enum part part)
{
	if (p->length[p->n] == 0 || p->n + 1 == GROUPS_MAX)
		return false;
	p->separator[p->n++] = part;
	return true;
}

/* The digits and separators; how many bytes were taken, which the caller compares with all there are. */
static size_t read_groups(const char *s, size_t n, struct parts *p)
{
	size_t at = 0, size;
	enum part part;
	char digit;

	while (at < n && (part = part_at(s + at, n - at, &size, &digit)) != PART_NONE) {
		if (part == PART_DIGIT ? !add_digit(p, digit) : part > PART_BLANK || !add_separator(p, part))
			break;
		at += size;
	}
	if (p->n > 0 && p->length[p->n] == 0)
		return 0;
	p->n += p->length[p->n] > 0;
	return at;
}

/* Cut "%", and the blank before it, off the end. */
static size_t without_percent(const char *s, size_t n)
{
	size_t size, cut;
	char digit;

	for (cut = 1; cut <= 2 && cut <= n; cut++)
		if (part_at(s + n - cut, cut, &size, &digit) == PART_PERCENT && size == cut) {
			n -= cut;
			for (cut = 1; cut <= 3 && cut <= n; cut++)
				if (part_at(s + n - cut, cut, &size, &digit) == PART_BLANK && size == cut)
					return n - cut;
			return n;
		}
	return n;
}

static bool take_apart(const char *s, size_t n, bool percent, struct parts *p)
{
	size_t size;
	enum part sign;
	char digit;

	*p = (struct parts){ 0 };
	if (percent)
		n = without_percent(s, n);
	sign = n > 0 ? part_at(s, n, &size, &digit) : PART_NONE;
	p->negative = sign == PART_MINUS;
	if (sign != PART_MINUS && sign != PART_PLUS)
		size = 0;
	return read_groups(s + size, n - size, p) == n - size && p->n > 0;
}

/* --- which separator is which --- */

const char number_ambiguous[] = "may be thousands or decimals";
static const char number_ungrouped[] = "is not grouped in threes, as thousands are";

static enum part declared(char c)
{
	return c == '.' ? PART_POINT : c == ',' ? PART_COMMA : PART_NONE;
}

static size_t count(const struct parts *p, enum part part)
{
	size_t i, n = 0;

	for (i = 0; i + 1 < p->n; i++)
		n += p->separator[i] == part;
	return n;
}

/* "1,234" and "1.234" may be one thousand or one and a bit; "0,125", "1234,567" and "12,5" are not grouped. */
static bool may_be_thousands(const struct parts *p)
{
	return p->length[1] == 3 && p->length[0] <= 3 && p->digits[0][0] != '0';
}

/* Whether decimals stand behind the last separator: 1, 0, or -1 with *why. */
static int has_decimals(const struct parts *p, const struct number_style *style, const char **why)
{
	const enum part last = p->n > 1 ? p->separator[p->n - 2] : PART_NONE;
	const enum part decimal = declared(style->decimal);

	if (last == PART_DECIMAL || (decimal != PART_NONE && last == decimal))
		return 1;
	if ((last != PART_POINT && last != PART_COMMA) || decimal != PART_NONE || count(p, last) > 1)
		return 0;
	if (p->n > 2 || style->blank_thousands || !may_be_thousands(p))
		return 1;
	*why = number_ambiguous;
	return -1;
}

/* Groups of three with the same separator between them, which is not the decimal one. */
static bool is_grouped(const struct parts *p, size_t groups, const struct number_style *style)
{
	size_t i;

	if (groups < 2)
		return true;
	if (p->length[0] > 3 || p->separator[0] == PART_DECIMAL || p->separator[0] == declared(style->decimal))
		return false;
	for (i = 1; i < groups; i++)
		if (p->length[i] != 3 || p->separator[i - 1] != p->separator[0])
			return false;
	return true;
}

/* --- --- */

static int write_plain(const struct parts *p, size_t groups, char out[NUMBER_READ], const char **why)
{
	size_t n = 0, i;

	if (p->negative)
		out[n++] = '-';
	for (i = 0; i < p->n; i++) {
		if (i == groups)
			out[n++] = '.';
		if (n + p->length[i] + 2 > NUMBER_READ) {
			*why = "is too large";
			return -1;
		}
		memcpy(out + n, p->digits[i], p->length[i]);
		n += p->length[i];
	}
	out[n] = '\0';
	return 0;
}

int number_read(const char *s, size_t n, const struct number_style *style, char out[NUMBER_READ], const char **why)
{
	struct parts p;
	size_t groups;
	int decimals;

	*why = NULL;
	if (!take_apart(s, n, style->percent, &p))
		return -1;
	decimals = has_decimals(&p, style, why);
	if (decimals < 0)
		return -1;
	groups = decimals ? p.n - 1 : p.n;
	if (!is_grouped(&p, groups, style)) {
		*why = number_ungrouped;
		return -1;
	}
	return write_plain(&p, groups, out, why);
}

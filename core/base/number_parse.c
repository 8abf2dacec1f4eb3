#include "config.h"

#include "base/number.h"

#include <string.h>

#include "base/text.h"

/* --- why not --- */

/* What may be wrong with a number, the most telling first. */
struct fault {
	bool (*seen)(const char *s, size_t n);
	const char *whole, *decimal; /* of a whole number, of a decimal one; NULL: it is no fault */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t sign_length(const char *s, size_t n)
{
	return n > 0 && (s[0] == '-' || s[0] == '+') ? 1 : 0;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool has(const char *s, size_t n, char c)
{
	return n > 0 && memchr(s, c, n) != NULL;
}

static bool is_empty(const char *s, size_t n)
{
	(void)s;
	return n == 0;
}

static bool has_letter(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (is_letter(s[i]))
			return true;
	return false;
}

static bool has_slash(const char *s, size_t n)
{
	return has(s, n, '/');
}

static bool has_comma(const char *s, size_t n)
{
	return has(s, n, ',');
}

static bool has_percent(const char *s, size_t n)
{
	return has(s, n, '%');
}

static bool blank_at_an_end(const char *s, size_t n)
{
	return is_blank(s[0]) || is_blank(s[n - 1]);
}

/* Also U+00A0 and U+202F, which spreadsheets put between thousands. */
static bool blank_inside(const char *s, size_t n)
{
	return has(s, n, ' ') || has(s, n, '\t') || memmem(s, n, "\xc2\xa0", 2) != NULL ||
	       memmem(s, n, "\xe2\x80\xaf", 3) != NULL;
}

static bool has_point(const char *s, size_t n)
{
	return has(s, n, '.');
}

static bool several_points(const char *s, size_t n)
{
	const char *first = memchr(s, '.', n);

	return first != NULL && has(first + 1, n - (size_t)(first + 1 - s), '.');
}

static bool starts_with_point(const char *s, size_t n)
{
	size_t sign = sign_length(s, n);

	return sign < n && s[sign] == '.';
}

static bool ends_with_point(const char *s, size_t n)
{
	return s[n - 1] == '.';
}

static bool anything(const char *s, size_t n)
{
	(void)s;
	(void)n;
	return true;
}

#define WHOLE "is not a whole number"
#define DECIMAL "is not a number"
#define BOTH(reason) WHOLE ": " reason, DECIMAL ": " reason

static const struct fault faults[] = {
	{ is_empty, BOTH("nothing is written") },
	{ has_letter, BOTH("it has letters") },
	{ text_has_arabic_digit, BOTH("its digits must be 0 to 9") },
	{ has_slash, BOTH("it has a '/'") },
	{ has_comma, BOTH("it has a comma, which some read as thousands and some as decimals") },
	{ has_percent, BOTH("it has a '%'") },
	{ blank_at_an_end, BOTH("it has a blank at an end") },
	{ blank_inside, BOTH("it has a blank inside") },
	{ several_points, WHOLE ": it has points", DECIMAL ": it has several points" },
	{ has_point, WHOLE ": it has a decimal point", NULL },
	{ starts_with_point, NULL, DECIMAL ": no digit stands before the point" },
	{ ends_with_point, NULL, DECIMAL ": no digit follows the point" },
	{ anything, BOTH("it must be digits, with '-' in front if it is negative") },
};

static const char *why_not(const char *s, size_t n, bool whole)
{
	const struct fault *f = faults;

	while ((whole ? f->whole : f->decimal) == NULL || !f->seen(s, n))
		f++;
	return whole ? f->whole : f->decimal;
}

/* --- reading --- */

static const char too_large[] = "is too large";

/* Append the digits from s[i] on to *value; returns where they end.  *fits becomes false if it overflows. */
static size_t read_digits(const char *s, size_t n, size_t i, int64_t *value, bool *fits)
{
	for (; i < n && is_digit(s[i]); i++)
		if (__builtin_mul_overflow(*value, 10, value) || __builtin_add_overflow(*value, s[i] - '0', value))
			*fits = false;
	return i;
}

int number_parse_int(const char *s, size_t n, int64_t *out, const char **why)
{
	size_t sign = sign_length(s, n), end;
	int64_t value = 0;
	bool fits = true;

	end = read_digits(s, n, sign, &value, &fits);
	if (end < n || end == sign) {
		*why = why_not(s, n, true);
		return -1;
	}
	if (!fits) {
		*why = too_large;
		return -1;
	}
	*out = s[0] == '-' ? -value : value;
	return 0;
}

int number_parse_amount(const char *s, size_t n, int64_t *out, const char **why)
{
	size_t sign = sign_length(s, n), point, end;
	int64_t value = 0;
	bool fits = true;

	point = end = read_digits(s, n, sign, &value, &fits);
	if (point < n && s[point] == '.')
		end = read_digits(s, n, point + 1, &value, &fits);
	if (point == sign || end < n || end == point + 1) {
		*why = why_not(s, n, false);
		return -1;
	}
	if (end > point + 7) {
		*why = "has more than six decimals";
		return -1;
	}
	for (n = end > point ? end - point - 1 : 0; n < 6; n++)
		if (__builtin_mul_overflow(value, 10, &value))
			fits = false;
	if (!fits) {
		*why = too_large;
		return -1;
	}
	*out = s[0] == '-' ? -value : value;
	return 0;
}

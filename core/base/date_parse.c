#include "config.h"

#include "base/date.h"

#include <string.h>

#include "base/text.h"

/* --- why not: the phrases --- */

#define TEN(phrase, tens)                                                                                     \
	phrase(tens, 0), phrase(tens, 1), phrase(tens, 2), phrase(tens, 3), phrase(tens, 4), phrase(tens, 5), \
		phrase(tens, 6), phrase(tens, 7), phrase(tens, 8), phrase(tens, 9)
#define HUNDRED(phrase)                                                                                 \
	TEN(phrase, 0), TEN(phrase, 1), TEN(phrase, 2), TEN(phrase, 3), TEN(phrase, 4), TEN(phrase, 5), \
		TEN(phrase, 6), TEN(phrase, 7), TEN(phrase, 8), TEN(phrase, 9)
#define NO_MONTH(tens, ones) "month " #tens #ones " does not exist"
#define NO_DAY(tens, ones) "day " #tens #ones " does not exist"

static const char *const no_month[100] = { HUNDRED(NO_MONTH) };
static const char *const no_day[100] = { HUNDRED(NO_DAY) };

static const char *const short_month[13] = {
	[2] = "February has at most 29 days", [4] = "April has 30 days",     [6] = "June has 30 days",
	[9] = "September has 30 days",        [11] = "November has 30 days",
};

const char *date_impossible(int year, int month, int day)
{
	if (year == 0)
		return "year 0000 does not exist";
	if (month < 1 || month > 12)
		return no_month[month];
	if (day < 1 || day > 31)
		return no_day[day];
	return month == 2 && day == 29 ? "February has 28 days in that year" : short_month[month];
}

/* Dates that people write otherwise: 9 is a digit, * any number of digits, anything else itself; ~ the rest. */
struct look_alike {
	const char *pattern, *why;
};

static const struct look_alike look_alikes[] = {
	{ "", "nothing is written; write it as 2024-03-09" },
	{ " ~", "there is a blank in front" },
	{ "9999-99-99 ", "there is a blank at the end" },
	{ "9999-99-99 ~", "only the day is wanted: write it as 2024-03-09, without a time" },
	{ "9999-99-99T~", "only the day is wanted: write it as 2024-03-09, without a time" },
	{ "9999-*-*", "month and day have two digits: write it as 2024-03-09" },
	{ "9999/*/*", "write it with '-', as 2024-03-09" },
	{ "9999.*.*", "write it with '-', as 2024-03-09" },
	{ "99999999", "write it with '-', as 2024-03-09" },
	{ "*/*/9999", "which number is the day and which the month cannot be known; write it as 2024-03-09" },
	{ "*/*/99", "which number is the day, the month and the year cannot be known; write it as 2024-03-09" },
	{ "*.*.9999", "the year comes first: write it as 2024-03-09" },
	{ "*-*-9999", "the year comes first: write it as 2024-03-09" },
	{ "99-*-*", "the year has four digits: write it as 2024-03-09" },
	{ "9999-99", "the day is missing: write it as 2024-03-09" },
	{ "9999", "month and day are missing: write it as 2024-03-09" },
	{ "*", "a number is not a date; write it as 2024-03-09" },
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool matches(const char *pattern, const char *s, size_t n)
{
	size_t i = 0;

	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '~')
			return true;
		if (i == n || (*pattern == '9' || *pattern == '*' ? !is_digit(s[i]) : s[i] != *pattern))
			return false;
		i++;
		while (*pattern == '*' && i < n && is_digit(s[i]))
			i++;
	}
	return i == n;
}

static const char *why_not(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof(look_alikes) / sizeof(look_alikes[0]); i++)
		if (matches(look_alikes[i].pattern, s, n))
			return look_alikes[i].why;
	if (text_has_arabic_digit(s, n))
		return "its digits must be 0 to 9, as in 2024-03-09";
	return "a date is written as 2024-03-09";
}

/* --- reading --- */

static int digits(const char *s, size_t n)
{
	int value = 0;

	while (n-- > 0)
		value = value * 10 + (*s++ - '0');
	return value;
}

int date_parse(const char *s, size_t n, int32_t *day, const char **why)
{
	int32_t parsed;
	int y, m, d;

	if (!matches("9999-99-99", s, n)) {
		*why = why_not(s, n);
		return -1;
	}
	y = digits(s, 4);
	m = digits(s + 5, 2);
	d = digits(s + 8, 2);
	parsed = date_day(y, m, d);
	if (parsed == DATE_NONE) {
		*why = date_impossible(y, m, d);
		return DATE_IMPOSSIBLE;
	}
	*day = parsed;
	return 0;
}

static const char bad_duration[] = "after '/' comes the last day, or a duration such as P3M, P1Y, P1W or P7D";

/* The last day of the duration in s ("P3M") that begins on day `from`. */
static int parse_duration(const char *s, size_t n, int32_t from, int32_t *to, const char **why)
{
	int64_t after;
	int count;

	*why = bad_duration;
	if (n < 3 || !matches("P*", s, n - 1) || strchr("DWMY", s[n - 1]) == NULL)
		return -1;
	*why = "the duration is too long";
	if (n > 2 + 5)
		return -1;
	count = digits(s + 1, n - 2);
	*why = "a duration of 0 covers no day";
	if (count == 0)
		return -1;
	if (s[n - 1] == 'D' || s[n - 1] == 'W')
		after = from + (int64_t)count * (s[n - 1] == 'W' ? 7 : 1);
	else
		after = date_add_months(from, count * (s[n - 1] == 'Y' ? 12 : 1));
	*why = "the duration is too long";
	if (after == DATE_NONE || after > date_day(9999, 12, 31))
		return -1;
	*to = (int32_t)after - 1;
	return 0;
}

/* The last day of an interval from what stands after its '/'. */
static int parse_end(const char *s, size_t n, int32_t from, int32_t *to, const char **why)
{
	if (n > 0 && s[0] == 'P')
		return parse_duration(s, n, from, to, why);
	*why = bad_duration;
	return n > 0 ? date_parse(s, n, to, why) : -1;
}

int date_parse_interval(const char *s, size_t n, int32_t *from, int32_t *to, const char **why)
{
	const char *slash = n > 0 ? memchr(s, '/', n) : NULL;
	size_t head = slash != NULL ? (size_t)(slash - s) : n, tail = slash != NULL ? n - head - 1 : 0;
	int32_t first, last;
	int rc;

	/* 09/03/2024 is a date in another order, not an interval. */
	if (slash != NULL && head < 8 && (tail == 0 || slash[1] != 'P')) {
		*why = why_not(s, n);
		return -1;
	}
	rc = date_parse(s, head, &first, why);
	if (rc != 0)
		return rc;
	last = first;
	rc = slash != NULL ? parse_end(slash + 1, tail, first, &last, why) : 0;
	if (rc != 0)
		return rc;
	if (last < first) {
		*why = "it ends before it begins";
		return -1;
	}
	*from = first;
	*to = last;
	return 0;
}

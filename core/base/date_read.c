#include "config.h"

#include "base/date_read.h"

#include <string.h>

#include "base/date_names.h"
#include "base/text.h"

/* A longer text is no date in any style. */
enum { TEXT_MAX = 80 };

/* --- styles --- */

/* How many of the letter c, small or capital, stand at s. */
static size_t run_of(const char *s, char c)
{
	size_t n = 0;

	while (s[n] == c || s[n] == c - 'a' + 'A')
		n++;
	return n;
}

/* One of "dd", "mm", "mmm", "yyyy" ... at s: its bytes, 0 if there is none. */
static size_t read_token(const char *s, struct date_style *style)
{
	static const struct {
		char letter;
		size_t min, max;
	} tokens[] = { { 'd', 1, 2 }, { 'm', 1, 4 }, { 'y', 2, 4 } };
	size_t i, n, have = strlen(style->order);

	for (i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++) {
		n = run_of(s, tokens[i].letter);
		if (n == 0)
			continue;
		if (n < tokens[i].min || n > tokens[i].max || (tokens[i].letter == 'y' && n == 3) || have == 3 ||
		    strchr(style->order, tokens[i].letter) != NULL)
			return 0;
		style->order[have] = tokens[i].letter;
		style->order[have + 1] = '\0';
		style->named = style->named || (tokens[i].letter == 'm' && n > 2);
		return n;
	}
	return 0;
}

int date_style_parse(const char *pattern, struct date_style *style)
{
	struct date_style read = { .pivot = style->pivot, .excel = style->excel };
	const char *s = pattern;
	size_t n;

	if (strcmp(pattern, "iso-datetime") == 0)
		read.moment = true;
	else if (strcmp(pattern, "iso") != 0)
		while (true) {
			n = read_token(s, &read);
			if (n == 0)
				return -1;
			s += n;
			if (*s == '\0')
				break;
			if (*read.order != '\0' && (strcmp(s, " hh:mm") == 0 || strcmp(s, " hh:mm:ss") == 0)) {
				read.moment = true;
				break;
			}
			n = strspn(s, "/.- ,");
			if (n == 0 || (!read.named && (n > 1 || (read.separator != '\0' && read.separator != *s))))
				return -1;
			read.separator = *s;
			s += n;
		}
	if (*read.order != '\0' && (strchr(read.order, 'm') == NULL || strchr(read.order, 'y') == NULL))
		return -1;
	*style = read;
	return 0;
}

/* --- texts --- */

/* With Western digits, and NUL-terminated; false if it is too long. */
static bool plain_digits(const char *s, size_t n, char out[TEXT_MAX])
{
	size_t i = 0, at = 0, size;
	char digit;

	if (n >= TEXT_MAX)
		return false;
	while (i < n) {
		size = text_digit_at(s + i, n - i, &digit);
		out[at++] = size > 0 ? digit : s[i];
		i += size > 0 ? size : 1;
	}
	out[at] = '\0';
	return true;
}

struct number {
	int value;
	size_t digits;
};

/* A run of digits at *s, which moves behind it; false: there is none, or it is longer than a year. */
static bool read_number(const char **s, struct number *out)
{
	*out = (struct number){ 0 };
	for (; **s >= '0' && **s <= '9'; (*s)++, out->digits++)
		if (out->digits < 5)
			out->value = out->value * 10 + (**s - '0');
	return out->digits > 0 && out->digits <= 4;
}

/* --- reading --- */

static const char not_so[] = "is not written so";
const char date_two_digits[] = "has a year of two digits, which may be of this century or of the last";

/* The year as it is meant. */
static int take_year(const struct number *n, int pivot, int *year, const char **why)
{
	if (n->digits == 4) {
		*year = n->value;
		return 0;
	}
	*why = n->digits == 2 ? date_two_digits : not_so;
	if (n->digits != 2 || pivot == DATE_NO_PIVOT)
		return -1;
	*year = n->value + (n->value < pivot ? 2000 : 1900);
	return 0;
}

/* The name of a month at *s, up to the next digit or the end; what separates it is left off. */
static bool read_name(const char **s, struct number *out)
{
	const size_t all = strcspn(*s, "0123456789");
	size_t n = all;

	while (n > 0 && strchr("/- ,", (*s)[n - 1]) != NULL)
		n--;
	*out = (struct number){ .value = date_month_named(*s, n), .digits = 2 };
	*s += n;
	return out->value != 0;
}

static bool pass_separator(const char **s, const struct date_style *style)
{
	const size_t n = style->named ? strspn(*s, "/.- ,") :
			 style->separator != '\0' ? **s == style->separator : **s != '\0' && strchr("/.-", **s) != NULL;

	*s += n;
	return n > 0 || style->named;
}

static int make_day(const struct number *d, const struct number *m, const struct number *y,
		    const struct date_style *style, int32_t *day, const char **why)
{
	int year;

	if (d->digits > 2 || m->digits > 2) {
		*why = not_so;
		return -1;
	}
	if (take_year(y, style->pivot, &year, why) != 0)
		return -1;
	*day = date_day(year, m->value, d->value);
	if (*day != DATE_NONE)
		return 0;
	*why = date_impossible(year, m->value, d->value);
	return DATE_IMPOSSIBLE;
}

static int read_ordered(const char *s, const struct date_style *style, int32_t *day, const char **why)
{
	struct number d = { .value = 1, .digits = 1 }, m = { 0 }, y = { 0 };
	const char *order;

	*why = not_so;
	for (order = style->order; *order != '\0'; order++) {
		struct number *into = *order == 'd' ? &d : *order == 'm' ? &m : &y;

		if (order > style->order && !pass_separator(&s, style))
			return -1;
		if (!(*order == 'm' && style->named ? read_name(&s, into) : read_number(&s, into)))
			return -1;
		if (*order == 'd' && style->named && strncmp(s, "er ", 3) == 0)
			s += 2; /* 1er mars */
	}
	if (*s != '\0')
		return -1;
	return make_day(&d, &m, &y, style, day, why);
}

/* "99:99" and on: letters stand for themselves, 9 for a digit. */
static size_t match(const char *s, const char *pattern)
{
	size_t n;

	for (n = 0; pattern[n] != '\0'; n++)
		if (pattern[n] == '9' ? s[n] < '0' || s[n] > '9' : s[n] != pattern[n])
			return 0;
	return n;
}

/* What may stand behind the date of a moment: "T10:00", "T10:00:00.000+02:00", " 10:00:00Z". */
static bool is_time(const char *s)
{
	size_t n;

	if (*s != 'T' && *s != ' ')
		return false;
	s++;
	n = match(s, "99:99");
	if (n == 0)
		n = match(s, "9:99");
	if (n == 0)
		return false;
	s += n;
	s += match(s, ":99");
	if (strcmp(s, " AM") == 0 || strcmp(s, " PM") == 0)
		return true;
	if (*s == '.' || *s == ',')
		s += 1 + strspn(s + 1, "0123456789");
	if (*s == 'Z')
		return s[1] == '\0';
	if (*s == '+' || *s == '-')
		s += (n = match(s + 1, "99:99")) > 0 || (n = match(s + 1, "9999")) > 0 || (n = match(s + 1, "99")) > 0 ?
			     n + 1 :
			     0;
	return *s == '\0';
}

/* "26/02/2019 10:00" without its time. */
static void cut_time(char *text)
{
	char *at;

	for (at = strchr(text, ' '); at != NULL; at = strchr(at + 1, ' '))
		if (is_time(at)) {
			*at = '\0';
			return;
		}
}

/* 45292, or with a time of day 45292.5. */
static int read_serial(const char *s, int excel, int32_t *day)
{
	size_t n = strspn(s, "0123456789"), rest = s[n] == '.' ? 1 + strspn(s + n + 1, "0123456789") : 0;
	int32_t serial = 0;
	size_t i;

	if (n == 0 || n > 5 || s[n + rest] != '\0')
		return -1;
	for (i = 0; i < n; i++)
		serial = serial * 10 + (s[i] - '0');
	/* Spreadsheets hold 1900 to be a leap year; dates so early are none of a register's. */
	*day = serial + (excel == 1904 ? date_day(1904, 1, 1) : date_day(1899, 12, 30));
	return 0;
}

int date_read(const char *s, size_t n, const struct date_style *style, int32_t *day, const char **why)
{
	char text[TEXT_MAX];
	const size_t iso = sizeof("2024-03-09") - 1;
	int rc;

	*why = not_so;
	if (!plain_digits(s, n, text))
		return -1;
	n = strlen(text);
	rc = date_parse(text, n, day, why);
	if (rc == 0 || rc == DATE_IMPOSSIBLE)
		return rc;
	if (style->moment && n > iso && text[4] == '-' && is_time(text + iso))
		return date_parse(text, iso, day, why);
	if (style->excel != 0 && read_serial(text, style->excel, day) == 0)
		return 0;
	if (*style->order == '\0')
		return -1;
	if (style->moment)
		cut_time(text);
	return read_ordered(text, style, day, why);
}

enum date_order date_order_of(const char *s, size_t n, char *separator)
{
	char text[TEXT_MAX];
	struct number a, b, y;
	const char *at = text;

	if (!plain_digits(s, n, text) || !read_number(&at, &a) || a.digits > 2 || *at == '\0' ||
	    strchr("/.-", *at) == NULL)
		return DATE_ORDER_NONE;
	*separator = *at++;
	if (!read_number(&at, &b) || b.digits > 2 || *at++ != *separator || !read_number(&at, &y) || y.digits != 4 ||
	    *at != '\0')
		return DATE_ORDER_NONE;
	if (a.value > 12 && b.value > 12)
		return DATE_ORDER_NONE;
	return a.value > 12 ? DATE_ORDER_DMY : b.value > 12 ? DATE_ORDER_MDY : DATE_ORDER_OPEN;
}

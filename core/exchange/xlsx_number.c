#include "config.h"

#include <string.h>

#include "base/date.h"
#include "exchange/xlsx_private.h"

/* A spreadsheet keeps 15 digits of a number; the largest has 309 before its point, the smallest 324 zeros behind it. */
enum { KEPT = 15, DIGITS = 330, POINT_MAX = 330 };

/* The value is 0.DIGITS x 10^point; no zeros at either end; n == 0 is zero. */
struct decimal {
	char digits[DIGITS];
	int n, point;
	bool negative;
	bool plain; /* written without point and exponent */
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The exponent behind 'E', or 0 with *ok false. */
static int read_exponent(const char *s, const char *end, bool *ok)
{
	const bool negative = s < end && *s == '-';
	int value = 0;

	if (s < end && (*s == '-' || *s == '+'))
		s++;
	*ok = s < end;
	for (; s < end; s++) {
		if (!is_digit(*s) || value > POINT_MAX)
			return *ok = false, 0;
		value = 10 * value + (*s - '0');
	}
	return negative ? -value : value;
}

/* false: it is no number, or one that no spreadsheet holds. */
static bool read_decimal(struct decimal *d, const char *s, size_t n)
{
	const char *end = s + n;
	bool point = false, any = false, ok = true;

	*d = (struct decimal){ .plain = true };
	d->negative = s < end && *s == '-';
	if (s < end && (*s == '-' || *s == '+'))
		s++;
	for (; s < end && (is_digit(*s) || (*s == '.' && !point)); s++) {
		point |= *s == '.';
		any |= *s != '.';
		if (*s == '.' || (*s == '0' && d->n == 0)) {
			d->point -= point && *s == '0';
			continue;
		}
		if (d->n == DIGITS)
			return false;
		d->digits[d->n++] = *s;
		d->point += !point;
	}
	if (s < end && (*s == 'E' || *s == 'e')) {
		d->point += read_exponent(s + 1, end, &ok);
		d->plain = false;
		s = end;
	}
	d->plain = d->plain && !point;
	while (d->n > 0 && d->digits[d->n - 1] == '0')
		d->n--;
	if (d->n == 0)
		d->point = 0, d->negative = false;
	return any && ok && s == end && d->point <= POINT_MAX && d->point >= -POINT_MAX;
}

/* What a spreadsheet shows of 0.30000000000000004, which is how it stores 0.3. */
static void round_decimal(struct decimal *d)
{
	int i = KEPT;

	if (d->n <= KEPT)
		return;
	d->n = KEPT;
	if (d->digits[KEPT] >= '5') {
		while (i > 0 && d->digits[i - 1] == '9')
			i--;
		if (i == 0) {
			d->digits[0] = '1';
			d->n = 1;
			d->point++;
			return;
		}
		d->digits[i - 1]++;
		d->n = i;
	}
	while (d->n > 0 && d->digits[d->n - 1] == '0')
		d->n--;
}

static void add_zeros(struct str *out, int n)
{
	for (; n > 0; n--)
		str_addc(out, '0');
}

static void add_whole_digits(struct str *out, const struct decimal *d)
{
	str_addn(out, d->digits, (size_t)(d->n < d->point ? d->n : d->point));
	add_zeros(out, d->point - d->n);
}

static void add_decimal(struct str *out, const struct decimal *d)
{
	if (d->negative)
		str_addc(out, '-');
	if (d->point > 0)
		add_whole_digits(out, d);
	else
		str_addc(out, '0');
	if (d->n <= d->point)
		return;
	str_addc(out, '.');
	add_zeros(out, -d->point);
	str_addn(out, d->digits + (d->point > 0 ? d->point : 0), (size_t)(d->n - (d->point > 0 ? d->point : 0)));
}

/* --- digits in a pattern --- */

/* Digits fill the places from the right; the first place takes all that have none of their own. */
static void add_code(struct str *out, const struct decimal *d, const char *pattern)
{
	int position = d->point, at = 0; /* of the place's digit in the number; below 0: it has none */
	char digits[KEPT + 1];
	const char *p;

	memset(digits, '0', sizeof(digits));
	memcpy(digits, d->digits, (size_t)d->n);
	for (p = pattern; *p != '\0'; p++)
		position -= *p == XLSX_ZERO || *p == XLSX_DIGIT;
	for (p = pattern; *p != '\0'; p++) {
		if (*p != XLSX_ZERO && *p != XLSX_DIGIT) {
			str_addc(out, *p);
			continue;
		}
		for (; at < position; at++)
			str_addc(out, digits[at]);
		if (position >= 0)
			str_addc(out, digits[at++]);
		else if (*p == XLSX_ZERO)
			str_addc(out, '0');
		position++;
	}
}

/* --- days and times --- */

enum { DAY_SECONDS = 86400, FRACTION_DIGITS = 12 };
#define FRACTION_ONE INT64_C(1000000000000)
#define SERIAL_MAX 2958465 /* 9999-12-31 */

/* Days and, rounded, seconds of a serial number.  false: it is below zero, or after the year 9999. */
static bool split(const struct decimal *d, int32_t *days, int32_t *seconds)
{
	int64_t whole = 0, fraction = 0;
	int i;

	if (d->negative || d->point > 7)
		return false;
	for (i = 0; i < d->point; i++)
		whole = 10 * whole + (i < d->n ? d->digits[i] - '0' : 0);
	for (i = 0; i < FRACTION_DIGITS; i++) {
		const int at = d->point + i;

		fraction = 10 * fraction + (at >= 0 && at < d->n ? d->digits[at] - '0' : 0);
	}
	*seconds = (int32_t)((fraction * DAY_SECONDS + FRACTION_ONE / 2) / FRACTION_ONE);
	if (*seconds == DAY_SECONDS) {
		*seconds = 0;
		whole++;
	}
	*days = (int32_t)whole;
	return whole <= SERIAL_MAX;
}

static void add_clock(struct str *out, int32_t seconds, int32_t days)
{
	str_addf(out, "%02ld:%02d:%02d", (long)days * 24 + seconds / 3600, (int)(seconds / 60 % 60), (int)(seconds % 60));
}

/*
 * As a spreadsheet shows it.  Those that count from 1900 have a day that never was, 1900-02-29 (60), and one before the
 * first of January (0): they are shown too, and are no dates to whoever reads them.
 */
static void add_day(struct str *out, int32_t serial, bool from_1904)
{
	char text[DATE_TEXT];

	if (from_1904)
		str_add(out, date_text(date_day(1904, 1, 1) + serial, text));
	else if (serial == 0 || serial == 60)
		str_add(out, serial == 0 ? "1900-01-00" : "1900-02-29");
	else
		str_add(out, date_text(date_day(1899, 12, serial < 60 ? 31 : 30) + serial, text));
}

static bool add_moment(struct str *out, const struct decimal *d, enum xlsx_class class, bool from_1904)
{
	int32_t days, seconds;

	if (!split(d, &days, &seconds))
		return false;
	if (class == XLSX_ELAPSED) {
		add_clock(out, seconds, days);
		return true;
	}
	if (days == 0 && (class == XLSX_TIME || seconds > 0)) {
		add_clock(out, seconds, 0);
		return true;
	}
	add_day(out, days, from_1904);
	if (seconds > 0 || class == XLSX_TIME) {
		str_addc(out, 'T');
		add_clock(out, seconds, 0);
	}
	return true;
}

/* --- --- */

bool xlsx_add_number(struct str *out, const char *s, size_t n, const struct xlsx_format *format, bool from_1904,
		     bool *damaged)
{
	struct decimal d;

	if (!read_decimal(&d, s, n))
		return false;
	*damaged = d.point > KEPT;
	if (!(d.plain && *damaged)) /* other programs than Excel write them whole */
		round_decimal(&d);
	switch (format->class) {
	case XLSX_DAY:
	case XLSX_TIME:
	case XLSX_ELAPSED:
		if (add_moment(out, &d, format->class, from_1904))
			return true;
		break;
	case XLSX_PERCENT:
		d.point += d.n > 0 ? 2 : 0;
		add_decimal(out, &d);
		str_addc(out, '%');
		return true;
	case XLSX_CODE:
		if (d.negative || d.n > d.point || d.point > KEPT || (d.n == 0 && d.point != 0))
			break;
		add_code(out, &d, format->pattern);
		return true;
	case XLSX_NUMBER:
		break;
	}
	add_decimal(out, &d);
	return true;
}

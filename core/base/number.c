#include "config.h"

#include "base/number.h"

#include <stdio.h>
#include <string.h>

enum { DECIMALS = 6 };

static const int64_t power10[DECIMALS + 1] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

/* --- text --- */

/* Write magnitude (of which the last `decimals` digits follow the point) before the end of out; returns its start. */
static char *digits_before(char *end, uint64_t magnitude, int decimals)
{
	int written = 0;

	do {
		if (written == decimals && written > 0)
			*--end = '.';
		*--end = (char)('0' + magnitude % 10);
		magnitude /= 10;
		written++;
	} while (magnitude > 0 || written <= decimals);
	return end;
}

static uint64_t magnitude_of(int64_t amount)
{
	return amount < 0 ? -(uint64_t)amount : (uint64_t)amount;
}

/* The amount's magnitude as text with this many decimals, with its sign unless all digits are 0. */
static const char *print(bool negative, uint64_t magnitude, int decimals, char out[NUMBER_TEXT])
{
	char text[NUMBER_TEXT], *start;

	text[NUMBER_TEXT - 1] = '\0';
	start = digits_before(text + NUMBER_TEXT - 1, magnitude, decimals);
	if (negative && magnitude > 0)
		*--start = '-';
	return memcpy(out, start, (size_t)(text + NUMBER_TEXT - start));
}

const char *number_text(int64_t amount, char out[NUMBER_TEXT])
{
	uint64_t magnitude = magnitude_of(amount);
	int decimals = DECIMALS;

	if (amount == SIJIL_MISSING) {
		out[0] = '\0';
		return out;
	}
	for (; decimals > 0 && magnitude % 10 == 0; decimals--)
		magnitude /= 10;
	return print(amount < 0, magnitude, decimals, out);
}

const char *number_rounded(int64_t amount, int decimals, char out[NUMBER_TEXT])
{
	int kept = decimals < 0 ? 0 : decimals > DECIMALS ? DECIMALS : decimals;
	uint64_t unit = (uint64_t)power10[DECIMALS - kept];

	if (amount == SIJIL_MISSING) {
		out[0] = '\0';
		return out;
	}
	return print(amount < 0, (magnitude_of(amount) + unit / 2) / unit, kept, out);
}

const char *number_grouped(int64_t amount, int decimals, const char *thousands, char *out, size_t out_size)
{
	char plain[NUMBER_TEXT];
	const char *s = number_rounded(amount, decimals, plain);
	size_t n = 0, whole, i, separator = strlen(thousands);

	whole = strcspn(s + (*s == '-'), ".") + (*s == '-');
	for (i = 0; s[i] != '\0' && n + separator + 1 < out_size; i++) {
		if (i < whole && i > (size_t)(*s == '-') && (whole - i) % 3 == 0) {
			memcpy(out + n, thousands, separator);
			n += separator;
		}
		out[n++] = s[i];
	}
	out[n] = '\0';
	return out;
}

/* --- arithmetic --- */

/* SIJIL_MISSING is not an amount, so that a result equal to it does not fit. */
static bool settle(bool negative, uint128 magnitude, int64_t *out)
{
	if (magnitude > INT64_MAX)
		return false;
	*out = negative ? -(int64_t)magnitude : (int64_t)magnitude;
	return true;
}

bool number_add(int64_t a, int64_t b, int64_t *out)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum) || sum == SIJIL_MISSING)
		return false;
	*out = sum;
	return true;
}

bool number_mul(int64_t a, int64_t b, int64_t *out)
{
	uint128 product = (uint128)magnitude_of(a) * magnitude_of(b);

	return settle((a < 0) != (b < 0), (product + SIJIL_ONE / 2) / SIJIL_ONE, out);
}

/* quotient x 10 + the next decimal digit of rest / by; rest becomes what is left.  Nothing in between exceeds by. */
static uint128 next_digit(uint128 quotient, uint128 *rest, uint128 by)
{
	uint128 times_ten = 0, digit = 0;
	int i;

	for (i = 0; i < 10; i++) {
		if (times_ten >= by - *rest) {
			times_ten -= by - *rest;
			digit++;
		} else {
			times_ten += *rest;
		}
	}
	*rest = times_ten;
	return quotient * 10 + digit;
}

bool number_ratio(int64_t a, int64_t scale, int64_t b, int64_t per, int64_t *out)
{
	uint128 over = (uint128)magnitude_of(a) * magnitude_of(scale);
	uint128 by = (uint128)magnitude_of(b) * magnitude_of(per == 0 ? 1 : per);
	uint128 quotient, rest;
	int i;

	if (b == 0)
		return false;
	quotient = over / by;
	rest = over % by;
	if (quotient > INT64_MAX)
		return false;
	for (i = 0; i < DECIMALS; i++)
		quotient = next_digit(quotient, &rest, by);
	if (rest >= by - rest)
		quotient++;
	return settle(((a < 0) != (b < 0)) != ((scale < 0) != (per < 0)), quotient, out);
}

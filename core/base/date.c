#include "config.h"

#include "base/date.h"

/* The Gregorian calendar repeats after 400 years; days are counted from 0001-01-01 in between. */
enum { DAYS_4 = 4 * 365 + 1, DAYS_100 = 25 * DAYS_4 - 1, DAYS_400 = 4 * DAYS_100 + 1, DAY_ONE = -719162 };
enum { YEAR_MAX = 9999 };

/* Days of a common year before each month. */
static const int before_month[13] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int year, int month)
{
	return before_month[month] - before_month[month - 1] + (month == 2 && is_leap(year));
}

/* Without any check; year 1 or later. */
static int32_t day_of(int year, int month, int day)
{
	int past = year - 1;

	return DAY_ONE + past * 365 + past / 4 - past / 100 + past / 400 + before_month[month - 1] +
	       (month > 2 && is_leap(year)) + day - 1;
}

int32_t date_day(int year, int month, int day)
{
	if (year < 1 || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
		return DATE_NONE;
	return day_of(year, month, day);
}

static int at_most(int n, int limit)
{
	return n < limit ? n : limit;
}

struct civil date_civil(int32_t day)
{
	int64_t since = (int64_t)day - DAY_ONE;
	int64_t cycle = (since >= 0 ? since : since - (DAYS_400 - 1)) / DAYS_400;
	int rest = (int)(since - cycle * DAYS_400), century, four, one, leap;
	struct civil c;

	/* The last century of a cycle, and the last year of four, are one day longer. */
	century = at_most(rest / DAYS_100, 3);
	rest -= century * DAYS_100;
	four = rest / DAYS_4;
	rest -= four * DAYS_4;
	one = at_most(rest / 365, 3);
	rest -= one * 365;
	c.year = (int)cycle * 400 + century * 100 + four * 4 + one + 1;
	leap = is_leap(c.year);
	c.month = rest / 31 + 1;
	if (rest >= before_month[c.month] + (c.month >= 2 ? leap : 0))
		c.month++;
	c.day = rest - before_month[c.month - 1] - (c.month > 2 ? leap : 0) + 1;
	return c;
}

static char *put_pair(char *out, int n)
{
	out[0] = (char)('0' + n / 10);
	out[1] = (char)('0' + n % 10);
	return out + 2;
}

/* Four digits; beyond the years that a date may be typed in, as many as it takes, and a sign. */
static char *put_year(char *out, int year)
{
	char digits[8];
	int i = 0;

	if (year >= 0 && year <= YEAR_MAX)
		return put_pair(put_pair(out, year / 100), year % 100);
	if (year < 0)
		*out++ = '-';
	for (year = year < 0 ? -year : year; year > 0 || i < 4; year /= 10)
		digits[i++] = (char)('0' + year % 10);
	while (i > 0)
		*out++ = digits[--i];
	return out;
}

const char *date_text(int32_t day, char out[DATE_TEXT])
{
	struct civil c;
	char *s = out;

	if (day == DATE_NONE) {
		*s = '\0';
		return out;
	}
	c = date_civil(day);
	s = put_year(s, c.year);
	*s++ = '-';
	s = put_pair(s, c.month);
	*s++ = '-';
	s = put_pair(s, c.day);
	*s = '\0';
	return out;
}

int32_t date_add_months(int32_t day, int months)
{
	struct civil c;
	int64_t month, year;
	int length;

	if (day == DATE_NONE)
		return DATE_NONE;
	c = date_civil(day);
	month = (int64_t)c.year * 12 + c.month - 1 + months;
	year = month / 12;
	if (month < 12 || year > YEAR_MAX)
		return DATE_NONE;
	length = month_length((int)year, (int)(month % 12) + 1);
	return day_of((int)year, (int)(month % 12) + 1, at_most(c.day, length));
}

int date_weekday(int32_t day)
{
	/* 0001-01-01 is a Monday. */
	int64_t rest = ((int64_t)day - DAY_ONE) % 7;

	return (int)(rest < 0 ? rest + 7 : rest) + 1;
}

/* --- ISO weeks: a week belongs to the year of its Thursday --- */

void date_iso_week(int32_t day, int *year, int *week)
{
	int32_t thursday = day - date_weekday(day) + 4;
	int32_t first;

	*year = date_civil(thursday).year;
	first = date_day(*year, 1, 1);
	*week = (thursday - first) / 7 + 1;
}

int32_t date_iso_week_day(int year, int week)
{
	int32_t fourth = date_day(year, 1, 4), monday;

	if (fourth == DATE_NONE || week < 1 || week > 53)
		return DATE_NONE;
	monday = fourth - date_weekday(fourth) + 1 + (week - 1) * 7;
	return date_civil(monday + 3).year == year ? monday : DATE_NONE;
}

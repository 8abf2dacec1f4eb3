#include "config.h"

#include "base/period.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/str.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2200 };

/*
 * How a unit is called and written: in a pattern y is a digit of the year, n one of the part of the year, anything
 * else itself.  All but days and weeks are a number of months, in a year that may begin later than January.
 */
struct unit {
	const char *name, *pattern;
	int months;         /* 0: not made of months */
	const char *expect; /* which parts there are; NULL: the unit is a whole year */
};

static const struct unit units[] = {
	[PERIOD_DAY] = { "day", "yyyy-nn-nn", 0, NULL },
	[PERIOD_WEEK] = { "week", "yyyy-Wnn", 0, "weeks are W01 to W52, and W53 in some years" },
	[PERIOD_MONTH] = { "month", "yyyy-nn", 1, "months are 01 to 12" },
	[PERIOD_QUARTER] = { "quarter", "yyyy-Qn", 3, "quarters are Q1 to Q4" },
	[PERIOD_SEMESTER] = { "semester", "yyyy-Sn", 6, "semesters are S1 and S2" },
	[PERIOD_YEAR] = { "year", "yyyy", 12, NULL },
	[PERIOD_SCHOOL_YEAR] = { "school_year", "SYyyyy", 12, NULL },
	[PERIOD_FISCAL_YEAR] = { "fiscal_year", "FYyyyy", 12, NULL },
};

enum { UNITS = sizeof(units) / sizeof(units[0]) };

static const char forms[] = "write a day 2024-03-09, a week 2024-W10, a month 2024-03, a quarter 2024-Q1, a semester "
			    "2024-S1, a year 2024, a school year SY2024, a fiscal year FY2024, or two of these with "
			    "'..' between them: 2024-03-01..2024-03-20";

enum period_unit period_unit_named(const char *name)
{
	int i;

	for (i = PERIOD_DAY; i < UNITS; i++)
		if (strcmp(units[i].name, name) == 0)
			return (enum period_unit)i;
	return 0;
}

/* --- codes --- */

static void write_code(const struct unit *u, int year, int part, char code[PERIOD_CODE])
{
	size_t i = strlen(u->pattern);

	code[i] = '\0';
	while (i-- > 0) {
		int *from = u->pattern[i] == 'y' ? &year : u->pattern[i] == 'n' ? &part : NULL;

		code[i] = u->pattern[i];
		if (from == NULL)
			continue;
		code[i] = (char)('0' + *from % 10);
		*from /= 10;
	}
}

static bool same_letter(char a, char b)
{
	return a == b || (a >= 'a' && a <= 'z' && a - 'a' + 'A' == b);
}

static bool read_code(const struct unit *u, const char *s, size_t n, int *year, int *part)
{
	size_t i;

	*year = *part = 0;
	if (strlen(u->pattern) != n)
		return false;
	for (i = 0; i < n; i++) {
		int *to = u->pattern[i] == 'y' ? year : u->pattern[i] == 'n' ? part : NULL;

		if (to == NULL ? !same_letter(s[i], u->pattern[i]) : s[i] < '0' || s[i] > '9')
			return false;
		if (to != NULL)
			*to = *to * 10 + (s[i] - '0');
	}
	return true;
}

/* --- making periods --- */

static int32_t day_before(int32_t day)
{
	return day == DATE_NONE ? DATE_NONE : day - 1;
}

static void set_day(struct period *p, int32_t day)
{
	char text[DATE_TEXT];

	p->unit = PERIOD_DAY;
	p->from = p->to = day;
	memcpy(p->code, text, strlen(date_text(day, text)) + 1);
}

/* False if the year has no such week. */
static bool set_week(struct period *p, int year, int week)
{
	int32_t monday = date_iso_week_day(year, week);

	if (monday == DATE_NONE)
		return false;
	p->unit = PERIOD_WEEK;
	p->from = monday;
	p->to = monday + 6;
	write_code(&units[PERIOD_WEEK], year, week, p->code);
	return true;
}

/* The first month, 1..12, of the unit's year; a calendar that does not say has the usual one. */
static int first_month(enum period_unit unit, const struct calendar *cal)
{
	int month = unit == PERIOD_SCHOOL_YEAR ? cal->school_start : unit == PERIOD_FISCAL_YEAR ? cal->fiscal_start : 1;

	if (month >= 1 && month <= 12)
		return month;
	return unit == PERIOD_SCHOOL_YEAR ? 9 : 1;
}

/* Parts count from 1; a whole year is its only part.  False if the year has no such part. */
static bool set_months(struct period *p, enum period_unit unit, const struct calendar *cal, int year, int part)
{
	const struct unit *u = &units[unit];

	if (part < 1 || part > 12 / u->months)
		return false;
	p->unit = unit;
	p->from = date_add_months(date_day(year, first_month(unit, cal), 1), (part - 1) * u->months);
	p->to = day_before(date_add_months(p->from, u->months));
	write_code(u, year, part, p->code);
	return true;
}

static void set_range(struct period *p, int32_t from, int32_t to)
{
	char first[DATE_TEXT], last[DATE_TEXT];

	p->unit = PERIOD_RANGE;
	p->from = from;
	p->to = to;
	snprintf(p->code, sizeof(p->code), "%s..%s", date_text(from, first), date_text(to, last));
}

void period_containing(int32_t day, enum period_unit unit, const struct calendar *cal, struct period *out)
{
	struct civil c = date_civil(day);
	int year, part, months;

	if (unit == PERIOD_WEEK) {
		date_iso_week(day, &year, &part);
		set_week(out, year, part);
	} else if (unit > PERIOD_WEEK && unit < PERIOD_RANGE) {
		months = c.year * 12 + c.month - first_month(unit, cal);
		set_months(out, unit, cal, months / 12, months % 12 / units[unit].months + 1);
	} else {
		set_day(out, day);
	}
}

void period_previous(const struct period *p, const struct calendar *cal, struct period *out)
{
	int32_t last = day_before(p->from);

	if (p->unit == PERIOD_RANGE)
		set_range(out, last - (p->to - p->from), last);
	else
		period_containing(last, p->unit, cal, out);
}

bool period_last_year(const struct period *p, const struct calendar *cal, struct period *out)
{
	struct period before, then;
	int year, week;

	period_previous(p, cal, &before);
	if (p->unit == PERIOD_WEEK) {
		date_iso_week(p->from, &year, &week);
		if (!set_week(&then, year - 1, week))
			set_week(&then, year - 1, 52);
	} else if (p->unit == PERIOD_RANGE) {
		set_range(&then, date_add_months(p->from, -12), date_add_months(p->to, -12));
	} else {
		period_containing(date_add_months(p->from, -12), p->unit, cal, &then);
	}
	if (then.from == before.from && then.to == before.to)
		return false;
	*out = then;
	return true;
}

/* --- reading --- */

/* Bytes of the text that an error shows. */
static int shown(const char *s, size_t n)
{
	enum { SHOWN = 60 };

	return (int)(n > SHOWN ? str_cut(s, SHOWN) : n);
}

static int not_a_period(struct sijil_err *err, const char *s, size_t n, const char *why)
{
	return err_set(err, ERR_USAGE, "'%.*s' is not a period: %s", shown(s, n), s, why);
}

/* Of a unit whose pattern the text has. */
static int make(enum period_unit unit, const char *s, size_t n, int year, int part, const struct calendar *cal,
		struct period *out, struct sijil_err *err)
{
	const char *why;
	int32_t day;
	bool made = true;

	if (unit == PERIOD_DAY && date_parse(s, n, &day, &why) != 0)
		return not_a_period(err, s, n, why);
	if (year < YEAR_MIN || year > YEAR_MAX)
		return err_set(err, ERR_USAGE, "'%.*s' is not a period: the year %04d is not from %d to %d",
			       shown(s, n), s, year, YEAR_MIN, YEAR_MAX);
	if (unit == PERIOD_DAY)
		set_day(out, day);
	else if (unit == PERIOD_WEEK)
		made = set_week(out, year, part);
	else
		made = set_months(out, unit, cal, year, units[unit].expect == NULL ? 1 : part);
	return made ? 0 : not_a_period(err, s, n, units[unit].expect);
}

static int parse_code(const char *s, size_t n, const struct calendar *cal, struct period *out, struct sijil_err *err)
{
	int unit, year, part;

	for (unit = PERIOD_DAY; unit < UNITS; unit++)
		if (read_code(&units[unit], s, n, &year, &part))
			return make((enum period_unit)unit, s, n, year, part, cal, out, err);
	return not_a_period(err, s, n, forms);
}

int period_parse(const char *text, const struct calendar *cal, struct period *out, struct sijil_err *err)
{
	const char *dots = strstr(text, "..");
	struct period first, last, parsed;
	size_t n = strlen(text);

	if (dots == NULL || dots == text || dots[2] == '\0') {
		if (parse_code(text, n, cal, &parsed, err) != 0)
			return -1;
		*out = parsed;
		return 0;
	}
	if (parse_code(text, (size_t)(dots - text), cal, &first, err) != 0 ||
	    parse_code(dots + 2, strlen(dots + 2), cal, &last, err) != 0)
		return -1;
	if (last.to < first.from)
		return err_set(err, ERR_USAGE, "'%.*s' ends before it begins", shown(text, n), text);
	set_range(out, first.from, last.to);
	return 0;
}

/*
 * period: the stretches of time that summaries are asked for.
 *
 * day 2024-03-09, week 2024-W10 (ISO), month 2024-03, quarter 2024-Q1, semester 2024-S1, year 2024, school year
 * SY2024, fiscal year FY2024 (both named after the year they start in), and free ranges 2024-03-01..2024-03-20.
 * A range may also join two codes: 2024-03..2024-05.
 */
#ifndef BASE_PERIOD_H
#define BASE_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum period_unit {
	PERIOD_DAY = 1, PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_SEMESTER, PERIOD_YEAR,
	PERIOD_SCHOOL_YEAR, PERIOD_FISCAL_YEAR, PERIOD_RANGE,
};

enum { PERIOD_CODE = 32 };

struct period {
	enum period_unit unit;
	int32_t from, to;       /* both included */
	char code[PERIOD_CODE]; /* as above, canonical */
};

/* First months of the city's years, 1..12. */
struct calendar {
	int school_start; /* default 9 */
	int fiscal_start; /* default 1 */
};

int period_parse(const char *text, const struct calendar *cal, struct period *out, struct sijil_err *err);

/* The period of the unit (not RANGE) that contains the day. */
void period_containing(int32_t day, enum period_unit unit, const struct calendar *cal, struct period *out);

/* The period of the same kind just before; for a range, the same number of days before it. */
void period_previous(const struct period *p, const struct calendar *cal, struct period *out);

/*
 * The same stretch one year earlier: the same month of the year before, the ISO week of the same number (52 where it has
 * no 53rd).  false, and *out unchanged, if that is the period just before: a year's, or a range's of one year.
 */
bool period_last_year(const struct period *p, const struct calendar *cal, struct period *out);

/* The unit named "day", "week", "month", "quarter", "semester", "year", "school_year", "fiscal_year"; 0 if none is. */
enum period_unit period_unit_named(const char *name);

#endif

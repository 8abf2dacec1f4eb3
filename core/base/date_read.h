/*
 * date_read: dates as people and spreadsheets write them, when somebody has said how: the order of day, month and year,
 * names of months, years of two digits, spreadsheets' day numbers, moments of which the day is taken.
 */
#ifndef BASE_DATE_READ_H
#define BASE_DATE_READ_H

#include "base/date.h"

enum { DATE_NO_PIVOT = -1 };

struct date_style {
	char order[4];  /* "dmy", "mdy", "ymd", "my", ...; "": nothing but ISO dates */
	char separator; /* between numbers; NUL: any of / . - */
	bool named;     /* the month is a name */
	bool moment;    /* a time may stand behind an ISO date, or one in this order: the date is taken as it is written */
	int pivot;      /* years of two digits: from this one on 19.., before it 20..; DATE_NO_PIVOT: refused */
	int excel;      /* the year in which a spreadsheet's day numbers begin, 1900 or 1904; 0: refused */
};

/*
 * "dd/mm/yyyy", "mm/dd/yyyy", "dd.mm.yyyy", "d-m-yyyy", "dd-mmm-yy", "mmm d, yyyy", "mm/yyyy", "iso", "iso-datetime", and with a time behind it
 * "dd/mm/yyyy hh:mm", into
 * order, separator, named and moment.  0, or -1: that says nothing about dates.
 */
int date_style_parse(const char *pattern, struct date_style *style);

/*
 * A day so written, or an ISO date in any case; Arabic digits are digits.  A style without a day gives the first of the
 * month.  0; or -1 and *why, a static phrase: it is not so written; or DATE_IMPOSSIBLE and *why: it is, but there is no
 * such day.
 */
extern const char date_two_digits[]; /* why, of a year that needs a pivot */
int date_read(const char *s, size_t n, const struct date_style *style, int32_t *day, const char **why);

/*
 * What a date like 03/04/2024 says of the order in its column.  Impossible ones (two numbers above 12), and anything
 * that is written otherwise, say nothing.
 */
enum date_order { DATE_ORDER_NONE = 0, DATE_ORDER_OPEN, DATE_ORDER_DMY, DATE_ORDER_MDY };
enum date_order date_order_of(const char *s, size_t n, char *separator);

#endif

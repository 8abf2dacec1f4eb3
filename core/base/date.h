/* date: ISO dates as day numbers (days since 1970-01-01).  No locale, no time zone, proleptic Gregorian. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sijil/plugin.h>

#define DATE_NONE SIJIL_NO_DAY
#define DATE_TEXT 16 /* bytes enough for "2024-03-09" and its NUL */

struct civil {
	int year, month, day; /* 1..12, 1..31 */
};

int32_t date_day(int year, int month, int day); /* DATE_NONE if there is no such day; years 1..9999 */
struct civil date_civil(int32_t day);
const char *date_text(int32_t day, char out[DATE_TEXT]); /* ISO; "" for DATE_NONE; returns out */
int32_t date_add_months(int32_t day, int months);        /* day of month cut to the month's length */
int date_weekday(int32_t day);                           /* 1 Monday .. 7 Sunday */
void date_iso_week(int32_t day, int *year, int *week);
int32_t date_iso_week_day(int year, int week);           /* its Monday; DATE_NONE if the year has no such week */

/*
 * Parse "2024-03-09" exactly.  0 and *day; or *why, a static phrase, and -1: it is not written so (09/03/2024, 2024-3-9),
 * or DATE_IMPOSSIBLE: there is no such day ("month 31 does not exist").
 */
enum { DATE_IMPOSSIBLE = -2 };
int date_parse(const char *s, size_t n, int32_t *day, const char **why);

/* Why date_day() knows no such day; numbers of at most two digits, a year of at most four. */
const char *date_impossible(int year, int month, int day);

/*
 * Parse an ISO 8601 interval: "2023-04-01/P3M", "2023-04-01/2023-06-30", "2023-04-01" (one day).  Durations:
 * P1M P3M P6M P1Y P7D P1W (any count).  *to is the last day, included.
 * Returns as date_parse().
 */
int date_parse_interval(const char *s, size_t n, int32_t *from, int32_t *to, const char **why);

#endif

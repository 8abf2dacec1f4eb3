/* clock: what day it is.  The only place that looks at the system's clock and time zone. */
#ifndef CLI_CLOCK_H
#define CLI_CLOCK_H

#include <stdbool.h>

#include "base/err.h"

/*
 * Today in the time zone (IANA name), or the day that SIJIL_TODAY gives, for tests and for reports that are to be made
 * again.  *known is false if this machine has no such zone: then it is UTC's day.
 */
int clock_today(const char *time_zone, int32_t *today, bool *known, struct sijil_err *err);

/* The last second of a day in the time zone of the last clock_today(), since 1970-01-01 UTC. */
int64_t clock_day_end(int32_t day);

/* "2024-03-09 14:05" UTC of seconds since 1970. */
const char *clock_text(int64_t seconds, char out[32]);

#endif

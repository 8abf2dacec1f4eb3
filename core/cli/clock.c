#include "config.h"
#include "cli/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"

/* libc takes an unknown name for UTC without a word: so the zone's file is looked for, where systems keep them. */
static bool zone_known(const char *name)
{
	static const char *const dirs[] = { "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo",
					    "/etc/zoneinfo" };
	char path[256];
	size_t i;

	if (strcmp(name, "UTC") == 0)
		return true;
	for (i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++)
		if (snprintf(path, sizeof(path), "%s/%s", dirs[i], name) < (int)sizeof(path) && access(path, R_OK) == 0)
			return true;
	return false;
}

int clock_today(const char *time_zone, int32_t *today, bool *known, struct sijil_err *err)
{
	const char *given = getenv("SIJIL_TODAY"), *why;
	time_t now = time(NULL);
	struct tm tm;

	*known = zone_known(time_zone);
	setenv("TZ", *known ? time_zone : "UTC", 1);
	tzset();
	if (given != NULL && *given != '\0') {
		if (date_parse(given, strlen(given), today, &why) != 0)
			return err_set(err, ERR_USAGE, "SIJIL_TODAY is '%s': %s", given, why);
		*known = true; /* no day is taken from the zone */
		return 0;
	}
	localtime_r(&now, &tm);
	*today = date_day(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	return 0;
}

int64_t clock_day_end(int32_t day)
{
	const struct civil next = date_civil(day + 1);
	struct tm tm = { .tm_year = next.year - 1900, .tm_mon = next.month - 1, .tm_mday = next.day, .tm_isdst = -1 };

	return (int64_t)mktime(&tm) - 1;
}

const char *clock_text(int64_t seconds, char out[32])
{
	int32_t day = (int32_t)(seconds / 86400);
	int minutes = (int)(seconds % 86400 / 60);
	char date[DATE_TEXT];

	snprintf(out, 32, "%s %02d:%02d UTC", date_text(day, date), minutes / 60 % 24, minutes % 60);
	return out;
}

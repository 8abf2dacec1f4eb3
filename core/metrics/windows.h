/* windows: the stretches of days a question needs, and which of them an entry falls in. */
#ifndef METRICS_WINDOWS_H
#define METRICS_WINDOWS_H

#include "base/mem.h"
#include "base/period.h"

/*
 * The first windows of every question; the sub-periods of its time breakdowns follow.  LAST_YEAR, the same stretch a year
 * earlier, is empty (no day is in it) where that is PREVIOUS.
 */
enum {
	WINDOW_PERIOD = 0,
	WINDOW_PREVIOUS = 1,
	WINDOW_LAST_YEAR = 2,
	WINDOW_SUBS = 3,
	WINDOWS_MAX = 1200,
	TIME_AXES_MAX = 8,
};

struct time_axis {
	const char *name; /* "month" */
	unsigned first, n; /* its windows, in order of time, without gaps */
};

struct windows {
	struct period *items;    /* clipped to the period */
	struct period *shifted;  /* the period before each: what `previous` measures look at */
	unsigned n;
	bool has_last_year;
	struct time_axis axes[TIME_AXES_MAX];
	unsigned n_axes;
};

/* by: all breakdowns asked for; those that are time units become axes.  -1 with *err if there would be too many windows. */
int windows_make(struct windows *w, const struct period *period, const struct calendar *calendar,
		 const char *const *by, struct arena *arena, struct sijil_err *err);

/* The windows that an entry's days lie in, and those they only reach into. */
struct hits {
	unsigned in[WINDOW_SUBS + TIME_AXES_MAX], n_in;
	unsigned straddled[WINDOWS_MAX], n_straddled;
};
void windows_find(const struct windows *w, bool shifted, int32_t from, int32_t to, struct hits *hits);

#endif

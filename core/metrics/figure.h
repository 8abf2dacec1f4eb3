/* figure: from sums to one figure: both sides, one division, and why there is no value. */
#ifndef METRICS_FIGURE_H
#define METRICS_FIGURE_H

#include "metrics/tally.h"

/* Where a figure is read: a window's cells, or one group's. */
struct at {
	unsigned window;
	int breakdown; /* -1: the window as a whole */
	size_t group;
};

/* The cell there; an empty one if nothing was ever added. */
const struct cell *figure_cell(const struct sums *s, const struct at *at);

/* only: one of several numerators; -1: all together. */
struct figure figure_at(const struct evaluation *ev, const struct asked *a, const struct at *at, int only);

/* Of a window as a whole; a parity is computed from the groups of the metric it compares. */
struct figure figure_of_window(const struct evaluation *ev, const struct asked_program *p, const struct asked *a,
			       unsigned window);

int64_t figure_adjusted(const struct figure *f);

#endif

#include "config.h"
#include "metrics/windows.h"

#include <string.h>

static int too_many(struct sijil_err *err, const char *by, const struct period *p)
{
	return err_set(err, ERR_USAGE, "%s has more than %d groups by %s: ask for a shorter period or a longer unit",
		       p->code, WINDOWS_MAX - WINDOW_SUBS, by);
}

static int add_axis(struct windows *w, const char *name, const struct calendar *calendar, struct sijil_err *err)
{
	enum period_unit unit = period_unit_named(name);
	const struct period *whole = &w->items[WINDOW_PERIOD];
	struct time_axis *axis = &w->axes[w->n_axes];
	int32_t day = whole->from;

	*axis = (struct time_axis){ .name = name, .first = w->n };
	while (day <= whole->to) {
		struct period *p = &w->items[w->n];

		if (w->n == WINDOWS_MAX)
			return too_many(err, name, whole);
		period_containing(day, unit, calendar, p);
		period_previous(p, calendar, &w->shifted[w->n++]);
		if (p->from < whole->from)
			p->from = whole->from;
		if (p->to > whole->to)
			p->to = whole->to;
		day = p->to + 1;
		axis->n++;
	}
	w->n_axes++;
	return 0;
}

/* The period itself, the one before, and the same a year earlier; each with the one before it. */
static void set_first(struct windows *w, const struct period *period, const struct calendar *calendar)
{
	static const struct period nothing = { .from = INT32_MAX, .to = INT32_MIN };
	unsigned i;

	w->items[WINDOW_PERIOD] = *period;
	period_previous(period, calendar, &w->items[WINDOW_PREVIOUS]);
	w->items[WINDOW_LAST_YEAR] = w->shifted[WINDOW_LAST_YEAR] = nothing;
	w->has_last_year = period_last_year(period, calendar, &w->items[WINDOW_LAST_YEAR]);
	for (i = 0; i < WINDOW_SUBS; i++)
		if (i != WINDOW_LAST_YEAR || w->has_last_year)
			period_previous(&w->items[i], calendar, &w->shifted[i]);
}

int windows_make(struct windows *w, const struct period *period, const struct calendar *calendar, const char *const *by,
		 struct arena *arena, struct sijil_err *err)
{
	size_t i;

	*w = (struct windows){ .n = WINDOW_SUBS };
	w->items = arena_alloc(arena, WINDOWS_MAX * sizeof(*w->items));
	w->shifted = arena_alloc(arena, WINDOWS_MAX * sizeof(*w->shifted));
	set_first(w, period, calendar);
	for (i = 0; by[i] != NULL; i++) {
		if (period_unit_named(by[i]) == 0)
			continue;
		if (w->n_axes == TIME_AXES_MAX)
			return err_set(err, ERR_USAGE, "more than %d breakdowns by time", TIME_AXES_MAX);
		if (add_axis(w, by[i], calendar, err) != 0)
			return -1;
	}
	return 0;
}

static void consider(const struct period *items, unsigned i, int32_t from, int32_t to, struct hits *hits)
{
	if (to < items[i].from || from > items[i].to)
		return;
	if (from >= items[i].from && to <= items[i].to)
		hits->in[hits->n_in++] = i;
	else
		hits->straddled[hits->n_straddled++] = i;
}

/* The first window of the axis that ends on or after the day. */
static unsigned first_reaching(const struct period *items, const struct time_axis *axis, int32_t day)
{
	unsigned low = axis->first, high = axis->first + axis->n, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (items[middle].to < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void windows_find(const struct windows *w, bool shifted, int32_t from, int32_t to, struct hits *hits)
{
	const struct period *items = shifted ? w->shifted : w->items;
	unsigned a, i;

	hits->n_in = hits->n_straddled = 0;
	consider(items, WINDOW_PERIOD, from, to, hits);
	consider(items, WINDOW_PREVIOUS, from, to, hits);
	consider(items, WINDOW_LAST_YEAR, from, to, hits);
	for (a = 0; a < w->n_axes; a++) {
		const struct time_axis *axis = &w->axes[a];

		for (i = first_reaching(items, axis, from); i < axis->first + axis->n && items[i].from <= to; i++)
			consider(items, i, from, to, hits);
	}
}

/* Visits against the opening times of their site: whether so many fit, how many come in an open hour, an estimate. */
#include "community_spaces.h"

#include <string.h>

__extension__ typedef __int128 wide;

static struct cursor in_rule(const struct sijil_host *host, const struct sijil_history *history,
			     const struct sijil_report *report)
{
	return (struct cursor){ .host = host, .history = history, .report = report };
}

/* --- rules --- */

static struct opening opening_of(const struct sijil_host *host, const struct sijil_history *history,
				 const struct sijil_entry *entry, const struct sijil_report *report)
{
	const struct cursor where = in_rule(host, history, report);

	return opening_between(&where, host->text(entry, "zone"), entry->day, entry->day_end);
}

int community_spaces_visits_fit(const void *instance, const struct sijil_host *host,
				const struct sijil_history *history, const struct sijil_entry *entry,
				struct sijil_report *report)
{
	const struct community_spaces *program = instance;
	const struct opening o = opening_of(host, history, entry, report);
	const int64_t visits = host->number(entry, "visits"), turnover = program->min_turnover_minutes;

	/* CS-I12 tells of a capacity that is not known, CS-W08 of days that are all closed. */
	if (visits == SIJIL_MISSING || o.known < o.days || o.closed == o.days ||
	    visits / SIJIL_ONE * turnover <= o.seat_minutes)
		return 0;
	host->find(report, "visits",
		   "%lld visits are more than the seats hold: at most %lld in %lld open minutes, if each visit takes %lld "
		   "minutes or more",
		   (long long)(visits / SIJIL_ONE), (long long)(o.seat_minutes / turnover), (long long)o.minutes,
		   (long long)turnover);
	return 0;
}

int community_spaces_capacity_known(const void *instance, const struct sijil_host *host,
				    const struct sijil_history *history, const struct sijil_entry *entry,
				    struct sijil_report *report)
{
	const struct opening o = opening_of(host, history, entry, report);

	(void)instance;
	if (o.known < o.days)
		host->find(report, NULL, NULL);
	return 0;
}

int community_spaces_closed(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
			    const struct sijil_entry *entry, struct sijil_report *report)
{
	const struct opening o = opening_of(host, history, entry, report);

	(void)instance;
	if (o.closed == o.days)
		host->find(report, NULL, NULL);
	return 0;
}

/* --- folds --- */

/* The visit counts of a history that touch the window, one by one. */
struct counts {
	struct cursor cursor;
	const struct sijil_window *window;
};

static struct counts counts_in(const struct sijil_host *host, const struct sijil_history *history,
			       const struct sijil_window *window)
{
	struct counts c = { { .host = host, .history = history, .kind = "visit_count" }, window };

	/* No count covers more days. */
	cursor_seek(&c.cursor, window->from < INT32_MIN + 366 ? window->from : window->from - 366);
	return c;
}

static const struct sijil_entry *counts_next(struct counts *c)
{
	const struct sijil_entry *e;

	while ((e = cursor_next(&c->cursor)) != NULL && e->day <= c->window->to)
		if (e->day_end >= c->window->from)
			return e;
	return NULL;
}

static bool is_inside(const struct sijil_entry *e, const struct sijil_window *w)
{
	return e->day >= w->from && e->day_end <= w->to;
}

static bool is_sample(const struct sijil_host *host, const struct sijil_entry *e)
{
	const char *type = host->text(e, "count_type");

	return type != NULL && strcmp(type, "sample") == 0;
}

/* Days after the day asked on have not been open yet. */
static int32_t last_day(const struct sijil_window *w)
{
	return w->as_of < w->to ? w->as_of : w->to;
}

static int64_t as_hours(int64_t minutes)
{
	return (minutes * SIJIL_ONE + 30) / 60;
}

int community_spaces_visits_per_hour(const void *instance, const struct sijil_host *host,
				     const struct sijil_history *history, const struct sijil_window *window,
				     struct sijil_tally *tally)
{
	struct counts counts = counts_in(host, history, window);
	const struct sijil_entry *e, *taken = NULL;
	struct opening o;

	(void)instance;
	if (history->subject != SIJIL_SITE || counts_next(&counts) == NULL)
		return 0;
	o = opening_between(&counts.cursor, NULL, window->from, last_day(window));
	counts = counts_in(host, history, window);
	while ((e = counts_next(&counts)) != NULL) {
		if (is_sample(host, e))
			continue;
		if (o.known_from == SIJIL_NO_DAY || e->day < o.known_from || !is_inside(e, window)) {
			host->add(tally, SIJIL_EXCLUDED, e, 0);
			continue;
		}
		host->add(tally, SIJIL_NUMERATOR, e, host->number(e, "visits"));
		taken = e;
	}
	if (taken != NULL)
		host->add(tally, SIJIL_DENOMINATOR, taken, as_hours(o.minutes));
	return 0;
}

/* --- the estimate from samples --- */

static bool same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool same_place(const struct sijil_host *host, const struct sijil_entry *a, const struct sijil_entry *b)
{
	return same_text(host->text(a, "zone"), host->text(b, "zone")) &&
	       same_text(host->text(a, "location"), host->text(b, "location"));
}

/* All samples of one place. */
struct samples {
	int64_t visits; /* an amount */
	int64_t days;   /* on which it was open */
	bool known;     /* whether it was, on every one of them */
};

/* Of the place of `of`; false if an earlier one was of that place, which has counted them all. */
static bool gather(const struct sijil_host *host, const struct sijil_history *history,
		   const struct sijil_window *window, const struct sijil_entry *of, struct samples *all)
{
	struct counts counts = counts_in(host, history, window);
	const struct sijil_entry *e;
	bool met = false;

	*all = (struct samples){ .known = true };
	while ((e = counts_next(&counts)) != NULL) {
		struct opening o;

		met = met || e == of;
		if (!is_sample(host, e) || !is_inside(e, window) || !same_place(host, e, of))
			continue;
		if (!met)
			return false;
		o = opening_between(&counts.cursor, host->text(e, "zone"), e->day, e->day_end);
		all->known = all->known && o.known == o.days;
		all->days += o.open;
		if (__builtin_add_overflow(all->visits, host->number(e, "visits"), &all->visits))
			all->known = false;
	}
	return true;
}

int community_spaces_visits_estimated(const void *instance, const struct sijil_host *host,
				      const struct sijil_history *history, const struct sijil_window *window,
				      struct sijil_tally *tally)
{
	struct counts counts = counts_in(host, history, window);
	const struct sijil_entry *e;

	(void)instance;
	while (history->subject == SIJIL_SITE && (e = counts_next(&counts)) != NULL) {
		struct samples all;
		struct opening o;
		wide estimate;

		if (!is_sample(host, e))
			continue;
		if (!is_inside(e, window)) {
			host->add(tally, SIJIL_EXCLUDED, e, 0);
			continue;
		}
		if (!gather(host, history, window, e, &all))
			continue;
		o = opening_between(&counts.cursor, host->text(e, "zone"), window->from, last_day(window));
		estimate = all.days == 0 ? -1 : ((wide)all.visits * o.open + all.days / 2) / all.days;
		if (!all.known || estimate < 0 || estimate > INT64_MAX)
			host->add(tally, SIJIL_EXCLUDED, e, 0);
		else
			host->add(tally, SIJIL_NUMERATOR, e, (int64_t)estimate);
	}
	return 0;
}

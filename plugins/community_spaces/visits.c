/* Visits against the opening times of their site: whether so many fit, how many come in an open hour. */
#include "community_spaces.h"

#include <string.h>

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

struct counts counts_in(const struct sijil_host *host, const struct sijil_history *history,
			const struct sijil_window *window)
{
	struct counts c = { { .host = host, .history = history, .kind = "visit_count" }, window };

	/* No count covers more days. */
	cursor_seek(&c.cursor, window->from < INT32_MIN + 366 ? window->from : window->from - 366);
	return c;
}

const struct sijil_entry *counts_next(struct counts *c)
{
	const struct sijil_entry *e;

	while ((e = cursor_next(&c->cursor)) != NULL && e->day <= c->window->to)
		if (e->day_end >= c->window->from)
			return e;
	return NULL;
}

bool counts_is_inside(const struct counts *c, const struct sijil_entry *e)
{
	return e->day >= c->window->from && e->day_end <= c->window->to;
}

bool counts_is_sample(const struct counts *c, const struct sijil_entry *e)
{
	const char *type = c->cursor.host->text(e, "count_type");

	return type != NULL && strcmp(type, "sample") == 0;
}

int32_t counts_last_day(const struct counts *c)
{
	return c->window->as_of < c->window->to ? c->window->as_of : c->window->to;
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
	o = opening_between(&counts.cursor, NULL, window->from, counts_last_day(&counts));
	counts = counts_in(host, history, window);
	while ((e = counts_next(&counts)) != NULL) {
		if (counts_is_sample(&counts, e))
			continue;
		if (o.known_from == SIJIL_NO_DAY || e->day < o.known_from || !counts_is_inside(&counts, e)) {
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

/* Lines that stand for several events, or for attendees alone, against the other events of their site and days. */
#include "community_spaces.h"

#include <string.h>

/* No entry covers more days. */
enum { INTERVAL_MAX = 366 };

static const char *const traits[] = { "event_type", "age_band", "location" };

/* Whether the line speaks of the event: it is alike in what the line says; loose: or not known to differ. */
static bool speaks_of(const struct sijil_host *host, const struct sijil_entry *line, const struct sijil_entry *event,
		      bool loose)
{
	size_t i;

	for (i = 0; i < sizeof(traits) / sizeof(traits[0]); i++) {
		const char *said = host->text(line, traits[i]), *other = host->text(event, traits[i]);

		if (said != NULL && (other != NULL ? strcmp(said, other) != 0 : !loose))
			return false;
	}
	return true;
}

static struct cursor events_from(const struct sijil_host *host, const struct sijil_history *history,
				 const struct sijil_report *report, int32_t day)
{
	struct cursor c = { .host = host, .history = history, .report = report, .kind = "event" };

	cursor_seek(&c, day);
	return c;
}

int community_spaces_attendance_alone(const void *instance, const struct sijil_host *host,
				      const struct sijil_history *history, const struct sijil_entry *entry,
				      struct sijil_report *report)
{
	struct cursor c = events_from(host, history, report,
				      entry->day < INT32_MIN + INTERVAL_MAX ? entry->day : entry->day - INTERVAL_MAX);
	const struct sijil_entry *e;

	(void)instance;
	while ((e = cursor_next(&c)) != NULL && e->day <= entry->day_end)
		if (e->day_end >= entry->day && host->number(e, "events") > 0 && speaks_of(host, entry, e, true))
			return 0;
	host->find(report, NULL, NULL);
	return 0;
}

static bool is_single(const struct sijil_host *host, const struct sijil_entry *e)
{
	return e->day == e->day_end && host->number(e, "events") == SIJIL_ONE;
}

int community_spaces_events_differ(const void *instance, const struct sijil_host *host,
				   const struct sijil_history *history, const struct sijil_entry *entry,
				   struct sijil_report *report)
{
	struct cursor c = events_from(host, history, report, entry->day);
	const int64_t said = host->number(entry, "events");
	const struct sijil_entry *e;
	int64_t n = 0;

	(void)instance;
	while ((e = cursor_next(&c)) != NULL && e->day <= entry->day_end)
		if (e != entry && is_single(host, e) && speaks_of(host, entry, e, false))
			n++;
	if (n > 0 && n != said / SIJIL_ONE)
		host->find(report, "events", "the line counts %lld event%s, but of its days %lld %s logged one by one",
			   (long long)(said / SIJIL_ONE), said == SIJIL_ONE ? "" : "s", (long long)n,
			   n == 1 ? "is" : "are");
	return 0;
}

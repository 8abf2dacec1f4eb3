/* What is wrong with an entry that no table can say: ends without or before an enrolment, days that are too long. */
#include "second_chance_schools.h"

#include <string.h>

/* The most that one person can attend in a day, in all sessions of all programs. */
enum { DAY_MINUTES_MAX = 720 };

/* The first enrolment in the program being asked, or NULL. */
static const struct sijil_entry *first_enrolment(const struct sijil_history *history)
{
	size_t i;

	for (i = 0; i < history->n; i++)
		if (history->entries[i]->program == history->program &&
		    strcmp(history->entries[i]->kind, "enrolment") == 0)
			return history->entries[i];
	return NULL;
}

int second_chance_never_enrolled(const void *instance, const struct sijil_host *host,
				 const struct sijil_history *history, const struct sijil_entry *entry,
				 struct sijil_report *report)
{
	(void)instance;
	(void)entry;
	if (first_enrolment(history) == NULL)
		host->find(report, NULL, "");
	return 0;
}

int second_chance_ends_before(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
			      const struct sijil_entry *entry, struct sijil_report *report)
{
	const struct sijil_entry *first = first_enrolment(history);

	(void)instance;
	if (first == NULL || first->day <= entry->day)
		return 0;
	host->find(report, NULL, "dated %d %s before the person's first enrolment", (int)(first->day - entry->day),
		   first->day - entry->day == 1 ? "day" : "days");
	return 0;
}

/* Told once for a day and program: on the attendance logged last, which while it is logged has no number yet. */
static bool is_last(const struct sijil_history *history, const struct sijil_entry *entry,
		    const struct sijil_entry *other, bool after)
{
	if (other->program != history->program)
		return true;
	if (entry->id == 0 || other->id == 0)
		return entry->id == 0 && (other->id != 0 || !after);
	return entry->id >= other->id;
}

int second_chance_day_too_long(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
			       const struct sijil_entry *entry, struct sijil_report *report)
{
	int64_t total = 0, minutes;
	bool after = false;
	size_t i;

	(void)instance;
	for (i = 0; i < history->n; i++) {
		const struct sijil_entry *e = history->entries[i];

		if (e->day != entry->day || strcmp(e->kind, "attendance") != 0)
			continue;
		if (!is_last(history, entry, e, after))
			return 0;
		after |= e == entry;
		minutes = host->number(e, "minutes");
		total += minutes == SIJIL_MISSING ? 0 : minutes / SIJIL_ONE;
	}
	if (total > DAY_MINUTES_MAX)
		host->find(report, "minutes",
			   "%lld minutes of attendance in one day, over all sessions and programs; more than %d",
			   (long long)total, (int)DAY_MINUTES_MAX);
	return 0;
}

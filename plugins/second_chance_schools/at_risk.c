/*
 * Learners at risk: enrolled on the window's last day (or on the day asked, if that comes first), and either absent
 * without excuse four times in the 30 days up to it, or without any service for more than 30 days.
 */
#include "second_chance_schools.h"

#include <string.h>

enum { LOOKED_BACK = 30, ABSENCES = 4 };

static bool is_open(const struct sijil_history *history, const struct sijil_spell *s, int32_t on)
{
	return s->program == history->program && s->from <= on && (s->to == SIJIL_NO_DAY || s->to > on);
}

static bool serves(const struct sijil_host *host, const struct sijil_entry *e)
{
	if (strcmp(e->kind, "attendance") == 0)
		return host->number(e, "minutes") > 0; /* not recorded is below every number */
	return strcmp(e->kind, "assessment") == 0 || strcmp(e->kind, "placement") == 0;
}

static bool is_absence(const struct sijil_host *host, const struct sijil_entry *e)
{
	const char *status = strcmp(e->kind, "attendance") == 0 ? host->text(e, "status") : NULL;

	return status != NULL && strcmp(status, "absent") == 0;
}

static bool is_at_risk(const struct sijil_host *host, const struct sijil_history *history, const struct sijil_spell *s,
		       int32_t on)
{
	int32_t served = s->from;
	int absences = 0;
	size_t i;

	for (i = 0; i < history->n; i++) {
		const struct sijil_entry *e = history->entries[i];

		if (e->program != history->program || e->day < s->from || e->day > on)
			continue;
		if (serves(host, e))
			served = e->day;
		absences += e->day > on - LOOKED_BACK && is_absence(host, e);
	}
	return absences >= ABSENCES || served < on - LOOKED_BACK;
}

int second_chance_at_risk(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
			  const struct sijil_window *window, struct sijil_tally *tally)
{
	const int32_t on = window->to < window->as_of ? window->to : window->as_of;
	size_t i;

	(void)instance;
	/* A nought for who is enrolled and not at risk: nobody at risk is not the same as nobody enrolled. */
	for (i = 0; i < history->n_spells; i++)
		if (is_open(history, &history->spells[i], on))
			host->add(tally, SIJIL_NUMERATOR, history->spells[i].open,
				  is_at_risk(host, history, &history->spells[i], on) ? SIJIL_ONE : 0);
	return 0;
}

/*
 * Goals of a child, and who is supported without one.  A goal is mastered by a day if its last `consecutive` sessions
 * up to that day, from the day it was set, each reached its criterion.  It is open in a window if it was set by the
 * window's end and was not mastered by the day before its start.
 */
#include "community_spaces.h"

#include <string.h>

/* One goal, in whole numbers. */
struct goal {
	const struct sijil_entry *set;
	const char *id;
	int64_t criterion;   /* successes in 100 trials */
	int64_t consecutive; /* sessions in a row */
	bool before, after;  /* mastered by the day before the window, by its last day */
};

/* A whole number; -1 if it was not recorded. */
static int64_t whole(const struct sijil_host *host, const struct sijil_entry *e, const char *field)
{
	const int64_t amount = host->number(e, field);

	return amount == SIJIL_MISSING ? -1 : amount / SIJIL_ONE;
}

static bool is_kind(const struct sijil_history *history, const struct sijil_entry *e, const char *kind)
{
	return e->program == history->program && strcmp(e->kind, kind) == 0;
}

static bool is_about(const struct sijil_host *host, const struct sijil_entry *e, const char *goal_id)
{
	const char *id = host->text(e, "goal_id");

	return id != NULL && strcmp(id, goal_id) == 0;
}

int community_spaces_goal_exists(const void *instance, const struct sijil_host *host,
				 const struct sijil_history *history, const struct sijil_entry *entry,
				 struct sijil_report *report)
{
	const char *id = host->text(entry, "goal_id");
	size_t i;

	(void)instance;
	if (id == NULL)
		return 0; /* the engine reports that it is missing */
	for (i = 0; i < history->n && history->entries[i]->day <= entry->day; i++)
		if (is_kind(history, history->entries[i], "goal") && is_about(host, history->entries[i], id))
			return 0;
	host->find(report, "goal_id", "goal '%s' was not set for this child on or before that day", id);
	return 0;
}

static bool reaches(const struct sijil_host *host, const struct sijil_entry *progress, const struct goal *goal)
{
	const int64_t trials = whole(host, progress, "trials"), successes = whole(host, progress, "successes");

	return trials > 0 && successes * 100 >= trials * goal->criterion;
}

/* From its sessions up to the window's end: was it mastered, then and before? */
static void follow(const struct sijil_host *host, const struct sijil_history *history,
		   const struct sijil_window *window, struct goal *goal)
{
	int64_t row = 0; /* sessions that reached the criterion, without one between that did not */
	size_t i;

	for (i = 0; i < history->n && history->entries[i]->day <= window->to; i++) {
		const struct sijil_entry *e = history->entries[i];

		if (e->day < goal->set->day || !is_kind(history, e, "goal_progress") || !is_about(host, e, goal->id))
			continue;
		row = reaches(host, e, goal) ? row + 1 : 0;
		goal->after = row >= goal->consecutive;
		if (e->day < window->from)
			goal->before = goal->after;
	}
}

/* Fill in what a goal entry says of its goal; false if it does not say it. */
static bool read_goal(const struct sijil_host *host, const struct sijil_entry *e, struct goal *goal)
{
	*goal = (struct goal){ .set = e };
	goal->id = host->text(e, "goal_id");
	goal->criterion = whole(host, e, "criterion");
	goal->consecutive = whole(host, e, "consecutive");
	return goal->id != NULL && goal->criterion >= 0 && goal->consecutive >= 0;
}

int community_spaces_goals_mastered(const void *instance, const struct sijil_host *host,
				    const struct sijil_history *history, const struct sijil_window *window,
				    struct sijil_tally *tally)
{
	size_t i;

	(void)instance;
	for (i = 0; i < history->n && history->entries[i]->day <= window->to; i++) {
		const struct sijil_entry *e = history->entries[i];
		struct goal goal;

		if (!is_kind(history, e, "goal"))
			continue;
		if (!read_goal(host, e, &goal))
			return -1;
		follow(host, history, window, &goal);
		if (goal.before)
			continue;
		host->add(tally, SIJIL_DENOMINATOR, e, SIJIL_ONE);
		host->add(tally, SIJIL_NUMERATOR, e, goal.after ? SIJIL_ONE : 0);
	}
	return 0;
}

/* The prompt levels of its sessions up to the window's end. */
struct prompts {
	int64_t first, last; /* -1: none was recorded */
	int64_t sessions;    /* with one */
};

static struct prompts prompts_of(const struct sijil_host *host, const struct sijil_history *history,
				 const struct sijil_window *window, const struct goal *goal)
{
	struct prompts p = { -1, -1, 0 };
	size_t i;

	for (i = 0; i < history->n && history->entries[i]->day <= window->to; i++) {
		const struct sijil_entry *e = history->entries[i];
		int64_t level;

		if (e->day < goal->set->day || !is_kind(history, e, "goal_progress") || !is_about(host, e, goal->id))
			continue;
		level = whole(host, e, "prompt_level");
		if (level < 0)
			continue;
		p.first = p.sessions++ == 0 ? level : p.first;
		p.last = level;
	}
	return p;
}

int community_spaces_prompts_faded(const void *instance, const struct sijil_host *host,
				   const struct sijil_history *history, const struct sijil_window *window,
				   struct sijil_tally *tally)
{
	size_t i;

	(void)instance;
	for (i = 0; i < history->n && history->entries[i]->day <= window->to; i++) {
		const struct sijil_entry *e = history->entries[i];
		struct prompts p;
		struct goal goal;

		if (!is_kind(history, e, "goal"))
			continue;
		if (!read_goal(host, e, &goal))
			return -1;
		follow(host, history, window, &goal);
		if (goal.before)
			continue;
		p = prompts_of(host, history, window, &goal);
		if (p.sessions < 2) { /* one level says nothing of a change */
			host->add(tally, SIJIL_EXCLUDED, e, 0);
			continue;
		}
		host->add(tally, SIJIL_DENOMINATOR, e, SIJIL_ONE);
		host->add(tally, SIJIL_NUMERATOR, e, p.last <= p.first - 1 ? SIJIL_ONE : 0);
	}
	return 0;
}

/* --- walk-ins --- */

int community_spaces_walk_in(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
			     const struct sijil_entry *entry, struct sijil_report *report)
{
	size_t i;

	(void)instance;
	(void)entry;
	if (history->n_spells > 0)
		return 0;
	for (i = 0; i < history->n; i++)
		if (strcmp(history->entries[i]->kind, "goal") == 0)
			return 0;
	host->find(report, NULL, NULL);
	return 0;
}

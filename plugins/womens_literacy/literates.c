/*
 * New literates: women whose latest levels in reading and in writing have both reached literate_level, whose entry
 * assessment was below it in at least one, and who had not reached it on the day before the window.  So a woman
 * counts in the period in which she got there, and in no later one unless she fell back in between.
 */
#include "womens_literacy.h"

#include <string.h>

/* What the assessments of one domain say: amounts, or SIJIL_MISSING. */
struct progress {
	const char *domain;
	int64_t entry;  /* level of the first entry assessment */
	int64_t before; /* latest level before the window */
	int64_t after;  /* latest level by the window's end */
	const struct sijil_entry *last;
};

static bool is(const char *text, const char *code)
{
	return text != NULL && strcmp(text, code) == 0;
}

static void take(const struct sijil_host *host, const struct sijil_entry *e, const struct sijil_window *window,
		 struct progress *p)
{
	const int64_t level = host->number(e, "level");

	if (level == SIJIL_MISSING || e->day > window->to || !is(host->text(e, "domain"), p->domain))
		return;
	if (p->entry == SIJIL_MISSING && is(host->text(e, "type"), "entry"))
		p->entry = level;
	if (e->day < window->from)
		p->before = level;
	p->after = level;
	p->last = e;
}

static bool is_woman(const struct sijil_host *host, const struct sijil_history *history)
{
	size_t i;

	for (i = 0; i < history->n_spells; i++)
		if (history->spells[i].program == history->program)
			return is(host->text(history->spells[i].open, "sex"), "F");
	return false;
}

static bool became_literate(const struct progress p[2], int64_t literate)
{
	const bool began_below = (p[0].entry != SIJIL_MISSING && p[0].entry < literate) ||
				 (p[1].entry != SIJIL_MISSING && p[1].entry < literate);

	/* SIJIL_MISSING is below every level. */
	return began_below && p[0].after >= literate && p[1].after >= literate &&
	       !(p[0].before >= literate && p[1].before >= literate);
}

/* Either may be NULL, not both. */
static const struct sijil_entry *later(const struct sijil_entry *a, const struct sijil_entry *b)
{
	if (a == NULL || b == NULL)
		return a == NULL ? b : a;
	return a->day > b->day ? a : b;
}

int womens_literacy_new_literates(const void *instance, const struct sijil_host *host,
				  const struct sijil_history *history, const struct sijil_window *window,
				  struct sijil_tally *tally)
{
	const struct womens_literacy *program = instance;
	struct progress p[2] = {
		{ .domain = "reading", .entry = SIJIL_MISSING, .before = SIJIL_MISSING, .after = SIJIL_MISSING },
		{ .domain = "writing", .entry = SIJIL_MISSING, .before = SIJIL_MISSING, .after = SIJIL_MISSING },
	};
	size_t i;

	if (history->subject != SIJIL_PERSON || !is_woman(host, history))
		return 0;
	for (i = 0; i < history->n; i++) {
		const struct sijil_entry *e = history->entries[i];

		if (e->program != history->program || strcmp(e->kind, "assessment") != 0)
			continue;
		take(host, e, window, &p[0]);
		take(host, e, window, &p[1]);
	}
	if (p[0].last == NULL && p[1].last == NULL)
		return 0;
	/* A nought for who was assessed and is not (or no longer newly) literate: none is not the same as not known. */
	host->add(tally, SIJIL_NUMERATOR, later(p[0].last, p[1].last),
		  became_literate(p, program->literate_level * SIJIL_ONE) ? SIJIL_ONE : 0);
	return 0;
}

/*
 * Spells (domain.md 2A.2): a fold over a person's history, program by program.  An enrolment opens one, the earliest
 * exit or completion closes it, and on the day of one the next may begin; one that nothing closed lapses when nobody served the person for lapse_days, and then
 * ends on the day of the last service, not when the days ran out.
 */
#include "config.h"

#include <string.h>

#include "log/history_private.h"

static bool serves(const struct entry *e)
{
	const struct unit u = { .entry = e, .to = INT32_MAX };

	return e->kind->serves_when == NULL || conds_test(e->kind->serves_when, &u) == YES;
}

static void lapse(struct sijil_spell *spell)
{
	spell->to = spell->last_served;
	spell->lapsed = true;
}

/* An opening entry: the spell it opens, or the open one that it was wrongly logged into. */
static struct sijil_spell *opened(const struct program *p, struct sijil_spell *current, struct sijil_spell *next,
				  const struct entry *e)
{
	if (current != NULL && current->to == SIJIL_NO_DAY) {
		if ((int64_t)e->pub.day - current->last_served <= p->config->lapse_days)
			return current;
		lapse(current);
	}
	*next = (struct sijil_spell){
		.program = p->id, .from = e->pub.day, .to = SIJIL_NO_DAY, .last_served = e->pub.day, .open = &e->pub
	};
	return next;
}

static void end(struct sijil_spell *current, const struct entry *e)
{
	current->to = e->pub.day;
	current->close = &e->pub;
}

static void moved(struct sijil_spell *current, const struct entry *e)
{
	if (current == NULL || current->to != SIJIL_NO_DAY)
		return;
	if (e->kind->def->role == SIJIL_SERVES && e->pub.day > current->last_served && serves(e))
		current->last_served = e->pub.day;
	if (e->kind->def->role == SIJIL_CLOSES)
		end(current, e);
}

/* --- one spell ends and the next begins on the same day: a level passed, and the next one begun --- */

/* What ends, on the day of the opening entry i, the spell that is still open then; NULL if nothing does. */
static const struct entry *end_before(const struct history *h, size_t i, const struct program *p,
				      const struct sijil_spell *current)
{
	const int32_t day = h->entries[i].pub.day;

	if (current == NULL || current->to != SIJIL_NO_DAY || current->from == day)
		return NULL;
	for (; i < h->pub.n && h->entries[i].pub.day == day; i++) {
		const struct entry *e = &h->entries[i];

		if (e->kind != NULL && e->kind->program == p && e->kind->def->role == SIJIL_CLOSES)
			return e;
	}
	return NULL;
}

/* Of that day, what ends or serves is of the spell that ended; a first test is of the one that begins. */
static bool is_of_ended(const struct sijil_spell *ended, const struct entry *e)
{
	const struct unit u = { .entry = e, .to = INT32_MAX };

	if (ended == NULL || e->pub.day != ended->to)
		return false;
	if (e->kind->def->role == SIJIL_SERVES)
		return e->kind->baseline_when == NULL || conds_test(e->kind->baseline_when, &u) != YES;
	return e->kind->def->role == SIJIL_CLOSES;
}

/* Whether something is planned later for those who share the opening entry's cohort (whatever plans_for names). */
static int expected(struct store *s, const struct program *p, const struct sijil_spell *spell, bool *planned,
		    struct sijil_err *err)
{
	const struct entry *open = (const struct entry *)(const void *)spell->open;
	unsigned i;
	int field;

	*planned = false;
	for (i = 0; i < p->n_kinds && !*planned; i++) {
		if (p->kinds[i].plans_for < 0)
			continue;
		field = kind_field(open->kind, p->kinds[i].def->plans_for);
		if (field < 0 || open->values[field].number == SIJIL_MISSING)
			continue;
		if (planned_after(s, p, open->values[field].text, planned, err) != 0)
			return -1;
	}
	return 0;
}

static int end_last(struct store *s, const struct program *p, struct sijil_spell *last, struct sijil_err *err)
{
	bool planned;

	if (last == NULL || last->to != SIJIL_NO_DAY || (int64_t)s->as_of - last->last_served <= p->config->lapse_days)
		return 0;
	if (expected(s, p, last, &planned, err) != 0)
		return -1;
	if (!planned)
		lapse(last);
	return 0;
}

/* The spells of one program, from `spells` on; how many, or -1. */
static int derive(struct store *s, struct history *h, const struct program *p, struct sijil_spell *spells,
		  struct sijil_err *err)
{
	struct sijil_spell *current = NULL, *ended = NULL;
	int n = 0;
	size_t i;

	for (i = 0; i < h->pub.n; i++) {
		struct entry *e = &h->entries[i];

		/* What happens after the day asked about is not known on it: neither an end nor a service. */
		if (e->kind == NULL || e->kind->program != p || e->pub.day > s->as_of)
			continue;
		if (is_of_ended(ended, e)) {
			e->spell = ended;
			continue;
		}
		if (e->kind->def->role == SIJIL_OPENS) {
			const struct entry *close = end_before(h, i, p, current);

			if (close != NULL)
				end(ended = current, close);
			current = opened(p, current, &spells[n], e);
			n += current == &spells[n];
		} else {
			moved(current, e);
		}
		e->spell = current;
	}
	return end_last(s, p, current, err) == 0 ? n : -1;
}

int spells_derive(struct store *s, struct history *h, struct arena *arena, struct sijil_err *err)
{
	size_t i, openings = 0, used = 0;
	int n;

	for (i = 0; i < h->pub.n; i++)
		openings += h->entries[i].kind != NULL && h->entries[i].kind->def->role == SIJIL_OPENS;
	if (openings == 0)
		return 0;
	h->spells = arena_alloc(arena, openings * sizeof(*h->spells));
	for (i = 0; i < s->registry->n_programs && used < openings; i++) {
		n = derive(s, h, &s->registry->programs[i], h->spells + used, err);
		if (n < 0)
			return -1;
		used += (size_t)n;
	}
	h->pub.spells = h->spells;
	h->pub.n_spells = used;
	return 0;
}

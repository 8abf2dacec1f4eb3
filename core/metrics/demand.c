/* What a measure demands further of a unit: that its person also has, or has not, an entry of another kind. */
#include "config.h"

#include "metrics/tally.h"

/* The stretch of days in which a further demand is looked for. */
struct stretch {
	int32_t from, to, before;
	const struct sijil_spell *spell; /* the unit; NULL if it is none */
};

/* The day of the person's next entry of the unit's kind. */
static int32_t next_of_kind(const struct history *h, const struct entry *unit)
{
	const struct entry *e = unit + 1;

	while (e < h->entries + h->pub.n && e->kind != unit->kind)
		e++;
	return e < h->entries + h->pub.n ? e->pub.day : INT32_MAX;
}

static struct stretch stretch_of(const struct evaluation *ev, const struct history *h, const struct measure *m,
				 enum sijil_has has, const struct entry *e, const struct sijil_spell *spell, int32_t window_to)
{
	const int32_t as_of = ev->question->as_of;
	const bool in_window = has == SIJIL_ANY_MEETS || has == SIJIL_NONE_MEETS;
	/* Of persons, the latest is the person's: they then are in one part only, however many spells they had. */
	const bool of_person = m->def->take == SIJIL_PERSONS && has == SIJIL_LATEST_MEETS;
	struct stretch s = { INT32_MIN, in_window && window_to < as_of ? window_to : as_of, INT32_MAX, spell };

	if (spell == NULL) {
		s.before = m->def->until_next ? next_of_kind(h, e) : INT32_MAX;
		return s;
	}
	s.from = spell->from;
	if (!of_person && spell + 1 < h->spells + h->pub.n_spells && spell[1].program == spell->program)
		s.before = spell[1].from;
	return s;
}

/* On a day on which one spell ends and the next begins, an entry itself says of which it is. */
static bool in_stretch(const struct stretch *s, const struct entry *e)
{
	if (e->pub.day > s->to || e->pub.day < s->from || e->pub.day > s->before)
		return false;
	if (e->pub.day == s->before)
		return s->spell != NULL && e->spell == s->spell;
	return s->spell == NULL || e->pub.day != s->from || e->spell == NULL || e->spell >= s->spell;
}

/* Whether the person also has what one demand asks for; unit: NULL for a spell, then its opening entry. */
static bool demand_holds(const struct evaluation *ev, const struct history *h, const struct also *a,
			 const struct entry *unit, const struct stretch *s)
{
	size_t i;

	for (i = h->pub.n; i > 0; i--) {
		const struct entry *e = &h->entries[i - 1];
		struct unit u = { .entry = e, .judged = unit, .to = ev->question->as_of };
		bool meets;

		if (e->kind != a->kind || !in_stretch(s, e))
			continue;
		meets = conds_test(a->where, &u) == YES;
		if (a->has == SIJIL_LATEST_MEETS)
			return meets;
		if (meets)
			return a->has == SIJIL_ANY_MEETS || a->has == SIJIL_EVER_MEETS;
	}
	return a->has == SIJIL_NONE_MEETS || a->has == SIJIL_NEVER_MEETS;
}

bool demands_hold(const struct evaluation *ev, const struct history *h, const struct measure *m,
		  const struct entry *e, const struct sijil_spell *spell, int32_t window_to)
{
	unsigned i;

	for (i = 0; i < m->n_also; i++) {
		const struct stretch s = stretch_of(ev, h, m, m->also[i].has, e, spell, window_to);
		const struct entry *unit = e != NULL ? e : (const struct entry *)(const void *)spell->open;

		if (!demand_holds(ev, h, &m->also[i], unit, &s))
			return false;
	}
	return true;
}

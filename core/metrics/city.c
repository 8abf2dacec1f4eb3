/* Persons over all programs that were asked, each counted once (domain.md 2A.8; the table says that it is not additive). */
#include "config.h"

#include "metrics/tally.h"

/* What shows that a person took part in a program: a spell, or an entry; neither if they did not. */
struct presence {
	const struct sijil_spell *spell;
	const struct entry *entry;
};

/* A program with enrolments is taken part in by being enrolled; another one by an entry. */
static struct presence part_in(const struct evaluation *ev, const struct program *p, const struct history *h,
			   const struct period *window)
{
	struct presence part = { NULL, NULL };
	size_t i;

	for (i = 0; p->opening != NULL && i < h->pub.n_spells; i++)
		if (h->spells[i].program == p->id && spell_in(&h->spells[i], SIJIL_ACTIVE, window))
			return (struct presence){ .spell = &h->spells[i] };
	for (i = 0; p->opening == NULL && i < h->pub.n && h->entries[i].pub.day <= ev->question->as_of; i++) {
		const struct entry *e = &h->entries[i];

		if (e->kind != NULL && e->kind->program == p && e->pub.day >= window->from && e->pub.day <= window->to)
			return (struct presence){ .entry = e };
	}
	return part;
}

/* What a person takes part in, program by program; 'first' is that which is counted. */
struct parts {
	struct presence first;
	size_t at; /* its program */
	unsigned n;
};

static struct parts parts_of(const struct evaluation *ev, const struct history *h, const struct period *window)
{
	struct parts parts = { .n = 0 };
	size_t i;

	for (i = 0; i + 1 < ev->n_programs; i++) {
		const struct presence part = part_in(ev, ev->programs[i].program, h, window);

		if (part.spell == NULL && part.entry == NULL)
			continue;
		if (parts.n++ == 0) {
			parts.first = part;
			parts.at = i;
		}
	}
	return parts;
}

/* The other programs add nothing, but who asks what a figure is made of is told of them. */
static void tell_others(struct evaluation *ev, const struct sums *sums, unsigned window, const struct history *h,
			const struct parts *parts)
{
	size_t i;

	for (i = parts->at + 1; ev->question->trail != NULL && parts->n > 1 && i + 1 < ev->n_programs; i++) {
		const struct presence part = part_in(ev, ev->programs[i].program, h, &ev->windows.items[window]);

		if (part.spell != NULL || part.entry != NULL)
			trail_add(ev->question->trail, sums, window, h, part.entry, part.spell, SIJIL_ONE);
	}
}

static void count_person(struct evaluation *ev, unsigned metric, unsigned window, const struct history *h,
			 const struct parts *parts)
{
	struct asked *a = &ev->city->metrics[metric];

	if (a->metric == NULL) /* nobody asked for it */
		return;
	tally_into(ev, a, &a->sides[SIJIL_NUMERATOR][0], window, h, parts->first.entry, parts->first.spell, SIJIL_ONE);
	tell_others(ev, &a->sides[SIJIL_NUMERATOR][0], window, h, parts);
}

void fold_city(struct evaluation *ev, const struct history *h)
{
	unsigned w;

	for (w = 0; w < ev->windows.n; w++) {
		const struct parts parts = parts_of(ev, h, &ev->windows.items[w]);

		if (parts.n > 0)
			count_person(ev, CITY_PERSONS, w, h, &parts);
		if (parts.n > 1)
			count_person(ev, CITY_PERSONS_SEVERAL, w, h, &parts);
	}
}

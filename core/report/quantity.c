#include "config.h"

#include "report/quantity.h"

#include <string.h>

static bool same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_also(const struct sijil_also *a, const struct sijil_also *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	for (; a->has != 0 && b->has != 0; a++, b++)
		if (a->has != b->has || !same_text(a->kind, b->kind) || !same_text(a->where, b->where))
			return false;
	return a->has == b->has;
}

static enum sijil_take take_of(const struct sijil_measure *m)
{
	return m->take == SIJIL_PERSONS ? SIJIL_COUNT : m->take;
}

static bool same_measure(const struct sijil_measure *a, const struct sijil_measure *b)
{
	return take_of(a) == take_of(b) && same_text(a->kind, b->kind) && a->spells == b->spells &&
	       same_text(a->of, b->of) && same_text(a->where, b->where) && same_also(a->also, b->also) &&
	       same_text(a->latest_by, b->latest_by) && same_text(a->latest_where, b->latest_where) &&
	       a->previous == b->previous && same_text(a->reference, b->reference) &&
	       same_text(a->undivided_by, b->undivided_by);
}

bool quantity_same(const struct metric *x, enum sijil_part of_x, const struct metric *y, enum sijil_part of_y)
{
	const unsigned n = x->n_sides[of_x];

	if (n == 0 || n != y->n_sides[of_y] || x->def->fold != NULL || y->def->fold != NULL)
		return false;
	for (unsigned i = 0; i < n; i++)
		if (!same_measure(x->sides[of_x][i].def, y->sides[of_y][i].def))
			return false;
	return true;
}

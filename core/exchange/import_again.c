/*
 * Cells that say what the row above said.  A class comes on one day, to one site, for as many minutes: most cells of most
 * files repeat the one above, and what that was read as is taken over.  Reading a cell costs many times as much.
 */
#include "config.h"

#include <string.h>

#include "exchange/import_private.h"

enum { AGAIN_MAX = 31 };

/* What a cell was read as, without anything to say of it. */
struct again {
	uint8_t n; /* bytes of the text; 0: there is nothing to take over */
	char text[AGAIN_MAX + 1];
	struct value value; /* of a field */
	int32_t day;        /* of a part that is a day */
	const char *site;   /* text, if that is what it was read as */
};

struct again *again_new(size_t columns, struct arena *arena)
{
	return arena_alloc(arena, (columns + 1) * sizeof(struct again));
}

void again_forget(struct feed *feed)
{
	memset(feed->again, 0, (feed->columns.n + 1) * sizeof(*feed->again));
}

static bool given(const struct draft *d, int part)
{
	return (d->given & 1U << (-1 - part)) != 0;
}

/* false: the part is one that is read each time, or not to be given with what was given before. */
static bool take_part(struct draft *d, const struct again *a, int target)
{
	if (given(d, target) || (target != INTAKE_SITE && given(d, INTAKE_PERIOD)))
		return false;
	if (target == INTAKE_ON) {
		d->day = a->day;
	} else if (target == INTAKE_UNTIL) {
		d->day_end = a->day;
	} else {
		d->site = a->site;
		d->site_text = a->text;
	}
	d->given |= 1U << (-1 - target);
	return true;
}

bool again_take(struct feed *feed, size_t i, const struct csv_field *cell)
{
	const struct again *a = &feed->again[i];
	const int target = feed->columns.items[i].target;

	if (a->n == 0 || a->n != cell->n || memcmp(a->text, cell->s, a->n) != 0 || cell->number)
		return false;
	if (target < 0)
		return take_part(&feed->draft, a, target);
	if (feed->values[target].number != SIJIL_MISSING || feed->values[target].text != NULL)
		return false; /* given twice */
	feed->values[target] = a->value;
	return true;
}

static bool note_field(const struct feed *feed, struct again *a, int target)
{
	a->value = feed->values[target];
	switch (feed->fed->kind->fields[target].def->type) {
	case SIJIL_TEXT:
		if (a->value.number == SIJIL_MISSING || strcmp(a->value.text, a->text) != 0)
			return false;
		a->value.text = a->text;
		return true;
	case SIJIL_ENTRY: /* what it refers to is found in the register */
		return false;
	default:
		return a->value.number != SIJIL_MISSING;
	}
}

static bool note_part(const struct draft *d, struct again *a, int target)
{
	switch (target) {
	case INTAKE_ON:
		a->day = d->day;
		return d->day != DATE_NONE && !given(d, INTAKE_PERIOD);
	case INTAKE_UNTIL:
		a->day = d->day_end;
		return d->day_end != DATE_NONE && !given(d, INTAKE_PERIOD);
	case INTAKE_SITE:
		a->site = d->site == d->site_text ? a->text : d->site;
		return d->site != NULL && strcmp(d->site_text, a->text) == 0;
	default:
		return false;
	}
}

void again_note(struct feed *feed, size_t i, const struct csv_field *cell, bool silent)
{
	struct again *a = &feed->again[i];
	const int target = feed->columns.items[i].target;

	a->n = 0;
	if (!silent || cell->n > AGAIN_MAX || cell->number)
		return;
	memcpy(a->text, cell->s, cell->n);
	a->text[cell->n] = '\0';
	if (target >= 0 ? note_field(feed, a, target) : note_part(&feed->draft, a, target))
		a->n = (uint8_t)cell->n;
}

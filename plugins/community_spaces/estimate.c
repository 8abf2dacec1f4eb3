/*
 * Visits of the period, estimated from samples: place by place, the visits of its samples divided by the days on which it
 * was open during them, times those on which it was open in the period.  A site with a sample for every day of ten years
 * costs one walk over its history, and one for each zone.
 */
#include "community_spaces.h"

#include <stdlib.h>
#include <string.h>

__extension__ typedef __int128 wide;

/* A zone of the site, or the site. */
struct zone {
	const char *name;      /* NULL: the site */
	struct calendar days;  /* from the first sample of the window to the last */
	struct opening period; /* all of the window, up to the day asked on */
};

/* All samples of one place: a location of a zone. */
struct place {
	const struct sijil_entry *first; /* its zone and location are those of the place */
	size_t zone;
	int64_t visits; /* an amount */
	int64_t days;   /* on which it was open */
	bool known;     /* whether it was, on every one of them */
};

struct estimate {
	struct counts *counts;
	int32_t from, to; /* the days of samples */
	struct zone *zones;
	size_t n_zones;
	struct place *places;
	size_t n_places;
	size_t *slots; /* place + 1, 0: free; a power of two, at least twice n_places */
	size_t n_slots;
};

static const char *text(const struct estimate *x, const struct sijil_entry *e, const char *field)
{
	return x->counts->cursor.host->text(e, field);
}

static bool same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* --- zones --- */

/* Its number in zones; -1: out of memory.  Zones are a handful of choices. */
static long zone_of(struct estimate *x, const struct sijil_entry *e)
{
	const char *name = text(x, e, "zone");
	struct zone *zones;
	size_t i;

	for (i = 0; i < x->n_zones; i++)
		if (same_text(x->zones[i].name, name))
			return (long)i;
	zones = realloc(x->zones, (x->n_zones + 1) * sizeof(*zones));
	if (zones == NULL)
		return -1;
	x->zones = zones;
	zones[i] = (struct zone){ .name = name };
	zones[i].period = opening_between(&x->counts->cursor, name, x->counts->window->from, counts_last_day(x->counts));
	if (calendar_make(&zones[i].days, &x->counts->cursor, name, x->from, x->to) != 0)
		return -1;
	return (long)x->n_zones++;
}

/* --- places --- */

static size_t hash(size_t h, const char *s)
{
	for (; s != NULL && *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return (h ^ h >> 15) * 16777619u;
}

static size_t *slot_of(const struct estimate *x, const struct sijil_entry *e)
{
	const char *zone = text(x, e, "zone"), *location = text(x, e, "location");
	size_t i = hash(hash(2166136261u, zone), location) & (x->n_slots - 1);

	while (x->slots[i] != 0) {
		const struct sijil_entry *first = x->places[x->slots[i] - 1].first;

		if (same_text(text(x, first, "zone"), zone) && same_text(text(x, first, "location"), location))
			break;
		i = (i + 1) & (x->n_slots - 1);
	}
	return &x->slots[i];
}

/* Room for one more place; -1: out of memory. */
static int make_room(struct estimate *x)
{
	const size_t n = x->n_slots == 0 ? 16 : 2 * x->n_slots;
	struct place *places;
	size_t i;

	if (2 * (x->n_places + 1) <= x->n_slots)
		return 0;
	places = realloc(x->places, n / 2 * sizeof(*places));
	if (places == NULL)
		return -1;
	x->places = places;
	free(x->slots);
	x->n_slots = n;
	x->slots = calloc(n, sizeof(*x->slots));
	if (x->slots == NULL)
		return -1;
	for (i = 0; i < x->n_places; i++)
		*slot_of(x, places[i].first) = i + 1;
	return 0;
}

/* NULL: out of memory. */
static struct place *place_of(struct estimate *x, const struct sijil_entry *e)
{
	size_t *slot;
	long zone;

	if (make_room(x) != 0)
		return NULL;
	slot = slot_of(x, e);
	if (*slot != 0)
		return &x->places[*slot - 1];
	zone = zone_of(x, e);
	if (zone < 0)
		return NULL;
	x->places[x->n_places] = (struct place){ .first = e, .zone = (size_t)zone, .known = true };
	*slot = ++x->n_places;
	return &x->places[x->n_places - 1];
}

/* --- the whole --- */

static int add_sample(struct estimate *x, const struct sijil_entry *e)
{
	const int64_t visits = x->counts->cursor.host->number(e, "visits");
	struct place *p = place_of(x, e);
	int32_t open;

	if (p == NULL)
		return -1;
	if (!calendar_between(&x->zones[p->zone].days, e->day, e->day_end, &open))
		p->known = false;
	p->days += open;
	if (__builtin_add_overflow(p->visits, visits, &p->visits))
		p->known = false;
	return 0;
}

/* The first and the last day of samples inside the window; false if there is none. */
static bool find_days(struct estimate *x, struct sijil_tally *tally)
{
	struct counts counts = *x->counts;
	const struct sijil_entry *e;
	bool any = false;

	while ((e = counts_next(&counts)) != NULL) {
		if (!counts_is_sample(&counts, e))
			continue;
		if (!counts_is_inside(&counts, e)) {
			counts.cursor.host->add(tally, SIJIL_EXCLUDED, e, 0);
			continue;
		}
		x->from = any ? x->from : e->day; /* they come by day */
		x->to = any && x->to > e->day_end ? x->to : e->day_end;
		any = true;
	}
	return any;
}

static void add_place(const struct estimate *x, const struct place *p, struct sijil_tally *tally)
{
	const int64_t open = x->zones[p->zone].period.open;
	const wide visits = p->days == 0 ? -1 : ((wide)p->visits * open + p->days / 2) / p->days;

	if (!p->known || visits < 0 || visits > INT64_MAX)
		x->counts->cursor.host->add(tally, SIJIL_EXCLUDED, p->first, 0);
	else
		x->counts->cursor.host->add(tally, SIJIL_NUMERATOR, p->first, (int64_t)visits);
}

static int estimate(struct estimate *x, struct sijil_tally *tally)
{
	struct counts counts = *x->counts;
	const struct sijil_entry *e;
	size_t i;

	while ((e = counts_next(&counts)) != NULL)
		if (counts_is_sample(&counts, e) && counts_is_inside(&counts, e) && add_sample(x, e) != 0)
			return -1;
	for (i = 0; i < x->n_places; i++)
		add_place(x, &x->places[i], tally);
	return 0;
}

int community_spaces_visits_estimated(const void *instance, const struct sijil_host *host,
				      const struct sijil_history *history, const struct sijil_window *window,
				      struct sijil_tally *tally)
{
	struct counts counts = counts_in(host, history, window);
	struct estimate x = { .counts = &counts };
	size_t i;
	int rc = 0;

	(void)instance;
	if (history->subject == SIJIL_SITE && find_days(&x, tally))
		rc = estimate(&x, tally);
	for (i = 0; i < x.n_zones; i++)
		calendar_release(&x.zones[i].days);
	free(x.zones);
	free(x.places);
	free(x.slots);
	return rc;
}

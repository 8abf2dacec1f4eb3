/*
 * When a site is open.  A capacity entry stands, for its zone or for the whole site, until the next one of the same; a
 * closure closes the whole site.  A zone without a capacity of its own has the site's.  A site without one is as open as
 * its zones are: the longest of their opening times, all of their seats.
 */
#include "community_spaces.h"

#include <stdlib.h>
#include <string.h>

enum { ALL_DAYS = 0x7f, INTERVAL_MAX = 366 };

/* Zones by number; 0 is the site. */
enum { SITE = 0, ENTRANCE = 1, PLACES = 5 };
static const char *const zones[PLACES] = { [ENTRANCE] = "entrance", "digital_library", "garden_kiosk",
					   "inclusion_room" };

/* --- cursors --- */

static bool is_kind(const struct cursor *c, const struct sijil_entry *e)
{
	return e->program == c->history->program && strcmp(e->kind, c->kind) == 0;
}

static const struct sijil_entry *entry_at(const struct cursor *c, size_t i)
{
	if (c->report != NULL)
		return c->host->nth(c->report, c->kind, i);
	return i < c->history->n ? c->history->entries[i] : NULL;
}

void cursor_seek(struct cursor *c, int32_t day)
{
	size_t low = 0, high = day == INT32_MIN ? 0 : c->history->n, middle;

	while (low < high) {
		const struct sijil_entry *e = entry_at(c, middle = low + (high - low) / 2);

		if (e != NULL && e->day < day)
			low = middle + 1;
		else
			high = middle;
	}
	c->at = low;
}

const struct sijil_entry *cursor_next(struct cursor *c)
{
	const struct sijil_entry *e;

	while ((e = entry_at(c, c->at)) != NULL) {
		c->at++;
		if (is_kind(c, e))
			return e;
	}
	return NULL;
}

/* --- weekdays and times of day --- */

/* A digit 1..7 at *s, passed over; 0 if there is none. */
static int weekday(const char **s)
{
	int digit;

	while (**s == ' ')
		++*s;
	digit = **s >= '1' && **s <= '7' ? **s - '0' : 0;
	if (digit != 0)
		++*s;
	while (digit != 0 && **s == ' ')
		++*s;
	return digit;
}

/* "1-5,7" as bits, 1 Monday being the lowest; 0 if it cannot be read. */
static unsigned weekdays(const char *s)
{
	unsigned days = 0;

	for (;;) {
		int first = weekday(&s), last = first;

		if (*s == '-') {
			s++;
			last = weekday(&s);
		}
		if (first == 0 || last < first)
			return 0;
		for (; first <= last; first++)
			days |= 1u << (first - 1);
		if (*s == '\0')
			return days;
		if (*s++ != ',')
			return 0;
	}
}

int community_spaces_weekdays(const void *instance, const struct sijil_host *host,
			      const struct sijil_history *history, const struct sijil_entry *entry,
			      struct sijil_report *report)
{
	const char *text = host->text(entry, "open_weekdays");

	(void)instance;
	(void)history;
	if (text != NULL && weekdays(text) == 0)
		host->find(report, "open_weekdays",
			   "open_weekdays '%s' is no list of weekdays; expected days from 1 (Monday) to 7 (Sunday)", text);
	return 0;
}

int community_spaces_time_of_day(const void *instance, const struct sijil_host *host,
				 const struct sijil_history *history, const struct sijil_entry *entry,
				 struct sijil_report *report)
{
	const char *text = host->text(entry, "taken_at");

	(void)instance;
	(void)history;
	if (text == NULL || (strlen(text) == 5 && strspn(text, "0123456789") == 2 && text[2] == ':' &&
			     strspn(text + 3, "0123456789") == 2 && strncmp(text, "24", 2) < 0 && text[3] < '6'))
		return 0;
	host->find(report, "taken_at", "taken_at '%s' is no time of day; expected 00:00 to 23:59", text);
	return 0;
}

static bool opens_on(unsigned days, int32_t day)
{
	/* Day 0 was a Thursday; days before it are negative. */
	const int32_t since_monday = ((day % 7) + 7 + 3) % 7;

	return (days >> since_monday & 1u) != 0;
}

/* --- capacities --- */

struct capacity {
	bool stands;
	int64_t seats, minutes;
	unsigned days;
};

static int place_of(const char *zone)
{
	int i;

	for (i = ENTRANCE; zone != NULL && i < PLACES; i++)
		if (strcmp(zones[i], zone) == 0)
			return i;
	return SITE;
}

static void take(const struct sijil_host *host, const struct sijil_entry *e, struct capacity capacities[PLACES])
{
	const char *days = host->text(e, "open_weekdays");
	const int64_t seats = host->number(e, "seats"), minutes = host->number(e, "open_minutes_per_day");
	struct capacity *c = &capacities[place_of(host->text(e, "zone"))];

	if (seats == SIJIL_MISSING || minutes == SIJIL_MISSING)
		return;
	*c = (struct capacity){ true, seats / SIJIL_ONE, minutes / SIJIL_ONE, days != NULL ? weekdays(days) : ALL_DAYS };
}

static void add_seats(const struct capacity *c, int32_t day, int64_t *minutes, int64_t *seat_minutes)
{
	if (!opens_on(c->days, day))
		return;
	*minutes = c->minutes > *minutes ? c->minutes : *minutes;
	*seat_minutes += c->seats * c->minutes;
}

/* Open minutes of a place on a day, closures apart; false: no capacity is known. */
static bool opens(const struct capacity capacities[PLACES], int place, int32_t day, int64_t *minutes,
		  int64_t *seat_minutes)
{
	bool known = false;
	int i;

	*minutes = *seat_minutes = 0;
	if (!capacities[place].stands && capacities[SITE].stands)
		place = SITE;
	if (capacities[place].stands) {
		add_seats(&capacities[place], day, minutes, seat_minutes);
		return true;
	}
	/* Who is counted at the entrance may go to any zone; who is counted in another zone stays there. */
	for (i = ENTRANCE; i < PLACES && place <= ENTRANCE; i++)
		if (capacities[i].stands) {
			known = true;
			add_seats(&capacities[i], day, minutes, seat_minutes);
		}
	return known;
}

/* --- together --- */

/* The entries of one kind up to the day at hand. */
struct stream {
	struct cursor cursor;
	const struct sijil_entry *next; /* NULL: there are no more */
};

static struct stream stream_of(const struct cursor *where, const char *kind, int32_t from)
{
	struct stream s = { .cursor = *where };

	s.cursor.kind = kind;
	cursor_seek(&s.cursor, from);
	s.next = cursor_next(&s.cursor);
	return s;
}

static const struct sijil_entry *by_day(struct stream *s, int32_t day)
{
	const struct sijil_entry *e = s->next;

	if (e == NULL || e->day > day)
		return NULL;
	s->next = cursor_next(&s->cursor);
	return e;
}

/* Of the days before it nothing is known: those of a long period are not gone through. */
static int32_t first_told(const struct stream *rooms, const struct stream *closures, int32_t from, int32_t to)
{
	int32_t day = to;

	if (rooms->next != NULL && rooms->next->day < day)
		day = rooms->next->day;
	if (closures->next != NULL && closures->next->day < day)
		day = closures->next->day;
	return day > from ? day : from;
}

static void add_day(struct opening *o, const struct capacity capacities[PLACES], int place, int32_t day, bool closed)
{
	int64_t minutes, seat_minutes;
	const bool known = opens(capacities, place, day, &minutes, &seat_minutes);

	o->closed += closed;
	o->known += known;
	if (known && o->known_from == SIJIL_NO_DAY)
		o->known_from = day;
	if (closed || minutes == 0)
		return;
	o->open++;
	o->minutes += minutes;
	o->seat_minutes += seat_minutes;
}

/* c NULL: only the sums are wanted. */
static struct opening walk(const struct cursor *where, const char *zone, int32_t from, int32_t to, struct calendar *c)
{
	struct stream rooms = stream_of(where, "capacity", INT32_MIN);
	struct stream closures = stream_of(where, "closure", from < INT32_MIN + INTERVAL_MAX ? from : from - INTERVAL_MAX);
	struct capacity capacities[PLACES] = { 0 };
	struct opening o = { .days = (int64_t)to - from + 1, .known_from = SIJIL_NO_DAY };
	const struct sijil_entry *e;
	int64_t closed_until = INT64_MIN, day;

	for (day = first_told(&rooms, &closures, from, to); day <= to; day++) {
		while ((e = by_day(&rooms, (int32_t)day)) != NULL)
			take(where->host, e, capacities);
		while ((e = by_day(&closures, (int32_t)day)) != NULL)
			closed_until = e->day_end > closed_until ? e->day_end : closed_until;
		add_day(&o, capacities, place_of(zone), (int32_t)day, day <= closed_until);
		if (c != NULL) {
			c->open[day - from + 1] = (int32_t)o.open;
			c->known[day - from + 1] = (int32_t)o.known;
		}
	}
	return o;
}

struct opening opening_between(const struct cursor *where, const char *zone, int32_t from, int32_t to)
{
	return walk(where, zone, from, to, NULL);
}

int calendar_make(struct calendar *c, const struct cursor *where, const char *zone, int32_t from, int32_t to)
{
	const size_t n = (size_t)((int64_t)to - from + 2);

	*c = (struct calendar){ from, to, calloc(n, sizeof(*c->open)), calloc(n, sizeof(*c->known)) };
	if (c->open == NULL || c->known == NULL)
		return -1;
	walk(where, zone, from, to, c);
	return 0;
}

void calendar_release(struct calendar *c)
{
	free(c->open);
	free(c->known);
}

bool calendar_between(const struct calendar *c, int32_t from, int32_t to, int32_t *open)
{
	const int32_t first = from - c->from, after = to - c->from + 1;

	*open = c->open[after] - c->open[first];
	return c->known[after] - c->known[first] == after - first;
}

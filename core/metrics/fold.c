/* One history into the tally: entries by their kind, spells, then the plugins' callbacks. */
#include "config.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "metrics/tally.h"

static bool amount_of(const struct measure *m, const struct unit *u, int64_t *amount)
{
	*amount = SIJIL_ONE;
	return m->of == NULL || expr_amount(m->of, u, amount);
}

/* The windows of an entry; most entries feed several measures, so the last answer is kept. */
static const struct hits *hits_of(struct evaluation *ev, const struct entry *e, bool shifted)
{
	if (ev->hits_of[shifted] != e || ev->hits_stamp[shifted] != ev->stamp) {
		windows_find(&ev->windows, shifted, e->pub.day, e->pub.day_end, &ev->hits[shifted]);
		ev->hits_of[shifted] = e;
		ev->hits_stamp[shifted] = ev->stamp;
	}
	return &ev->hits[shifted];
}

static bool is_miss(const struct hits *hits)
{
	return hits->n_in == 0 && hits->n_straddled == 0;
}

/* Of entries that say the same in that field, only the last is kept; they come in order of date. */
static void keep_latest(struct evaluation *ev, struct latest *l, int field, const struct entry *e)
{
	const struct key by = { .n = 1, .parts = { field } };
	size_t i = 0;

	while (i < l->n && !key_same(l->items[i], e, &by))
		i++;
	if (i == l->n) {
		if (l->n == l->cap) {
			const struct entry **more = arena_alloc(&ev->arena, (2 * l->cap + 8) * sizeof(*more));

			if (l->n > 0)
				memcpy(more, l->items, l->n * sizeof(*more));
			l->items = more;
			l->cap = 2 * l->cap + 8;
		}
		l->n++;
	}
	l->items[i] = e;
}

static void settle_latest(struct evaluation *ev, const struct feed *f, const struct history *h)
{
	const struct measure *m = f->sums->measure;
	unsigned w;
	size_t i;

	for (w = 0; w < ev->windows.n; w++) {
		struct latest *l = &f->sums->latest[w];

		for (i = 0; i < l->n; i++) {
			const struct unit u = { .entry = l->items[i], .to = ev->question->as_of };

			if (conds_test(m->latest_where, &u) == YES)
				tally_into(ev, f->asked, f->sums, w, h, l->items[i], NULL, SIJIL_ONE);
		}
		l->n = 0;
	}
}

/*
 * The amount of so many of an interval's first days, rounded; shares are differences of these, so that those of adjacent
 * windows add up to the whole.
 */
static int64_t amount_of_days(int64_t amount, int64_t days, int64_t all)
{
	int64_t part;

	return number_ratio(amount, days, SIJIL_ONE, all, &part) ? part : 0;
}

static int64_t share_of(const struct entry *e, const struct period *window, int64_t amount)
{
	const int64_t all = (int64_t)e->pub.day_end - e->pub.day + 1;
	const int64_t before = window->from > e->pub.day ? (int64_t)window->from - e->pub.day : 0;
	const int64_t within = window->to < e->pub.day_end ? (int64_t)window->to - e->pub.day + 1 : all;

	return amount_of_days(amount, within, all) - amount_of_days(amount, before, all);
}

/*
 * The days of the longest period of the same sort: a count of 31 days is not longer than a month, though it is longer than
 * February.
 */
static int32_t longest_like(int32_t days)
{
	static const struct {
		int32_t shortest, longest;
	} periods[] = { { 28, 31 }, { 90, 92 }, { 181, 184 }, { 365, 366 } };
	size_t i;

	for (i = 0; i < sizeof(periods) / sizeof(periods[0]); i++)
		if (days >= periods[i].shortest && days <= periods[i].longest)
			return periods[i].longest;
	return days;
}

/* An interval that reaches beyond the window: left out, counted where it starts, or by its days. */
static void feed_straddling(struct evaluation *ev, const struct feed *f, const struct history *h, const struct entry *e,
			    unsigned w, int64_t amount)
{
	const enum straddle how = e->kind->program->config->straddle;
	const struct measure *m = f->sums->measure;
	const struct period *window = m->def->previous ? &ev->windows.shifted[w] : &ev->windows.items[w];
	const bool longer = e->pub.day_end - e->pub.day >= longest_like(window->to - window->from + 1);
	const bool starts = e->pub.day >= window->from && e->pub.day <= window->to;
	struct left_out *left_out = &f->sums->left_out[w];

	if (how == STRADDLE_EXCLUDE || longer) {
		leave_out(ev, f->sums, w, TRAIL_STRADDLES, h, e, NULL);
	} else if (how == STRADDLE_PRORATE && m->def->take == SIJIL_SUM) {
		left_out->prorated++;
		tally_into(ev, f->asked, f->sums, w, h, e, NULL, share_of(e, window, amount));
	} else if (starts) {
		left_out->by_start++;
		tally_into(ev, f->asked, f->sums, w, h, e, NULL, amount);
	}
}

/* COUNT, PERSONS, SUM, MEDIAN of an entry that meets `where`. */
static void feed_entry(struct evaluation *ev, const struct feed *f, const struct history *h, const struct entry *e)
{
	const struct measure *m = f->sums->measure;
	const struct unit u = { .entry = e, .to = ev->question->as_of };
	const struct hits *hits = hits_of(ev, e, m->def->previous);
	bool known;
	int64_t amount;
	unsigned i;

	known = amount_of(m, &u, &amount);
	for (i = 0; i < hits->n_straddled; i++) {
		unsigned w = hits->straddled[i];

		if (!demands_hold(ev, h, m, e, NULL, ev->windows.items[w].to))
			continue;
		if (known)
			feed_straddling(ev, f, h, e, w, amount);
		else
			leave_out(ev, f->sums, w, TRAIL_STRADDLES, h, e, NULL);
	}
	for (i = 0; i < hits->n_in; i++) {
		unsigned w = hits->in[i];

		if (!demands_hold(ev, h, m, e, NULL, ev->windows.items[w].to))
			continue;
		if (m->latest_by >= 0)
			keep_latest(ev, &f->sums->latest[w], m->latest_by, e);
		else if (known)
			tally_into(ev, f->asked, f->sums, w, h, e, NULL, amount);
		else
			leave_out(ev, f->sums, w, TRAIL_NOT_RECORDED, h, e, NULL);
	}
}

static bool takes_last(const struct sums *s)
{
	return s->last != NULL;
}

static bool stands(const struct measure *m)
{
	return m->def->take == SIJIL_STANDING;
}

/* The year that a standing value speaks of; unless it says, that of its day. */
static int64_t year_of(const struct measure *m, const struct entry *e)
{
	const int64_t said = entry_value(e, (unsigned)m->year_by).number;

	return said != SIJIL_MISSING ? said : date_civil(e->pub.day).year;
}

/* Whether e may stand on a day: it speaks of no later year, and of none before that of the one kept so far. */
static bool may_stand(const struct measure *m, const struct entry *e, const struct entry *kept, int32_t day)
{
	if (m->year_by < 0)
		return true;
	return year_of(m, e) <= date_civil(day).year && (kept == NULL || year_of(m, e) >= year_of(m, kept));
}

/* The one kept so far of the part of e. */
static const struct entry *kept_of_part(const struct latest *l, const struct measure *m, const struct entry *e)
{
	const struct key by = { .n = 1, .parts = { m->parts_by } };
	size_t i;

	for (i = 0; i < l->n; i++)
		if (key_same(l->items[i], e, &by))
			return l->items[i];
	return NULL;
}

/* LATEST, STANDING: remember the last one per window, and of each part; entries come in order of date. */
static void keep_last(struct evaluation *ev, const struct feed *f, const struct history *h, const struct entry *e)
{
	const struct measure *m = f->sums->measure;
	const struct period *windows = m->def->previous ? ev->windows.shifted : ev->windows.items;
	const struct unit u = { .entry = e, .to = ev->question->as_of };
	const bool part = m->parts_by >= 0 && conds_test(m->parts, &u) == YES;
	unsigned w;

	for (w = 0; w < ev->windows.n; w++) {
		if (e->pub.day > windows[w].to || (!stands(m) && e->pub.day < windows[w].from) ||
		    !demands_hold(ev, h, m, e, NULL, ev->windows.items[w].to))
			continue;
		if (!may_stand(m, e, part ? kept_of_part(&f->sums->latest[w], m, e) : f->sums->last[w], windows[w].to))
			continue;
		if (part)
			keep_latest(ev, &f->sums->latest[w], m->parts_by, e);
		else
			f->sums->last[w] = e;
	}
}

static void settle_one(struct evaluation *ev, const struct feed *f, const struct history *h, unsigned w,
		       const struct entry *e, enum share share)
{
	const struct unit u = { .entry = e, .to = ev->question->as_of };
	int64_t amount;

	if (amount_of(f->sums->measure, &u, &amount))
		tally_share(ev, f, w, h, e, amount, share);
	else
		leave_out(ev, f->sums, w, TRAIL_NOT_RECORDED, h, e, NULL);
}

/* Whether the parts make up the whole: each is there, with an amount. */
static bool complete(const struct evaluation *ev, const struct measure *m, const struct latest *parts)
{
	int64_t amount;
	size_t i;

	for (i = 0; i < parts->n; i++) {
		const struct unit u = { .entry = parts->items[i], .to = ev->question->as_of };

		if (!amount_of(m, &u, &amount))
			return false;
	}
	return parts->n == m->n_parts;
}

static void settle_last(struct evaluation *ev, const struct feed *f, const struct history *h)
{
	const struct measure *m = f->sums->measure;
	const bool divided = m->parts_by >= 0;
	unsigned w;
	size_t i;

	for (w = 0; w < ev->windows.n; w++) {
		const struct entry *whole = f->sums->last[w];
		struct latest *parts = divided ? &f->sums->latest[w] : NULL;
		enum share share = SHARE_PART;

		if (whole != NULL)
			settle_one(ev, f, h, w, whole, divided ? SHARE_WHOLE : SHARE_ALL);
		else if (divided && complete(ev, m, parts))
			share = SHARE_ALL;
		for (i = 0; divided && i < parts->n; i++)
			settle_one(ev, f, h, w, parts->items[i], share);
		f->sums->last[w] = NULL;
		if (divided)
			parts->n = 0;
	}
}

/* --- spells --- */

bool spell_in(const struct sijil_spell *s, enum sijil_spells which, const struct period *w)
{
	bool ended = s->to != SIJIL_NO_DAY && s->to >= w->from && s->to <= w->to;

	switch (which) {
	case SIJIL_OPENED:
		return s->from >= w->from && s->from <= w->to;
	case SIJIL_CLOSED:
		return ended;
	case SIJIL_LAPSED:
		return ended && s->lapsed;
	case SIJIL_ACTIVE:
		return s->from <= w->to && (s->to == SIJIL_NO_DAY || s->to >= w->from);
	case SIJIL_NO_SPELLS:
		break;
	}
	return false;
}

/* Whether the spell is a unit of the measure in that window. */
static bool spell_counts(const struct evaluation *ev, const struct measure *m, const struct history *h,
			 const struct unit *u, unsigned w)
{
	struct period looked_at = m->def->previous ? ev->windows.shifted[w] : ev->windows.items[w];

	if (stands(m))
		looked_at.from = INT32_MIN;
	return spell_in(u->spell, m->def->spells, &looked_at) && conds_test(m->where, u) == YES &&
	       demands_hold(ev, h, m, NULL, u->spell, ev->windows.items[w].to);
}

/* The spells of one program, the last first: LATEST and STANDING take no more than that. */
static void feed_spells(struct evaluation *ev, const struct feed *f, const struct program *p, const struct history *h,
			unsigned w)
{
	const struct measure *m = f->sums->measure;
	const int32_t window_to = m->def->previous ? ev->windows.shifted[w].to : ev->windows.items[w].to;
	struct unit u = { .to = window_to < ev->question->as_of ? window_to : ev->question->as_of };
	int64_t amount;
	size_t i;

	for (i = h->pub.n_spells; i > 0; i--) {
		u.spell = &h->spells[i - 1];
		if (u.spell->program != p->id || !spell_counts(ev, m, h, &u, w))
			continue;
		if (amount_of(m, &u, &amount))
			tally_into(ev, f->asked, f->sums, w, h, NULL, u.spell, amount);
		else
			leave_out(ev, f->sums, w, TRAIL_NOT_RECORDED, h, NULL, u.spell);
		if (takes_last(f->sums))
			break;
	}
}

static void fold_spells(struct evaluation *ev, struct asked_program *p, const struct history *h)
{
	size_t k;
	unsigned w;

	for (k = 0; h->pub.n_spells > 0 && k < p->by_spell.n; k++)
		for (w = 0; w < ev->windows.n; w++)
			feed_spells(ev, &p->by_spell.items[k], p->program, h, w);
}

/* --- callbacks --- */

/* It is shown the first n entries: what comes after the day asked on is not known yet. */
static void call_fold(struct evaluation *ev, const struct program *p, struct asked *a, const struct history *h,
		      size_t n)
{
	struct sijil_tally tally = { .evaluation = ev, .asked = a, .history = h };
	struct sijil_history known = h->pub;
	unsigned w;

	known.program = p->id;
	known.n = n;
	for (w = 0; w < ev->windows.n; w++) {
		if (w == WINDOW_LAST_YEAR && !ev->windows.has_last_year)
			continue;
		const struct sijil_window window = { ev->windows.items[w].from, ev->windows.items[w].to,
						     ev->question->as_of };

		tally.window = w;
		if (a->metric->def->fold(p->instance, ev->question->host, &known, &window, &tally) != 0)
			leave_out(ev, &a->sides[SIJIL_NUMERATOR][a->n_sides[SIJIL_NUMERATOR] - 1], w,
				  TRAIL_COULD_NOT_FOLD, h, NULL, NULL);
	}
}

/* --- one program's share of the history --- */

static void note_site(struct asked_program *p, const struct entry *e)
{
	if (e->site >= p->n_last_at) {
		size_t want = e->site + 64, i;

		p->last_at = mem_resize(p->last_at, want, sizeof(*p->last_at));
		for (i = p->n_last_at; i < want; i++)
			p->last_at[i] = (struct site_freshness){ NULL, SIJIL_NO_DAY };
		p->n_last_at = want;
	}
	if (p->last_at[e->site].last == SIJIL_NO_DAY || e->pub.day > p->last_at[e->site].last)
		p->last_at[e->site] = (struct site_freshness){ e->pub.site, e->pub.day };
}

static void note_entry(struct evaluation *ev, struct asked_program *p, const struct entry *e, size_t kind)
{
	const struct period *period = &ev->windows.items[WINDOW_PERIOD];

	if (e->site != 0)
		note_site(p, e);
	if (p->first_day[kind] == SIJIL_NO_DAY || e->pub.day < p->first_day[kind])
		p->first_day[kind] = e->pub.day;
	if (p->last_entry == SIJIL_NO_DAY || e->pub.day > p->last_entry)
		p->last_entry = e->pub.day;
	if (ev->question->trail != NULL)
		trail_seen(ev->question->trail, e);
	p->entries += e->pub.day <= period->to && e->pub.day_end >= period->from;
}

static void note_unknown(const struct evaluation *ev, struct asked_program *p, const struct entry *e)
{
	const struct period *period = &ev->question->period;

	p->unknown += e->pub.day <= period->to && e->pub.day_end >= period->from;
}

static void fold_entry(struct evaluation *ev, struct asked_program *p, const struct history *h, const struct entry *e)
{
	size_t kind = (size_t)(e->kind - p->program->kinds), k;
	const struct feeds *feeds = &p->by_kind[kind];
	const struct unit u = { .entry = e, .to = ev->question->as_of };

	note_entry(ev, p, e, kind);
	for (k = 0; k < feeds->n; k++) {
		const struct feed *f = &feeds->items[k];
		bool last = takes_last(f->sums);

		/* Most entries of a long log are of other times: whatever they say, they add nothing. */
		if (!last && is_miss(hits_of(ev, e, f->sums->measure->def->previous)))
			continue;
		if (conds_test(f->sums->measure->where, &u) != YES)
			continue;
		if (last)
			keep_last(ev, f, h, e);
		else
			feed_entry(ev, f, h, e);
	}
}

static void settle_program(struct evaluation *ev, struct asked_program *p, const struct history *h)
{
	size_t i, k;

	for (i = 0; i < p->program->n_kinds; i++)
		for (k = 0; k < p->by_kind[i].n; k++) {
			const struct feed *f = &p->by_kind[i].items[k];

			if (takes_last(f->sums))
				settle_last(ev, f, h);
			else if (f->sums->latest != NULL)
				settle_latest(ev, f, h);
		}
}

static void fold_program(struct evaluation *ev, struct asked_program *p, const struct history *h)
{
	bool any = false;
	size_t i, n;

	for (n = 0; n < h->pub.n && h->entries[n].pub.day <= ev->question->as_of; n++) {
		const struct entry *e = &h->entries[n];

		if (e->kind == NULL && e->pub.program == p->program->id)
			note_unknown(ev, p, e);
		if (e->kind == NULL || e->kind->program != p->program)
			continue;
		fold_entry(ev, p, h, e);
		any = true;
	}
	if (!any)
		return;
	settle_program(ev, p, h);
	fold_spells(ev, p, h);
	for (i = 0; i < p->folds.n; i++)
		call_fold(ev, p->program, p->folds.items[i].asked, h, n);
}

void fold_history(struct evaluation *ev, struct history *h)
{
	size_t i;

	ev->stamp++;
	for (i = 0; i < ev->n_programs; i++)
		fold_program(ev, &ev->programs[i], h);
	if (ev->city != NULL && h->subject_type == SIJIL_PERSON)
		fold_city(ev, h);
}

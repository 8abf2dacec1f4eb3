#include "config.h"
#include "metrics/tally.h"

#include <string.h>

#include "base/number.h"
#include "log/tally_hook.h"

/* Room for the next value: it grows at powers of two. */
static void keep_value(struct cell *c, int64_t amount)
{
	size_t n = (size_t)c->n;

	if ((n & (n - 1)) == 0)
		c->values = mem_resize(c->values, n == 0 ? 1 : 2 * n, sizeof(*c->values));
	c->values[n] = amount;
}

/* take: SIJIL_PERSONS counts a history once; SIJIL_MEDIAN keeps every value.  false: it was counted already. */
static bool cell_add(struct cell *c, uint32_t stamp, int64_t amount, enum sijil_take take)
{
	if (take == SIJIL_PERSONS && c->stamp == stamp)
		return false;
	if (take == SIJIL_MEDIAN)
		keep_value(c, amount);
	c->stamp = stamp;
	c->n++;
	if (!number_add(c->amount, amount, &c->amount))
		c->overflow = true;
	return true;
}

static struct cell *group_cell(struct group_cells *cells, size_t group)
{
	if (group >= cells->n) {
		size_t want = group * 2 + 16;

		cells->items = mem_resize(cells->items, want, sizeof(*cells->items));
		memset(cells->items + cells->n, 0, (want - cells->n) * sizeof(*cells->items));
		cells->n = want;
	}
	return &cells->items[group];
}

static bool has_share(const struct sums *s, const struct groups *g, enum share share)
{
	const struct measure *m = s->measure;

	return share == SHARE_ALL ||
	       (strcmp(g->path, m->kind->fields[m->parts_by].def->name) == 0) == (share == SHARE_PART);
}

static void tally(struct evaluation *ev, const struct feed *f, unsigned window, const struct history *h,
		  const struct entry *e, const struct sijil_spell *spell, int64_t amount, enum share share)
{
	struct asked *asked = f->asked;
	struct sums *sums = f->sums;
	const enum sijil_take take = sums->measure != NULL ? sums->measure->def->take : SIJIL_SUM;
	struct trail *trail = ev->question->trail;
	struct contribution *c = trail != NULL ? trail_add(trail, sums, window, h, e, spell, amount) : NULL;
	bool counted = share != SHARE_PART && cell_add(&sums->windows[window], ev->stamp, amount, take);
	unsigned i;

	if (c != NULL) {
		c->counted = counted;
		c->part = share == SHARE_PART;
	}
	if (e == NULL && spell == NULL) /* a callback's amount of no entry in particular: of no group */
		return;
	for (i = 0; i < asked->n_breakdowns; i++) {
		int64_t group;

		if ((window > WINDOW_PREVIOUS && !asked->for_parity[i]) ||
		    !has_share(sums, asked->breakdowns[i], share))
			continue;
		group = groups_of(asked->breakdowns[i], h, ev->stamp, e, spell, ev->windows.items[window].from);
		if (group < 0)
			continue;
		counted = cell_add(group_cell(&sums->groups[window][i], (size_t)group), ev->stamp, amount, take);
		if (c != NULL)
			trail_group(c, i, group, counted);
	}
}

void tally_into(struct evaluation *ev, struct asked *asked, struct sums *sums, unsigned window, const struct history *h,
		const struct entry *e, const struct sijil_spell *spell, int64_t amount)
{
	const struct feed f = { asked, sums };

	tally(ev, &f, window, h, e, spell, amount, SHARE_ALL);
}

void tally_share(struct evaluation *ev, const struct feed *f, unsigned window, const struct history *h,
		 const struct entry *e, int64_t amount, enum share share)
{
	tally(ev, f, window, h, e, NULL, amount, share);
}

void leave_out(struct evaluation *ev, struct sums *sums, unsigned window, enum trail_how why, const struct history *h,
	       const struct entry *e, const struct sijil_spell *spell)
{
	struct left_out *l = &sums->left_out[window];

	l->straddles += why == TRAIL_STRADDLES;
	l->not_recorded += why == TRAIL_NOT_RECORDED;
	l->could_not_fold += why == TRAIL_COULD_NOT_FOLD;
	if (ev->question->trail != NULL)
		trail_leave(ev->question->trail, sums, window, h, e, spell, why);
}

/* A callback says that it leaves an entry out, but not why: one that reaches beyond the window is left out for that. */
static enum trail_how why_excluded(const struct sijil_tally *t, const struct entry *e)
{
	const struct period *window = &t->evaluation->windows.items[t->window];
	const bool reaches = e != NULL && e->pub.day <= window->to && e->pub.day_end >= window->from &&
			     (e->pub.day < window->from || e->pub.day_end > window->to);

	return reaches ? TRAIL_STRADDLES : TRAIL_NOT_RECORDED;
}

/* A callback's sums are the last of each side: see asked.c. */
void tally_add(struct sijil_tally *t, enum sijil_part part, const struct sijil_entry *unit, int64_t amount)
{
	const struct entry *e = (const struct entry *)(const void *)unit;
	enum sijil_part side = part == SIJIL_EXCLUDED ? SIJIL_NUMERATOR : part;
	struct sums *sums = &t->asked->sides[side][t->asked->n_sides[side] - 1];

	if (part == SIJIL_EXCLUDED || amount == SIJIL_MISSING)
		leave_out(t->evaluation, sums, t->window,
			  part == SIJIL_EXCLUDED ? why_excluded(t, e) : TRAIL_NOT_RECORDED, t->history, e, NULL);
	else
		tally_into(t->evaluation, t->asked, sums, t->window, t->history, e, NULL, amount);
}

#include "config.h"
#include "metrics/trail.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "metrics/tally.h"

const char *trail_how_code(enum trail_how how)
{
	static const char *const codes[] = {
		[TRAIL_ADDED] = "",
		[TRAIL_STRADDLES] = "straddles",
		[TRAIL_NOT_RECORDED] = "not_recorded",
		[TRAIL_COULD_NOT_FOLD] = "could_not_fold",
	};

	return codes[how];
}

struct trail *trail_new(void)
{
	return mem_alloc(sizeof(struct trail));
}

void trail_free(struct trail *t)
{
	if (t == NULL)
		return;
	free(t->items);
	free(t->sites);
	arena_release(&t->arena);
	free(t);
}

/* The metric asked for is one of the one program that is asked. */
static const struct asked *asked_at(const struct trail *t, unsigned i)
{
	/* Of the whole city, or of the one program asked. */
	const struct asked_program *p = t->ev->city != NULL ? t->ev->city : &t->ev->programs[0];

	return &p->metrics[t->metrics[i].metric - p->program->metrics];
}

void trail_begin(struct trail *t, const struct evaluation *ev)
{
	const struct metric *only = ev->question->only;

	t->ev = ev;
	t->metrics[t->n_metrics++].metric = only;
	if (only->parity_of != NULL)
		t->metrics[t->n_metrics++].metric = only->parity_of;
}

/* The groups have their codes only now, and not for long. */
static void keep_breakdowns(struct trail *t, struct trail_metric *m, const struct asked *a)
{
	unsigned b;
	size_t i;

	m->n_breakdowns = a->n_breakdowns;
	m->n_shown = a->n_shown;
	m->breakdowns = arena_alloc(&t->arena, (a->n_breakdowns + 1) * sizeof(*m->breakdowns));
	for (b = 0; b < a->n_breakdowns; b++) {
		const struct groups *g = a->breakdowns[b];
		const char **codes = arena_alloc(&t->arena, (g->n + 1) * sizeof(*codes));

		for (i = 0; i < g->n; i++)
			codes[i] = arena_strdup(&t->arena, g->codes[i].code);
		m->breakdowns[b] = (struct trail_breakdown){ arena_strdup(&t->arena, g->name), codes };
	}
}

static int by_code(const void *a, const void *b)
{
	const char *x = ((const struct trail_site *)a)->site, *y = ((const struct trail_site *)b)->site;

	return x == NULL || y == NULL ? (x == NULL) - (y == NULL) : strcmp(x, y);
}

/* The register numbers sites as it meets them; people look for their codes. */
static void sort_sites(struct trail *t)
{
	size_t n = 0, i;

	for (i = 0; i < t->n_sites; i++)
		if (t->sites[i].day != DATE_NONE)
			t->sites[n++] = t->sites[i];
	t->n_sites = n;
	if (n > 1)
		qsort(t->sites, n, sizeof(*t->sites), by_code);
}

void trail_end(struct trail *t)
{
	const struct windows *w = &t->ev->windows;
	unsigned i, a;

	for (i = 0; i < t->n_metrics; i++)
		keep_breakdowns(t, &t->metrics[i], asked_at(t, i));
	t->windows = arena_alloc(&t->arena, w->n * sizeof(*t->windows));
	t->n_windows = w->n;
	for (i = 0; i < w->n; i++)
		t->windows[i].period = w->items[i];
	for (a = 0; a < w->n_axes; a++)
		for (i = w->axes[a].first; i < w->axes[a].first + w->axes[a].n; i++)
			t->windows[i].by = arena_strdup(&t->arena, w->axes[a].name);
	sort_sites(t);
	t->ev = NULL;
}

void trail_seen(struct trail *t, const struct entry *e)
{
	struct trail_site *site;
	size_t i;

	if (e->site >= t->n_sites) {
		size_t want = (size_t)e->site * 2 + 16;

		t->sites = mem_resize(t->sites, want, sizeof(*t->sites));
		for (i = t->n_sites; i < want; i++)
			t->sites[i] = (struct trail_site){ NULL, DATE_NONE };
		t->n_sites = want;
	}
	site = &t->sites[e->site];
	site->site = e->pub.site;
	if (site->day == DATE_NONE || e->pub.day > site->day)
		site->day = e->pub.day;
}

/* Which of the metric's sums these are; false: of another metric. */
static bool find_sums(const struct asked *a, const struct sums *sums, struct contribution *c)
{
	unsigned side, i;

	for (side = 0; side <= SIJIL_ASIDE; side++)
		for (i = 0; i < a->n_sides[side]; i++)
			if (&a->sides[side][i] == sums) {
				c->side = (enum sijil_part)side;
				c->measure = i;
				return true;
			}
	return false;
}

/* A contribution of these sums to the window, still empty.  NULL: of what nobody asked for. */
static struct contribution *contribute(struct trail *t, const struct sums *sums, unsigned window)
{
	struct contribution found = { .window = window, .day = DATE_NONE, .until = DATE_NONE }, *c;
	unsigned i = 0;

	while (i < t->n_metrics && !find_sums(asked_at(t, i), sums, &found))
		i++;
	if (i == t->n_metrics)
		return NULL;
	found.metric = i;
	c = arena_alloc(&t->arena, sizeof(*c));
	*c = found;
	t->items = mem_grow(t->items, t->n, &t->cap, sizeof(struct contribution *));
	t->items[t->n++] = c;
	return c;
}

static void describe(struct contribution *c, const struct history *h, const struct entry *e,
		     const struct sijil_spell *spell)
{
	const struct sijil_entry *unit = e != NULL ? &e->pub : spell != NULL ? spell->open : NULL;

	c->subject_type = h->subject_type;
	c->subject = h->pub.code;
	if (unit == NULL)
		return;
	c->entry = unit->id;
	c->program = unit->program;
	c->kind = unit->kind;
	c->site = unit->site;
	c->day = unit->day;
	c->until = unit->day_end;
	if (e != NULL)
		return;
	c->spell = true;
	c->until = spell->to;
	c->lapsed = spell->lapsed;
	c->closing = spell->close != NULL ? spell->close->id : 0;
}

struct contribution *trail_add(struct trail *t, const struct sums *sums, unsigned window, const struct history *h,
			       const struct entry *e, const struct sijil_spell *spell, int64_t amount)
{
	struct contribution *c = contribute(t, sums, window);
	const struct asked *a;
	unsigned i;

	if (c == NULL)
		return NULL;
	describe(c, h, e, spell);
	c->amount = amount;
	a = asked_at(t, c->metric);
	if (a->n_breakdowns == 0 || (window != WINDOW_PERIOD && c->metric == 0))
		return c;
	c->cells = arena_alloc(&t->arena, a->n_breakdowns * sizeof(*c->cells));
	for (i = 0; i < a->n_breakdowns; i++)
		c->cells[i].group = -1;
	return c;
}

void trail_group(struct contribution *c, unsigned breakdown, int64_t group, bool counted)
{
	if (c->cells != NULL)
		c->cells[breakdown] = (struct trail_cell){ group, counted };
}

void trail_leave(struct trail *t, const struct sums *sums, unsigned window, const struct history *h,
		 const struct entry *e, const struct sijil_spell *spell, enum trail_how how)
{
	struct contribution *c = contribute(t, sums, window);

	if (c == NULL)
		return;
	describe(c, h, e, spell);
	c->how = how;
	c->amount = SIJIL_MISSING;
}

/* References are few, and read when all histories are folded: they stand at the end. */
static bool has_reference(const struct trail *t, const struct contribution *c, const struct reference *r)
{
	size_t i;

	for (i = t->n; i > 0 && t->items[i - 1]->reference != NULL; i--) {
		const struct contribution *x = t->items[i - 1];

		if (x != c && x->reference == r && x->metric == c->metric && x->side == c->side &&
		    x->measure == c->measure && x->window == c->window)
			return true;
	}
	return false;
}

void trail_reference(struct trail *t, const struct sums *sums, unsigned window, const struct reference *r)
{
	struct contribution *c = contribute(t, sums, window);

	if (c == NULL)
		return;
	c->reference = r;
	c->subject = r->id;
	c->amount = r->value;
	c->counted = true;
	if (has_reference(t, c, r))
		t->n--;
}

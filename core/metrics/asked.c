/* The plan of a question: which sums exist, and which kind of entry feeds which. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "metrics/tally.h"

static bool has(const char *const *list, const char *name)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

static struct groups *program_groups(struct evaluation *ev, struct asked_program *p, const struct axis *axis)
{
	struct groups *g;
	size_t i;

	for (i = 0; i < p->n_groups; i++)
		if (strcmp(p->groups[i]->name, axis->name) == 0 && strcmp(p->groups[i]->path, axis->path) == 0)
			return p->groups[i];
	g = arena_alloc(&ev->arena, sizeof(*g));
	groups_init(g, ev->registry, p->program, axis->name, axis->path, ev->question->as_of);
	p->groups = mem_grow(p->groups, p->n_groups, &p->groups_cap, sizeof(struct groups *));
	p->groups[p->n_groups++] = g;
	return g;
}

/* Whether some metric takes its parity from this one's groups by the axis. */
static bool parity_needs(const struct program *p, const struct metric *m, const struct axis *axis)
{
	unsigned i;

	for (i = 0; i < p->n_metrics; i++)
		if (p->metrics[i].parity_of == m && strcmp(p->metrics[i].parity_axis, axis->name) == 0)
			return true;
	return false;
}

static void add_breakdown(struct evaluation *ev, struct asked_program *p, struct asked *a, const struct axis *axis)
{
	a->for_parity[a->n_breakdowns] = parity_needs(p->program, a->metric, axis);
	a->breakdowns[a->n_breakdowns++] = program_groups(ev, p, axis);
}

/* In the order they were asked for; what only a parity needs comes after and is not shown. */
static void plan_breakdowns(struct evaluation *ev, struct asked_program *p, struct asked *a)
{
	const char *const *by = ev->question->by;
	unsigned i, n = a->metric->n_axes, most = n;

	for (i = 0; by[i] != NULL; i++) /* the same may be asked for twice */
		most++;
	a->breakdowns = arena_alloc(&ev->arena, (most + 1) * sizeof(struct groups *));
	a->for_parity = arena_alloc(&ev->arena, (most + 1) * sizeof(*a->for_parity));
	for (; *by != NULL; by++)
		for (i = 0; i < n; i++)
			if (strcmp(a->metric->axes[i].name, *by) == 0)
				add_breakdown(ev, p, a, &a->metric->axes[i]);
	a->n_shown = a->n_breakdowns;
	for (i = 0; i < n; i++)
		if (!has(ev->question->by, a->metric->axes[i].name) &&
		    parity_needs(p->program, a->metric, &a->metric->axes[i]))
			add_breakdown(ev, p, a, &a->metric->axes[i]);
}

static void sums_init(struct evaluation *ev, struct sums *s, const struct measure *m, unsigned n_breakdowns)
{
	unsigned n = ev->windows.n, w;

	s->measure = m;
	s->windows = arena_alloc(&ev->arena, n * sizeof(*s->windows));
	s->left_out = arena_alloc(&ev->arena, n * sizeof(*s->left_out));
	s->groups = arena_alloc(&ev->arena, n * sizeof(struct group_cells *));
	for (w = 0; w < n; w++)
		s->groups[w] = arena_alloc(&ev->arena, (n_breakdowns + 1) * sizeof(*s->groups[w]));
	if (m != NULL && (m->def->take == SIJIL_LATEST || m->def->take == SIJIL_STANDING))
		s->last = arena_alloc(&ev->arena, n * sizeof(const struct entry *));
	if (m != NULL && (m->latest_by >= 0 || m->parts_by >= 0))
		s->latest = arena_alloc(&ev->arena, n * sizeof(*s->latest));
}

static void feed_add(struct feeds *f, struct asked *asked, struct sums *sums)
{
	f->items = mem_grow(f->items, f->n, &f->cap, sizeof(*f->items));
	f->items[f->n++] = (struct feed){ asked, sums };
}

static void plan_side(struct evaluation *ev, struct asked_program *p, struct asked *a, enum sijil_part side)
{
	const struct metric *m = a->metric;
	unsigned n = m->n_sides[side], extra = m->def->fold != NULL, i;

	a->sides[side] = arena_alloc(&ev->arena, (n + extra + 1) * sizeof(*a->sides[side]));
	a->n_sides[side] = n + extra;
	for (i = 0; i < n + extra; i++)
		sums_init(ev, &a->sides[side][i], i < n ? &m->sides[side][i] : NULL, a->n_breakdowns);
	for (i = 0; i < n; i++) {
		const struct measure *measure = &m->sides[side][i];
		struct feeds *f;

		if (measure->kind == NULL) /* of the whole city: see city.c */
			continue;
		f = measure->def->spells != SIJIL_NO_SPELLS
					  ? &p->by_spell
					  : &p->by_kind[measure->kind - p->program->kinds];

		feed_add(f, a, &a->sides[side][i]);
	}
}

static bool is_asked(const struct question *q, const struct metric *m)
{
	return q->only == NULL || m == q->only || m == q->only->parity_of;
}

static void plan_program(struct evaluation *ev, struct asked_program *p, const struct program *program)
{
	unsigned i;

	p->program = program;
	p->last_entry = SIJIL_NO_DAY;
	p->metrics = arena_alloc(&ev->arena, (program->n_metrics + 1) * sizeof(*p->metrics));
	p->by_kind = arena_alloc(&ev->arena, (program->n_kinds + 1) * sizeof(*p->by_kind));
	p->first_day = arena_alloc(&ev->arena, (program->n_kinds + 1) * sizeof(*p->first_day));
	for (i = 0; i < program->n_kinds; i++)
		p->first_day[i] = SIJIL_NO_DAY;
	for (i = 0; i < program->n_metrics; i++) {
		struct asked *a = &p->metrics[i];

		if (!is_asked(ev->question, &program->metrics[i]))
			continue;
		a->metric = &program->metrics[i];
		if (a->metric->needs != NULL)
			a->first_needed = &p->first_day[a->metric->needs - program->kinds];
		plan_breakdowns(ev, p, a);
		plan_side(ev, p, a, SIJIL_NUMERATOR);
		plan_side(ev, p, a, SIJIL_DENOMINATOR);
		plan_side(ev, p, a, SIJIL_ASIDE);
		if (a->metric->def->fold != NULL)
			feed_add(&p->folds, a, NULL);
	}
}

/* --- is every breakdown known to somebody? --- */

static void collect_axes(const struct program *p, const char **names, size_t *n, size_t max)
{
	unsigned i, k;

	for (i = 0; i < p->n_metrics; i++)
		for (k = 0; k < p->metrics[i].n_axes && *n < max; k++) {
			names[*n] = NULL;
			if (!has(names, p->metrics[i].axes[k].name))
				names[(*n)++] = p->metrics[i].axes[k].name;
		}
	names[*n] = NULL;
}

static int unknown_breakdown(const char *by, const char *const *names, struct arena *arena, struct sijil_err *err)
{
	const char *near = text_nearest(by, names), *list = "";

	for (; *names != NULL; names++)
		list = arena_printf(arena, "%s%s, ", list, *names);
	return err_set(
		err, ERR_USAGE, "no metric here is broken down by '%s'%s%s%s; there are: %smonth, quarter, year, week",
		by, near != NULL ? " (did you mean '" : "", near != NULL ? near : "", near != NULL ? "'?)" : "", list);
}

/* Persons of several programs; if one of these could not be loaded, nobody knows how many they are. */
static bool counts_city(const struct evaluation *ev)
{
	const struct program *const *programs = ev->question->programs;
	size_t n = 0;

	while (programs[n] != NULL && programs[n]->plugin != NULL)
		n++;
	return n > 1 && programs[n] == NULL && ev->registry->whole.n_metrics > 0;
}

static int check_breakdowns(struct evaluation *ev, struct sijil_err *err)
{
	enum { NAMES_MAX = 200 };
	const char **names = arena_alloc(&ev->arena, (NAMES_MAX + 1) * sizeof(*names));
	const char *const *by;
	bool loaded = false;
	size_t n = 0, i;

	for (i = 0; i < ev->n_programs; i++) {
		collect_axes(ev->question->programs[i], names, &n, NAMES_MAX);
		loaded = loaded || ev->question->programs[i]->plugin != NULL;
	}
	if (counts_city(ev))
		collect_axes(&ev->registry->whole, names, &n, NAMES_MAX);
	for (by = ev->question->by; *by != NULL && loaded; by++)
		if (period_unit_named(*by) == 0 && !has(names, *by))
			return unknown_breakdown(*by, names, &ev->arena, err);
	return 0;
}

int evaluation_plan(struct evaluation *ev, struct sijil_err *err)
{
	const struct question *q = ev->question;
	size_t i;

	while (q->programs[ev->n_programs] != NULL)
		ev->n_programs++;
	ev->programs = arena_alloc(&ev->arena, (ev->n_programs + 2) * sizeof(*ev->programs));
	if (check_breakdowns(ev, err) != 0 ||
	    windows_make(&ev->windows, &q->period, &ev->registry->city->calendar, q->by, &ev->arena, err) != 0)
		return -1;
	for (i = 0; i < ev->n_programs; i++)
		plan_program(ev, &ev->programs[i], q->programs[i]);
	if (counts_city(ev)) {
		ev->city = &ev->programs[ev->n_programs++];
		plan_program(ev, ev->city, &ev->registry->whole);
	}
	return 0;
}

static void release_cells(struct cell *cells, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(cells[i].values);
}

static void release_sums(const struct sums *s, unsigned n_windows, unsigned n_breakdowns)
{
	unsigned w, b;

	release_cells(s->windows, n_windows);
	for (w = 0; w < n_windows; w++)
		for (b = 0; b < n_breakdowns; b++) {
			release_cells(s->groups[w][b].items, s->groups[w][b].n);
			free(s->groups[w][b].items);
		}
}

static void release_asked(const struct asked *a, unsigned n_windows)
{
	unsigned side, i;

	for (side = 0; side < 3; side++)
		for (i = 0; i < a->n_sides[side]; i++)
			release_sums(&a->sides[side][i], n_windows, a->n_breakdowns);
}

void evaluation_release(struct evaluation *ev)
{
	size_t i, k;

	for (i = 0; ev->programs != NULL && i < ev->n_programs && ev->programs[i].program != NULL; i++) {
		struct asked_program *p = &ev->programs[i];

		for (k = 0; k < p->program->n_metrics; k++)
			release_asked(&p->metrics[k], ev->windows.n);
		for (k = 0; k < p->n_groups; k++)
			groups_release(p->groups[k]);
		for (k = 0; k < p->program->n_kinds; k++)
			free(p->by_kind[k].items);
		free(p->by_spell.items);
		free(p->last_at);
		free(p->folds.items);
		free(p->groups);
	}
	arena_release(&ev->arena);
}

/* What evaluate() answers: every metric's figures, parts, exclusions and breakdowns, and how fresh the entries are. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "metrics/figure.h"

__extension__ typedef __int128 wide;

static void make_parts(const struct evaluation *ev, const struct asked *a, struct answer *out, struct arena *arena)
{
	const struct at at = { WINDOW_PERIOD, -1, 0 };
	unsigned i, n = a->metric->n_sides[SIJIL_NUMERATOR];

	if (n < 2)
		return;
	out->parts = arena_alloc(arena, n * sizeof(*out->parts));
	for (i = 0; i < n; i++) {
		if (a->metric->sides[SIJIL_NUMERATOR][i].def->title == NULL)
			continue;
		out->parts[out->n_parts].title = a->metric->sides[SIJIL_NUMERATOR][i].def->title;
		out->parts[out->n_parts++].figure = figure_at(ev, a, &at, (int)i);
	}
}

static void exclude(struct answer *out, const char *reason, int64_t count, int64_t amount)
{
	if (count > 0)
		out->excluded[out->n_excluded++] = (struct excluded){ reason, count, amount };
}

static void take_larger(int64_t *all, int64_t one)
{
	*all = one > *all ? one : *all;
}

/* Both sides mostly leave out the same units: the larger count, not the sum. */
static struct left_out left_out_of(const struct asked *a)
{
	struct left_out all = { 0 };
	unsigned side, i;

	for (side = 0; side <= SIJIL_DENOMINATOR; side++)
		for (i = 0; i < a->n_sides[side]; i++) {
			const struct left_out *l = &a->sides[side][i].left_out[WINDOW_PERIOD];

			take_larger(&all.straddles, l->straddles);
			take_larger(&all.not_recorded, l->not_recorded);
			take_larger(&all.could_not_fold, l->could_not_fold);
			take_larger(&all.by_start, l->by_start);
			take_larger(&all.prorated, l->prorated);
		}
	return all;
}

static void make_excluded(const struct asked *a, struct answer *out, struct arena *arena)
{
	enum { REASONS = 5 };
	const struct left_out all = left_out_of(a);
	unsigned i, n = a->n_sides[SIJIL_ASIDE];

	out->excluded = arena_alloc(arena, (n + REASONS) * sizeof(*out->excluded));
	exclude(out, "straddles", all.straddles, SIJIL_MISSING);
	exclude(out, "not_recorded", all.not_recorded, SIJIL_MISSING);
	exclude(out, "could_not_fold", all.could_not_fold, SIJIL_MISSING);
	exclude(out, "by_start", all.by_start, SIJIL_MISSING);
	exclude(out, "prorated", all.prorated, SIJIL_MISSING);
	for (i = 0; i < n; i++) {
		const struct sums *s = &a->sides[SIJIL_ASIDE][i];
		const char *title = s->measure != NULL ? s->measure->def->title : "aside";

		exclude(out, title, s->windows[WINDOW_PERIOD].n, s->windows[WINDOW_PERIOD].amount);
	}
}

/* --- breakdowns --- */

static int by_rank(const void *a, const void *b)
{
	const struct group_code *x = *(const struct group_code *const *)a, *y = *(const struct group_code *const *)b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return strcmp(x->code, y->code);
}

static bool group_seen(const struct asked *a, const struct at *at)
{
	unsigned side, i;

	for (side = 0; side <= SIJIL_DENOMINATOR; side++)
		for (i = 0; i < a->n_sides[side]; i++)
			if (figure_cell(&a->sides[side][i], at)->n > 0)
				return true;
	return false;
}

static bool adds_up(const struct breakdown *b, const struct figure *total)
{
	wide top = 0, below = 0;
	size_t i;

	for (i = 0; i < b->n; i++) {
		const struct figure *f = &b->groups[i].figure;

		top += f->numerator != SIJIL_MISSING ? f->numerator : 0;
		below += f->denominator != SIJIL_MISSING ? f->denominator : 0;
	}
	return top == (total->numerator != SIJIL_MISSING ? total->numerator : 0) &&
	       (total->denominator == SIJIL_MISSING || below == total->denominator);
}

static void make_groups(const struct evaluation *ev, const struct asked *a, unsigned b, struct breakdown *out,
			struct arena *arena)
{
	const struct groups *g = a->breakdowns[b];
	const struct group_code **order = arena_alloc(arena, (g->n + 1) * sizeof(*order));
	size_t i;

	for (i = 0; i < g->n; i++)
		order[i] = &g->codes[i];
	qsort(order, g->n, sizeof(*order), by_rank);
	out->by = g->name;
	out->groups = arena_alloc(arena, (g->n + 1) * sizeof(*out->groups));
	for (i = 0; i < g->n; i++) {
		const struct at at = { WINDOW_PERIOD, (int)b, (size_t)(order[i] - g->codes) };

		if (group_seen(a, &at))
			out->groups[out->n++] =
				(struct group){ arena_strdup(arena, order[i]->code), figure_at(ev, a, &at, -1) };
	}
}

static void make_time(const struct evaluation *ev, const struct asked_program *p, const struct asked *a,
		      const struct time_axis *axis, struct breakdown *out, struct arena *arena)
{
	struct period *periods;
	unsigned i;

	out->by = axis->name;
	out->time = true;
	out->groups = arena_alloc(arena, (axis->n + 1) * sizeof(*out->groups));
	periods = arena_alloc(arena, (axis->n + 1) * sizeof(*periods));
	memcpy(periods, &ev->windows.items[axis->first], axis->n * sizeof(*periods));
	out->periods = periods;
	for (i = 0; i < axis->n; i++)
		out->groups[out->n++] = (struct group){ arena_strdup(arena, ev->windows.items[axis->first + i].code),
							figure_of_window(ev, p, a, axis->first + i) };
}

static void make_breakdowns(const struct evaluation *ev, const struct asked_program *p, const struct asked *a,
			    struct answer *out, struct arena *arena)
{
	const char *const *by;
	unsigned shown = 0, axis = 0;

	out->breakdowns = arena_alloc(arena, (a->n_shown + ev->windows.n_axes + 1) * sizeof(*out->breakdowns));
	for (by = ev->question->by; *by != NULL; by++) {
		struct breakdown *b = &out->breakdowns[out->n_breakdowns];

		if (axis < ev->windows.n_axes && strcmp(ev->windows.axes[axis].name, *by) == 0)
			make_time(ev, p, a, &ev->windows.axes[axis++], b, arena);
		else if (shown < a->n_shown && strcmp(a->breakdowns[shown]->name, *by) == 0)
			make_groups(ev, a, shown++, b, arena);
		else
			continue;
		b->additive = adds_up(b, &out->total);
		out->n_breakdowns++;
	}
}

/* Of a parity, it may be what the metric needs whose groups it compares. */
static const struct kind *needed_kind(const struct metric *m)
{
	return m->needs != NULL ? m->needs : m->parity_of->needs;
}

static void make_answer(const struct evaluation *ev, const struct asked_program *p, const struct asked *a,
			struct answer *out, struct arena *arena)
{
	out->metric = a->metric;
	out->total = figure_of_window(ev, p, a, WINDOW_PERIOD);
	out->previous = figure_of_window(ev, p, a, WINDOW_PREVIOUS);
	if (ev->windows.has_last_year)
		out->last_year = figure_of_window(ev, p, a, WINDOW_LAST_YEAR);
	out->adjusted = a->metric->parity_of != NULL ? figure_adjusted(&out->total) : SIJIL_MISSING;
	if (out->total.missing == MISSING_NEEDS)
		out->needs = needed_kind(a->metric)->def->title;
	else if (out->total.missing == PRESENT)
		make_parts(ev, a, out, arena);
	make_excluded(a, out, arena);
	make_breakdowns(ev, p, a, out, arena);
}

static int32_t last_at(const struct asked_program *p, const char *site)
{
	size_t i;

	for (i = 0; i < p->n_last_at; i++)
		if (p->last_at[i].site != NULL && strcmp(p->last_at[i].site, site) == 0)
			return p->last_at[i].last;
	return SIJIL_NO_DAY;
}

static bool is_given(const struct program_config *config, const char *site)
{
	size_t i;

	for (i = 0; i < config->sites.n; i++)
		if (strcmp(config->sites.items[i], site) == 0)
			return true;
	return false;
}

static void make_freshness(const struct evaluation *ev, const struct asked_program *p, struct program_answers *out,
			   struct arena *arena)
{
	const struct city *city = ev->registry->city;
	size_t i;

	out->sites = arena_alloc(arena, (city->n_sites + p->n_last_at + 1) * sizeof(*out->sites));
	for (i = 0; i < city->n_sites; i++) {
		const struct site_freshness f = { city->sites[i].id, last_at(p, city->sites[i].id) };

		if (f.last != SIJIL_NO_DAY || is_given(p->program->config, f.site))
			out->sites[out->n_sites++] = f;
	}
	for (i = 0; i < p->n_last_at; i++)
		if (p->last_at[i].site != NULL && city_site(city, p->last_at[i].site) == NULL)
			out->sites[out->n_sites++] = (struct site_freshness){
				arena_strdup(arena, p->last_at[i].site), p->last_at[i].last
			};
}

void figures_make(struct evaluation *ev, struct answers *out)
{
	int32_t last = SIJIL_NO_DAY;
	size_t i, k;

	out->period = ev->windows.items[WINDOW_PERIOD];
	out->previous = ev->windows.items[WINDOW_PREVIOUS];
	if (ev->windows.has_last_year)
		out->last_year = ev->windows.items[WINDOW_LAST_YEAR];
	out->n_programs = ev->n_programs;
	out->programs = arena_alloc(&out->arena, (ev->n_programs + 1) * sizeof(*out->programs));
	for (i = 0; i < ev->n_programs; i++) {
		const struct asked_program *p = &ev->programs[i];
		struct program_answers *answers = &out->programs[i];

		answers->program = p->program;
		answers->last_entry = p->last_entry;
		answers->entries = p->entries;
		answers->unknown = p->unknown;
		make_freshness(ev, p, answers, &out->arena);
		answers->metrics = arena_alloc(&out->arena, (p->program->n_metrics + 1) * sizeof(*answers->metrics));
		for (k = 0; k < p->program->n_metrics; k++)
			if (p->metrics[k].metric != NULL) /* it was asked for */
				make_answer(ev, p, &p->metrics[k], &answers->metrics[answers->n_metrics++],
					    &out->arena);
		if (p->last_entry != SIJIL_NO_DAY && (last == SIJIL_NO_DAY || p->last_entry > last))
			last = p->last_entry;
	}
	if (ev->city != NULL)
		out->programs[ev->n_programs - 1].last_entry = last;
}

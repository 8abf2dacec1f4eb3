#include "config.h"

#include "report/explain.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "metrics/windows.h"

const struct explain_writer explain_writers[] = {
	{ "text", explain_write_text },
	{ "csv", explain_write_csv },
	{ "json", explain_write_json },
	{ NULL, NULL },
};

const char *explain_side(enum sijil_part side)
{
	static const char *const words[] = {
		[SIJIL_NUMERATOR] = "numerator",
		[SIJIL_DENOMINATOR] = "denominator",
		[SIJIL_ASIDE] = "aside",
	};

	return words[side];
}

const char *explain_subject_type(const struct contribution *c)
{
	static const char *const words[] = {
		[SIJIL_PERSON] = "person",
		[SIJIL_SITE] = "site",
		[SIJIL_PROGRAM] = "program",
	};

	return c->reference != NULL ? "reference" : words[c->subject_type];
}

const char *explain_end(const struct contribution *c)
{
	if (!c->spell || c->closing != 0)
		return NULL;
	return c->lapsed ? "lapsed" : "open";
}

const char *explain_reason(const struct explain_row *r)
{
	if (r->c->how != TRAIL_ADDED)
		return trail_how_code(r->c->how);
	if (r->counted)
		return "";
	return r->c->part ? "of_a_part" : "counted_already";
}

const char *explain_group_code(const struct explanation *x, const struct contribution *c, unsigned breakdown)
{
	const struct trail_breakdown *b = &x->trail->metrics[c->metric].breakdowns[breakdown];

	if (c->cells == NULL || c->cells[breakdown].group < 0)
		return NULL;
	return b->codes[c->cells[breakdown].group];
}

const struct breakdown *explain_undivided(const struct explanation *x, const struct contribution *c, unsigned breakdown)
{
	const struct trail_metric *m = &x->trail->metrics[c->metric];
	const struct answer *a = x->metric->answer;
	const char *by = m->breakdowns[breakdown].by, *list;
	size_t i;

	if (c->window != WINDOW_PERIOD || !c->counted || c->measure >= m->metric->n_sides[c->side])
		return NULL;
	list = m->metric->sides[c->side][c->measure].def->undivided_by;
	for (i = 0; list != NULL && text_in_list(by, list, ',') && i < a->n_breakdowns; i++)
		if (strcmp(a->breakdowns[i].by, by) == 0)
			return &a->breakdowns[i];
	return NULL;
}

/* --- rows --- */

static int compare_texts(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int by_unit(const struct contribution *a, const struct contribution *b)
{
	int order = (int)a->subject_type - (int)b->subject_type;

	if (order == 0)
		order = compare_texts(a->subject, b->subject);
	if (order == 0)
		order = (a->day > b->day) - (a->day < b->day);
	if (order == 0)
		order = (a->entry > b->entry) - (a->entry < b->entry);
	return order != 0 ? order : (int)a->how - (int)b->how;
}

static int by_place(const void *a, const void *b)
{
	const struct explain_row *x = a, *y = b;
	int order = (int)x->c->side - (int)y->c->side;

	if (order == 0)
		order = compare_texts(x->group, y->group);
	if (order == 0)
		order = (int)x->c->measure - (int)y->c->measure;
	if (order == 0)
		order = (int)x->c->window - (int)y->c->window;
	if (order == 0) /* what is added up stands together: see explain_lists.c */
		order = (x->c->how != TRAIL_ADDED) - (y->c->how != TRAIL_ADDED);
	if (order == 0)
		order = by_unit(x->c, y->c);
	if (order == 0) /* two amounts that a callback gave for one unit */
		order = (x->c->amount > y->c->amount) - (x->c->amount < y->c->amount);
	return order != 0 ? order : (int)y->counted - (int)x->counted;
}

/* The breakdown that a parity compares, in the metric it divides. */
static unsigned parity_breakdown(const struct trail_metric *base, const char *axis)
{
	unsigned b = 0;

	while (b < base->n_breakdowns && strcmp(base->breakdowns[b].by, axis) != 0)
		b++;
	return b;
}

/* Of a parity: what its two groups are made of; units left out belong to no group. */
static void add_parity_row(struct explanation *x, const struct metric *m, unsigned breakdown,
			   const struct contribution *c)
{
	const char *group = explain_group_code(x, c, breakdown);

	if (c->how != TRAIL_ADDED)
		x->rows[x->n_rows++] = (struct explain_row){ c, NULL, false };
	else if (group != NULL && (strcmp(group, m->parity_first) == 0 || strcmp(group, m->parity_second) == 0))
		x->rows[x->n_rows++] = (struct explain_row){ c, group, c->cells[breakdown].counted };
}

static void make_rows(struct explanation *x)
{
	const struct trail *t = x->trail;
	const struct metric *m = t->metrics[0].metric;
	unsigned breakdown = m->parity_of != NULL ? parity_breakdown(&t->metrics[1], m->parity_axis) : 0;

	x->rows = mem_resize(NULL, t->n + 1, sizeof(*x->rows));
	for (size_t i = 0; i < t->n; i++) {
		const struct contribution *c = t->items[i];

		if (m->parity_of == NULL)
			x->rows[x->n_rows++] = (struct explain_row){ c, NULL, c->counted };
		else if (c->metric == 1)
			add_parity_row(x, m, breakdown, c);
	}
	qsort(x->rows, x->n_rows, sizeof(*x->rows), by_place);
}

/* --- parity --- */

static void add_quotient(struct explanation *x, unsigned window, const struct figure *f)
{
	const struct metric *m = x->metric->answer->metric;
	const struct trail_window *w = &x->trail->windows[window];

	x->parity[x->n_parity++] = (struct explain_parity){ w, SIJIL_NUMERATOR, m->parity_first, f->numerator };
	x->parity[x->n_parity++] = (struct explain_parity){ w, SIJIL_DENOMINATOR, m->parity_second, f->denominator };
}

/* The time breakdowns of an answer are those of its windows, in the same order. */
static const struct figure *figure_of_window(const struct answer *a, const struct trail_window *w)
{
	for (size_t b = 0; b < a->n_breakdowns; b++)
		for (size_t i = 0; a->breakdowns[b].time && i < a->breakdowns[b].n; i++)
			if (strcmp(a->breakdowns[b].by, w->by) == 0 &&
			    strcmp(a->breakdowns[b].groups[i].code, w->period.code) == 0)
				return &a->breakdowns[b].groups[i].figure;
	return NULL;
}

static void make_parity(struct explanation *x)
{
	const struct answer *a = x->metric->answer;

	if (a->metric->parity_of == NULL)
		return;
	x->parity = arena_alloc(&x->summary->arena, (2 * (size_t)x->trail->n_windows + 1) * sizeof(*x->parity));
	add_quotient(x, WINDOW_PERIOD, &a->total);
	add_quotient(x, WINDOW_PREVIOUS, &a->previous);
	if (x->summary->last_year.code[0] != '\0')
		add_quotient(x, WINDOW_LAST_YEAR, &a->last_year);
	for (unsigned w = WINDOW_SUBS; w < x->trail->n_windows; w++) {
		const struct figure *f = figure_of_window(a, &x->trail->windows[w]);

		if (f != NULL)
			add_quotient(x, w, f);
	}
}

static const struct summary_metric *metric_in(const struct summary_program *p, const struct metric *m)
{
	for (size_t i = 0; i < p->n_metrics; i++)
		if (p->metrics[i].answer->metric == m)
			return &p->metrics[i];
	return NULL;
}

struct explanation *explain_make(const struct registry *registry, struct answers *answers, const struct trail *trail,
				 int32_t as_of, const char *language)
{
	struct explanation *x = mem_alloc(sizeof(*x));
	const struct metric *m = trail->metrics[0].metric;

	x->city = *registry->city;
	x->city.suppress_below = 0;
	x->registry = *registry;
	x->registry.city = &x->city;
	x->suppress_below = registry->city->suppress_below;
	x->trail = trail;
	x->summary = summary_make(&x->registry, answers, as_of, language);
	/* The one program asked, or after all programs the whole city. */
	x->program = &x->summary->programs[x->summary->n_programs - 1];
	x->whole = x->program->program == &registry->whole;
	x->metric = metric_in(x->program, m);
	x->base = m->parity_of != NULL ? metric_in(x->program, m->parity_of) : NULL;
	make_rows(x);
	make_parity(x);
	explain_lists_make(x);
	explain_changes_make(x);
	return x;
}

void explain_free(struct explanation *x)
{
	if (x == NULL)
		return;
	summary_free(x->summary);
	free(x->rows);
	free(x->lists);
	free(x->changes);
	free(x);
}

/* Steps of one path: metrics with the same `beside` text that speak of the same persons. */
#include "config.h"

#include <string.h>

#include "base/number.h"
#include "report/quantity.h"
#include "report/suppress_private.h"

static bool is_step(const struct answer *a)
{
	return a->metric->parity_of == NULL && a->metric->def->persons && a->metric->def->beside != NULL;
}

/* Whether both are of the same persons: the same denominator, or one counts those of whom the other is a part. */
static bool one_path(const struct answer *x, const struct answer *y)
{
	return is_step(x) && is_step(y) && strcmp(x->metric->def->beside, y->metric->def->beside) == 0 &&
	       (quantity_same(x->metric, SIJIL_DENOMINATOR, y->metric, SIJIL_DENOMINATOR) ||
		(!x->metric->def->ratio && quantity_same(x->metric, SIJIL_NUMERATOR, y->metric, SIJIL_DENOMINATOR)) ||
		(!y->metric->def->ratio && quantity_same(y->metric, SIJIL_NUMERATOR, x->metric, SIJIL_DENOMINATOR)));
}

static bool is_shown(const struct figure *f)
{
	return f->missing == PRESENT && f->numerator != SIJIL_MISSING;
}

static bool is_near(int64_t x, int64_t y, int64_t below)
{
	int64_t apart;

	return x != y && number_add(x, -y, &apart) && apart < below * SIJIL_ONE && apart > -below * SIJIL_ONE;
}

/* Whether a step that stands before, or all the persons, tell from this one how many few took or did not take it. */
static bool gives_away(const struct figure *step, const struct figure *before, int64_t below)
{
	return is_shown(step) && ((step->denominator != SIJIL_MISSING && is_near(step->numerator, step->denominator, below)) ||
				  (is_shown(before) && is_near(step->numerator, before->numerator, below)));
}

static const struct figure *figure_of_group(const struct answer *a, const char *by, const char *group)
{
	for (size_t b = 0; b < a->n_breakdowns; b++)
		for (size_t i = 0; strcmp(a->breakdowns[b].by, by) == 0 && i < a->breakdowns[b].n; i++)
			if (strcmp(a->breakdowns[b].groups[i].code, group) == 0)
				return &a->breakdowns[b].groups[i].figure;
	return NULL;
}

static void hide_groups(struct answer *step, const struct answer *before, int64_t below)
{
	for (size_t b = 0; b < step->n_breakdowns; b++)
		for (size_t i = 0; i < step->breakdowns[b].n; i++) {
			struct group *g = &step->breakdowns[b].groups[i];
			const struct figure *same = figure_of_group(before, step->breakdowns[b].by, g->code);

			if (same != NULL && gives_away(&g->figure, same, below))
				suppress_hide(&g->figure);
		}
}

/* The parts of a whole that is hidden would add up to it. */
static void hide_whole(struct answer *a)
{
	suppress_hide(&a->total);
	for (size_t i = 0; i < a->n_parts; i++)
		suppress_hide(&a->parts[i].figure);
}

static void hide_step(struct answer *step, const struct answer *before, int64_t below)
{
	if (gives_away(&step->total, &before->total, below))
		hide_whole(step);
	if (gives_away(&step->previous, &before->previous, below))
		suppress_hide(&step->previous);
	if (gives_away(&step->last_year, &before->last_year, below))
		suppress_hide(&step->last_year);
	hide_groups(step, before, below);
}

void suppress_steps(const struct program_answers *p, int64_t below)
{
	for (size_t i = 1; i < p->n_metrics; i++)
		for (size_t k = 0; k < i; k++)
			if (one_path(&p->metrics[k], &p->metrics[i])) {
				hide_step(&p->metrics[k], &p->metrics[k], below); /* by all the persons alone */
				hide_step(&p->metrics[i], &p->metrics[k], below);
			}
}

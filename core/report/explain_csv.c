/* A line for every contribution and every cell it went to, so that any spreadsheet adds up to what summary prints. */
#include "config.h"

#include "report/explain.h"

#include <stdio.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/number.h"
#include "metrics/windows.h"

/* Where a line stands: a window, and in it a group. */
struct place {
	const char *metric, *window, *by, *group;
};

static void add_cell(struct str *out, const char *text)
{
	csv_add_text(out, text != NULL ? text : "", ',');
	str_addc(out, ',');
}

static void add_number(struct str *out, int64_t n)
{
	if (n > 0)
		str_addi(out, n);
	str_addc(out, ',');
}

static void add_amount(struct str *out, int64_t amount)
{
	char text[NUMBER_TEXT];

	str_add(out, number_text(amount, text));
	str_addc(out, ',');
}

static void add_day(struct str *out, int32_t day)
{
	char text[DATE_TEXT];

	add_cell(out, date_text(day, text));
}

static void begin_line(const struct explanation *x, const struct place *at, const char *side, struct str *out)
{
	add_cell(out, x->program->program->id);
	add_cell(out, at->metric);
	add_cell(out, at->window);
	add_cell(out, at->by);
	add_cell(out, at->group);
	add_cell(out, side);
}

static void end_line(bool counted, const char *reason, const char *title, const char *program, struct str *out)
{
	add_cell(out, counted ? "1" : "0");
	add_cell(out, reason);
	add_cell(out, title);
	csv_add_text(out, program != NULL ? program : "", ',');
	str_addc(out, '\n');
}

static void add_unit(const struct contribution *c, struct str *out)
{
	add_cell(out, explain_subject_type(c));
	add_cell(out, c->subject);
	add_number(out, c->entry);
	add_cell(out, c->kind);
	add_day(out, c->day);
	add_day(out, c->until);
	if (c->closing != 0)
		add_number(out, c->closing);
	else
		add_cell(out, explain_end(c));
	add_cell(out, c->site);
	add_amount(out, c->amount);
}

static void add_line(const struct explanation *x, const struct explain_row *r, const struct place *at, bool counted,
		     struct str *out)
{
	const struct explain_row as = { r->c, r->group, counted };
	const struct explain_list *l = explain_list_of(x, r);

	begin_line(x, at, explain_side(r->c->side), out);
	add_number(out, (int64_t)r->c->measure + 1);
	add_cell(out, l->take);
	add_unit(r->c, out);
	end_line(counted, explain_reason(&as), l->title, r->c->program, out);
}

/*
 * The window as a whole, or the group of a time breakdown that it is.  In a parity, one of its groups there: in a time
 * breakdown "month/sex", "2024-03/F".
 */
static struct place main_place(const struct explanation *x, const struct explain_row *r)
{
	const struct trail_window *w = &x->trail->windows[r->c->window];
	const struct trail_metric *m = &x->trail->metrics[r->c->metric];
	const char *axis = r->group != NULL ? x->metric->answer->metric->parity_axis : NULL;
	struct place at = { .metric = m->metric->def->code, .window = w->period.code, .by = axis, .group = r->group };
	struct arena *arena = &x->summary->arena;

	if (w->by == NULL)
		return at;
	at.window = x->summary->period.code;
	at.by = axis != NULL ? arena_printf(arena, "%s/%s", w->by, axis) : w->by;
	at.group = axis != NULL ? arena_printf(arena, "%s/%s", w->period.code, r->group) : w->period.code;
	return at;
}

static void add_row(const struct explanation *x, const struct explain_row *r, struct str *out)
{
	const struct trail_metric *m = &x->trail->metrics[r->c->metric];
	struct place at = main_place(x, r);

	add_line(x, r, &at, r->counted, out);
	for (unsigned b = 0; x->base == NULL && b < m->n_shown; b++) {
		const struct breakdown *all = explain_undivided(x, r->c, b);

		at.by = m->breakdowns[b].by;
		for (size_t i = 0; all != NULL && i < all->n; i++) {
			at.group = all->groups[i].code;
			add_line(x, r, &at, true, out);
		}
		if (all != NULL || r->c->cells == NULL)
			continue;
		at.group = explain_group_code(x, r->c, b);
		if (at.group != NULL)
			add_line(x, r, &at, r->c->cells[b].counted, out);
	}
}

static void add_parity(const struct explanation *x, const struct explain_parity *p, struct str *out)
{
	const struct metric *m = x->metric->answer->metric;
	const struct place at = { .metric = m->def->code,
				  .window = p->window->by != NULL ? x->summary->period.code : p->window->period.code,
				  .by = p->window->by,
				  .group = p->window->by != NULL ? p->window->period.code : NULL };
	char subject[256];

	if (p->value == SIJIL_MISSING)
		return;
	snprintf(subject, sizeof(subject), "%s %s=%s", m->parity_of->def->code, m->parity_axis, p->group);
	begin_line(x, &at, explain_side(p->side), out);
	add_number(out, 1);
	add_cell(out, "value");
	add_cell(out, "metric");
	add_cell(out, subject);
	str_add(out, ",,,,,,");
	add_amount(out, p->value);
	end_line(true, NULL, x->base->title, NULL, out);
}

/* A figure that has no value, and why. */
static void add_missing(const struct explanation *x, const struct place *at, const struct figure *f, struct str *out)
{
	if (f->missing == PRESENT)
		return;
	begin_line(x, at, "missing", out);
	str_add(out, ",,,,,,,,,,,");
	end_line(false, missing_code(f->missing), NULL, NULL, out);
}

static void add_all_missing(const struct explanation *x, struct str *out)
{
	const struct answer *a = x->metric->answer;
	struct place at = { .metric = a->metric->def->code, .window = x->summary->period.code };
	const struct place before = { .metric = at.metric, .window = x->summary->previous.code };
	const struct place last_year = { .metric = at.metric, .window = x->summary->last_year.code };

	add_missing(x, &at, &a->total, out);
	add_missing(x, &before, &a->previous, out);
	if (*last_year.window != '\0')
		add_missing(x, &last_year, &a->last_year, out);
	for (size_t b = 0; b < a->n_breakdowns; b++) {
		at.by = a->breakdowns[b].by;
		for (size_t i = 0; i < a->breakdowns[b].n; i++) {
			at.group = a->breakdowns[b].groups[i].code;
			add_missing(x, &at, &a->breakdowns[b].groups[i].figure, out);
		}
	}
}

void explain_write_csv(const struct explanation *x, struct str *out)
{
	str_add(out, "program,metric,window,by,group,side,measure,take,subject_type,subject,entry,kind,day,until,"
		     "closed_by,site,amount,counted,reason,title,in_program\n");
	add_all_missing(x, out);
	for (size_t i = 0; i < x->n_parity; i++)
		add_parity(x, &x->parity[i], out);
	for (size_t i = 0; i < x->n_rows; i++)
		add_row(x, &x->rows[i], out);
}

#include "config.h"

#include "report/explain.h"

#include "metrics/windows.h"
#include "report/json.h"

/* 0: there is none. */
static void put_entry(struct json *j, const char *key, int64_t entry)
{
	json_put_int(j, key, entry != 0 ? entry : SIJIL_MISSING);
}

static void put_figure(struct json *j, const struct figure *f)
{
	json_put_amount(j, "value", f->missing == PRESENT ? f->value : SIJIL_MISSING);
	json_put_amount(j, "numerator", f->numerator);
	json_put_amount(j, "denominator", f->denominator);
	json_put_text(j, "missing", f->missing != PRESENT ? missing_code(f->missing) : NULL);
}

static void put_stretch(struct json *j, const struct period *p)
{
	json_put_text(j, "code", p->code);
	json_put_day(j, "from", p->from);
	json_put_day(j, "to", p->to);
}

static void put_population(struct json *j, const char *what, const char *sex, const char *age, const char *area)
{
	json_key(j, "population");
	json_object(j);
	json_put_text(j, "what", what);
	json_put_text(j, "sex", sex);
	json_put_text(j, "age", age);
	json_put_text(j, "area", area);
	json_end(j);
}

static void put_definition(struct json *j, const struct explanation *x)
{
	const struct sijil_metric *def = x->metric->answer->metric->def;

	json_put_text(j, "program", x->program->program->id);
	json_put_text(j, "plugin", x->program->program->plugin->name);
	json_put_text(j, "plugin_version", x->program->program->plugin->version);
	json_put_text(j, "metric", def->code);
	json_put_text(j, "title", x->metric->title);
	json_put_text(j, "unit", x->metric->unit);
	json_put_text(j, "definition", program_label(x->program->program, def->definition, x->summary->language));
	json_put_text(j, "comparable_to", program_label(x->program->program, def->comparable, x->summary->language));
	json_put_int(j, "scale", def->scale);
	json_put_int(j, "per", def->per != 0 ? def->per : 1);
	json_put_int(j, "offset", def->offset);
	json_put_bool(j, "estimate", def->estimate);
	put_population(j, def->population.what, def->population.sex, def->population.age, def->population.area);
}

/* --- targets and baselines --- */

static void put_comparison(struct json *j, const struct comparison *c)
{
	const struct population *p = &c->target->population;

	json_object(j);
	json_put_text(j, "id", c->target->id);
	json_put_bool(j, "baseline", c->baseline);
	json_put_amount(j, "value", c->target->value);
	json_put_text(j, "unit", c->target->unit);
	json_put_text(j, "period", c->target->period);
	put_population(j, p->what, p->sex, p->age, p->area);
	json_put_int(j, "year", p->year != 0 ? p->year : SIJIL_MISSING);
	json_put_text(j, "source", p->source);
	json_put_bool(j, "comparable", c->comparable);
	json_put_text(j, "differs", c->differs);
	json_put_amount(j, "distance", c->distance);
	json_end(j);
}

static void put_comparisons(struct json *j, const struct explanation *x)
{
	json_key(j, "comparisons");
	json_array(j);
	for (size_t i = 0; i < x->metric->n_comparisons; i++)
		put_comparison(j, &x->metric->comparisons[i]);
	for (size_t i = 0; i < x->program->n_baselines; i++)
		put_comparison(j, &x->program->baselines[i]);
	json_end(j);
}

/* --- figures --- */

static void put_breakdowns(struct json *j, const struct answer *a)
{
	json_key(j, "breakdowns");
	json_array(j);
	for (size_t b = 0; b < a->n_breakdowns; b++) {
		json_object(j);
		json_put_text(j, "by", a->breakdowns[b].by);
		json_key(j, "groups");
		json_array(j);
		for (size_t i = 0; i < a->breakdowns[b].n; i++) {
			json_object(j);
			json_put_text(j, "group", a->breakdowns[b].groups[i].code);
			put_figure(j, &a->breakdowns[b].groups[i].figure);
			json_end(j);
		}
		json_end(j);
		json_put_bool(j, "additive", a->breakdowns[b].additive);
		json_end(j);
	}
	json_end(j);
}

static void put_excluded(struct json *j, const struct answer *a)
{
	json_key(j, "excluded");
	json_array(j);
	for (size_t i = 0; i < a->n_excluded; i++) {
		json_object(j);
		json_put_text(j, "reason", a->excluded[i].reason);
		json_put_int(j, "count", a->excluded[i].count);
		json_put_amount(j, "amount", a->excluded[i].amount);
		json_end(j);
	}
	json_end(j);
}

static void put_parity(struct json *j, const struct explanation *x)
{
	const struct metric *m = x->metric->answer->metric;

	json_key(j, "parity");
	if (m->parity_of == NULL) {
		json_null(j);
		return;
	}
	json_object(j);
	json_put_text(j, "of", m->parity_of->def->code);
	json_put_text(j, "by", m->parity_axis);
	json_put_text(j, "first", m->parity_first);
	json_put_text(j, "second", m->parity_second);
	json_put_amount(j, "adjusted", x->metric->answer->adjusted);
	json_end(j);
}

static void put_freshness(struct json *j, const struct explanation *x)
{
	json_key(j, "freshness");
	json_array(j);
	for (size_t i = 0; i < x->trail->n_sites; i++) {
		const struct trail_site *s = &x->trail->sites[i];

		json_object(j);
		json_put_text(j, "site", s->site);
		json_put_day(j, "last_entry", s->day);
		json_put_int(j, "days", (int64_t)x->summary->as_of - s->day);
		json_end(j);
	}
	json_end(j);
}

/* --- what it is made of --- */

static void put_cell(struct json *j, const char *by, const char *group, bool counted)
{
	json_object(j);
	json_put_text(j, "by", by);
	json_put_text(j, "group", group);
	json_put_bool(j, "counted", counted);
	json_end(j);
}

static void put_cells(struct json *j, const struct explanation *x, const struct explain_row *r)
{
	const struct trail_metric *m = &x->trail->metrics[r->c->metric];

	json_key(j, "groups");
	json_array(j);
	for (unsigned b = 0; x->base == NULL && b < m->n_shown; b++) {
		const struct breakdown *all = explain_undivided(x, r->c, b);
		const char *code = all != NULL ? NULL : explain_group_code(x, r->c, b);

		for (size_t i = 0; all != NULL && i < all->n; i++)
			put_cell(j, m->breakdowns[b].by, all->groups[i].code, true);
		if (code != NULL)
			put_cell(j, m->breakdowns[b].by, code, r->c->cells[b].counted);
	}
	json_end(j);
}

static void put_row(struct json *j, const struct explanation *x, const struct explain_row *r)
{
	const struct contribution *c = r->c;
	const struct trail_window *w = &x->trail->windows[c->window];
	const char *reason = explain_reason(r);

	json_object(j);
	json_put_text(j, "window", w->period.code);
	json_put_text(j, "window_by", w->by);
	json_put_text(j, "subject_type", explain_subject_type(c));
	json_put_text(j, "subject", c->subject);
	put_entry(j, "entry", c->entry);
	json_put_text(j, "program", c->program);
	json_put_text(j, "kind", c->kind);
	json_put_day(j, "day", c->day);
	json_put_day(j, "until", c->until);
	put_entry(j, "closed_by", c->closing);
	json_put_text(j, "ended", explain_end(c));
	json_put_text(j, "site", c->site);
	json_put_amount(j, "amount", c->amount);
	json_put_bool(j, "counted", r->counted);
	json_put_text(j, "reason", *reason != '\0' ? reason : NULL);
	put_cells(j, x, r);
	json_end(j);
}

static void put_list(struct json *j, const struct explanation *x, const struct explain_list *l)
{
	json_object(j);
	json_put_text(j, "metric", l->metric->def->code);
	json_put_text(j, "side", explain_side(l->side));
	json_put_int(j, "measure", (int64_t)l->measure + 1);
	json_put_text(j, "take", l->take);
	json_put_text(j, "title", l->title);
	json_put_text(j, "unit", l->unit);
	json_put_text(j, "parity_group", l->group);
	json_put_amount(j, "amount", l->amount);
	json_key(j, "contributions");
	json_array(j);
	for (size_t i = 0; i < x->n_rows; i++)
		if (explain_list_of(x, &x->rows[i]) == l)
			put_row(j, x, &x->rows[i]);
	json_end(j);
	json_end(j);
}

static void put_changes(struct json *j, const struct explanation *x)
{
	json_key(j, "changes");
	json_array(j);
	for (size_t i = 0; i < x->n_changes; i++) {
		const struct explain_change *c = &x->changes[i];

		json_object(j);
		json_put_text(j, "side", explain_side(c->side));
		json_put_text(j, "parity_group", c->group);
		json_put_text(j, "subject", c->subject);
		json_put_amount(j, "before", c->before);
		json_put_amount(j, "now", c->now);
		json_end(j);
	}
	json_end(j);
}

static void put_figures(struct json *j, const struct explanation *x)
{
	const struct answer *a = x->metric->answer;

	json_key(j, "period");
	json_object(j);
	put_stretch(j, &x->summary->period);
	put_figure(j, &a->total);
	json_end(j);
	json_key(j, "previous");
	json_object(j);
	put_stretch(j, &x->summary->previous);
	put_figure(j, &a->previous);
	json_end(j);
	put_parity(j, x);
	put_comparisons(j, x);
	put_breakdowns(j, a);
	put_excluded(j, a);
}

void explain_write_json(const struct explanation *x, struct str *out)
{
	struct json j;

	json_begin(&j, out);
	json_object(&j);
	json_put_text(&j, "city", x->summary->city_name);
	put_definition(&j, x);
	json_put_day(&j, "as_of", x->summary->as_of);
	put_figures(&j, x);
	put_freshness(&j, x);
	json_key(&j, "measures");
	json_array(&j);
	for (size_t i = 0; i < x->n_lists; i++)
		put_list(&j, x, &x->lists[i]);
	json_end(&j);
	put_changes(&j, x);
	json_put_bool(&j, "publishable", x->suppress_below <= 1);
	json_end(&j);
}

/* For a coordinator before a committee: the figure, what it means, what it is made of, what was left out, what changed.
 */
#include "config.h"

#include "report/explain.h"
#include "report/explain_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "metrics/windows.h"
#include "report/cell.h"
#include "report/table.h"
#include "report/wording.h"

#define DOT " \xc2\xb7 "

enum { INDENT = 2, CHANGES_SHOWN = 10 };

/* A label and what it says, in two columns. */
static void say(struct table *t, const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	table_cell(t, label);
	table_rest(t, text);
}

static void say_line(struct table *t, const char *label, struct str *line)
{
	say(t, label, line->s);
	str_clear(line);
}

static void add_member(struct str *line, const char *name, const char *text)
{
	if (text != NULL)
		str_addf(line, "%s%s%s%s", line->len > 0 ? ", " : "", name, *name != '\0' ? " " : "", text);
}

/* A figure with its unit and both sides, or why there is none. */
static void add_figure(struct str *line, const struct explanation *x, const struct summary_metric *m,
		       const struct figure *f)
{
	word_value(line, x->summary, m, f);
	if (f->missing != PRESENT) {
		str_addc(line, ' ');
		word_missing(line, m->answer, f->missing, x->summary->period.unit);
		return;
	}
	if (*word_unit(m->unit) != '\0')
		str_addf(line, " %s", word_unit_of(m->unit, f->value, m->answer->metric->def->decimals));
	if (f->denominator != SIJIL_MISSING)
		str_addc(line, ' ');
	word_counts(line, x->summary, f);
}

static void write_title(const struct explanation *x, struct str *out)
{
	const struct summary *s = x->summary;
	const struct program *p = x->program->program;
	char from[DATE_TEXT], to[DATE_TEXT], as_of[DATE_TEXT];

	cell_add(out, x->metric->title);
	str_addf(out, " (%s)\n", x->metric->answer->metric->def->code);
	cell_add(out, x->program->title);
	str_addf(out, " (%s, %s)\n", p->config->plugin, p->id);
	str_addf(out, "%s: %s " WORD_DASH " %s" DOT "as of %s\n\n", s->period.code, date_text(s->period.from, from),
		 date_text(s->period.to, to), date_text(s->as_of, as_of));
}

/* What is divided by what. */
static void say_parity(const struct explanation *x, struct table *t, struct str *line)
{
	const struct metric *m = x->metric->answer->metric;
	const struct figure adjusted = { .missing = PRESENT, .value = x->metric->answer->adjusted };

	str_addf(line, "%s of %s=%s (", m->parity_of->def->code, m->parity_axis, m->parity_first);
	explain_amount(line, x->summary, x->metric->answer->total.numerator);
	str_addf(line, ") divided by that of %s=%s (", m->parity_axis, m->parity_second);
	explain_amount(line, x->summary, x->metric->answer->total.denominator);
	str_addc(line, ')');
	say_line(t, "parity", line);
	if (adjusted.value == SIJIL_MISSING)
		return;
	word_value(line, x->summary, x->metric, &adjusted);
	say_line(t, "adjusted", line);
}

static void say_meaning(const struct explanation *x, struct table *t, struct str *line)
{
	const struct sijil_metric *def = x->metric->answer->metric->def;
	const struct sijil_plugin *plugin = x->program->program->plugin;

	say(t, "definition", program_label(x->program->program, def->definition, x->summary->language));
	say(t, "comparable to", program_label(x->program->program, def->comparable, x->summary->language));
	add_member(line, "", def->population.what);
	add_member(line, "sex", def->population.sex);
	add_member(line, "age", def->population.age);
	add_member(line, "area", def->population.area);
	say_line(t, "speaks of", line);
	if (def->estimate)
		say(t, "estimate", "modelled or extrapolated, not measured");
	str_addf(line, "plugin %s %s", plugin->name, plugin->version);
	say_line(t, "worked out by", line);
}

static void say_comparisons(const struct explanation *x, struct table *t, struct str *line)
{
	for (size_t i = 0; i < x->metric->n_comparisons; i++) {
		word_comparison(line, x->summary, x->metric, &x->metric->comparisons[i]);
		say_line(t, "set beside", line);
	}
	for (size_t i = 0; i < x->program->n_baselines; i++) {
		word_comparison(line, x->summary, NULL, &x->program->baselines[i]);
		say_line(t, "set beside", line);
	}
}

static void write_head(const struct explanation *x, struct str *out, struct str *line)
{
	struct table *t = table_new(0);

	table_column(t, NULL, 0);
	table_column(t, NULL, 0);
	add_figure(line, x, x->metric, &x->metric->answer->total);
	say_line(t, "value", line);
	word_change(line, x->summary, x->metric);
	say_line(t, "change", line);
	word_last_year(line, x->summary, x->metric);
	say_line(t, "last year", line);
	if (x->base != NULL)
		say_parity(x, t, line);
	say_meaning(x, t, line);
	say_comparisons(x, t, line);
	table_write(t, &(struct table_style){ .indent = INDENT }, out);
	table_free(t);
}

/* --- freshness --- */

static const char *name_of_site(const struct explanation *x, const char *code)
{
	const struct site *site = code != NULL ? city_site(&x->city, code) : NULL;

	return site != NULL ? label_text(&site->name, x->summary->language) : NULL;
}

static void write_freshness(const struct explanation *x, struct str *out, struct str *line)
{
	struct table *t = table_new(0);
	char day[DATE_TEXT];

	table_column(t, "site", 0);
	table_column(t, "", 0);
	table_column(t, "latest entry", 0);
	table_column(t, "days ago", TABLE_RIGHT);
	for (size_t i = 0; i < x->trail->n_sites; i++) {
		const struct trail_site *s = &x->trail->sites[i];

		table_cell(t, s->site != NULL ? s->site : WORD_DASH);
		table_cell(t, name_of_site(x, s->site));
		table_cell(t, date_text(s->day, day));
		str_addi(line, (int64_t)x->summary->as_of - s->day);
		table_cell(t, line->s);
		str_clear(line);
	}
	str_add(out, "\nHow fresh it is\n");
	if (table_height(t) == 0)
		str_add(out, "  nothing was logged yet\n");
	else
		table_write(t, &(struct table_style){ .indent = INDENT }, out);
	table_free(t);
}

/* --- groups --- */

static void write_breakdown(const struct explanation *x, const struct breakdown *b, struct str *out, struct str *line)
{
	struct table *t = table_new(0);

	table_column(t, b->by, 0);
	table_column(t, "value", TABLE_RIGHT);
	table_column(t, "numerator", TABLE_RIGHT);
	table_column(t, "denominator", TABLE_RIGHT);
	table_column(t, NULL, 0);
	for (size_t i = 0; i < b->n; i++) {
		const struct figure *f = &b->groups[i].figure;

		table_cell(t, b->groups[i].code);
		word_value(line, x->summary, x->metric, f);
		table_cell(t, line->s);
		str_clear(line);
		explain_amount(line, x->summary, f->numerator);
		table_cell(t, line->s);
		str_clear(line);
		explain_amount(line, x->summary, f->denominator);
		table_cell(t, line->s);
		str_clear(line);
		if (f->missing != PRESENT)
			word_missing(line, x->metric->answer, f->missing,
				     b->time ? period_unit_named(b->by) : x->summary->period.unit);
		table_cell(t, line->s);
		str_clear(line);
	}
	str_addf(out, "\nBy %s%s\n", b->by, b->additive ? "" : " (the groups do not add up to the whole)");
	if (b->n > 0)
		table_write(t, &(struct table_style){ .indent = INDENT }, out);
	else
		str_add(out, "  nothing in the period\n");
	table_free(t);
}

/* --- what changed --- */

enum change { NEW, GONE, CHANGED, CHANGES };

static enum change change_of(const struct explain_change *c)
{
	return c->before == SIJIL_MISSING ? NEW : c->now == SIJIL_MISSING ? GONE : CHANGED;
}

static void list_change(const struct explanation *x, const struct explain_change *c, struct table *t, struct str *line)
{
	static const char *const words[CHANGES] = { "new", "gone", "changed" };

	table_cell(t, words[change_of(c)]);
	table_cell(t, c->subject);
	explain_amount(line, x->summary, c->before);
	table_cell(t, line->s);
	str_clear(line);
	explain_amount(line, x->summary, c->now);
	table_cell(t, line->s);
	str_clear(line);
}

/* Those of one side (of one group): n of them. */
static void write_side_changes(const struct explanation *x, const struct explain_change *c, size_t n, struct str *out,
			       struct str *line)
{
	struct table *t = table_new(0);
	size_t counts[CHANGES] = { 0 };

	table_column(t, NULL, 0);
	table_column(t, "subject", 0);
	table_column(t, x->summary->previous.code, TABLE_RIGHT);
	table_column(t, x->summary->period.code, TABLE_RIGHT);
	for (int kind = NEW; kind < CHANGES; kind++)
		for (size_t i = 0; i < n; i++)
			if ((int)change_of(&c[i]) == kind && (counts[kind]++ < CHANGES_SHOWN || x->all))
				list_change(x, &c[i], t, line);
	str_addf(out, "  %s%s%s: %zu new, %zu gone, %zu changed\n", c->group != NULL ? c->group : "",
		 c->group != NULL ? " " : "", explain_side(c->side), counts[NEW], counts[GONE], counts[CHANGED]);
	table_write(t, &(struct table_style){ .indent = 2 * INDENT }, out);
	if (table_height(t) < n)
		str_addf(out, "    ... and %zu more: --all, or --format csv\n", n - table_height(t));
	table_free(t);
}

static bool same_side(const struct explain_change *a, const struct explain_change *b)
{
	return a->side == b->side && a->group == b->group;
}

static void write_changes(const struct explanation *x, struct str *out, struct str *line)
{
	const struct answer *a = x->metric->answer;
	size_t i, n;

	str_addf(out, "\nWhat changed since %s\n", x->summary->previous.code);
	add_figure(line, x, x->metric, &a->previous);
	str_addf(out, "  %s: %s\n", x->summary->previous.code, line->s);
	str_clear(line);
	add_figure(line, x, x->metric, &a->total);
	str_addf(out, "  %s: %s\n", x->summary->period.code, line->s);
	str_clear(line);
	if (x->n_changes == 0)
		str_add(out, "  nobody's part is another than before\n");
	for (i = 0; i < x->n_changes; i += n) {
		for (n = 1; i + n < x->n_changes && same_side(&x->changes[i], &x->changes[i + n]); n++)
			;
		write_side_changes(x, &x->changes[i], n, out, line);
	}
}

void explain_write_text(const struct explanation *x, struct str *out)
{
	const struct answer *a = x->metric->answer;
	struct str line;

	str_init(&line, STR_MAX_DEFAULT);
	write_title(x, out);
	write_head(x, out, &line);
	explain_write_lists(x, out, &line);
	for (size_t b = 0; b < a->n_breakdowns; b++)
		write_breakdown(x, &a->breakdowns[b], out, &line);
	explain_write_left_out(x, out, &line);
	write_changes(x, out, &line);
	write_freshness(x, out, &line);
	str_add(out, "\n'sijil show ENTRY' tells all about an entry.\n");
	if (x->suppress_below > 1)
		str_addf(out,
			 "Not for publication: it names persons by their codes and does not hide numbers below %lld.\n",
			 (long long)x->suppress_below);
	str_release(&line);
}

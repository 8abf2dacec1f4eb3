#include "config.h"

#include "report/writers.h"

#include <stdlib.h>

#include "base/date.h"
#include "report/breakdowns.h"
#include "report/cell.h"
#include "report/table.h"
#include "report/wording.h"

#define DOT " \xc2\xb7 "

static void add_remark(struct table *t, struct str *line)
{
	if (line->len > 0) {
		char *text = mem_strdup(line->s);

		str_clear(line);
		str_addf(line, "  %s", text);
		table_rest(t, line->s);
		free(text);
	}
	str_clear(line);
}

/* Title, number, unit, counts, change. */
static void add_row(const struct summary *s, const struct summary_metric *m, struct table *t, struct str *line)
{
	const struct figure *total = &m->answer->total;

	table_cell(t, m->title);
	if (total->missing != PRESENT && total->missing != MISSING_SUPPRESSED) {
		str_add(line, WORD_DASH " ");
		word_missing(line, m->answer, total->missing);
		table_rest(t, line->s);
		str_clear(line);
		return;
	}
	word_value(line, s, m, total);
	table_cell(t, line->s);
	str_clear(line);
	table_cell(t, total->missing == PRESENT ? word_unit(m->unit) : NULL);
	word_counts(line, s, total);
	table_cell(t, line->s);
	str_clear(line);
	word_change(line, s, m);
	table_cell(t, line->s);
	str_clear(line);
}

static void add_part(const struct summary *s, const struct summary_metric *m, const struct part *part,
		     struct table *t, struct str *line)
{
	const struct figure *f = &part->figure;

	str_addf(line, "%s ", part->title);
	word_value(line, s, m, f);
	if (f->missing == PRESENT && *word_unit(m->unit) != '\0')
		str_addf(line, " %s", word_unit(m->unit));
	if (f->missing == PRESENT && f->denominator != SIJIL_MISSING)
		str_addc(line, ' ');
	word_counts(line, s, f);
	if (f->missing != PRESENT && f->missing != MISSING_SUPPRESSED) {
		str_addc(line, ' ');
		word_missing(line, m->answer, f->missing);
	}
	add_remark(t, line);
}

/* What stands under a metric: its parts, its parity adjusted, what was left out, targets and baselines. */
static void add_remarks(const struct summary *s, const struct summary_metric *m, struct table *t, struct str *line)
{
	const struct answer *a = m->answer;

	for (size_t i = 0; i < a->n_parts; i++)
		add_part(s, m, &a->parts[i], t, line);
	if (a->adjusted != SIJIL_MISSING) {
		struct figure adjusted = { .missing = PRESENT, .value = a->adjusted };

		str_add(line, "adjusted ");
		word_value(line, s, m, &adjusted);
		add_remark(t, line);
	}
	for (size_t i = 0; i < a->n_excluded; i++) {
		word_excluded(line, s, &a->excluded[i]);
		add_remark(t, line);
	}
	for (size_t i = 0; i < m->n_comparisons; i++) {
		word_comparison(line, s, m, &m->comparisons[i]);
		add_remark(t, line);
	}
}

/* Of a program that has no budget lines, the rows about money would only be in the way; CSV and JSON have them. */
static bool is_idle(const struct summary_metric *m)
{
	return m->answer->total.missing == MISSING_NEEDS && metric_is_core(m->answer->metric);
}

static void write_metrics(const struct summary *s, const struct summary_program *p, struct str *out)
{
	struct table_style style = { .indent = 2 };
	struct table *t = table_new(0);
	struct str line;

	str_init(&line, STR_MAX_DEFAULT);
	table_column(t, NULL, 0);
	table_column(t, NULL, TABLE_RIGHT);
	table_column(t, NULL, TABLE_TIGHT);
	table_column(t, NULL, 0);
	table_column(t, NULL, 0);
	for (size_t i = 0; i < p->n_metrics; i++) {
		if (is_idle(&p->metrics[i]))
			continue;
		add_row(s, &p->metrics[i], t, &line);
		add_remarks(s, &p->metrics[i], t, &line);
	}
	for (size_t i = 0; i < p->n_baselines; i++) {
		word_comparison(&line, s, NULL, &p->baselines[i]);
		table_rest(t, line.s);
		str_clear(&line);
	}
	table_write(t, &style, out);
	table_free(t);
	str_release(&line);
}

static bool is_suppressed(const struct answer *a)
{
	bool yes = a->total.missing == MISSING_SUPPRESSED || a->previous.missing == MISSING_SUPPRESSED;

	for (size_t i = 0; i < a->n_parts; i++)
		yes = yes || a->parts[i].figure.missing == MISSING_SUPPRESSED;
	for (size_t i = 0; i < a->n_excluded; i++)
		yes = yes || a->excluded[i].count == SIJIL_MISSING;
	for (size_t b = 0; b < a->n_breakdowns; b++)
		for (size_t i = 0; i < a->breakdowns[b].n; i++)
			yes = yes || a->breakdowns[b].groups[i].figure.missing == MISSING_SUPPRESSED;
	return yes;
}

static void note_suppressed(const struct summary *s, const struct summary_program *p, struct str *out)
{
	bool any = false;

	for (size_t i = 0; i < p->n_metrics; i++)
		any = any || is_suppressed(p->metrics[i].answer);
	if (any)
		str_addf(out, "\n  <%lld: 1 to %lld persons, or hidden so that no total gives such a number away\n",
			 (long long)s->suppress_below, (long long)s->suppress_below - 1);
}

static void write_head(const struct summary *s, const struct summary_program *p, struct str *out)
{
	char from[DATE_TEXT], to[DATE_TEXT], as_of[DATE_TEXT];

	cell_add(out, p->title);
	str_addf(out, " (%s, %s)\n", p->program->config->plugin, p->program->id);
	str_addf(out, "%s: %s " WORD_DASH " %s" DOT "as of %s" DOT, s->period.code, date_text(s->period.from, from),
		 date_text(s->period.to, to), date_text(s->as_of, as_of));
	if (p->last_entry != NULL)
		str_addf(out, "latest entry %s\n", p->last_entry);
	else
		str_add(out, "no entries yet\n");
}

static void write_program(const struct summary *s, const struct summary_program *p, struct str *out)
{
	write_head(s, p, out);
	str_addc(out, '\n');
	if (p->unavailable != NULL) {
		str_add(out, "  not available: ");
		cell_add(out, p->unavailable);
		str_addc(out, '\n');
		return;
	}
	write_metrics(s, p, out);
	breakdowns_write(s, p, out);
	note_suppressed(s, p, out);
}

void summary_write_text(const struct summary *s, struct str *out)
{
	cell_add(out, s->city_name);
	str_addc(out, '\n');
	for (size_t i = 0; i < s->n_programs; i++) {
		str_addc(out, '\n');
		write_program(s, &s->programs[i], out);
	}
}

#include "config.h"

#include "report/writers.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/number.h"
#include "report/quality.h"

/* The cells that the rows of one metric share, and those that tell them apart. */
struct row {
	const struct summary_program *program;
	const struct summary_metric *metric; /* NULL: of a program that is not available */
	const char *period, *by, *group;
	const char *title; /* without a metric */
};

static void add_cell(struct str *out, const char *text)
{
	csv_add_text(out, text != NULL ? text : "", ',');
	str_addc(out, ',');
}

static void add_amount(struct str *out, int64_t amount)
{
	char text[NUMBER_TEXT];

	str_add(out, amount != SIJIL_MISSING ? number_text(amount, text) : "");
	str_addc(out, ',');
}

static void begin_row(const struct row *r, struct str *out)
{
	const struct summary_metric *m = r->metric;

	add_cell(out, r->program->program->id);
	add_cell(out, r->program->program->config->plugin);
	add_cell(out, m != NULL ? m->answer->metric->def->code : NULL);
	add_cell(out, m != NULL ? m->title : r->title);
	add_cell(out, m != NULL ? m->unit : NULL);
	add_cell(out, r->period);
	add_cell(out, r->by);
	add_cell(out, r->group);
}

static void end_row(struct str *out, const char *missing)
{
	csv_add_cell(out, missing != NULL ? missing : "", ',');
	str_addc(out, '\n');
}

static const char *missing_text(enum missing missing)
{
	return missing != PRESENT ? missing_code(missing) : NULL;
}

static void add_row(const struct row *r, const struct figure *f, struct str *out)
{
	begin_row(r, out);
	add_amount(out, f->missing == PRESENT ? f->value : SIJIL_MISSING);
	add_amount(out, f->numerator);
	add_amount(out, f->denominator);
	end_row(out, missing_text(f->missing));
}

static void add_excluded(const struct row *r, const struct excluded *x, struct str *out)
{
	bool hidden = x->count == SIJIL_MISSING;

	begin_row(r, out);
	add_amount(out, hidden ? SIJIL_MISSING : x->count * SIJIL_ONE);
	add_amount(out, x->amount);
	add_amount(out, SIJIL_MISSING);
	end_row(out, missing_text(hidden ? MISSING_SUPPRESSED : PRESENT));
}

static void add_metric(const struct summary *s, const struct summary_program *p, const struct summary_metric *m,
		       struct str *out)
{
	const struct answer *a = m->answer;
	struct row row = { .program = p, .metric = m, .period = s->period.code };
	struct row before = { .program = p, .metric = m, .period = s->previous.code };
	struct row last_year = { .program = p, .metric = m, .period = s->last_year.code };
	struct figure adjusted = { PRESENT, a->adjusted, SIJIL_MISSING, SIJIL_MISSING, 0 };

	add_row(&row, &a->total, out);
	add_row(&before, &a->previous, out);
	if (s->last_year.code[0] != '\0')
		add_row(&last_year, &a->last_year, out);
	row.by = "part";
	for (size_t i = 0; i < a->n_parts; i++) {
		row.group = a->parts[i].title;
		add_row(&row, &a->parts[i].figure, out);
	}
	row.by = "excluded";
	for (size_t i = 0; i < a->n_excluded; i++) {
		row.group = a->excluded[i].reason;
		add_excluded(&row, &a->excluded[i], out);
	}
	row.by = "adjusted";
	row.group = NULL;
	if (a->adjusted != SIJIL_MISSING)
		add_row(&row, &adjusted, out);
	for (size_t b = 0; b < a->n_breakdowns; b++) {
		row.by = a->breakdowns[b].by;
		for (size_t i = 0; i < a->breakdowns[b].n; i++) {
			row.group = a->breakdowns[b].groups[i].code;
			add_row(&row, &a->breakdowns[b].groups[i].figure, out);
		}
	}
}

/* A text in place of a group, and no figure. */
static void add_text(const struct row *r, struct str *out)
{
	begin_row(r, out);
	str_add(out, ",,,");
	end_row(out, NULL);
}

static void add_meaning(const struct summary *s, const struct summary_program *p, const struct summary_metric *m,
			struct str *out)
{
	const struct sijil_metric *def = m->answer->metric->def;
	struct row row = { .program = p, .metric = m, .period = s->period.code };

	row.by = "definition";
	row.group = program_label(p->program, def->definition, s->language);
	if (def->definition != NULL)
		add_text(&row, out);
	row.by = "comparable to";
	row.group = program_label(p->program, def->comparable, s->language);
	if (def->comparable != NULL)
		add_text(&row, out);
}

static void add_count(struct row *row, const char *what, size_t n, struct str *out)
{
	row->group = what;
	begin_row(row, out);
	add_amount(out, (int64_t)n * SIJIL_ONE);
	str_add(out, ",,");
	end_row(out, NULL);
}

static void add_quality(const struct summary *s, const struct summary_program *p, struct str *out)
{
	const struct quality *q = &p->quality;
	struct row row = { .program = p, .period = s->period.code, .by = "quality" };

	if (!q->made)
		return;
	if (q->judged) {
		add_count(&row, "errors standing", q->errors, out);
		add_count(&row, "warnings open", q->warnings, out);
	}
	for (size_t i = 0; i < q->n_rules; i++)
		add_count(&row, q->rules[i].code, q->rules[i].n, out);
	add_count(&row, "warnings acknowledged", p->n_acknowledged, out);
	add_count(&row, "late entries", quality_late(p), out);
	add_count(&row, "lines rejected", (size_t)q->rejected, out);
}

static void add_notes(const struct summary *s, const struct summary_program *p, struct str *out)
{
	char day[DATE_TEXT];

	for (size_t i = 0; i < p->n_notes; i++)
		add_text(&(struct row){ .program = p, .period = s->period.code, .by = "note",
					.title = date_text(p->notes[i].day, day), .group = p->notes[i].text }, out);
}

void summary_write_csv(const struct summary *s, struct str *out)
{
	str_add(out, "program,plugin,metric,title,unit,period,by,group,value,numerator,denominator,missing\n");
	for (size_t i = 0; i < s->n_programs; i++) {
		const struct summary_program *p = &s->programs[i];

		if (p->unavailable != NULL) {
			begin_row(&(struct row){ .program = p, .period = s->period.code }, out);
			str_add(out, ",,,");
			end_row(out, "unavailable");
		}
		for (size_t m = 0; m < p->n_metrics; m++)
			add_metric(s, p, &p->metrics[m], out);
		for (size_t m = 0; m < p->n_metrics; m++)
			add_meaning(s, p, &p->metrics[m], out);
		add_quality(s, p, out);
		add_notes(s, p, out);
	}
}

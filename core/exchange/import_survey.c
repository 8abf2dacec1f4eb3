/*
 * What a column says of itself.  One 26/02/2019 proves that the day comes first in all of its column; without one, 03/04/2024
 * is not guessed at.  The file is asked only when it has such a cell, and then once, to its end.
 */
#include "config.h"

#include <string.h>

#include "base/date_read.h"
#include "exchange/import_private.h"

enum { TOLD_LINES = 3, SAMPLE = 32 };

/* Cells of one sort in a column. */
struct sort {
	int64_t n;
	uint32_t lines[TOLD_LINES];
	char sample[SAMPLE]; /* the first */
};

/* What is known of one column. */
struct witness {
	bool dates, numbers; /* what it is read as, and has to say */
	int target;
	const struct kind *kind;
	struct sort open, dmy, mdy, twofold;
};

/* --- what a cell says --- */

static bool is_twofold(const struct csv_field *cell, const struct number_style *style)
{
	char plain[NUMBER_READ];
	const char *why;

	return !cell->number && (memchr(cell->s, ',', cell->n) != NULL || memchr(cell->s, '.', cell->n) != NULL) &&
	       number_read(cell->s, cell->n, style, plain, &why) != 0 && why == number_ambiguous;
}

static enum date_order order_of(const struct csv_field *cell)
{
	const char *s = cell->s;
	size_t n = cell->n;
	char separator;

	for (; n > 0 && *s == ' '; s++)
		n--;
	for (; n > 0 && s[n - 1] == ' '; n--)
		;
	if (n < sizeof("1/1/2024") - 1 || (n > 4 && s[4] == '-'))
		return DATE_ORDER_NONE;
	return date_order_of(s, n, &separator);
}

static void add(struct sort *s, uint32_t line, const struct csv_field *cell)
{
	if (s->n < TOLD_LINES)
		s->lines[s->n] = line;
	if (s->n++ > 0)
		return;
	if (cell->n < SAMPLE)
		memcpy(s->sample, cell->s, cell->n + 1);
	else
		memcpy(s->sample, cell->s, str_cut(cell->s, SAMPLE - 1));
}

static void hear(struct witness *w, uint32_t line, const struct csv_field *cell)
{
	const struct number_style silent = { 0 };

	switch (w->dates ? order_of(cell) : DATE_ORDER_NONE) {
	case DATE_ORDER_OPEN:
		add(&w->open, line, cell);
		break;
	case DATE_ORDER_DMY:
		add(&w->dmy, line, cell);
		break;
	case DATE_ORDER_MDY:
		add(&w->mdy, line, cell);
		break;
	default:
		break;
	}
	if (w->numbers && is_twofold(cell, &silent))
		add(&w->twofold, line, cell);
}

/* --- whom to ask --- */

/* A column that some feed reads so, and of which the mapping does not say how it is written. */
static struct witness *witnesses(struct importing *m)
{
	struct witness *all = arena_alloc(&m->arena, (m->width + 1) * sizeof(*all));
	size_t f, i;

	for (f = 0; f < m->n_feeds; f++)
		for (i = 0; i < m->feeds[f].columns.n; i++) {
			const struct column *c = &m->feeds[f].columns.items[i];
			const struct kind *kind = m->feeds[f].fed->kind;
			const enum cell_type type = c->target == INTAKE_NONE ? CELL_TEXT : import_cell_type(kind, c->target);

			if (type == CELL_TEXT)
				continue;
			all[i].dates |= type == CELL_DATE && !c->format->order_said;
			all[i].numbers |= type == CELL_NUMBER && c->format->numbers.decimal == '\0' &&
					  !c->format->numbers.blank_thousands;
			all[i].target = c->target;
			all[i].kind = kind;
		}
	return all;
}

static bool wants_survey(const struct importing *m, const struct csv_field *cells, size_t n)
{
	const struct number_style silent = { 0 };
	size_t i;

	for (i = 0; i < m->width && i < n; i++)
		if ((m->witnesses[i].dates && order_of(&cells[i]) != DATE_ORDER_NONE) ||
		    (m->witnesses[i].numbers && is_twofold(&cells[i], &silent)))
			return true;
	return false;
}

/* --- what follows --- */

static const char *lines_of(struct arena *a, const struct sort *s)
{
	const char *list = arena_printf(a, "line%s %u", s->n > 1 ? "s" : "", s->lines[0]);
	int64_t i;

	for (i = 1; i < s->n && i < TOLD_LINES; i++)
		list = arena_printf(a, "%s, %u", list, s->lines[i]);
	return s->n > TOLD_LINES ? arena_printf(a, "%s and %lld more", list, (long long)(s->n - TOLD_LINES)) : list;
}

static void set_order(struct importing *m, size_t column, bool day_first)
{
	size_t f;

	for (f = 0; f < m->n_feeds; f++) {
		struct column_format *format = m->feeds[f].columns.items[column].format;

		if (format->order_said)
			continue;
		memcpy(format->dates.order, day_first ? "dmy" : "mdy", sizeof("dmy"));
		format->dates.separator = '\0';
		format->pattern = day_first ? "dd/mm/yyyy" : "mm/dd/yyyy";
	}
}

static void tell_proved(struct importing *m, size_t i, const struct witness *w, struct verdict_of *v)
{
	const struct sort *proof = w->dmy.n > 0 ? &w->dmy : &w->mdy;

	v->dates = VERDICT_PROVED;
	v->finding.severity = SIJIL_INFO;
	v->finding.code = "CSV-I02";
	v->finding.line = proof->lines[0];
	v->finding.message = arena_printf(&m->arena, "column '%s' is read as %s, proved by line %u: %s",
					  m->feeds[0].columns.items[i].name, w->dmy.n > 0 ? "dd/mm/yyyy" : "mm/dd/yyyy",
					  proof->lines[0], proof->sample);
	findings_add(&m->result->findings, &v->finding);
	set_order(m, i, w->dmy.n > 0);
}

static void find_open(struct importing *m, const struct witness *w, const char *name, struct verdict_of *v)
{
	v->dates = VERDICT_OPEN;
	v->finding.line = w->open.lines[0];
	v->finding.value = w->open.sample;
	v->finding.message = arena_printf(&m->arena,
					  "column '%s' does not say which number is the day and which the month: %s (%s)", name,
					  w->open.sample, lines_of(&m->arena, &w->open));
	v->finding.remedy = "say it in the mapping of sijil.yaml: dates: dd/mm/yyyy or dates: mm/dd/yyyy";
}

static void find_torn(struct importing *m, const struct witness *w, const char *name, struct verdict_of *v)
{
	const struct sort *first = w->dmy.lines[0] < w->mdy.lines[0] ? &w->dmy : &w->mdy;

	v->dates = VERDICT_TORN;
	v->finding.line = first->lines[0];
	v->finding.value = first->sample;
	v->finding.message = arena_printf(&m->arena,
					  "column '%s' has dates in two orders: %s (%s) has the day first, %s (%s) the month, "
					  "so that dates such as 03/04/2024 may be either",
					  name, w->dmy.sample, lines_of(&m->arena, &w->dmy), w->mdy.sample,
					  lines_of(&m->arena, &w->mdy));
	v->finding.remedy = "write all of them as year-month-day, such as 2024-03-09";
}

static void find_twofold(struct importing *m, const struct witness *w, const char *name, struct verdict_of *v)
{
	v->twofold = true;
	v->finding.code = "CORE-E02";
	v->finding.line = w->twofold.lines[0];
	v->finding.value = w->twofold.sample;
	v->finding.message = arena_printf(&m->arena, "column '%s' has numbers that may be thousands or decimals: %s (%s)", name,
					  w->twofold.sample, lines_of(&m->arena, &w->twofold));
	v->finding.remedy = "say in the mapping of sijil.yaml which it is: decimal: \",\" or decimal: \".\"";
}

static void judge(struct importing *m, size_t i, const struct witness *w, struct verdict_of *v)
{
	const char *name = m->feeds[0].columns.items[i].name;

	v->finding = (struct finding){
		.severity = SIJIL_ERROR,
		.code = "CORE-E03",
		.column = (uint32_t)i + 1,
		.program = m->r->program->id,
		.kind = w->kind != NULL ? w->kind->def->name : NULL,
		.field = w->kind != NULL ? intake_name(w->kind, w->target) : NULL,
	};
	if (w->dmy.n > 0 && w->mdy.n > 0)
		find_torn(m, w, name, v);
	else if (w->dmy.n + w->mdy.n > 0)
		tell_proved(m, i, w, v);
	else if (w->open.n > 0)
		find_open(m, w, name, v);
	else if (w->twofold.n > 0)
		find_twofold(m, w, name, v);
}

/* --- there and back --- */

static int hear_all(struct importing *m, struct sijil_err *err)
{
	const struct csv_field *cells;
	size_t n, i;
	int got;

	if (source_rewind(m->source, err) != 0 || (got = source_next(m->source, &cells, &n, err)) < 0)
		return -1;
	while (got == 1 && (got = source_next(m->source, &cells, &n, err)) == 1)
		for (i = 0; i < m->width && i < n; i++)
			if (m->witnesses[i].dates || m->witnesses[i].numbers)
				hear(&m->witnesses[i], source_line(m->source), &cells[i]);
	return got;
}

static int come_back(struct importing *m, const struct csv_field **cells, size_t *n, struct sijil_err *err)
{
	size_t i;

	if (source_rewind(m->source, err) != 0)
		return -1;
	for (i = 0; i < m->n_read; i++)
		if (source_next(m->source, cells, n, err) != 1)
			return -1;
	return 0;
}

int survey_ask(struct importing *m, const struct csv_field **cells, size_t *n, struct sijil_err *err)
{
	size_t i;

	if (m->verdicts != NULL)
		return 0;
	if (m->witnesses == NULL)
		m->witnesses = witnesses(m);
	if (!wants_survey(m, *cells, *n))
		return 0;
	m->verdicts = arena_alloc(&m->arena, (m->width + 1) * sizeof(*m->verdicts));
	if (hear_all(m, err) != 0)
		return -1;
	for (i = 0; i < m->width; i++)
		judge(m, i, &m->witnesses[i], &m->verdicts[i]);
	for (i = 0; i < m->n_feeds; i++)
		again_forget(&m->feeds[i]);
	return come_back(m, cells, n, err);
}

bool survey_refuses(struct importing *m, size_t column, const struct csv_field *cell, bool number)
{
	const struct number_style silent = { 0 };
	struct verdict_of *v = m->verdicts != NULL ? &m->verdicts[column] : NULL;
	struct finding finding;

	if (v == NULL || (number ? !v->twofold || !is_twofold(cell, &silent) :
				   v->dates < VERDICT_OPEN || order_of(cell) == DATE_ORDER_NONE))
		return false;
	finding = v->finding;
	finding.line = source_line(m->source);
	finding.value = cell->s;
	if (!v->told)
		findings_add(&m->result->findings, &finding);
	else
		outcome_see(&m->outcome, &finding);
	v->told = true;
	return true;
}

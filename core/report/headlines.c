#include "config.h"

#include "report/headlines.h"

#include <string.h>

#include "base/text.h"
#include "report/cell.h"
#include "report/table.h"
#include "report/wording.h"
#include "report/wrap.h"

/* Blanks before a row, between its columns, and before a remark, counted from the row. */
enum { INDENT = 2, GAP = 2, UNIT_GAP = 1, REMARK = 2 };
/* Titles are not broken to less than this to make room for counts beside them. */
enum { TITLE_LEAST = 24 };

/* The cells of one metric.  why: there is no value, and this is the reason; else NULL. */
struct row {
	const char *value, *unit, *counts, *change, *why;
};

struct page {
	const struct summary *s;
	const struct summary_program *p;
	struct row *rows; /* by metric */
	size_t title, value, unit, counts; /* widths of the columns */
	bool counts_below;
	struct table *table;
	struct str line;  /* being put together */
	struct arena arena;
};

/* The line put together, kept; the next one begins. */
static const char *take_line(struct page *g)
{
	const char *text = arena_strdup(&g->arena, g->line.s);

	str_clear(&g->line);
	return text;
}

static void fill_row(struct page *g, const struct summary_metric *m, struct row *r)
{
	const struct figure *total = &m->answer->total;
	bool present = total->missing == PRESENT;

	if (!present && total->missing != MISSING_SUPPRESSED) {
		word_missing(&g->line, m->answer, total->missing, g->s->period.unit);
		r->why = take_line(g);
		return;
	}
	word_value(&g->line, g->s, m, total);
	r->value = take_line(g);
	r->unit = present ? word_unit_of(m->unit, total->value, m->answer->metric->def->decimals) : "";
	word_counts(&g->line, g->s, total);
	if (present && m->answer->metric->def->estimate)
		str_addf(&g->line, "%s" WORD_ESTIMATE, g->line.len > 0 ? " " : "");
	r->counts = take_line(g);
	word_change(&g->line, g->s, m);
	r->change = take_line(g);
}

static void widen(size_t *width, const char *text)
{
	size_t own = text_width(text);

	if (own > *width)
		*width = own;
}

/* Columns used to the left of the change, with a title of no width. */
static size_t beside_title(const struct page *g)
{
	return INDENT + GAP + g->value + UNIT_GAP + g->unit + (g->counts_below ? 0 : GAP + g->counts);
}

/* The width of the titles, and whether the counts stand beside them. */
static void choose_layout(struct page *g)
{
	size_t columns = g->s->columns;

	if (columns == 0 || g->title + beside_title(g) <= columns)
		return;
	if (beside_title(g) + TITLE_LEAST > columns)
		g->counts_below = true;
	if (g->title + beside_title(g) > columns)
		g->title = columns > beside_title(g) + TITLE_LEAST ? columns - beside_title(g) : TITLE_LEAST;
}

bool headlines_leave_out(const struct summary_metric *m)
{
	return m->answer->total.missing == MISSING_NEEDS && metric_is_core(m->answer->metric);
}

static void measure(struct page *g)
{
	g->rows = arena_alloc(&g->arena, (g->p->n_metrics + 1) * sizeof(*g->rows));
	for (size_t i = 0; i < g->p->n_metrics; i++) {
		struct row *r = &g->rows[i];

		if (headlines_leave_out(&g->p->metrics[i]))
			continue;
		fill_row(g, &g->p->metrics[i], r);
		widen(&g->title, g->p->metrics[i].title);
		if (r->why != NULL)
			continue;
		widen(&g->value, r->value);
		widen(&g->unit, r->unit);
		widen(&g->counts, r->counts);
	}
	choose_layout(g);
}

/* Whether a text that begins after `used` columns stays on the page. */
static bool has_room(const struct page *g, size_t used, const char *text)
{
	return g->s->columns == 0 || used + text_width(text) <= g->s->columns;
}

/* Below the row before it, in as many lines as it needs. */
static void add_remark(struct page *g, const char *text)
{
	size_t indent = REMARK;

	while (*text != '\0') {
		size_t used = INDENT + indent;
		size_t room = g->s->columns == 0 ? 0 : g->s->columns > used ? g->s->columns - used : 1;
		const char *end = wrap_end(text, room);

		table_rest(g->table, arena_printf(&g->arena, "%*s%.*s", (int)indent, "", (int)(end - text), text));
		text = end + (*end == ' ');
		indent = 2 * REMARK;
	}
}

static void remark_line(struct page *g)
{
	add_remark(g, take_line(g));
}

/* The reason stands beside the dash, or below it. */
static void add_reason(struct page *g, const struct row *r, const char *rest_of_title)
{
	const char *text = arena_printf(&g->arena, WORD_DASH " %s", r->why);
	bool fits = has_room(g, INDENT + g->title + GAP, text);

	table_rest(g->table, fits ? text : WORD_DASH);
	add_remark(g, rest_of_title);
	if (!fits)
		add_remark(g, r->why);
}

static void add_numbers(struct page *g, const struct row *r, const char *rest_of_title)
{
	bool fits = has_room(g, g->title + beside_title(g) + GAP, r->change);

	table_cell(g->table, r->value);
	table_cell(g->table, r->unit);
	if (!g->counts_below)
		table_cell(g->table, r->counts);
	table_cell(g->table, fits ? r->change : NULL);
	add_remark(g, rest_of_title);
	if (g->counts_below)
		str_add(&g->line, r->counts);
	if (!fits)
		str_addf(&g->line, "%s%s", g->line.len > 0 ? " " : "", r->change);
	remark_line(g);
}

static void add_row(struct page *g, const struct summary_metric *m, const struct row *r)
{
	const char *end = g->s->columns == 0 ? m->title + strlen(m->title) : wrap_end(m->title, g->title);

	table_cell(g->table, arena_strndup(&g->arena, m->title, (size_t)(end - m->title)));
	end += *end == ' ';
	if (r->why != NULL)
		add_reason(g, r, end);
	else
		add_numbers(g, r, end);
}

static void add_parts(struct page *g, const struct summary_metric *m)
{
	for (size_t i = 0; i < m->answer->n_parts; i++) {
		str_addf(&g->line, "%s ", m->answer->parts[i].title);
		word_figure(&g->line, g->s, m, &m->answer->parts[i].figure);
		remark_line(g);
	}
	if (m->answer->adjusted != SIJIL_MISSING) {
		struct figure adjusted = { .missing = PRESENT, .value = m->answer->adjusted };

		str_add(&g->line, "adjusted ");
		word_value(&g->line, g->s, m, &adjusted);
		remark_line(g);
	}
}

/* What stands under a metric: its parts, last year, what was left out, targets and baselines. */
static void add_remarks(struct page *g, const struct summary_metric *m)
{
	add_parts(g, m);
	word_last_year(&g->line, g->s, m);
	remark_line(g);
	for (size_t i = 0; i < m->answer->n_excluded; i++) {
		word_excluded(&g->line, g->s, &m->answer->excluded[i]);
		remark_line(g);
	}
	for (size_t i = 0; i < m->n_comparisons; i++) {
		word_comparison(&g->line, g->s, m, &m->comparisons[i]);
		remark_line(g);
	}
}

static void add_columns(struct page *g)
{
	g->table = table_new(0);
	table_column(g->table, NULL, 0);
	table_column(g->table, NULL, TABLE_RIGHT);
	table_column(g->table, NULL, TABLE_TIGHT);
	if (!g->counts_below)
		table_column(g->table, NULL, 0);
	table_column(g->table, NULL, 0);
}

/* Baselines of no metric, below all of them. */
static void write_loose(struct page *g, struct str *out)
{
	for (size_t i = 0; i < g->p->n_baselines; i++) {
		const char *text;

		word_comparison(&g->line, g->s, NULL, &g->p->baselines[i]);
		text = take_line(g);
		cell_add(&g->line, text);
		wrap_add(out, take_line(g), &(struct wrap){ g->s->columns, INDENT, INDENT + REMARK });
	}
}

void headlines_write(const struct summary *s, const struct summary_program *p, struct str *out)
{
	struct page g = { .s = s, .p = p };

	str_init(&g.line, STR_MAX_DEFAULT);
	measure(&g);
	add_columns(&g);
	for (size_t i = 0; i < p->n_metrics; i++) {
		if (headlines_leave_out(&p->metrics[i]))
			continue;
		add_row(&g, &p->metrics[i], &g.rows[i]);
		add_remarks(&g, &p->metrics[i]);
	}
	table_write(g.table, &(struct table_style){ .indent = INDENT }, out);
	write_loose(&g, out);
	table_free(g.table);
	str_release(&g.line);
	arena_release(&g.arena);
}

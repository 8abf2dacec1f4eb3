#include "config.h"

#include "report/breakdowns.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "report/table.h"
#include "report/wording.h"
#include "report/wrap.h"

enum { INDENT = 2, HEADING = 18 };

/* One metric's column. */
struct grouped {
	const struct summary_metric *metric;
	const struct breakdown *groups;
	size_t value_width, counts_width;
};

/* One breakdown over all metrics that have it. */
struct grid {
	const struct summary *s;
	const struct program *program;
	const char *by;
	struct grouped *columns;
	size_t n_columns;
	const char **codes; /* rows: every group of any column */
	size_t n_codes, cap_codes;
	const struct answer *missing[MISSING_REASONS]; /* one with a "–" for that reason */
	struct arena arena;
};

static const struct breakdown *breakdown_of(const struct answer *a, const char *by)
{
	for (size_t i = 0; i < a->n_breakdowns; i++)
		if (strcmp(a->breakdowns[i].by, by) == 0)
			return &a->breakdowns[i];
	return NULL;
}

static const struct figure *group_figure(const struct grouped *c, const char *code)
{
	for (size_t i = 0; i < c->groups->n; i++)
		if (strcmp(c->groups->groups[i].code, code) == 0)
			return &c->groups->groups[i].figure;
	return NULL;
}

static size_t code_index(const struct grid *g, const char *code)
{
	size_t i = 0;

	while (i < g->n_codes && strcmp(g->codes[i], code) != 0)
		i++;
	return i;
}

/* Groups that only some metrics have keep their place after the group they follow there. */
static void merge_codes(struct grid *g, const struct breakdown *b)
{
	size_t place = 0;

	for (size_t i = 0; i < b->n; i++) {
		size_t at = code_index(g, b->groups[i].code);

		if (at < g->n_codes) {
			place = at + 1;
			continue;
		}
		g->codes = mem_grow(g->codes, g->n_codes, &g->cap_codes, sizeof(*g->codes));
		memmove(&g->codes[place + 1], &g->codes[place], (g->n_codes - place) * sizeof(*g->codes));
		g->codes[place++] = b->groups[i].code;
		g->n_codes++;
	}
}

static bool is_nothing(const struct figure *f)
{
	if (f == NULL)
		return true;
	if (f->missing == MISSING_SUPPRESSED)
		return false;
	return f->missing != PRESENT || (f->value == 0 && (f->denominator == SIJIL_MISSING || f->denominator == 0));
}

/* "Not recorded" stands last, and only if it holds anything. */
static void place_unknown(struct grid *g)
{
	size_t at = code_index(g, "U");
	bool holds = false;

	if (at == g->n_codes)
		return;
	memmove(&g->codes[at], &g->codes[at + 1], (g->n_codes - at - 1) * sizeof(*g->codes));
	g->codes[g->n_codes - 1] = "U";
	for (size_t i = 0; i < g->n_columns; i++)
		holds = holds || !is_nothing(group_figure(&g->columns[i], "U"));
	g->n_codes -= !holds;
}

static size_t width_of(const struct grid *g, const struct grouped *c, const struct figure *f, bool counts)
{
	struct str text;
	size_t width;

	str_init(&text, STR_MAX_DEFAULT);
	if (counts)
		word_counts(&text, g->s, f);
	else
		word_value(&text, g->s, c->metric, f);
	width = text_width(text.s);
	str_release(&text);
	return width;
}

static void measure(const struct grid *g, struct grouped *c)
{
	for (size_t i = 0; i <= c->groups->n; i++) {
		const struct figure *f = i < c->groups->n ? &c->groups->groups[i].figure : &c->metric->answer->total;
		size_t value = width_of(g, c, f, false), counts = width_of(g, c, f, true);

		c->value_width = value > c->value_width ? value : c->value_width;
		c->counts_width = counts > c->counts_width ? counts : c->counts_width;
	}
}

static void collect(struct grid *g, const struct summary_program *p)
{
	g->columns = arena_alloc(&g->arena, (p->n_metrics + 1) * sizeof(*g->columns));
	for (size_t i = 0; i < p->n_metrics; i++) {
		const struct breakdown *b = breakdown_of(p->metrics[i].answer, g->by);

		if (b == NULL)
			continue;
		g->columns[g->n_columns] = (struct grouped){ .metric = &p->metrics[i], .groups = b };
		measure(g, &g->columns[g->n_columns++]);
		merge_codes(g, b);
	}
	place_unknown(g);
}

static void blanks(struct str *out, size_t n)
{
	for (; n > 0; n--)
		str_addc(out, ' ');
}

/* Value and counts, each aligned to the right within the column: " 70.0  (420/600)". */
static void add_cell(struct grid *g, const struct grouped *c, const struct figure *f, struct table *t)
{
	struct str text;

	str_init(&text, STR_MAX_DEFAULT);
	if (f != NULL) {
		if (f->missing != PRESENT)
			g->missing[f->missing] = c->metric->answer;
		blanks(&text, c->value_width - width_of(g, c, f, false));
		word_value(&text, g->s, c->metric, f);
		if (c->counts_width > 0) {
			blanks(&text, 1 + c->counts_width - width_of(g, c, f, true));
			word_counts(&text, g->s, f);
		}
	}
	table_cell(t, text.s);
	str_release(&text);
}

/* What sijil.yaml calls a site or a partner; NULL: nothing. */
static const char *name_in_city(struct grid *g, const char *code)
{
	const struct site *site = strcmp(g->by, "site") == 0 ? city_site(g->s->city, code) : NULL;
	const struct partner *partner =
		strcmp(g->by, "partner") == 0 ? city_partner(g->s->city, code, &g->arena) : NULL;

	if (site != NULL)
		return label_text(&site->name, g->s->language);
	return partner != NULL ? label_text(&partner->name, g->s->language) : NULL;
}

static const char *group_title(struct grid *g, const char *code)
{
	const char *name = name_in_city(g, code);

	if (name != NULL)
		return name;
	if (strcmp(code, "U") == 0)
		return "U (not recorded)";
	return program_group(g->program, g->by, code, g->s->language);
}

/* ", hours"; nothing where the title says it already ("Visits, visits"). */
static const char *heading_unit(struct grid *g, const struct summary_metric *m)
{
	const char *unit = word_unit(m->unit);

	return *unit == '\0' || strcasecmp(unit, m->title) == 0 ? "" : arena_printf(&g->arena, ", %s", unit);
}

static void add_columns(struct grid *g, struct table *t)
{
	table_column(t, arena_printf(&g->arena, "by %s", g->by), 0);
	for (size_t i = 0; i < g->n_columns; i++) {
		const struct grouped *c = &g->columns[i];

		table_column(t, arena_printf(&g->arena, "%s%s%s%s", c->metric->title, heading_unit(g, c->metric),
					     c->metric->answer->metric->def->estimate ? " " WORD_ESTIMATE : "",
					     c->groups->additive ? "" : "*"), TABLE_RIGHT);
	}
}

static void add_rows(struct grid *g, struct table *t)
{
	for (size_t row = 0; row < g->n_codes; row++) {
		table_cell(t, group_title(g, g->codes[row]));
		for (size_t i = 0; i < g->n_columns; i++)
			add_cell(g, &g->columns[i], group_figure(&g->columns[i], g->codes[row]), t);
	}
	table_cell(t, "Total");
	for (size_t i = 0; i < g->n_columns; i++)
		add_cell(g, &g->columns[i], &g->columns[i].metric->answer->total, t);
}

static void add_note(const struct grid *g, const struct str *note, struct str *out)
{
	wrap_add(out, note->s, &(struct wrap){ g->s->columns, INDENT, INDENT + 2 });
}

/* Whether the groups of the columns may be added up. */
static void note_additive(const struct grid *g, struct str *out)
{
	size_t additive = 0;
	bool persons = false, ratios = false;
	struct str note;

	for (size_t i = 0; i < g->n_columns; i++) {
		const struct sijil_metric *def = g->columns[i].metric->answer->metric->def;
		bool adds = g->columns[i].groups->additive;

		additive += adds;
		persons = persons || (!adds && def->persons);
		ratios = ratios || (adds && def->ratio);
	}
	str_init(&note, STR_MAX_DEFAULT);
	if (additive < g->n_columns)
		str_addf(&note, "* %snot additive", persons ? "persons can be in several groups: " : "");
	if (additive > 0)
		str_addf(&note, "%sgroups add up to the total%s", additive < g->n_columns ? "; the others' " : "",
			 ratios ? " (of ratios: numerators and denominators)" : "");
	add_note(g, &note, out);
	str_release(&note);
}

/* The unit of the stretches that the rows stand for: their own, or that of the whole period. */
static enum period_unit unit_of_rows(const struct grid *g)
{
	return g->columns[0].groups->time ? period_unit_named(g->by) : g->s->period.unit;
}

static void note_missing(const struct grid *g, struct str *out)
{
	struct str note;

	str_init(&note, STR_MAX_DEFAULT);
	for (int i = 0; i < MISSING_REASONS; i++) {
		if (g->missing[i] == NULL || i == MISSING_SUPPRESSED)
			continue;
		str_add(&note, note.len == 0 ? WORD_DASH " " : "; ");
		word_missing(&note, g->missing[i], (enum missing)i, unit_of_rows(g));
	}
	add_note(g, &note, out);
	str_release(&note);
}

static void write_grid(struct grid *g, struct str *out)
{
	struct table_style style = { .width = g->s->columns, .indent = INDENT, .wrap = HEADING };
	struct table *t = table_new(1);

	add_columns(g, t);
	add_rows(g, t);
	str_addc(out, '\n');
	table_write(t, &style, out);
	note_additive(g, out);
	note_missing(g, out);
	table_free(t);
}

/* Whether an earlier metric has this breakdown already. */
static bool is_done(const struct summary_program *p, size_t metric, const char *by)
{
	for (size_t i = 0; i < metric; i++)
		if (breakdown_of(p->metrics[i].answer, by) != NULL)
			return true;
	return false;
}

void breakdowns_write(const struct summary *s, const struct summary_program *p, struct str *out)
{
	for (size_t i = 0; i < p->n_metrics; i++) {
		const struct answer *a = p->metrics[i].answer;

		for (size_t b = 0; b < a->n_breakdowns; b++) {
			struct grid g = { .s = s, .program = p->program, .by = a->breakdowns[b].by };

			if (is_done(p, i, g.by))
				continue;
			collect(&g, p);
			write_grid(&g, out);
			free(g.codes);
			arena_release(&g.arena);
		}
	}
}

#include "config.h"

#include "report/explain_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "metrics/windows.h"
#include "report/table.h"
#include "report/wording.h"

enum { ROWS_SHOWN = 40, AMOUNT_TEXT = 96, DECIMALS = 6, INDENT = 2 };

void explain_amount(struct str *out, const struct summary *s, int64_t amount)
{
	char text[AMOUNT_TEXT];
	int decimals = 0;

	if (amount == SIJIL_MISSING) {
		str_add(out, WORD_DASH);
		return;
	}
	for (int64_t place = SIJIL_ONE; decimals < DECIMALS && amount % place != 0; place /= 10)
		decimals++;
	str_add(out, number_grouped(amount, decimals, s->thousands, text, sizeof(text)));
}

/* --- one unit in a row --- */

static struct table *unit_table(const char *last)
{
	struct table *t = table_new(0);

	table_column(t, "subject", 0);
	table_column(t, "entry", 0);
	table_column(t, "kind", 0);
	table_column(t, "day", 0);
	table_column(t, "site", 0);
	table_column(t, last, TABLE_RIGHT);
	table_column(t, NULL, 0);
	return t;
}

static void take_cell(struct table *t, struct str *line)
{
	table_cell(t, line->s);
	str_clear(line);
}

/* "#17", of a spell "#17, #42" or "#17, lapsed". */
static void add_entry(struct str *line, const struct contribution *c)
{
	if (c->entry == 0)
		return;
	str_addf(line, "#%lld", (long long)c->entry);
	if (c->closing != 0)
		str_addf(line, ", #%lld", (long long)c->closing);
	else if (explain_end(c) != NULL)
		str_addf(line, ", %s", explain_end(c));
}

static void add_days(struct str *line, const struct contribution *c)
{
	char day[DATE_TEXT];

	str_add(line, date_text(c->day, day));
	if (c->until != c->day)
		str_addf(line, " " WORD_DASH " %s", date_text(c->until, day));
}

static void add_member(struct str *line, const char *text)
{
	if (text != NULL)
		str_addf(line, "%s%s", line->len > 0 ? ", " : "", text);
}

/* A value of the YAML says itself whom it speaks of. */
static void add_reference(struct str *line, const struct reference *r)
{
	const struct population *p = &r->population;

	add_member(line, p->what);
	add_member(line, p->sex);
	add_member(line, p->age);
	add_member(line, p->area);
	if (p->year != 0)
		str_addf(line, "%s%lld", line->len > 0 ? ", " : "", (long long)p->year);
	add_member(line, p->source);
}

static void add_unit(struct table *t, const struct contribution *c, struct str *line)
{
	if (c->reference != NULL)
		str_add(line, "reference ");
	str_add(line, c->subject);
	take_cell(t, line);
	add_entry(line, c);
	take_cell(t, line);
	table_cell(t, c->spell ? "spell" : c->kind);
	add_days(line, c);
	take_cell(t, line);
	table_cell(t, c->site);
}

/* --- lists --- */

static void add_row(struct table *t, const struct explanation *x, const struct explain_row *r, struct str *line)
{
	add_unit(t, r->c, line);
	explain_amount(line, x->summary, r->c->amount);
	take_cell(t, line);
	if (r->c->reference != NULL)
		add_reference(line, r->c->reference);
	if (x->whole)
		str_addf(line, "in %s", r->c->program);
	if (r->c->reference == NULL && !r->counted)
		add_member(line, r->c->part ? "of a part" : "counted already");
	take_cell(t, line);
}

static void write_rows(const struct explanation *x, const struct explain_list *l, struct str *out, struct str *line)
{
	struct table *t = unit_table(l->unit != NULL ? l->unit : "amount");
	size_t counted = 0;

	for (size_t i = 0; i < l->n; i++) {
		counted += l->rows[i].counted;
		/* Of the city, in which other programs a person is, is what was asked. */
		if (x->all || ((l->rows[i].counted || x->whole) && counted <= ROWS_SHOWN))
			add_row(t, x, &l->rows[i], line);
	}
	if (l->n > 0)
		table_write(t, &(struct table_style){ .indent = 2 * INDENT }, out);
	if (!x->all && counted > ROWS_SHOWN) {
		str_add(out, "    ... and ");
		explain_amount(out, x->summary, (int64_t)(counted - ROWS_SHOWN) * SIJIL_ONE);
		str_add(out, " more: --all, or --format csv\n");
	}
	table_free(t);
}

static void write_list(const struct explanation *x, const struct explain_list *l, struct str *out, struct str *line)
{
	str_addf(out, "  %s: ", l->title);
	explain_amount(out, x->summary, l->amount);
	if (l->unit != NULL)
		str_addf(out, " %s", word_unit_of(l->unit, l->amount, 0));
	if (l->n == 0)
		str_add(out, l->side == SIJIL_ASIDE ? " (none)" : " (nothing in the period)");
	str_addc(out, '\n');
	write_rows(x, l, out, line);
}

static void write_heading(const struct explanation *x, const struct explain_list *l, struct str *out)
{
	static const char *const titles[] = {
		[SIJIL_NUMERATOR] = "Numerator",
		[SIJIL_DENOMINATOR] = "Denominator",
		[SIJIL_ASIDE] = "Counted apart",
	};
	const struct figure *f = &x->metric->answer->total;
	const int64_t amount = l->side == SIJIL_NUMERATOR ? f->numerator : f->denominator;

	str_addf(out, "\n%s", titles[l->side]);
	if (l->group != NULL)
		str_addf(out, " of %s, %s=%s", l->metric->def->code, x->metric->answer->metric->parity_axis, l->group);
	if (l->group == NULL && l->side != SIJIL_ASIDE) {
		str_add(out, ": ");
		explain_amount(out, x->summary, amount);
	}
	if (l->side == SIJIL_NUMERATOR && l->metric->def->per > 1)
		str_addf(out, ", the amounts divided by %lld", (long long)l->metric->def->per);
	str_addc(out, '\n');
}

/* A callback that gave this side nothing has nothing to say there. */
static bool is_silent(const struct explain_list *l)
{
	return l->n == 0 && l->measure >= l->metric->n_sides[l->side];
}

void explain_write_lists(const struct explanation *x, struct str *out, struct str *line)
{
	const struct explain_list *last = NULL;

	for (size_t i = 0; i < x->n_lists; i++) {
		const struct explain_list *l = &x->lists[i];

		if (is_silent(l))
			continue;
		if (last == NULL || last->side != l->side || last->group != l->group)
			write_heading(x, l, out);
		write_list(x, l, out, line);
		last = l;
	}
}

/* --- what was left out --- */

static int by_unit(const void *a, const void *b)
{
	const struct contribution *x = ((const struct explain_row *)a)->c, *y = ((const struct explain_row *)b)->c;
	int order = (int)x->how - (int)y->how;

	if (order == 0)
		order = strcmp(x->subject, y->subject);
	if (order == 0)
		order = (x->day > y->day) - (x->day < y->day);
	return order != 0 ? order : (x->entry > y->entry) - (x->entry < y->entry);
}

/* Both sides mostly leave out the same units: each is told once. */
static size_t collect(const struct explanation *x, struct explain_row *rows)
{
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < x->n_rows; i++)
		if (x->rows[i].c->how != TRAIL_ADDED && x->rows[i].c->window == WINDOW_PERIOD &&
		    x->rows[i].c->side != SIJIL_ASIDE)
			rows[n++] = x->rows[i];
	qsort(rows, n, sizeof(*rows), by_unit);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || by_unit(&rows[kept - 1], &rows[i]) != 0)
			rows[kept++] = rows[i];
	return kept;
}

void explain_write_left_out(const struct explanation *x, struct str *out, struct str *line)
{
	const struct answer *a = x->base != NULL ? x->base->answer : x->metric->answer;
	struct explain_row *rows = mem_resize(NULL, x->n_rows + 1, sizeof(*rows));
	struct table *t = unit_table(NULL);
	size_t n = collect(x, rows), shown = x->all || n < ROWS_SHOWN ? n : ROWS_SHOWN;

	str_add(out, "\nLeft out\n");
	for (size_t i = 0; i < a->n_excluded; i++) {
		word_excluded(line, x->summary, &a->excluded[i]);
		str_addf(out, "  %s\n", line->s);
		str_clear(line);
	}
	for (size_t i = 0; i < shown; i++) {
		add_unit(t, rows[i].c, line);
		table_cell(t, NULL);
		table_cell(t, explain_reason(&rows[i]));
	}
	if (n > 0)
		table_write(t, &(struct table_style){ .indent = 2 * INDENT }, out);
	if (shown < n)
		str_addf(out, "    ... and %zu more: --all, or --format csv\n", n - shown);
	if (a->n_excluded == 0)
		str_add(out, "  nothing\n");
	table_free(t);
	free(rows);
}

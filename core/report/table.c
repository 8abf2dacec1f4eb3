#include "config.h"

#include "report/table.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "report/cell.h"
#include "report/wrap.h"

struct cell {
	const char *text; /* fit for a line */
	size_t width;
	bool rest;        /* reaches to the end of the row */
};

struct column {
	const char *title;
	unsigned flags;
};

struct table {
	size_t keys;
	struct column *columns;
	size_t n_columns, cap_columns;
	struct cell *cells; /* row after row */
	size_t n_cells, cap_cells;
	struct arena arena; /* of the texts */
};

/* A table being written: its columns measured, the headings broken into lines. */
struct layout {
	const struct table *t;
	const struct table_style *style;
	size_t *widths;      /* by column */
	size_t heading_rows;
	struct cell *headings; /* heading_rows x n_columns, each heading at the bottom */
	struct arena arena;
};

struct table *table_new(size_t keys)
{
	struct table *t = mem_alloc(sizeof(*t));

	t->keys = keys;
	return t;
}

void table_free(struct table *t)
{
	if (t == NULL)
		return;
	free(t->columns);
	free(t->cells);
	arena_release(&t->arena);
	free(t);
}

static struct cell cell_of(struct arena *arena, const char *text)
{
	struct cell cell = { .text = "" };
	struct str clean;

	if (text == NULL || *text == '\0')
		return cell;
	str_init(&clean, STR_MAX_DEFAULT);
	cell_add(&clean, text);
	cell.text = arena_strdup(arena, clean.s);
	cell.width = text_width(clean.s);
	str_release(&clean);
	return cell;
}

void table_column(struct table *t, const char *title, unsigned flags)
{
	assert(t->n_cells == 0);
	t->columns = mem_grow(t->columns, t->n_columns, &t->cap_columns, sizeof(*t->columns));
	t->columns[t->n_columns++] = (struct column){
		.title = title != NULL ? arena_strdup(&t->arena, title) : "",
		.flags = flags,
	};
}

static void add_cell(struct table *t, struct cell cell)
{
	assert(t->n_columns > 0);
	t->cells = mem_grow(t->cells, t->n_cells, &t->cap_cells, sizeof(*t->cells));
	t->cells[t->n_cells++] = cell;
}

void table_cell(struct table *t, const char *text)
{
	add_cell(t, cell_of(&t->arena, text));
}

void table_rest(struct table *t, const char *text)
{
	struct cell cell = cell_of(&t->arena, text);

	cell.rest = true;
	add_cell(t, cell);
	while (t->n_cells % t->n_columns != 0)
		add_cell(t, cell_of(&t->arena, NULL));
}

size_t table_height(const struct table *t)
{
	return t->n_columns > 0 ? (t->n_cells + t->n_columns - 1) / t->n_columns : 0;
}

static size_t heading_lines(const char *title, size_t wrap)
{
	size_t n = 0;

	while (*title != '\0') {
		title = wrap_end(title, wrap);
		title += *title == ' ';
		n++;
	}
	return n;
}

static struct cell *heading_at(const struct layout *l, size_t row, size_t column)
{
	return &l->headings[row * l->t->n_columns + column];
}

static void break_heading(struct layout *l, size_t column)
{
	const char *title = l->t->columns[column].title;
	size_t row = l->heading_rows - heading_lines(title, l->style->wrap);

	for (; *title != '\0'; row++) {
		const char *end = wrap_end(title, l->style->wrap);
		const char *line = arena_strndup(&l->arena, title, (size_t)(end - title));

		*heading_at(l, row, column) = cell_of(&l->arena, line);
		title = end + (*end == ' ');
	}
}

static void measure(struct layout *l)
{
	const struct table *t = l->t;

	for (size_t i = 0; i < t->n_columns; i++) {
		size_t n = heading_lines(t->columns[i].title, l->style->wrap);

		if (n > l->heading_rows)
			l->heading_rows = n;
	}
	l->widths = arena_alloc(&l->arena, t->n_columns * sizeof(*l->widths));
	l->headings = arena_alloc(&l->arena, (l->heading_rows * t->n_columns + 1) * sizeof(*l->headings));
	for (size_t i = 0; i < l->heading_rows * t->n_columns; i++)
		l->headings[i].text = "";
	for (size_t i = 0; i < t->n_columns; i++)
		break_heading(l, i);
	for (size_t i = 0; i < l->heading_rows * t->n_columns; i++)
		if (l->headings[i].width > l->widths[i % t->n_columns])
			l->widths[i % t->n_columns] = l->headings[i].width;
	for (size_t i = 0; i < t->n_cells; i++)
		if (!t->cells[i].rest && t->cells[i].width > l->widths[i % t->n_columns])
			l->widths[i % t->n_columns] = t->cells[i].width;
}

static size_t gap_before(const struct layout *l, size_t column, bool first)
{
	if (first)
		return l->style->indent;
	return (l->t->columns[column].flags & TABLE_TIGHT) != 0 ? 1 : 2;
}

static void blanks(struct str *out, size_t n)
{
	for (; n > 0; n--)
		str_addc(out, ' ');
}

static void put_cell(const struct layout *l, const struct cell *cell, size_t column, struct str *out)
{
	size_t width = l->widths[column];
	size_t room = cell->rest || cell->width > width ? 0 : width - cell->width;
	bool right = (l->t->columns[column].flags & TABLE_RIGHT) != 0;

	blanks(out, right ? room : 0);
	str_add(out, cell->text);
	blanks(out, right ? 0 : room);
}

/* Blanks at the end of the line being written are of no use. */
static void end_row(struct str *out)
{
	while (out->len > 0 && out->s[out->len - 1] == ' ')
		out->s[--out->len] = '\0';
	str_addc(out, '\n');
}

/* One row of the keys and of the columns from..to-1. */
static void put_row(const struct layout *l, const struct cell *cells, size_t n, size_t from, size_t to,
		    struct str *out)
{
	for (size_t i = 0; i < to && i < n; i++) {
		if (i >= l->t->keys && i < from)
			continue;
		blanks(out, gap_before(l, i, i == 0 || (l->t->keys == 0 && i == from)));
		put_cell(l, &cells[i], i, out);
		if (cells[i].rest)
			break;
	}
	end_row(out);
}

/* Whether a row of the headings says nothing in this block: its columns have shorter ones than others of the table. */
static bool is_blank(const struct layout *l, size_t row, size_t from, size_t to)
{
	for (size_t i = 0; i < to; i++)
		if ((i < l->t->keys || i >= from) && heading_at(l, row, i)->text[0] != '\0')
			return false;
	return true;
}

static void put_block(const struct layout *l, size_t from, size_t to, struct str *out)
{
	const struct table *t = l->t;

	for (size_t row = 0; row < l->heading_rows; row++)
		if (!is_blank(l, row, from, to))
			put_row(l, heading_at(l, row, 0), t->n_columns, from, to, out);
	for (size_t i = 0; i < t->n_cells; i += t->n_columns)
		put_row(l, &t->cells[i], t->n_cells - i, from, to, out);
}

/* The first column that does not fit beside the keys in a block that begins with column `from`. */
static size_t block_end(const struct layout *l, size_t from)
{
	size_t used = 0, to = from;

	if (l->style->width == 0)
		return l->t->n_columns;
	for (size_t i = 0; i < l->t->keys && i < l->t->n_columns; i++)
		used += gap_before(l, i, i == 0) + l->widths[i];
	for (; to < l->t->n_columns; to++) {
		used += gap_before(l, to, to == from && l->t->keys == 0) + l->widths[to];
		if (used > l->style->width && to > from)
			break;
	}
	return to;
}

void table_write(const struct table *t, const struct table_style *style, struct str *out)
{
	struct layout l = { .t = t, .style = style };
	size_t from = t->keys < t->n_columns ? t->keys : t->n_columns;

	measure(&l);
	do {
		size_t to = block_end(&l, from);

		put_block(&l, from, to, out);
		from = to;
		if (from < t->n_columns)
			str_addc(out, '\n');
	} while (from < t->n_columns);
	arena_release(&l.arena);
}

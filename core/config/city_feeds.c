/* city_feeds: what the rows of a file become, as an import mapping says it. */
#include "config.h"

#include "config/city_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "config/repeats.h"

/* The target of a column that is passed over, as the YAML says it. */
static const char skip[] = "skip";

struct column_form {
	const char *to;
	struct format_form format;
};
#define AT(member) .offset = offsetof(struct column_form, member)
static const struct decode_row mapped_rows[] = {
	{ .key = "to", .type = DECODE_NAME, AT(to), .required = true },
	CITY_FORMAT_ROWS(struct column_form, format),
	{ .key = NULL },
};
#undef AT

/* `Date: {to: on, dates: dd/mm/yyyy}` */
static const struct mapped_format *read_column_map(const struct city_reader *r, const struct yaml_node *item,
						   struct mapped_column *column)
{
	struct column_form form = { 0 };
	struct mapped_format *format = arena_alloc(r->d.arena, sizeof(*format));

	decode_map(item, mapped_rows, &form, r->d.arena, r->d.errs);
	city_read_format(r, &form.format, format);
	column->target = form.to;
	return format;
}

static void read_columns(const struct city_reader *r, const struct yaml_node *node, struct mapped_feed *m)
{
	static const struct decode_row target_row = { .key = "", .type = DECODE_NAME };

	if (!city_is_map(r, node, "columns and fields, such as `Nombre: visits`"))
		return;
	m->columns = arena_alloc(r->d.arena, node->n * sizeof(*m->columns));
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = &node->children[i];
		struct mapped_column *column = &m->columns[m->n_columns++];

		column->node = item;
		column->column = item->key;
		if (item->type == YAML_MAP)
			column->format = read_column_map(r, item, column);
		else
			decode_value(&r->d, item, &target_row, &column->target);
		if (column->target != NULL && strcmp(column->target, skip) == 0)
			column->target = "";
	}
}

static struct mapped_constant *read_constants(const struct city_reader *r, const struct yaml_node *node, size_t *n)
{
	static const struct decode_row value_row = { .key = "", .type = DECODE_TEXT };
	struct mapped_constant *constants;

	if (!city_is_map(r, node, "fields and values, such as `count_type: sample`"))
		return NULL;
	constants = arena_alloc(r->d.arena, node->n * sizeof(*constants));
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = &node->children[i];
		struct mapped_constant *constant = &constants[i];

		constant->node = item;
		constant->target = item->key;
		if (!text_is_name(item->key))
			yaml_key_error(r->d.errs, item, "'%.*s' is not a name of a field", yaml_shown(item->key),
				       item->key);
		decode_value(&r->d, item, &value_row, &constant->value);
	}
	*n = node->n;
	return constants;
}

/* A field is filled by one column or one constant. */
static void check_targets(const struct city_reader *r, const struct mapped_feed *m)
{
	struct place *places = mem_alloc((m->n_columns + m->n_constants + 1) * sizeof(*places));
	size_t n = 0;

	for (size_t i = 0; i < m->n_columns; i++) {
		const struct yaml_node *at = m->columns[i].node;
		const char *target = m->columns[i].target;

		places[n++] = (struct place){ .name = target != NULL && *target != '\0' ? target : NULL,
					      .file = at->file, .line = at->line, .col = at->col };
	}
	for (size_t i = 0; i < m->n_constants; i++) {
		const struct yaml_node *at = m->constants[i].node;

		places[n++] = (struct place){ .name = m->constants[i].target, .file = at->file, .line = at->key_line,
					      .col = at->key_col };
	}
	repeats_report(places, n, "column or constant for", r->d.errs);
	free(places);
}

static void check_has_column(const struct city_reader *r, const struct mapped_feed *m, const struct yaml_node *item)
{
	for (size_t i = 0; i < m->n_columns; i++)
		if (m->columns[i].target != NULL && strcmp(m->columns[i].target, item->key) == 0)
			return;
	for (size_t i = 0; i < m->n_spread; i++)
		for (size_t k = 0; k < m->spread[i].n_constants; k++)
			if (m->spread[i].constants[k].target != NULL &&
			    strcmp(m->spread[i].constants[k].target, item->key) == 0)
				return;
	if (m->spread_to != NULL && strcmp(m->spread_to, item->key) == 0)
		return;
	yaml_key_error(r->d.errs, item, "no column is mapped to '%.*s'%s", yaml_shown(item->key), item->key,
		       city_suggestion(r, item->key, m->columns, m->n_columns, sizeof(*m->columns),
				       offsetof(struct mapped_column, target)));
}

/* The spellings of one target; a cell that reads as nothing is written "". */
static void read_spellings(const struct city_reader *r, const struct yaml_node *map, struct mapped_feed *m)
{
	static const struct decode_row to_row = { .key = "", .type = DECODE_TEXT };
	struct place *places = mem_alloc((map->n + 1) * sizeof(*places));

	for (size_t i = 0; i < map->n; i++) {
		const struct yaml_node *item = &map->children[i];
		struct mapped_value *value = &m->values[m->n_values++];

		value->node = item;
		value->target = map->key;
		value->from = text_fold(r->d.arena, item->key);
		if (item->type == YAML_SCALAR && item->quoted && *item->text == '\0')
			value->to = "";
		else
			decode_value(&r->d, item, &to_row, &value->to);
		places[i] = (struct place){ .name = value->from, .file = item->file, .line = item->key_line,
					    .col = item->key_col };
	}
	repeats_report(places, map->n, "spelling (capitals and accents aside)", r->d.errs);
	free(places);
}

static void read_values(const struct city_reader *r, const struct yaml_node *node, struct mapped_feed *m)
{
	static const char example[] = "spellings and values, such as `Présent: present`";
	size_t n = 0;

	if (!city_is_map(r, node, "fields, each with a map of spellings and values"))
		return;
	for (size_t i = 0; i < node->n; i++)
		n += node->children[i].n;
	m->values = arena_alloc(r->d.arena, (n + 1) * sizeof(*m->values));
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = &node->children[i];

		check_has_column(r, m, item);
		if (city_is_map(r, item, example))
			read_spellings(r, item, m);
	}
}

/* `key: [person, on]`, or one name alone. */
static void read_key(const struct city_reader *r, const struct yaml_node *node, struct mapped_feed *m)
{
	static const struct decode_row name_row = { .key = "", .type = DECODE_TEXT };
	const struct yaml_node *items = node->type == YAML_LIST ? node->children : node;
	const size_t n = node->type == YAML_LIST ? node->n : 1;
	struct place *places = mem_alloc((n + 1) * sizeof(*places));

	m->key = arena_alloc(r->d.arena, (n + 1) * sizeof(*m->key));
	for (size_t i = 0; i < n; i++) {
		m->key[i].node = &items[i];
		decode_value(&r->d, &items[i], &name_row, &m->key[i].name);
		places[i] = (struct place){ .name = m->key[i].name, .file = items[i].file, .line = items[i].line,
					    .col = items[i].col };
	}
	m->n_key = n;
	if (n == 0)
		decode_error(&r->d, node, "expected what makes two rows the same fact, such as [person, on]");
	repeats_report(places, n, "key part", r->d.errs);
	free(places);
}

/* --- rows that are taken, and wide layouts --- */

static const char **read_when_values(const struct city_reader *r, const struct yaml_node *node)
{
	const struct yaml_node *items = node->type == YAML_LIST ? node->children : node;
	const size_t n = node->type == YAML_LIST ? node->n : 1;
	const char **values = arena_alloc(r->d.arena, (n + 1) * sizeof(*values));

	for (size_t i = 0; i < n; i++)
		if (items[i].type != YAML_SCALAR) {
			decode_error(&r->d, &items[i], "expected a value, or a list of values");
			return NULL;
		} else {
			values[i] = text_fold(r->d.arena, items[i].text);
		}
	if (n == 0)
		decode_error(&r->d, node, "expected a value, or a list of values");
	return values;
}

static void read_when(const struct city_reader *r, const struct yaml_node *node, struct mapped_feed *f)
{
	if (!city_is_map(r, node, "columns and values, such as `Type: visite`"))
		return;
	f->when = arena_alloc(r->d.arena, node->n * sizeof(*f->when));
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = &node->children[i];

		f->when[i] = (struct mapped_when){ .node = item, .column = item->key,
						   .values = read_when_values(r, item) };
	}
	f->n_when = node->n;
}

struct spread_form {
	const char *to;
	const struct yaml_node *columns;
};
static const struct decode_row spread_rows[] = {
	{ .key = "to", .type = DECODE_NAME, .offset = offsetof(struct spread_form, to), .required = true },
	{ .key = "columns", .type = DECODE_NODE, .offset = offsetof(struct spread_form, columns), .required = true },
	{ .key = NULL },
};

static void check_star(const struct city_reader *r, const struct yaml_node *item)
{
	const char *star = strchr(item->key, '*');

	if (star != NULL && strchr(star + 1, '*') != NULL)
		yaml_key_error(r->d.errs, item, "'%.*s' has more than one '*'", yaml_shown(item->key), item->key);
}

/* `spread: {to: visits, columns: {Janvier: {period: 2024-01}, ...}}` */
static void read_spread(const struct city_reader *r, const struct yaml_node *node, struct mapped_feed *f)
{
	struct spread_form form = { 0 };

	decode_map(node, spread_rows, &form, r->d.arena, r->d.errs);
	if (form.columns == NULL ||
	    !city_is_map(r, form.columns, "columns, each with what it stands for, such as `Janvier: {period: 2024-01}`"))
		return;
	f->spread_to = form.to;
	f->spread = arena_alloc(r->d.arena, form.columns->n * sizeof(*f->spread));
	for (size_t i = 0; i < form.columns->n; i++) {
		const struct yaml_node *item = &form.columns->children[i];
		struct mapped_spread *spread = &f->spread[f->n_spread++];

		spread->node = item;
		spread->column = item->key;
		check_star(r, item);
		spread->constants = read_constants(r, item, &spread->n_constants);
	}
}

void city_read_feed(const struct city_reader *r, const struct yaml_node *node, struct feed_form *form,
		    struct mapped_feed *out)
{
	struct mapped_feed *f = &form->f;

	f->node = node;
	city_read_format(r, &form->format, &f->format);
	if (form->columns != NULL)
		read_columns(r, form->columns, f);
	if (form->constants != NULL)
		f->constants = read_constants(r, form->constants, &f->n_constants);
	if (form->when != NULL)
		read_when(r, form->when, f);
	if (form->spread != NULL)
		read_spread(r, form->spread, f);
	check_targets(r, f);
	if (form->values != NULL)
		read_values(r, form->values, f);
	if (form->key != NULL)
		read_key(r, form->key, f);
	*out = *f;
}

#include "config.h"

#include "config/city_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "config/repeats.h"

/* The target of a column that is passed over, as the YAML says it. */
static const char skip[] = "skip";

struct mapping_form {
	struct mapping m;
	const struct yaml_node *delimiter, *columns, *constants, *values, *key;
};
#define AT(member) .offset = offsetof(struct mapping_form, member)
static const struct decode_row mapping_rows[] = {
	{ .key = "program", .type = DECODE_CODE, AT(m.program) },
	{ .key = "kind", .type = DECODE_NAME, AT(m.kind) },
	{ .key = "delimiter", .type = DECODE_NODE, AT(delimiter) },
	{ .key = "sheet", .type = DECODE_TEXT, AT(m.sheet) },
	{ .key = "columns", .type = DECODE_NODE, AT(columns), .required = true },
	{ .key = "constants", .type = DECODE_NODE, AT(constants) },
	{ .key = "values", .type = DECODE_NODE, AT(values) },
	{ .key = "key", .type = DECODE_NODE, AT(key) },
	{ .key = NULL },
};

static bool is_map(const struct city_reader *r, const struct yaml_node *node, const char *of_what)
{
	if (node->type == YAML_MAP && node->n > 0)
		return true;
	decode_error(&r->d, node, "expected a map of %s", of_what);
	return false;
}

static char read_delimiter(const struct city_reader *r, const struct yaml_node *node)
{
	static const struct {
		const char *text;
		char delimiter;
	} known[] = { { ",", ',' }, { ";", ';' }, { "tab", '\t' }, { "\t", '\t' } };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (node->type == YAML_SCALAR && strcmp(node->text, known[i].text) == 0)
			return known[i].delimiter;
	decode_error(&r->d, node, "not a delimiter (write \",\", \";\" or tab)");
	return 0;
}

static void read_columns(const struct city_reader *r, const struct yaml_node *node, struct mapping *m)
{
	static const struct decode_row target_row = { .key = "", .type = DECODE_NAME };

	if (!is_map(r, node, "columns and fields, such as `Nombre: visits`"))
		return;
	m->columns = arena_alloc(r->d.arena, node->n * sizeof(*m->columns));
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = &node->children[i];
		struct mapped_column *column = &m->columns[m->n_columns++];

		column->node = item;
		column->column = item->key;
		decode_value(&r->d, item, &target_row, &column->target);
		if (column->target != NULL && strcmp(column->target, skip) == 0)
			column->target = "";
	}
}

static void read_constants(const struct city_reader *r, const struct yaml_node *node, struct mapping *m)
{
	static const struct decode_row value_row = { .key = "", .type = DECODE_TEXT };

	if (!is_map(r, node, "fields and values, such as `count_type: sample`"))
		return;
	m->constants = arena_alloc(r->d.arena, node->n * sizeof(*m->constants));
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = &node->children[i];
		struct mapped_constant *constant = &m->constants[m->n_constants++];

		constant->node = item;
		constant->target = item->key;
		if (!text_is_name(item->key))
			yaml_key_error(r->d.errs, item, "'%.*s' is not a name of a field", yaml_shown(item->key),
				       item->key);
		decode_value(&r->d, item, &value_row, &constant->value);
	}
}

/* A field is filled by one column or one constant. */
static void check_targets(const struct city_reader *r, const struct mapping *m)
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

static void check_has_column(const struct city_reader *r, const struct mapping *m, const struct yaml_node *item)
{
	for (size_t i = 0; i < m->n_columns; i++)
		if (m->columns[i].target != NULL && strcmp(m->columns[i].target, item->key) == 0)
			return;
	yaml_key_error(r->d.errs, item, "no column is mapped to '%.*s'%s", yaml_shown(item->key), item->key,
		       city_suggestion(r, item->key, m->columns, m->n_columns, sizeof(*m->columns),
				       offsetof(struct mapped_column, target)));
}

/* The spellings of one target; a cell that reads as nothing is written "". */
static void read_spellings(const struct city_reader *r, const struct yaml_node *map, struct mapping *m)
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

static void read_values(const struct city_reader *r, const struct yaml_node *node, struct mapping *m)
{
	static const char example[] = "spellings and values, such as `Présent: present`";
	size_t n = 0;

	if (!is_map(r, node, "fields, each with a map of spellings and values"))
		return;
	for (size_t i = 0; i < node->n; i++)
		n += node->children[i].n;
	m->values = arena_alloc(r->d.arena, (n + 1) * sizeof(*m->values));
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = &node->children[i];

		check_has_column(r, m, item);
		if (is_map(r, item, example))
			read_spellings(r, item, m);
	}
}

/* `key: [person, on]`, or one name alone. */
static void read_key(const struct city_reader *r, const struct yaml_node *node, struct mapping *m)
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

static void check_program(const struct city_reader *r, const struct yaml_node *at, const char *program)
{
	const struct city *city = r->city;

	for (size_t i = 0; i < city->n_programs; i++)
		if (city->programs[i].id != NULL && strcmp(city->programs[i].id, program) == 0)
			return;
	decode_error(&r->d, at, "program '%s' is not in the file%s", program,
		     city_suggestion(r, program, city->programs, city->n_programs, sizeof(*city->programs),
				     offsetof(struct program_config, id)));
}

static void read_mapping(struct city_reader *r, const struct yaml_node *node, struct mapping *out)
{
	struct mapping_form form = { .m = { .node = node, .name = node->key } };
	struct mapping *m = &form.m;

	if (!text_is_code(node->key))
		yaml_key_error(r->d.errs, node, DECODE_NOT_A_CODE, yaml_shown(node->key), node->key);
	decode_map(node, mapping_rows, &form, r->d.arena, r->d.errs);
	if (m->program != NULL && !r->programs_unknown)
		check_program(r, yaml_get(node, "program"), m->program);
	if (form.delimiter != NULL)
		m->delimiter = read_delimiter(r, form.delimiter);
	if (form.columns != NULL)
		read_columns(r, form.columns, m);
	if (form.constants != NULL)
		read_constants(r, form.constants, m);
	check_targets(r, m);
	if (form.values != NULL)
		read_values(r, form.values, m);
	if (form.key != NULL)
		read_key(r, form.key, m);
	*out = *m;
}

void city_read_mappings(struct city_reader *r, const struct yaml_node *node)
{
	struct city *city = r->city;

	if (node == NULL || !is_map(r, node, "mappings, each under a name of its own"))
		return;
	city->mappings = arena_alloc(r->d.arena, node->n * sizeof(*city->mappings));
	for (size_t i = 0; i < node->n; i++)
		read_mapping(r, &node->children[i], &city->mappings[i]);
	city->n_mappings = node->n;
}

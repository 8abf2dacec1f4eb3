/* What a mapping of sijil.yaml says of the columns. */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "exchange/mapping_private.h"

static int unknown_target(const struct matching *m, const struct yaml_node *node, const char *target, bool key)
{
	return err_at(m->err, ERR_CONFIG, node->file, key ? node->key_line : node->line,
		      key ? node->key_col : node->col, "mapping '%s': '%s' has no field '%.*s'%s", m->mapping->name,
		      m->kind->def->name, yaml_shown(target), target,
		      mapping_suggestion(m, target, intake_names(m->kind, m->r->arena)));
}

static int check_mapping(const struct matching *m)
{
	const struct mapping *mapping = m->mapping;
	const char *program = m->kind->program->id, *kind = m->kind->def->name;

	if (mapping->program != NULL && strcmp(mapping->program, program) != 0)
		return err_at(m->err, ERR_USAGE, mapping->node->file, mapping->node->key_line, mapping->node->key_col,
			      "mapping '%s' is for program '%s', not '%s'", mapping->name, mapping->program, program);
	if (mapping->kind != NULL && strcmp(mapping->kind, kind) != 0)
		return err_at(m->err, ERR_USAGE, mapping->node->file, mapping->node->key_line, mapping->node->key_col,
			      "mapping '%s' is for '%s', not '%s'", mapping->name, mapping->kind, kind);
	return 0;
}

/* The mapping's spellings for one of its targets, or NULL. */
static const struct spelling *spellings_of(const struct matching *m, const char *target)
{
	struct spelling *list;
	size_t n = 0, i;

	for (i = 0; i < m->mapping->n_values; i++)
		n += strcmp(m->mapping->values[i].target, target) == 0;
	if (n == 0)
		return NULL;
	list = arena_alloc(m->r->arena, (n + 1) * sizeof(*list));
	for (i = 0, n = 0; i < m->mapping->n_values; i++)
		if (strcmp(m->mapping->values[i].target, target) == 0)
			list[n++] = (struct spelling){ m->mapping->values[i].from, m->mapping->values[i].to };
	return list;
}

static int map_column(struct matching *m, const struct mapped_column *c)
{
	const char *wanted = text_fold(m->r->arena, c->column);
	const bool skip = *c->target == '\0';
	const int target = skip ? INTAKE_NONE : intake_target(m->kind, c->target);
	size_t i;

	if (!skip && target == INTAKE_NONE)
		return unknown_target(m, c->node, c->target, false);
	for (i = 0; i < m->out->n && strcmp(m->folded[i], wanted) != 0; i++)
		;
	if (i < m->out->n) {
		m->settled[i] = true;
		m->out->items[i].spellings = skip ? NULL : spellings_of(m, c->target);
		return skip ? 0 : mapping_set_target(m, i, target);
	}
	if (skip)
		return 0;
	if (mapping_looks_like_data(m) != 0)
		return -1;
	return err_at(m->err, ERR_DATA, c->node->file, c->node->key_line, c->node->key_col,
		      "mapping '%s': %s has no column '%.*s'%s; it has %s", m->mapping->name, m->r->file,
		      yaml_shown(c->column), c->column, mapping_suggestion(m, c->column, mapping_spare_columns(m)), mapping_list_columns(m));
}

static int map_constant(struct matching *m, const struct mapped_constant *c)
{
	const int target = intake_target(m->kind, c->target);

	if (target == INTAKE_NONE)
		return unknown_target(m, c->node, c->target, true);
	if (mapping_is_filled(m, target))
		return err_at(m->err, ERR_CONFIG, c->node->file, c->node->key_line, c->node->key_col,
			      "mapping '%s': '%s' is filled twice", m->mapping->name, c->target);
	m->constant[target + TARGET_BASE] = true;
	m->out->constants[m->out->n_constants++] =
		(struct constant){ .target = target, .value = c->value, .n = strlen(c->value) };
	return 0;
}

int mapping_use(struct matching *m)
{
	size_t i;

	if (check_mapping(m) != 0)
		return -1;
	for (i = 0; i < m->mapping->n_columns; i++)
		if (map_column(m, &m->mapping->columns[i]) != 0)
			return -1;
	m->out->constants = arena_alloc(m->r->arena, (m->mapping->n_constants + 1) * sizeof(*m->out->constants));
	for (i = 0; i < m->mapping->n_constants; i++)
		if (map_constant(m, &m->mapping->constants[i]) != 0)
			return -1;
	return 0;
}

/* --- the key --- */

/* The file's column of that name, from 0; its number of columns if there is none. */
static size_t column_named(const struct matching *m, const char *name)
{
	const char *wanted = text_fold(m->r->arena, name);
	size_t i;

	for (i = 0; i < m->out->n && strcmp(m->folded[i], wanted) != 0; i++)
		;
	return i;
}

static void add_key_part(struct matching *m, int target, uint32_t cell)
{
	m->out->key[m->out->n_key++] = (struct row_key){ target, cell };
}

/* A field or part of the envelope in the key must be filled, or rows would be told apart by nothing. */
static int use_key_target(struct matching *m, const struct mapped_key *part, int target)
{
	const uint32_t *cells = m->out->cells + TARGET_BASE;
	const bool by_period = mapping_is_filled(m, INTAKE_PERIOD);

	if (target == INTAKE_PERIOD || ((target == INTAKE_ON || target == INTAKE_UNTIL) && by_period)) {
		add_key_part(m, target == INTAKE_PERIOD ? INTAKE_ON : target, cells[INTAKE_PERIOD]);
		if (target == INTAKE_PERIOD)
			add_key_part(m, INTAKE_UNTIL, cells[INTAKE_PERIOD]);
		return 0;
	}
	if (!mapping_is_filled(m, target) && !(target == INTAKE_SITE && m->r->one_site))
		return err_at(m->err, ERR_CONFIG, part->node->file, part->node->line, part->node->col,
			      "mapping '%s': nothing fills '%.*s', which its key names", m->mapping->name,
			      yaml_shown(part->name), part->name);
	add_key_part(m, target, cells[target]);
	return 0;
}

int mapping_use_key(struct matching *m)
{
	size_t i;

	m->out->key = arena_alloc(m->r->arena, (2 * m->mapping->n_key + 1) * sizeof(*m->out->key));
	for (i = 0; i < m->mapping->n_key; i++) {
		const struct mapped_key *part = &m->mapping->key[i];
		const int target = intake_target(m->kind, part->name);
		const size_t column = column_named(m, part->name);

		if (target != INTAKE_NONE) {
			if (use_key_target(m, part, target) != 0)
				return -1;
		} else if (column == m->out->n) {
			return err_at(m->err, ERR_DATA, part->node->file, part->node->line, part->node->col,
				      "mapping '%s': its key names '%.*s', which is no field of '%s' and no column of "
				      "%s; it has %s",
				      m->mapping->name, yaml_shown(part->name), part->name, m->kind->def->name,
				      m->r->file, mapping_list_columns(m));
		} else {
			m->settled[column] = true;
			add_key_part(m, m->out->items[column].target, (uint32_t)column + 1);
		}
	}
	return 0;
}

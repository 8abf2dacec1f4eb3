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
	if (m->feed->kind != NULL && strcmp(m->feed->kind, kind) != 0)
		return err_at(m->err, ERR_USAGE, mapping->node->file, mapping->node->key_line, mapping->node->key_col,
			      "mapping '%s' is for '%s', not '%s'", mapping->name, m->feed->kind, kind);
	return 0;
}

/* The mapping's spellings for one of its targets, or NULL. */
static const struct spelling *spellings_of(const struct matching *m, const char *target)
{
	struct spelling *list;
	size_t n = 0, i;

	for (i = 0; i < m->feed->n_values; i++)
		n += strcmp(m->feed->values[i].target, target) == 0;
	if (n == 0)
		return NULL;
	list = arena_alloc(m->r->arena, (n + 1) * sizeof(*list));
	for (i = 0, n = 0; i < m->feed->n_values; i++)
		if (strcmp(m->feed->values[i].target, target) == 0)
			list[n++] = (struct spelling){ m->feed->values[i].from, m->feed->values[i].to };
	return list;
}

static int map_column(struct matching *m, const struct mapped_column *c)
{
	const bool skip = *c->target == '\0';
	const int target = skip ? INTAKE_NONE : intake_target(m->kind, c->target);
	size_t i;

	if (!skip && target == INTAKE_NONE)
		return unknown_target(m, c->node, c->target, false);
	i = mapping_column(m, c->column);
	if (i < m->out->n) {
		m->settled[i] = true;
		m->out->items[i].format = mapping_format(m, c);
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

/* A constant of a wide column may be spelled as its name is: `*` is what stands there in the column's name. */
static const char *constant_text(const struct matching *m, const struct mapped_constant *c)
{
	const char *star = strchr(c->value, '*'), *text = c->value;
	const struct mapping_plan *plan = m->r->plan;
	struct column spelled = { .spellings = spellings_of(m, c->target) };
	size_t n;

	if (plan == NULL || plan->star == NULL)
		return text;
	if (star != NULL)
		text = arena_printf(m->r->arena, "%.*s%s%s", (int)(star - text), text, plan->star, star + 1);
	n = strlen(text);
	return mapping_read(&spelled, text, &n, m->r->arena);
}

static int map_constants(struct matching *m, const struct mapped_constant *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const struct mapped_constant *c = &list[i];
		const int target = intake_target(m->kind, c->target);
		const char *value;

		if (target == INTAKE_NONE)
			return unknown_target(m, c->node, c->target, true);
		if (mapping_is_filled(m, target))
			return err_at(m->err, ERR_CONFIG, c->node->file, c->node->key_line, c->node->key_col,
				      "mapping '%s': '%s' is filled twice", m->mapping->name, c->target);
		m->constant[target + TARGET_BASE] = true;
		value = constant_text(m, c);
		m->out->constants[m->out->n_constants++] =
			(struct constant){ .target = target, .value = value, .n = strlen(value) };
	}
	return 0;
}

/* The wide column of this plan fills what all of them fill. */
static int map_spread(struct matching *m)
{
	const struct mapping_plan *plan = m->r->plan;
	const int target = intake_target(m->kind, m->feed->spread_to);
	const size_t i = plan->spread_cell - 1;

	if (target == INTAKE_NONE)
		return unknown_target(m, m->feed->node, m->feed->spread_to, false);
	m->settled[i] = true;
	m->out->items[i].format = mapping_format(m, NULL);
	m->out->items[i].spellings = spellings_of(m, m->feed->spread_to);
	m->out->spread_cell = plan->spread_cell;
	if (mapping_set_target(m, i, target) != 0)
		return -1;
	return map_constants(m, plan->spread->constants, plan->spread->n_constants);
}

static int map_when(struct matching *m, const struct mapped_when *w)
{
	const size_t i = mapping_column(m, w->column);

	if (i == m->out->n)
		return err_at(m->err, ERR_DATA, w->node->file, w->node->key_line, w->node->key_col,
			      "mapping '%s': %s has no column '%.*s'%s; it has %s", m->mapping->name, m->r->file,
			      yaml_shown(w->column), w->column,
			      mapping_suggestion(m, w->column, mapping_spare_columns(m)), mapping_list_columns(m));
	m->out->when[m->out->n_when++] = (struct column_when){ (uint32_t)i + 1, w->values };
	return 0;
}

/* What one feed names, and every wide column, is not taken by its own name in another. */
static void settle_named_elsewhere(struct matching *m)
{
	const struct mapping *mapping = m->mapping;
	const char *star;
	size_t f, i, k;

	for (f = 0; f < mapping->n_feeds; f++) {
		const struct mapped_feed *feed = &mapping->feeds[f];

		for (k = 0; k < feed->n_columns && feed != m->feed; k++)
			if ((i = mapping_column(m, feed->columns[k].column)) < m->out->n)
				m->settled[i] = true;
		for (k = 0; k < feed->n_spread; k++)
			for (i = 0; i < m->out->n; i++)
				if (mapping_is_spread(m->r->arena, &feed->spread[k], m->out->items[i].name, &star))
					m->settled[i] = true;
		for (k = 0; k < feed->n_when; k++)
			if (m->r->used != NULL && (i = mapping_column(m, feed->when[k].column)) < m->out->n)
				m->r->used[i] = true;
	}
}

int mapping_use(struct matching *m)
{
	const struct mapped_feed *f = m->feed;
	const struct mapping_plan *plan = m->r->plan;
	const size_t n = f->n_constants + (plan != NULL && plan->spread != NULL ? plan->spread->n_constants : 0);
	size_t i;

	if (check_mapping(m) != 0)
		return -1;
	for (i = 0; i < f->n_columns; i++)
		if (map_column(m, &f->columns[i]) != 0)
			return -1;
	m->out->constants = arena_alloc(m->r->arena, (n + 1) * sizeof(*m->out->constants));
	m->out->when = arena_alloc(m->r->arena, (f->n_when + 1) * sizeof(*m->out->when));
	if (map_constants(m, f->constants, f->n_constants) != 0)
		return -1;
	if (plan != NULL && plan->spread != NULL && map_spread(m) != 0)
		return -1;
	for (i = 0; i < f->n_when; i++)
		if (map_when(m, &f->when[i]) != 0)
			return -1;
	settle_named_elsewhere(m);
	return 0;
}

/* --- formats --- */

/* What this level says of dates that none before it did. */
static void take_dates(struct column_format *out, const struct mapped_format *level)
{
	const int pivot = out->dates.pivot != DATE_NO_PIVOT ? out->dates.pivot : level->dates.pivot;
	const int excel = out->dates.excel != 0 ? out->dates.excel : level->dates.excel;

	if (level->order_said && !out->order_said) {
		const bool moment = out->dates.moment; /* a tool's own columns have such, whatever people typed in the others */

		out->dates = level->dates;
		out->dates.moment |= moment;
		out->order_said = true;
		out->pattern = level->pattern;
	}
	out->dates.pivot = pivot;
	out->dates.excel = excel;
}

/* Column before feed before file: the first that says anything of dates, of numbers; and all their words for nothing. */
struct column_format *mapping_format(const struct matching *m, const struct mapped_column *c)
{
	const struct mapped_format *const levels[] = {
		c != NULL ? c->format : NULL,
		m->feed != NULL ? &m->feed->format : NULL,
		m->mapping != NULL ? &m->mapping->format : NULL,
	};
	struct column_format *out = arena_alloc(m->r->arena, sizeof(*out));
	bool numbers = false;
	size_t n = 0, i;

	out->dates.pivot = DATE_NO_PIVOT;
	out->dates.moment = m->r->profile != NULL;
	for (i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		if (levels[i] == NULL)
			continue;
		take_dates(out, levels[i]);
		if (levels[i]->numbers_said && !numbers) {
			out->numbers = levels[i]->numbers;
			numbers = true;
		}
		if (levels[i]->missing != NULL)
			out->missing[n++] = levels[i]->missing;
	}
	if (m->r->profile != NULL && m->r->profile->missing[0] != NULL && n < 3)
		out->missing[n] = m->r->profile->missing;
	return out;
}

/* --- the key --- */

size_t mapping_column(const struct matching *m, const char *name)
{
	const char *wanted = text_fold(m->r->arena, name);
	size_t i, found = m->out->n;

	for (i = 0; i < m->out->n; i++)
		if (strcmp(m->folded[i], wanted) == 0)
			return i;
	for (i = 0; i < m->out->n; i++)
		if (strcmp(m->last[i], wanted) == 0) {
			if (found < m->out->n)
				return m->out->n; /* several end so */
			found = i;
		}
	return found;
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

/* Wide columns of one row are told apart by what they stand for. */
static void add_spread_parts(struct matching *m)
{
	const struct mapped_spread *spread = m->r->plan != NULL ? m->r->plan->spread : NULL;
	size_t i;

	for (i = 0; spread != NULL && i < spread->n_constants && m->out->n_key > 0; i++) {
		const int target = intake_target(m->kind, spread->constants[i].target);

		if (target != INTAKE_PERIOD) {
			add_key_part(m, target, 0);
		} else {
			add_key_part(m, INTAKE_ON, 0);
			add_key_part(m, INTAKE_UNTIL, 0);
		}
	}
}

static bool is_in_spread(const struct matching *m, int target)
{
	const struct mapped_spread *spread = m->r->plan != NULL ? m->r->plan->spread : NULL;
	size_t i;

	for (i = 0; spread != NULL && i < spread->n_constants; i++)
		if (intake_target(m->kind, spread->constants[i].target) == target)
			return true;
	return false;
}

int mapping_use_key(struct matching *m)
{
	const struct mapped_feed *f = m->feed;
	const size_t spread = m->r->plan != NULL && m->r->plan->spread != NULL ? m->r->plan->spread->n_constants : 0;
	size_t i;

	m->out->key = arena_alloc(m->r->arena, (2 * f->n_key + 2 * spread + 1) * sizeof(*m->out->key));
	for (i = 0; i < f->n_key; i++) {
		const struct mapped_key *part = &f->key[i];
		const int target = intake_target(m->kind, part->name);
		const size_t column = mapping_column(m, part->name);

		if (target != INTAKE_NONE) {
			if (!is_in_spread(m, target) && use_key_target(m, part, target) != 0)
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
	add_spread_parts(m);
	return 0;
}

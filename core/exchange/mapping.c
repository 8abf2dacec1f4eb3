#include "config.h"

#include "exchange/mapping.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "plugin/registry.h"

enum { LISTED_MAX = 12, TARGET_BASE = -INTAKE_NONE };

struct spelling {
	const char *from, *to; /* from is folded; NULL ends */
};

/* The work of one call. */
struct matching {
	const struct mapping_request *r;
	const struct kind *kind;
	const struct mapping *mapping;
	struct columns *out;
	const char **folded; /* header names, as they are compared */
	bool *settled;       /* the mapping says where the column goes, or that it is passed over */
	bool *constant;      /* by target + 6: a constant fills it */
	struct sijil_err *err;
};

static bool is_filled(const struct matching *m, int target)
{
	return m->out->cells[target + TARGET_BASE] != 0 || m->constant[target + TARGET_BASE];
}

static const char *suggestion(const struct matching *m, const char *word, const char *const *names)
{
	const char *near = text_nearest(word, names);

	return near != NULL ? arena_printf(m->r->arena, " (did you mean '%.*s'?)", yaml_shown(near), near) : "";
}

/* The columns that go nowhere, so far: what a missing one may have been meant to be.  NULL-terminated. */
static const char *const *spare_columns(const struct matching *m)
{
	const char **names = arena_alloc(m->r->arena, (m->out->n + 1) * sizeof(*names));
	size_t n = 0, i;

	for (i = 0; i < m->out->n; i++)
		if (m->out->items[i].target == INTAKE_NONE && !m->settled[i])
			names[n++] = m->out->items[i].name;
	return names;
}

static const char *list_columns(const struct matching *m)
{
	const char *list = "";
	size_t i;

	for (i = 0; i < m->out->n && i < LISTED_MAX; i++)
		list = arena_printf(m->r->arena, "%s%s'%.*s'", list, i > 0 ? ", " : "",
				    yaml_shown(m->out->items[i].name), m->out->items[i].name);
	return i < m->out->n ? arena_printf(m->r->arena, "%s and %zu more", list, m->out->n - i) : list;
}

/* --- what is wrong with the header as a whole --- */

/* What every row must give: parts of the envelope, and the required fields without a preset.  Ends with INTAKE_NONE. */
static const int *required_targets(const struct matching *m)
{
	const struct sijil_kind *def = m->kind->def;
	int *list = arena_alloc(m->r->arena, (m->kind->n_fields + 4) * sizeof(*list));
	size_t n = 0;
	unsigned i;

	list[n++] = INTAKE_ON;
	if (def->subject == SIJIL_PERSON)
		list[n++] = INTAKE_PERSON;
	if (def->subject == SIJIL_SITE && !m->r->one_site)
		list[n++] = INTAKE_SITE;
	for (i = 0; i < m->kind->n_fields; i++)
		if (m->kind->fields[i].def->required && m->kind->fields[i].def->preset == NULL)
			list[n++] = (int)i;
	list[n] = INTAKE_NONE;
	return list;
}

static bool reads_as_data(const char *s)
{
	const size_t n = strlen(s);
	const char *why;
	int32_t from, to;
	int64_t number;

	return date_parse_interval(s, n, &from, &to, &why) == 0 || number_parse_amount(s, n, &number, &why) == 0;
}

/* When columns are missing: perhaps there is no header at all. */
static int looks_like_data(const struct matching *m)
{
	const int *targets = required_targets(m);
	const char *header = "";
	size_t i;

	for (i = 0; i < m->out->n && !reads_as_data(m->out->items[i].name); i++)
		;
	if (i == m->out->n)
		return 0;
	for (; *targets != INTAKE_NONE; targets++)
		header = arena_printf(m->r->arena, "%s%s%s", header, *header != '\0' ? "," : "",
				      intake_name(m->kind, *targets));
	return err_at(m->err, ERR_DATA, m->r->file, m->r->line, (unsigned)i + 1,
		      "the first row must name the columns, and '%.*s' looks like data: put a header row on top (%s is "
		      "what a '%s' needs)",
		      yaml_shown(m->out->items[i].name), m->out->items[i].name, header, m->kind->def->name);
}

static int repeated_name(const struct matching *m)
{
	const struct column *items = m->out->items;
	size_t i, k;

	for (i = 1; i < m->out->n; i++)
		for (k = 0; k < i && *m->folded[i] != '\0'; k++)
			if (strcmp(m->folded[i], m->folded[k]) == 0)
				return err_at(m->err, ERR_DATA, m->r->file, m->r->line, (unsigned)i + 1,
					      "columns %zu ('%.*s') and %zu ('%.*s') have the same name: rename or "
					      "remove one",
					      k + 1, yaml_shown(items[k].name), items[k].name, i + 1,
					      yaml_shown(items[i].name), items[i].name);
	return 0;
}

/* Two columns, by the numbers of their cells. */
static int both_give(const struct matching *m, size_t x, size_t y, const char *what)
{
	const size_t a = x < y ? x : y, b = x < y ? y : x;

	return err_at(m->err, ERR_DATA, m->r->file, m->r->line, (unsigned)b,
		      "columns %zu ('%.*s') and %zu ('%.*s') both give %s: keep one of them", a,
		      yaml_shown(m->out->items[a - 1].name), m->out->items[a - 1].name, b,
		      yaml_shown(m->out->items[b - 1].name), m->out->items[b - 1].name, what);
}

/* A period gives both the first and the last day. */
static int check_days(const struct matching *m)
{
	static const int others[] = { INTAKE_ON, INTAKE_UNTIL };
	size_t period = m->out->cells[INTAKE_PERIOD + TARGET_BASE], other, i;

	for (i = 0; period != 0 && i < sizeof(others) / sizeof(others[0]); i++) {
		other = m->out->cells[others[i] + TARGET_BASE];
		if (other != 0)
			return both_give(m, period, other, "the days");
	}
	return 0;
}

static int check_required(const struct matching *m)
{
	const char *const *spare = spare_columns(m);
	const int *target;
	const char *list = "";

	for (target = required_targets(m); *target != INTAKE_NONE; target++) {
		const char *name = intake_name(m->kind, *target);

		if (is_filled(m, *target) || (*target == INTAKE_ON && is_filled(m, INTAKE_PERIOD)))
			continue;
		list = arena_printf(m->r->arena, "%s%s'%s'%s", list, *list != '\0' ? ", " : "", name,
				    suggestion(m, name, spare));
	}
	if (*list == '\0')
		return 0;
	if (looks_like_data(m) != 0)
		return -1;
	return err_at(m->err, ERR_DATA, m->r->file, m->r->line, 0,
		      "no column gives what every '%s' needs: %s; the file has %s", m->kind->def->name, list,
		      list_columns(m));
}

/* --- where columns go --- */

static int set_target(struct matching *m, size_t i, int target)
{
	uint32_t *cell = &m->out->cells[target + TARGET_BASE];

	if (*cell != 0)
		return both_give(m, *cell, i + 1, arena_printf(m->r->arena, "'%s'", intake_name(m->kind, target)));
	*cell = (uint32_t)i + 1;
	m->out->items[i].target = target;
	return 0;
}

static void warn(const struct matching *m, size_t i, const char *message)
{
	const struct finding finding = {
		.severity = SIJIL_WARNING,
		.code = "CSV-W01",
		.line = m->r->line,
		.column = (uint32_t)i + 1,
		.program = m->kind->program->id,
		.kind = m->kind->def->name,
		.value = m->out->items[i].name,
		.message = message,
		.remedy = "give it the name of a field, or map it in sijil.yaml (`skip` passes it over in silence)",
	};

	findings_add(m->r->findings, &finding);
}

static void warn_unknown(const struct matching *m, size_t i)
{
	const char *name = m->out->items[i].name;

	if (*m->folded[i] == '\0')
		warn(m, i, arena_printf(m->r->arena, "column %zu has no name and is passed over", i + 1));
	else
		warn(m, i,
		     arena_printf(m->r->arena, "column '%.*s' is passed over: '%s' has no such field%s",
				  yaml_shown(name), name, m->kind->def->name,
				  suggestion(m, name, intake_names(m->kind, m->r->arena))));
}

static void warn_taken(const struct matching *m, size_t i, int target)
{
	const char *name = m->out->items[i].name, *by = "with a constant";
	const uint32_t cell = m->out->cells[target + TARGET_BASE];

	if (cell != 0)
		by = arena_printf(m->r->arena, "from '%.*s'", yaml_shown(m->out->items[cell - 1].name),
				  m->out->items[cell - 1].name);
	warn(m, i,
	     arena_printf(m->r->arena, "column '%.*s' is passed over: the mapping '%s' fills it %s", yaml_shown(name),
			  name, m->mapping->name, by));
}

/* The columns that the mapping does not name go by their own names. */
static int match_names(struct matching *m)
{
	/* What the mapping fills is not to be filled again; two columns of one name are for set_target to refuse. */
	bool *mapped = arena_alloc(m->r->arena, m->out->n_cells * sizeof(*mapped));
	uint32_t t;
	size_t i;

	for (t = 0; t < m->out->n_cells; t++)
		mapped[t] = m->out->cells[t] != 0 || m->constant[t];
	for (i = 0; i < m->out->n; i++) {
		int target;

		if (m->settled[i])
			continue;
		target = *m->folded[i] != '\0' ? intake_target(m->kind, m->out->items[i].name) : INTAKE_NONE;
		if (target != INTAKE_NONE && mapped[target + TARGET_BASE])
			warn_taken(m, i, target);
		else if (target != INTAKE_NONE && set_target(m, i, target) != 0)
			return -1;
	}
	return 0;
}

/* After the errors, so that a file that is refused is not warned of too. */
static void warn_of_the_rest(const struct matching *m)
{
	size_t i;

	for (i = 0; i < m->out->n; i++)
		if (!m->settled[i] && m->out->items[i].target == INTAKE_NONE &&
		    (*m->folded[i] == '\0' || intake_target(m->kind, m->out->items[i].name) == INTAKE_NONE))
			warn_unknown(m, i);
}

/* --- what the mapping says --- */

static int unknown_target(const struct matching *m, const struct yaml_node *node, const char *target, bool key)
{
	return err_at(m->err, ERR_CONFIG, node->file, key ? node->key_line : node->line,
		      key ? node->key_col : node->col, "mapping '%s': '%s' has no field '%.*s'%s", m->mapping->name,
		      m->kind->def->name, yaml_shown(target), target,
		      suggestion(m, target, intake_names(m->kind, m->r->arena)));
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
		return skip ? 0 : set_target(m, i, target);
	}
	if (skip)
		return 0;
	if (looks_like_data(m) != 0)
		return -1;
	return err_at(m->err, ERR_DATA, c->node->file, c->node->key_line, c->node->key_col,
		      "mapping '%s': %s has no column '%.*s'%s; it has %s", m->mapping->name, m->r->file,
		      yaml_shown(c->column), c->column, suggestion(m, c->column, spare_columns(m)), list_columns(m));
}

static int map_constant(struct matching *m, const struct mapped_constant *c)
{
	const int target = intake_target(m->kind, c->target);

	if (target == INTAKE_NONE)
		return unknown_target(m, c->node, c->target, true);
	if (is_filled(m, target))
		return err_at(m->err, ERR_CONFIG, c->node->file, c->node->key_line, c->node->key_col,
			      "mapping '%s': '%s' is filled twice", m->mapping->name, c->target);
	m->constant[target + TARGET_BASE] = true;
	m->out->constants[m->out->n_constants++] =
		(struct constant){ .target = target, .value = c->value, .n = strlen(c->value) };
	return 0;
}

static int use_mapping(struct matching *m)
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

/* --- --- */

static void read_names(struct matching *m, const struct csv_field *header, size_t n)
{
	struct arena *a = m->r->arena;
	size_t i;

	while (n > 1 && header[n - 1].n == 0)
		n--; /* a spreadsheet's empty columns */
	m->out->items = arena_alloc(a, (n + 1) * sizeof(*m->out->items));
	m->folded = arena_alloc(a, (n + 1) * sizeof(*m->folded));
	m->settled = arena_alloc(a, (n + 1) * sizeof(*m->settled));
	for (i = 0; i < n; i++) {
		m->out->items[i] = (struct column){
			.target = INTAKE_NONE,
			.name = arena_strndup(a, header[i].s, header[i].n),
		};
		m->folded[i] = text_fold(a, header[i].s);
	}
	m->out->n = n;
	m->out->n_cells = m->kind->n_fields + TARGET_BASE;
	m->out->cells = arena_alloc(a, m->out->n_cells * sizeof(*m->out->cells));
	m->constant = arena_alloc(a, m->out->n_cells * sizeof(*m->constant));
}

int mapping_columns(const struct mapping_request *request, const struct csv_field *header, size_t n,
		    struct columns *out, struct sijil_err *err)
{
	struct matching m = {
		.r = request,
		.kind = request->kind,
		.mapping = request->mapping,
		.out = out,
		.err = err,
	};

	*out = (struct columns){ 0 };
	read_names(&m, header, n);
	if (m.mapping != NULL && use_mapping(&m) != 0)
		return -1;
	if (repeated_name(&m) != 0 || match_names(&m) != 0 || check_days(&m) != 0 || check_required(&m) != 0)
		return -1;
	warn_of_the_rest(&m);
	return 0;
}

const char *mapping_read(const struct column *column, const char *text, size_t *n, struct arena *scratch)
{
	const struct spelling *s;
	const char *folded;

	if (column->spellings == NULL)
		return text;
	folded = text_fold(scratch, text);
	for (s = column->spellings; s->from != NULL; s++)
		if (strcmp(s->from, folded) == 0) {
			*n = strlen(s->to);
			return s->to;
		}
	return text;
}

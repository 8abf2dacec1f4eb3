#include "config.h"

#include "exchange/mapping.h"

#include <string.h>

#include "base/text.h"
#include "exchange/mapping_private.h"

bool mapping_is_filled(const struct matching *m, int target)
{
	return m->out->cells[target + TARGET_BASE] != 0 || m->constant[target + TARGET_BASE];
}

const char *mapping_suggestion(const struct matching *m, const char *word, const char *const *names)
{
	const char *near = text_nearest(word, names);

	return near != NULL ? arena_printf(m->r->arena, " (did you mean '%.*s'?)", yaml_shown(near), near) : "";
}

/* --- where columns go --- */

int mapping_set_target(struct matching *m, size_t i, int target)
{
	uint32_t *cell = &m->out->cells[target + TARGET_BASE];

	if (*cell != 0)
		return mapping_both_give(m, *cell, i + 1, arena_printf(m->r->arena, "'%s'", intake_name(m->kind, target)));
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
				  mapping_suggestion(m, name, intake_names(m->kind, m->r->arena))));
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

/* Where a column's name leads: its whole name, or the last element of its path. */
static int own_target(const struct matching *m, size_t i)
{
	const char *name = m->out->items[i].name;
	int target;

	if (*m->folded[i] == '\0')
		return INTAKE_NONE;
	target = intake_target(m->kind, name);
	if (target == INTAKE_NONE && m->r->profile != NULL && mapping_column(m, m->last[i]) == i)
		target = intake_target(m->kind, profile_last(m->r->profile, name));
	return target;
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
		target = own_target(m, i);
		if (target != INTAKE_NONE && mapped[target + TARGET_BASE]) {
			if (m->mapping != NULL)
				warn_taken(m, i, target);
		} else if (target != INTAKE_NONE && mapping_set_target(m, i, target) != 0)
			return -1;
	}
	return 0;
}

/*
 * After the errors, so that a file that is refused is not warned of too; and of several feeds after the last, of the
 * columns that none of them uses.
 */
static void warn_of_the_rest(const struct matching *m)
{
	bool *used = m->r->used;
	size_t i;

	for (i = 0; i < m->out->n; i++) {
		const bool here = m->settled[i] || m->out->items[i].target != INTAKE_NONE ||
				  own_target(m, i) != INTAKE_NONE;

		if (used != NULL)
			used[i] = used[i] || here;
		if (used != NULL ? m->r->last && !used[i] : !here)
			warn_unknown(m, i);
	}
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
	m->last = arena_alloc(a, (n + 1) * sizeof(*m->last));
	m->settled = arena_alloc(a, (n + 1) * sizeof(*m->settled));
	for (i = 0; i < n; i++) {
		m->out->items[i] = (struct column){
			.target = INTAKE_NONE,
			.name = arena_strndup(a, header[i].s, header[i].n),
		};
		m->folded[i] = text_fold(a, header[i].s);
		m->last[i] = m->folded[i];
		if (m->r->profile != NULL)
			m->last[i] = text_fold(a, profile_last(m->r->profile, m->out->items[i].name));
	}
	m->out->n = n;
	m->out->n_cells = m->kind->n_fields + TARGET_BASE;
	m->out->cells = arena_alloc(a, m->out->n_cells * sizeof(*m->out->cells));
	m->constant = arena_alloc(a, m->out->n_cells * sizeof(*m->constant));
}

static void set_formats(const struct matching *m)
{
	size_t i;

	for (i = 0; i < m->out->n; i++)
		if (m->out->items[i].format == NULL)
			m->out->items[i].format = mapping_format(m, NULL);
}

int mapping_columns(const struct mapping_request *request, const struct csv_field *header, size_t n,
		    struct columns *out, struct sijil_err *err)
{
	const struct mapping_plan *plan = request->plan;
	struct matching m = {
		.r = request,
		.kind = request->kind,
		.mapping = request->mapping,
		.feed = plan != NULL ? plan->feed : request->mapping != NULL ? &request->mapping->feeds[0] : NULL,
		.out = out,
		.err = err,
	};

	*out = (struct columns){ 0 };
	read_names(&m, header, n);
	if (m.feed != NULL && mapping_use(&m) != 0)
		return -1;
	if (request->profile != NULL)
		mapping_use_profile(&m);
	if (mapping_repeated_name(&m) != 0 || match_names(&m) != 0 || mapping_check_days(&m) != 0 ||
	    mapping_check_required(&m) != 0)
		return -1;
	if (m.feed != NULL && mapping_use_key(&m) != 0)
		return -1;
	if (request->profile != NULL)
		mapping_use_profile_key(&m);
	set_formats(&m);
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

/* A file whose rows are of several kinds, each told by its cell in the column `kind`: `sijil export --together`. */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "exchange/frozen.h"
#include "exchange/import_private.h"

/* The kind of that name that people log, or NULL. */
static const struct kind *kind_called(struct importing *m, const char *name)
{
	const struct program *p = m->r->program;
	const char *folded = text_fold(&m->row_arena, name);
	unsigned i;

	for (i = 0; i < p->n_kinds; i++)
		if (strcmp(p->kinds[i].def->name, FROZEN_KIND) != 0 &&
		    strcmp(text_fold(&m->row_arena, p->kinds[i].def->name), folded) == 0)
			return &p->kinds[i];
	return NULL;
}

static void tell_unknown(struct importing *m, const char *name)
{
	const struct program *p = m->r->program;
	const char **names = arena_alloc(&m->row_arena, (p->n_kinds + 1) * sizeof(*names)), *near;
	struct finding finding = {
		.severity = SIJIL_ERROR,
		.code = "CSV-E20",
		.line = source_line(m->source),
		.column = m->kind_cell,
		.program = p->id,
		.field = "kind",
		.value = name,
		.remedy = "'sijil programs PROGRAM' lists the kinds of a program",
	};
	unsigned i;

	for (i = 0; i < p->n_kinds; i++)
		names[i] = p->kinds[i].def->name;
	near = text_nearest(name, names);
	finding.message = *name == '\0'  ? "the row does not say of which kind it is"
			  : near != NULL ? arena_printf(&m->row_arena, "'%s' has no kind '%s' (did you mean '%s'?)",
							p->id, name, near)
					 : arena_printf(&m->row_arena, "'%s' has no kind '%s'", p->id, name);
	findings_add(&m->result->findings, &finding);
}

static uint32_t find_column(struct importing *m, const struct csv_field *header, size_t n)
{
	static const char *const names[] = { "entry kind", "kind" };
	size_t name, i;

	for (name = 0; name < sizeof(names) / sizeof(names[0]); name++)
		for (i = 0; i < n; i++)
			if (strcmp(text_fold(&m->row_arena, header[i].s), text_fold(&m->row_arena, names[name])) == 0)
				return (uint32_t)i + 1;
	return 0;
}

/* Which kinds there are, asked of every row; what is none is told. */
static int look(struct importing *m, struct sijil_err *err)
{
	const struct program *p = m->r->program;
	const struct csv_field *cells;
	const struct kind *kind;
	size_t n;
	int got;

	m->present = arena_alloc(&m->arena, p->n_kinds * sizeof(*m->present));
	while ((got = source_next(m->source, &cells, &n, err)) == 1) {
		const char *name = n >= m->kind_cell ? cells[m->kind_cell - 1].s : "";

		arena_reset(&m->row_arena);
		if (row_is_blank(cells, m->mended && n > m->own_at ? m->own_at : n))
			continue;
		kind = kind_called(m, name);
		if (kind == NULL)
			tell_unknown(m, name);
		else
			m->present[kind - p->kinds] = true;
	}
	return got;
}

int kinds_look(struct importing *m, const struct csv_field **header, size_t *n, struct sijil_err *err)
{
	/* The records of a tool have keys, and those are kept per kind. */
	if (m->r->profile != NULL)
		return err_set(err, ERR_USAGE, "with --profile, say which kind of entry the records are: sijil import %s KIND %s",
			       m->r->program->id, m->r->path);
	m->kind_cell = find_column(m, *header, m->mended ? *n - REJECTS_COLUMNS : *n);
	if (m->kind_cell == 0)
		return err_set(err, ERR_USAGE,
			       "say which kind of entry the rows of '%s' are (sijil import %s KIND FILE), name it in a "
			       "mapping (kind: ...), or give the file a column 'kind'",
			       m->r->path, m->r->program->id);
	m->own_at = m->mended ? *n - REJECTS_COLUMNS : *n;
	if (look(m, err) != 0 || source_rewind(m->source, err) != 0)
		return -1;
	return source_next(m->source, header, n, err) == 1 ? 0 : -1;
}

int kinds_plans(struct importing *m, struct mapping_plan **plans, size_t *n, struct sijil_err *err)
{
	const struct program *p = m->r->program;
	unsigned i;

	*plans = arena_alloc(&m->arena, (p->n_kinds + 1) * sizeof(**plans));
	*n = 0;
	for (i = 0; i < p->n_kinds; i++)
		if (m->present[i])
			(*plans)[(*n)++].kind = p->kinds[i].def->name;
	if (*n > 0)
		return 0;
	return err_at(err, ERR_DATA, m->r->path, m->header_line, m->kind_cell, "no row below '%s' names a kind of '%s'",
		      "kind", p->id);
}

void kinds_when(struct importing *m, struct feed *feed)
{
	struct column_when *when = arena_alloc(&m->arena, sizeof(*when));
	const char **values = arena_alloc(&m->arena, 2 * sizeof(*values));

	values[0] = text_fold(&m->arena, feed->fed->kind->def->name);
	when->cell = m->kind_cell;
	when->values = values;
	feed->columns.when = when;
	feed->columns.n_when = 1;
}

/* A kind comes after those that it refers to; kinds that refer to each other come when all has been tried. */
void kinds_levels(struct importing *m)
{
	size_t round, i;
	unsigned k;

	for (round = 1; round < m->n_fed; round++)
		for (i = 0; i < m->n_fed; i++)
			for (k = 0; k < m->fed[i].kind->n_fields; k++) {
				const struct kind *refers = m->fed[i].kind->fields[k].refers;
				const struct fed *other = refers != NULL ? feeds_of(m, refers) : NULL;

				if (other != NULL && other != &m->fed[i] && m->fed[i].level <= other->level &&
				    other->level + 1 < m->n_fed)
					m->fed[i].level = other->level + 1;
			}
	for (i = 0; i < m->n_fed; i++)
		if (m->fed[i].level > m->top_level)
			m->top_level = m->fed[i].level;
}

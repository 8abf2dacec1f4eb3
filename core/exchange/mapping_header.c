/* What is wrong with a header as a whole: names twice, columns that are missing, data in its place. */
#include "config.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "exchange/mapping_private.h"

enum { LISTED_MAX = 12 };

/* The columns that go nowhere, so far: what a missing one may have been meant to be.  NULL-terminated. */
const char *const *mapping_spare_columns(const struct matching *m)
{
	const char **names = arena_alloc(m->r->arena, (m->out->n + 1) * sizeof(*names));
	size_t n = 0, i;

	for (i = 0; i < m->out->n; i++)
		if (m->out->items[i].target == INTAKE_NONE && !m->settled[i])
			names[n++] = m->out->items[i].name;
	return names;
}

const char *mapping_list_columns(const struct matching *m)
{
	const char *list = "";
	size_t i;

	for (i = 0; i < m->out->n && i < LISTED_MAX; i++)
		list = arena_printf(m->r->arena, "%s%s'%.*s'", list, i > 0 ? ", " : "",
				    yaml_shown(m->out->items[i].name), m->out->items[i].name);
	return i < m->out->n ? arena_printf(m->r->arena, "%s and %zu more", list, m->out->n - i) : list;
}

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
int mapping_looks_like_data(const struct matching *m)
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

int mapping_repeated_name(const struct matching *m)
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
int mapping_both_give(const struct matching *m, size_t x, size_t y, const char *what)
{
	const size_t a = x < y ? x : y, b = x < y ? y : x;

	return err_at(m->err, ERR_DATA, m->r->file, m->r->line, (unsigned)b,
		      "columns %zu ('%.*s') and %zu ('%.*s') both give %s: keep one of them", a,
		      yaml_shown(m->out->items[a - 1].name), m->out->items[a - 1].name, b,
		      yaml_shown(m->out->items[b - 1].name), m->out->items[b - 1].name, what);
}

/* A period gives both the first and the last day. */
int mapping_check_days(const struct matching *m)
{
	static const int others[] = { INTAKE_ON, INTAKE_UNTIL };
	size_t period = m->out->cells[INTAKE_PERIOD + TARGET_BASE], other, i;

	for (i = 0; period != 0 && i < sizeof(others) / sizeof(others[0]); i++) {
		other = m->out->cells[others[i] + TARGET_BASE];
		if (other != 0)
			return mapping_both_give(m, period, other, "the days");
	}
	return 0;
}

int mapping_check_required(const struct matching *m)
{
	const char *const *spare = mapping_spare_columns(m);
	const int *target;
	const char *list = "";

	for (target = required_targets(m); *target != INTAKE_NONE; target++) {
		const char *name = intake_name(m->kind, *target);

		if (mapping_is_filled(m, *target) || (*target == INTAKE_ON && mapping_is_filled(m, INTAKE_PERIOD)))
			continue;
		list = arena_printf(m->r->arena, "%s%s'%s'%s", list, *list != '\0' ? ", " : "", name,
				    mapping_suggestion(m, name, spare));
	}
	if (*list == '\0')
		return 0;
	if (mapping_looks_like_data(m) != 0)
		return -1;
	return err_at(m->err, ERR_DATA, m->r->file, m->r->line, 0,
		      "no column gives what every '%s' needs: %s; the file has %s: %s", m->kind->def->name, list,
		      mapping_list_columns(m),
		      m->mapping != NULL ? "rename its columns, or correct the mapping"
					 : "rename its columns, or map them ('sijil import --suggest' prints a mapping)");
}

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plugin/registry_private.h"
#include "plugin/tables.h"

static int build_also(struct build *b, struct measure *m)
{
	const struct sijil_also *defs = m->def->also;
	unsigned i;

	while (defs != NULL && defs[m->n_also].has != 0)
		m->n_also++;
	m->also = arena_alloc(b->arena, (m->n_also + 1) * sizeof(*m->also));
	for (i = 0; i < m->n_also; i++) {
		struct scope scope = { .program = b->program, .judged = m->kind, .further = true };

		m->also[i].has = defs[i].has;
		scope.kind = m->also[i].kind = build_find_kind(b, defs[i].kind, strlen(defs[i].kind));
		if (scope.kind == NULL || build_conds(b, defs[i].where, &scope, &m->also[i].where) != 0)
			return -1;
	}
	return 0;
}

static int build_latest(struct build *b, const struct scope *scope, struct measure *m)
{
	m->latest_by = -1;
	if (m->def->latest_by == NULL)
		return 0;
	m->latest_by = kind_field(m->kind, m->def->latest_by);
	if (m->latest_by < 0)
		return err_set(b->err, ERR_CONFIG, "latest_by: kind '%s' has no field '%s'", m->kind->def->name,
			       m->def->latest_by);
	return build_conds(b, m->def->latest_where, scope, &m->latest_where);
}

static int build_year(struct build *b, struct measure *m)
{
	const char *field = m->def->year_by;

	m->year_by = field != NULL ? kind_field(m->kind, field) : -1;
	if (field != NULL && m->year_by < 0)
		return err_set(b->err, ERR_CONFIG, "year_by: kind '%s' has no field '%s'", m->kind->def->name, field);
	return 0;
}

/* "area=urban|rural": the conditions of being a part are written like that, too. */
static int build_parts(struct build *b, const struct scope *scope, struct measure *m)
{
	const char *parts = m->def->parts, *s;
	char *field;

	m->parts_by = -1;
	if (parts == NULL)
		return 0;
	field = arena_strndup(b->arena, parts, strcspn(parts, "="));
	m->parts_by = kind_field(m->kind, field);
	if (m->parts_by < 0)
		return err_set(b->err, ERR_CONFIG, "parts: kind '%s' has no field '%s'", m->kind->def->name, field);
	m->n_parts = 1;
	for (s = parts; *s != '\0'; s++)
		m->n_parts += *s == '|';
	return build_conds(b, parts, scope, &m->parts);
}

static int build_measure(struct build *b, const struct sijil_measure *def, struct measure *m)
{
	struct scope scope = { .program = b->program, .spell = def->spells != SIJIL_NO_SPELLS };

	m->def = def;
	if (scope.spell && b->program->opening == NULL)
		return err_set(b->err, ERR_CONFIG, "it counts spells, but no kind of this plugin opens one");
	m->kind = scope.spell ? b->program->opening : build_find_kind(b, def->kind, strlen(def->kind));
	if (m->kind == NULL)
		return -1;
	scope.kind = m->kind;
	if (def->of != NULL) {
		m->of = build_expr(b, def->of, &scope);
		if (m->of == NULL)
			return -1;
	}
	if (build_conds(b, def->where, &scope, &m->where) != 0 || build_also(b, m) != 0)
		return -1;
	return build_latest(b, &scope, m) != 0 || build_year(b, m) != 0 || build_parts(b, &scope, m) != 0 ? -1 : 0;
}

static int build_side(struct build *b, struct metric *metric, enum sijil_part side, const struct sijil_measure *defs)
{
	unsigned n = 0, i;

	while (defs != NULL && defs[n].take != 0)
		n++;
	metric->sides[side] = arena_alloc(b->arena, (n + 1) * sizeof(*metric->sides[side]));
	metric->n_sides[side] = n;
	for (i = 0; i < n; i++)
		if (build_measure(b, &defs[i], &metric->sides[side][i]) != 0 && build_fault(b, &defs[i]) != 0)
			return -1;
	return 0;
}

/* "sex,age_band,subject=session.subject" */
void build_axes(struct build *b, struct metric *metric)
{
	const char *rest = metric->def->breakdowns, *s, *equals;
	unsigned n = 1;
	size_t len;

	if (rest == NULL)
		return;
	for (s = rest; *s != '\0'; s++)
		n += *s == ',';
	metric->axes = arena_alloc(b->arena, n * sizeof(*metric->axes));
	while (rest != NULL && (s = text_split(&rest, ',', &len)) != NULL) {
		struct axis *a = &metric->axes[metric->n_axes++];
		const char *whole = arena_strndup(b->arena, s, len);

		equals = strchr(whole, '=');
		a->path = equals != NULL ? equals + 1 : whole;
		a->name = equals != NULL ? arena_strndup(b->arena, whole, (size_t)(equals - whole)) : whole;
	}
}

static bool has_axis(const struct metric *metric, const char *name)
{
	unsigned i;

	for (i = 0; i < metric->n_axes; i++)
		if (strcmp(metric->axes[i].name, name) == 0)
			return true;
	return false;
}

static int build_parity(struct build *b, struct metric *metric)
{
	const char *groups = metric->def->parity_groups, *equals, *bar;

	if (metric->def->parity_of == NULL)
		return 0;
	metric->parity_of = program_metric(b->program, metric->def->parity_of);
	if (metric->parity_of == NULL || metric->parity_of >= metric)
		return err_set(b->err, ERR_CONFIG, "parity of '%s', which is not defined before it",
			       metric->def->parity_of);
	if (metric->parity_of->def->per != 0)
		return err_set(b->err, ERR_CONFIG, "parity of '%s', whose numerator is divided by a constant",
			       metric->def->parity_of);
	equals = groups != NULL ? strchr(groups, '=') : NULL;
	bar = equals != NULL ? strchr(equals, '|') : NULL;
	if (bar == NULL)
		return err_set(b->err, ERR_CONFIG, "parity_groups must read like \"sex=F|M\"");
	metric->parity_axis = arena_strndup(b->arena, groups, (size_t)(equals - groups));
	metric->parity_first = arena_strndup(b->arena, equals + 1, (size_t)(bar - equals - 1));
	metric->parity_second = bar + 1;
	if (!has_axis(metric->parity_of, metric->parity_axis))
		return err_set(b->err, ERR_CONFIG, "metric '%s' has no breakdown '%s'", metric->def->parity_of,
			       metric->parity_axis);
	return 0;
}

static int build_metric(struct build *b, struct metric *metric)
{
	const struct sijil_metric *def = metric->def;

	if (build_side(b, metric, SIJIL_NUMERATOR, def->numerator) != 0)
		return err_context(b->err, "numerator");
	if (build_side(b, metric, SIJIL_DENOMINATOR, def->denominator) != 0)
		return err_context(b->err, "denominator");
	if (build_side(b, metric, SIJIL_ASIDE, def->aside) != 0)
		return err_context(b->err, "aside");
	build_axes(b, metric);
	if (def->needs != NULL) {
		metric->needs = build_find_kind(b, def->needs, strlen(def->needs));
		if (metric->needs == NULL)
			return -1;
	}
	return build_parity(b, metric);
}

void build_age_bands(struct build *b)
{
	const char *rest = b->program->plugin->age_bands, *s;
	unsigned n = 1;
	size_t len;
	int *bands;

	b->program->n_age_bands = 0;
	if (rest == NULL)
		return;
	for (s = rest; *s != '\0'; s++)
		n += *s == ',';
	bands = arena_alloc(b->arena, n * sizeof(*bands));
	while (rest != NULL && (s = text_split(&rest, ',', &len)) != NULL)
		bands[b->program->n_age_bands++] = (int)strtol(s, NULL, 10);
	b->program->age_bands = bands;
}

static unsigned count_metrics(const struct sijil_metric *metrics)
{
	unsigned n = 0;

	while (metrics != NULL && metrics[n].code != NULL)
		n++;
	return n;
}

/* The plugin's metrics, then the core's. */
int build_metrics(struct build *b, const struct sijil_metric *metrics)
{
	struct program *p = b->program;
	unsigned own = count_metrics(metrics), n = own + count_metrics(core_metrics), i;

	p->metrics = arena_alloc(b->arena, (n + 1) * sizeof(*p->metrics));
	p->n_metrics = n;
	build_age_bands(b);
	for (i = 0; i < n; i++)
		p->metrics[i].def = i < own ? &metrics[i] : &core_metrics[i - own];
	for (i = 0; i < n; i++)
		if (build_metric(b, &p->metrics[i]) != 0 && build_fault(b, p->metrics[i].def) != 0)
			return err_context(b->err, "metric '%s'", p->metrics[i].def->code);
	return 0;
}

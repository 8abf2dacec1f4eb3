#include "config.h"

#include <string.h>

#include "base/text.h"
#include "plugin/registry_private.h"

void registry_check_target(const struct program *p, const struct target *t, struct arena *arena, struct err_list *errs)
{
	const char **codes, *near;
	unsigned i;

	if (t->metric == NULL || program_metric(p, t->metric) != NULL)
		return;
	codes = arena_alloc(arena, (p->n_metrics + 1) * sizeof(*codes));
	for (i = 0; i < p->n_metrics; i++)
		codes[i] = p->metrics[i].def->code;
	near = text_nearest(t->metric, codes);
	yaml_error(errs, t->node, "plugin '%s' has no metric '%s'%s%s%s", p->plugin->name, t->metric,
		   near != NULL ? " (did you mean '" : "", near != NULL ? near : "", near != NULL ? "'?)" : "");
}

static void check_program(const struct program *p, struct arena *arena, struct err_list *errs)
{
	size_t i;

	if (p->plugin == NULL)
		return;
	for (i = 0; i < p->config->n_targets; i++)
		registry_check_target(p, &p->config->targets[i], arena, errs);
	for (i = 0; i < p->config->n_baselines; i++)
		registry_check_target(p, &p->config->baselines[i], arena, errs);
}

/* A mapping's program and kinds, when it names them. */
static void check_mapping(const struct registry *r, const struct mapping *m, struct err_list *errs)
{
	const struct program *p = m->program != NULL ? registry_program(r, m->program) : NULL;
	size_t i;

	for (i = 0; p != NULL && p->plugin != NULL && i < m->n_feeds; i++)
		if (m->feeds[i].kind != NULL && program_kind(p, m->feeds[i].kind) == NULL)
			yaml_error(errs, m->feeds[i].node, "import mapping '%s': program '%s' (plugin '%s') has no kind '%s'",
				   m->name, p->id, p->plugin->name, m->feeds[i].kind);
}

void registry_check_yaml(const struct registry *r, struct err_list *errs)
{
	struct arena arena = { 0 };
	size_t i;

	for (i = 0; i < r->n_programs; i++)
		check_program(&r->programs[i], &arena, errs);
	for (i = 0; i < r->city->n_mappings; i++)
		check_mapping(r, &r->city->mappings[i], errs);
	arena_release(&arena);
}

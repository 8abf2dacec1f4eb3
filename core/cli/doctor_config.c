#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/doctor.h"
#include "exchange/frozen.h"
#include "rules/intake.h"
#include "rules/judge.h"

static const char about[] = "configuration";

/* --- reading it --- */

static void take_errors(struct doctor *d, const struct err_list *errs)
{
	size_t i;

	for (i = 0; i < errs->n; i++) {
		const struct sijil_err *e = &errs->items[i];
		const char *file = e->file != NULL ? e->file : d->yaml, *at = file;

		if (e->line > 0)
			at = arena_printf(d->arena, "%s:%u:%u", file, e->line, e->col);
		doctor_problem(d, about, at, arena_printf(d->arena, "%s: %s", at, e->message),
			       doctor_edit(d, file, e->line));
	}
	if (errs->total > errs->n)
		doctor_problem(d, about, d->yaml,
			       arena_printf(d->arena, "... and %zu more mistakes", errs->total - errs->n), NULL);
}

/* --- what nobody reads --- */

static bool all_loaded(const struct registry *r)
{
	size_t i;

	for (i = 0; i < r->n_programs; i++)
		if (r->programs[i].plugin == NULL)
			return false;
	return true;
}

/* The i-th place that the feed fills: columns, constants, wide columns.  "" is passed over; NULL after the last. */
static const char *target_at(const struct mapped_feed *f, size_t i)
{
	size_t k;

	if (i < f->n_columns)
		return f->columns[i].target;
	i -= f->n_columns;
	if (i < f->n_constants)
		return f->constants[i].target;
	i -= f->n_constants;
	for (k = 0; k < f->n_spread; i -= f->spread[k++].n_constants)
		if (i < f->spread[k].n_constants)
			return f->spread[k].constants[i].target;
	return i == 0 ? f->spread_to : NULL;
}

static bool has_target(const struct kind *k, const char *target)
{
	return *target == '\0' || intake_target(k, target) != INTAKE_NONE;
}

static bool has_all_targets(const struct mapped_feed *m, const struct kind *k)
{
	const char *target;
	size_t i;

	for (i = 0; (target = target_at(m, i)) != NULL; i++)
		if (!has_target(k, target))
			return false;
	return true;
}

/* The kinds that the feed may be meant for; *unknown: there may be more, of a plugin that is not loaded. */
static size_t kinds_of(struct doctor *d, const struct mapping *m, const char *kind, const struct kind ***out,
		       bool *unknown)
{
	const struct registry *r = d->app->registry;
	size_t n = 0, cap = 0, i;
	unsigned k;

	for (i = 0; i < r->n_programs; i++) {
		const struct program *p = &r->programs[i];

		if (m->program != NULL && strcmp(m->program, p->id) != 0)
			continue;
		*unknown |= p->plugin == NULL;
		for (k = 0; k < p->n_kinds; k++) {
			const char *name = p->kinds[k].def->name;

			if (strcmp(name, FROZEN_KIND) == 0 || (kind != NULL && strcmp(kind, name) != 0))
				continue;
			*out = mem_grow(*out, n, &cap, sizeof(**out));
			(*out)[n++] = &p->kinds[k];
		}
	}
	return n;
}

/* Why no import can use the feed; NULL: one can. */
static const char *why_unusable(struct doctor *d, const struct mapped_feed *m, const struct kind **kinds, size_t n)
{
	const char *target;
	size_t i, k;

	for (k = 0; k < n; k++)
		if (has_all_targets(m, kinds[k]))
			return NULL;
	if (n == 0)
		return arena_printf(d->arena, "no program has the kind '%s'", m->kind != NULL ? m->kind : "");
	for (i = 0; (target = target_at(m, i)) != NULL; i++) {
		for (k = 0; k < n && !has_target(kinds[k], target); k++)
			;
		if (k == n)
			return arena_printf(d->arena, "no kind of entry that it is for has the field '%s'", target);
	}
	return "no kind of entry has all the fields that it fills";
}

static void check_feed(struct doctor *d, const struct mapping *m, const struct mapped_feed *f)
{
	const struct kind **kinds = NULL;
	bool unknown = false;
	const size_t n = kinds_of(d, m, f->kind, &kinds, &unknown);
	const char *why = why_unusable(d, f, kinds, n);

	free(kinds);
	if (why != NULL && !unknown)
		doctor_problem(d, about, m->name,
			       arena_printf(d->arena, "no import can use the mapping '%s': %s", m->name, why),
			       doctor_edit(d, d->yaml, f->node->key_line > 0 ? f->node->key_line : f->node->line));
}

static void check_mapping(struct doctor *d, const struct mapping *m)
{
	size_t i;

	for (i = 0; i < m->n_feeds; i++)
		check_feed(d, m, &m->feeds[i]);
}

static bool reads_reference(const struct program *p, const char *id)
{
	unsigned i, side, k;

	for (i = 0; i < p->n_metrics; i++)
		for (side = 0; side < 3; side++)
			for (k = 0; k < p->metrics[i].n_sides[side]; k++) {
				const char *read = p->metrics[i].sides[side][k].def->reference;

				if (read != NULL && strcmp(read, id) == 0)
					return true;
			}
	return false;
}

static void check_reference(struct doctor *d, const struct reference *ref)
{
	const struct registry *r = d->app->registry;
	bool read = reads_reference(&r->whole, ref->id);
	size_t i;

	for (i = 0; i < r->n_programs && !read; i++)
		read = reads_reference(&r->programs[i], ref->id);
	if (!read)
		doctor_note(d, about, ref->id,
			    arena_printf(d->arena, "no metric of any program reads the reference '%s'", ref->id));
}

static bool has_site(const struct program_config *p, const char *id)
{
	size_t i;

	for (i = 0; i < p->sites.n; i++)
		if (strcmp(p->sites.items[i], id) == 0)
			return true;
	return p->sites.n == 0 || p->any_site;
}

static void check_site(struct doctor *d, const struct site *site)
{
	const struct city *city = d->app->city;
	size_t i;

	for (i = 0; i < city->n_programs; i++)
		if (has_site(&city->programs[i], site->id))
			return;
	doctor_note(d, about, site->id, arena_printf(d->arena, "no program has the site '%s'", site->id));
}

static void check_unread(struct doctor *d)
{
	const struct city *city = d->app->city;
	size_t i;

	if (city->n_programs == 0)
		doctor_problem(d, about, NULL, "there are no programs: nothing can be logged",
			       doctor_edit(d, d->yaml, 0));
	for (i = 0; i < city->n_mappings; i++)
		check_mapping(d, &city->mappings[i]);
	for (i = 0; i < city->n_references && all_loaded(d->app->registry); i++)
		check_reference(d, &city->references[i]);
	for (i = 0; i < city->n_sites && city->n_programs > 0; i++)
		check_site(d, &city->sites[i]);
}

void doctor_config(struct doctor *d)
{
	struct app *app = d->app;
	struct err_list *errs = arena_alloc(d->arena, sizeof(*errs));

	if (access(d->yaml, F_OK) != 0) {
		doctor_problem(d, about, d->yaml,
			       arena_printf(d->arena, "there is no city in '%s': %s is missing", app->dir, d->yaml),
			       arena_printf(d->arena, "sijil init %s", doctor_quote(d->arena, app->dir)));
		return;
	}
	app->city = city_read(d->yaml, d->arena, errs);
	if (app->city != NULL)
		app->registry = registry_open(app->city, app->plugin_dir, &engine_host, errs);
	take_errors(d, errs);
	if (app->registry != NULL)
		check_unread(d);
}

#include "config.h"
#include "plugin/registry.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/text.h"
#include "plugin/declared.h"
#include "plugin/loader.h"
#include "plugin/registry_private.h"
#include "plugin/tables.h"

int build_conds(struct build *b, const char *text, const struct scope *scope, struct conds **out)
{
	*out = NULL;
	if (text == NULL)
		return 0;
	*out = conds_compile(text, scope, b->arena, b->err);
	if (*out == NULL)
		b->at = text;
	return *out == NULL ? -1 : 0;
}

struct expr *build_expr(struct build *b, const char *text, const struct scope *scope)
{
	struct expr *e = expr_compile(text, scope, b->arena, b->err);

	if (e == NULL)
		b->at = text;
	return e;
}

int build_fault(struct build *b, const void *row)
{
	const void *at = b->at != NULL ? b->at : row;

	b->at = NULL;
	return faults_tell(b->faults, at, b->err);
}

const struct kind *build_find_kind(struct build *b, const char *name, size_t n)
{
	const char *copy = arena_strndup(b->arena, name, n);
	const struct kind *k = program_kind(b->program, copy);

	if (k == NULL)
		err_set(b->err, ERR_CONFIG, "there is no kind '%s'", copy);
	return k;
}

int kind_field(const struct kind *k, const char *name)
{
	unsigned i;

	for (i = 0; i < k->n_fields; i++)
		if (strcmp(k->fields[i].def->name, name) == 0)
			return (int)i;
	return -1;
}

const struct kind *program_kind(const struct program *p, const char *name)
{
	unsigned i;

	for (i = 0; i < p->n_kinds; i++)
		if (strcmp(p->kinds[i].def->name, name) == 0)
			return &p->kinds[i];
	return NULL;
}

const struct metric *program_metric(const struct program *p, const char *code)
{
	unsigned i;

	for (i = 0; i < p->n_metrics; i++)
		if (strcmp(p->metrics[i].def->code, code) == 0)
			return &p->metrics[i];
	return NULL;
}

bool metric_is_core(const struct metric *m)
{
	const struct sijil_metric *core = core_metrics;

	while (core->code != NULL && core != m->def)
		core++;
	return core->code != NULL;
}

const char *program_label(const struct program *p, const char *text, const char *language)
{
	const char *translated = NULL;

	if (p->declared != NULL && text != NULL && language != NULL)
		translated = declared_label(p->declared, text, language);
	return translated != NULL ? translated : text;
}

const char *program_choice(const struct program *p, const struct sijil_field *field, const char *code,
			   const char *language)
{
	const char *translated = NULL;

	if (p->declared != NULL && language != NULL)
		translated = declared_choice(p->declared, field, code, language);
	return translated != NULL ? translated : code;
}

/* The field that a breakdown is by: the last of its path. */
static const char *axis_field(const struct program *p, const char *breakdown)
{
	for (unsigned i = 0; i < p->n_metrics; i++)
		for (unsigned k = 0; k < p->metrics[i].n_axes; k++) {
			const struct axis *a = &p->metrics[i].axes[k];
			const char *dot = strrchr(a->path, '.');

			if (strcmp(a->name, breakdown) == 0)
				return dot != NULL ? dot + 1 : a->path;
		}
	return breakdown;
}

const char *program_group(const struct program *p, const char *breakdown, const char *code, const char *language)
{
	const char *name = p->declared != NULL ? axis_field(p, breakdown) : NULL, *title = code;

	for (unsigned i = 0; name != NULL && i < p->n_kinds && title == code; i++) {
		int field = kind_field(&p->kinds[i], name);

		if (field >= 0)
			title = program_choice(p, p->kinds[i].fields[field].def, code, language);
	}
	return title;
}

const char *program_file(const struct program *p)
{
	if (p->declared != NULL)
		return declared_file(p->declared);
	return p->loaded != NULL ? loader_file(p->loaded) : NULL;
}

struct program *registry_program(const struct registry *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->n_programs; i++)
		if (strcmp(r->programs[i].id, id) == 0)
			return &r->programs[i];
	return NULL;
}

/* The instance is filled from the YAML before anything is compiled: conditions may use its options. */
static int make_instance(struct program *p, struct arena *arena, struct err_list *errs)
{
	if (p->declared != NULL && p->config->options != NULL) {
		yaml_key_error(errs, p->config->options,
			       "options: a program in YAML has none (remove the key, and change %s itself)",
			       program_file(p));
		return -1;
	}
	if (p->plugin->instance_size > 0)
		p->instance = arena_alloc(arena, p->plugin->instance_size);
	return decode_options(p->config->options, p->plugin->options, p->instance, arena, errs);
}

static int compile(struct build *b, const struct sijil_plugin *plugin)
{
	if (build_kinds(b, plugin->kinds) != 0 || build_rules(b, plugin->rules) != 0)
		return -1;
	return build_metrics(b, plugin->metrics);
}

static int start(struct program *p, const struct sijil_host *host, struct sijil_err *err)
{
	if (p->plugin->open != NULL && p->plugin->open(p->instance, host, err) != 0)
		return err_context(err, "it could not start");
	p->opened = true;
	return 0;
}

/* Leave the program with the core's kinds only: its entries still list, show and export. */
static void without_plugin(struct build *b, const char *file)
{
	struct sijil_err ignored = { 0 };
	struct build core = { .program = b->program, .arena = b->arena, .err = &ignored };
	struct program *p = b->program;

	err_context(b->err, "plugin '%s'%s%s%s", p->config->plugin, file != NULL ? " (" : "", file != NULL ? file : "",
		    file != NULL ? ")" : "");
	b->err->status = ERR_UNAVAILABLE; /* whatever it was that failed */
	p->plugin = NULL;
	p->instance = NULL;
	p->n_rules = p->n_metrics = 0;
	build_kinds(&core, NULL);
}

static bool is_set(const struct program_config *config, const char *metric)
{
	for (size_t i = 0; i < config->n_targets; i++)
		if (config->targets[i].metric != NULL && strcmp(config->targets[i].metric, metric) == 0)
			return true;
	return false;
}

/* The targets of the file are those of the metrics for which sijil.yaml sets none. */
static void read_defaults(struct program *p, const struct city *city, struct arena *arena, struct err_list *faults)
{
	struct target *all =
		city_targets(declared_targets(p->declared), &city->calendar, arena, faults, &p->n_defaults);
	const size_t n = p->n_defaults;

	p->defaults = all;
	p->n_defaults = 0;
	for (size_t i = 0; i < n; i++)
		if (all[i].metric != NULL && !is_set(p->config, all[i].metric))
			all[p->n_defaults++] = all[i];
}

/* A file in YAML is checked and its expressions tried while it is read: what is wrong with it is known then. */
static int read_declared(struct program *p, const struct city *city, struct arena *arena)
{
	struct err_list *faults = arena_alloc(arena, sizeof(*faults));
	struct str first;

	p->declared = declared_read(p->config->file, faults);
	if (p->declared != NULL)
		read_defaults(p, city, arena, faults);
	if (faults->total == 0) {
		p->plugin = declared_plugin(p->declared);
		return 0;
	}
	declared_close(p->declared);
	p->declared = NULL;
	p->n_defaults = 0;
	p->faults = faults;
	str_init(&first, sizeof(p->why.message) - 1);
	err_text(&faults->items[0], &first);
	err_set(&p->why, ERR_UNAVAILABLE, "%s", first.s);
	str_release(&first);
	return -1;
}

static int read_tables(struct program *p, const struct registry *r, const char *plugin_dir, struct arena *arena)
{
	if (p->config->file != NULL)
		return read_declared(p, r->city, arena);
	p->loaded = loader_open(plugin_dir, p->config->plugin, &p->why);
	if (p->loaded != NULL)
		p->plugin = loader_plugin(p->loaded);
	return p->loaded != NULL ? 0 : -1;
}

static void build_program(struct registry *r, struct program *p, const char *plugin_dir, const struct sijil_host *host,
			  struct err_list *errs)
{
	struct arena *arena = &r->arena;
	struct build b = { .program = p, .arena = arena, .err = &p->why };

	if (read_tables(p, r, plugin_dir, arena) != 0) {
		b.err = &(struct sijil_err){ 0 }; /* why says it all */
		without_plugin(&b, NULL);
		return;
	}
	if (tables_check(p->plugin, &p->why) != 0) {
		without_plugin(&b, program_file(p));
		return;
	}
	if (make_instance(p, arena, errs) != 0)
		return; /* the YAML is at fault, and errs says so: nothing of this registry will be used */
	if (compile(&b, p->plugin) != 0 || start(p, host, &p->why) != 0)
		without_plugin(&b, program_file(p));
}

struct registry *registry_open(const struct city *city, const char *plugin_dir, const struct sijil_host *host,
			       struct err_list *errs)
{
	struct registry *r = mem_alloc(sizeof(*r));
	size_t i, faults = errs->total;

	r->city = city;
	build_city(r);
	r->n_programs = city->n_programs;
	r->programs = arena_alloc(&r->arena, (r->n_programs + 1) * sizeof(*r->programs));
	for (i = 0; i < r->n_programs; i++) {
		struct program *p = &r->programs[i];

		p->config = &city->programs[i];
		p->id = p->config->id;
		p->currency = city->currency;
		build_program(r, p, plugin_dir, host, errs);
	}
	if (errs->total == faults)
		registry_check_yaml(r, errs);
	if (errs->total == faults)
		return r;
	registry_close(r);
	return NULL;
}

void registry_close(struct registry *r)
{
	size_t i;

	if (r == NULL)
		return;
	for (i = 0; i < r->n_programs; i++) {
		struct program *p = &r->programs[i];

		if (p->opened && p->plugin != NULL && p->plugin->close != NULL)
			p->plugin->close(p->instance);
		loader_close(p->loaded);
		declared_close(p->declared);
	}
	arena_release(&r->arena);
	free(r);
}

#include "config.h"

#include <string.h>

#include "cli/prompt.h"
#include "cli/relation.h"

static const struct option options[] = {
	{ .name = "format", .value = "text|csv|json", .help = "how to print it (default: text)" },
	{ 0 },
};

static const char *sites_text(struct app *app, const struct program *p)
{
	const char *text = "";
	size_t i;

	if (p->config->any_site)
		return "any";
	if (p->config->sites.n == 0)
		return "all";
	for (i = 0; i < p->config->sites.n; i++)
		text = arena_printf(&app->arena, "%s%s%s", text, i > 0 ? " " : "", p->config->sites.items[i]);
	return text;
}

/* As sijil.yaml has it, else as the plugin or file does. */
static const char *title_text(struct app *app, const struct program *p)
{
	const char *title = label_text(&p->config->title, app->language);

	if (title != NULL || p->plugin == NULL)
		return title;
	return program_label(p, p->plugin->title, app->language);
}

static int list_programs(struct app *app, const char *format)
{
	static const char *const columns[] = { "program", "title", "plugin", "sites", "state" };
	struct relation r = { .columns = columns, .n_columns = 5 };
	size_t i;

	for (i = 0; i < app->registry->n_programs; i++) {
		const struct program *p = &app->registry->programs[i];

		relation_add(&r, p->id);
		relation_add(&r, title_text(app, p));
		relation_add(&r, p->config->plugin);
		relation_add(&r, sites_text(app, p));
		relation_add(&r, p->plugin != NULL ? "ready" : "plugin not available");
	}
	return relation_print(&r, format);
}

static int list_kinds(struct app *app, const struct program *p, const char *format)
{
	static const char *const columns[] = { "kind", "title", "about", "spell" };
	static const char *const subjects[] = {
		[SIJIL_PERSON] = "person", [SIJIL_SITE] = "site", [SIJIL_PROGRAM] = "program"
	};
	static const char *const roles[] = {
		[SIJIL_RECORDS] = "", [SIJIL_OPENS] = "opens", [SIJIL_SERVES] = "serves", [SIJIL_CLOSES] = "closes"
	};
	struct relation r = { .columns = columns, .n_columns = 4 };
	unsigned i;

	for (i = 0; i < p->n_kinds; i++) {
		relation_add(&r, p->kinds[i].def->name);
		relation_add(&r, program_label(p, p->kinds[i].def->title, app->language));
		relation_add(&r, subjects[p->kinds[i].def->subject]);
		relation_add(&r, roles[p->kinds[i].def->role]);
	}
	return relation_print(&r, format);
}

static const char *allowed(struct app *app, const struct kind *k, const struct sijil_field *f)
{
	if (f->choices != NULL)
		return prompt_choices(app, k->program, f);
	if (f->type == SIJIL_ENTRY)
		return arena_printf(&app->arena, "an entry of kind %s", f->refers);
	if (f->min == 0 && f->max == 0)
		return "";
	if (f->max >= (f->type == SIJIL_DECIMAL ? INT64_MAX / SIJIL_ONE : INT64_MAX))
		return arena_printf(&app->arena, "from %lld", (long long)f->min);
	return arena_printf(&app->arena, "%lld..%lld%s", (long long)f->min, (long long)f->max,
			    f->type == SIJIL_TEXT ? " characters" : "");
}

static int list_fields(struct app *app, const struct kind *k, const char *format)
{
	static const char *const columns[] = { "field", "title", "type", "required", "allowed", "unit", "hint" };
	static const char *const types[] = {
		[SIJIL_TEXT] = "text",          [SIJIL_INT] = "whole number", [SIJIL_DECIMAL] = "number",
		[SIJIL_BOOL] = "true or false", [SIJIL_DATE] = "date",        [SIJIL_CHOICE] = "choice",
		[SIJIL_ENTRY] = "entry"
	};
	struct relation r = { .columns = columns, .n_columns = 7 };
	unsigned i;

	for (i = 0; i < k->n_fields; i++) {
		const struct sijil_field *f = k->fields[i].def;

		relation_add(&r, f->name);
		relation_add(&r, program_label(k->program, f->title, app->language));
		relation_add(&r, types[f->type]);
		relation_add(&r, f->preset != NULL ? arena_printf(&app->arena, "else %s", f->preset)
				 : f->required     ? "yes"
						   : "");
		relation_add(&r, allowed(app, k, f));
		relation_add(&r, f->unit);
		relation_add(&r, program_label(k->program, f->hint, app->language));
	}
	return relation_print(&r, format);
}

static int run(struct app *app)
{
	const char *format = app_format(app, "text|csv|json");
	const struct program *p;
	const struct kind *k;

	if (format == NULL)
		return ERR_USAGE;
	if (app->args.n == 0)
		return list_programs(app, format);
	p = app_program(app, app->args.words[0]);
	if (p == NULL)
		return ERR_USAGE;
	if (app->args.n == 1 && p->plugin != NULL)
		return list_kinds(app, p, format);
	if (app->args.n == 1)
		return say_unavailable(p, "is not available");
	k = app_kind(app, p, app->args.words[1]);
	if (k == NULL)
		return p->plugin == NULL ? ERR_UNAVAILABLE : ERR_USAGE;
	return list_fields(app, k, format);
}

const struct command cmd_programs = {
	.name = "programs",
	.arguments = "[PROGRAM [KIND]]",
	.summary = "List programs, the kinds of one, or the fields of a kind",
	.options = options,
	.max_args = 2,
	.needs = NEEDS_CITY,
	.run = run,
};

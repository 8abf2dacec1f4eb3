#include "config.h"

#include <stdio.h>

#include "cli/relation.h"

static const struct option options[] = {
	{ .name = "format", .value = "text|csv|json", .help = "how to print it (default: text)" },
	{ 0 },
};

static int run(struct app *app)
{
	static const char *const columns[] = { "program", "plugin", "version", "abi", "file", "state" };
	const char *format = app_format(app, "text|csv|json");
	struct relation r = { .columns = columns, .n_columns = 6 };
	size_t i;

	if (format == NULL)
		return ERR_USAGE;
	for (i = 0; i < app->registry->n_programs; i++) {
		const struct program *p = &app->registry->programs[i];

		relation_add(&r, p->id);
		relation_add(&r, p->config->plugin);
		relation_add(&r, p->plugin != NULL ? p->plugin->version : NULL);
		relation_add(&r, p->plugin != NULL ? arena_printf(&app->arena, "%u", p->plugin->abi) : NULL);
		relation_add(&r, program_file(p));
		relation_add(&r, p->plugin != NULL ? "loaded" : p->why.message);
	}
	return relation_print(&r, format);
}

const struct command cmd_plugins = {
	.name = "plugins",
	.arguments = "",
	.summary = "List the programs' plugins: where they are, or why they are not loaded",
	.options = options,
	.needs = NEEDS_CITY,
	.run = run,
};

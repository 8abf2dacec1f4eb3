#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "cli/conform.h"
#include "cli/scaffold.h"

static const struct option options[] = {
	{ .name = "from", .value = "FOLDER", .help = "new: the template to start from (default: the installed one)" },
	{ .name = "example",
	  .value = "FOLDER",
	  .help = "check: the worked example (default: example/ beside the plugin, if there is one)" },
	{ .name = "seed", .value = "N", .help = "check: make the same random registers as the run that printed it" },
	{ .name = "rounds", .value = "N", .help = "check: how many random registers to make (default: 8)" },
	{ .name = "limit", .value = "SECONDS", .help = "check: how long one check may take (default: 60)" },
	{ 0 },
};

static int run_new(struct app *app)
{
	const char *name = app->args.words[1], *from = args_get(&app->args, "from");
	const char *to = app->args.n > 2 ? app->args.words[2] : name;
	int status;

	if (from == NULL)
		from = arena_printf(&app->arena, "%s/template", app->data_dir);
	status = scaffold_write(app, from, name, to);
	if (status != 0)
		return status;
	say_note("made %s: %s.c, Makefile, README.md and a worked example", to, name);
	say_note("next: cd %s && make && make check", to);
	return 0;
}

/* The number given for an option, or the default; -1 after saying what is wrong. */
static int64_t number(struct app *app, const char *option, int64_t standard, int64_t min, int64_t max)
{
	const char *text = args_get(&app->args, option), *why = NULL;
	int64_t n = standard;

	if (text == NULL)
		return standard;
	if (number_parse_int(text, strlen(text), &n, &why) != 0)
		return say_fail(ERR_USAGE, "--%s '%s' %s", option, text, why), -1;
	if (n < min || n > max)
		return say_fail(ERR_USAGE, "--%s %s is not in %lld..%lld", option, text, (long long)min,
				(long long)max),
		       -1;
	return n;
}

static int run_check(struct app *app)
{
	const int64_t seed = number(app, "seed", -2, 0, INT64_MAX), rounds = number(app, "rounds", 8, 1, 1000),
		      limit = number(app, "limit", 60, 1, 3600);

	if (seed == -1 || rounds < 0 || limit < 0)
		return ERR_USAGE;
	if (app->args.n > 2)
		return say_fail(ERR_USAGE, "plugin check: '%s' is one argument too many", app->args.words[2]);
	return conform(app, &(struct conform){ .file = app->args.words[1],
					       .example = args_get(&app->args, "example"),
					       .seed = seed,
					       .rounds = (unsigned)rounds,
					       .limit = (unsigned)limit });
}

static int run(struct app *app)
{
	static const char *const verbs[] = { "new", "check", NULL };
	const char *verb = app->args.words[0];

	if (strcmp(verb, "new") == 0)
		return run_new(app);
	if (strcmp(verb, "check") == 0)
		return run_check(app);
	say_unknown("plugin command", verb, verbs);
	return say_fail(ERR_USAGE, "'sijil plugins' lists the plugins that this city uses");
}

const struct command cmd_plugin = {
	.name = "plugin",
	.arguments = "new NAME [FOLDER] | check FILE.so",
	.summary = "Start a plugin of your own, or check one",
	.help = "new writes a plugin that works, with a Makefile, a worked example and a README, to begin with.\n"
		"check loads the plugin in a process of its own and prints a line for each thing it looks at: its "
		"tables,\n"
		"its texts, its worked example, and how it behaves on random registers made of its own kinds: that it\n"
		"neither crashes nor hangs, gives the same figures for the same entries whatever the order they came "
		"in,\n"
		"that parts add up to the whole, and that it writes into nothing it is given to read.\n"
		"Exit status 1 if something failed.",
	.options = options,
	.min_args = 2,
	.max_args = 3,
	.needs = NEEDS_NOTHING,
	.run = run,
};

#include "config.h"

#include <string.h>

#include "cli/program.h"

static const struct option options[] = {
	{ .name = "what", .value = "persons|visits|both", .help = "new: what is logged (default: persons)" },
	{ .name = "title", .value = "TEXT", .help = "new: its title in English" },
	{ .name = "title-fr", .value = "TEXT", .help = "new: its title in French" },
	{ .name = "title-ar", .value = "TEXT", .help = "new: its title in Arabic" },
	{ .name = "like", .value = "NAME", .help = "new: start from a program that comes with sijil" },
	{ .name = "add", .help = "new: add it to sijil.yaml" },
	{ .name = "period",
	  .letter = 'p',
	  .value = "PERIOD",
	  .help = "diff: whose figures are compared (default: all days)" },
	{ .name = "format", .value = "text|json", .help = "check, diff: how to print it (default: text)" },
	{ 0 },
};

static const struct {
	const char *name;
	int (*run)(struct app *app);
	int min_args;
	const char *missing;
} verbs[] = {
	{ "new", program_new, 2, "a name, such as book_club" },
	{ "check", program_check, 2, "a program's file, such as programs/book_club.yaml" },
	{ "diff", program_diff, 2, "a program ('sijil programs' lists them)" },
	{ "list", program_list, 1, "" },
};
enum { N_VERBS = sizeof(verbs) / sizeof(verbs[0]) };

static int run(struct app *app)
{
	const char *names[N_VERBS + 1] = { NULL };
	size_t i;

	for (i = 0; i < N_VERBS; i++) {
		names[i] = verbs[i].name;
		if (strcmp(verbs[i].name, app->args.words[0]) != 0)
			continue;
		if (app->args.n < verbs[i].min_args)
			return say_fail(ERR_USAGE, "program %s: give %s", verbs[i].name, verbs[i].missing);
		return verbs[i].run(app);
	}
	say_unknown("program command", app->args.words[0], names);
	return say_fail(ERR_USAGE, "'sijil programs' lists the programs of this city");
}

const struct command cmd_program = {
	.name = "program",
	.arguments = "new NAME | check FILE... | diff PROGRAM [FILE] | list",
	.summary = "Write a program without code, check it, or see what a change of it means",
	.help = "new makes programs/NAME.yaml, by question and answer at a terminal, and tells how to use it.\n"
		"check finds what is wrong with such a file, works its examples through, and shows what will be "
		"asked.\n"
		"diff tells what another version of a program changes, which entries would no longer fit it, and "
		"which\n"
		"figures would be others; without a file, which entries do not fit the version in use.  Nothing is "
		"changed.\n"
		"list names the programs that come with sijil, for --like.\n"
		"Exit status 1 if an example does not come out, or an entry does not fit.",
	.options = options,
	.min_args = 1,
	.max_args = -1,
	.needs = NEEDS_NOTHING,
	.run = run,
};

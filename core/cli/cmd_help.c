#include "config.h"

#include <stdio.h>

#include "cli/help.h"

int help_overview(FILE *to)
{
	struct str out;
	size_t i;
	int status = 0;

	str_init(&out, STR_MAX_DEFAULT);
	str_add(&out, "sijil: a learning city's program register\n\nusage: sijil COMMAND [ARGUMENTS] [OPTIONS]\n\n");
	for (i = 0; commands[i] != NULL; i++)
		str_addf(&out, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
	str_add(&out, "\nFor every command:\n");
	args_help(global_options, &out);
	str_add(&out, "\n'sijil help COMMAND' tells more; sijil(1), sijil.yaml(5) and sijil-plugin(5) tell all.\n");
	if (to == stdout)
		status = say_document(&out);
	else
		fputs(out.s, to);
	str_release(&out);
	return status;
}

int help_command(const struct command *c)
{
	struct str out;
	int status;

	str_init(&out, STR_MAX_DEFAULT);
	str_addf(&out, "usage: sijil %s%s%s\n\n%s.\n", c->name, *c->arguments != '\0' ? " " : "", c->arguments,
		 c->summary);
	if (c->help != NULL)
		str_addf(&out, "\n%s\n", c->help);
	if (c->options != NULL && c->options[0].name != NULL) {
		str_add(&out, "\nOptions:\n");
		args_help(c->options, &out);
	}
	str_add(&out, "\nFor every command:\n");
	args_help(global_options, &out);
	status = say_document(&out);
	str_release(&out);
	return status;
}

int help_version(void)
{
	printf("sijil %s (plugin ABI %u, register schema %d)\n", PACKAGE_VERSION, SIJIL_ABI, LOG_SCHEMA_VERSION);
	return 0;
}

static int run_help(struct app *app)
{
	const struct command *c;
	const char *names[64];
	size_t i;

	if (app->args.n == 0)
		return help_overview(stdout);
	c = command_named(app->args.words[0]);
	if (c != NULL)
		return help_command(c);
	for (i = 0; commands[i] != NULL; i++)
		names[i] = commands[i]->name;
	names[i] = NULL;
	return say_unknown("command", app->args.words[0], names);
}

static int run_version(struct app *app)
{
	(void)app;
	return help_version();
}

const struct command cmd_help = {
	.name = "help",
	.arguments = "[COMMAND]",
	.summary = "What sijil can do, and how each command is used",
	.max_args = 1,
	.run = run_help,
};

const struct command cmd_version = {
	.name = "version",
	.arguments = "",
	.summary = "The versions of the program, the plugin ABI and the register",
	.run = run_version,
};

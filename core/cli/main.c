#include "config.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

#include "base/text.h"
#include "cli/cli.h"
#include "cli/help.h"

const struct command *const commands[] = {
	&cmd_init,    &cmd_log,     &cmd_import, &cmd_export,  &cmd_list,     &cmd_show,    &cmd_amend,   &cmd_void,
	&cmd_batches, &cmd_undo,    &cmd_ack,
	&cmd_summary, &cmd_explain, &cmd_freeze, &cmd_check, &cmd_verify, &cmd_programs, &cmd_plugins, &cmd_plugin,
	&cmd_program, &cmd_doctor,
	&cmd_help,    &cmd_version, NULL,
};

const struct command *command_named(const char *name)
{
	size_t i;

	for (i = 0; commands[i] != NULL; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

/* How many words, from argv[1], are global options before the command: "sijil -C DIR list" and "sijil list -C DIR". */
static int command_at(int argc, char **argv)
{
	int i = 1;

	while (i < argc && argv[i][0] == '-') {
		if (strcmp(argv[i], "-C") == 0 || strcmp(argv[i], "--city") == 0 ||
		    strcmp(argv[i], "--plugin-dir") == 0 || strcmp(argv[i], "--lang") == 0)
			i++;
		i++;
	}
	return i < argc ? i : 0;
}

static int run(struct app *app)
{
	int status = app_open(app);

	if (status == 0)
		status = app->command->run(app);
	app_close(app);
	return status;
}

static int check_count(const struct app *app)
{
	const struct command *c = app->command;

	if (app->args.n >= c->min_args && (c->max_args < 0 || app->args.n <= c->max_args))
		return 0;
	if (app->args.n < c->min_args)
		say_note("%s: an argument is missing", c->name);
	else
		say_note("%s: '%s' is one argument too many", c->name, app->args.words[c->max_args]);
	return say_fail(ERR_USAGE, "usage: sijil %s %s  ('sijil help %s' tells more)", c->name, c->arguments, c->name);
}

/* Everything but the command's own word is parsed with its table. */
static int dispatch(struct app *app, int at, int argc, char **argv)
{
	struct sijil_err err = { 0 };
	int i;

	for (i = at; i + 1 < argc; i++)
		argv[i] = argv[i + 1];
	if (args_parse(&app->args, app->command->options, argc - 1, argv, &err) != 0) {
		say_error(&err);
		return say_fail(ERR_USAGE, "'sijil help %s' lists its options", app->command->name);
	}
	if (args_has(&app->args, "help"))
		return help_command(app->command);
	return check_count(app) != 0 ? ERR_USAGE : run(app);
}

/* What is typed may end up in the register, which holds text. */
static int check_text(int argc, char **argv)
{
	size_t bad;
	int i;

	for (i = 1; i < argc; i++)
		if (!text_valid(argv[i], strlen(argv[i]), &bad))
			return say_fail(ERR_DATA, "argument %d is not valid UTF-8, after '%.*s'", i, (int)bad, argv[i]);
	return 0;
}

static int no_command(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--version") == 0)
		return help_version();
	if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
		return help_overview(stdout);
	help_overview(stderr);
	return ERR_USAGE;
}

int main(int argc, char **argv)
{
	struct app app = { 0 };
	int at = command_at(argc, argv);
	const char *names[64];
	size_t i;

	setlocale(LC_CTYPE, "");
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of writing, not a death */
	if (check_text(argc, argv) != 0)
		return ERR_DATA;
	if (at == 0)
		return say_finish(no_command(argc, argv));
	app.command = command_named(argv[at]);
	if (app.command != NULL)
		return say_finish(dispatch(&app, at, argc, argv));
	for (i = 0; commands[i] != NULL; i++)
		names[i] = commands[i]->name;
	names[i] = NULL;
	return say_unknown("command", argv[at], names);
}

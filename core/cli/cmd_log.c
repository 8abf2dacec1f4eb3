#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "cli/prompt.h"

static const struct option options[] = {
	{ .name = "on", .value = "DATE", .help = "the day it happened (default: today)" },
	{ .name = "until", .value = "DATE", .help = "the last day, for what covers several days" },
	{ .name = "site", .value = "SITE", .help = "where; default: the program's only site, else that of the entry referred to" },
	{ .name = "person", .value = "CODE", .help = "whom it is about: a code, never a name" },
	{ .name = "ack", .value = "REASON", .help = "log it in spite of warnings, and say why" },
	{ .name = "late", .value = "REASON", .help = "log it into a period whose report is frozen, and say why" },
	{ .name = "who", .value = "NAME", .help = "who records it; else SIJIL_WHO, else the login name" },
	{ .name = "dry-run", .letter = 'n', .help = "check it, write nothing" },
	{ 0 },
};

/* At a terminal, warnings are answered there; NULL: they are not. */
static const char *ask_reason(struct app *app)
{
	enum { REASON_MIN = 3 };
	const char *reason;

	while ((reason = prompt_line(&app->arena, "Why is it right all the same? (empty: do not log it): ")) != NULL) {
		if (*reason == '\0')
			return NULL;
		if (text_length(reason, strlen(reason)) >= REASON_MIN)
			return reason;
		say_note("a reason has at least %d characters", REASON_MIN);
	}
	return NULL;
}

static int acknowledge(struct editing *e, int64_t *written)
{
	if (prompt_possible() && !e->dry_run)
		e->ack = ask_reason(e->app);
	if (e->ack != NULL)
		return editing_write(e, written);
	say_note("nothing was written: give --ack \"reason\" if it is right in spite of the warnings");
	return ERR_FINDINGS;
}

/* Without a date it is today's. */
static void default_day(struct editing *e)
{
	char text[DATE_TEXT];

	if (*editing_text(e, INTAKE_ON) == NULL && *editing_text(e, INTAKE_PERIOD) == NULL)
		*editing_text(e, INTAKE_ON) = arena_strdup(&e->app->arena, date_text(e->app->today, text));
}

static int write_entry(struct editing *e)
{
	int64_t id;
	char text[32];
	int status = editing_write(e, &id);

	if (status == ERR_FINDINGS)
		status = acknowledge(e, &id);
	if (status == 0 && e->dry_run)
		say_note("nothing is wrong with it; nothing was written (dry run)");
	else if (status == 0)
		printf("%s\n", log_id_text(id, text));
	return status;
}

static int run(struct app *app)
{
	const struct program *program = app_program(app, app->args.words[0]);
	const struct kind *kind = program != NULL ? app_logged_kind(app, program, app->args.words[1]) : NULL;
	struct editing e;
	int status;

	if (kind == NULL)
		return program != NULL && program->plugin == NULL ? ERR_UNAVAILABLE : ERR_USAGE;
	editing_start(&e, app, program, kind);
	e.ack = args_get(&app->args, "ack");
	e.late = args_get(&app->args, "late");
	e.dry_run = args_has(&app->args, "dry-run");
	status = editing_take_arguments(&e, app->args.words + 2, app->args.n - 2);
	if (status == 0)
		status = prompt_missing(&e);
	if (status != 0)
		return status;
	default_day(&e);
	return write_entry(&e);
}

const struct command cmd_log = {
	.name = "log",
	.arguments = "PROGRAM KIND [FIELD=VALUE...]",
	.summary = "Log one entry",
	.help = "Prints the entry's number.  At a terminal, what is missing is asked for.  An error blocks the entry; "
		"a warning\n"
		"needs a reason (--ack, or an answer at the prompt), which is stored with it.\n"
		"'sijil programs PROGRAM KIND' lists the fields.",
	.options = options,
	.min_args = 2,
	.max_args = -1,
	.needs = NEEDS_CITY | NEEDS_WRITING,
	.run = run,
};

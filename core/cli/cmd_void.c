#include "config.h"

#include <stdio.h>
#include <string.h>

#include "cli/aftermath.h"

static const struct option options[] = {
	{ .name = "why", .value = "REASON", .help = "why it is taken back (required)" },
	{ .name = "who", .value = "NAME", .help = "who records it; else SIJIL_WHO, else the login name" },
	{ .name = "dry-run", .letter = 'n', .help = "check it, write nothing" },
	{ 0 },
};

struct voided {
	struct log_row row;
	bool found;
};

static int take(void *arg, const struct log_row *row)
{
	struct voided *t = arg;

	t->row = *row;
	t->found = true;
	return 1;
}

/* A void keeps the subject and day of what it takes back, so that it stands in the same history. */
static int append_void(struct app *app, int64_t id, const char *why, struct voided *t, int64_t *written,
		       struct sijil_err *err)
{
	const struct log_query query = { .id = id };
	char text[32];

	if (log_each(app->log, &query, take, t, err) < 0)
		return -1;
	if (!t->found)
		return err_set(err, ERR_NOINPUT, "there is no entry #%s", log_id_text(id, text));
	t->row.fields = NULL;
	t->row.fields_n = 0;
	t->row.replaces = id;
	t->row.reason = why;
	return log_append(app->log, &t->row, written, err);
}

static int run(struct app *app)
{
	const char *why = args_get(&app->args, "why");
	const struct log_batch batch = { .recorded_by = app_who(app), .command = "void", .added = 1 };
	int64_t id = app_entry(app, app->args.words[0]), written;
	bool dry_run = args_has(&app->args, "dry-run");
	struct voided voided = { .found = false };
	struct sijil_err err = { 0 };
	char text[32];

	if (id < 0)
		return ERR_USAGE;
	if (why == NULL)
		return say_fail(ERR_USAGE, "say why with --why \"reason\": a void is kept with its reason");
	if (log_begin(app->log, &batch, 1, &err) != 0)
		return say_error(&err);
	if (append_void(app, id, why, &voided, &written, &err) != 0) {
		log_rollback(app->log);
		return say_error(&err);
	}
	if (dry_run) {
		log_rollback(app->log);
		say_note("#%s can be voided; nothing was written (dry run)", log_id_text(id, text));
		return 0;
	}
	if (log_commit(app->log, &batch, &err) != 0)
		return say_error(&err);
	printf("%s\n", log_id_text(written, text));
	fflush(stdout);
	aftermath_say(app, voided.row.subject_type, voided.row.subject);
	return 0;
}

const struct command cmd_void = {
	.name = "void",
	.arguments = "ENTRY",
	.summary = "Take an entry back, keeping it and the reason on record",
	.help = "The entry stays in the register and counts no more.  Prints the number of the void.\n"
		"Entries that leaned on it (attendances whose enrolment is voided) are named, and found by 'sijil check'.",
	.options = options,
	.min_args = 1,
	.max_args = 1,
	.needs = NEEDS_CITY | NEEDS_WRITING,
	.run = run,
};

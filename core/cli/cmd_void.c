#include "config.h"

#include <stdio.h>
#include <string.h>

#include "cli/aftermath.h"
#include "cli/rows.h"
#include "exchange/frozen.h"

static const struct option options[] = {
	{ .name = "why", .value = "REASON", .help = "why it is taken back (required)" },
	{ .name = "late", .value = "REASON", .help = "take back what is in a frozen report, and say why" },
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

/* What the void does to frozen reports: errors and warnings that --late has not answered. */
struct watched {
	struct frozen *frozen;
	const struct kind *kind; /* NULL: of a program or kind that is not known here; nothing of it is frozen */
	struct findings found;
};

static int find_kind(struct app *app, const struct log_row *row, struct watched *w, struct sijil_err *err)
{
	const struct program *program = registry_program(app->registry, row_program(app, row));

	w->kind = program != NULL && program->plugin != NULL ? row_known_kind(app, row) : NULL;
	if (w->kind != NULL && strcmp(w->kind->def->name, FROZEN_KIND) == 0)
		w->kind = NULL; /* voiding a frozen report is how its period is opened again */
	if (w->kind == NULL)
		return 0;
	w->frozen = frozen_open(app->registry, app->log, program, app->today, err);
	return w->frozen != NULL ? 0 : -1;
}

static int take_row(void *arg, const struct log_row *row)
{
	*(struct log_row *)arg = *row;
	return 1;
}

/* Void it, and see what that does. */
static int void_watched(struct app *app, int64_t id, const char *why, struct voided *t, int64_t *written,
			struct watched *w, struct sijil_err *err)
{
	const struct log_query query = { .id = id };
	struct log_row row = { 0 };
	struct frozen_subject subject;
	struct frozen_write write = { .subjects = &subject, .n = 1 };

	if (log_each(app->log, &query, take_row, &row, err) < 0 || find_kind(app, &row, w, err) != 0)
		return -1;
	subject = (struct frozen_subject){ row.subject_type, row.subject };
	write.kind = w->kind;
	if (w->kind != NULL) {
		frozen_judge(w->frozen, w->kind, row.day, row.day_end, 0, &w->found);
		if (frozen_before(w->frozen, &write, err) != 0)
			return -1;
	}
	if (append_void(app, id, why, t, written, err) != 0)
		return -1;
	return w->kind != NULL ? frozen_after(w->frozen, &write, id, &w->found, err) : 0;
}

/* With a reason for coming late both are kept with the void; without, they stand in the way. */
static int settle(struct app *app, const struct watched *w, int64_t written, struct sijil_err *err)
{
	const char *late = args_get(&app->args, "late");
	size_t i;

	if (w->found.n == 0)
		return 0;
	say_findings(&w->found, NULL);
	if (late == NULL)
		return say_fail(ERR_DATA, "nothing was written: give --late \"reason\" if it has to be taken back all "
					  "the same");
	for (i = 0; i < w->found.n; i++)
		if (log_acknowledge(app->log, written, w->found.items[i].code, late, err) != 0)
			return say_error(err);
	return 0;
}

static int write_void(struct app *app, int64_t id, const char *why, struct voided *t, int64_t *written)
{
	struct watched w = { .kind = NULL };
	struct sijil_err err = { 0 };
	int status = void_watched(app, id, why, t, written, &w, &err) != 0 ? say_error(&err) : 0;

	if (status == 0)
		status = settle(app, &w, *written, &err);
	frozen_close(w.frozen);
	findings_release(&w.found);
	return status;
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
	int status;

	if (id < 0)
		return ERR_USAGE;
	if (why == NULL)
		return say_fail(ERR_USAGE, "say why with --why \"reason\": a void is kept with its reason");
	if (log_begin(app->log, &batch, 1, &err) != 0)
		return say_error(&err);
	status = write_void(app, id, why, &voided, &written);
	if (status != 0) {
		log_rollback(app->log);
		return status;
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

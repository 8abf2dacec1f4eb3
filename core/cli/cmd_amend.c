#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "cli/aftermath.h"
#include "cli/editing.h"
#include "log/fit.h"

static const struct option options[] = {
	{ .name = "why", .value = "REASON", .help = "why it is corrected (required)" },
	{ .name = "on", .value = "DATE", .help = "the right day" },
	{ .name = "until", .value = "DATE", .help = "the right last day" },
	{ .name = "site", .value = "SITE", .help = "the right site" },
	{ .name = "person", .value = "CODE", .help = "the right person" },
	{ .name = "ack", .value = "REASON", .help = "write it in spite of warnings, and say why" },
	{ .name = "late", .value = "REASON", .help = "correct what is in a frozen report, and say why" },
	{ .name = "who", .value = "NAME", .help = "who records it; else SIJIL_WHO, else the login name" },
	{ .name = "dry-run", .letter = 'n', .help = "check it, write nothing" },
	{ 0 },
};

/* The entry as it stands. */
struct old {
	struct app *app;
	struct log_row row; /* fields copied */
	bool found;
};

static int take_old(void *arg, const struct log_row *row)
{
	struct old *old = arg;

	old->row = *row;
	old->row.fields = row->fields != NULL ? arena_strndup(&old->app->arena, row->fields, row->fields_n) : NULL;
	old->found = true;
	return 1;
}

static int find_old(struct app *app, const char *text, struct old *old)
{
	const struct log_query query = { .id = app_entry(app, text) };
	struct sijil_err err = { 0 };
	char id[32], next[32];
	int64_t newer;

	*old = (struct old){ .app = app };
	if (query.id < 0)
		return ERR_USAGE;
	if (log_each(app->log, &query, take_old, old, &err) < 0)
		return say_error(&err);
	if (!old->found)
		return say_fail(ERR_NOINPUT, "there is no entry #%s", log_id_text(query.id, id));
	if (old->row.fields == NULL)
		return say_fail(ERR_DATA, "#%s is a void: it takes an entry back and cannot be amended",
				log_id_text(query.id, id));
	newer = log_replaced_by(app->log, query.id, &err);
	if (newer < 0)
		return say_error(&err);
	if (newer > 0)
		return say_fail(ERR_DATA, "#%s was replaced by #%s already: amend that one", log_id_text(query.id, id),
				log_id_text(newer, next));
	return 0;
}

/*
 * What no longer fits its field is taken as it was recorded, so that the check tells of it.  A field that the kind does not
 * have cannot be written again: that is said, and the old entry keeps it.
 */
static void take_misfit(void *arg, const struct misfit *m)
{
	struct editing *e = arg;

	if (m->why == MISFIT_FIELD)
		say_note("%s '%s' is not carried over: %s (the old entry keeps it)", m->field, m->value,
			 fit_text(e->kind, m, &e->app->arena));
	else if (m->why != MISFIT_REQUIRED)
		*editing_text(e, (int)(m->now - e->kind->fields)) = m->value;
}

/* What the entry says now, as texts: the arguments then write over them. */
static int start_from(struct editing *e, const struct old *old)
{
	struct arena *a = &e->app->arena;
	struct value *values = arena_alloc(a, (e->kind->n_fields + 1) * sizeof(*values));
	char text[DATE_TEXT];
	unsigned i;

	if (entry_decode(e->kind, old->row.fields, old->row.fields_n, values, a) != 0)
		return say_fail(ERR_DATA, "this entry cannot be read; run 'sijil verify'");
	for (i = 0; i < e->kind->n_fields; i++)
		if (values[i].number != SIJIL_MISSING)
			*editing_text(e, (int)i) = entry_value_text(e->kind, i, &values[i], a);
	fit_entry(e->kind, old->row.fields, old->row.fields_n, a, take_misfit, e);
	*editing_text(e, INTAKE_ON) = arena_strdup(a, date_text(old->row.day, text));
	if (old->row.day_end != old->row.day)
		*editing_text(e, INTAKE_UNTIL) = arena_strdup(a, date_text(old->row.day_end, text));
	if (old->row.site != 0)
		*editing_text(e, INTAKE_SITE) = log_code_text(e->app->log, LOG_SITE, old->row.site);
	if (old->row.subject_type == SIJIL_PERSON)
		*editing_text(e, INTAKE_PERSON) = log_code_text(e->app->log, LOG_PERSON, old->row.subject);
	return 0;
}

static int amend(struct editing *e, const struct old *old)
{
	int64_t id;
	char text[32];
	int status = editing_write(e, &id);

	if (status == ERR_FINDINGS)
		say_note("nothing was written: give --ack \"reason\" if it is right in spite of the warnings");
	else if (status == 0 && e->dry_run)
		say_note("nothing is wrong with it; nothing was written (dry run)");
	if (status != 0 || e->dry_run)
		return status;
	printf("%s\n", log_id_text(id, text));
	fflush(stdout);
	aftermath_say(e->app, old->row.subject_type, old->row.subject);
	return 0;
}

static int run(struct app *app)
{
	const char *why = args_get(&app->args, "why");
	struct program *program;
	const struct kind *kind;
	struct editing e;
	struct old old;
	int status;

	if (why == NULL)
		return say_fail(ERR_USAGE, "say why with --why \"reason\": a correction is kept with its reason");
	status = find_old(app, app->args.words[0], &old);
	if (status != 0)
		return status;
	program = app_program(app, log_code_text(app->log, LOG_PROGRAM, old.row.program));
	kind = program != NULL ? app_logged_kind(app, program, log_code_text(app->log, LOG_KIND, old.row.kind)) : NULL;
	if (kind == NULL)
		return ERR_UNAVAILABLE;
	editing_start(&e, app, program, kind);
	e.replaces = old.row.id;
	e.reason = why;
	e.command = "amend";
	e.ack = args_get(&app->args, "ack");
	e.late = args_get(&app->args, "late");
	e.old_day = old.row.day;
	e.old_day_end = old.row.day_end;
	e.dry_run = args_has(&app->args, "dry-run");
	status = start_from(&e, &old);
	if (status == 0)
		status = editing_take_arguments(&e, app->args.words + 1, app->args.n - 1);
	return status == 0 ? amend(&e, &old) : status;
}

const struct command cmd_amend = {
	.name = "amend",
	.arguments = "ENTRY [FIELD=VALUE...]",
	.summary = "Correct an entry, keeping the old one and the reason",
	.help = "Writes a new entry that replaces the old one; what is not given stays as it was, FIELD= empties a "
		"field.\n"
		"Prints the new entry's number.",
	.options = options,
	.min_args = 1,
	.max_args = -1,
	.needs = NEEDS_CITY | NEEDS_WRITING,
	.run = run,
};

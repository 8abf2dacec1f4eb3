#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/digest.h"
#include "cli/cli.h"
#include "exchange/frozen.h"
#include "log/entry.h"
#include "report/summary.h"
#include "rules/judge.h"

static const struct option options[] = {
	{ .name = "period", .letter = 'p', .value = "PERIOD", .help = "the period of the report: SY2024, 2024-Q1 (required)" },
	{ .name = "note", .value = "TEXT", .help = "for whom it was made" },
	{ .name = "who", .value = "NAME", .help = "who records it; else SIJIL_WHO, else the login name" },
	{ .name = "dry-run", .letter = 'n', .help = "check it, write nothing" },
	{ 0 },
};

enum { DAYS_MAX = 366, NOTE_MAX = 200 };

static int choose_period(struct app *app, struct period *period)
{
	const char *text = args_get(&app->args, "period");
	struct sijil_err err = { 0 };

	if (text == NULL)
		return say_fail(ERR_USAGE, "name the period of the report with --period, such as --period SY2024");
	if (period_parse(text, &app->city->calendar, period, &err) != 0)
		return say_error(&err);
	if (period->to - period->from + 1 > DAYS_MAX)
		return say_fail(ERR_USAGE, "%s has more than %d days: freeze it year by year", period->code, DAYS_MAX);
	if (period->to >= app->today) /* more may be logged of today */
		return say_fail(ERR_USAGE, "%s is not over yet: freeze its report when it is", period->code);
	return 0;
}

/* The report as it would be printed in JSON, and its digest. */
static int digest_report(struct app *app, const struct program *program, const struct period *period,
			 char hex[DIGEST_HEX], struct sijil_err *err)
{
	static const char *const nothing[] = { NULL };
	const struct program *programs[] = { program, NULL };
	const struct question q = {
		.period = *period, .as_of = app->today, .programs = programs, .by = nothing, .host = &engine_host
	};
	struct answers *answers = evaluate(app->registry, app->log, &q, err);
	const struct summary_writer *w = summary_writers;
	uint8_t bytes[DIGEST_SIZE];
	struct summary *s;
	struct digest d;
	struct str out;
	int rc;

	if (answers == NULL)
		return -1;
	while (strcmp(w->format, "json") != 0)
		w++;
	s = summary_make(app->registry, answers, app->today, app->language);
	rc = summary_acknowledged(s, app->log, err) == 0 && summary_notes(s, app->log, err) == 0 &&
			     summary_quality(s, app->registry, app->log, false, err) == 0
		     ? 0
		     : -1;
	str_init(&out, STR_MAX_DEFAULT);
	w->write(s, &out);
	digest_init(&d);
	digest_add(&d, out.s, out.len);
	digest_end(&d, bytes);
	digest_hex(bytes, sizeof(bytes), hex);
	str_release(&out);
	summary_free(s);
	answers_free(answers);
	return rc;
}

static struct value text_value(const char *text)
{
	return (struct value){ .number = text != NULL ? 0 : SIJIL_MISSING, .text = text };
}

static int append_freeze(struct app *app, const struct program *program, const struct period *period, const char *hex,
			 int64_t *id, struct sijil_err *err)
{
	const struct kind *kind = program_kind(program, FROZEN_KIND);
	struct value *values = arena_alloc(&app->arena, kind->n_fields * sizeof(*values));
	struct log_row row = { .subject_type = SIJIL_PROGRAM, .day = period->from, .day_end = period->to };
	struct log_column *columns = arena_alloc(&app->arena, (kind->n_fields + 1) * sizeof(*columns));
	int64_t program_number = log_code_number(app->log, LOG_PROGRAM, program->id, true, err);
	int64_t kind_number = program_number < 0 ? -1 : log_code_number(app->log, LOG_KIND, FROZEN_KIND, true, err);
	struct str fields;
	unsigned i;
	int rc;

	if (kind_number < 0)
		return -1;
	values[kind_field(kind, "period")] = text_value(period->code);
	values[kind_field(kind, "report")] = text_value(hex);
	values[kind_field(kind, "note")] = text_value(args_get(&app->args, "note"));
	str_init(&fields, STR_MAX_DEFAULT);
	entry_encode(kind, values, &fields);
	row.program = row.subject = (uint32_t)program_number;
	row.kind = (uint32_t)kind_number;
	row.fields = fields.s;
	row.fields_n = fields.len;
	for (i = 0; i < kind->n_fields; i++)
		columns[i].name = kind->fields[i].def->name;
	rc = log_append(app->log, &row, id, err);
	str_release(&fields);
	return rc == 0 ? log_view(app->log, program->id, FROZEN_KIND, columns, err) : -1;
}

/* The same period twice would say two things of one report. */
static int refuse_twice(struct app *app, const struct program *program, const struct period *period)
{
	struct sijil_err err = { 0 };
	struct frozen *f = frozen_open(app->registry, app->log, program, app->today, &err);
	int status = f == NULL ? say_error(&err) : 0;
	char id[32];
	size_t i;

	for (i = 0; f != NULL && status == 0 && i < frozen_count(f); i++)
		if (strcmp(frozen_at(f, i)->period, period->code) == 0)
			status = say_fail(ERR_DATA,
					  "%s of '%s' is frozen already, by entry #%s: void that one to freeze it again",
					  period->code, program->id, log_id_text(frozen_at(f, i)->entry, id));
	frozen_close(f);
	return status;
}

static int freeze(struct app *app, const struct program *program, const struct period *period)
{
	const struct log_batch batch = { .recorded_by = app_who(app),
					 .command = "freeze",
					 .plugin = app_plugin_version(app, program),
					 .added = 1 };
	bool dry_run = args_has(&app->args, "dry-run");
	struct sijil_err err = { 0 };
	char hex[DIGEST_HEX], text[32];
	int64_t id = 0;
	int status;

	if (log_begin(app->log, &batch, 1, &err) != 0)
		return say_error(&err);
	status = refuse_twice(app, program, period);
	if (status == 0 && (digest_report(app, program, period, hex, &err) != 0 ||
			    (!dry_run && append_freeze(app, program, period, hex, &id, &err) != 0)))
		status = say_error(&err);
	if (status != 0 || dry_run)
		log_rollback(app->log);
	else if (log_commit(app->log, &batch, &err) != 0)
		status = say_error(&err);
	if (status == 0 && dry_run)
		say_note("%s of '%s' can be frozen; nothing was written (dry run)", period->code, program->id);
	else if (status == 0)
		printf("%s\n%s\n", log_id_text(id, text), hex);
	return status;
}

static int run(struct app *app)
{
	const struct program *program = app_program(app, app->args.words[0]);
	const char *note = args_get(&app->args, "note");
	struct period period;
	int status;

	if (program == NULL)
		return ERR_USAGE;
	if (program->plugin == NULL)
		return say_unavailable(program, "is not available");
	if (note != NULL && (*note == '\0' || strlen(note) > NOTE_MAX))
		return say_fail(ERR_USAGE, "a note has 1 to %d bytes", NOTE_MAX);
	status = choose_period(app, &period);
	return status != 0 ? status : freeze(app, program, &period);
}

const struct command cmd_freeze = {
	.name = "freeze",
	.arguments = "PROGRAM --period PERIOD",
	.summary = "Mark a period's report as given out",
	.help = "From then on an entry inside the period needs --late \"reason\" (CORE-E13), and a write that changes a\n"
		"number of the report is told (CORE-W14).  Prints the entry's number and the digest of the report:\n"
		"'sijil summary PROGRAM --period PERIOD --format json | b2sum -l 256' on the same day.\n"
		"'sijil list PROGRAM freeze' lists frozen reports; 'sijil void ENTRY --why ...' opens the period again.",
	.options = options,
	.min_args = 1,
	.max_args = 1,
	.needs = NEEDS_CITY | NEEDS_WRITING,
	.run = run,
};

#include "config.h"

#include <string.h>

#include "cli/cli.h"
#include "cli/clock.h"
#include "rules/judge.h"

static const struct option options[] = {
	{ .name = "why", .value = "REASON", .help = "why it is right in spite of the warning (required)" },
	{ .name = "who", .value = "NAME", .help = "who records it; else SIJIL_WHO, else the login name" },
	{ .name = "dry-run", .letter = 'n', .help = "check it, write nothing" },
	{ 0 },
};

/* The entry, and the warning on it. */
struct acking {
	struct app *app;
	const char *code;
	char number[32]; /* of the entry */
	struct log_row row;
	bool found;
	const struct program *program;
	struct log_ack before; /* of the same warning; rule NULL: none */
};

static int take_row(void *arg, const struct log_row *row)
{
	struct acking *a = arg;

	a->row = *row;
	a->found = true;
	return 1;
}

/* The last that replaced the entry: its number, 0 if none did. */
static int64_t last_version(struct acking *a, struct sijil_err *err)
{
	int64_t next = a->row.id, last = 0;

	while ((next = log_replaced_by(a->app->log, next, err)) > 0)
		last = next;
	return next < 0 ? -1 : last;
}

/* What was replaced has no warnings any more; its last version may. */
static int refuse_replaced(struct acking *a, int64_t newer)
{
	const struct log_query query = { .id = newer };
	struct sijil_err err = { 0 };
	char next[32];

	if (log_each(a->app->log, &query, take_row, a, &err) < 0)
		return say_error(&err);
	log_id_text(newer, next);
	if (a->row.fields == NULL)
		return say_fail(ERR_DATA, "#%s was voided by #%s: it has no warnings any more", a->number, next);
	return say_fail(ERR_DATA, "#%s was replaced by #%s: acknowledge it on #%s", a->number, next, next);
}

static int find_entry(struct acking *a, int64_t id)
{
	const struct log_query query = { .id = id };
	struct sijil_err err = { 0 };
	int64_t newer;

	log_id_text(id, a->number);
	if (log_each(a->app->log, &query, take_row, a, &err) < 0)
		return say_error(&err);
	if (!a->found)
		return say_fail(ERR_NOINPUT, "there is no entry #%s", a->number);
	if (a->row.fields == NULL)
		return say_fail(ERR_DATA, "#%s is a void: it takes an entry back and has no warnings", a->number);
	newer = last_version(a, &err);
	if (newer < 0)
		return say_error(&err);
	if (newer > 0)
		return refuse_replaced(a, newer);
	a->program = app_program(a->app, log_code_text(a->app->log, LOG_PROGRAM, a->row.program));
	if (a->program == NULL ||
	    app_kind(a->app, a->program, log_code_text(a->app->log, LOG_KIND, a->row.kind)) == NULL)
		return ERR_UNAVAILABLE;
	return 0;
}

/* --- judging --- */

/* Whether only the whole register shows it: a row of entries that stand in several histories. */
static bool needs_whole(const struct acking *a)
{
	unsigned i;

	for (i = 0; i < a->program->n_rules; i++) {
		const struct sijil_rule *r = a->program->rules[i].def;

		if (r->check == SIJIL_CLASS && r->running > 1 && strcmp(r->code, a->code) == 0)
			return true;
	}
	return false;
}

static int judge_entry(const struct acking *a, struct findings *f, struct sijil_err *err)
{
	struct app *app = a->app;
	struct judge judge = {
		.registry = app->registry, .host = &engine_host, .language = app->language, .today = app->today, .log = app->log,
		.entry = a->row.id, .findings = f, .whole = needs_whole(a),
	};
	struct store *store = store_new(app->registry, app->log, app->today);
	int rc = judge.whole ? store_load_all(store, 0, 1, err)
			     : store_load_subject(store, a->row.subject_type, a->row.subject, err);

	if (rc == 0)
		rc = judge_store(&judge, store, err);
	store_free(store);
	return rc;
}

/* The finding of the code, a warning before others; NULL: none. */
static const struct finding *find_code(const struct acking *a, const struct findings *f)
{
	const struct finding *found = NULL;
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (strcmp(f->items[i].code, a->code) != 0)
			continue;
		if (f->items[i].severity == SIJIL_WARNING)
			return &f->items[i];
		if (found == NULL || f->items[i].severity > found->severity)
			found = &f->items[i];
	}
	return found;
}

/* Whether an earlier finding is a warning of the same rule. */
static bool is_listed(const struct findings *f, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (f->items[i].severity == SIJIL_WARNING && strcmp(f->items[i].code, f->items[n].code) == 0)
			return true;
	return false;
}

static int refuse_unknown(const struct acking *a, const struct findings *f)
{
	struct arena *arena = &a->app->arena;
	const char *list = "";
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->items[i].severity == SIJIL_WARNING && !is_listed(f, i))
			list = arena_printf(arena, "%s%s%s", list, *list != '\0' ? ", " : "", f->items[i].code);
	if (*list == '\0')
		return say_fail(ERR_DATA, "#%s has no warning %s, nor any other", a->number, a->code);
	return say_fail(ERR_DATA, "#%s has no warning %s; it has %s", a->number, a->code, list);
}

static int take_ack(void *arg, const struct log_ack *ack)
{
	struct acking *a = arg;
	struct arena *arena = &a->app->arena;

	if (strcmp(ack->rule, a->code) != 0)
		return 0;
	a->before = (struct log_ack){ .rule = a->code,
				      .reason = arena_strdup(arena, ack->reason),
				      .recorded_by = ack->recorded_by != NULL ? arena_strdup(arena, ack->recorded_by) : "?",
				      .recorded_at = ack->recorded_at };
	return 1;
}

/* Whether it may be acknowledged, by what was found on the entry; an exit status. */
static int consider(struct acking *a, const struct findings *f)
{
	const struct finding *found = find_code(a, f);
	struct sijil_err err = { 0 };
	char when[32];

	if (found == NULL)
		return refuse_unknown(a, f);
	if (found->severity == SIJIL_ERROR)
		return say_fail(ERR_DATA, "%s is an error, which cannot be acknowledged: correct #%s or void it", a->code,
				a->number);
	if (found->severity == SIJIL_INFO)
		return say_fail(ERR_DATA, "%s is only a note: it needs no acknowledgement", a->code);
	if (log_acks(a->app->log, a->row.id, take_ack, a, &err) < 0)
		return say_error(&err);
	if (a->before.rule == NULL)
		return 0;
	return say_fail(ERR_DATA, "%s on #%s was acknowledged already, by %s at %s: %s", a->code, a->number,
			a->before.recorded_by, clock_text(a->before.recorded_at, when), a->before.reason);
}

static int judge_and_consider(struct acking *a)
{
	struct findings f = { 0 };
	struct sijil_err err = { 0 };
	int status = judge_entry(a, &f, &err) != 0 ? say_error(&err) : consider(a, &f);

	findings_release(&f);
	return status;
}

/* --- --- */

/* In a batch of its own, so that nobody changes the entry while it is judged. */
static int acknowledge(struct acking *a, int64_t id, const char *why)
{
	struct app *app = a->app;
	const struct log_batch batch = { .recorded_by = app_who(app), .command = "ack" };
	bool dry_run = args_has(&app->args, "dry-run");
	struct sijil_err err = { 0 };
	int status;

	if (log_begin(app->log, &batch, 1, &err) != 0)
		return say_error(&err);
	status = find_entry(a, id);
	if (status == 0)
		status = judge_and_consider(a);
	if (status == 0 && log_acknowledge(app->log, id, a->code, why, &err) != 0)
		status = say_error(&err);
	if (status == 0 && !dry_run)
		return log_commit(app->log, &batch, &err) != 0 ? say_error(&err) : 0;
	log_rollback(app->log);
	return status;
}

static int run(struct app *app)
{
	const char *why = args_get(&app->args, "why");
	struct acking a = { .app = app, .code = app->args.words[1] };
	int64_t id = app_entry(app, app->args.words[0]);
	int status;

	if (id < 0)
		return ERR_USAGE;
	if (why == NULL)
		return say_fail(ERR_USAGE, "say why with --why \"reason\": an acknowledgement is kept with its reason");
	status = acknowledge(&a, id, why);
	if (status != 0)
		return status;
	if (args_has(&app->args, "dry-run"))
		say_note("%s on #%s can be acknowledged; nothing was written (dry run)", a.code, a.number);
	else
		say_note("%s on #%s is acknowledged", a.code, a.number);
	return 0;
}

const struct command cmd_ack = {
	.name = "ack",
	.arguments = "ENTRY CODE",
	.summary = "Say why an entry is right in spite of a warning",
	.help = "CODE is the rule's, as 'sijil check' tells it (SC-W11).  The warning then counts no more.\n"
		"A corrected entry is a new one: what was acknowledged on the old one does not hold for it.",
	.options = options,
	.min_args = 2,
	.max_args = 2,
	.needs = NEEDS_CITY | NEEDS_WRITING,
	.run = run,
};

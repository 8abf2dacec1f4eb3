#include "config.h"

#include <stdio.h>
#include <string.h>

#include "cli/batches.h"
#include "exchange/undo.h"
#include "report/json.h"

static const struct option options[] = {
	{ .name = "why", .value = "REASON", .help = "why it is taken back (required)" },
	{ .name = "late", .value = "REASON", .help = "take back what is in a frozen report, and say why" },
	{ .name = "dry-run", .letter = 'n', .help = "report what would happen, write nothing" },
	{ .name = "format", .value = "text|json", .help = "how to print the report (default: text)" },
	{ .name = "who", .value = "NAME", .help = "who records it; else SIJIL_WHO, else the login name" },
	{ 0 },
};

/* Entries that are named one by one. */
enum { KEPT_TOLD = 20 };

static int64_t reversed(const struct undo_result *r)
{
	return r->blocked ? 0 : r->voided + r->restored;
}

static void report_text(struct app *app, const struct undo_result *r)
{
	char id[32], by[32];
	size_t i;

	printf("%lld reversed, %zu kept, %lld failed", (long long)reversed(r), r->n_kept, (long long)r->failed);
	if (r->restored > 0 && !r->blocked)
		printf(" (%lld voided, %lld given their former content)", (long long)r->voided, (long long)r->restored);
	if (r->gone > 0)
		printf("; %lld had been taken back before", (long long)r->gone);
	printf("\n");
	for (i = 0; i < r->n_kept && i < KEPT_TOLD; i++)
		printf("  kept #%s: corrected since by #%s\n", log_id_text(r->kept[i].entry, id),
		       log_id_text(r->kept[i].by, by));
	if (i < r->n_kept)
		printf("  and %zu more: 'sijil batches %s' lists them\n", r->n_kept - i, app->args.words[0]);
}

static void put_int(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_int(j, n);
}

static int report_json(const struct undo_result *r)
{
	char id[32];
	struct str out;
	struct json j;
	int status;
	size_t i;

	str_init(&out, (size_t)1 << 30);
	json_begin(&j, &out);
	json_object(&j);
	put_int(&j, "reversed", reversed(r));
	put_int(&j, "voided", r->blocked ? 0 : r->voided);
	put_int(&j, "restored", r->blocked ? 0 : r->restored);
	put_int(&j, "gone_before", r->gone);
	put_int(&j, "failed", r->failed);
	put_int(&j, "batch", r->batch != 0 ? r->batch : SIJIL_MISSING);
	json_key(&j, "kept");
	json_array(&j);
	for (i = 0; i < r->n_kept; i++) {
		json_object(&j);
		json_key(&j, "entry");
		json_text(&j, log_id_text(r->kept[i].entry, id));
		json_key(&j, "corrected_by");
		json_text(&j, log_id_text(r->kept[i].by, id));
		json_end(&j);
	}
	json_end(&j);
	json_end(&j);
	status = say_document(&out);
	str_release(&out);
	return status;
}

static int report(struct app *app, const struct undo_request *request, const struct undo_result *r, const char *format)
{
	int status = 0;

	say_findings(&r->frozen, NULL);
	if (strcmp(format, "json") == 0)
		status = report_json(r);
	else
		report_text(app, r);
	if (status != 0)
		return status;
	if (r->blocked)
		return say_fail(ERR_DATA, "nothing was written: give --late \"reason\" if it has to be taken back all the same");
	if (request->dry_run)
		say_note("nothing was written (dry run)");
	if (r->after.n > 0) {
		say_note(request->dry_run ? "these entries would not fit any more:"
					  : "it is done, and now these entries do not fit any more:");
		say_findings(&r->after, NULL);
	}
	return 0;
}

static int run(struct app *app)
{
	const char *format = app_format(app, "text|json");
	struct undo_request request = {
		.registry = app->registry,
		.log = app->log,
		.why = args_get(&app->args, "why"),
		.late = args_get(&app->args, "late"),
		.recorded_by = app_who(app),
		.today = app->today,
		.dry_run = args_has(&app->args, "dry-run"),
	};
	struct undo_result result;
	struct sijil_err err = { 0 };
	int status;

	if (format == NULL || (request.batch = batch_number(app->args.words[0])) < 0)
		return ERR_USAGE;
	if (request.why == NULL)
		return say_fail(ERR_USAGE, "say why with --why \"reason\": it is kept with every entry that is reversed");
	status = undo_batch(&request, &result, &err) != 0 ? say_error(&err) : report(app, &request, &result, format);
	undo_release(&result);
	return status;
}

const struct command cmd_undo = {
	.name = "undo",
	.arguments = "BATCH",
	.summary = "Take an import back, keeping it and the reason on record",
	.help = "What the import added is voided, what it superseded gets its former content again.  Entries that were\n"
		"corrected since are kept and listed.  'sijil batches' gives the number.  Importing the file again adds\n"
		"its lines again.",
	.options = options,
	.min_args = 1,
	.max_args = 1,
	.needs = NEEDS_CITY | NEEDS_WRITING,
	.run = run,
};

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"
#include "exchange/import.h"

static const struct option options[] = {
	{ .name = "map",
	  .value = "NAME",
	  .help = "the import mapping of sijil.yaml that says which column is which field" },
	{ .name = "sheet", .value = "NAME|NUMBER", .help = "the sheet of a workbook, if it has several" },
	{ .name = "dry-run", .letter = 'n', .help = "report what would happen, write nothing" },
	{ .name = "late", .value = "REASON", .help = "import into a period whose report is frozen, and say why" },
	{ .name = "format", .value = "text|json", .help = "how to print the report (default: text)" },
	{ .name = "who", .value = "NAME", .help = "who records it; else SIJIL_WHO, else the login name" },
	{ 0 },
};

/* Progress on a terminal, after two seconds. */
struct progress {
	time_t start, last;
	bool shown;
};

static void progress(void *arg, size_t lines)
{
	struct progress *p = arg;
	time_t now = time(NULL);

	if (now - p->start < 2 || now == p->last)
		return;
	fprintf(stderr, "\r%zu lines ...", lines);
	p->last = now;
	p->shown = true;
}

static const struct mapping *find_mapping(struct app *app, const char *name)
{
	const struct mapping *m = city_mapping(app->city, name);
	const char **names;
	size_t i;

	if (m != NULL)
		return m;
	names = arena_alloc(&app->arena, (app->city->n_mappings + 1) * sizeof(*names));
	for (i = 0; i < app->city->n_mappings; i++)
		names[i] = app->city->mappings[i].name;
	say_unknown("import mapping", name, names);
	return NULL;
}

static void report_text(const struct import_request *request, const struct import_result *r)
{
	printf("%lld lines: %lld added, %lld unchanged, %lld rejected", (long long)r->lines, (long long)r->added,
	       (long long)r->unchanged, (long long)r->rejected);
	if (r->accepted > 0)
		printf(", %lld not written because others were rejected", (long long)r->accepted);
	if (r->warned > 0)
		printf(" (%lld with warnings)", (long long)r->warned);
	printf("\n");
	if (r->rejected > 0)
		say_note("nothing was written: mend the lines above and import the file again");
	else if (request->dry_run)
		say_note("nothing was written (dry run)");
	else if (r->added == 0)
		say_note("nothing was added: %s",
			 r->lines == 0 ? "the file has no data lines" : "every line is in the register already");
}

static void report_json(const struct import_result *r)
{
	printf("{\"lines\": %lld, \"added\": %lld, \"unchanged\": %lld, \"rejected\": %lld, \"accepted\": %lld, "
	       "\"warned\": %lld, \"batch\": %lld, \"hash\": \"%s\"}\n",
	       (long long)r->lines, (long long)r->added, (long long)r->unchanged, (long long)r->rejected,
	       (long long)r->accepted, (long long)r->warned, (long long)r->batch, r->hash);
}

static int import(const struct import_request *request, const char *format, const struct progress *p)
{
	struct import_result result = { 0 };
	struct sijil_err err = { 0 };
	int rc = import_csv(request, &result, &err);

	if (p->shown)
		fprintf(stderr, "\r\033[K");
	say_findings(&result.findings, request->path);
	findings_release(&result.findings);
	if (rc != 0)
		return say_error(&err);
	if (strcmp(format, "json") == 0)
		report_json(&result);
	else
		report_text(request, &result);
	return result.rejected > 0 ? ERR_DATA : 0;
}

static int run(struct app *app)
{
	const char *map = args_get(&app->args, "map"), *format = app_format(app, "text|json");
	const struct program *program = app_program(app, app->args.words[0]);
	const struct kind *kind = program != NULL ? app_logged_kind(app, program, app->args.words[1]) : NULL;
	struct progress p = { .start = time(NULL) };
	struct import_request request = {
		.registry = app->registry,
		.log = app->log,
		.program = program,
		.kind = kind,
		.path = app->args.words[2],
		.sheet = args_get(&app->args, "sheet"),
		.recorded_by = app_who(app),
		.late = args_get(&app->args, "late"),
		.today = app->today,
		.dry_run = args_has(&app->args, "dry-run"),
		.progress = isatty(STDERR_FILENO) ? progress : NULL,
		.progress_arg = &p,
	};

	if (kind == NULL)
		return program != NULL && program->plugin == NULL ? ERR_UNAVAILABLE : ERR_USAGE;
	if (format == NULL || (map != NULL && (request.mapping = find_mapping(app, map)) == NULL))
		return ERR_USAGE;
	return import(&request, format, &p);
}

const struct command cmd_import = {
	.name = "import",
	.arguments = "PROGRAM KIND FILE.csv",
	.summary = "Import a CSV file, all of it or nothing",
	.help = "The columns are the fields' names or titles, with on, until (or period, an ISO interval such as\n"
		"2023-04-01/P3M), site and person; --map uses other names.  UTF-8; , ; or TAB.  One wrong line and "
		"nothing is\n"
		"written.  Importing a file again adds nothing.  FILE may be - for standard input.",
	.options = options,
	.min_args = 3,
	.max_args = 3,
	.needs = NEEDS_CITY | NEEDS_WRITING,
	.run = run,
};

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/encoding.h"
#include "base/number.h"
#include "cli/cli.h"
#include "exchange/import.h"

static const struct option options[] = {
	{ .name = "map",
	  .value = "NAME",
	  .help = "the import mapping of sijil.yaml that says which column is which field" },
	{ .name = "encoding",
	  .value = "NAME",
	  .help = "of a text file: utf-8, windows-1252, windows-1256, ...; else found out" },
	{ .name = "delimiter", .value = "CHAR", .help = "of a text file: , ; | or tab; else found out" },
	{ .name = "header-line", .value = "N", .help = "the row that names the columns; those above are passed over" },
	{ .name = "comments", .value = "TEXT", .help = "pass over lines that begin so, such as ##" },
	{ .name = "escape",
	  .value = "backslash",
	  .help = "in a text file a backslash stands before quotes; 'x' is quoted, too" },
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

/* A whole number from 1 to 1000; 0 and a message: it is none. */
static unsigned read_header_line(const char *text)
{
	const char *why;
	int64_t n;

	if (number_parse_int(text, strlen(text), &n, &why) == 0 && n >= 1 && n <= 1000)
		return (unsigned)n;
	say_fail(ERR_USAGE, "--header-line '%s': give the number of the row that names the columns, 1 to 1000", text);
	return 0;
}

/* How to read the file, by the options: 0, or a status and a message. */
static int read_how(const struct args *args, struct source_request *how)
{
	const char *delimiter = args_get(args, "delimiter"), *header = args_get(args, "header-line");
	const char *escape = args_get(args, "escape");

	*how = (struct source_request){
		.encoding = args_get(args, "encoding"),
		.comments = args_get(args, "comments"),
		.sheet = args_get(args, "sheet"),
		.backslash = escape != NULL,
	};
	if (how->encoding != NULL && encoding_find(how->encoding) == NULL)
		return say_unknown("encoding", how->encoding, encoding_names());
	if (delimiter != NULL && (how->delimiter = csv_delimiter_named(delimiter)) == '\0')
		return say_fail(ERR_USAGE, "--delimiter '%s': give , ; | or tab", delimiter);
	if (escape != NULL && strcmp(escape, "backslash") != 0)
		return say_fail(ERR_USAGE, "--escape '%s': only backslash is known", escape);
	if (how->comments != NULL && (*how->comments == '\0' || strpbrk(how->comments, " \t\r\n\"") != NULL))
		return say_fail(ERR_USAGE, "--comments '%s': give what such lines begin with, such as ##",
				how->comments);
	if (header != NULL && (how->header_line = read_header_line(header)) == 0)
		return ERR_USAGE;
	return 0;
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
		.recorded_by = app_who(app),
		.late = args_get(&app->args, "late"),
		.today = app->today,
		.dry_run = args_has(&app->args, "dry-run"),
		.progress = isatty(STDERR_FILENO) ? progress : NULL,
		.progress_arg = &p,
	};

	if (kind == NULL)
		return program != NULL && program->plugin == NULL ? ERR_UNAVAILABLE : ERR_USAGE;
	if (read_how(&app->args, &request.source) != 0)
		return ERR_USAGE;
	if (format == NULL || (map != NULL && (request.mapping = find_mapping(app, map)) == NULL))
		return ERR_USAGE;
	return import(&request, format, &p);
}

const struct command cmd_import = {
	.name = "import",
	.arguments = "PROGRAM KIND FILE",
	.summary = "Import a file of rows (CSV, .xlsx), all of it or nothing",
	.help = "The columns are the fields' names or titles, with on, until (or period, an ISO interval such as\n"
		"2023-04-01/P3M), site and person; --map uses other names.  Encoding and delimiter are found out.  One\n"
		"wrong line and nothing is written.  Importing a file again adds nothing.  FILE may be - for standard\n"
		"input.",
	.options = options,
	.min_args = 3,
	.max_args = 3,
	.needs = NEEDS_CITY | NEEDS_WRITING,
	.run = run,
};

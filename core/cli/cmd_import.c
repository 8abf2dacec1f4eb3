#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/encoding.h"
#include "base/number.h"
#include "cli/cli.h"
#include "cli/import_report.h"
#include "exchange/import.h"
#include "exchange/suggest.h"

static const struct option options[] = {
	{ .name = "map",
	  .value = "NAME",
	  .help = "the import mapping of sijil.yaml that says which column is which field" },
	{ .name = "suggest", .help = "print a mapping guessed from the file, to be checked and put into sijil.yaml" },
	{ .name = "profile", .value = "kobo|odk", .help = "the tool whose export it is; else what the mapping says" },
	{ .name = "unreviewed", .help = "with a profile: take the rows that a reviewer turned down, too" },
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
	{ .name = "partial", .help = "keep the good lines, and write the others to a file of rejects" },
	{ .name = "rejects", .value = "FILE", .help = "where the rejected lines go (default: FILE.rejects.csv)" },
	{ .name = "force", .help = "write over a file of rejects that exists" },
	{ .name = "overwrite-corrections",
	  .help = "let changed lines replace also what was corrected by hand (mappings with a key)" },
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

static int import(const struct import_request *request, const char *format, const struct progress *p)
{
	struct import_result result = { 0 };
	struct sijil_err err = { 0 };
	int rc = import_csv(request, &result, &err);

	if (p->shown)
		fprintf(stderr, "\r\033[K");
	say_findings(&result.findings, request->path);
	findings_release(&result.findings);
	if (rc != 0 && result.batch == 0)
		return say_error(&err);
	rc = import_report(request, &result, strcmp(format, "json") == 0);
	if (result.after.n > 0) {
		say_note("these entries %s:", request->dry_run ? "would not fit any more" : "do not fit any more");
		say_findings(&result.after, NULL);
	}
	findings_release(&result.after);
	return err.status != 0 ? say_error(&err) : rc;
}

/* Where the rejected lines go: --rejects, else beside the file.  NULL after saying what is wrong. */
static const char *rejects_path(struct app *app, const char *file)
{
	const char *given = args_get(&app->args, "rejects");

	if (given == NULL && strcmp(file, "-") == 0) {
		say_fail(ERR_USAGE, "say with --rejects FILE where the rejected lines of standard input are to go");
		return NULL;
	}
	return given != NULL ? given : arena_printf(&app->arena, "%s.rejects.csv", file);
}

static int check_partial(struct app *app, struct import_request *request)
{
	static const char *const only[] = { "rejects", "force" };
	size_t i;

	request->partial = args_has(&app->args, "partial");
	for (i = 0; i < sizeof(only) / sizeof(only[0]) && !request->partial; i++)
		if (args_has(&app->args, only[i]))
			return say_fail(ERR_USAGE, "--%s is about the rejected lines: give it with --partial", only[i]);
	if (request->partial && (request->rejects = rejects_path(app, request->path)) == NULL)
		return ERR_USAGE;
	if (request->partial && !app_may_replace(app, request->rejects))
		return ERR_USAGE;
	return 0;
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

/* The mapping and the profile of the options: 0, or a status and a message. */
static int read_which(struct app *app, struct import_request *request)
{
	static const char *const profiles[] = { "kobo", "odk", NULL };
	const char *map = args_get(&app->args, "map"), *profile = args_get(&app->args, "profile");

	if (map != NULL && (request->mapping = find_mapping(app, map)) == NULL)
		return ERR_USAGE;
	if (profile != NULL && (request->profile = profile_named(profile)) == NULL)
		return say_unknown("profile", profile, profiles);
	return 0;
}

/* [PROGRAM [KIND]] FILE; the mapping may name both: 0, or a status and a message. */
static int read_words(struct app *app, struct import_request *request)
{
	const struct args *args = &app->args;

	request->path = args->words[args->n - 1];
	if (args->n == 1 && args_has(args, "suggest"))
		return 0;
	if (args->n == 1 && (request->mapping == NULL || request->mapping->program == NULL))
		return say_fail(ERR_USAGE, "say for which program and kind the file is: sijil import PROGRAM KIND %s",
				request->path);
	request->program = app_program(app, args->n > 1 ? args->words[0] : request->mapping->program);
	if (request->program == NULL)
		return ERR_USAGE;
	if (request->program->plugin == NULL)
		return app_kind(app, request->program, "") == NULL ? ERR_UNAVAILABLE : 0;
	if (args->n == 3)
		return (request->kind = app_logged_kind(app, request->program, args->words[1])) != NULL ? 0 : ERR_USAGE;
	if (program_kind(request->program, request->path) != NULL && access(request->path, F_OK) != 0)
		return say_fail(ERR_USAGE, "say which file is to be imported: sijil import %s %s FILE", request->program->id,
				request->path);
	return 0;
}

static int suggest(const struct import_request *request)
{
	struct sijil_err err = { 0 };
	struct str out;
	int rc;

	str_init(&out, STR_MAX_DEFAULT);
	rc = suggest_mapping(request, &out, &err);
	if (rc == 0)
		fputs(out.s, stdout);
	str_release(&out);
	return rc == 0 ? 0 : say_error(&err);
}

static int run(struct app *app)
{
	const char *format = app_format(app, "text|json");
	struct progress p = { .start = time(NULL) };
	struct import_request request = {
		.registry = app->registry,
		.log = app->log,
		.recorded_by = app_who(app),
		.late = args_get(&app->args, "late"),
		.today = app->today,
		.force = args_has(&app->args, "force"),
		.overwrite_corrected = args_has(&app->args, "overwrite-corrections"),
		.unreviewed = args_has(&app->args, "unreviewed"),
		.language = app->language,
		.dry_run = args_has(&app->args, "dry-run"),
		.progress = isatty(STDERR_FILENO) ? progress : NULL,
		.progress_arg = &p,
	};
	int status = format == NULL ? ERR_USAGE : read_which(app, &request);

	if (status == 0)
		status = read_words(app, &request);
	if (status == 0)
		status = read_how(&app->args, &request.source);
	if (status == 0)
		status = check_partial(app, &request);
	if (status == 0 && args_has(&app->args, "suggest"))
		return suggest(&request);
	return status != 0 ? status : import(&request, format, &p);
}

const struct command cmd_import = {
	.name = "import",
	.arguments = "[PROGRAM [KIND]] FILE",
	.summary = "Import a file of rows (CSV, .xlsx), all of it or nothing, or its good lines",
	.help = "The columns are the fields' names or titles, with on, until (or period, an ISO interval such as\n"
		"2023-04-01/P3M), site and person; --map uses other names.  Encoding and delimiter are found out.  One\n"
		"wrong line and nothing is written, unless --partial keeps the good ones.  Importing a file again adds\n"
		"nothing; 'sijil undo' takes an import back.  PROGRAM and KIND may be left out if the mapping names them,\n"
		"KIND also if a column 'kind' does.  FILE may be - for standard input.",
	.options = options,
	.min_args = 1,
	.max_args = 3,
	.needs = NEEDS_CITY | NEEDS_WRITING,
	.run = run,
};

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/period.h"
#include "base/text.h"
#include "cli/cli.h"
#include "exchange/export.h"
#include "exchange/frozen.h"

static const struct option options[] = {
	{ .name = "format", .value = "csv|xlsx|json", .help = "what to write (default: csv)" },
	{ .name = "output",
	  .letter = 'o',
	  .value = "FILE",
	  .help = "where to; else to standard output.  CSV of several kinds: a folder" },
	{ .name = "together",
	  .help = "all kinds in one table with a column 'kind', which 'sijil import PROGRAM FILE' takes in one go" },
	{ .name = "force", .letter = 'f', .help = "replace files that are there already" },
	{ .name = "period", .letter = 'p', .value = "PERIOD", .help = "only what touches this period" },
	{ .name = "delimiter",
	  .value = ",|;|tab|pipe",
	  .help = "between the cells of a CSV; else ; for Arabic and French, comma for English" },
	{ .name = "no-bom", .help = "a CSV without the mark by which Excel knows that it is UTF-8" },
	{ 0 },
};

enum format { CSV, XLSX, JSON };

/* What is exported, and how. */
struct job {
	struct app *app;
	enum format format;
	const char *output; /* NULL: standard output */
	bool force;
	char delimiter;
	bool bom;
	struct export_request request;
	struct export_result result; /* of everything */
};

/* --- options --- */

static int choose_delimiter(struct job *j)
{
	static const struct {
		const char *text;
		char delimiter;
	} known[] = { { ",", ',' }, { ";", ';' }, { "tab", '\t' }, { "\t", '\t' }, { "pipe", '|' }, { "|", '|' } };
	const char *text = args_get(&j->app->args, "delimiter");
	size_t i;

	j->delimiter = strcmp(j->app->language, "en") == 0 ? ',' : ';';
	if (text == NULL)
		return 0;
	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcmp(known[i].text, text) == 0) {
			j->delimiter = known[i].delimiter;
			return 0;
		}
	return say_fail(ERR_USAGE, "--delimiter '%s': give a comma, ';', tab or pipe", text);
}

static int choose_format(struct job *j)
{
	const struct args *args = &j->app->args;
	const char *given = args_get(args, "format");
	const char *format = given != NULL ? app_format(j->app, "csv|xlsx|json") : "csv";

	if (format == NULL)
		return ERR_USAGE;
	j->format = strcmp(format, "csv") == 0 ? CSV : strcmp(format, "json") == 0 ? JSON : XLSX;
	if (j->format != CSV && (args_has(args, "delimiter") || args_has(args, "no-bom")))
		return say_fail(ERR_USAGE, "--delimiter and --no-bom are for CSV");
	j->bom = !args_has(args, "no-bom");
	return choose_delimiter(j);
}

static int choose_kinds(struct job *j)
{
	const char *name = j->app->args.n > 1 ? j->app->args.words[1] : NULL;
	const struct kind **kinds;

	j->request.filled_only = name == NULL;
	if (name == NULL) {
		j->request.kinds = export_order(j->request.program, &j->app->arena);
		return 0;
	}
	kinds = arena_alloc(&j->app->arena, 2 * sizeof(*kinds));
	kinds[0] = app_logged_kind(j->app, j->request.program, name);
	j->request.kinds = kinds;
	return kinds[0] != NULL ? 0 : ERR_USAGE;
}

/* The program has left the YAML, or its plugin this machine: its entries are the city's all the same. */
static int choose_unknown(struct job *j)
{
	const char *id = j->app->args.words[0], *name = j->app->args.n > 1 ? j->app->args.words[1] : NULL;
	struct program *program = arena_alloc(&j->app->arena, sizeof(*program));
	const struct kind **kinds = arena_alloc(&j->app->arena, 2 * sizeof(*kinds));
	struct sijil_err err = { 0 };
	int rc;

	program->id = id;
	j->request.program = program;
	j->request.filled_only = name == NULL;
	rc = name == NULL ? export_unknown(j->app->log, program, &j->app->arena, &kinds, &err)
			  : export_unknown_kind(j->app->log, program, name, &j->app->arena, &kinds[0], &err);
	if (rc != 0)
		return say_error(&err);
	j->request.kinds = kinds;
	if (kinds[0] == NULL)
		return say_fail(ERR_USAGE, "'%s' has no entry of the kind '%s'", id, name != NULL ? name : "any");
	say_note("'%s' is not available here: its entries are written as they are, without what its plugin says of them", id);
	return 0;
}

/* The program and its kinds. */
static int choose_program(struct job *j)
{
	const char *id = j->app->args.words[0];
	const struct program *program = registry_program(j->app->registry, id);
	struct sijil_err err = { 0 };

	if (program == NULL && log_code_number(j->app->log, LOG_PROGRAM, id, false, &err) <= 0)
		return app_program(j->app, id) == NULL ? ERR_USAGE : 0;
	if (program == NULL || program->plugin == NULL)
		return choose_unknown(j);
	j->request.program = program;
	return choose_kinds(j);
}

static int choose_period(struct job *j)
{
	const char *text = args_get(&j->app->args, "period");
	struct sijil_err err = { 0 };
	struct period p;

	if (text == NULL)
		return 0;
	if (period_parse(text, &j->app->city->calendar, &p, &err) != 0)
		return say_error(&err);
	j->request.from = p.from;
	j->request.to = p.to;
	return 0;
}

/* CSV of several kinds, each in a file of its own. */
static bool is_folder(const struct job *j)
{
	return j->format == CSV && j->request.filled_only && !j->request.together;
}

static int choose_output(struct job *j)
{
	const char *output = args_get(&j->app->args, "output");

	j->output = output != NULL && strcmp(output, "-") != 0 ? output : NULL;
	j->force = args_has(&j->app->args, "force");
	if (j->output != NULL && !app_may_replace(j->app, j->output))
		return ERR_USAGE;
	if (j->output == NULL && j->format == XLSX && isatty(STDOUT_FILENO))
		return say_fail(ERR_USAGE, "a workbook cannot be shown on a terminal: name a file with --output FILE.xlsx");
	j->request.together = args_has(&j->app->args, "together");
	if (j->request.together && !j->request.filled_only)
		return say_fail(ERR_USAGE, "--together is for all kinds: leave out the KIND");
	if (j->output == NULL && is_folder(j))
		return say_fail(ERR_USAGE, "a CSV file holds one kind: name the KIND, or a folder with --output FOLDER, or "
					   "take --together, --format xlsx or json");
	return 0;
}

/* --- writing --- */

static int write_tables(struct job *j, struct export_writer *w, const struct kind *const *kinds, struct export_result *out)
{
	struct export_request request = j->request;
	struct sijil_err err = { 0 };
	int rc;

	request.kinds = kinds;
	rc = export_run(&request, w, &j->app->arena, out, &err);
	export_writer_free(w);
	return rc != 0 ? say_error(&err) : 0;
}

static int write_workbook(struct job *j, const char *path, struct export_result *out)
{
	struct sijil_err err = { 0 };
	struct export_writer *w =
		export_xlsx(path, j->app->temp_dir, strcmp(j->app->language, "ar") == 0, &err);

	return w != NULL ? write_tables(j, w, j->request.kinds, out) : say_error(&err);
}

static struct export_writer *text_writer(const struct job *j, int fd)
{
	return j->format == CSV ? export_csv(fd, j->delimiter, j->bom) : export_json(fd, j->request.program->id);
}

/* A workbook is made in a file, whatever becomes of it. */
static int copy_out(int from)
{
	char buffer[1 << 15];
	ssize_t n;

	while ((n = read(from, buffer, sizeof(buffer))) > 0)
		if (fwrite(buffer, 1, (size_t)n, stdout) != (size_t)n)
			return say_fail(ERR_IO, "cannot write the output: %s", strerror(errno));
	return n < 0 ? say_fail(ERR_IO, "cannot read the workbook again: %s", strerror(errno)) : 0;
}

static int workbook_to_output(struct job *j)
{
	const char *path = arena_printf(&j->app->arena, "%s/sijil-export-XXXXXX", j->app->temp_dir);
	char *made = arena_strdup(&j->app->arena, path);
	const int fd = mkostemp(made, O_CLOEXEC);
	int status;

	if (fd < 0)
		return say_fail(ERR_IO, "cannot make a file in %s: %s", j->app->temp_dir, strerror(errno));
	status = write_workbook(j, made, &j->result);
	if (status == 0)
		status = copy_out(fd);
	unlink(made);
	close(fd);
	return status;
}

static int to_output(struct job *j)
{
	if (j->format == XLSX)
		return workbook_to_output(j);
	fflush(stdout);
	return write_tables(j, text_writer(j, STDOUT_FILENO), j->request.kinds, &j->result);
}

static int to_file(struct job *j)
{
	struct export_file file;
	struct sijil_err err = { 0 };
	int status;

	if (export_file_open(&file, j->output, j->force, &err) != 0)
		return say_error(&err);
	status = j->format == XLSX ? write_workbook(j, file.temporary, &j->result)
				   : write_tables(j, text_writer(j, file.fd), j->request.kinds, &j->result);
	if (status == 0 && export_file_keep(&file, j->force, &err) != 0)
		status = say_error(&err);
	export_file_drop(&file);
	return status;
}

/* --- a folder of CSV files --- */

static int make_folder(const struct job *j)
{
	struct stat st;

	if (mkdir(j->output, 0777) == 0)
		return 0;
	if (errno == EEXIST && stat(j->output, &st) == 0 && S_ISDIR(st.st_mode))
		return 0;
	if (errno == EEXIST)
		return say_fail(ERR_USAGE, "'%s' is a file: CSV of several kinds needs a folder", j->output);
	return say_fail(ERR_IO, "cannot make the folder '%s': %s", j->output, strerror(errno));
}

/* One kind into its file, if it has entries: else the file is dropped. */
static int kind_to_file(struct job *j, const struct kind *kind, struct export_file *file, size_t *written)
{
	const struct kind *one[] = { kind, NULL };
	struct export_result result;
	struct sijil_err err = { 0 };
	int status;

	/* The names of an unknown program's kinds come from the register alone. */
	if (!text_is_name(kind->def->name))
		return say_fail(ERR_DATA, "'%s' cannot be the name of a file: take --format json or xlsx", kind->def->name);
	if (export_file_open(file, arena_printf(&j->app->arena, "%s/%s.csv", j->output, kind->def->name), j->force, &err) != 0)
		return say_error(&err);
	status = write_tables(j, text_writer(j, file->fd), one, &result);
	if (status != 0)
		return status;
	if (result.kinds[0] == NULL)
		export_file_drop(file);
	else
		j->result.kinds[(*written)++] = kind;
	j->result.entries += result.entries;
	j->result.nameless += result.nameless;
	if (j->result.nameless_kind == NULL)
		j->result.nameless_kind = result.nameless_kind;
	return 0;
}

/* All files are written before the first gets its name. */
static int to_folder(struct job *j)
{
	const struct kind *const *kinds = j->request.kinds;
	struct export_file *files;
	struct sijil_err err = { 0 };
	size_t n = 0, written = 0, i;
	int status = make_folder(j);

	while (kinds[n] != NULL)
		n++;
	files = arena_alloc(&j->app->arena, (n + 1) * sizeof(*files));
	j->result.kinds = arena_alloc(&j->app->arena, (n + 1) * sizeof(*j->result.kinds));
	for (i = 0; i < n && status == 0; i++)
		status = kind_to_file(j, kinds[i], &files[i], &written);
	for (i = 0; i < n && status == 0; i++)
		if (files[i].temporary != NULL && export_file_keep(&files[i], j->force, &err) != 0)
			status = say_error(&err);
	for (i = 0; i < n; i++)
		export_file_drop(&files[i]);
	return status;
}

/* --- --- */

static void say_result(const struct job *j)
{
	const struct export_result *r = &j->result;
	const char *list = "";
	size_t i;

	if (j->output != NULL)
		say_note("%lld entr%s written to %s", (long long)r->entries, r->entries == 1 ? "y" : "ies", j->output);
	else if (r->entries == 0)
		say_note("there is no entry to export");
	for (i = 0; r->kinds[i] != NULL; i++)
		list = arena_printf(&j->app->arena, "%s%s%s", list, i > 0 ? ", " : "", r->kinds[i]->def->name);
	if (i > 1 && !j->request.together) {
		say_note("to import them into another register, take them in this order: %s", list);
		say_note("or write them with --together: one file, imported in one go, also where somebody left and came "
			 "again");
	}
	if (r->nameless > 0)
		say_note("%lld reference%s in '%s' could be written only as entry numbers (#17), which another register does "
			 "not know: the entries that %s have no name of their own",
			 (long long)r->nameless, r->nameless == 1 ? "" : "s", r->nameless_kind->def->name,
			 r->nameless == 1 ? "it names" : "they name");
}

static int run(struct app *app)
{
	struct job j = { .app = app, .request = { .registry = app->registry, .log = app->log } };
	int status = choose_format(&j);

	if (status == 0)
		status = choose_program(&j);
	if (status == 0)
		status = choose_period(&j);
	if (status == 0)
		status = choose_output(&j);
	if (status != 0)
		return status;
	status = j.output == NULL ? to_output(&j) : is_folder(&j) ? to_folder(&j) : to_file(&j);
	if (status == 0)
		say_result(&j);
	return status;
}

const struct command cmd_export = {
	.name = "export",
	.arguments = "PROGRAM [KIND]",
	.summary = "Write entries to files that spreadsheets open and 'import' reads back",
	.help = "Current entries, as 'import' takes them: importing the file again adds nothing, importing it into an empty\n"
		"register adds all.  CSV is made for Excel: texts that look like formulas get an apostrophe in front, which\n"
		"'import' takes away.  XLSX has a sheet, JSON a list for each kind; CSV without KIND, a file in a folder.\n"
		"--together writes one table of all kinds.\n"
		"Works for programs whose plugin is missing, too.",
	.options = options,
	.min_args = 1,
	.max_args = 2,
	.needs = NEEDS_CITY | NEEDS_REGISTER,
	.run = run,
};

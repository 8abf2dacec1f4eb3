#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/cli.h"
#include "exchange/source.h"
#include "report/cell.h"

bool say_in_colour(int fd)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return (no == NULL || *no == '\0') && term != NULL && strcmp(term, "dumb") != 0 && isatty(fd);
}

size_t say_columns(void)
{
	enum { USUAL = 100, LEAST = 20, MOST = 9999 };
	const char *given = getenv("COLUMNS");
	long columns = given != NULL ? strtol(given, NULL, 10) : 0;
	struct winsize window;

	if (columns < LEAST && isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0)
		columns = window.ws_col;
	return columns >= LEAST && columns <= MOST ? (size_t)columns : USUAL;
}

/* What was printed before stands before it, also where both streams go to one file. */
static void put(const char *s)
{
	fflush(stdout);
	fputs(s, stderr);
}

/* A text that may hold what somebody logged or wrote into a file: no control character of it reaches the terminal. */
static void put_safe(const char *s)
{
	struct str safe;

	str_init(&safe, STR_MAX_DEFAULT);
	cell_add_message(&safe, s);
	put(safe.s);
	str_release(&safe);
}

static void __attribute__((format(printf, 1, 0))) put_message(const char *format, va_list args)
{
	struct str message;

	str_init(&message, STR_MAX_DEFAULT);
	str_vaddf(&message, format, args);
	put_safe(message.s);
	str_release(&message);
	put("\n");
}

int say_error(const struct sijil_err *err)
{
	struct str line;

	if (err->file == NULL)
		return say_fail(err->status != 0 ? (enum err_status)err->status : ERR_INTERNAL, "%s", err->message);
	str_init(&line, STR_MAX_DEFAULT);
	err_text(err, &line);
	put_safe(line.s);
	put("\n");
	str_release(&line);
	return err->status != 0 ? err->status : ERR_INTERNAL;
}

int say_fail(enum err_status status, const char *format, ...)
{
	va_list args;

	put("sijil: ");
	va_start(args, format);
	put_message(format, args);
	va_end(args);
	return (int)status;
}

void say_note(const char *format, ...)
{
	va_list args;

	put("sijil: ");
	va_start(args, format);
	put_message(format, args);
	va_end(args);
}

void say_errors(const struct err_list *errs)
{
	size_t i;

	for (i = 0; i < errs->n; i++)
		say_error(&errs->items[i]);
	if (errs->total > errs->n)
		say_note("... and %zu more", errs->total - errs->n);
}

int say_unavailable(const struct program *p, const char *what)
{
	if (p->faults == NULL)
		return say_fail(ERR_UNAVAILABLE, "program '%s' %s: %s", p->id, what, p->why.message);
	say_errors(p->faults);
	return say_fail(ERR_UNAVAILABLE,
			"program '%s' %s: %s (mend the %s told above; nothing that was logged is lost)", p->id, what,
			p->config->file, p->faults->total > 1 ? "errors" : "error");
}

int say_unknown(const char *thing, const char *word, const char *const *candidates)
{
	enum { LIST_MAX = 12 };
	const char *near = text_nearest(word, candidates);
	size_t n;

	put("sijil: unknown ");
	put(thing);
	put(" '");
	put_safe(word);
	put("'");
	if (near != NULL)
		fprintf(stderr, " (did you mean '%s'?)", near);
	for (n = 0; candidates[n] != NULL; n++)
		;
	if (n > 0 && n <= LIST_MAX) {
		put("; there are: ");
		for (n = 0; candidates[n] != NULL; n++)
			fprintf(stderr, "%s%s", n > 0 ? ", " : "", candidates[n]);
	}
	put("\n");
	return ERR_USAGE;
}

static const char *paint(enum sijil_severity s)
{
	static const char *const colours[] = {
		[SIJIL_INFO] = "\033[36m", [SIJIL_WARNING] = "\033[33m", [SIJIL_ERROR] = "\033[31m"
	};

	return say_in_colour(STDERR_FILENO) ? colours[s] : "";
}

static void say_where(const struct finding *f, const char *file, bool letters)
{
	char id[32], column[SOURCE_COLUMN];

	fflush(stdout);
	if (file != NULL && f->line > 0) {
		put_safe(file);
		fprintf(stderr, ":%u:", f->line);
		if (f->column > 0 && letters)
			fprintf(stderr, "%s:", source_column(f->column, column));
		else if (f->column > 0)
			fprintf(stderr, "%u:", f->column);
		put(" ");
	} else if (f->entry > 0) {
		fprintf(stderr, "#%s: ", log_id_text(f->entry, id));
	}
}

static void say_finding(const struct finding *f, const char *file, bool letters)
{
	const char *colour = paint(f->severity);

	say_where(f, file, letters);
	fprintf(stderr, "%s%s%s %s: ", colour, severity_name(f->severity), *colour != '\0' ? "\033[0m" : "", f->code);
	put_safe(f->message);
	put("\n");
	if (f->remedy != NULL)
		fprintf(stderr, "    %s\n", f->remedy);
}

/* Findings of one rule and field that are printed one by one; a file with one mistake in every line has one thing to
 * say. */
enum { SHOWN_ALIKE = 10 };

static bool alike(const struct finding *a, const struct finding *b)
{
	return strcmp(a->code, b->code) == 0 &&
	       (a->field == b->field || (a->field != NULL && b->field != NULL && strcmp(a->field, b->field) == 0));
}

/* How many before item i are like it. */
static size_t alike_before(const struct findings *f, size_t i)
{
	size_t k, n = 0;

	for (k = 0; k < i && n <= SHOWN_ALIKE; k++)
		n += alike(&f->items[k], &f->items[i]);
	return n;
}

static size_t alike_after(const struct findings *f, size_t i)
{
	size_t k, n = 0;

	for (k = i; k < f->n; k++)
		n += alike(&f->items[k], &f->items[i]);
	return n;
}

void say_findings(const struct findings *f, const char *file)
{
	size_t i, n, all = f->errors + f->warnings + f->infos;

	for (i = 0; i < f->n; i++) {
		n = alike_before(f, i);
		if (n < SHOWN_ALIKE)
			say_finding(&f->items[i], file, f->letters);
		else if (n == SHOWN_ALIKE)
			say_note("... and %zu more of %s%s%s", alike_after(f, i), f->items[i].code,
				 f->items[i].field != NULL ? ": " : "",
				 f->items[i].field != NULL ? f->items[i].field : "");
	}
	if (all > f->n)
		say_note("... and %zu more findings", all - f->n);
}

static int output_failed(void)
{
	if (errno == EPIPE) /* the reader has seen enough */
		return 0;
	return say_fail(ERR_IO, "cannot write the output: %s", strerror(errno));
}

int say_document(const struct str *document)
{
	if (fwrite(document->s, 1, document->len, stdout) != document->len || fflush(stdout) != 0)
		return output_failed();
	return 0;
}

int say_finish(int status)
{
	int failed = fflush(stdout) != 0 ? output_failed() : 0;

	return status != 0 ? status : failed;
}

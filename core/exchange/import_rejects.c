/* The file of the rejected lines: the input's own cells, and what is wrong with them. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exchange/import_private.h"

const char *const rejects_columns[] = { "_line", "_column", "_severity", "_code", "_field", "_message", NULL };
enum { COLUMN_COLUMN = 1, COLUMN_CODE = 3 };

static const char short_row[] = "CSV-E01";

/* Where the findings of a line stand in the notes. */
struct note {
	uint32_t line;
	int64_t at;
};

struct rejects {
	const char *path;
	char *named; /* the file's name where it cannot be without one; NULL */
	bool force;
	FILE *notes, *out;
	int64_t at; /* end of the notes */
	struct note *items;
	size_t n, cap;
	struct str cell, message;
	int failed; /* errno of the first failure */
};

bool rejects_is_header(const struct csv_field *header, size_t n)
{
	size_t i;

	for (i = 0; i < REJECTS_COLUMNS; i++)
		if (n <= REJECTS_COLUMNS || strcmp(header[n - REJECTS_COLUMNS + i].s, rejects_columns[i]) != 0)
			return false;
	return true;
}

size_t rejects_short(const struct csv_field *cells, size_t n, size_t width)
{
	size_t had, i;

	if (n < width + REJECTS_COLUMNS || strcmp(cells[width + COLUMN_CODE].s, short_row) != 0)
		return width;
	had = (size_t)strtoul(cells[width + COLUMN_COLUMN].s, NULL, 10);
	for (i = had; i < width && cells[i].n == 0; i++)
		;
	return had < width && i == width ? had : width;
}

/* --- files --- */

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? mem_strdup(".") : mem_strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

/*
 * A file without a name in the folder of path.  Where the system has no such files it gets one, which is taken away at
 * once, or (named not NULL) given back.
 */
static FILE *open_beside(const char *path, char **named)
{
	char *folder = folder_of(path), *name;
	/* Such a file can be given a name only by way of this folder. */
	const bool nameable = named == NULL || access("/proc/self/fd", F_OK) == 0;
	int fd = nameable ? open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666) : -1;
	size_t size;

	if (!nameable)
		errno = EOPNOTSUPP;
	if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL || errno == ENOENT)) {
		size = strlen(path) + sizeof(".XXXXXX");
		name = mem_alloc(size);
		snprintf(name, size, "%s.XXXXXX", path);
		fd = mkostemp(name, O_CLOEXEC);
		if (fd >= 0 && named != NULL) {
			*named = name;
			name = NULL;
		} else if (fd >= 0) {
			unlink(name);
		}
		free(name);
	}
	free(folder);
	return fd >= 0 ? fdopen(fd, "w+") : NULL;
}

struct rejects *rejects_new(const char *path, bool force, struct sijil_err *err)
{
	struct rejects *r;

	if (!force && access(path, F_OK) == 0) {
		err_set(err, ERR_USAGE,
			"'%s' exists already: mend and import it, or move it away, or give --force to write over it",
			path);
		return NULL;
	}
	r = mem_alloc(sizeof(*r));
	r->path = path;
	r->force = force;
	str_init(&r->cell, STR_MAX_DEFAULT);
	str_init(&r->message, STR_MAX_DEFAULT);
	r->notes = open_beside(path, NULL);
	r->out = r->notes != NULL ? open_beside(path, &r->named) : NULL;
	if (r->out != NULL)
		return r;
	err_set(err, ERR_IO, "cannot write the rejected lines to '%s': %s (--rejects names another file)", path,
		strerror(errno));
	rejects_free(r);
	return NULL;
}

void rejects_free(struct rejects *r)
{
	if (r == NULL)
		return;
	if (r->named != NULL)
		unlink(r->named);
	free(r->named);
	if (r->notes != NULL)
		fclose(r->notes);
	if (r->out != NULL)
		fclose(r->out);
	free(r->items);
	str_release(&r->cell);
	str_release(&r->message);
	free(r);
}

static int fault(struct rejects *r, struct sijil_err *err)
{
	return err_set(err, ERR_IO, "cannot write the rejected lines to '%s': %s", r->path,
		       strerror(r->failed != 0 ? r->failed : errno));
}

/* --- what is wrong with a line --- */

static void put_text(struct rejects *r, const char *text)
{
	const size_t n = text != NULL ? strlen(text) + 1 : 1;

	if (fwrite(text != NULL ? text : "", 1, n, r->notes) != n && r->failed == 0)
		r->failed = errno;
	r->at += (int64_t)n;
}

void rejects_note(struct rejects *r, const struct finding *f)
{
	char column[16];

	r->items = mem_grow(r->items, r->n, &r->cap, sizeof(*r->items));
	r->items[r->n++] = (struct note){ f->line, r->at };
	snprintf(column, sizeof(column), "%u", f->column);
	str_clear(&r->message);
	str_add(&r->message, f->message);
	if (f->remedy != NULL) {
		str_add(&r->message, " (");
		str_add(&r->message, f->remedy);
		str_addc(&r->message, ')');
	}
	put_text(r, f->column != 0 ? column : "");
	put_text(r, f->code);
	put_text(r, f->field);
	put_text(r, r->message.s);
}

static int by_line(const void *a, const void *b)
{
	const struct note *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static void get_text(struct rejects *r, struct str *to)
{
	int c;

	str_clear(to);
	while ((c = getc(r->notes)) != EOF && c != '\0')
		str_addc(to, (char)c);
	if (c == EOF && r->failed == 0)
		r->failed = EIO;
}

/* --- rows --- */

static void put(struct rejects *r)
{
	if (fwrite(r->cell.s, 1, r->cell.len, r->out) != r->cell.len && r->failed == 0)
		r->failed = errno;
}

static void put_cell(struct rejects *r, const char *text, char delimiter, bool first)
{
	str_clear(&r->cell);
	if (!first)
		str_addc(&r->cell, delimiter);
	csv_add_cell(&r->cell, text, delimiter);
	put(r);
}

/*
 * A cell of the file.  A formula gets its apostrophe, which is no part of the text; a negative number must stay one, and
 * an error of a spreadsheet, or a formula without result, must be known as one when the file comes back.
 */
static void put_given(struct rejects *r, const struct csv_field *cell, char delimiter, bool first)
{
	const char *rest = *cell->s == '-' ? cell->s + 1 : NULL;

	if (cell->fault != NULL && cell->n == 0) {
		put_cell(r, "#VALUE!", delimiter, first);
		return;
	}
	if (cell->fault != NULL || (rest != NULL && rest[strspn(rest, "0123456789.,")] == '\0')) {
		put_cell(r, cell->s, delimiter, first);
		return;
	}
	str_clear(&r->cell);
	if (!first)
		str_addc(&r->cell, delimiter);
	csv_add_text(&r->cell, cell->s, delimiter);
	put(r);
}

/* The first finding of a line has the columns to itself; the others are told behind its message. */
static void put_findings(struct rejects *r, size_t from, size_t to, char delimiter)
{
	struct str text;
	size_t i, k;

	str_init(&text, STR_MAX_DEFAULT);
	str_clear(&r->message);
	for (i = from; i < to; i++) {
		if (fseeko(r->notes, (off_t)r->items[i].at, SEEK_SET) != 0 && r->failed == 0)
			r->failed = errno;
		for (k = 0; k < 4; k++) {
			get_text(r, &text);
			if (i == from && k == 1)
				put_cell(r, "error", delimiter, false);
			if (i == from && k < 3)
				put_cell(r, text.s, delimiter, false);
			if (i > from && (k == 1 || k == 3))
				str_add(&r->message, k == 1 ? "; " : " ");
			if (k == 3 || (i > from && k == 1))
				str_addn(&r->message, text.s, text.len);
		}
	}
	put_cell(r, r->message.s, delimiter, false);
	str_release(&text);
}

/* Too few cells are filled up, so that what is wrong stands in its columns; too many stand behind them. */
static void put_row(struct rejects *r, const struct csv_field *cells, size_t n, size_t width, uint32_t line, size_t from,
		    size_t to, char delimiter)
{
	static const struct csv_field empty = { .s = "" };
	char number[16];
	size_t i;

	for (i = 0; i < width; i++)
		put_given(r, i < n ? &cells[i] : &empty, delimiter, i == 0);
	snprintf(number, sizeof(number), "%u", line);
	put_cell(r, number, delimiter, false);
	put_findings(r, from, to, delimiter);
	for (i = width; i < n; i++)
		put_given(r, &cells[i], delimiter, false);
	fputs("\r\n", r->out);
}

static void put_header(struct rejects *r, const struct csv_field *header, size_t n, char delimiter)
{
	size_t i;

	fputs("\xEF\xBB\xBF", r->out);
	for (i = 0; i < n; i++)
		put_cell(r, header[i].s, delimiter, i == 0);
	for (i = 0; i < REJECTS_COLUMNS; i++)
		put_cell(r, rejects_columns[i], delimiter, n + i == 0);
	fputs("\r\n", r->out);
}

/* A file of rejects has its own columns of that kind, which are not given twice. */
static size_t own_cells(const struct csv_field *cells, size_t n, size_t width, bool mended)
{
	if (!mended || n <= width)
		return n;
	while (n > width + REJECTS_COLUMNS && cells[n - 1].n == 0)
		n--;
	return n <= width + REJECTS_COLUMNS ? width : n;
}

int rejects_write(struct rejects *r, struct source *source, const struct outcome *o, struct sijil_err *err)
{
	const char delimiter = source_delimiter(source);
	const struct csv_field *cells;
	size_t n, width, from = 0, to;
	bool mended;
	int got;

	if (fflush(r->notes) != 0 && r->failed == 0)
		r->failed = errno;
	if (r->n > 1)
		qsort(r->items, r->n, sizeof(*r->items), by_line);
	if (source_rewind(source, err) != 0 || (got = source_next(source, &cells, &width, err)) < 0)
		return -1;
	mended = rejects_is_header(cells, width);
	width = mended ? width - REJECTS_COLUMNS : width;
	put_header(r, cells, width, delimiter);
	while (got == 1 && (got = source_next(source, &cells, &n, err)) == 1) {
		const uint32_t line = source_line(source);

		if (row_is_blank(cells, n) || (outcome_of(o, line) & LINE_ERROR) == 0)
			continue;
		while (from < r->n && r->items[from].line < line)
			from++;
		for (to = from; to < r->n && r->items[to].line == line; to++)
			;
		put_row(r, cells, own_cells(cells, n, width, mended), width, line, from, to, delimiter);
	}
	if (got < 0)
		return -1;
	return r->failed != 0 || fflush(r->out) != 0 || ferror(r->out) || ferror(r->notes) || fsync(fileno(r->out)) != 0 ? fault(r, err) : 0;
}

/* --- its name --- */

/* A name for the file without one: 0, or errno. */
static int give_name(const struct rejects *r, const char *name)
{
	char descriptor[64];

	snprintf(descriptor, sizeof(descriptor), "/proc/self/fd/%d", fileno(r->out));
	return linkat(AT_FDCWD, descriptor, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
}

/* Over a file of that name: by way of another one. */
static int give_name_over(const struct rejects *r)
{
	const size_t size = strlen(r->path) + sizeof(".new.4294967295");
	char *name = mem_alloc(size);
	int failed;

	snprintf(name, size, "%s.new.%u", r->path, (unsigned)getpid());
	failed = give_name(r, name);
	if (failed == 0 && rename(name, r->path) != 0) {
		failed = errno;
		unlink(name);
	}
	free(name);
	return failed;
}

int rejects_publish(struct rejects *r, bool written, struct sijil_err *err)
{
	int failed;

	if (r->named != NULL) {
		failed = rename(r->named, r->path) == 0 ? 0 : errno;
	} else {
		failed = give_name(r, r->path);
		if (failed == EEXIST && r->force)
			failed = give_name_over(r);
	}
	if (failed != 0)
		return err_set(err, ERR_IO,
			       "%sthe rejected lines could not be written to '%s': %s; import the file again for them%s",
			       written ? "the good lines are in the register, but " : "nothing was written, and ", r->path,
			       strerror(failed), written ? ": the good lines will be unchanged" : "");
	free(r->named);
	r->named = NULL;
	return 0;
}

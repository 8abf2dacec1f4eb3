#include "config.h"

#include "exchange/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "exchange/source_driver.h"

struct source {
	const struct source_driver *driver;
	void *state;
	struct source_file file;
	struct source_request request;
};

/* Formats, the most particular first. */
static const struct source_driver *const drivers[] = { &source_xlsx, &source_json, &source_foreign, &source_csv };

static const struct source_driver *choose(const unsigned char *first, size_t n)
{
	size_t i = 0;

	while (!drivers[i]->recognise(first, n))
		i++;
	return drivers[i];
}

static int start(struct source *s, struct sijil_err *err)
{
	unsigned char first[SOURCE_FIRST_BYTES];
	const ssize_t n = pread(s->file.fd, first, sizeof(first), 0);

	if (n < 0)
		return err_set(err, ERR_IO, "cannot read '%s': %s", s->file.shown, strerror(errno));
	s->file.first = first;
	s->file.first_n = (size_t)n;
	s->driver = choose(first, (size_t)n);
	s->state = s->driver->open(&s->file, &s->request, err);
	s->file.first = NULL;
	return s->state != NULL ? 0 : -1;
}

struct source *source_open(const struct source_request *request, struct sijil_err *err)
{
	struct source *s = mem_alloc(sizeof(*s));

	s->request = *request;
	if (source_file_open(&s->file, request->path, err) != 0) {
		free(s);
		return NULL;
	}
	if (start(s, err) == 0)
		return s;
	source_close(s);
	return NULL;
}

void source_close(struct source *s)
{
	if (s == NULL)
		return;
	if (s->state != NULL)
		s->driver->close(s->state);
	source_file_close(&s->file);
	free(s);
}

int source_next(struct source *s, const struct csv_field **cells, size_t *n, struct sijil_err *err)
{
	return s->state != NULL ? s->driver->next(s->state, cells, n, err) : 0;
}

unsigned source_line(const struct source *s)
{
	return s->driver->line(s->state);
}

size_t source_passed_over(const struct source *s)
{
	return s->driver->passed_over(s->state);
}

int source_rewind(struct source *s, struct sijil_err *err)
{
	s->driver->close(s->state);
	s->state = NULL;
	return start(s, err);
}

char source_delimiter(const struct source *s)
{
	return s->driver->delimiter != NULL ? s->driver->delimiter(s->state) : ',';
}

bool source_is_marked(const struct source *s)
{
	static const unsigned char mark[] = { 0xEF, 0xBB, 0xBF };
	unsigned char first[sizeof(mark)];

	return pread(s->file.fd, first, sizeof(first), 0) == sizeof(first) && memcmp(first, mark, sizeof(mark)) == 0;
}

int source_reread(struct source *s, const struct source_request *request, struct sijil_err *err)
{
	const char *path = s->request.path;

	s->request = *request;
	s->request.path = path;
	return source_rewind(s, err);
}

void source_describe(const struct source *s, struct str *out)
{
	s->driver->describe(s->state, out);
}

/* Rows above the header are in no table, and in no count of lines: they are told. */
static void tell_passed_over(const struct source *s, source_note_fn *tell, void *arg)
{
	const size_t n = source_passed_over(s);
	char message[80];

	if (n == 0)
		return;
	snprintf(message, sizeof(message), "%zu row%s above the header %s passed over", n, n == 1 ? "" : "s",
		 n == 1 ? "is" : "are");
	tell(arg, &(const struct source_note){ .code = "CSV-I05", .line = 1, .message = message });
}

/* What is said of a text file counts for one only, and of a sheet for a workbook only. */
static void tell_idle(const struct source *s, source_note_fn *tell, void *arg)
{
	const struct source_request *r = &s->request;
	const bool text = r->encoding != NULL || r->delimiter != '\0' || r->comments != NULL || r->backslash;

	if (text && s->driver->delimiter == NULL)
		tell(arg, &(const struct source_note){
				  .code = "CSV-I04",
				  .line = 1,
				  .message = "this is no text file: what was said of its encoding, delimiter, comments or "
					     "escape has no meaning here",
			  });
	if (r->sheet != NULL && !s->driver->letters)
		tell(arg, &(const struct source_note){
				  .code = "CSV-I04",
				  .line = 1,
				  .message = "this is no workbook: the sheet that was named has no meaning here",
			  });
}

void source_notes(const struct source *s, source_note_fn *tell, void *arg)
{
	tell_passed_over(s, tell, arg);
	tell_idle(s, tell, arg);
	if (s->driver->notes != NULL)
		s->driver->notes(s->state, tell, arg);
}

bool source_letters(const struct source *s)
{
	return s->driver->letters;
}

const char *source_column(unsigned column, char out[SOURCE_COLUMN])
{
	char *p = out + SOURCE_COLUMN - 1;

	*p = '\0';
	for (; column > 0 && p > out; column = (column - 1) / 26)
		*--p = (char)('A' + (column - 1) % 26);
	memmove(out, p, strlen(p) + 1);
	return out;
}

int source_hash(const struct source *s, char hex[65], struct sijil_err *err)
{
	return source_file_hash(&s->file, hex, err);
}

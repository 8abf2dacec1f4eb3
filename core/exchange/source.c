#include "config.h"

#include "exchange/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "exchange/source_driver.h"

struct source {
	const struct source_driver *driver;
	void *state;
	struct source_file file;
};

/* Formats, the most particular first. */
static const struct source_driver *const drivers[] = { &source_xlsx, &source_csv };

static const struct source_driver *choose(const unsigned char *first, size_t n)
{
	size_t i = 0;

	while (!drivers[i]->recognise(first, n))
		i++;
	return drivers[i];
}

static int start(struct source *s, const struct source_request *request, struct sijil_err *err)
{
	unsigned char first[SOURCE_FIRST_BYTES];
	const ssize_t n = pread(s->file.fd, first, sizeof(first), 0);

	if (n < 0)
		return err_set(err, ERR_IO, "cannot read '%s': %s", s->file.shown, strerror(errno));
	s->file.first = first;
	s->file.first_n = (size_t)n;
	s->driver = choose(first, (size_t)n);
	s->state = s->driver->open(&s->file, request, err);
	s->file.first = NULL;
	return s->state != NULL ? 0 : -1;
}

struct source *source_open(const struct source_request *request, struct sijil_err *err)
{
	struct source *s = mem_alloc(sizeof(*s));

	if (source_file_open(&s->file, request->path, err) != 0) {
		free(s);
		return NULL;
	}
	if (start(s, request, err) == 0)
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
	return s->driver->next(s->state, cells, n, err);
}

unsigned source_line(const struct source *s)
{
	return s->driver->line(s->state);
}

size_t source_passed_over(const struct source *s)
{
	return s->driver->passed_over(s->state);
}

void source_describe(const struct source *s, struct str *out)
{
	s->driver->describe(s->state, out);
}

void source_notes(const struct source *s, source_note_fn *tell, void *arg)
{
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

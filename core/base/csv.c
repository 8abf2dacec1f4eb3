#include "config.h"

#include "base/csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv_private.h"
#include "base/mem.h"

/* --- open and close --- */

static void set_delimiter(struct csv *c, char delimiter)
{
	c->delimiter = delimiter;
	memset(c->ends_plain, 0, sizeof(c->ends_plain));
	c->ends_plain[0] = c->ends_plain['\n'] = c->ends_plain['\r'] = true;
	c->ends_plain['\\'] = c->options.backslash;
	c->ends_plain[(unsigned char)delimiter] = true;
}

static void start(struct csv *c, const char *shown, const struct csv_options *options)
{
	c->path = shown;
	c->options = *options;
	c->line = 1;
	c->start = c->p = c->in.limit;
	c->ends_quoted[0] = c->ends_quoted['"'] = c->ends_quoted['\n'] = c->ends_quoted['\r'] = true;
	c->ends_quoted['\''] = c->ends_quoted['\\'] = options->backslash;
	set_delimiter(c, options->delimiter);
}

struct csv *csv_open(const char *path, char delimiter, struct sijil_err *err)
{
	const struct csv_options options = { .delimiter = delimiter };
	struct csv *c = mem_alloc(sizeof(*c));

	if (csv_input_open(&c->in, path, err) != 0) {
		free(c);
		return NULL;
	}
	start(c, strcmp(path, "-") == 0 ? "standard input" : path, &options);
	return c;
}

struct csv *csv_new(struct transcoder *transcoder, const char *shown, const struct csv_options *options)
{
	struct csv *c = mem_alloc(sizeof(*c));

	csv_input_start(&c->in, transcoder);
	start(c, shown, options);
	return c;
}

void csv_close(struct csv *c)
{
	if (c == NULL)
		return;
	csv_input_close(&c->in);
	free(c);
}

unsigned csv_line(const struct csv *c)
{
	return c->first_line;
}

char csv_delimiter(const struct csv *c)
{
	return c->delimiter;
}

size_t csv_passed_over(const struct csv *c)
{
	return c->passed_over;
}

size_t csv_comments(const struct csv *c)
{
	return c->comments;
}

/* --- records --- */

/* To the first byte of a record: RECORD, END or FAULT. */
static enum csv_step begin_record(struct csv *c, struct sijil_err *err)
{
	enum csv_step got = RECORD;

	c->n = 0;
	for (;;) {
		c->fields[0].s = c->start = c->from = c->to = c->p;
		if (*c->p == '\0')
			got = csv_more(c, err);
		if (got != RECORD || !c->after_cr || *c->p != '\n')
			break;
		c->after_cr = false;
		c->p++;
	}
	c->after_cr = false;
	return got;
}

bool csv_starts_with(struct csv *c, size_t at, const char *text)
{
	for (; *text != '\0'; at++, text++)
		if ((c->p[at] == '\0' && csv_more(c, NULL) != RECORD) || c->p[at] != *text)
			return false;
	return true;
}

/* "sep=;" on the first line, by which spreadsheets declare the delimiter; it is passed over. */
static void take_declaration(struct csv *c)
{
	static const char known[] = ",;|\t";
	char text[] = "sep=?";
	size_t i;

	for (i = 0; known[i] != '\0'; i++) {
		text[4] = known[i];
		if (!csv_starts_with(c, 0, text))
			continue;
		if (c->p[5] == '\0')
			csv_more(c, NULL);
		if (strchr("\r\n", c->p[5]) == NULL) /* which finds the end of the file, too */
			return;
		if (c->options.delimiter == '\0')
			set_delimiter(c, known[i]);
		c->after_cr = c->p[5] == '\r';
		c->p += c->p[5] == '\0' ? 5 : 6;
		c->line++;
		return;
	}
}

static enum csv_step begin_file(struct csv *c, struct sijil_err *err)
{
	enum csv_step got = begin_record(c, err);

	c->begun = true;
	if (got == RECORD && csv_starts_with(c, 0, "\xef\xbb\xbf")) {
		c->p += 3;
		got = begin_record(c, err);
	}
	if (got == RECORD) {
		take_declaration(c);
		got = begin_record(c, err);
	}
	if (got == RECORD && c->delimiter == '\0')
		set_delimiter(c, csv_sniff(c));
	return got;
}

/* To the end of the line, however long; none of it is kept. */
static enum csv_step skip_line(struct csv *c, struct sijil_err *err)
{
	enum csv_step got = RECORD;

	while (got == RECORD) {
		c->p += strcspn(c->p, "\r\n");
		c->fields[0].s = c->start = c->from = c->to = c->p;
		if (*c->p != '\0')
			break;
		got = csv_more(c, err);
	}
	if (got != RECORD)
		return got;
	c->after_cr = *c->p == '\r';
	c->line++;
	c->p++;
	return begin_record(c, err);
}

static enum csv_step skip_comments(struct csv *c, struct sijil_err *err)
{
	enum csv_step got = RECORD;

	while (got == RECORD && c->options.comments != NULL && csv_starts_with(c, 0, c->options.comments)) {
		c->comments++;
		got = skip_line(c, err);
	}
	return got;
}

static enum csv_step read_record(struct csv *c, struct sijil_err *err)
{
	enum csv_step got = c->begun ? begin_record(c, err) : begin_file(c, err);

	if (got == RECORD)
		got = skip_comments(c, err);
	if (got != RECORD)
		return got;
	c->first_line = c->line;
	do
		got = csv_read_field(c, err);
	while (got == FIELD);
	return got;
}

static bool is_blank(const struct csv *c)
{
	const struct csv_field *f = &c->fields[0];

	return c->n == 1 && !f->quoted && strspn(f->s, " \t") == f->n;
}

/* A comment that a spreadsheet has put into quotes. */
static bool is_comment(const struct csv *c)
{
	const char *comments = c->options.comments;

	return comments != NULL && c->fields[0].quoted && strncmp(c->fields[0].s, comments, strlen(comments)) == 0;
}

/* Whether the record is none of the table, and is counted as what it is. */
static bool passes_over(struct csv *c)
{
	const bool comment = is_comment(c);

	c->comments += comment;
	c->row += !comment;
	if (comment || is_blank(c))
		return true;
	if (c->row >= c->options.header_line)
		return false;
	c->passed_over++;
	return true;
}

int csv_next(struct csv *c, const struct csv_field **fields, size_t *n, struct sijil_err *err)
{
	enum csv_step got;

	if (c->ended)
		return 0;
	do
		got = read_record(c, err);
	while (got == RECORD && passes_over(c));
	c->ended = got != RECORD;
	*fields = c->fields;
	*n = c->n;
	return (int)got;
}

#include "config.h"

#include <string.h>

#include "base/csv_private.h"

/* --- bytes --- */

static unsigned field_number(const struct csv *c)
{
	return (unsigned)c->n + 1;
}

static enum csv_step too_long(const struct csv *c, struct sijil_err *err)
{
	if (c->quote_line > 0)
		err_at(err, ERR_DATA, c->path, c->quote_line, field_number(c),
		       "the quote that opens here is not closed within %d bytes", CSV_RECORD_MAX);
	else
		err_at(err, ERR_DATA, c->path, c->first_line, field_number(c),
		       "the row that begins here has more than %d bytes (is a line end missing?)", CSV_RECORD_MAX);
	return FAULT;
}

enum csv_step csv_more(struct csv *c, struct sijil_err *err)
{
	ptrdiff_t moved = c->start - c->in.buffer;
	size_t i;
	int got;

	if (c->in.limit - c->start > CSV_RECORD_MAX)
		return too_long(c, err);
	got = csv_input_more(&c->in, c->start);
	c->start -= moved;
	c->p -= moved;
	c->from -= moved;
	c->to -= moved;
	for (i = 0; i <= c->n; i++)
		c->fields[i].s -= moved;
	if (got < 0)
		csv_input_fault(&c->in, c->path, c->line, field_number(c), err);
	return got < 0 ? FAULT : got == 0 ? END : RECORD;
}

/* --- fields --- */

/* The field ends at end; what ended it stands at p. */
static enum csv_step end_field(struct csv *c, char *end, bool quoted, struct sijil_err *err)
{
	struct csv_field *f = &c->fields[c->n];
	char stop = *c->p;

	if (stop != c->delimiter && c->p - c->start > CSV_RECORD_MAX)
		return too_long(c, err);
	f->n = (size_t)(end - f->s);
	f->quoted = quoted;
	*end = '\0';
	if (*f->s == '\'')
		f->s = csv_unguard(f->s, &f->n);
	f->fault = !quoted && (*f->s == '#' || *f->s == 'E') ? csv_error(f->s) : NULL;
	c->n++;
	if (stop == c->delimiter) {
		c->p++;
		if (c->n < CSV_FIELDS_MAX)
			return FIELD;
		err_at(err, ERR_DATA, c->path, c->first_line, field_number(c),
		       "the row that begins here has more than %d fields (is a line end missing?)", CSV_FIELDS_MAX);
		return FAULT;
	}
	if (stop != '\0') {
		c->p++;
		c->line++;
		c->after_cr = stop == '\r';
	}
	return RECORD;
}

/* Move what was read since the last quote to where it belongs. */
static void take_run(struct csv *c)
{
	size_t n = (size_t)(c->p - c->from);

	if (c->to != c->from)
		memmove(c->to, c->from, n);
	c->to += n;
}

/* At a backslash: it goes, and what it makes of the byte behind it is taken. */
static enum csv_step take_escape(struct csv *c, bool quoted, struct sijil_err *err)
{
	static const char letters[] = "nrtN", meanings[] = "\n\r\t";
	const char *letter;

	take_run(c);
	c->from = c->p++;
	if (*c->p == '\0') {
		const enum csv_step got = csv_more(c, err);

		if (got != RECORD)
			return got == FAULT ? FAULT : RECORD; /* the last byte of all stands for itself */
	}
	letter = strchr(quoted ? "nrt" : letters, *c->p);
	c->from = c->p++;
	if (letter != NULL) {
		const char *const found = strchr(letters, *letter);

		c->from = c->p;
		if (*found != 'N')
			*c->to++ = meanings[found - letters];
	} else if (*c->from == '\n' || *c->from == '\r') {
		c->line++;
	}
	return RECORD;
}

static enum csv_step read_plain(struct csv *c, struct sijil_err *err)
{
	enum csv_step got = RECORD;

	c->from = c->to = c->p;
	while (got == RECORD) {
		char *p = c->p;

		while (!c->ends_plain[(unsigned char)*p])
			p++;
		c->p = p;
		if (*p != '\0' && (*p != '\\' || *p == c->delimiter))
			break;
		got = *p == '\0' ? csv_more(c, err) : take_escape(c, false, err);
	}
	if (got == FAULT)
		return FAULT;
	take_run(c);
	return end_field(c, c->to, false, err);
}

/* Behind the closing quote: blanks, and then the field must end. */
static enum csv_step end_quoted(struct csv *c, struct sijil_err *err)
{
	enum csv_step got = RECORD;

	c->quote_line = 0;
	while (got == RECORD) {
		while (*c->p == ' ' && c->delimiter != ' ')
			c->p++;
		if (*c->p != '\0')
			break;
		got = csv_more(c, err);
	}
	if (got == FAULT)
		return FAULT;
	if (c->ends_plain[(unsigned char)*c->p])
		return end_field(c, c->to, true, err);
	if (c->to > c->fields[c->n].s && c->to[-1] == '\\' && !c->options.backslash)
		err_at(err, ERR_DATA, c->path, c->line, field_number(c),
		       "there is text behind the closing quote (a quote inside a quoted field is written twice: \"\"; "
		       "if "
		       "this file writes \\\" for it, say so: --escape backslash)");
	else
		err_at(err, ERR_DATA, c->path, c->line, field_number(c),
		       "there is text behind the closing quote (a quote inside a quoted field is written twice: \"\")");
	return FAULT;
}

/* At a quote in a quoted field: RECORD if it stands for itself, as the first of two; END if it closes the field. */
static enum csv_step read_quote(struct csv *c, struct sijil_err *err)
{
	take_run(c);
	c->p++;
	if (*c->p == '\0' && csv_more(c, err) == FAULT)
		return FAULT;
	if (*c->p != c->quote)
		return END;
	c->from = c->p++;
	return RECORD;
}

/* At the end of a run in a quoted field: RECORD to read on, END behind the closing quote. */
static enum csv_step end_run(struct csv *c, struct sijil_err *err)
{
	enum csv_step got;

	switch (*c->p) {
	case '"':
	case '\'':
		if (*c->p == c->quote)
			return read_quote(c, err);
		break;
	case '\\':
		return take_escape(c, true, err);
	case '\0':
		got = csv_more(c, err);
		if (got != END)
			return got;
		err_at(err, ERR_DATA, c->path, c->quote_line, field_number(c),
		       "the quote that opens here is never closed");
		return FAULT;
	case '\n':
		/* Of CRLF, the CR was counted; the byte before is not yet moved. */
		c->line += c->p[-1] != '\r';
		break;
	default:
		c->line++;
	}
	c->p++;
	return RECORD;
}

static enum csv_step read_quoted(struct csv *c, struct sijil_err *err)
{
	enum csv_step got = RECORD;

	c->fields[c->n].s = c->from = c->to = c->p;
	c->quote_line = c->line;
	while (got == RECORD) {
		char *p = c->p;

		while (!c->ends_quoted[(unsigned char)*p])
			p++;
		c->p = p;
		got = end_run(c, err);
	}
	return got == FAULT ? FAULT : end_quoted(c, err);
}

/* Behind the opening quote, if the field has one, maybe after blanks: RECORD; END: it has none, and p stays. */
static enum csv_step skip_opening(struct csv *c, struct sijil_err *err)
{
	enum csv_step got = RECORD;
	size_t blanks = 0;

	while (got == RECORD) {
		while (c->p[blanks] == ' ' && c->delimiter != ' ')
			blanks++;
		if (c->p[blanks] != '\0')
			break;
		got = csv_more(c, err);
	}
	if (got == FAULT || (c->p[blanks] != '"' && (c->p[blanks] != '\'' || !c->options.backslash)))
		return got == FAULT ? FAULT : END;
	c->quote = c->p[blanks];
	c->p += blanks + 1;
	return RECORD;
}

enum csv_step csv_read_field(struct csv *c, struct sijil_err *err)
{
	enum csv_step quoted;

	c->fields[c->n].s = c->p;
	/* NUL, blank and quotes are not above the quotes. */
	if ((unsigned char)*c->p > '\'')
		return read_plain(c, err);
	quoted = skip_opening(c, err);
	if (quoted == FAULT)
		return FAULT;
	return quoted == RECORD ? read_quoted(c, err) : read_plain(c, err);
}

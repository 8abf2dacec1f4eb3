#include "config.h"

#include "base/csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_input.h"
#include "base/mem.h"

/*
 * Fields are unquoted and terminated where they lie in the buffer.  A NUL met on the way is the end of the bytes at
 * hand (the input lets no other through): more() then fetches some and moves everything that points into the buffer.
 */
struct csv {
	const char *path; /* as it stands in errors */
	char delimiter;   /* 0: to be found out */
	bool ended;
	bool given;          /* the caller named it */
	bool begun;          /* the start of the file has been looked at */
	bool after_cr;       /* an LF that comes now belongs to the CR before it */
	unsigned line;       /* of p */
	unsigned first_line; /* of the record */
	unsigned quote_line; /* of the quote that p is inside; 0: none */
	char *start, *p;     /* the record's first byte, the next byte */
	char *from, *to;     /* quoted field: the bytes not yet moved, and where they belong */
	size_t n;
	bool ends_plain[256], ends_quoted[256]; /* the bytes that end a run of ordinary ones */
	struct csv_field fields[CSV_FIELDS_MAX];
	struct csv_input in;
};

enum step { FAULT = -1, END = 0, RECORD = 1, FIELD = 2 };

/* --- open and close --- */

static void set_delimiter(struct csv *c, char delimiter)
{
	c->delimiter = delimiter;
	memset(c->ends_plain, 0, sizeof(c->ends_plain));
	c->ends_plain[0] = c->ends_plain['\n'] = c->ends_plain['\r'] = true;
	c->ends_plain[(unsigned char)delimiter] = true;
}

static void start(struct csv *c, const char *shown, char delimiter)
{
	c->path = shown;
	c->line = 1;
	c->start = c->p = c->in.limit;
	c->given = delimiter != '\0';
	c->ends_quoted[0] = c->ends_quoted['"'] = c->ends_quoted['\n'] = c->ends_quoted['\r'] = true;
	set_delimiter(c, delimiter);
}

struct csv *csv_open(const char *path, char delimiter, struct sijil_err *err)
{
	struct csv *c = mem_alloc(sizeof(*c));

	if (csv_input_open(&c->in, path, err) != 0) {
		free(c);
		return NULL;
	}
	start(c, strcmp(path, "-") == 0 ? "standard input" : path, delimiter);
	return c;
}

struct csv *csv_open_fd(int fd, const char *shown, char delimiter)
{
	struct csv *c = mem_alloc(sizeof(*c));

	csv_input_start(&c->in, fd);
	start(c, shown, delimiter);
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

void csv_hash(const struct csv *c, char hex[65])
{
	struct digest d = c->in.digest;
	uint8_t out[DIGEST_SIZE];

	digest_end(&d, out);
	digest_hex(out, sizeof(out), hex);
}

/* --- bytes --- */

static unsigned field_number(const struct csv *c)
{
	return (unsigned)c->n + 1;
}

static enum step too_long(const struct csv *c, struct sijil_err *err)
{
	if (c->quote_line > 0)
		err_at(err, ERR_DATA, c->path, c->quote_line, field_number(c),
		       "the quote that opens here is not closed within %d bytes", CSV_RECORD_MAX);
	else
		err_at(err, ERR_DATA, c->path, c->first_line, field_number(c),
		       "the row that begins here has more than %d bytes (is a line end missing?)", CSV_RECORD_MAX);
	return FAULT;
}

/* More bytes behind those at hand: RECORD, END or FAULT. */
static enum step more(struct csv *c, struct sijil_err *err)
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
static enum step end_field(struct csv *c, char *end, bool quoted, struct sijil_err *err)
{
	struct csv_field *f = &c->fields[c->n];
	char stop = *c->p;

	if (stop != c->delimiter && c->p - c->start > CSV_RECORD_MAX)
		return too_long(c, err);
	f->n = (size_t)(end - f->s);
	f->quoted = quoted;
	*end = '\0';
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

static enum step read_plain(struct csv *c, struct sijil_err *err)
{
	enum step got = RECORD;

	while (got == RECORD) {
		char *p = c->p;

		while (!c->ends_plain[(unsigned char)*p])
			p++;
		c->p = p;
		if (*p != '\0')
			break;
		got = more(c, err);
	}
	return got == FAULT ? FAULT : end_field(c, c->p, false, err);
}

/* Behind the closing quote: blanks, and then the field must end. */
static enum step end_quoted(struct csv *c, struct sijil_err *err)
{
	enum step got = RECORD;

	c->quote_line = 0;
	while (got == RECORD) {
		while (*c->p == ' ' && c->delimiter != ' ')
			c->p++;
		if (*c->p != '\0')
			break;
		got = more(c, err);
	}
	if (got == FAULT)
		return FAULT;
	if (c->ends_plain[(unsigned char)*c->p])
		return end_field(c, c->to, true, err);
	err_at(err, ERR_DATA, c->path, c->line, field_number(c),
	       "there is text behind the closing quote (a quote inside a quoted field is written twice: \"\")");
	return FAULT;
}

/* Move what was read since the last quote to where it belongs. */
static void take_run(struct csv *c)
{
	size_t n = (size_t)(c->p - c->from);

	if (c->to != c->from)
		memmove(c->to, c->from, n);
	c->to += n;
}

/* At a quote in a quoted field: RECORD if it stands for itself, as the first of two; END if it closes the field. */
static enum step read_quote(struct csv *c, struct sijil_err *err)
{
	take_run(c);
	c->p++;
	if (*c->p == '\0' && more(c, err) == FAULT)
		return FAULT;
	if (*c->p != '"')
		return END;
	c->from = c->p++;
	return RECORD;
}

/* At the end of a run in a quoted field: RECORD to read on, END behind the closing quote. */
static enum step end_run(struct csv *c, struct sijil_err *err)
{
	enum step got;

	switch (*c->p) {
	case '"':
		return read_quote(c, err);
	case '\0':
		got = more(c, err);
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

static enum step read_quoted(struct csv *c, struct sijil_err *err)
{
	enum step got = RECORD;

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
static enum step skip_opening(struct csv *c, struct sijil_err *err)
{
	enum step got = RECORD;
	size_t blanks = 0;

	while (got == RECORD) {
		while (c->p[blanks] == ' ' && c->delimiter != ' ')
			blanks++;
		if (c->p[blanks] != '\0')
			break;
		got = more(c, err);
	}
	if (got == FAULT || c->p[blanks] != '"')
		return got == FAULT ? FAULT : END;
	c->p += blanks + 1;
	return RECORD;
}

static enum step read_field(struct csv *c, struct sijil_err *err)
{
	enum step quoted;

	c->fields[c->n].s = c->p;
	/* NUL, blank and quote are not above the quote. */
	if ((unsigned char)*c->p > '"')
		return read_plain(c, err);
	quoted = skip_opening(c, err);
	if (quoted == FAULT)
		return FAULT;
	return quoted == RECORD ? read_quoted(c, err) : read_plain(c, err);
}

/* --- the delimiter --- */

static const char candidates[] = ",;\t";

enum { CANDIDATES = sizeof(candidates) - 1 };

/* What the first row says of the delimiter, read up to one byte. */
struct sniff {
	size_t counts[CANDIDATES];
	bool quoted, at_start, any; /* inside quotes; at the start of a field; something but blank lines was seen */
	char before;
};

/* False at the end of the row. */
static bool sniff_byte(struct sniff *s, char c)
{
	const char *candidate = strchr(candidates, c);
	bool is_quote = c == '"' && (s->quoted || s->at_start || s->before == '"');

	s->before = c;
	if (is_quote)
		s->quoted = !s->quoted;
	else if (s->quoted)
		return true;
	else if (c == '\n' || c == '\r')
		return !s->any;
	else if (candidate != NULL)
		s->counts[candidate - candidates]++;
	if (c != ' ') {
		s->any = true;
		s->at_start = candidate != NULL;
	}
	return true;
}

/* The candidate that the first row has most of outside quotes.  A fault on the way will be met again by who reads. */
static char find_delimiter(struct csv *c)
{
	struct sniff s = { .at_start = true };
	size_t i = 0, best = 0;

	do {
		if (c->p[i] == '\0' && more(c, NULL) != RECORD)
			break;
	} while (sniff_byte(&s, c->p[i++]));
	for (i = 1; i < CANDIDATES; i++)
		if (s.counts[i] > s.counts[best])
			best = i;
	return candidates[best];
}

/* "sep=;" on the first line, by which spreadsheets declare the delimiter. */
static bool declares_delimiter(struct csv *c)
{
	const char *s = c->fields[0].s;

	if (c->first_line != 1 || c->fields[0].quoted || strncmp(s, "sep=", 4) != 0)
		return false;
	if (c->n == 2)
		return s[4] == '\0' && c->fields[1].n == 0;
	if (c->n != 1 || s[4] == '\0' || s[5] != '\0' || strchr(",;|\t", s[4]) == NULL)
		return false;
	if (!c->given)
		set_delimiter(c, s[4]);
	return true;
}

/* --- records --- */

/* To the first byte of a record: RECORD, END or FAULT. */
static enum step begin_record(struct csv *c, struct sijil_err *err)
{
	enum step got = RECORD;

	c->n = 0;
	for (;;) {
		c->fields[0].s = c->start = c->from = c->to = c->p;
		if (*c->p == '\0')
			got = more(c, err);
		if (got != RECORD || !c->after_cr || *c->p != '\n')
			break;
		c->after_cr = false;
		c->p++;
	}
	c->after_cr = false;
	return got;
}

static enum step begin_file(struct csv *c, struct sijil_err *err)
{
	enum step got = begin_record(c, err);

	c->begun = true;
	if (got == RECORD && strncmp(c->p, "\xef\xbb\xbf", 3) == 0) {
		c->p += 3;
		got = begin_record(c, err);
	}
	if (got == RECORD && !c->given)
		set_delimiter(c, find_delimiter(c));
	return got;
}

static enum step read_record(struct csv *c, struct sijil_err *err)
{
	enum step got = c->begun ? begin_record(c, err) : begin_file(c, err);

	if (got != RECORD)
		return got;
	c->first_line = c->line;
	do
		got = read_field(c, err);
	while (got == FIELD);
	return got;
}

static bool is_blank(const struct csv *c)
{
	const struct csv_field *f = &c->fields[0];

	return c->n == 1 && !f->quoted && strspn(f->s, " \t") == f->n;
}

int csv_next(struct csv *c, const struct csv_field **fields, size_t *n, struct sijil_err *err)
{
	enum step got;

	if (c->ended)
		return 0;
	do
		got = read_record(c, err);
	while (got == RECORD && (is_blank(c) || declares_delimiter(c)));
	c->ended = got != RECORD;
	*fields = c->fields;
	*n = c->n;
	return (int)got;
}

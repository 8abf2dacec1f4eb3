#include "config.h"

#include <string.h>

#include "base/csv_private.h"

static const char candidates[] = ",;\t|";

enum { CANDIDATES = sizeof(candidates) - 1, ROWS = 10 };

/* What rows say of the delimiter, read byte by byte; the first is the header. */
struct sniff {
	struct csv *c;
	size_t at; /* behind p */
	size_t counts[ROWS][CANDIDATES];
	size_t n;                   /* rows */
	bool quoted, at_start, any; /* inside quotes; at the start of a field; something but blanks was seen */
	char quote, before;
};

static bool is_quote(const struct sniff *s, char c)
{
	if (s->quoted)
		return c == s->quote && (!s->c->options.backslash || s->before != '\\');
	return (c == '"' || (c == '\'' && s->c->options.backslash)) &&
	       (s->at_start || (s->before == c && s->quote == c));
}

/* False at the end of the row. */
static bool take_byte(struct sniff *s, char c, size_t *counts)
{
	const char *candidate = strchr(candidates, c);

	if (is_quote(s, c)) {
		s->quoted = !s->quoted;
		s->quote = c;
	} else if (!s->quoted) {
		if (c == '\n' || c == '\r')
			return false;
		if (candidate != NULL)
			counts[candidate - candidates]++;
	}
	s->before = c;
	if (c != ' ') {
		s->any = true;
		s->at_start = candidate != NULL && !s->quoted;
	}
	return true;
}

/* False at the end of the file, or of what may be read ahead; a fault on the way will be met again by who reads. */
static bool has_byte(const struct sniff *s)
{
	return s->c->p[s->at] != '\0' || csv_more(s->c, NULL) == RECORD;
}

static bool skip_line(struct sniff *s)
{
	while (has_byte(s) && s->c->p[s->at] != '\n' && s->c->p[s->at] != '\r')
		s->at++;
	return has_byte(s);
}

/* Behind the line end at hand. */
static void skip_line_end(struct sniff *s)
{
	const bool cr = s->c->p[s->at] == '\r';

	s->at++;
	if (cr && has_byte(s) && s->c->p[s->at] == '\n')
		s->at++;
}

/* One line of counts; false when there is nothing behind it. */
static bool take_row(struct sniff *s, size_t *counts)
{
	bool more;

	memset(counts, 0, CANDIDATES * sizeof(*counts));
	s->quoted = s->any = false;
	s->at_start = true;
	s->quote = s->before = '\0';
	while ((more = has_byte(s)) && take_byte(s, s->c->p[s->at], counts))
		s->at++;
	return more;
}

/* The rows from the header on. */
static void take_rows(struct sniff *s)
{
	const struct csv_options *options = &s->c->options;
	unsigned row = 0;
	bool more = true;

	while (more && s->n < ROWS) {
		if (options->comments != NULL && csv_starts_with(s->c, s->at, options->comments)) {
			more = skip_line(s);
		} else {
			more = take_row(s, s->counts[s->n]);
			row++;
			s->n += s->any && row >= options->header_line;
		}
		if (more)
			skip_line_end(s);
	}
}

/* How many rows have as many of it as the first; 0 if that has none. */
static size_t agreeing(const struct sniff *s, size_t first, size_t candidate)
{
	size_t i, n = 0;

	for (i = first; i < s->n && s->counts[first][candidate] > 0; i++)
		n += s->counts[i][candidate] == s->counts[first][candidate];
	return n;
}

/*
 * The candidate that divides most rows like the header; of those, the one that the header has most of.  A header of one
 * column says nothing: then the first row that has one of them is asked.
 */
char csv_sniff(struct csv *c)
{
	struct sniff s = { .c = c };
	size_t first, i, best = 0;

	take_rows(&s);
	for (first = 0; first < s.n; first++) {
		for (i = 1; i < CANDIDATES; i++) {
			const size_t a = agreeing(&s, first, i), b = agreeing(&s, first, best);

			if (a > b || (a == b && s.counts[first][i] > s.counts[first][best]))
				best = i;
		}
		if (s.counts[first][best] > 0)
			break;
	}
	return candidates[best];
}

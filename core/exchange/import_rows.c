#include "config.h"

#include <string.h>

#include "exchange/import_private.h"

enum { PROGRESS_EVERY = 1 << 13 };

bool row_is_blank(const struct csv_field *fields, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (fields[i].n != 0 || fields[i].fault != NULL)
			return false;
	return true;
}

static void tell_cells(struct importing *m, size_t n, const char *remedy)
{
	const struct finding finding = {
		.severity = SIJIL_ERROR,
		.code = "CSV-E01",
		.line = source_line(m->source),
		.column = (uint32_t)(n < m->width ? n : m->width + 1),
		.program = m->r->program->id,
		.kind = m->feeds[0].fed->kind->def->name,
		.message = arena_printf(&m->row_arena, "the row has %zu cell%s, the header %zu", n, n == 1 ? "" : "s",
					m->width),
		.remedy = remedy,
	};

	findings_add(&m->result->findings, &finding);
}

/*
 * Of a row in a file of rejects: *n without the file's own cells, unless there is something behind them or cells that were
 * missing are still so.
 */
static bool fits_own(struct importing *m, const struct csv_field *fields, size_t *n)
{
	const size_t had = rejects_short(fields, *n, m->own_at), end = m->own_at + REJECTS_COLUMNS;

	while (*n > end && fields[*n - 1].n == 0)
		--*n;
	if (had < m->own_at)
		tell_cells(m, had, "fill in the cells that were missing; if they are to be blank, clear '_code'");
	else if (*n > end)
		tell_cells(m, *n - REJECTS_COLUMNS, "move what stands behind '_message' to where it belongs");
	if (had < m->own_at || *n > end)
		return false;
	*n = *n < m->own_at ? *n : m->own_at;
	return true;
}

/* Whether the row has a cell for every column and no more; empty cells beyond the last column do not count. */
static bool fits(struct importing *m, const struct csv_field *fields, size_t n)
{
	if (m->mended && !fits_own(m, fields, &n))
		return false;
	while (n > m->width && fields[n - 1].n == 0)
		n--;
	if (n == m->width || import_nameless(m, fields, n))
		return true;
	tell_cells(m, n, "give every row as many cells as the header; quote a text that holds the delimiter");
	return false;
}

/* The row as this feed reads it: given, and draft.bad if there are faults. */
static int take_feed(struct importing *m, struct feed *feed, const struct csv_field *fields, struct sijil_err *err)
{
	intake_start(&feed->intake, &feed->draft, feed->values);
	feed->draft.line = source_line(m->source);
	feed->draft.columns = feed->columns.cells;
	feed->draft.columns_n = feed->columns.n_cells;
	feed->given = import_is_given(m, feed, fields);
	if (!feed->given)
		return 0;
	feed->draft.bad = import_faulty(m, feed, fields);
	return feed->draft.bad ? 0 : import_cells(m, feed, fields, err);
}

/* --- what becomes of a row without fault --- */

/* The numbers of the row's site and subject. */
static int number_codes(struct importing *m, const struct draft *d, struct fresh *row, struct sijil_err *err)
{
	struct log *log = m->r->log;
	int64_t site = 0, person = 0;

	if (d->site != NULL)
		site = log_code_number(log, LOG_SITE, d->site, true, err);
	if (d->person != NULL)
		person = log_code_number(log, LOG_PERSON, d->person, true, err);
	if (site < 0 || person < 0)
		return -1;
	row->site = (uint32_t)site;
	row->subject = row->subject_type == SIJIL_PERSON ? (uint32_t)person
		       : row->subject_type == SIJIL_SITE ? row->site
							 : m->program;
	return 0;
}

/* What becomes of the entry: flags of its line.  -1 with *err. */
static int keep_entry(struct importing *m, struct feed *feed, const struct csv_field *cells, struct sijil_err *err)
{
	const struct kind *kind = feed->fed->kind;
	struct fresh row = {
		.kind = kind,
		.subject_type = kind->def->subject,
		.day = feed->draft.day,
		.day_end = feed->draft.day_end,
		.line = feed->draft.line,
	};
	bool add = true;
	int flags;

	if (number_codes(m, &feed->draft, &row, err) != 0)
		return -1;
	str_clear(&m->json);
	entry_encode(kind, feed->values, &m->json);
	row.fields = m->json.s;
	row.fields_n = (uint32_t)m->json.len;
	if (feed->keys != NULL) {
		flags = import_keyed(m, feed, &row, cells, &add, err);
	} else {
		flags = known_take(feed->fed->known, &row, err);
		add = flags == 0;
		flags = flags == 1 ? LINE_UNCHANGED : flags == 0 ? LINE_ADDED : -1;
	}
	if (flags > 0 && add) {
		joins_add(&m->joins, row.subject_type, row.subject);
		store_add(m->store, &row);
	}
	return flags;
}

static int keep_row(struct importing *m, const struct csv_field *cells, struct sijil_err *err)
{
	size_t i;

	for (i = 0; i < m->n_feeds; i++) {
		const int flags = m->feeds[i].given ? keep_entry(m, &m->feeds[i], cells, err) : 0;

		if (flags < 0)
			return -1;
		outcome_mark(&m->outcome, source_line(m->source), (unsigned)flags);
	}
	return 0;
}

/* A row with a fault in any of its entries gives none. */
static int take_row(struct importing *m, const struct csv_field *fields, size_t n, struct sijil_err *err)
{
	const uint32_t line = source_line(m->source);
	bool bad;
	size_t i;

	arena_reset(&m->row_arena);
	m->result->lines += m->level == 0;
	outcome_mark(&m->outcome, line, LINE_DATA);
	/* What was wrong with a line is told once, at the first level. */
	if (m->level > 0 && (outcome_of(&m->outcome, line) & LINE_ERROR) != 0)
		return 0;
	bad = !fits(m, fields, n);
	if (!bad && import_is_refused(m, fields)) {
		m->refused++;
		return 0;
	}
	if (!bad && survey_ask(m, &fields, &n, err) != 0)
		return -1;
	for (i = 0; i < m->n_feeds && !bad; i++)
		if (take_feed(m, &m->feeds[i], fields, err) != 0)
			return -1;
	for (i = 0; i < m->n_feeds && !bad; i++)
		bad = m->feeds[i].given && m->feeds[i].draft.bad;
	return bad ? 0 : keep_row(m, fields, err);
}

int import_rows(struct importing *m, struct sijil_err *err)
{
	const struct import_request *r = m->r;
	const struct csv_field *fields;
	size_t n;
	int got;

	m->n_read = 1;
	while ((got = source_next(m->source, &fields, &n, err)) == 1) {
		m->n_read++;
		if (row_is_blank(fields, m->mended && n > m->own_at ? m->own_at : n))
			continue;
		if (take_row(m, fields, n, err) != 0)
			return -1;
		if (r->progress != NULL && m->result->lines % PROGRESS_EVERY == 0)
			r->progress(r->progress_arg, (size_t)m->result->lines);
	}
	return got;
}

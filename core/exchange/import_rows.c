#include "config.h"

#include <string.h>

#include "exchange/import_private.h"

enum { PROGRESS_EVERY = 1 << 13 };

/* A spreadsheet leaves such rows below its table. */
static bool is_blank(const struct csv_field *fields, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (fields[i].n != 0 || fields[i].fault != NULL)
			return false;
	return true;
}

/* Whether the row has a cell for every column and no more; empty cells beyond the last column do not count. */
static bool fits(struct importing *m, const struct csv_field *fields, size_t n)
{
	struct finding finding = {
		.severity = SIJIL_ERROR,
		.code = "CSV-E01",
		.line = source_line(m->source),
		.program = m->r->program->id,
		.kind = m->feeds[0].fed->kind->def->name,
		.remedy = "give every row as many cells as the header; quote a text that holds the delimiter",
	};

	while (n > m->width && fields[n - 1].n == 0)
		n--;
	if (n == m->width)
		return true;
	finding.column = (uint32_t)(n < m->width ? n : m->width + 1);
	finding.message = arena_printf(&m->row_arena, "the row has %zu cell%s, the header %zu", n, n == 1 ? "" : "s",
				       m->width);
	findings_add(&m->result->findings, &finding);
	return false;
}

static int take_cells(struct importing *m, struct feed *feed, const struct csv_field *fields, struct sijil_err *err)
{
	const struct columns *c = &feed->columns;
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct column *column = &c->items[i];
		size_t n = fields[i].n;
		const char *text;

		if (column->target == INTAKE_NONE || n == 0)
			continue;
		text = mapping_read(column, fields[i].s, &n, &m->row_arena);
		if (intake_take(&feed->intake, &feed->draft, column->target, text, n, (uint32_t)i + 1, err) != 0)
			return -1;
	}
	for (i = 0; i < c->n_constants; i++) {
		const struct constant *constant = &c->constants[i];

		if (intake_take(&feed->intake, &feed->draft, constant->target, constant->value, constant->n, 0, err) != 0)
			return -1;
	}
	intake_finish(&feed->intake, &feed->draft);
	return 0;
}

/* The row as this feed reads it: given, and draft.bad if there are faults. */
static int take_feed(struct importing *m, struct feed *feed, const struct csv_field *fields, struct sijil_err *err)
{
	intake_start(&feed->intake, &feed->draft, feed->values);
	feed->draft.line = source_line(m->source);
	feed->draft.columns = feed->columns.cells;
	feed->draft.columns_n = feed->columns.n_cells;
	feed->given = true;
	feed->draft.bad = import_faulty(m, feed, fields);
	return feed->draft.bad ? 0 : take_cells(m, feed, fields, err);
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

/* 1: the entry is known; 0: it went into the store. */
static int keep_entry(struct importing *m, struct feed *feed, struct sijil_err *err)
{
	const struct kind *kind = feed->fed->kind;
	struct fresh row = {
		.kind = kind,
		.subject_type = kind->def->subject,
		.day = feed->draft.day,
		.day_end = feed->draft.day_end,
		.line = feed->draft.line,
	};
	int is_known;

	if (number_codes(m, &feed->draft, &row, err) != 0)
		return -1;
	str_clear(&m->json);
	entry_encode(kind, feed->values, &m->json);
	row.fields = m->json.s;
	row.fields_n = (uint32_t)m->json.len;
	is_known = known_take(feed->fed->known, &row, err);
	if (is_known == 0) {
		joins_add(&m->joins, row.subject_type, row.subject);
		store_add(m->store, &row);
	}
	return is_known;
}

static int keep_row(struct importing *m, struct sijil_err *err)
{
	bool unchanged = true;
	size_t i;

	for (i = 0; i < m->n_feeds; i++) {
		const int is_known = m->feeds[i].given ? keep_entry(m, &m->feeds[i], err) : 1;

		if (is_known < 0)
			return -1;
		unchanged = unchanged && is_known == 1;
	}
	m->result->unchanged += unchanged;
	return 0;
}

/* A row with a fault in any of its entries gives none. */
static int take_row(struct importing *m, const struct csv_field *fields, size_t n, struct sijil_err *err)
{
	bool bad;
	size_t i;

	m->result->lines++;
	arena_reset(&m->row_arena);
	bad = !fits(m, fields, n);
	for (i = 0; i < m->n_feeds && !bad; i++)
		if (take_feed(m, &m->feeds[i], fields, err) != 0)
			return -1;
	for (i = 0; i < m->n_feeds && !bad; i++)
		bad = m->feeds[i].given && m->feeds[i].draft.bad;
	if (!bad)
		return keep_row(m, err);
	m->result->rejected++;
	return 0;
}

int import_rows(struct importing *m, struct sijil_err *err)
{
	const struct import_request *r = m->r;
	const struct csv_field *fields;
	size_t n;
	int got;

	while ((got = source_next(m->source, &fields, &n, err)) == 1) {
		if (is_blank(fields, n))
			continue;
		if (take_row(m, fields, n, err) != 0)
			return -1;
		if (r->progress != NULL && m->result->lines % PROGRESS_EVERY == 0)
			r->progress(r->progress_arg, (size_t)m->result->lines);
	}
	return got;
}

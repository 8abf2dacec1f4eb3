#include "config.h"

#include <string.h>

#include "exchange/import_private.h"

enum { PROGRESS_EVERY = 1 << 13 };

/* --- the header --- */

static bool has_one_site(const struct import_request *r)
{
	const struct program_config *config = r->program->config;

	return config->sites.n == 1 || (config->sites.n == 0 && !config->any_site && r->registry->city->n_sites == 1);
}

int import_header(struct importing *m, struct sijil_err *err)
{
	const struct import_request *r = m->r;
	const struct csv_field *header;
	size_t n;
	const int got = source_next(m->source, &header, &n, err);
	const struct mapping_request request = {
		.kind = r->kind,
		.mapping = r->mapping,
		.file = r->path,
		.line = source_line(m->source),
		.one_site = has_one_site(r),
		.arena = &m->arena,
		.findings = &m->result->findings,
	};

	if (got < 0)
		return -1;
	if (got == 0)
		return err_at(err, ERR_DATA, r->path, 0, 0, "the file is empty: its first row must name the columns");
	return mapping_columns(&request, header, n, &m->columns, err);
}

/* --- rows --- */

/* A spreadsheet leaves such rows below its table. */
static bool is_blank(const struct csv_field *fields, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (fields[i].n != 0)
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
		.kind = m->r->kind->def->name,
		.remedy = "give every row as many cells as the header; quote a text that holds the delimiter",
	};

	while (n > m->columns.n && fields[n - 1].n == 0)
		n--;
	if (n == m->columns.n)
		return true;
	finding.column = (uint32_t)(n < m->columns.n ? n : m->columns.n + 1);
	finding.message = arena_printf(&m->row_arena, "the row has %zu cell%s, the header %zu", n, n == 1 ? "" : "s",
				       m->columns.n);
	findings_add(&m->result->findings, &finding);
	return false;
}

static int take_cells(struct importing *m, const struct csv_field *fields, struct sijil_err *err)
{
	const struct columns *c = &m->columns;
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct column *column = &c->items[i];
		size_t n = fields[i].n;
		const char *text;

		if (column->target == INTAKE_NONE || n == 0)
			continue;
		text = mapping_read(column, fields[i].s, &n, &m->row_arena);
		if (intake_take(&m->intake, &m->draft, column->target, text, n, (uint32_t)i + 1, err) != 0)
			return -1;
	}
	for (i = 0; i < c->n_constants; i++) {
		const struct constant *constant = &c->constants[i];

		if (intake_take(&m->intake, &m->draft, constant->target, constant->value, constant->n, 0, err) != 0)
			return -1;
	}
	intake_finish(&m->intake, &m->draft);
	return 0;
}

/* The numbers of the row's site and subject. */
static int number_codes(struct importing *m, struct fresh *row, struct sijil_err *err)
{
	struct log *log = m->r->log;
	const struct draft *d = &m->draft;
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

/* A row without fault: it is known, or it goes into the store. */
static int keep_row(struct importing *m, struct sijil_err *err)
{
	const struct kind *kind = m->r->kind;
	struct fresh row = {
		.kind = kind,
		.subject_type = kind->def->subject,
		.day = m->draft.day,
		.day_end = m->draft.day_end,
		.line = m->draft.line,
	};
	int is_known;

	if (number_codes(m, &row, err) != 0)
		return -1;
	str_clear(&m->json);
	entry_encode(kind, m->values, &m->json);
	row.fields = m->json.s;
	row.fields_n = (uint32_t)m->json.len;
	is_known = known_take(m->known, &row, err);
	if (is_known < 0)
		return -1;
	m->result->unchanged += is_known;
	if (is_known == 0) {
		known_joins(m->known, row.subject);
		store_add(m->store, &row);
	}
	return 0;
}

static int take_row(struct importing *m, const struct csv_field *fields, size_t n, struct sijil_err *err)
{
	m->result->lines++;
	arena_reset(&m->row_arena);
	if (!fits(m, fields, n)) {
		m->result->rejected++;
		return 0;
	}
	intake_start(&m->intake, &m->draft, m->values);
	m->draft.line = source_line(m->source);
	m->draft.columns = m->columns.cells;
	m->draft.columns_n = m->columns.n_cells;
	if (take_cells(m, fields, err) != 0)
		return -1;
	if (!m->draft.bad)
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

#include "config.h"

#include "exchange/import_private.h"

struct source_request import_reading(const struct import_request *r)
{
	static const struct mapping nothing = { 0 };
	const struct mapping *m = r->mapping != NULL ? r->mapping : &nothing;
	const struct source_request *given = &r->source;

	return (struct source_request){
		.path = r->path,
		.delimiter = given->delimiter != '\0' ? given->delimiter : m->delimiter,
		.backslash = given->backslash || m->backslash,
		.encoding = given->encoding != NULL ? given->encoding : m->encoding,
		.comments = given->comments != NULL ? given->comments : m->comments,
		.sheet = given->sheet != NULL ? given->sheet : m->sheet,
		.table = r->kind != NULL ? r->kind->def->name : m->n_feeds > 0 ? m->feeds[0].kind : NULL,
		.header_line = given->header_line > 0 ? given->header_line : (unsigned)m->header_line,
	};
}

static void tell_faulty(struct importing *m, const struct feed *feed, const struct csv_field *cell, size_t i)
{
	const struct kind *kind = feed->fed->kind;
	struct finding finding = {
		.severity = SIJIL_ERROR,
		.code = "XLS-E04",
		.line = source_line(m->source),
		.column = (uint32_t)i + 1,
		.program = m->r->program->id,
		.kind = kind->def->name,
		.field = intake_name(kind, feed->columns.items[i].target),
		.value = cell->s,
		.remedy = "mend the formula, or type the value, in the spreadsheet; save it and import it again",
	};

	finding.message = arena_printf(&m->row_arena, "%s '%s' %s", finding.field, cell->s, cell->fault);
	findings_add(&m->result->findings, &finding);
}

bool import_faulty(struct importing *m, const struct feed *feed, const struct csv_field *fields)
{
	const struct columns *c = &feed->columns;
	bool faulty = false;
	size_t i;

	for (i = 0; i < c->n; i++) {
		if (fields[i].fault == NULL || c->items[i].target == INTAKE_NONE ||
		    import_is_declared(m, &c->items[i], &fields[i]))
			continue;
		tell_faulty(m, feed, &fields[i], i);
		faulty = true;
	}
	return faulty;
}

/* Once for the column, in the header's line. */
static void tell_nameless(struct importing *m, size_t column)
{
	const struct finding finding = {
		.severity = SIJIL_WARNING,
		.code = "CSV-W02",
		.line = m->header_line,
		.column = (uint32_t)column,
		.program = m->r->program->id,
		.kind = m->feeds[0].fed->kind->def->name,
		.message = arena_printf(&m->row_arena,
					"column %zu has no name, and something in it from line %u on: it is passed over",
					column, source_line(m->source)),
		.remedy = "name the column, or empty it",
	};

	findings_add(&m->result->findings, &finding);
}

bool import_nameless(struct importing *m, const struct csv_field *fields, size_t n)
{
	size_t i;

	if (n < m->width || n - m->width > m->nameless)
		return false;
	for (i = m->width; i < n; i++) {
		if (fields[i].n > 0 && !m->told[i - m->width])
			tell_nameless(m, i + 1);
		m->told[i - m->width] |= fields[i].n > 0;
	}
	return true;
}

static void take_note(void *arg, const struct source_note *note)
{
	struct importing *m = arg;
	const struct finding finding = {
		.severity = note->warning ? SIJIL_WARNING : SIJIL_INFO,
		.code = note->code,
		.line = note->line,
		.column = note->column,
		.program = m->r->program->id,
		.kind = m->feeds[0].fed->kind->def->name,
		.message = note->message,
		.remedy = note->remedy,
	};

	findings_add(&m->result->findings, &finding);
}

/* Rows that the tool's own reviewers turned down. */
static void tell_refused(struct importing *m)
{
	const struct finding finding = {
		.severity = SIJIL_INFO,
		.code = "CSV-I03",
		.column = m->review_cell,
		.program = m->r->program->id,
		.kind = m->feeds[0].fed->kind->def->name,
		.message = arena_printf(&m->arena, "passed over: %lld %s not approved ('%s')", (long long)m->refused,
					m->refused == 1 ? "row" : "rows", m->profile->review),
		.remedy = "--unreviewed takes them, too, or in the mapping take: all",
	};

	findings_add(&m->result->findings, &finding);
}

void import_notes(struct importing *m)
{
	if (m->refused > 0)
		tell_refused(m);
	source_notes(m->source, take_note, m);
}

#include "config.h"

#include "exchange/import_private.h"

bool import_faulty(struct importing *m, const struct feed *feed, const struct csv_field *fields)
{
	const struct kind *kind = feed->fed->kind;
	const struct columns *c = &feed->columns;
	bool faulty = false;
	size_t i;

	for (i = 0; i < c->n; i++) {
		struct finding finding = {
			.severity = SIJIL_ERROR,
			.code = "XLS-E04",
			.line = source_line(m->source),
			.column = (uint32_t)i + 1,
			.program = m->r->program->id,
			.kind = kind->def->name,
			.field = intake_name(kind, c->items[i].target),
			.value = fields[i].s,
			.remedy = "mend the formula, or type the value, in the spreadsheet; save it and import it again",
		};

		if (fields[i].fault == NULL || c->items[i].target == INTAKE_NONE)
			continue;
		finding.message = arena_printf(&m->row_arena, "%s '%s' %s", finding.field, fields[i].s, fields[i].fault);
		findings_add(&m->result->findings, &finding);
		faulty = true;
	}
	return faulty;
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
		.kind = m->r->kind->def->name,
		.message = note->message,
		.remedy = note->remedy,
	};

	findings_add(&m->result->findings, &finding);
}

void import_notes(struct importing *m)
{
	source_notes(m->source, take_note, m);
}

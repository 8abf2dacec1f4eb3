#include "config.h"

#include "report/notes.h"

#include <string.h>

#include "base/date.h"
#include "log/entry.h"
#include "report/cell.h"
#include "report/wrap.h"

/* Notes printed for a program; all of them are in the register. */
enum { SHOWN = 20, INDENT = 2 };

struct reading {
	struct summary *s;
	struct summary_program *p;
	size_t cap;
};

static int take_note(void *arg, const struct log_row *row)
{
	struct reading *r = arg;
	struct summary_program *p = r->p;
	struct entry_walk w = { row->fields, row->fields + row->fields_n };
	const char *key, *value, *text = NULL;
	bool quoted;

	if (row->day > r->s->as_of)
		return 0;
	while (entry_walk(&w, &r->s->arena, &key, &value, &quoted) == 1)
		if (strcmp(key, "text") == 0)
			text = value;
	if (text == NULL)
		return 0;
	if (p->n_notes == r->cap) {
		struct note *more = arena_alloc(&r->s->arena, (2 * r->cap + 8) * sizeof(*more));

		if (p->n_notes > 0)
			memcpy(more, p->notes, p->n_notes * sizeof(*more));
		p->notes = more;
		r->cap = 2 * r->cap + 8;
	}
	p->notes[p->n_notes++] = (struct note){ row->id, row->day, text };
	return 0;
}

int summary_notes(struct summary *s, struct log *log, struct sijil_err *err)
{
	const int64_t kind = log_code_number(log, LOG_KIND, "note", false, err);

	for (size_t i = 0; i < s->n_programs && kind > 0; i++) {
		const int64_t program = log_code_number(log, LOG_PROGRAM, s->programs[i].program->id, false, err);
		const struct log_query q = { .subject_type = SIJIL_PROGRAM, .subject = (uint32_t)program,
					     .program = (uint32_t)program, .kind = (uint32_t)kind, .current = true,
					     .from = s->period.from, .to = s->period.to };
		struct reading r = { .s = s, .p = &s->programs[i] };

		if (program < 0 || (program > 0 && log_each(log, &q, take_note, &r, err) < 0))
			return -1;
	}
	return kind < 0 ? -1 : 0;
}

void notes_write(const struct summary *s, const struct summary_program *p, struct str *out)
{
	char day[DATE_TEXT];
	struct str line;

	if (p->n_notes == 0)
		return;
	str_init(&line, STR_MAX_DEFAULT);
	str_add(out, "\n  Notes\n");
	for (size_t i = 0; i < p->n_notes && i < SHOWN; i++) {
		str_addf(&line, "%s: ", date_text(p->notes[i].day, day));
		cell_add(&line, p->notes[i].text);
		wrap_add(out, line.s, &(struct wrap){ s->columns, 2 * INDENT, 3 * INDENT });
		str_clear(&line);
	}
	if (p->n_notes > SHOWN)
		str_addf(out, "    ... and %zu more: sijil list %s note\n", p->n_notes - SHOWN, p->program->id);
	str_release(&line);
}

#include "config.h"
#include "cli/rows.h"

#include "log/fit.h"

const char *row_status(struct app *app, const struct log_row *row, int64_t *replaced_by, struct sijil_err *err)
{
	*replaced_by = log_replaced_by(app->log, row->id, err);
	if (*replaced_by < 0)
		return NULL;
	return row->fields == NULL ? "void" : *replaced_by > 0 ? "replaced" : "current";
}

static const char *code(struct app *app, enum log_code type, uint32_t number)
{
	const char *text = number != 0 ? log_code_text(app->log, type, number) : NULL;

	return text != NULL ? text : "";
}

const char *row_program(struct app *app, const struct log_row *row)
{
	return code(app, LOG_PROGRAM, row->program);
}

const char *row_kind(struct app *app, const struct log_row *row)
{
	return code(app, LOG_KIND, row->kind);
}

const char *row_person(struct app *app, const struct log_row *row)
{
	return row->subject_type == SIJIL_PERSON ? code(app, LOG_PERSON, row->subject) : "";
}

const char *row_site(struct app *app, const struct log_row *row)
{
	return code(app, LOG_SITE, row->site);
}

const struct kind *row_known_kind(struct app *app, const struct log_row *row)
{
	const struct program *p = registry_program(app->registry, row_program(app, row));

	return p != NULL ? program_kind(p, row_kind(app, row)) : NULL;
}

bool row_kind_gone(struct app *app, const struct log_row *row)
{
	const struct program *p = registry_program(app->registry, row_program(app, row));

	return p != NULL && p->plugin != NULL && program_kind(p, row_kind(app, row)) == NULL;
}

const char *row_fields_text(struct app *app, const struct log_row *row, bool *marked)
{
	struct entry_walk w = { row->fields, row->fields + row->fields_n };
	const struct kind *kind = row_known_kind(app, row);
	const char *key, *value, *text = "";
	struct misfit m;
	bool quoted;

	while (row->fields != NULL && entry_walk(&w, &app->arena, &key, &value, &quoted) == 1) {
		bool fits = kind == NULL || fit_pair(kind, key, value, quoted, &m);

		text = arena_printf(&app->arena, "%s%s%s %s%s", text, *text != '\0' ? ", " : "", key, value,
				    fits ? "" : ROW_MARK);
		*marked = *marked || !fits;
	}
	return text;
}

void row_say_marked(bool shown)
{
	say_note("some entries hold what their program does not know (any more)%s: 'sijil program diff PROGRAM' says what",
		 shown ? ", marked" ROW_MARK : "");
}

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/number.h"
#include "cli/rows.h"
#include "log/fit.h"
#include "report/json.h"
#include "report/table.h"

static const struct option options[] = {
	{ .name = "person", .value = "CODE", .help = "only of this person" },
	{ .name = "site", .value = "SITE", .help = "only of this site" },
	{ .name = "period", .letter = 'p', .value = "PERIOD", .help = "only what touches this period" },
	{ .name = "all", .letter = 'a', .help = "also what was replaced or voided" },
	{ .name = "limit", .value = "N", .help = "only the last N" },
	{ .name = "format", .value = "text|csv|json", .help = "how to print it (default: text)" },
	{ 0 },
};

/* What is being written, row by row. */
struct listing {
	struct app *app;
	const struct kind *kind; /* both PROGRAM and KIND given and known: one column per field */
	const char *site, *person;
	struct sijil_err *err;
	int64_t skip; /* rows to pass over so that the last N remain */
	int64_t seen;
	void (*row)(struct listing *l, const struct log_row *row, const char *status);
	struct table *table;
	struct json json;
	struct str out;
	bool marked;          /* something stands there that its program does not know (any more) */
	const char **strange; /* CSV with a column per field: fields that some rows have and the kind does not */
	size_t n_strange, strange_cap;
};

static const char *day_text(struct listing *l, int32_t day)
{
	char text[DATE_TEXT];

	return arena_strdup(&l->app->arena, date_text(day, text));
}

static const char *id_text(struct listing *l, int64_t id)
{
	char text[32];

	return arena_strdup(&l->app->arena, log_id_text(id, text));
}

static const char *until_text(struct listing *l, const struct log_row *row)
{
	return row->day_end != row->day ? day_text(l, row->day_end) : "";
}

static const char *kind_marked(struct listing *l, const struct log_row *row)
{
	if (!row_kind_gone(l->app, row))
		return row_kind(l->app, row);
	l->marked = true;
	return arena_printf(&l->app->arena, "%s" ROW_MARK, row_kind(l->app, row));
}

static void text_row(struct listing *l, const struct log_row *row, const char *status)
{
	struct app *app = l->app;

	table_cell(l->table, id_text(l, row->id));
	table_cell(l->table, strcmp(status, "current") == 0 ? "" : status);
	table_cell(l->table, row_program(app, row));
	table_cell(l->table, kind_marked(l, row));
	table_cell(l->table, row->day_end != row->day ? arena_printf(&app->arena, "%s..%s", day_text(l, row->day),
								     day_text(l, row->day_end))
						      : day_text(l, row->day));
	table_cell(l->table, row_site(app, row));
	table_cell(l->table, row_person(app, row));
	table_cell(l->table, row_fields_text(app, row, &l->marked));
}

static void csv_cell(struct listing *l, const char *text)
{
	if (l->out.len > 0 && l->out.s[l->out.len - 1] != '\n')
		str_addc(&l->out, ',');
	csv_add_text(&l->out, text, ',');
}

static void csv_number(struct listing *l, const char *text)
{
	str_addc(&l->out, ',');
	csv_add_number(&l->out, text);
}

/* The column of a field that the kind does not have, counted behind the kind's own; a new one if there was none. */
static size_t strange_column(struct listing *l, const char *field)
{
	size_t i;

	for (i = 0; i < l->n_strange; i++)
		if (strcmp(l->strange[i], field) == 0)
			return l->kind->n_fields + i;
	l->strange = mem_grow(l->strange, l->n_strange, &l->strange_cap, sizeof(*l->strange));
	l->strange[l->n_strange++] = arena_strdup(&l->app->arena, field);
	return l->kind->n_fields + i;
}

/* What no longer fits stands as it was recorded. */
static void take_strange(struct listing *l, const struct log_row *row, const char **cells)
{
	struct entry_walk w = { row->fields, row->fields + row->fields_n };
	const char *field, *value;
	struct misfit m;
	bool quoted;

	while (entry_walk(&w, &l->app->arena, &field, &value, &quoted) == 1) {
		if (fit_pair(l->kind, field, value, quoted, &m))
			continue;
		cells[m.now != NULL ? (size_t)(m.now - l->kind->fields) : strange_column(l, field)] = value;
		l->marked = true;
	}
}

/* A value that no longer fits may be a text where there is a number now. */
static void csv_value(struct listing *l, size_t column, const char *text)
{
	const enum sijil_type type = column < l->kind->n_fields ? l->kind->fields[column].def->type : SIJIL_TEXT;
	const char *why;
	int64_t amount;

	if ((type == SIJIL_INT || type == SIJIL_DECIMAL) && number_parse_amount(text, strlen(text), &amount, &why) == 0)
		csv_number(l, text);
	else
		csv_cell(l, text);
}

static void csv_fields(struct listing *l, const struct log_row *row)
{
	struct arena *a = &l->app->arena;
	const size_t n = l->kind != NULL ? l->kind->n_fields + l->n_strange : 0;
	struct value *values;
	const char **cells;
	size_t i;

	if (l->kind == NULL) {
		csv_cell(l, row->fields != NULL ? arena_strndup(a, row->fields, row->fields_n) : "");
		return;
	}
	values = arena_alloc(a, (l->kind->n_fields + 1) * sizeof(*values));
	cells = arena_alloc(a, (n + 1) * sizeof(*cells));
	if (row->fields != NULL && entry_decode(l->kind, row->fields, row->fields_n, values, a) == 0) {
		for (i = 0; i < l->kind->n_fields; i++)
			cells[i] = entry_value_text(l->kind, (unsigned)i, &values[i], a);
		take_strange(l, row, cells);
	}
	for (i = 0; i < n; i++)
		csv_value(l, i, cells[i] != NULL ? cells[i] : "");
}

/* Which columns there must be besides those of the kind's fields. */
static int look_for_strange(void *arg, const struct log_row *row)
{
	struct listing *l = arg;
	struct entry_walk w = { row->fields, row->fields + row->fields_n };
	const char *field, *value;
	bool quoted;

	while (row->fields != NULL && entry_walk(&w, &l->app->arena, &field, &value, &quoted) == 1)
		if (kind_field(l->kind, field) < 0)
			strange_column(l, field);
	return 0;
}

/* The first cell of a line never follows a comma: entry numbers are never empty. */
static void csv_row(struct listing *l, const struct log_row *row, const char *status)
{
	csv_cell(l, id_text(l, row->id));
	csv_cell(l, status);
	csv_cell(l, row_program(l->app, row));
	csv_cell(l, row_kind(l->app, row));
	csv_cell(l, day_text(l, row->day));
	csv_cell(l, until_text(l, row));
	csv_cell(l, row_site(l->app, row));
	csv_cell(l, row_person(l->app, row));
	csv_fields(l, row);
	str_addc(&l->out, '\n');
}

static void text_or_null(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_text(j, *text != '\0' ? text : NULL);
}

/* "not_in_program": the kind or fields that its program does not know (any more); not there if it knows all. */
static void json_strange(struct listing *l, const struct log_row *row)
{
	struct entry_walk w = { row->fields, row->fields + row->fields_n };
	const struct kind *kind = row_known_kind(l->app, row);
	const char *field, *value;
	struct misfit m;
	bool quoted, any = row_kind_gone(l->app, row);

	if (any) {
		json_key(&l->json, "not_in_program");
		json_array(&l->json);
		json_text(&l->json, "kind");
	}
	while (kind != NULL && row->fields != NULL && entry_walk(&w, &l->app->arena, &field, &value, &quoted) == 1) {
		if (fit_pair(kind, field, value, quoted, &m))
			continue;
		if (!any) {
			json_key(&l->json, "not_in_program");
			json_array(&l->json);
		}
		any = true;
		json_text(&l->json, field);
	}
	if (any)
		json_end(&l->json);
	l->marked = l->marked || any;
}

static void json_row(struct listing *l, const struct log_row *row, const char *status)
{
	struct json *j = &l->json;

	json_object(j);
	json_key(j, "entry");
	json_text(j, id_text(l, row->id));
	json_key(j, "status");
	json_text(j, status);
	text_or_null(j, "program", row_program(l->app, row));
	text_or_null(j, "kind", row_kind(l->app, row));
	text_or_null(j, "on", day_text(l, row->day));
	text_or_null(j, "until", until_text(l, row));
	text_or_null(j, "site", row_site(l->app, row));
	text_or_null(j, "person", row_person(l->app, row));
	json_key(j, "fields");
	if (row->fields != NULL)
		json_raw(j, row->fields, row->fields_n);
	else
		json_null(j);
	json_strange(l, row);
	json_end(j);
}

static void begin_text(struct listing *l)
{
	static const char *const titles[] = { "Entry", "", "Program", "Kind", "Date", "Site", "Person", "Fields" };
	size_t i;

	l->row = text_row;
	l->table = table_new(1);
	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		table_column(l->table, titles[i], i == 0 ? TABLE_RIGHT : 0);
}

/* A field may be called like a part of the entry: no two columns have one name, so that the file can be imported. */
static void begin_csv(struct listing *l)
{
	static const char *const parts[] = { "entry", "status", "program", "kind", "on", "until", "site", "person" };
	unsigned i;

	l->row = csv_row;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		str_addf(&l->out, "%s%s%s", i > 0 ? "," : "",
			 l->kind != NULL && kind_field(l->kind, parts[i]) >= 0 ? "entry_" : "", parts[i]);
	for (i = 0; l->kind != NULL && i < l->kind->n_fields; i++)
		str_addf(&l->out, ",%s", l->kind->fields[i].def->name);
	for (i = 0; i < l->n_strange; i++)
		str_addf(&l->out, ",%s", l->strange[i]);
	str_add(&l->out, l->kind == NULL ? ",fields\n" : "\n");
}

static void begin_json(struct listing *l)
{
	l->row = json_row;
	json_begin(&l->json, &l->out);
	json_array(&l->json);
}

static void end(struct listing *l)
{
	const struct table_style plain = { 0 };

	if (l->table != NULL) {
		table_write(l->table, &plain, &l->out);
		table_free(l->table);
	} else if (l->row == json_row) {
		json_end(&l->json);
	}
}

static int count_row(void *arg, const struct log_row *row)
{
	struct listing *l = arg;

	(void)row;
	l->skip++;
	return 0;
}

static int list_row(void *arg, const struct log_row *row)
{
	struct listing *l = arg;
	int64_t replaced_by;
	const char *status;

	if (l->seen++ < l->skip)
		return 0;
	status = row_status(l->app, row, &replaced_by, l->err);
	if (status == NULL)
		return -1;
	l->row(l, row, status);
	return 0;
}

/* A code that the register does not hold (yet): then there is nothing to list, and a note says so. */
static int code_number(struct app *app, enum log_code type, const char *thing, const char *code, uint32_t *out)
{
	struct sijil_err err = { 0 };
	int64_t n = log_code_number(app->log, type, code, false, &err);

	if (n < 0)
		return say_error(&err);
	if (n == 0)
		say_note("nothing was ever logged for %s '%s'", thing, code);
	*out = n > 0 ? (uint32_t)n : UINT32_MAX;
	return 0;
}

static int choose_period(struct app *app, struct log_query *q)
{
	const char *text = args_get(&app->args, "period");
	struct sijil_err err = { 0 };
	struct period p;

	if (text == NULL)
		return 0;
	if (period_parse(text, &app->city->calendar, &p, &err) != 0)
		return say_error(&err);
	q->from = p.from;
	q->to = p.to;
	return 0;
}

/* The program may have left the YAML, or its plugin this machine: the register alone is asked for its code. */
static int choose_program(struct app *app, struct log_query *q, struct listing *l)
{
	const char *program = app->args.n > 0 ? app->args.words[0] : NULL,
		   *kind = app->args.n > 1 ? app->args.words[1] : NULL;
	struct program *known = program != NULL ? registry_program(app->registry, program) : NULL;
	struct sijil_err err = { 0 };

	if (program == NULL)
		return 0;
	if (known == NULL && log_code_number(app->log, LOG_PROGRAM, program, false, &err) <= 0)
		return app_program(app, program) == NULL ? ERR_USAGE : 0;
	if (code_number(app, LOG_PROGRAM, "program", program, &q->program) != 0)
		return ERR_IO;
	if (kind == NULL)
		return 0;
	l->kind = known != NULL ? program_kind(known, kind) : NULL;
	if (l->kind == NULL && log_code_number(app->log, LOG_KIND, kind, false, &err) <= 0 && known != NULL &&
	    known->plugin != NULL)
		return app_kind(app, known, kind) == NULL ? ERR_USAGE : 0;
	return code_number(app, LOG_KIND, "kind", kind, &q->kind);
}

static int choose(struct app *app, struct log_query *q, struct listing *l)
{
	const char *person = args_get(&app->args, "person"), *site = args_get(&app->args, "site");
	int status = choose_program(app, q, l);

	if (status == 0 && person != NULL) {
		q->subject_type = SIJIL_PERSON;
		status = code_number(app, LOG_PERSON, "person", person, &q->subject);
	}
	if (status == 0 && site != NULL)
		status = code_number(app, LOG_SITE, "site", site, &q->site);
	q->current = !args_has(&app->args, "all");
	return status == 0 && choose_period(app, q) != 0 ? ERR_USAGE : status;
}

/* With --limit the rows are counted first, so that the last ones are kept. */
static int apply_limit(struct listing *l, const struct log_query *q)
{
	const char *text = args_get(&l->app->args, "limit"), *why;
	int64_t limit;

	if (text == NULL)
		return 0;
	if (number_parse_int(text, strlen(text), &limit, &why) != 0 || limit < 1)
		return say_fail(ERR_USAGE, "--limit '%s': give a whole number from 1 on", text);
	if (log_each(l->app->log, q, count_row, l, l->err) < 0)
		return say_error(l->err);
	l->skip = l->skip > limit ? l->skip - limit : 0;
	return 0;
}

static int run(struct app *app)
{
	const char *format = app_format(app, "text|csv|json");
	struct sijil_err err = { 0 };
	struct listing l = { .app = app, .err = &err };
	struct log_query q = { 0 };
	int status = format == NULL ? ERR_USAGE : choose(app, &q, &l);

	if (status == 0)
		status = apply_limit(&l, &q);
	if (status != 0)
		return status;
	str_init(&l.out, (size_t)4 << 30);
	if (strcmp(format, "csv") == 0 && l.kind != NULL && log_each(app->log, &q, look_for_strange, &l, &err) < 0)
		status = say_error(&err);
	(strcmp(format, "csv") == 0 ? begin_csv : strcmp(format, "json") == 0 ? begin_json : begin_text)(&l);
	if (status == 0 && log_each(app->log, &q, list_row, &l, &err) < 0)
		status = say_error(&err);
	end(&l);
	if (status == 0)
		status = say_document(&l.out);
	if (status == 0 && l.marked)
		row_say_marked(l.table != NULL);
	str_release(&l.out);
	free(l.strange);
	return status;
}

const struct command cmd_list = {
	.name = "list",
	.arguments = "[PROGRAM [KIND]]",
	.summary = "List entries",
	.help = "Current entries by number (of one person: by date).  With PROGRAM and KIND, --format csv has a column "
		"per field,\n"
		"and can be imported again; fields that the kind does not have (any more) come last.  Works for programs whose plugin is missing, too.",
	.options = options,
	.max_args = 2,
	.needs = NEEDS_CITY | NEEDS_REGISTER,
	.run = run,
};

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "exchange/export_private.h"
#include "exchange/frozen.h"
#include "exchange/refer.h"
#include "log/entry.h"
#include "rules/intake.h"

/* The work of one call. */
struct exporting {
	const struct export_request *r;
	struct export_result *result;
	struct export_writer *writer;
	struct refer *refer;
	struct arena *arena, row_arena;
	struct sijil_err *err;
	/* of the kind being written */
	const struct kind *kind;
	const char *kind_column; /* its name, of kinds together; else NULL */
	int *targets; /* of the columns: INTAKE_..., or a field; INTAKE_NONE: not of this kind */
	struct export_column *columns;
	struct export_cell *cells;
	size_t n;
	struct value *values;
	int64_t entries;
};

/* --- the order of kinds --- */

static unsigned rank_of(const struct kind *kind)
{
	static const unsigned ranks[] = { [SIJIL_OPENS] = 0, [SIJIL_RECORDS] = 1, [SIJIL_SERVES] = 2, [SIJIL_CLOSES] = 3 };

	return ranks[kind->def->role];
}

static void place(const struct program *program, const struct kind *kind, bool *placed, const struct kind **order,
		  size_t *n)
{
	const size_t at = (size_t)(kind - program->kinds);
	unsigned i;

	if (placed[at])
		return;
	placed[at] = true; /* before what it refers to: a kind may refer to itself */
	for (i = 0; i < kind->n_fields; i++)
		if (kind->fields[i].refers != NULL)
			place(program, kind->fields[i].refers, placed, order, n);
	order[(*n)++] = kind;
}

const struct kind **export_order(const struct program *program, struct arena *arena)
{
	const struct kind **order = arena_alloc(arena, (program->n_kinds + 1) * sizeof(*order));
	bool *placed = arena_alloc(arena, program->n_kinds + 1);
	unsigned rank, i;
	size_t n = 0;

	for (i = 0; i < program->n_kinds; i++)
		placed[i] = strcmp(program->kinds[i].def->name, FROZEN_KIND) == 0;
	for (rank = 0; rank <= 3; rank++)
		for (i = 0; i < program->n_kinds; i++)
			if (rank_of(&program->kinds[i]) == rank)
				place(program, &program->kinds[i], placed, order, &n);
	return order;
}

/* --- columns --- */

/* A name that an import takes for this part, though the kind may have a field of the usual one. */
static const char *part_name(const struct exporting *x, int part)
{
	static const struct {
		int part;
		const char *name;
	} names[] = {
		{ INTAKE_PERSON, "person" }, { INTAKE_SITE, "site" },           { INTAKE_ON, "on" },
		{ INTAKE_ON, "date" },       { INTAKE_ON, "occurred_on" },      { INTAKE_UNTIL, "until" },
		{ INTAKE_UNTIL, "period_end" }, { INTAKE_UNTIL, "day_end" },
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].part == part && intake_target(x->kind, names[i].name) == part)
			return names[i].name;
	return arena_printf(x->arena, "entry_%s", intake_name(x->kind, part));
}

static void add_column(struct exporting *x, int target, const char *name, enum export_type type, size_t width)
{
	const size_t least = strlen(name) + 2;

	x->targets[x->n] = target;
	x->columns[x->n++] = (struct export_column){
		.name = name,
		.type = type,
		.width = (unsigned)(width > least ? width : least),
	};
}

static enum export_type type_of(const struct field *field)
{
	static const enum export_type types[] = {
		[SIJIL_TEXT] = EXPORT_TEXT, [SIJIL_INT] = EXPORT_NUMBER, [SIJIL_DECIMAL] = EXPORT_NUMBER,
		[SIJIL_BOOL] = EXPORT_TRUTH, [SIJIL_DATE] = EXPORT_DAY,  [SIJIL_CHOICE] = EXPORT_TEXT,
		[SIJIL_ENTRY] = EXPORT_TEXT,
	};

	return types[field->def->type];
}

enum { PARTS = 4, TEXT_WIDTH = 24, NARROW = 12 };

static void make_columns(struct exporting *x)
{
	const struct sijil_kind *def = x->kind->def;
	const size_t max = x->kind->n_fields + PARTS;
	unsigned i;

	x->targets = arena_alloc(x->arena, max * sizeof(*x->targets));
	x->columns = arena_alloc(x->arena, max * sizeof(*x->columns));
	x->cells = arena_alloc(x->arena, max * sizeof(*x->cells));
	x->values = arena_alloc(x->arena, (x->kind->n_fields + 1) * sizeof(*x->values));
	x->n = 0;
	if (def->subject == SIJIL_PERSON)
		add_column(x, INTAKE_PERSON, part_name(x, INTAKE_PERSON), EXPORT_TEXT, NARROW);
	add_column(x, INTAKE_ON, part_name(x, INTAKE_ON), EXPORT_DAY, NARROW);
	if (def->interval)
		add_column(x, INTAKE_UNTIL, part_name(x, INTAKE_UNTIL), EXPORT_DAY, NARROW);
	add_column(x, INTAKE_SITE, part_name(x, INTAKE_SITE), EXPORT_TEXT, NARROW);
	for (i = 0; i < x->kind->n_fields; i++)
		add_column(x, (int)i, x->kind->fields[i].def->name, type_of(&x->kind->fields[i]),
			   x->kind->fields[i].def->type == SIJIL_TEXT ? TEXT_WIDTH : NARROW);
}

/* --- columns of all kinds together --- */

static size_t column_called(const struct exporting *x, const char *name)
{
	size_t i;

	for (i = 0; i < x->n && strcmp(x->columns[i].name, name) != 0; i++)
		;
	return i;
}

/* How many fields the kinds have; and whether one is called so. */
static size_t count_fields(const struct exporting *x, const char *name, bool *called)
{
	const struct kind *const *k;
	size_t n = 0;

	for (k = x->r->kinds; *k != NULL; k++) {
		n += (*k)->n_fields;
		*called = *called || kind_field(*k, name) >= 0;
	}
	return n;
}

/*
 * The part's column: a name that no kind has for a field, so that it says the same of every row.
 */
static void add_part(struct exporting *x, const char *name, enum export_type type)
{
	bool taken = false;

	count_fields(x, name, &taken);
	add_column(x, INTAKE_NONE, taken ? arena_printf(x->arena, "entry_%s", name) : name, type, NARROW);
}

static void make_common_columns(struct exporting *x)
{
	const struct kind *const *k;
	bool any = false;
	const size_t max = count_fields(x, "", &any) + PARTS + 1;
	unsigned i;

	x->targets = arena_alloc(x->arena, max * sizeof(*x->targets));
	x->columns = arena_alloc(x->arena, max * sizeof(*x->columns));
	x->cells = arena_alloc(x->arena, max * sizeof(*x->cells));
	add_part(x, "kind", EXPORT_TEXT);
	x->kind_column = x->columns[0].name;
	add_part(x, "person", EXPORT_TEXT);
	add_part(x, "on", EXPORT_DAY);
	add_part(x, "until", EXPORT_DAY);
	add_part(x, "site", EXPORT_TEXT);
	for (k = x->r->kinds; *k != NULL; k++)
		for (i = 0; i < (*k)->n_fields; i++) {
			const char *name = (*k)->fields[i].def->name;

			if (column_called(x, name) == x->n)
				add_column(x, INTAKE_NONE, name, type_of(&(*k)->fields[i]), NARROW);
		}
}

/* Which of the common columns the kind fills. */
static void aim_columns(struct exporting *x)
{
	static const int parts[] = { INTAKE_NONE, INTAKE_PERSON, INTAKE_ON, INTAKE_UNTIL, INTAKE_SITE };
	size_t i;

	for (i = 0; i < x->n; i++)
		x->targets[i] = i < sizeof(parts) / sizeof(parts[0]) ? parts[i]
								     : kind_field(x->kind, x->columns[i].name);
	for (i = sizeof(parts) / sizeof(parts[0]); i < x->n; i++)
		if (x->targets[i] < 0)
			x->targets[i] = INTAKE_NONE;
	if (x->kind->def->subject != SIJIL_PERSON)
		x->targets[1] = INTAKE_NONE;
	x->values = arena_alloc(x->arena, (x->kind->n_fields + 1) * sizeof(*x->values));
}

/* --- rows --- */

static struct export_cell day_cell(struct exporting *x, int32_t day)
{
	char text[DATE_TEXT];

	return (struct export_cell){
		.type = EXPORT_DAY,
		.text = arena_strdup(&x->row_arena, date_text(day, text)),
		.day = day,
	};
}

static struct export_cell text_cell(const char *text)
{
	return (struct export_cell){ .type = text != NULL ? EXPORT_TEXT : EXPORT_EMPTY, .text = text != NULL ? text : "" };
}

/* An entry that another one names: by its name, which means the same in every register that has it; else by number. */
static int reference_cell(struct exporting *x, const struct field *field, unsigned i, struct export_cell *cell)
{
	const char *name;

	if (refer_name(x->refer, field->refers, x->values[i].number, &name, x->err) != 0)
		return -1;
	if (name == NULL) {
		name = entry_value_text(x->kind, i, &x->values[i], &x->row_arena);
		if (x->result->nameless++ == 0)
			x->result->nameless_kind = x->kind;
	}
	*cell = text_cell(name);
	return 0;
}

static int field_cell(struct exporting *x, unsigned i, struct export_cell *cell)
{
	const struct field *field = &x->kind->fields[i];
	const struct value *v = &x->values[i];

	if (v->number == SIJIL_MISSING) {
		*cell = text_cell(NULL);
		return 0;
	}
	if (field->def->type == SIJIL_ENTRY)
		return reference_cell(x, field, i, cell);
	cell->type = type_of(field);
	cell->text = entry_value_text(x->kind, i, v, &x->row_arena);
	cell->day = field->def->type == SIJIL_DATE ? (int32_t)v->number : 0;
	return 0;
}

static int make_cell(struct exporting *x, const struct log_row *row, int target, struct export_cell *cell)
{
	switch (target) {
	case INTAKE_NONE:
		*cell = text_cell(NULL);
		return 0;
	case INTAKE_PERSON:
		*cell = text_cell(log_code_text(x->r->log, LOG_PERSON, row->subject));
		return 0;
	case INTAKE_SITE:
		*cell = text_cell(row->site != 0 ? log_code_text(x->r->log, LOG_SITE, row->site) : NULL);
		return 0;
	case INTAKE_ON:
		*cell = day_cell(x, row->day);
		return 0;
	case INTAKE_UNTIL:
		*cell = row->day_end != row->day ? day_cell(x, row->day_end) : text_cell(NULL);
		return 0;
	default:
		return field_cell(x, (unsigned)target, cell);
	}
}

static int write_row(void *arg, const struct log_row *row)
{
	struct exporting *x = arg;
	size_t i;

	arena_reset(&x->row_arena);
	if (entry_decode(x->kind, row->fields, row->fields_n, x->values, &x->row_arena) != 0)
		return err_set(x->err, ERR_DATA, "entry #%lld cannot be read: run 'sijil verify'", (long long)row->id);
	for (i = 0; i < x->n; i++) {
		x->cells[i] = (struct export_cell){ .text = "" };
		if (make_cell(x, row, x->targets[i], &x->cells[i]) != 0)
			return -1;
		if (i == 0 && x->kind_column != NULL)
			x->cells[i] = text_cell(x->kind->def->name);
		x->cells[i].n = strlen(x->cells[i].text);
	}
	x->entries++;
	return x->writer->driver->row(x->writer, x->cells, x->n, x->err);
}

/* --- tables --- */

static int is_filled(void *arg, const struct log_row *row)
{
	(void)row;
	*(bool *)arg = true;
	return 1;
}

/* What to read for a kind; false: nothing of it was ever logged.  -1 in *rc with err. */
static bool make_query(struct exporting *x, struct log_query *query, int *rc)
{
	const int64_t program = log_code_number(x->r->log, LOG_PROGRAM, x->r->program->id, false, x->err);
	const int64_t kind = log_code_number(x->r->log, LOG_KIND, x->kind->def->name, false, x->err);

	*rc = program < 0 || kind < 0 ? -1 : 0;
	*query = (struct log_query){
		.program = (uint32_t)program,
		.kind = (uint32_t)kind,
		.from = x->r->from,
		.to = x->r->to,
		.current = true,
	};
	return program > 0 && kind > 0;
}

static int export_kind(struct exporting *x, size_t *written)
{
	const struct export_driver *driver = x->writer->driver;
	struct log_query query;
	bool filled = false;
	int rc;
	const bool known = make_query(x, &query, &rc);

	if (rc == 0 && known && x->r->filled_only && log_each(x->r->log, &query, is_filled, &filled, x->err) < 0)
		rc = -1;
	if (rc != 0 || (x->r->filled_only && !filled))
		return rc;
	if (x->r->together)
		aim_columns(x);
	else
		make_columns(x);
	if (!x->r->together && driver->begin(x->writer, x->kind->def->name, x->columns, x->n, x->err) != 0)
		return -1;
	if (known && log_each(x->r->log, &query, write_row, x, x->err) != 0)
		return -1;
	x->result->kinds[(*written)++] = x->kind;
	return x->r->together ? 0 : driver->end(x->writer, x->err);
}

/* The kinds that have entries; -1 with *err. */
static int keep_filled(struct exporting *x, struct export_request *r, size_t n_kinds)
{
	const struct kind **kinds = arena_alloc(x->arena, (n_kinds + 1) * sizeof(*kinds));
	const struct kind *const *k;
	struct log_query query;
	size_t n = 0;
	int rc;

	for (k = r->kinds; *k != NULL; k++) {
		bool filled = false;

		x->kind = *k;
		if (make_query(x, &query, &rc) && log_each(r->log, &query, is_filled, &filled, x->err) < 0)
			rc = -1;
		if (rc != 0)
			return -1;
		if (filled)
			kinds[n++] = *k;
	}
	r->kinds = kinds;
	return 0;
}

/* The table that all kinds share, around them. */
static int begin_together(struct exporting *x, struct export_request *r, size_t n_kinds)
{
	if (!r->together)
		return 0;
	if (keep_filled(x, r, n_kinds) != 0)
		return -1;
	make_common_columns(x);
	return x->writer->driver->begin(x->writer, "entries", x->columns, x->n, x->err);
}

static int end_together(struct exporting *x)
{
	return x->r->together ? x->writer->driver->end(x->writer, x->err) : 0;
}

int export_run(const struct export_request *request, struct export_writer *writer, struct arena *arena,
	       struct export_result *result, struct sijil_err *err)
{
	struct export_request r = *request;
	struct exporting x = { .r = &r, .result = result, .writer = writer, .arena = arena, .err = err };
	size_t n = 0, written = 0, i;
	int rc = 0;

	while (request->kinds[n] != NULL)
		n++;
	*result = (struct export_result){ .kinds = arena_alloc(arena, (n + 1) * sizeof(*result->kinds)) };
	x.refer = refer_new(request->log);
	rc = begin_together(&x, &r, n);
	for (i = 0; rc == 0 && r.kinds[i] != NULL; i++) {
		x.kind = r.kinds[i];
		rc = export_kind(&x, &written);
	}
	result->entries = x.entries;
	if (rc == 0)
		rc = end_together(&x);
	if (rc == 0)
		rc = writer->driver->finish(writer, err);
	refer_free(x.refer);
	arena_release(&x.row_arena);
	return rc;
}

void export_writer_free(struct export_writer *w)
{
	if (w != NULL)
		w->driver->free(w);
}

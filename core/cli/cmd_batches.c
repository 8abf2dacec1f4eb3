#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "cli/batches.h"
#include "cli/clock.h"
#include "cli/rows.h"
#include "report/json.h"
#include "report/table.h"

static const struct option options[] = {
	{ .name = "format", .value = "text|csv|json", .help = "how to print (default: text)" },
	{ 0 },
};

int64_t batch_number(const char *text)
{
	const int64_t id = log_id_parse(text);

	if (id < 0)
		say_fail(ERR_USAGE, "'%s' is not a batch number (such as 3; 'sijil batches' shows them)", text);
	return id;
}

static const char *or_empty(const char *s)
{
	return s != NULL ? s : "";
}

/* Whether what a batch wrote still stands, as far as undoing goes. */
static const char *state_of(const struct log_fate *fate)
{
	if (fate->undone == 0)
		return "standing";
	return fate->undone + fate->voided == fate->rows ? "undone" : "partly undone";
}

struct listing {
	struct app *app;
	struct sijil_err *err;
	struct str out;
	struct table *table;
	struct json json;
	void (*batch)(struct listing *l, const struct log_batch *b, const struct log_fate *fate);
	bool found;
	bool marked; /* something stands there that its program does not know (any more) */
};

/* --- all of them --- */

static const char *count_text(struct listing *l, int64_t n)
{
	return arena_printf(&l->app->arena, "%lld", (long long)n);
}

static void text_batch(struct listing *l, const struct log_batch *b, const struct log_fate *fate)
{
	const bool import = b->command != NULL && strcmp(b->command, LOG_IMPORT) == 0;
	const int64_t counts[] = { b->lines, b->added, b->unchanged, b->superseded, b->rejected };
	char id[32], when[32];
	size_t i;

	table_cell(l->table, log_id_text(b->id, id));
	table_cell(l->table, clock_text(b->recorded_at, when));
	table_cell(l->table, or_empty(b->recorded_by));
	table_cell(l->table, or_empty(b->command));
	table_cell(l->table, count_text(l, fate->rows));
	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		table_cell(l->table, import ? count_text(l, counts[i]) : "");
	table_cell(l->table, state_of(fate));
	table_cell(l->table, or_empty(b->source));
}

static void csv_cells(struct listing *l, const char *const *cells, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (i > 0)
			str_addc(&l->out, ',');
		csv_add_cell(&l->out, cells[i], ',');
	}
	str_addc(&l->out, '\n');
}

static void csv_batch(struct listing *l, const struct log_batch *b, const struct log_fate *fate)
{
	char id[32], when[32];
	const char *const cells[] = {
		log_id_text(b->id, id), clock_text(b->recorded_at, when), or_empty(b->recorded_by), or_empty(b->command),
		or_empty(b->source), or_empty(b->source_hash), count_text(l, fate->rows), count_text(l, b->lines),
		count_text(l, b->added), count_text(l, b->unchanged), count_text(l, b->superseded),
		count_text(l, b->rejected), count_text(l, b->passed), count_text(l, b->warned), state_of(fate),
	};

	csv_cells(l, cells, sizeof(cells) / sizeof(cells[0]));
}

static void put_text(struct listing *l, const char *key, const char *text)
{
	json_key(&l->json, key);
	json_text(&l->json, text);
}

static void put_int(struct listing *l, const char *key, int64_t n)
{
	json_key(&l->json, key);
	json_int(&l->json, n);
}

static void put_batch(struct listing *l, const struct log_batch *b, const struct log_fate *fate)
{
	char text[32];

	put_text(l, "batch", log_id_text(b->id, text));
	put_text(l, "recorded_at", clock_text(b->recorded_at, text));
	put_text(l, "recorded_by", b->recorded_by);
	put_text(l, "command", b->command);
	put_text(l, "plugin", b->plugin);
	put_text(l, "source", b->source);
	put_text(l, "source_hash", b->source_hash);
	put_int(l, "entries", fate->rows);
	put_int(l, "lines", b->lines);
	put_int(l, "added", b->added);
	put_int(l, "unchanged", b->unchanged);
	put_int(l, "superseded", b->superseded);
	put_int(l, "rejected", b->rejected);
	put_int(l, "passed_over", b->passed);
	put_int(l, "warned", b->warned);
	put_int(l, "undone", fate->undone);
	put_text(l, "state", state_of(fate));
}

static void json_batch(struct listing *l, const struct log_batch *b, const struct log_fate *fate)
{
	json_object(&l->json);
	put_batch(l, b, fate);
	json_end(&l->json);
}

static int take_batch(void *arg, const struct log_batch *b)
{
	struct listing *l = arg;
	struct log_fate fate;

	if (log_batch_fate(l->app->log, b->id, &fate, l->err) != 0)
		return -1;
	l->found = true;
	l->batch(l, b, &fate);
	return 0;
}

static void begin_text(struct listing *l)
{
	static const struct {
		const char *title;
		unsigned flags;
	} columns[] = {
		{ "batch", TABLE_RIGHT },     { "recorded at", 0 },          { "by", 0 },
		{ "command", 0 },             { "entries", TABLE_RIGHT },    { "lines", TABLE_RIGHT },
		{ "added", TABLE_RIGHT },     { "unchanged", TABLE_RIGHT },  { "superseded", TABLE_RIGHT },
		{ "rejected", TABLE_RIGHT },  { "state", 0 },                { "source", 0 },
	};
	size_t i;

	l->batch = text_batch;
	l->table = table_new(1);
	for (i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		table_column(l->table, columns[i].title, columns[i].flags);
}

static void begin_csv(struct listing *l)
{
	static const char *const columns[] = { "batch", "recorded_at", "recorded_by", "command", "source", "source_hash",
					       "entries", "lines", "added", "unchanged", "superseded", "rejected",
					       "passed_over", "warned", "state" };

	l->batch = csv_batch;
	csv_cells(l, columns, sizeof(columns) / sizeof(columns[0]));
}

static void begin_json(struct listing *l)
{
	l->batch = json_batch;
	json_begin(&l->json, &l->out);
	json_array(&l->json);
}

static int list_all(struct listing *l, const char *format)
{
	const struct table_style plain = { 0 };

	(strcmp(format, "csv") == 0 ? begin_csv : strcmp(format, "json") == 0 ? begin_json : begin_text)(l);
	if (log_batch(l->app->log, 0, take_batch, l, l->err) < 0)
		return -1;
	if (l->batch == json_batch)
		json_end(&l->json);
	if (l->batch == text_batch)
		table_write(l->table, &plain, &l->out);
	return 0;
}

/* --- one, with its entries --- */

struct seen {
	const char *status, *replaced_by; /* "" */
	const char *on, *until, *fields;
	char id[32];
};

static int look(struct listing *l, const struct log_row *row, struct seen *s)
{
	struct app *app = l->app;
	int64_t by;
	char text[32];

	s->status = row_status(app, row, &by, l->err);
	if (s->status == NULL)
		return -1;
	s->replaced_by = by > 0 ? arena_strdup(&app->arena, log_id_text(by, text)) : "";
	s->on = arena_strdup(&app->arena, date_text(row->day, text));
	s->until = row->day_end != row->day ? arena_strdup(&app->arena, date_text(row->day_end, text)) : "";
	s->fields = row_fields_text(app, row, &l->marked);
	log_id_text(row->id, s->id);
	return 0;
}

static int text_row(void *arg, const struct log_row *row)
{
	struct listing *l = arg;
	struct seen s;

	if (look(l, row, &s) != 0)
		return -1;
	table_cell(l->table, s.id);
	table_cell(l->table, s.status);
	table_cell(l->table, s.replaced_by);
	table_cell(l->table, row_program(l->app, row));
	table_cell(l->table, row_kind(l->app, row));
	table_cell(l->table, s.on);
	table_cell(l->table, *row_person(l->app, row) != '\0' ? row_person(l->app, row) : row_site(l->app, row));
	table_cell(l->table, s.fields);
	return 0;
}

static int csv_row(void *arg, const struct log_row *row)
{
	struct listing *l = arg;
	struct seen s;

	if (look(l, row, &s) != 0)
		return -1;
	csv_cells(l,
		  (const char *const[]){ s.id, s.status, s.replaced_by, row_program(l->app, row), row_kind(l->app, row),
					 s.on, s.until, row_site(l->app, row), row_person(l->app, row), s.fields },
		  10);
	return 0;
}

static int json_row(void *arg, const struct log_row *row)
{
	struct listing *l = arg;
	struct seen s;
	char text[32];

	if (look(l, row, &s) != 0)
		return -1;
	json_object(&l->json);
	put_text(l, "entry", s.id);
	put_text(l, "status", s.status);
	put_text(l, "replaced_by", *s.replaced_by != '\0' ? s.replaced_by : NULL);
	put_text(l, "replaces", row->replaces != 0 ? log_id_text(row->replaces, text) : NULL);
	put_text(l, "program", row_program(l->app, row));
	put_text(l, "kind", row_kind(l->app, row));
	put_text(l, "on", s.on);
	put_text(l, "until", *s.until != '\0' ? s.until : NULL);
	put_text(l, "site", row->site != 0 ? row_site(l->app, row) : NULL);
	put_text(l, "person", *row_person(l->app, row) != '\0' ? row_person(l->app, row) : NULL);
	json_key(&l->json, "fields");
	json_raw(&l->json, row->fields != NULL ? row->fields : "null", row->fields != NULL ? row->fields_n : 4);
	json_end(&l->json);
	return 0;
}

static void text_facts(struct listing *l, const struct log_batch *b, const struct log_fate *fate)
{
	char text[32];

	str_addf(&l->out, "batch %s: %s", log_id_text(b->id, text), or_empty(b->command));
	str_addf(&l->out, " at %s", clock_text(b->recorded_at, text));
	if (b->recorded_by != NULL)
		str_addf(&l->out, " by %s", b->recorded_by);
	str_addf(&l->out, ", %s\n", state_of(fate));
	if (b->source != NULL)
		str_addf(&l->out, "from %s (BLAKE2b-256 %s)\n", b->source, or_empty(b->source_hash));
	if (b->lines > 0)
		str_addf(&l->out,
			 "%lld line%s: %lld added, %lld superseded, %lld unchanged, %lld rejected, %lld passed over\n",
			 (long long)b->lines, b->lines == 1 ? "" : "s", (long long)b->added, (long long)b->superseded,
			 (long long)b->unchanged, (long long)b->rejected, (long long)b->passed);
	if (fate->undone + fate->voided + fate->corrected > 0)
		str_addf(&l->out, "%lld entries: %lld undone, %lld voided, %lld corrected since\n",
			 (long long)fate->rows, (long long)fate->undone, (long long)fate->voided,
			 (long long)fate->corrected);
}

static void begin_entries(struct listing *l)
{
	static const char *const titles[] = { "entry", "status", "replaced by", "program", "kind", "on", "subject",
					      "fields" };
	size_t i;

	l->table = table_new(1);
	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		table_column(l->table, titles[i], i == 0 || i == 2 ? TABLE_RIGHT : 0);
}

static void json_facts(struct listing *l, const struct log_batch *b, const struct log_fate *fate)
{
	json_begin(&l->json, &l->out);
	json_object(&l->json);
	put_batch(l, b, fate);
	json_key(&l->json, "of_batch");
	json_array(&l->json);
}

static void csv_facts(struct listing *l, const struct log_batch *b, const struct log_fate *fate)
{
	static const char *const columns[] = { "entry", "status", "replaced_by", "program", "kind", "on", "until", "site",
					       "person", "fields" };

	(void)b;
	(void)fate;
	csv_cells(l, columns, sizeof(columns) / sizeof(columns[0]));
}

static int show_one(struct listing *l, const char *format, int64_t id)
{
	const struct log_query query = { .batch = id };
	const struct table_style plain = { 0 };
	const bool csv = strcmp(format, "csv") == 0, json = strcmp(format, "json") == 0;
	char text[32];

	l->batch = csv ? csv_facts : json ? json_facts : text_facts;
	if (log_batch(l->app->log, id, take_batch, l, l->err) < 0)
		return -1;
	if (!l->found)
		return err_set(l->err, ERR_NOINPUT, "there is no batch %s: 'sijil batches' lists them",
			       log_id_text(id, text));
	if (!csv && !json)
		begin_entries(l);
	if (log_each(l->app->log, &query, csv ? csv_row : json ? json_row : text_row, l, l->err) < 0)
		return -1;
	if (json) {
		json_end(&l->json);
		json_end(&l->json);
	}
	if (!csv && !json && table_height(l->table) > 0)
		table_write(l->table, &plain, &l->out);
	return 0;
}

static int run(struct app *app)
{
	const char *format = app_format(app, "text|csv|json");
	const int64_t id = app->args.n > 0 ? batch_number(app->args.words[0]) : 0;
	struct sijil_err err = { 0 };
	struct listing l = { .app = app, .err = &err };
	int status;

	if (format == NULL || id < 0)
		return ERR_USAGE;
	str_init(&l.out, (size_t)4 << 30);
	status = app->args.n > 0 ? show_one(&l, format, id) : list_all(&l, format);
	status = status != 0 ? say_error(&err) : say_document(&l.out);
	if (status == 0 && l.marked)
		row_say_marked(l.table != NULL);
	if (l.table != NULL)
		table_free(l.table);
	str_release(&l.out);
	return status;
}

const struct command cmd_batches = {
	.name = "batches",
	.arguments = "[BATCH]",
	.summary = "List what was written together: imports and commands",
	.help = "Number, time, who, and for imports the file and what became of its lines.  With BATCH, that one with its\n"
		"entries.  'sijil undo BATCH' takes an import back.",
	.options = options,
	.max_args = 1,
	.needs = NEEDS_CITY | NEEDS_REGISTER,
	.run = run,
};

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/number.h"
#include "cli/clock.h"
#include "cli/rows.h"
#include "log/fit.h"
#include "report/json.h"
#include "report/table.h"

static const struct option options[] = {
	{ .name = "format",
	  .value = "text|csv|json|raw",
	  .help = "how to print it (default: text); raw: the bytes whose digest is stored" },
	{ 0 },
};

/* Everything the register knows about one entry. */
struct shown {
	struct app *app;
	struct log_row row; /* its texts copied */
	bool found;
	const char *status;
	int64_t replaced_by;
	const char *recorded_at, *recorded_by, *command, *plugin, *source;
	struct fact {
		enum fact_type { ENVELOPE, FIELD, ACK } type; /* a field may be called like a part of the envelope */
		const char *name, *value;
		const char *words; /* a field's title, and its choice's, in the reader's language; NULL */
	} facts[256]; /* what is printed, in order */
	size_t n;
	char salt[33], digest[DIGEST_HEX];
	struct str canonical;
};

static int take_row(void *arg, const struct log_row *row)
{
	struct shown *s = arg;

	s->row = *row;
	s->row.fields = row->fields != NULL ? arena_strndup(&s->app->arena, row->fields, row->fields_n) : NULL;
	s->row.reason = row->reason != NULL ? arena_strdup(&s->app->arena, row->reason) : NULL;
	s->found = true;
	return 1;
}

static const char *copy(struct shown *s, const char *text)
{
	return text != NULL ? arena_strdup(&s->app->arena, text) : NULL;
}

static int take_batch(void *arg, const struct log_batch *b)
{
	struct shown *s = arg;
	char text[32];

	s->recorded_at = copy(s, clock_text(b->recorded_at, text));
	s->recorded_by = copy(s, b->recorded_by);
	s->command = copy(s, b->command);
	s->plugin = copy(s, b->plugin);
	s->source = copy(s, b->source);
	return 1;
}

static void add_fact(struct shown *s, enum fact_type type, const char *name, const char *value)
{
	if (value != NULL && *value != '\0' && s->n < sizeof(s->facts) / sizeof(s->facts[0]))
		s->facts[s->n++] = (struct fact){ type, name, value, NULL };
}

static void fact(struct shown *s, const char *name, const char *value)
{
	add_fact(s, ENVELOPE, name, value);
}

static int take_ack(void *arg, const struct log_ack *a)
{
	struct shown *s = arg;

	add_fact(s, ACK, "acknowledged",
		 arena_printf(&s->app->arena, "%s: %s%s%s", a->rule, a->reason, a->recorded_by != NULL ? ", by " : "",
			      a->recorded_by != NULL ? a->recorded_by : ""));
	return 0;
}

static const char *number(struct shown *s, int64_t id)
{
	char text[32];

	return id != 0 ? arena_printf(&s->app->arena, "#%s", log_id_text(id, text)) : NULL;
}

/* "Niveau: débutant", for whoever reads no English; names and codes are what is typed, and stay.  NULL: nothing. */
static const char *words_of(const struct shown *s, const struct kind *kind, const struct sijil_field *def,
			    const char *value)
{
	const char *language = s->app->language, *title = program_label(kind->program, def->title, language), *choice;

	if (language == NULL || strcmp(language, "en") == 0)
		return NULL;
	choice = def->type == SIJIL_CHOICE ? program_choice(kind->program, def, value, language) : value;
	if (choice == NULL || strcmp(choice, value) == 0)
		return strcmp(title, def->name) != 0 ? title : NULL;
	return arena_printf(&s->app->arena, "%s: %s", title, choice);
}

/* Fields by the kind's table, with its titles' names; or as the JSON has them when nobody knows the kind any more. */
static void field_facts(struct shown *s)
{
	struct entry_walk w = { s->row.fields, s->row.fields + s->row.fields_n };
	const struct kind *kind = row_known_kind(s->app, &s->row);
	const char *key, *value;
	struct misfit m;
	bool quoted;

	while (s->row.fields != NULL && entry_walk(&w, &s->app->arena, &key, &value, &quoted) == 1) {
		int field = kind != NULL ? kind_field(kind, key) : -1;
		const struct sijil_field *def = field >= 0 ? kind->fields[field].def : NULL;
		const char *words = def != NULL ? words_of(s, kind, def, value) : NULL;

		if (kind != NULL && !fit_pair(kind, key, value, quoted, &m))
			value = arena_printf(&s->app->arena, "%s" ROW_MARK " %s", value,
					     fit_text(kind, &m, &s->app->arena));
		else if (def != NULL && def->type == SIJIL_ENTRY)
			value = arena_printf(&s->app->arena, "#%s", value);
		else if (def != NULL && def->unit != NULL)
			value = arena_printf(&s->app->arena, "%s %s", value, def->unit);
		add_fact(s, FIELD, key, value);
		if (words != NULL && s->n > 0 && s->facts[s->n - 1].type == FIELD && s->facts[s->n - 1].name == key)
			s->facts[s->n - 1].words = words;
	}
}

static void envelope_facts(struct shown *s)
{
	char text[DATE_TEXT];

	fact(s, "entry", number(s, s->row.id) + 1);
	fact(s, "status", s->status);
	fact(s, "program", row_program(s->app, &s->row));
	fact(s, "kind", row_kind(s->app, &s->row));
	if (row_kind_gone(s->app, &s->row))
		fact(s, "not known", "the program has no such kind (any more): no summary counts this entry");
	fact(s, "on", copy(s, date_text(s->row.day, text)));
	if (s->row.day_end != s->row.day)
		fact(s, "until", copy(s, date_text(s->row.day_end, text)));
	fact(s, "site", row_site(s->app, &s->row));
	fact(s, "person", row_person(s->app, &s->row));
}

static void record_facts(struct shown *s)
{
	fact(s, "replaces", number(s, s->row.replaces));
	fact(s, "reason", s->row.reason);
	fact(s, "replaced by", number(s, s->replaced_by));
	fact(s, "recorded at", s->recorded_at);
	fact(s, "recorded by", s->recorded_by);
	fact(s, "command", s->command);
	fact(s, "source", s->source);
	fact(s, "checked by", s->plugin);
	fact(s, "salt", s->salt);
	fact(s, "digest", s->digest);
}

static int gather(struct shown *s, int64_t id, struct sijil_err *err)
{
	const struct log_query q = { .id = id };
	struct log *log = s->app->log;
	char text[32];

	if (log_each(log, &q, take_row, s, err) < 0)
		return -1;
	if (!s->found)
		return err_set(err, ERR_NOINPUT, "there is no entry #%s", log_id_text(id, text));
	s->status = row_status(s->app, &s->row, &s->replaced_by, err);
	if (s->status == NULL || log_batch(log, s->row.batch, take_batch, s, err) < 0 ||
	    log_canonical(log, id, &s->canonical, s->salt, s->digest, err) < 0)
		return -1;
	envelope_facts(s);
	field_facts(s);
	if (log_acks(log, id, take_ack, s, err) < 0)
		return -1;
	record_facts(s);
	return 0;
}

/* A fact's name: a field's after a mark that tells it from the envelope's, and blanks as the format likes them. */
static const char *name_shown(const struct shown *s, size_t i, const char *field, const char *blank)
{
	const struct fact *f = &s->facts[i];
	const char *gap = strchr(f->name, ' ');

	if (f->type == FIELD)
		return arena_printf(&s->app->arena, "%s%s", field, f->name);
	if (gap == NULL || *blank == '\0')
		return f->name;
	return arena_printf(&s->app->arena, "%.*s%s%s", (int)(gap - f->name), f->name, blank, gap + 1);
}

static void write_text(const struct shown *s, struct str *out)
{
	const struct table_style plain = { 0 };
	struct table *t = table_new(1);
	size_t i;

	table_column(t, NULL, 0);
	table_column(t, NULL, 0);
	for (i = 0; i < s->n; i++) {
		const struct fact *f = &s->facts[i];

		table_cell(t, name_shown(s, i, "  ", ""));
		table_cell(t, f->words != NULL ? arena_printf(&s->app->arena, "%s (%s)", f->value, f->words) : f->value);
	}
	table_write(t, &plain, out);
	table_free(t);
}

static void write_csv(const struct shown *s, struct str *out)
{
	int64_t ignored;
	const char *why;
	size_t i;

	str_add(out, "name,value\n");
	for (i = 0; i < s->n; i++) {
		csv_add_cell(out, name_shown(s, i, "fields.", "_"), ',');
		str_addc(out, ',');
		if (number_parse_amount(s->facts[i].value, strlen(s->facts[i].value), &ignored, &why) == 0)
			str_add(out, s->facts[i].value);
		else
			csv_add_text(out, s->facts[i].value, ',');
		str_addc(out, '\n');
	}
}

static void json_facts(struct json *j, const struct shown *s, enum fact_type type)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (s->facts[i].type != type)
			continue;
		if (type != ACK)
			json_key(j, name_shown(s, i, "", "_"));
		json_text(j, s->facts[i].value);
	}
}

static void write_json(const struct shown *s, struct str *out)
{
	struct json j;

	json_begin(&j, out);
	json_object(&j);
	json_facts(&j, s, ENVELOPE);
	json_key(&j, "fields");
	if (s->row.fields != NULL)
		json_raw(&j, s->row.fields, s->row.fields_n);
	else
		json_null(&j);
	json_key(&j, "acknowledged");
	json_array(&j);
	json_facts(&j, s, ACK);
	json_end(&j);
	json_end(&j);
}

static int hex(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* Salt and canonical text: sijil show 17 --format raw | b2sum -l 256 prints the digest. */
static void write_raw(const struct shown *s, struct str *out)
{
	size_t i;

	for (i = 0; s->salt[i] != '\0'; i += 2)
		str_addc(out, (char)(hex(s->salt[i]) << 4 | hex(s->salt[i + 1])));
	str_addn(out, s->canonical.s, s->canonical.len);
}

static const struct {
	const char *format;
	void (*write)(const struct shown *s, struct str *out);
} writers[] = { { "text", write_text }, { "csv", write_csv }, { "json", write_json }, { "raw", write_raw } };

static int run(struct app *app)
{
	const char *format = app_format(app, "text|csv|json|raw");
	struct shown *s = arena_alloc(&app->arena, sizeof(*s));
	int64_t id = app_entry(app, app->args.words[0]);
	struct sijil_err err = { 0 };
	struct str out;
	size_t i = 0;
	int status;

	if (format == NULL || id < 0)
		return ERR_USAGE;
	s->app = app;
	str_init(&s->canonical, STR_MAX_DEFAULT);
	str_init(&out, STR_MAX_DEFAULT);
	status = gather(s, id, &err) != 0 ? say_error(&err) : 0;
	while (strcmp(writers[i].format, format) != 0)
		i++;
	if (status == 0) {
		writers[i].write(s, &out);
		status = say_document(&out);
	}
	str_release(&out);
	str_release(&s->canonical);
	return status;
}

const struct command cmd_show = {
	.name = "show",
	.arguments = "ENTRY",
	.summary = "Show everything about one entry",
	.help = "Its fields, who recorded it, what it replaces and why, what was acknowledged, and its digest.\n"
		"'sijil show 17 --format raw | b2sum -l 256' recomputes the digest.",
	.options = options,
	.min_args = 1,
	.max_args = 1,
	.needs = NEEDS_CITY | NEEDS_REGISTER,
	.run = run,
};

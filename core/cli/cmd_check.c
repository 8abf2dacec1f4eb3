#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/period.h"
#include "cli/cli.h"
#include "report/cell.h"
#include "report/json.h"
#include "rules/judge.h"

static const struct option options[] = {
	{ .name = "period", .letter = 'p', .value = "PERIOD", .help = "only findings of entries that touch this period" },
	{ .name = "format", .value = "text|csv|json", .help = "how to print it (default: text)" },
	{ 0 },
};

/* How many findings of one rule are printed one by one. */
enum { SHOWN_PER_RULE = 5 };

/* --- acknowledged warnings count no more --- */

struct acked {
	int64_t entry;
	const char *rule;
};
struct acks {
	struct arena *arena;
	struct acked *items;
	size_t n, cap;
};

static int take_ack(void *arg, const struct log_ack *a)
{
	struct acks *acks = arg;

	acks->items = mem_grow(acks->items, acks->n, &acks->cap, sizeof(*acks->items));
	acks->items[acks->n++] = (struct acked){ a->entry, arena_strdup(acks->arena, a->rule) };
	return 0;
}

static bool is_acked(const struct acks *acks, const struct finding *f)
{
	size_t low = 0, high = acks->n;

	while (low < high) { /* acks come by entry number */
		size_t middle = (low + high) / 2;

		if (acks->items[middle].entry < f->entry)
			low = middle + 1;
		else
			high = middle;
	}
	for (; f->severity == SIJIL_WARNING && low < acks->n && acks->items[low].entry == f->entry; low++)
		if (strcmp(acks->items[low].rule, f->code) == 0)
			return true;
	return false;
}

/* --- by rule --- */

static int by_rule(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = strcmp(x->code, y->code);

	if (x->severity != y->severity)
		return (int)y->severity - (int)x->severity;
	if (order != 0)
		return order;
	return (x->entry > y->entry) - (x->entry < y->entry);
}

struct checked {
	struct findings *f;
	const struct acks *acks;
	size_t acknowledged;
	struct str out;
};

/* "  #17 school attendance 2024-10-07 BG-1 centre: message"; what is about no entry says itself where. */
static void text_finding(struct checked *c, const struct finding *f)
{
	char id[32], day[DATE_TEXT];
	const char *parts[] = { f->program, f->kind, f->entry != 0 ? date_text(f->day, day) : NULL, f->person,
				f->entry != 0 ? f->site : NULL };
	size_t i;

	str_addc(&c->out, ' ');
	if (f->entry != 0)
		str_addf(&c->out, " #%s", log_id_text(f->entry, id));
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i] != NULL)
			str_addf(&c->out, " %s", parts[i]);
	str_add(&c->out, ": ");
	cell_add_message(&c->out, f->message);
	str_addc(&c->out, '\n');
}

static void write_text(struct checked *c)
{
	const struct finding *items = c->f->items;
	size_t i, k, of_rule, n = c->f->n;

	for (i = 0; i < n; i = k) {
		for (k = i;
		     k < n && strcmp(items[k].code, items[i].code) == 0 && items[k].severity == items[i].severity; k++)
			;
		of_rule = findings_of(c->f, items[i].severity, items[i].code)->n;
		str_addf(&c->out, "%s %s: %zu\n", severity_name(items[i].severity), items[i].code, of_rule);
		if (items[i].remedy != NULL)
			str_addf(&c->out, "  %s\n", items[i].remedy);
		for (size_t shown = i; shown < k && shown < i + SHOWN_PER_RULE; shown++)
			text_finding(c, &items[shown]);
		if (of_rule > SHOWN_PER_RULE)
			str_addf(&c->out, "  ... and %zu more\n", of_rule - SHOWN_PER_RULE);
	}
	str_addf(&c->out, "%zu error%s, %zu warning%s, %zu note%s; %zu acknowledged\n", c->f->errors,
		 c->f->errors == 1 ? "" : "s", c->f->warnings, c->f->warnings == 1 ? "" : "s", c->f->infos,
		 c->f->infos == 1 ? "" : "s", c->acknowledged);
}

static void write_csv(struct checked *c)
{
	char id[32], day[DATE_TEXT];
	size_t i, k;

	str_add(&c->out, "severity,rule,entry,program,kind,field,message,remedy,day,person,site\n");
	for (i = 0; i < c->f->n; i++) {
		const struct finding *f = &c->f->items[i];
		const char *cells[] = { severity_name(f->severity),
					f->code,
					f->entry != 0 ? log_id_text(f->entry, id) : NULL,
					f->program,
					f->kind,
					f->field,
					f->message,
					f->remedy,
					f->entry != 0 ? date_text(f->day, day) : NULL,
					f->person,
					f->site };

		for (k = 0; k < sizeof(cells) / sizeof(cells[0]); k++) {
			if (k > 0)
				str_addc(&c->out, ',');
			csv_add_text(&c->out, cells[k] != NULL ? cells[k] : "", ',');
		}
		str_addc(&c->out, '\n');
	}
}

static void json_finding(struct json *j, const struct finding *f)
{
	char id[32], day[DATE_TEXT];
	const struct {
		const char *key, *text;
	} parts[] = { { "severity", severity_name(f->severity) },
		      { "rule", f->code },
		      { "program", f->program },
		      { "kind", f->kind },
		      { "field", f->field },
		      { "message", f->message },
		      { "remedy", f->remedy },
		      { "day", f->entry != 0 ? date_text(f->day, day) : NULL },
		      { "person", f->person },
		      { "site", f->site } };
	size_t k;

	json_object(j);
	json_key(j, "entry");
	json_text(j, f->entry != 0 ? log_id_text(f->entry, id) : NULL);
	for (k = 0; k < sizeof(parts) / sizeof(parts[0]); k++) {
		json_key(j, parts[k].key);
		json_text(j, parts[k].text);
	}
	json_end(j);
}

static void write_json(struct checked *c)
{
	struct json j;
	size_t i;

	json_begin(&j, &c->out);
	json_object(&j);
	json_key(&j, "errors");
	json_int(&j, (int64_t)c->f->errors);
	json_key(&j, "warnings");
	json_int(&j, (int64_t)c->f->warnings);
	json_key(&j, "notes");
	json_int(&j, (int64_t)c->f->infos);
	json_key(&j, "acknowledged");
	json_int(&j, (int64_t)c->acknowledged);
	json_key(&j, "findings");
	json_array(&j);
	for (i = 0; i < c->f->n; i++)
		json_finding(&j, &c->f->items[i]);
	json_end(&j);
	json_end(&j);
}

static void drop_acknowledged(struct checked *c, struct findings *f)
{
	size_t i, kept = 0;

	for (i = 0; i < f->n; i++)
		if (is_acked(c->acks, &f->items[i])) {
			c->acknowledged++;
			findings_of(f, SIJIL_WARNING, f->items[i].code)->n--;
		} else {
			f->items[kept++] = f->items[i];
		}
	f->n = kept;
	f->warnings -= c->acknowledged;
	if (f->n > 0)
		qsort(f->items, f->n, sizeof(*f->items), by_rule);
}

static int report(struct app *app, struct findings *f, const char *format)
{
	struct acks acks = { .arena = &app->arena };
	struct checked c = { .f = f, .acks = &acks };
	struct sijil_err err = { 0 };
	int status;

	if (log_acks(app->log, 0, take_ack, &acks, &err) < 0) {
		free(acks.items);
		return say_error(&err);
	}
	drop_acknowledged(&c, f);
	str_init(&c.out, STR_MAX_DEFAULT);
	(strcmp(format, "csv") == 0 ? write_csv : strcmp(format, "json") == 0 ? write_json : write_text)(&c);
	status = say_document(&c.out);
	str_release(&c.out);
	free(acks.items);
	return status == 0 && f->errors > 0 ? ERR_FINDINGS : status;
}

/* A program that cannot be judged must not look as if nothing were wrong with it. */
static int unavailable(struct app *app, const struct program *only)
{
	int status = 0;
	size_t i;

	for (i = 0; i < app->registry->n_programs; i++) {
		const struct program *p = &app->registry->programs[i];

		if (p->plugin == NULL && (only == NULL || only == p))
			status = say_unavailable(p, "was not checked");
	}
	return status;
}

static int choose_period(struct app *app, struct judge *j)
{
	const char *text = args_get(&app->args, "period");
	struct sijil_err err = { 0 };
	struct period p;

	if (text == NULL)
		return 0;
	if (period_parse(text, &app->city->calendar, &p, &err) != 0)
		return say_error(&err);
	j->from = p.from;
	j->to = p.to;
	return 0;
}

static int run(struct app *app)
{
	const char *format = app_format(app, "text|csv|json");
	struct findings f = { 0 };
	struct judge j = { .registry = app->registry, .language = app->language,
			   .host = &engine_host,
			   .today = app->today,
			   .log = app->log,
			   .findings = &f };
	struct sijil_err err = { 0 };
	int status;

	if (app->args.n > 0 && (j.program = app_program(app, app->args.words[0])) == NULL)
		return ERR_USAGE;
	if (format == NULL || choose_period(app, &j) != 0)
		return ERR_USAGE;
	status = judge_register(&j, &err) != 0 ? say_error(&err) : 0;
	if (status == 0)
		status = report(app, &f, format);
	findings_release(&f);
	return status != 0 ? status : unavailable(app, j.program);
}

const struct command cmd_check = {
	.name = "check",
	.arguments = "[PROGRAM]",
	.summary = "Judge the configuration and every entry by today's rules",
	.help = "Findings by rule, with counts and the first entries; warnings that were acknowledged are counted apart.\n"
		"What is wrong with entries of another time or program is not told, but they are looked at all the same.\n"
		"Exit status 1 when errors stand.",
	.options = options,
	.max_args = 1,
	.needs = NEEDS_CITY | NEEDS_REGISTER,
	.run = run,
};

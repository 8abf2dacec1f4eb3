/* A program against another version of it, and against the entries that are in the register. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/program_diff.h"
#include "report/json.h"

enum { SHOWN = 5 }; /* entries of one sort that the text names */

/* --- text --- */

static void write_changes(struct diff *d, enum change_weight weight, const char *head)
{
	bool any = false;
	size_t i;

	for (i = 0; i < d->changes.n; i++) {
		const struct change *c = &d->changes.items[i];

		if (c->weight != weight)
			continue;
		if (!any)
			str_addf(&d->out, "\n%s\n", head);
		any = true;
		str_addf(&d->out, "  %s %s %s\n", c->what, c->where, c->text);
		if (c->remedy != NULL)
			str_addf(&d->out, "      %s\n", c->remedy);
	}
}

static void write_group(struct diff *d, size_t g)
{
	const struct unfit_group *group = &d->unfits.groups[g];
	size_t i, shown = 0;
	char id[32];

	str_addf(&d->out, "  %s", group->kind);
	if (group->field != NULL)
		str_addf(&d->out, ".%s", group->field);
	if (group->value != NULL)
		str_addf(&d->out, " '%s'", group->value);
	str_addf(&d->out, ": %s: %zu %s (", group->why, group->n, group->n == 1 ? "entry" : "entries");
	for (i = 0; i < d->unfits.n && shown < SHOWN; i++)
		if (d->unfits.items[i].group == g)
			str_addf(&d->out, "%s#%s", shown++ > 0 ? " " : "", log_id_text(d->unfits.items[i].entry, id));
	str_addf(&d->out, "%s)\n", group->n > SHOWN ? " ..." : "");
}

static void write_unfits(struct diff *d)
{
	const struct unfits *u = &d->unfits;
	size_t g;

	if (u->unfitting == 0) {
		str_addf(&d->out, "\nAll %lld entries in the register fit.\n", (long long)u->entries);
		return;
	}
	str_addf(&d->out, "\nEntries that do not fit: %lld of %lld\n", (long long)u->unfitting, (long long)u->entries);
	for (g = 0; g < u->n_groups; g++)
		write_group(d, g);
	str_add(&d->out, "  They stay in the register as they were recorded; list and show print them.\n");
}

static void write_moved(struct diff *d)
{
	size_t i;

	if (d->other == NULL || d->period.code[0] == '\0')
		return;
	if (d->n_moved == 0) {
		str_addf(&d->out, "\nNo figure of %s is another.\n", d->period.code);
		return;
	}
	str_addf(&d->out, "\nFigures of %s that are others:\n", d->period.code);
	for (i = 0; i < d->n_moved; i++)
		str_addf(&d->out, "  %s: %s before, %s after\n", d->moved[i].before->def->code, d->moved[i].values[0],
			 d->moved[i].values[1]);
}

static void write_rules(struct diff *d)
{
	size_t i;

	for (i = 0; i < d->n_rules; i++) {
		const struct rule_moved *r = &d->rules[i];

		if (i == 0)
			str_add(&d->out, "\nWhat 'sijil check' would say otherwise:\n");
		str_addf(&d->out, "  %s %s: %zu before, %zu after\n", severity_name(r->severity), r->code, r->before,
			 r->after);
	}
}

static void write_text(struct diff *d)
{
	if (d->next_name == NULL)
		str_addf(&d->out, "%s (%s): against its entries\n", d->now->id, d->now->config->plugin);
	else
		str_addf(&d->out, "%s (%s): what would be another with %s\n", d->now->id, d->now->config->plugin,
			 d->next_name);
	write_changes(d, CHANGE_ENTRIES, "Entries may not fit any more:");
	write_changes(d, CHANGE_FIGURES, "Figures of times past may become others:");
	write_changes(d, CHANGE_FREE, "Free:");
	if (d->next_name != NULL && d->changes.n == 0)
		str_add(&d->out, "\nThe tables are the same.\n");
	write_unfits(d);
	write_moved(d);
	write_rules(d);
}

/* --- JSON --- */

static void put(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_text(j, text);
}

static void put_changes(struct diff *d, struct json *j)
{
	static const char *const weights[] = {
		[CHANGE_FREE] = "free", [CHANGE_FIGURES] = "figures", [CHANGE_ENTRIES] = "entries"
	};
	size_t i;

	json_key(j, "changes");
	json_array(j);
	for (i = 0; i < d->changes.n; i++) {
		const struct change *c = &d->changes.items[i];

		json_object(j);
		put(j, "weight", weights[c->weight]);
		put(j, "what", c->what);
		put(j, "where", c->where);
		put(j, "text", c->text);
		put(j, "remedy", c->remedy);
		json_end(j);
	}
	json_end(j);
}

static void put_unfits(struct diff *d, struct json *j)
{
	const struct unfits *u = &d->unfits;
	char id[32];
	size_t i;

	json_key(j, "entries");
	json_int(j, u->entries);
	json_key(j, "entries_that_do_not_fit");
	json_int(j, u->unfitting);
	json_key(j, "misfits");
	json_array(j);
	for (i = 0; i < u->n; i++) {
		const struct unfit_group *g = &u->groups[u->items[i].group];

		json_object(j);
		put(j, "entry", log_id_text(u->items[i].entry, id));
		put(j, "kind", g->kind);
		put(j, "field", g->field);
		put(j, "value", u->items[i].value);
		put(j, "why", g->why);
		json_end(j);
	}
	json_end(j);
}

static void put_moved(struct diff *d, struct json *j)
{
	size_t i;

	put(j, "period", d->period.code[0] != '\0' ? d->period.code : NULL);
	json_key(j, "figures");
	json_array(j);
	for (i = 0; i < d->n_moved; i++) {
		json_object(j);
		put(j, "metric", d->moved[i].before->def->code);
		put(j, "before", d->moved[i].values[0]);
		put(j, "after", d->moved[i].values[1]);
		json_end(j);
	}
	json_end(j);
}

static void put_rules(struct diff *d, struct json *j)
{
	size_t i;

	json_key(j, "findings");
	json_array(j);
	for (i = 0; i < d->n_rules; i++) {
		json_object(j);
		put(j, "severity", severity_name(d->rules[i].severity));
		put(j, "rule", d->rules[i].code);
		json_key(j, "before");
		json_int(j, (int64_t)d->rules[i].before);
		json_key(j, "after");
		json_int(j, (int64_t)d->rules[i].after);
		json_end(j);
	}
	json_end(j);
}

static void write_json(struct diff *d)
{
	struct json j;

	json_begin(&j, &d->out);
	json_object(&j);
	put(&j, "program", d->now->id);
	put(&j, "plugin", d->now->config->plugin);
	put(&j, "against", d->next_name);
	put_changes(d, &j);
	put_unfits(d, &j);
	put_moved(d, &j);
	put_rules(d, &j);
	json_end(&j);
}

/* --- the command --- */

/* All days that the program has entries of, unless a period is asked for; false: there is nothing to ask. */
static int choose_period(struct diff *d, bool *any)
{
	const char *text = args_get(&d->app->args, "period");
	char from[DATE_TEXT], to[DATE_TEXT];
	struct sijil_err err = { 0 };

	*any = text != NULL || d->unfits.from != DATE_NONE;
	if (text == NULL && *any)
		text = arena_printf(&d->app->arena, "%s..%s", date_text(d->unfits.from, from),
				    date_text(d->unfits.to, to));
	if (*any && period_parse(text, &d->app->city->calendar, &d->period, &err) != 0)
		return say_error(&err);
	return 0;
}

static int compare(struct diff *d)
{
	struct sijil_err err = { 0 };
	bool any = false;
	int status;

	d->changes.arena = &d->app->arena;
	changes_find(d->now->plugin, d->next->plugin, &d->changes);
	if (unfits_find(d->app, d->next, &d->unfits, &err) != 0)
		return say_error(&err);
	status = choose_period(d, &any);
	if (status == 0 && d->other != NULL && any && diff_figures(d, &err) != 0)
		status = say_error(&err);
	/* With a plugin from elsewhere the other programs are not there to be judged beside it. */
	if (status == 0 && d->other != NULL && !diff_is_plugin(d->next_name) && diff_findings(d, &err) != 0)
		status = say_error(&err);
	return status;
}

static int report(struct diff *d, const char *format)
{
	int status;

	str_init(&d->out, (size_t)4 << 30);
	(strcmp(format, "json") == 0 ? write_json : write_text)(d);
	status = say_document(&d->out);
	str_release(&d->out);
	return status == 0 && d->unfits.unfitting > 0 ? ERR_FINDINGS : status;
}

int program_diff(struct app *app)
{
	const char *format = app_format(app, "text|json");
	struct diff d = { .app = app };
	int status;

	if (format == NULL)
		return ERR_USAGE;
	if (app->args.n > 3)
		return say_fail(ERR_USAGE, "program diff: '%s' is one argument too many", app->args.words[3]);
	status = app_need(app, NEEDS_CITY | NEEDS_REGISTER);
	if (status != 0)
		return status;
	d.now = d.next = app_program(app, app->args.words[1]);
	if (d.now == NULL)
		return ERR_USAGE;
	if (d.now->plugin == NULL)
		return say_fail(ERR_UNAVAILABLE, "program '%s' is not available: %s", d.now->id, d.now->why.message);
	if (app->args.n > 2)
		status = diff_open(&d, app->args.words[2]);
	if (status == 0)
		status = compare(&d);
	if (status == 0)
		status = report(&d, format);
	unfits_release(&d.unfits);
	free(d.changes.items);
	registry_close(d.other);
	return status;
}

/* What doctor found, as JSON and as CSV; sijil(1) documents both. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "cli/doctor.h"
#include "report/json.h"

static void put_list(struct json *j, const char *key, const char *const *items, size_t n)
{
	size_t i;

	json_key(j, key);
	json_array(j);
	for (i = 0; i < n; i++)
		json_text(j, items[i]);
	json_end(j);
}

static void put_plugins(struct json *j, const struct doctor *d)
{
	size_t i;

	json_key(j, "plugins");
	json_array(j);
	for (i = 0; i < d->n_plugins; i++) {
		const struct doctor_plugin *p = &d->plugins[i];

		json_object(j);
		json_put_text(j, "program", p->program);
		json_put_text(j, "plugin", p->plugin);
		json_put_text(j, "source", p->source);
		json_put_text(j, "file", p->file);
		json_put_text(j, "version", p->version);
		json_put_int(j, "abi", p->abi);
		json_put_bool(j, "loaded", p->why == NULL);
		json_put_text(j, "why", p->why);
		json_end(j);
	}
	json_end(j);
}

static void put_register(struct json *j, const struct doctor *d)
{
	json_key(j, "register");
	json_object(j);
	json_put_text(j, "file", d->reg.path);
	json_put_bool(j, "found", d->reg.found);
	json_put_bool(j, "writable", d->reg.writable);
	json_put_int(j, "schema", d->reg.opened ? LOG_SCHEMA_VERSION : SIJIL_MISSING);
	json_put_int(j, "entries", d->reg.verified ? d->reg.entries : SIJIL_MISSING);
	json_put_int(j, "faults", d->reg.verified ? (int64_t)d->reg.faults : SIJIL_MISSING);
	json_put_day(j, "last_day", d->reg.last_day);
	json_put_int(j, "write_ahead_bytes", d->reg.wal);
	json_end(j);
}

static void put_environment(struct json *j, const struct doctor *d)
{
	json_key(j, "environment");
	json_object(j);
	json_put_text(j, "plugin_dir", d->app->plugin_dir);
	json_put_text(j, "locale", d->env.locale);
	json_put_text(j, "encoding", d->env.encoding);
	json_put_text(j, "time_zone", d->env.time_zone);
	json_put_day(j, "today", d->env.today);
	json_put_text(j, "today_from", d->env.day_from);
	put_list(j, "variables", d->env.variables, d->env.n_variables);
	json_end(j);
}

static void put_mend(struct json *j, const char *mend)
{
	const char *end;

	json_key(j, "mend");
	json_array(j);
	for (; mend != NULL; mend = end) {
		char *command;

		end = strchr(mend, '\n');
		command = mem_strndup(mend, end != NULL ? (size_t)(end - mend) : strlen(mend));
		json_text(j, command);
		free(command);
		end = end != NULL ? end + 1 : NULL;
	}
	json_end(j);
}

static void put_findings(struct json *j, const struct doctor *d)
{
	size_t i;

	json_key(j, "findings");
	json_array(j);
	for (i = 0; i < d->n_found; i++) {
		json_object(j);
		json_put_text(j, "severity", d->found[i].problem ? "problem" : "note");
		json_put_text(j, "about", d->found[i].about);
		json_put_text(j, "subject", d->found[i].subject);
		json_put_text(j, "message", d->found[i].message);
		put_mend(j, d->found[i].mend);
		json_end(j);
	}
	json_end(j);
}

void doctor_json(const struct doctor *d, struct str *out)
{
	struct json j;

	json_begin(&j, out);
	json_object(&j);
	json_put_text(&j, "file", d->yaml);
	json_put_bool(&j, "sound", d->app->registry != NULL);
	put_plugins(&j, d);
	put_list(&j, "unused", d->unused, d->n_unused);
	put_register(&j, d);
	put_environment(&j, d);
	json_put_int(&j, "problems", (int64_t)d->problems);
	json_put_int(&j, "notes", (int64_t)(d->n_found - d->problems));
	put_findings(&j, d);
	json_end(&j);
}

void doctor_csv(const struct doctor *d, struct str *out)
{
	size_t i, k;

	str_add(out, "severity,about,subject,message,mend\n");
	for (i = 0; i < d->n_found; i++) {
		const struct diagnosis *f = &d->found[i];
		const char *cells[] = { f->problem ? "problem" : "note", f->about, f->subject, f->message, f->mend };

		for (k = 0; k < sizeof(cells) / sizeof(cells[0]); k++) {
			if (k > 0)
				str_addc(out, ',');
			csv_add_text(out, cells[k] != NULL ? cells[k] : "", ',');
		}
		str_addc(out, '\n');
	}
}

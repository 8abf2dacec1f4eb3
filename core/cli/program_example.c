/* The `examples` of a program's file: each is worked through in a city of its own, in a folder that is gone afterwards.
 */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/program.h"
#include "config/decode_value.h"
#include "rules/judge.h"

#define AT(member) .offset = offsetof(struct example_form, member)
static const struct decode_row example_rows[] = {
	{ .key = "name", .type = DECODE_TEXT, AT(name), .required = true },
	{ .key = "today", .type = DECODE_DATE, AT(today) },
	{ .key = "sites", .type = DECODE_CODES, AT(sites) },
	{ .key = "lapse_days", .type = DECODE_INT, AT(lapse_days), .min = 1, .max = 3660, .preset = "90" },
	{ .key = "silent_days", .type = DECODE_INT, AT(silent_days), .min = 1, .max = 3660, .preset = "3660" },
	{ .key = "straddle",
	  .type = DECODE_CHOICE,
	  AT(straddle),
	  .choices = "exclude|by_start|prorate",
	  .preset = "exclude" },
	{ .key = "references", .type = DECODE_NODE, AT(references) },
	{ .key = "entries", .type = DECODE_NODE, AT(entries), .required = true },
	{ .key = "expect", .type = DECODE_NODE, AT(expect) },
	{ .key = "findings", .type = DECODE_NODE, AT(findings) },
	{ .key = NULL },
};

void example_mismatch(struct example *e, const struct yaml_node *at, const char *what, const char *expected,
		      const char *got)
{
	struct examples *x = e->all;

	x->mismatches = mem_grow(x->mismatches, x->n_mismatches, &x->cap, sizeof(*x->mismatches));
	x->mismatches[x->n_mismatches++] = (struct mismatch){ e->form.name,
							      at->line,
							      at->col,
							      arena_strdup(x->arena, what),
							      arena_strdup(x->arena, expected),
							      arena_strdup(x->arena, got) };
}

/* The last day that an entry speaks of, so far as its dates can be read: what is wrong with them is told later. */
static int32_t last_day(const struct yaml_node *entry)
{
	static const char *const keys[] = { "on", "until" };
	const struct yaml_node *period = yaml_get(entry, "period");
	int32_t last = DATE_NONE, day, from;
	const char *why;
	size_t i;

	for (i = 0; i < 2; i++) {
		const struct yaml_node *node = yaml_get(entry, keys[i]);

		if (node != NULL && node->type == YAML_SCALAR &&
		    date_parse(node->text, strlen(node->text), &day, &why) == 0)
			last = day;
	}
	if (period != NULL && period->type == YAML_SCALAR &&
	    date_parse_interval(period->text, strlen(period->text), &from, &day, &why) == 0)
		last = day;
	return last;
}

static int32_t day_of(const struct example *e)
{
	int32_t last = DATE_NONE, day;
	size_t i;

	if (e->form.today != DATE_NONE)
		return e->form.today;
	for (i = 0; i < e->form.entries->n; i++) {
		day = last_day(&e->form.entries->children[i]);
		last = day != DATE_NONE && (last == DATE_NONE || day > last) ? day : last;
	}
	return last != DATE_NONE ? last : e->all->app->today;
}

/* --- its city --- */

static bool listed(const char **sites, size_t n, const char *site)
{
	while (n > 0)
		if (strcmp(sites[--n], site) == 0)
			return true;
	return false;
}

static void write_sites(const struct example *e, FILE *f)
{
	const struct yaml_node *entries = e->form.entries;
	const char **sites = arena_alloc(e->all->arena, (entries->n + e->form.sites.n + 1) * sizeof(*sites));
	size_t i, n = 0;

	for (i = 0; i < e->form.sites.n; i++)
		sites[n++] = e->form.sites.items[i];
	for (i = 0; i < entries->n && e->form.sites.n == 0; i++) {
		const struct yaml_node *site = yaml_get(&entries->children[i], "site");

		if (site != NULL && site->type == YAML_SCALAR && text_is_code(site->text) &&
		    !listed(sites, n, site->text))
			sites[n++] = site->text;
	}
	if (n == 0)
		sites[n++] = "centre";
	fputs("sites:\n", f);
	for (i = 0; i < n; i++)
		fprintf(f, "  - {id: \"%s\", name: \"%s\"}\n", sites[i], sites[i]);
}

static void write_references(const struct example *e, FILE *f)
{
	const struct yaml_node *r = e->form.references;
	size_t i;

	fputs(r != NULL && r->n > 0 ? "references:\n" : "", f);
	for (i = 0; r != NULL && i < r->n; i++)
		fprintf(f, "  - {id: \"%s\", value: %s, unit: unit}\n", r->children[i].key, r->children[i].text);
}

/* A text in double quotes, as YAML reads it. */
static void write_quoted(const char *s, FILE *f)
{
	fputc('"', f);
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			fputc('\\', f);
		fputc(*s, f);
	}
	fputc('"', f);
}

static const char *write_city(struct example *e)
{
	const char *path = arena_printf(e->all->arena, "%s/sijil.yaml", e->all->work);
	char *file = realpath(declared_file(e->all->file), NULL);
	FILE *f = fopen(path, "w");

	if (f == NULL || file == NULL) {
		free(file);
		if (f != NULL)
			fclose(f);
		return NULL;
	}
	fputs("sijil: 1\ncity: {name: Example, time_zone: UTC, currency: MAD}\n", f);
	write_sites(e, f);
	fprintf(f, "programs:\n  - id: %s\n    plugin: ", declared_plugin(e->all->file)->name);
	write_quoted(arena_printf(e->all->arena, PROGRAM_FILE "%s", file), f);
	fprintf(f, "\n    lapse_days: %lld\n    silent_days: %lld\n    straddle: %s\n", (long long)e->form.lapse_days,
		(long long)e->form.silent_days, e->form.straddle);
	write_references(e, f);
	free(file);
	return fclose(f) == 0 ? path : NULL;
}

static int open_city(struct example *e)
{
	struct err_list *errs = arena_alloc(e->all->arena, sizeof(*errs));
	const char *yaml = write_city(e), *db = arena_printf(e->all->arena, "%s/register.db", e->all->work);
	struct sijil_err err = { 0 };

	if (yaml == NULL)
		return say_fail(ERR_IO, "cannot write into %s: %s", e->all->work, strerror(errno));
	unlink(db);
	unlink(arena_printf(e->all->arena, "%s-wal", db));
	unlink(arena_printf(e->all->arena, "%s-shm", db));
	e->app.city = city_read(yaml, e->all->arena, errs);
	if (e->app.city != NULL)
		e->app.registry = registry_open(e->app.city, "/", &engine_host, errs);
	if (e->app.registry == NULL) {
		say_errors(errs);
		return ERR_INTERNAL;
	}
	e->program = &e->app.registry->programs[0];
	if (e->program->plugin == NULL)
		return say_fail(ERR_DATA, "%s", e->program->why.message);
	if (log_create(db, &err) == 0)
		e->app.log = log_open(db, LOG_WRITE, &err);
	return e->app.log != NULL ? 0 : say_error(&err);
}

/* --- one after the other --- */

static void check_references(const struct example *e, const struct decoder *d)
{
	const struct yaml_node *r = e->form.references;
	const char *why;
	int64_t amount;
	size_t i;

	if (r != NULL && r->type != YAML_MAP) {
		decode_error(d, r, "expected a map: each reference's id and its value");
		return;
	}
	for (i = 0; r != NULL && i < r->n; i++) {
		const struct yaml_node *node = &r->children[i];

		if (!text_is_code(node->key))
			decode_error(d, node, DECODE_NOT_A_CODE, yaml_shown(node->key), node->key);
		else if (node->type != YAML_SCALAR ||
			 number_parse_amount(node->text, strlen(node->text), &amount, &why) != 0)
			decode_error(d, node, "expected a number");
	}
}

/* Whether it can be run; what is wrong with it goes to errs. */
static bool read_example(struct example *e)
{
	const struct decoder d = { .arena = e->all->arena, .errs = e->all->errs };
	const size_t before = d.errs->total;

	e->form.today = DATE_NONE;
	if (decode_map(e->node, example_rows, &e->form, e->all->arena, d.errs) != 0)
		return false;
	if (e->form.entries->type != YAML_LIST)
		decode_error(&d, e->form.entries,
			     "expected a list of entries, each a map with its kind and what it says");
	check_references(e, &d);
	if (d.errs->total == before)
		example_check_expectations(e, e->all->file);
	return d.errs->total == before;
}

static int run_example(struct examples *x, const struct yaml_node *node)
{
	struct example e = { .all = x, .node = node };
	int status = 0;

	x->n++;
	if (!read_example(&e))
		return 0;
	e.app = (struct app){
		.command = x->app->command, .dir = x->work, .temp_dir = x->app->temp_dir, .language = x->app->language
	};
	e.app.today = day_of(&e);
	status = open_city(&e);
	if (status == 0)
		status = example_log(&e);
	if (status == 0)
		status = example_expect(&e);
	free(e.judged);
	app_close(&e.app);
	return status;
}

int examples_run(struct examples *x)
{
	const struct yaml_node *list = declared_examples(x->file);
	size_t i;
	int status = 0;

	if (list != NULL && list->type != YAML_LIST) {
		yaml_error(x->errs, list, "examples: expected a list, each with name, entries and expect");
		return 0;
	}
	for (i = 0; list != NULL && i < list->n && status == 0; i++)
		status = run_example(x, &list->children[i]);
	return status;
}

void examples_release(struct examples *x)
{
	free(x->mismatches);
}

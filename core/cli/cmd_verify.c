#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "cli/cli.h"
#include "report/json.h"

static const struct option options[] = {
	{ .name = "format", .value = "text|csv|json", .help = "how to print it (default: text)" },
	{ 0 },
};

struct faults {
	struct arena *arena;
	const char **items;
	size_t n, cap;
};

static void take_fault(void *arg, const char *sentence)
{
	struct faults *f = arg;

	f->items = mem_grow(f->items, f->n, &f->cap, sizeof(*f->items));
	f->items[f->n++] = arena_strdup(f->arena, sentence);
}

static void write_text(const struct faults *f, const struct log_verified *v, struct str *out)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		str_addf(out, "%s\n", f->items[i]);
	str_addf(out, "%lld %s in %lld %s: %s\nhead %s\n", (long long)v->entries, v->entries == 1 ? "entry" : "entries",
		 (long long)v->batches, v->batches == 1 ? "batch" : "batches",
		 v->faults == 0 ? "everything is as it was written" : "the register is NOT as it was written", v->head);
}

static void write_csv(const struct faults *f, const struct log_verified *v, struct str *out)
{
	size_t i;

	(void)v;
	str_add(out, "fault\n");
	for (i = 0; i < f->n; i++) {
		csv_add_text(out, f->items[i], ',');
		str_addc(out, '\n');
	}
}

static void write_json(const struct faults *f, const struct log_verified *v, struct str *out)
{
	struct json j;
	size_t i;

	json_begin(&j, out);
	json_object(&j);
	json_key(&j, "entries");
	json_int(&j, v->entries);
	json_key(&j, "batches");
	json_int(&j, v->batches);
	json_key(&j, "origins");
	json_int(&j, v->origins);
	json_key(&j, "head");
	json_text(&j, v->head);
	json_key(&j, "faults");
	json_array(&j);
	for (i = 0; i < f->n; i++)
		json_text(&j, f->items[i]);
	json_end(&j);
	json_end(&j);
}

static int run(struct app *app)
{
	const char *format = app_format(app, "text|csv|json");
	struct faults f = { .arena = &app->arena };
	struct log_verified v = { 0 };
	struct sijil_err err = { 0 };
	struct str out;
	int status;

	if (format == NULL)
		return ERR_USAGE;
	if (log_verify(app->log, take_fault, &f, &v, &err) != 0) {
		free(f.items);
		return say_error(&err);
	}
	str_init(&out, STR_MAX_DEFAULT);
	(strcmp(format, "json") == 0 ? write_json : strcmp(format, "csv") == 0 ? write_csv : write_text)(&f, &v, &out);
	status = say_document(&out);
	str_release(&out);
	free(f.items);
	return status == 0 && v.faults > 0 ? ERR_FINDINGS : status;
}

const struct command cmd_verify = {
	.name = "verify",
	.arguments = "",
	.summary = "Prove that the register is as it was written",
	.help = "Recomputes the digest of every entry and the chain of every commit, and checks sequences and "
		"corrections.\n"
		"Exit status 1 if anything was changed behind sijil's back.  Needs no plugins.",
	.options = options,
	.needs = NEEDS_REGISTER,
	.run = run,
};

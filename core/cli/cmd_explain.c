#include "config.h"

#include <string.h>

#include "base/text.h"
#include "cli/question.h"
#include "cli/relation.h"
#include "report/explain.h"
#include "rules/judge.h"

static const struct option options[] = {
	{ .name = "period",
	  .letter = 'p',
	  .value = "PERIOD",
	  .help = "as for 'sijil summary' (default: this school year)" },
	{ .name = "by",
	  .letter = 'b',
	  .value = "WHAT",
	  .help = "also by site, sex, age_band, month, quarter ...; may be repeated, or a,b" },
	{ .name = "as-of", .value = "DATE", .help = "as it was known at the end of that day (default: today)" },
	{ .name = "include-later", .help = "with --as-of: also what was recorded after that day about days up to it" },
	{ .name = "all",
	  .letter = 'a',
	  .help = "in the text: every row, and those that add nothing because their person was counted already" },
	{ .name = "format", .value = "text|csv|json", .help = "how to print it (default: text)" },
	{ 0 },
};

static const char *breakdowns_text(struct app *app, const struct metric *m)
{
	const char *text = "";
	unsigned i;

	for (i = 0; i < m->n_axes; i++)
		text = arena_printf(&app->arena, "%s%s%s", text, i > 0 ? " " : "", m->axes[i].name);
	return text;
}

static int list_metrics(struct app *app, const struct program *p, const char *format)
{
	static const char *const columns[] = { "metric", "title", "unit", "per", "breakdowns" };
	struct relation r = { .columns = columns, .n_columns = 5 };
	unsigned i;

	for (i = 0; i < p->n_metrics; i++) {
		const struct sijil_metric *def = p->metrics[i].def;

		relation_add(&r, def->code);
		relation_add(&r, program_label(p, def->title, app->language));
		relation_add(&r, def->unit);
		relation_add(&r, arena_printf(&app->arena, "%lld", (long long)(def->per != 0 ? def->per : 1)));
		relation_add(&r, breakdowns_text(app, &p->metrics[i]));
	}
	return relation_print(&r, format);
}

static const struct metric *choose_metric(struct app *app, const struct program *p, const char *code)
{
	const struct metric *m = program_metric(p, code);
	const char **names;
	unsigned i;

	if (m != NULL)
		return m;
	names = arena_alloc(&app->arena, (p->n_metrics + 1) * sizeof(*names));
	for (i = 0; i < p->n_metrics; i++)
		names[i] = p->metrics[i].def->code;
	say_unknown("metric", code, names);
	say_note("'sijil explain %s' lists its metrics", p->id);
	return NULL;
}

static int unknown_breakdown(struct app *app, const struct metric *m, const char *by)
{
	const char **names = arena_alloc(&app->arena, (m->n_axes + 1) * sizeof(*names)), *near, *list = "";
	unsigned i;

	for (i = 0; i < m->n_axes; i++) {
		names[i] = m->axes[i].name;
		list = arena_printf(&app->arena, "%s%s, ", list, names[i]);
	}
	near = text_nearest(by, names);
	return say_fail(ERR_USAGE,
			"--by: %s is not broken down by '%s'%s%s%s; it is by %smonth, quarter, year, week",
			m->def->code, by, near != NULL ? " (did you mean '" : "", near != NULL ? near : "",
			near != NULL ? "'?)" : "", list);
}

static int check_breakdowns(struct app *app, const struct metric *m, const char *const *by)
{
	unsigned i;

	for (; *by != NULL; by++) {
		for (i = 0; i < m->n_axes && strcmp(m->axes[i].name, *by) != 0; i++)
			;
		if (i == m->n_axes && period_unit_named(*by) == 0)
			return unknown_breakdown(app, m, *by);
	}
	return 0;
}

static int print_explanation(struct app *app, struct answers *answers, const struct question *q, const char *format)
{
	struct explanation *x = explain_make(app->registry, answers, q->trail, q->as_of, app->language);
	const struct explain_writer *w = explain_writers;
	struct str out;
	int status;

	while (strcmp(w->format, format) != 0)
		w++;
	x->all = args_has(&app->args, "all");
	str_init(&out, SIZE_MAX / 2); /* a list of everything may be longer than any other document */
	w->write(x, &out);
	status = say_document(&out);
	str_release(&out);
	explain_free(x);
	return status;
}

static int explain(struct app *app, struct question *q, const char *format)
{
	struct sijil_err err = { 0 };
	struct answers *answers;
	int status;

	q->trail = trail_new();
	answers = evaluate(app->registry, app->log, q, &err);
	status = answers != NULL ? print_explanation(app, answers, q, format) : say_error(&err);
	answers_free(answers);
	trail_free(q->trail);
	return status;
}

/* The program named by the argument; "city" is all of them together. */
static const struct program *choose_program(struct app *app)
{
	const char *id = app->args.words[0];

	if (strcmp(id, app->registry->whole.id) == 0 && registry_program(app->registry, id) == NULL)
		return &app->registry->whole;
	return app_program(app, id);
}

/* Of several programs, all of which could be loaded. */
static int check_city(struct app *app)
{
	size_t i;

	for (i = 0; i < app->registry->n_programs; i++)
		if (app->registry->programs[i].plugin == NULL)
			return say_unavailable(&app->registry->programs[i], "is not available");
	return app->registry->n_programs > 1 ? 0 : say_fail(ERR_USAGE, "the city has one program: explain that one");
}

static const struct program *const *asked_programs(struct app *app, const struct program *p)
{
	const size_t n = p == &app->registry->whole ? app->registry->n_programs : 1;
	const struct program **programs = arena_alloc(&app->arena, (n + 1) * sizeof(*programs));
	size_t i;

	for (i = 0; i < n; i++)
		programs[i] = n == 1 ? p : &app->registry->programs[i];
	return programs;
}

static int run(struct app *app)
{
	const char *format = app_format(app, "text|csv|json");
	const struct program *p = format != NULL ? choose_program(app) : NULL;
	struct question q = { .by = question_breakdowns(app), .host = &engine_host };

	int status;

	if (p == NULL)
		return ERR_USAGE;
	if (p->plugin == NULL)
		return say_unavailable(p, "is not available");
	status = p == &app->registry->whole ? check_city(app) : 0;
	if (status != 0)
		return status;
	if (app->args.n == 1)
		return list_metrics(app, p, format);
	q.only = choose_metric(app, p, app->args.words[1]);
	q.programs = asked_programs(app, p);
	if (q.only == NULL || question_period(app, &q.period) != 0 || question_day(app, &q.as_of) != 0 ||
	    check_breakdowns(app, q.only, q.by) != 0)
		return ERR_USAGE;
	status = question_as_known(app, q.as_of);
	return status != 0 ? status : explain(app, &q, format);
}

const struct command cmd_explain = {
	.name = "explain",
	.arguments = "PROGRAM [METRIC]",
	.summary = "What one figure is made of: subject by subject, entry by entry",
	.help = "Both sides, what was left out and why, what changed since the period before, and how fresh the "
		"entries "
		"are.\nWithout METRIC, the metrics of the program.  Persons stand there by their codes, and small "
		"numbers\nare not hidden: it is not for publication.",
	.options = options,
	.min_args = 1,
	.max_args = 2,
	.needs = NEEDS_CITY | NEEDS_REGISTER,
	.run = run,
};

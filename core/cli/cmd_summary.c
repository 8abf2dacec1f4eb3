#include "config.h"

#include <string.h>

#include "cli/cli.h"
#include "cli/question.h"
#include "exchange/frozen.h"
#include "report/summary.h"
#include "rules/judge.h"

static const struct option options[] = {
	{ .name = "period",
	  .letter = 'p',
	  .value = "PERIOD",
	  .help = "2024-03, 2024-Q1, 2024-S1, 2024, SY2024, FY2024, 2024-W10, 2024-03-09 or FROM..TO (default: this "
		  "school year)" },
	{ .name = "by",
	  .letter = 'b',
	  .value = "WHAT",
	  .help = "break down by site, sex, age_band, month, quarter ...; may be repeated, or a,b" },
	{ .name = "as-of", .value = "DATE", .help = "as it was known at the end of that day (default: today)" },
	{ .name = "include-later", .help = "with --as-of: also what was recorded after that day about days up to it" },
	{ .name = "quality", .help = "in a register of more than 200,000 entries, too, look for errors and open warnings" },
	{ .name = "brief", .help = "without what each figure means" },
	{ .name = "format", .value = "text|csv|json", .help = "how to print it (default: text)" },
	{ 0 },
};

static int choose_programs(struct app *app, const struct program **programs)
{
	size_t n = 0;
	int i;

	for (i = 0; i < app->args.n; i++) {
		programs[n] = app_program(app, app->args.words[i]);
		if (programs[n++] == NULL)
			return ERR_USAGE;
	}
	for (i = 0; n == 0 && i < (int)app->registry->n_programs; i++)
		programs[i] = &app->registry->programs[i];
	return 0;
}

static int unavailable(const struct program *const *programs)
{
	int status = 0;

	for (; *programs != NULL; programs++)
		if ((*programs)->plugin == NULL)
			status = say_unavailable(*programs, "is not available");
	return status;
}

/* Whether just this report was given out, and by which entry. */
static int note_frozen(struct app *app, struct summary *s, struct sijil_err *err)
{
	char id[32];
	size_t i, k;

	for (i = 0; i < s->n_programs; i++) {
		struct summary_program *p = &s->programs[i];
		struct frozen *f;

		if (p->whole || p->unavailable != NULL)
			continue;
		f = frozen_open(app->registry, app->log, p->program, app->today, err);
		if (f == NULL)
			return -1;
		for (k = 0; k < frozen_count(f); k++)
			if (strcmp(frozen_at(f, k)->period, s->period.code) == 0)
				p->frozen = arena_printf(&s->arena, "entry #%s, digest %s",
							 log_id_text(frozen_at(f, k)->entry, id),
							 frozen_at(f, k)->digest);
		frozen_close(f);
	}
	return 0;
}

static int print_summary(struct app *app, struct answers *answers, int32_t as_of, const char *format)
{
	struct summary *s = summary_make(app->registry, answers, as_of, app->language);
	const struct summary_writer *w = summary_writers;
	struct sijil_err err = { 0 };
	struct str out;
	int status;

	s->columns = say_columns();
	s->brief = args_has(&app->args, "brief");
	if (summary_acknowledged(s, app->log, &err) != 0 || summary_notes(s, app->log, &err) != 0 ||
	    summary_quality(s, app->registry, app->log, args_has(&app->args, "quality"), &err) != 0 ||
	    note_frozen(app, s, &err) != 0) {
		summary_free(s);
		return say_error(&err);
	}
	while (strcmp(w->format, format) != 0)
		w++;
	str_init(&out, STR_MAX_DEFAULT);
	w->write(s, &out);
	status = say_document(&out);
	str_release(&out);
	summary_free(s);
	return status;
}

static int run(struct app *app)
{
	const char *format = app_format(app, "text|csv|json");
	const struct program **programs =
		arena_alloc(&app->arena, (ARGS_MAX + app->registry->n_programs + 1) * sizeof(*programs));
	struct question q = { .programs = programs, .by = question_breakdowns(app), .host = &engine_host };
	struct sijil_err err = { 0 };
	struct answers *answers;
	int status;

	if (format == NULL || question_period(app, &q.period) != 0 || question_day(app, &q.as_of) != 0 ||
	    choose_programs(app, programs) != 0)
		return ERR_USAGE;
	status = question_as_known(app, q.as_of);
	if (status != 0)
		return status;
	answers = evaluate(app->registry, app->log, &q, &err);
	if (answers == NULL)
		return say_error(&err);
	status = print_summary(app, answers, q.as_of, format);
	answers_free(answers);
	return status != 0 ? status : unavailable(programs);
}

const struct command cmd_summary = {
	.name = "summary",
	.arguments = "[PROGRAM...]",
	.summary = "What the programs' numbers say about a period",
	.help = "Every value with its numerator and denominator, its target, and the period before; what is missing "
		"says why.",
	.options = options,
	.max_args = -1,
	.needs = NEEDS_CITY | NEEDS_REGISTER,
	.run = run,
};

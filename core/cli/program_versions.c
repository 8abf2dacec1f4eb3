/* Two versions of a program in one city: what each says of the register. */
#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "cli/program_diff.h"
#include "rules/judge.h"

/* --- the other version --- */

/* "./new/spaces.so": the folder is where plugins come from, and the name is the plugin's. */
static int name_plugin(struct app *app, const char *path, struct program_config *config, const char **dir)
{
	const char *slash = strrchr(path, '/'), *base = slash != NULL ? slash + 1 : path;
	char real[PATH_MAX];

	if (realpath(slash != NULL ? arena_strndup(&app->arena, path, (size_t)(base - path)) : ".", real) == NULL)
		return say_fail(ERR_NOINPUT, "cannot find the folder of %s", path);
	*dir = arena_strdup(&app->arena, real);
	config->plugin = arena_strndup(&app->arena, base, strlen(base) - strlen(SIJIL_MODULE_EXT));
	config->file = NULL;
	return 0;
}

bool diff_is_plugin(const char *path)
{
	const size_t n = strlen(path), end = strlen(SIJIL_MODULE_EXT);

	return n > end && strcmp(path + n - end, SIJIL_MODULE_EXT) == 0;
}

/*
 * The city with this program alone, in its other version.  Targets and options are those of the version in use, and may
 * not fit: they say nothing of entries and figures.
 */
int diff_open(struct diff *d, const char *path)
{
	struct app *app = d->app;
	struct city *city = arena_alloc(&app->arena, sizeof(*city));
	struct program_config *programs = arena_alloc(&app->arena, app->city->n_programs * sizeof(*programs)), *config;
	struct err_list *errs = arena_alloc(&app->arena, sizeof(*errs));
	const char *dir = app->plugin_dir;

	*city = *app->city;
	memcpy(programs, app->city->programs, app->city->n_programs * sizeof(*programs));
	config = &programs[d->now->config - app->city->programs];
	config->n_targets = config->n_baselines = 0;
	city->programs = programs;
	city->n_mappings = 0;
	if (diff_is_plugin(path)) {
		if (name_plugin(app, path, config, &dir) != 0)
			return ERR_NOINPUT;
	} else {
		config->plugin = arena_printf(&app->arena, PROGRAM_FILE "%s", path);
		config->file = path;
		config->options = NULL;
	}
	d->other = registry_open(city, dir, &engine_host, errs);
	if (d->other == NULL) {
		say_errors(errs);
		return ERR_CONFIG;
	}
	d->next = &d->other->programs[config - programs];
	d->next_name = path;
	if (d->next->plugin != NULL)
		return 0;
	if (d->next->faults == NULL)
		return say_fail(ERR_UNAVAILABLE, "%s", d->next->why.message);
	say_errors(d->next->faults);
	return ERR_DATA;
}

/* --- figures --- */

static const char *figure_text(struct diff *d, const struct metric *m, const struct figure *f)
{
	char text[NUMBER_TEXT];

	if (f->missing != PRESENT)
		return arena_printf(&d->app->arena, "no value (%s)", missing_code(f->missing));
	return arena_strdup(&d->app->arena, number_rounded(f->value, m->def->decimals, text));
}

static struct answers *ask(struct diff *d, const struct registry *registry, const struct program *program,
			   struct sijil_err *err)
{
	static const char *const by[] = { NULL };
	const struct program *const programs[] = { program, NULL };
	const struct question q = {
		.period = d->period, .as_of = d->app->today, .programs = programs, .by = by, .host = &engine_host
	};

	return evaluate(registry, d->app->log, &q, err);
}

static const struct answer *answer_of(const struct answers *a, const char *code)
{
	size_t i;

	for (i = 0; i < a->programs[0].n_metrics; i++)
		if (strcmp(a->programs[0].metrics[i].metric->def->code, code) == 0)
			return &a->programs[0].metrics[i];
	return NULL;
}

static bool same_figure(const struct figure *a, const struct figure *b)
{
	return a->missing == b->missing && (a->missing != PRESENT || a->value == b->value) &&
	       a->numerator == b->numerator && a->denominator == b->denominator;
}

static void compare_answers(struct diff *d, const struct answers *now, const struct answers *next)
{
	size_t i;

	d->moved = arena_alloc(&d->app->arena, (now->programs[0].n_metrics + 1) * sizeof(*d->moved));
	for (i = 0; i < now->programs[0].n_metrics; i++) {
		const struct answer *a = &now->programs[0].metrics[i], *b = answer_of(next, a->metric->def->code);

		if (b == NULL || same_figure(&a->total, &b->total))
			continue;
		d->moved[d->n_moved++] = (struct moved){ a->metric,
							 b->metric,
							 { figure_text(d, a->metric, &a->total),
							   figure_text(d, b->metric, &b->total) } };
	}
}

int diff_figures(struct diff *d, struct sijil_err *err)
{
	struct answers *now = ask(d, d->app->registry, d->now, err), *next = NULL;

	if (now != NULL)
		next = ask(d, d->other, d->next, err);
	if (next != NULL)
		compare_answers(d, now, next);
	answers_free(now);
	answers_free(next);
	return now != NULL && next != NULL ? 0 : -1;
}

/* --- findings --- */

static int judge_one(void *arg, struct history *h)
{
	judge_history(arg, h);
	return 0;
}

static int judge_slices(struct diff *d, struct judge *j, struct sijil_err *err)
{
	struct sijil_err failed = { 0 };
	unsigned slices = store_slices(d->app->log, &failed), i;
	int rc = failed.status != 0 ? -1 : 0;

	for (i = 0; i < slices && rc == 0; i++) {
		struct store *s = store_new(j->registry, d->app->log, d->app->today);

		rc = store_load_all(s, i, slices, &failed);
		if (rc == 0)
			rc = store_each(s, false, judge_one, j, &failed);
		store_free(s);
	}
	if (rc != 0)
		*err = failed;
	return rc;
}

static int judge_version(struct diff *d, const struct registry *registry, const struct program *program,
			 struct findings *out, struct sijil_err *err)
{
	struct judge j = { .registry = registry,
			   .host = &engine_host,
			   .today = d->app->today,
			   .whole = true,
			   .log = d->app->log,
			   .program = program,
			   .findings = out };
	int rc;

	judge_start(&j);
	rc = judge_slices(d, &j, err);
	if (rc == 0)
		rc = judge_end(&j, err);
	judge_free(&j);
	return rc;
}

static size_t count_of(struct findings *f, const struct rule_count *rule)
{
	return findings_of(f, rule->severity, rule->code)->n;
}

/* What does not fit is told entry by entry elsewhere. */
static void compare_rules(struct diff *d, struct findings *now, struct findings *next)
{
	size_t i, room = now->n_rules + next->n_rules;

	d->rules = arena_alloc(&d->app->arena, (room + 1) * sizeof(*d->rules));
	for (i = 0; i < room; i++) {
		const struct rule_count *r = i < now->n_rules ? &now->rules[i] : &next->rules[i - now->n_rules];
		const struct rule_moved moved = { arena_strdup(&d->app->arena, r->code), r->severity, count_of(now, r),
						  count_of(next, r) };
		size_t k;

		for (k = 0; k < d->n_rules; k++)
			if (strcmp(d->rules[k].code, moved.code) == 0 && d->rules[k].severity == moved.severity)
				break;
		if (k == d->n_rules && moved.before != moved.after && strcmp(moved.code, "CORE-W15") != 0)
			d->rules[d->n_rules++] = moved;
	}
}

int diff_findings(struct diff *d, struct sijil_err *err)
{
	struct findings now = { 0 }, next = { 0 };
	int rc = judge_version(d, d->app->registry, d->now, &now, err);

	if (rc == 0)
		rc = judge_version(d, d->other, d->next, &next, err);
	if (rc == 0)
		compare_rules(d, &now, &next);
	findings_release(&now);
	findings_release(&next);
	return rc;
}

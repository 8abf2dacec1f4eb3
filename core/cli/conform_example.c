/*
 * The worked example: a folder with sijil.yaml, NN_KIND.csv, imported in their order, and expected.tsv, the figures and
 * findings that a person worked out.
 */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/conform.h"
#include "exchange/import.h"
#include "metrics/evaluate.h"

struct example {
	struct trial *trial;
	struct trial_city city;
	const struct program *program;
	struct log *log;
	struct findings findings;
	int32_t today;
	size_t n;
};

enum { COLUMNS = 6, LINE = 4096, PERIOD = 0, METRIC, GROUP, VALUE, NUMERATOR, DENOMINATOR };

/* --- entries --- */

static int only_csv(const struct dirent *d)
{
	const size_t n = strlen(d->d_name);

	return d->d_name[0] >= '0' && d->d_name[0] <= '9' && n > 4 && strcmp(d->d_name + n - 4, ".csv") == 0;
}

static enum verdict import(struct example *x, const char *file)
{
	struct trial *t = x->trial;
	const char *kind = strchr(file, '_');
	struct import_request request = { .registry = x->city.registry,
					  .log = x->log,
					  .program = x->program,
					  .path = arena_printf(&t->arena, "%s/%s", t->example, file),
					  .recorded_by = "trial",
					  .today = x->today };
	struct import_result result = { 0 };
	struct sijil_err err = { 0 };
	enum verdict v = TRIAL_PASSED;

	if (kind != NULL)
		request.kind = program_kind(x->program, arena_strndup(&t->arena, kind + 1, strlen(kind + 1) - 4));
	if (request.kind == NULL)
		return trial_fail(t, "%s is not named after a kind of this plugin (NN_KIND.csv)", request.path);
	if (import_csv(&request, &result, &err) != 0)
		v = trial_error(t, &err);
	else if (result.rejected > 0)
		v = trial_fail(t, "%s:%u: %s (%s)", request.path, result.findings.items[0].line,
			       result.findings.items[0].message, result.findings.items[0].code);
	findings_release(&result.findings);
	return v;
}

static enum verdict import_all(struct example *x)
{
	struct dirent **files;
	enum verdict v = TRIAL_PASSED;
	int n = scandir(x->trial->example, &files, only_csv, alphasort), i;

	if (n < 0)
		return trial_fail(x->trial, "cannot read %s: %s", x->trial->example, strerror(errno));
	for (i = 0; i < n; i++) {
		if (v == TRIAL_PASSED)
			v = import(x, files[i]->d_name);
		free(files[i]);
	}
	free(files);
	return v;
}

static enum verdict judge(struct example *x)
{
	struct judge j = { .registry = x->city.registry,
			   .host = &engine_host,
			   .today = x->today,
			   .whole = true,
			   .log = x->log,
			   .findings = &x->findings };
	struct store *s = store_new(x->city.registry, x->log, x->today);
	struct sijil_err err = { 0 };
	enum verdict v = TRIAL_PASSED;

	if (store_load_all(s, 0, 1, &err) != 0 || judge_store(&j, s, &err) != 0)
		v = trial_error(x->trial, &err);
	store_free(s);
	return v;
}

/* --- what is expected --- */

static const char *amount(struct example *x, int64_t a)
{
	char text[NUMBER_TEXT];

	return a == SIJIL_MISSING ? "-" : arena_strdup(&x->trial->arena, number_text(a, text));
}

/* "26 26 -", as expected.tsv writes a figure. */
static const char *figure_text(struct example *x, const struct figure *f)
{
	return arena_printf(&x->trial->arena, "%s %s %s", f->missing == PRESENT ? amount(x, f->value) : "missing",
			    amount(x, f->numerator), amount(x, f->denominator));
}

static const char *breakdown_text(struct example *x, const struct answer *a, const char *by, const char *group)
{
	size_t i, k;

	for (i = 0; i < a->n_breakdowns; i++)
		for (k = 0; k < a->breakdowns[i].n; k++)
			if (strcmp(a->breakdowns[i].by, by) == 0 && strcmp(a->breakdowns[i].groups[k].code, group) == 0)
				return figure_text(x, &a->breakdowns[i].groups[k].figure);
	return "no such row";
}

/* What the answer says of GROUP: -, adjusted, part=TITLE, aside=REASON, BREAKDOWN=GROUP. */
static const char *answer_text(struct example *x, const struct answer *a, const char *group)
{
	const char *equals = strchr(group, '='), *name = equals != NULL ? equals + 1 : "";
	size_t i;

	if (strcmp(group, "-") == 0)
		return figure_text(x, &a->total);
	if (strcmp(group, "adjusted") == 0)
		return arena_printf(&x->trial->arena, "%s - -", amount(x, a->adjusted));
	for (i = 0; strncmp(group, "aside=", 6) == 0 && i < a->n_excluded; i++)
		if (strcmp(a->excluded[i].reason, name) == 0)
			return arena_printf(&x->trial->arena, "%s - -",
					    amount(x, a->excluded[i].amount != SIJIL_MISSING
							      ? a->excluded[i].amount
							      : a->excluded[i].count * SIJIL_ONE));
	for (i = 0; strncmp(group, "part=", 5) == 0 && i < a->n_parts; i++)
		if (strcmp(a->parts[i].title, name) == 0)
			return figure_text(x, &a->parts[i].figure);
	return equals == NULL
		       ? "no such row"
		       : breakdown_text(x, a, arena_strndup(&x->trial->arena, group, (size_t)(equals - group)), name);
}

static const char *said_of(struct example *x, const struct answers *a, const char *const *row)
{
	size_t i, k;

	for (i = 0; i < a->n_programs; i++)
		for (k = 0; k < a->programs[i].n_metrics; k++)
			if (a->programs[i].program == x->program &&
			    strcmp(a->programs[i].metrics[k].metric->def->code, row[METRIC]) == 0)
				return answer_text(x, &a->programs[i].metrics[k], row[GROUP]);
	return "no such metric";
}

/* What the register says where the row expects something; NULL after saying why there is nothing. */
static const char *answer_of(struct example *x, const char *const *row)
{
	struct trial *t = x->trial;
	struct sijil_err err = { 0 };
	struct question q;
	struct answers *a;
	const char *said;

	if (trial_question(x->city.registry, row[PERIOD], trial_breakdowns(x->city.registry, &t->arena), &t->arena, &q,
			   &err) != 0) {
		trial_error(t, &err);
		return NULL;
	}
	q.as_of = x->today;
	a = evaluate(x->city.registry, x->log, &q, &err);
	if (a == NULL) {
		trial_error(t, &err);
		return NULL;
	}
	said = said_of(x, a, row);
	answers_free(a);
	return said;
}

static const char *count_of(struct example *x, const char *rule)
{
	size_t i, n = 0;

	for (i = 0; i < x->findings.n_rules; i++)
		if (strcmp(x->findings.rules[i].code, rule) == 0)
			n += x->findings.rules[i].n;
	return arena_printf(&x->trial->arena, "%zu - -", n);
}

static enum verdict expect(struct example *x, unsigned line, const char *const *row)
{
	const bool check = strcmp(row[PERIOD], "check") == 0;
	const char *expected = arena_printf(&x->trial->arena, "%s %s %s", row[VALUE], row[NUMERATOR], row[DENOMINATOR]);
	const char *said = check ? count_of(x, row[METRIC]) : answer_of(x, row);

	if (said == NULL)
		return TRIAL_FAILED;
	x->n++;
	if (strcmp(said, expected) == 0)
		return TRIAL_PASSED;
	return trial_fail(x->trial, "%s/expected.tsv:%u: %s %s %s: expected %s, got %s", x->trial->example, line,
			  row[PERIOD], row[METRIC], row[GROUP], expected, said);
}

static enum verdict take_line(struct example *x, unsigned line, char *text)
{
	const char *row[COLUMNS] = { "-", "-", "-", "-", "-", "-" }, *why;
	char *rest = text, *cell;
	size_t n = 0;

	text[strcspn(text, "\r\n")] = '\0';
	if (text[0] == '#' || text[0] == '\0')
		return TRIAL_PASSED;
	while (n < COLUMNS && (cell = strsep(&rest, "\t")) != NULL)
		row[n++] = cell;
	if (strcmp(row[PERIOD], "today") != 0)
		return x->log == NULL ? TRIAL_PASSED : expect(x, line, row);
	if (date_parse(row[METRIC], strlen(row[METRIC]), &x->today, &why) == 0)
		return TRIAL_PASSED;
	return trial_fail(x->trial, "%s/expected.tsv:%u: today '%s': %s", x->trial->example, line, row[METRIC], why);
}

/* Every line; without a register yet, only those that say which day it is. */
static enum verdict read_expected(struct example *x)
{
	const char *path = arena_printf(&x->trial->arena, "%s/expected.tsv", x->trial->example);
	FILE *f = fopen(path, "r");
	enum verdict v = TRIAL_PASSED;
	char text[LINE];
	unsigned line = 0;

	if (f == NULL)
		return trial_fail(x->trial, "cannot read %s: %s", path, strerror(errno));
	while (v == TRIAL_PASSED && fgets(text, sizeof(text), f) != NULL)
		v = take_line(x, ++line, text);
	fclose(f);
	return v;
}

static enum verdict find_program(struct example *x, const char *yaml)
{
	size_t i;

	for (i = 0; i < x->city.registry->n_programs && x->program == NULL; i++)
		if (strcmp(x->city.registry->programs[i].config->plugin, x->trial->name) == 0)
			x->program = &x->city.registry->programs[i];
	return x->program != NULL ? TRIAL_PASSED
				  : trial_fail(x->trial, "%s has no program with 'plugin: %s'", yaml, x->trial->name);
}

static enum verdict work_through(struct example *x)
{
	struct sijil_err err = { 0 };
	enum verdict v = read_expected(x);

	if (v != TRIAL_PASSED)
		return v;
	x->log = trial_register(x->trial, "example", &err);
	if (x->log == NULL)
		return trial_error(x->trial, &err);
	v = import_all(x);
	if (v == TRIAL_PASSED)
		v = judge(x);
	if (v == TRIAL_PASSED)
		v = read_expected(x);
	return v;
}

enum verdict trial_example(struct trial *t)
{
	struct example x = { .trial = t, .today = t->today };
	const char *yaml = arena_printf(&t->arena, "%s/sijil.yaml", t->example);
	enum verdict v;

	if (t->example == NULL) {
		str_addf(&t->detail, "there is no folder example beside the plugin (or give one with --example)");
		return TRIAL_SKIPPED;
	}
	v = trial_city_open(t, yaml, &x.city);
	if (v == TRIAL_PASSED)
		v = find_program(&x, yaml);
	if (v == TRIAL_PASSED)
		v = work_through(&x);
	if (v == TRIAL_PASSED)
		str_addf(&t->detail, "%zu figures and findings of %s are as expected", x.n, t->example);
	findings_release(&x.findings);
	log_close(x.log);
	trial_city_close(&x.city);
	return v;
}

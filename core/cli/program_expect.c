/* The figures and findings that an example expects. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "cli/program.h"
#include "config/decode_value.h"
#include "metrics/evaluate.h"
#include "plugin/tables.h"
#include "rules/judge.h"

/* A figure: what is not given is not looked at. */
struct expected_figure {
	const struct yaml_node *value, *numerator, *denominator, *adjusted, *by, *parts;
};
#define AT(member) .offset = offsetof(struct expected_figure, member)
static const struct decode_row figure_rows[] = {
	{ .key = "value", .type = DECODE_NODE, AT(value) },
	{ .key = "numerator", .type = DECODE_NODE, AT(numerator) },
	{ .key = "denominator", .type = DECODE_NODE, AT(denominator) },
	{ .key = "adjusted", .type = DECODE_NODE, AT(adjusted) },
	{ .key = "by", .type = DECODE_NODE, AT(by) },
	{ .key = "parts", .type = DECODE_NODE, AT(parts) },
	{ .key = NULL },
};

static const struct decode_row group_rows[] = {
	{ .key = "value", .type = DECODE_NODE, AT(value) },
	{ .key = "numerator", .type = DECODE_NODE, AT(numerator) },
	{ .key = "denominator", .type = DECODE_NODE, AT(denominator) },
	{ .key = NULL },
};

struct expected_finding {
	int64_t entry; /* place in the list, from 1; 0: of no entry */
	const char *rule;
};
static const struct decode_row finding_rows[] = {
	{ .key = "entry",
	  .type = DECODE_INT,
	  .offset = offsetof(struct expected_finding, entry),
	  .min = 1,
	  .max = 100000 },
	{ .key = "rule", .type = DECODE_CODE, .offset = offsetof(struct expected_finding, rule), .required = true },
	{ .key = NULL },
};

/* The usual one, as in the example's city. */
static const struct calendar calendar = { .school_start = 9, .fiscal_start = 1 };

/* --- is it well-formed? --- */

static bool is_amount(const struct yaml_node *node)
{
	const char *why;
	int64_t amount;

	return node->type == YAML_SCALAR && (strcmp(node->text, "missing") == 0 ||
					     number_parse_amount(node->text, strlen(node->text), &amount, &why) == 0);
}

static void check_amount(const struct decoder *d, const struct yaml_node *node)
{
	if (node != NULL && !is_amount(node))
		decode_error(d, node, "expected a number with at most six decimals, or missing");
}

/* One value, or a map of value, numerator and denominator. */
static void read_figure(const struct decoder *d, const struct yaml_node *node, const struct decode_row *rows,
			struct expected_figure *out)
{
	*out = (struct expected_figure){ 0 };
	if (node->type == YAML_MAP)
		decode_rows(d, node, rows, out);
	else
		out->value = node;
}

static void check_groups(const struct decoder *d, const struct yaml_node *groups)
{
	struct expected_figure f;
	size_t i;

	if (groups->type != YAML_MAP) {
		decode_error(d, groups, "expected each group and its value, such as {F: 50, M: 100}");
		return;
	}
	for (i = 0; i < groups->n; i++) {
		read_figure(d, &groups->children[i], group_rows, &f);
		check_amount(d, f.value);
		check_amount(d, f.numerator);
		check_amount(d, f.denominator);
	}
}

static void check_figure(const struct decoder *d, const struct yaml_node *node)
{
	struct expected_figure f;
	size_t i;

	read_figure(d, node, figure_rows, &f);
	check_amount(d, f.value);
	check_amount(d, f.numerator);
	check_amount(d, f.denominator);
	check_amount(d, f.adjusted);
	if (f.parts != NULL)
		check_groups(d, f.parts);
	if (f.by != NULL && f.by->type != YAML_MAP)
		decode_error(d, f.by, "expected each breakdown and its groups, such as {sex: {F: 50, M: 100}}");
	for (i = 0; f.by != NULL && f.by->type == YAML_MAP && i < f.by->n; i++)
		check_groups(d, &f.by->children[i]);
}

/* The file's, and those that every program has. */
static const char *const *metric_codes(const struct decoder *d, const struct sijil_plugin *p)
{
	const struct sijil_metric *const tables[] = { p->metrics, core_metrics }, *m;
	const char **codes;
	size_t n = 0, i;

	for (i = 0; i < 2; i++)
		for (m = tables[i]; m != NULL && m->code != NULL; m++)
			n++;
	codes = arena_alloc(d->arena, (n + 1) * sizeof(*codes));
	for (n = 0, i = 0; i < 2; i++)
		for (m = tables[i]; m != NULL && m->code != NULL; m++)
			codes[n++] = m->code;
	return codes;
}

static bool is_known(const char *const *codes, const char *code)
{
	while (*codes != NULL && strcmp(*codes, code) != 0)
		codes++;
	return *codes != NULL;
}

static void check_period(const struct decoder *d, const struct yaml_node *node, const char *const *codes)
{
	struct sijil_err err = { 0 };
	struct period period;
	size_t i;

	if (period_parse(node->key, &calendar, &period, &err) != 0)
		yaml_key_error(d->errs, node, "%s", err.message);
	if (node->type != YAML_MAP) {
		decode_error(d, node, "expected each metric and its value, such as {learners: 12}");
		return;
	}
	for (i = 0; i < node->n; i++) {
		const struct yaml_node *metric = &node->children[i];

		if (!is_known(codes, metric->key))
			yaml_key_error(d->errs, metric, "there is no metric '%.*s'%s", yaml_shown(metric->key),
				       metric->key, decode_suggestion(d, metric->key, codes));
		check_figure(d, metric);
	}
}

static void check_findings(const struct decoder *d, const struct example *e)
{
	const struct yaml_node *list = e->form.findings;
	size_t i;

	if (list != NULL && list->type != YAML_LIST) {
		decode_error(d, list, "expected a list, such as [{entry: 3, rule: CORE-E09}]");
		return;
	}
	for (i = 0; list != NULL && i < list->n; i++) {
		struct expected_finding f = { 0 };

		if (decode_map(&list->children[i], finding_rows, &f, d->arena, d->errs) == 0 &&
		    f.entry > (int64_t)e->form.entries->n)
			decode_error(d, yaml_get(&list->children[i], "entry"), "there are %zu entries only",
				     e->form.entries->n);
	}
}

void example_check_expectations(struct example *e, const struct declared *file)
{
	const struct decoder d = { .arena = e->all->arena, .errs = e->all->errs };
	const char *const *codes = metric_codes(&d, declared_plugin(file));
	const struct yaml_node *expect = e->form.expect;
	size_t i;

	check_findings(&d, e);
	if (expect != NULL && expect->type != YAML_MAP)
		decode_error(&d, expect, "expected each period and its metrics, such as {SY2024: {learners: 12}}");
	for (i = 0; expect != NULL && expect->type == YAML_MAP && i < expect->n; i++)
		check_period(&d, &expect->children[i], codes);
}

/* --- figures --- */

static const char *amount_text(struct example *e, bool present, int64_t amount)
{
	char text[NUMBER_TEXT];

	return present && amount != SIJIL_MISSING ? arena_strdup(e->all->arena, number_text(amount, text)) : "missing";
}

static void compare(struct example *e, const struct yaml_node *node, const char *what, bool present, int64_t amount)
{
	const char *got = amount_text(e, present, amount), *why, *expected;
	int64_t wanted = SIJIL_MISSING;

	if (node == NULL)
		return;
	e->all->n_looked_at++;
	if (strcmp(node->text, "missing") != 0)
		number_parse_amount(node->text, strlen(node->text), &wanted, &why);
	expected = amount_text(e, true, wanted);
	if (strcmp(expected, got) != 0)
		example_mismatch(e, node, what, expected, got);
}

static void compare_figure(struct example *e, const struct expected_figure *f, const char *what,
			   const struct figure *figure)
{
	struct arena *a = e->all->arena;

	compare(e, f->value, what, figure->missing == PRESENT, figure->value);
	compare(e, f->numerator, arena_printf(a, "%s numerator", what), true, figure->numerator);
	compare(e, f->denominator, arena_printf(a, "%s denominator", what), true, figure->denominator);
}

static const struct group *group_coded(const struct answer *a, const char *by, const char *code)
{
	size_t i, k;

	for (i = 0; i < a->n_breakdowns; i++)
		for (k = 0; k < a->breakdowns[i].n && strcmp(a->breakdowns[i].by, by) == 0; k++)
			if (strcmp(a->breakdowns[i].groups[k].code, code) == 0)
				return &a->breakdowns[i].groups[k];
	return NULL;
}

static void compare_groups(struct example *e, const struct yaml_node *axis, const char *what, const struct answer *a)
{
	const struct decoder d = { .arena = e->all->arena, .errs = e->all->errs };
	size_t i;

	for (i = 0; i < axis->n; i++) {
		const struct yaml_node *node = &axis->children[i];
		const struct group *g = group_coded(a, axis->key, node->key);
		const char *of = arena_printf(d.arena, "%s %s %s", what, axis->key, node->key);
		struct expected_figure f;

		read_figure(&d, node, group_rows, &f);
		if (g != NULL)
			compare_figure(e, &f, of, &g->figure);
		else
			example_mismatch(e, node, of, node->type == YAML_SCALAR ? node->text : "a figure",
					 "no such group");
	}
}

static void compare_parts(struct example *e, const struct yaml_node *parts, const char *what, const struct answer *a)
{
	const struct decoder d = { .arena = e->all->arena, .errs = e->all->errs };
	size_t i, k;

	for (i = 0; i < parts->n; i++) {
		const char *of = arena_printf(d.arena, "%s %s", what, parts->children[i].key);
		struct expected_figure f;

		read_figure(&d, &parts->children[i], group_rows, &f);
		for (k = 0; k < a->n_parts && strcmp(a->parts[k].title, parts->children[i].key) != 0; k++)
			;
		if (k < a->n_parts)
			compare_figure(e, &f, of, &a->parts[k].figure);
		else
			example_mismatch(e, &parts->children[i], of, "a part of that title", "no such part");
	}
}

static const char *const *axes_of(struct example *e, const struct yaml_node *by)
{
	const char **names = arena_alloc(e->all->arena, ((by != NULL ? by->n : 0) + 1) * sizeof(*names));
	size_t i;

	for (i = 0; by != NULL && i < by->n; i++)
		names[i] = by->children[i].key;
	return names;
}

static const struct answer *answer_coded(const struct answers *a, const char *code)
{
	size_t i;

	for (i = 0; i < a->programs[0].n_metrics; i++)
		if (strcmp(a->programs[0].metrics[i].metric->def->code, code) == 0)
			return &a->programs[0].metrics[i];
	return NULL;
}

static bool has_axis(const struct answer *a, const char *by)
{
	size_t i;

	for (i = 0; i < a->n_breakdowns && strcmp(a->breakdowns[i].by, by) != 0; i++)
		;
	return i < a->n_breakdowns;
}

static void compare_answer(struct example *e, const struct expected_figure *f, const char *what, const struct answer *a)
{
	const struct decoder d = { .arena = e->all->arena, .errs = e->all->errs };
	size_t i;

	compare_figure(e, f, what, &a->total);
	compare(e, f->adjusted, arena_printf(d.arena, "%s adjusted", what), true, a->adjusted);
	if (f->parts != NULL)
		compare_parts(e, f->parts, what, a);
	for (i = 0; f->by != NULL && i < f->by->n; i++)
		if (has_axis(a, f->by->children[i].key))
			compare_groups(e, &f->by->children[i], what, a);
		else
			yaml_key_error(d.errs, &f->by->children[i], "metric '%s' is not broken down by '%.*s'",
				       a->metric->def->code, yaml_shown(f->by->children[i].key),
				       f->by->children[i].key);
}

static int expect_metric(struct example *e, const struct yaml_node *node, const struct period *period)
{
	const struct decoder d = { .arena = e->all->arena, .errs = e->all->errs };
	const struct program *const programs[] = { e->program, NULL };
	struct expected_figure f;
	struct sijil_err err = { 0 };
	struct question q = { .period = *period, .as_of = e->app.today, .programs = programs, .host = &engine_host };
	struct answers *a;

	read_figure(&d, node, figure_rows, &f);
	q.by = axes_of(e, f.by);
	a = evaluate(e->app.registry, e->app.log, &q, &err);
	if (a == NULL && err.status == ERR_USAGE) { /* a breakdown that nothing has */
		yaml_key_error(d.errs, f.by, "%s", err.message);
		return 0;
	}
	if (a == NULL)
		return say_error(&err);
	compare_answer(e, &f, arena_printf(d.arena, "%s %s", period->code, node->key), answer_coded(a, node->key));
	answers_free(a);
	return 0;
}

/* --- findings --- */

static struct judged *judged_at(struct example *e, size_t position, const char *code)
{
	size_t i;

	for (i = 0; i < e->n_judged; i++)
		if (e->judged[i].position == position && strcmp(e->judged[i].code, code) == 0)
			return &e->judged[i];
	return NULL;
}

static void expect_findings(struct example *e)
{
	const struct yaml_node *list = e->form.findings;
	struct arena *a = e->all->arena;
	size_t i;

	for (i = 0; list != NULL && i < list->n; i++) {
		struct expected_finding f = { 0 };
		struct judged *j;

		decode_map(&list->children[i], finding_rows, &f, a, e->all->errs);
		j = judged_at(e, (size_t)f.entry, f.rule);
		e->all->n_looked_at++;
		if (j != NULL)
			j->expected = true;
		else
			example_mismatch(e, &list->children[i],
					 f.entry > 0 ? arena_printf(a, "entry %lld", (long long)f.entry) : "no entry",
					 f.rule, "nothing of that rule");
	}
}

/* An error that nobody expects kept an entry out; with a list of findings, a warning has to be in it, too. */
static void refuse_others(struct example *e)
{
	size_t i;

	for (i = 0; i < e->n_judged; i++) {
		const struct judged *j = &e->judged[i];
		const bool told =
			j->severity == SIJIL_ERROR || (j->severity == SIJIL_WARNING && e->form.findings != NULL);

		if (!told || j->expected || strcmp(j->code, "CORE-W05") == 0)
			continue;
		example_mismatch(e, j->position > 0 ? &e->form.entries->children[j->position - 1] : e->node,
				 j->position > 0 ? arena_printf(e->all->arena, "entry %zu", j->position) : "no entry",
				 "nothing wrong", arena_printf(e->all->arena, "%s: %s", j->code, j->message));
	}
}

int example_expect(struct example *e)
{
	const struct yaml_node *expect = e->form.expect;
	struct sijil_err err = { 0 };
	struct period period;
	int status = 0;
	size_t i, k;

	expect_findings(e);
	refuse_others(e);
	for (i = 0; expect != NULL && i < expect->n && status == 0; i++) {
		period_parse(expect->children[i].key, &calendar, &period, &err);
		for (k = 0; k < expect->children[i].n && status == 0; k++)
			status = expect_metric(e, &expect->children[i].children[k], &period);
	}
	return status;
}

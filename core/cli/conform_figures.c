/* All that a register says, as lines of text: what is the same register must say the same. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "cli/conform.h"
#include "metrics/evaluate.h"
#include "rules/judge.h"

const char *const trial_periods[] = { "2024-Q1", "2024-Q2", "2024-05", "2024", NULL };

static bool stands(const char *const *list, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

const char *const *trial_breakdowns(const struct registry *registry, struct arena *arena)
{
	size_t n = 0, most = 2, i;
	const char **by;
	unsigned m, a;

	for (i = 0; i < registry->n_programs; i++)
		for (m = 0; m < registry->programs[i].n_metrics; m++)
			most += registry->programs[i].metrics[m].n_axes;
	by = arena_alloc(arena, most * sizeof(*by));
	by[n++] = "month";
	for (i = 0; i < registry->n_programs; i++)
		for (m = 0; m < registry->programs[i].n_metrics; m++)
			for (a = 0; a < registry->programs[i].metrics[m].n_axes; a++)
				if (!stands(by, n, registry->programs[i].metrics[m].axes[a].name))
					by[n++] = registry->programs[i].metrics[m].axes[a].name;
	return by;
}

int trial_question(const struct registry *registry, const char *period, const char *const *by, struct arena *arena,
		   struct question *q, struct sijil_err *err)
{
	const struct program **programs = arena_alloc(arena, (registry->n_programs + 1) * sizeof(*programs));
	size_t i;

	for (i = 0; i < registry->n_programs; i++)
		programs[i] = &registry->programs[i];
	*q = (struct question){ .as_of = TRIAL_TODAY, .programs = programs, .by = by, .host = &engine_host };
	return period_parse(period, &registry->city->calendar, &q->period, err);
}

/* --- figures --- */

static void add_amount(struct str *out, const char *what, int64_t amount)
{
	char text[NUMBER_TEXT];

	if (amount != SIJIL_MISSING)
		str_addf(out, " %s %s", what, number_text(amount, text));
}

static void add_figure(struct str *out, const struct figure *f)
{
	if (f->missing == PRESENT)
		add_amount(out, "value", f->value);
	else
		str_addf(out, " %s", missing_code(f->missing));
	add_amount(out, "numerator", f->numerator);
	add_amount(out, "denominator", f->denominator);
	str_addc(out, '\n');
}

static void begin(struct str *out, const struct answers *a, const struct program_answers *p, const struct answer *m)
{
	str_addf(out, "%s %s '%s'", a->period.code, p->program->id, m->metric->def->code);
}

static void add_answer(struct str *out, const struct answers *a, const struct program_answers *p,
		       const struct answer *m)
{
	size_t i, k;

	begin(out, a, p, m);
	str_addc(out, ':');
	add_figure(out, &m->total);
	begin(out, a, p, m);
	str_add(out, " of the period before:");
	add_figure(out, &m->previous);
	for (i = 0; i < m->n_excluded; i++) {
		begin(out, a, p, m);
		str_addf(out, " %s: %lld units", m->excluded[i].reason, (long long)m->excluded[i].count);
		add_amount(out, "amount", m->excluded[i].amount);
		str_addc(out, '\n');
	}
	for (i = 0; i < m->n_breakdowns; i++)
		for (k = 0; k < m->breakdowns[i].n; k++) {
			begin(out, a, p, m);
			str_addf(out, " %s=%s:", m->breakdowns[i].by, m->breakdowns[i].groups[k].code);
			add_figure(out, &m->breakdowns[i].groups[k].figure);
		}
}

static int add_period(const struct registry *registry, struct log *log, const char *period, struct arena *arena,
		      struct str *out, struct sijil_err *err)
{
	struct question q;
	struct answers *a;
	size_t i, k;

	if (trial_question(registry, period, trial_breakdowns(registry, arena), arena, &q, err) != 0)
		return -1;
	a = evaluate(registry, log, &q, err);
	if (a == NULL)
		return -1;
	for (i = 0; i < a->n_programs; i++)
		for (k = 0; k < a->programs[i].n_metrics; k++)
			add_answer(out, a, &a->programs[i], &a->programs[i].metrics[k]);
	answers_free(a);
	return 0;
}

/* --- findings --- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *shown(const char *text)
{
	return text != NULL ? text : "-";
}

/*
 * Of two entries that do not go together, the engine tells of the one logged later: this, and its own rules, is not the
 * plugin's doing.  What a row judges of one entry, or a callback, must not depend on it.
 */
static bool is_compared(const struct registry *registry, const char *code)
{
	const struct program *p = &registry->programs[0];
	bool found = false;
	unsigned i;

	for (i = 0; i < p->n_rules; i++) {
		const struct sijil_rule *r = p->rules[i].def;

		if (strcmp(r->code, code) != 0)
			continue;
		if (r->check != SIJIL_MUST && r->check != SIJIL_PRIOR && r->check != SIJIL_PREVIOUS &&
		    r->check != SIJIL_CALLBACK)
			return false;
		found = true;
	}
	return found;
}

/*
 * What a rule says too often is only counted; messages are left out, as they may name other entries, whose numbers are
 * those of their order.
 */
static void add_findings(const struct registry *registry, struct findings *f, struct arena *arena, struct str *out)
{
	const char **lines = arena_alloc(arena, (f->n + f->n_rules + 1) * sizeof(*lines));
	char day[DATE_TEXT];
	size_t i, n = 0;

	for (i = 0; i < f->n_rules; i++)
		if (is_compared(registry, f->rules[i].code))
			lines[n++] = arena_printf(arena, "rule %s (%s): %zu findings", f->rules[i].code,
						  severity_name(f->rules[i].severity), f->rules[i].n);
	for (i = 0; i < f->n; i++) {
		const struct finding *x = &f->items[i];
		const struct rule_count *c = findings_of(f, x->severity, x->code);

		if (c->kept == c->n && is_compared(registry, x->code))
			lines[n++] = arena_printf(arena, "rule %s: on the %s of %s, %s at %s, field %s", x->code,
						  shown(x->kind), x->entry != 0 ? date_text(x->day, day) : "-",
						  shown(x->person), shown(x->site), shown(x->field));
	}
	if (n > 0)
		qsort(lines, n, sizeof(*lines), by_text);
	for (i = 0; i < n; i++)
		str_addf(out, "%s\n", lines[i]);
}

static int judge_all(const struct registry *registry, struct log *log, struct findings *f, struct sijil_err *err)
{
	struct judge j = { .registry = registry,
			   .host = &engine_host,
			   .today = TRIAL_TODAY,
			   .whole = true,
			   .log = log,
			   .findings = f };
	struct store *s = store_new(registry, log, TRIAL_TODAY);
	int rc = store_load_all(s, 0, 1, err);

	if (rc == 0)
		rc = judge_store(&j, s, err);
	store_free(s);
	return rc;
}

int trial_figures(const struct registry *registry, struct log *log, struct arena *arena, struct str *out,
		  struct sijil_err *err)
{
	struct findings f = { 0 };
	size_t i;
	int rc = 0;

	for (i = 0; trial_periods[i] != NULL && rc == 0; i++)
		rc = add_period(registry, log, trial_periods[i], arena, out, err);
	if (rc == 0)
		rc = judge_all(registry, log, &f, err);
	if (rc == 0)
		add_findings(registry, &f, arena, out);
	findings_release(&f);
	return rc;
}

/* --- where two differ --- */

static size_t line_length(const char *s)
{
	return strcspn(s, "\n");
}

enum verdict trial_compare(struct trial_round *r, const char *what, const struct str *first, const struct str *second)
{
	const char *a = first->s, *b = second->s;

	while (line_length(a) == line_length(b) && strncmp(a, b, line_length(a)) == 0) {
		a += line_length(a);
		b += line_length(b);
		if (*a == '\0' && *b == '\0')
			return TRIAL_PASSED;
		a += *a != '\0';
		b += *b != '\0';
	}
	return trial_fail(r->trial, "%s (seed %llu):\nfirst: %.*s\nthen:  %.*s", what, (unsigned long long)r->seed,
			  (int)line_length(a), a, (int)line_length(b), b);
}

#include "config.h"

#include "report/quality.h"

#include <stdlib.h>
#include <string.h>

#include "report/cell.h"
#include "report/wrap.h"
#include "rules/judge.h"

enum { INDENT = 2 };

static const char late_rule[] = "CORE-E13"; /* entries into a period that was frozen */

/* --- what the rules find --- */

struct finding_out {
	struct summary *s;
	struct summary_program *p; /* of the last finding */
};

static struct summary_program *program_of(struct finding_out *to, const char *id)
{
	if (to->p != NULL && strcmp(to->p->program->id, id) == 0)
		return to->p;
	for (size_t i = 0; i < to->s->n_programs; i++)
		if (!to->s->programs[i].whole && strcmp(to->s->programs[i].program->id, id) == 0)
			return to->p = &to->s->programs[i];
	return NULL;
}

static int by_rule_and_entry(const void *a, const void *b)
{
	const struct acknowledged *x = a, *y = b;
	int order = strcmp(x->rule, y->rule);

	return order != 0 ? order : (x->entry > y->entry) - (x->entry < y->entry);
}

static bool is_acknowledged(const struct summary_program *p, const struct finding *f)
{
	const struct acknowledged key = { .entry = f->entry, .rule = f->code };

	return f->severity == SIJIL_WARNING && p->n_acknowledged > 0 &&
	       bsearch(&key, p->acknowledged, p->n_acknowledged, sizeof(key), by_rule_and_entry) != NULL;
}

/* Codes live in the registry, as the program does. */
static void count_rule(struct summary *s, struct quality *q, const struct finding *f)
{
	for (size_t i = 0; i < q->n_rules; i++)
		if (q->rules[i].severity == f->severity && strcmp(q->rules[i].code, f->code) == 0) {
			q->rules[i].n++;
			return;
		}
	if (q->n_rules == q->cap) {
		struct quality_rule *more = arena_alloc(&s->arena, (2 * q->cap + 8) * sizeof(*more));

		if (q->n_rules > 0)
			memcpy(more, q->rules, q->n_rules * sizeof(*more));
		q->rules = more;
		q->cap = 2 * q->cap + 8;
	}
	q->rules[q->n_rules++] = (struct quality_rule){ f->code, f->severity, 1 };
}

static void see_finding(void *arg, const struct finding *f)
{
	struct finding_out *to = arg;
	struct summary_program *p = f->severity == SIJIL_INFO || f->program == NULL ? NULL : program_of(to, f->program);

	if (p == NULL || is_acknowledged(p, f))
		return;
	if (f->severity == SIJIL_ERROR)
		p->quality.errors++;
	else
		p->quality.warnings++;
	count_rule(to->s, &p->quality, f);
}

/* Errors first, then the most frequent. */
static int by_weight(const void *a, const void *b)
{
	const struct quality_rule *x = a, *y = b;

	if (x->severity != y->severity)
		return x->severity < y->severity ? 1 : -1;
	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return strcmp(x->code, y->code);
}

/* The only program asked for; NULL: there are several. */
static const struct program *only_program(const struct summary *s)
{
	return s->n_programs == 1 && !s->programs[0].whole ? s->programs[0].program : NULL;
}

static int judge_period(struct summary *s, const struct registry *registry, struct log *log, struct sijil_err *err)
{
	struct finding_out to = { .s = s };
	struct findings found = { .see = see_finding, .see_arg = &to };
	struct judge j = { .registry = registry, .host = &engine_host, .today = s->as_of, .log = log,
			   .program = only_program(s), .from = s->period.from,
			   .to = s->as_of < s->period.to ? s->as_of : s->period.to, .findings = &found };
	int rc = j.to >= j.from ? judge_register(&j, err) : 0;

	findings_release(&found);
	for (size_t i = 0; rc == 0 && i < s->n_programs; i++) {
		struct quality *q = &s->programs[i].quality;

		q->judged = true;
		if (q->n_rules > 0)
			qsort(q->rules, q->n_rules, sizeof(*q->rules), by_weight);
	}
	return rc;
}

/* --- what imports rejected: nobody knows of which days, but the lines they took tell of when the file is --- */

struct imports {
	struct summary *s;
	struct log *log;
	const uint32_t *programs; /* their numbers in the register, 0: it has no entry */
	struct sijil_err *err;
};

static int stop(void *arg, const struct log_row *row)
{
	(void)arg;
	(void)row;
	return 1;
}

static int take_batch(void *arg, const struct log_batch *b)
{
	const struct imports *in = arg;

	if (b->rejected == 0 || b->command == NULL || strcmp(b->command, LOG_IMPORT) != 0)
		return 0;
	for (size_t i = 0; i < in->s->n_programs; i++) {
		const struct log_query q = { .batch = b->id, .program = in->programs[i],
					     .from = in->s->period.from, .to = in->s->period.to };
		const int found = in->programs[i] != 0 ? log_each(in->log, &q, stop, NULL, in->err) : 0;

		if (found < 0)
			return -1;
		in->s->programs[i].quality.rejected += found > 0 ? b->rejected : 0;
		in->s->programs[i].quality.imports += found > 0;
	}
	return 0;
}

static int count_rejected(struct summary *s, struct log *log, struct sijil_err *err)
{
	uint32_t *numbers = arena_alloc(&s->arena, (s->n_programs + 1) * sizeof(*numbers));
	struct imports in = { s, log, numbers, err };

	for (size_t i = 0; i < s->n_programs; i++) {
		int64_t number = log_code_number(log, LOG_PROGRAM, s->programs[i].program->id, false, err);

		if (number < 0)
			return -1;
		numbers[i] = (uint32_t)number;
	}
	return log_batch(log, 0, take_batch, &in, err) < 0 ? -1 : 0;
}

int summary_quality(struct summary *s, const struct registry *registry, struct log *log, bool always,
		    struct sijil_err *err)
{
	const int64_t entries = log_count(log, err);

	if (entries < 0 || count_rejected(s, log, err) != 0 ||
	    ((always || entries <= QUALITY_ENTRIES) && judge_period(s, registry, log, err) != 0))
		return -1;
	for (size_t i = 0; i < s->n_programs; i++)
		s->programs[i].quality.made = !s->programs[i].whole && s->programs[i].unavailable == NULL;
	return 0;
}

/* --- text --- */

size_t quality_late(const struct summary_program *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_acknowledged; i++)
		n += strcmp(p->acknowledged[i].rule, late_rule) == 0;
	return n;
}

static void write_line(const struct summary *s, struct str *line, struct str *out)
{
	wrap_add(out, line->s, &(struct wrap){ s->columns, 2 * INDENT, 3 * INDENT });
	str_clear(line);
}

/* "errors standing: 3 (SC-E04 2, SC-E07 1)" */
static void write_findings(const struct summary *s, const struct quality *q, enum sijil_severity severity,
			   struct str *line, struct str *out)
{
	size_t shown = 0;

	str_addf(line, "%s: %zu", severity == SIJIL_ERROR ? "errors standing" : "warnings open",
		 severity == SIJIL_ERROR ? q->errors : q->warnings);
	for (size_t i = 0; i < q->n_rules; i++)
		if (q->rules[i].severity == severity)
			str_addf(line, "%s%s %zu", shown++ == 0 ? " (" : ", ", q->rules[i].code, q->rules[i].n);
	str_add(line, shown > 0 ? ")" : "");
	write_line(s, line, out);
}

static void write_rejected(const struct summary *s, const struct quality *q, struct str *line, struct str *out)
{
	str_addf(line, "lines rejected: %lld", (long long)q->rejected);
	if (q->imports > 0)
		str_addf(line, ", by %lld import%s with entries of the period", (long long)q->imports,
			 q->imports == 1 ? "" : "s");
	write_line(s, line, out);
}

/* The metrics of which one holds, by title: "left something out: Attendance rate, Visits". */
static void write_titles(const struct summary *s, const struct summary_program *p, const char *what,
			 bool (*holds)(const struct answer *a), struct str *out)
{
	struct str line;
	size_t n = 0;

	str_init(&line, STR_MAX_DEFAULT);
	for (size_t i = 0; i < p->n_metrics; i++) {
		if (!holds(p->metrics[i].answer))
			continue;
		str_add(&line, n++ == 0 ? what : ", ");
		cell_add(&line, p->metrics[i].title);
	}
	write_line(s, &line, out);
	str_release(&line);
}

static bool leaves_out(const struct answer *a)
{
	for (size_t i = 0; i < a->n_excluded; i++)
		if (a->excluded[i].count != 0)
			return true;
	return false;
}

static bool is_estimated(const struct answer *a)
{
	return a->metric->def->estimate && a->total.missing == PRESENT;
}

void quality_write(const struct summary *s, const struct summary_program *p, struct str *out)
{
	const struct quality *q = &p->quality;
	struct str line;

	if (!q->made)
		return;
	str_init(&line, STR_MAX_DEFAULT);
	str_add(out, "\n  Data quality\n");
	if (q->judged) {
		write_findings(s, q, SIJIL_ERROR, &line, out);
		write_findings(s, q, SIJIL_WARNING, &line, out);
	} else {
		str_add(&line, "errors standing, warnings open: not looked for in a register of this size; with --quality "
			       "they are");
		write_line(s, &line, out);
	}
	str_addf(&line, "warnings acknowledged: %zu, of them late entries: %zu", p->n_acknowledged, quality_late(p));
	write_line(s, &line, out);
	write_rejected(s, q, &line, out);
	write_titles(s, p, "left out or counted apart in: ", leaves_out, out);
	write_titles(s, p, "estimates: ", is_estimated, out);
	str_release(&line);
}

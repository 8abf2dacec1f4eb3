#include "config.h"

#include "exchange/frozen.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "log/entry.h"
#include "rules/judge.h"

struct frozen {
	const struct registry *registry;
	struct log *log;
	const struct program *program;
	int32_t today;
	struct frozen_report *reports;
	size_t n, cap;
	struct answers **before; /* by report; NULL: not asked yet */
	struct arena arena;
};

/* --- which there are --- */

struct reading {
	struct frozen *f;
	const struct kind *kind;
	struct value *values;
};

static int take_report(void *arg, const struct log_row *row)
{
	const struct reading *r = arg;
	struct frozen *f = r->f;
	int period = kind_field(r->kind, "period"), report = kind_field(r->kind, "report");

	if (entry_decode(r->kind, row->fields, row->fields_n, r->values, &f->arena) != 0 ||
	    r->values[period].number == SIJIL_MISSING || r->values[report].number == SIJIL_MISSING)
		return 0;
	f->reports = mem_grow(f->reports, f->n, &f->cap, sizeof(*f->reports));
	f->reports[f->n++] = (struct frozen_report){
		.entry = row->id,
		.from = row->day,
		.to = row->day_end,
		.period = arena_strdup(&f->arena, r->values[period].text),
		.digest = arena_strdup(&f->arena, r->values[report].text),
	};
	return 0;
}

static int read_reports(struct frozen *f, struct sijil_err *err)
{
	struct reading r = { .f = f, .kind = program_kind(f->program, FROZEN_KIND) };
	const int64_t program = log_code_number(f->log, LOG_PROGRAM, f->program->id, false, err);
	const int64_t kind = program < 0 ? -1 : log_code_number(f->log, LOG_KIND, FROZEN_KIND, false, err);
	const struct log_query query = { .subject_type = SIJIL_PROGRAM,
					 .subject = (uint32_t)program,
					 .kind = (uint32_t)kind,
					 .current = true };

	if (program < 0 || kind < 0)
		return -1;
	if (program == 0 || kind == 0)
		return 0;
	r.values = arena_alloc(&f->arena, (r.kind->n_fields + 1) * sizeof(*r.values));
	return log_each(f->log, &query, take_report, &r, err);
}

struct frozen *frozen_open(const struct registry *registry, struct log *log, const struct program *program,
			   int32_t today, struct sijil_err *err)
{
	struct frozen *f = mem_alloc(sizeof(*f));

	f->registry = registry;
	f->log = log;
	f->program = program;
	f->today = today;
	if (read_reports(f, err) == 0) {
		f->before = mem_alloc((f->n + 1) * sizeof(struct answers *));
		return f;
	}
	frozen_close(f);
	return NULL;
}

void frozen_close(struct frozen *f)
{
	size_t i;

	if (f == NULL)
		return;
	for (i = 0; f->before != NULL && i < f->n; i++)
		answers_free(f->before[i]);
	free(f->before);
	free(f->reports);
	arena_release(&f->arena);
	free(f);
}

size_t frozen_count(const struct frozen *f)
{
	return f->n;
}

const struct frozen_report *frozen_at(const struct frozen *f, size_t i)
{
	return &f->reports[i];
}

const struct frozen_report *frozen_touches(const struct frozen *f, int32_t day, int32_t day_end)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->reports[i].from <= day_end && f->reports[i].to >= day)
			return &f->reports[i];
	return NULL;
}

/* --- CORE-E13 --- */

void frozen_judge(const struct frozen *f, const struct kind *kind, int32_t day, int32_t day_end, uint32_t line,
		  struct findings *findings)
{
	const struct frozen_report *r = frozen_touches(f, day, day_end);
	struct finding found = { .severity = SIJIL_ERROR, .code = "CORE-E13", .line = line, .program = f->program->id,
				 .kind = kind->def->name, .field = "on",
				 .remedy = "give --late \"reason\" if it has to be written all the same, or void the "
					   "frozen report first" };
	struct sijil_err what = { 0 };
	char text[DATE_TEXT], id[32];

	if (r == NULL)
		return;
	found.value = date_text(day, text);
	err_set(&what, ERR_DATA, "on '%s' is inside %s, whose report was frozen (entry #%s)", text, r->period,
		log_id_text(r->entry, id));
	found.message = what.message;
	findings_add(findings, &found);
}

/* --- CORE-W14 --- */

static struct store *load(const struct frozen *f, const struct frozen_write *write, struct sijil_err *err)
{
	const bool everybody = write->everybody || (write->kind != NULL && write->kind->referred);
	struct store *s = store_new(f->registry, f->log, f->today);
	int rc = everybody ? store_load_all(s, 0, 1, err) : 0;
	size_t i;

	for (i = 0; rc == 0 && !everybody && i < write->n; i++)
		if (write->subjects[i].number != 0)
			rc = store_load_subject(s, write->subjects[i].type, write->subjects[i].number, err);
	if (rc == 0)
		return s;
	store_free(s);
	return NULL;
}

static struct answers *report_of(const struct frozen *f, size_t i, struct store *store, struct sijil_err *err)
{
	static const char *const nothing[] = { NULL };
	const struct program *programs[] = { f->program, NULL };
	struct question q = { .as_of = f->today, .programs = programs, .by = nothing, .host = &engine_host };

	if (period_parse(f->reports[i].period, &f->registry->city->calendar, &q.period, err) != 0)
		return NULL;
	return evaluate_store(f->registry, store, &q, err);
}

int frozen_before(struct frozen *f, const struct frozen_write *write, struct sijil_err *err)
{
	struct store *s = f->n == 0 ? NULL : load(f, write, err);
	int rc = s == NULL && f->n > 0 ? -1 : 0;
	size_t i;

	for (i = 0; rc == 0 && i < f->n; i++) {
		answers_free(f->before[i]); /* of a write before this one */
		f->before[i] = report_of(f, i, s, err);
		rc = f->before[i] != NULL ? 0 : -1;
	}
	store_free(s);
	return rc;
}

static bool differs(const struct figure *a, const struct figure *b)
{
	return a->missing != b->missing || a->numerator != b->numerator || a->denominator != b->denominator ||
	       (a->missing == PRESENT && a->value != b->value);
}

static bool excluded_differ(const struct answer *a, const struct answer *b)
{
	bool differ = a->n_excluded != b->n_excluded;
	size_t i;

	for (i = 0; !differ && i < a->n_excluded; i++)
		differ = strcmp(a->excluded[i].reason, b->excluded[i].reason) != 0 ||
			 a->excluded[i].count != b->excluded[i].count || a->excluded[i].amount != b->excluded[i].amount;
	return differ;
}

/* All that a report prints of a metric: also what it is compared with, its parts, and what stands beside it. */
static bool answers_differ(const struct answer *a, const struct answer *b)
{
	bool differ = differs(&a->total, &b->total) || differs(&a->previous, &b->previous) ||
		      differs(&a->last_year, &b->last_year) || a->n_parts != b->n_parts || excluded_differ(a, b);
	size_t i;

	for (i = 0; !differ && i < a->n_parts; i++)
		differ = differs(&a->parts[i].figure, &b->parts[i].figure);
	return differ;
}

/* The codes of the metrics that changed, joined; "" if none did. */
static const char *changed(struct frozen *f, const struct program_answers *a, const struct program_answers *b)
{
	const char *list = "";
	size_t i;

	for (i = 0; i < a->n_metrics; i++)
		if (answers_differ(&a->metrics[i], &b->metrics[i]))
			list = arena_printf(&f->arena, "%s%s%s", list, *list != '\0' ? ", " : "",
					    a->metrics[i].metric->def->code);
	return list;
}

static void tell(struct frozen *f, const struct kind *kind, const struct frozen_report *r, const char *metrics,
		 int64_t entry, struct findings *findings)
{
	struct finding found = { .severity = SIJIL_WARNING, .code = "CORE-W14", .entry = entry,
				 .program = f->program->id,
				 .kind = kind != NULL ? kind->def->name : NULL,
				 .remedy = "say why, and tell those who have the report: it is to be made again" };
	char id[32];

	found.message = arena_printf(&f->arena, "this changes the frozen report of %s (entry #%s): %s", r->period,
				     log_id_text(r->entry, id), metrics);
	findings_add(findings, &found);
}

int frozen_after(struct frozen *f, const struct frozen_write *write, int64_t entry, struct findings *findings,
		 struct sijil_err *err)
{
	struct store *s = f->n == 0 ? NULL : load(f, write, err);
	int rc = s == NULL && f->n > 0 ? -1 : 0;
	size_t i;

	for (i = 0; rc == 0 && i < f->n; i++) {
		struct answers *now = report_of(f, i, s, err);
		const char *metrics = now != NULL ? changed(f, &f->before[i]->programs[0], &now->programs[0]) : "";

		if (*metrics != '\0')
			tell(f, write->kind, &f->reports[i], metrics, entry, findings);
		rc = now != NULL ? 0 : -1;
		answers_free(now);
	}
	store_free(s);
	return rc;
}

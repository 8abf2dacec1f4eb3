#include "config.h"
#include "cli/editing.h"

#include <string.h>

#include "base/date.h"
#include "exchange/frozen.h"
#include "exchange/refer.h"
#include "rules/judge.h"

void editing_start(struct editing *e, struct app *app, const struct program *program, const struct kind *kind)
{
	*e = (struct editing){ .app = app, .program = program, .kind = kind, .command = "log" };
	e->texts = arena_alloc(&app->arena, (kind->n_fields + EDITING_ENVELOPE) * sizeof(*e->texts));
}

const char **editing_text(struct editing *e, int target)
{
	return target >= 0 ? &e->texts[target] : &e->texts[(int)e->kind->n_fields - 1 - target];
}

static int take_word(struct editing *e, const char *word)
{
	const char *equals = strchr(word, '='), *name;
	int target;

	if (equals == NULL || equals == word)
		return say_fail(ERR_USAGE, "'%s' is not FIELD=VALUE", word);
	name = arena_strndup(&e->app->arena, word, (size_t)(equals - word));
	target = intake_target(e->kind, name);
	if (target == INTAKE_NONE)
		return say_unknown("field", name, intake_names(e->kind, &e->app->arena));
	if (*editing_text(e, target) != NULL && e->replaces == 0)
		return say_fail(ERR_USAGE, "'%s' is given twice", name);
	*editing_text(e, target) = equals + 1;
	return 0;
}

int editing_take_arguments(struct editing *e, const char *const *words, int n)
{
	static const struct {
		const char *option;
		int target;
	} envelope[] = {
		{ "on", INTAKE_ON }, { "until", INTAKE_UNTIL }, { "site", INTAKE_SITE }, { "person", INTAKE_PERSON }
	};
	size_t k;
	int i, status = 0;

	for (i = 0; i < n && status == 0; i++)
		status = take_word(e, words[i]);
	for (k = 0; k < sizeof(envelope) / sizeof(envelope[0]); k++)
		if (args_has(&e->app->args, envelope[k].option))
			*editing_text(e, envelope[k].target) = args_get(&e->app->args, envelope[k].option);
	return status;
}

static struct intake intake_of(struct editing *e, struct findings *f, struct refer *refer, struct refer_site *site)
{
	return (struct intake){ .city = e->app->city,
				.kind = e->kind,
				.today = e->app->today,
				.refer = refer_find,
				.refer_arg = refer,
				.refer_site = refer_site,
				.refer_site_arg = site,
				.arena = &e->app->arena,
				.findings = f };
}

int editing_check_text(struct editing *e, int target, struct findings *f, struct sijil_err *err)
{
	const char *text = *editing_text(e, target);
	struct refer *refer = refer_new(e->app->log);
	struct refer_site site = { .log = e->app->log };
	struct intake in = intake_of(e, f, refer, &site);
	struct draft d;
	int rc;

	intake_start(&in, &d, arena_alloc(&e->app->arena, (e->kind->n_fields + 1) * sizeof(struct value)));
	rc = intake_take(&in, &d, target, text, strlen(text), 0, err);
	refer_free(refer);
	return rc;
}

/* All texts into a draft; what is wrong with them goes to f. */
static int take_all(struct editing *e, struct draft *d, struct findings *f, struct sijil_err *err)
{
	struct refer *refer = refer_new(e->app->log);
	struct refer_site site = { .log = e->app->log };
	struct intake in = intake_of(e, f, refer, &site);
	int target, rc = 0;

	intake_start(&in, d, arena_alloc(&e->app->arena, (e->kind->n_fields + 1) * sizeof(struct value)));
	for (target = -EDITING_ENVELOPE; target < (int)e->kind->n_fields && rc == 0; target++) {
		const char *text = *editing_text(e, target);

		if (text != NULL)
			rc = intake_take(&in, d, target, text, strlen(text), 0, err);
	}
	if (rc == 0)
		intake_finish(&in, d);
	refer_free(refer);
	return rc;
}

/* --- inside a batch --- */

static int number(struct editing *e, enum log_code type, const char *code, uint32_t *out, struct sijil_err *err)
{
	int64_t n = code == NULL ? 0 : log_code_number(e->app->log, type, code, true, err);

	*out = n > 0 ? (uint32_t)n : 0;
	return n < 0 ? -1 : 0;
}

/* The draft as a row of the register: its codes get numbers. */
static int make_row(struct editing *e, const struct draft *d, struct log_row *row, struct sijil_err *err)
{
	struct str fields;
	uint32_t person;

	str_init(&fields, STR_MAX_DEFAULT);
	entry_encode(e->kind, d->values, &fields);
	*row = (struct log_row){ .subject_type = e->kind->def->subject,
				 .day = d->day,
				 .day_end = d->day_end,
				 .fields = arena_strndup(&e->app->arena, fields.s, fields.len),
				 .fields_n = fields.len,
				 .replaces = e->replaces,
				 .reason = e->reason };
	str_release(&fields);
	if (number(e, LOG_PROGRAM, e->program->id, &row->program, err) != 0 ||
	    number(e, LOG_KIND, e->kind->def->name, &row->kind, err) != 0 ||
	    number(e, LOG_SITE, d->site, &row->site, err) != 0 || number(e, LOG_PERSON, d->person, &person, err) != 0)
		return -1;
	row->subject = row->subject_type == SIJIL_PERSON ? person
		       : row->subject_type == SIJIL_SITE ? row->site
							 : row->program;
	return 0;
}

static int judge_row(struct editing *e, const struct log_row *row, struct findings *f, struct sijil_err *err)
{
	struct judge judge = { .registry = e->app->registry,
			       .language = e->app->language,
			       .host = &engine_host,
			       .today = e->app->today,
			       .fresh_only = true,
			       .log = e->app->log,
			       .replaces = row->replaces,
			       .findings = f };
	const struct fresh fresh = { .kind = e->kind,
				     .subject_type = row->subject_type,
				     .subject = row->subject,
				     .site = row->site,
				     .day = row->day,
				     .day_end = row->day_end,
				     .fields = row->fields,
				     .fields_n = (uint32_t)row->fields_n,
				     .replaces = row->replaces };
	struct store *store = store_new(e->app->registry, e->app->log, e->app->today);
	int rc = store_load_subject(store, row->subject_type, row->subject, err);

	if (rc == 0) {
		store_add(store, &fresh);
		rc = judge_store(&judge, store, err);
	}
	store_free(store);
	return rc;
}

static int acknowledge_all(struct editing *e, const struct findings *f, int64_t id, struct sijil_err *err)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->items[i].severity == SIJIL_WARNING &&
		    log_acknowledge(e->app->log, id, f->items[i].code, e->ack, err) != 0)
			return -1;
	return 0;
}

static int make_view(struct editing *e, struct sijil_err *err)
{
	struct log_column *columns = arena_alloc(&e->app->arena, (e->kind->n_fields + 1) * sizeof(*columns));
	unsigned i;

	for (i = 0; i < e->kind->n_fields; i++)
		columns[i].name = e->kind->fields[i].def->name;
	return log_view(e->app->log, e->program->id, e->kind->def->name, columns, err);
}

/* What the register keeps for a kind besides its entries. */
static int keep_up(struct editing *e, struct sijil_err *err)
{
	if (make_view(e, err) != 0)
		return -1;
	if (e->kind != e->program->opening || e->kind->class_field < 0)
		return 0;
	return log_roll(e->app->log, e->kind->def->name, e->program->class_field, err);
}

/* All that was found, as one text to compare. */
static const char *told_by(struct editing *e, struct findings *f)
{
	const char *text = "";
	size_t i;

	findings_sort(f);
	for (i = 0; i < f->n; i++)
		text = arena_printf(&e->app->arena, "%s%s %s\n", text, f->items[i].code, f->items[i].message);
	return text;
}

/* --- frozen reports --- */

/* What the write has to do with the frozen reports of its program. */
struct touched {
	struct frozen *frozen;
	struct frozen_subject subject;
	struct frozen_write write;
	bool inside;             /* it, or the entry it replaces, lies in a frozen period */
	struct findings changes; /* CORE-W14, for which --late is the reason */
};

static void judge_frozen(struct editing *e, const struct log_row *row, struct touched *t, struct findings *f)
{
	struct findings inside = { 0 };

	frozen_judge(t->frozen, e->kind, row->day, row->day_end, 0, e->late != NULL ? &inside : f);
	if (e->replaces != 0 && frozen_touches(t->frozen, row->day, row->day_end) == NULL)
		frozen_judge(t->frozen, e->kind, e->old_day, e->old_day_end, 0, e->late != NULL ? &inside : f);
	t->inside = inside.errors > 0;
	findings_release(&inside);
}

/* Append the row, and see what that does to frozen reports. */
static int append_row(struct editing *e, const struct log_row *row, struct touched *t, struct findings *f, int64_t *id,
		      struct sijil_err *err)
{
	if (frozen_before(t->frozen, &t->write, err) != 0 || log_append(e->app->log, row, id, err) != 0)
		return -1;
	return frozen_after(t->frozen, &t->write, 0, e->late != NULL ? &t->changes : f, err);
}

/* The reason for coming late is kept with the entry, as that of a warning is. */
static int keep_late(struct editing *e, const struct touched *t, int64_t id, struct sijil_err *err)
{
	if (t->inside && log_acknowledge(e->app->log, id, "CORE-E13", e->late, err) != 0)
		return -1;
	if (t->changes.warnings > 0 && log_acknowledge(e->app->log, id, "CORE-W14", e->late, err) != 0)
		return -1;
	if (e->late != NULL && !t->inside && t->changes.warnings == 0)
		say_note("--late was not needed: no frozen report is touched");
	say_findings(&t->changes, NULL);
	return 0;
}

/*
 * Judged and, if nothing stands in the way, appended: *id is its number then, 0 if something does.  The caller ends the
 * batch, or takes it back.  Others may have written while the person was asked: the reason given does not hold for what
 * is new.
 */
static int append(struct editing *e, const struct draft *d, struct touched *t, struct findings *f, int64_t *id,
		  struct sijil_err *err)
{
	struct log_row row;

	*id = 0;
	if (make_row(e, d, &row, err) != 0 || judge_row(e, &row, f, err) != 0)
		return -1;
	t->subject = (struct frozen_subject){ row.subject_type, row.subject };
	t->write = (struct frozen_write){ .kind = e->kind, .subjects = &t->subject, .n = 1 };
	judge_frozen(e, &row, t, f);
	if (f->errors == 0 && append_row(e, &row, t, f, id, err) != 0)
		return -1;
	if (e->told != NULL && strcmp(e->told, told_by(e, f)) != 0)
		e->ack = NULL;
	if (f->errors > 0 || (f->warnings > 0 && e->ack == NULL) || e->dry_run) {
		*id = 0;
		return 0;
	}
	if (acknowledge_all(e, f, *id, err) != 0 || keep_late(e, t, *id, err) != 0)
		return -1;
	return keep_up(e, err);
}

static int append_watched(struct editing *e, const struct draft *d, struct findings *f, int64_t *id,
			  struct sijil_err *err)
{
	struct touched t = { .frozen = frozen_open(e->app->registry, e->app->log, e->program, e->app->today, err) };
	int rc = t.frozen == NULL ? -1 : append(e, d, &t, f, id, err);

	frozen_close(t.frozen);
	findings_release(&t.changes);
	return rc;
}

static int write_batch(struct editing *e, const struct draft *d, struct findings *f, int64_t *id, struct sijil_err *err)
{
	const struct log_batch batch = { .recorded_by = app_who(e->app),
					 .command = e->command,
					 .plugin = app_plugin_version(e->app, e->program),
					 .added = 1 };

	if (log_begin(e->app->log, &batch, 1, err) != 0)
		return -1;
	if (append_watched(e, d, f, id, err) == 0 && *id > 0)
		return log_commit(e->app->log, &batch, err);
	log_rollback(e->app->log);
	return *id == 0 && err->status == 0 ? 0 : -1;
}

static int outcome(const struct editing *e, const struct findings *f)
{
	if (f->errors > 0)
		return ERR_DATA;
	return f->warnings > 0 && e->ack == NULL ? ERR_FINDINGS : 0;
}

int editing_write(struct editing *e, int64_t *written)
{
	struct findings f = { 0 };
	struct sijil_err err = { 0 };
	struct draft d;
	int status;

	*written = 0;
	if (take_all(e, &d, &f, &err) == 0 && f.errors == 0)
		write_batch(e, &d, &f, written, &err);
	findings_sort(&f);
	if (e->found == NULL && (e->told == NULL || strcmp(e->told, told_by(e, &f)) != 0))
		say_findings(&f, NULL);
	e->told = told_by(e, &f);
	status = err.status != 0 ? say_error(&err) : outcome(e, &f);
	if (e->found != NULL)
		*e->found = f;
	else
		findings_release(&f);
	return status;
}

#include "config.h"

#include "exchange/undo.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/leaning.h"

/* A row of the batch that is to be reversed. */
struct item {
	int64_t id, replaces;
	uint32_t program, kind, subject, site;
	enum sijil_subject subject_type;
	int32_t day, day_end;
	/* Where what it superseded goes back to; of a row that superseded nothing, the row's own. */
	struct frozen_subject former;
	int32_t former_day, former_day_end;
};

struct undoing {
	const struct undo_request *r;
	struct undo_result *result;
	struct item *items;
	size_t n, cap;
	const struct program *program; /* NULL: not known here, or without its plugin: then nothing can be judged */
	struct frozen *frozen;
	struct leaning *leaning; /* NULL: nothing can be judged */
	struct arena arena;      /* one row */
	int64_t last;            /* entry written */
	struct sijil_err *err;
};

/* --- which batch --- */

struct kind_of_batch {
	bool found, import, undo;
};

static int take_batch(void *arg, const struct log_batch *b)
{
	struct kind_of_batch *k = arg;

	k->found = true;
	k->import = b->command != NULL && strcmp(b->command, LOG_IMPORT) == 0;
	k->undo = b->command != NULL && strcmp(b->command, LOG_UNDO) == 0;
	return 1;
}

static int check_batch(const struct undo_request *r, struct sijil_err *err)
{
	struct kind_of_batch k = { .found = false };
	char id[32];

	if (log_batch(r->log, r->batch, take_batch, &k, err) < 0)
		return -1;
	log_id_text(r->batch, id);
	if (!k.found)
		return err_set(err, ERR_NOINPUT, "there is no batch %s: 'sijil batches' lists them", id);
	if (k.undo)
		return err_set(err, ERR_DATA,
			       "batch %s is an undo itself: import the file again to have its entries back", id);
	if (!k.import)
		return err_set(err, ERR_DATA,
			       "batch %s is no import: take its entries back one by one with 'sijil void' or 'sijil amend'",
			       id);
	return 0;
}

/* --- what stands of it --- */

static int take_row(void *arg, const struct log_row *row)
{
	struct undoing *u = arg;

	u->items = mem_grow(u->items, u->n, &u->cap, sizeof(*u->items));
	u->items[u->n++] = (struct item){
		.id = row->id,
		.replaces = row->replaces,
		.program = row->program,
		.kind = row->kind,
		.subject = row->subject,
		.site = row->site,
		.subject_type = row->subject_type,
		.day = row->day,
		.day_end = row->day_end,
		.former = { row->subject_type, row->subject },
		.former_day = row->day,
		.former_day_end = row->day_end,
	};
	return 0;
}

static int take_former(void *arg, const struct log_row *row)
{
	struct item *item = arg;

	item->former = (struct frozen_subject){ row->subject_type, row->subject };
	item->former_day = row->day;
	item->former_day_end = row->day_end;
	return 1;
}

struct is_void {
	bool yes;
};

static int take_void(void *arg, const struct log_row *row)
{
	((struct is_void *)arg)->yes = row->fields == NULL;
	return 1;
}

/* The entry was replaced since: gone if it was taken back, else kept. */
static int keep(struct undoing *u, const struct item *item, int64_t by)
{
	struct undo_result *result = u->result;
	const struct log_query query = { .id = by };
	struct is_void is = { false };

	if (log_each(u->r->log, &query, take_void, &is, u->err) < 0)
		return -1;
	if (is.yes) {
		result->gone++;
		return 0;
	}
	result->kept = mem_grow(result->kept, result->n_kept, &result->kept_cap, sizeof(*result->kept));
	result->kept[result->n_kept++] = (struct undo_kept){ item->id, by };
	return 0;
}

/* The rows of the batch; those that were replaced since leave the list. */
static int find_items(struct undoing *u)
{
	const struct log_query query = { .batch = u->r->batch };
	size_t i, n = 0;

	if (log_each(u->r->log, &query, take_row, u, u->err) < 0)
		return -1;
	for (i = 0; i < u->n; i++) {
		const struct log_query former = { .id = u->items[i].replaces };
		const int64_t by = log_replaced_by(u->r->log, u->items[i].id, u->err);

		if (by < 0 || (by > 0 && keep(u, &u->items[i], by) != 0))
			return -1;
		if (former.id != 0 && log_each(u->r->log, &former, take_former, &u->items[i], u->err) < 0)
			return -1;
		if (by == 0)
			u->items[n++] = u->items[i];
	}
	u->n = n;
	if (n > 0)
		return 0;
	return err_set(u->err, ERR_DATA, "nothing of this batch stands any more: %lld of its entries taken back, %zu corrected",
		       (long long)u->result->gone, u->result->n_kept);
}

/* --- what it was --- */

static const struct program *program_of(const struct undoing *u)
{
	const char *code = log_code_text(u->r->log, LOG_PROGRAM, u->items[0].program);
	const struct program *p = code != NULL ? registry_program(u->r->registry, code) : NULL;

	return p != NULL && p->plugin != NULL ? p : NULL;
}

static const struct kind *kind_of(const struct undoing *u, const struct item *item)
{
	const char *code = log_code_text(u->r->log, LOG_KIND, item->kind);

	return u->program != NULL && code != NULL ? program_kind(u->program, code) : NULL;
}

/* --- writing --- */

static int copy_row(void *arg, const struct log_row *row)
{
	struct undoing *u = ((void **)arg)[0];
	struct log_row *out = ((void **)arg)[1];

	*out = *row;
	out->fields = row->fields != NULL ? arena_strndup(&u->arena, row->fields, row->fields_n) : NULL;
	return 1;
}

/* The histories that the rows touch: each its own, and that of what it superseded. */
static struct frozen_subject *subjects_of(const struct undoing *u, size_t *n)
{
	struct frozen_subject *subjects = mem_alloc((2 * u->n + 1) * sizeof(*subjects));
	size_t i;

	*n = 0;
	for (i = 0; i < u->n; i++) {
		const struct item *item = &u->items[i];

		subjects[(*n)++] = (struct frozen_subject){ item->subject_type, item->subject };
		if (item->former.type != item->subject_type || item->former.number != item->subject)
			subjects[(*n)++] = item->former;
	}
	return subjects;
}

static bool touches_frozen(const struct undoing *u, const struct item *item)
{
	return frozen_touches(u->frozen, item->day, item->day_end) != NULL ||
	       frozen_touches(u->frozen, item->former_day, item->former_day_end) != NULL;
}

/* A void of what the batch added; of what it superseded, the content that it had. */
static int reverse(struct undoing *u, const struct item *item)
{
	const struct log_query former = { .id = item->replaces };
	struct log_row row = {
		.program = item->program,
		.kind = item->kind,
		.subject_type = item->subject_type,
		.subject = item->subject,
		.site = item->site,
		.day = item->day,
		.day_end = item->day_end,
	};
	void *arg[] = { u, &row };

	arena_reset(&u->arena);
	if (item->replaces != 0 && log_each(u->r->log, &former, copy_row, arg, u->err) < 0)
		return -1;
	row.replaces = item->id;
	row.reason = u->r->why;
	if (row.fields == NULL)
		u->result->voided++;
	else
		u->result->restored++;
	if (log_append(u->r->log, &row, &u->last, u->err) != 0)
		return -1;
	if (u->r->late == NULL || u->frozen == NULL || !touches_frozen(u, item))
		return 0;
	return log_acknowledge(u->r->log, u->last, "CORE-E13", u->r->late, u->err);
}

static int reverse_all(struct undoing *u)
{
	size_t i;

	for (i = 0; i < u->n; i++)
		if (reverse(u, &u->items[i]) != 0)
			return -1;
	return 0;
}

/* The entries that lie inside a frozen period fail, unless a reason for coming late is given. */
static void judge_frozen(struct undoing *u, struct frozen_write *write)
{
	size_t i;

	for (i = 0; i < u->n; i++) {
		const struct item *item = &u->items[i];
		const struct kind *kind = kind_of(u, item);

		write->everybody = write->everybody || (kind != NULL && kind->referred);
		if (kind == NULL || !touches_frozen(u, item))
			continue;
		u->result->failed += u->r->late == NULL;
		u->result->blocked = u->r->late == NULL;
		if (frozen_touches(u->frozen, item->day, item->day_end) != NULL)
			frozen_judge(u->frozen, kind, item->day, item->day_end, 0, &u->result->frozen);
		else
			frozen_judge(u->frozen, kind, item->former_day, item->former_day_end, 0, &u->result->frozen);
		if (u->result->frozen.n > 0)
			u->result->frozen.items[u->result->frozen.n - 1].entry = item->id;
	}
}

/* Reverse, and see what that does to frozen reports. */
static int reverse_watched(struct undoing *u)
{
	struct frozen_write write = { .n = 0 };
	struct frozen_subject *subjects = subjects_of(u, &write.n);
	struct findings changes = { 0 };
	int rc;
	size_t i;

	write.subjects = subjects;
	judge_frozen(u, &write);
	rc = frozen_before(u->frozen, &write, u->err) != 0 || reverse_all(u) != 0 ||
			     frozen_after(u->frozen, &write, 0, &changes, u->err) != 0
		     ? -1
		     : 0;
	for (i = 0; i < changes.n && rc == 0; i++) {
		findings_add(&u->result->frozen, &changes.items[i]);
		if (u->r->late == NULL)
			u->result->blocked = true;
		else
			rc = log_acknowledge(u->r->log, u->last, changes.items[i].code, u->r->late, u->err);
	}
	findings_release(&changes);
	free(subjects);
	return rc;
}

static int watch(struct undoing *u)
{
	u->frozen = frozen_open(u->r->registry, u->r->log, u->program, u->r->today, u->err);
	if (u->frozen == NULL)
		return -1;
	return frozen_count(u->frozen) > 0 ? reverse_watched(u) : reverse_all(u);
}

/* The histories that are touched, before they are. */
static int start_leaning(struct undoing *u)
{
	size_t n;
	struct frozen_subject *subjects = subjects_of(u, &n);

	u->leaning = leaning_start(u->r->registry, u->r->log, u->r->today, subjects, n, u->err);
	free(subjects);
	return u->leaning != NULL ? 0 : -1;
}

static int take_number(void *arg, const struct log_row *row)
{
	*(int64_t *)arg = row->batch;
	return 1;
}

static int run(struct undoing *u)
{
	struct log_query last = { 0 };

	log_keep_index(u->r->log);
	if (find_items(u) != 0)
		return -1;
	u->program = program_of(u);
	if (u->program != NULL && start_leaning(u) != 0)
		return -1;
	if (u->program != NULL ? watch(u) != 0 : reverse_all(u) != 0)
		return -1;
	if (u->leaning != NULL && leaning_find(u->leaning, &u->result->after, u->err) != 0)
		return -1;
	if (u->result->blocked || u->r->dry_run)
		return 0;
	last.id = u->last;
	if (log_each(u->r->log, &last, take_number, &u->result->batch, u->err) < 0)
		return -1;
	return log_commit(u->r->log, NULL, u->err);
}

int undo_batch(const struct undo_request *request, struct undo_result *result, struct sijil_err *err)
{
	const struct log_batch batch = { .recorded_by = request->recorded_by, .command = LOG_UNDO };
	struct undoing u = { .r = request, .result = result, .err = err };
	struct log_fate fate;
	int rc = -1;

	*result = (struct undo_result){ 0 };
	if (check_batch(request, err) == 0 && log_batch_fate(request->log, request->batch, &fate, err) == 0 &&
	    log_begin(request->log, &batch, (size_t)fate.rows, err) == 0)
		rc = run(&u);
	log_rollback(request->log); /* nothing happens if the batch was committed */
	if (rc != 0)
		result->batch = 0;
	frozen_close(u.frozen);
	leaning_free(u.leaning);
	arena_release(&u.arena);
	free(u.items);
	return rc;
}

void undo_release(struct undo_result *result)
{
	free(result->kept);
	findings_release(&result->frozen);
	findings_release(&result->after);
	*result = (struct undo_result){ 0 };
}

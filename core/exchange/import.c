#include "config.h"

#include "exchange/import.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "exchange/import_private.h"

/* The fewest bytes that a row of a file is likely to have. */
enum { BYTES_PER_ROW = 40, ROWS_AT_ONCE = 4096 };

/* About how many rows the file has; 0 if that cannot be told. */
static size_t guess_rows(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) ? (size_t)st.st_size / BYTES_PER_ROW : 0;
}

static int begin(struct importing *m, struct sijil_err *err)
{
	const struct import_request *r = m->r;
	const struct sijil_plugin *plugin = r->program->plugin;
	const struct log_batch batch = {
		.recorded_by = r->recorded_by,
		.command = "import",
		.plugin = plugin != NULL ? arena_printf(&m->arena, "%s %s", plugin->name, plugin->version) : NULL,
		.source = r->path,
	};
	int64_t program;

	if (log_begin(r->log, &batch, guess_rows(r->path), err) != 0)
		return -1;
	m->frozen = frozen_open(r->registry, r->log, r->program, r->today, err);
	if (m->frozen == NULL)
		return -1;
	joins_start(&m->joins, r->log);
	if (feeds_begin(m, err) != 0)
		return -1;
	program = log_code_number(r->log, LOG_PROGRAM, r->program->id, true, err);
	if (program < 0)
		return -1;
	m->program = (uint32_t)program;
	m->store = store_new(r->registry, r->log, r->today);
	return 0;
}

/* --- judging --- */

struct judging {
	struct judge judge;
	struct sieve sieve;
};

static int judge_one(void *arg, struct history *h)
{
	struct judging *j = arg;

	judge_history(&j->judge, h);
	sieve_take(&j->sieve);
	return 0;
}

static int64_t at_most(int64_t n, int64_t limit)
{
	return n < limit ? n : limit;
}

/* Rows inside a frozen period need a reason for coming late. */
static void judge_frozen(struct importing *m, struct sieve *sieve)
{
	const size_t n = frozen_count(m->frozen) > 0 && m->r->late == NULL ? store_fresh_count(m->store) : 0;
	struct fresh f;
	size_t i;

	for (i = 0; i < n; i++) {
		store_fresh_row(m->store, i, &f);
		frozen_judge(m->frozen, f.kind, f.day, f.day_end, f.line, &sieve->one);
		sieve_take(sieve);
	}
}

/* Judge the new rows together with the histories they join. */
static int judge_rows(struct importing *m, struct sijil_err *err)
{
	struct import_result *result = m->result;
	struct judging *j = mem_alloc(sizeof(*j));
	const int64_t fresh = (int64_t)store_fresh_count(m->store);
	int rc = joins_load(&m->joins, m->store, err);

	sieve_start(&j->sieve, &result->findings);
	j->judge = (struct judge){
		.registry = m->r->registry,
		.host = &engine_host,
		.today = m->r->today,
		.fresh_only = true,
		.log = m->r->log,
		.gather_old = true,
		.program = m->r->program,
		.findings = &j->sieve.one,
	};
	judge_start(&j->judge);
	if (rc == 0)
		rc = store_each(m->store, true, judge_one, j, err);
	if (rc == 0)
		rc = judge_end(&j->judge, err);
	judge_free(&j->judge);
	sieve_take(&j->sieve);
	judge_frozen(m, &j->sieve);
	sieve_finish(&j->sieve);
	result->rejected += at_most(j->sieve.bad, fresh);
	result->warned = at_most(j->sieve.warned, fresh);
	free(j);
	return rc;
}

/* --- writing --- */

/* The view of the kind; and the index of the learners by class. */
static int write_view(struct importing *m, const struct kind *kind, struct sijil_err *err)
{
	struct log_column *columns = arena_alloc(&m->arena, (kind->n_fields + 1) * sizeof(*columns));
	unsigned i;

	for (i = 0; i < kind->n_fields; i++)
		columns[i].name = kind->fields[i].def->name;
	if (log_view(m->r->log, m->r->program->id, kind->def->name, columns, err) != 0)
		return -1;
	if (kind != m->r->program->opening || kind->class_field < 0)
		return 0;
	return log_roll(m->r->log, kind->def->name, m->r->program->class_field, err);
}

static struct log_row row_of(const struct importing *m, size_t i)
{
	struct fresh f;

	store_fresh_row(m->store, i, &f);
	return (struct log_row){
		.program = m->program,
		.kind = feeds_of(m, f.kind)->number,
		.subject_type = f.subject_type,
		.subject = f.subject,
		.site = f.site,
		.day = f.day,
		.day_end = f.day_end,
		.fields = f.fields,
		.fields_n = f.fields_n,
	};
}

/* A reason for coming late, on each row of a group that needs one. */
static int acknowledge(struct importing *m, const struct log_row *rows, size_t n, int64_t first, struct sijil_err *err)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (frozen_touches(m->frozen, rows[i].day, rows[i].day_end) != NULL &&
		    log_acknowledge(m->r->log, first + (int64_t)i, "CORE-E13", m->r->late, err) != 0)
			return -1;
	return 0;
}

static int write_rows(struct importing *m, int64_t *last, struct sijil_err *err)
{
	const size_t n = store_fresh_count(m->store);
	struct log_row *rows = arena_alloc(&m->arena, ROWS_AT_ONCE * sizeof(*rows));
	size_t i, k;

	for (i = 0; i < n; i += k) {
		for (k = 0; k < ROWS_AT_ONCE && i + k < n; k++)
			rows[k] = row_of(m, i + k);
		if (log_append_all(m->r->log, rows, k, last, err) != 0 ||
		    (m->r->late != NULL && acknowledge(m, rows, k, *last, err) != 0))
			return -1;
	}
	return 0;
}

/* Write the rows, and see what that does to frozen reports. */
static int write_watched(struct importing *m, int64_t *last, struct sijil_err *err)
{
	const size_t n = frozen_count(m->frozen) > 0 ? store_fresh_count(m->store) : 0;
	struct frozen_subject *subjects = arena_alloc(&m->arena, (n + 1) * sizeof(*subjects));
	struct frozen_write write = {
		.kind = m->n_fed == 1 ? m->fed[0].kind : NULL, .subjects = subjects, .n = n
	};
	struct fresh f;
	size_t i;

	for (i = 0; i < n; i++) {
		store_fresh_row(m->store, i, &f);
		subjects[i] = (struct frozen_subject){ f.subject_type, f.subject };
		write.everybody = write.everybody || f.kind->referred;
	}
	if (n == 0)
		return write_rows(m, last, err);
	if (frozen_before(m->frozen, &write, err) != 0 || write_rows(m, last, err) != 0)
		return -1;
	return frozen_after(m->frozen, &write, 0, &m->result->findings, err);
}

static int take_batch(void *arg, const struct log_row *row)
{
	*(int64_t *)arg = row->batch;
	return 0;
}

/* Write everything and end the batch. */
static int write_all(struct importing *m, struct sijil_err *err)
{
	const struct import_result *result = m->result;
	const struct log_batch counts = {
		.source_hash = result->hash,
		.lines = result->lines,
		.added = result->added,
		.unchanged = result->unchanged,
		.warned = result->warned,
	};
	struct log_query last = { 0 };
	size_t i;

	for (i = 0; i < m->n_fed; i++)
		if (write_view(m, m->fed[i].kind, err) != 0)
			return -1;
	if (write_watched(m, &last.id, err) != 0 ||
	    log_each(m->r->log, &last, take_batch, &m->result->batch, err) != 0)
		return -1;
	/* The commit of a large import sorts an index: not beside the rows that are written. */
	store_free(m->store);
	m->store = NULL;
	return log_commit(m->r->log, &counts, err);
}

/* What becomes of the rows without errors. */
static int settle(struct importing *m, struct sijil_err *err)
{
	struct import_result *result = m->result;
	const int64_t good = result->lines - result->unchanged - result->rejected;

	if (result->rejected > 0)
		result->accepted = good;
	else
		result->added = good;
	findings_sort(&result->findings);
	if (result->added > 0 && !m->r->dry_run)
		return write_all(m, err);
	return 0;
}

/* --- --- */

static void start(struct importing *m, const struct import_request *request, struct import_result *result)
{
	*m = (struct importing){ .r = request, .result = result };
	*result = (struct import_result){ 0 };
	m->refer = refer_new(request->log);
	str_init(&m->json, STR_MAX_DEFAULT);
}

static void finish(struct importing *m)
{
	frozen_close(m->frozen);
	store_free(m->store);
	feeds_free(m);
	joins_release(&m->joins);
	refer_free(m->refer);
	str_release(&m->json);
	source_close(m->source);
	arena_release(&m->row_arena);
	arena_release(&m->arena);
}

static int run(struct importing *m, struct sijil_err *err)
{
	const struct mapping *mapping = m->r->mapping;
	const struct source_request request = {
		.path = m->r->path,
		.delimiter = mapping != NULL ? mapping->delimiter : '\0',
		.sheet = m->r->sheet != NULL ? m->r->sheet : mapping != NULL ? mapping->sheet : NULL,
		.table = m->r->kind->def->name,
	};

	m->source = source_open(&request, err);
	m->result->findings.letters = m->source != NULL && source_letters(m->source);
	if (m->source == NULL || feeds_start(m, err) != 0 || begin(m, err) != 0 || import_rows(m, err) != 0 ||
	    source_hash(m->source, m->result->hash, err) != 0)
		return -1;
	import_notes(m);
	if (judge_rows(m, err) != 0)
		return -1;
	return settle(m, err);
}

int import_csv(const struct import_request *request, struct import_result *result, struct sijil_err *err)
{
	struct importing m;
	int rc;

	start(&m, request, result);
	rc = run(&m, err);
	log_rollback(request->log); /* nothing happens if the batch was committed */
	finish(&m);
	if (rc == 0)
		return 0;
	findings_release(&result->findings);
	*result = (struct import_result){ 0 };
	return -1;
}

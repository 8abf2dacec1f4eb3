#include "config.h"

#include "exchange/import.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "exchange/import_private.h"

/* The fewest bytes that a row of a file is likely to have. */
enum { BYTES_PER_ROW = 40 };

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

/* What becomes of the rows without errors. */
static int settle(struct importing *m, struct sijil_err *err)
{
	struct import_result *result = m->result;

	if (outcome_count(&m->outcome, result, err) != 0)
		return -1;
	if (result->rejected > 0 && !m->r->partial) {
		result->accepted = result->added + result->superseded;
		result->added = result->superseded = 0;
	}
	if (result->rejected > 0 && m->rejects != NULL && rejects_write(m->rejects, m->source, &m->outcome, err) != 0)
		return -1;
	/* What a dry run does to frozen reports and to other entries shows only when it is done. */
	if (result->added + result->superseded > 0 &&
	    (!m->r->dry_run || m->n_replaced > 0 || frozen_count(m->frozen) > 0) && import_write(m, err) != 0)
		return -1;
	findings_sort(&result->findings);
	if (result->rejected == 0 || m->rejects == NULL)
		return 0;
	result->rejects = rejects_publish(m->rejects, result->batch != 0, err) == 0;
	return result->rejects ? 0 : -1;
}

/* --- --- */

static void start(struct importing *m, const struct import_request *request, struct import_result *result)
{
	*m = (struct importing){ .r = request, .result = result };
	*result = (struct import_result){ 0 };
	m->refer = refer_new(request->log);
	m->refer_site = (struct refer_site){ .log = request->log };
	str_init(&m->json, STR_MAX_DEFAULT);
	outcome_start(&m->outcome);
	result->findings.see = outcome_see;
	result->findings.see_arg = &m->outcome;
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
	rejects_free(m->rejects);
	outcome_release(&m->outcome);
	free(m->replaced);
	free(m->keyed);
	arena_release(&m->row_arena);
	arena_release(&m->arena);
}

static bool same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Where the rejected lines will go, before anything is read. */
static int start_rejects(struct importing *m, struct sijil_err *err)
{
	if (!m->r->partial || m->r->dry_run)
		return 0;
	if (same_file(m->r->path, m->r->rejects))
		return err_set(err, ERR_USAGE, "'%s' is the file that is imported: name another one for the rejected lines",
			       m->r->rejects);
	m->rejects = rejects_new(m->r->rejects, m->r->force, err);
	m->outcome.rejects = m->rejects;
	return m->rejects != NULL ? 0 : -1;
}

/* A file of rejects is read as sijil wrote it, whatever the mapping says of the file that it comes from. */
static int open_source(struct importing *m, struct sijil_err *err)
{
	const struct source_request request = import_reading(m->r), plain = { .path = m->r->path };
	const struct csv_field *header;
	size_t n;

	m->source = source_open(&request, err);
	if (m->source == NULL)
		return -1;
	m->result->findings.letters = source_letters(m->source);
	if (!source_is_marked(m->source))
		return 0;
	if (source_reread(m->source, &plain, err) != 0)
		return -1;
	m->mended = source_next(m->source, &header, &n, NULL) == 1 && rejects_is_header(header, n);
	return source_reread(m->source, m->mended ? &plain : &request, err);
}

/* Write the rows of a level, and read the file again for those that may name them. */
static int next_level(struct importing *m, struct sijil_err *err)
{
	const struct csv_field *header;
	size_t n, i;

	if (import_write_level(m, err) != 0 || source_rewind(m->source, err) != 0 ||
	    source_next(m->source, &header, &n, err) != 1)
		return -1;
	m->level++;
	outcome_read_on(&m->outcome);
	m->result->findings.see = outcome_see;
	store_free(m->store);
	m->store = store_new(m->r->registry, m->r->log, m->r->today);
	joins_release(&m->joins);
	joins_start(&m->joins, m->r->log);
	refer_free(m->refer);
	m->refer = refer_new(m->r->log);
	for (i = 0; i < m->n_feeds; i++)
		m->feeds[i].intake.refer_arg = m->refer;
	return 0;
}

/* Whether what was found so far keeps everything from being written. */
static bool is_spoilt(const struct importing *m)
{
	return !m->r->partial && m->result->findings.errors > 0;
}

static int run(struct importing *m, struct sijil_err *err)
{
	if (start_rejects(m, err) != 0 || open_source(m, err) != 0 || feeds_start(m, err) != 0 || begin(m, err) != 0 ||
	    import_rows(m, err) != 0 || source_hash(m->source, m->result->hash, err) != 0)
		return -1;
	import_notes(m);
	if (import_judge(m, err) != 0)
		return -1;
	while (m->level < m->top_level && !is_spoilt(m))
		if (next_level(m, err) != 0 || import_rows(m, err) != 0 || import_judge(m, err) != 0)
			return -1;
	if (m->level < m->top_level)
		outcome_leave_rest(&m->outcome);
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
	result->findings.see = NULL;
	if (rc == 0 || result->batch != 0)
		return rc;
	findings_release(&result->findings);
	findings_release(&result->after);
	*result = (struct import_result){ 0 };
	return -1;
}

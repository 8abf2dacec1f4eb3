/* Writing what an import adds. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/import_private.h"
#include "exchange/leaning.h"

enum { ROWS_TOGETHER = 4096 };

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

/* --- rows --- */

/* Rows in their order, with what is noted of some of them. */
struct writing_on {
	size_t replaced, keyed; /* of the notes, those passed */
	int64_t last;           /* entry written */
};

static const struct replaced *replaced_of(const struct importing *m, struct writing_on *w, size_t i)
{
	while (w->replaced < m->n_replaced && m->replaced[w->replaced].fresh < i)
		w->replaced++;
	return w->replaced < m->n_replaced && m->replaced[w->replaced].fresh == i ? &m->replaced[w->replaced] : NULL;
}

static const struct keyed *keyed_of(const struct importing *m, struct writing_on *w, size_t i)
{
	while (w->keyed < m->n_keyed && m->keyed[w->keyed].fresh < i)
		w->keyed++;
	return w->keyed < m->n_keyed && m->keyed[w->keyed].fresh == i ? &m->keyed[w->keyed] : NULL;
}

/* Rows that are appended together. */
struct together {
	struct log_row rows[ROWS_TOGETHER];
	const struct keyed *keyed[ROWS_TOGETHER]; /* NULL: not under a key */
	bool late[ROWS_TOGETHER];                 /* acknowledged */
	size_t n;
};

/* Until the rows are appended. */
static const char *reason_of(struct importing *m, const struct fresh *f)
{
	const char *name = strcmp(m->r->path, "-") == 0 ? "standard input" : m->r->path;

	return arena_printf(&m->row_arena, "import of %s, line %u", name, f->line);
}

static bool is_late(const struct importing *m, const struct fresh *f, const struct replaced *old)
{
	return m->r->late != NULL && (frozen_touches(m->frozen, f->day, f->day_end) != NULL ||
				      (old != NULL && frozen_touches(m->frozen, old->day, old->day_end) != NULL));
}

static void take_row(struct importing *m, const struct fresh *f, const struct replaced *old, const struct keyed *keyed,
		     struct together *t)
{
	t->rows[t->n] = (struct log_row){
		.program = m->program,
		.kind = feeds_of(m, f->kind)->number,
		.subject_type = f->subject_type,
		.subject = f->subject,
		.site = f->site,
		.day = f->day,
		.day_end = f->day_end,
		.fields = f->fields,
		.fields_n = f->fields_n,
		.replaces = f->replaces,
		.reason = f->replaces != 0 ? reason_of(m, f) : NULL,
	};
	t->keyed[t->n] = keyed;
	t->late[t->n++] = is_late(m, f, old);
}

static int write_together(struct importing *m, struct together *t, struct writing_on *w, struct sijil_err *err)
{
	int64_t first;
	size_t i;

	if (log_append_all(m->r->log, t->rows, t->n, &first, err) != 0)
		return -1;
	for (i = 0; i < t->n; i++) {
		w->last = first + (int64_t)i;
		if (t->keyed[i] != NULL && log_key_add(m->r->log, t->keyed[i]->key, w->last, err) != 0)
			return -1;
		if (t->late[i] && log_acknowledge(m->r->log, w->last, "CORE-E13", m->r->late, err) != 0)
			return -1;
	}
	t->n = 0;
	arena_reset(&m->row_arena);
	return 0;
}

static int write_rows(struct importing *m, struct writing_on *w, struct sijil_err *err)
{
	const size_t n = store_fresh_count(m->store);
	struct together *t = arena_alloc(&m->arena, sizeof(*t));
	struct fresh f;
	size_t i;

	arena_reset(&m->row_arena);
	for (i = 0; i < n; i++) {
		store_fresh_row(m->store, i, &f);
		if (f.dropped)
			continue;
		take_row(m, &f, replaced_of(m, w, i), keyed_of(m, w, i), t);
		if (t->n == ROWS_TOGETHER && write_together(m, t, w, err) != 0)
			return -1;
	}
	return write_together(m, t, w, err);
}

/* Write the rows, and see what that does to frozen reports. */
static int write_watched(struct importing *m, struct writing_on *w, struct sijil_err *err)
{
	const size_t n = frozen_count(m->frozen) > 0 ? store_fresh_count(m->store) : 0;
	struct frozen_subject *subjects = arena_alloc(&m->arena, (n + m->n_replaced + 1) * sizeof(*subjects));
	struct frozen_write write = { .kind = m->n_fed == 1 ? m->fed[0].kind : NULL, .subjects = subjects };
	struct fresh f;
	size_t i;

	if (n == 0)
		return write_rows(m, w, err);
	for (i = 0; i < n; i++) {
		store_fresh_row(m->store, i, &f);
		if (f.dropped)
			continue;
		subjects[write.n++] = (struct frozen_subject){ f.subject_type, f.subject };
		write.everybody = write.everybody || f.kind->referred;
	}
	for (i = 0; i < m->n_replaced; i++)
		subjects[write.n++] = m->replaced[i].subject;
	if (frozen_before(m->frozen, &write, err) != 0 || write_rows(m, w, err) != 0)
		return -1;
	return frozen_after(m->frozen, &write, 0, &m->result->findings, err);
}

/* Entries that leaned on what is superseded. */
static int write_leaning(struct importing *m, struct writing_on *w, struct sijil_err *err)
{
	struct frozen_subject *subjects = mem_alloc((m->n_replaced + 1) * sizeof(*subjects));
	struct leaning *leaning;
	size_t i;
	int rc = -1;

	for (i = 0; i < m->n_replaced; i++)
		subjects[i] = m->replaced[i].subject;
	leaning = leaning_start(m->r->registry, m->r->log, m->r->today, subjects, m->n_replaced, err);
	if (leaning != NULL && write_watched(m, w, err) == 0)
		rc = leaning_find(leaning, &m->result->after, err);
	leaning_free(leaning);
	free(subjects);
	return rc;
}

static int take_batch(void *arg, const struct log_row *row)
{
	*(int64_t *)arg = row->batch;
	return 0;
}

int import_write_level(struct importing *m, struct sijil_err *err)
{
	struct writing_on w = { .last = m->last };
	int rc;

	/* What is read after it was written is read by the index. */
	if (m->n_replaced > 0 || m->top_level > 0 || frozen_count(m->frozen) > 0)
		log_keep_index(m->r->log);
	rc = m->n_replaced > 0 ? write_leaning(m, &w, err) : write_watched(m, &w, err);
	m->last = w.last;
	return rc;
}

int import_write(struct importing *m, struct sijil_err *err)
{
	const struct import_result *result = m->result;
	const struct log_batch counts = {
		.source_hash = result->hash,
		.lines = result->lines,
		.added = result->added,
		.unchanged = result->unchanged,
		.warned = result->warned,
		.superseded = result->superseded,
		.rejected = result->rejected,
		.passed = result->passed,
	};
	struct log_query last = { 0 };
	size_t i;

	for (i = 0; i < m->n_fed; i++)
		if (write_view(m, m->fed[i].kind, err) != 0)
			return -1;
	if (import_write_level(m, err) != 0)
		return -1;
	if (m->r->dry_run)
		return 0;
	last.id = m->last;
	if (log_each(m->r->log, &last, take_batch, &m->result->batch, err) != 0)
		return -1;
	/* The commit of a large import sorts an index: not beside the rows that are written. */
	store_free(m->store);
	m->store = NULL;
	return log_commit(m->r->log, &counts, err);
}

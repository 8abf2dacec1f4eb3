#include "config.h"

#include "log/log_private.h"

#include <string.h>

/* Found by the index (subject, day), whose rows of one day are in the order of their numbers. */
const char log_sql_subject[] =
	"SELECT " LOG_ROW_COLUMNS " FROM entry WHERE subject = ?1 AND day BETWEEN ?3 AND ?2 ORDER BY day, id";
const char log_sql_subject_current[] =
	"SELECT " LOG_ROW_COLUMNS " FROM entry WHERE subject = ?1 AND day BETWEEN ?3 AND ?2 AND fields IS NOT NULL"
	" AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.replaces = entry.id) ORDER BY day, id";
const char log_sql_scan[] = "SELECT " LOG_ROW_COLUMNS " FROM entry WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
/* What is of another kind, or of subjects of another type, is passed over inside SQLite, at a third of the cost. */
const char log_sql_scan_kind[] = "SELECT " LOG_ROW_COLUMNS " FROM entry WHERE id BETWEEN ?1 AND ?2 AND kind = ?3"
				 " AND program = ?4 ORDER BY id";
const char log_sql_scan_type[] = "SELECT " LOG_ROW_COLUMNS " FROM entry WHERE id BETWEEN ?1 AND ?2"
				 " AND subject & 3 = ?3 ORDER BY id";
const char log_sql_replaced[] =
	"SELECT replaces FROM entry WHERE replaces IS NOT NULL AND replaces BETWEEN ?1 AND ?2 ORDER BY replaces";
/* The same with the batch, which the index does not hold: for log_known_at(). */
static const char sql_replaced_in[] =
	"SELECT replaces, batch FROM entry WHERE replaces IS NOT NULL AND replaces BETWEEN ?1 AND ?2 ORDER BY replaces";

void log_fetch_row(struct stmt *s, struct log_row *row)
{
	int64_t subject = stmt_get_int(s, 4);

	row->id = stmt_get_int(s, 0);
	row->batch = stmt_get_int(s, 1);
	row->program = (uint32_t)stmt_get_int(s, 2);
	row->kind = (uint32_t)stmt_get_int(s, 3);
	row->subject_type = (enum sijil_subject)(subject & 3);
	row->subject = (uint32_t)(subject >> 2);
	row->site = (uint32_t)stmt_get_int(s, 5);
	row->day = (int32_t)stmt_get_int(s, 6);
	row->day_end = stmt_is_null(s, 7) ? row->day : (int32_t)stmt_get_int(s, 7);
	row->replaces = stmt_get_int(s, 8);
	row->fields = stmt_get_text(s, 9, &row->fields_n);
	row->reason = stmt_get_text(s, 10, NULL);
}

/* Whether the row of the scan belongs to a subject that is asked for; the other columns need not be read before. */
static bool is_of_subjects(struct stmt *s, const struct log_query *q)
{
	int64_t subject;

	if (q->subjects == NULL)
		return true;
	subject = stmt_get_int(s, 4);
	return (enum sijil_subject)(subject & 3) == q->subject_type && subject >> 2 <= q->n_subjects &&
	       q->subjects[subject >> 2] != 0;
}

/* What the statements do not select already. */
static bool wanted(const struct log_query *q, const struct log_row *row)
{
	if (q->subject_type != 0 &&
	    (row->subject_type != q->subject_type || (q->subject != 0 && row->subject != q->subject)))
		return false;
	if ((q->id != 0 && row->id != q->id) || (q->batch != 0 && row->batch != q->batch))
		return false;
	if ((q->program != 0 && row->program != q->program) || (q->kind != 0 && row->kind != q->kind) ||
	    (q->site != 0 && row->site != q->site))
		return false;
	if ((q->from != 0 || q->to != 0) && (row->day > q->to || (q->begins ? row->day : row->day_end) < q->from))
		return false;
	return !q->current || row->fields != NULL;
}

/* Whether a row is there as far as is known, and current if that is asked for.  1, 0, -1. */
static int is_known(struct log *log, const struct log_query *q, const struct log_row *row, struct sijil_err *err)
{
	int64_t by;

	if (log->n_later == 0)
		return 1;
	if (log_is_later(log, row->batch))
		return 0;
	by = q->current ? log_replaced_by(log, row->id, err) : 0;
	return by < 0 ? -1 : by == 0;
}

/* What the statement has found, row by row; pair: a text that stands in the fields, NULL: any. */
static int each_row(struct log *log, struct stmt *s, const struct log_query *q, const char *pair, log_row_fn *fn,
		    void *arg, struct sijil_err *err)
{
	struct log_row row;
	int rc, known, stop = 0;

	while (stop == 0 && (rc = stmt_step(s, err)) != 0) {
		if (rc < 0)
			return -1;
		log_fetch_row(s, &row);
		if (!wanted(q, &row) || (pair != NULL && strstr(row.fields, pair) == NULL))
			continue;
		known = is_known(log, q, &row, err);
		if (known < 0)
			return -1;
		if (known == 1)
			stop = fn(arg, &row);
	}
	stmt_reset(s);
	return stop;
}

static int each_of_subject(struct log *log, const struct log_query *q, log_row_fn *fn, void *arg, struct sijil_err *err)
{
	/* What was replaced later was current at the moment known. */
	bool current = q->current && log->n_later == 0;
	struct stmt *s = db_prepare(log->db, current ? log_sql_subject_current : log_sql_subject, err);
	const bool days = q->from != 0 || q->to != 0;

	if (s == NULL)
		return -1;
	stmt_int(s, 1, (int64_t)q->subject << 2 | q->subject_type);
	stmt_int(s, 2, days ? q->to : INT32_MAX);
	stmt_int(s, 3, days ? (int64_t)q->from - (q->begins ? 0 : LOG_DAYS_MAX) : INT32_MIN);
	return each_row(log, s, q, NULL, fn, arg, err);
}

static int each_of_roll(struct log *log, const struct log_query *q, log_row_fn *fn, void *arg, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, log_roll_sql(log, q), err);
	struct str pair;
	size_t from, to;
	int rc;

	if (s == NULL)
		return -1;
	str_init(&pair, STR_MAX_DEFAULT);
	log_roll_pair(q, &pair, &from, &to);
	stmt_int(s, 1, q->program);
	stmt_text(s, 2, pair.s + from, to - from);
	rc = each_row(log, s, q, pair.s, fn, arg, err);
	str_release(&pair);
	return rc;
}

/* The numbers of the replaced entries, in order, one ahead of the scan. */
struct replaced {
	const struct log *log;
	struct stmt *s; /* NULL: not asked for, or at their end */
	int64_t next;
};

static int next_replaced(struct replaced *r, struct sijil_err *err)
{
	int rc;

	do
		rc = stmt_step(r->s, err);
	while (rc == 1 && r->log->n_later > 0 && log_is_later(r->log, stmt_get_int(r->s, 1)));
	if (rc == 1)
		r->next = stmt_get_int(r->s, 0);
	else
		r->s = NULL;
	return rc < 0 ? -1 : 0;
}

/* Whether this entry, whose turn it is in the scan, was replaced. */
static int is_replaced(struct replaced *r, int64_t id, struct sijil_err *err)
{
	while (r->s != NULL && r->next < id) {
		if (next_replaced(r, err) < 0)
			return -1;
	}
	return r->s != NULL && r->next == id;
}

/* The scan is stepped first: the two statements then see the same state of the register. */
static int scan(struct stmt *s, struct replaced *r, const struct log_query *q, log_row_fn *fn, void *arg,
		struct sijil_err *err)
{
	struct log_row row;
	int rc = stmt_step(s, err), gone, stop = 0;

	if (rc == 1 && r->s != NULL && next_replaced(r, err) < 0)
		return -1;
	for (; rc == 1; rc = stmt_step(s, err)) {
		if (!is_of_subjects(s, q))
			continue;
		log_fetch_row(s, &row);
		gone = r->s != NULL ? is_replaced(r, row.id, err) : 0;
		if (gone < 0)
			return -1;
		if (gone == 0 && wanted(q, &row) && !log_is_later(r->log, row.batch))
			stop = fn(arg, &row);
		if (stop != 0)
			return stop;
	}
	return rc;
}

/* The scan of entries first..last with the narrowest condition there is. */
static struct stmt *scan_of(struct log *log, const struct log_query *q, int64_t first, int64_t last,
			    struct sijil_err *err)
{
	const bool of_kind = q->kind != 0 && q->program != 0, of_type = q->subject_type != 0;
	struct stmt *s = db_prepare(log->db, of_kind ? log_sql_scan_kind : of_type ? log_sql_scan_type : log_sql_scan, err);

	if (s == NULL)
		return NULL;
	stmt_int(s, 1, first);
	stmt_int(s, 2, last);
	if (of_kind) {
		stmt_int(s, 3, q->kind);
		stmt_int(s, 4, q->program);
	} else if (of_type) {
		stmt_int(s, 3, q->subject_type);
	}
	return s;
}

static int each_in_range(struct log *log, const struct log_query *q, int64_t first, int64_t last, log_row_fn *fn,
			 void *arg, struct sijil_err *err)
{
	struct stmt *s = scan_of(log, q, first, last, err), *dead = NULL;
	struct replaced r = { .log = log };
	int rc;

	if (s == NULL)
		return -1;
	if (q->current) {
		dead = db_prepare(log->db, log->n_later > 0 ? sql_replaced_in : log_sql_replaced, err);
		if (dead == NULL)
			return -1;
		stmt_int(dead, 1, first);
		stmt_int(dead, 2, last);
		r.s = dead;
	}
	rc = scan(s, &r, q, fn, arg, err);
	stmt_reset(s);
	if (dead != NULL)
		stmt_reset(dead);
	return rc;
}

/* The entry numbers of a batch; of the one being written, those so far. */
static int batch_range(struct log *log, int64_t batch, int64_t *first, int64_t *last, struct sijil_err *err)
{
	struct stmt *s;
	int rc;

	if (log->writing.active && batch == log->writing.info.id) {
		*first = log->writing.chain.first;
		*last = log->writing.chain.last;
		return 0;
	}
	s = db_prepare(log->db, "SELECT first_entry, last_entry FROM batch WHERE id = ?", err);
	if (s == NULL)
		return -1;
	stmt_int(s, 1, batch);
	rc = stmt_step(s, err);
	if (rc < 0)
		return -1;
	*first = rc == 1 ? stmt_get_int(s, 0) : 0;
	*last = rc == 1 ? stmt_get_int(s, 1) : 0;
	stmt_reset(s);
	return 0;
}

int log_each(struct log *log, const struct log_query *q, log_row_fn *fn, void *arg, struct sijil_err *err)
{
	int64_t first = INT64_MIN, last = INT64_MAX;

	if (q->id != 0)
		return each_in_range(log, q, q->id, q->id, fn, arg, err);
	if (q->field != NULL)
		return each_of_roll(log, q, fn, arg, err);
	if (q->subject_type != 0 && q->subject != 0)
		return each_of_subject(log, q, fn, arg, err);
	if (q->batch != 0 && batch_range(log, q->batch, &first, &last, err) < 0)
		return -1;
	return first == 0 && last == 0 ? 0 : each_in_range(log, q, first, last, fn, arg, err);
}

int64_t log_replaced_by(struct log *log, int64_t id, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, "SELECT id, batch FROM entry WHERE replaces = ?", err);
	int64_t by;
	int rc;

	if (s == NULL)
		return -1;
	stmt_int(s, 1, id);
	rc = stmt_step(s, err);
	by = rc == 1 ? stmt_get_int(s, 0) : rc;
	if (rc == 1 && log_is_later(log, stmt_get_int(s, 1)))
		by = 0;
	stmt_reset(s);
	/* A correction comes after what it corrects; a register in which it does not would lead in circles. */
	if (by > 0 && by <= id)
		return err_set(err, ERR_DATA, "the corrections of this register lead in circles: run 'sijil verify'");
	return by;
}

int64_t log_count(struct log *log, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, "SELECT sum(entries) FROM origin WHERE number <> ?", err);
	int64_t n;

	if (s == NULL)
		return -1;
	/* The batch being written has not been added to its origin yet. */
	stmt_int(s, 1, log->writing.active ? 0 : -1);
	if (stmt_step(s, err) < 0)
		return -1;
	n = stmt_get_int(s, 0) + (log->writing.active ? log->writing.entries : 0);
	stmt_reset(s);
	return n;
}

int64_t log_count_subject(struct log *log, enum sijil_subject type, uint32_t subject, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, "SELECT count(*) FROM entry WHERE subject = ?", err);
	int64_t n;

	if (s == NULL)
		return -1;
	stmt_int(s, 1, (int64_t)subject << 2 | type);
	if (stmt_step(s, err) < 0)
		return -1;
	n = stmt_get_int(s, 0);
	stmt_reset(s);
	return n;
}

void log_fetch_batch(struct stmt *s, struct log_batch *b)
{
	b->id = stmt_get_int(s, 0);
	b->recorded_at = stmt_get_int(s, 1);
	b->recorded_by = stmt_get_text(s, 2, NULL);
	b->command = stmt_get_text(s, 3, NULL);
	b->plugin = stmt_get_text(s, 4, NULL);
	b->source = stmt_get_text(s, 5, NULL);
	b->source_hash = stmt_get_text(s, 6, NULL);
	b->lines = stmt_get_int(s, 7);
	b->added = stmt_get_int(s, 8);
	b->unchanged = stmt_get_int(s, 9);
	b->warned = stmt_get_int(s, 10);
	b->superseded = stmt_get_int(s, 11);
	b->rejected = stmt_get_int(s, 12);
	b->passed = stmt_get_int(s, 13);
}

int log_batch(struct log *log, int64_t id, int (*fn)(void *arg, const struct log_batch *b), void *arg,
	      struct sijil_err *err)
{
	static const char sql[] = "SELECT " LOG_BATCH_COLUMNS " FROM batch WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
	struct stmt *s = db_prepare(log->db, sql, err);
	struct log_batch b;
	int rc, stop = 0;

	if (s == NULL)
		return -1;
	stmt_int(s, 1, id != 0 ? id : INT64_MIN);
	stmt_int(s, 2, id != 0 ? id : INT64_MAX);
	while (stop == 0 && (rc = stmt_step(s, err)) != 0) {
		if (rc < 0)
			return -1;
		log_fetch_batch(s, &b);
		stop = fn(arg, &b);
	}
	stmt_reset(s);
	return stop;
}

/* In the batch being written, who and when are known already. */
static void fetch_ack(const struct log *log, struct stmt *s, struct log_ack *a)
{
	bool mine = log->writing.active && stmt_is_null(s, 4);

	a->entry = stmt_get_int(s, 0);
	a->rule = stmt_get_text(s, 1, NULL);
	a->reason = stmt_get_text(s, 2, NULL);
	a->recorded_by = mine ? log->writing.info.recorded_by : stmt_get_text(s, 3, NULL);
	a->recorded_at = mine ? log->writing.info.recorded_at : stmt_get_int(s, 4);
}

int log_acks(struct log *log, int64_t entry, int (*fn)(void *arg, const struct log_ack *a), void *arg,
	     struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db,
				    "SELECT a.entry, a.rule, a.reason, b.recorded_by, b.recorded_at, a.batch FROM ack a"
				    " LEFT JOIN batch b ON b.id = a.batch WHERE a.entry BETWEEN ?1 AND ?2"
				    " ORDER BY a.entry, a.id",
				    err);
	struct log_ack a;
	int rc, stop = 0;

	if (s == NULL)
		return -1;
	stmt_int(s, 1, entry != 0 ? entry : INT64_MIN);
	stmt_int(s, 2, entry != 0 ? entry : INT64_MAX);
	while (stop == 0 && (rc = stmt_step(s, err)) != 0) {
		if (rc < 0)
			return -1;
		fetch_ack(log, s, &a);
		if (!log_is_later(log, stmt_get_int(s, 5)))
			stop = fn(arg, &a);
	}
	stmt_reset(s);
	return stop;
}

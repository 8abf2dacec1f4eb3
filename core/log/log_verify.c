#include "config.h"

#include "log/log_private.h"

#include <string.h>

/*
 * One walk over everything in the order of numbers: the batches of an origin, and beside them two cursors, over all
 * entries and all acknowledgements, that move as far as each batch reaches.
 */
struct verifier {
	struct log *log;
	void (*fault)(void *arg, const char *sentence);
	void *arg;
	struct log_verified *out;
	struct sijil_err *err;

	struct stmt *entries; /* on row; NULL at the end */
	struct log_row row;
	struct stmt *acks;
	int64_t ack, ack_batch;

	int64_t origin;                  /* number */
	int64_t entry_due, ack_due;      /* the next numbers of this origin */
	uint8_t head[DIGEST_SIZE];       /* of the batch before */
	bool broken;                     /* this batch has a fault already: its head cannot match */
	int64_t stray_first, stray_last; /* a run of entries that belong to no batch; 0: none */
};

static void __attribute__((format(printf, 2, 3))) say(struct verifier *v, const char *format, ...)
{
	struct str sentence;
	va_list args;

	va_start(args, format);
	str_init(&sentence, STR_MAX_DEFAULT);
	str_vaddf(&sentence, format, args);
	v->out->faults++;
	v->broken = true;
	v->fault(v->arg, sentence.s);
	str_release(&sentence);
	va_end(args);
}

static const char removed[] = "missing: removed after being written";

/* "entry 5 is ...", "entries 5 to 7 are ..." */
static void say_run(struct verifier *v, const char *one, const char *many, int64_t first, int64_t last,
		    const char *what)
{
	char a[32], b[32];

	log_id_text(first, a);
	if (first == last)
		say(v, "%s %s is %s", one, a, what);
	else
		say(v, "%s %s to %s are %s", many, a, log_id_text(last, b), what);
}

/* --- the cursors --- */

static int next_entry(struct verifier *v)
{
	int rc = stmt_step(v->entries, v->err);

	if (rc == 1)
		log_fetch_row(v->entries, &v->row);
	else
		v->entries = NULL;
	return rc < 0 ? -1 : 0;
}

static int next_ack(struct verifier *v)
{
	int rc = stmt_step(v->acks, v->err);

	if (rc == 1) {
		v->ack = stmt_get_int(v->acks, 0);
		v->ack_batch = stmt_get_int(v->acks, 1);
	} else {
		v->acks = NULL;
	}
	return rc < 0 ? -1 : 0;
}

static int start_cursors(struct verifier *v)
{
	v->entries = db_prepare(v->log->db, "SELECT " LOG_ROW_COLUMNS ", salt, digest FROM entry ORDER BY id", v->err);
	v->acks = db_prepare(v->log->db, "SELECT id, batch, entry, rule, reason FROM ack ORDER BY id", v->err);
	if (v->entries == NULL || v->acks == NULL)
		return -1;
	return next_entry(v) < 0 || next_ack(v) < 0 ? -1 : 0;
}

/* --- entries of a batch --- */

static void say_strays(struct verifier *v)
{
	if (v->stray_first != 0)
		say_run(v, "entry", "entries", v->stray_first, v->stray_last,
			"in no batch: not written by sijil, or the batch was removed");
	v->stray_first = 0;
}

/* Pass over the entries before a number: they belong to nothing. */
static int pass_strays(struct verifier *v, int64_t before)
{
	while (v->entries != NULL && v->row.id < before) {
		if (v->stray_first == 0)
			v->stray_first = v->row.id;
		v->stray_last = v->row.id;
		v->out->entries++;
		if (v->row.id >= v->entry_due)
			v->entry_due = v->row.id + 1;
		if (next_entry(v) < 0)
			return -1;
	}
	say_strays(v);
	return 0;
}

/* Recompute the digest of the current entry and add it to the chain. */
static void add_entry(struct verifier *v, struct chain *c)
{
	uint8_t digest[DIGEST_SIZE];
	const uint8_t *salt, *kept;
	const char *unknown;
	char number[32];
	size_t n_salt, n_kept;

	log_id_text(v->row.id, number);
	salt = stmt_get_blob(v->entries, LOG_ROW_COLUMN_N, &n_salt);
	kept = stmt_get_blob(v->entries, LOG_ROW_COLUMN_N + 1, &n_kept);
	if (n_salt != LOG_SALT) {
		say(v, "entry %s has lost its salt: its content cannot be checked", number);
		return;
	}
	unknown = chain_entry(v->log, &v->row, salt, &v->log->text, digest);
	if (unknown != NULL) {
		say(v, "entry %s names a %s that the register does not have", number, unknown);
		return;
	}
	if (kept != NULL && (n_kept != DIGEST_SIZE || memcmp(kept, digest, DIGEST_SIZE) != 0))
		say(v, "entry %s was changed after it was written: its digest does not match", number);
	chain_add_entry(c, v->row.id, digest);
}

static int verify_entries(struct verifier *v, struct chain *c, int64_t batch, int64_t first, int64_t last)
{
	char number[32], of[32], in[32];

	if (first == 0)
		return 0;
	if (pass_strays(v, first) < 0)
		return -1;
	if (first > v->entry_due)
		say_run(v, "entry", "entries", v->entry_due, first - 1, removed);
	v->entry_due = first;
	for (; v->entries != NULL && v->row.id <= last; v->entry_due++) {
		if (v->row.id > v->entry_due) {
			say_run(v, "entry", "entries", v->entry_due, v->row.id - 1, removed);
			v->entry_due = v->row.id;
		}
		if (v->row.batch != batch)
			say(v, "entry %s says that it is of batch %s, but was written in batch %s",
			    log_id_text(v->row.id, number), log_id_text(v->row.batch, of), log_id_text(batch, in));
		add_entry(v, c);
		v->out->entries++;
		if (next_entry(v) < 0)
			return -1;
	}
	if (v->entry_due <= last)
		say_run(v, "entry", "entries", v->entry_due, last, removed);
	v->entry_due = last + 1;
	return 0;
}

static int verify_acks(struct verifier *v, struct chain *c, int64_t batch)
{
	const char *rule, *reason;
	char number[32];

	while (v->acks != NULL && v->ack_batch == batch) {
		if (v->ack != v->ack_due)
			say(v, "batch %s: acknowledgements are missing", log_id_text(batch, number));
		v->ack_due = v->ack + 1;
		rule = stmt_get_text(v->acks, 3, NULL);
		reason = stmt_get_text(v->acks, 4, NULL);
		chain_add_ack(c, v->log, stmt_get_int(v->acks, 2), rule, reason);
		if (next_ack(v) < 0)
			return -1;
	}
	return 0;
}

/* --- batches --- */

static void say_changed(struct verifier *v, int64_t batch, int64_t first, int64_t last)
{
	char number[32], a[32], b[32];

	log_id_text(batch, number);
	log_id_text(first, a);
	if (first == 0)
		say(v, "batch %s: its record was changed after it was written: its head does not match", number);
	else if (first == last)
		say(v,
		    "batch %s: entry %s, or the record of the batch, was changed after it was written: its head does "
		    "not match",
		    number, a);
	else
		say(v,
		    "batch %s: one of the entries %s to %s, or the record of the batch, was changed after it was "
		    "written: its head does not match",
		    number, a, log_id_text(last, b));
}

static int verify_batch(struct verifier *v, struct stmt *s, int64_t due)
{
	int64_t first = stmt_get_int(s, LOG_BATCH_COLUMN_N), last = stmt_get_int(s, LOG_BATCH_COLUMN_N + 1);
	uint8_t head[DIGEST_SIZE];
	const uint8_t *kept;
	struct log_batch b;
	struct chain c;
	size_t n;

	log_fetch_batch(s, &b);
	v->broken = false;
	if (b.id != due)
		say_run(v, "batch", "batches", due, b.id - 1, removed);
	chain_begin(&c, v->head);
	if (verify_entries(v, &c, b.id, first, last) < 0 || verify_acks(v, &c, b.id) < 0)
		return -1;
	chain_end(&c, v->log, &b, head);
	kept = stmt_get_blob(s, LOG_BATCH_COLUMN_N + 2, &n);
	if (!v->broken && (n != DIGEST_SIZE || memcmp(kept, head, DIGEST_SIZE) != 0))
		say_changed(v, b.id, first, last);
	/* The next batch is judged by the head this one has, so that one fault is not told as many. */
	memset(v->head, 0, DIGEST_SIZE);
	if (n == DIGEST_SIZE)
		memcpy(v->head, kept, DIGEST_SIZE);
	v->out->batches++;
	return 0;
}

/* --- origins --- */

/* The origin's own record says where its numbers and its chain end. */
static void verify_end(struct verifier *v, struct stmt *s, int64_t batch_due)
{
	int64_t base = log_first_id(v->origin);
	const uint8_t *head;
	size_t n;

	v->broken = false;
	if (base + stmt_get_int(s, 0) >= v->entry_due)
		say_run(v, "entry", "entries", v->entry_due, base + stmt_get_int(s, 0), "missing at the end: removed");
	if (base + stmt_get_int(s, 1) >= batch_due)
		say_run(v, "batch", "batches", batch_due, base + stmt_get_int(s, 1), "missing at the end: removed");
	if (base + stmt_get_int(s, 2) >= v->ack_due)
		say(v, "acknowledgements are missing at the end: removed");
	head = stmt_get_blob(s, 3, &n);
	if (!v->broken && (n != DIGEST_SIZE || memcmp(head, v->head, DIGEST_SIZE) != 0))
		say(v, "the head kept for origin %s is not that of its last batch: the end of the register was changed",
		    v->log->origins[v->origin]);
	if (v->origin == 0 && n == DIGEST_SIZE)
		digest_hex(head, n, v->out->head);
}

static int verify_batches(struct verifier *v, int64_t *due)
{
	struct stmt *s = db_prepare(v->log->db,
				    "SELECT " LOG_BATCH_COLUMNS ", first_entry, last_entry, head FROM batch"
				    " WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
				    v->err);
	int rc;

	if (s == NULL)
		return -1;
	stmt_int(s, 1, log_first_id(v->origin));
	stmt_int(s, 2, log_last_id(v->origin));
	while ((rc = stmt_step(s, v->err)) == 1) {
		if (verify_batch(v, s, *due) < 0) {
			stmt_reset(s);
			return -1;
		}
		*due = stmt_get_int(s, 0) + 1;
	}
	return rc;
}

static int verify_origin(struct verifier *v)
{
	static const char sql[] = "SELECT entries, batches, acks, head FROM origin WHERE number = ?";
	struct stmt *s = db_prepare(v->log->db, sql, v->err);
	int64_t due = log_first_id(v->origin) + 1;
	int rc;

	if (s == NULL || pass_strays(v, due) < 0)
		return -1;
	v->entry_due = v->ack_due = due;
	memset(v->head, 0, DIGEST_SIZE);
	if (verify_batches(v, &due) < 0 || pass_strays(v, log_last_id(v->origin) + 1) < 0)
		return -1;
	stmt_int(s, 1, v->origin);
	rc = stmt_step(s, v->err);
	if (rc == 1)
		verify_end(v, s, due);
	stmt_reset(s);
	v->out->origins++;
	return rc < 0 ? -1 : 0;
}

static int verify_chain(struct verifier *v)
{
	char number[32];

	if (start_cursors(v) < 0)
		return -1;
	for (v->origin = 0; (uint64_t)v->origin < v->log->n_origins; v->origin++) {
		if (verify_origin(v) < 0)
			return -1;
	}
	if (pass_strays(v, INT64_MAX) < 0)
		return -1;
	while (v->acks != NULL) {
		say(v, "acknowledgement %s is of no batch: it was not written by sijil", log_id_text(v->ack, number));
		if (next_ack(v) < 0)
			return -1;
	}
	return 0;
}

/* --- what SQLite and the tables themselves tell --- */

static void differs(void *arg, const char *type, const char *name)
{
	say(arg, "the %s '%s' of the register is missing, or is not as sijil made it", type, name);
}

static int verify_sqlite(struct verifier *v)
{
	struct stmt *s = db_prepare(v->log->db, "PRAGMA integrity_check", v->err);
	const char *text;
	char number[32];
	int rc;

	if (s == NULL)
		return -1;
	while ((rc = stmt_step(s, v->err)) == 1) {
		text = stmt_get_text(s, 0, NULL);
		if (text == NULL || strcmp(text, "ok") != 0)
			say(v, "the file is damaged; SQLite says: %s", text != NULL ? text : "nothing");
	}
	s = rc == 0 ? db_prepare(v->log->db, "PRAGMA foreign_key_check", v->err) : NULL;
	if (s == NULL)
		return -1;
	while ((rc = stmt_step(s, v->err)) == 1)
		say(v, "acknowledgement %s is of an entry that does not exist",
		    log_id_text(stmt_get_int(s, 1), number));
	return rc < 0 ? -1 : schema_compare(v->log->db, &schema_current, differs, v, v->err);
}

static void verify_replacement(struct verifier *v, struct stmt *s, int64_t target_before)
{
	int64_t id = stmt_get_int(s, 0), target = stmt_get_int(s, 1);
	char number[32], of[32];

	log_id_text(id, number);
	log_id_text(target, of);
	if (stmt_is_null(s, 2))
		say(v, "entry %s replaces entry %s, which does not exist", number, of);
	else if (stmt_get_int(s, 3) != 0)
		say(v, "entry %s replaces entry %s, which is a void", number, of);
	if (id >> LOG_ORIGIN_SHIFT == target >> LOG_ORIGIN_SHIFT && target >= id)
		say(v, "entry %s replaces entry %s, which is not older", number, of);
	if (target == target_before)
		say(v, "entry %s replaces entry %s, which was replaced before", number, of);
	if (stmt_is_null(s, 4))
		say(v, "entry %s replaces entry %s without a reason", number, of);
}

static int verify_replacements(struct verifier *v)
{
	static const char voids[] = "SELECT id FROM entry WHERE fields IS NULL AND replaces IS NULL";
	struct stmt *s = db_prepare(v->log->db,
				    "SELECT e.id, e.replaces, t.id, t.fields IS NULL, e.reason FROM entry e"
				    " LEFT JOIN entry t ON t.id = e.replaces WHERE e.replaces IS NOT NULL"
				    " ORDER BY e.replaces, e.id",
				    v->err);
	int64_t before = 0;
	char number[32];
	int rc;

	if (s == NULL)
		return -1;
	while ((rc = stmt_step(s, v->err)) == 1) {
		verify_replacement(v, s, before);
		before = stmt_get_int(s, 1);
	}
	s = rc == 0 ? db_prepare(v->log->db, voids, v->err) : NULL;
	if (s == NULL)
		return -1;
	while ((rc = stmt_step(s, v->err)) == 1)
		say(v, "entry %s is a void of nothing", log_id_text(stmt_get_int(s, 0), number));
	return rc;
}

int log_verify(struct log *log, void (*fault)(void *arg, const char *sentence), void *arg, struct log_verified *out,
	       struct sijil_err *err)
{
	struct sijil_err local = { 0 };
	struct verifier v = { .log = log, .fault = fault, .arg = arg, .out = out, .err = &local };
	bool still = log_is_still(log);
	int rc;

	memset(out, 0, sizeof(*out));
	if (log->writing.active)
		return err_set(err, ERR_INTERNAL, "the register is verified inside a batch");
	if (!still && db_exec(log->db, "BEGIN", err) < 0)
		return -1;
	rc = verify_sqlite(&v);
	if (rc == 0)
		rc = verify_chain(&v);
	if (rc == 0)
		rc = verify_replacements(&v);
	if (v.entries != NULL)
		stmt_reset(v.entries);
	if (v.acks != NULL)
		stmt_reset(v.acks);
	if (!still)
		db_exec(log->db, "ROLLBACK", NULL);
	/* A page that cannot be read is a finding, not an obstacle. */
	if (rc < 0 && local.status == ERR_DATA) {
		say(&v, "%s", local.message);
		return 0;
	}
	if (rc < 0 && err != NULL)
		*err = local;
	return rc;
}

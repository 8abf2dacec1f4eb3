#include "config.h"

#include "log/log_private.h"

#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/text.h"

enum {
	GUARD_MANY = 10000, /* from so many rows on, the guard is taken away while they are written */
	GROUP = 32,         /* rows that one statement inserts: starting one costs as much as a row */
	REASON_MIN = 3,
};

/* --- beginning --- */

static char *keep(struct arena *a, const char *s)
{
	return s != NULL ? arena_strdup(a, s) : NULL;
}

static void keep_info(struct writing *w, const struct log_batch *batch)
{
	w->info = *batch;
	w->info.recorded_by = keep(&w->arena, batch->recorded_by);
	w->info.command = keep(&w->arena, batch->command);
	w->info.plugin = keep(&w->arena, batch->plugin);
	w->info.source = keep(&w->arena, batch->source);
	w->info.source_hash = keep(&w->arena, batch->source_hash);
	if (w->info.recorded_at == 0)
		w->info.recorded_at = (int64_t)time(NULL);
}

/* Where the local origin's numbers and chain stand. */
static int read_origin(struct log *log, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, "SELECT entries, batches, acks, head FROM origin WHERE number = 0", err);
	struct writing *w = &log->writing;
	const uint8_t *head;
	size_t n = 0;
	int rc;

	if (s == NULL)
		return -1;
	rc = stmt_step(s, err);
	if (rc < 0)
		return -1;
	w->entries = stmt_get_int(s, 0);
	w->batches = stmt_get_int(s, 1) + 1;
	w->acks = stmt_get_int(s, 2);
	w->info.id = w->batches;
	head = rc == 1 ? stmt_get_blob(s, 3, &n) : NULL;
	if (n == DIGEST_SIZE)
		chain_begin(&w->chain, head);
	stmt_reset(s);
	if (n == DIGEST_SIZE)
		return 0;
	return err_set(err, ERR_DATA, "'%s' has lost the head of its chain: restore it from a backup", log->path);
}

/* Others may have added codes since the last look. */
static int refresh_codes(struct log *log, struct sijil_err *err)
{
	int type;

	for (type = LOG_PROGRAM; type <= LOG_PERSON; type++) {
		if (codes_count(log, (enum log_code)type, err) < 0)
			return -1;
		log->writing.codes[type - 1] = log->codes[type - 1].count;
	}
	return 0;
}

/* OR FAIL spares SQLite the work of undoing one statement: after a failure the whole batch is rolled back. */
#define INSERT                                                                                                 \
	"INSERT OR FAIL INTO entry (id, batch, program, kind, subject, site, day, day_end, fields, replaces, reason," \
	" salt) VALUES "
#define ROW "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define ROWS_4 ROW ", " ROW ", " ROW ", " ROW
#define ROWS_16 ROWS_4 ", " ROWS_4 ", " ROWS_4 ", " ROWS_4
enum { ROW_COLUMNS = 12 };

static int start_batch(struct log *log, struct sijil_err *err)
{
	if (read_origin(log, err) < 0 || refresh_codes(log, err) < 0)
		return -1;
	log->writing.insert = db_prepare(log->db, INSERT ROW, err);
	return log->writing.insert != NULL ? 0 : -1;
}

int log_begin(struct log *log, const struct log_batch *batch, size_t many, struct sijil_err *err)
{
	struct writing *w = &log->writing;
	size_t i;

	if (log->mode != LOG_WRITE || w->active)
		return err_set(err, ERR_INTERNAL, "a batch cannot begin: %s",
			       w->active ? "another one is being written" : "the register is open for reading");
	if (many > GUARD_MANY && db_exec(log->db, "PRAGMA cache_size = -32000", err) < 0)
		return -1;
	if (db_exec(log->db, "BEGIN IMMEDIATE", err) < 0)
		return err_context(err, "nothing was written");
	arena_reset(&w->arena);
	*w = (struct writing){ .active = true, .many = many, .arena = w->arena };
	for (i = 0; i < LOG_CODE_TYPES; i++)
		w->codes[i] = log->codes[i].count;
	keep_info(w, batch);
	if (start_batch(log, err) < 0) {
		log_rollback(log);
		return err_context(err, "nothing was written");
	}
	return 0;
}

/* Take away what makes a large import slow; log_commit puts it back in the same transaction. */
static int prepare_large(struct log *log, struct sijil_err *err)
{
	struct writing *w = &log->writing;

	w->prepared = true;
	if (w->many <= GUARD_MANY)
		return 0;
	w->no_guard = true;
	db_check_references(log->db, false); /* what an acknowledgement is of is looked up anyway: check_ack() */
	w->no_index = w->many / 3 > (size_t)w->entries;
	if (db_exec(log->db, schema_drop_entry_guard, err) < 0)
		return -1;
	return w->no_index ? db_exec(log->db, schema_drop_entry_index, err) : 0;
}

/* --- appending --- */

static int check_reason(const char *what, const char *reason, struct sijil_err *err)
{
	const char *s = reason != NULL ? reason : "";
	size_t n, bad;

	s += strspn(s, " \t\n");
	for (n = strlen(s); n > 0 && strchr(" \t\n", s[n - 1]) != NULL; n--)
		;
	if (!text_valid(s, n, &bad))
		return err_set(err, ERR_DATA, "the reason for %s is not valid UTF-8", what);
	if (text_length(s, n) >= REASON_MIN)
		return 0;
	return err_set(err, ERR_DATA,
		       "%s needs a reason of at least %d characters: say why, for those who read the register later",
		       what, REASON_MIN);
}

/* A replaced entry must be there, still current, and no void. */
static int check_replaced(struct log *log, int64_t id, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, "SELECT fields IS NULL FROM entry WHERE id = ?", err);
	char number[32], by_number[32];
	int64_t by;
	bool is_void;
	int rc;

	if (s == NULL)
		return -1;
	log_id_text(id, number);
	stmt_int(s, 1, id);
	rc = stmt_step(s, err);
	if (rc < 0)
		return -1;
	is_void = rc == 1 && stmt_get_int(s, 0) != 0;
	stmt_reset(s);
	if (rc == 0)
		return err_set(err, ERR_DATA, "entry %s does not exist, so nothing can replace it", number);
	if (is_void)
		return err_set(err, ERR_DATA, "entry %s is a void and stays one: log a new entry instead", number);
	by = log_replaced_by(log, id, err);
	if (by > 0)
		return err_set(err, ERR_DATA, "entry %s was already replaced by entry %s: amend or void that one",
			       number, log_id_text(by, by_number));
	return by < 0 ? -1 : 0;
}

static int check_replacement(struct log *log, const struct log_row *row, struct sijil_err *err)
{
	if (row->replaces != 0) {
		if (check_replaced(log, row->replaces, err) < 0)
			return -1;
		return check_reason(row->fields != NULL ? "a correction" : "a void", row->reason, err);
	}
	if (row->fields == NULL)
		return err_set(err, ERR_INTERNAL, "a void must name the entry that it voids");
	if (row->reason != NULL)
		return err_set(err, ERR_INTERNAL, "a reason is given, but no entry is replaced");
	return 0;
}

static int check_row(struct log *log, const struct log_row *row, struct sijil_err *err)
{
	if (row->day == DATE_NONE || row->day_end < row->day)
		return err_set(err, ERR_INTERNAL, "an entry must have a day, and cannot end before it begins");
	if ((row->subject_type == SIJIL_SITE && row->subject != row->site) ||
	    (row->subject_type == SIJIL_PROGRAM && row->subject != row->program))
		return err_set(err, ERR_INTERNAL, "the subject of an entry must be its own site or program");
	if (row->fields != NULL && memchr(row->fields, '\n', row->fields_n) != NULL)
		return err_set(err, ERR_INTERNAL, "the fields of an entry must be canonical JSON, in one line");
	return check_replacement(log, row, err);
}

/* The values of a row, from the statement's parameter after `at` on. */
static void bind_row(const struct log *log, struct stmt *s, int at, const struct log_row *row,
		     const uint8_t salt[LOG_SALT])
{
	stmt_int(s, at + 1, row->id);
	stmt_int(s, at + 2, log->writing.info.id);
	stmt_int(s, at + 3, row->program);
	stmt_int(s, at + 4, row->kind);
	stmt_int(s, at + 5, (int64_t)row->subject << 2 | row->subject_type);
	if (row->site != 0)
		stmt_int(s, at + 6, row->site);
	else
		stmt_null(s, at + 6);
	stmt_int(s, at + 7, row->day);
	if (row->day_end != row->day)
		stmt_int(s, at + 8, row->day_end);
	else
		stmt_null(s, at + 8);
	stmt_text(s, at + 9, row->fields, row->fields_n);
	if (row->replaces != 0)
		stmt_int(s, at + 10, row->replaces);
	else
		stmt_null(s, at + 10);
	stmt_text(s, at + 11, row->reason, row->reason != NULL ? strlen(row->reason) : 0);
	stmt_blob(s, at + 12, salt, LOG_SALT);
}

/* Insert n rows by a statement that has room for just so many. */
static int append(struct log *log, struct stmt *s, const struct log_row *rows, size_t n, struct sijil_err *err)
{
	struct writing *w = &log->writing;
	uint8_t salts[GROUP][LOG_SALT], digest[DIGEST_SIZE];
	size_t i;

	for (i = 0; i < n; i++) {
		struct log_row row = rows[i];
		const char *unknown;

		if (check_row(log, &row, err) < 0)
			return -1;
		row.id = w->entries + 1;
		random_pool_take(&log->random, salts[i], LOG_SALT);
		unknown = chain_entry(log, &row, salts[i], &log->text, digest);
		if (unknown != NULL)
			return err_set(err, ERR_INTERNAL,
				       "the %s of an entry is a number that the register does not have", unknown);
		bind_row(log, s, (int)i * ROW_COLUMNS, &row, salts[i]);
		chain_add_entry(&w->chain, row.id, digest);
		w->entries = row.id;
	}
	return stmt_step(s, err) < 0 ? err_context(err, "cannot append an entry") : 0;
}

/* How many rows from the first on go in together: what is replaced is looked up, so it has to be there. */
static size_t group_of(const struct writing *w, const struct log_row *rows, size_t n)
{
	size_t i;

	/* The guard, and references to be checked, are looked at row by row anyway. */
	if (!w->no_guard)
		return 1;
	for (i = 0; i < n && i < GROUP; i++)
		if (rows[i].replaces != 0)
			return 1;
	return n < GROUP ? 1 : GROUP;
}

static int append_all(struct log *log, const struct log_row *rows, size_t n, struct sijil_err *err)
{
	struct stmt *many = NULL;
	size_t i, group;

	if (!log->writing.prepared && prepare_large(log, err) < 0)
		return -1;
	for (i = 0; i < n; i += group) {
		group = group_of(&log->writing, rows + i, n - i);
		if (group > 1 && many == NULL)
			many = db_prepare(log->db, INSERT ROWS_16 ", " ROWS_16, err);
		if (group > 1 && many == NULL)
			return -1;
		if (append(log, group > 1 ? many : log->writing.insert, rows + i, group, err) < 0)
			return -1;
	}
	return 0;
}

static int check_writing(const struct log *log, struct sijil_err *err)
{
	if (!log->writing.active)
		return err_set(err, ERR_INTERNAL, "nothing can be written outside a batch");
	if (log->writing.failed)
		return err_set(err, ERR_INTERNAL, "the batch has failed and can only be rolled back");
	return 0;
}

int log_append_all(struct log *log, const struct log_row *rows, size_t n, int64_t *first, struct sijil_err *err)
{
	if (check_writing(log, err) < 0)
		return -1;
	if (append_all(log, rows, n, err) < 0) {
		log->writing.failed = true;
		return -1;
	}
	if (first != NULL)
		*first = log->writing.entries - (int64_t)n + 1;
	return 0;
}

int log_append(struct log *log, const struct log_row *row, int64_t *id, struct sijil_err *err)
{
	return log_append_all(log, row, 1, id, err);
}

/* --- acknowledging --- */

static int insert_ack(struct log *log, int64_t entry, const char *rule, const char *reason, struct sijil_err *err)
{
	static const char sql[] = "INSERT INTO ack (id, batch, entry, rule, reason) VALUES (?, ?, ?, ?, ?)";
	struct stmt *s = db_prepare(log->db, sql, err);
	char number[32];

	if (s == NULL)
		return -1;
	stmt_int(s, 1, log->writing.acks + 1);
	stmt_int(s, 2, log->writing.info.id);
	stmt_int(s, 3, entry);
	stmt_text(s, 4, rule, strlen(rule));
	stmt_text(s, 5, reason, strlen(reason));
	if (stmt_step(s, err) < 0)
		return err_context(err, "cannot acknowledge %s on entry %s", rule, log_id_text(entry, number));
	log->writing.acks++;
	chain_add_ack(&log->writing.chain, log, entry, rule, reason);
	return 0;
}

static int check_ack(struct log *log, int64_t entry, const char *rule, const char *reason, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, "SELECT 1 FROM entry WHERE id = ?", err);
	char number[32];
	int rc;

	if (s == NULL)
		return -1;
	stmt_int(s, 1, entry);
	rc = stmt_step(s, err);
	stmt_reset(s);
	if (rc == 0)
		return err_set(err, ERR_DATA, "entry %s does not exist, so no warning on it can be acknowledged",
			       log_id_text(entry, number));
	if (rc < 0 || *rule == '\0')
		return rc < 0 ? -1 : err_set(err, ERR_INTERNAL, "an acknowledgement must name the rule");
	return check_reason("an acknowledgement", reason, err);
}

int log_acknowledge(struct log *log, int64_t entry, const char *rule, const char *reason, struct sijil_err *err)
{
	if (check_writing(log, err) < 0)
		return -1;
	if (check_ack(log, entry, rule, reason, err) == 0 && insert_ack(log, entry, rule, reason, err) == 0)
		return 0;
	log->writing.failed = true;
	return -1;
}

/* --- ending --- */

static void bind_text(struct stmt *s, int i, const char *text)
{
	stmt_text(s, i, text, text != NULL ? strlen(text) : 0);
}

static int insert_batch(struct log *log, const uint8_t head[DIGEST_SIZE], struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db,
				    "INSERT INTO batch (" LOG_BATCH_COLUMNS ", first_entry, last_entry, head)"
				    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), nullif(?, 0), ?)",
				    err);
	const struct log_batch *b = &log->writing.info;

	if (s == NULL)
		return -1;
	stmt_int(s, 1, b->id);
	stmt_int(s, 2, b->recorded_at);
	bind_text(s, 3, b->recorded_by);
	bind_text(s, 4, b->command);
	bind_text(s, 5, b->plugin);
	bind_text(s, 6, b->source);
	bind_text(s, 7, b->source_hash);
	stmt_int(s, 8, b->lines);
	stmt_int(s, 9, b->added);
	stmt_int(s, 10, b->unchanged);
	stmt_int(s, 11, b->warned);
	stmt_int(s, 12, log->writing.chain.first);
	stmt_int(s, 13, log->writing.chain.last);
	stmt_blob(s, 14, head, DIGEST_SIZE);
	return stmt_step(s, err);
}

static int update_origin(struct log *log, const uint8_t head[DIGEST_SIZE], struct sijil_err *err)
{
	static const char sql[] = "UPDATE origin SET entries = ?, batches = ?, acks = ?, head = ? WHERE number = 0";
	struct stmt *s = db_prepare(log->db, sql, err);

	if (s == NULL)
		return -1;
	stmt_int(s, 1, log->writing.entries);
	stmt_int(s, 2, log->writing.batches);
	stmt_int(s, 3, log->writing.acks);
	stmt_blob(s, 4, head, DIGEST_SIZE);
	return stmt_step(s, err);
}

/* The large sort goes to a file beyond the cache's size; what else is temporary is small, and faster in memory. */
static int make_index(struct log *log, struct sijil_err *err)
{
	if (db_exec(log->db, "PRAGMA temp_store = FILE", err) < 0 || db_exec(log->db, schema_entry_index, err) < 0)
		return -1;
	return db_exec(log->db, "PRAGMA temp_store = MEMORY", err);
}

static int finish(struct log *log, const struct log_batch *counts, struct sijil_err *err)
{
	struct writing *w = &log->writing;
	uint8_t head[DIGEST_SIZE];

	if (counts != NULL) {
		w->info.lines = counts->lines;
		w->info.added = counts->added;
		w->info.unchanged = counts->unchanged;
		w->info.warned = counts->warned;
		if (counts->source_hash != NULL) /* known only when the file has been read to its end */
			w->info.source_hash = keep(&w->arena, counts->source_hash);
	}
	if ((w->no_index && make_index(log, err) < 0) ||
	    (w->no_guard && db_exec(log->db, schema_entry_guard, err) < 0))
		return -1;
	chain_end(&w->chain, log, &w->info, head);
	if (insert_batch(log, head, err) < 0 || update_origin(log, head, err) < 0)
		return -1;
	return db_exec(log->db, "COMMIT", err);
}

static void end(struct log *log)
{
	if (log->writing.no_guard)
		db_check_references(log->db, true);
	log->writing.active = false;
}

int log_commit(struct log *log, const struct log_batch *counts, struct sijil_err *err)
{
	if (check_writing(log, err) < 0) {
		log_rollback(log);
		return -1;
	}
	if (finish(log, counts, err) < 0) {
		log_rollback(log);
		return err_context(err, "nothing was written");
	}
	end(log);
	return 0;
}

void log_rollback(struct log *log)
{
	int type;

	if (!log->writing.active)
		return;
	/* SQLite may have rolled back already (a full disk); then this fails, and nothing is lost by it. */
	db_exec(log->db, "ROLLBACK", NULL);
	for (type = 0; type < LOG_CODE_TYPES; type++)
		codes_forget(&log->codes[type], log->writing.codes[type]);
	end(log);
}

#include "config.h"

#include "log/log_private.h"

#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/text.h"

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

static int start_batch(struct log *log, struct sijil_err *err)
{
	return read_origin(log, err) < 0 || refresh_codes(log, err) < 0 ? -1 : 0;
}

int log_begin(struct log *log, const struct log_batch *batch, size_t many, struct sijil_err *err)
{
	struct writing *w = &log->writing;
	size_t i;

	if (log->mode != LOG_WRITE || w->active)
		return err_set(err, ERR_INTERNAL, "a batch cannot begin: %s",
			       w->active ? "another one is being written" : "the register is open for reading");
	if (many > LOG_GUARD_MANY && db_exec(log->db, "PRAGMA cache_size = -32000", err) < 0)
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

void log_keep_index(struct log *log)
{
	log->writing.keep_index = true;
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
	return log_check_reason("an acknowledgement", reason, err);
}

int log_acknowledge(struct log *log, int64_t entry, const char *rule, const char *reason, struct sijil_err *err)
{
	if (log_check_writing(log, err) < 0)
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
				    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, 0), nullif(?, 0), ?)",
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
	stmt_int(s, 12, b->superseded);
	stmt_int(s, 13, b->rejected);
	stmt_int(s, 14, b->passed);
	stmt_int(s, 15, log->writing.chain.first);
	stmt_int(s, 16, log->writing.chain.last);
	stmt_blob(s, 17, head, DIGEST_SIZE);
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
		w->info.superseded = counts->superseded;
		w->info.rejected = counts->rejected;
		w->info.passed = counts->passed;
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
	if (log_check_writing(log, err) < 0) {
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

/* What became of batches, and the keys that files give their rows. */
#include "config.h"

#include "log/log_private.h"

#include <string.h>

int log_batch_fate(struct log *log, int64_t id, struct log_fate *out, struct sijil_err *err)
{
	static const char sql[] =
		"SELECT count(*), count(CASE WHEN u.command = '" LOG_UNDO "' THEN 1 END),"
		" count(CASE WHEN r.fields IS NULL AND u.command IS NOT '" LOG_UNDO "' THEN r.id END),"
		" count(CASE WHEN r.fields IS NOT NULL AND u.command IS NOT '" LOG_UNDO "' THEN r.id END)"
		" FROM batch b JOIN entry e ON e.id BETWEEN b.first_entry AND b.last_entry"
		" LEFT JOIN entry r ON r.replaces = e.id LEFT JOIN batch u ON u.id = r.batch WHERE b.id = ?";
	struct stmt *s = db_prepare(log->db, sql, err);

	if (s == NULL)
		return -1;
	stmt_int(s, 1, id);
	if (stmt_step(s, err) < 0)
		return -1;
	*out = (struct log_fate){
		.rows = stmt_get_int(s, 0),
		.undone = stmt_get_int(s, 1),
		.voided = stmt_get_int(s, 2),
		.corrected = stmt_get_int(s, 3),
	};
	stmt_reset(s);
	return 0;
}

int log_key_add(struct log *log, const uint8_t key[LOG_SALT], int64_t entry, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, "INSERT INTO source_key (key, entry) VALUES (?, ?)", err);

	if (s == NULL)
		return -1;
	stmt_blob(s, 1, key, LOG_SALT);
	stmt_int(s, 2, entry);
	if (stmt_step(s, err) == 0)
		return 0;
	log->writing.failed = true;
	return err_context(err, "cannot keep the key of a row");
}

int log_key_each(struct log *log, const uint8_t key[LOG_SALT], int (*fn)(void *arg, int64_t entry), void *arg,
		 struct sijil_err *err)
{
	struct stmt *s =
		db_prepare(log->db, "SELECT entry FROM source_key WHERE key = ? ORDER BY entry DESC", err);
	int rc, stop = 0;

	if (s == NULL)
		return -1;
	stmt_blob(s, 1, key, LOG_SALT);
	while (stop == 0 && (rc = stmt_step(s, err)) != 0) {
		if (rc < 0)
			return -1;
		stop = fn(arg, stmt_get_int(s, 0));
	}
	stmt_reset(s);
	return stop;
}

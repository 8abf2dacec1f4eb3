/* Reading the register as it was known at an earlier moment. */
#include "config.h"

#include "log/log_private.h"

#include <stdlib.h>

bool log_is_later(const struct log *log, int64_t batch)
{
	size_t low = 0, high = log->n_later;

	while (low < high) {
		const size_t middle = (low + high) / 2;

		if (log->later[middle] < batch)
			low = middle + 1;
		else
			high = middle;
	}
	return low < log->n_later && log->later[low] == batch;
}

static int read_later(struct log *log, int64_t seconds, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, "SELECT id FROM batch WHERE recorded_at > ? ORDER BY id", err);
	size_t cap = 0;
	int rc;

	if (s == NULL)
		return -1;
	stmt_int(s, 1, seconds);
	while ((rc = stmt_step(s, err)) == 1) {
		log->later = mem_grow(log->later, log->n_later, &cap, sizeof(*log->later));
		log->later[log->n_later++] = stmt_get_int(s, 0);
	}
	stmt_reset(s);
	return rc;
}

static int count_later(struct log *log, int64_t seconds, int32_t day, int64_t *n, struct sijil_err *err)
{
	static const char sql[] =
		"SELECT count(*) FROM entry WHERE day <= ?1 AND fields IS NOT NULL"
		" AND batch IN (SELECT id FROM batch WHERE recorded_at > ?2)"
		" AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.replaces = entry.id)";
	struct stmt *s = db_prepare(log->db, sql, err);

	if (s == NULL)
		return -1;
	stmt_int(s, 1, day);
	stmt_int(s, 2, seconds);
	if (stmt_step(s, err) < 0)
		return -1;
	*n = stmt_get_int(s, 0);
	stmt_reset(s);
	return 0;
}

int log_known_at(struct log *log, int64_t seconds, int32_t day, int64_t *later, struct sijil_err *err)
{
	if (log->mode != LOG_READ)
		return err_set(err, ERR_INTERNAL, "only a register opened for reading can be read as it was");
	free(log->later);
	log->later = NULL;
	log->n_later = 0;
	*later = 0;
	if (read_later(log, seconds, err) < 0)
		return -1;
	return log->n_later > 0 ? count_later(log, seconds, day, later, err) : 0;
}

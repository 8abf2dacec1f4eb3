/*
 * Persons whose codes may be taken for one another, without comparing each with all others: through an index on what is
 * left of a code without capitals, joints and zeros.  That takes more codes together than look alike (P-10 and P-1); the
 * caller looks at them again (text_fold_code()).
 */
#include "config.h"

#include "log/log_private.h"

#include <string.h>

/* SQLite uses the index only for an expression that stands in the statement as it does in the index. */
#define REST(code) "replace(replace(replace(replace(lower(" code "), '-', ''), '_', ''), '.', ''), '0', '')"
#define ROWS "SELECT id, code, " REST("code") " FROM person "

int log_alike_index(struct log *log, struct sijil_err *err)
{
	if (log->writing.alike)
		return 0;
	if (db_exec(log->db, "CREATE INDEX IF NOT EXISTS person_alike ON person (" REST("code") ")", err) < 0)
		return err_context(err, "the index of persons whose codes are alike");
	log->writing.alike = true;
	return 0;
}

int log_each_alike(struct log *log, const char *code, log_alike_fn *fn, void *arg, struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db,
				    code != NULL ? ROWS "WHERE " REST("code") " = " REST("?1") " ORDER BY id"
						 : ROWS "ORDER BY " REST("code") ", id",
				    err);
	int rc;

	if (s == NULL)
		return -1;
	if (code != NULL)
		stmt_text(s, 1, code, strlen(code));
	while ((rc = stmt_step(s, err)) == 1) {
		const char *known = stmt_get_text(s, 1, NULL), *rest = stmt_get_text(s, 2, NULL);

		if (known != NULL && rest != NULL)
			fn(arg, (uint32_t)stmt_get_int(s, 0), known, rest);
	}
	return rc;
}

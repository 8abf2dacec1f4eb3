/* Appending rows: what is refused, and how many go in at once. */
#include "config.h"

#include "log/log_private.h"

#include <string.h>

#include "base/aside.h"
#include "base/date.h"
#include "base/text.h"

enum {
	GROUP = 32,      /* rows that one statement inserts: starting one costs as much as a row */
	TOGETHER = 2048, /* rows of which the digests are made while they are inserted */
	APART = 256,     /* from so many rows on that is worth a thread */
	REASON_MIN = 3,
};

/* OR FAIL spares SQLite the work of undoing one statement: after a failure the whole batch is rolled back. */
#define INSERT                                                                                                 \
	"INSERT OR FAIL INTO entry (id, batch, program, kind, subject, site, day, day_end, fields, replaces, reason," \
	" salt) VALUES "
#define ROW "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define ROWS_4 ROW ", " ROW ", " ROW ", " ROW
#define ROWS_16 ROWS_4 ", " ROWS_4 ", " ROWS_4 ", " ROWS_4
enum { ROW_COLUMNS = 12 };

/* Take away what makes a large import slow; log_commit puts it back in the same transaction. */
static int prepare_large(struct log *log, struct sijil_err *err)
{
	struct writing *w = &log->writing;

	w->prepared = true;
	if (w->many <= LOG_GUARD_MANY)
		return 0;
	w->no_guard = true;
	db_check_references(log->db, false); /* what an acknowledgement is of is looked up anyway: check_ack() */
	w->no_index = !w->keep_index && w->many / 3 > (size_t)w->entries;
	if (db_exec(log->db, schema_drop_entry_guard, err) < 0)
		return -1;
	return w->no_index ? db_exec(log->db, schema_drop_entry_index, err) : 0;
}

int log_check_reason(const char *what, const char *reason, struct sijil_err *err)
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
		return log_check_reason(row->fields != NULL ? "a correction" : "a void", row->reason, err);
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

/* Rows that are numbered from `first` on. */
struct group {
	const struct log_row *rows;
	size_t n;
	int64_t first;
	const uint8_t (*salts)[LOG_SALT];
};

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

/* Insert rows, numbered from `first` on, by a statement that has room for just so many. */
static int insert_group(struct log *log, struct stmt *s, const struct group *g, struct sijil_err *err)
{
	size_t i;

	for (i = 0; i < g->n; i++) {
		struct log_row row = g->rows[i];

		if (check_row(log, &row, err) < 0)
			return -1;
		row.id = g->first + (int64_t)i;
		bind_row(log, s, (int)i * ROW_COLUMNS, &row, g->salts[i]);
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

static int insert_all(struct log *log, const struct group *all, struct sijil_err *err)
{
	struct stmt *one = db_prepare(log->db, INSERT ROW, err), *many = NULL;
	size_t i, n;

	if (one == NULL)
		return -1;
	for (i = 0; i < all->n; i += n) {
		n = group_of(&log->writing, all->rows + i, all->n - i);
		if (n > 1 && many == NULL)
			many = db_prepare(log->db, INSERT ROWS_16 ", " ROWS_16, err);
		if (n > 1 && many == NULL)
			return -1;
		if (insert_group(log, n > 1 ? many : one,
				 &(struct group){ all->rows + i, n, all->first + (int64_t)i, all->salts + i }, err) < 0)
			return -1;
	}
	return 0;
}

/* The digests of rows on their way into the chain. */
struct digesting {
	struct log *log;
	struct group rows;
	const char *unknown; /* what a row names that the register does not have */
};

static void digest_rows(void *arg)
{
	struct digesting *d = arg;
	uint8_t digest[DIGEST_SIZE];
	size_t i;

	for (i = 0; i < d->rows.n && d->unknown == NULL; i++) {
		struct log_row row = d->rows.rows[i];

		row.id = d->rows.first + (int64_t)i;
		d->unknown = chain_entry(d->log, &row, d->rows.salts[i], &d->log->text, digest);
		chain_add_entry(&d->log->writing.chain, row.id, digest);
	}
}

/* The texts of all codes, so that the digests need nothing of SQLite. */
static int load_codes(struct log *log, struct sijil_err *err)
{
	int type;

	for (type = LOG_PROGRAM; type <= LOG_PERSON; type++)
		if (!log->codes[type - 1].whole && codes_load(log, (enum log_code)type, err) < 0)
			return -1;
	return 0;
}

/* Many rows are digested while SQLite inserts them: that takes a third of the time, and one needs nothing of the other. */
static int append(struct log *log, const struct log_row *rows, size_t n, struct sijil_err *err)
{
	struct writing *w = &log->writing;
	uint8_t salts[TOGETHER][LOG_SALT];
	struct digesting digesting = { log, { rows, n, w->entries + 1, salts }, NULL };
	struct aside aside = { 0 };
	size_t i;
	int rc;

	for (i = 0; i < n; i++)
		random_pool_take(&log->random, salts[i], LOG_SALT);
	if (n < APART)
		digest_rows(&digesting);
	else if (load_codes(log, err) == 0)
		aside_start(&aside, digest_rows, &digesting);
	else
		return -1;
	rc = insert_all(log, &digesting.rows, err);
	aside_finish(&aside);
	if (rc == 0 && digesting.unknown != NULL)
		rc = err_set(err, ERR_INTERNAL, "the %s of an entry is a number that the register does not have",
			     digesting.unknown);
	w->entries += (int64_t)n;
	return rc;
}

static int append_all(struct log *log, const struct log_row *rows, size_t n, struct sijil_err *err)
{
	size_t i, together;

	if (!log->writing.prepared && prepare_large(log, err) < 0)
		return -1;
	for (i = 0; i < n; i += together) {
		together = n - i < TOGETHER ? n - i : TOGETHER;
		if (append(log, rows + i, together, err) < 0)
			return -1;
	}
	return 0;
}

int log_check_writing(const struct log *log, struct sijil_err *err)
{
	if (!log->writing.active)
		return err_set(err, ERR_INTERNAL, "nothing can be written outside a batch");
	if (log->writing.failed)
		return err_set(err, ERR_INTERNAL, "the batch has failed and can only be rolled back");
	return 0;
}

int log_append_all(struct log *log, const struct log_row *rows, size_t n, int64_t *first, struct sijil_err *err)
{
	if (log_check_writing(log, err) < 0)
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

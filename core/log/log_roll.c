/*
 * Finding the learners of a class without reading the register: the entries of a kind by the value of a text field, through
 * an index on what their JSON says there.  SQLite uses it only for a statement in which kind and field stand as they do
 * in the index, so both are part of its text.
 *
 * SQLite 3.40 allows no json_extract() in an index of a register that it does not trust.  In canonical JSON the field stands
 * behind `"FIELD":"`, which is nowhere else, for quotes in texts are escaped; the index has what follows up to the next
 * quote, and the rows found are looked at again.
 */
#include "config.h"

#include "log/log_private.h"

#include <string.h>

/* "instr(fields, '"FIELD":"')": where it stands, 0 if it was not recorded. */
static void add_place(struct str *sql, const char *field)
{
	str_add(sql, "instr(fields, '\"");
	str_add(sql, field);
	str_add(sql, "\":\"')");
}

/* From behind `"FIELD":"` on. */
static void add_rest(struct str *sql, const char *field)
{
	str_add(sql, "substr(fields, ");
	add_place(sql, field);
	str_add(sql, " + ");
	str_addi(sql, (int64_t)strlen(field) + 4);
}

static void add_value(struct str *sql, const char *field)
{
	add_rest(sql, field);
	str_add(sql, ", instr(");
	add_rest(sql, field);
	str_add(sql, "), '\"') - 1)");
}

static void add_where(struct str *sql, int64_t kind, const char *field)
{
	str_add(sql, " WHERE kind = ");
	str_addi(sql, kind);
	str_add(sql, " AND ");
	add_place(sql, field);
	str_add(sql, " > 0");
}

const char *log_roll_sql(struct log *log, const struct log_query *q)
{
	struct roll *r;
	struct str sql;

	for (r = log->rolls; r != NULL; r = r->next)
		if (r->kind == q->kind && strcmp(r->field, q->field) == 0)
			return r->sql;
	str_init(&sql, STR_MAX_DEFAULT);
	str_add(&sql, "SELECT " LOG_ROW_COLUMNS " FROM entry");
	add_where(&sql, q->kind, q->field);
	str_add(&sql, " AND program = ?1 AND ");
	add_value(&sql, q->field);
	str_add(&sql, " = ?2 AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.replaces = entry.id) ORDER BY id");
	r = arena_alloc(&log->strings, sizeof(*r));
	*r = (struct roll){ q->kind, arena_strdup(&log->strings, q->field), arena_strdup(&log->strings, sql.s),
			    log->rolls };
	log->rolls = r;
	str_release(&sql);
	return r->sql;
}

void log_roll_pair(const struct log_query *q, struct str *pair, size_t *from, size_t *to)
{
	str_addc(pair, '"');
	str_add(pair, q->field);
	str_add(pair, "\":\"");
	*from = pair->len;
	pair->len--; /* str_add_json() writes the quote again */
	str_add_json(pair, q->value, strlen(q->value));
	*to = (size_t)(strchr(pair->s + *from, '"') - pair->s);
}

int log_roll(struct log *log, const char *kind, const char *field, struct sijil_err *err)
{
	int64_t number;
	struct str sql;
	int rc;

	if (!log->writing.active || log->writing.failed)
		return err_set(err, ERR_INTERNAL, "an index is made outside a batch");
	number = log_code_number(log, LOG_KIND, kind, true, err);
	if (number < 0)
		return -1;
	str_init(&sql, STR_MAX_DEFAULT);
	str_add(&sql, "CREATE INDEX IF NOT EXISTS roll_");
	str_addi(&sql, number);
	str_addc(&sql, '_');
	str_add(&sql, field);
	str_add(&sql, " ON entry (program, ");
	add_value(&sql, field);
	str_addc(&sql, ')');
	add_where(&sql, number, field);
	rc = db_exec(log->db, sql.s, err);
	str_release(&sql);
	if (rc < 0)
		log->writing.failed = true;
	return rc < 0 ? err_context(err, "the index of %s by %s", kind, field) : 0;
}

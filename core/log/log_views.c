/*
 * A view for each kind of each program, for people with any SQLite tool: number, date, until, site, person and a column
 * for every field, of the current entries.  It is named PROGRAM_KIND, with '-' and '.' turned into '_'.
 */
#include "config.h"

#include "log/log_private.h"

#include <string.h>

/* The view's own columns; a field of the same name gets "_field" behind it. */
static const char *const own_columns[] = { "number", "date", "until", "site", "person" };

static void add_quoted(struct str *out, const char *s, char quote)
{
	str_addc(out, quote);
	for (; *s != '\0'; s++) {
		if (*s == quote)
			str_addc(out, quote);
		str_addc(out, *s);
	}
	str_addc(out, quote);
}

static void add_name_part(struct str *out, const char *code)
{
	for (; *code != '\0'; code++)
		str_addc(out, *code == '-' || *code == '.' ? '_' : *code);
}

static void add_field(struct str *sql, const char *name)
{
	struct str path;
	size_t i;

	str_init(&path, STR_MAX_DEFAULT);
	str_add(&path, "$.\"");
	str_add(&path, name);
	str_addc(&path, '"');
	str_add(sql, ", json_extract(e.fields, ");
	add_quoted(sql, path.s, '\'');
	str_add(sql, ") AS ");
	str_clear(&path);
	str_add(&path, name);
	for (i = 0; i < sizeof(own_columns) / sizeof(own_columns[0]); i++) {
		if (strcmp(name, own_columns[i]) == 0)
			str_add(&path, "_field");
	}
	add_quoted(sql, path.s, '"');
	str_release(&path);
}

/* Whose view it is, at its beginning: names of different kinds can be the same once '-' and '.' are gone. */
static void add_start(struct str *sql, const char *view, const char *program, const char *kind)
{
	str_add(sql, "CREATE VIEW ");
	add_quoted(sql, view, '"');
	str_add(sql, " AS /* ");
	str_add(sql, program);
	str_addc(sql, ' ');
	str_add(sql, kind);
	str_add(sql, " */ ");
}

static void add_select(struct str *sql, const char *program, const char *kind, const struct log_column *columns)
{
	str_add(sql,
		"SELECT CASE WHEN e.id < 1099511627776 THEN e.id"
		" ELSE (e.id >> 40) || '.' || (e.id & 1099511627775) END AS number,"
		" date(e.day * 86400, 'unixepoch') AS date,"
		" date(coalesce(e.day_end, e.day) * 86400, 'unixepoch') AS until, s.code AS site, p.code AS person");
	for (; columns->name != NULL; columns++)
		add_field(sql, columns->name);
	str_add(sql, " FROM entry e LEFT JOIN site s ON s.id = e.site"
		     " LEFT JOIN person p ON p.id = CASE e.subject & 3 WHEN 1 THEN e.subject >> 2 END"
		     " WHERE e.program = (SELECT id FROM program WHERE code = ");
	add_quoted(sql, program, '\'');
	str_add(sql, ") AND e.kind = (SELECT id FROM kind WHERE code = ");
	add_quoted(sql, kind, '\'');
	str_add(sql, ") AND e.fields IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.replaces = e.id)");
}

enum found { NONE, SAME, OLDER, OTHERS };

/* What the register has under this name: nothing, this very view, an older form of it, or something else. */
static int look(struct log *log, const char *view, const char *sql, const char *start, enum found *found,
		struct sijil_err *err)
{
	struct stmt *s = db_prepare(log->db, "SELECT sql FROM sqlite_schema WHERE name = ? COLLATE NOCASE", err);
	const char *have;
	int rc;

	if (s == NULL)
		return -1;
	stmt_text(s, 1, view, strlen(view));
	rc = stmt_step(s, err);
	if (rc < 0)
		return -1;
	have = rc == 1 ? stmt_get_text(s, 0, NULL) : NULL;
	if (rc == 0)
		*found = NONE;
	else if (have == NULL || strncmp(have, start, strlen(start)) != 0)
		*found = OTHERS;
	else
		*found = strcmp(have, sql) == 0 ? SAME : OLDER;
	stmt_reset(s);
	return 0;
}

static int drop(struct log *log, const char *view, struct sijil_err *err)
{
	struct str sql;
	int rc;

	str_init(&sql, STR_MAX_DEFAULT);
	str_add(&sql, "DROP VIEW ");
	add_quoted(&sql, view, '"');
	rc = db_exec(log->db, sql.s, err);
	str_release(&sql);
	return rc;
}

/* 1: the name is taken by something else. */
static int make_view(struct log *log, const char *view, const char *program, const char *kind,
		     const struct log_column *columns, struct sijil_err *err)
{
	struct str start, sql;
	enum found found;
	int rc;

	str_init(&start, STR_MAX_DEFAULT);
	str_init(&sql, STR_MAX_DEFAULT);
	add_start(&start, view, program, kind);
	str_add(&sql, start.s);
	add_select(&sql, program, kind, columns);
	rc = look(log, view, sql.s, start.s, &found, err);
	if (rc == 0 && found == OTHERS)
		rc = 1;
	if (rc == 0 && found == OLDER)
		rc = drop(log, view, err);
	if (rc == 0 && found != SAME)
		rc = db_exec(log->db, sql.s, err);
	str_release(&start);
	str_release(&sql);
	return rc < 0 ? err_context(err, "the view of %s %s", program, kind) : rc;
}

int log_view(struct log *log, const char *program, const char *kind, const struct log_column *columns,
	     struct sijil_err *err)
{
	struct str view;
	size_t base;
	int rc, n;

	if (!log->writing.active || log->writing.failed)
		return err_set(err, ERR_INTERNAL, "a view is made outside a batch");
	str_init(&view, STR_MAX_DEFAULT);
	/* SQLite keeps names that begin with "sqlite_" for itself. */
	if (strncmp(program, "sqlite", 6) == 0)
		str_addc(&view, '_');
	add_name_part(&view, program);
	str_addc(&view, '_');
	add_name_part(&view, kind);
	base = view.len;
	rc = make_view(log, view.s, program, kind, columns, err);
	for (n = 2; rc == 1; n++) {
		view.s[base] = '\0';
		view.len = base;
		str_addc(&view, '_');
		str_addi(&view, n);
		rc = make_view(log, view.s, program, kind, columns, err);
	}
	str_release(&view);
	if (rc < 0)
		log->writing.failed = true;
	return rc;
}

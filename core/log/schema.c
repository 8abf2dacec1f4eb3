#include "config.h"

#include "log/schema.h"

#include <stdio.h>

#include "log/log.h"

/* clang-format off */

#define REFUSED "'the register is append-only: amend or void an entry with a new one'"

/* Nothing that was written is changed.  REPLACE deletes rows without firing a delete trigger, hence the third guard. */
#define GUARD_CHANGES(table) \
	"CREATE TRIGGER " table "_no_update BEFORE UPDATE ON " table " BEGIN SELECT RAISE(ABORT, " REFUSED "); END;" \
	"CREATE TRIGGER " table "_no_delete BEFORE DELETE ON " table " BEGIN SELECT RAISE(ABORT, " REFUSED "); END;"
#define GUARD_REPLACE(table, same) \
	"CREATE TRIGGER " table "_no_replace BEFORE INSERT ON " table \
	" WHEN EXISTS (SELECT 1 FROM " table " WHERE " same ")" \
	" BEGIN SELECT RAISE(ABORT, " REFUSED "); END;"

#define CODES(table) \
	"CREATE TABLE " table " (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);" GUARD_CHANGES(table) \
		GUARD_REPLACE(table, "id = NEW.id OR code = NEW.code")

#define ENTRY_INDEX "CREATE INDEX entry_subject ON entry (subject, day);"
#define ENTRY_GUARD GUARD_REPLACE("entry", "id = NEW.id OR replaces = NEW.replaces")

const char schema_entry_index[] = ENTRY_INDEX;
const char schema_entry_guard[] = ENTRY_GUARD;
const char schema_drop_entry_index[] = "DROP INDEX IF EXISTS entry_subject";
const char schema_drop_entry_guard[] = "DROP TRIGGER IF EXISTS entry_no_replace";

/* Entry numbers as people write them: "17", or "2.17" of another origin (1099511627776 is 1 << LOG_ORIGIN_SHIFT). */
#define NUMBER(id) \
	"CASE WHEN " id " < 1099511627776 THEN " id " ELSE (" id " >> 40) || '.' || (" id " & 1099511627775) END"

/*
 * origin: where entries come from; 0 is this file.  entries, batches and acks count what it has, numbered from 1
 * without gaps; head is the chain's, of its last batch (zeros before the first).
 * batch is written at its commit, after its entries.  first_entry and last_entry are NULL if it has none.
 * entry.subject is number << 2 | type (1 person, 2 site, 3 program), so that one index serves every history.
 * day counts from 1970-01-01; day_end is NULL when it equals day.  fields is NULL in a void.
 * digest is kept only where content was erased: elsewhere it is recomputed.
 */
static const char version_1[] =
	"CREATE TABLE origin (number INTEGER PRIMARY KEY, origin TEXT NOT NULL UNIQUE,"
	" entries INTEGER NOT NULL DEFAULT 0, batches INTEGER NOT NULL DEFAULT 0, acks INTEGER NOT NULL DEFAULT 0,"
	" head BLOB NOT NULL);"
	CODES("program") CODES("kind") CODES("site") CODES("person")
	"CREATE TABLE batch (id INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, recorded_by TEXT, command TEXT,"
	" plugin TEXT, source TEXT, source_hash TEXT, lines INTEGER NOT NULL, added INTEGER NOT NULL,"
	" unchanged INTEGER NOT NULL, warned INTEGER NOT NULL, first_entry INTEGER, last_entry INTEGER,"
	" head BLOB NOT NULL);"
	"CREATE TABLE entry (id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, program INTEGER NOT NULL,"
	" kind INTEGER NOT NULL, subject INTEGER NOT NULL, site INTEGER, day INTEGER NOT NULL, day_end INTEGER,"
	" fields TEXT, replaces INTEGER, reason TEXT, salt BLOB, digest BLOB);"
	"CREATE TABLE ack (id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL REFERENCES entry,"
	" rule TEXT NOT NULL, reason TEXT NOT NULL);"
	ENTRY_INDEX
	"CREATE UNIQUE INDEX entry_replaced ON entry (replaces) WHERE replaces IS NOT NULL;"
	"CREATE INDEX ack_entry ON ack (entry);"
	GUARD_CHANGES("batch") GUARD_REPLACE("batch", "id = NEW.id")
	GUARD_CHANGES("ack") GUARD_REPLACE("ack", "id = NEW.id")
	GUARD_CHANGES("entry") ENTRY_GUARD
	"CREATE TRIGGER origin_no_rewind BEFORE UPDATE ON origin WHEN NEW.number <> OLD.number"
	" OR NEW.origin <> OLD.origin OR NEW.entries < OLD.entries OR NEW.batches < OLD.batches OR NEW.acks < OLD.acks"
	" BEGIN SELECT RAISE(ABORT, " REFUSED "); END;"
	"CREATE TRIGGER origin_no_delete BEFORE DELETE ON origin BEGIN SELECT RAISE(ABORT, " REFUSED "); END;"
	GUARD_REPLACE("origin", "number = NEW.number OR origin = NEW.origin")
	"CREATE VIEW progress_log AS SELECT " NUMBER("e.id") " AS number,"
	" CASE WHEN e.fields IS NULL THEN 'void'"
	" WHEN EXISTS (SELECT 1 FROM entry r WHERE r.replaces = e.id) THEN 'replaced' ELSE 'current' END AS status,"
	" o.origin AS origin, date(e.day * 86400, 'unixepoch') AS date,"
	" date(coalesce(e.day_end, e.day) * 86400, 'unixepoch') AS until,"
	" g.code AS program, k.code AS kind,"
	" CASE e.subject & 3 WHEN 1 THEN 'person' WHEN 2 THEN 'site' WHEN 3 THEN 'program' END AS subject,"
	" p.code AS person, s.code AS site, e.fields AS fields, " NUMBER("e.replaces") " AS replaces,"
	" e.reason AS reason, strftime('%Y-%m-%dT%H:%M:%SZ', b.recorded_at, 'unixepoch') AS recorded_at,"
	" b.recorded_by AS recorded_by, b.command AS command, b.source AS source"
	" FROM entry e LEFT JOIN batch b ON b.id = e.batch LEFT JOIN origin o ON o.number = e.id >> 40"
	" LEFT JOIN program g ON g.id = e.program LEFT JOIN kind k ON k.id = e.kind LEFT JOIN site s ON s.id = e.site"
	" LEFT JOIN person p ON p.id = CASE e.subject & 3 WHEN 1 THEN e.subject >> 2 END;";

/*
 * source_key: which entry a row of a file became, by the key that the file gave it (the first bytes of a digest), so that
 * a row that comes again is known when nothing of the key is in the entry itself.
 */
static const char version_2[] =
	"ALTER TABLE batch ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE batch ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE batch ADD COLUMN passed INTEGER NOT NULL DEFAULT 0;"
	"CREATE TABLE source_key (key BLOB NOT NULL, entry INTEGER NOT NULL REFERENCES entry, PRIMARY KEY (key, entry))"
	" WITHOUT ROWID;"
	GUARD_CHANGES("source_key") GUARD_REPLACE("source_key", "key = NEW.key AND entry = NEW.entry");

/* clang-format on */

static const struct schema_step steps[] = {
	{ .version = 1, .sql = version_1 },
	{ .version = 2, .sql = version_2 },
};

const struct schema schema_current = { .steps = steps, .n = sizeof(steps) / sizeof(steps[0]) };

_Static_assert(sizeof(steps) / sizeof(steps[0]) == LOG_SCHEMA_VERSION, "a step for every version");
_Static_assert(LOG_ORIGIN_SHIFT == 40, "as in NUMBER and progress_log");

int schema_version(const struct schema *schema)
{
	return schema->steps[schema->n - 1].version;
}

int schema_apply(struct db *db, const struct schema *schema, int64_t from, struct sijil_err *err)
{
	char pragma[64];
	size_t i;

	for (i = 0; i < schema->n; i++) {
		if (schema->steps[i].version <= from)
			continue;
		if (db_exec(db, schema->steps[i].sql, err) < 0)
			return err_context(err, "version %d of the register's format", schema->steps[i].version);
	}
	if (from >= schema_version(schema))
		return 0;
	snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d", schema_version(schema));
	return db_exec(db, pragma, err);
}

int schema_migrate(struct db *db, const struct schema *schema, struct sijil_err *err)
{
	int64_t from;

	if (db_exec(db, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	/* Another process may have done it, or more, since the caller looked. */
	if (db_int(db, "PRAGMA user_version", &from, err) == 0 && schema_apply(db, schema, from, err) == 0 &&
	    db_exec(db, "COMMIT", err) == 0)
		return 0;
	db_exec(db, "ROLLBACK", NULL);
	return err_context(err, "the register was not changed, but could not be brought up to date");
}

/* Whether the file has this object, made by the same SQL. */
static int has_same(struct db *db, struct stmt *wanted, struct sijil_err *err)
{
	struct stmt *s = db_prepare(db, "SELECT 1 FROM sqlite_schema WHERE type = ? AND name = ? AND sql IS ?", err);
	size_t n[3];
	const char *text;
	int i, rc;

	if (s == NULL)
		return -1;
	for (i = 0; i < 3; i++) {
		text = stmt_get_text(wanted, i, &n[i]);
		stmt_text(s, i + 1, text, n[i]);
	}
	rc = stmt_step(s, err);
	stmt_reset(s);
	return rc;
}

int schema_compare(struct db *db, const struct schema *schema,
		   void (*differs)(void *arg, const char *type, const char *name), void *arg, struct sijil_err *err)
{
	struct db *scratch = db_open("scratch", DB_SCRATCH, err);
	struct stmt *s;
	int rc = -1, same;

	if (scratch == NULL || schema_apply(scratch, schema, 0, err) < 0)
		goto out;
	s = db_prepare(scratch, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid", err);
	if (s == NULL)
		goto out;
	while ((rc = stmt_step(s, err)) == 1) {
		same = has_same(db, s, err);
		if (same < 0) {
			rc = -1;
			break;
		}
		if (same == 0)
			differs(arg, stmt_get_text(s, 0, NULL), stmt_get_text(s, 1, NULL));
	}
out:
	db_close(scratch);
	return rc < 0 ? -1 : 0;
}

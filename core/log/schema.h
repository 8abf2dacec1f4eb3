/*
 * schema: the tables, guards and views of the register, and the steps that bring an older file up to date.
 */
#ifndef LOG_SCHEMA_H
#define LOG_SCHEMA_H

#include "log/db.h"

/* One step: what turns the version before into this one. */
struct schema_step {
	int version; /* from 1, without gaps */
	const char *sql;
};

struct schema {
	const struct schema_step *steps;
	size_t n; /* the last step's version is the schema's */
};

/* The schema of this program: version LOG_SCHEMA_VERSION. */
extern const struct schema schema_current;

int schema_version(const struct schema *schema);

/* Run the steps after `from`, inside the caller's transaction, and set user_version. */
int schema_apply(struct db *db, const struct schema *schema, int64_t from, struct sijil_err *err);

/* The same in one transaction of its own, from the version that the file has by then.  All or nothing. */
int schema_migrate(struct db *db, const struct schema *schema, struct sijil_err *err);

/*
 * What a large import takes away and puts back inside its transaction: the index that is cheaper to rebuild, and the
 * guard against INSERT OR REPLACE, which doubles the cost of a row.
 */
extern const char schema_entry_index[], schema_entry_guard[];
extern const char schema_drop_entry_index[], schema_drop_entry_guard[];

/* Call differs for every table, index, trigger or view of the schema that the file lacks or has otherwise. */
int schema_compare(struct db *db, const struct schema *schema,
		   void (*differs)(void *arg, const char *type, const char *name), void *arg, struct sijil_err *err);

#endif

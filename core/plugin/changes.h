/*
 * changes: what differs between two versions of a program's tables, and what each difference means for entries and
 * figures that are there already.  Adding is free; removing, renaming and narrowing are not.
 */
#ifndef PLUGIN_CHANGES_H
#define PLUGIN_CHANGES_H

#include <sijil/plugin.h>

#include "base/mem.h"

enum change_weight {
	CHANGE_FREE = 1, /* what is in the register fits as before, and so do figures */
	CHANGE_FIGURES,  /* figures of times past may become others */
	CHANGE_ENTRIES,  /* entries may no longer fit */
};

struct change {
	enum change_weight weight;
	const char *what;   /* "kind", "field", "metric", "rule", "option" */
	const char *where;  /* "session", "session.topic", "attendance_rate", "DS-E01" */
	const char *text;   /* what is different, and what that means: one sentence without final stop */
	const char *remedy; /* what to do, if it was not meant; NULL */
};

struct changes {
	struct change *items;
	size_t n, cap;
	struct arena *arena; /* of all texts */
};

/* The differences, kinds first, each in the order of the tables.  items is the caller's to free. */
void changes_find(const struct sijil_plugin *before, const struct sijil_plugin *after, struct changes *out);

/* --- between the files of changes --- */

void change_add(struct changes *c, const struct change *change);
bool change_same(const char *a, const char *b); /* texts; NULL is equal to NULL alone */
/* The name nearest to `name` among the first n of `names` (name or title; NULL: not to be considered), or NULL. */
struct change_candidate {
	const char *name, *title;
};
const char *change_renamed(const struct changes *c, const struct change_candidate *gone,
			   const struct change_candidate *candidates, size_t n);
void changes_find_fields(struct changes *c, const struct sijil_kind *before, const struct sijil_kind *after);
void changes_find_metrics(struct changes *c, const struct sijil_plugin *before, const struct sijil_plugin *after);
void changes_find_rules(struct changes *c, const struct sijil_plugin *before, const struct sijil_plugin *after);

#endif

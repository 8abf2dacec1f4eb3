/* What the files of mapping.h share: mapping (by name), header (what is wrong with it as a whole), given (by sijil.yaml). */
#ifndef EXCHANGE_MAPPING_PRIVATE_H
#define EXCHANGE_MAPPING_PRIVATE_H

#include "exchange/mapping.h"
#include "plugin/registry.h"

enum { TARGET_BASE = -INTAKE_NONE };

struct spelling {
	const char *from, *to; /* from is folded; NULL ends */
};

/* The work of one call. */
struct matching {
	const struct mapping_request *r;
	const struct kind *kind;
	const struct mapping *mapping;
	const struct mapped_feed *feed;
	struct columns *out;
	const char **folded; /* header names, as they are compared */
	const char **last;   /* the last elements of their paths, compared next; without a profile the names again */
	bool *settled;       /* the mapping says where the column goes, or that it is passed over */
	bool *constant;      /* by target + 6: a constant fills it */
	struct sijil_err *err;
};

bool mapping_is_filled(const struct matching *m, int target);
/* " (did you mean 'x'?)", or "" */
const char *mapping_suggestion(const struct matching *m, const char *word, const char *const *names);
/* Column i (from 0) goes to the target; -1 with *err if another does already. */
int mapping_set_target(struct matching *m, size_t i, int target);

/* --- mapping_header.c --- */

/* The columns that go nowhere, so far: what a missing one may have been meant to be.  NULL-terminated. */
const char *const *mapping_spare_columns(const struct matching *m);
const char *mapping_list_columns(const struct matching *m);
/* When columns are missing: perhaps there is no header at all.  -1 with *err if it looks like that. */
int mapping_looks_like_data(const struct matching *m);
/* Two columns, by the numbers of their cells: always -1. */
int mapping_both_give(const struct matching *m, size_t x, size_t y, const char *what);
int mapping_repeated_name(const struct matching *m);
int mapping_check_days(const struct matching *m);
int mapping_check_required(const struct matching *m);

/* --- mapping_given.c --- */

/* Columns, constants and values as the mapping of sijil.yaml has them. */
int mapping_use(struct matching *m);
/* The file's column of that name, from 0, by its whole name or its path's last element; n if there is none. */
size_t mapping_column(const struct matching *m, const char *name);
/* How the cells of a column are written, c NULL: of one that the mapping does not name. */
struct column_format *mapping_format(const struct matching *m, const struct mapped_column *c);
/* The mapping's key, once all columns have found their place. */
int mapping_use_key(struct matching *m);

/* --- mapping_wide.c --- */

/* Whether a header name, folded, is one that a wide layout names; *star: the text in the place of its '*', in the arena. */
bool mapping_is_spread(struct arena *a, const struct mapped_spread *spread, const char *name, const char **star);

/* --- mapping_profile.c --- */

/* What the tool's own columns are, and those that repeat others: settled unless the mapping names them. */
void mapping_use_profile(struct matching *m);
/* The record's key, where the mapping has none. */
void mapping_use_profile_key(struct matching *m);

#endif

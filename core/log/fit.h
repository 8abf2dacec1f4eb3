/*
 * fit: does what an entry recorded still fit the kind as its plugin or program file has it today?  A program may have
 * been edited since: nothing recorded is changed or hidden by that, and this says what no longer fits.
 */
#ifndef LOG_FIT_H
#define LOG_FIT_H

#include "log/entry.h"

enum misfit_why {
	MISFIT_NONE = 0,
	MISFIT_FIELD,    /* the kind has no such field */
	MISFIT_TYPE,     /* the field is of another type */
	MISFIT_CHOICE,   /* not one of its choices */
	MISFIT_RANGE,    /* outside its range, or too short or long */
	MISFIT_REQUIRED, /* required, and not recorded */
};

struct misfit {
	enum misfit_why why;
	const char *field;       /* its name */
	const char *value;       /* as recorded; NULL: MISFIT_REQUIRED */
	const struct field *now; /* NULL: MISFIT_FIELD */
};

/*
 * Tell every misfit of canonical JSON, in the order of its keys, then what is missing.  Texts live in the arena.
 * How many there are; -1 if it is not JSON.
 */
typedef void misfit_fn(void *arg, const struct misfit *m);
int fit_entry(const struct kind *kind, const char *json, size_t n, struct arena *arena, misfit_fn *fn, void *arg);

/* One of its pairs, as entry_walk() gives it: whether it fits, and if not, *m. */
bool fit_pair(const struct kind *kind, const char *field, const char *value, bool quoted, struct misfit *m);

/* "kind 'session' has no such field", "not one of: present, late": what is wrong, in the arena. */
const char *fit_text(const struct kind *kind, const struct misfit *m, struct arena *arena);

#endif

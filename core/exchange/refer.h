/*
 * refer: which entry a text names: "#17", or what a kind's refer_by makes of it ("evening-a/2024-10-07").
 *
 * A few names are looked up one by one through the histories they can stand in; after REFER_SINGLE of one kind, all
 * current entries of that kind are read once.  So one `log` costs milliseconds on a register of any size, and an import
 * one pass.  What is written after the first look-up is not seen.
 */
#ifndef EXCHANGE_REFER_H
#define EXCHANGE_REFER_H

#include "log/log.h"
#include "plugin/registry.h"

enum { REFER_SINGLE = 8 };

struct refer;

struct refer *refer_new(struct log *log);
void refer_free(struct refer *r); /* NULL is allowed */

/*
 * The number of the entry of that kind, in the program of the kind: 0 if there is none (any more), -1 if several bear
 * the name, -2 with *err if the register cannot be read.  Always the number under which it was first logged, so that a
 * correction changes no reference.  refer is a struct refer: this is an intake_refer_fn.
 */
int64_t refer_find(void *refer, const struct kind *kind, const char *text, struct sijil_err *err);

/*
 * The reverse: *name is what refer_find() finds the entry by (its first number is id), NULL if it has no name of its own:
 * the kind has no refer_by, a part was not recorded, others bear the same name, it was voided.  Lives as long as r.  All
 * entries of the kind are read at the first call.  0, or -1 with *err.
 */
int refer_name(struct refer *r, const struct kind *kind, int64_t id, const char **name, struct sijil_err *err);

/* The site of one entry after the other; remembers the last, since the lines of a file name the same session in a row. */
struct refer_site {
	struct log *log;
	int64_t id; /* of the last entry asked for; 0: none yet */
	const char *site;
};
/*
 * The site of the current version of an entry, by any of its numbers; NULL if it names none.  refer is a struct
 * refer_site: this is an intake_site_fn.  0, or -1 with *err.
 */
int refer_site(void *refer, int64_t id, const char **site, struct sijil_err *err);

#endif

/*
 * roster: facts about classes, gathered from histories as they go by.  A class is a program and the value of its class
 * field (a cohort): who was enrolled in it on a day, and how many entries of some kinds stand for it.
 *
 * A person is enrolled in the class that the opening entry of the spell names, from the spell's first day until something
 * closes it, or the next one begins.  That a spell lapsed ends nothing here: where heads are counted nobody is seen to be
 * served, and a register is kept for all who have not left.  An entry stands for the class that entry_class() gives, on its own first day.
 */
#ifndef LOG_ROSTER_H
#define LOG_ROSTER_H

#include "log/history.h"

struct roster;

/* Entries to be counted. */
struct roster_watch {
	const struct kind *kind;
	const struct conds *where;  /* that look only at the entry's own values; NULL: all */
	const struct kind *counted; /* whose entries they are counted for: they may refer to one of them */
};

/* The watches are copied. */
struct roster *roster_new(const struct roster_watch *watches, size_t n);
void roster_free(struct roster *r); /* NULL is allowed */

/* The number of a class, from 1; 0: it was never named (and is not now, unless `name`). */
uint32_t roster_class(struct roster *r, const struct program *program, const char *value, bool name);
const struct program *roster_program(const struct roster *r, uint32_t class);
const char *roster_value(const struct roster *r, uint32_t class);

/*
 * Take the facts of a history.  It must not be given twice.  named_only: only those of classes that were named before.
 * It keeps nothing of the history itself.
 */
void roster_note(struct roster *r, const struct history *h, bool named_only);

/* How many persons are enrolled in the class on that day. */
int64_t roster_enrolled(struct roster *r, uint32_t class, int32_t day);
/*
 * How many entries of a watch are counted for entry `id` of the class on that day: those that refer to it (whatever their
 * class and day), and those of the class and day that refer to none.
 */
int64_t roster_count(const struct roster *r, size_t watch, uint32_t class, int32_t day, int64_t id);

#endif

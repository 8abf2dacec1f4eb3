/* groups: the breakdowns of one program, and the group of a unit in each. */
#ifndef METRICS_GROUPS_H
#define METRICS_GROUPS_H

#include "log/history.h"

/* The group of units of whom it is not known. */
#define GROUP_UNKNOWN "U"

struct group_code {
	const char *code;
	unsigned rank; /* order of printing: choices as declared, bands by age, sites as in the city; then by code */
};

/* One breakdown as asked for.  Groups are numbered in the order they are met. */
struct groups {
	const char *name;            /* "sex" */
	const char *path;            /* "sex", "session.subject" */
	const struct program *program;
	const struct registry *registry;
	int32_t as_of;               /* what is dated later is not known */
	struct group_code *codes;
	size_t n, cap;
	uint32_t *slots;             /* hash of codes: number + 1, 0 free */
	size_t n_slots;
	uint32_t *by_site;           /* number + 1 of a site's group, by the site's number */
	size_t n_by_site;
	uint32_t *by_choice;         /* the same by choice index of the field `choice_field` */
	size_t n_by_choice;
	const struct field *choice_field;
	uint32_t person_stamp;       /* history whose person's own value is cached in person */
	const struct entry *person;  /* the person's latest entry with the field, NULL: none */
	int person_field;
	struct arena arena;
};

void groups_init(struct groups *g, const struct registry *registry, const struct program *program,
		 const char *name, const char *path, int32_t as_of);
void groups_release(struct groups *g);

/*
 * The group of an entry, or of a spell (entry NULL), of this history (stamp differs for every history).  Where it is
 * looked for: the entry's own field, the enrolment of its spell, the person's latest entry that has the field; for
 * `area`, the site's.  What the entry refers to ("session.subject") is looked at in that entry only.  Returns its
 * number; -1 for a program's entries that have none: they belong to no group.
 */
int64_t groups_of(struct groups *g, const struct history *h, uint32_t stamp, const struct entry *e,
		  const struct sijil_spell *spell, int32_t window_from);

#endif

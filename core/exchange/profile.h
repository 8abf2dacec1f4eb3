/*
 * profile: what the exports of a data collection tool have in common, so that no mapping need say it: which columns are
 * the tool's own, how paths of groups are joined, what names a record, which rows a reviewer turned down.
 */
#ifndef EXCHANGE_PROFILE_H
#define EXCHANGE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

enum review { REVIEW_TAKEN = 0, REVIEW_DOUBTED, REVIEW_REFUSED };

struct profile {
	const char *name;            /* "kobo", "odk" */
	char joint;                  /* between the groups of a column's path */
	const char *const *own;      /* columns of the tool's own, NULL-terminated */
	const char *const *endings;  /* of columns that the tool makes from a place on the map */
	const char *const *keys;     /* columns that name a record: the first that is there */
	const char *missing[2];      /* words for nothing, NULL-terminated */
	const char *review;          /* the column that says what a reviewer thought of the row */
	const char *refused[3];      /* cells of it, as text_fold() has them; NULL-terminated */
	const char *doubted[2];
};

/* NULL: there is none of that name. */
const struct profile *profile_named(const char *name);

/* Whether the column is the tool's own, capitals aside. */
bool profile_owns(const struct profile *p, const char *column);

/* The last element of the path that a column's name is: "q1" of "group/q1"; the whole name of one in a repeat. */
const char *profile_last(const struct profile *p, const char *column);

/* What the cell of the review column, folded, says. */
enum review profile_review(const struct profile *p, const char *folded);

#endif

/* What the files of suggest.h share: look (what stands in the columns), words (how people name things), match, write. */
#ifndef EXCHANGE_SUGGEST_PRIVATE_H
#define EXCHANGE_SUGGEST_PRIVATE_H

#include "exchange/import_private.h"
#include "exchange/suggest.h"

/* --- suggest_look.c --- */

enum { LOOK_VALUES = 40, LOOK_SAMPLE = 40 };

/* A date by which the style of its column is known. */
struct look_proof {
	uint32_t line;
	char text[LOOK_SAMPLE];
};

/* What stands in a column. */
struct look {
	const char *name;
	int64_t n;                       /* cells with something in them */
	int64_t iso, moments, serials;   /* ISO dates, ISO moments, numbers of five digits */
	int64_t open, named, two_digits; /* 03/04/2024; with the name of a month; 03/04/24 or 26-Feb-24 */
	struct look_proof dmy, mdy;      /* line 0: there is none */
	char separator;
	int64_t numbers, twofold;        /* numbers of any writing; those that may be thousands or decimals */
	bool comma, point;               /* a number proves it to be before decimals */
	int64_t nothings;                /* words for nothing, such as n/a */
	const char *nothing[4];
	size_t n_nothing;
	const char *values[LOOK_VALUES]; /* the different ones; none if there are more */
	size_t n_values;
	bool many;                       /* there are more */
};

/* Read the file to its end: columns in the arena.  -1 with *err. */
int look_at(struct source *source, struct arena *arena, struct look **out, size_t *n, struct sijil_err *err);
int64_t look_dates(const struct look *l);

/* --- suggest_words.c --- */

/* The names that the field, or part of the envelope, has in headers, folded; NULL-terminated list, or NULL. */
const char *const *suggest_names(const char *target);
/* What a folded cell means ("fille": F), among the choices; NULL: nothing. */
const char *suggest_meaning(const char *folded, const char *const *choices);

/* --- suggest_match.c --- */

enum { SURE = 80 };
struct guess {
	int target;      /* INTAKE_NONE: none */
	int score;       /* from SURE on it goes without saying */
	const char *why; /* of a guess */
};
/* The columns of the file for one kind: how well they fit it together. */
int suggest_match(const struct kind *kind, const struct profile *profile, const struct look *looks, size_t n,
		  struct arena *arena, struct guess *out);

#endif

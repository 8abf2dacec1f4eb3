/* sketch: what a new program is to be, in a few words; from options, or by question and answer. */
#ifndef CLI_PROGRAM_SKETCH_H
#define CLI_PROGRAM_SKETCH_H

#include "cli/cli.h"

enum sketch_type { SKETCH_CHOICE = 1, SKETCH_NUMBER, SKETCH_TEXT, SKETCH_DATE, SKETCH_YES_NO };

struct sketch_field {
	const char *name, *title;
	enum sketch_type type;
	const char *choices; /* CHOICE: "a|b" */
	const char *answers; /* the same in the person's words, between commas */
};

enum { SKETCH_FIELDS = 12 };

struct sketch {
	const char *name, *file; /* book_club, programs/book_club.yaml */
	const char *title[3];    /* en, fr, ar; NULL: none */
	bool asked;              /* a person answered */
	bool persons, visits;
	const char *minutes; /* of a session: "90" */
	const char *count;   /* what is counted at a site: "visits" */
	const char *counted; /* the same in the person's words; NULL: as preset */
	struct sketch_field fields[SKETCH_FIELDS];
	size_t n_fields;
};

/* Take "persons", "visits" or "both"; false if it is none of these. */
bool sketch_what(struct sketch *s, const char *word);
/* Ask for what it is to be, starting from what is there; an exit status. */
int sketch_ask(struct app *app, struct sketch *s);

#endif

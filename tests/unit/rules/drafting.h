/* drafting: an entry taken in text by text, and what the intake says of it.  Today is 2024-11-15. */
#ifndef TEST_RULES_DRAFTING_H
#define TEST_RULES_DRAFTING_H

#include "rules/intake.h"
#include "town.h"

struct drafting {
	struct town town;
	struct intake in;
	struct draft draft;
	struct value values[8];
	struct findings findings;
	struct arena arena;
	int64_t refer; /* what looking up an entry gives */
};

void drafting_start(struct drafting *d, int program, const char *kind);
void drafting_end(struct drafting *d);
void drafting_again(struct drafting *d); /* an empty draft */

/* Take a text for the target of this name, cell 4. */
void take(struct drafting *d, const char *name, const char *text);

/* In an empty draft, take one for a field and expect no finding; its value. */
struct value good(struct drafting *d, const char *name, const char *text);
/* In an empty draft, take one and expect one finding: this, in line 3, cell 4. */
struct finding bad(struct drafting *d, const char *name, const char *text);

/* A valid envelope for the kind, then intake_finish(). */
void finish(struct drafting *d);

#endif

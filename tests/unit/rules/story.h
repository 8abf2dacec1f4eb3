/* story: a history built by hand, and what the judge says of it. */
#ifndef TEST_RULES_STORY_H
#define TEST_RULES_STORY_H

#include "rules/judge.h"
#include "town.h"

enum { STORY_MAX = 64 };

struct story {
	struct town town;
	struct history history;
	struct entry entries[STORY_MAX];
	const struct sijil_entry *pub[STORY_MAX];
	struct sijil_spell spells[4];
	struct findings findings;
	struct judge judge; /* today 2024-12-31; change before story_judge() */
};

/* The history of a person "P-7", a site "centre" or a program. */
void story_start(struct story *s, enum sijil_subject subject);
void story_end(struct story *s);

/*
 * Append an entry in date order; id > 0: logged, < 0: fresh, from line -id.
 * days: "2024-01-01" or "2024-01-01/2024-01-31".
 */
struct entry *story_add(struct story *s, int program, const char *kind, int id, const char *days, const char *json);

/* A spell of program "school", open unless to is given. */
struct sijil_spell *story_spell(struct story *s, const struct entry *open, const char *to, const struct entry *close);

/* Judge it (again); the findings, sorted. */
const struct findings *story_judge(struct story *s);
const struct findings *story_judge_fresh(struct story *s);

#endif

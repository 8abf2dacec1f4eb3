/* town: a small city with three programs, their tables compiled as a plugin's would be, for the tests of rules/. */
#ifndef TEST_RULES_TOWN_H
#define TEST_RULES_TOWN_H

#include "plugin/registry.h"
#include "rules/finding.h"

enum { TOWN_SCHOOL, TOWN_SPACES, TOWN_SCHOOL_B, TOWN_PROGRAMS };

struct town {
	struct city city; /* sites hay_riad, centre, al_amal */
	struct program_config configs[TOWN_PROGRAMS];
	struct program programs[TOWN_PROGRAMS]; /* "school", "school_b" (town_school.c), "spaces" */
	struct registry registry;
	struct arena arena;
};

/* Kinds and rules of the programs. */
extern const struct sijil_kind town_school_kinds[], spaces_kinds[];
extern const struct sijil_rule school_rules[], spaces_rules[];

void town_build(struct town *t);
void town_release(struct town *t);
const struct kind *town_kind(const struct town *t, int program, const char *name);

/* The day of an ISO date. */
int32_t on(const char *date);

/* The only finding, which must be there; the i-th; and whether any has this code. */
const struct finding *only(const struct findings *f);
bool has_code(const struct findings *f, const char *code);

#endif

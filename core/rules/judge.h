/*
 * judge: every rule that needs a history.  One call judges a whole history, so that unique keys and overlaps cost one
 * pass; findings are made only for the entries asked for.
 *
 * Core rules: CORE-W05 older than a year when recorded or before the program's start (imports: see gather_old),
 * CORE-W08 identical content, CORE-E09 natural key, CORE-W10 same person with different sex or birth year.
 * Then each program's rules, table rows and callbacks.
 */
#ifndef RULES_JUDGE_H
#define RULES_JUDGE_H

#include "log/history.h"
#include "rules/finding.h"

struct judge_plan;

struct judge {
	const struct registry *registry;
	const struct sijil_host *host;
	int32_t today;
	bool fresh_only;               /* only fresh entries are judged (logging, importing); else all (check) */
	bool gather_old;               /* CORE-W05 as one finding by judge_end(), instead of one for each entry */
	const struct program *program; /* only its entries; NULL: all */
	struct findings *findings;
	struct judge_plan *plan;       /* made by judge_start() */
};

/*
 * For many histories: fill the other members, judge_start(), judge_history() for each, from one thread, judge_end().
 * Without judge_start() (plan NULL) a plan is made for the one history and freed again.
 *
 * What a finding says is complete: its message names field and value where they are known.  A callback that could not
 * judge becomes an info finding that says so.
 */
void judge_start(struct judge *j);
void judge_history(const struct judge *j, struct history *h);
void judge_end(struct judge *j);

/* The engine's services to plugins (find and add reach the report or tally they are given). */
extern const struct sijil_host engine_host;

#endif

/*
 * judge: every rule that needs a history.  One call judges a whole history, so that unique keys and overlaps cost one
 * pass; findings are made only for the entries asked for.
 *
 * Core rules: CORE-W05 older than a year when recorded or before the program's start (imports: see gather_old),
 * CORE-W08 identical content, CORE-E09 natural key, CORE-W10 same person with different sex or birth year, CORE-I11 a
 * site without entries (only of the whole register), CORE-W12 outliers, CORE-W15 what the program does not know (any
 * more; not of fresh entries), CORE-W16 a person whose code looks like another's.  Then each program's rules, table rows and
 * callbacks.
 *
 * What is wrong with a class (SIJIL_CLASS) shows only when the histories of all its learners are known.  So the entries
 * that such rules judge are kept until judge_end().  Of the whole register, the histories themselves have told by then;
 * else judge_end() looks the classes of the kept entries up in the log.
 */
#ifndef RULES_JUDGE_H
#define RULES_JUDGE_H

#include "log/history.h"
#include "rules/finding.h"

struct judge_plan;

struct judge {
	const struct registry *registry;
	const struct sijil_host *host;
	const char *language; /* "ar", "fr", "en": of messages and remedies; NULL: as the tables have them */
	int32_t today;
	/*
	 * Only fresh entries are judged (logging, importing), and not by rules for `later`; else all are.
	 */
	bool fresh_only;
	bool whole;        /* every current entry of the register goes by, in as many walks as it takes */
	struct log *log;   /* NULL: class rules are not judged, unless of the whole register, nor CORE-W16 */
	int64_t replaces;  /* the entry that the fresh one is to replace; 0: none */
	bool gather_old;               /* CORE-W05 as one finding by judge_end(), instead of one for each entry */
	const struct program *program; /* only its entries; NULL: all */
	int64_t entry;                 /* findings of this entry alone; 0: of all */
	int32_t from, to;              /* both 0: of any day; else of entries that touch from..to, of sites if today does */
	struct findings *findings;
	struct judge_plan *plan;       /* made by judge_start() */
};

/*
 * Fill the other members, judge_start(), judge_history() for each history, from one thread, judge_end(), judge_free().
 * A class rule with `running` above 1 is judged of the whole register alone, as one entry does not tell of a row.
 *
 * What a finding says is complete: its message names field and value where they are known.  A callback that could not
 * judge becomes an info finding that says so.
 */
void judge_start(struct judge *j);
void judge_history(const struct judge *j, struct history *h);
int judge_end(struct judge *j, struct sijil_err *err); /* what waits until now; -1 if the log cannot be read */
void judge_free(struct judge *j);

/* All of that for the histories in a store, or only those with fresh rows. */
int judge_store(struct judge *j, struct store *s, struct sijil_err *err);

/*
 * All of that for every current entry of the register, whose log is j->log, in as many walks as it takes; j->whole becomes
 * true.  0, or -1 with *err.
 */
int judge_register(struct judge *j, struct sijil_err *err);

/* The engine's services to plugins (find and add reach the report or tally they are given). */
extern const struct sijil_host engine_host;

#endif

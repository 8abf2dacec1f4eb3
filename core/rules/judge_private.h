/* What the files of the judge share: the plan (which rules speak of which kind), and the history being judged. */
#ifndef RULES_JUDGE_PRIVATE_H
#define RULES_JUDGE_PRIVATE_H

#include "rules/judge.h"

/* The rules that judge entries of one kind. */
struct kind_plan {
	const struct kind *kind;
	const struct rule **each;  /* looked at entry by entry */
	unsigned n_each;
	const struct rule **keyed; /* UNIQUE, NO_OVERLAP: all entries of the kind at once */
	unsigned n_keyed;
	int sex, birth_year;       /* indices of the fields CORE-W10 compares, -1: none */
};

/* Entries of one kind in the history: positions order[start] .. order[start + n - 1], by date. */
struct span {
	uint32_t start, n, judged;
};

enum judged_flag {
	JUDGED = 1,     /* findings are wanted for it */
	CONFLICTS = 2,  /* its key is another's: nothing more is said of their likeness */
	OVERLAPS = 4,   /* told by the rule at work */
	EXEMPT = 8,     /* the rule at work is not about it */
};

/* An entry among those that may be alike. */
struct alike {
	uint64_t hash;
	uint32_t at;   /* position in the history */
	uint32_t next; /* scratch of judge_keys.c: those up to this one need no look; 0: not known */
};

/* CORE-W05, gathered. */
struct old {
	size_t n;
	const struct program *program; /* of the first */
	int32_t earliest;
	uint32_t line; /* of the earliest */
};

struct judge_plan {
	struct kind_plan *kinds; /* of all programs, one after the other */
	uint32_t n_kinds;
	uint32_t *first;         /* of each program, in kinds */
	struct old old;
	struct arena arena;
	/* of the history at hand; by kind, then by position */
	struct span *spans;
	uint32_t *kind_of, *order;
	uint8_t *flags;
	struct alike *alike;
	size_t room;
	struct arena texts;
};

/* One history before the judge. */
struct hearing {
	const struct judge *judge;
	struct judge_plan *plan;
	struct history *history;
};

#define NO_KIND UINT32_MAX
uint32_t judge_kind(const struct hearing *on, const struct kind *kind);

/* --- what was found --- */

struct remark {
	enum sijil_severity severity;
	const char *code;
	const char *field, *value, *remedy; /* NULL: none */
};
void judge_add(const struct hearing *on, const struct entry *e, const struct remark *r, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/*
 * A finding of a row of the plugin's table: its message, what the rule's field holds, and the detail:
 * "message (minutes: 75; the same session,person as entry #17)".  detail NULL: none.
 */
void judge_add_rule(const struct hearing *on, const struct entry *e, const struct rule *r, const char *detail, ...)
	__attribute__((format(printf, 4, 5)));
/* Set field and value to what the entry holds there (in plan->texts); a negative index changes nothing. */
void judge_point_at(const struct hearing *on, const struct entry *e, int field, struct remark *out);
/* "entry #17", "line 12", "another new entry" */
const char *judge_name(const struct entry *e, char out[48]);

/* --- entries that are alike (judge_alike.c) --- */

/* Whether a was logged after b: a fresh one comes after all others, in the order of the file. */
bool judge_later(const struct entry *a, const struct entry *b);
/*
 * Fill plan->alike with the kind's entries whose key is recorded, equal keys side by side, by date; how many.
 * With blanks, texts, choices and sites that are not recorded are equal too.
 */
size_t judge_by_key(const struct hearing *on, uint32_t kind, const struct key *key, bool blanks);
/* Fill plan->alike from the entries at from..to-1 with the same content, in the same way. */
size_t judge_by_content(const struct hearing *on, uint32_t from, uint32_t to);
bool judge_same_content(const struct entry *a, const struct entry *b);
/* The end of the run of equal hashes that begins at i. */
size_t judge_run(const struct judge_plan *p, size_t i, size_t n);
/* The entry of a run (i..end) that was logged first. */
const struct entry *judge_first(const struct hearing *on, size_t i, size_t end);

/* --- rules --- */

void judge_core_entry(const struct hearing *on, const struct entry *e); /* W05 */
void judge_core_person(const struct hearing *on);                       /* W10 */
void judge_core_content(const struct hearing *on);                      /* W08; after the keys */
void judge_keys(const struct hearing *on, uint32_t kind);               /* UNIQUE, NO_OVERLAP, then E09 */
void judge_tables(const struct hearing *on, const struct entry *e, const struct kind_plan *k);
/* A report for the plugin's callback (host.c). */
struct sijil_report {
	const struct hearing *on;
	const struct entry *entry;
	const struct rule *rule;
};

#endif

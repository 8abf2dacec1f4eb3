/* What the files of the judge share: the plan (which rules speak of which kind), and the history being judged. */
#ifndef RULES_JUDGE_PRIVATE_H
#define RULES_JUDGE_PRIVATE_H

#include "log/roster.h"
#include "rules/judge.h"

/* The rules that judge entries of one kind. */
struct kind_plan {
	const struct kind *kind;
	const struct rule **each;  /* looked at entry by entry */
	unsigned n_each;
	const struct rule **keyed; /* UNIQUE, NO_OVERLAP, PREVIOUS with a key: all entries of the kind at once */
	unsigned n_keyed;
	uint32_t *classes;         /* CLASS: indices in the plan's classes.rules */
	unsigned n_classes;
	struct key outliers_among; /* CORE-W12: with the site */
	int sex, birth_year;       /* indices of the fields CORE-W10 compares, -1: none */
	int money;                 /* index of the field that holds money, -1: none */
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

/* A SIJIL_CLASS row for one kind. */
struct class_rule {
	const struct rule *rule;
	unsigned looks; /* of its must, and of a when that waits */
	bool waits;     /* its when looks at the facts of the class, so it is tested at the end too */
	int watch;      /* that counts for it, -1: nothing is counted */
	bool nothing;   /* no entry of its other kind was ever logged */
};

/* An entry that a class rule judges when all is known. */
struct waiting {
	uint32_t rule, class;
	struct entry entry; /* without values, unless the rule looks at them */
};

struct waiting_list {
	struct waiting *items;
	size_t n, cap;
};

struct classes {
	struct class_rule *rules;
	uint32_t n_rules;
	struct roster_watch *watches;
	uint32_t n_watches;
	struct roster *roster; /* NULL: no such rules, or not to be judged */
	struct waiting_list ones, rows; /* judged one by one; by rules with `running` above 1 */
	uint8_t *noted[4]; /* by subject type and number: the histories that the roster has */
	size_t noted_n[4];
	struct arena arena; /* values of the waiting */
};

/* CORE-I11: the last day of each site's entries in a program, by number of the site. */
struct seen {
	const char *site; /* NULL: none of it went by */
	int32_t last;
};
struct silence {
	struct seen *sites;
	uint32_t n;
};

/* CORE-W16: persons whose codes look like that of one who came into the register before them. */
struct lookalike {
	uint32_t number, earlier;
};
struct lookalikes {
	struct lookalike *items; /* by number */
	size_t n, cap;
	bool looked, failed;     /* failed: err says why */
	struct sijil_err err;
};

struct judge_plan {
	const struct kind *asked; /* by a plugin's rule, last; NULL */
	struct kind_plan *kinds; /* of all programs, one after the other */
	uint32_t n_kinds;
	uint32_t *first;         /* of each program, in kinds */
	struct old old;
	const char *listed;              /* a site that the program does have, as last looked up; NULL: none yet */
	const struct program *listed_in;
	struct classes classes;
	struct silence *silences; /* by program */
	struct lookalikes lookalikes;
	int64_t *values;          /* scratch of CORE-W12 */
	size_t values_room;
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

/* Whether a finding about this entry was asked for. */
bool judge_is_asked(const struct judge *j, const struct entry *e);

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
/* A text of the tables of the entry's program, in the language asked for. */
const char *judge_label(const struct hearing *on, const struct entry *e, const char *text);
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
void judge_core_site(const struct hearing *on, const struct entry *e);  /* E07 */
void judge_core_money(const struct hearing *on, const struct entry *e, const struct kind_plan *k); /* E02 */
void judge_core_person(const struct hearing *on);                       /* W10 */
void judge_core_fit(const struct hearing *on, const struct entry *e);   /* W15 */
void judge_core_kinds(const struct hearing *on);                        /* W15, of the whole history */
void judge_core_code(const struct hearing *on);                         /* W16 (judge_codes.c) */
void judge_core_content(const struct hearing *on);                      /* W08; after the keys */
void judge_keys(const struct hearing *on, uint32_t kind);               /* those rules, then E09 */
/* Hold e to a PREVIOUS rule against o, the entry before it. */
void judge_against(const struct hearing *on, const struct entry *e, const struct entry *o, const struct rule *r);
void judge_outliers(const struct hearing *on, uint32_t kind);            /* W12 */
/* I11: what went by, and at the end what did not. */
void judge_see(struct judge_plan *p, const struct judge *j, const struct history *h);
void judge_silence(const struct judge *j);

/* --- classes (judge_class.c) --- */

/* Find the class rules and what they count; nothing is judged if there are none, or nowhere to look. */
void judge_classes_start(const struct judge *j, struct judge_plan *p);
void judge_classes_free(struct classes *c);
/* Take the facts of a history. */
void judge_classes_note(const struct hearing *on);
/* Keep an entry for the class rules of its kind. */
void judge_classes_keep(const struct hearing *on, const struct entry *e, const struct kind_plan *k);
int judge_classes_end(const struct judge *j, struct sijil_err *err);
/* Bring the facts that the waiting entries need into the roster (judge_lookup.c). */
int judge_classes_look_up(const struct judge *j, struct sijil_err *err);
bool judge_noted(const struct classes *c, enum sijil_subject type, uint32_t subject);

void judge_tables(const struct hearing *on, const struct entry *e, const struct kind_plan *k);
/* A report for the plugin's callback (host.c). */
struct sijil_report {
	const struct hearing *on;
	const struct entry *entry;
	const struct rule *rule;
};

#endif

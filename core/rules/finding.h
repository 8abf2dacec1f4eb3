/*
 * rules/: what is wrong with an entry.  intake (text to values, field rules CORE-E01..E07), judge (the rules that look
 * at a history: the core's, and the plugins' tables and callbacks), finding (what they report).
 *
 * finding: one thing a rule has to say, for a person to act on.
 */
#ifndef RULES_FINDING_H
#define RULES_FINDING_H

#include "base/mem.h"
#include "base/str.h"
#include "plugin/registry.h"

struct finding {
	enum sijil_severity severity;
	const char *code;    /* "SC-E04" */
	int64_t entry;       /* number; 0: not logged yet */
	uint32_t line;       /* of the imported file; 0: none */
	uint32_t column;     /* number of the cell, from 1; 0: none */
	const char *program; /* NULL: none */
	const char *kind;
	int32_t day;         /* of the entry, when entry is not 0 */
	const char *person;  /* its codes; NULL: none */
	const char *site;
	const char *field;   /* name, or on | until | site | person; NULL: the entry as a whole */
	const char *value;   /* as given; NULL */
	const char *message; /* what is wrong, and what was expected: one sentence without final stop */
	const char *remedy;  /* what to do; NULL */
};

/* How many findings of one rule there were, and how many of them were kept. */
struct rule_count {
	const char *code;
	enum sijil_severity severity;
	size_t n, kept;
};

/*
 * Findings of one command.  Zeroed is empty.  Counts all; keeps the first FINDINGS_MAX errors and as many of the rest, so
 * that no crowd of warnings can hide an error, and of each rule the first FINDINGS_OF_RULE, so that none can hide another.
 */
enum { FINDINGS_MAX = 10000, FINDINGS_OF_RULE = 100 };
struct findings {
	struct finding *items;
	size_t n, cap;
	size_t kept_errors;             /* of the n */
	struct rule_count *rules;
	size_t n_rules, rules_cap, last_rule;
	size_t errors, warnings, infos; /* all, kept or not */
	bool letters;                   /* the file is a spreadsheet: its columns are told by their letters */
	struct arena arena;             /* owns the texts */
	/* Told of every one, kept or not, when it is added; NULL. */
	void (*see)(void *arg, const struct finding *item);
	void *see_arg;
};
/*
 * Copies value, message and remedy; code, program, kind and field must be constants or live in the registry, person and
 * site in the log.
 */
void findings_add(struct findings *f, const struct finding *item);
void findings_release(struct findings *f);
/* Whether one more of this rule would only be counted: nobody would read its texts. */
bool findings_full(struct findings *f, enum sijil_severity severity, const char *code);
/* The counts of a rule, made if there are none yet. */
struct rule_count *findings_of(struct findings *f, enum sijil_severity severity, const char *code);
/* By line, column, entry number, then code; errors before warnings before infos at the same place. */
void findings_sort(struct findings *f);
/* "error" | "warning" | "info" */
const char *severity_name(enum sijil_severity s);

#endif

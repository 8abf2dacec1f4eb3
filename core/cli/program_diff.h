/* program_diff: two versions of a program, held against each other and against the register. */
#ifndef CLI_PROGRAM_DIFF_H
#define CLI_PROGRAM_DIFF_H

#include "cli/program.h"
#include "metrics/evaluate.h"
#include "plugin/changes.h"

/* A metric that says something else. */
struct moved {
	const struct metric *before, *after;
	const char *values[2];
};

/* A rule that speaks of more entries, or of fewer. */
struct rule_moved {
	const char *code;
	enum sijil_severity severity;
	size_t before, after;
};

struct diff {
	struct app *app;
	const struct program *now, *next; /* the same, if there is no other version */
	const char *next_name;            /* its file; NULL */
	struct registry *other;
	struct changes changes;
	struct unfits unfits;
	struct period period;
	struct moved *moved;
	size_t n_moved;
	struct rule_moved *rules;
	size_t n_rules;
	struct str out;
};

/* Read the other version: its file in YAML, or a plugin NAME.so.  An exit status. */
int diff_open(struct diff *d, const char *path);
/* Whether the text ends so. */
bool diff_is_plugin(const char *path);
/* Which metrics have another figure in d->period. */
int diff_figures(struct diff *d, struct sijil_err *err);
/* Which rules say more, or less, of the entries that are there. */
int diff_findings(struct diff *d, struct sijil_err *err);

#endif

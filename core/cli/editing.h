/*
 * editing: one entry being logged or amended: texts taken in, judged against the histories they join, written.
 */
#ifndef CLI_EDITING_H
#define CLI_EDITING_H

#include "cli/cli.h"
#include "rules/intake.h"

/* Texts by target: a field's index, or INTAKE_ON ... */
enum { EDITING_ENVELOPE = 5 };

struct editing {
	struct app *app;
	const struct program *program;
	const struct kind *kind;
	const char **texts;  /* n_fields + EDITING_ENVELOPE; NULL: not given.  Use editing_text() */
	int64_t replaces;    /* entry being amended; 0: none */
	const char *reason;  /* of the amendment */
	const char *command; /* "log", "amend" */
	const char *ack;     /* reason to write in spite of warnings; NULL: none */
	const char *late;    /* reason to write into a frozen period, or to change its report; NULL: none */
	int32_t old_day, old_day_end; /* of the entry being amended */
	bool dry_run;
	struct findings *found; /* what was found goes there, to be released, and is not printed; NULL: it is printed */
	const char *told;    /* what was found when the person was asked: a reason holds for that and nothing else */
};

void editing_start(struct editing *e, struct app *app, const struct program *program, const struct kind *kind);
const char **editing_text(struct editing *e, int target);

/* Take FIELD=VALUE arguments and the options --on --until --site --person; an exit status. */
int editing_take_arguments(struct editing *e, const char *const *words, int n);

/* Check one text alone: findings (as on the command line) to f.  -1 only if the register cannot be read. */
int editing_check_text(struct editing *e, int target, struct findings *f, struct sijil_err *err);

/*
 * Judge everything and, unless it is a dry run or something is wrong, write it.  An exit status; *written is the
 * entry's number.  ERR_FINDINGS: only warnings stand in the way, and no --ack was given.  The findings are printed.
 */
int editing_write(struct editing *e, int64_t *written);

#endif

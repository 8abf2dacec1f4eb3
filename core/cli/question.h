/* question: the options of a question to the register, which summary and explain share. */
#ifndef CLI_QUESTION_H
#define CLI_QUESTION_H

#include "cli/cli.h"

/* Each 0, or ERR_USAGE after saying what is wrong. */
int question_period(struct app *app, struct period *period); /* --period; none: this school year */
int question_day(struct app *app, int32_t *as_of);           /* --as-of; none: today */

/*
 * What was recorded after the day asked on was not known on it (domain.md 2A.3, rule 1): with --as-of, and without
 * --include-later, the register is read as it was known at that day's end.  How many entries that leaves out is said.
 */
int question_as_known(struct app *app, int32_t as_of);

/* --by site --by sex,month: each once, in the order given; NULL-terminated, in the app's arena. */
const char *const *question_breakdowns(struct app *app);

#endif

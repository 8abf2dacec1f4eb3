/* question: the options of a question to the register, which summary and explain share. */
#ifndef CLI_QUESTION_H
#define CLI_QUESTION_H

#include "cli/cli.h"

/* Each 0, or ERR_USAGE after saying what is wrong. */
int question_period(struct app *app, struct period *period); /* --period; none: this school year */
int question_day(struct app *app, int32_t *as_of);           /* --as-of; none: today */

/* --by site --by sex,month: each once, in the order given; NULL-terminated, in the app's arena. */
const char *const *question_breakdowns(struct app *app);

#endif

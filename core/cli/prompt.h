/* prompt: asking a person at a terminal, on stderr, answers from stdin. */
#ifndef CLI_PROMPT_H
#define CLI_PROMPT_H

#include "cli/editing.h"

/* Whether there is a person to ask: stdin and stderr are terminals. */
bool prompt_possible(void);

/* One line, without its end, in the arena; NULL at the end of the input. */
const char *prompt_line(struct arena *arena, const char *question);

/*
 * If something required is missing, or no field was given at all, ask for every field that was not given, one by one, with title, hint and choices; a
 * wrong answer is explained and asked again.  An exit status; ERR_USAGE if the person ended the input.
 */
int prompt_missing(struct editing *e);

/* The choices of a field, each with its title in the language of the command: "present = Présent|absent". */
const char *prompt_choices(struct app *app, const struct program *p, const struct sijil_field *f);

#endif

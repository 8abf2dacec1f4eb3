/* program_add: a program into sijil.yaml. */
#ifndef CLI_PROGRAM_ADD_H
#define CLI_PROGRAM_ADD_H

#include "cli/cli.h"

/*
 * With --add, or (ask) if the person at the terminal wants it, add programs/NAME.yaml to sijil.yaml, provided that it
 * can be done without touching anything else in it; else print the lines to add.  An exit status.
 */
int program_add(struct app *app, const char *name, bool ask);

#endif

/* program_add: a program into sijil.yaml. */
#ifndef CLI_PROGRAM_ADD_H
#define CLI_PROGRAM_ADD_H

#include "cli/cli.h"

/*
 * With --add, add programs/NAME.yaml to sijil.yaml, if that can be done without touching anything else in it; else, or
 * if it cannot, print the lines to add.  An exit status.
 */
int program_add(struct app *app, const char *name);

#endif

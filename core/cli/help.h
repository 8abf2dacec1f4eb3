/* help: what the tables of commands and options say, for people. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdio.h>

#include "cli/cli.h"

int help_overview(FILE *to); /* stdout, or stderr if it was not asked for */
int help_command(const struct command *command);
int help_version(void);

#endif

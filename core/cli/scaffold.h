/* scaffold: a new plugin's folder, from the template that is installed with sijil. */
#ifndef CLI_SCAFFOLD_H
#define CLI_SCAFFOLD_H

#include "cli/cli.h"

/*
 * Write the folder `to` for a plugin called `name` from the template in `from`: all of it, or nothing.  Says what is
 * wrong; an exit status.
 */
int scaffold_write(struct app *app, const char *from, const char *name, const char *to);

#endif

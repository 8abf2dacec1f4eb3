/* batches: what the commands about batches share. */
#ifndef CLI_BATCHES_H
#define CLI_BATCHES_H

#include "cli/cli.h"

/* A batch number given as argument; -1 after saying what is wrong with it. */
int64_t batch_number(const char *text);

#endif

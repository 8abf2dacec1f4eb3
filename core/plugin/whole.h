/* whole: whether a shared object is all there.  dlopen() maps what its header promises; where the file ends before, the
 * first touch kills the process: a copy that was cut off must not take sijil with it. */
#ifndef PLUGIN_WHOLE_H
#define PLUGIN_WHOLE_H

#include "base/err.h"

/* 0 if every segment of the file lies within it, or if it is no ELF file at all (dlopen() says so itself). */
int whole_check(const char *file, struct sijil_err *err);

#endif

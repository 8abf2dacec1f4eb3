/*
 * plugin/: what programs are made of.  loader (the only user of libltdl), tables (is a descriptor sound?), expr (the
 * small language of conditions), registry (programs with everything compiled), core_kinds (kinds of every program).
 *
 * loader: opens exactly one absolute file, binds now, keeps the linker's own words, and checks magic, ABI, size and
 * name before anything else.  It holds the process's only global state (libltdl's); use it from one thread.
 */
#ifndef PLUGIN_LOADER_H
#define PLUGIN_LOADER_H

#include <sijil/plugin.h>

#include "base/err.h"

struct loaded;

/*
 * Load plugin `name` from the absolute directory `dir`.  NULL and *err (ERR_UNAVAILABLE) with path, cause and remedy
 * if: the name is not text_is_name(), the directory is relative, the file is missing, not regular, writable by others
 * than its owner and group (nor may the directory be world-writable without the sticky bit), cannot be linked,
 * exports no descriptor, or the descriptor is of another magic, ABI, size or name.
 */
struct loaded *loader_open(const char *dir, const char *name, struct sijil_err *err);
void loader_close(struct loaded *l); /* NULL allowed */

const struct sijil_plugin *loader_plugin(const struct loaded *l);
const char *loader_file(const struct loaded *l);

/* The directory compiled in. */
const char *loader_default_dir(void);

#endif

/*
 * tally_hook: the one service to plugins that metrics/ has to give and rules/ has to hand out.  Declared here, below
 * both, so that neither room includes the other; metrics/ implements it.
 */
#ifndef LOG_TALLY_HOOK_H
#define LOG_TALLY_HOOK_H

#include <sijil/plugin.h>

/* The engine's half of sijil_host.add. */
void tally_add(struct sijil_tally *tally, enum sijil_part part, const struct sijil_entry *unit, int64_t amount);

#endif

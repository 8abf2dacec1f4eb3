/* tables: is a plugin's descriptor sound in itself?  Run once at load, before anything of it is used. */
#ifndef PLUGIN_TABLES_H
#define PLUGIN_TABLES_H

#include <sijil/plugin.h>

#include "base/err.h"

/*
 * Names and codes well-formed and unique, types consistent with their limits and choices, presets that parse,
 * references to kinds that exist, severities and checks in range, what each check needs present and nothing it ignores,
 * a ratio with a denominator, a breakdown list that is a list.  The first fault as *err (ERR_UNAVAILABLE), beginning
 * with where it is: "metric 'y': ..."; of which plugin and file, the caller says. What needs the expression compiler
 * (unknown field in a measure) is found by the registry.
 */
int tables_check(const struct sijil_plugin *plugin, struct sijil_err *err);

/*
 * Who is told of every fault, where one is not enough.  row: the row of a table that is at fault, or the descriptor;
 * from the compiler of expressions, the text that a member points to.  The message does not say where that row stands.
 */
struct faults {
	void (*found)(void *arg, const void *row, const struct sijil_err *err);
	void *arg;
};
/* tables_check() that goes on after a fault: with the next row.  How many there are is for faults->found to count. */
void tables_check_all(const struct sijil_plugin *plugin, const struct faults *faults);
/* Tell of a fault: 0 to go on; -1 if nobody wants to hear of more than one (faults is NULL). */
int faults_tell(const struct faults *faults, const void *row, const struct sijil_err *err);

/* Kinds that every program has: budget_line, population_estimate, note, freeze. */
extern const struct sijil_kind core_kinds[];

/* Metrics that every program has, of the core's kinds. */
extern const struct sijil_metric core_metrics[];

#endif

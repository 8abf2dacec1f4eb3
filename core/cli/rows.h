/* rows: register rows decoded for people: what list and show print. */
#ifndef CLI_ROWS_H
#define CLI_ROWS_H

#include "cli/cli.h"

/* "current" | "replaced" | "void" */
const char *row_status(struct app *app, const struct log_row *row, int64_t *replaced_by, struct sijil_err *err);
const char *row_program(struct app *app, const struct log_row *row);
const char *row_kind(struct app *app, const struct log_row *row);
const char *row_person(struct app *app, const struct log_row *row); /* "" if none */
const char *row_site(struct app *app, const struct log_row *row);   /* "" if none */

/* The kind in the registry, NULL if its program, plugin or kind is gone. */
const struct kind *row_known_kind(struct app *app, const struct log_row *row);

/* Whether its program is there, but knows no such kind (any more). */
bool row_kind_gone(struct app *app, const struct log_row *row);

/* Behind what its program does not know (any more): a field, a choice, a kind. */
#define ROW_MARK " (?)"

/*
 * "status present, minutes 90": from the JSON alone, so that it works without the plugin.  What no longer fits the kind is
 * marked, and *marked set.
 */
const char *row_fields_text(struct app *app, const struct log_row *row, bool *marked);

/* The note below a listing in which something was marked; shown: the mark itself is on the screen. */
void row_say_marked(bool shown);

#endif

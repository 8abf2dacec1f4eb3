/*
 * headlines: a program's metrics as a text table, one row each (title, value, unit, counts, change), with remarks below.
 *
 * No line is wider than the page.  What does not fit goes below its row: first the change of that row, then the further
 * words of its title, then the counts of all rows; a reason why there is no value too.
 */
#ifndef REPORT_HEADLINES_H
#define REPORT_HEADLINES_H

#include "report/summary.h"

void headlines_write(const struct summary *s, const struct summary_program *p, struct str *out);

/*
 * Whether the text has no row for the metric: of a program without budget lines, rows about money would only be in the
 * way; CSV and JSON have them.
 */
bool headlines_leave_out(const struct summary_metric *m);

#endif

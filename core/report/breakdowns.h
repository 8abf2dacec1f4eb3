/* breakdowns: a program's groups as text tables, one per breakdown: a row per group, a column per metric. */
#ifndef REPORT_BREAKDOWNS_H
#define REPORT_BREAKDOWNS_H

#include "report/summary.h"

/* Append the tables of a program to out, each after an empty line. */
void breakdowns_write(const struct summary *s, const struct summary_program *p, struct str *out);

#endif

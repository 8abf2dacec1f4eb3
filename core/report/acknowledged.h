/* acknowledged: the warnings that were logged in spite of, by rule, with their reasons (summary_acknowledged reads them). */
#ifndef REPORT_ACKNOWLEDGED_H
#define REPORT_ACKNOWLEDGED_H

#include "report/summary.h"

/* Append the section of a program, after an empty line; nothing if it has none. */
void acknowledged_write(const struct summary *s, const struct summary_program *p, struct str *out);

#endif

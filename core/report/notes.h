/* notes: what the coordinators say of a period, as its readers should know it (summary_notes reads them). */
#ifndef REPORT_NOTES_H
#define REPORT_NOTES_H

#include "report/summary.h"

/* Append the section of a program, after an empty line; nothing if it has none. */
void notes_write(const struct summary *s, const struct summary_program *p, struct str *out);

#endif

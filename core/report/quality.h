/* quality: how far the numbers of a period can be trusted (summary_quality reads and judges it). */
#ifndef REPORT_QUALITY_H
#define REPORT_QUALITY_H

#include "report/summary.h"

/* Append the box of a program, after an empty line; nothing before summary_quality(). */
void quality_write(const struct summary *s, const struct summary_program *p, struct str *out);

/* How many warnings acknowledged of a program are of entries into a period that was frozen. */
size_t quality_late(const struct summary_program *p);

#endif

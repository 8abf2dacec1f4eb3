/* footnotes: what every figure of the page means, and which published indicator it may be set beside. */
#ifndef REPORT_FOOTNOTES_H
#define REPORT_FOOTNOTES_H

#include "report/summary.h"

/* Append the section of a program, after an empty line: of the metrics that its page has, but not those said side by side. */
void footnotes_write(const struct summary *s, const struct summary_program *p, struct str *out);

#endif

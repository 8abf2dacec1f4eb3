/* beside: metrics that answer one question with different denominators, or are steps of one path, side by side, each with what it means. */
#ifndef REPORT_BESIDE_H
#define REPORT_BESIDE_H

#include "report/summary.h"

/* Append a block for every text that at least two metrics share (sijil_metric.beside), each after an empty line. */
void beside_write(const struct summary *s, const struct summary_program *p, struct str *out);

/* Whether the metric stands in such a block, with what it means. */
bool beside_has(const struct summary_program *p, const struct summary_metric *m);

#endif

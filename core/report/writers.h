/* writers: the functions behind summary_writers, one per output format. */
#ifndef REPORT_WRITERS_H
#define REPORT_WRITERS_H

#include "report/summary.h"

void summary_write_text(const struct summary *s, struct str *out);
void summary_write_csv(const struct summary *s, struct str *out);
void summary_write_json(const struct summary *s, struct str *out);

#endif

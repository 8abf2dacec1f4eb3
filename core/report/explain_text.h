/* explain_text: the parts of the text of an explanation that list units one by one. */
#ifndef REPORT_EXPLAIN_TEXT_H
#define REPORT_EXPLAIN_TEXT_H

#include "report/explain.h"

/* An amount as it is, with as many decimals as it needs: "1,240", "12.5"; SIJIL_MISSING: "–". */
void explain_amount(struct str *out, const struct summary *s, int64_t amount);

/* line is there to be used, and left empty. */
void explain_write_lists(const struct explanation *x, struct str *out, struct str *line);
void explain_write_left_out(const struct explanation *x, struct str *out, struct str *line);

#endif

/*
 * suppress: small numbers of persons are not published.
 *
 * A figure with 1..below-1 persons on either side loses its numbers (MISSING_SUPPRESSED).  Where the total of the
 * groups, or of the parts, stays printed, the next smallest of them goes too if the suppressed ones could be worked out
 * from it: when there is only one, or when they are all ones.  Both look the same in print, so that which is which is
 * not told.
 *
 * Months that make up a quarter that stands beside them are guarded as groups of a whole as well; and metrics of a
 * program that print the same amounts (quantity.h) hide them in the same groups.
 *
 * Of metrics that are steps of one path (the same `beside` text, of the same persons), a later one is hidden if so few did
 * not take it that their number would be told by an earlier one or by all the persons.
 *
 * A parity of persons is shown where no group of its axis is small (figure.fewest), "not recorded" included; or together
 * with its base metric's breakdown (`--by sex`), when that shows both groups.
 */
#ifndef REPORT_SUPPRESS_H
#define REPORT_SUPPRESS_H

#include "metrics/evaluate.h"

/* below: in persons; 0 or 1 changes nothing.  Metrics stand in the order of evaluate(): parities after their base. */
void suppress_answers(struct answers *answers, int64_t below);

#endif

/* quantity: whether two metrics print the same amounts, so that what one of them hides is not read off the other. */
#ifndef REPORT_QUANTITY_H
#define REPORT_QUANTITY_H

#include "plugin/registry.h"

/*
 * Whether a side (NUMERATOR, DENOMINATOR) of x adds up the same as a side of y, by their tables.  Entries and the persons
 * who have them are taken for the same: they mostly are.  What a callback adds is not known: never the same.
 */
bool quantity_same(const struct metric *x, enum sijil_part of_x, const struct metric *y, enum sijil_part of_y);

#endif

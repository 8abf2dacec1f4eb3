/* date_names: the names of months as people write them in dates, in English, French and Arabic. */
#ifndef BASE_DATE_NAMES_H
#define BASE_DATE_NAMES_H

#include <stddef.h>

/*
 * 1..12 from a name, or from an abbreviation of it by its first letters ("févr.", "Sept") that no other month has; 0: it
 * is none.  Capitals, accents and a point at the end do not matter.  Arabic names as in Morocco, as in Egypt and the
 * Gulf, as in Algeria and Tunisia, and as in the Levant.
 */
int date_month_named(const char *s, size_t n);

#endif

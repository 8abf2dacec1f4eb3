/*
 * compare: whether a target or baseline speaks of the same as a metric, and only then how far apart they are.
 *
 * what, sex, age and area are compared member by member, the way people write them (case, accents and blanks aside).  A
 * member that only one side gives differs, except that a target need not repeat what its metric says.  The metric's
 * members are those of its definition; one it leaves open is taken from the YAML reference its denominator may use, and
 * the area "city" means the city itself, under any of its names.  Besides: the unit; a target set for another period.  A
 * population counted more than two years away from the period is compared, and the year is said.
 */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include "report/summary.h"

/* Fill a metric's comparisons from its program's targets and baselines. */
void compare_metric(struct summary *s, const struct program *program, struct summary_metric *m);

/* The baselines that belong to no metric; differs names what they leave open. */
void compare_loose(struct summary *s, const struct program_config *config, struct summary_program *p);

/* "percent" and the like as "%"; any other unit as it is; NULL as "". */
const char *compare_unit(const char *unit);

#endif

/* What the files of this plugin share.  None of it is visible outside the module. */
#ifndef SECOND_CHANCE_SCHOOLS_H
#define SECOND_CHANCE_SCHOOLS_H

#include <sijil/plugin.h>

/* The program's `options:` block. */
struct second_chance {
	int64_t trial_days;          /* spells up to this many days are trials: no success or failure of the school */
	int64_t age_min, age_max;    /* usual ages at enrolment, in years */
	bool excused_in_denominator; /* excused absences count as planned time that was missed */
};

extern const struct sijil_kind second_chance_kinds[];
extern const struct sijil_rule second_chance_rules[];
extern const struct sijil_metric second_chance_metrics[];

#endif

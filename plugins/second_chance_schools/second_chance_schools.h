/* What the files of this plugin share.  None of it is visible outside the module. */
#ifndef SECOND_CHANCE_SCHOOLS_H
#define SECOND_CHANCE_SCHOOLS_H

#include <sijil/plugin.h>

/* The program's `options:` block. */
struct second_chance {
	int64_t trial_days;          /* spells up to this many days are trials: no success or failure of the school */
	int64_t age_min, age_max;    /* usual ages at enrolment, in years */
	int64_t min_hours;           /* attended by whoever completes; 0: not set */
	int64_t posttest_min_hours;  /* attended between a test and the entry test it is compared with */
	bool excused_in_denominator; /* excused absences count as planned time that was missed */
};

extern const struct sijil_kind second_chance_kinds[];
extern const struct sijil_rule second_chance_rules[];
extern const struct sijil_metric second_chance_metrics[];

/* What counts as a destination.  Civic service does not (E2C France). */
#define POSITIVE "formal_school|vocational_training|apprenticeship|employment|self_employment"

/* days.c: of an end, that the person was never enrolled, or only later (SC-E08); of an attendance, SC-E18. */
sijil_check_fn second_chance_never_enrolled, second_chance_ends_before, second_chance_day_too_long;

/* at_risk.c: one for each person at risk, nought for each other one enrolled. */
sijil_fold_fn second_chance_at_risk;

#endif

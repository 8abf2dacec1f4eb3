/* What the files of this plugin share.  None of it is visible outside the module. */
#ifndef WOMENS_LITERACY_H
#define WOMENS_LITERACY_H

#include <sijil/plugin.h>

/* The program's `options:` block. */
struct womens_literacy {
	int64_t literate_level;      /* reading and writing at this level or above: literate */
	const char *l2_without_l1;   /* warn | error: level 2 without a level-1 pass or attestation */
	bool excused_in_denominator; /* excused absences count as planned time that was missed */
};

extern const struct sijil_kind womens_literacy_kinds[];
extern const struct sijil_rule womens_literacy_rules[];
extern const struct sijil_metric womens_literacy_metrics[];

/* literates.c: one for a woman who became literate within the window, nought for another one assessed. */
sijil_fold_fn womens_literacy_new_literates;

#endif

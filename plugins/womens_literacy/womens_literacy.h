/* What the files of this plugin share.  None of it is visible outside the module. */
#ifndef WOMENS_LITERACY_H
#define WOMENS_LITERACY_H

#include <sijil/plugin.h>

/* How many tests score_ranges can name. */
#define SCORE_RANGES_MAX 32

/* The scores that a test can give, both ends included. */
struct score_range {
	const char *tool; /* not terminated: tool_n bytes of the option's text */
	size_t tool_n;
	int64_t min, max; /* amounts */
};

/* The program's `options:` block, and what open() makes of it. */
struct womens_literacy {
	int64_t literate_level;      /* reading and writing at this level or above: literate */
	const char *l2_without_l1;   /* warn | error: level 2 without a level-1 pass or attestation */
	bool excused_in_denominator; /* excused absences count as planned time that was missed */
	int64_t min_hours_level;     /* attended by whoever passes a level; 0: not set */
	int64_t posttest_min_hours;  /* attended between a test and the entry test it is compared with */
	const char *score_ranges;    /* "TOOL=MIN..MAX, ..."; NULL: none */
	size_t n_ranges;
	struct score_range ranges[SCORE_RANGES_MAX];
};

extern const struct sijil_kind womens_literacy_kinds[];
extern const struct sijil_rule womens_literacy_rules[];
extern const struct sijil_metric womens_literacy_metrics[];

/* literates.c: one for a woman who became literate within the window, nought for another one assessed. */
sijil_fold_fn womens_literacy_new_literates;

/* scores.c: the ranges of score_ranges (returns 0, or -1 with err set), and the scores they allow. */
int womens_literacy_read_ranges(struct womens_literacy *program, const struct sijil_host *host, struct sijil_err *err);
sijil_check_fn womens_literacy_score_in_range;

#endif

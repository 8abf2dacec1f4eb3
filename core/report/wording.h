/*
 * wording: figures as a committee reads them.  Every function appends to out; numbers are rounded here and only here,
 * half away from zero.
 */
#ifndef REPORT_WORDING_H
#define REPORT_WORDING_H

#include "report/summary.h"

#define WORD_ESTIMATE "(estimate)" /* after a value that was not measured */
#define WORD_DASH "\xe2\x80\x93" /* in place of a number that there is not */

/* The unit as it stands after a number: "%" for "percent", nothing for a bare ratio. */
const char *word_unit(const char *unit);
/* The same behind an amount that is printed with so many decimals: "1 person". */
const char *word_unit_of(const char *unit, int64_t amount, int decimals);

/* With the metric's decimals, thousands separated: "1,240".  A figure that is missing: "–", or "<5" if suppressed. */
void word_value(struct str *out, const struct summary *s, const struct summary_metric *m, const struct figure *f);

/* "(420/600)", or nothing if the figure is missing or is no ratio. */
void word_counts(struct str *out, const struct summary *s, const struct figure *f);

/* Why there is no value: "denominator is 0"; unit is of the period that has none: "not available monthly". */
void word_missing(struct str *out, const struct answer *answer, enum missing missing, enum period_unit unit);

/* Value, unit and counts, or why there is none: "70.0 % (420/600)", "– denominator is 0", "<5". */
void word_figure(struct str *out, const struct summary *s, const struct summary_metric *m, const struct figure *f);

/*
 * Against the previous period: "+3.2 points vs SY2023, improved", "+164 %, ×2.64 vs SY2023", "SY2023: – no entries in
 * the period".  Nothing if the metric has no value now.  Of a period that is not over, counts and sums are neither improved
 * nor worsened.
 */
void word_change(struct str *out, const struct summary *s, const struct summary_metric *m);

/*
 * Against the same stretch a year earlier: "vs 2024-03 (last year): +12 %, ×1.12, improved".  Nothing if one of the two has
 * no value, or if that stretch is the previous period.
 */
void word_last_year(struct str *out, const struct summary *s, const struct summary_metric *m);

/*
 * "target 25.0 %: behind, 24.98 points below", "baseline 36.2 % (id, source): not comparable: sex".  m NULL: it belongs to
 * no metric, and is "not comparable with any metric above".
 */
void word_comparison(struct str *out, const struct summary *s, const struct summary_metric *m,
		     const struct comparison *c);

/*
 * "excluded: 1 cancelled event", "excluded: samples: 300 in 1 entry", "counted: 2 that reach beyond the
 * period but start in it"; nothing for a count of 0.
 */
void word_excluded(struct str *out, const struct summary *s, const struct excluded *x);

#endif

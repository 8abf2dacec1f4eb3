/*
 * A program's answers made by hand, in memory that a test may change: a school year with six metrics, as evaluate()
 * would give them.  Nothing is suppressed, and there are no targets, until a test says so.
 */
#ifndef TESTS_REPORT_SAMPLE_H
#define TESTS_REPORT_SAMPLE_H

#include "report/summary.h"

/* 12.5 as ONES(12) + SIJIL_ONE / 2. */
#define ONES(n) ((int64_t)(n) * SIJIL_ONE)
#define NONE SIJIL_MISSING
/* A struct figure in which nothing else is set. */
#define FIGURE(why, amount, over, under) { .missing = (why), .value = (amount), .numerator = (over), .denominator = (under) }

enum { LEARNERS, RATE, HOURS, INSERTION, PARITY, BUDGET, METRICS };
enum { GROUPS = 6, PARTS = 3, VALUES = 3, BREAKDOWNS = 2 };

struct sample {
	struct city city;
	struct site sites[2];
	const struct site *sites_by_id[2];
	struct reference references[1];
	struct program_config config;
	struct target targets[VALUES], baselines[VALUES];
	struct sijil_plugin plugin;
	struct sijil_metric defs[METRICS];
	struct metric metrics[METRICS];
	struct sijil_measure denominator_def; /* of RATE */
	struct measure denominator;
	struct sijil_kind kind_def;           /* what HOURS may need */
	struct kind kind;
	struct program program;
	struct registry registry;
	struct group groups[METRICS][BREAKDOWNS][GROUPS];
	struct breakdown breakdowns[METRICS][BREAKDOWNS];
	struct part parts[PARTS];             /* of INSERTION */
	struct excluded excluded[METRICS][2];
	struct answer answers[METRICS];
	struct program_answers program_answers;
	struct answers all;
};

void sample_make(struct sample *s);

/* A count, and a ratio in per cent of whole numbers that divide evenly. */
struct figure counted(int64_t n);
struct figure rate(int64_t numerator, int64_t denominator);
struct figure missing(enum missing why);

/* Give a metric its next breakdown; a NULL code ends the groups. */
void sample_break(struct sample *s, int metric, const char *by, bool additive, const struct group *groups);

/* The same stretch last year is not the previous period, and has this code. */
void sample_last_year(struct sample *s, const char *code);

/* One more target or baseline of the program; returned to be changed. */
struct target *sample_target(struct sample *s, const char *metric, int64_t value, const char *unit);
struct target *sample_baseline(struct sample *s, const char *id, const char *metric, int64_t value, const char *unit);

/* The summary in a format; the caller frees it. */
char *sample_write(struct sample *s, const char *format, const char *language);

/* The line of a text that begins with these words, after its blanks; the caller frees it.  NULL: there is none. */
char *line_of(const char *text, const char *words);

#endif

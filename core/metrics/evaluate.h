/*
 * metrics/: what the numbers mean.  windows (the stretches of time asked for), groups (breakdowns), tally (cells), fold
 * (one history into the tally), evaluate (a question, all histories, answers).
 *
 * evaluate: a question is a period, breakdowns and programs; the answer holds, for every metric, both sides as exact
 * amounts, for the whole, for the period before, and by group.  Nothing is rounded here, except one division each.
 */
#ifndef METRICS_EVALUATE_H
#define METRICS_EVALUATE_H

#include "log/history.h"

struct trail;

struct question {
	struct period period;
	int32_t as_of;
	const struct program *const *programs; /* NULL-terminated */
	const char *const *by;                 /* NULL-terminated: axis names, or time units ("month", ...) */
	const struct sijil_host *host;         /* for the plugins' fold callbacks */
	/*
	 * Only this metric of the first program is answered (after the one that it is a parity of), and what stands behind
	 * its figures goes to the trail.  NULL: all metrics; no trail.
	 */
	const struct metric *only;
	struct trail *trail;
};

/* Why there is no value. */
enum missing {
	PRESENT = 0,
	MISSING_NO_ENTRIES,     /* a sum over nothing: nothing was logged */
	MISSING_NO_DENOMINATOR, /* the denominator is 0 */
	MISSING_NOT_KNOWN,      /* no entry or reference gives the denominator */
	MISSING_NEEDS,          /* no entry of the kind it needs */
	MISSING_STRADDLES,      /* only intervals that reach beyond the period: not available at this grain */
	MISSING_OVERFLOW,       /* too large to represent */
	MISSING_SUPPRESSED,     /* a small number of persons (set by report/) */
	MISSING_REASONS,
};
/* "no_entries", "no_denominator", ... (stable, for JSON and CSV). */
const char *missing_code(enum missing m);

struct figure {
	enum missing missing;
	int64_t value;       /* amount; only if PRESENT */
	int64_t numerator;   /* amount; SIJIL_MISSING if there is none */
	int64_t denominator; /* amount; SIJIL_MISSING if there is none */
	/*
	 * How few stand behind it, as an amount, where the numbers do not say: of a parity the least, but 0, of either side in
	 * any group of its axis; of a median its units.  0: none, or the numbers say.
	 */
	int64_t fewest;
};

/*
 * Units left out, and why: "straddles", "not_recorded", "could_not_fold", or the title of an aside measure; or counted,
 * but not as they stand: "by_start", "prorated" (an estimate).
 */
struct excluded {
	const char *reason;
	int64_t count;
	int64_t amount; /* of an aside; SIJIL_MISSING else */
};

struct part { /* one of several numerators, over the same denominator */
	const char *title;
	struct figure figure;
};

struct group {
	const char *code;  /* "F", "13-15", "2024-03", a site's code; "U" not recorded */
	struct figure figure;
};

struct breakdown {
	const char *by;
	struct group *groups;
	size_t n;
	bool time;     /* groups are sub-periods: */
	const struct period *periods; /* these, in order, without gaps; NULL else */
	bool additive; /* the groups' counts add up to the total */
};

struct answer { /* of one metric */
	const struct metric *metric;
	struct figure total, previous;
	struct figure last_year; /* the same stretch a year earlier; only if answers.last_year has a code */
	int64_t adjusted; /* parity: 2 - 1/x when x > 1, else x; SIJIL_MISSING else */
	struct part *parts; /* only when there are several numerators */
	size_t n_parts;
	struct excluded *excluded;
	size_t n_excluded;
	struct breakdown *breakdowns;
	size_t n_breakdowns;
	const char *needs; /* MISSING_NEEDS: title of the kind */
};

/* When something was last logged of a program at a site. */
struct site_freshness {
	const char *site; /* code */
	int32_t last;     /* day of its latest entry by as_of; DATE_NONE if it has none */
};

struct answers {
	struct program_answers {
		const struct program *program;
		struct answer *metrics;
		size_t n_metrics;
		int32_t last_entry; /* day of its latest entry by as_of; DATE_NONE if it has none */
		int64_t entries;    /* current entries that touch the period */
		int64_t unknown;    /* besides them, those of kinds that the program does not have (any more) */
		struct site_freshness *sites; /* those the YAML gives it, and any other it has entries of; as in the city */
		size_t n_sites;
	} *programs;
	size_t n_programs;
	struct period period, previous;
	struct period last_year; /* code "": it is the previous one */
	struct arena arena;
};

/*
 * If several programs are asked, and all are loaded, the answers end with those of the whole city (registry->whole).
 *
 * NULL with *err: a `by` that no metric of any program has (ERR_USAGE, names those there are), or a failure to read.
 */
struct answers *evaluate(const struct registry *registry, struct log *log, const struct question *q,
			 struct sijil_err *err);
/* The same over the histories of a store, whatever it holds. */
struct answers *evaluate_store(const struct registry *registry, struct store *store, const struct question *q,
			       struct sijil_err *err);
void answers_free(struct answers *a);

#endif

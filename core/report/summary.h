/*
 * report/: answers for people and programs.  summary (the model: answers with titles, targets and baselines beside
 * them, after suppression), one writer per output behind one interface; and what every printing command uses: table
 * (text aligned by display width), cell (a text fit for a line), json (a writer).
 */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include "metrics/evaluate.h"

/* A target or baseline set beside a metric. */
struct comparison {
	const struct target *target;
	bool baseline;
	bool comparable;     /* both numbers speak of the same; else they are printed, never subtracted */
	const char *differs; /* not comparable: "sex, area"; else NULL */
	int64_t far_year;    /* year of its population, if more than two from the period; compared all the same.  0: none */
	bool for_period;     /* it was not set for another period than the one asked for */
	int64_t distance;    /* value - target, amount; SIJIL_MISSING if not comparable or there is no value */
	bool judged;         /* a target with a distance and a direction: met has a meaning */
	bool met;
};

struct summary_metric {
	const struct answer *answer; /* after suppression */
	const char *title, *unit;
	struct comparison *comparisons; /* targets, the one set for just this period first; then baselines */
	size_t n_comparisons, n_targets;
};

/* How long ago something was last logged of a program at a site. */
struct freshness {
	const char *site;  /* code */
	const char *name;
	int32_t last;      /* day of its latest entry; DATE_NONE if it has none */
	int64_t days;      /* from then to the as-of date; SIJIL_MISSING if it has none */
	bool silent;       /* longer ago than the program allows, or never */
};

/* A warning that was logged in spite of, with its reason. */
struct acknowledged {
	int64_t entry;
	const char *rule, *reason, *by; /* by: NULL if nobody knows */
	int64_t at;                     /* seconds since 1970-01-01 UTC */
};

/* How often a rule found something that nobody dealt with. */
struct quality_rule {
	const char *code;
	enum sijil_severity severity; /* SIJIL_ERROR, SIJIL_WARNING */
	size_t n;
};

/* How far the numbers of the period can be trusted. */
struct quality {
	bool made;   /* summary_quality() has filled this; not of the whole city, nor of what is unavailable */
	bool judged; /* errors, warnings and rules are known: of entries that touch the period, acknowledged warnings apart */
	size_t errors, warnings;
	struct quality_rule *rules; /* errors first, then the most frequent */
	size_t n_rules, cap;
	int64_t rejected, imports; /* lines rejected by imports that have entries of the period; these imports */
};

/* A coordinator's note on the period. */
struct note {
	int64_t entry;
	int32_t day;
	const char *text;
};

struct summary_program {
	const struct program *program;
	const char *title;
	bool whole;              /* it is the city: persons of all programs, each counted once */
	const char *unavailable; /* why its numbers cannot be made; NULL */
	const char *frozen;      /* which entry froze this very report, and its digest; NULL.  Text only: the JSON stays as
				    it was frozen */
	struct summary_metric *metrics;
	size_t n_metrics;
	const char *last_entry;  /* ISO date, NULL */
	int64_t entries;
	int64_t unknown;         /* entries of the period left out: of kinds that the program does not have (any more) */
	struct comparison *baselines; /* those that belong to no metric: never comparable */
	size_t n_baselines;
	struct freshness *freshness;
	size_t n_freshness;
	struct acknowledged *acknowledged; /* by rule, then entry; none before summary_acknowledged() */
	size_t n_acknowledged;
	struct note *notes;      /* by date; none before summary_notes() */
	size_t n_notes;
	struct quality quality;
};

struct summary {
	const struct city *city;
	const char *city_name;
	const char *language;    /* "ar", "fr", "en": of labels */
	const char *thousands;   /* between groups of three digits in the text for people */
	size_t columns;          /* width of the text, in columns; the caller may change it; 0: unlimited */
	struct period period, previous;
	struct period last_year; /* code "": it is the previous one */
	int32_t as_of;
	bool over;               /* the as-of date is the period's last day or later: nothing of it is still to come */
	bool brief;              /* the text leaves out what the figures mean; the caller may change it */
	int64_t suppress_below;
	struct summary_program *programs;
	size_t n_programs;
	struct arena arena;
};

enum { SUMMARY_COLUMNS = 100 };

/*
 * language: "ar", "fr", "en".  The answers are changed by suppression (small person counts become MISSING_SUPPRESSED,
 * with complementary suppression so that no suppressed cell can be worked out from a total).  Registry, answers and
 * language are kept by pointer.
 */
struct summary *summary_make(const struct registry *registry, struct answers *answers, int32_t as_of,
			     const char *language);
void summary_free(struct summary *s);

/*
 * Read from the register which warnings were acknowledged, on current entries that touch the period and are dated up to
 * the as-of date; of one entry and rule, the last one counts.  Nothing is judged.  0, or -1 with *err.
 */
int summary_acknowledged(struct summary *s, struct log *log, struct sijil_err *err);

/*
 * Read the program's notes from the register: the current ones that are dated in the period, up to the as-of date.
 * 0, or -1 with *err.
 */
int summary_notes(struct summary *s, struct log *log, struct sijil_err *err);

/*
 * After summary_acknowledged(): judge the entries that touch the period, as of the as-of date, and count what the
 * imports of the period rejected.  Judging takes as long as the figures: in a register of more than QUALITY_ENTRIES it is done only if
 * `always`.  0, or -1 with *err.
 */
enum { QUALITY_ENTRIES = 200000 };
int summary_quality(struct summary *s, const struct registry *registry, struct log *log, bool always,
		    struct sijil_err *err);

/* Writers append the whole document to out. */
struct summary_writer {
	const char *format; /* "text", "csv", "json" */
	void (*write)(const struct summary *s, struct str *out);
};
extern const struct summary_writer summary_writers[]; /* format NULL ends */

#endif

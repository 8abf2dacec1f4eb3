/*
 * trail: what stands behind the figures of one metric, unit by unit.
 *
 * A question that names a metric (`only`) may bring a trail: then every amount that goes into a cell of that metric, and
 * every unit left out of it, leaves a contribution in the trail.  A summary brings none, and pays one comparison.
 * The amounts that counted in a cell add up to the cell (for medians: their median is the cell).
 *
 * Of a parity the contributions are those of the metric whose groups it compares, with their groups in every window.
 */
#ifndef METRICS_TRAIL_H
#define METRICS_TRAIL_H

#include "metrics/evaluate.h"

struct evaluation;
struct sums;

enum trail_how {
	TRAIL_ADDED = 0, /* it went into the cell, or would have, had its person not been counted there already */
	TRAIL_STRADDLES, /* left out, as in struct excluded */
	TRAIL_NOT_RECORDED,
	TRAIL_COULD_NOT_FOLD,
};
/* "", "straddles", "not_recorded", "could_not_fold" */
const char *trail_how_code(enum trail_how how);

/* A contribution in one breakdown. */
struct trail_cell {
	int64_t group; /* its number in the breakdown; -1: in no group */
	bool counted;  /* PERSONS: only the first of a person in a group is */
};

struct contribution {
	unsigned metric;        /* index in struct trail */
	enum sijil_part side;
	unsigned measure;       /* of that side, from 0; after the last one: what a callback added */
	unsigned window;        /* index in struct trail */
	enum trail_how how;
	bool counted;           /* in the window as a whole */
	bool part;              /* not there, because it speaks of a part only; it may be in its group */
	bool spell;             /* the unit is a spell; entry, kind, day and site are those of its opening */
	bool lapsed;
	enum sijil_subject subject_type;
	const char *subject;    /* code; of a reference its id */
	const struct reference *reference; /* the value stands in the YAML, in no entry; else NULL */
	int64_t entry;          /* number; 0: a callback named none, or a reference */
	int64_t closing;        /* spell: number of the entry that closed it; 0: lapsed or open */
	const char *program;    /* id; NULL: no entry */
	const char *kind;       /* NULL: no entry */
	const char *site;       /* code; NULL: none */
	int32_t day, until;     /* first and last day covered; DATE_NONE: no entry, or an open spell */
	int64_t amount;         /* SIJIL_MISSING: left out */
	struct trail_cell *cells; /* by breakdown of its metric; NULL: only the window as a whole was asked for */
};

struct trail_breakdown {
	const char *by;
	const char **codes; /* of the groups, by number */
};

struct trail_metric {
	const struct metric *metric;
	struct trail_breakdown *breakdowns;
	unsigned n_breakdowns, n_shown; /* those after n_shown only a parity needs */
};

struct trail_window {
	const char *by; /* the time breakdown it belongs to ("month"); NULL: the period, or the one before */
	struct period period;
};

/* When a site was last heard of. */
struct trail_site {
	const char *site; /* code; NULL: entries of no site */
	int32_t day;      /* of its latest entry by the as-of date */
};

struct trail {
	struct trail_metric metrics[2]; /* the one asked for; of a parity, then the one it divides */
	unsigned n_metrics;
	struct contribution **items;    /* in no particular order */
	size_t n, cap;
	struct trail_window *windows;   /* the first are the period, the one before, and the same a year earlier */
	unsigned n_windows;
	struct trail_site *sites;       /* that the program has entries of, by code; what is of no site last */
	size_t n_sites;
	const struct evaluation *ev;    /* while it is being filled */
	struct arena arena;
};

/*
 * Texts that entries share with the register are kept by pointer: the trail lives no longer than the log and the
 * registry that were asked.
 */
struct trail *trail_new(void);
void trail_free(struct trail *t);

/* --- for the evaluation --- */

/* Between plan and first history; and when the figures are made. */
void trail_begin(struct trail *t, const struct evaluation *ev);
void trail_end(struct trail *t);

/* An entry of the program asked, by the as-of date. */
void trail_seen(struct trail *t, const struct entry *e);

/* An amount of a unit (entry, spell, or neither) that goes to a window of these sums.  NULL: nobody asked for it. */
struct contribution *trail_add(struct trail *t, const struct sums *sums, unsigned window, const struct history *h,
			       const struct entry *e, const struct sijil_spell *spell, int64_t amount);
/* ... and to a group of the breakdown (its index in the metric as asked). */
void trail_group(struct contribution *c, unsigned breakdown, int64_t group, bool counted);

/* A unit that is left out of a window. */
void trail_leave(struct trail *t, const struct sums *sums, unsigned window, const struct history *h,
		 const struct entry *e, const struct sijil_spell *spell, enum trail_how how);

/* A standing value that the YAML gives; told as often as it is read. */
void trail_reference(struct trail *t, const struct sums *sums, unsigned window, const struct reference *r);

#endif

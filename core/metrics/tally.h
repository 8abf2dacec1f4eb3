/*
 * tally: where amounts add up.  One struct sums per measure (and per side of a fold callback); in it one cell per
 * window, and per group for the period and the one before (for all windows where a parity needs the groups).
 */
#ifndef METRICS_TALLY_H
#define METRICS_TALLY_H

#include "metrics/evaluate.h"
#include "metrics/groups.h"
#include "metrics/trail.h"
#include "metrics/windows.h"

struct cell {
	int64_t amount;
	int64_t n;      /* how often something was added: 0 is "nothing was seen", not zero */
	uint32_t stamp; /* the last history that was added, so that a person counts once */
	bool overflow;
	int64_t *values; /* MEDIAN: the n of them; else NULL */
};

/* Units left out of one window, or counted in it otherwise than as they stand. */
struct left_out {
	int64_t straddles, not_recorded, could_not_fold;
	int64_t by_start, prorated; /* intervals that reach beyond it, counted by the program's `straddle` */
};

struct group_cells {
	struct cell *items; /* by group number */
	size_t n;
};

struct latest {
	const struct entry **items;
	size_t n, cap;
};

struct sums {
	const struct measure *measure; /* NULL: filled by the fold callback */
	struct cell *windows;
	struct left_out *left_out;     /* per window */
	struct group_cells **groups;   /* per window, per breakdown of the metric */
	const struct entry **last;     /* LATEST, STANDING: of the history being folded, per window */
	struct latest *latest;         /* latest_by, parts: the same, one for each value, per window */
};

/* A metric being asked for. */
struct asked {
	const struct metric *metric;
	struct sums *sides[3];         /* by part; one more than the measures when there is a callback */
	unsigned n_sides[3];
	struct groups **breakdowns;    /* those asked for that it has, then, if needed for parity, a hidden one */
	unsigned n_breakdowns, n_shown;
	bool *for_parity;              /* per breakdown: its groups are wanted in every window */
	const int32_t *first_needed;   /* day of the first entry of the kind it needs; NULL: it needs none */
};

/* What one kind, or the spells, of a program feed. */
struct feed {
	struct asked *asked;
	struct sums *sums;
};
struct feeds {
	struct feed *items;
	size_t n, cap;
};

/* A program being asked. */
struct asked_program {
	const struct program *program;
	struct asked *metrics;         /* program->n_metrics of them */
	struct groups **groups;        /* every breakdown in use, shared by the metrics */
	size_t n_groups, groups_cap;
	struct feeds *by_kind;         /* by index of the kind in program->kinds */
	struct feeds by_spell;
	struct feeds folds;            /* metrics with a callback; sums is NULL */
	int32_t *first_day;            /* by kind: of its first entry; DATE_NONE: none */
	struct site_freshness *last_at; /* by number of the site's code */
	size_t n_last_at;
	int32_t last_entry;
	int64_t entries, unknown; /* of the period; of kinds that the program does not have */
};

struct evaluation {
	const struct registry *registry;
	const struct question *question;
	struct windows windows;
	struct asked_program *programs;
	size_t n_programs;
	struct asked_program *city;    /* the last of programs, of several; NULL if one is asked */
	uint32_t stamp;                /* number of the history being folded, from 1 */
	struct hits hits[2];           /* of the entry below: plain, shifted */
	const struct entry *hits_of[2];
	uint32_t hits_stamp[2];
	struct arena arena;
};

/* What a fold callback adds to. */
struct sijil_tally {
	struct evaluation *evaluation;
	struct asked *asked;
	const struct history *history;
	unsigned window;
};

/* Add an amount of one unit to a window and its groups; of PERSONS, only if this history did not add to the cell before. */
void tally_into(struct evaluation *ev, struct asked *asked, struct sums *sums, unsigned window,
		const struct history *h, const struct entry *e, const struct sijil_spell *spell, int64_t amount);

/* Of a standing value that has parts: what one of them, or the whole, is a share of. */
enum share {
	SHARE_ALL = 0, /* the window and its groups, like any other unit */
	SHARE_WHOLE,   /* not of the groups by the field that names the parts */
	SHARE_PART,    /* of these alone, beside a whole that is known otherwise, or not known at all */
};
void tally_share(struct evaluation *ev, const struct feed *f, unsigned window, const struct history *h,
		 const struct entry *e, int64_t amount, enum share share);

/* A unit left out of a window: counted, and told to the trail.  e and spell NULL: the history as a whole. */
void leave_out(struct evaluation *ev, struct sums *sums, unsigned window, enum trail_how why, const struct history *h,
	       const struct entry *e, const struct sijil_spell *spell);

/* asked.c: the plan of a question; *err for a breakdown that nothing has. */
int evaluation_plan(struct evaluation *ev, struct sijil_err *err);
void evaluation_release(struct evaluation *ev);

/* demand.c: whether a unit (an entry, or a spell) meets the further demands of its measure; window_to: the window's last day. */
bool demands_hold(const struct evaluation *ev, const struct history *h, const struct measure *m, const struct entry *e,
		  const struct sijil_spell *spell, int32_t window_to);

/* fold.c: one history into everything. */
void fold_history(struct evaluation *ev, struct history *h);

/* city.c: a person's history into the metrics of the whole city. */
void fold_city(struct evaluation *ev, const struct history *h);

/* Whether the spell is one of those in that stretch of days. */
bool spell_in(const struct sijil_spell *s, enum sijil_spells which, const struct period *w);

/* answer.c: sums to answers. */
void figures_make(struct evaluation *ev, struct answers *out);

#endif

/*
 * explain: one figure laid open, as a committee questions it: the figure with its definition and comparisons, what each
 * side is added up from, what was left out, and what changed since the period before.  The model, and one writer per
 * output behind one interface.
 *
 * It names persons by their codes and suppresses nothing: for the city's own people, not for publication.
 */
#ifndef REPORT_EXPLAIN_H
#define REPORT_EXPLAIN_H

#include "metrics/trail.h"
#include "report/summary.h"

/* A contribution to what the metric is worked out from: the whole, or one of the two groups of a parity. */
struct explain_row {
	const struct contribution *c;
	const char *group; /* parity: "F"; else NULL */
	bool counted;      /* its amount is part of the sum */
};

/* What one measure (of one group, in a parity) added up in the period. */
struct explain_list {
	const struct metric *metric;   /* of a parity, the one it compares */
	enum sijil_part side;
	unsigned measure;
	const char *take;              /* "count", "persons", "sum", "latest", "standing", "median", "callback" */
	const char *title;             /* "persons with attendance where status=present" */
	const char *unit;              /* of the amounts, as recorded: "minutes"; NULL */
	const char *group;             /* parity: "F"; else NULL */
	const struct explain_row *rows; /* by subject, then by day; what was left out is not here */
	size_t n;
	size_t n_counted;
	int64_t amount;                /* what the counted rows give together */
};

/* A subject whose share of one side is not what it was in the period before. */
struct explain_change {
	enum sijil_part side;
	const char *group; /* parity: "F"; else NULL */
	enum sijil_subject subject_type;
	const char *subject;
	int64_t before, now; /* amounts; SIJIL_MISSING: it had no part then, or has none now */
};

/* The value of a group that a parity divides, in one window. */
struct explain_parity {
	const struct trail_window *window;
	enum sijil_part side; /* the first group is the numerator */
	const char *group;
	int64_t value;        /* SIJIL_MISSING: there is none */
};

struct explanation {
	struct city city;           /* as the registry's, but for suppression */
	struct registry registry;
	int64_t suppress_below;     /* what summaries suppress */
	struct summary *summary;    /* of this metric (and the one a parity compares) */
	const struct summary_program *program;
	const struct summary_metric *metric;
	const struct summary_metric *base; /* of a parity; NULL */
	const struct trail *trail;
	struct explain_row *rows;   /* of all windows, by side, measure, window, subject, day */
	size_t n_rows;
	struct explain_list *lists; /* by the group of a parity, side, measure; a callback has one on every side */
	size_t n_lists;
	struct explain_change *changes; /* by side and group, then by subject */
	size_t n_changes;
	struct explain_parity *parity; /* windows times two; of no other metric */
	size_t n_parity;
	bool whole;                 /* of the city: persons over all programs */
	bool all;                   /* the text holds every row; the caller may set it */
};

/*
 * answers and trail are those of one question with `only`; all arguments are kept by pointer.  The answers are not
 * suppressed.
 */
struct explanation *explain_make(const struct registry *registry, struct answers *answers, const struct trail *trail,
				 int32_t as_of, const char *language);
void explain_free(struct explanation *x);

/* "numerator" | "denominator" | "aside" */
const char *explain_side(enum sijil_part side);
/* "person" | "site" | "program"; "reference" for a value of the YAML */
const char *explain_subject_type(const struct contribution *c);
/* How a spell ended that no entry closed: "lapsed" | "open"; NULL: an entry did, or it is no spell. */
const char *explain_end(const struct contribution *c);
/* Why a row does not count: a code of struct excluded, "counted_already", or "of_a_part"; "" if it does. */
const char *explain_reason(const struct explain_row *r);
/* The code of the group that a contribution fell into; NULL: it was not asked for, or in none. */
const char *explain_group_code(const struct explanation *x, const struct contribution *c, unsigned breakdown);
/* The groups of a breakdown that does not divide a standing value, which counts in each of them; NULL: it has its group. */
const struct breakdown *explain_undivided(const struct explanation *x, const struct contribution *c, unsigned breakdown);

/* The list of the same measure (in a parity, of the same group, or any); never NULL. */
const struct explain_list *explain_list_of(const struct explanation *x, const struct explain_row *r);

/* explain_lists.c: the lists of the period, and what changed, from the rows. */
void explain_lists_make(struct explanation *x);
void explain_changes_make(struct explanation *x);

/* Writers append the whole document to out. */
struct explain_writer {
	const char *format; /* "text", "csv", "json" */
	void (*write)(const struct explanation *x, struct str *out);
};
extern const struct explain_writer explain_writers[]; /* format NULL ends */

void explain_write_text(const struct explanation *x, struct str *out);
void explain_write_csv(const struct explanation *x, struct str *out);
void explain_write_json(const struct explanation *x, struct str *out);

#endif

/*
 * frozen: reports that were given out, and what writing does to them.
 *
 * A frozen report is an entry of the kind `freeze` of its program, over the days of its period: like every entry it is
 * never changed, voiding it (with a reason) opens the period again, and the chain proves when it was made.
 *
 * Core rules: CORE-E13, an entry inside a frozen period without a reason for coming late; CORE-W14, a write that changes
 * a number of a frozen report, wherever the entry lies.  W14 compares the report's figures over the histories that are
 * written to, before and after, inside the transaction.
 */
#ifndef EXCHANGE_FROZEN_H
#define EXCHANGE_FROZEN_H

#include "metrics/evaluate.h"
#include "rules/finding.h"

#define FROZEN_KIND "freeze"

/* One frozen report. */
struct frozen_report {
	int64_t entry; /* number */
	int32_t from, to;
	const char *period; /* code */
	const char *digest; /* hex */
};

/* Those of one program, as they stand now. */
struct frozen;

/* NULL with *err if the register cannot be read.  A program without any costs one look-up. */
struct frozen *frozen_open(const struct registry *registry, struct log *log, const struct program *program,
			   int32_t today, struct sijil_err *err);
void frozen_close(struct frozen *f); /* NULL is allowed */

size_t frozen_count(const struct frozen *f);
const struct frozen_report *frozen_at(const struct frozen *f, size_t i);
/* The report whose period touches these days, or NULL. */
const struct frozen_report *frozen_touches(const struct frozen *f, int32_t day, int32_t day_end);

/*
 * What a write touches: call frozen_before() with the subjects that it will write to, inside the batch and before the
 * first row, then frozen_after() when the rows are there: a CORE-W14 for every report with a metric that changed, on the
 * entry (0: none in particular).  A kind that others refer to may change histories of anybody: then everything is read.
 */
struct frozen_subject {
	enum sijil_subject type;
	uint32_t number; /* 0: none */
};
struct frozen_write {
	const struct kind *kind; /* of what is written; NULL: of several kinds */
	bool everybody;          /* one of several kinds is such that others refer to it */
	const struct frozen_subject *subjects;
	size_t n;
};
int frozen_before(struct frozen *f, const struct frozen_write *write, struct sijil_err *err);
int frozen_after(struct frozen *f, const struct frozen_write *write, int64_t entry, struct findings *findings,
		 struct sijil_err *err);

/* CORE-E13 on an entry of these days, in the line of a file (0: none), if they touch a frozen period. */
void frozen_judge(const struct frozen *f, const struct kind *kind, int32_t day, int32_t day_end, uint32_t line,
		  struct findings *findings);

#endif

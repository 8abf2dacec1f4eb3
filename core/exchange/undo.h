/*
 * undo: take an import back as one.  What the batch added is voided, what it superseded gets its former content again, by
 * new rows that replace its own, with the reason, in one batch of the command LOG_UNDO.  An entry that was corrected since
 * keeps its correction.  Importing the file again then adds the rows again.
 */
#ifndef EXCHANGE_UNDO_H
#define EXCHANGE_UNDO_H

#include "exchange/frozen.h"

struct undo_request {
	const struct registry *registry;
	struct log *log;
	int64_t batch;
	const char *why;
	const char *recorded_by; /* NULL: unknown */
	const char *late;        /* reason for changing frozen reports, kept with each entry; NULL: none */
	int32_t today;
	bool dry_run;
};

/* An entry that was kept, and what replaced it since. */
struct undo_kept {
	int64_t entry, by;
};

struct undo_result {
	int64_t voided, restored; /* reversed: entries that the batch added, that it superseded */
	int64_t gone;             /* taken back before */
	int64_t failed;           /* inside a frozen period: in the way of the whole */
	bool blocked;             /* some failed, or a frozen report would change: nothing was written */
	struct undo_kept *kept;   /* corrected since */
	size_t n_kept, kept_cap;
	int64_t batch;            /* number, 0: nothing written */
	struct findings frozen;   /* what it does to frozen reports */
	struct findings after;    /* errors of entries that were good before: they leaned on what is gone */
};

/*
 * 0: done, or blocked and nothing was written; -1 with *err and nothing written: there is no such batch, it is no
 * import, nothing of it stands any more, or the register is busy.  Release the result in every case.
 */
int undo_batch(const struct undo_request *request, struct undo_result *result, struct sijil_err *err);
void undo_release(struct undo_result *result);

#endif

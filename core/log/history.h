/*
 * history: the one way rules, metrics and commands read entries: subject by subject, each history decoded, in date order,
 * with its spells.
 *
 * A store holds rows compactly (48 bytes, and one copy of what rows near each other say alike).  Fill it from the log (everything, or some subjects)
 * and with fresh rows that are being logged or imported; then walk it history by history.  The histories themselves are
 * decoded one at a time and live until the walk goes on.
 */
#ifndef LOG_HISTORY_H
#define LOG_HISTORY_H

#include "log/entry.h"
#include "log/log.h"

struct store;

struct history {
	struct sijil_history pub;  /* program is set by whoever asks a plugin */
	struct entry *entries;     /* pub.n of them, in the order of pub.entries */
	struct sijil_spell *spells; /* pub.n_spells */
	enum sijil_subject subject_type;
	uint32_t subject;          /* number of its code */
	uint32_t serial;           /* different for every history of a walk, from 1 */
};

/* A row not yet in the register. */
struct fresh {
	const struct kind *kind;
	enum sijil_subject subject_type;
	uint32_t subject, site; /* numbers as log_code_number() gives */
	int32_t day, day_end;
	const char *fields;     /* canonical JSON; copied */
	uint32_t fields_n;
	uint32_t line;
	int64_t replaces;       /* the row it will replace is left out of the history; 0: none */
	bool dropped;           /* see store_drop() */
};

/*
 * as_of: the day from which lapses are judged; what is dated later opens, serves and closes nothing.  registry and log are
 * kept by pointer.
 */
struct store *store_new(const struct registry *registry, struct log *log, int32_t as_of);
void store_free(struct store *s);

/* All current entries of the register, or only those of slice `slice` of `slices` by subject number. */
int store_load_all(struct store *s, unsigned slice, unsigned slices, struct sijil_err *err);
/* Current entries of one subject (found by the index); nothing happens if they are there already. */
int store_load_subject(struct store *s, enum sijil_subject type, uint32_t subject, struct sijil_err *err);

/*
 * The same of every subject whose byte in marked, by number 0..n, is 1; by one pass over the register where the index
 * would cost more.
 */
int store_load_subjects(struct store *s, enum sijil_subject type, const uint8_t *marked, uint32_t n,
			struct sijil_err *err);

/* The current entries that the query finds; the caller sees to it that none is loaded twice. */
int store_load_query(struct store *s, const struct log_query *query, struct sijil_err *err);
/* Leave an entry out of the histories, as if it had been replaced. */
void store_leave_out(struct store *s, int64_t id);

/* Returns the position of the fresh row, 0.. in the order added. */
size_t store_add(struct store *s, const struct fresh *row);
size_t store_fresh_count(const struct store *s);
/* The i-th fresh row is no longer to be written: the histories are as if it had never been added. */
void store_drop(struct store *s, size_t i);
/* The i-th fresh row back, as a row to append (pointers into the store). */
void store_fresh_row(const struct store *s, size_t i, struct fresh *out);

/*
 * Call fn for every history, persons, sites, then programs, each by number.  fn returns non-zero to stop, which is returned.
 * only_fresh: pass over histories without a fresh row.
 */
typedef int history_fn(void *arg, struct history *h);
int store_each(struct store *s, bool only_fresh, history_fn *fn, void *arg, struct sijil_err *err);

/* The current version of an entry, decoded (lives as long as the store), or NULL. *err only on a failure to read. */
const struct entry *store_entry(struct store *s, int64_t id, struct sijil_err *err);

/* Slices so that one holds at most about 1.5 million rows. */
unsigned store_slices(struct log *log, struct sijil_err *err);

#endif

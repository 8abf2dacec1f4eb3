/*
 * What the files of import.h share: feeds (what a row is taken to), known (what the register has already), joins (the
 * histories that new rows join), sieve (findings of many rows), rows.
 */
#ifndef EXCHANGE_IMPORT_PRIVATE_H
#define EXCHANGE_IMPORT_PRIVATE_H

#include "exchange/frozen.h"
#include "exchange/import.h"
#include "exchange/mapping.h"
#include "exchange/refer.h"
#include "exchange/source.h"

/* --- import_known.c: rows that stand in the register already --- */

struct known;

/* To be made in the batch, before any code of it. */
struct known *known_new(struct log *log, const struct kind *kind, struct sijil_err *err);
void known_free(struct known *k);

/*
 * Whether the row is one of those recorded: each recorded one answers for one row, then no more.  1, 0, or -1 with
 * *err.  Costs next to nothing for a subject that was not in the register when the batch began.
 */
int known_take(struct known *k, const struct fresh *row, struct sijil_err *err);

/* --- import_joins.c: the histories that new rows join --- */

enum { SUBJECT_TYPES = 4 };

struct joins {
	uint32_t numbers[SUBJECT_TYPES]; /* by subject type: those above are new */
	uint8_t *joined[SUBJECT_TYPES]; /* by subject number: 1 */
};

/* To be made in the batch, before any code of it. */
void joins_start(struct joins *j, struct log *log);
void joins_release(struct joins *j);
void joins_add(struct joins *j, enum sijil_subject type, uint32_t subject);
/* Put these histories into the store. */
int joins_load(const struct joins *j, struct store *store, struct sijil_err *err);

/* --- import_sieve.c: from the findings of every history to those that a person will read --- */

/* Of more than SIEVE_MANY rows that repeat others (CORE-W08), SIEVE_FEW are told one by one. */
enum { SIEVE_FEW = 5, SIEVE_MANY = 20 };

struct sieve {
	struct findings one; /* of the history being judged: give it to judge_history() */
	struct findings *out;
	int64_t bad, warned; /* rows with errors, with warnings; beyond FINDINGS_MAX in a history, at most so many */
	uint8_t *lines;      /* what was found, by line of the file */
	size_t n_lines;
	struct finding crowd[SIEVE_MANY]; /* the first of those that repeat others; texts in the arena */
	size_t crowd_n;
	struct arena arena;
};

void sieve_start(struct sieve *s, struct findings *out);
void sieve_take(struct sieve *s);   /* what is in `one`, and empty it */
void sieve_finish(struct sieve *s); /* bad and warned stay */

/* --- import_feeds.c: what a row is taken to --- */

/* A kind that the file feeds, however many feeds lead to it. */
struct fed {
	const struct kind *kind;
	uint32_t number; /* of its code */
	struct known *known;
};

/*
 * One way to take a row: to an entry of one kind, or to none.  A file has several when its rows speak of several facts: a
 * column per month, or a child and its first visit.
 */
struct feed {
	struct fed *fed;
	struct columns columns; /* which cell goes where */
	struct intake intake;
	struct draft draft; /* of the row at hand */
	struct value *values;
	bool given; /* the row gives this feed an entry */
};

/* --- import_rows.c --- */

struct importing {
	const struct import_request *r;
	struct import_result *result;
	struct source *source;
	size_t width; /* cells of the header */
	struct feed *feeds;
	size_t n_feeds;
	struct fed *fed;
	size_t n_fed;
	uint32_t program; /* number */
	struct arena arena, row_arena;
	struct refer *refer;
	struct str json;
	struct joins joins;
	struct store *store;
	struct frozen *frozen;
};

/* Make the feeds from the file's first record. */
int feeds_start(struct importing *m, struct sijil_err *err);
/* What they need of the register; inside the batch, before any code of it. */
int feeds_begin(struct importing *m, struct sijil_err *err);
void feeds_free(struct importing *m);
/* The kind as it is fed. */
const struct fed *feeds_of(const struct importing *m, const struct kind *kind);

/* --- import_source.c: what the source has to say --- */

/* Cells without a value (an error of the spreadsheet) where this feed needs one: findings, and true. */
bool import_faulty(struct importing *m, const struct feed *feed, const struct csv_field *fields);
/* After the last row: what should be known of how the file was read. */
void import_notes(struct importing *m);

/* Read every row; good ones that are not known go into the store. */
int import_rows(struct importing *m, struct sijil_err *err);

#endif

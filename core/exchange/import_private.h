/* What the files of import.h share: known (what the register has already), sieve (findings of many rows), rows. */
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

/* A row joins the history of this subject; known_load() then puts these histories into the store. */
void known_joins(struct known *k, uint32_t subject);
int known_load(const struct known *k, struct store *store, struct sijil_err *err);

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

/* --- import_rows.c --- */

struct importing {
	const struct import_request *r;
	struct import_result *result;
	struct source *source;
	struct columns columns;
	uint32_t program, kind; /* numbers */
	struct arena arena, row_arena;
	struct refer *refer;
	struct intake intake;
	struct draft draft;
	struct value *values;
	struct str json;
	struct known *known;
	struct store *store;
	struct frozen *frozen;
};

/* Make the columns from the file's first record. */
int import_header(struct importing *m, struct sijil_err *err);
/* Read every row; good ones that are not known go into the store. */
int import_rows(struct importing *m, struct sijil_err *err);

#endif

/*
 * log/: the register itself.  db (the only user of sqlite3.h), schema, log (append, batches, reading), digest chain,
 * verify; and entry, history, spell, roster: rows decoded by the kinds that the plugins declare.
 *
 * log: one SQLite file, append-only.  An entry is (origin, sequence): every register file has a random 128-bit
 * origin, and an origin's sequence has no gaps.  Entry number = origin number << LOG_ORIGIN_SHIFT | sequence, where the
 * file's first origin has number 0: locally, the number is the sequence.  A correction or a void is a new row that
 * `replaces` an old one; current = replaced by none, and not a void.
 *
 * Digest of an entry: BLAKE2b-256 over its 16-byte salt and its canonical text (log_canonical).  Each commit extends
 * its origin's chain: head = BLAKE2b-256(previous head, digests of its entries in order, canonical text of the batch);
 * before the first batch the head is 32 zero bytes.  log_chain.c has the texts.
 *
 * A struct log belongs to one thread.
 */
#ifndef LOG_LOG_H
#define LOG_LOG_H

#include "base/digest.h"
#include "base/err.h"

enum { LOG_ORIGIN_SHIFT = 40, LOG_SALT = 16, LOG_SCHEMA_VERSION = 2 };
#define LOG_APPLICATION_ID 0x53494a4c /* "SIJL" */

struct log;

enum log_mode { LOG_READ = 1, LOG_WRITE };

/* Make a new register; an error if the file exists (never overwritten), or on a network file system. */
int log_create(const char *path, struct sijil_err *err);

/*
 * Open one.  Opened for reading, everything is read as it stood at that moment, whatever others write meanwhile; opened
 * for writing, each call sees the latest, and within a batch nobody else writes.
 *
 * A clear error, and nothing changed, if it does not exist (ERR_NOINPUT), is not a register, is newer than
 * this program, is truncated or damaged (ERR_DATA), or lies on a network file system.  An older one is migrated, in one
 * transaction, when opened for writing; for reading it is refused with the command that migrates it.
 */
struct log *log_open(const char *path, enum log_mode mode, struct sijil_err *err);
void log_close(struct log *log);

/* Called once when another process has held the register for a second; arg as given. */
void log_on_wait(struct log *log, void (*notice)(void *arg), void *arg);

/*
 * From now on read the register as it was known at that moment (seconds since 1970-01-01 UTC): rows, corrections, voids
 * and acknowledgements recorded later are not there.  Only for a log opened for reading; codes, batches, counts and
 * digests stay as they are.  *later: how many current entries of days up to `day` this leaves out.
 */
int log_known_at(struct log *log, int64_t seconds, int32_t day, int64_t *later, struct sijil_err *err);

const char *log_path(const struct log *log);
const char *log_origin(const struct log *log); /* 32 hex digits: where new entries come from */

/* --- codes: dictionary tables, numbers from 1, 0 means none --- */

enum log_code { LOG_PROGRAM = 1, LOG_KIND, LOG_SITE, LOG_PERSON };

/* Number of a code; if unknown, made when `make` (inside a batch), else 0.  -1 on error. */
int64_t log_code_number(struct log *log, enum log_code type, const char *code, bool make, struct sijil_err *err);
/* The code of a number, valid until the log is closed; NULL if there is none. */
const char *log_code_text(struct log *log, enum log_code type, uint32_t number);
/*
 * The persons whose codes have the same letters and digits as this one, capitals, joints and zeros apart, itself among
 * them; code NULL: all persons, those with the same `rest` one after the other.  By number, which is the order in which they
 * came into the register.  The texts live until fn returns, and fn reads nothing from the register.  0, or -1 with *err.
 */
typedef void log_alike_fn(void *arg, uint32_t number, const char *code, const char *rest);
int log_each_alike(struct log *log, const char *code, log_alike_fn *fn, void *arg, struct sijil_err *err);
/* How many numbers of a type are in use; they are 1..n. */
uint32_t log_code_count(struct log *log, enum log_code type);

/* --- rows --- */

/*
 * One row as stored.  Strings and bytes belong to the log and live until the callback returns.
 * The subject is (type, number): a person's number, a site's, or a program's.
 */
struct log_row {
	int64_t id;
	int64_t batch;
	uint32_t program, kind; /* numbers */
	enum sijil_subject subject_type;
	uint32_t subject;
	uint32_t site;          /* 0: none */
	int32_t day, day_end;   /* day_end == day when it covers one day */
	const char *fields;     /* canonical flat JSON; NULL in a void */
	size_t fields_n;
	int64_t replaces;       /* entry number, 0: none */
	const char *reason;     /* of a correction or void; else NULL */
};

/*
 * What to read.  Zeroed: every row, corrected ones and voids included, by entry number.
 * With a subject: its rows by (day, number), found by the index.
 */
struct log_query {
	int64_t id;                      /* one entry */
	enum sijil_subject subject_type; /* 0: any */
	uint32_t subject;
	const uint8_t *subjects;         /* with subject_type: whose byte, by number, is 1; NULL: any */
	uint32_t n_subjects;             /* the highest number in subjects, which starts with that of 0 */
	uint32_t program, kind, site;    /* 0: any */
	int64_t batch;                   /* 0: any */
	int32_t from, to;                /* both 0: any; else entries whose day..day_end touches from..to */
	bool begins;                     /* from..to is where their first day lies, wherever they end */
	/*
	 * With program, kind and current: entries whose text field of that name (as in log_roll) has this value.  Found by the index
	 * that log_roll() made; without it by a scan.  NULL: any.
	 */
	const char *field, *value;
	bool current;                    /* leave out what was replaced, and voids */
};

/* The most days that an entry covers: what begins more days before a day does not touch it. */
enum { LOG_DAYS_MAX = 366 };

/*
 * Call fn for each row; it stops when fn returns non-zero, which log_each then returns.  -1 with *err on failure.
 * fn may read the log (the same query too), but not write to it.
 */
typedef int log_row_fn(void *arg, const struct log_row *row);
int log_each(struct log *log, const struct log_query *query, log_row_fn *fn, void *arg, struct sijil_err *err);

/* The entry that replaces this one: its number, 0 if none does, -1 on error.  (id need not exist.) */
int64_t log_replaced_by(struct log *log, int64_t id, struct sijil_err *err);

/* How many rows there are (every one: corrections and voids too). */
int64_t log_count(struct log *log, struct sijil_err *err);
/* Of one subject, by the index alone. */
int64_t log_count_subject(struct log *log, enum sijil_subject type, uint32_t subject, struct sijil_err *err);

/* --- writing --- */

struct log_batch {
	int64_t id;              /* reading */
	int64_t recorded_at;     /* seconds since 1970-01-01 UTC; 0 when writing: now */
	const char *recorded_by; /* who; NULL: unknown */
	const char *command;     /* "log", "import", "amend", "void", ... */
	const char *plugin;      /* "second_chance_schools 1.0": the version that validated it; NULL: none */
	const char *source;      /* file imported; NULL: none */
	const char *source_hash; /* BLAKE2b-256 of it, hex; NULL */
	/* Counts of an import's lines; 0 else.  lines = added + unchanged + superseded + rejected + passed. */
	int64_t lines, added, unchanged, warned;
	int64_t superseded, rejected, passed;
};

/*
 * BEGIN IMMEDIATE.  Waits up to 10 seconds for other writers, then ERR_TRYAGAIN.  `many` is how many rows may come:
 * before the first row of a large import into a smaller register the index of subjects is taken away, and log_commit
 * rebuilds it.  So read the histories you need before the first log_append; after it a query by subject still
 * answers, slowly.
 */
int log_begin(struct log *log, const struct log_batch *batch, size_t many, struct sijil_err *err);
/* Before the first log_append: the index stays, for histories that are read after it. */
void log_keep_index(struct log *log);
/*
 * Append a row (id, batch are set by the log).  Refused: a replaced entry that does not exist, is already replaced, or
 * is a void; a replacement without a reason of at least 3 characters; a subject of type site or program that is not
 * the row's own site or program; an unknown code.  After an error only log_rollback() may follow.
 */
int log_append(struct log *log, const struct log_row *row, int64_t *id, struct sijil_err *err);
/* The same for n rows, whose numbers are *first, *first + 1 and so on: many at once cost half as much each. */
int log_append_all(struct log *log, const struct log_row *rows, size_t n, int64_t *first, struct sijil_err *err);
/* Acknowledge a warning on an entry, with a reason of at least 3 characters. */
int log_acknowledge(struct log *log, int64_t entry, const char *rule, const char *reason, struct sijil_err *err);
/*
 * Write the batch with its counts (and source_hash, if it became known since) and chain head, and commit.  On failure
 * everything is rolled back.
 */
int log_commit(struct log *log, const struct log_batch *counts, struct sijil_err *err);
void log_rollback(struct log *log);

/* Create or replace the decoded view of one kind ("second_chance_e2c_attendance"); see log_views.c.  Inside a batch. */
struct log_column {
	const char *name; /* of the field; NULL ends */
};
int log_view(struct log *log, const char *program, const char *kind, const struct log_column *columns,
	     struct sijil_err *err);

/*
 * Have the entries of a kind, in all programs, found by the value of one of their text fields (learners by cohort): see
 * log_query.field.  Nothing happens if they are already.  Inside a batch.
 */
int log_roll(struct log *log, const char *kind, const char *field, struct sijil_err *err);

/* --- reading batches and acknowledgements --- */

int log_batch(struct log *log, int64_t id, int (*fn)(void *arg, const struct log_batch *b), void *arg,
	      struct sijil_err *err); /* id 0: all, in order */
struct log_ack {
	int64_t entry;
	const char *rule, *reason, *recorded_by;
	int64_t recorded_at;
};
/* entry 0: all, by entry number. */
int log_acks(struct log *log, int64_t entry, int (*fn)(void *arg, const struct log_ack *a), void *arg,
	     struct sijil_err *err);

/*
 * What became of a batch's rows: how many there are, and how many of them were taken back since by an undo (a batch of the
 * command LOG_UNDO), voided otherwise, or corrected otherwise.
 */
#define LOG_UNDO "undo"
#define LOG_IMPORT "import"
struct log_fate {
	int64_t rows, undone, voided, corrected;
};
int log_batch_fate(struct log *log, int64_t id, struct log_fate *out, struct sijil_err *err);

/* --- keys that files give their rows, kept beside the entries --- */

/* Remember that the row of this key became the entry.  Inside a batch. */
int log_key_add(struct log *log, const uint8_t key[LOG_SALT], int64_t entry, struct sijil_err *err);
/* Call fn for the entries of a key, the latest first, until it returns non-zero, which is returned. */
int log_key_each(struct log *log, const uint8_t key[LOG_SALT], int (*fn)(void *arg, int64_t entry), void *arg,
		 struct sijil_err *err);

/* --- identity, proof --- */

/* "17" for a local entry, "2.17" for one of origin number 2. */
const char *log_id_text(int64_t id, char out[32]);
/* The reverse, with an optional '#' in front; -1 if it is no entry number. */
int64_t log_id_parse(const char *text);

/*
 * The canonical text whose digest, with the salt's 16 bytes in front, is the entry's: documented in sijil(1), so that
 * an auditor can recompute it with b2sum.  Appends it to out; salt as hex to salt_hex (33 bytes).  1, 0 if there is no
 * such entry, -1 on error.
 */
int log_canonical(struct log *log, int64_t id, struct str *out, char salt_hex[33], char digest_hex[DIGEST_HEX],
		  struct sijil_err *err);

/*
 * Recompute everything: SQLite's integrity_check and foreign keys, guards in place, gapless sequences, replacements
 * (target exists, is older, replaced once, not a void), digests, chain heads of every batch.  A digest is stored only
 * where content was erased, so a changed entry is told by its batch.  Each fault found goes to `fault` as one sentence.
 * out->faults counts them; -1 only if it could not be done.
 */
struct log_verified {
	int64_t entries, batches, origins;
	size_t faults;
	char head[DIGEST_HEX]; /* of the local origin */
};
int log_verify(struct log *log, void (*fault)(void *arg, const char *sentence), void *arg, struct log_verified *out,
	       struct sijil_err *err);

#endif

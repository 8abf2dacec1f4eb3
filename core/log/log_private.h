/*
 * log_private: what the files of log.h share.  Nobody else includes it, except this room's tests.
 */
#ifndef LOG_LOG_PRIVATE_H
#define LOG_LOG_PRIVATE_H

#include "base/mem.h"
#include "log/db.h"
#include "log/log.h"
#include "log/schema.h"

enum { LOG_ORIGIN_HEX = 33, LOG_CODE_TYPES = 4 };

/* --- log_codes.c: the dictionaries in memory --- */

struct code {
	uint32_t number;
	const char *text; /* in log->strings */
};

/*
 * The codes known so far, found by text through slots.  A dictionary is either whole (item i has number i + 1), or
 * holds the few that were asked for one by one.
 */
struct codes {
	struct code *items;
	size_t n, cap;
	uint32_t *slots; /* item + 1, 0: free; n_slots is a power of two, at least twice n */
	size_t n_slots;
	size_t last; /* found by its text: an item, or beyond them */
	bool whole;
	uint32_t count; /* numbers in use, as last looked */
};

int codes_load(struct log *log, enum log_code type, struct sijil_err *err);  /* all of them */
int codes_count(struct log *log, enum log_code type, struct sijil_err *err); /* count, and in a whole one the new */
void codes_forget(struct codes *c, uint32_t keep); /* the numbers above keep: their batch was rolled back */
void codes_release(struct codes *c);

/* --- log_alike.c --- */

int log_alike_index(struct log *log, struct sijil_err *err); /* made if it is not there; inside a batch */

/* --- log_chain.c: canonical texts, digests, heads --- */

/* A batch's part of the chain while its entries and acknowledgements go by. */
struct chain {
	struct digest hash, acks;
	int64_t first, last; /* entries, 0: none yet */
	int64_t n_acks;
};

void chain_begin(struct chain *c, const uint8_t previous[DIGEST_SIZE]);
void chain_add_entry(struct chain *c, int64_t id, const uint8_t digest[DIGEST_SIZE]);
void chain_add_ack(struct chain *c, struct log *log, int64_t entry, const char *rule, const char *reason);
void chain_end(struct chain *c, struct log *log, const struct log_batch *batch, uint8_t head[DIGEST_SIZE]);

/*
 * The canonical text of a row into text (cleared first) and its digest.  NULL, or what the row names that the register
 * does not have ("program", "kind", "subject", "site", "origin").
 */
const char *chain_entry(struct log *log, const struct log_row *row, const uint8_t salt[LOG_SALT], struct str *text,
			uint8_t digest[DIGEST_SIZE]);

/* --- log.c --- */

/* The batch being written. */
struct writing {
	bool active;
	bool failed;   /* only a rollback may follow */
	bool prepared; /* the first row has been seen: guard and index taken away if `many` asks for it */
	bool no_guard, no_index;
	bool keep_index;
	size_t many;
	struct log_batch info; /* strings in arena */
	struct arena arena;
	struct chain chain;
	int64_t entries, batches, acks; /* of the local origin; this batch's included as they come */
	uint32_t codes[LOG_CODE_TYPES]; /* how many there were of each type */
	bool alike; /* the index of log_alike.c was looked for */
};

/* The statement that finds the entries of a kind by a field: prepared statements are kept by their text. */
struct roll {
	uint32_t kind;
	const char *field, *sql;
	struct roll *next;
};

struct log {
	struct db *db;
	char *path;
	enum log_mode mode;
	char (*origins)[LOG_ORIGIN_HEX]; /* by number */
	size_t n_origins;
	struct codes codes[LOG_CODE_TYPES];
	struct arena strings; /* codes: until the log is closed */
	struct str text;      /* scratch */
	struct random_pool random;
	struct roll *rolls; /* in strings */
	struct writing writing;
	int64_t *later; /* log_known_at(): numbers of the batches recorded later, ascending; n_later 0: none */
	size_t n_later;
};

/* log_open and log_create with another schema than this program's: how migrations are tested. */
struct log *log_open_as(const char *path, enum log_mode mode, const struct schema *schema, struct sijil_err *err);
int log_create_as(const char *path, const struct schema *schema, struct sijil_err *err);

/* Look at a register's header before SQLite believes it (log_header.c). */
int log_check_header(struct db *db, const char *path, const struct schema *schema, struct sijil_err *err);
/* A version this program knows, or older.  The header's may be older than the one in the write-ahead log. */
int log_check_version(int64_t version, const char *path, const struct schema *schema, struct sijil_err *err);

/* Whether nothing can change under the log's eyes: it reads a snapshot, or writes. */
bool log_is_still(const struct log *log);

/* The origin of an entry number, as 32 hex digits; NULL if the register has no such origin. */
const char *log_origin_of(const struct log *log, int64_t id);

/* First and last entry, batch or acknowledgement number that an origin can have. */
int64_t log_first_id(int64_t origin);
int64_t log_last_id(int64_t origin);

/* --- log_known.c --- */

/* Whether a batch was recorded after the moment that log_known_at() set. */
bool log_is_later(const struct log *log, int64_t batch);
/* --- log_roll.c --- */

/*
 * The current entries of q->kind in q->program whose q->field has q->value: ?1 the program, ?2 the value as the index has
 * it.  Another value may look the same there.
 */
const char *log_roll_sql(struct log *log, const struct log_query *q);
/* The pair as it stands in canonical JSON; bytes from..to of it are ?2. */
void log_roll_pair(const struct log_query *q, struct str *pair, size_t *from, size_t *to);

/* --- log_append.c --- */

/* From so many rows on, the guard is taken away while they are written. */
enum { LOG_GUARD_MANY = 10000 };

int log_check_writing(const struct log *log, struct sijil_err *err);
int log_check_reason(const char *what, const char *reason, struct sijil_err *err);

/* --- log_read.c --- */

extern const char log_sql_subject[], log_sql_subject_current[], log_sql_scan[], log_sql_scan_kind[];
extern const char log_sql_scan_type[], log_sql_replaced[];

/* The columns of LOG_ROW_COLUMNS, from 0, into row. */
#define LOG_ROW_COLUMNS "id, batch, program, kind, subject, site, day, day_end, replaces, fields, reason"
enum { LOG_ROW_COLUMN_N = 11 };
void log_fetch_row(struct stmt *s, struct log_row *row);

#define LOG_BATCH_COLUMNS \
	"id, recorded_at, recorded_by, command, plugin, source, source_hash, lines, added, unchanged, warned,"\
	" superseded, rejected, passed"
enum { LOG_BATCH_COLUMN_N = 14 };
void log_fetch_batch(struct stmt *s, struct log_batch *batch);

#endif

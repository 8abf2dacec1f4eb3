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

/* --- import_outcome.c: what becomes of every line --- */

/*
 * Of a line with several, the first of these counts: an error rejects it, else it superseded, added, or left unchanged what
 * is in the register; else it was passed over.
 */
enum line_flags {
	LINE_DATA = 1, /* a row, not the header or a blank */
	LINE_ERROR = 2,
	LINE_SUPERSEDED = 4,
	LINE_ADDED = 8,
	LINE_UNCHANGED = 16,
	LINE_WARNING = 32,
	LINE_JUDGED = 64, /* a warning of the judgement at hand */
};

struct rejects;

/* A byte per line of the file, and what was wrong with the rejected ones. */
struct outcome {
	uint8_t *lines;
	size_t n_lines;
	struct outcome_code *codes;
	size_t n_codes, codes_cap;
	struct rejects *rejects; /* told of every error; NULL */
	bool judging;
};

void outcome_start(struct outcome *o);
void outcome_release(struct outcome *o);
void outcome_mark(struct outcome *o, uint32_t line, unsigned flags);
unsigned outcome_of(const struct outcome *o, uint32_t line);
/* What the judgement warned of does not count any more. */
void outcome_judge_again(struct outcome *o);
/* What was judged so far stands; more rows are read. */
void outcome_read_on(struct outcome *o);
/* Lines of which nothing is known yet were not looked at: they are as good as those that others keep from being written. */
void outcome_leave_rest(struct outcome *o);
/* A struct findings.see: arg is a struct outcome. */
void outcome_see(void *arg, const struct finding *f);
/* The counts by line and by code into *out.  -1 with *err if they are not out->lines together. */
int outcome_count(struct outcome *o, struct import_result *out, struct sijil_err *err);

/* --- import_rejects.c: the file of the rejected lines --- */

/*
 * The columns that the file of rejects has behind those of the input.  A file that ends in them is read as sijil writes it
 * (UTF-8, one header row, no comments), and they are passed over.
 */
enum { REJECTS_COLUMNS = 6 };
extern const char *const rejects_columns[REJECTS_COLUMNS + 1];
bool rejects_is_header(const struct csv_field *header, size_t n);
/* How many cells a row of such a file had when it was rejected for too few, if it still is as it was; else width. */
size_t rejects_short(const struct csv_field *cells, size_t n, size_t width);

/*
 * What is wrong with lines is kept in a file without a name, in the folder where the rejects will be; so is their file,
 * until rejects_publish() gives it its name.  NULL with *err: the path is taken (and not `force`), or nothing can be
 * written there.
 */
struct rejects *rejects_new(const char *path, bool force, struct sijil_err *err);
void rejects_free(struct rejects *r); /* NULL is allowed */
void rejects_note(struct rejects *r, const struct finding *f);
/* Write the header and the lines with errors, read from the source again. */
int rejects_write(struct rejects *r, struct source *source, const struct outcome *o, struct sijil_err *err);
/* written: there were good lines, and they are in the register. */
int rejects_publish(struct rejects *r, bool written, struct sijil_err *err);

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

/* --- import_keys.c: rows that their key tells --- */

struct keys;

/* key and kind are kept by pointer.  To be made in the batch, before any code of it. */
/* Of feeds of one kind, the nth from 0: their rows have keys of their own if cells are among the parts. */
struct keys *keys_new(struct log *log, const struct kind *kind, const struct columns *columns, size_t nth,
		      struct sijil_err *err);
void keys_free(struct keys *k); /* NULL is allowed */
/* Whether another feed of this kind has the same keys. */
bool keys_serve(const struct keys *k, const struct kind *kind, const struct columns *columns);

enum match {
	MATCH_NEW,        /* no entry has the key */
	MATCH_SAME,       /* the entry says the same, or what was said before it was corrected */
	MATCH_CHANGED,    /* old is the entry to replace */
	MATCH_CORRECTED,  /* changed, but the entry was written or corrected by hand: old */
	MATCH_VOIDED,     /* the entry was taken back: old is the void */
	MATCH_SEVERAL,    /* of current entries */
	MATCH_REPEATED,   /* line has the same key, and says the same */
	MATCH_CONTRARY,   /* line has the same key, and says something else */
	MATCH_NO_KEY,     /* all parts are blank */
};
struct matched {
	enum match match;
	struct log_row old; /* strings live until the next question */
	uint32_t line;
	uint8_t key[LOG_SALT]; /* of rows known by cells: to be kept with the entry */
};
/* What the register, and the rows before, know of the row's key.  0, or -1 with *err. */
int keys_match(struct keys *k, const struct fresh *row, const struct value *values, const struct csv_field *cells,
	       struct matched *out, struct sijil_err *err);
/* Whether the key is to be kept with the entry: log_key_add(). */
bool keys_by_cell(const struct keys *k);

/* 64 bits of the digest of a row's content. */
uint64_t content_digest(uint32_t subject, uint32_t site, int32_t day, int32_t day_end, const char *fields, size_t n);

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
	struct findings *errors, *rest;
	struct finding crowd[SIEVE_MANY]; /* the first of those that repeat others; texts in the arena */
	size_t crowd_n;
	struct arena arena;
};

void sieve_start(struct sieve *s, struct outcome *outcome, struct findings *errors, struct findings *rest);
void sieve_take(struct sieve *s); /* what is in `one`, and empty it */
void sieve_finish(struct sieve *s);

/* --- import_feeds.c: what a row is taken to --- */

/* A kind that the file feeds, however many feeds lead to it. */
struct fed {
	const struct kind *kind;
	uint32_t number; /* of its code */
	struct known *known;
	unsigned level;  /* kinds that it refers to are of lower levels, and are written before its rows are read */
};

/*
 * One way to take a row: to an entry of one kind, or to none.  A file has several when its rows speak of several facts: a
 * column per month, or a child and its first visit.
 */
struct feed {
	struct fed *fed;
	struct columns columns; /* which cell goes where */
	struct keys *keys;      /* NULL: all of a row's content is its key */
	bool owns_keys;         /* else an earlier feed does */
	struct intake intake;
	struct draft draft; /* of the row at hand */
	struct value *values;
	struct again *again; /* by column */
	bool given; /* the row gives this feed an entry */
};

/* --- import_again.c: cells that say what the row above said --- */

struct again *again_new(size_t columns, struct arena *arena);
/* Nothing that was read before counts. */
void again_forget(struct feed *feed);
/* Take cell i into the draft as it was read above; false: it has to be read. */
bool again_take(struct feed *feed, size_t i, const struct csv_field *cell);
/* It was read.  silent: nothing was found to say of it. */
void again_note(struct feed *feed, size_t i, const struct csv_field *cell, bool silent);

/* --- import_survey.c: how the columns are written, asked of the file itself --- */

/* What all the cells of a column say together. */
struct witness;
enum verdict { VERDICT_NONE = 0, VERDICT_PROVED, VERDICT_OPEN, VERDICT_TORN };
struct verdict_of {
	enum verdict dates;
	bool twofold; /* it has numbers that may be thousands or decimals */
	struct finding finding; /* of the dates, or the numbers; its line is the first such */
	bool told;
};

/* --- import_rows.c --- */

/* An entry to be replaced, and the key to be kept with a new one: by fresh row, in their order. */
struct replaced {
	size_t fresh;
	struct frozen_subject subject;
	int32_t day, day_end;
};
struct keyed {
	size_t fresh;
	uint8_t key[LOG_SALT];
};

struct importing {
	const struct import_request *r;
	struct import_result *result;
	struct outcome outcome;
	struct rejects *rejects; /* NULL: none are to be written */
	struct source *source;
	size_t width;    /* cells of the header, to the last that names something */
	size_t nameless; /* cells of the header behind those */
	unsigned header_line; /* where the header stands */
	bool *told;      /* which of the nameless ones were found to have something below */
	bool mended;     /* the file is one of rejects, whose own cells follow the first own_at */
	size_t own_at;
	struct feed *feeds;
	size_t n_feeds;
	struct fed *fed;
	size_t n_fed;
	uint32_t program; /* number */
	struct arena arena, row_arena;
	struct refer *refer;
	struct refer_site refer_site;
	struct str json;
	struct joins joins;
	struct store *store;
	struct frozen *frozen;
	const struct profile *profile; /* NULL: none */
	uint32_t review_cell; /* what a reviewer thought of the row; 0: nobody did */
	int64_t refused;      /* rows that were turned down */
	size_t n_read; /* rows that the source gave, the header too */
	uint32_t kind_cell; /* says of which kind a row is; 0: the request or the mapping does */
	bool *present;      /* by number of the program's kinds: some row is of it */
	unsigned level, top_level; /* of the kinds that are being read, and the last */
	int64_t last;       /* entry written */
	struct witness *witnesses;   /* by column: what it has to say of how it is written; NULL */
	struct verdict_of *verdicts; /* by column, once the file had to be asked; NULL */
	struct replaced *replaced;
	size_t n_replaced, replaced_cap;
	struct keyed *keyed;
	size_t n_keyed, keyed_cap;
};

/* --- import_kinds.c: a file that says of each row of which kind it is --- */

/* Find the column and the kinds in it, and come back to the header.  0, or -1 with *err. */
int kinds_look(struct importing *m, const struct csv_field **header, size_t *n, struct sijil_err *err);
int kinds_plans(struct importing *m, struct mapping_plan **plans, size_t *n, struct sijil_err *err);
/* The feed takes the rows of its kind. */
void kinds_when(struct importing *m, struct feed *feed);
void kinds_levels(struct importing *m);

/* Make the feeds from the file's first record. */
int feeds_start(struct importing *m, struct sijil_err *err);
/* What they need of the register; inside the batch, before any code of it. */
int feeds_begin(struct importing *m, struct sijil_err *err);
void feeds_free(struct importing *m);
/* The kind as it is fed. */
const struct fed *feeds_of(const struct importing *m, const struct kind *kind);

/*
 * If the row at hand has a date or a number that can only be read when the whole column is known, read the file to its end
 * and come back to the row: 0 and the row again, or -1 with *err.  What was found is told, and columns whose dates have an
 * order now are read so.
 */
int survey_ask(struct importing *m, const struct csv_field **cells, size_t *n, struct sijil_err *err);
/* Whether the cell (from 0) is one that the survey found no way to read: then that is told. */
bool survey_refuses(struct importing *m, size_t column, const struct csv_field *cell, bool number);

/* --- import_cells.c --- */

/* From the cells of a row to the feed's draft, or -1 with *err. */
int import_cells(struct importing *m, struct feed *feed, const struct csv_field *cells, struct sijil_err *err);
/* Whether the row gives this feed an entry: its conditions hold, and its wide cell has something in it. */
bool import_is_given(struct importing *m, const struct feed *feed, const struct csv_field *cells);
/* Whether a reviewer turned the row down; one with doubts is warned of. */
bool import_is_refused(struct importing *m, const struct csv_field *cells);
/* How a feed reads a column: as dates, as numbers, or neither. */
enum cell_type { CELL_TEXT = 0, CELL_DATE, CELL_NUMBER };
/* Whether the mapping says what the cell stands for: among its missing words or its values. */
bool import_is_declared(struct importing *m, const struct column *column, const struct csv_field *cell);
enum cell_type import_cell_type(const struct kind *kind, int target);

/* --- import_source.c: what the source has to say --- */

/* How to read the file: as the request says, and the mapping where that says nothing. */
struct source_request import_reading(const struct import_request *request);
/* Cells without a value (an error of the spreadsheet) where this feed needs one: findings, and true. */
bool import_faulty(struct importing *m, const struct feed *feed, const struct csv_field *fields);
/* The cells behind the last name: true if they stand below nameless cells of the header, which is told once of each. */
bool import_nameless(struct importing *m, const struct csv_field *fields, size_t n);
/* After the last row: what should be known of how the file was read. */
void import_notes(struct importing *m);

/* Whether a row has nothing in any cell: a spreadsheet leaves such rows below its table. */
bool row_is_blank(const struct csv_field *cells, size_t n);
/* Read every row; good ones that are not known go into the store. */
int import_rows(struct importing *m, struct sijil_err *err);

/* --- import_keyed.c --- */

/*
 * What becomes of a row that its key tells: the flags of its line; row->replaces is set if it replaces an entry, and
 * *add if it is to be written.  -1 with *err.  What is wrong with it is a finding.
 */
int import_keyed(struct importing *m, struct feed *feed, struct fresh *row, const struct csv_field *cells, bool *add,
		 struct sijil_err *err);

/* --- import_judge.c --- */

/* Judge the new rows together with the histories they join; with rejects, until the rows that stay are good. */
int import_judge(struct importing *m, struct sijil_err *err);

/* --- import_write.c --- */

/* Write the new rows of a level, so that the next one can name them. */
int import_write_level(struct importing *m, struct sijil_err *err);
/* Write the new rows and end the batch; in a dry run it is left to be rolled back. */
int import_write(struct importing *m, struct sijil_err *err);

#endif

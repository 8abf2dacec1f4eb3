/*
 * mapping: which cell of a file's rows goes where.  Made once from the header row, with or without an import mapping of
 * sijil.yaml.
 *
 * A column goes where the mapping says; one that the mapping does not name goes to the field, or part of the envelope,
 * that bears its name, unless the mapping fills that in another way.  Capitals, accents, blanks and underscores of the
 * names do not matter.
 */
#ifndef EXCHANGE_MAPPING_H
#define EXCHANGE_MAPPING_H

#include "base/csv.h"
#include "base/date_read.h"
#include "exchange/profile.h"
#include "rules/intake.h"

struct spelling;

/* How the cells of a column are written, as far as the mapping or the file itself says. */
struct column_format {
	struct date_style dates;
	const char *pattern;              /* `dates` of the mapping, or what the file proved; NULL: neither */
	bool order_said;                  /* the order of day and month need not be found out */
	struct number_style numbers;
	const char *const *missing[4];    /* lists of words for nothing, each NULL-terminated; NULL ends */
};

struct column {
	int target;                       /* a field's index, or INTAKE_...; INTAKE_NONE: passed over */
	const char *name;                 /* as in the header */
	const struct spelling *spellings; /* what the mapping's `values` say of it, or NULL */
	struct column_format *format;
};

/* The row is taken if the cell is one of the values, after text_fold(). */
struct column_when {
	uint32_t cell;
	const char *const *values;
};

struct constant {
	int target;
	const char *value;
	size_t n;
};

/*
 * Part of what makes two rows speak of the same fact.  A field or a part of the envelope (never the period: on and until
 * stand for it); or a column of the file that goes nowhere, such as the number that a data collection tool gave the row.
 */
struct row_key {
	int target;    /* INTAKE_NONE: the text of the cell itself */
	uint32_t cell; /* its number; 0: from a constant, or the program's only site */
};

struct columns {
	struct column *items; /* one per cell of a row */
	size_t n;
	struct constant *constants;
	size_t n_constants;
	uint32_t *cells; /* number of the cell by target + 6, 0: none (see struct draft) */
	uint32_t n_cells;
	struct row_key *key; /* in the mapping's order */
	size_t n_key;         /* 0: all of a row's content is its key */
	struct column_when *when; /* all must hold */
	size_t n_when;
	uint32_t spread_cell; /* of a wide layout: the row is taken if there is something in it; 0: none */
};

/* One way to take the rows of a file: a feed of the mapping, in a wide layout for one of its columns. */
struct mapping_plan {
	const struct mapped_feed *feed;     /* NULL: by name only */
	const struct mapped_spread *spread; /* NULL: no wide layout */
	uint32_t spread_cell;
	const char *star;                   /* what the '*' of the wide column's name stands for */
	const char *kind;                   /* NULL: any */
};

struct mapping_request {
	const struct kind *kind;
	const struct mapping *mapping; /* NULL: by name only */
	const struct mapping_plan *plan; /* NULL: the mapping's first feed */
	const struct profile *profile;   /* NULL: none */
	bool *used;                      /* by column, shared by all the plans of the file; NULL: there is one plan */
	bool last;                       /* the last of several plans: what none of them uses is warned of */
	bool alone;                      /* no other plan is of this kind */
	const char *file;              /* for messages: kept by pointer */
	unsigned line;                 /* of the header */
	bool one_site;                 /* the site need not be given */
	struct arena *arena;           /* owns what out points to */
	struct findings *findings;     /* gets a warning for every column passed over that nobody asked to pass over */
};

/*
 * 0, or -1 with *err, positioned in the file or in sijil.yaml: a column that the mapping names is not there, two
 * columns for one target, nothing for a required field, a mapping for another kind, or data instead of a header.
 */
int mapping_columns(const struct mapping_request *request, const struct csv_field *header, size_t n,
		    struct columns *out, struct sijil_err *err);

/*
 * The ways in which a mapping takes the rows of a file with this header; one where there is no mapping.  kind NULL: of
 * any.  -1 with *err: no wide column is there, or no feed is for the kind.
 */
int mapping_plans(const struct mapping_request *request, const char *kind, const struct csv_field *header, size_t n,
		  struct mapping_plan **out, size_t *n_out, struct sijil_err *err);

/* A cell's text as the mapping's spellings read it; *n is its length, before and after.  scratch is for matching. */
const char *mapping_read(const struct column *column, const char *text, size_t *n, struct arena *scratch);

#endif

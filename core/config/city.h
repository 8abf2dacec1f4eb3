/* city: everything sijil.yaml holds, checked and cross-checked; sijil.yaml(5) documents the format. */
#ifndef CONFIG_CITY_H
#define CONFIG_CITY_H

#include "base/date_read.h"
#include "base/number.h"
#include "base/period.h"
#include "config/decode.h"

/* A qualified value's "of whom": compared member by member.  NULL members were not specified. */
struct population {
	const char *what, *sex, *age, *area, *source;
	int64_t year; /* 0: not specified */
};

struct site {
	const char *id;   /* code */
	struct label name;
	const char *area; /* urban | rural | NULL */
};

/* An organisation: an association, a ministry's office, a company. */
struct partner {
	const char *id; /* code */
	struct label name;
};

struct target {
	const struct yaml_node *node; /* where it stands */
	const char *id;               /* baselines: their own name; targets: NULL */
	const char *metric;           /* required for targets, may be NULL for baselines */
	int64_t value;                /* amount */
	const char *unit;
	enum sijil_direction direction; /* of a target; NEUTRAL: the metric's own */
	struct population population;
	const char *period;           /* code it holds for (already checked by period_parse), or NULL: any */
	const char *note;
};

/* A population figure or other qualified value that a metric may take as denominator. */
struct reference {
	const struct yaml_node *node;
	const char *id; /* code */
	int64_t value;
	const char *unit;
	struct population population;
};

/* How the cells of a file, or of one of its columns, are written; where nothing is said, the file is asked itself. */
struct mapped_format {
	struct date_style dates; /* of a column: all of it, once any of it is said */
	bool dates_said;
	const char *pattern;     /* `dates` as it was written; NULL: not */
	bool order_said;         /* it was, so that no column needs to prove its order */
	struct number_style numbers;
	bool numbers_said;
	const char **missing;    /* words for nothing, NULL-terminated; NULL: none */
};

/* One `COLUMN: target` of a mapping. */
struct mapped_column {
	const struct yaml_node *node;
	const char *column;
	const char *target; /* a field, or on | until | period | site | person; "" to pass the column over */
	const struct mapped_format *format; /* of this column; NULL: as the rest of the file */
};
struct mapped_constant {
	const struct yaml_node *node;
	const char *target, *value;
};
/* In the column mapped to target, `from` reads as `to`; from is matched after text_fold(). */
struct mapped_value {
	const struct yaml_node *node;
	const char *target, *from, *to;
};
/* One part of a key: a field, a part of the envelope, or else a column of the file. */
struct mapped_key {
	const struct yaml_node *node;
	const char *name;
};
/* Rows are taken if the column's cell is one of these, after text_fold(). */
struct mapped_when {
	const struct yaml_node *node;
	const char *column;
	const char **values; /* NULL-terminated */
};
/* One `COLUMN: {field: value}` of a wide layout; a '*' in the column is any text, and stands for it in the values. */
struct mapped_spread {
	const struct yaml_node *node;
	const char *column;
	struct mapped_constant *constants;
	size_t n_constants;
};
/* What a row becomes: an entry of one kind; with spread columns, one for each of them that is not empty. */
struct mapped_feed {
	const struct yaml_node *node;
	const char *kind; /* NULL: any */
	struct mapped_format format;
	struct mapped_when *when;
	size_t n_when;
	struct mapped_column *columns;
	size_t n_columns;
	struct mapped_constant *constants;
	size_t n_constants;
	struct mapped_value *values;
	size_t n_values;
	struct mapped_key *key;
	size_t n_key;
	const char *spread_to; /* what the cells of spread columns fill; NULL: there are none */
	struct mapped_spread *spread;
	size_t n_spread;
};
struct mapping {
	const struct yaml_node *node;
	const char *name;    /* code */
	const char *program; /* NULL: any */
	const char *profile; /* kobo | odk; NULL: none */
	bool take_all;       /* rows that a reviewer turned down too */
	char delimiter;       /* 0: find out */
	const char *encoding; /* a name of encoding.h; NULL: find out */
	const char *comments; /* what lines of comment begin with; NULL: there are none */
	bool backslash;       /* escape: backslash */
	int64_t header_line;  /* the row that names the columns; 0: the first */
	const char *sheet;    /* of a workbook: name or number; NULL: its only one with anything in it */
	struct mapped_format format; /* of the whole file */
	struct mapped_feed *feeds;   /* at least one */
	size_t n_feeds;
};

/*
 * What a count over an interval that reaches beyond a period adds to it.  One longer than the period itself is left out
 * whatever is said here: a quarter's count is not available by month, and is never divided by three.
 */
enum straddle {
	STRADDLE_EXCLUDE = 0, /* nothing; how many are left out is printed */
	STRADDLE_BY_START,    /* all of it, if it starts in the period */
	STRADDLE_PRORATE,     /* its days' share: an estimate */
};

/* `plugin: file:programs/workshops.yaml` names a file instead of a plugin. */
#define PROGRAM_FILE "file:"

struct program_config {
	const struct yaml_node *node;
	const char *id;     /* code; unique */
	const char *plugin; /* name, or PROGRAM_FILE and the path as written */
	const char *file;   /* of its tables in YAML, beside sijil.yaml; NULL: the plugin is named */
	struct label title;
	struct codes sites; /* empty: all of the city's */
	bool any_site;      /* sites: {accept: any} */
	int32_t start;      /* DATE_NONE: not said */
	int64_t lapse_days; /* default 90 */
	enum straddle straddle;
	int64_t silent_days; /* default 35 */
	const struct yaml_node *options; /* map for the plugin, or NULL */
	struct target *targets;
	size_t n_targets;
	struct target *baselines;
	size_t n_baselines;
};

struct city {
	const char *file;
	struct label name;
	const char *time_zone; /* IANA name; default "UTC" */
	const char *currency;  /* ISO 4217; default "" */
	const char *language;  /* ar | fr | en: of printed labels; default en */
	struct calendar calendar;
	struct site *sites;
	size_t n_sites;
	const struct site **sites_by_id; /* sorted, for city_site() */
	struct partner *partners;
	size_t n_partners;
	struct program_config *programs;
	size_t n_programs;
	struct reference *references;
	size_t n_references;
	struct mapping *mappings;
	size_t n_mappings;
	int64_t suppress_below; /* privacy: person counts 1..this-1 are not printed; default 0 = off */
	struct arena arena;     /* owns everything above */
};

/*
 * Read and check sijil.yaml (and the sites file it names, relative to it).  NULL, and every error in errs, if
 * anything is wrong: unknown sites in a program, a repeated id, a target without value ...  What only a plugin
 * can tell (unknown metric, field, option) is checked by the registry.
 *
 * path is kept by pointer, in the nodes and in the errors.  names owns the path of the sites file, which errors in that
 * file point to even when there is no city: release it when the errors are done with.
 */
struct city *city_read(const char *path, struct arena *names, struct err_list *errs);
void city_free(struct city *city);

/* Targets as a program of sijil.yaml has them, in the arena; their periods are those of the calendar. */
struct target *city_targets(const struct yaml_node *list, const struct calendar *calendar, struct arena *arena,
			    struct err_list *errs, size_t *n);

/* path as seen from the folder of the YAML file that names it, in the arena. */
const char *city_path_beside(struct arena *arena, const char *yaml, const char *path);

const struct site *city_site(const struct city *city, const char *id);
/* The partner of that id or, as people write it, of that name in any language; NULL: there is none. */
const struct partner *city_partner(const struct city *city, const char *text, struct arena *scratch);
const struct mapping *city_mapping(const struct city *city, const char *name);
const struct reference *city_reference(const struct city *city, const char *id);

#endif

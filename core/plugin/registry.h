/*
 * registry: the city's programs, each with its plugin's tables compiled: fields indexed, choices split, expressions
 * and conditions resolved to field positions.
 */
#ifndef PLUGIN_REGISTRY_H
#define PLUGIN_REGISTRY_H

#include "config/city.h"
#include "plugin/expr.h"

struct declared;
struct loaded;
struct program;

struct field {
	const struct sijil_field *def;
	const char **choices; /* split; NULL-terminated; NULL if there are none */
	unsigned n_choices;
	const struct kind *refers;
	struct expr *otherwise;
	struct conds *otherwise_when;
};

/* Parts of a key: a field's index, or one of these. */
enum { KEY_DAY = -1, KEY_DAY_END = -2, KEY_SITE = -3, KEY_PERSON = -4, KEY_PARTS_MAX = 8 };
struct key {
	unsigned n;
	int parts[KEY_PARTS_MAX];
};

struct kind {
	const struct sijil_kind *def;
	struct program *program;
	struct field *fields;
	unsigned n_fields;
	unsigned *by_name;  /* indices of fields in the order of canonical JSON: by name */
	struct conds *serves_when, *future_when;
	struct expr *service;
	int plans_for;      /* index of a field, -1: none */
	int class_field;    /* index of the field by which it belongs to a class (see program.class_field), -1: none */
	struct key key, refer_by;
	struct conds *baseline_when;
	struct key baseline_key;
	int outliers;       /* index of a field, -1: none */
	struct key outliers_among;
	bool referred;      /* some field refers to this kind */
};

/* A row of a plugin's rule table, for one of the kinds it names. */
struct rule {
	const struct sijil_rule *def;
	const struct kind *kind;
	struct conds *when, *must;
	const struct kind **others; /* PRIOR: NULL-terminated; PREVIOUS, CLASS: [0] */
	struct conds **others_where; /* per kind in others; NO_OVERLAP, PREVIOUS, CLASS: [0] */
	struct key key;
	int field; /* index the finding points at, -1: the whole entry */
};

/* A further demand on the units of a measure. */
struct also {
	enum sijil_has has;
	const struct kind *kind;
	struct conds *where;
};

struct measure {
	const struct sijil_measure *def;
	const struct kind *kind; /* of its units; for spells the opening kind */
	struct expr *of;
	struct conds *where;
	struct also *also;
	unsigned n_also;
	int latest_by; /* index of a field, -1: all units count */
	struct conds *latest_where;
	int year_by;  /* index of a field, -1: the last entry stands, whatever year it speaks of */
	int parts_by; /* index of the field whose value names a part, -1: it has no parts */
	unsigned n_parts;
	struct conds *parts; /* which entries speak of a part */
};

/* A breakdown of a metric: where a unit's group is found. */
struct axis {
	const char *name; /* "sex", "age_band", "site", "subject" */
	const char *path; /* "sex", "session.subject" */
};

struct metric {
	const struct sijil_metric *def;
	struct measure *sides[3]; /* by enum sijil_part: NUMERATOR, DENOMINATOR, ASIDE */
	unsigned n_sides[3];
	struct axis *axes;
	unsigned n_axes;
	const struct kind *needs;
	const struct metric *parity_of;
	const char *parity_axis, *parity_first, *parity_second;
};

struct program {
	const struct program_config *config;
	const char *id;                    /* == config->id; pointer-equal to sijil_entry.program */
	struct loaded *loaded;             /* the shared object ... */
	struct declared *declared;         /* ... or the file in YAML that the tables come from; both NULL: see why */
	const struct sijil_plugin *plugin; /* NULL: could not be loaded, see why */
	struct sijil_err why;
	const struct target *defaults;     /* targets of the file in YAML, without those that sijil.yaml sets */
	size_t n_defaults;
	const struct err_list *faults;     /* all that is wrong with the file in YAML, of which why tells the first; or NULL */
	void *instance;
	bool opened;
	struct kind *kinds;                /* the plugin's, then the core's */
	unsigned n_kinds;
	const struct kind *opening;        /* its one kind that opens spells, or NULL */
	const char *class_field;           /* name of the field that plans_for names ("cohort"), or NULL */
	const char *currency;              /* the city's */
	struct rule *rules;
	unsigned n_rules;
	struct metric *metrics;
	unsigned n_metrics;
	const int *age_bands;              /* first ages, ascending */
	unsigned n_age_bands;
};

/* The metrics of struct registry.whole. */
enum { CITY_PERSONS = 0, CITY_PERSONS_SEVERAL, CITY_METRICS };

struct registry {
	const struct city *city;
	struct program *programs;
	size_t n_programs;
	struct program whole; /* "city": metrics over all programs; no kinds, and nothing is logged in it */
	struct arena arena;
};

/*
 * Load every program's plugin.  A plugin that cannot be loaded, or whose tables are at fault, leaves its program with
 * plugin NULL and why set, and never stops the others.  Mistakes in the YAML that only a plugin can tell (unknown option,
 * metric of a target, field of a mapping) go to errs; NULL if there are any.
 */
struct registry *registry_open(const struct city *city, const char *plugin_dir, const struct sijil_host *host,
			       struct err_list *errs);
void registry_close(struct registry *r);

/* Where the program's tables come from, once they were read from there; else NULL. */
const char *program_file(const struct program *p);

struct program *registry_program(const struct registry *r, const char *id);
const struct kind *program_kind(const struct program *p, const char *name);
int kind_field(const struct kind *k, const char *name); /* index, -1: none */
const struct metric *program_metric(const struct program *p, const char *code);
/* Whether every program has it. */
bool metric_is_core(const struct metric *m);

/*
 * A text of the plugin's tables (the very pointer) in a language: "ar", "fr", "en"; NULL: as it stands there.  Without a
 * translation the text itself, NULL for NULL.  The same for a choice of a field of the program.
 */
const char *program_label(const struct program *p, const char *text, const char *language);
const char *program_choice(const struct program *p, const struct sijil_field *field, const char *code,
			   const char *language);

/* The title of a group of a breakdown that is by a choice of some kind; its code if there is none. */
const char *program_group(const struct program *p, const char *breakdown, const char *code, const char *language);

/* Resolve "session,person,day" for a kind.  0, or -1 with *err. */
int key_compile(const char *text, const struct kind *kind, struct key *out, struct sijil_err *err);

/* One part of an entry's key: a text, or a number, or neither. */
struct key_part {
	const char *text;
	int64_t number; /* SIJIL_MISSING: not recorded */
};
struct key_part key_part_of(const struct entry *e, int part);
/* Whether two entries of a kind have the same key; a part that neither has recorded is the same. */
bool key_same(const struct entry *a, const struct entry *b, const struct key *key);

#endif

/*
 * tables_part: what the checks of the single tables share.  Each returns 0, or -1 with the fault in *err, without
 * saying where it is: the caller puts "metric 'x'" in front by err_context().
 */
#ifndef PLUGIN_TABLES_PART_H
#define PLUGIN_TABLES_PART_H

#include <sijil/plugin.h>

#include "base/err.h"
#include "plugin/tables.h"

enum {
	TABLE_ROWS_MAX = 4096, /* a table without its last row must not be read for ever */
	TABLE_TEXT_MAX = 4096, /* bytes; longer ones are taken for missing ends */
	TABLE_KEY_MAX = 8,     /* parts of a key */
};

/*
 * The parts of the descriptor, in the order in which they are checked: later ones rely on earlier ones.  faults NULL:
 * the first fault ends it; else -1 only for a table that cannot be walked.
 */
int tables_check_options(const struct sijil_plugin *p, struct sijil_err *err);
int tables_check_kinds(const struct sijil_plugin *p, const struct faults *faults, struct sijil_err *err);
int tables_check_rules(const struct sijil_plugin *p, const struct faults *faults, struct sijil_err *err);
int tables_check_metrics(const struct sijil_plugin *p, const struct faults *faults, struct sijil_err *err);

/* The fields of one kind, and the measures on one side of a metric (titled: each must have a title). */
int tables_check_fields(const struct sijil_plugin *p, const struct sijil_kind *k, const struct faults *faults,
			struct sijil_err *err);
int tables_check_measures(const struct sijil_plugin *p, const struct sijil_measure *table, bool titled, size_t *n,
			  const struct faults *faults, struct sijil_err *err);

int table_fault(struct sijil_err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* How many rows a table has whose rows of `size` bytes begin with a pointer; NULL has none.  `what`: "rules". */
int table_rows(const void *table, size_t size, const char *what, size_t *n, struct sijil_err *err);

/* A text that must be there: not blank, UTF-8, of sane length.  table_text_if() lets NULL pass. */
int table_text(const char *s, const char *member, struct sijil_err *err);
int table_text_if(const char *s, const char *member, struct sijil_err *err);

/* A name that must be there: text_is_name().  row: its place in the table, from 0. */
int table_name(const char *s, const char *what, size_t row, struct sijil_err *err);

/* A member that makes no sense here must not be set. */
int table_unset(bool set, const char *member, const char *why, struct sijil_err *err);

/* "a|b|c": not empty, no empty items, no blanks, nothing twice. */
int table_list(const char *list, char sep, const char *member, struct sijil_err *err);

/* What a field or an option may hold.  The type is in range. */
struct table_values {
	enum sijil_type type;
	int64_t min, max; /* both 0: no limits */
	const char *choices;
};
int table_values_sound(const struct table_values *v, struct sijil_err *err);
/* Whether a preset is among them.  NULL always is. */
int table_preset(const struct table_values *v, const char *preset, struct sijil_err *err);
/* How far its limits can go; both 0: it has none.  The type is in range. */
void table_limits(enum sijil_type type, int64_t *lowest, int64_t *highest);
/* "SIJIL_TEXT", ...; NULL if there is no such type. */
const char *table_type_name(enum sijil_type type);

/* A comma list of fields of the kind and of day, day_end, site, person. */
int table_key(const char *key, const struct sijil_kind *k, const char *member, struct sijil_err *err);

/* The kind of the plugin or of the core that n bytes of a member name, or that the whole member does; NULL with the
 * fault. */
const struct sijil_kind *table_kind(const struct sijil_plugin *p, const char *name, size_t n, const char *member,
				    struct sijil_err *err);
const struct sijil_kind *table_kind_of(const struct sijil_plugin *p, const char *name, const char *member,
				       struct sijil_err *err);
/* The field with n bytes of name; NULL if there is none. */
/* The breakdowns of a metric; and how many of them have these n bytes for a name. */
int table_breakdowns(const struct sijil_plugin *p, const struct sijil_metric *m, struct sijil_err *err);
size_t table_axes(const struct sijil_metric *m, const char *name, size_t n);
const struct sijil_field *table_field(const struct sijil_kind *k, const char *name, size_t n);
/* The kind that opens spells, or NULL. */
const struct sijil_kind *table_opening(const struct sijil_plugin *p);

/* "a person", "a site", "the program" */
const char *table_subject_name(enum sijil_subject subject);

static inline bool table_in_range(unsigned value, unsigned first, unsigned last)
{
	return value >= first && value <= last;
}

#endif

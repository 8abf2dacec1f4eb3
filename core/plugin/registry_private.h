/* The steps of registry_open(), one file each. */
#ifndef PLUGIN_REGISTRY_PRIVATE_H
#define PLUGIN_REGISTRY_PRIVATE_H

#include "plugin/registry.h"
#include "plugin/tables.h"

/* What a step works on.  On a fault it returns -1 with *err: the program is then left without its plugin. */
struct build {
	struct program *program;
	struct arena *arena;
	struct sijil_err *err;
	const struct faults *faults; /* who hears of every fault; NULL: the first one ends the step */
	const char *at;              /* the text of a table in which the last fault was met, or NULL */
};

/* A fault of a row was met: 0 to go on with the next one, -1 to end. */
int build_fault(struct build *b, const void *row);

/* kinds: NULL for a program without its plugin, which has the core's kinds only. */
int build_kinds(struct build *b, const struct sijil_kind *kinds);
int build_rules(struct build *b, const struct sijil_rule *rules);
int build_metrics(struct build *b, const struct sijil_metric *metrics);

/* The pseudo program of the whole city. */
void build_city(struct registry *r);

/* The breakdowns of one metric; the bands of the plugin's age_bands. */
void build_axes(struct build *b, struct metric *metric);
void build_age_bands(struct build *b);

/* An expression of a table. */
struct expr *build_expr(struct build *b, const char *text, const struct scope *scope);
/* Conditions, or NULL where the table has none. */
int build_conds(struct build *b, const char *text, const struct scope *scope, struct conds **out);

/* The kind named by n bytes of a table; NULL with *err if there is none. */
const struct kind *build_find_kind(struct build *b, const char *name, size_t n);

/* What the YAML says about a program that only its plugin can tell: options were decoded before; targets, mappings. */
void registry_check_yaml(const struct registry *r, struct err_list *errs);

/* Whether the program has the metric that a target or baseline is for. */
void registry_check_target(const struct program *p, const struct target *t, struct arena *arena, struct err_list *errs);

#endif

/* What the files of declared share. */
#ifndef PLUGIN_DECLARED_PRIVATE_H
#define PLUGIN_DECLARED_PRIVATE_H

#include "config/decode_value.h"
#include "plugin/declared.h"
#include "plugin/tables.h"

/* Where a row of a table, or a text that a member points to, was written. */
struct spot {
	const void *at;
	const struct yaml_node *node;
	const char *what; /* "field 'sex'"; NULL: a text */
};

/* A text of the tables in several languages.  Of a choice: field is the field's name, text the code. */
struct translation {
	const char *text;
	const struct sijil_field *field; /* NULL: text is not a choice */
	struct label label;
};

/* Everything here lives in the arena, but the two arrays that grow. */
struct declared {
	const char *file;
	struct arena arena;
	struct sijil_plugin plugin;
	const struct yaml_node *root, *targets, *examples;
	struct spot *spots;
	size_t n_spots, cap_spots;
	struct translation *translations;
	size_t n_translations, cap_translations;
};

/* --- declared_decode.c: values of members; decode_own_fn each.  The decoder's context is the struct declared. --- */

struct word {
	const char *word; /* NULL ends */
	int value;
};
/* Lists that the tables hold as one text. */
struct list_form {
	char sep;
	const char *expected;
};
/* A table of the plugin, and the keys of one of its rows. */
struct rows_form {
	const struct decode_row *rows;
	size_t size;
	const char *what;     /* "field" */
	const char *expected; /* what the whole looks like */
	bool codes;           /* they go by codes, not by names */
	bool several;         /* one of them may have a list of rows */
	void (*finish)(const struct decoder *d, const struct yaml_node *node, void *row); /* NULL: nothing */
};

decode_own_fn declared_text;    /* const char * */
decode_own_fn declared_any;     /* the same, of any language */
decode_own_fn declared_word;    /* an enum; detail: struct word[] */
decode_own_fn declared_small;   /* int; min..max of the row */
decode_own_fn declared_list;    /* const char *, "a|b"; detail: struct list_form */
decode_own_fn declared_choices; /* const char *, "a|b", each with or without a title; of a struct sijil_field */
decode_own_fn declared_axes;    /* const char *, "sex,subject=session.subject" */
decode_own_fn declared_groups;  /* const char *, "sex=F|M" */
decode_own_fn declared_named;   /* a table whose rows begin with their name; detail: struct rows_form */
decode_own_fn declared_rows;    /* a table without names: a list, or its only row; detail: struct rows_form */
decode_own_fn declared_inside;  /* a struct within the row; detail: its struct decode_row[] */

extern const struct list_form declared_conditions, declared_key, declared_names;

/* Rows of the tables above: key = member. */
#define DECLARED(type_, member_, own_, ...)                                                                       \
	{                                                                                                         \
		.key = #member_, .type = DECODE_OWN, .offset = offsetof(type_, member_), .own = own_, __VA_ARGS__ \
	}

/* --- declared_kinds.c, declared_rules.c, declared_metrics.c --- */

extern const struct rows_form declared_kinds, declared_rules, declared_metrics;

/* What metrics say without saying it: a ratio, a scale, that they count persons. */
void declared_finish_metrics(struct declared *p);

/* --- declared_faults.c --- */

void declared_spot(struct declared *p, const void *at, const struct yaml_node *node, const char *what);
const struct spot *declared_find_spot(const struct declared *p, const void *at);

/* For struct faults: arg is a struct fault_list. */
struct fault_list {
	struct declared *declared;
	struct err_list *errs;
};
void declared_found(void *arg, const void *row, const struct sijil_err *err);

#endif

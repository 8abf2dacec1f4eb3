/* What is wrong with an entry: the keys of `rules`. */
#include "config.h"

#include "plugin/declared_private.h"

#define RULE(member, own, ...) DECLARED(struct sijil_rule, member, own, __VA_ARGS__)

static const struct word severities[] = {
	{ "info", SIJIL_INFO }, { "warning", SIJIL_WARNING }, { "error", SIJIL_ERROR }, { 0 }
};

/* All but SIJIL_CALLBACK, which is code. */
static const struct word checks[] = {
	{ "must", SIJIL_MUST },           { "prior", SIJIL_PRIOR },
	{ "unique", SIJIL_UNIQUE },       { "no_overlap", SIJIL_NO_OVERLAP },
	{ "one_spell", SIJIL_ONE_SPELL }, { "in_spell", SIJIL_IN_SPELL },
	{ "previous", SIJIL_PREVIOUS },   { "one_program", SIJIL_ONE_PROGRAM },
	{ "class", SIJIL_CLASS },         { 0 },
};

static const struct decode_row rule_rows[] = {
	RULE(severity, declared_word, .required = true, .detail = severities),
	RULE(check, declared_word, .required = true, .detail = checks),
	RULE(kinds, declared_list, .required = true, .detail = &declared_names),
	RULE(when, declared_list, .detail = &declared_conditions),
	RULE(must, declared_list, .detail = &declared_conditions),
	RULE(other, declared_list, .detail = &declared_names),
	RULE(other_where, declared_list, .detail = &declared_conditions),
	RULE(key, declared_list, .detail = &declared_key),
	RULE(running, declared_small, .min = 1, .max = 1000),
	{ .key = "later", .type = DECODE_BOOL, .offset = offsetof(struct sijil_rule, later) },
	RULE(field, declared_text),
	RULE(message, declared_any, .required = true),
	RULE(remedy, declared_any, .required = true),
	{ .key = NULL },
};

const struct rows_form declared_rules = {
	.rows = rule_rows,
	.size = sizeof(struct sijil_rule),
	.what = "rule",
	.expected = "each rule's code, and below it what it checks (or a list of such checks)",
	.codes = true,
	.several = true,
};

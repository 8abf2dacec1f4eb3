/* args: one table of options per command drives parsing, --help and the check of the man page. */
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct option {
	const char *name;  /* long name; NULL ends the table */
	char letter;       /* short name, 0: none */
	const char *value; /* what it takes, for the help ("DIR"); NULL: it is a switch */
	const char *help;
};
extern const struct option global_options[];

enum { ARGS_MAX = 1024 };

struct args {
	const char *words[ARGS_MAX]; /* arguments that are no options */
	int n;
	struct {
		const char *name, *value;
	} given[ARGS_MAX];
	int n_given;
};

/*
 * Parse argv[1..]: options of the table and the global ones may stand anywhere; "--" ends them.  A negative number or
 * FIELD=-5 is not an option.  -1 with *err (ERR_USAGE, nearest suggestion).
 */
int args_parse(struct args *args, const struct option *options, int argc, char **argv, struct sijil_err *err);

const char *args_get(const struct args *args, const char *name); /* the last one given; NULL: none */
bool args_has(const struct args *args, const char *name);
/* The i-th value given for a repeatable option, NULL after the last. */
const char *args_nth(const struct args *args, const char *name, int i);

/* Append "  -C, --city DIR   help" lines. */
void args_help(const struct option *options, struct str *out);

#endif

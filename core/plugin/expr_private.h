/* What expr_compile.c builds and expr.c evaluates. */
#ifndef PLUGIN_EXPR_PRIVATE_H
#define PLUGIN_EXPR_PRIVATE_H

#include "plugin/registry.h"

enum root {
	ROOT_FIELD = 1,  /* a field of the entry, or of the spell's opening entry */
	ROOT_REFERRED,   /* a field of the entry that a field refers to */
	ROOT_OPEN,       /* a field of the entry that opened the entry's spell */
	ROOT_CLOSE,      /* a field of the entry that closed the spell */
	ROOT_CLOSE_KIND, /* its kind */
	ROOT_LENGTH,
	ROOT_AGE,
	ROOT_DAYS,
	ROOT_OPTION,
};

enum { CLOSE_KINDS_MAX = 8 };

struct path {
	enum root root;
	enum sijil_type type;    /* of its value; CHOICE of several kinds is compared as text */
	bool judged;             /* of the judged entry (@FIELD) */
	const struct kind *kind; /* that has the field */
	unsigned field;
	unsigned referring;      /* REFERRED: the field of the entry that refers */
	unsigned n_close;        /* CLOSE: the closing kinds that have the field, and its place in each */
	const struct kind *close_kinds[CLOSE_KINDS_MAX];
	unsigned close_fields[CLOSE_KINDS_MAX];
	int64_t amount;          /* OPTION: its value; text NULL for numbers */
	const char *text;
};

struct term {
	struct path *factors[2];
	unsigned n;
};

struct expr {
	struct term *terms;
	unsigned n;
};

enum op { OP_EQ = 1, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE, OP_RECORDED, OP_ABSENT };

struct literal {
	const char *text; /* compared as text when set */
	int64_t amount;   /* else as an amount */
};

struct cond {
	struct expr *left;
	enum op op;
	struct expr *right;       /* @expression; or */
	struct literal *literals; /* any of these */
	unsigned n_literals;
	uint64_t mask;            /* CHOICE of one kind, at most 64 choices: the literals as a set; 0: not usable */
};

struct conds {
	struct cond *items;
	unsigned n;
};

/* The value of a path.  false if it is not recorded. */
struct atom {
	int64_t amount;   /* numbers, BOOL, DATE; SIJIL_MISSING for texts */
	const char *text; /* TEXT, CHOICE, kinds; else NULL */
	int64_t raw;      /* CHOICE: its index */
};
bool path_value(const struct path *p, const struct unit *u, struct atom *out);

#endif

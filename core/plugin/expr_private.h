/* What expr_compile.c and expr_compile_path.c build, and expr.c and expr_path.c evaluate. */
#ifndef PLUGIN_EXPR_PRIVATE_H
#define PLUGIN_EXPR_PRIVATE_H

#include "plugin/registry.h"

/* Whose entry a path looks at. */
enum whose {
	WHOSE_OWN = 0, /* the entry; in a spell unit, its opening entry */
	WHOSE_OPEN,    /* that opened the entry's spell */
	WHOSE_CLOSE,   /* that closed it */
	WHOSE_BASE,    /* the entry's baseline */
};

/* What it reads there. */
enum root {
	ROOT_FIELD = 1,
	ROOT_REFERRED,   /* a field of the entry that a field refers to */
	ROOT_KIND,       /* CLOSE: the kind of that entry */
	ROOT_LENGTH,
	ROOT_AGE,
	ROOT_DAY,
	ROOT_DAYS,
	ROOT_FREQUENCY,
	ROOT_YEAR,
	ROOT_DAYS_AGO,
	ROOT_MONTHS_AGO,
	ROOT_SERVED,
	ROOT_SERVED_BEFORE,
	ROOT_IDLE,
	ROOT_COUNT,
	ROOT_ENROLLED,
	ROOT_CONSTANT,   /* an option, the city's currency, a number */
};

enum { CLOSE_KINDS_MAX = 8 };

struct path {
	enum whose whose;
	enum root root;
	enum sijil_type type;    /* of its value; CHOICE of several kinds is compared as text */
	bool judged;             /* it starts at the judged entry (@FIELD, unit.FIELD) */
	const struct kind *kind; /* that has the field */
	unsigned field;
	unsigned referring;      /* REFERRED: the field of the entry that refers */
	unsigned n_close;        /* a FIELD of CLOSE: the closing kinds that have it, and its place in each */
	const struct kind *close_kinds[CLOSE_KINDS_MAX];
	unsigned close_fields[CLOSE_KINDS_MAX];
	int64_t amount;          /* CONSTANT: its value; text NULL for numbers */
	const char *text;
};

struct term {
	struct path *factors[2];
	unsigned n;
	bool minus;
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

/* --- compiling --- */

struct compiler {
	const struct scope *scope;
	struct arena *arena;
	struct sijil_err *err;
	const char *whole; /* the text being compiled, for messages */
};

/* A slice of the text without blanks at its ends. */
struct slice {
	const char *s;
	size_t n;
};

/* judged: it stands behind an `@`. */
int path_compile(struct compiler *c, struct slice text, bool judged, struct path **out);

/* What was meant instead of a word, in brackets: the nearest of the names, else the first of them; NULL ends them. */
enum { HINT_MAX = 12 };
const char *expr_hint(struct compiler *c, const char *word, const char *const *names);

/* --- evaluating --- */

/* The value of a path.  false if it is not recorded. */
struct atom {
	int64_t amount;   /* numbers, BOOL, DATE; SIJIL_MISSING for texts */
	const char *text; /* TEXT, CHOICE, kinds; else NULL */
	int64_t raw;      /* CHOICE: its index */
};
bool path_value(const struct path *p, const struct unit *u, struct atom *out);

/* The entry that a path begins at; NULL: a spell. */
const struct entry *expr_subject(const struct path *p, const struct unit *u);
/* The value of a field of an entry of that kind; false if e is NULL, of another kind, or says nothing there. */
bool expr_field(const struct entry *e, const struct kind *kind, unsigned field, struct value *out);
/* "day", "week", "month", "quarter", "semester", "year", "other": how long so many days are. */
const char *expr_frequency(int64_t days);

#endif

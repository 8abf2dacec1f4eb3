/*
 * expr: the expressions and conditions of the plugin tables (grammar and meaning: sijil/plugin.h), compiled once against
 * the kinds they speak of, evaluated for one unit: an entry, or a spell.
 */
#ifndef PLUGIN_EXPR_H
#define PLUGIN_EXPR_H

#include "base/err.h"
#include "base/mem.h"

struct expr;
struct conds;
struct kind;
struct program;

/*
 * The value of one field of one entry, as decoded.  number is SIJIL_MISSING if it was not recorded; else INT: the number;
 * DECIMAL: an amount; BOOL: 0 or 1; DATE: a day; CHOICE: index of the choice; TEXT: 0; ENTRY: entry number.
 */
struct value {
	int64_t number;
	union {
		const char *text;          /* TEXT */
		const struct entry *entry; /* ENTRY: the current version of what it refers to, NULL if there is none */
	};
};

/* An entry of a history, with what only the engine needs. */
struct entry {
	struct sijil_entry pub; /* first: a plugin's pointer is a pointer to this */
	const struct kind *kind;    /* NULL: its program or kind is not known to the registry */
	struct value *values;       /* one per field of the kind */
	const struct sijil_spell *spell; /* the spell of its person in its program that it falls in, or after; or NULL */
	const struct sijil_history *history; /* that it stands in; NULL: it was looked up alone, by a reference */
	uint32_t site;      /* number of the site's code; 0: none */
	uint32_t line;      /* of the imported file; 0: none */
	bool fresh;         /* being logged or imported now */
	const char *fields; /* canonical JSON */
	uint32_t fields_n;
};

/* What a SIJIL_CLASS rule knows of the class of an entry, on its day.  SIJIL_MISSING: not known (yet). */
struct class_facts {
	int64_t count, enrolled;
};

/* What an expression may look at. */
struct unit {
	const struct entry *entry;       /* the entry; in a spell unit, NULL */
	const struct sijil_spell *spell; /* the spell unit, or NULL */
	const struct entry *judged;      /* what @FIELD or unit.FIELD means, NULL: entry itself */
	const struct class_facts *class_facts; /* NULL: not a class rule */
	int32_t to;                      /* nothing after this day is known of a spell's close */
};

/*
 * kind: of the entry, or the opening kind when spell is true; judged: the kind of @FIELD (of unit.FIELD in a further
 * demand), NULL: kind.
 */
struct scope {
	const struct program *program;
	const struct kind *kind;
	const struct kind *judged;
	bool spell;
	bool further;     /* the conditions of a sijil_also: @FIELD is the entry's own, unit.FIELD the unit's */
	bool class_facts; /* `count` and `enrolled` are known */
};

struct expr *expr_compile(const char *text, const struct scope *scope, struct arena *arena, struct sijil_err *err);
struct conds *conds_compile(const char *text, const struct scope *scope, struct arena *arena, struct sijil_err *err);

/* Whether it may read this field of the entry itself: a spell may open or close with the very entry that is asked. */
bool expr_reads(const struct expr *x, const struct kind *kind, unsigned field);
bool conds_read(const struct conds *c, const struct kind *kind, unsigned field);

/* What conditions look at, as bits. */
enum looks {
	LOOKS_COUNT = 1,    /* the facts of a class */
	LOOKS_ENROLLED = 2,
	LOOKS_JUDGED = 4,   /* @FIELD, when it means another entry */
	LOOKS_OWN = 8,      /* fields and days of the entry itself, and fields of what it refers to */
	LOOKS_AROUND = 16,  /* what else stands in its history: its spell, its baseline, the service before it */
};
unsigned conds_look(const struct conds *c);

/* The expression as an amount (BOOL 0 or SIJIL_ONE, DATE a day x SIJIL_ONE).  false: something was not recorded, or it does not fit. */
bool expr_amount(const struct expr *x, const struct unit *u, int64_t *amount);
/* A single path as text: TEXT, CHOICE, SITE ... ; NULL if not recorded or not a text. */
const char *expr_text(const struct expr *x, const struct unit *u);

enum truth { UNKNOWN = -1, NO = 0, YES = 1 };
/* NULL conditions are YES.  `!=` against something not recorded is YES; other comparisons with it are UNKNOWN. */
enum truth conds_test(const struct conds *c, const struct unit *u);

/* The baseline of an entry (see struct sijil_kind), or NULL. */
const struct entry *entry_baseline(const struct entry *e);
/* The class an entry belongs to: what it says in the field that its program's planning kind names; NULL: none. */
const char *entry_class(const struct entry *e);

/* The field's value with its `otherwise`; number SIJIL_MISSING if there is none. */
struct value entry_value(const struct entry *e, unsigned field);
/* A value of that field as an amount; false if missing or not a number. */
bool value_amount(const struct kind *kind, unsigned field, const struct value *v, int64_t *amount);
/* As text, for CHOICE and TEXT; else NULL. */
const char *value_text(const struct kind *kind, unsigned field, const struct value *v);

#endif

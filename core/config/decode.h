/*
 * decode: tables that say which keys a YAML map may have, and where their values go in a struct.
 *
 * One table row per key; unknown keys are errors that name the nearest known one, missing required keys are errors at
 * the map.  All errors of a map are reported, not only the first.
 */
#ifndef CONFIG_DECODE_H
#define CONFIG_DECODE_H

#include <sijil/plugin.h>

#include "config/yaml.h"

enum decode_type {
	DECODE_TEXT = 1, /* const char *, NFC */
	DECODE_CODE,     /* const char *, text_is_code() */
	DECODE_NAME,     /* const char *, text_is_name() */
	DECODE_INT,      /* int64_t, min..max */
	DECODE_AMOUNT,   /* int64_t in millionths; the written text must be a plain decimal */
	DECODE_BOOL,     /* bool: true | false */
	DECODE_DATE,     /* int32_t day */
	DECODE_CHOICE,   /* const char *: one of choices "a|b" */
	DECODE_LABEL,    /* struct label: one text, or a map of languages */
	DECODE_CODES,    /* struct codes: a list of codes */
	DECODE_NODE,     /* const struct yaml_node *: decoded by the caller */
	DECODE_OWN,      /* whatever `own` makes of it */
};

/* A text in several languages.  A plain scalar fills `any`. */
struct label {
	const char *any;
	const char *ar, *fr, *en;
};
/* The text in language "ar", "fr", "en"; else any, en, fr, ar in that order; NULL if there is none at all. */
const char *label_text(const struct label *label, const char *language);

struct codes {
	const char **items; /* NULL-terminated */
	size_t n;
};

struct decoder; /* decode_value.h */
struct decode_row;
typedef void decode_own_fn(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
			   void *member);

struct decode_row {
	const char *key; /* NULL ends the table */
	enum decode_type type;
	size_t offset;
	bool required;
	int64_t min, max;    /* INT; both 0: unlimited */
	const char *choices; /* CHOICE */
	const char *preset;  /* used when the key is absent, written as in YAML; NULL: leave the struct as it is */
	decode_own_fn *own;  /* OWN: what is wrong it tells by decode_error() */
	const void *detail;  /* OWN: what `own` needs to know */
};

/* Fill *out (zeroed by the caller) from the map.  Returns 0, or -1 if anything was added to errs. */
int decode_map(const struct yaml_node *map, const struct decode_row *table, void *out, struct arena *arena,
	       struct err_list *errs);

/* The same for a plugin's options: map may be NULL (presets only). */
int decode_options(const struct yaml_node *map, const struct sijil_option *options, void *instance,
		   struct arena *arena, struct err_list *errs);

#endif

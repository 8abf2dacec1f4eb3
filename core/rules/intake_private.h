/* What the files of the intake share: one text on its way in, how it is faulted, and the help that goes with it. */
#ifndef RULES_INTAKE_PRIVATE_H
#define RULES_INTAKE_PRIVATE_H

#include "rules/intake.h"

/* A text without blanks around it.  s NULL: nothing was given for the target. */
struct given {
	int target;
	const char *s;
	size_t n;
	uint32_t column;
};

/*
 * Add an error about what was given: "<name> '<text>' <format ...>".  A field at fault holds no value, and counts as
 * given: its preset does not stand in, and it is not called missing.
 */
void intake_fault(const struct intake *in, struct draft *d, const struct given *g, const char *code, const char *remedy,
		  const char *format, ...) __attribute__((format(printf, 6, 7)));

/* Whether a field was given, well or badly. */
bool intake_has(const struct draft *d, int field);
bool intake_has_part(const struct draft *d, int target);

/* intake_clean: take bidi controls (unless the text keeps them) and the blanks around it off. */
void intake_clean(const struct intake *in, struct given *g, bool keep_bidi);

/* Text to value, by the field's type.  -1 with *err only for a failure to read the register. */
int intake_take_field(const struct intake *in, struct draft *d, const struct given *g, struct sijil_err *err);
int intake_take_int(const struct intake *in, struct draft *d, const struct given *g, struct sijil_err *err);
int intake_take_decimal(const struct intake *in, struct draft *d, const struct given *g, struct sijil_err *err);
static inline bool intake_unlimited(const struct sijil_field *def)
{
	return def->min == 0 && def->max == 0;
}
static inline void intake_set(struct draft *d, const struct given *g, int64_t number)
{
	d->values[g->target].number = number;
}
/* A date that is one, in a year that can be meant; else a finding and false. */
bool intake_read_day(const struct intake *in, struct draft *d, const struct given *g, int32_t *day);
bool intake_year_fits(const struct intake *in, struct draft *d, const struct given *g, int32_t day);

/* The parts of the envelope, and what must hold of them together. */
void intake_take_part(const struct intake *in, struct draft *d, const struct given *g);
void intake_finish_parts(const struct intake *in, struct draft *d);

/* What to do instead, in the arena. */
const char *intake_help_int(struct arena *a, const char *s);
const char *intake_help_decimal(struct arena *a, const char *s);
const char *intake_help_date(struct arena *a, const char *s);
const char *intake_help_refer(const struct intake *in, const struct kind *refers);
const char *intake_help_field(struct arena *a, const struct field *f);
/* "a, b, c" */
const char *intake_listed(struct arena *a, const char *const *items);
/* " (did you mean 'x'?)", or "" */
const char *intake_nearest(struct arena *a, const char *word, const char *const *candidates);
/* "; expected 0 to 600 minutes", or "" for a field without limits.  unit NULL: none. */
const char *intake_limits(struct arena *a, const struct sijil_field *def, const char *unit);

#endif

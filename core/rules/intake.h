/*
 * intake: from what a person or a file gives (texts) to an entry, or findings that say what is wrong with each.
 *
 * Field rules: CORE-E01 required field missing, E02 wrong type, choice or range, E03 bad date, E04 day after today
 * (unless the kind's future_when holds), E06 year before 1990 or after next year, E07 unknown site.  E02 also: a person
 * code that is no code, an interval where the kind has none, an end before its start, an interval over 366 days.  Where a
 * plugin has an error row that asks just that (a MUST of `FIELD>=MIN`, MIN being the field's, or of `days>=1,days<=366`,
 * without a `when`), E02 is told under that row's code: CS-E05, CS-E01.
 */
#ifndef RULES_INTAKE_H
#define RULES_INTAKE_H

#include "base/number.h"
#include "log/history.h"
#include "rules/finding.h"

/* Where a text goes: a field's index, or a part of the envelope. */
enum { INTAKE_ON = -1, INTAKE_UNTIL = -2, INTAKE_PERIOD = -3, INTAKE_SITE = -4, INTAKE_PERSON = -5, INTAKE_NONE = -6 };

/*
 * The target of a name: a field's name or title, or on|date|occurred_on, until|period_end|day_end, period, site,
 * person.  Case, accents, blanks and underscores are folded; names go before the envelope's, these before titles.
 * INTAKE_NONE if there is none.
 */
int intake_target(const struct kind *kind, const char *name);
/* The reverse: its canonical name; NULL for INTAKE_NONE. */
const char *intake_name(const struct kind *kind, int target);
/* All names that intake_target knows, NULL-terminated, for suggestions; in the arena. */
const char *const *intake_names(const struct kind *kind, struct arena *arena);

/* Finds the entry that "evening-a/2024-10-07" or "#17" names: its number; 0 none, -1 several, -2 failure with *err. */
typedef int64_t intake_refer_fn(void *arg, const struct kind *refers, const char *text, struct sijil_err *err);

/* The site of an entry that was found; NULL if it names none.  0, or -1 with *err. */
typedef int intake_site_fn(void *arg, int64_t entry, const char **site, struct sijil_err *err);

struct intake {
	const struct city *city; /* whose sites are known */
	const struct kind *kind;
	int32_t today;
	intake_refer_fn *refer; /* NULL: only entry numbers, unchecked */
	void *refer_arg;
	intake_site_fn *refer_site; /* NULL: an entry does not take the site of what it refers to */
	void *refer_site_arg;
	const struct number_style *numbers; /* of the file that texts come from; NULL: typed, a point before decimals */
	struct arena *arena;    /* texts that a draft keeps; may be reset between drafts */
	struct findings *findings;
};

/* One entry being made.  values has n_fields of the kind. */
struct draft {
	struct value *values;
	int32_t day, day_end; /* DATE_NONE until given */
	const char *site, *person;
	const char *referred_site; /* of the first entry that a field refers to; NULL */
	const char *site_text; /* as given, without blanks around it */
	const char *written;   /* what stands in the file, where what is given was made from it; NULL: the same */
	uint32_t line;
	uint32_t columns_n;
	const uint32_t *columns; /* cell numbers by target + 6, or NULL */
	unsigned given;        /* parts of the envelope taken, good or bad: bits by -1 - target */
	bool bad;              /* an error was found */
};

/* Clears the draft and values; line and columns are the caller's to set afterwards. */
void intake_start(const struct intake *in, struct draft *d, struct value *values);
/*
 * Take one text (n bytes, NUL-terminated, valid UTF-8); blank means not given.  column: of the cell, 0 none.
 * Text that is fine as it stands is kept by pointer: it must live as long as the draft.
 * Returns 0, or -1 with *err only for a failure to read the register; what is wrong with the text is a finding.
 */
int intake_take(const struct intake *in, struct draft *d, int target, const char *text, size_t n, uint32_t column,
		struct sijil_err *err);
/* Without the blanks around it, and bidi controls; *n is its length, before and after. */
const char *intake_trimmed(const struct intake *in, const char *text, size_t *n);
/*
 * Refuse a text in the place of intake_take(): the part or field counts as given, badly.  The message goes on behind the
 * target's name and the text; message NULL: it was told already.  code must be a constant.
 */
void intake_refuse(const struct intake *in, struct draft *d, int target, const char *text, size_t n, uint32_t column,
		   const char *code, const char *remedy, const char *message);
/* Presets, required fields, the checks over several parts; the site defaults to the program's only site, else to
 * that of the entry referred to. */
void intake_finish(const struct intake *in, struct draft *d);

#endif

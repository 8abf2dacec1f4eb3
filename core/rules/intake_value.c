/* Text to value, by the type of the field: CORE-E02 wrong type, choice or range, E03 bad date, E06 impossible year. */
#include "config.h"

#include <string.h>

#include "base/date_read.h"
#include "base/text.h"
#include "rules/intake_private.h"

enum { YEAR_MIN = 1990 };


/* Whether every byte is a printable ASCII character: then length is n, and there is nothing to normalise. */
static bool is_plain(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((unsigned char)(s[i] - 0x20) > 0x5e)
			return false;
	return true;
}

/* C0, DEL and C1 (U+0080..U+009F, in UTF-8 C2 80..9F); the NUL is never there. */
static bool has_control(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x20 || c == 0x7f || (c == 0xc2 && i + 1 < n && (unsigned char)s[i + 1] < 0xa0))
			return true;
	}
	return false;
}

/*
 * A field called "partner" names an organisation of sijil.yaml, by id or name; its id is kept.  A city that lists none
 * may write what it likes.  false: told.
 */
static bool take_partner(const struct intake *in, struct draft *d, const struct given *g, const char **text)
{
	const struct city *city = in->city;
	const struct partner *partner;
	const char **ids;
	size_t i;

	if (city->n_partners == 0 || strcmp(in->kind->fields[g->target].def->name, "partner") != 0)
		return true;
	partner = city_partner(city, *text, in->arena);
	if (partner != NULL) {
		*text = partner->id;
		return true;
	}
	ids = arena_alloc(in->arena, (city->n_partners + 1) * sizeof(*ids));
	for (i = 0; i < city->n_partners; i++)
		ids[i] = city->partners[i].id;
	intake_fault(in, d, g, "CORE-E07", "use a listed partner, or add this one to 'partners' in sijil.yaml",
		     "is not a partner of sijil.yaml%s", intake_nearest(in->arena, *text, ids));
	return false;
}

static int take_text(const struct intake *in, struct draft *d, const struct given *g, struct sijil_err *err)
{
	const struct sijil_field *def = in->kind->fields[g->target].def;
	const char *s = g->s;
	size_t n = g->n, length = n;

	(void)err;
	if (!is_plain(s, n)) {
		if (has_control(s, n)) {
			intake_fault(in, d, g, "CORE-E02", "write it on one line, without tabs",
				     "holds a control character");
			return 0;
		}
		if (text_needs_nfc(s, n))
			s = text_nfc(in->arena, s, n, &n);
		length = text_length(s, n);
	}
	if (!intake_unlimited(def) && ((int64_t)length < def->min || (int64_t)length > def->max)) {
		intake_fault(in, d, g, "CORE-E02", (int64_t)length > def->max ? "shorten it" : NULL,
			     "has %zu characters%s", length, intake_limits(in->arena, def, "characters"));
		return 0;
	}
	if (!take_partner(in, d, g, &s))
		return 0;
	d->values[g->target].text = s;
	intake_set(d, g, 0);
	return 0;
}

static bool is_joint(char c)
{
	return c == ' ' || c == '_' || c == '-';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/*
 * As text_fold() compares, for ASCII alone: case, and what joins words.  A text with an accent that the code does not
 * have is another word, or a guess: it is asked about, not taken.
 */
static bool same_word(const char *s, const char *code)
{
	while (*s != '\0' && *code != '\0') {
		if (is_joint(*s) && is_joint(*code)) {
			while (is_joint(*s))
				s++;
			while (is_joint(*code))
				code++;
		} else if (lower(*s++) != lower(*code++)) {
			return false;
		}
	}
	return *s == '\0' && *code == '\0';
}

/* The choice of which the text is the title, in whatever language; -1 if it is none's, or that of several. */
static int titled_choice(const struct intake *in, const struct field *f, const char *s)
{
	static const char *const languages[] = { "ar", "fr", "en" };
	const char *folded = text_fold(in->arena, s);
	int found = -1;

	for (unsigned i = 0; i < f->n_choices; i++)
		for (size_t l = 0; l < sizeof(languages) / sizeof(languages[0]); l++) {
			const char *title = program_choice(in->kind->program, f->def, f->choices[i], languages[l]);

			if (title == f->choices[i] || strcmp(text_fold(in->arena, title), folded) != 0)
				continue;
			if (found >= 0 && found != (int)i)
				return -1;
			found = (int)i;
		}
	return found;
}

static int take_choice(const struct intake *in, struct draft *d, const struct given *g, struct sijil_err *err)
{
	const struct field *f = &in->kind->fields[g->target];
	unsigned i;
	int titled;

	(void)err;
	for (i = 0; i < f->n_choices; i++)
		if (strcmp(f->choices[i], g->s) == 0) {
			intake_set(d, g, i);
			return 0;
		}
	for (i = 0; i < f->n_choices; i++)
		if (same_word(g->s, f->choices[i])) {
			intake_set(d, g, i);
			return 0;
		}
	titled = titled_choice(in, f, g->s);
	if (titled >= 0) {
		intake_set(d, g, titled);
		return 0;
	}
	intake_fault(in, d, g, "CORE-E02", NULL, "is not one of: %s%s", intake_listed(in->arena, f->choices),
		     intake_nearest(in->arena, g->s, f->choices));
	return 0;
}

static int take_bool(const struct intake *in, struct draft *d, const struct given *g, struct sijil_err *err)
{
	/* VRAI and FAUX are what a French spreadsheet writes. */
	static const struct {
		const char *word;
		int value;
	} words[] = {
		{ "true", 1 }, { "false", 0 }, { "yes", 1 },  { "no", 0 },  { "1", 1 },   { "0", 0 },
		{ "oui", 1 },  { "non", 0 },   { "vrai", 1 }, { "faux", 0 }, { "نعم", 1 }, { "لا", 0 },
	};
	unsigned i;

	(void)err;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (same_word(g->s, words[i].word)) {
			intake_set(d, g, words[i].value);
			return 0;
		}
	intake_fault(in, d, g, "CORE-E02", "write true or false (yes, no, oui, non, 1 and 0 are taken too)",
		     "is neither true nor false");
	return 0;
}

bool intake_year_fits(const struct intake *in, struct draft *d, const struct given *g, int32_t day)
{
	int last = date_civil(in->today).year + 1;

	if (day >= date_day(YEAR_MIN, 1, 1) && day <= date_day(last, 12, 31))
		return true;
	intake_fault(in, d, g, "CORE-E06", "check the year", "is in the year %04d; expected a year from %d to %d",
		     date_civil(day).year, YEAR_MIN, last);
	return false;
}

/* 26/02/2019 can only be one day, and 31/02/2025 none: 0, DATE_IMPOSSIBLE, or -1 if it may be two, or is no such date. */
static int read_look_alike(const struct given *g, const char **why)
{
	struct date_style style = { .pivot = DATE_NO_PIVOT };
	const enum date_order order = date_order_of(g->s, g->n, &style.separator);
	const char *unlike;
	int32_t day;
	int rc;

	if (order != DATE_ORDER_DMY && order != DATE_ORDER_MDY)
		return -1;
	memcpy(style.order, order == DATE_ORDER_DMY ? "dmy" : "mdy", sizeof("dmy"));
	rc = date_read(g->s, g->n, &style, &day, &unlike);
	if (rc != -1)
		*why = rc == DATE_IMPOSSIBLE ? unlike : "the year comes first, then the month, then the day";
	return rc;
}

bool intake_read_day(const struct intake *in, struct draft *d, const struct given *g, int32_t *day)
{
	int32_t read;
	const char *why;
	int rc = date_parse(g->s, g->n, &read, &why);

	if (rc == -1 && read_look_alike(g, &why) == DATE_IMPOSSIBLE)
		rc = DATE_IMPOSSIBLE;
	if (rc != 0) {
		intake_fault(in, d, g, rc == DATE_IMPOSSIBLE ? "CORE-E06" : "CORE-E03",
			     intake_help_date(in->arena, g->s), "is not a date: %s", why);
		return false;
	}
	if (!intake_year_fits(in, d, g, read))
		return false;
	*day = read;
	return true;
}

static int take_date(const struct intake *in, struct draft *d, const struct given *g, struct sijil_err *err)
{
	int32_t day;

	(void)err;
	if (intake_read_day(in, d, g, &day))
		intake_set(d, g, day);
	return 0;
}

static int take_entry(const struct intake *in, struct draft *d, const struct given *g, struct sijil_err *err)
{
	const struct kind *refers = in->kind->fields[g->target].refers;
	int64_t id = in->refer != NULL ? in->refer(in->refer_arg, refers, g->s, err) : log_id_parse(g->s);

	if (in->refer != NULL && id == -2)
		return -1;
	if (id > 0 && in->refer_site != NULL && d->referred_site == NULL &&
	    in->refer_site(in->refer_site_arg, id, &d->referred_site, err) != 0)
		return -1;
	if (id > 0)
		intake_set(d, g, id);
	else if (in->refer == NULL)
		intake_fault(in, d, g, "CORE-E02", "write the number of the entry, such as #17",
			     "is not an entry number");
	else if (id == 0)
		intake_fault(in, d, g, "CORE-E02", intake_help_refer(in, refers), "names no '%s' entry",
			     refers->def->name);
	else
		intake_fault(in, d, g, "CORE-E02", "give the number of the one that is meant, such as #17",
			     "names several '%s' entries", refers->def->name);
	return 0;
}

int intake_take_field(const struct intake *in, struct draft *d, const struct given *g, struct sijil_err *err)
{
	static int (*const takers[])(const struct intake *, struct draft *, const struct given *,
				     struct sijil_err *) = {
		[SIJIL_TEXT] = take_text,     [SIJIL_INT] = intake_take_int,   [SIJIL_DECIMAL] = intake_take_decimal,
		[SIJIL_BOOL] = take_bool,     [SIJIL_DATE] = take_date, [SIJIL_CHOICE] = take_choice,
		[SIJIL_ENTRY] = take_entry,
	};

	return takers[in->kind->fields[g->target].def->type](in, d, g, err);
}

/* What to write instead: a remedy names the text that would be taken, where it can be told. */
#include "config.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "rules/intake_private.h"

/* --- numbers --- */

/* As many as an amount has at most; with a point it still fits NUMBER_TEXT. */
enum { DIGITS_MAX = 20 };

static size_t digit_at(const char *s, char *digit)
{
	return text_digit_at(s, strnlen(s, 2), digit);
}

/* Bytes of what people put between thousands: blanks (also U+00A0, U+202F, U+2009), comma, point ..., U+066C. */
static size_t separator_at(const char *s)
{
	static const char *const separators[] = { " ", ",", ".", "'", "_", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89",
						  "\xd9\xac" };
	size_t i, n;

	for (i = 0; i < sizeof(separators) / sizeof(separators[0]); i++) {
		n = strlen(separators[i]);
		if (strncmp(s, separators[i], n) == 0)
			return n;
	}
	return 0;
}

/* Append the digits at *s to out, which has room for NUMBER_TEXT; how many, 0 also if they are too many. */
static size_t read_digits(const char **s, char *out)
{
	size_t have = strlen(out), n = 0, size;
	char digit;

	while ((size = digit_at(*s, &digit)) > 0) {
		if (have + n == DIGITS_MAX)
			return 0;
		out[have + n++] = digit;
		out[have + n] = '\0';
		*s += size;
	}
	return n;
}

/* "1 240", "1,240,000", "١٢٤٠": digits in groups of three, or in another script, as plain digits. */
static bool ungrouped(const char *s, char out[NUMBER_TEXT])
{
	size_t size;

	out[0] = '\0';
	if (read_digits(&s, out) == 0)
		return false;
	while ((size = separator_at(s)) > 0) {
		s += size;
		if (read_digits(&s, out) != 3)
			return false;
	}
	return *s == '\0';
}

/* "12.0", "12,00" */
static bool without_zeros(const char *s, char out[NUMBER_TEXT])
{
	out[0] = '\0';
	if (read_digits(&s, out) == 0 || (*s != '.' && *s != ',') || s[1] == '\0')
		return false;
	for (s++; *s == '0';)
		s++;
	return *s == '\0';
}

/* The only run of digits among other things ("About 1000"). */
static bool only_run(const char *s, char out[NUMBER_TEXT])
{
	char digit, more[NUMBER_TEXT] = "";

	out[0] = '\0';
	while (*s != '\0' && digit_at(s, &digit) == 0)
		s++;
	if (read_digits(&s, out) == 0)
		return false;
	while (*s != '\0' && digit_at(s, &digit) == 0)
		s++;
	return read_digits(&s, more) == 0;
}

const char *intake_help_int(struct arena *a, const char *s)
{
	char digits[NUMBER_TEXT];

	if (ungrouped(s, digits) || without_zeros(s, digits))
		return arena_printf(a, "write digits only: %s", digits);
	if (only_run(s, digits))
		return arena_printf(a, "write digits only, such as %s", digits);
	return "write one whole number, digits only, such as 12";
}

/* "12,5" or Arabic digits with U+066B, as "12.5". */
static bool with_point(const char *s, char out[NUMBER_TEXT])
{
	int64_t amount;
	const char *why;
	size_t n;

	out[0] = '\0';
	if (read_digits(&s, out) == 0)
		return false;
	n = strncmp(s, "\xd9\xab", 2) == 0 ? 2 : *s == ',' ? 1 : 0;
	if (n == 0)
		return false;
	s += n;
	n = strlen(out);
	memcpy(out + n, ".", 2);
	if (read_digits(&s, out) == 0 || *s != '\0')
		return false;
	return number_parse_amount(out, strlen(out), &amount, &why) == 0;
}

const char *intake_help_decimal(struct arena *a, const char *s)
{
	char whole[NUMBER_TEXT], point[NUMBER_TEXT];
	bool grouped = ungrouped(s, whole);

	if (with_point(s, point))
		return grouped ? arena_printf(a, "write %s or %s, whichever is meant", whole, point) :
				 arena_printf(a, "write it with a point: %s", point);
	if (grouped)
		return arena_printf(a, "write digits only: %s", whole);
	return "write digits, with a point before decimals, such as 12.5";
}

/* --- dates --- */

struct numbers {
	int value[3], digits[3];
};

/* "9/3/2024", "2024.03.09 10:00": three numbers with one of / . - or a blank between them. */
static bool read_numbers(const char *s, struct numbers *out)
{
	int i;

	for (i = 0; i < 3; i++) {
		out->value[i] = out->digits[i] = 0;
		for (; *s >= '0' && *s <= '9' && out->digits[i] < 5; s++, out->digits[i]++)
			out->value[i] = out->value[i] * 10 + (*s - '0');
		if (out->digits[i] == 0 || out->digits[i] > 4)
			return false;
		if (i < 2 && strchr("/.- ", *s++) == NULL)
			return false;
	}
	return *s == '\0' || *s == ' ' || *s == 'T';
}

/* "20240309" */
static bool read_compact(const char *s, struct numbers *out)
{
	static const int width[] = { 4, 2, 2 };
	int i, k;

	if (strspn(s, "0123456789") != 8 || s[8] != '\0')
		return false;
	for (i = 0; i < 3; i++)
		for (k = 0, out->value[i] = 0, out->digits[i] = width[i]; k < width[i]; k++)
			out->value[i] = out->value[i] * 10 + (*s++ - '0');
	return true;
}

static int32_t day_of(int year, int month, int day)
{
	return year >= 1 ? date_day(year, month, day) : DATE_NONE;
}

const char *intake_help_date(struct arena *a, const char *s)
{
	static const char general[] = "write year-month-day, such as 2024-03-09";
	char first[DATE_TEXT], second[DATE_TEXT];
	struct numbers n;
	int32_t one, other;

	if (!read_compact(s, &n) && !read_numbers(s, &n))
		return general;
	if (n.digits[0] == 4) {
		one = day_of(n.value[0], n.value[1], n.value[2]);
		other = one == DATE_NONE ? day_of(n.value[0], n.value[2], n.value[1]) : DATE_NONE;
	} else if (n.digits[2] == 4) {
		one = day_of(n.value[2], n.value[1], n.value[0]);
		other = day_of(n.value[2], n.value[0], n.value[1]);
	} else {
		return "write the year with four digits, as year-month-day, such as 2024-03-09; of a whole file, a mapping "
		       "can say how it is meant (dates: dd/mm/yy, two_digit_year_pivot: 50)";
	}
	if (one == DATE_NONE || one == other) {
		one = other;
		other = DATE_NONE;
	}
	if (one == DATE_NONE)
		return general;
	if (other == DATE_NONE)
		return arena_printf(a, "if that is the day, write %s", date_text(one, first));
	return arena_printf(a, "write %s or %s, whichever is meant", date_text(one, first), date_text(other, second));
}

/* --- words --- */

const char *intake_listed(struct arena *a, const char *const *items)
{
	const char *out = "";
	struct str b;

	str_init(&b, 4096);
	for (; *items != NULL; items++) {
		str_add(&b, b.len > 0 ? ", " : "");
		str_add(&b, *items);
	}
	out = arena_strdup(a, b.s);
	str_release(&b);
	return out;
}

const char *intake_nearest(struct arena *a, const char *word, const char *const *candidates)
{
	const char *near = text_nearest(word, candidates);

	return near == NULL ? "" : arena_printf(a, " (did you mean '%s'?)", near);
}

const char *intake_limits(struct arena *a, const struct sijil_field *def, const char *unit)
{
	long long min = (long long)def->min, max = (long long)def->max;
	const char *blank = unit != NULL ? " " : "";

	unit = unit != NULL ? unit : "";
	if (min == 0 && max == 0)
		return "";
	if (max >= (long long)(def->type == SIJIL_DECIMAL ? INT64_MAX / SIJIL_ONE : INT64_MAX))
		return arena_printf(a, "; expected at least %lld%s%s", min, blank, unit);
	if (min <= (long long)(def->type == SIJIL_DECIMAL ? -(INT64_MAX / SIJIL_ONE) : INT64_MIN + 1) || (def->type == SIJIL_TEXT && min <= 1))
		return arena_printf(a, "; expected at most %lld%s%s", max, blank, unit);
	if (min == max)
		return arena_printf(a, "; expected %lld%s%s", min, blank, unit);
	return arena_printf(a, "; expected %lld to %lld%s%s", min, max, blank, unit);
}

/* One part of a name such as "evening-a/2024-10-07", as an example. */
static const char *example_part(const struct intake *in, const struct kind *kind, int part)
{
	char day[DATE_TEXT];

	if (part == KEY_DAY || part == KEY_DAY_END)
		return arena_strdup(in->arena, date_text(in->today, day));
	if (part == KEY_SITE)
		return in->city->n_sites > 0 ? in->city->sites[0].id : "site-a";
	if (part == KEY_PERSON)
		return "BG-004217";
	if (kind->fields[part].n_choices > 0)
		return kind->fields[part].choices[0];
	if (kind->fields[part].def->type == SIJIL_TEXT)
		return arena_printf(in->arena, "%s-a", kind->fields[part].def->name);
	return kind->fields[part].def->type == SIJIL_DATE ? "2024-10-07" : "1";
}

const char *intake_help_refer(const struct intake *in, const struct kind *refers)
{
	static const char *const parts[] = { "day", "day_end", "site", "person" };
	const struct key *key = &refers->refer_by;
	const char *names = "", *example = "", *name;
	unsigned i;

	if (key->n == 0)
		return "give the number of the entry, such as #17";
	for (i = 0; i < key->n; i++) {
		name = key->parts[i] >= 0 ? refers->fields[key->parts[i]].def->name : parts[-1 - key->parts[i]];
		names = arena_printf(in->arena, "%s%s%s", names, i > 0 ? "/" : "", name);
		example = arena_printf(in->arena, "%s%s%s", example, i > 0 ? "/" : "",
				       example_part(in, refers, key->parts[i]));
	}
	return arena_printf(in->arena, "write %s, such as %s, or the number of the entry, such as #17", names, example);
}

const char *intake_help_field(struct arena *a, const struct field *f)
{
	if (f->def->hint != NULL)
		return f->def->hint;
	if (f->n_choices > 0)
		return arena_printf(a, "give one of: %s", intake_listed(a, f->choices));
	return f->def->title != NULL ? arena_printf(a, "give the %s", f->def->title) : NULL;
}

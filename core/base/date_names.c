#include "config.h"

#include "base/date_names.h"

#include <string.h>

#include "base/text.h"

/* Fewer letters are no abbreviation; longer ones are no name of a month. */
enum { LETTERS_MIN = 3, NAME_BYTES_MAX = 40, NAMES = 6 };

/* As text_fold() has them; Arabic names are never abbreviated. */
static const struct {
	const char *latin[2], *arabic[NAMES];
} months[12] = {
	{ { "january", "janvier" }, { "يناير", "جانفي", "كانون الثاني" } },
	{ { "february", "fevrier" }, { "فبراير", "فيفري", "شباط" } },
	{ { "march", "mars" }, { "مارس", "اذار" } },
	{ { "april", "avril" }, { "ابريل", "افريل", "نيسان" } },
	{ { "may", "mai" }, { "ماي", "مايو", "ايار" } },
	{ { "june", "juin" }, { "يونيو", "يونيه", "جوان", "حزيران" } },
	{ { "july", "juillet" }, { "يوليوز", "يوليو", "يوليه", "جويليه", "تموز" } },
	{ { "august", "aout" }, { "غشت", "اغسطس", "اوت", "اب" } },
	{ { "september", "septembre" }, { "شتنبر", "سبتمبر", "ايلول" } },
	{ { "october", "octobre" }, { "اكتوبر", "تشرين الاول" } },
	{ { "november", "novembre" }, { "نونبر", "نوفمبر", "تشرين الثاني" } },
	{ { "december", "decembre" }, { "دجنبر", "ديسمبر", "كانون الاول" } },
};

static bool is_name(int month, const char *folded)
{
	size_t i;

	for (i = 0; i < 2; i++)
		if (strcmp(months[month].latin[i], folded) == 0)
			return true;
	for (i = 0; i < NAMES && months[month].arabic[i] != NULL; i++)
		if (strcmp(months[month].arabic[i], folded) == 0)
			return true;
	return false;
}

static bool is_abbreviation(int month, const char *folded, size_t n)
{
	return n >= LETTERS_MIN && (strncmp(months[month].latin[0], folded, n) == 0 ||
				    strncmp(months[month].latin[1], folded, n) == 0);
}

static int find(const char *folded)
{
	const size_t n = strlen(folded);
	int month, found = 0;

	for (month = 0; month < 12; month++)
		if (is_name(month, folded))
			return month + 1;
	for (month = 0; month < 12; month++)
		if (is_abbreviation(month, folded, n)) {
			if (found != 0)
				return 0;
			found = month + 1;
		}
	return found;
}

int date_month_named(const char *s, size_t n)
{
	struct arena scratch = { 0 };
	int month;

	if (n > 0 && s[n - 1] == '.')
		n--;
	if (n == 0 || n > NAME_BYTES_MAX)
		return 0;
	month = find(text_fold(&scratch, arena_strndup(&scratch, s, n)));
	arena_release(&scratch);
	return month;
}

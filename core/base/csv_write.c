#include "config.h"

#include "base/csv.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

char csv_delimiter_named(const char *name)
{
	static const struct {
		const char *name;
		char delimiter;
	} known[] = { { ",", ',' }, { ";", ';' }, { "|", '|' }, { "tab", '\t' }, { "\t", '\t' }, { "\\t", '\t' } };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strcasecmp(name, known[i].name) == 0)
			return known[i].delimiter;
	return '\0';
}

static void add_quoted(struct str *out, const char *s)
{
	size_t i;

	str_addc(out, '"');
	for (; *s != '\0'; s += i) {
		i = strcspn(s, "\"");
		if (s[i] == '"')
			i++;
		str_addn(out, s, i);
		if (s[i - 1] == '"')
			str_addc(out, '"');
	}
	str_addc(out, '"');
}

void csv_add_cell(struct str *out, const char *s, char delimiter)
{
	const char special[] = { '"', '\n', '\r', delimiter, '\0' };
	const size_t n = strlen(s);

	if (strcspn(s, special) == n && (n == 0 || !(is_blank(s[0]) || is_blank(s[n - 1]))))
		str_addn(out, s, n);
	else
		add_quoted(out, s);
}

const char *csv_error(const char *s)
{
	/* Of Excel, LibreOffice and Google, in English and French. */
	static const char *const words[] = { "#N/A",   "#REF!",  "#DIV/0!",  "#VALUE!",  "#VALEUR!", "#NAME?", "#NOM?",
					     "#NUM!",  "#NOMBRE!", "#NULL!", "#NUL!",    "#SPILL!",  "#CALC!", "#ERROR!" };
	size_t i, n;

	if (strncmp(s, "Err:", 4) == 0 && (n = strspn(s + 4, "0123456789")) == 3 && s[4 + n] == '\0')
		return "is an error of the spreadsheet, and not a value";
	if (*s != '#')
		return NULL;
	n = strspn(s, "#");
	if (n >= 4 && s[n] == '\0')
		return "is what a spreadsheet shows when a column is too narrow, and not a value";
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(s, words[i]) == 0)
			return "is an error of the spreadsheet, and not a value";
	return NULL;
}

/* Apostrophes before the formula count as part of it, so that guarding can be undone whatever the text. */
static bool needs_guard(const char *s)
{
	while (*s == '\'')
		s++;
	return *s != '\0' && strchr("=+-@\t\r", *s) != NULL;
}

void csv_add_text(struct str *out, const char *s, char delimiter)
{
	struct str guarded;

	if (csv_error(s) != NULL) {
		add_quoted(out, s);
		return;
	}
	if (!needs_guard(s)) {
		csv_add_cell(out, s, delimiter);
		return;
	}
	str_init(&guarded, STR_MAX_DEFAULT);
	str_addc(&guarded, '\'');
	str_add(&guarded, s);
	csv_add_cell(out, guarded.s, delimiter);
	str_release(&guarded);
}

const char *csv_unguard(const char *s, size_t *n)
{
	if (*s != '\'' || !needs_guard(s))
		return s;
	--*n;
	return s + 1;
}

void csv_add_number(struct str *out, const char *s)
{
	const char *digits = *s == '-' ? s + 1 : s, *point = strchr(s, '.');

	str_add(out, s);
	if (point != NULL && strlen(point + 1) == 3 && *digits != '0' && point - digits <= 3)
		str_addc(out, '0');
}

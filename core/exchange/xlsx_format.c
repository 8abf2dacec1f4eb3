#include "config.h"

#include <string.h>
#include <strings.h>

#include "exchange/xlsx_private.h"

/* --- formats that have a number and no code in the file --- */

struct xlsx_format xlsx_format_builtin(unsigned id)
{
	static const struct {
		unsigned first, last;
		enum xlsx_class class;
	} ranges[] = {
		{ 9, 10, XLSX_PERCENT }, { 14, 17, XLSX_DAY },  { 18, 21, XLSX_TIME },    { 22, 22, XLSX_DAY },
		{ 27, 31, XLSX_DAY },    { 32, 35, XLSX_TIME }, { 36, 36, XLSX_DAY },     { 45, 45, XLSX_TIME },
		{ 46, 46, XLSX_ELAPSED }, { 47, 47, XLSX_TIME }, { 50, 58, XLSX_DAY },
	};
	size_t i;

	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (id >= ranges[i].first && id <= ranges[i].last)
			return (struct xlsx_format){ .class = ranges[i].class };
	return (struct xlsx_format){ .class = XLSX_NUMBER };
}

/* --- formats by code --- */

/* What the first part of a code (for numbers above zero) holds. */
struct seen {
	bool day, time, month, elapsed, percent;
	bool other;               /* something that no pattern of a code has: a point, a comma, an exponent, ... */
	unsigned zeros, digits;   /* placeholders: 0; 0 and # */
	bool between;             /* a literal stands between two of them */
	bool literal;             /* the last thing was one, after a placeholder */
	char *pattern;
	size_t n;
};

static void literal(struct seen *s, char c)
{
	s->pattern[s->n++] = c;
	s->literal = s->digits > 0;
}

static void placeholder(struct seen *s, char c)
{
	s->between |= s->literal;
	s->literal = false;
	s->zeros += c == '0';
	s->digits++;
	s->pattern[s->n++] = c == '0' ? XLSX_ZERO : XLSX_DIGIT;
}

/* "[h]" and the like count hours beyond a day; colours, conditions and languages do not matter. */
static const char *bracket(struct seen *s, const char *code)
{
	const char *end = strchr(code, ']');

	if (end == NULL)
		return code + strlen(code);
	if (strspn(code + 1, "hmsHMS") == (size_t)(end - code - 1) && end > code + 1)
		s->elapsed = true;
	if (strncmp(code, "[$", 2) == 0 && code[2] != '-')
		s->other = true; /* a currency */
	return end + 1;
}

static const char *quoted(struct seen *s, const char *code)
{
	for (code++; *code != '\0' && *code != '"'; code++)
		literal(s, *code);
	return *code == '"' ? code + 1 : code;
}

static void letter(struct seen *s, char c)
{
	switch (c) {
	case 'd': case 'D': case 'y': case 'Y': case 'e': case 'b': case 'B': case 'g': case 'G':
		s->day = true;
		break;
	case 'h': case 'H': case 's': case 'S':
		s->time = true;
		break;
	case 'm': case 'M':
		s->month = true;
		break;
	case '%':
		s->percent = true;
		break;
	case '0': case '#':
		placeholder(s, c);
		return;
	case ' ': case '-': case '/': case '(': case ')': case ':':
		literal(s, c);
		return;
	default:
		break;
	}
	s->other = true;
}

/* One thing of the code; returns what follows. */
static const char *step(struct seen *s, const char *code)
{
	static const struct {
		const char *word;
	} whole[] = { { "General" }, { "AM/PM" }, { "A/P" }, { "E+" }, { "E-" } };
	size_t i;

	for (i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
		if (strncasecmp(code, whole[i].word, strlen(whole[i].word)) == 0) {
			s->other = true;
			return code + strlen(whole[i].word);
		}
	if (*code == '[')
		return bracket(s, code);
	if (*code == '"')
		return quoted(s, code);
	if (*code == '\\' && code[1] != '\0') {
		literal(s, code[1]);
		return code + 2;
	}
	if ((*code == '_' || *code == '*') && code[1] != '\0')
		return code + 2; /* a blank as wide as the next character; that character as often as fits */
	letter(s, *code);
	return code + 1;
}

/* A text that is control characters would be taken for placeholders: such a pattern is none. */
static bool is_pattern(const struct seen *s)
{
	size_t digits = 0, i;

	for (i = 0; i < s->n; i++)
		digits += s->pattern[i] == XLSX_ZERO || s->pattern[i] == XLSX_DIGIT;
	return !s->other && digits == s->digits && (s->zeros >= 2 || (s->digits >= 2 && s->between));
}

struct xlsx_format xlsx_format_of(const char *code, struct arena *arena)
{
	struct seen s = { .pattern = arena_alloc(arena, strlen(code) + 1) };

	while (*code != '\0' && *code != ';')
		code = step(&s, code);
	if (s.day || (s.month && !s.time && !s.elapsed))
		return (struct xlsx_format){ .class = XLSX_DAY };
	if (s.elapsed || s.time)
		return (struct xlsx_format){ .class = s.elapsed ? XLSX_ELAPSED : XLSX_TIME };
	if (s.percent)
		return (struct xlsx_format){ .class = XLSX_PERCENT };
	if (is_pattern(&s))
		return (struct xlsx_format){ .class = XLSX_CODE, .pattern = s.pattern };
	return (struct xlsx_format){ .class = XLSX_NUMBER };
}

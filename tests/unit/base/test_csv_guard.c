/* Text cells of a CSV that no spreadsheet computes, and the way back. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/csv.h"

static const char *added(const char *text)
{
	static char kept[256];
	struct str out;

	str_init(&out, sizeof(kept) - 1);
	csv_add_text(&out, text, ';');
	snprintf(kept, sizeof(kept), "%s", out.s);
	str_release(&out);
	return kept;
}

Test(csv_guard, what_looks_like_a_formula_gets_an_apostrophe)
{
	static const char *const pairs[][2] = {
		{ "=1+1", "'=1+1" },
		{ "+212 6", "'+212 6" },
		{ "-5", "'-5" },
		{ "@sum", "'@sum" },
		{ "\tx", "'\tx" },
		{ "\rx", "\"'\rx\"" },
		{ "=a;\"b\"", "\"'=a;\"\"b\"\"\"" },
		{ "'=1", "''=1" },
		{ "''-", "'''-" },
		{ "'tis", "'tis" },
		{ "#N/A", "\"#N/A\"" },
		{ "####", "\"####\"" },
		{ "Err:502", "\"Err:502\"" },
		{ "#1", "#1" },
		{ "Err:", "Err:" },
		{ "'", "'" },
		{ "a=b", "a=b" },
		{ "", "" },
		{ "\xe2\x80\x8f=", "\xe2\x80\x8f=" },
	};
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		cr_expect_str_eq(added(pairs[i][0]), pairs[i][1], "%s", pairs[i][0]);
}

Test(csv_guard, numbers_are_as_they_are_but_never_read_two_ways)
{
	static const char *const pairs[][2] = {
		{ "-5", "-5" },       { "12.5", "12.5" },     { "1.234", "1.2340" }, { "-123.456", "-123.4560" },
		{ "0.125", "0.125" }, { "1234.567", "1234.567" }, { "1.2345", "1.2345" }, { "", "" },
	};
	struct str out;
	size_t i;

	str_init(&out, 100);
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		str_clear(&out);
		csv_add_number(&out, pairs[i][0]);
		cr_expect_str_eq(out.s, pairs[i][1]);
	}
	str_release(&out);
}

/* All texts of up to five of these characters come back as they were. */
Test(csv_guard, every_text_comes_back)
{
	static const char letters[] = "'=-@\ta\" ";
	char text[6], back[64];
	unsigned n, code, i, rest;

	for (n = 0; n <= 5; n++)
		for (code = 0; code < 1u << (3 * n); code++) {
			struct str out;
			size_t len;

			for (i = 0, rest = code; i < n; i++, rest /= 8)
				text[i] = letters[rest % 8];
			text[n] = '\0';
			str_init(&out, 100);
			csv_add_text(&out, text, '\0');
			/* Unquoted by hand: the reader has tests of its own. */
			len = 0;
			for (i = out.s[0] == '"'; i < out.len - (out.s[0] == '"'); i++) {
				back[len++] = out.s[i];
				i += out.s[0] == '"' && out.s[i] == '"';
			}
			back[len] = '\0';
			cr_assert_str_eq(csv_unguard(back, &len), text, "'%s' was written %s", text, out.s);
			cr_assert_eq(len, strlen(text));
			str_release(&out);
		}
}

/* A number of a spreadsheet as the text that a person sees. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "exchange/xlsx_private.h"

static char text[512];
static bool damaged;

static const char *shown_as(const char *number, struct xlsx_format format, bool from_1904)
{
	struct str out;

	str_init(&out, sizeof(text) - 1);
	damaged = false;
	if (xlsx_add_number(&out, number, strlen(number), &format, from_1904, &damaged))
		snprintf(text, sizeof(text), "%s", out.s);
	else
		snprintf(text, sizeof(text), "no number");
	str_release(&out);
	return text;
}

static const char *plain(const char *number)
{
	return shown_as(number, (struct xlsx_format){ .class = XLSX_NUMBER }, false);
}

static const char *coded(const char *number, const char *code)
{
	static struct arena arena;

	return shown_as(number, xlsx_format_of(code, &arena), false);
}

struct pair {
	const char *number, *expected;
};

#define PAIRS(pairs, shown)                                                                             \
	do {                                                                                            \
		for (size_t i_ = 0; i_ < sizeof(pairs) / sizeof((pairs)[0]); i_++)                      \
			cr_expect_str_eq(shown((pairs)[i_].number), (pairs)[i_].expected, "%s: %s",     \
					 (pairs)[i_].number, text);                                     \
	} while (0)

Test(xlsx_number, without_exponent_and_without_binary_noise)
{
	static const struct pair pairs[] = {
		{ "12", "12" },
		{ "12.5", "12.5" },
		{ "-3", "-3" },
		{ "0", "0" },
		{ "-0", "0" },
		{ "0.0", "0" },
		{ "1E5", "100000" },
		{ "1.5E+2", "150" },
		{ "1e-3", "0.001" },
		{ "0.30000000000000004", "0.3" },
		{ "3.0000000000000004E-1", "0.3" },
		{ "20.600000000000001", "20.6" },
		{ "0.99999999999999989", "1" },
		{ "99.999999999999986", "100" },
		{ "1234.5678900000001", "1234.56789" },
		{ "212661234567", "212661234567" },
		{ "2.12661234567E11", "212661234567" },
		{ "0012.50", "12.5" },
		{ ".5", "0.5" },
		{ "5.", "5" },
		{ "1.7976931348623157E+308", NULL },
	};
	size_t n = sizeof(pairs) / sizeof(pairs[0]) - 1, i;

	for (i = 0; i < n; i++)
		cr_expect_str_eq(plain(pairs[i].number), pairs[i].expected, "%s: %s", pairs[i].number, text);
	plain(pairs[n].number);
	cr_expect_eq(strlen(text), 309);
	cr_expect(strncmp(text, "179769313486232000", 18) == 0, "%s", text);
}

Test(xlsx_number, what_is_none)
{
	static const char *const none[] = { "", "-", ".", "1e", "1e+", "1,5", "1.2.3", "12a", " 1", "1E999", "0x10", "INF", "1E5.0" };
	size_t i;

	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		cr_expect_str_eq(plain(none[i]), "no number", "'%s'", none[i]);
}

Test(xlsx_number, more_digits_than_a_spreadsheet_keeps_are_told)
{
	plain("123456789012345");
	cr_expect_not(damaged, "15 digits are kept");
	cr_expect_str_eq(plain("1234567890123456"), "1234567890123456", "another program may write them all");
	cr_expect(damaged);
	cr_expect_str_eq(plain("1.2345678901234601E+18"), "1234567890123460000");
	cr_expect(damaged);
	plain("1234567.1234567890123");
	cr_expect_not(damaged, "decimals are rounded in silence");
}

static const char *day(const char *number)
{
	return shown_as(number, (struct xlsx_format){ .class = XLSX_DAY }, false);
}

/* 45360 is 2024-03-09; see the calendar of any spreadsheet. */
Test(xlsx_number, days_of_the_system_of_1900)
{
	static const struct pair pairs[] = {
		{ "45360", "2024-03-09" },
		{ "45360.5", "2024-03-09T12:00:00" },
		{ "45360.604166666664", "2024-03-09T14:30:00" },
		{ "45360.999999999", "2024-03-10" },
		{ "1", "1900-01-01" },
		{ "59", "1900-02-28" },
		{ "60", "1900-02-29" },
		{ "61", "1900-03-01" },
		{ "0", "1900-01-00" },
		{ "0.25", "06:00:00" },
		{ "2958465", "9999-12-31" },
		{ "2958466", "2958466" },
		{ "-1", "-1" },
		{ "4.536E4", "2024-03-09" },
	};

	PAIRS(pairs, day);
}

Test(xlsx_number, days_of_the_system_of_1904)
{
	cr_expect_str_eq(shown_as("43898", (struct xlsx_format){ .class = XLSX_DAY }, true), "2024-03-09");
	cr_expect_str_eq(shown_as("0", (struct xlsx_format){ .class = XLSX_DAY }, true), "1904-01-01");
}

Test(xlsx_number, times)
{
	cr_expect_str_eq(coded("0.604166666666667", "hh:mm"), "14:30:00");
	cr_expect_str_eq(coded("1.5", "[h]:mm"), "36:00:00");
	cr_expect_str_eq(coded("0", "h:mm"), "00:00:00");
	cr_expect_str_eq(coded("45360.25", "h:mm AM/PM"), "2024-03-09T06:00:00", "a day behind a time is not dropped");
}

Test(xlsx_number, percents_show_their_sign)
{
	cr_expect_str_eq(coded("0.5", "0%"), "50%");
	cr_expect_str_eq(coded("0.285", "0.0%"), "28.5%");
	cr_expect_str_eq(coded("0.28500000000000003", "0%"), "28.5%", "it is not shortened");
	cr_expect_str_eq(coded("0", "0%"), "0%");
	cr_expect_str_eq(coded("1", "0%"), "100%");
	cr_expect_str_eq(coded("-0.02", "0%"), "-2%");
	cr_expect_str_eq(shown_as("0.125", xlsx_format_builtin(10), false), "12.5%");
}

Test(xlsx_number, digits_in_a_pattern)
{
	cr_expect_str_eq(coded("4217", "\"BG-\"000000"), "BG-004217");
	cr_expect_str_eq(coded("4217", "\\B\\G\\-000000"), "BG-004217");
	cr_expect_str_eq(coded("612345678", "0000000000"), "0612345678");
	cr_expect_str_eq(coded("612345678", "0#\" \"##\" \"##\" \"##\" \"##"), "06 12 34 56 78");
	cr_expect_str_eq(coded("1234567", "00000"), "1234567", "no digit is dropped");
	cr_expect_str_eq(coded("12", "00-00"), "00-12");
	cr_expect_str_eq(coded("123456", "00-00"), "1234-56");
	cr_expect_str_eq(coded("0", "000"), "000");
	cr_expect_str_eq(coded("1.5", "000"), "1.5");
	cr_expect_str_eq(coded("-5", "000"), "-5");
}

Test(xlsx_number, other_formats_keep_the_number)
{
	static const char *const codes[] = { "0", "0.00", "#,##0", "#,##0.00 \"DH\"", "General", "@", "0 \"jours\"",
					     "0.00E+00", "# ?/?", "[Red]0", "[$-40C]0", "_-* #,##0.00_-", "" };
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		cr_expect_str_eq(coded("1234.5", codes[i]), "1234.5", "%s: %s", codes[i], text);
}

Test(xlsx_number, codes_of_days)
{
	static const char *const codes[] = { "dd/mm/yyyy", "yyyy-mm-dd;@", "[$-40C]d mmm yyyy;@", "d\\ mmmm", "mm",
					     "[$-1010000]yyyy/mm/dd", "dddd\", le \"dd", "m/d/yy h:mm" };
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		cr_expect_str_eq(coded("45360", codes[i]), "2024-03-09", "%s: %s", codes[i], text);
}

Test(xlsx_number, words_in_quotes_are_no_codes_of_days)
{
	cr_expect_str_eq(coded("5", "0\" days\""), "5");
	cr_expect_str_eq(coded("5", "\\d\\a\\y 0"), "5");
	cr_expect_str_eq(coded("5", "0_d"), "5");
	cr_expect_str_eq(coded("5", "0*d"), "5");
	cr_expect_str_eq(coded("5", "[Red]0;dd"), "5", "the second part is for numbers below zero");
}

Test(xlsx_number, formats_by_number)
{
	static const struct {
		unsigned id;
		enum xlsx_class class;
	} known[] = { { 0, XLSX_NUMBER }, { 1, XLSX_NUMBER }, { 9, XLSX_PERCENT }, { 13, XLSX_NUMBER }, { 14, XLSX_DAY },
		      { 17, XLSX_DAY }, { 18, XLSX_TIME }, { 22, XLSX_DAY }, { 23, XLSX_NUMBER }, { 27, XLSX_DAY },
		      { 36, XLSX_DAY }, { 37, XLSX_NUMBER }, { 45, XLSX_TIME }, { 46, XLSX_ELAPSED }, { 49, XLSX_NUMBER },
		      { 50, XLSX_DAY }, { 58, XLSX_DAY }, { 59, XLSX_NUMBER } };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		cr_expect_eq(xlsx_format_builtin(known[i].id).class, known[i].class, "%u", known[i].id);
}

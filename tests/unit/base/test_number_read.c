#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/number.h"

static const struct number_style silent = { 0 }, comma = { .decimal = ',' }, point = { .decimal = '.' },
				 blank = { .blank_thousands = true }, percent = { .percent = true };

struct row {
	const char *text, *plain; /* plain NULL: refused */
};

static void check(const struct number_style *style, const struct row *rows, size_t n)
{
	char out[NUMBER_READ];
	const char *why;
	size_t i;

	for (i = 0; i < n; i++) {
		const int rc = number_read(rows[i].text, strlen(rows[i].text), style, out, &why);

		cr_expect_eq(rc, rows[i].plain != NULL ? 0 : -1, "'%s'", rows[i].text);
		if (rc == 0 && rows[i].plain != NULL)
			cr_expect_str_eq(out, rows[i].plain, "'%s' as '%s'", rows[i].text, out);
	}
}
#define CHECK(style, rows) check(style, rows, sizeof(rows) / sizeof((rows)[0]))

Test(number_read, what_a_number_proves_by_itself)
{
	static const struct row rows[] = {
		{ "1240", "1240" },           { "-3", "-3" },
		{ "+3", "3" },                { "\xe2\x88\x92" "3", "-3" },
		{ "12,5", "12.5" },           { "12.5", "12.5" },
		{ "12,50", "12.50" },         { "0,125", "0.125" },
		{ "1234,567", "1234.567" },   { "1.234,50", "1234.50" },
		{ "1,234.50", "1234.50" },    { "1 234,50", "1234.50" },
		{ "1\xc2\xa0" "234", "1234" }, { "1\xe2\x80\xaf" "234", "1234" },
		{ "1\xe2\x80\x89" "234", "1234" }, { "1.234.567", "1234567" },
		{ "1,234,567", "1234567" },   { "1.234,567", "1234.567" },
		{ "-1 234 567,8", "-1234567.8" },
		{ "12,34.5", NULL },          { "1,234,56", NULL },
		{ "1 23", NULL },             { "1234 567", NULL },
		{ "1.234.567,8.9", NULL },    { "1..2", NULL },
		{ ".5", NULL },               { "5.", NULL },
		{ "1 234.567 890", NULL },    { "", NULL },
		{ "-", NULL },                { "About 1000", NULL },
		{ "10/11", NULL },            { "12%", NULL },
		{ "1e3", NULL },              { "1,234", NULL },
		{ "1.234", NULL },            { "-12,345", NULL },
	};

	CHECK(&silent, rows);
}

Test(number_read, arabic_digits_and_separators)
{
	static const struct row rows[] = {
		{ "\xd9\xa1\xd9\xa2\xd9\xa3", "123" },                                 /* 1 2 3 */
		{ "\xdb\xb4\xdb\xb5\xdb\xb6", "456" },                                 /* extended 4 5 6 */
		{ "\xd9\xa1\xd9\xab\xd9\xa5", "1.5" },                                 /* 1 decimal 5 */
		{ "\xd9\xa1\xd9\xac\xd9\xa2\xd9\xa3\xd9\xa4", "1234" },                /* 1 thousands 234 */
		{ "\xd9\xa1\xd9\xac\xd9\xa2\xd9\xa3\xd9\xa4\xd9\xab\xd9\xa5", "1234.5" },
		{ "\xd9\xa1\xd9\xab\xd9\xa2\xd9\xa3\xd9\xa4", "1.234" },               /* the decimal sign is never in doubt */
		{ "\xd9\xa1\xd9\xab\xd9\xa2\xd9\xab\xd9\xa3", NULL },
	};

	CHECK(&silent, rows);
}

Test(number_read, what_a_mapping_declares)
{
	static const struct row commas[] = { { "1,234", "1.234" }, { "1.234", "1234" }, { "1.23", NULL },
					     { "1,234.5", NULL }, { "1 234,5", "1234.5" } };
	static const struct row points[] = { { "1,234", "1234" }, { "1.234", "1.234" }, { "1,23", NULL },
					     { "1.234,5", NULL } };
	static const struct row blanks[] = { { "1,234", "1.234" }, { "1 234", "1234" } };
	static const struct row percents[] = { { "12,5 %", "12.5" }, { "12%", "12" }, { "\xd9\xa1\xd9\xaa", "1" },
					       { "%", NULL }, { "1%%", NULL }, { "12", "12" } };

	CHECK(&comma, commas);
	CHECK(&point, points);
	CHECK(&blank, blanks);
	CHECK(&percent, percents);
}

Test(number_read, why_not)
{
	char out[NUMBER_READ];
	const char *why;

	cr_assert_eq(number_read("1,234", 5, &silent, out, &why), -1);
	cr_assert_eq(why, number_ambiguous);
	cr_assert_eq(number_read("Ten", 3, &silent, out, &why), -1);
	cr_assert_null(why, "it is no number at all");
	cr_assert_eq(number_read("12 34", 5, &silent, out, &why), -1);
	cr_assert_str_eq(why, "is not grouped in threes, as thousands are");
}

#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/number.h"

/* --- parsing --- */

static void assert_int(const char *s, int64_t expected)
{
	const char *why = "";
	int64_t n = 0;

	cr_assert_eq(number_parse_int(s, strlen(s), &n, &why), 0, "'%s' %s", s, why);
	cr_assert_eq(n, expected, "'%s' is %lld", s, (long long)n);
}

static void assert_no_int(const char *s, const char *expected)
{
	const char *why = "";
	int64_t n = 77;

	cr_assert_eq(number_parse_int(s, strlen(s), &n, &why), -1, "'%s'", s);
	cr_assert_str_eq(why, expected, "'%s' %s", s, why);
	cr_assert_eq(n, 77, "'%s' is refused and leaves a value", s);
}

static void assert_amount(const char *s, int64_t expected)
{
	const char *why = "";
	int64_t n = 0;

	cr_assert_eq(number_parse_amount(s, strlen(s), &n, &why), 0, "'%s' %s", s, why);
	cr_assert_eq(n, expected, "'%s' is %lld", s, (long long)n);
}

static void assert_no_amount(const char *s, const char *expected)
{
	const char *why = "";
	int64_t n = 77;

	cr_assert_eq(number_parse_amount(s, strlen(s), &n, &why), -1, "'%s'", s);
	cr_assert_str_eq(why, expected, "'%s' %s", s, why);
	cr_assert_eq(n, 77, "'%s' is refused and leaves a value", s);
}

Test(number, whole_numbers)
{
	assert_int("0", 0);
	assert_int("-0", 0);
	assert_int("42", 42);
	assert_int("+42", 42);
	assert_int("-42", -42);
	assert_int("007", 7);
	assert_int("9223372036854775807", INT64_MAX);
	assert_int("-9223372036854775807", -INT64_MAX);
}

Test(number, a_length_ends_the_text)
{
	const char *why;
	int64_t n;

	cr_assert_eq(number_parse_int("1234", 2, &n, &why), 0);
	cr_assert_eq(n, 12);
	cr_assert_eq(number_parse_amount("1.5x", 3, &n, &why), 0);
	cr_assert_eq(n, 1500000);
	cr_assert_eq(number_parse_int(NULL, 0, &n, &why), -1);
	cr_assert_eq(number_parse_amount(NULL, 0, &n, &why), -1);
}

Test(number, what_is_not_a_whole_number_and_why)
{
	assert_no_int("", "is not a whole number: nothing is written");
	assert_no_int("Ten", "is not a whole number: it has letters");
	assert_no_int("About 1000", "is not a whole number: it has letters");
	assert_no_int("1e3", "is not a whole number: it has letters");
	assert_no_int("0x10", "is not a whole number: it has letters");
	assert_no_int("10/11", "is not a whole number: it has a '/'");
	assert_no_int("1 000", "is not a whole number: it has a blank inside");
	assert_no_int("1\xc2\xa0" "000", "is not a whole number: it has a blank inside");
	assert_no_int("1\xe2\x80\xaf" "000", "is not a whole number: it has a blank inside");
	assert_no_int("1,234",
		      "is not a whole number: it has a comma, which some read as thousands and some as decimals");
	assert_no_int(" 5", "is not a whole number: it has a blank at an end");
	assert_no_int("5 ", "is not a whole number: it has a blank at an end");
	assert_no_int("5\n", "is not a whole number: it has a blank at an end");
	assert_no_int("12.0", "is not a whole number: it has a decimal point");
	assert_no_int("1.234.567", "is not a whole number: it has points");
	assert_no_int("50%", "is not a whole number: it has a '%'");
	assert_no_int("\xd9\xa1\xd9\xa2", "is not a whole number: its digits must be 0 to 9");
	assert_no_int("\xdb\xb1", "is not a whole number: its digits must be 0 to 9");
	assert_no_int("-", "is not a whole number: it must be digits, with '-' in front if it is negative");
	assert_no_int("--5", "is not a whole number: it must be digits, with '-' in front if it is negative");
	assert_no_int("5-6", "is not a whole number: it must be digits, with '-' in front if it is negative");
	assert_no_int("9223372036854775808", "is too large");
	assert_no_int("-9223372036854775808", "is too large");
	assert_no_int("100000000000000000000000000000000000000000", "is too large");
}

Test(number, amounts)
{
	assert_amount("0", 0);
	assert_amount("12", 12000000);
	assert_amount("12.5", 12500000);
	assert_amount("-12.5", -12500000);
	assert_amount("+0.000001", 1);
	assert_amount("-0.000001", -1);
	assert_amount("3.141592", 3141592);
	assert_amount("1.50", 1500000);
	assert_amount("9223372036854.775807", INT64_MAX);
	assert_amount("-9223372036854.775807", -INT64_MAX);
}

Test(number, what_is_not_an_amount_and_why)
{
	assert_no_amount("", "is not a number: nothing is written");
	assert_no_amount("Fifty", "is not a number: it has letters");
	assert_no_amount("1e6", "is not a number: it has letters");
	assert_no_amount("nan", "is not a number: it has letters");
	assert_no_amount("10/11", "is not a number: it has a '/'");
	assert_no_amount("12,5", "is not a number: it has a comma, which some read as thousands and some as decimals");
	assert_no_amount("1 000.5", "is not a number: it has a blank inside");
	assert_no_amount(" 5", "is not a number: it has a blank at an end");
	assert_no_amount("1.2.3", "is not a number: it has several points");
	assert_no_amount("5.", "is not a number: no digit follows the point");
	assert_no_amount(".5", "is not a number: no digit stands before the point");
	assert_no_amount("-.5", "is not a number: no digit stands before the point");
	assert_no_amount(".", "is not a number: no digit stands before the point");
	assert_no_amount("-", "is not a number: it must be digits, with '-' in front if it is negative");
	assert_no_amount("1.-5", "is not a number: it must be digits, with '-' in front if it is negative");
	assert_no_amount("0.1234567", "has more than six decimals");
	assert_no_amount("9223372036854.775808", "is too large");
	assert_no_amount("-9223372036854.775808", "is too large");
	assert_no_amount("9223372036855", "is too large");
	assert_no_amount("99999999999999999999", "is too large");
}

/* --- printing --- */

Test(number, text_has_no_needless_zeros)
{
	char out[NUMBER_TEXT];

	cr_assert_eq(number_text(0, out), out);
	cr_assert_str_eq(out, "0");
	cr_assert_str_eq(number_text(12500000, out), "12.5");
	cr_assert_str_eq(number_text(-3000000, out), "-3");
	cr_assert_str_eq(number_text(100000000, out), "100");
	cr_assert_str_eq(number_text(1, out), "0.000001");
	cr_assert_str_eq(number_text(-50000, out), "-0.05");
	cr_assert_str_eq(number_text(INT64_MAX, out), "9223372036854.775807");
	cr_assert_str_eq(number_text(-INT64_MAX, out), "-9223372036854.775807");
	cr_assert_str_eq(number_text(SIJIL_MISSING, out), "");
}

Test(number, rounding_is_half_away_from_zero)
{
	char out[NUMBER_TEXT];

	cr_assert_str_eq(number_rounded(70000000, 1, out), "70.0");
	cr_assert_str_eq(number_rounded(12345678, 6, out), "12.345678");
	cr_assert_str_eq(number_rounded(12345678, 2, out), "12.35");
	cr_assert_str_eq(number_rounded(12344999, 2, out), "12.34");
	cr_assert_str_eq(number_rounded(500000, 0, out), "1");
	cr_assert_str_eq(number_rounded(-500000, 0, out), "-1");
	cr_assert_str_eq(number_rounded(499999, 0, out), "0");
	cr_assert_str_eq(number_rounded(2500000, 0, out), "3");
	cr_assert_str_eq(number_rounded(50000, 1, out), "0.1");
	cr_assert_str_eq(number_rounded(999999, 2, out), "1.00");
	/* There is no -0. */
	cr_assert_str_eq(number_rounded(-49999, 1, out), "0.0");
	cr_assert_str_eq(number_rounded(INT64_MAX, 0, out), "9223372036855");
	cr_assert_str_eq(number_rounded(SIJIL_MISSING, 2, out), "");
}

Test(number, groups_of_three)
{
	char out[64];

	cr_assert_eq(number_grouped(1240000000, 0, ",", out, sizeof(out)), out);
	cr_assert_str_eq(out, "1,240");
	cr_assert_str_eq(number_grouped(999000000, 0, ",", out, sizeof(out)), "999");
	cr_assert_str_eq(number_grouped(-123456500000, 1, ",", out, sizeof(out)), "-123,456.5");
	cr_assert_str_eq(number_grouped(113173328000000, 0, " ", out, sizeof(out)), "113 173 328");
	cr_assert_str_eq(number_grouped(1240000000, 2, "", out, sizeof(out)), "1240.00");
	cr_assert_str_eq(number_grouped(-1000000000, 0, ".", out, sizeof(out)), "-1.000");
	/* U+202F is three bytes. */
	cr_assert_str_eq(number_grouped(INT64_MAX, 6, "\xe2\x80\xaf", out, sizeof(out)),
			 "9\xe2\x80\xaf" "223\xe2\x80\xaf" "372\xe2\x80\xaf" "036\xe2\x80\xaf" "854.775807");
}

/* --- arithmetic --- */

Test(number, sums_that_do_not_fit_are_told)
{
	int64_t n = 5;

	cr_assert(number_add(3, -4, &n));
	cr_assert_eq(n, -1);
	cr_assert(number_add(INT64_MAX - 1, 1, &n));
	cr_assert_eq(n, INT64_MAX);
	cr_assert_not(number_add(INT64_MAX, 1, &n));
	cr_assert_not(number_add(-INT64_MAX, -1, &n), "SIJIL_MISSING is no sum");
	cr_assert_eq(n, INT64_MAX);
}

Test(number, products)
{
	int64_t n = 5;

	cr_assert(number_mul(2500000, 4000000, &n));
	cr_assert_eq(n, 10000000);
	cr_assert(number_mul(-1500000, 1500000, &n));
	cr_assert_eq(n, -2250000);
	/* 0.000001 x 0.5 is half a millionth: away from zero. */
	cr_assert(number_mul(1, 500000, &n));
	cr_assert_eq(n, 1);
	cr_assert(number_mul(-1, 500000, &n));
	cr_assert_eq(n, -1);
	cr_assert(number_mul(1, 499999, &n));
	cr_assert_eq(n, 0);
	cr_assert(number_mul(INT64_MAX, SIJIL_ONE, &n));
	cr_assert_eq(n, INT64_MAX);
	cr_assert_not(number_mul(INT64_MAX, 1000001, &n));
}

Test(number, ratios_are_rounded_once)
{
	int64_t n = 5;

	/* 7 of 10, per cent */
	cr_assert(number_ratio(7000000, 100, 10000000, 0, &n));
	cr_assert_eq(n, 70000000);
	/* 1 / 3 and 2 / 3 */
	cr_assert(number_ratio(1000000, 1, 3000000, 0, &n));
	cr_assert_eq(n, 333333);
	cr_assert(number_ratio(2000000, 1, 3000000, 1, &n));
	cr_assert_eq(n, 666667);
	cr_assert(number_ratio(-2000000, 1, 3000000, 1, &n));
	cr_assert_eq(n, -666667);
	/* 90 minutes over 60, per 2 groups: 0.75 */
	cr_assert(number_ratio(90000000, 1, 2000000, 60, &n));
	cr_assert_eq(n, 750000);
	/* 1 / 2,000,000 is half a millionth. */
	cr_assert(number_ratio(1000000, 1, 2000000000000, 0, &n));
	cr_assert_eq(n, 1);
	cr_assert(number_ratio(1000000, -1, 2000000000000, 0, &n));
	cr_assert_eq(n, -1);
	cr_assert(number_ratio(1000000, 1, 2000000000001, 0, &n));
	cr_assert_eq(n, 0);
	/* -100 x 3 / -4 */
	cr_assert(number_ratio(3000000, -100, -4000000, 0, &n));
	cr_assert_eq(n, 75000000);
	cr_assert(number_ratio(0, 100, -4000000, 0, &n));
	cr_assert_eq(n, 0);
}

Test(number, ratios_of_large_numbers_are_exact)
{
	int64_t n = 5;

	cr_assert(number_ratio(INT64_MAX, 1000, INT64_MAX, 0, &n));
	cr_assert_eq(n, 1000000000);
	/* x / x x x / x, with products of 126 bits on either side */
	cr_assert(number_ratio(INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, &n));
	cr_assert_eq(n, 1000000);
	cr_assert(number_ratio(INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX - 1, &n));
	cr_assert_eq(n, 1000000);
	cr_assert(number_ratio(INT64_MAX, 1, SIJIL_ONE, 0, &n));
	cr_assert_eq(n, INT64_MAX);
}

Test(number, ratios_that_do_not_fit_are_told)
{
	int64_t n = 5;

	cr_assert_not(number_ratio(INT64_MAX, 2, SIJIL_ONE, 0, &n));
	cr_assert_not(number_ratio(INT64_MAX, INT64_MAX, 1, 0, &n));
	cr_assert_not(number_ratio(INT64_MAX, 1, 999999, 0, &n));
	cr_assert_not(number_ratio(1000000, 1, 0, 0, &n), "nothing is divided by 0");
	cr_assert_eq(n, 5);
}

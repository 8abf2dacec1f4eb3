#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/str.h"

static struct str b;

static void start(void)
{
	str_init(&b, STR_MAX_DEFAULT);
}

static void stop(void)
{
	str_release(&b);
}

TestSuite(str, .init = start, .fini = stop);

Test(str, it_is_a_text_from_the_start)
{
	cr_assert_str_eq(b.s, "");
	cr_assert_eq(b.len, 0);
	cr_assert_not(b.full);
}

Test(str, everything_is_appended)
{
	str_add(&b, "one");
	str_addc(&b, ',');
	str_addn(&b, "two and more", 3);
	str_addf(&b, ",%s%03d", "x", 7);
	str_addn(&b, NULL, 0);
	cr_assert_str_eq(b.s, "one,two,x007");
	cr_assert_eq(b.len, 12);
	str_clear(&b);
	cr_assert_str_eq(b.s, "");
	cr_assert_eq(b.len, 0);
}

Test(str, it_grows)
{
	int i;

	for (i = 0; i < 10000; i++)
		str_add(&b, "0123456789");
	cr_assert_eq(b.len, 100000);
	cr_assert_eq(strlen(b.s), 100000);
	cr_assert_eq(memcmp(b.s + 99990, "0123456789", 11), 0);
	str_addf(&b, "%5000d", 7);
	cr_assert_eq(b.len, 105000);
	cr_assert_eq(b.s[104999], '7');
}

Test(str, integers)
{
	str_addi(&b, 0);
	str_addc(&b, ' ');
	str_addi(&b, -7);
	str_addc(&b, ' ');
	str_addi(&b, INT64_MAX);
	str_addc(&b, ' ');
	str_addi(&b, INT64_MIN);
	cr_assert_str_eq(b.s, "0 -7 9223372036854775807 -9223372036854775808");
}

Test(str, what_does_not_fit_is_cut_and_nothing_follows_it)
{
	struct str small;

	str_init(&small, 5);
	str_add(&small, "abc");
	cr_assert_not(small.full);
	str_add(&small, "defg");
	cr_assert(small.full);
	cr_assert_str_eq(small.s, "abcde");
	str_clear(&small);
	cr_assert_not(small.full);
	/* Five bytes fit exactly. */
	str_add(&small, "12345");
	cr_assert_not(small.full);
	cr_assert_str_eq(small.s, "12345");
	/* The second letter would be split: it goes as a whole, and a shorter one does not slip in behind it. */
	str_clear(&small);
	str_add(&small, "abcd");
	str_add(&small, "\xc3\xa9");
	str_add(&small, "x");
	cr_assert(small.full);
	cr_assert_str_eq(small.s, "abcd");
	str_clear(&small);
	str_addf(&small, "%d", 1234567);
	cr_assert_str_eq(small.s, "12345");
	cr_assert(small.full);
	str_release(&small);
}

Test(str, cut_does_not_split_a_character)
{
	/* ب is two bytes, € three. */
	cr_assert_eq(str_cut("abc", 2), 2);
	cr_assert_eq(str_cut("a\xd8\xa8z", 1), 1);
	cr_assert_eq(str_cut("a\xd8\xa8z", 2), 1);
	cr_assert_eq(str_cut("a\xd8\xa8z", 3), 3);
	cr_assert_eq(str_cut("\xe2\x82\xac.", 2), 0);
	cr_assert_eq(str_cut("\xe2\x82\xac.", 3), 3);
	cr_assert_eq(str_cut("abc", 0), 0);
	/* No UTF-8 at all: anywhere. */
	cr_assert_eq(str_cut("\x80\x80\x80\x80\x80\x80\x80", 5), 5);
}

Test(str, json)
{
	str_add_json(&b, "plain \xd8\xa8/", 9);
	cr_assert_str_eq(b.s, "\"plain \xd8\xa8/\"");
	str_clear(&b);
	str_add_json(&b, "a\"b\\c", 5);
	cr_assert_str_eq(b.s, "\"a\\\"b\\\\c\"");
	str_clear(&b);
	str_add_json(&b, "\b\f\n\r\t\x01\x1f\x7f", 8);
	cr_assert_str_eq(b.s, "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
	str_clear(&b);
	str_add_json(&b, "a\0b", 3);
	cr_assert_str_eq(b.s, "\"a\\u0000b\"");
	str_clear(&b);
	str_add_json(&b, NULL, 0);
	cr_assert_str_eq(b.s, "\"\"");
}

#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/text.h"

static struct arena arena;

static void stop(void)
{
	arena_release(&arena);
}

TestSuite(text, .fini = stop);

/* --- UTF-8 --- */

static void assert_valid(const char *s, size_t n)
{
	size_t bad = 999;

	cr_assert(text_valid(s, n, &bad), "fault at %zu", bad);
	cr_assert_eq(bad, 999);
}

static void assert_fault(const char *s, size_t n, size_t expected)
{
	size_t bad = 999;

	cr_assert_not(text_valid(s, n, &bad), "'%s'", s);
	cr_assert_eq(bad, expected, "fault at %zu instead of %zu", bad, expected);
}

#define BYTES(literal) literal, sizeof(literal) - 1

Test(text, valid_utf8)
{
	assert_valid(NULL, 0);
	assert_valid(BYTES("plain ASCII, more than eight bytes of it\n\t\x7f\x01"));
	assert_valid(BYTES("حي الرياض — café €"));
	/* The first and the last character of each length, and those around the surrogates. */
	assert_valid(BYTES("\x01\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"));
	assert_valid(BYTES("\xed\x9f\xbf\xee\x80\x80"));
}

Test(text, invalid_utf8_and_where)
{
	assert_fault(BYTES("ab\0cd"), 2);
	assert_fault(BYTES("12345678\0"), 8);
	assert_fault(BYTES("123456\0008"), 6);
	assert_fault(BYTES("H\x99pital"), 1);
	assert_fault(BYTES("12345678caf\xe9"), 11);
	assert_fault(BYTES("\xc3\xa9\x80"), 2);
	/* Overlong forms of '/' and of U+07FF, U+FFFF */
	assert_fault(BYTES("\xc0\xaf"), 0);
	assert_fault(BYTES("\xc1\xbf"), 0);
	assert_fault(BYTES("\xe0\x80\xaf"), 0);
	assert_fault(BYTES("\xe0\x9f\xbf"), 0);
	assert_fault(BYTES("\xf0\x8f\xbf\xbf"), 0);
	/* Surrogates */
	assert_fault(BYTES("x\xed\xa0\x80"), 1);
	assert_fault(BYTES("x\xed\xbf\xbf"), 1);
	/* Beyond U+10FFFF */
	assert_fault(BYTES("\xf4\x90\x80\x80"), 0);
	assert_fault(BYTES("\xf5\x80\x80\x80"), 0);
	assert_fault(BYTES("\xff\xfe"), 0);
	/* Cut short, or interrupted */
	assert_fault(BYTES("a\xc3"), 1);
	assert_fault(BYTES("a\xe2\x82"), 1);
	assert_fault(BYTES("a\xf0\x9f\x98"), 1);
	assert_fault(BYTES("\xc3 "), 0);
	assert_fault(BYTES("\xe2\x82 "), 0);
	assert_fault(BYTES("\xf0\x9f\x98 "), 0);
}

Test(text, a_fault_is_found_at_every_place)
{
	char s[40];
	size_t i, n;

	for (n = 1; n <= sizeof(s); n++)
		for (i = 0; i < n; i++) {
			memset(s, 'x', n);
			assert_valid(s, n);
			s[i] = '\0';
			assert_fault(s, n, i);
			s[i] = '\x80';
			assert_fault(s, n, i);
			/* 0x01 and 0x80 look alike to a test for zero bytes that is not careful. */
			s[i] = '\x01';
			assert_valid(s, n);
		}
}

Test(text, length_counts_characters)
{
	cr_assert_eq(text_length("", 0), 0);
	cr_assert_eq(text_length(BYTES("abc")), 3);
	cr_assert_eq(text_length(BYTES("caf\xc3\xa9")), 4);
	cr_assert_eq(text_length(BYTES("\xe2\x82\xac\xf0\x9f\x98\x80")), 2);
}

Test(text, arabic_digits_are_seen)
{
	cr_assert(text_has_arabic_digit(BYTES("12\xd9\xa3")));
	cr_assert(text_has_arabic_digit(BYTES("\xd9\xa0")));
	cr_assert(text_has_arabic_digit(BYTES("\xdb\xb9")));
	cr_assert_not(text_has_arabic_digit(BYTES("123")));
	cr_assert_not(text_has_arabic_digit(BYTES("\xd9\xaa")), "the Arabic per cent sign is no digit");
	cr_assert_not(text_has_arabic_digit(BYTES("\xd9\x85")), "nor is a letter");
	cr_assert_not(text_has_arabic_digit(NULL, 0));
}

Test(text, width_on_a_terminal)
{
	cr_assert_eq(text_width(""), 0);
	cr_assert_eq(text_width("abc"), 3);
	cr_assert_eq(text_width("caf\xc3\xa9"), 4);
	cr_assert_eq(text_width("cafe\xcc\x81"), 4);
	/* مُدَرِّس: four letters, four marks */
	cr_assert_eq(text_width("\xd9\x85\xd9\x8f\xd8\xaf\xd9\x8e\xd8\xb1\xd9\x91\xd9\x90\xd8\xb3"), 4);
	/* 漢 takes two. */
	cr_assert_eq(text_width("\xe6\xbc\xa2"), 2);
	/* U+200F and U+2067 ... U+2069 */
	cr_assert_eq(text_width("\xe2\x80\x8f" "a\xe2\x81\xa7" "b\xe2\x81\xa9"), 2);
	cr_assert_eq(text_width("a\xff"), 2);
}

/* --- NFC --- */

Test(text, who_needs_nfc)
{
	cr_assert_not(text_needs_nfc(BYTES("plain")));
	cr_assert_not(text_needs_nfc("", 0));
	cr_assert_not(text_needs_nfc(BYTES("caf\xc3\xa9 حي الرياض 漢")));
	cr_assert(text_needs_nfc(BYTES("cafe\xcc\x81")));
	/* alef and hamza above */
	cr_assert(text_needs_nfc(BYTES("\xd8\xa7\xd9\x94")));
	/* Fatha is a mark, but there is nothing to compose it with. */
	cr_assert_not(text_needs_nfc(BYTES("\xd9\x85\xd9\x8e")));
	/* The Angstrom sign is a letter of its own only outside NFC. */
	cr_assert(text_needs_nfc(BYTES("12345678\xe2\x84\xab")));
}

Test(text, nfc)
{
	size_t n = 0;

	cr_assert_str_eq(text_nfc(&arena, BYTES("cafe\xcc\x81!"), &n), "caf\xc3\xa9!");
	cr_assert_eq(n, 6);
	cr_assert_str_eq(text_nfc(&arena, BYTES("\xd8\xa7\xd9\x94"), NULL), "\xd8\xa3");
	cr_assert_str_eq(text_nfc(&arena, BYTES("plain"), &n), "plain");
	cr_assert_eq(n, 5);
	cr_assert_str_eq(text_nfc(&arena, "abcdef", 3, &n), "abc");
	cr_assert_str_eq(text_nfc(&arena, NULL, 0, &n), "");
	cr_assert_eq(n, 0);
	/* Nothing happens to what is no text. */
	cr_assert_str_eq(text_nfc(&arena, BYTES("e\xcc\x81\xff"), &n), "e\xcc\x81\xff");
	cr_assert_eq(n, 4);
}

/* --- folding --- */

static void assert_folds(const char *s, const char *expected)
{
	char *folded = text_fold(&arena, s);

	cr_assert_str_eq(folded, expected, "'%s' folds to '%s'", s, folded);
}

Test(text, fold_latin)
{
	assert_folds("", "");
	assert_folds("Hay Riad", "hay riad");
	assert_folds("CAF\xc3\x89", "cafe");
	assert_folds("Cafe\xcc\x81", "cafe");
	assert_folds("\xc3\x87" "a va", "ca va");
	assert_folds("Stra\xc3\x9f" "e", "strasse");
	assert_folds("\xce\xa3\xce\xb1\xcf\x82", "\xcf\x83\xce\xb1\xcf\x83");
}

Test(text, fold_blanks)
{
	assert_folds("  two \t words\n", "two words");
	assert_folds("hay_riad", "hay riad");
	assert_folds("hay-riad", "hay riad");
	assert_folds("hay \xe2\x80\x93 riad", "hay riad");
	assert_folds("a\xc2\xa0" "b\xe2\x80\xaf" "c", "a b c");
	assert_folds("_a_", "a");
	assert_folds(" - ", "");
}

Test(text, fold_arabic)
{
	/* أحمد إيمان آمنة ٱلله */
	assert_folds("\xd8\xa3\xd8\xad\xd9\x85\xd8\xaf", "\xd8\xa7\xd8\xad\xd9\x85\xd8\xaf");
	assert_folds("\xd8\xa5", "\xd8\xa7");
	assert_folds("\xd8\xa2", "\xd8\xa7");
	assert_folds("\xd9\xb1", "\xd8\xa7");
	/* alef and hamza above, as two characters */
	assert_folds("\xd8\xa7\xd9\x94", "\xd8\xa7");
	/* سلمى and مدرسة */
	assert_folds("\xd8\xb3\xd9\x84\xd9\x85\xd9\x89", "\xd8\xb3\xd9\x84\xd9\x85\xd9\x8a");
	assert_folds("\xd9\x85\xd8\xaf\xd8\xb1\xd8\xb3\xd8\xa9", "\xd9\x85\xd8\xaf\xd8\xb1\xd8\xb3\xd9\x87");
	/* مُدَرِّس without its marks, مـد without the kashida */
	assert_folds("\xd9\x85\xd9\x8f\xd8\xaf\xd9\x8e\xd8\xb1\xd9\x91\xd9\x90\xd8\xb3",
		     "\xd9\x85\xd8\xaf\xd8\xb1\xd8\xb3");
	assert_folds("\xd9\x85\xd9\x80\xd8\xaf", "\xd9\x85\xd8\xaf");
	/* Hamza on waw and ya is part of the letter: سؤال, رئيس; also when it is written apart */
	assert_folds("\xd8\xb3\xd8\xa4\xd8\xa7\xd9\x84", "\xd8\xb3\xd8\xa4\xd8\xa7\xd9\x84");
	assert_folds("\xd8\xb1\xd8\xa6\xd9\x8a\xd8\xb3", "\xd8\xb1\xd8\xa6\xd9\x8a\xd8\xb3");
	assert_folds("\xd9\x88\xd9\x94", "\xd8\xa4");
}

Test(text, fold_drops_what_cannot_be_seen)
{
	assert_folds("\xe2\x80\x8f" "a\xe2\x81\xa7" "b\xe2\x81\xa9\xe2\x80\xaa", "ab");
	assert_folds("\xef\xbb\xbfname", "name");
	assert_folds("a\xff" "b", "ab");
}

/* --- codes, names, lists --- */

#define SIXTY_FOUR "a234567890123456789012345678901234567890123456789012345678901234"

Test(text, codes)
{
	cr_assert(text_is_code("P-001"));
	cr_assert(text_is_code("7"));
	cr_assert(text_is_code("a.b_c-D9"));
	cr_assert(text_is_code(SIXTY_FOUR));
	cr_assert_not(text_is_code(SIXTY_FOUR "5"));
	cr_assert_not(text_is_code(""));
	cr_assert_not(text_is_code("-a"));
	cr_assert_not(text_is_code(".a"));
	cr_assert_not(text_is_code("_a"));
	cr_assert_not(text_is_code("a b"));
	cr_assert_not(text_is_code("a/b"));
	cr_assert_not(text_is_code("caf\xc3\xa9"));
}

Test(text, names)
{
	cr_assert(text_is_name("hay_riad2"));
	cr_assert(text_is_name("a"));
	cr_assert(text_is_name(SIXTY_FOUR));
	cr_assert_not(text_is_name(SIXTY_FOUR "5"));
	cr_assert_not(text_is_name(""));
	cr_assert_not(text_is_name("Hay"));
	cr_assert_not(text_is_name("hAy"));
	cr_assert_not(text_is_name("2a"));
	cr_assert_not(text_is_name("_a"));
	cr_assert_not(text_is_name("a-b"));
}

Test(text, split)
{
	const char *rest = "ab||c", *item;
	size_t n;

	item = text_split(&rest, '|', &n);
	cr_assert_eq(n, 2);
	cr_assert_eq(strncmp(item, "ab", n), 0);
	cr_assert_not_null(text_split(&rest, '|', &n));
	cr_assert_eq(n, 0);
	item = text_split(&rest, '|', &n);
	cr_assert_eq(n, 1);
	cr_assert_eq(*item, 'c');
	cr_assert_null(rest);
	cr_assert_null(text_split(&rest, '|', &n));
	rest = "";
	cr_assert_not_null(text_split(&rest, '|', &n), "an empty item");
	cr_assert_eq(n, 0);
	cr_assert_null(text_split(&rest, '|', &n));
	rest = "a,";
	text_split(&rest, ',', &n);
	cr_assert_not_null(text_split(&rest, ',', &n), "an empty item at the end");
	cr_assert_null(text_split(&rest, ',', &n));
}

Test(text, in_list)
{
	cr_assert(text_in_list("late", "present|late|absent", '|'));
	cr_assert(text_in_list("absent", "present|late|absent", '|'));
	cr_assert(text_in_list("present", "present|late|absent", '|'));
	cr_assert_not(text_in_list("lat", "present|late|absent", '|'));
	cr_assert_not(text_in_list("later", "present|late|absent", '|'));
	cr_assert_not(text_in_list("present|late", "present|late|absent", '|'));
	cr_assert_not(text_in_list("", "present|late", '|'));
	cr_assert_not(text_in_list("x", NULL, '|'));
}

/* --- the nearest word --- */

Test(text, nearest)
{
	static const char *const sites[] = { "library", "hay_riad", "garden_kiosk", "hay_salam", NULL };

	cr_assert_str_eq(text_nearest("hay_raid", sites), "hay_riad", "neighbours exchanged: distance 1");
	cr_assert_str_eq(text_nearest("Hay-Riad", sites), "hay_riad", "equal when folded");
	cr_assert_str_eq(text_nearest("librery", sites), "library");
	cr_assert_str_eq(text_nearest("libary", sites), "library");
	cr_assert_str_eq(text_nearest("garden_kiosque", sites), "garden_kiosk", "distance 3 of 14");
	cr_assert_null(text_nearest("swimming", sites));
	cr_assert_null(text_nearest("", sites));
}

Test(text, nearest_is_at_most_a_third_and_three_away)
{
	static const char *const words[] = { "cat", "abcdef", "abcdefghijklmnop", NULL };

	/* Two letters allow no change, three one. */
	cr_assert_null(text_nearest("ca", words));
	cr_assert_str_eq(text_nearest("cut", words), "cat");
	cr_assert_null(text_nearest("cup", words));
	/* Six allow two. */
	cr_assert_str_eq(text_nearest("abcdxy", words), "abcdef");
	cr_assert_null(text_nearest("abcxyz", words));
	/* Sixteen would allow five: three it is. */
	cr_assert_str_eq(text_nearest("abcdefghijklmxyz", words), "abcdefghijklmnop");
	cr_assert_null(text_nearest("abcdefghijklwxyz", words));
}

Test(text, nearest_takes_the_best_and_then_the_first)
{
	static const char *const words[] = { "visits_total", "visit_count", "visit_counts", "visit_counta", NULL };

	cr_assert_str_eq(text_nearest("visit_counts", words), "visit_counts");
	cr_assert_str_eq(text_nearest("visit_countz", words), "visit_count");
	/* An exchange and a change on top of it: 2, where single letters would count 3. */
	cr_assert_str_eq(text_nearest("tiven_x", (const char *const[]){ "itven_y", NULL }), "itven_y");
}

Test(text, nearest_of_a_monster)
{
	static const char *const words[] = { "cat", NULL };
	char monster[5000];

	memset(monster, 'c', sizeof(monster) - 1);
	monster[sizeof(monster) - 1] = '\0';
	cr_assert_null(text_nearest(monster, words));
	cr_assert_null(text_nearest("cat", (const char *const[]){ monster, NULL }));
}

/* --- what is left of a code --- */

static void expect_left(const char *code, const char *left)
{
	char out[TEXT_CODE];

	text_fold_code(code, out);
	cr_expect_str_eq(out, left, "%s: %s", code, out);
}

Test(text, a_code_without_what_the_eye_passes_over)
{
	expect_left("BG-004217", "bg4217");
	expect_left("bg4217", "bg4217");
	expect_left("BG_04217", "bg4217");
	expect_left("Bg.4217", "bg4217");
	expect_left("P-001", "p1");
	expect_left("P-100", "p100"); /* zeros inside a number and behind it count */
	expect_left("P-0", "p0");
	expect_left("P-000", "p0");
	expect_left("A-B-1", "ab1");
	expect_left("BG-1-23", "bg1-23"); /* one hundred and twenty-three is another number than ... */
	expect_left("BG-12-3", "bg12-3");
	expect_left("2024-017", "2024-17");
	expect_left("9999999999999999999999999999999999999999999999999999999999999999",
		    "9999999999999999999999999999999999999999999999999999999999999999");
}

/* Lines no wider than the page. */
#include "config.h"

#include <criterion/criterion.h>

#include "report/wrap.h"

static void expect(const char *text, struct wrap w, const char *expected)
{
	struct str out;

	str_init(&out, STR_MAX_DEFAULT);
	wrap_add(&out, text, &w);
	cr_assert_str_eq(out.s, expected);
	str_release(&out);
}

Test(wrap, a_text_is_broken_at_blanks_and_its_further_lines_hang)
{
	expect("one two three", (struct wrap){ 9, 2, 4 }, "  one two\n    three\n");
	expect("one two three", (struct wrap){ 8, 2, 4 }, "  one\n    two\n    three\n");
	expect("one two three", (struct wrap){ 15, 2, 4 }, "  one two three\n");
}

Test(wrap, without_a_width_it_is_one_line)
{
	expect("one two three", (struct wrap){ 0, 2, 4 }, "  one two three\n");
}

Test(wrap, nothing_is_no_line)
{
	expect("", (struct wrap){ 9, 2, 4 }, "");
}

Test(wrap, a_word_wider_than_the_page_stands_alone)
{
	expect("a second_chance_schools b", (struct wrap){ 8, 0, 2 }, "a\n  second_chance_schools\n  b\n");
	expect("a b", (struct wrap){ 2, 4, 6 }, "    a\n      b\n");
}

Test(wrap, a_number_keeps_its_per_cent)
{
	expect("at 80.9 % now", (struct wrap){ 8, 0, 0 }, "at\n80.9 %\nnow\n");
}

Test(wrap, columns_are_counted_not_bytes)
{
	expect("été été été", (struct wrap){ 7, 0, 0 }, "été été\nété\n");
}

Test(wrap, an_isolate_is_closed_at_the_end_of_its_line_and_opened_on_the_next)
{
	expect("\u2068ابن جرير\u2069 (a)", (struct wrap){ 5, 0, 0 }, "\u2068ابن\u2069\n\u2068جرير\u2069\n(a)\n");
}

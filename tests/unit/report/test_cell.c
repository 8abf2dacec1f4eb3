/* A text made fit to stand in a line. */
#include "config.h"

#include <criterion/criterion.h>

#include "report/cell.h"

#define FSI "\xe2\x81\xa8"
#define PDI "\xe2\x81\xa9"

#define EXPECT(text, expected)											\
	do {													\
		struct str out_;										\
		str_init(&out_, STR_MAX_DEFAULT);								\
		cell_add(&out_, text);										\
		cr_assert_str_eq(out_.s, expected);								\
		str_release(&out_);										\
	} while (0)

Test(cell, left_to_right_text_stays_as_it_is)
{
	EXPECT("École – 70.0 % (420/600)", "École – 70.0 % (420/600)");
	EXPECT("", "");
	EXPECT(NULL, "");
}

Test(cell, right_to_left_text_is_isolated)
{
	EXPECT("ابن جرير", FSI "ابن جرير" PDI);
	EXPECT("E2C ابن", FSI "E2C ابن" PDI);
	EXPECT("שלום", FSI "שלום" PDI);
	EXPECT("\xef\xbb\xbb", FSI "\xef\xbb\xbb" PDI); /* U+FEFB, a presentation form */
	EXPECT("\xe0\xa2\xa0", FSI "\xe0\xa2\xa0" PDI); /* U+08A0, Arabic Extended-A */
	EXPECT("\xf0\x9e\xa4\x80", FSI "\xf0\x9e\xa4\x80" PDI); /* U+1E900, Adlam */
}

Test(cell, control_characters_cannot_move_the_cursor)
{
	EXPECT("a\nb\tc\x1b[2Jd\x7f", "a b c\\u{1b}[2Jd\\u{7f}");
	EXPECT("a\xc2\x85" "b", "a b");         /* NEL */
	EXPECT("a\xc2\x9b" "2Jb", "a\\u{9b}2Jb"); /* CSI in one character */
	EXPECT("a\xe2\x80\xa8" "b", "a b");     /* LINE SEPARATOR */
}

Test(cell, bidi_formatting_inside_cannot_reorder_what_follows)
{
	EXPECT("a\xe2\x80\xae" "b", "a\\u{202e}b");           /* RLO */
	EXPECT("ا" PDI "ب", FSI "ا\\u{2069}ب" PDI);           /* a PDI that would end the isolate */
	EXPECT("a\xe2\x80\x8f" "b", "a\xe2\x80\x8f" "b");     /* a mark, which opens nothing, stays */
}

Test(cell, bytes_that_are_not_utf8_become_blanks_and_do_not_run_past_the_end)
{
	EXPECT("a\xe2", "a ");
	EXPECT("\xf0\x9f", " ");
	EXPECT("\xf4\x8f\xbf" "b", " b");
	EXPECT("a\xbf" "b", "a b");
}

Test(cell, a_message_is_made_safe_but_not_isolated)
{
	struct str out;

	str_init(&out, STR_MAX_DEFAULT);
	cell_add_message(&out, "site 'ابن\x1b[31m' is not known\n");
	cr_assert_str_eq(out.s, "site 'ابن\\u{1b}[31m' is not known ");
	str_release(&out);
}

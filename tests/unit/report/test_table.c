/* Text tables. */
#include "config.h"

#include <criterion/criterion.h>

#include "report/table.h"

#define FSI "\xe2\x81\xa8"
#define PDI "\xe2\x81\xa9"

static void expect(struct table *t, struct table_style style, const char *expected)
{
	struct str out;

	str_init(&out, STR_MAX_DEFAULT);
	table_write(t, &style, &out);
	cr_assert_str_eq(out.s, expected);
	str_release(&out);
	table_free(t);
}

static void row(struct table *t, const char *a, const char *b, const char *c)
{
	table_cell(t, a);
	table_cell(t, b);
	table_cell(t, c);
}

static struct table *three(size_t keys, const char *a, const char *b, const char *c)
{
	struct table *t = table_new(keys);

	table_column(t, a, 0);
	table_column(t, b, TABLE_RIGHT);
	table_column(t, c, TABLE_TIGHT);
	return t;
}

Test(table, columns_are_as_wide_as_their_widest_cell)
{
	struct table *t = three(0, "Site", "Visits", "Unit");

	row(t, "garden_kiosk", "1,240", "visits");
	row(t, "centre", "7", NULL);
	cr_assert_eq(table_height(t), 2);
	expect(t, (struct table_style){ 0 }, "Site          Visits Unit\n"
					     "garden_kiosk   1,240 visits\n"
					     "centre             7\n");
}

Test(table, without_titles_there_is_no_heading)
{
	struct table *t = three(0, NULL, "", NULL);

	row(t, "a", "70.0", "%");
	row(t, "bb", "7.0", "hours");
	expect(t, (struct table_style){ .indent = 2 }, "  a   70.0 %\n"
						       "  bb   7.0 hours\n");
}

Test(table, any_script_is_aligned_by_its_width_and_kept_in_its_place)
{
	struct table *t = three(0, NULL, NULL, NULL);

	row(t, "École", "1", "x");
	row(t, "ابن جرير", "22", "x");  /* 8 columns */
	row(t, "日本", "3", "x");       /* 4 columns */
	expect(t, (struct table_style){ 0 }, "École      1 x\n" FSI "ابن جرير" PDI "  22 x\n"
					     "日本       3 x\n");
}

Test(table, a_sentence_reaches_over_the_rest_and_widens_nothing)
{
	struct table *t = three(0, NULL, NULL, NULL);

	row(t, "rate", "70.0", "%");
	table_cell(t, "hours");
	table_rest(t, "– no entries in the period");
	table_rest(t, "  a remark that is longer than the row");
	row(t, "x", "1", "y");
	cr_assert_eq(table_height(t), 4);
	expect(t, (struct table_style){ 0 }, "rate   70.0 %\n"
					     "hours  – no entries in the period\n"
					     "  a remark that is longer than the row\n"
					     "x         1 y\n");
}

Test(table, a_short_sentence_begins_where_its_column_does)
{
	struct table *t = three(0, NULL, NULL, NULL);

	row(t, "rate", "1,240.0", "%");
	table_cell(t, "x");
	table_rest(t, "–");
	expect(t, (struct table_style){ 0 }, "rate  1,240.0 %\n"
					     "x     –\n");
}

Test(table, too_wide_a_table_is_split_and_its_keys_repeated)
{
	struct table *t = three(1, "Group", "Attended", "Passed");

	row(t, "F", "12", "5");
	row(t, "M", "3", "40");
	/* keys 5, then 2 + 8 = 15 columns; the third would make it 22 */
	expect(t, (struct table_style){ .width = 21 }, "Group  Attended\n"
						       "F            12\n"
						       "M             3\n"
						       "\n"
						       "Group Passed\n"
						       "F     5\n"
						       "M     40\n");
}

Test(table, what_just_fits_is_not_split)
{
	struct table *t = three(1, "Group", "Attended", "Passed");

	row(t, "F", "12", "5");
	expect(t, (struct table_style){ .width = 22 }, "Group  Attended Passed\n"
						       "F            12 5\n");
}

Test(table, a_column_that_never_fits_is_printed_whole)
{
	struct table *t = three(1, NULL, NULL, NULL);

	row(t, "key", "a long cell", "b");
	expect(t, (struct table_style){ .width = 5 }, "key  a long cell\n"
						      "\n"
						      "key b\n");
}

Test(table, headings_are_broken_between_words_and_stand_at_the_bottom)
{
	struct table *t = three(1, "Site", "Attendance rate of women, %", "Extraordinarily long");

	row(t, "a", "70.0", "1");
	expect(t, (struct table_style){ .wrap = 10 }, "      Attendance\n"
						      "         rate of Extraordinarily\n"
						      "Site    women, % long\n"
						      "a           70.0 1\n");
}

Test(table, a_table_without_rows_shows_its_heading)
{
	expect(three(0, "A", "B", "C"), (struct table_style){ 0 }, "A  B C\n");
	expect(table_new(0), (struct table_style){ 0 }, "");
}

Test(table, a_cell_cannot_break_the_line)
{
	struct table *t = three(0, NULL, NULL, NULL);

	row(t, "a\nb", "1", "\x1b[31mred");
	expect(t, (struct table_style){ 0 }, "a b  1 \\u{1b}[31mred\n");
}

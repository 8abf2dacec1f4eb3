#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/date_names.h"
#include "base/date_read.h"

static struct date_style style_of(const char *pattern)
{
	struct date_style style = { .pivot = DATE_NO_PIVOT };

	cr_assert_eq(date_style_parse(pattern, &style), 0, "%s", pattern);
	return style;
}

/* The ISO date, or why there is none. */
static const char *read_with(const struct date_style *style, const char *text)
{
	static char iso[DATE_TEXT];
	const char *why = "";
	int32_t day;

	return date_read(text, strlen(text), style, &day, &why) == 0 ? date_text(day, iso) : why;
}

static void check(const char *pattern, const char *text, const char *expected)
{
	const struct date_style style = style_of(pattern);

	cr_expect_str_eq(read_with(&style, text), expected, "%s as %s: %s", text, pattern, read_with(&style, text));
}

Test(date_read, orders)
{
	check("dd/mm/yyyy", "03/04/2024", "2024-04-03");
	check("dd/mm/yyyy", "3/4/2024", "2024-04-03");
	check("mm/dd/yyyy", "03/04/2024", "2024-03-04");
	check("dd.mm.yyyy", "03.04.2024", "2024-04-03");
	check("yyyy/mm/dd", "2024/04/03", "2024-04-03");
	check("d-m-yyyy", "3-4-2024", "2024-04-03");
	check("mm/yyyy", "4/2024", "2024-04-01");
	check("dd/mm/yyyy", "2024-04-03", "2024-04-03"); /* ISO is never in doubt */
	check("dd/mm/yyyy", "\xd9\xa0\xd9\xa3/\xd9\xa0\xd9\xa4/\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa4", "2024-04-03");
	check("dd/mm/yyyy", "03.04.2024", "is not written so");
	check("dd/mm/yyyy", "03/04/2024 10:00", "is not written so");
	check("dd/mm/yyyy", "003/04/2024", "is not written so");
	check("dd/mm/yyyy", "3/4/20245", "is not written so");
	check("dd/mm/yyyy", "", "is not written so");
}

Test(date_read, days_that_cannot_be)
{
	const struct date_style style = style_of("dd/mm/yyyy");
	const char *why;
	int32_t day;

	check("dd/mm/yyyy", "31/02/2025", "February has at most 29 days");
	check("dd/mm/yyyy", "29/02/2025", "February has 28 days in that year");
	check("dd/mm/yyyy", "02/26/2019", "month 26 does not exist");
	check("dd/mm/yyyy", "00/00/0000", "year 0000 does not exist");
	cr_assert_eq(date_read("31/02/2025", 10, &style, &day, &why), DATE_IMPOSSIBLE);
	cr_assert_eq(date_read("2025-02-31", 10, &style, &day, &why), DATE_IMPOSSIBLE);
	cr_assert_eq(date_read("soon", 4, &style, &day, &why), -1);
}

Test(date_read, years_of_two_digits_need_a_pivot)
{
	struct date_style style = style_of("dd/mm/yy");

	cr_assert_str_eq(read_with(&style, "03/04/24"),
			 "has a year of two digits, which may be of this century or of the last");
	cr_assert_str_eq(read_with(&style, "03/04/2024"), "2024-04-03");
	style.pivot = 50;
	cr_assert_str_eq(read_with(&style, "03/04/49"), "2049-04-03");
	cr_assert_str_eq(read_with(&style, "03/04/50"), "1950-04-03");
}

Test(date_read, names_of_months)
{
	check("dd-mmm-yyyy", "26-Feb-2019", "2019-02-26");
	check("dd-mmm-yyyy", "26 f\xc3\xa9vr. 2019", "2019-02-26");
	check("dd-mmm-yyyy", "1 ao\xc3\xbbt 2019", "2019-08-01");
	check("d mmm yyyy", "1er mars 2024", "2024-03-01");
	check("mmm d, yyyy", "March 9, 2024", "2024-03-09");
	check("d mmm yyyy", "9 \xd8\xba\xd8\xb4\xd8\xaa 2024", "2024-08-09");
	check("d mmm yyyy", "9 jui 2024", "is not written so"); /* June or July */
	check("d mmm yyyy", "9 juil 2024", "2024-07-09");
	check("d mmm yyyy", "31 juin 2024", "June has 30 days");
}

Test(date_read, a_time_behind_a_date)
{
	check("dd/mm/yyyy hh:mm", "26/02/2019 10:00", "2019-02-26");
	check("dd/mm/yyyy hh:mm:ss", "26/02/2019 9:05:59", "2019-02-26");
	check("mm/dd/yyyy hh:mm", "2/26/2019 9:05 PM", "2019-02-26");
	check("d mmm yyyy hh:mm", "26 fév 2019 10:00", "2019-02-26");
	check("dd/mm/yyyy hh:mm", "26/02/2019", "2019-02-26");
	check("dd/mm/yyyy hh:mm", "31/02/2019 10:00", "February has at most 29 days");
	check("dd/mm/yyyy hh:mm", "26/02/2019 soon", "is not written so");
	check("dd/mm/yyyy", "26/02/2019 10:00", "is not written so");
}

Test(date_read, every_month_has_its_names)
{
	static const struct {
		const char *name;
		int month;
	} names[] = {
		{ "يناير", 1 },  { "فبراير", 2 }, { "مارس", 3 },   { "أبريل", 4 },  { "ماي", 5 },    { "يونيو", 6 },
		{ "يوليوز", 7 }, { "غشت", 8 },    { "شتنبر", 9 },  { "أكتوبر", 10 }, { "نونبر", 11 }, { "دجنبر", 12 },
		{ "كانون الثاني", 1 }, { "شباط", 2 }, { "آذار", 3 }, { "نيسان", 4 }, { "أيار", 5 }, { "حزيران", 6 },
		{ "تموز", 7 }, { "آب", 8 }, { "أيلول", 9 }, { "تشرين الأول", 10 }, { "تشرين الثاني", 11 },
		{ "كانون الأول", 12 }, { "سبتمبر", 9 }, { "نوفمبر", 11 }, { "ديسمبر", 12 }, { "يوليو", 7 },
		{ "أغسطس", 8 }, { "January", 1 }, { "Sept.", 9 }, { "DÉC", 12 }, { "mai", 5 }, { "May", 5 },
		{ "ma", 0 }, { "قد", 0 }, { "", 0 }, { ".", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		cr_expect_eq(date_month_named(names[i].name, strlen(names[i].name)), names[i].month, "%s", names[i].name);
}

Test(date_read, moments_and_day_numbers)
{
	struct date_style style = style_of("iso-datetime");

	cr_assert_str_eq(read_with(&style, "2019-02-26T10:00:00+02:00"), "2019-02-26");
	cr_assert_str_eq(read_with(&style, "2019-02-26T23:59:59.999Z"), "2019-02-26");
	cr_assert_str_eq(read_with(&style, "2019-02-26 10:00"), "2019-02-26");
	cr_assert_str_eq(read_with(&style, "2019-02-26"), "2019-02-26");
	cr_assert_str_neq(read_with(&style, "2019-02-26Tomorrow"), "2019-02-26");
	cr_assert_str_neq(read_with(&style, "45292"), "2024-01-01");
	style.excel = 1900;
	cr_assert_str_eq(read_with(&style, "45292"), "2024-01-01");
	cr_assert_str_eq(read_with(&style, "45292.75"), "2024-01-01");
	style.excel = 1904;
	cr_assert_str_eq(read_with(&style, "43830"), "2024-01-01");
}

Test(date_read, patterns_that_say_nothing)
{
	static const char *const bad[] = { "", "dd", "dd/mm", "dd/dd/yyyy", "dd/mm-yyyy", "dd/mm/yyy", "ddmmyyyy", "d/m/y",
					   "dd/mm/yyyy ", "tomorrow", "ddd/mm/yyyy" };
	struct date_style style = { .pivot = DATE_NO_PIVOT };
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		cr_expect_eq(date_style_parse(bad[i], &style), -1, "%s", bad[i]);
	cr_assert_eq(date_style_parse("DD/MM/YYYY", &style), 0, "capitals do not matter");
	cr_assert_eq(date_style_parse("iso", &style), 0);
}

Test(date_read, what_a_date_says_of_its_column)
{
	static const struct {
		const char *text;
		enum date_order order;
	} rows[] = {
		{ "03/04/2024", DATE_ORDER_OPEN }, { "26/02/2019", DATE_ORDER_DMY }, { "2/26/2019", DATE_ORDER_MDY },
		{ "26.02.2019", DATE_ORDER_DMY },  { "13/13/2024", DATE_ORDER_NONE }, { "2024-03-04", DATE_ORDER_NONE },
		{ "3/4/24", DATE_ORDER_NONE },     { "3/4-2024", DATE_ORDER_NONE },   { "x", DATE_ORDER_NONE },
	};
	char separator;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		cr_expect_eq(date_order_of(rows[i].text, strlen(rows[i].text), &separator), rows[i].order, "%s",
			     rows[i].text);
}

/* Text to value: what is taken, what is refused, and the words for it. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "drafting.h"

static struct drafting d;

static void stop(void)
{
	drafting_end(&d);
}

TestSuite(intake_fields, .fini = stop);

Test(intake_fields, whole_numbers)
{
	drafting_start(&d, TOWN_SCHOOL, "attendance");
	cr_assert_eq(good(&d, "minutes", "75").number, 75);
	cr_assert_eq(good(&d, "minutes", "0").number, 0);
	cr_assert_eq(good(&d, "minutes", "600").number, 600);
	cr_assert_eq(good(&d, "minutes", " 90\t").number, 90);
}

Test(intake_fields, texts_in_a_count_are_refused_with_a_remedy)
{
	static const struct {
		const char *text, *remedy;
	} cases[] = {
		{ "1,240", "write digits only: 1240" },
		{ "12.0", "write digits only: 12" },
		{ "About 1000", "write digits only, such as 1000" },
		{ "Ten", "write one whole number, digits only, such as 12" },
		{ "10/11", "write one whole number, digits only, such as 12" },
		{ "1,24", "write one whole number, digits only, such as 12" },
		{ "12345678901234567890123", "write one whole number, digits only, such as 12" },
	};
	size_t i;

	drafting_start(&d, TOWN_SPACES, "visit_count");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct finding f = bad(&d, "visits", cases[i].text);

		cr_assert_str_eq(f.code, "CORE-E02", "%s", cases[i].text);
		cr_assert_str_eq(f.remedy, cases[i].remedy, "%s: %s", cases[i].text, f.remedy);
	}
}

Test(intake_fields, a_refused_number_is_named_with_field_value_and_range)
{
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "attendance");
	f = bad(&d, "minutes", "Ten");
	cr_assert_str_eq(f.message, "minutes 'Ten' is not a whole number: it has letters; expected 0 to 600 minutes");
	cr_assert_str_eq(f.field, "minutes");
	cr_assert_str_eq(f.value, "Ten");
	cr_assert_str_eq(f.kind, "attendance");
	cr_assert_str_eq(f.program, "school");
	f = bad(&d, "minutes", "601");
	cr_assert_str_eq(f.message, "minutes '601' is out of range; expected 0 to 600 minutes");
	f = bad(&d, "minutes", "-1");
	cr_assert_str_eq(f.message, "minutes '-1' is out of range; expected 0 to 600 minutes");
}

Test(intake_fields, a_number_without_upper_limit_still_has_an_amount)
{
	struct finding f;

	drafting_start(&d, TOWN_SPACES, "visit_count");
	cr_assert_eq(good(&d, "visits", "9223372036854").number, INT64_C(9223372036854));
	f = bad(&d, "visits", "9223372036855");
	cr_assert_str_eq(f.message, "visits '9223372036855' is too large");
	f = bad(&d, "visits", "-5");
	cr_assert_str_eq(f.message, "visits '-5' is out of range; expected at least 0 persons");
}

Test(intake_fields, numbers_with_choices)
{
	drafting_start(&d, TOWN_SCHOOL, "assessment");
	cr_assert_eq(good(&d, "months", "12").number, 12);
	cr_assert_str_eq(bad(&d, "months", "4").message, "months '4' is not one of: 3, 6, 12");
}

Test(intake_fields, decimals)
{
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "assessment");
	cr_assert_eq(good(&d, "score", "12.5").number, 12500000);
	cr_assert_eq(good(&d, "score", "100").number, 100000000);
	cr_assert_str_eq(bad(&d, "score", "100.000001").message,
			 "score '100.000001' is out of range; expected 0 to 100 points");
	f = bad(&d, "score", "1,240");
	cr_assert_str_eq(f.message, "score '1,240' may be thousands or decimals; expected 0 to 100 points");
	cr_assert_str_eq(f.remedy, "write 1240 or 1.240, whichever is meant");
	cr_assert_str_eq(bad(&d, "score", "good").remedy, "write digits, with a point before decimals, such as 12.5");
}

/* As a person writes a number, where it has one reading only. */
Test(intake_fields, numbers_of_other_scripts_and_countries)
{
	drafting_start(&d, TOWN_SCHOOL, "assessment");
	cr_assert_eq(good(&d, "score", "12,5").number, 12500000);
	cr_assert_eq(good(&d, "score", "\xd9\xa1\xd9\xa2\xd9\xab\xd9\xa5").number, 12500000);
	cr_assert_eq(good(&d, "score", "1.125").number, 1125000, "typed, a point is before decimals");
	cr_assert_str_eq(bad(&d, "score", "1 240").message, "score '1 240' is out of range; expected 0 to 100 points");
}

Test(intake_fields, whole_numbers_of_other_scripts_and_countries)
{
	drafting_start(&d, TOWN_SPACES, "visit_count");
	cr_assert_eq(good(&d, "visits", "1\xe2\x80\xaf" "240").number, 1240);
	cr_assert_eq(good(&d, "visits", "1.240.000").number, 1240000);
	cr_assert_eq(good(&d, "visits", "\xdb\xb1\xdb\xb2").number, 12);
	bad(&d, "visits", "1,240");
	bad(&d, "visits", "12,5");
	bad(&d, "visits", "12 40");
	bad(&d, "visits", "12%");
}

/* What a file says, where nothing says how it writes its numbers: a point is no surer than a comma. */
Test(intake_fields, numbers_of_a_file)
{
	const struct number_style silent = { 0 }, comma = { .decimal = ',' };
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "assessment");
	d.in.numbers = &silent;
	f = bad(&d, "score", "1.125");
	cr_assert_str_eq(f.message, "score '1.125' may be thousands or decimals; expected 0 to 100 points");
	cr_assert_str_eq(f.remedy, "say in the mapping of sijil.yaml which it is: decimal: \",\" or decimal: \".\"");
	cr_assert_eq(good(&d, "score", "12.5").number, 12500000);
	d.in.numbers = &comma;
	cr_assert_eq(good(&d, "score", "1,125").number, 1125000);
	f = bad(&d, "score", "1.125");
	cr_assert_str_eq(f.message, "score '1.125' is out of range; expected 0 to 100 points");
	f = bad(&d, "score", "1.5");
	cr_assert_str_eq(f.message, "score '1.5' is not grouped in threes, as thousands are; expected 0 to 100 points");
}

Test(intake_fields, days_that_cannot_be)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ "31/02/2024", "next '31/02/2024' is not a date: February has at most 29 days" },
		{ "29/02/2023", "next '29/02/2023' is not a date: February has 28 days in that year" },
		{ "04/31/2024", "next '04/31/2024' is not a date: April has 30 days" },
		{ "2024-02-30", "next '2024-02-30' is not a date: February has at most 29 days" },
		{ "0000-00-00", "next '0000-00-00' is not a date: year 0000 does not exist" },
	};
	size_t i;

	drafting_start(&d, TOWN_SCHOOL, "assessment");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct finding f = bad(&d, "next", cases[i].text);

		cr_assert_str_eq(f.code, "CORE-E06", "%s", cases[i].text);
		cr_assert_str_eq(f.message, cases[i].message);
	}
	cr_assert_str_eq(bad(&d, "next", "26/02/2024").message,
			 "next '26/02/2024' is not a date: the year comes first, then the month, then the day");
}

Test(intake_fields, choices_in_any_case_but_not_with_another_accent)
{
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "attendance");
	cr_assert_eq(good(&d, "status", "present").number, 0);
	cr_assert_eq(good(&d, "status", "absent").number, 3);
	cr_assert_eq(good(&d, "status", " present ").number, 0);
	cr_assert_eq(good(&d, "status", "EXCUSED").number, 2);
	cr_assert_eq(good(&d, "status", "\xe2\x80\x8flate\xc2\xa0").number, 1);
	f = bad(&d, "status", "Pr\xc3\xa9sent");
	cr_assert_str_eq(f.code, "CORE-E02");
	cr_assert_str_eq(f.message, "status 'Pr\xc3\xa9sent' is not one of: present, late, excused, absent "
				    "(did you mean 'present'?)");
	f = bad(&d, "status", "yes");
	cr_assert_str_eq(f.message, "status 'yes' is not one of: present, late, excused, absent");
}

Test(intake_fields, words_of_a_choice_may_be_joined_otherwise)
{
	drafting_start(&d, TOWN_SCHOOL, "enrolment");
	cr_assert_eq(good(&d, "track", "Formal return").number, 0);
	cr_assert_eq(good(&d, "track", "formal-return").number, 0);
	bad(&d, "track", "formalreturn");
	bad(&d, "track", "formal_returns");
	bad(&d, "track", "formal_");
}

Test(intake_fields, true_and_false)
{
	static const struct {
		const char *text;
		int value;
	} cases[] = { { "true", 1 }, { "yes", 1 }, { "1", 1 }, { "TRUE", 1 }, { "false", 0 }, { "No", 0 }, { "0", 0 },
		      { "Oui", 1 },  { "VRAI", 1 }, { "non", 0 }, { "FAUX", 0 }, { "نعم", 1 },    { "لا", 0 } };
	size_t i;

	drafting_start(&d, TOWN_SCHOOL, "session");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		cr_assert_eq(good(&d, "planned", cases[i].text).number, cases[i].value, "%s", cases[i].text);
	cr_assert_str_eq(bad(&d, "planned", "maybe").message, "planned 'maybe' is neither true nor false");
	bad(&d, "planned", "2");
}

Test(intake_fields, dates)
{
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "assessment");
	cr_assert_eq(good(&d, "next", "2024-03-09").number, 19791); /* 54 years of 365.25 days, 13 leap days, 31+29+8 */
	cr_assert_eq(good(&d, "next", "2025-12-31").number, 20453);
	f = bad(&d, "next", "2019-31-01");
	cr_assert_str_eq(f.code, "CORE-E06");
	cr_assert(strstr(f.message, "next '2019-31-01' is not a date: ") == f.message, "%s", f.message);
	cr_assert_str_eq(f.remedy, "if that is the day, write 2019-01-31");
}

Test(intake_fields, what_to_write_instead_of_a_look_alike)
{
	static const struct {
		const char *text, *remedy;
	} cases[] = {
		{ "09/03/2024", "write 2024-03-09 or 2024-09-03, whichever is meant" },
		{ "31/12/2024", "if that is the day, write 2024-12-31" },
		{ "12/31/2024", "if that is the day, write 2024-12-31" },
		{ "3.3.2024", "if that is the day, write 2024-03-03" },
		{ "2024-3-9", "if that is the day, write 2024-03-09" },
		{ "2024/03/09", "if that is the day, write 2024-03-09" },
		{ "20240309", "if that is the day, write 2024-03-09" },
		{ "2024-03-09 10:15", "if that is the day, write 2024-03-09" },
		{ "9/3/24", "write the year with four digits, as year-month-day, such as 2024-03-09; of a whole file, a mapping can say "
		  "how it is meant (dates: dd/mm/yy, two_digit_year_pivot: 50)" },
		{ "yesterday", "write year-month-day, such as 2024-03-09" },
		{ "45292", "write year-month-day, such as 2024-03-09" },
	};
	size_t i;

	drafting_start(&d, TOWN_SCHOOL, "assessment");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct finding f = bad(&d, "next", cases[i].text);

		cr_assert_str_eq(f.code, "CORE-E03", "%s", cases[i].text);
		cr_assert_str_eq(f.remedy, cases[i].remedy, "%s: %s", cases[i].text, f.remedy);
	}
}

Test(intake_fields, years_that_cannot_be_meant)
{
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "assessment");
	good(&d, "next", "1990-01-01");
	f = bad(&d, "next", "0020-03-09");
	cr_assert_str_eq(f.code, "CORE-E06");
	cr_assert_str_eq(f.message, "next '0020-03-09' is in the year 0020; expected a year from 1990 to 2025");
	cr_assert_str_eq(bad(&d, "next", "1989-12-31").code, "CORE-E06");
	cr_assert_str_eq(bad(&d, "next", "2026-01-01").code, "CORE-E06");
}

Test(intake_fields, text_is_kept_by_pointer_when_it_is_fine)
{
	static const char plain[] = "soir-a", arabic[] = "\xd9\x81\xd9\x88\xd8\xac";

	drafting_start(&d, TOWN_SCHOOL, "enrolment");
	cr_assert_eq(good(&d, "cohort", plain).text, plain);
	cr_assert_eq(good(&d, "cohort", arabic).text, arabic);
	cr_assert_eq(d.arena.used, 0, "an arena was used");
	cr_assert_str_eq(good(&d, "cohort", "  a b ").text, "a b");
}

Test(intake_fields, text_is_composed_and_measured_in_characters)
{
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "enrolment");
	cr_assert_str_eq(good(&d, "cohort", "e\xcc\x81t\xc3\xa9").text, "\xc3\xa9t\xc3\xa9");
	good(&d, "cohort", "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"); /* 8, in 16 bytes */
	f = bad(&d, "cohort", "123456789");
	cr_assert_str_eq(f.message, "cohort '123456789' has 9 characters; expected at most 8 characters");
	cr_assert_str_eq(f.remedy, "shorten it");
}

Test(intake_fields, text_may_not_hold_controls)
{
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "session");
	f = bad(&d, "cohort", "a\nb");
	cr_assert_str_eq(f.message, "cohort 'a?b' holds a control character");
	bad(&d, "cohort", "a\x1b[31m");
	bad(&d, "cohort", "a\x7f");
	bad(&d, "cohort", "a\xc2\x85" "b");
	cr_assert_str_eq(good(&d, "cohort", "a\xe2\x80\x8f" "b").text, "a\xe2\x80\x8f" "b"); /* names need them */
}

Test(intake_fields, a_long_text_is_shown_in_part)
{
	char text[3001];
	struct finding f;

	memset(text, 'x', 3000);
	text[3000] = '\0';
	drafting_start(&d, TOWN_SCHOOL, "attendance");
	f = bad(&d, "status", text);
	cr_assert_eq(strlen(f.value), 203);
	cr_assert_lt(strlen(f.message), 300);
	cr_assert_not_null(strstr(f.message, "xxx...' is not one of"));
}

Test(intake_fields, entries_are_looked_up)
{
	drafting_start(&d, TOWN_SCHOOL, "attendance");
	d.refer = 17;
	cr_assert_eq(good(&d, "session", "soir-a/2024-10-07").number, 17);
	cr_assert_null(good(&d, "session", "#17").entry);
}

Test(intake_fields, an_entry_that_is_not_found)
{
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "attendance");
	d.refer = 0;
	f = bad(&d, "session", "soir-b/2024-10-07");
	cr_assert_str_eq(f.code, "CORE-E02");
	cr_assert_str_eq(f.message, "session 'soir-b/2024-10-07' names no 'session' entry");
	cr_assert_str_eq(f.remedy,
			 "write cohort/day, such as cohort-a/2024-11-15, or the number of the entry, such as #17");
	d.refer = -1;
	f = bad(&d, "session", "soir-a/2024-10-07");
	cr_assert_str_eq(f.message, "session 'soir-a/2024-10-07' names several 'session' entries");
	cr_assert_str_eq(f.remedy, "give the number of the one that is meant, such as #17");
}

Test(intake_fields, a_register_that_cannot_be_read_is_no_finding)
{
	struct sijil_err err = { 0 };

	drafting_start(&d, TOWN_SCHOOL, "attendance");
	d.refer = -2;
	cr_assert_eq(intake_take(&d.in, &d.draft, intake_target(d.in.kind, "session"), "#17", 3, 0, &err), -1);
	cr_assert_eq(err.status, ERR_IO);
	cr_assert_eq(d.findings.n, 0);
}

Test(intake_fields, without_a_register_only_numbers_name_entries)
{
	drafting_start(&d, TOWN_SCHOOL, "attendance");
	d.in.refer = NULL;
	cr_assert_eq(good(&d, "session", "#17").number, 17);
	cr_assert_eq(good(&d, "session", "17").number, 17);
	cr_assert_str_eq(bad(&d, "session", "soir-a/2024-10-07").message,
			 "session 'soir-a/2024-10-07' is not an entry number");
}

Test(intake_fields, blank_means_not_given)
{
	drafting_start(&d, TOWN_SCHOOL, "attendance");
	cr_assert_eq(good(&d, "minutes", "").number, SIJIL_MISSING);
	cr_assert_eq(good(&d, "minutes", " \xc2\xa0 ").number, SIJIL_MISSING);
	cr_assert_eq(good(&d, "status", "\xe2\x80\x8f").number, SIJIL_MISSING);
}

Test(intake_fields, a_field_is_given_once)
{
	drafting_start(&d, TOWN_SCHOOL, "attendance");
	take(&d, "minutes", "10");
	take(&d, "minutes", "20");
	cr_assert_str_eq(only(&d.findings)->message, "minutes '20' is given a second time");
}

/* Organisations named in sijil.yaml: by id, or by name as people write it; another one is refused, with the nearest. */
Test(intake_fields, a_partner_is_one_of_the_citys)
{
	static struct partner partners[] = { { "assoc_nour", { .fr = "Association Nour" } },
					     { "town", { .any = "Town hall" } } };
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "budget_line");
	cr_assert_str_eq(good(&d, "partner", "Anybody").text, "Anybody");
	d.town.city.partners = partners;
	d.town.city.n_partners = 2;
	cr_assert_str_eq(good(&d, "partner", "assoc_nour").text, "assoc_nour");
	cr_assert_str_eq(good(&d, "partner", "association NOUR").text, "assoc_nour");
	f = bad(&d, "partner", "asoc_nour");
	cr_assert_str_eq(f.code, "CORE-E07");
	cr_assert_str_eq(f.message, "partner 'asoc_nour' is not a partner of sijil.yaml (did you mean 'assoc_nour'?)");
	cr_assert_not_null(strstr(f.remedy, "add this one to 'partners'"));
}

/* The summary as text: the whole page, and what changes it. */
#include "config.h"

#include <stdio.h>

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "sample.h"

#define HEAD													\
	"École de la deuxième chance (second_chance_schools, e2c)\n"						\
	"SY2024: 2024-09-01 – 2025-08-31 · as of 2025-09-01 · "

static void expect(struct sample *s, const char *language, const char *expected)
{
	char *text = sample_write(s, "text", language);

	cr_assert_str_eq(text, expected);
	free(text);
}

static void expect_has(struct sample *s, const char *words, bool has)
{
	char *text = sample_write(s, "text", "en");

	cr_assert_eq(strstr(text, words) != NULL, has, "%s '%s' in\n%s", has ? "no" : "a", words, text);
	free(text);
}

Test(text, a_page_of_six_metrics)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "attendance_rate", ONES(75), "percent");
	expect(&s, "en",
	       "Ben Guerir\n"
	       "\n" HEAD "latest entry 2025-08-01\n"
	       "\n"
	       "  Active learners       12 persons             +20 %, ×1.20 vs SY2023, improved\n"
	       "  Attendance rate     70.0 %        (420/600)  +3.2 points vs SY2023, improved\n"
	       "    target 75.0 %: behind, 5.0 points below\n"
	       "  Contact hours        7.0 hours               SY2023: – no entries in the period\n"
	       "  Insertion rate     100.0 %        (2/2)      SY2023: – denominator is 0\n"
	       "    formal 50.0 % (1/2)\n"
	       "    vocational 0.0 % (0/2)\n"
	       "    working life 50.0 % (1/2)\n"
	       "  Parity              4.00          (100/25)   SY2023: – no entries in the period\n"
	       "    adjusted 1.75\n"
	       "  Budget spent     264,000 MAD                 +164 %, ×2.64 vs SY2023\n");
}

Test(text, a_program_without_entries_says_so)
{
	struct sample s;

	sample_make(&s);
	s.program_answers.last_entry = DATE_NONE;
	s.program_answers.n_metrics = 1;
	s.answers[LEARNERS].total = counted(0);
	s.answers[LEARNERS].previous = counted(0);
	expect(&s, "fr",
	       "Ben Guerir\n"
	       "\n" HEAD "no entries yet\n"
	       "\n"
	       "  Active learners  0 persons    unchanged vs SY2023\n");
}

Test(text, a_program_whose_plugin_is_missing_says_why)
{
	struct sample s;

	sample_make(&s);
	s.program.plugin = NULL;
	snprintf(s.program.why.message, sizeof(s.program.why.message), "second_chance_schools.so: no such file");
	s.program_answers.n_metrics = 0;
	expect(&s, "en",
	       "Ben Guerir\n"
	       "\n" HEAD "latest entry 2025-08-01\n"
	       "\n"
	       "  not available: second_chance_schools.so: no such file\n");
}

Test(text, titles_are_in_the_language_asked_for_and_isolated_when_arabic)
{
	static const char start[] =
		"\u2068ابن جرير\u2069\n\n\u2068مدرسة الفرصة الثانية\u2069 (second_chance_schools, e2c)\n";
	struct sample s;
	char *text;

	sample_make(&s);
	s.config.title.ar = "مدرسة الفرصة الثانية";
	text = sample_write(&s, "text", "ar");
	cr_assert_eq(strncmp(text, start, strlen(start)), 0, "%s", text);
	free(text);
}

Test(text, a_program_without_a_title_has_its_plugins)
{
	struct sample s;

	sample_make(&s);
	s.config.title.fr = NULL;
	expect_has(&s, "\nSecond-chance schools (second_chance_schools, e2c)\n", true);
	s.program.plugin = NULL;
	s.program_answers.n_metrics = 0;
	expect_has(&s, "\ne2c (second_chance_schools, e2c)\n", true);
}

Test(text, small_numbers_are_not_printed_and_explained)
{
	struct sample s;

	sample_make(&s);
	s.city.suppress_below = 5;
	s.program_answers.n_metrics = 1;
	s.answers[LEARNERS].total = counted(3);
	expect(&s, "en",
	       "Ben Guerir\n"
	       "\n" HEAD "latest entry 2025-08-01\n"
	       "\n"
	       "  Active learners  <5\n"
	       "\n"
	       "  <5: 1 to 4 persons, or hidden so that no total gives such a number away\n");
}

Test(text, nothing_suppressed_nothing_explained)
{
	struct sample s;

	sample_make(&s);
	s.city.suppress_below = 5;
	s.program_answers.n_metrics = 1;
	expect_has(&s, "<5", false);
}

Test(text, a_group_suppressed_alone_is_explained_too)
{
	struct sample s;

	sample_make(&s);
	s.city.suppress_below = 5;
	s.program_answers.n_metrics = 1;
	sample_break(&s, LEARNERS, "sex", true,
		     (struct group[]){ { "F", counted(10) }, { "M", counted(2) }, { NULL, { 0 } } });
	expect_has(&s, "\n  <5: 1 to 4 persons", true);
}

Test(text, a_part_suppressed_alone_is_explained_too)
{
	struct sample s;

	sample_make(&s);
	s.city.suppress_below = 5;
	s.program_answers.n_metrics = INSERTION + 1;
	s.answers[INSERTION].total = rate(20, 40);
	for (int i = 0; i < PARTS; i++)
		s.parts[i].figure = rate(i == 1 ? 2 : 9, 40);
	expect_has(&s, "    vocational <5\n", true);
	expect_has(&s, "\n  <5: 1 to 4 persons", true);
}

Test(text, persons_left_out_are_suppressed_too)
{
	struct sample s;

	sample_make(&s);
	s.city.suppress_below = 5;
	s.program_answers.n_metrics = 1;
	s.answers[LEARNERS].n_excluded = 1;
	s.excluded[LEARNERS][0] = (struct excluded){ "not_recorded", 2, NONE };
	expect_has(&s, "    excluded: <5 with something not recorded\n", true);
	expect_has(&s, "\n  <5: 1 to 4 persons", true);
}

Test(text, programs_follow_each_other)
{
	struct sample s;
	struct program_answers two[2];

	sample_make(&s);
	s.program_answers.n_metrics = 1;
	two[0] = two[1] = s.program_answers;
	two[1].n_metrics = 0;
	s.all.programs = two;
	s.all.n_programs = 2;
	expect_has(&s, "improved\n\nÉcole", true);
}

/* As of 2025-09-01: five weeks before is 2025-07-28. */
Test(text, every_site_says_when_it_was_last_heard_of)
{
	struct sample s;
	struct site_freshness sites[3];

	sample_make(&s);
	sites[0] = (struct site_freshness){ "centre", date_day(2025, 7, 28) };
	sites[1] = (struct site_freshness){ "hay_riad", date_day(2025, 7, 27) };
	sites[2] = (struct site_freshness){ "elsewhere", DATE_NONE };
	s.program_answers.sites = sites;
	s.program_answers.n_sites = 3;
	s.config.silent_days = 36;
	expect_has(&s, "Hay Riad 2025-07-27, elsewhere", true);
	s.config.silent_days = 35;
	expect_has(&s, "latest entry 2025-08-01\nlatest entry per site: Centre 2025-07-28, Hay Riad 2025-07-27 "
		       "(silent: 36 days), elsewhere no\n  entries yet\n\n", true);
}

Test(text, a_single_site_is_named_only_when_it_is_silent)
{
	struct sample s;
	struct site_freshness site = { "hay_riad", date_day(2025, 8, 1) };

	sample_make(&s);
	s.program_answers.sites = &site;
	s.program_answers.n_sites = 1;
	expect_has(&s, "per site", false);
	site.last = date_day(2025, 5, 1); /* 123 days before */
	expect_has(&s, "latest entry per site: Hay Riad 2025-05-01 (silent: 123 days)\n", true);
	s.program_answers.last_entry = DATE_NONE;
	expect_has(&s, "per site", false);
}

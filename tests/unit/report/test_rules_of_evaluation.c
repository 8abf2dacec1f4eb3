/*
 * The rules of evaluation that are kept where figures are printed, by number: 4 what is left out is said, 6 "not recorded"
 * is shown, 7 persons of several groups are not added, 10 points or per cent, 11 rounding in print only, 13 wording by
 * direction, 14 small numbers.  (The others are kept where figures are made.)
 */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

#define END { NULL, { 0 } }

static void expect(struct sample *s, const char *format, const char *words, bool has)
{
	char *text = sample_write(s, format, "en");

	cr_assert_eq(strstr(text, words) != NULL, has, "%s '%s' in\n%s", has ? "no" : "a", words, text);
	free(text);
}

Test(rules_of_evaluation, r04_what_is_left_out_is_printed_with_count_and_reason)
{
	struct sample s;

	sample_make(&s);
	s.answers[RATE].n_excluded = 1;
	s.excluded[RATE][0] = (struct excluded){ "not_recorded", 7, NONE };
	expect(&s, "text", "    excluded: 7 with something not recorded\n", true);
	expect(&s, "csv", ",attendance_rate,Attendance rate,%,SY2024,excluded,not_recorded,7,,,\n", true);
	expect(&s, "json", "\"reason\": \"not_recorded\",\n              \"count\": 7", true);
}

/* F 6 + M 4 + U 2 = 12 */
Test(rules_of_evaluation, r06_unknown_sex_is_printed)
{
	struct sample s;

	sample_make(&s);
	sample_break(&s, LEARNERS, "sex", true,
		     (struct group[]){ { "F", counted(6) }, { "M", counted(4) }, { "U", counted(2) }, END });
	expect(&s, "text", "  F                                6\n"
			   "  M                                4\n"
			   "  U (not recorded)                 2\n"
			   "  Total                           12\n", true);
	expect(&s, "csv", ",SY2024,sex,U,2,2,,\n", true);
	expect(&s, "json", "\"group\": \"U\",\n                  \"value\": 2,", true);
	s.groups[LEARNERS][0][2].figure = counted(0);
	expect(&s, "text", "U (not recorded)", false);
}

/* 8 persons in October and 9 in November are 12, not 17. */
Test(rules_of_evaluation, r07_persons_of_several_groups_are_not_additive)
{
	struct sample s;

	sample_make(&s);
	sample_break(&s, LEARNERS, "month", false,
		     (struct group[]){ { "2024-10", counted(8) }, { "2024-11", counted(9) }, END });
	expect(&s, "text", "persons*\n", true);
	expect(&s, "text", "  Total                   12\n  * persons can be in several groups: not additive\n", true);
	expect(&s, "json", "\"additive\": false", true);
	s.breakdowns[LEARNERS][0].additive = true;
	expect(&s, "text", "not additive", false);
}

/* Persons over all programs are counted once each; who adds up the programs' numbers counts some twice. */
Test(rules_of_evaluation, r07_the_city_is_not_the_sum_of_its_programs)
{
	struct sample s;

	sample_make(&s);
	s.program_answers.n_metrics = 1;
	expect(&s, "text", "not additive", false);
	s.registry.whole = s.program;
	s.program_answers.program = &s.registry.whole;
	expect(&s, "text", "\n  each person counts once: not additive, the programs' numbers do not add up to these\n",
	       true);
}

Test(rules_of_evaluation, r10_rates_change_by_points_and_counts_by_per_cent_and_ratio)
{
	struct sample s;

	sample_make(&s);
	s.answers[RATE].total = rate(60, 80); /* 75 % */
	s.answers[RATE].previous = rate(3, 5);
	expect(&s, "text", "+15.0 points vs SY2023", true);
	expect(&s, "text", "+25 %", false); /* 75/60 */
	s.answers[LEARNERS].total = counted(15);
	s.answers[LEARNERS].previous = counted(12);
	expect(&s, "text", "+25 %, ×1.25 vs SY2023", true);
}

/* "+164 %" is an increase to 2.64 times, and both are said. */
Test(rules_of_evaluation, r10_a_budget_that_grew_from_100_to_264)
{
	struct sample s;

	sample_make(&s);
	s.answers[BUDGET].total = counted(264);
	s.answers[BUDGET].previous = counted(100);
	expect(&s, "text", "264 MAD                 +164 %, ×2.64 vs SY2023\n", true);
}

Test(rules_of_evaluation, r11_halves_are_rounded_away_from_zero_and_only_in_print)
{
	struct sample s;
	struct figure f = { PRESENT, 24250000, ONES(97), ONES(400), 0 };

	sample_make(&s);
	s.answers[RATE].total = f; /* 24.25 with one decimal: away from zero, not to the even 24.2 */
	expect(&s, "text", "Attendance rate     24.3 %        (97/400)", true);
	expect(&s, "csv", ",SY2024,,,24.25,97,400,\n", true);
	expect(&s, "json", "\"value\": 24.25,\n          \"numerator\": 97,\n          \"denominator\": 400,", true);
	s.answers[RATE].total.value = -24250000;
	expect(&s, "text", "Attendance rate    -24.3 %        (97/400)", true);
}

Test(rules_of_evaluation, r13_the_direction_says_what_is_better)
{
	struct sample s;

	sample_make(&s); /* 12 after 10 */
	s.program_answers.n_metrics = 1;
	expect(&s, "text", "+20 %, ×1.20 vs SY2023, improved\n", true);
	s.defs[LEARNERS].direction = SIJIL_DOWN;
	expect(&s, "text", "+20 %, ×1.20 vs SY2023, worsened\n", true);
	s.defs[LEARNERS].direction = SIJIL_NEUTRAL;
	expect(&s, "text", "+20 %, ×1.20 vs SY2023\n", true);
	s.answers[LEARNERS].previous = counted(16); /* now it falls */
	s.defs[LEARNERS].direction = SIJIL_UP;
	expect(&s, "text", "-25 %, ×0.75 vs SY2023, worsened\n", true);
	s.defs[LEARNERS].direction = SIJIL_DOWN;
	expect(&s, "text", "-25 %, ×0.75 vs SY2023, improved\n", true);
}

Test(rules_of_evaluation, r13_a_target_is_met_at_least_or_at_most)
{
	struct sample s;

	sample_make(&s); /* 12 */
	sample_target(&s, "learners_active", ONES(12), "persons");
	expect(&s, "text", "target 12 persons: met exactly\n", true);
	s.targets[0].value = ONES(11);
	expect(&s, "text", "target 11 persons: met, 1 person above\n", true);
	s.defs[LEARNERS].direction = SIJIL_DOWN;
	expect(&s, "text", "target 11 persons: behind, 1 person above\n", true);
}

/* 3 of 20 would be 20 - 10 - 7: the next smallest group goes too. */
Test(rules_of_evaluation, r14_a_small_group_and_the_next_smallest_are_not_published)
{
	static const char *const formats[] = { "text", "csv", "json" };
	static const char *const small[] = { "  M                                3\n", ",sex,M,3,", "\"value\": 3," };
	static const char *const next[] = { "  U (not recorded)                 7\n", ",sex,U,7,", "\"value\": 7," };
	struct sample s;

	for (int i = 0; i < 3; i++) {
		sample_make(&s);
		s.program_answers.n_metrics = 1;
		s.city.suppress_below = 5;
		s.answers[LEARNERS].total = counted(20);
		sample_break(&s, LEARNERS, "sex", true,
			     (struct group[]){ { "F", counted(10) }, { "M", counted(3) }, { "U", counted(7) }, END });
		expect(&s, formats[i], small[i], false);
		expect(&s, formats[i], next[i], false);
		expect(&s, formats[i], i == 0 ? "  F                               10\n" : i == 1 ? ",sex,F,10," :
						"\"value\": 10,", true);
		expect(&s, formats[i], i == 0 ? "<5: 1 to 4 persons" : "suppressed", true);
	}
}

Test(rules_of_evaluation, r14_four_go_and_five_stay)
{
	struct sample s;

	sample_make(&s);
	s.program_answers.n_metrics = 1;
	s.city.suppress_below = 5;
	s.answers[LEARNERS].total = counted(4);
	expect(&s, "text", "Active learners  <5\n", true);
	sample_make(&s);
	s.program_answers.n_metrics = 1;
	s.city.suppress_below = 5;
	s.answers[LEARNERS].total = counted(5);
	expect(&s, "text", "Active learners  5 persons", true);
}

/* Figures as a committee reads them, line by line of the text. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

static void expect_line(struct sample *s, const char *language, const char *expected, const char *words)
{
	char *text = sample_write(s, "text", language), *line = line_of(text, words);

	cr_assert_not_null(line, "no line '%s...' in\n%s", words, text);
	cr_assert_str_eq(line, expected);
	free(line);
	free(text);
}

static bool has_line(struct sample *s, const char *words)
{
	char *text = sample_write(s, "text", "en"), *line = line_of(text, words);
	bool has = line != NULL;

	free(line);
	free(text);
	return has;
}

/* The change of LEARNERS, RATE or BUDGET stands at the end of its row. */
static void expect_change(struct sample *s, const char *title, const char *change)
{
	char *text = sample_write(s, "text", "en"), *line = line_of(text, title);
	size_t n = strlen(change);

	cr_assert_geq(strlen(line), n);
	cr_assert_str_eq(line + strlen(line) - n, change);
	free(line);
	free(text);
}

Test(wording, a_distance_has_the_decimals_of_its_metric)
{
	struct sample s;

	sample_make(&s);
	s.defs[RATE].decimals = 2;
	s.answers[RATE].total = (struct figure){ PRESENT, 24420, ONES(3), ONES(12285), 0 }; /* 3 of 12,285 */
	sample_target(&s, "attendance_rate", ONES(25), "percent");
	expect_line(&s, "en", "target 25.0 %: behind, 24.98 points below", "target");
}

Test(wording, a_target_met_says_so)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "attendance_rate", ONES(66) + SIJIL_ONE / 4, "percent");
	expect_line(&s, "en", "target 66.25 %: met, 3.8 points above", "target"); /* 3.75, half away from zero */
	s.targets[0].value = ONES(70);
	expect_line(&s, "en", "target 70.0 %: met exactly", "target");
	s.targets[0].value = ONES(70) + 4000;
	expect_line(&s, "en", "target 70.004 %: behind, 0.004 points below", "target"); /* never "0.0 points" */
}

Test(wording, counts_are_off_by_their_unit)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "learners_active", ONES(1500), "persons");
	sample_target(&s, "gpi_insertion", ONES(1), "ratio");
	expect_line(&s, "en", "target 1,500 persons: behind, 1,488 persons below", "target 1,5");
	expect_line(&s, "en", "target 1.0: 3.00 above", "target 1.0");
}

Test(wording, one_of_a_unit_is_singular_unless_decimals_are_printed)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "learners_active", ONES(1), "persons");
	expect_line(&s, "en", "target 1 person: met, 11 persons above", "target");
	s.targets[0].value = ONES(11);
	expect_line(&s, "en", "target 11 persons: met, 1 person above", "target");
	sample_target(&s, "attendance_rate", ONES(66) - 3500000, "percent"); /* of 70.0: 7.5 points */
	expect_line(&s, "en", "target 62.5 %: met, 7.5 points above", "target 62");
	s.targets[1].value = ONES(69);
	expect_line(&s, "en", "target 69.0 %: met, 1.0 points above", "target 69");
}

Test(wording, what_is_not_comparable_shows_both_numbers_and_why)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "attendance_rate", ONES(75), "percent")->population.sex = "M";
	sample_baseline(&s, "seed-illiteracy", "attendance_rate", 36200000, "percent")->population.source =
		"seed article, 2024";
	expect_line(&s, "en", "target 75.0 %: not comparable: sex", "target");
	expect_line(&s, "en",
		    "baseline 36.2 % (seed-illiteracy, seed article, 2024): not comparable: what, sex, age, area",
		    "baseline");
}

Test(wording, a_baseline_names_itself_and_its_source_if_it_has_one)
{
	struct sample s;

	sample_make(&s);
	sample_baseline(&s, "last-year", "budget_spent", ONES(264000), "MAD")->period = "SY2023";
	expect_line(&s, "en", "baseline 264,000 MAD for SY2023 (last-year): equal", "baseline");
	s.baselines[0].value = ONES(260000);
	expect_line(&s, "en", "baseline 260,000 MAD for SY2023 (last-year): 4,000 MAD above", "baseline");
}

Test(wording, a_baseline_of_no_metric_is_printed_as_it_stands)
{
	struct sample s;

	sample_make(&s);
	sample_baseline(&s, "seed-illiteracy", NULL, 36200000, "percent")->population =
		(struct population){ .what = "unspecified", .source = "seed article, 2024" };
	expect_line(&s, "en",
		    "baseline 36.2 % (seed-illiteracy, seed article, 2024): not comparable with any metric above: what,",
		    "baseline");
	expect_line(&s, "en", "sex, age, area", "sex");
}

Test(wording, a_target_of_another_period_names_it)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "attendance_rate", ONES(75), "percent")->period = "2024";
	expect_line(&s, "en", "target 75.0 % for 2024: not comparable: period", "target");
	s.targets[0].period = "SY2024";
	expect_line(&s, "en", "target 75.0 %: behind, 5.0 points below", "target");
}

Test(wording, rates_change_by_points)
{
	struct sample s;

	sample_make(&s);
	expect_change(&s, "Attendance", "(420/600)  +3.2 points vs SY2023, improved"); /* 70 - 66.83 = 3.17 */
	s.defs[RATE].direction = SIJIL_DOWN;
	expect_change(&s, "Attendance", "+3.2 points vs SY2023, worsened");
	s.answers[RATE].previous.value = ONES(72);
	expect_change(&s, "Attendance", "-2.0 points vs SY2023, improved");
	s.defs[RATE].direction = SIJIL_NEUTRAL;
	expect_change(&s, "Attendance", "-2.0 points vs SY2023");
	s.answers[RATE].previous.value = ONES(70);
	expect_change(&s, "Attendance", "unchanged vs SY2023");
}

Test(wording, shares_of_a_hundred_have_points_whatever_their_unit_is_called)
{
	struct sample s;

	sample_make(&s);
	s.defs[RATE].unit = "percentage points";
	s.defs[RATE].scale = -100;
	expect_change(&s, "Attendance", "percentage points  (420/600)  +3.2 points vs SY2023, improved");
	s.defs[RATE].unit = "%"; /* growth of a sum, which no denominator divides */
	s.defs[RATE].ratio = false;
	s.defs[RATE].scale = 1;
	expect_change(&s, "Attendance", "+3.2 points vs SY2023, improved");
}

Test(wording, everything_else_by_per_cent_and_ratio)
{
	struct sample s;

	sample_make(&s);
	expect_change(&s, "Budget", "264,000 MAD                 +164 %, ×2.64 vs SY2023"); /* an increase of 164 % */
	expect_change(&s, "Active", "+20 %, ×1.20 vs SY2023, improved");
	s.answers[LEARNERS].previous = counted(16);
	expect_change(&s, "Active", "-25 %, ×0.75 vs SY2023, worsened");
	s.answers[LEARNERS].previous = counted(9); /* 12/9 = 1.3333 */
	expect_change(&s, "Active", "+33.3 %, ×1.33 vs SY2023, improved");
	s.answers[LEARNERS].total = counted(0);
	expect_change(&s, "Active", "-100 %, ×0.00 vs SY2023, worsened");
	s.answers[LEARNERS].total = counted(12);
	s.answers[LEARNERS].previous = counted(0);
	expect_change(&s, "Active", "from 0 in SY2023, improved");
}

Test(wording, a_sum_below_zero_changes_by_its_unit)
{
	struct sample s;

	sample_make(&s);
	s.answers[BUDGET].previous = counted(-6000);
	expect_change(&s, "Budget", "+270,000 MAD vs SY2023");
}

Test(wording, a_previous_period_without_a_value_says_why)
{
	struct sample s;

	sample_make(&s);
	expect_change(&s, "Contact", "SY2023: – no entries in the period");
	expect_change(&s, "Insertion", "(2/2)      SY2023: – denominator is 0");
	s.city.suppress_below = 5;
	s.answers[LEARNERS].previous = counted(2);
	expect_change(&s, "Active", "SY2023: <5");
}

Test(wording, a_missing_value_gives_its_reason)
{
	static const struct {
		enum missing missing;
		const char *line;
	} cases[] = {
		{ MISSING_NO_ENTRIES, "Contact hours    – no entries in the period" },
		{ MISSING_NO_DENOMINATOR, "Contact hours    – denominator is 0" },
		{ MISSING_NOT_KNOWN, "Contact hours    – denominator not known: no entry or reference gives it" },
		{ MISSING_NEEDS, "Contact hours    – needs assessment entries" },
		{ MISSING_STRADDLES, "Contact hours    – not available for this period: only counts over longer stretches" },
		{ MISSING_OVERFLOW, "Contact hours    – too large to represent" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sample s;

		sample_make(&s);
		s.metrics[HOURS].needs = &s.kind;
		s.answers[HOURS].total = missing(cases[i].missing);
		expect_line(&s, "en", cases[i].line, "Contact");
	}
}

Test(wording, a_kind_keeps_its_capitals_unless_it_is_a_plain_word)
{
	struct sample s;

	sample_make(&s);
	s.metrics[HOURS].needs = &s.kind;
	s.answers[HOURS].total = missing(MISSING_NEEDS);
	s.kind_def.title = "E2C visit";
	expect_line(&s, "en", "Contact hours    – needs E2C visit entries", "Contact");
	s.kind_def.title = "Zz";
	expect_line(&s, "en", "Contact hours    – needs zz entries", "Contact");
}

Test(wording, parts_and_the_adjusted_parity_stand_under_their_metric)
{
	struct sample s;

	sample_make(&s);
	expect_line(&s, "en", "formal 50.0 % (1/2)", "formal");
	expect_line(&s, "en", "vocational 0.0 % (0/2)", "vocational");
	expect_line(&s, "en", "adjusted 1.75", "adjusted");
}

Test(wording, what_was_left_out_is_said)
{
	struct sample s;

	sample_make(&s);
	s.answers[HOURS].n_excluded = 2;
	s.excluded[HOURS][0] = (struct excluded){ "cancelled event", 1, ONES(1) };
	s.excluded[HOURS][1] = (struct excluded){ "samples", 2, ONES(1300) };
	expect_line(&s, "en", "excluded: 1 cancelled event", "excluded: 1");
	expect_line(&s, "en", "excluded: samples: 1,300 in 2 entries", "excluded: s");
	s.excluded[HOURS][0] = (struct excluded){ "straddles", 3, NONE };
	s.excluded[HOURS][1] = (struct excluded){ "not_recorded", 0, NONE };
	expect_line(&s, "en", "excluded: 3 that reach beyond the period", "excluded");
	cr_assert_not(has_line(&s, "excluded: 0"));
	s.excluded[HOURS][0] = (struct excluded){ "prorated", 2, NONE };
	expect_line(&s, "en", "counted: 2 that reach beyond the period, by their days (an estimate)", "counted");
}

Test(wording, thousands_are_separated_as_the_language_does)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "budget_spent", ONES(1500000), "MAD");
	expect_line(&s, "en", "target 1,500,000 MAD: 1,236,000 MAD below", "target");
	expect_line(&s, "ar", "target 1,500,000 MAD: 1,236,000 MAD below", "target");
	expect_line(&s, "fr", "target 1\xe2\x80\xaf" "500\xe2\x80\xaf" "000 MAD: 1\xe2\x80\xaf" "236\xe2\x80\xaf"
			      "000 MAD below", "target");
}

Test(wording, numerators_in_hours_keep_two_decimals_at_most)
{
	struct sample s;

	sample_make(&s);
	s.answers[RATE].total = (struct figure){ PRESENT, ONES(50), 6166667, ONES(12) + SIJIL_ONE / 2, 0 };
	cr_assert(has_line(&s, "Attendance rate     50.0 %        (6.17/12.5)"));
}

Test(wording, behind_and_met_depend_on_the_direction)
{
	struct sample s;

	sample_make(&s); /* 70 % */
	sample_target(&s, "attendance_rate", ONES(67), "percent")->direction = SIJIL_DOWN;
	expect_line(&s, "en", "target 67.0 %: behind, 3.0 points above", "target");
	s.targets[0].value = ONES(72);
	expect_line(&s, "en", "target 72.0 %: met, 2.0 points below", "target");
	s.targets[0].direction = SIJIL_UP;
	expect_line(&s, "en", "target 72.0 %: behind, 2.0 points below", "target");
	s.targets[0].value = ONES(63) + SIJIL_ONE * 6 / 10;
	expect_line(&s, "en", "target 63.6 %: met, 6.4 points above", "target");
	s.targets[0].value = ONES(70);
	expect_line(&s, "en", "target 70.0 %: met exactly", "target");
}

Test(wording, without_a_direction_a_distance_is_not_judged)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "budget_spent", ONES(300000), "MAD");
	expect_line(&s, "en", "target 300,000 MAD: 36,000 MAD below", "target");
}

Test(wording, an_old_population_is_compared_and_its_year_said)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "attendance_rate", ONES(75), "percent")->population.year = 2014;
	expect_line(&s, "en", "target 75.0 %: behind, 5.0 points below (its population is of 2014)", "target");
	s.targets[0].population.sex = "M";
	expect_line(&s, "en", "target 75.0 %: not comparable: sex (its population is of 2014)", "target");
}

Test(wording, the_same_stretch_last_year_stands_below)
{
	struct sample s;

	sample_make(&s);
	cr_assert_not(has_line(&s, "vs "));
	sample_last_year(&s, "2023-10");
	s.answers[LEARNERS].last_year = counted(9); /* of 12: 3/9 = 33.3 % more */
	for (int i = RATE; i < METRICS; i++)
		s.answers[i].last_year = missing(MISSING_NO_ENTRIES);
	expect_line(&s, "en", "vs 2023-10 (last year): +33.3 %, ×1.33, improved", "vs");
	s.answers[LEARNERS].last_year = counted(12);
	expect_line(&s, "en", "vs 2023-10 (last year): unchanged", "vs");
	s.answers[LEARNERS].last_year = counted(0);
	expect_line(&s, "en", "vs 2023-10 (last year): from 0, improved", "vs");
	s.answers[LEARNERS].last_year = missing(MISSING_NO_ENTRIES);
	s.answers[RATE].last_year = rate(3, 4);
	expect_line(&s, "en", "vs 2023-10 (last year): -5.0 points, worsened", "vs");
}

Test(wording, a_small_number_of_last_year_is_hidden)
{
	struct sample s;

	sample_make(&s);
	s.city.suppress_below = 5;
	s.program_answers.n_metrics = 1;
	sample_last_year(&s, "2023-10");
	s.answers[LEARNERS].last_year = counted(3);
	expect_line(&s, "en", "2023-10 (last year): <5", "2023-10");
	cr_assert(has_line(&s, "<5: 1 to 4 persons"));
}

Test(wording, what_spans_more_than_the_period_is_not_divided)
{
	static const struct {
		enum period_unit unit;
		const char *word;
	} cases[] = {
		{ PERIOD_DAY, "daily" }, { PERIOD_WEEK, "weekly" }, { PERIOD_MONTH, "monthly" },
		{ PERIOD_QUARTER, "quarterly" }, { PERIOD_SEMESTER, "by semester" },
		{ PERIOD_YEAR, "for this period" }, { PERIOD_RANGE, "for this period" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sample s;
		char line[128];

		sample_make(&s);
		s.all.period.unit = cases[i].unit;
		s.answers[HOURS].total = missing(MISSING_STRADDLES);
		snprintf(line, sizeof(line), "Contact hours    – not available %s: only counts over longer stretches",
			 cases[i].word);
		expect_line(&s, "en", line, "Contact");
	}
}

Test(wording, an_estimate_is_called_one)
{
	struct sample s;

	sample_make(&s);
	s.defs[RATE].estimate = true;
	s.defs[HOURS].estimate = true;
	cr_assert(has_line(&s, "Attendance rate     70.0 %        (420/600) (estimate)  +3.2 points"));
	cr_assert(has_line(&s, "Contact hours        7.0 hours    (estimate)            SY2023"));
	s.answers[HOURS].total = missing(MISSING_NO_ENTRIES);
	cr_assert(has_line(&s, "Contact hours    – no entries in the period"));
}

Test(wording, straddling_counts_that_are_in_are_not_called_excluded)
{
	struct sample s;

	sample_make(&s);
	s.answers[HOURS].n_excluded = 2;
	s.excluded[HOURS][0] = (struct excluded){ "by_start", 2, NONE };
	s.excluded[HOURS][1] = (struct excluded){ "recorded_later", 1, NONE };
	expect_line(&s, "en", "excluded: 1 recorded after the as-of date", "excluded");
	expect_line(&s, "en", "counted: 2 that reach beyond the period but start in it", "counted");
}

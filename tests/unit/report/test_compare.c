/* Targets and baselines: set beside a metric, subtracted only when both speak of the same. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/date.h"
#include "sample.h"

/* Make the summary, look at one comparison of the metric, and free it again. */
struct seen {
	bool comparable, judged, met;
	char differs[64];
	int64_t far_year;
	int64_t distance;
	size_t n_comparisons, n_targets;
};

static struct seen look(struct sample *s, int metric, size_t i)
{
	struct summary *summary = summary_make(&s->registry, &s->all, date_day(2025, 9, 1), "en");
	const struct summary_metric *m = &summary->programs[0].metrics[metric];
	struct seen seen = { .n_comparisons = m->n_comparisons, .n_targets = m->n_targets };

	if (i < m->n_comparisons) {
		const struct comparison *c = &m->comparisons[i];

		seen.comparable = c->comparable;
		seen.judged = c->judged;
		seen.met = c->met;
		seen.distance = c->distance;
		seen.far_year = c->far_year;
		cr_assert_eq(c->comparable, c->differs == NULL);
		strncpy(seen.differs, c->differs != NULL ? c->differs : "", sizeof(seen.differs) - 1);
	}
	summary_free(summary);
	return seen;
}

/* A target for RATE (what learners, sex F, age 13-18, area city) with this population. */
static struct seen look_at_target(struct population population)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "attendance_rate", ONES(75), "percent")->population = population;
	return look(&s, RATE, 0);
}

static struct seen look_at_baseline(struct population population)
{
	struct sample s;

	sample_make(&s);
	sample_baseline(&s, "b", "attendance_rate", ONES(75), "percent")->population = population;
	return look(&s, RATE, 0);
}

Test(compare, a_target_that_says_nothing_of_whom_is_taken_at_its_word)
{
	struct seen seen = look_at_target((struct population){ 0 });

	cr_assert(seen.comparable);
	cr_assert_eq(seen.distance, ONES(-5));
	cr_assert(seen.judged);
	cr_assert_not(seen.met);
}

Test(compare, only_what_a_target_gives_is_compared)
{
	cr_assert(look_at_target((struct population){ .sex = "F", .age = "13-18" }).comparable);
	cr_assert_str_eq(look_at_target((struct population){ .sex = "M" }).differs, "sex");
	cr_assert_str_eq(look_at_target((struct population){ .what = "women", .sex = "F", .age = "15+" }).differs,
			 "what, age");
}

Test(compare, nothing_is_subtracted_when_they_differ)
{
	struct seen seen = look_at_target((struct population){ .sex = "M" });

	cr_assert_not(seen.comparable);
	cr_assert_eq(seen.distance, NONE);
	cr_assert_not(seen.judged);
	cr_assert_not(seen.met);
}

Test(compare, a_baseline_must_say_what_the_metric_says)
{
	struct population all = { .what = "Learners", .sex = "F", .age = "13-18", .area = "ben guerir" };

	cr_assert(look_at_baseline(all).comparable);
	cr_assert_str_eq(look_at_baseline((struct population){ .what = "unspecified", .source = "seed" }).differs,
			 "what, sex, age, area");
	all.area = NULL;
	cr_assert_str_eq(look_at_baseline(all).differs, "area");
}

Test(compare, what_only_the_other_side_gives_differs_too)
{
	struct sample s;

	sample_make(&s); /* LEARNERS says what, and no more */
	sample_baseline(&s, "b", "learners_active", ONES(9), "persons")->population =
		(struct population){ .what = "learners", .sex = "F" };
	cr_assert_str_eq(look(&s, LEARNERS, 0).differs, "sex");
	s.baselines[0].population.sex = NULL;
	cr_assert(look(&s, LEARNERS, 0).comparable);
	cr_assert_eq(look(&s, LEARNERS, 0).distance, ONES(3));
}

Test(compare, the_city_is_meant_by_any_of_its_names)
{
	cr_assert(look_at_target((struct population){ .area = "Ben Guerir" }).comparable);
	cr_assert(look_at_target((struct population){ .area = "ابن جرير" }).comparable);
	cr_assert(look_at_target((struct population){ .area = "city" }).comparable);
	cr_assert_str_eq(look_at_target((struct population){ .area = "Rehamna province" }).differs, "area");
}

Test(compare, what_the_metric_leaves_open_its_reference_says)
{
	struct sample s;

	sample_make(&s);
	s.defs[RATE].population.area = NULL;
	s.denominator_def.reference = "city_census";
	s.references[0].population.area = "Ben Guerir commune";
	sample_target(&s, "attendance_rate", ONES(75), "%")->population.area = "Ben Guerir commune";
	cr_assert(look(&s, RATE, 0).comparable);
	s.denominator_def.reference = NULL;
	cr_assert_str_eq(look(&s, RATE, 0).differs, "area");
}

Test(compare, units_must_be_the_same)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "learners_active", ONES(20), "percent");
	sample_target(&s, "budget_spent", ONES(300000), "MAD");
	cr_assert_str_eq(look(&s, LEARNERS, 0).differs, "unit");
	cr_assert(look(&s, BUDGET, 0).comparable); /* "city currency" of a city that counts in MAD */
}

Test(compare, a_population_of_long_ago_is_compared_and_said)
{
	/* SY2024 is 2024 to 2025: two years away is 2022 and 2027 */
	cr_assert_eq(look_at_target((struct population){ .year = 2022 }).far_year, 0);
	cr_assert_eq(look_at_target((struct population){ .year = 2027 }).far_year, 0);
	cr_assert_eq(look_at_target((struct population){ .year = 2021 }).far_year, 2021);
	cr_assert_eq(look_at_target((struct population){ .year = 2028 }).far_year, 2028);
	cr_assert(look_at_target((struct population){ .year = 2014 }).comparable);
	cr_assert_eq(look_at_target((struct population){ .year = 2014 }).distance, ONES(-5));
}

Test(compare, met_depends_on_the_direction)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "attendance_rate", ONES(70), "%");
	sample_target(&s, "attendance_rate", ONES(69), "%")->direction = SIJIL_DOWN;
	sample_target(&s, "gpi_insertion", ONES(1), "ratio");
	cr_assert(look(&s, RATE, 0).met);
	cr_assert_eq(look(&s, RATE, 0).distance, 0);
	cr_assert(look(&s, RATE, 1).judged);
	cr_assert_not(look(&s, RATE, 1).met);
	cr_assert_not(look(&s, PARITY, 0).judged); /* neither up nor down */
	cr_assert_eq(look(&s, PARITY, 0).distance, ONES(3));
}

Test(compare, a_baseline_is_no_target_to_meet)
{
	struct sample s;

	sample_make(&s);
	sample_baseline(&s, "b", "budget_spent", ONES(200000), "MAD")->direction = SIJIL_UP;
	cr_assert_eq(look(&s, BUDGET, 0).distance, ONES(64000));
	cr_assert_not(look(&s, BUDGET, 0).judged);
	cr_assert_eq(look(&s, BUDGET, 0).n_targets, 0);
	cr_assert_eq(look(&s, BUDGET, 0).n_comparisons, 1);
}

Test(compare, without_a_value_there_is_no_distance)
{
	struct sample s;

	sample_make(&s);
	s.answers[RATE].total = missing(MISSING_NO_DENOMINATOR);
	sample_target(&s, "attendance_rate", ONES(75), "%");
	cr_assert(look(&s, RATE, 0).comparable);
	cr_assert_eq(look(&s, RATE, 0).distance, NONE);
	cr_assert_not(look(&s, RATE, 0).judged);
}

Test(compare, a_suppressed_value_cannot_be_worked_out_from_a_target)
{
	struct sample s;

	sample_make(&s);
	s.city.suppress_below = 5;
	s.answers[LEARNERS].total = counted(3);
	sample_target(&s, "learners_active", ONES(10), "persons");
	cr_assert_eq(look(&s, LEARNERS, 0).distance, NONE);
}

Test(compare, the_target_of_just_this_period_comes_first)
{
	struct sample s;

	sample_make(&s);
	sample_target(&s, "attendance_rate", ONES(80), "%");
	sample_target(&s, "attendance_rate", ONES(60), "%")->period = "SY2024";
	sample_target(&s, "attendance_rate", ONES(50), "%")->period = "SY2020";
	cr_assert_eq(look(&s, RATE, 0).distance, ONES(10));
	cr_assert_eq(look(&s, RATE, 1).distance, ONES(-10));
	cr_assert_eq(look(&s, RATE, 0).n_targets, 2); /* the one of SY2020 is of no concern here */
}

Test(compare, a_target_that_touches_the_period_by_a_day_is_shown)
{
	static const char *const days[] = { "2024-08-31", "2024-09-01", "2025-08-31", "2025-09-01" };
	struct sample s;

	for (int i = 0; i < 4; i++) {
		sample_make(&s);
		sample_target(&s, "attendance_rate", ONES(60), "%")->period = days[i];
		cr_assert_eq(look(&s, RATE, 0).n_targets, i == 1 || i == 2, "%s", days[i]);
	}
}

Test(compare, a_target_of_a_longer_period_is_shown_but_not_subtracted)
{
	struct sample s;

	sample_make(&s);
	s.all.period = (struct period){ PERIOD_MONTH, date_day(2024, 10, 1), date_day(2024, 10, 31), "2024-10" };
	sample_target(&s, "attendance_rate", ONES(60), "%")->period = "SY2024";
	cr_assert_str_eq(look(&s, RATE, 0).differs, "period");
}

Test(compare, a_baseline_of_no_metric_is_never_subtracted_however_well_it_is_described)
{
	struct sample s;
	struct summary *summary;
	const struct comparison *c;

	sample_make(&s);
	sample_baseline(&s, "seed", NULL, 36200000, "%")->population = /* just what RATE says of itself */
		(struct population){ .what = "learners", .sex = "F", .age = "13-18", .area = "city", .year = 2024 };
	summary = summary_make(&s.registry, &s.all, date_day(2025, 9, 1), "en");
	cr_assert_eq(summary->programs[0].n_baselines, 1);
	c = &summary->programs[0].baselines[0];
	cr_assert_not(c->comparable);
	cr_assert_not(c->judged);
	cr_assert_eq(c->distance, NONE);
	for (int i = 0; i < METRICS; i++)
		cr_assert_eq(summary->programs[0].metrics[i].n_comparisons, 0);
	summary_free(summary);
}

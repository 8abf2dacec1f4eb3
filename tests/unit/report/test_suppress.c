/* Small numbers of persons are not published, nor anything they could be worked out from. */
#include "config.h"

#include <criterion/criterion.h>

#include "report/suppress.h"
#include "sample.h"

static const struct figure hidden = { MISSING_SUPPRESSED, NONE, NONE, NONE, 0 };

static void expect(const struct figure *f, struct figure expected, const char *what)
{
	cr_assert_eq(f->missing, expected.missing, "%s: missing %d", what, (int)f->missing);
	cr_assert_eq(f->value, expected.value, "%s: value %lld", what, (long long)f->value);
	cr_assert_eq(f->numerator, expected.numerator, "%s: numerator %lld", what, (long long)f->numerator);
	cr_assert_eq(f->denominator, expected.denominator, "%s: denominator %lld", what, (long long)f->denominator);
}

/* The groups of a metric's first breakdown after suppression below 5. */
static void expect_groups(struct sample *s, int metric, const struct figure *expected)
{
	const struct breakdown *b = &s->answers[metric].breakdowns[0];

	suppress_answers(&s->all, 5);
	for (size_t i = 0; i < b->n; i++)
		expect(&b->groups[i].figure, expected[i], b->groups[i].code);
}

Test(suppress, nothing_happens_unless_the_city_asks)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = counted(3);
	suppress_answers(&s.all, 0);
	suppress_answers(&s.all, 1);
	expect(&s.answers[LEARNERS].total, counted(3), "total");
}

Test(suppress, one_to_four_persons_go_and_none_or_five_stay)
{
	for (int64_t n = 0; n <= 6; n++) {
		struct sample s;

		sample_make(&s);
		s.answers[LEARNERS].total = counted(n);
		s.answers[LEARNERS].previous = counted(6 - n);
		suppress_answers(&s.all, 5);
		expect(&s.answers[LEARNERS].total, n >= 1 && n <= 4 ? hidden : counted(n), "total");
		expect(&s.answers[LEARNERS].previous, n >= 2 && n <= 5 ? hidden : counted(6 - n), "previous");
	}
}

Test(suppress, a_count_without_sides_is_its_value)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = (struct figure){ PRESENT, ONES(2), NONE, NONE, 0 };
	s.answers[LEARNERS].previous = (struct figure){ MISSING_NO_ENTRIES, ONES(2), NONE, NONE, 0 };
	suppress_answers(&s.all, 5);
	expect(&s.answers[LEARNERS].total, hidden, "total");
	cr_assert_eq(s.answers[LEARNERS].previous.missing, MISSING_NO_ENTRIES);
}

Test(suppress, a_ratio_goes_when_either_side_is_small)
{
	struct sample s;

	sample_make(&s);
	s.answers[INSERTION].total = rate(4, 50);
	s.answers[INSERTION].previous = rate(0, 4);
	s.answers[INSERTION].n_parts = 0;
	suppress_answers(&s.all, 5);
	expect(&s.answers[INSERTION].total, hidden, "total");
	expect(&s.answers[INSERTION].previous, hidden, "previous");
}

Test(suppress, metrics_that_do_not_count_persons_are_left_alone)
{
	struct sample s;

	sample_make(&s);
	s.answers[HOURS].total = counted(3);
	s.answers[RATE].total = rate(2, 4);
	suppress_answers(&s.all, 5);
	expect(&s.answers[HOURS].total, counted(3), "hours");
	expect(&s.answers[RATE].total, rate(2, 4), "minutes");
}

Test(suppress, the_numbers_behind_a_value_that_is_missing_go_too)
{
	struct sample s;

	sample_make(&s);
	s.answers[INSERTION].total = (struct figure){ MISSING_NEEDS, NONE, NONE, ONES(3), 0 };
	suppress_answers(&s.all, 5);
	expect(&s.answers[INSERTION].total, missing(MISSING_NEEDS), "total");
	s.answers[INSERTION].total = (struct figure){ MISSING_NOT_KNOWN, NONE, ONES(3), NONE, 0 };
	suppress_answers(&s.all, 5);
	expect(&s.answers[INSERTION].total, missing(MISSING_NOT_KNOWN), "total");
}

Test(suppress, a_single_small_group_takes_the_next_smallest_with_it)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = counted(60);
	sample_break(&s, LEARNERS, "site", true,
		     (struct group[]){ { "a", counted(20) }, { "b", counted(3) }, { "c", counted(7) },
				       { "d", counted(30) }, { NULL, { 0 } } });
	expect_groups(&s, LEARNERS, (struct figure[]){ counted(20), hidden, hidden, counted(30) });
}

Test(suppress, two_small_groups_hide_each_other)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = counted(30);
	sample_break(&s, LEARNERS, "site", true,
		     (struct group[]){ { "a", counted(20) }, { "b", counted(3) }, { "c", counted(7) },
				       { "d", counted(2) }, { NULL, { 0 } } });
	expect_groups(&s, LEARNERS, (struct figure[]){ counted(20), hidden, counted(7), hidden });
}

Test(suppress, two_groups_of_one_would_show_in_the_total)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = counted(29); /* 29 - 20 - 7 = 2 in two groups: one each */
	sample_break(&s, LEARNERS, "site", true,
		     (struct group[]){ { "a", counted(20) }, { "b", counted(1) }, { "c", counted(7) },
				       { "d", counted(1) }, { NULL, { 0 } } });
	expect_groups(&s, LEARNERS, (struct figure[]){ counted(20), hidden, hidden, hidden });
}

/* Two hidden numbers of which neither can be more than four are known from a remainder of eight. */
Test(suppress, two_groups_of_four_would_show_in_the_total)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = counted(16);
	sample_break(&s, LEARNERS, "site", true,
		     (struct group[]){ { "a", counted(8) }, { "b", counted(4) }, { "c", counted(4) }, { NULL, { 0 } } });
	expect_groups(&s, LEARNERS, (struct figure[]){ hidden, hidden, hidden });
}

Test(suppress, a_median_of_few_goes_whatever_its_value)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = (struct figure){ PRESENT, ONES(77), ONES(77), NONE, ONES(4) };
	s.answers[LEARNERS].previous = (struct figure){ PRESENT, ONES(3), ONES(3), NONE, ONES(5) };
	suppress_answers(&s.all, 5);
	expect(&s.answers[LEARNERS].total, hidden, "total");
	cr_assert_eq(s.answers[LEARNERS].previous.missing, PRESENT, "three days, of five persons");
}

Test(suppress, an_empty_group_is_the_last_choice_to_hide)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = counted(9);
	sample_break(&s, LEARNERS, "sex", true,
		     (struct group[]){ { "F", counted(6) }, { "M", counted(3) }, { "U", counted(0) },
				       { NULL, { 0 } } });
	expect_groups(&s, LEARNERS, (struct figure[]){ hidden, hidden, counted(0) });
}

Test(suppress, groups_of_a_ratio_are_compared_by_whom_they_divide_by)
{
	struct sample s;

	sample_make(&s);
	s.answers[INSERTION].total = rate(37, 100);
	s.answers[INSERTION].n_parts = 0;
	/* c has the smallest numerator but b, with 20 persons, is the smallest group */
	sample_break(&s, INSERTION, "site", true,
		     (struct group[]){ { "a", rate(2, 10) }, { "b", rate(20, 20) }, { "c", rate(15, 70) },
				       { NULL, { 0 } } });
	expect_groups(&s, INSERTION, (struct figure[]){ hidden, hidden, rate(15, 70) });
}

Test(suppress, when_the_total_is_not_printed_nothing_can_be_worked_out)
{
	struct sample s;

	sample_make(&s);
	s.answers[INSERTION].total = rate(3, 100);
	s.answers[INSERTION].n_parts = 0;
	sample_break(&s, INSERTION, "sex", true,
		     (struct group[]){ { "F", rate(3, 60) }, { "M", rate(0, 40) }, { NULL, { 0 } } });
	expect_groups(&s, INSERTION, (struct figure[]){ hidden, rate(0, 40) });
}

Test(suppress, a_total_that_is_missing_gives_nothing_away)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = missing(MISSING_OVERFLOW);
	sample_break(&s, LEARNERS, "sex", true,
		     (struct group[]){ { "F", counted(3) }, { "M", counted(20) }, { NULL, { 0 } } });
	expect_groups(&s, LEARNERS, (struct figure[]){ hidden, counted(20) });
}

Test(suppress, a_rate_of_zero_hides_less_than_one_with_somebody_in_it)
{
	struct sample s;

	sample_make(&s);
	s.answers[INSERTION].total = rate(33, 100);
	s.answers[INSERTION].n_parts = 0;
	sample_break(&s, INSERTION, "sex", true,
		     (struct group[]){ { "F", rate(30, 75) }, { "M", rate(3, 10) }, { "U", rate(0, 15) },
				       { NULL, { 0 } } });
	expect_groups(&s, INSERTION, (struct figure[]){ hidden, hidden, rate(0, 15) });
}

Test(suppress, parts_are_guarded_like_groups)
{
	struct sample s;

	sample_make(&s);
	s.answers[INSERTION].total = rate(30, 50);
	s.parts[0].figure = rate(20, 50);
	s.parts[1].figure = rate(2, 50);
	s.parts[2].figure = rate(8, 50);
	suppress_answers(&s.all, 5);
	expect(&s.answers[INSERTION].total, rate(30, 50), "total");
	expect(&s.parts[0].figure, rate(20, 50), "formal");
	expect(&s.parts[1].figure, hidden, "vocational");
	/* all three have the same 50 below: the fewer above count */
	expect(&s.parts[2].figure, hidden, "working life");
}

Test(suppress, persons_left_out_are_counted_as_persons)
{
	struct sample s;

	sample_make(&s);
	s.excluded[LEARNERS][0] = (struct excluded){ "not_recorded", 4, NONE };
	s.excluded[LEARNERS][1] = (struct excluded){ "unknown", 9, ONES(2) };
	s.answers[LEARNERS].n_excluded = 2;
	s.excluded[RATE][0] = (struct excluded){ "not_recorded", 4, NONE };
	s.answers[RATE].n_excluded = 1;
	s.excluded[INSERTION][0] = (struct excluded){ "unknown", 5, ONES(5) };
	s.excluded[INSERTION][1] = (struct excluded){ "unreachable", 0, 0 };
	s.answers[INSERTION].n_excluded = 2;
	suppress_answers(&s.all, 5);
	cr_assert_eq(s.excluded[LEARNERS][0].count, NONE);
	cr_assert_eq(s.excluded[LEARNERS][1].count, NONE);
	cr_assert_eq(s.excluded[LEARNERS][1].amount, NONE);
	cr_assert_eq(s.excluded[RATE][0].count, 4);
	cr_assert_eq(s.excluded[INSERTION][0].count, 5);
	cr_assert_eq(s.excluded[INSERTION][0].amount, ONES(5));
	cr_assert_eq(s.excluded[INSERTION][1].count, 0);
}

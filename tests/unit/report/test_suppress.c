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

/* Six stretches of ten days, and three of twenty. */
static const struct period tens[] = {
	{ .from = 0, .to = 9 },   { .from = 10, .to = 19 }, { .from = 20, .to = 29 },
	{ .from = 30, .to = 39 }, { .from = 40, .to = 49 }, { .from = 50, .to = 59 },
};
static const struct period twenties[] = { { .from = 0, .to = 19 }, { .from = 20, .to = 39 }, { .from = 40, .to = 59 } };

static void break_by_time(struct sample *s, const int64_t *fine, const int64_t *coarse)
{
	static const char *const codes[] = { "1", "2", "3", "4", "5", "6" };
	struct group groups[7] = { { NULL, { 0 } } };

	for (int i = 0; i < 6; i++)
		groups[i] = (struct group){ codes[i], counted(fine[i]) };
	sample_break(s, LEARNERS, "ten", true, groups);
	for (int i = 0; i < 3; i++)
		groups[i] = (struct group){ codes[i], counted(coarse[i]) };
	groups[3].code = NULL;
	sample_break(s, LEARNERS, "twenty", true, groups);
	s->breakdowns[LEARNERS][0].periods = tens;
	s->breakdowns[LEARNERS][1].periods = twenties;
}

static void expect_hidden(const struct breakdown *b, const char *marks)
{
	for (size_t i = 0; i < b->n; i++)
		cr_expect_eq(b->groups[i].figure.missing == MISSING_SUPPRESSED, marks[i] == 'x', "%s %s", b->by,
			     b->groups[i].code);
}

/* 3 takes 9 with it, of all six; but 30 less 27 is 3, and 40 less 31 is 9. */
Test(suppress, a_month_cannot_be_told_from_its_quarter)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = counted(110);
	break_by_time(&s, (int64_t[]){ 3, 27, 9, 31, 20, 20 }, (int64_t[]){ 30, 40, 40 });
	suppress_answers(&s.all, 5);
	expect_hidden(&s.breakdowns[LEARNERS][0], "xxxx..");
	expect_hidden(&s.breakdowns[LEARNERS][1], "...");
}

/* The first 20 days are 3, and 19 goes with them; it must not be told by 9 + 10.  8 goes with the 3; 38 less 30 is 8. */
Test(suppress, a_quarter_cannot_be_told_from_its_months)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = counted(60);
	break_by_time(&s, (int64_t[]){ 3, 0, 9, 10, 8, 30 }, (int64_t[]){ 3, 19, 38 });
	suppress_answers(&s.all, 5);
	expect_hidden(&s.breakdowns[LEARNERS][0], "x.x.xx");
	expect_hidden(&s.breakdowns[LEARNERS][1], "xx.");
}

/* Persons who are there in both: 20 different ones, not 3 + 19. */
Test(suppress, nor_need_it_be_where_months_do_not_add_up)
{
	struct sample s;

	sample_make(&s);
	s.answers[LEARNERS].total = counted(60);
	break_by_time(&s, (int64_t[]){ 3, 19, 9, 31, 20, 20 }, (int64_t[]){ 20, 35, 30 });
	suppress_answers(&s.all, 5);
	expect_hidden(&s.breakdowns[LEARNERS][0], "x.x...");
}

/* INSERTION divides by what LEARNERS counts, or counts the same. */
static void share_amounts(struct sample *s, struct measure *m, enum sijil_part of_insertion)
{
	s->metrics[LEARNERS].sides[SIJIL_NUMERATOR] = m;
	s->metrics[LEARNERS].n_sides[SIJIL_NUMERATOR] = 1;
	s->metrics[INSERTION].sides[of_insertion] = m;
	s->metrics[INSERTION].n_sides[of_insertion] = 1;
	s->answers[INSERTION].n_parts = 0;
}

static void break_both(struct sample *s, const struct figure *rates, const struct figure *counts)
{
	sample_break(s, INSERTION, "site", true,
		     (struct group[]){ { "a", rates[0] }, { "b", rates[1] }, { "c", rates[2] }, { NULL, { 0 } } });
	sample_break(s, LEARNERS, "site", true,
		     (struct group[]){ { "a", counts[0] }, { "b", counts[1] }, { "c", counts[2] }, { NULL, { 0 } } });
}

/* Alone, the rate would hide a and c and show 0 of 6; the count would hide a and b and show 30: 40 - 6 - 30 = 4. */
Test(suppress, what_a_rate_divides_by_is_not_told_by_a_count)
{
	struct sample s;
	struct sijil_measure def = { .take = SIJIL_PERSONS, .spells = SIJIL_CLOSED };
	struct measure m = { .def = &def };

	sample_make(&s);
	share_amounts(&s, &m, SIJIL_DENOMINATOR);
	s.answers[INSERTION].total = rate(7, 40);
	s.answers[LEARNERS].total = counted(40);
	break_both(&s, (struct figure[]){ rate(2, 4), rate(0, 6), rate(5, 30) },
		   (struct figure[]){ counted(4), counted(6), counted(30) });
	suppress_answers(&s.all, 5);
	expect_hidden(&s.breakdowns[INSERTION][0], "xxx");
	expect_hidden(&s.breakdowns[LEARNERS][0], "xxx");
}

/* Alone, the rate would hide b, of 60, with a; the count c: 21 - 10 - 8 = 3. */
Test(suppress, nor_whom_it_counts)
{
	struct sample s;
	struct sijil_measure def = { .take = SIJIL_COUNT, .kind = "completion" };
	struct measure m = { .def = &def };

	sample_make(&s);
	share_amounts(&s, &m, SIJIL_NUMERATOR);
	s.answers[INSERTION].total = rate(21, 180);
	s.answers[LEARNERS].total = counted(21);
	break_both(&s, (struct figure[]){ rate(3, 50), rate(10, 60), rate(8, 70) },
		   (struct figure[]){ counted(3), counted(10), counted(8) });
	suppress_answers(&s.all, 5);
	expect_hidden(&s.breakdowns[INSERTION][0], "xxx");
	expect_hidden(&s.breakdowns[LEARNERS][0], "xxx");
}

Test(suppress, an_amount_that_is_small_nowhere_stays)
{
	struct sample s;
	struct sijil_measure def = { .take = SIJIL_COUNT, .kind = "completion" };
	struct measure m = { .def = &def };

	sample_make(&s);
	share_amounts(&s, &m, SIJIL_DENOMINATOR);
	s.answers[INSERTION].total = rate(21, 180);
	s.answers[LEARNERS].total = counted(180);
	break_both(&s, (struct figure[]){ rate(3, 50), rate(10, 60), rate(8, 70) },
		   (struct figure[]){ counted(50), counted(60), counted(70) });
	suppress_answers(&s.all, 5);
	expect_hidden(&s.breakdowns[INSERTION][0], "xx.");
	expect_hidden(&s.breakdowns[LEARNERS][0], "...");
}

/* The same of two kinds, or under other conditions, is not the same. */
Test(suppress, two_counts_that_are_not_the_same_have_nothing_to_hide_together)
{
	struct sample s;
	const struct sijil_also also[] = { { SIJIL_ANY_MEETS, "outcome", NULL }, { 0 } };
	const struct sijil_measure others[] = {
		{ .take = SIJIL_COUNT, .kind = "exit" },
		{ .take = SIJIL_SUM, .kind = "completion" },
		{ .take = SIJIL_COUNT, .kind = "completion", .where = "day>0" },
		{ .take = SIJIL_COUNT, .kind = "completion", .also = also },
		{ .take = SIJIL_COUNT, .kind = "completion", .previous = true },
	};
	struct sijil_measure def = { .take = SIJIL_COUNT, .kind = "completion" };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct measure m = { .def = &def }, other = { .def = &others[i] };

		sample_make(&s);
		share_amounts(&s, &m, SIJIL_NUMERATOR);
		s.metrics[LEARNERS].sides[SIJIL_NUMERATOR] = &other;
		s.answers[INSERTION].total = rate(21, 180);
		s.answers[LEARNERS].total = counted(21);
		break_both(&s, (struct figure[]){ rate(3, 50), rate(10, 60), rate(8, 70) },
			   (struct figure[]){ counted(3), counted(10), counted(8) });
		suppress_answers(&s.all, 5);
		expect_hidden(&s.breakdowns[INSERTION][0], "xx.");
		expect_hidden(&s.breakdowns[LEARNERS][0], "x.x");
	}
}

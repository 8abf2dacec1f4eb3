/* A parity is as secret as the two groups it divides. */
#include "config.h"

#include <criterion/criterion.h>

#include "report/suppress.h"
#include "sample.h"

static void break_insertion(struct sample *s, struct figure women, struct figure men)
{
	sample_break(s, INSERTION, "sex", true,
		     (struct group[]){ { "F", women }, { "M", men }, { NULL, { 0 } } });
}

Test(suppress_parity, it_is_shown_beside_its_groups)
{
	struct sample s;

	sample_make(&s);
	s.answers[INSERTION].total = rate(30, 50);
	s.answers[INSERTION].n_parts = 0;
	break_insertion(&s, rate(20, 25), rate(10, 25));
	suppress_answers(&s.all, 5);
	cr_assert_eq(s.answers[PARITY].total.missing, PRESENT);
	cr_assert_eq(s.answers[PARITY].total.value, ONES(4));
	cr_assert_eq(s.answers[PARITY].adjusted, 1750000);
}

Test(suppress_parity, it_goes_with_one_of_its_groups)
{
	struct sample s;

	sample_make(&s);
	s.answers[INSERTION].total = rate(23, 28);
	s.answers[INSERTION].n_parts = 0;
	break_insertion(&s, rate(20, 25), rate(3, 3));
	suppress_answers(&s.all, 5);
	cr_assert_eq(s.answers[PARITY].total.missing, MISSING_SUPPRESSED);
	cr_assert_eq(s.answers[PARITY].total.numerator, NONE);
	cr_assert_eq(s.answers[PARITY].adjusted, NONE);
}

static struct figure parity(int64_t fewest)
{
	return (struct figure){ PRESENT, ONES(1), ONES(50), ONES(50), ONES(fewest) };
}

/* Nobody asked for the groups; that they are large enough is known all the same. */
Test(suppress_parity, without_its_groups_it_is_shown_where_none_of_them_is_small)
{
	struct sample s;

	sample_make(&s);
	s.answers[INSERTION].total = rate(30, 50);
	s.answers[PARITY].total = parity(5);
	s.answers[PARITY].previous = parity(4);
	s.answers[PARITY].last_year = parity(1);
	sample_break(&s, PARITY, "month", false,
		     (struct group[]){ { "2024-10", parity(4) }, { "2024-11", missing(MISSING_NO_ENTRIES) },
				       { "2024-12", parity(6) }, { NULL, { 0 } } });
	suppress_answers(&s.all, 5);
	cr_assert_eq(s.answers[PARITY].total.missing, PRESENT);
	cr_assert_eq(s.answers[PARITY].previous.missing, MISSING_SUPPRESSED);
	cr_assert_eq(s.answers[PARITY].last_year.missing, MISSING_SUPPRESSED);
	cr_assert_eq(s.breakdowns[PARITY][0].groups[0].figure.missing, MISSING_SUPPRESSED);
	cr_assert_eq(s.breakdowns[PARITY][0].groups[1].figure.missing, MISSING_NO_ENTRIES);
	cr_assert_eq(s.breakdowns[PARITY][0].groups[2].figure.missing, PRESENT);
}

Test(suppress_parity, of_minutes_it_is_no_secret)
{
	struct sample s;

	sample_make(&s);
	s.metrics[PARITY].parity_of = &s.metrics[RATE];
	suppress_answers(&s.all, 5);
	cr_assert_eq(s.answers[PARITY].total.missing, PRESENT);
	cr_assert_eq(s.answers[PARITY].adjusted, 1750000);
}

/* 12 women and 6 men of 20 learners leave 2 whose sex is not recorded. */
Test(suppress_parity, of_counts_it_would_tell_the_third_group)
{
	struct sample s;

	sample_make(&s);
	s.metrics[PARITY].parity_of = &s.metrics[LEARNERS];
	s.answers[LEARNERS].total = counted(20);
	s.answers[PARITY].total = (struct figure){ PRESENT, ONES(2), ONES(12), ONES(6), ONES(2) };
	s.answers[PARITY].previous = (struct figure){ PRESENT, ONES(2), ONES(12), ONES(6), ONES(6) };
	sample_break(&s, LEARNERS, "sex", true,
		     (struct group[]){ { "F", counted(12) }, { "M", counted(6) }, { "U", counted(2) },
				       { NULL, { 0 } } });
	suppress_answers(&s.all, 5);
	cr_assert_eq(s.groups[LEARNERS][0][1].figure.missing, MISSING_SUPPRESSED);
	cr_assert_eq(s.answers[PARITY].total.missing, MISSING_SUPPRESSED);
	cr_assert_eq(s.answers[PARITY].previous.missing, PRESENT);
}

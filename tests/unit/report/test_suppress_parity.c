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

Test(suppress_parity, without_its_groups_nobody_knows_how_many_they_are)
{
	struct sample s;

	sample_make(&s);
	s.answers[INSERTION].total = rate(30, 50);
	s.answers[PARITY].previous = (struct figure){ PRESENT, ONES(1), ONES(50), ONES(50) };
	sample_break(&s, PARITY, "month", false,
		     (struct group[]){ { "2024-10", { PRESENT, ONES(1), ONES(50), ONES(50) } },
				       { "2024-11", missing(MISSING_NO_ENTRIES) }, { NULL, { 0 } } });
	suppress_answers(&s.all, 5);
	cr_assert_eq(s.answers[PARITY].total.missing, MISSING_SUPPRESSED);
	cr_assert_eq(s.answers[PARITY].previous.missing, MISSING_SUPPRESSED);
	cr_assert_eq(s.breakdowns[PARITY][0].groups[0].figure.missing, MISSING_SUPPRESSED);
	cr_assert_eq(s.breakdowns[PARITY][0].groups[1].figure.missing, MISSING_NO_ENTRIES);
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

Test(suppress_parity, of_counts_it_shows_them_as_its_sides)
{
	struct sample s;

	sample_make(&s);
	s.metrics[PARITY].parity_of = &s.metrics[LEARNERS];
	s.answers[PARITY].total = (struct figure){ PRESENT, ONES(2), ONES(12), ONES(6) };
	s.answers[PARITY].previous = (struct figure){ PRESENT, ONES(3), ONES(12), ONES(4) };
	suppress_answers(&s.all, 5);
	cr_assert_eq(s.answers[PARITY].total.missing, PRESENT);
	cr_assert_eq(s.answers[PARITY].previous.missing, MISSING_SUPPRESSED);
}

/* The steps of a path: whoever did not take one is a person, too. */
#include "config.h"

#include <criterion/criterion.h>

#include "report/suppress.h"
#include "sample.h"

static const struct figure hidden = { MISSING_SUPPRESSED, NONE, NONE, NONE, 0 };

static void expect(const struct figure *f, struct figure expected, const char *what)
{
	cr_assert_eq(f->missing, expected.missing, "%s: missing %d", what, (int)f->missing);
	cr_assert_eq(f->numerator, expected.numerator, "%s: numerator %lld", what, (long long)f->numerator);
	cr_assert_eq(f->denominator, expected.denominator, "%s: denominator %lld", what, (long long)f->denominator);
}

/* Of n enrolled, so many completed a step: INSERTION; and so many the next: RATE. */
static void make_path(struct sample *s, int64_t n, int64_t first, int64_t second)
{
	sample_make(s);
	s->defs[INSERTION].beside = s->defs[RATE].beside = "The path";
	s->defs[RATE].persons = true;
	s->metrics[INSERTION].sides[SIJIL_DENOMINATOR] = &s->denominator;
	s->metrics[INSERTION].n_sides[SIJIL_DENOMINATOR] = 1;
	s->answers[RATE].total = s->answers[RATE].previous = rate(first, n);
	s->answers[INSERTION].total = s->answers[INSERTION].previous = rate(second, n);
	s->answers[INSERTION].n_parts = 0;
}

Test(suppress_steps, a_step_that_few_did_not_take_is_hidden)
{
	static const struct {
		int64_t n, first, second;
		bool shown[2];
	} cases[] = {
		{ 20, 15, 10, { true, true } },	  /* five and five did not */
		{ 20, 20, 20, { true, true } },	  /* all of them did: nobody is left out */
		{ 20, 16, 10, { false, true } },  /* four did not take the first; 10 is told apart from nothing but 20 */
		{ 20, 15, 11, { true, false } },  /* 15 - 11 = 4 */
		{ 20, 11, 15, { true, false } },  /* not every step is taken by who took the one before */
		{ 20, 16, 15, { false, true } },  /* 16 is not shown, and 15 is five from 20 */
		{ 20, 17, 17, { false, false } },
		{ 20, 10, 10, { true, true } },	  /* the same persons, or as many: nobody stopped between */
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sample s;
		struct figure first = rate(cases[i].first, cases[i].n), second = rate(cases[i].second, cases[i].n);

		make_path(&s, cases[i].n, cases[i].first, cases[i].second);
		suppress_answers(&s.all, 5);
		expect(&s.answers[RATE].total, cases[i].shown[0] ? first : hidden, "first");
		expect(&s.answers[RATE].previous, cases[i].shown[0] ? first : hidden, "first, before");
		expect(&s.answers[INSERTION].total, cases[i].shown[1] ? second : hidden, "second");
		expect(&s.answers[INSERTION].previous, cases[i].shown[1] ? second : hidden, "second, before");
	}
}

Test(suppress_steps, metrics_of_other_persons_are_no_steps_of_one_path)
{
	struct sample s;

	make_path(&s, 20, 15, 11);
	s.metrics[INSERTION].n_sides[SIJIL_DENOMINATOR] = 0; /* not known to be the same */
	suppress_answers(&s.all, 5);
	expect(&s.answers[INSERTION].total, rate(11, 20), "of others");
	make_path(&s, 20, 15, 11);
	s.defs[INSERTION].beside = "Another path";
	suppress_answers(&s.all, 5);
	expect(&s.answers[INSERTION].total, rate(11, 20), "another question");
}

Test(suppress_steps, what_adds_up_to_a_hidden_step_and_its_months_go_too)
{
	struct sample s;

	make_path(&s, 30, 25, 22);
	s.answers[INSERTION].n_parts = PARTS;
	s.answers[INSERTION].parts[0].figure = rate(10, 30);
	s.answers[INSERTION].parts[1].figure = rate(12, 30);
	s.answers[INSERTION].parts[2].figure = rate(0, 30);
	sample_break(&s, RATE, "month", false,
		     (struct group[]){ { "2024-10", rate(15, 25) }, { "2024-11", rate(15, 25) }, { NULL, { 0 } } });
	sample_break(&s, INSERTION, "month", false,
		     (struct group[]){ { "2024-10", rate(10, 25) }, { "2024-11", rate(12, 25) }, { NULL, { 0 } } });
	suppress_answers(&s.all, 5);
	expect(&s.answers[INSERTION].total, hidden, "22 of 25");
	expect(&s.answers[INSERTION].parts[1].figure, hidden, "12 of the 22");
	expect(&s.answers[INSERTION].breakdowns[0].groups[0].figure, rate(10, 25), "October");
	expect(&s.answers[INSERTION].breakdowns[0].groups[1].figure, hidden, "November: 12 of 15");
}

/* The summary as CSV. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

#define HEADER "program,plugin,metric,title,unit,period,by,group,value,numerator,denominator,missing\n"
#define E2C "e2c,second_chance_schools,"

/* Only the metric; its answers keep their breakdowns and parts. */
static void only(struct sample *s, int metric)
{
	s->program_answers.metrics = &s->answers[metric];
	s->program_answers.n_metrics = 1;
}

static void expect(struct sample *s, const char *expected)
{
	char *text = sample_write(s, "csv", "en");

	cr_assert_str_eq(text, expected);
	free(text);
}

Test(csv, total_then_the_period_before_then_parts)
{
	struct sample s;

	sample_make(&s);
	only(&s, INSERTION);
	expect(&s, HEADER
	       E2C "insertion_rate,Insertion rate,%,SY2024,,,100,2,2,\n"
	       E2C "insertion_rate,Insertion rate,%,SY2023,,,,0,0,no_denominator\n"
	       E2C "insertion_rate,Insertion rate,%,SY2024,part,formal,50,1,2,\n"
	       E2C "insertion_rate,Insertion rate,%,SY2024,part,vocational,0,0,2,\n"
	       E2C "insertion_rate,Insertion rate,%,SY2024,part,working life,50,1,2,\n");
}

Test(csv, what_was_left_out_then_the_adjusted_value_then_groups)
{
	struct sample s;

	sample_make(&s);
	only(&s, PARITY);
	s.answers[PARITY].n_excluded = 2;
	s.excluded[PARITY][0] = (struct excluded){ "not_recorded", 3, NONE };
	s.excluded[PARITY][1] = (struct excluded){ "samples, by hand", 1, ONES(300) };
	sample_break(&s, PARITY, "month", false,
		     (struct group[]){ { "2024-10", { PRESENT, 333333, ONES(20), ONES(60), 0 } },
				       { "2024-11", missing(MISSING_STRADDLES) }, { NULL, { 0 } } });
	expect(&s, HEADER
	       E2C "gpi_insertion,Parity,ratio,SY2024,,,4,100,25,\n"
	       E2C "gpi_insertion,Parity,ratio,SY2023,,,,,,no_entries\n"
	       E2C "gpi_insertion,Parity,ratio,SY2024,excluded,not_recorded,3,,,\n"
	       E2C "gpi_insertion,Parity,ratio,SY2024,excluded,\"samples, by hand\",1,300,,\n"
	       E2C "gpi_insertion,Parity,ratio,SY2024,adjusted,,1.75,,,\n"
	       E2C "gpi_insertion,Parity,ratio,SY2024,month,2024-10,0.333333,20,60,\n"
	       E2C "gpi_insertion,Parity,ratio,SY2024,month,2024-11,,,,straddles\n");
}

Test(csv, suppressed_numbers_are_empty_cells)
{
	struct sample s;

	sample_make(&s);
	only(&s, LEARNERS);
	s.city.suppress_below = 5;
	s.answers[LEARNERS].total = counted(4);
	s.answers[LEARNERS].n_excluded = 1;
	s.excluded[LEARNERS][0] = (struct excluded){ "not_recorded", 1, NONE };
	expect(&s, HEADER
	       E2C "learners_active,Active learners,persons,SY2024,,,,,,suppressed\n"
	       E2C "learners_active,Active learners,persons,SY2023,,,10,10,,\n"
	       E2C "learners_active,Active learners,persons,SY2024,excluded,not_recorded,,,,suppressed\n");
}

Test(csv, a_program_that_is_not_available_has_one_row)
{
	struct sample s;

	sample_make(&s);
	s.program.plugin = NULL;
	s.program_answers.n_metrics = 0;
	expect(&s, HEADER E2C ",,,SY2024,,,,,,unavailable\n");
}

Test(csv, the_same_stretch_last_year_is_a_row_with_its_code)
{
	struct sample s;

	sample_make(&s);
	only(&s, HOURS);
	sample_last_year(&s, "2023-10");
	s.answers[HOURS].last_year = counted(4);
	expect(&s, HEADER
	       E2C "contact_hours,Contact hours,hours,SY2024,,,7,7,,\n"
	       E2C "contact_hours,Contact hours,hours,SY2023,,,,,,no_entries\n"
	       E2C "contact_hours,Contact hours,hours,2023-10,,,4,4,,\n");
}

/* The rows of a program's metrics on pages of any width. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "report/headlines.h"
#include "sample.h"

static char *written(struct sample *s, size_t columns)
{
	struct summary *summary = summary_make(&s->registry, &s->all, date_day(2025, 9, 1), "en");
	struct str out;
	char *text;

	str_init(&out, STR_MAX_DEFAULT);
	summary->columns = columns;
	headlines_write(summary, &summary->programs[0], &out);
	text = strdup(out.s);
	str_release(&out);
	summary_free(summary);
	return text;
}

static void expect(struct sample *s, size_t columns, const char *expected)
{
	char *text = written(s, columns);

	cr_assert_str_eq(text, expected);
	free(text);
}

/* The first three metrics. */
static void make(struct sample *s)
{
	sample_make(s);
	s->program_answers.n_metrics = HOURS + 1;
}

Test(headlines, what_fits_stands_in_columns)
{
	struct sample s;
	char *text;

	make(&s);
	text = written(&s, 0);
	cr_assert_not_null(strstr(text, "(420/600)  +3.2 points vs SY2023, improved\n"));
	free(text);
	s.defs[LEARNERS].decimals = 1;
	expect(&s, 78,
	       "  Active learners  12.0 persons             +20 %, ×1.20 vs SY2023, improved\n"
	       "  Attendance rate  70.0 %        (420/600)  +3.2 points vs SY2023, improved\n"
	       "  Contact hours     7.0 hours               SY2023: – no entries in the period\n");
}

Test(headlines, a_change_that_does_not_fit_goes_below_its_row)
{
	struct sample s;

	make(&s);
	s.defs[LEARNERS].decimals = 1;
	expect(&s, 77,
	       "  Active learners  12.0 persons             +20 %, ×1.20 vs SY2023, improved\n"
	       "  Attendance rate  70.0 %        (420/600)  +3.2 points vs SY2023, improved\n"
	       "  Contact hours     7.0 hours\n"
	       "    SY2023: – no entries in the period\n");
}

Test(headlines, then_the_rest_of_a_title_goes_below_and_then_the_counts)
{
	struct sample s;

	make(&s);
	s.program_answers.n_metrics = RATE + 1;
	s.defs[RATE].title = "Attendance of the learners in all of the city's schools";
	s.defs[LEARNERS].decimals = 1;
	expect(&s, 60,
	       "  Active learners                    12.0 persons\n"
	       "    +20 %, ×1.20 vs SY2023, improved\n"
	       "  Attendance of the learners in all  70.0 %        (420/600)\n"
	       "    of the city's schools\n"
	       "    +3.2 points vs SY2023, improved\n");
	expect(&s, 48,
	       "  Active learners                12.0 persons\n"
	       "    +20 %, ×1.20 vs SY2023, improved\n"
	       "  Attendance of the learners in  70.0 %\n"
	       "    all of the city's schools\n"
	       "    (420/600) +3.2 points vs SY2023, improved\n");
}

Test(headlines, a_reason_that_does_not_fit_goes_below)
{
	struct sample s;

	make(&s);
	s.program_answers.n_metrics = 1;
	s.answers[LEARNERS].total = missing(MISSING_NOT_KNOWN);
	expect(&s, 76, "  Active learners  – denominator not known: no entry or reference gives it\n");
	expect(&s, 60, "  Active learners  –\n"
		       "    denominator not known: no entry or reference gives it\n");
	expect(&s, 40, "  Active learners  –\n"
		       "    denominator not known: no entry or\n"
		       "      reference gives it\n");
}

Test(headlines, remarks_and_baselines_are_broken_to_the_page)
{
	struct sample s;

	make(&s);
	s.program_answers.n_metrics = 1;
	sample_baseline(&s, "seed", "learners_active", ONES(9), "persons")->population.source = "the seed article";
	sample_baseline(&s, "seed-illiteracy", NULL, 36200000, "percent")->population.source = "seed article, 2024";
	expect(&s, 60,
	       "  Active learners  12 persons\n"
	       "    +20 %, ×1.20 vs SY2023, improved\n"
	       "    baseline 9 persons (seed, the seed article): not\n"
	       "      comparable: what\n"
	       "  baseline 36.2 % (seed-illiteracy, seed article, 2024): not\n"
	       "    comparable with any metric above: what, sex, age, area\n");
}

Test(headlines, no_line_is_wider_than_a_page_of_sixty_columns_or_more)
{
	for (size_t columns = 60; columns <= 130; columns++) {
		struct sample s;
		char *text;

		sample_make(&s);
		s.defs[RATE].title = "Event attendance per 1,000 inhabitants of the city and its surroundings";
		s.defs[RATE].estimate = true;
		s.answers[HOURS].total = missing(MISSING_NOT_KNOWN);
		sample_target(&s, "attendance_rate", ONES(75), "percent")->population =
			(struct population){ .sex = "M", .age = "15+", .area = "Rehamna", .year = 2014 };
		text = written(&s, columns);
		for (char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
			*end = '\0';
			cr_assert_leq(text_width(line), columns, "%zu: %s", columns, line);
		}
		free(text);
	}
}

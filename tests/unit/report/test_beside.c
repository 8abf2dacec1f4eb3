/* One question, different denominators: metrics side by side, each with its definition. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "report/beside.h"
#include "sample.h"

static char *written(struct sample *s, size_t columns)
{
	struct summary *summary = summary_make(&s->registry, &s->all, date_day(2025, 9, 1), "en");
	struct str out;
	char *text;

	str_init(&out, STR_MAX_DEFAULT);
	summary->columns = columns;
	beside_write(summary, &summary->programs[0], &out);
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

/* Two of one plugin's metrics answer one question; the sample's other metrics stand alone. */
static void make(struct sample *s)
{
	sample_make(s);
	s->defs[RATE].beside = s->defs[INSERTION].beside = "What became of those who left";
	s->defs[RATE].definition = "Those with a positive exit, of all who left.";
	s->defs[RATE].comparable = "positive exits (E2C France)";
	s->defs[INSERTION].definition = "Those placed, of those who completed.";
}

Test(beside, each_stands_with_its_numbers_its_definition_and_what_it_is_comparable_to)
{
	struct sample s;

	make(&s);
	expect(&s, 100,
	       "\n"
	       "  What became of those who left\n"
	       "    Attendance rate: 70.0 % (420/600)\n"
	       "      Those with a positive exit, of all who left.\n"
	       "      comparable to: positive exits (E2C France)\n"
	       "    Insertion rate: 100.0 % (2/2)\n"
	       "      Those placed, of those who completed.\n");
}

Test(beside, a_metric_that_shares_its_text_with_none_has_no_block)
{
	struct sample s;

	make(&s);
	s.defs[INSERTION].beside = "Another question";
	expect(&s, 100, "");
	s.defs[INSERTION].beside = NULL;
	expect(&s, 100, "");
}

Test(beside, every_text_has_one_block)
{
	struct sample s;

	make(&s);
	s.defs[HOURS].beside = s.defs[BUDGET].beside = "What it took";
	expect(&s, 100,
	       "\n"
	       "  What became of those who left\n"
	       "    Attendance rate: 70.0 % (420/600)\n"
	       "      Those with a positive exit, of all who left.\n"
	       "      comparable to: positive exits (E2C France)\n"
	       "    Insertion rate: 100.0 % (2/2)\n"
	       "      Those placed, of those who completed.\n"
	       "\n"
	       "  What it took\n"
	       "    Contact hours: 7.0 hours\n"
	       "    Budget spent: 264,000 MAD\n");
}

Test(beside, what_is_missing_or_hidden_says_so)
{
	struct sample s;

	make(&s);
	s.city.suppress_below = 5; /* INSERTION counts 2 persons */
	s.answers[RATE].total = missing(MISSING_NO_DENOMINATOR);
	expect(&s, 100,
	       "\n"
	       "  What became of those who left\n"
	       "    Attendance rate: – denominator is 0\n"
	       "      Those with a positive exit, of all who left.\n"
	       "      comparable to: positive exits (E2C France)\n"
	       "    Insertion rate: <5\n"
	       "      Those placed, of those who completed.\n");
}

Test(beside, long_definitions_are_broken_to_the_page)
{
	struct sample s;

	make(&s);
	expect(&s, 40,
	       "\n"
	       "  What became of those who left\n"
	       "    Attendance rate: 70.0 % (420/600)\n"
	       "      Those with a positive exit, of all\n"
	       "        who left.\n"
	       "      comparable to: positive exits (E2C\n"
	       "        France)\n"
	       "    Insertion rate: 100.0 % (2/2)\n"
	       "      Those placed, of those who\n"
	       "        completed.\n");
}

Test(beside, it_is_part_of_the_page)
{
	struct sample s;
	char *text;

	make(&s);
	text = sample_write(&s, "text", "en");
	cr_assert_not_null(strstr(text, "\n\n  What became of those who left\n    Attendance rate: 70.0 % (420/600)\n"));
	free(text);
}

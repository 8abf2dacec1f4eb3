/* Breakdown tables: a row per group, a column per metric. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "report/breakdowns.h"
#include "sample.h"

#define END { NULL, { 0 } }

static char *written(struct sample *s, size_t columns)
{
	struct summary *summary = summary_make(&s->registry, &s->all, date_day(2025, 9, 1), "fr");
	struct str out;
	char *text;

	str_init(&out, STR_MAX_DEFAULT);
	summary->columns = columns;
	breakdowns_write(summary, &summary->programs[0], &out);
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

Test(breakdowns, values_and_counts_line_up_above_the_total)
{
	struct sample s;

	sample_make(&s);
	sample_break(&s, LEARNERS, "sex", true,
		     (struct group[]){ { "F", counted(7) }, { "M", counted(5) }, END });
	sample_break(&s, RATE, "sex", true,
		     (struct group[]){ { "F", rate(360, 360) }, { "M", rate(60, 240) }, END });
	expect(&s, 100,
	       "\n"
	       "          Active learners,\n"
	       "  by sex           persons  Attendance rate, %\n"
	       "  F                      7     100.0 (360/360)\n"
	       "  M                      5      25.0  (60/240)\n"
	       "  Total                 12      70.0 (420/600)\n"
	       "  groups add up to the total (of ratios: numerators and denominators)\n");
}

Test(breakdowns, nothing_asked_nothing_printed)
{
	struct sample s;

	sample_make(&s);
	expect(&s, 100, "");
}

Test(breakdowns, what_does_not_add_up_is_marked)
{
	struct sample s;

	sample_make(&s);
	sample_break(&s, LEARNERS, "track", false,
		     (struct group[]){ { "sewing", counted(9) }, { "cooking", counted(8) }, END });
	expect(&s, 100,
	       "\n"
	       "            Active learners,\n"
	       "  by track          persons*\n"
	       "  sewing                   9\n"
	       "  cooking                  8\n"
	       "  Total                   12\n"
	       "  * persons can be in several groups: not additive\n");
}

Test(breakdowns, columns_that_add_up_stand_beside_those_that_do_not)
{
	struct sample s;

	sample_make(&s);
	sample_break(&s, HOURS, "month", true,
		     (struct group[]){ { "2024-10", counted(4) }, { "2024-11", counted(3) }, END });
	sample_break(&s, BUDGET, "month", false,
		     (struct group[]){ { "2024-10", counted(264000) },
				       { "2024-11", missing(MISSING_STRADDLES) }, END });
	s.breakdowns[HOURS][0].time = s.breakdowns[BUDGET][0].time = true;
	expect(&s, 100,
	       "\n"
	       "            Contact hours,\n"
	       "  by month           hours  Budget spent, MAD*\n"
	       "  2024-10              4.0             264\u202f000\n"
	       "  2024-11              3.0                   –\n"
	       "  Total                7.0             264\u202f000\n"
	       "  * not additive; the others' groups add up to the total\n"
	       "  – not available monthly: only counts over longer stretches\n");
}

Test(breakdowns, sites_are_called_by_their_names)
{
	struct sample s;

	sample_make(&s);
	sample_break(&s, LEARNERS, "site", true,
		     (struct group[]){ { "centre", counted(7) }, { "hay_riad", counted(4) }, { "gone", counted(1) },
				       END });
	expect(&s, 100,
	       "\n"
	       "            Active learners,\n"
	       "  by site            persons\n"
	       "  Centre                   7\n"
	       "  Hay Riad                 4\n"
	       "  gone                     1\n"
	       "  Total                   12\n"
	       "  groups add up to the total\n");
}

/* The code stays in what other programs read. */
Test(breakdowns, partners_are_called_by_their_names)
{
	struct partner partners[] = { { "assoc_nour", { .fr = "Association Nour" } }, { "works", { .any = "Works" } } };
	struct sample s;
	char *csv;

	sample_make(&s);
	s.city.partners = partners;
	s.city.n_partners = 2;
	sample_break(&s, LEARNERS, "partner", true,
		     (struct group[]){ { "Works", counted(4) }, { "assoc_nour", counted(5) }, { "gone", counted(1) },
				       { "U", counted(2) }, END });
	expect(&s, 100,
	       "\n"
	       "                    Active learners,\n"
	       "  by partner                 persons\n"
	       "  Works                            4\n"
	       "  Association Nour                 5\n"
	       "  gone                             1\n"
	       "  U (not recorded)                 2\n"
	       "  Total                           12\n"
	       "  groups add up to the total\n");
	csv = sample_write(&s, "csv", "en");
	cr_expect_not_null(strstr(csv, ",partner,assoc_nour,5,"), "%s", csv);
	free(csv);
}

Test(breakdowns, not_recorded_stands_last_and_only_if_it_holds_anything)
{
	struct sample s;

	sample_make(&s);
	sample_break(&s, LEARNERS, "sex", true,
		     (struct group[]){ { "U", counted(2) }, { "F", counted(10) }, END });
	sample_break(&s, LEARNERS, "disability", true,
		     (struct group[]){ { "none", counted(12) }, { "U", counted(0) }, END });
	expect(&s, 100,
	       "\n"
	       "                    Active learners,\n"
	       "  by sex                     persons\n"
	       "  F                               10\n"
	       "  U (not recorded)                 2\n"
	       "  Total                           12\n"
	       "  groups add up to the total\n"
	       "\n"
	       "                 Active learners,\n"
	       "  by disability           persons\n"
	       "  none                         12\n"
	       "  Total                        12\n"
	       "  groups add up to the total\n");
}

Test(breakdowns, groups_of_one_metric_only_keep_their_place)
{
	struct sample s;

	sample_make(&s);
	sample_break(&s, LEARNERS, "age_band", true,
		     (struct group[]){ { "0-5", counted(7) }, { "13-17", counted(5) }, END });
	sample_break(&s, HOURS, "age_band", true,
		     (struct group[]){ { "0-5", counted(1) }, { "6-12", counted(2) }, { "13-17", counted(3) },
				       { "18-64", counted(1) }, END });
	expect(&s, 100,
	       "\n"
	       "               Active learners,  Contact hours,\n"
	       "  by age_band           persons           hours\n"
	       "  0-5                         7             1.0\n"
	       "  6-12                                      2.0\n"
	       "  13-17                       5             3.0\n"
	       "  18-64                                     1.0\n"
	       "  Total                      12             7.0\n"
	       "  groups add up to the total\n");
}

Test(breakdowns, suppressed_cells_line_up_with_the_others)
{
	struct sample s;

	sample_make(&s);
	s.city.suppress_below = 5;
	s.answers[INSERTION].n_parts = 0;
	s.answers[INSERTION].total = rate(30, 50);
	sample_break(&s, INSERTION, "sex", true,
		     (struct group[]){ { "F", rate(20, 25) }, { "M", rate(8, 20) }, { "U", rate(2, 5) }, END });
	/* U has two of five; the smaller of the two others goes with it */
	expect(&s, 100,
	       "\n"
	       "  by sex            Insertion rate, %\n"
	       "  F                      80.0 (20/25)\n"
	       "  M                        <5\n"
	       "  U (not recorded)         <5\n"
	       "  Total                  60.0 (30/50)\n"
	       "  groups add up to the total (of ratios: numerators and denominators)\n");
}

Test(breakdowns, wide_tables_are_split_into_blocks)
{
	struct sample s;

	sample_make(&s);
	sample_break(&s, LEARNERS, "sex", true, (struct group[]){ { "F", counted(12) }, END });
	sample_break(&s, HOURS, "sex", true, (struct group[]){ { "F", counted(7) }, END });
	/* 2 + 6, then 2 + 16, then 2 + 14 */
	expect(&s, 41,
	       "\n"
	       "          Active learners,\n"
	       "  by sex           persons\n"
	       "  F                     12\n"
	       "  Total                 12\n"
	       "\n"
	       "          Contact hours,\n"
	       "  by sex           hours\n"
	       "  F                  7.0\n"
	       "  Total              7.0\n"
	       "  groups add up to the total\n");
}

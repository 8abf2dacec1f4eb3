/* Importing again: what stands in the register already is not added twice. */
#include "config.h"

#include <string.h>

#include "base/str.h"
#include "town.h"

static struct town town;

static void setup(void)
{
	town_open(&town, NULL);
}

static void teardown(void)
{
	town_close(&town);
}

TestSuite(again, .init = setup, .fini = teardown);

#define HEADER "site,on,loans\n"
#define A "kiosk,2024-03-01,10\n"
#define B "kiosk,2024-03-02,10\n"
#define C "centre,2024-03-01,10\n"

static void loans(const char *csv)
{
	town_import(&town, "spaces", "loan_count", NULL, csv);
}

Test(again, the_same_file_adds_nothing)
{
	loans(HEADER A B C);
	assert_counts(&town, 3, 0, 0, 0);
	loans(HEADER A B C);
	assert_counts(&town, 0, 3, 0, 0);
	cr_assert_eq(town_rows(&town), 3);
	cr_assert_eq(town.result.batch, 0, "nothing was written, so there is no batch");
	cr_assert_eq(count_findings(&town, "CORE-W08"), 0, "they do not collide with themselves");
}

Test(again, more_rows_add_what_is_new)
{
	loans(HEADER A);
	loans(HEADER C A B);
	assert_counts(&town, 2, 1, 0, 0);
	cr_assert_eq(town_rows(&town), 3);
	cr_assert_eq(town.result.batch, 2);
}

Test(again, identical_rows_of_one_file_are_all_kept)
{
	loans(HEADER A B A A);
	assert_counts(&town, 4, 0, 0, 0);
	cr_assert_eq(count_findings(&town, "CORE-W08"), 2, "the second and the third A");
	cr_assert_eq(town.result.warned, 2);
	loans(HEADER A B A A);
	assert_counts(&town, 0, 4, 0, 0);
	/* Three of them are recorded: a fourth is new. */
	loans(HEADER A A A A B);
	assert_counts(&town, 1, 4, 0, 0);
	cr_assert_eq(town_rows(&town), 5);
}

Test(again, content_is_everything_that_was_given)
{
	town_import(&town, "spaces", "visit_count", NULL,
		    "site,on,until,visits,count_type\nkiosk,2024-03-01,2024-03-02,10,automatic\n");
	/* Other last day, other value, other field; the same in other columns. */
	town_import(&town, "spaces", "visit_count", NULL,
		    "count_type,visits,period,site\n"
		    "automatic,10,2024-03-01/2024-03-02,kiosk\n"
		    "automatic,10,2024-03-10/2024-03-12,kiosk\n"
		    "automatic,11,2024-04-01/2024-04-02,kiosk\n"
		    "sample,10,2024-05-01,kiosk\n");
	assert_counts(&town, 3, 1, 0, 0);
}

Test(again, another_program_or_kind_is_another_content)
{
	town_import(&town, "school", "session", NULL, "site,on,cohort,planned_minutes\ncentre,2024-03-01,a,60\n");
	town_import(&town, "school_b", "session", NULL, "site,on,cohort,planned_minutes\ncentre,2024-03-01,a,60\n");
	assert_counts(&town, 1, 0, 0, 0);
	town_import(&town, "school_b", "session", NULL, "site,on,cohort,planned_minutes\ncentre,2024-03-01,a,60\n");
	assert_counts(&town, 0, 1, 0, 0);
}

Test(again, what_was_corrected_or_voided_does_not_come_back)
{
	int64_t first, second;

	loans(HEADER A B);
	first = town_entry(&town, "loan_count", 1);
	second = town_entry(&town, "loan_count", 2);
	town_replace(&town, first, "{\"loans\":12}", NULL);
	town_replace(&town, second, NULL, NULL);
	loans(HEADER A B);
	assert_counts(&town, 0, 2, 0, 0);
}

Test(again, a_correction_is_known_as_it_stands)
{
	int64_t first;

	loans(HEADER A);
	first = town_replace(&town, town_entry(&town, "loan_count", 1), "{\"loans\":12}", NULL);
	/* As export writes it: not new.  Once more, and it is new, and told to be alike. */
	loans(HEADER "kiosk,2024-03-01,12\n");
	assert_counts(&town, 0, 1, 0, 0);
	loans(HEADER "kiosk,2024-03-01,12\nkiosk,2024-03-01,12\n");
	assert_counts(&town, 1, 1, 0, 0);
	cr_assert_eq(count_findings(&town, "CORE-W08"), 1);
	/* A correction that was corrected again says nothing any more. */
	town_replace(&town, first, "{\"loans\":13}", NULL);
	loans(HEADER "kiosk,2024-03-01,12\nkiosk,2024-03-01,13\n");
	assert_counts(&town, 0, 2, 0, 0);
}

Test(again, known_rows_are_not_judged_again)
{
	static const char enrolled[] = "person,on,sex,birth_year,track\nP1,2024-01-08,F,2008,mixed\n";
	static const char there[] = "person,on,status,cohort,planned_minutes\n"
				    "P1,2024-01-09,present,a,60\nP1,2024-01-10,present,a,60\n";

	town_import(&town, "school", "enrolment", NULL, enrolled);
	town_import(&town, "school", "attendance", NULL, there);
	assert_counts(&town, 2, 0, 0, 0);
	/* An enrolment while enrolled would be an error (SC-E02). */
	town_import(&town, "school", "enrolment", NULL, enrolled);
	assert_counts(&town, 0, 1, 0, 0);
	cr_assert_eq(town.result.findings.n, 0, "%s", town.result.findings.items[0].message);
	town_import(&town, "school", "enrolment", NULL, "person,on,sex,birth_year,track\nP1,2024-02-08,F,2008,mixed\n");
	assert_counts(&town, 0, 0, 1, 0);
	assert_finding(&town, "SC-E02", 2, 0, "");
}

/* 20 persons with 28 visits each: enough that a few persons are asked for one by one. */
static void many_visits(struct str *csv)
{
	int person, day;

	str_init(csv, 1 << 20);
	str_add(csv, "person,on,sex\n");
	for (person = 0; person < 20; person++)
		for (day = 1; day <= 28; day++)
			str_addf(csv, "P%d,2024-02-%02d,F\n", person, day);
	town_import(&town, "spaces", "visit", NULL, csv->s);
	assert_counts(&town, 560, 0, 0, 0);
}

/* At the twelfth person everybody's rows are read; P0 has answered for one row by then, and cannot do so again. */
Test(again, many_subjects_are_asked_for_together)
{
	struct str csv, again;

	many_visits(&csv);
	str_init(&again, 1 << 20);
	str_add(&again, "person,on,sex\nP0,2024-02-01,F\nP99,2024-02-01,F\n");
	str_add(&again, strstr(csv.s, "P1,"));
	str_add(&again, "P0,2024-02-01,F\nP0,2024-02-02,F\n");
	town_import(&town, "spaces", "visit", NULL, again.s);
	assert_counts(&town, 2, 1 + 19 * 28 + 1, 0, 0);
	assert_finding(&town, "CORE-W08", 3 + 19 * 28 + 1, 0, "");
	cr_assert_eq(town_rows(&town), 562);
	str_release(&csv);
	str_release(&again);
}

Test(again, few_subjects_are_judged_with_their_own_history)
{
	static const char enrolled[] = "person,on,sex,birth_year,track\nP1,2024-01-08,F,2008,mixed\n";
	struct str csv;

	many_visits(&csv);
	town_import(&town, "school", "enrolment", NULL, enrolled);
	assert_counts(&town, 1, 0, 0, 0);
	town_import(&town, "school", "enrolment", NULL, "person,on,sex,birth_year,track\nP1,2024-02-08,F,2008,mixed\n");
	assert_counts(&town, 0, 0, 1, 0);
	assert_finding(&town, "SC-E02", 2, 0, "");
	str_release(&csv);
}

Test(again, a_crowd_of_repeats_is_told_in_a_few_lines)
{
	struct str csv;
	int i;

	str_init(&csv, 1 << 20);
	str_add(&csv, HEADER);
	for (i = 0; i < 1300; i++)
		str_add(&csv, A);
	loans(csv.s);
	assert_counts(&town, 1300, 0, 0, 0);
	cr_assert_eq(town.result.warned, 1299);
	cr_assert_eq(count_findings(&town, "CORE-W08"), 6, "five of them, and one that stands for the rest");
	cr_assert_eq(town.result.findings.n, 6);
	cr_assert_not_null(strstr(town.result.findings.items[5].message, "1,294 more rows"), "%s",
			   town.result.findings.items[5].message);
	cr_assert_eq(town.result.findings.items[4].line, 7, "the fifth repeat; line 2 holds the first of them all");
	str_release(&csv);
}

/* One site's history holds more warnings than are kept; the error after them must still stop the import. */
Test(again, an_error_behind_a_crowd_is_not_lost)
{
	struct str csv;
	int i;

	str_init(&csv, 1 << 22);
	str_add(&csv, "site,on,title,event_type,attendees,female,male\n");
	for (i = 0; i < FINDINGS_MAX + 10; i++)
		str_add(&csv, "kiosk,2024-03-01,Tales,reading,5,,\n");
	str_add(&csv, "kiosk,2024-03-02,Tales,reading,5,4,4\n");
	town_import(&town, "spaces", "event", NULL, csv.s);
	assert_counts(&town, 0, 0, 1, FINDINGS_MAX + 10);
	cr_assert_eq(town.result.findings.errors, 1);
	cr_assert_eq(count_findings(&town, "CS-E07"), 1, "and it is told, with its line");
	cr_assert_eq(town_rows(&town), 0);
	str_release(&csv);
}

Test(again, twenty_repeats_are_told_one_by_one)
{
	struct str csv;
	int i;

	str_init(&csv, 1 << 20);
	str_add(&csv, HEADER);
	for (i = 0; i < 21; i++)
		str_add(&csv, A);
	loans(csv.s);
	cr_assert_eq(count_findings(&town, "CORE-W08"), 20);
	str_release(&csv);
}

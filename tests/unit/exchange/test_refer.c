#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "exchange/refer.h"
#include "town.h"

static struct town town;
static struct refer *refer;

static void setup(void)
{
	town_open(&town, NULL);
	town_import(&town, "school", "session", NULL,
		    "site,on,cohort,planned_minutes\n"
		    "centre,2024-10-07,evening-a,120\n"
		    "kiosk,2024-10-07,evening-b,120\n"
		    "centre,2024-10-08,evening-a,120\n"
		    "centre,2024-10-09,twin,120\n"
		    "kiosk,2024-10-09,twin,120\n"
		    "kiosk,2024-10-10,a/b,120\n");
	assert_counts(&town, 6, 0, 0, 0);
	town_import(&town, "school_b", "session", NULL,
		    "site,on,cohort,planned_minutes\ncentre,2024-10-07,evening-a,90\n");
	refer = refer_new(town.log);
}

static void teardown(void)
{
	refer_free(refer);
	town_close(&town);
}

TestSuite(refer, .init = setup, .fini = teardown);

static int64_t find(const char *text)
{
	return refer_find(refer, town_kind(&town, "school", "session"), text, &town.err);
}

/* Every answer must be the same one by one, and after everything was read. */
static void assert_found(const char *text, int64_t expected)
{
	const struct kind *session = town_kind(&town, "school", "session");
	struct refer *whole = refer_new(town.log);
	char name[32];
	int i;

	cr_assert_eq(find(text), expected, "%s: %lld", text, (long long)find(text));
	for (i = 0; i <= REFER_SINGLE; i++) {
		snprintf(name, sizeof(name), "nobody-%d/2024-10-07", i);
		cr_assert_eq(refer_find(whole, session, name, &town.err), 0);
	}
	cr_assert_eq(refer_find(whole, session, text, &town.err), expected, "%s after reading all: %lld", text,
		     (long long)refer_find(whole, session, text, &town.err));
	refer_free(whole);
}

Test(refer, names_made_of_cohort_and_day)
{
	assert_found("evening-a/2024-10-07", 1);
	assert_found("evening-b/2024-10-07", 2);
	assert_found("evening-a/2024-10-08", 3);
	assert_found("evening-a/2024-10-09", 0);
	assert_found("evening-c/2024-10-07", 0);
	assert_found("evening-a", 0);
	assert_found("", 0);
	assert_found("a/b/2024-10-10", 6);
	cr_assert_eq(refer_find(refer, town_kind(&town, "school_b", "session"), "evening-a/2024-10-07", &town.err), 7,
		     "each program has its own");
}

Test(refer, a_name_that_several_bear)
{
	assert_found("twin/2024-10-09", -1);
}

Test(refer, entry_numbers)
{
	assert_found("#3", 3);
	assert_found("3", 3);
	assert_found("#0", 0);
	assert_found("#99", 0);
	assert_found("#7", 0); /* of the other program */
	assert_found("#", 0);
	assert_found("#3x", 0);
}

Test(refer, corrections_keep_the_first_number)
{
	int64_t moved = town_replace(&town, 1, "{\"cohort\":\"evening-a\",\"planned_minutes\":120}", "2024-10-14");
	int64_t again = town_replace(&town, moved, "{\"cohort\":\"evening-a\",\"planned_minutes\":90}", NULL);

	assert_found("evening-a/2024-10-14", 1);
	assert_found("evening-a/2024-10-07", 0); /* it is not on that day any more */
	assert_found("#1", 1);
	cr_assert_eq(moved, 8);
	cr_assert_eq(again, 9);
	assert_found("#8", 1);
	assert_found("#9", 1);
}

Test(refer, what_was_voided_is_not_found)
{
	int64_t gone = town_replace(&town, 2, NULL, NULL);

	assert_found("evening-b/2024-10-07", 0);
	assert_found("#2", 0);
	cr_assert_eq(gone, 8);
	assert_found("#8", 0);
	/* One of the twins is left. */
	town_replace(&town, 4, NULL, NULL);
	assert_found("twin/2024-10-09", 5);
}

Test(refer, letters_may_be_composed_or_not)
{
	town_import(&town, "school", "session", NULL,
		    "site,on,cohort,planned_minutes\ncentre,2024-10-07,\xC3\xA9lite,120\n");
	assert_found("\xC3\xA9lite/2024-10-07", 8);
	assert_found("e\xCC\x81lite/2024-10-07", 8);
}

Test(refer, a_kind_that_was_never_logged)
{
	struct town empty;
	struct refer *r;

	town_open(&empty, NULL);
	r = refer_new(empty.log);
	cr_assert_eq(refer_find(r, town_kind(&empty, "school", "session"), "evening-a/2024-10-07", &empty.err), 0);
	cr_assert_eq(refer_find(r, town_kind(&empty, "school", "session"), "#1", &empty.err), 0);
	refer_free(r);
	town_close(&empty);
}

/* Imports use the same look-up. */
Test(refer, attendance_names_its_session)
{
	town_import(&town, "school", "enrolment", NULL, "person,on,sex,birth_year,track\nP1,2024-09-02,F,2008,mixed\n");
	assert_counts(&town, 1, 0, 0, 0);
	town_import(&town, "school", "attendance", NULL,
		    "person,on,session,status\n"
		    "P1,2024-10-07,evening-a/2024-10-07,present\n"
		    "P1,2024-10-08,#3,present\n");
	assert_counts(&town, 2, 0, 0, 0);
	town_import(&town, "school", "attendance", NULL,
		    "person,on,session,status\n"
		    "P1,2024-10-09,twin/2024-10-09,present\n"
		    "P1,2024-10-07,evening-z/2024-10-07,present\n");
	assert_counts(&town, 0, 0, 2, 0);
	assert_finding(&town, "CORE-E02", 2, 3, "several");
	assert_finding(&town, "CORE-E02", 3, 3, "evening-z/2024-10-07");
	/* The session was moved: the same file still adds nothing. */
	town_replace(&town, 3, "{\"cohort\":\"evening-a\",\"planned_minutes\":60}", NULL);
	town_import(&town, "school", "attendance", NULL,
		    "person,on,session,status\nP1,2024-10-08,evening-a/2024-10-08,present\n");
	assert_counts(&town, 0, 1, 0, 0);
}

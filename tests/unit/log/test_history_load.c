/* Histories of some subjects, by the index or by a scan; values that entries share. */
#include "config.h"

#include "school.h"

static void setup(void)
{
	school_open(NULL);
}

TestSuite(history_load, .init = setup, .fini = school_close);

static struct store *loaded_marked(const uint8_t *marked, uint32_t n)
{
	struct store *s = school_store("2024-12-31");
	struct sijil_err err = { 0 };

	cr_assert_eq(store_load_subjects(s, SIJIL_PERSON, marked, n, &err), 0, "%s", err.message);
	cr_assert_eq(store_load_subjects(s, SIJIL_PERSON, marked, n, &err), 0, "%s", err.message);
	return s;
}

Test(history_load, of_marked_subjects_it_is_the_same_by_the_index_or_by_a_scan)
{
	uint8_t marked[4] = { 0 };
	int i;

	put("enrolment", "P1", "2024-01-02", "{}");
	put("enrolment", "P2", "2024-01-02", "{}");
	put_again(put("exit", "P1", "2024-06-30", "{}"), "2024-06-29", "{}");
	put_again(put("outcome", "P1", "2024-05-30", "{}"), NULL, NULL);
	put("exit", "P3", "2024-06-30", "{}");
	put("visit_count", "@centre", "2024-01-01", "{}");
	marked[number_of(LOG_PERSON, "P1")] = marked[number_of(LOG_PERSON, "P3")] = 1;
	cr_expect_str_eq(school_told(loaded_marked(marked, 3), false),
			 "P1: enrolment#1 2024-01-02, exit#4 2024-06-29\nP3: exit#7 2024-06-30\n",
			 "few entries: a scan");
	for (i = 0; i < 60; i++)
		put("visit_count", "@centre", "2024-01-01", "{}");
	cr_expect_str_eq(school_told(loaded_marked(marked, 3), false),
			 "P1: enrolment#1 2024-01-02, exit#4 2024-06-29\nP3: exit#7 2024-06-30\n",
			 "many others: by the index");
	cr_expect_str_eq(school_told(loaded_marked(marked, 1), false), "P1: enrolment#1 2024-01-02, exit#4 2024-06-29\n");
}

static int tell_destinations(void *arg, struct history *h)
{
	const struct kind *outcome = school_kind("outcome");
	const unsigned field = (unsigned)kind_field(outcome, "destination");
	size_t i;

	for (i = 0; i < h->pub.n; i++)
		str_addf(arg, "%s ", value_text(outcome, field, &h->entries[i].values[field]));
	return 0;
}

Test(history_load, entries_that_say_the_same_have_the_same_values)
{
	struct sijil_err err = { 0 };
	struct store *s;
	struct str told;

	put("outcome", "P1", "2024-02-01", "{\"destination\":\"work\"}");
	put("outcome", "P1", "2024-02-02", "{\"destination\":\"work\"}");
	put("outcome", "P1", "2024-02-03", "{\"destination\":\"none\"}");
	put("outcome", "P1", "2024-02-04", "{\"destination\":\"work\"}");
	s = school_store("2024-12-31");
	cr_assert_eq(store_load_all(s, 0, 1, &err), 0, "%s", err.message);
	str_init(&told, STR_MAX_DEFAULT);
	cr_assert_eq(store_each(s, false, tell_destinations, &told, &err), 0, "%s", err.message);
	cr_expect_str_eq(told.s, "work work none work ");
	str_release(&told);
}

/* The one way entries are read: subject by subject, current versions only, in date order. */
#include "config.h"

#include "school.h"

#include <stdio.h>
#include <string.h>

static void setup(void)
{
	school_open(NULL);
}

TestSuite(history, .init = setup, .fini = school_close);

static struct store *loaded(const char *as_of)
{
	struct store *s = school_store(as_of);
	struct sijil_err err = { 0 };

	cr_assert_eq(store_load_all(s, 0, 1, &err), 0, "%s", err.message);
	return s;
}

/* Only one person's history. */
static struct store *loaded_person(const char *code)
{
	uint32_t number = number_of(LOG_PERSON, code);
	struct store *s = school_store("2024-12-31");
	struct sijil_err err = { 0 };

	cr_assert_eq(store_load_subject(s, SIJIL_PERSON, number, &err), 0, "%s", err.message);
	return s;
}

Test(history, it_is_in_order_of_date_whatever_the_order_of_logging)
{
	put("assessment", "P1", "2024-03-01", "{}");
	put("enrolment", "P1", "2024-01-02", "{}");
	put("outcome", "P1", "2024-02-01", "{}");
	cr_expect_str_eq(school_told(loaded("2024-12-31"), false),
			 "P1: enrolment#2 2024-01-02, outcome#3 2024-02-01, assessment#1 2024-03-01\n");
}

Test(history, on_one_day_what_opens_comes_first_and_what_closes_last)
{
	put("exit", "P1", "2024-01-02", "{}");
	put("attendance", "P1", "2024-01-02", "{}");
	put("outcome", "P1", "2024-01-02", "{}");
	put("enrolment", "P1", "2024-01-02", "{}");
	put("attendance", "P1", "2024-01-02", "{}");
	cr_expect_str_eq(school_told(loaded("2024-12-31"), false),
			 "P1: enrolment#4 2024-01-02, outcome#3 2024-01-02, attendance#2 2024-01-02, "
			 "attendance#5 2024-01-02, exit#1 2024-01-02\n",
			 "then by number");
}

Test(history, persons_come_first_then_sites_then_programs)
{
	put("note", "", "2024-01-01", "{\"text\":\"x\"}");
	put("visit_count", "@kiosk", "2024-01-01", "{}");
	put("enrolment", "P2@centre", "2024-01-01", "{}");
	put("visit_count", "@centre", "2024-01-01", "{}");
	put("enrolment", "P1", "2024-01-01", "{}");
	cr_expect_str_eq(school_told(loaded("2024-12-31"), false),
			 "P2: enrolment#3 2024-01-01\nP1: enrolment#5 2024-01-01\n"
			 "kiosk: visit_count#2 2024-01-01\ncentre: visit_count#4 2024-01-01\na: note#1 2024-01-01\n",
			 "each by its number, which is the order in which the register met it");
}

Test(history, a_correction_stands_in_the_place_of_what_it_corrects)
{
	int64_t first = put("enrolment", "P1", "2024-01-02", "{}"), wrong = put("outcome", "P1", "2024-02-01", "{}");

	put("assessment", "P1", "2024-03-01", "{}");
	cr_assert_eq(put_again(wrong, "2024-04-01", "{\"destination\":\"work\"}"), 4);
	cr_expect_str_eq(school_told(loaded("2024-12-31"), false),
			 "P1: enrolment#1 2024-01-02, assessment#3 2024-03-01, outcome#4 2024-04-01\n");
	put_again(first, NULL, NULL);
	cr_expect_str_eq(school_told(loaded("2024-12-31"), false),
			 "P1: assessment#3 2024-03-01, outcome#4 2024-04-01\n", "a void leaves nothing");
	put_again(4, NULL, "{\"destination\":\"none\"}");
	cr_expect_str_eq(school_told(loaded("2024-12-31"), false),
			 "P1: assessment#3 2024-03-01, outcome#6 2024-04-01\n", "corrected twice");
}

Test(history, of_one_subject_it_is_the_same_as_of_all)
{
	put("enrolment", "P1", "2024-01-02", "{}");
	put("enrolment", "P2", "2024-01-02", "{}");
	put_again(put("exit", "P1", "2024-06-30", "{}"), "2024-06-29", "{}");
	cr_expect_str_eq(school_told(loaded_person("P1"), false), "P1: enrolment#1 2024-01-02, exit#4 2024-06-29\n");
}

Test(history, a_subject_loaded_twice_is_there_once)
{
	struct sijil_err err = { 0 };
	struct store *s;

	put("enrolment", "P1", "2024-01-02", "{}");
	s = loaded_person("P1");
	cr_assert_eq(store_load_subject(s, SIJIL_PERSON, number_of(LOG_PERSON, "P1"), &err), 0);
	cr_expect_str_eq(school_told(s, false), "P1: enrolment#1 2024-01-02\n");
}

/* --- entries of programs and kinds that nobody knows --- */

struct seen {
	struct entry entries[4];
	size_t n;
};

static int keep(void *arg, struct history *h)
{
	struct seen *seen = arg;
	size_t i;

	for (i = 0; i < h->pub.n; i++)
		seen->entries[seen->n++] = h->entries[i];
	return 0;
}

Test(history, what_nobody_declares_any_more_is_still_in_it)
{
	struct seen seen = { .n = 0 };
	struct sijil_err err = { 0 };

	put("enrolment", "P1", "2024-01-02", "{}");
	put("handshake", "P1", "2024-01-03", "{\"firm\":true}");
	school.program = "gone";
	put("enrolment", "P1@farm", "2024-01-04", "{\"level\":2}");
	cr_assert_eq(store_each(loaded("2024-12-31"), false, keep, &seen, &err), 0, "%s", err.message);
	cr_assert_eq(seen.n, 3);
	cr_expect_null(seen.entries[1].kind);
	cr_expect_str_eq(seen.entries[1].pub.kind, "handshake");
	cr_expect_eq(seen.entries[1].pub.program, school.programs[0].id, "the program is known: the same pointer");
	cr_expect_eq(memcmp(seen.entries[1].fields, "{\"firm\":true}", seen.entries[1].fields_n), 0);
	cr_expect_null(seen.entries[2].kind);
	cr_expect_str_eq(seen.entries[2].pub.program, "gone");
	cr_expect_str_eq(seen.entries[2].pub.site, "farm");
	cr_expect_str_eq(school_spells("P1", "2024-01-10"), "a 2024-01-02..", "it opens no spell");
}

Test(history, fields_that_are_no_record_are_an_error_that_names_the_entry)
{
	struct sijil_err err = { 0 };
	struct seen seen = { .n = 0 };

	put("enrolment", "P1", "2024-01-02", "{}");
	put("outcome", "P1", "2024-01-02", "{\"destination\"}");
	cr_expect_eq(store_each(loaded("2024-12-31"), false, keep, &seen, &err), -1);
	cr_expect_eq(err.status, ERR_DATA);
	cr_expect_not_null(strstr(err.message, "entry 2 "), "%s", err.message);
}

/* --- references --- */

struct referring {
	int64_t minutes; /* of the session that the last attendance refers to */
	bool resolved;
};

static int find_session(void *arg, struct history *h)
{
	struct referring *r = arg;
	const struct kind *attendance = school_kind("attendance"), *session = school_kind("session");
	const struct value *v;
	size_t i;

	for (i = 0; i < h->pub.n; i++) {
		if (h->entries[i].kind != attendance)
			continue;
		v = &h->entries[i].values[kind_field(attendance, "session")];
		r->resolved = v->entry != NULL;
		if (v->entry != NULL)
			r->minutes = entry_value(v->entry, (unsigned)kind_field(session, "planned_minutes")).number;
	}
	return 0;
}

/* From a store loaded whole, and from one that holds only the person: references are then read one by one. */
static void assert_session(bool resolved, int64_t minutes)
{
	struct store *stores[2];
	struct referring r;
	struct sijil_err err = { 0 };
	int i;

	for (i = 0; i < 2; i++) {
		r = (struct referring){ .minutes = -1 };
		stores[i] = i == 0 ? loaded("2024-12-31") : loaded_person("P1");
		cr_assert_eq(store_each(stores[i], false, find_session, &r, &err), 0, "%s", err.message);
		cr_expect_eq(r.resolved, resolved);
		cr_expect_eq(r.minutes, minutes, "%lld, store %d", (long long)r.minutes, i);
	}
}

static int64_t put_session_and_attendance(void)
{
	int64_t session = put("session", "@centre", "2024-01-03", "{\"cohort\":\"c\",\"planned_minutes\":120}");

	put("attendance", "P1@centre", "2024-01-03", "{\"session\":1,\"status\":\"present\"}");
	return session;
}

Test(history, a_reference_leads_to_its_entry)
{
	put_session_and_attendance();
	assert_session(true, 120);
}

Test(history, a_reference_follows_corrections_to_the_current_version)
{
	int64_t session = put_session_and_attendance();

	put_again(put_again(session, NULL, "{\"planned_minutes\":90}"), "2024-01-04", "{\"planned_minutes\":60}");
	assert_session(true, 60);
}

Test(history, a_reference_to_what_was_voided_leads_nowhere)
{
	put_again(put_session_and_attendance(), NULL, NULL);
	assert_session(false, -1);
}

Test(history, so_does_one_to_a_corrected_entry_that_was_voided_then_and_one_to_what_never_was)
{
	int64_t session = put_session_and_attendance();

	put_again(put_again(session, NULL, "{\"planned_minutes\":90}"), NULL, NULL);
	assert_session(false, -1);
	put("attendance", "P1", "2024-01-05", "{\"session\":4711}");
	assert_session(false, -1);
}

static int find_after(void *arg, struct history *h)
{
	const struct kind *k = school_kind("follow_up");
	const struct entry **last = arg;

	*last = h->entries[h->pub.n - 1].values[kind_field(k, "after")].entry;
	return 0;
}

Test(history, entries_that_refer_to_each_other_in_a_circle_are_read)
{
	const struct entry *first = NULL, *second;
	struct sijil_err err = { 0 };
	int after;

	put("follow_up", "P1", "2024-01-01", "{\"after\":2,\"still_there\":true}");
	put("follow_up", "P1", "2024-01-02", "{\"after\":1}");
	after = kind_field(school_kind("follow_up"), "after");
	cr_assert_eq(store_each(loaded("2024-12-31"), false, find_after, &first, &err), 0, "%s", err.message);
	cr_assert_not_null(first);
	cr_expect_eq(first->pub.id, 1);
	second = first->values[after].entry;
	cr_assert_not_null(second);
	cr_expect_eq(second->pub.id, 2);
	cr_expect_eq(second->values[after].entry, first);
}

Test(history, one_entry_is_found_by_any_number_it_ever_had)
{
	struct sijil_err err = { 0 };
	const struct entry *e;
	struct store *s;

	put_again(put("outcome", "P1", "2024-01-01", "{}"), NULL, "{\"destination\":\"work\"}");
	s = loaded("2024-12-31");
	e = store_entry(s, 1, &err);
	cr_assert_not_null(e);
	cr_expect_eq(e->pub.id, 2);
	cr_expect_eq(e->values[0].number, 2, "work");
	cr_expect_eq(store_entry(s, 1, &err), e, "decoded once");
	cr_expect_null(store_entry(s, 3, &err));
	cr_expect_null(store_entry(s, 0, &err));
	cr_expect_eq(err.status, 0);
}

/* --- slices --- */

Test(history, slices_together_are_the_whole)
{
	const char *whole;
	struct sijil_err err = { 0 };
	struct str all;
	unsigned slice;
	char person[8];
	int i;

	put_session_and_attendance();
	for (i = 2; i < 9; i++) {
		snprintf(person, sizeof(person), "P%d", i);
		put("attendance", person, "2024-01-03", "{\"session\":1,\"status\":\"present\"}");
	}
	whole = school_told(loaded("2024-12-31"), false);
	str_init(&all, STR_MAX_DEFAULT);
	for (slice = 0; slice < 3; slice++) {
		struct store *s = school_store("2024-12-31");
		struct referring r = { 0 };
		const char *part;
		char *line, *rest;

		cr_assert_eq(store_load_all(s, slice, 3, &err), 0);
		part = school_told(s, false);
		for (line = strtok_r(arena_strdup(&school.arena, part), "\n", &rest); line != NULL;
		     line = strtok_r(NULL, "\n", &rest))
			cr_expect_not_null(strstr(whole, line), "'%s' in slice %u", line, slice);
		str_add(&all, part);
		cr_assert_eq(store_each(s, false, find_session, &r, &err), 0);
		cr_expect_eq(r.minutes, 120, "the session is in another slice, and found (slice %u)", slice);
	}
	cr_expect_eq(all.len, strlen(whole), "nothing twice, nothing left out");
	str_release(&all);
}

Test(history, a_small_register_is_one_slice)
{
	struct sijil_err err = { 0 };

	put("enrolment", "P1", "2024-01-02", "{}");
	school_commit();
	cr_expect_eq(store_slices(school.log, &err), 1u);
}

/* --- rows that are being logged --- */

static struct fresh fresh_row(const char *kind, const char *person, const char *day, const char *fields)
{
	return (struct fresh){ .kind = school_kind(kind),
			       .subject_type = SIJIL_PERSON,
			       .subject = number_of(LOG_PERSON, person),
			       .day = day_of(day),
			       .day_end = day_of(day),
			       .fields = fields,
			       .fields_n = (uint32_t)strlen(fields),
			       .line = 7 };
}

Test(history, a_fresh_row_is_in_the_history_before_it_is_logged)
{
	struct fresh row, back;
	struct store *s;

	put("enrolment", "P1", "2024-01-02", "{}");
	put("enrolment", "P2", "2024-01-02", "{}");
	put("attendance", "P1", "2024-02-01", "{}");
	row = fresh_row("attendance", "P1", "2024-02-01", "{\"status\":\"late\"}");
	s = loaded("2024-12-31");
	cr_expect_eq(store_add(s, &row), 0u);
	cr_expect_str_eq(school_told(s, true),
			 "P1: enrolment#1 2024-01-02, attendance#0 2024-02-01, "
			 "attendance#3 2024-02-01\n",
			 "P2 has none; within the day, content decides");
	cr_expect_eq(store_fresh_count(s), 1u);
	store_fresh_row(s, 0, &back);
	cr_expect_eq(back.kind, row.kind);
	cr_expect_eq(back.line, 7u);
	cr_expect_eq(back.fields_n, row.fields_n);
	cr_expect_eq(memcmp(back.fields, row.fields, row.fields_n), 0);
}

/* Whatever the order in which they were logged, or corrected and corrected back. */
Test(history, within_a_day_and_role_content_decides)
{
	int64_t first;

	put("outcome", "P1", "2024-02-01", "{\"destination\":\"work\"}");
	first = put("outcome", "P1", "2024-02-01", "{\"destination\":\"formal\"}");
	put("outcome", "P1@centre", "2024-02-01", "{\"destination\":\"formal\"}");
	put("follow_up", "P1", "2024-02-01", "{}");
	cr_expect_str_eq(school_told(loaded("2024-12-31"), false),
			 "P1: follow_up#4 2024-02-01, outcome#2 2024-02-01, outcome#3 2024-02-01, "
			 "outcome#1 2024-02-01\n");
	first = put_again(first, NULL, "{\"destination\":\"training\"}");
	put_again(first, NULL, "{\"destination\":\"formal\"}");
	cr_expect_str_eq(school_told(loaded("2024-12-31"), false),
			 "P1: follow_up#4 2024-02-01, outcome#6 2024-02-01, outcome#3 2024-02-01, "
			 "outcome#1 2024-02-01\n");
}

Test(history, fresh_rows_of_one_day_keep_the_order_of_their_lines)
{
	struct seen seen = { .n = 0 };
	struct sijil_err err = { 0 };
	struct fresh row;
	struct store *s;

	put("outcome", "P1", "2024-03-01", "{}");
	row = fresh_row("outcome", "P1", "2024-03-01", "{}");
	s = loaded("2024-12-31");
	row.line = 9;
	store_add(s, &row);
	row.line = 8;
	cr_expect_eq(store_add(s, &row), 1u);
	cr_assert_eq(store_each(s, false, keep, &seen, &err), 0);
	cr_assert_eq(seen.n, 3);
	cr_expect_eq(seen.entries[0].pub.id, 1);
	cr_expect_eq(seen.entries[1].line, 8u);
	cr_expect_eq(seen.entries[2].line, 9u);
	cr_expect(seen.entries[2].fresh);
}

Test(history, what_a_fresh_row_will_replace_is_left_out)
{
	struct fresh row;
	struct store *s;

	put("enrolment", "P1", "2024-01-02", "{}");
	put("outcome", "P1", "2024-03-01", "{}");
	row = fresh_row("outcome", "P1", "2024-04-01", "{}");
	row.replaces = 2;
	s = loaded_person("P1");
	store_add(s, &row);
	cr_expect_str_eq(school_told(s, true), "P1: enrolment#1 2024-01-02, outcome#0 2024-04-01\n");
}

Test(history, a_fresh_row_that_is_dropped_was_never_there)
{
	struct fresh row, back;
	struct store *s;

	put("enrolment", "P1", "2024-01-02", "{}");
	put("outcome", "P1", "2024-03-01", "{}");
	s = loaded_person("P1");
	row = fresh_row("outcome", "P1", "2024-02-01", "{}");
	store_add(s, &row);
	row = fresh_row("outcome", "P1", "2024-04-01", "{}");
	row.replaces = 2;
	cr_expect_eq(store_add(s, &row), 1u);
	store_fresh_row(s, 0, &back);
	cr_expect_eq(back.replaces, 0);
	store_fresh_row(s, 1, &back);
	cr_expect_eq(back.replaces, 2);
	cr_expect_not(back.dropped);
	cr_expect_str_eq(school_told(s, true),
			 "P1: enrolment#1 2024-01-02, outcome#0 2024-02-01, outcome#0 2024-04-01\n");
	store_drop(s, 1);
	cr_expect_str_eq(school_told(s, true),
			 "P1: enrolment#1 2024-01-02, outcome#0 2024-02-01, outcome#2 2024-03-01\n",
			 "what it was to replace stands again");
	store_fresh_row(s, 1, &back);
	cr_expect(back.dropped);
	store_drop(s, 0);
	cr_expect_str_eq(school_told(s, true), "", "no history has a fresh row any more");
}

static int stop_at_second(void *arg, struct history *h)
{
	int *n = arg;

	(void)h;
	return ++*n == 2 ? 42 : 0;
}

Test(history, a_walk_stops_when_it_is_told_to)
{
	struct sijil_err err = { 0 };
	int n = 0;

	put("enrolment", "P1", "2024-01-02", "{}");
	put("enrolment", "P2", "2024-01-02", "{}");
	put("enrolment", "P3", "2024-01-02", "{}");
	cr_expect_eq(store_each(loaded("2024-12-31"), false, stop_at_second, &n, &err), 42);
	cr_expect_eq(n, 2);
}

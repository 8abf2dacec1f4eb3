/* The register as it was known at an earlier moment (domain.md 2A.3, rule 1). */
#include "config.h"

#include "log_fixture.h"

enum { MONDAY = 1000000, TUESDAY = 1086400, WEDNESDAY = 1172800, DAY = 19000 };

static char *path;
static struct log *log_;
static struct sijil_err err;

/* An entry, or what replaces one, in a batch recorded at that moment. */
static int64_t recorded(int64_t at, const char *person, const char *fields, int64_t replaces)
{
	const struct log_batch batch = { .command = "log", .recorded_at = at };
	struct log_row row;
	int64_t id;

	cr_assert_eq(log_begin(log_, &batch, 1, &err), 0, "%s", err.message);
	row = fixture_row(log_, person, NULL, DAY, fields != NULL ? fields : "{}");
	if (fields == NULL) {
		row.fields = NULL;
		row.fields_n = 0;
	}
	row.replaces = replaces;
	row.reason = replaces != 0 ? "a test" : NULL;
	id = fixture_append(log_, &row);
	if (replaces == 0)
		cr_assert_eq(log_acknowledge(log_, id, "X-W01", "it is right", &err), 0, "%s", err.message);
	cr_assert_eq(log_commit(log_, &batch, &err), 0, "%s", err.message);
	return id;
}

/* 1 BG-1 Monday; 2 BG-2 Monday; 3 replaces 1 Tuesday; 4 BG-1 Wednesday; 5 voids 2 Wednesday. */
static void start(void)
{
	path = fixture_register();
	log_ = fixture_open(path, LOG_WRITE);
	recorded(MONDAY, "BG-1", "{\"n\":1}", 0);
	recorded(MONDAY, "BG-2", "{\"n\":2}", 0);
	recorded(TUESDAY, "BG-1", "{\"n\":3}", 1);
	recorded(WEDNESDAY, "BG-1", "{\"n\":4}", 0);
	recorded(WEDNESDAY, "BG-2", NULL, 2);
	log_close(log_);
	log_ = fixture_open(path, LOG_READ);
}

static void stop(void)
{
	log_close(log_);
	fixture_remove(path);
}

TestSuite(log_known, .init = start, .fini = stop);

static int add_id(void *arg, const struct log_row *row)
{
	str_addf(arg, "%lld ", (long long)row->id);
	return 0;
}

static void expect_ids(struct log_query query, const char *expected)
{
	struct str ids;

	str_init(&ids, STR_MAX_DEFAULT);
	cr_assert_eq(log_each(log_, &query, add_id, &ids, &err), 0, "%s", err.message);
	cr_expect_str_eq(ids.s, expected);
	str_release(&ids);
}

static int count_ack(void *arg, const struct log_ack *a)
{
	(void)a;
	++*(int *)arg;
	return 0;
}

static void expect(int64_t at, const char *all, const char *current, const char *of_first, int64_t left_out, int acks)
{
	int64_t later = -1;
	int n = 0;

	cr_assert_eq(log_known_at(log_, at, DAY, &later, &err), 0, "%s", err.message);
	cr_expect_eq(later, left_out, "%lld entries left out", (long long)later);
	expect_ids((struct log_query){ .from = 0 }, all);
	expect_ids((struct log_query){ .current = true }, current);
	expect_ids((struct log_query){ .subject_type = SIJIL_PERSON, .subject = 1, .current = true }, of_first);
	cr_assert_eq(log_acks(log_, 0, count_ack, &n, &err), 0, "%s", err.message);
	cr_expect_eq(n, acks);
}

Test(log_known, entries_corrections_and_voids_of_later_are_not_there)
{
	expect(MONDAY - 1, "", "", "", 2, 0);
	expect(MONDAY, "1 2 ", "1 2 ", "1 ", 2, 2);
	expect(TUESDAY, "1 2 3 ", "2 3 ", "3 ", 1, 2);
	expect(WEDNESDAY - 1, "1 2 3 ", "2 3 ", "3 ", 1, 2);
	expect(WEDNESDAY, "1 2 3 4 5 ", "3 4 ", "3 4 ", 0, 3);
}

Test(log_known, what_replaces_an_entry_may_not_be_known_yet)
{
	int64_t later;

	cr_assert_eq(log_known_at(log_, MONDAY, DAY, &later, &err), 0);
	cr_expect_eq(log_replaced_by(log_, 1, &err), 0);
	cr_assert_eq(log_known_at(log_, TUESDAY, DAY, &later, &err), 0);
	cr_expect_eq(log_replaced_by(log_, 1, &err), 3);
}

/* Entries about later days are not left out by this: they are not asked for. */
Test(log_known, only_days_up_to_the_one_asked_count_as_left_out)
{
	int64_t later;

	cr_assert_eq(log_known_at(log_, MONDAY, DAY - 1, &later, &err), 0);
	cr_expect_eq(later, 0);
}

Test(log_known, a_register_being_written_is_read_as_it_is)
{
	int64_t later;

	log_close(log_);
	log_ = fixture_open(path, LOG_WRITE);
	cr_expect_eq(log_known_at(log_, MONDAY, DAY, &later, &err), -1);
	assert_message(&err, ERR_INTERNAL, "opened for reading");
}

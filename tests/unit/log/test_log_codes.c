#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "log_fixture.h"

static char *path;
static struct log *log_;
static struct sijil_err err;

static void start(void)
{
	path = fixture_register();
	log_ = fixture_open(path, LOG_WRITE);
}

static void stop(void)
{
	log_close(log_);
	fixture_remove(path);
}

TestSuite(log_codes, .init = start, .fini = stop);

static int64_t find(enum log_code type, const char *code)
{
	return log_code_number(log_, type, code, false, &err);
}

static int64_t make(enum log_code type, const char *code)
{
	return log_code_number(log_, type, code, true, &err);
}

Test(log_codes, codes_are_numbered_from_one_in_each_list)
{
	fixture_begin(log_, "log");
	cr_expect_eq(make(LOG_PROGRAM, "school"), 1);
	cr_expect_eq(make(LOG_PROGRAM, "library"), 2);
	cr_expect_eq(make(LOG_SITE, "school"), 1);
	cr_expect_eq(make(LOG_PROGRAM, "school"), 1);
	cr_expect_eq(make(LOG_PERSON, "BG-1"), 1);
	fixture_commit(log_);
	cr_expect_eq(find(LOG_PROGRAM, "library"), 2);
	cr_expect_eq(find(LOG_KIND, "library"), 0);
	cr_expect_eq(find(LOG_PERSON, "bg-1"), 0, "case matters");
	cr_expect_eq(log_code_count(log_, LOG_PROGRAM), 2);
	cr_expect_eq(log_code_count(log_, LOG_KIND), 0);
	cr_expect_str_eq(log_code_text(log_, LOG_PROGRAM, 2), "library");
	cr_expect_str_eq(log_code_text(log_, LOG_PERSON, 1), "BG-1");
	cr_expect(log_code_text(log_, LOG_PROGRAM, 0) == NULL);
	cr_expect(log_code_text(log_, LOG_PROGRAM, 3) == NULL);
	cr_expect(log_code_text(log_, LOG_PERSON, 2) == NULL);
}

Test(log_codes, codes_are_still_there_when_opened_again)
{
	fixture_begin(log_, "log");
	make(LOG_SITE, "hay_riad");
	make(LOG_PERSON, "BG-1");
	make(LOG_PERSON, "BG-2");
	fixture_commit(log_);
	log_close(log_);
	log_ = fixture_open(path, LOG_READ);
	cr_expect_eq(log_code_count(log_, LOG_PERSON), 2);
	cr_expect_eq(find(LOG_SITE, "hay_riad"), 1);
	cr_expect_eq(find(LOG_PERSON, "BG-2"), 2);
	cr_expect_str_eq(log_code_text(log_, LOG_PERSON, 1), "BG-1");
	cr_expect_eq(find(LOG_PERSON, "BG-3"), 0);
}

Test(log_codes, a_code_is_made_only_in_a_batch)
{
	cr_expect_eq(make(LOG_SITE, "hay_riad"), -1);
	assert_message(&err, ERR_INTERNAL, "outside a batch");
	cr_expect_eq(raw_int(path, "SELECT count(*) FROM site"), 0);
}

Test(log_codes, a_code_must_fit_in_a_line)
{
	char longest[257];

	memset(longest, 'x', sizeof(longest) - 1);
	longest[256] = '\0';
	fixture_begin(log_, "log");
	cr_expect_eq(make(LOG_SITE, ""), -1);
	assert_message(&err, ERR_DATA, "a site code has 1 to 255 bytes, not 0");
	cr_expect_eq(make(LOG_SITE, longest), -1);
	assert_message(&err, ERR_DATA, "not 256");
	cr_expect_eq(make(LOG_PERSON, "BG\n1"), -1);
	assert_message(&err, ERR_DATA, "a person code cannot hold control characters (byte 3)");
	cr_expect_eq(make(LOG_PERSON, "BG\xff"), -1);
	assert_message(&err, ERR_DATA, "not valid UTF-8 at byte 3");
	longest[255] = '\0';
	cr_expect_eq(make(LOG_SITE, longest), 1);
	log_rollback(log_);
}

Test(log_codes, a_rollback_forgets_what_was_made)
{
	fixture_begin(log_, "log");
	make(LOG_SITE, "one");
	make(LOG_PERSON, "BG-1");
	fixture_commit(log_);
	fixture_begin(log_, "log");
	cr_expect_eq(make(LOG_SITE, "two"), 2);
	cr_expect_eq(make(LOG_PERSON, "BG-2"), 2);
	log_rollback(log_);
	cr_expect_eq(find(LOG_SITE, "two"), 0);
	cr_expect_eq(find(LOG_PERSON, "BG-2"), 0);
	cr_expect(log_code_text(log_, LOG_PERSON, 2) == NULL);
	cr_expect_eq(find(LOG_SITE, "one"), 1);
	cr_expect_eq(log_code_count(log_, LOG_SITE), 1);
	fixture_begin(log_, "log");
	cr_expect_eq(make(LOG_SITE, "three"), 2);
	cr_expect_eq(make(LOG_PERSON, "BG-3"), 2);
	fixture_commit(log_);
	cr_expect_str_eq(log_code_text(log_, LOG_SITE, 2), "three");
	cr_expect_str_eq(log_code_text(log_, LOG_PERSON, 2), "BG-3");
}

Test(log_codes, what_another_process_makes_is_seen)
{
	struct log *other = fixture_open(path, LOG_WRITE), *mine = log_;

	fixture_begin(log_, "log");
	make(LOG_SITE, "one");
	fixture_commit(log_);
	log_ = other;
	fixture_begin(log_, "log");
	cr_expect_eq(make(LOG_SITE, "two"), 2);
	cr_expect_eq(make(LOG_SITE, "three"), 3);
	cr_expect_eq(make(LOG_PERSON, "BG-1"), 1);
	fixture_commit(log_);
	log_ = mine;
	cr_expect_str_eq(log_code_text(log_, LOG_SITE, 3), "three");
	cr_expect_eq(find(LOG_SITE, "two"), 2);
	cr_expect_eq(log_code_count(log_, LOG_PERSON), 1);
	fixture_begin(log_, "log");
	cr_expect_eq(make(LOG_SITE, "three"), 3);
	cr_expect_eq(make(LOG_SITE, "four"), 4);
	cr_expect_eq(make(LOG_PERSON, "BG-2"), 2);
	fixture_commit(log_);
	log_close(other);
}

/* More persons than are looked up singly: the list is then read whole, in the middle of everything. */
enum { PERSONS = 1000 };

static const char *person(int n)
{
	static char code[16];

	snprintf(code, sizeof(code), "BG-%06d", n);
	return code;
}

static void make_persons(void)
{
	int n;

	fixture_begin(log_, "import");
	for (n = 1; n <= PERSONS; n++)
		cr_assert_eq(make(LOG_PERSON, person(n)), n);
	for (n = 1; n <= PERSONS; n++)
		cr_assert_eq(find(LOG_PERSON, person(n)), n);
	fixture_commit(log_);
}

Test(log_codes, many_persons_keep_their_numbers)
{
	int n;

	make_persons();
	cr_expect_eq(raw_int(path, "SELECT count(*) FROM person WHERE code = 'BG-' || printf('%06d', id)"), PERSONS);
	log_close(log_);
	log_ = fixture_open(path, LOG_READ);
	cr_expect(!log_->codes[LOG_PERSON - 1].whole);
	for (n = PERSONS; n >= 1; n--)
		cr_assert_str_eq(log_code_text(log_, LOG_PERSON, (uint32_t)n), person(n));
	cr_expect(log_->codes[LOG_PERSON - 1].whole);
	cr_expect(log_code_text(log_, LOG_PERSON, PERSONS + 1) == NULL);
	cr_expect_eq(log_code_count(log_, LOG_PERSON), PERSONS);
}

Test(log_codes, opening_and_asking_for_one_person_reads_one_person)
{
	const char *text;

	make_persons();
	log_close(log_);
	log_ = fixture_open(path, LOG_WRITE);
	cr_expect_eq(find(LOG_PERSON, "BG-000777"), 777);
	text = log_code_text(log_, LOG_PERSON, 3);
	cr_expect_str_eq(text, "BG-000003");
	cr_expect_eq(log_->codes[LOG_PERSON - 1].n, 2);
	/* It is remembered, and stays where it is when the list is read whole. */
	cr_expect_eq(log_code_text(log_, LOG_PERSON, 3), text);
	cr_assert_eq(codes_load(log_, LOG_PERSON, &err), 0);
	cr_expect_str_eq(text, "BG-000003");
}

Test(log_codes, a_rollback_among_many_forgets_only_its_own)
{
	int n;

	make_persons();
	log_close(log_);
	log_ = fixture_open(path, LOG_WRITE);
	fixture_begin(log_, "import");
	for (n = PERSONS - 9; n <= PERSONS + 400; n++)
		cr_assert_eq(make(LOG_PERSON, person(n)), n);
	log_rollback(log_);
	cr_expect_eq(find(LOG_PERSON, person(PERSONS + 1)), 0);
	cr_expect_eq(find(LOG_PERSON, person(PERSONS)), PERSONS);
	cr_expect_eq(log_code_count(log_, LOG_PERSON), PERSONS);
	fixture_begin(log_, "log");
	cr_expect_eq(make(LOG_PERSON, "BG-new"), PERSONS + 1);
	fixture_commit(log_);
	cr_expect_eq(raw_int(path, "SELECT max(id) FROM person"), PERSONS + 1);
}

Test(log_codes, a_list_with_gaps_is_damage)
{
	fixture_begin(log_, "log");
	make(LOG_SITE, "one");
	make(LOG_SITE, "two");
	fixture_commit(log_);
	log_close(log_);
	raw_tamper(path, "site", "DELETE FROM site WHERE id = 1");
	log_ = log_open(path, LOG_READ, &err);
	cr_expect(log_ == NULL);
	assert_message(&err, ERR_DATA, "list of site codes has gaps");
}

/* Acknowledged warnings: read from a register, counted by rule, with their reasons. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "report/acknowledged.h"
#include "sample.h"

/* A register in a folder of its own, and the summary of the sample's school year 2024. */
struct made {
	struct sample s;
	char dir[64], path[80];
	struct log *log;
	int recorded; /* batches so far */
};

static void make(struct made *m)
{
	struct sijil_err err = { 0 };

	memset(m, 0, sizeof(*m));
	sample_make(&m->s);
	snprintf(m->dir, sizeof(m->dir), "/tmp/sijil-acks-XXXXXX");
	cr_assert_not_null(mkdtemp(m->dir));
	snprintf(m->path, sizeof(m->path), "%s/register.db", m->dir);
	cr_assert_eq(log_create(m->path, &err), 0, "%s", err.message);
	m->log = log_open(m->path, LOG_WRITE, &err);
	cr_assert_not_null(m->log, "%s", err.message);
}

static void unmake(struct made *m)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char file[96];

	log_close(m->log);
	for (int i = 0; i < 3; i++) {
		snprintf(file, sizeof(file), "%s%s", m->path, ends[i]);
		unlink(file);
	}
	cr_expect_eq(rmdir(m->dir), 0);
}

static uint32_t number(struct made *m, enum log_code type, const char *code)
{
	int64_t n = log_code_number(m->log, type, code, true, NULL);

	cr_assert_gt(n, 0);
	return (uint32_t)n;
}

/* 2025-03-03 10:20:30 UTC, by amina; each batch a day later. */
static void begin(struct made *m)
{
	struct log_batch batch = { .recorded_at = 1740997230 + 86400 * m->recorded++, .recorded_by = "amina",
				   .command = "log" };
	struct sijil_err err = { 0 };

	cr_assert_eq(log_begin(m->log, &batch, 1, &err), 0, "%s", err.message);
}

static void commit(struct made *m)
{
	struct sijil_err err = { 0 };

	cr_assert_eq(log_commit(m->log, NULL, &err), 0, "%s", err.message);
}

/* One entry, or the one that replaces another (fields NULL: takes it back). */
static int64_t entry(struct made *m, const char *program, int32_t day, const char *fields, int64_t replaces)
{
	struct sijil_err err = { 0 };
	struct log_row row = { .day = day, .day_end = day, .fields = fields, .replaces = replaces,
			       .fields_n = fields != NULL ? strlen(fields) : 0,
			       .reason = replaces != 0 ? "as it was" : NULL, .subject_type = SIJIL_PERSON };
	int64_t id = 0;

	begin(m);
	row.program = number(m, LOG_PROGRAM, program);
	row.kind = number(m, LOG_KIND, "visit");
	row.subject = number(m, LOG_PERSON, "P1");
	cr_assert_eq(log_append(m->log, &row, &id, &err), 0, "%s", err.message);
	commit(m);
	return id;
}

static void acknowledge(struct made *m, int64_t id, const char *rule, const char *reason)
{
	struct sijil_err err = { 0 };

	begin(m);
	cr_assert_eq(log_acknowledge(m->log, id, rule, reason, &err), 0, "%s", err.message);
	commit(m);
}

static int64_t visit(struct made *m, int32_t day)
{
	return entry(m, "e2c", day, "{}", 0);
}

static void expect(struct made *m, const char *format, const char *words, bool has)
{
	struct summary *summary = summary_make(&m->s.registry, &m->s.all, date_day(2025, 9, 1), "en");
	const struct summary_writer *w = summary_writers;
	struct sijil_err err = { 0 };
	struct str out;

	cr_assert_eq(summary_acknowledged(summary, m->log, &err), 0, "%s", err.message);
	while (strcmp(w->format, format) != 0)
		w++;
	str_init(&out, STR_MAX_DEFAULT);
	w->write(summary, &out);
	cr_assert_eq(strstr(out.s, words) != NULL, has, "%s '%s' in\n%s", has ? "no" : "a", words, out.s);
	str_release(&out);
	summary_free(summary);
}

Test(acknowledged, a_single_reason_says_by_whom_and_when)
{
	struct made m;
	int64_t id;

	make(&m);
	id = visit(&m, date_day(2025, 3, 1));
	acknowledge(&m, id, "SC-W11", "sent by the court");
	expect(&m, "text", "\n\n  Acknowledged warnings\n"
			   "    SC-W11: 1\n"
			   "      sent by the court (#1, amina, 2025-03-04)\n", true);
	expect(&m, "json", "\"acknowledged\": [\n        {\n          \"rule\": \"SC-W11\",\n"
			   "          \"entry\": \"1\",\n          \"reason\": \"sent by the court\",\n"
			   "          \"by\": \"amina\",\n          \"at\": \"2025-03-04T10:20:30Z\"\n        }", true);
	unmake(&m);
}

Test(acknowledged, without_any_there_is_no_section)
{
	struct made m;

	make(&m);
	visit(&m, date_day(2025, 3, 1));
	expect(&m, "text", "Acknowledged", false);
	expect(&m, "json", "\"acknowledged\": []", true);
	unmake(&m);
}

Test(acknowledged, equal_reasons_are_one_line_with_their_number_the_most_frequent_first)
{
	struct made m;

	make(&m);
	acknowledge(&m, visit(&m, date_day(2025, 3, 1)), "SC-W11", "alone");
	acknowledge(&m, visit(&m, date_day(2025, 3, 2)), "SC-W11", "same family");
	acknowledge(&m, visit(&m, date_day(2025, 3, 3)), "CORE-E13", "the register was lost");
	acknowledge(&m, visit(&m, date_day(2025, 3, 4)), "SC-W11", "same family");
	expect(&m, "text", "  Acknowledged warnings\n"
			   "    CORE-E13: 1 (late entries)\n"
			   "      the register was lost (#3, amina, 2025-03-08)\n"
			   "    SC-W11: 3\n"
			   "      2 × same family\n"
			   "      alone (#1, amina, 2025-03-04)\n", true);
	unmake(&m);
}

Test(acknowledged, only_entries_that_touch_the_period_and_have_happened_count)
{
	struct made m;

	make(&m); /* the school year ends on 2025-08-31, and is asked for on 2025-09-01 */
	acknowledge(&m, visit(&m, date_day(2024, 8, 31)), "SC-W01", "the day before");
	acknowledge(&m, visit(&m, date_day(2024, 9, 1)), "SC-W02", "the first day");
	acknowledge(&m, visit(&m, date_day(2025, 8, 31)), "SC-W03", "the last day");
	acknowledge(&m, visit(&m, date_day(2025, 9, 1)), "SC-W04", "the day after");
	expect(&m, "text", "SC-W01", false);
	expect(&m, "text", "SC-W02: 1\n", true);
	expect(&m, "text", "SC-W03: 1\n", true);
	expect(&m, "text", "SC-W04", false);
	m.s.all.period.to = date_day(2025, 9, 30);
	acknowledge(&m, visit(&m, date_day(2025, 9, 2)), "SC-W05", "tomorrow");
	expect(&m, "text", "SC-W04: 1\n", true);
	expect(&m, "text", "SC-W05", false);
	unmake(&m);
}

Test(acknowledged, of_entries_corrected_or_taken_back_they_count_no_more)
{
	struct made m;
	int64_t corrected, voided, right;

	make(&m);
	corrected = visit(&m, date_day(2025, 3, 1));
	acknowledge(&m, corrected, "SC-W01", "wrong at first");
	voided = visit(&m, date_day(2025, 3, 2));
	acknowledge(&m, voided, "SC-W02", "never happened");
	right = entry(&m, "e2c", date_day(2025, 3, 1), "{}", corrected);
	entry(&m, "e2c", date_day(2025, 3, 2), NULL, voided);
	acknowledge(&m, right, "SC-W03", "still odd");
	expect(&m, "text", "SC-W01", false);
	expect(&m, "text", "SC-W02", false);
	expect(&m, "text", "  Acknowledged warnings\n    SC-W03: 1\n", true);
	unmake(&m);
}

Test(acknowledged, those_of_other_programs_stand_there)
{
	struct made m;

	make(&m);
	acknowledge(&m, entry(&m, "spaces", date_day(2025, 3, 1), "{}", 0), "CS-W01", "elsewhere");
	expect(&m, "text", "Acknowledged", false);
	unmake(&m);
}

Test(acknowledged, the_last_reason_for_a_warning_stands)
{
	struct made m;
	int64_t id;

	make(&m);
	id = visit(&m, date_day(2025, 3, 1));
	acknowledge(&m, id, "SC-W11", "first thought");
	acknowledge(&m, id, "SC-W12", "another rule");
	acknowledge(&m, id, "SC-W11", "second thought");
	expect(&m, "text", "    SC-W11: 1\n      second thought (#1, amina, 2025-03-06)\n"
			   "    SC-W12: 1\n      another rule (#1, amina, 2025-03-05)\n", true);
	unmake(&m);
}

Test(acknowledged, ten_reasons_are_printed_and_the_rest_counted)
{
	struct made m;
	char reason[32];

	make(&m);
	for (int i = 1; i <= 12; i++) {
		snprintf(reason, sizeof(reason), "reason %02d", i);
		acknowledge(&m, visit(&m, date_day(2025, 3, i)), i <= 11 ? "SC-W11" : "SC-W12", reason);
	}
	expect(&m, "text", "reason 10 (#10", true);
	expect(&m, "text", "reason 11", false);
	expect(&m, "text", "    SC-W12: 1\n    ... and 2 more: sijil check --format csv\n", true);
	expect(&m, "json", "\"reason\": \"reason 12\"", true);
	unmake(&m);
}

/* More than are looked up one by one. */
Test(acknowledged, a_thousand_and_more_are_counted_alike)
{
	enum { MANY = 1001 };
	struct made m;
	int64_t outside;

	make(&m);
	outside = visit(&m, date_day(2023, 3, 1));
	acknowledge(&m, outside, "SC-W11", "of another year");
	for (int i = 0; i < MANY; i++)
		visit(&m, date_day(2025, 3, 1));
	begin(&m);
	for (int i = 1; i <= MANY; i++)
		cr_assert_eq(log_acknowledge(m.log, outside + i, "SC-W11", "same family", NULL), 0);
	commit(&m);
	expect(&m, "text", "  Acknowledged warnings\n    SC-W11: 1001\n      1001 × same family\n", true);
	unmake(&m);
}

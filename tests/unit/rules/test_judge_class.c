/*
 * SIJIL_CLASS over a real register (../log/school.h): what a check finds, in one slice or several, and what is found while
 * the same entry is logged.
 */
#include "config.h"

#include <string.h>

#include "../log/school.h"
#include "plugin/registry_private.h"
#include "rules/judge.h"

static const struct sijil_rule rules[] = {
	{ .code = "CL-E06", .severity = SIJIL_ERROR, .check = SIJIL_CLASS, .kinds = "headcount",
	  .must = "present<=@enrolled", .field = "present", .message = "more heads than learners", .remedy = "count again" },
	{ .code = "CL-I06", .severity = SIJIL_INFO, .check = SIJIL_CLASS, .kinds = "headcount",
	  .when = "enrolled=0", .must = "present=0", .message = "nobody is enrolled", .remedy = "enrol them" },
	{ .code = "CL-E07", .severity = SIJIL_ERROR, .check = SIJIL_CLASS, .kinds = "attendance", .other = "headcount",
	  .other_where = "present>0", .must = "count=0", .message = "heads were counted", .remedy = "keep one of them" },
	{ .code = "CL-E08", .severity = SIJIL_ERROR, .check = SIJIL_CLASS, .kinds = "headcount", .other = "attendance",
	  .must = "count=0", .message = "a register was kept", .remedy = "keep one of them" },
	{ .code = "CL-W09", .severity = SIJIL_WARNING, .check = SIJIL_CLASS, .kinds = "enrolment", .must = "enrolled<=2",
	  .message = "the class is full", .remedy = "ask" },
	{ .code = "CL-W17", .severity = SIJIL_WARNING, .check = SIJIL_CLASS, .kinds = "session", .when = "planned!=true",
	  .other = "attendance", .must = "count>=@enrolled", .later = true, .message = "the register is not marked",
	  .remedy = "mark it" },
	{ .code = "CL-E18", .severity = SIJIL_ERROR, .check = SIJIL_CLASS, .kinds = "session", .other = "attendance",
	  .other_where = "status=excused", .must = "count=0", .message = "excused", .remedy = "ask" },
	{ .code = "CL-I12", .severity = SIJIL_INFO, .check = SIJIL_CLASS, .kinds = "session", .other = "attendance",
	  .other_where = "status=absent", .must = "count*4<=@enrolled", .running = 3, .message = "many are absent",
	  .remedy = "ask why" },
	{ .code = NULL },
};

static struct findings found;
static struct sijil_err err;

static void start(void)
{
	struct build b = { .program = &school.programs[0], .arena = &school.arena, .err = &err };

	school_open(NULL);
	school.configs[0].silent_days = school.configs[1].silent_days = 36000;
	cr_assert_eq(build_rules(&b, rules), 0, "%s", err.message);
}

static void stop(void)
{
	findings_release(&found);
	school_close();
}

TestSuite(judge_class, .init = start, .fini = stop);

/* "CL-E06#7: message; " of every finding of a code. */
static const char *told(const char *code)
{
	const char *text = "";
	size_t i;

	findings_sort(&found);
	for (i = 0; i < found.n; i++)
		if (strcmp(found.items[i].code, code) == 0)
			text = arena_printf(&school.arena, "%s#%lld: %s; ", text, (long long)found.items[i].entry,
					    found.items[i].message);
	return text;
}

static struct judge judge(void)
{
	findings_release(&found);
	return (struct judge){ .registry = &school.registry, .host = &engine_host, .today = day_of("2024-12-31"),
			       .findings = &found };
}

static int judge_one(void *arg, struct history *h)
{
	judge_history(arg, h);
	return 0;
}

static const char *check_in(unsigned slices, const char *code)
{
	struct judge j = judge();
	unsigned i;

	j.whole = true;
	judge_start(&j);
	for (i = 0; i < slices; i++) {
		struct store *s = school_store("2024-12-31");

		cr_assert_eq(store_load_all(s, i, slices, &err), 0, "%s", err.message);
		cr_assert_eq(store_each(s, false, judge_one, &j, &err), 0, "%s", err.message);
	}
	cr_assert_eq(judge_end(&j, &err), 0, "%s", err.message);
	judge_free(&j);
	return told(code);
}

/* A check's findings of a code, which are the same however the register is cut. */
static void expect_check(const char *code, const char *expected)
{
	cr_expect_str_eq(check_in(1, code), expected, "%s: %s", code, told(code));
	cr_expect_str_eq(check_in(2, code), expected, "%s, two slices: %s", code, told(code));
	cr_expect_str_eq(check_in(3, code), expected, "%s, three slices: %s", code, told(code));
}

/* Who logs makes the codes first, in the same batch. */
static void make_code(enum log_code type, const char *code)
{
	school_commit();
	cr_assert_eq(log_begin(school.log, &(struct log_batch){ .command = "log" }, 1, &err), 0, "%s", err.message);
	cr_assert_gt(log_code_number(school.log, type, code, true, &err), 0);
	cr_assert_eq(log_commit(school.log, NULL, &err), 0, "%s", err.message);
}

static void add_fresh(struct store *s, const char *kind, const char *who, const char *day, const char *fields,
		      int64_t replaces)
{
	struct fresh f = { .kind = school_kind(kind), .day = day_of(day), .day_end = day_of(day), .fields = fields,
			   .fields_n = (uint32_t)strlen(fields), .line = 1 + (uint32_t)store_fresh_count(s),
			   .replaces = replaces };

	make_code(LOG_KIND, kind);
	make_code(*who == '@' ? LOG_SITE : LOG_PERSON, *who == '@' ? who + 1 : who);
	f.subject_type = f.kind->def->subject;
	f.subject = number_of(*who == '@' ? LOG_SITE : LOG_PERSON, *who == '@' ? who + 1 : who);
	f.site = *who == '@' ? f.subject : 0;
	cr_assert_eq(store_load_subject(s, f.subject_type, f.subject, &err), 0);
	store_add(s, &f);
}

static const char *judge_fresh(struct store *s, const char *code, int64_t replaces)
{
	struct judge j = judge();

	j.fresh_only = true;
	j.log = school.log;
	j.replaces = replaces;
	cr_assert_eq(judge_store(&j, s, &err), 0, "%s", err.message);
	return told(code);
}

/* What is found of a code while one entry is logged. */
static void expect_fresh(const char *kind, const char *who, const char *day, const char *fields, const char *code,
			 const char *expected)
{
	struct store *s = school_store("2024-12-31");

	add_fresh(s, kind, who, day, fields, 0);
	cr_expect_str_eq(judge_fresh(s, code, 0), expected, "%s: %s", code, told(code));
}

/* Others whose entries are many, so that learners are looked up one by one. */
static void crowd(void)
{
	int i;

	for (i = 0; i < 400; i++)
		put("event", "@farm", "2024-06-01", "{}");
}

/* P1 1 January to 1 March, P2 from 1 February in class a; P3 in b; P4 in none.  Entries 1 to 5. */
static void enrol(void)
{
	put("enrolment", "P1@centre", "2024-01-01", "{\"cohort\":\"a\"}");
	put("enrolment", "P2@centre", "2024-02-01", "{\"cohort\":\"a\"}");
	put("enrolment", "P3@centre", "2024-01-01", "{\"cohort\":\"b\"}");
	put("enrolment", "P4@centre", "2024-01-01", "{}");
	put("exit", "P1@centre", "2024-03-01", "{\"reason\":\"moved\"}");
	put("session", "@centre", "2025-06-01", "{\"cohort\":\"a\",\"planned\":true}"); /* keeps them from lapsing */
	put("session", "@centre", "2025-06-01", "{\"cohort\":\"b\",\"planned\":true}");
}

static const struct {
	const char *day;
	int enrolled;
} roll[] = { { "2023-12-31", 0 }, { "2024-01-01", 1 }, { "2024-01-31", 1 }, { "2024-02-01", 2 },
	     { "2024-03-01", 2 }, { "2024-03-02", 1 }, { "2024-12-01", 1 } };

Test(judge_class, heads_are_compared_with_who_is_enrolled_on_that_day)
{
	const char *expected = "", *one;
	int64_t id;
	size_t i;

	enrol();
	put("event", "@kiosk", "2024-01-01", "{}");
	for (i = 0; i < sizeof(roll) / sizeof(roll[0]); i++) {
		one = arena_printf(&school.arena, "more heads than learners (present: %d; class a, %d enrolled)",
				   roll[i].enrolled + 1, roll[i].enrolled);
		expect_fresh("headcount", "@kiosk", roll[i].day,
			     arena_printf(&school.arena, "{\"cohort\":\"a\",\"present\":%d}", roll[i].enrolled + 1), "CL-E06",
			     arena_printf(&school.arena, "#0: %s; ", one));
		expect_fresh("headcount", "@kiosk", roll[i].day,
			     arena_printf(&school.arena, "{\"cohort\":\"a\",\"present\":%d}", roll[i].enrolled), "CL-E06", "");
	}
	for (i = 0; i < sizeof(roll) / sizeof(roll[0]); i++) {
		id = put("headcount", "@kiosk", roll[i].day,
			 arena_printf(&school.arena, "{\"cohort\":\"a\",\"present\":%d}", roll[i].enrolled + 1));
		expected = arena_printf(&school.arena,
					"%s#%lld: more heads than learners (present: %d; class a, %d enrolled); ", expected,
					(long long)id, roll[i].enrolled + 1, roll[i].enrolled);
		put("headcount", "@farm", roll[i].day,
		    arena_printf(&school.arena, "{\"cohort\":\"a\",\"present\":%d}", roll[i].enrolled));
	}
	expect_check("CL-E06", expected);
}

Test(judge_class, in_a_large_register_learners_are_looked_up_one_by_one)
{
	enrol();
	put("enrolment", "P1@centre", "2024-10-01", "{\"cohort\":\"a\"}"); /* again, later */
	crowd();
	cr_assert_eq(log_roll(school.log, "enrolment", "cohort", &err), 0);
	expect_fresh("headcount", "@centre", "2024-02-10", "{\"cohort\":\"a\",\"present\":3}", "CL-E06",
		     "#0: more heads than learners (present: 3; class a, 2 enrolled); ");
	expect_fresh("headcount", "@centre", "2024-10-01", "{\"cohort\":\"a\",\"present\":3}", "CL-E06",
		     "#0: more heads than learners (present: 3; class a, 2 enrolled); ");
}

Test(judge_class, who_was_not_seen_is_enrolled_until_something_says_otherwise)
{
	put("enrolment", "P1@centre", "2024-01-01", "{\"cohort\":\"a\"}"); /* lapses on the same day */
	put("enrolment", "P1@centre", "2024-06-01", "{\"cohort\":\"b\"}");
	put("headcount", "@centre", "2024-05-31", "{\"cohort\":\"a\",\"present\":1}");
	put("headcount", "@centre", "2024-06-01", "{\"cohort\":\"a\",\"present\":1}");
	put("headcount", "@centre", "2024-12-01", "{\"cohort\":\"b\",\"present\":1}");
	cr_assert_str_eq(school_spells("P1", "2024-12-31"), "a 2024-01-01..2024-01-01 lapsed, a 2024-06-01..2024-06-01 lapsed");
	expect_check("CL-E06", "#4: more heads than learners (present: 1; class a, 0 enrolled); ");
}

Test(judge_class, a_rule_may_apply_by_who_is_enrolled)
{
	enrol();
	put("headcount", "@centre", "2024-02-01", "{\"cohort\":\"a\",\"present\":99}");
	put("headcount", "@centre", "2024-02-01", "{\"cohort\":\"z\",\"present\":0}");
	expect_fresh("headcount", "@centre", "2024-02-02", "{\"cohort\":\"a\",\"present\":99}", "CL-I06", "");
	expect_fresh("headcount", "@centre", "2024-02-02", "{\"cohort\":\"z\",\"present\":1}", "CL-I06",
		     "#0: nobody is enrolled (class z, 0 enrolled); ");
	expect_check("CL-I06", "");
}

Test(judge_class, an_entry_without_a_class_is_not_judged)
{
	enrol();
	put("headcount", "@centre", "2024-02-01", "{\"present\":99}");
	put("headcount", "@centre", "2024-02-01", "{\"cohort\":\"a\"}");
	expect_check("CL-E06", "");
	expect_fresh("headcount", "@centre", "2024-02-02", "{\"present\":99}", "CL-E06", "");
}

Test(judge_class, a_class_is_one_of_its_program)
{
	enrol();
	school.program = "b";
	put("enrolment", "P5@centre", "2024-01-01", "{\"cohort\":\"b\"}");
	school.program = "a";
	put("headcount", "@centre", "2024-02-01", "{\"cohort\":\"b\",\"present\":2}");
	expect_check("CL-E06", "#9: more heads than learners (present: 2; class b, 1 enrolled); ");
	expect_fresh("headcount", "@centre", "2024-02-02", "{\"cohort\":\"b\",\"present\":2}", "CL-E06",
		     "#0: more heads than learners (present: 2; class b, 1 enrolled); ");
}

Test(judge_class, who_is_being_enrolled_counts)
{
	enrol();
	put("enrolment", "P5@centre", "2024-02-15", "{\"cohort\":\"a\"}");
	expect_check("CL-W09", "#8: the class is full (class a, 3 enrolled); ");
	put_again(8, NULL, NULL);
	expect_check("CL-W09", "");
	expect_fresh("enrolment", "P5", "2024-02-15", "{\"cohort\":\"a\"}", "CL-W09",
		     "#0: the class is full (class a, 3 enrolled); ");
	expect_fresh("enrolment", "P5", "2024-03-02", "{\"cohort\":\"a\"}", "CL-W09", "");
}

Test(judge_class, heads_and_a_register_of_the_same_class_and_day)
{
	enrol();
	put("headcount", "@kiosk", "2024-02-05", "{\"cohort\":\"a\",\"present\":2}");
	put("headcount", "@kiosk", "2024-02-06", "{\"cohort\":\"a\",\"present\":0}"); /* other_where does not hold */
	put("attendance", "P1@centre", "2024-02-05", "{\"status\":\"present\"}");
	put("attendance", "P1@centre", "2024-02-06", "{\"status\":\"present\"}");
	put("attendance", "P2@centre", "2024-02-07", "{\"status\":\"present\"}");
	put("attendance", "P3@centre", "2024-02-05", "{\"status\":\"present\"}"); /* of class b */
	expect_check("CL-E07", "#10: heads were counted (class a, 1 'headcount'); ");
	expect_check("CL-E08", "#8: a register was kept (class a, 1 'attendance'); "
			       "#9: a register was kept (class a, 1 'attendance'); ");
	expect_fresh("attendance", "P2", "2024-02-05", "{\"status\":\"late\"}", "CL-E07",
		     "#0: heads were counted (class a, 1 'headcount'); ");
	expect_fresh("attendance", "P2", "2024-02-06", "{\"status\":\"late\"}", "CL-E07", "");
	expect_fresh("attendance", "P3", "2024-02-05", "{\"status\":\"late\"}", "CL-E07", "");
	expect_fresh("headcount", "@kiosk", "2024-02-07", "{\"cohort\":\"a\",\"present\":2}", "CL-E08",
		     "#0: a register was kept (class a, 1 'attendance'); ");
	expect_fresh("headcount", "@kiosk", "2024-02-08", "{\"cohort\":\"a\",\"present\":2}", "CL-E08", "");
}

Test(judge_class, many_rows_of_many_days_find_the_same)
{
	const char *expected = "", *day;
	struct store *s;
	int i;

	enrol();
	for (i = 0; i < 20; i++) {
		day = arena_printf(&school.arena, "2024-02-%02d", i + 1);
		if (i % 2 == 0)
			put("headcount", i % 4 == 0 ? "@kiosk" : "@centre", day, "{\"cohort\":\"a\",\"present\":1}");
	}
	s = school_store("2024-12-31");
	for (i = 0; i < 20; i++) {
		add_fresh(s, "attendance", "P1", arena_printf(&school.arena, "2024-02-%02d", i + 1), "{\"status\":\"late\"}",
			  0);
		if (i % 2 == 0)
			expected = arena_printf(&school.arena, "%s#0: heads were counted (class a, 1 'headcount'); ", expected);
	}
	cr_expect_str_eq(judge_fresh(s, "CL-E07", 0), expected, "%s", told("CL-E07"));
}

Test(judge_class, entries_that_refer_are_counted_where_they_refer_to)
{
	enrol();
	put("session", "@centre", "2024-02-05", "{\"cohort\":\"a\"}");                  /* 8 */
	put("session", "@centre", "2024-02-05", "{\"cohort\":\"a\",\"subject\":\"sport\"}"); /* 9 */
	put("attendance", "P1@centre", "2024-02-05", "{\"session\":8,\"status\":\"present\"}");
	put("attendance", "P2@centre", "2024-02-06", "{\"session\":8,\"status\":\"present\"}"); /* marked late */
	put("attendance", "P1@centre", "2024-02-05", "{\"session\":9,\"status\":\"present\"}");
	expect_check("CL-W17", "#9: the register is not marked (class a, 2 enrolled, 1 'attendance'); ");
	put("attendance", "P2@centre", "2024-02-05", "{\"status\":\"present\"}"); /* refers to none: to all of the day */
	expect_check("CL-W17", "");
	put_again(8, NULL, "{\"cohort\":\"a\",\"planned_minutes\":90}"); /* a correction takes its register along */
	expect_check("CL-W17", "");
}

Test(judge_class, what_may_come_later_is_not_asked_while_logging)
{
	enrol();
	expect_fresh("session", "@centre", "2024-02-05", "{\"cohort\":\"a\"}", "CL-W17", "");
}

Test(judge_class, the_third_in_a_row_is_told_and_then_the_next_row)
{
	static const char absent[] = "{\"status\":\"absent\"}", present[] = "{\"status\":\"present\"}";
	int i;

	enrol();
	for (i = 1; i <= 11; i++) /* sessions 8, 10, ...; the fifth is all there, the ninth planned away */
		for (const char *day = arena_printf(&school.arena, "2024-02-%02d", i + 1); day != NULL; day = NULL) {
			put("session", i % 2 == 0 ? "@kiosk" : "@centre", day, "{\"cohort\":\"a\"}");
			put("attendance", "P1@centre", day, i == 5 ? present : absent);
		}
	/* 1 2 3! 4 - 6 7 8! 9 10 11: numbers 8 + 2 (i - 1) */
	expect_check("CL-I12", "#12: many are absent (class a, 2 enrolled, 1 'attendance', 3 in a row); "
			       "#22: many are absent (class a, 2 enrolled, 1 'attendance', 3 in a row); ");
	expect_fresh("session", "@centre", "2024-02-20", "{\"cohort\":\"a\"}", "CL-I12", "");
}

Test(judge_class, an_entry_being_corrected_keeps_its_register_and_is_left_out)
{
	struct store *s;

	enrol();
	put("session", "@centre", "2024-02-05", "{\"cohort\":\"a\"}"); /* 8 */
	put("attendance", "P2@centre", "2024-02-06", "{\"session\":8,\"status\":\"excused\"}"); /* 9 */
	put("headcount", "@centre", "2024-02-07", "{\"cohort\":\"a\",\"present\":1}"); /* 10 */
	s = school_store("2024-12-31");
	add_fresh(s, "session", "@centre", "2024-02-05", "{\"cohort\":\"a\",\"planned_minutes\":60}", 8);
	cr_expect_str_eq(judge_fresh(s, "CL-E18", 8), "#0: excused (class a, 1 'attendance'); ", "%s", told("CL-E18"));
	/* 9 was P1's: the corrected day has the head count, which is asked for P1 */
	s = school_store("2024-12-31");
	add_fresh(s, "attendance", "P1", "2024-02-07", "{\"status\":\"late\"}", 9);
	cr_expect_str_eq(judge_fresh(s, "CL-E07", 9), "#0: heads were counted (class a, 1 'headcount'); ");
	/* an enrolment moved from P2 to P3: P2 is no learner any more */
	s = school_store("2024-12-31");
	add_fresh(s, "enrolment", "P3", "2024-02-01", "{\"cohort\":\"a\"}", 2);
	cr_expect_str_eq(judge_fresh(s, "CL-W09", 2), "");
}

Test(judge_class, what_was_corrected_before_does_not_count)
{
	enrol();
	put("headcount", "@centre", "2024-02-05", "{\"cohort\":\"a\",\"present\":2}");
	put_again(8, NULL, NULL);
	put("headcount", "@centre", "2024-02-06", "{\"cohort\":\"a\",\"present\":2}");
	put_again(10, NULL, "{\"cohort\":\"b\",\"present\":1}");
	expect_fresh("attendance", "P2", "2024-02-05", "{\"status\":\"late\"}", "CL-E07", "");
	expect_fresh("attendance", "P2", "2024-02-06", "{\"status\":\"late\"}", "CL-E07", "");
	expect_fresh("attendance", "P3", "2024-02-06", "{\"status\":\"late\"}", "CL-E07",
		     "#0: heads were counted (class b, 1 'headcount'); ");
}

Test(judge_class, without_register_or_log_they_are_not_judged)
{
	struct judge j = judge();
	struct store *s;

	enrol();
	s = school_store("2024-12-31");
	add_fresh(s, "headcount", "@centre", "2024-02-05", "{\"cohort\":\"a\",\"present\":99}", 0);
	j.fresh_only = true;
	cr_assert_eq(judge_store(&j, s, &err), 0);
	cr_expect_str_eq(told("CL-E06"), "");
}

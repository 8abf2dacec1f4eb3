/* The language of the tables, on one small program: an enrolment, a session, an attendance that refers to it. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/date.h"
#include "config/city.h"
#include "plugin/registry_private.h"

struct options {
	int64_t trial_days;
	bool strict;
	const char *mode;
};

static const struct sijil_option options[] = {
	{ .name = "trial_days", SIJIL_OPTION(struct options, trial_days), .preset = "49" },
	{ .name = "strict", SIJIL_OPTION(struct options, strict) },
	{ .name = "mode", SIJIL_OPTION(struct options, mode) },
	{ 0 },
};

static const struct sijil_kind kinds[] = {
	{ .name = "enrolment",
	  .title = "Enrolment",
	  .subject = SIJIL_PERSON,
	  .role = SIJIL_OPENS,
	  .fields =
		  (const struct sijil_field[]){
			  { .name = "sex", .title = "Sex", .type = SIJIL_CHOICE, .choices = "F|M|U" },
			  { .name = "birth_year", .title = "Birth year", .type = SIJIL_INT },
			  { 0 } } },
	{ .name = "session",
	  .title = "Session",
	  .subject = SIJIL_SITE,
	  .refer_by = "cohort,day",
	  .fields = (const struct sijil_field[]){ { .name = "cohort", .title = "Cohort", .type = SIJIL_TEXT },
						  { .name = "planned_minutes", .title = "Minutes", .type = SIJIL_INT },
						  { 0 } } },
	{ .name = "attendance",
	  .title = "Attendance",
	  .subject = SIJIL_PERSON,
	  .role = SIJIL_SERVES,
	  .serves_when = "minutes>0",
	  .fields =
		  (const struct sijil_field[]){
			  { .name = "status",
			    .title = "Status",
			    .type = SIJIL_CHOICE,
			    .choices = "present|late|absent" },
			  { .name = "minutes",
			    .title = "Minutes",
			    .type = SIJIL_INT,
			    .otherwise = "planned_minutes",
			    .otherwise_when = "status=present" },
			  { .name = "planned_minutes",
			    .title = "Planned",
			    .type = SIJIL_INT,
			    .otherwise = "session.planned_minutes" },
			  { .name = "session", .title = "Session", .type = SIJIL_ENTRY, .refers = "session" },
			  { .name = "fee", .title = "Fee", .type = SIJIL_DECIMAL },
			  { .name = "note", .title = "Note", .type = SIJIL_TEXT },
			  { 0 } } },
	{ .name = "exit",
	  .title = "Exit",
	  .subject = SIJIL_PERSON,
	  .role = SIJIL_CLOSES,
	  .fields =
		  (const struct sijil_field[]){
			  { .name = "reason", .title = "Reason", .type = SIJIL_CHOICE, .choices = "work|moved" },
			  { 0 } } },
	{ 0 },
};

static struct options instance;
static struct program_config config;
static struct sijil_plugin plugin;
static struct program program;
static struct arena arena;
static struct sijil_err err;

static void setup(void)
{
	struct build b = { .program = &program, .arena = &arena, .err = &err };

	instance = (struct options){ .trial_days = 49, .strict = true, .mode = "evening" };
	plugin = (struct sijil_plugin){ SIJIL_PLUGIN_HEAD, .name = "p", .options = options, .kinds = kinds };
	program = (struct program){ .config = &config, .id = "p", .plugin = &plugin, .instance = &instance };
	cr_assert_eq(build_kinds(&b, kinds), 0, "%s", err.message);
}

static void teardown(void)
{
	arena_release(&arena);
}

TestSuite(expr, .init = setup, .fini = teardown);

static const struct kind *kind(const char *name)
{
	return program_kind(&program, name);
}

/* An entry with nothing recorded. */
static struct entry *entry(const char *kind_name, int32_t day)
{
	struct entry *e = arena_alloc(&arena, sizeof(*e));
	unsigned i;

	e->kind = kind(kind_name);
	e->pub = (struct sijil_entry){ .program = "p", .kind = kind_name, .day = day, .day_end = day };
	e->values = arena_alloc(&arena, e->kind->n_fields * sizeof(*e->values));
	for (i = 0; i < e->kind->n_fields; i++)
		e->values[i].number = SIJIL_MISSING;
	return e;
}

static void set(struct entry *e, const char *field, int64_t number)
{
	e->values[kind_field(e->kind, field)].number = number;
}

static void set_text(struct entry *e, const char *field, const char *text)
{
	e->values[kind_field(e->kind, field)] = (struct value){ .number = 0, .text = text };
}

static enum truth test_on(const struct entry *e, const char *conditions)
{
	const struct scope scope = { .program = &program, .kind = e->kind };
	const struct unit u = { .entry = e, .to = INT32_MAX };
	struct conds *c = conds_compile(conditions, &scope, &arena, &err);

	cr_assert_not_null(c, "'%s': %s", conditions, err.message);
	return conds_test(c, &u);
}

static int64_t amount_on(const struct entry *e, const char *text)
{
	const struct scope scope = { .program = &program, .kind = e->kind };
	const struct unit u = { .entry = e, .to = INT32_MAX };
	struct expr *x = expr_compile(text, &scope, &arena, &err);
	int64_t amount;

	cr_assert_not_null(x, "'%s': %s", text, err.message);
	return expr_amount(x, &u, &amount) ? amount : SIJIL_MISSING;
}

Test(expr, a_choice_is_any_of_several_values)
{
	struct entry *e = entry("attendance", 100);

	set(e, "status", 1); /* late */
	cr_expect_eq(test_on(e, "status=present|late"), YES);
	cr_expect_eq(test_on(e, "status=present|absent"), NO);
	cr_expect_eq(test_on(e, "status!=present|absent"), YES);
	cr_expect_eq(test_on(e, "status!=late"), NO);
}

Test(expr, what_is_not_recorded_is_unknown_except_for_not_equal)
{
	struct entry *e = entry("attendance", 100);

	cr_expect_eq(test_on(e, "status=present"), UNKNOWN);
	cr_expect_eq(test_on(e, "status!=present"), YES);
	cr_expect_eq(test_on(e, "fee>1"), UNKNOWN);
	cr_expect_eq(test_on(e, "?fee"), NO);
	cr_expect_eq(test_on(e, "!fee"), YES);
	cr_expect_eq(test_on(e, "fee>1, !fee, ?fee"), NO, "one that fails decides, whatever else is unknown");
}

Test(expr, decimals_and_whole_numbers_compare_as_amounts)
{
	struct entry *e = entry("attendance", 100);

	set(e, "fee", 12500000); /* 12.5 */
	set(e, "planned_minutes", 12);
	cr_expect_eq(test_on(e, "fee>12"), YES);
	cr_expect_eq(test_on(e, "fee=12.5"), YES);
	cr_expect_eq(test_on(e, "fee<=@planned_minutes"), NO);
	cr_expect_eq(test_on(e, "planned_minutes<@fee"), YES);
	cr_expect_eq(amount_on(e, "fee+planned_minutes"), 24500000);
	cr_expect_eq(amount_on(e, "fee*planned_minutes"), INT64_C(150) * SIJIL_ONE);
	cr_expect_eq(amount_on(e, "fee+minutes"), SIJIL_MISSING, "a sum with something missing is missing");
}

Test(expr, otherwise_is_followed_through_a_reference)
{
	struct entry *session = entry("session", 100), *e = entry("attendance", 100);

	set(session, "planned_minutes", 90);
	set(e, "status", 0);
	cr_expect_eq(amount_on(e, "minutes"), SIJIL_MISSING, "no session, nothing planned");
	e->values[kind_field(e->kind, "session")] = (struct value){ .number = 7, .entry = session };
	cr_expect_eq(amount_on(e, "minutes"), 90 * SIJIL_ONE, "present: planned, which the session says");
	set(e, "planned_minutes", 60);
	cr_expect_eq(amount_on(e, "minutes"), 60 * SIJIL_ONE, "what the entry says goes before the session");
	set(e, "status", 1);
	cr_expect_eq(amount_on(e, "minutes"), SIJIL_MISSING, "late: nobody knows how late");
	set(e, "minutes", 30);
	cr_expect_eq(amount_on(e, "minutes"), 30 * SIJIL_ONE);
}

Test(expr, options_stand_on_both_sides)
{
	struct entry *e = entry("attendance", 100);

	set(e, "minutes", 50);
	cr_expect_eq(test_on(e, "minutes>@$trial_days"), YES);
	cr_expect_eq(test_on(e, "$strict=true"), YES);
	cr_expect_eq(test_on(e, "$mode=morning|evening"), YES);
	cr_expect_eq(test_on(e, "$trial_days<49"), NO);
}

Test(expr, texts_compare_with_texts)
{
	struct entry *e = entry("attendance", 100), *session = entry("session", 100);

	set_text(e, "note", "late bus");
	cr_expect_eq(test_on(e, "note=late bus"), YES);
	cr_expect_eq(test_on(e, "note!=late bus|snow"), NO);
	set_text(session, "cohort", "late bus");
	e->values[kind_field(e->kind, "session")] = (struct value){ .number = 7, .entry = session };
	cr_expect_eq(test_on(e, "note=@session.cohort"), YES);
}

Test(expr, a_spell_knows_its_ends_up_to_the_windows_last_day)
{
	struct entry *open = entry("enrolment", date_day(2024, 9, 16)), *close = entry("exit", date_day(2025, 1, 10));
	struct sijil_spell spell = {
		.from = open->pub.day, .to = close->pub.day, .open = &open->pub, .close = &close->pub
	};
	const struct scope scope = { .program = &program, .kind = kind("enrolment"), .spell = true };
	struct unit u = { .spell = &spell, .to = date_day(2025, 8, 31) };
	struct conds *work = conds_compile("close.reason=work", &scope, &arena, &err);
	struct conds *not_moved = conds_compile("close.reason!=moved", &scope, &arena, &err);
	struct conds *sex = conds_compile("sex=F,open.sex=F,close.kind=exit", &scope, &arena, &err);
	struct conds *age = conds_compile("age=16", &scope, &arena, &err);
	struct expr *length = expr_compile("length", &scope, &arena, &err);
	int64_t days;

	set(open, "sex", 0);
	set(open, "birth_year", 2008);
	set(close, "reason", 0);
	cr_assert(work != NULL && not_moved != NULL && sex != NULL && age != NULL && length != NULL, "%s", err.message);
	cr_expect_eq(conds_test(work, &u), YES);
	cr_expect_eq(conds_test(not_moved, &u), YES);
	cr_expect_eq(conds_test(sex, &u), YES);
	cr_expect_eq(conds_test(age, &u), YES, "2024 - 2008");
	cr_expect(expr_amount(length, &u, &days) && days == 117 * SIJIL_ONE, "16 Sept to 10 Jan, both included");
	u.to = date_day(2024, 12, 31);
	cr_expect_eq(conds_test(work, &u), UNKNOWN, "on 31 December nobody knew of the exit");
	cr_expect_eq(conds_test(not_moved, &u), YES);
	cr_expect(expr_amount(length, &u, &days) && days == 107 * SIJIL_ONE, "so far");
}

static void refused(const char *conditions, const char *expected)
{
	const struct scope scope = { .program = &program, .kind = kind("attendance") };

	cr_expect_null(conds_compile(conditions, &scope, &arena, &err), "'%s' was taken", conditions);
	cr_expect_not_null(strstr(err.message, expected), "'%s': \"%s\" does not say \"%s\"", conditions, err.message,
			   expected);
}

Test(expr, mistakes_are_named)
{
	refused("minuts>3", "did you mean 'minutes'");
	refused("status=here", "'here'");
	refused("status=presnt", "(did you mean 'present'?)");
	refused("status=here", "(known here: present, ");
	refused("grade=3", "(known here: ");
	refused("minutes>three", "not a number");
	refused("minutes==3", "write a single =");
	refused("minutes>3 and minutes<9", "several conditions by commas");
	refused("minutes", "not a condition");
	refused("status>present", "texts can be compared with = and != only");
	refused("session=12", "? and !");
	refused("session.planed_minutes=3", "did you mean 'planned_minutes'");
	refused("note.length>3", "does not refer");
	refused("$trial=3", "no option 'trial'");
	refused("close.mood=good", "'mood'");
	refused("minutes*minutes*minutes>1", "two factors");
	refused("? minutes+fee", "one field");
	refused("minutes=", "value is missing");
	refused("=3", "missing");
}

static const struct sijil_kind looping[] = {
	{ .name = "k",
	  .title = "K",
	  .subject = SIJIL_SITE,
	  .fields = (const struct sijil_field[]){ { .name = "a", .title = "A", .type = SIJIL_INT, .otherwise = "b" },
						  { .name = "b", .title = "B", .type = SIJIL_INT, .otherwise = "a" },
						  { 0 } } },
	{ 0 },
};

Test(expr, an_otherwise_that_leads_back_is_refused)
{
	struct program p = { .config = &config, .id = "p", .plugin = &plugin, .instance = &instance };
	struct build b = { .program = &p, .arena = &arena, .err = &err };

	cr_expect_eq(build_kinds(&b, looping), -1);
	cr_expect_not_null(strstr(err.message, "leads back"), "%s", err.message);
}

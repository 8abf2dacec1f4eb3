/* What an entry recorded, against the kind as it is today. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "config/city.h"
#include "log/fit.h"
#include "plugin/registry_private.h"

static const struct sijil_kind kinds[] = {
	{ .name = "thing",
	  .title = "Thing",
	  .subject = SIJIL_SITE,
	  .fields =
		  (const struct sijil_field[]){
			  { .name = "status", .title = "S", .type = SIJIL_CHOICE, .choices = "present|late" },
			  { .name = "months", .title = "M", .type = SIJIL_INT, .choices = "3|6" },
			  { .name = "note", .title = "N", .type = SIJIL_TEXT, .min = 2, .max = 4 },
			  { .name = "count", .title = "C", .type = SIJIL_INT, .min = 1, .max = 9 },
			  { .name = "free", .title = "C", .type = SIJIL_INT },
			  { .name = "fee", .title = "F", .type = SIJIL_DECIMAL, .max = 10 },
			  { .name = "since", .title = "D", .type = SIJIL_DATE },
			  { .name = "open", .title = "O", .type = SIJIL_BOOL },
			  { .name = "ref", .title = "R", .type = SIJIL_ENTRY, .refers = "thing" },
			  { .name = "must", .title = "Q", .type = SIJIL_INT, .required = true },
			  { .name = "preset", .title = "P", .type = SIJIL_INT, .required = true, .preset = "1" },
			  { 0 } } },
	{ 0 },
};

static struct program_config config;
static struct sijil_plugin plugin;
static struct program program;
static struct arena arena;
static const char *told;

static void setup(void)
{
	struct sijil_err err = { 0 };
	struct build b = { .program = &program, .arena = &arena, .err = &err };

	program = (struct program){ .config = &config, .id = "p", .plugin = &plugin };
	cr_assert_eq(build_kinds(&b, kinds), 0, "%s", err.message);
}

static void teardown(void)
{
	arena_release(&arena);
}

TestSuite(fit, .init = setup, .fini = teardown);

static void tell(void *arg, const struct misfit *m)
{
	told = arena_printf(&arena, "%s[%s=%s: %s]", told, m->field, m->value != NULL ? m->value : "",
			    fit_text(arg, m, &arena));
}

/* What is told of the fields, with "must" recorded. */
static const char *misfits(const char *pairs)
{
	const struct kind *thing = program_kind(&program, "thing");
	const char *json = arena_printf(&arena, "{%s%s\"must\":1}", pairs, *pairs != '\0' ? "," : "");
	int n;

	told = "";
	n = fit_entry(thing, json, strlen(json), &arena, tell, (void *)(uintptr_t)thing);
	cr_assert_eq(n > 0, *told != '\0');
	return told;
}

Test(fit, what_fits)
{
	cr_expect_str_eq(misfits(""), "");
	cr_expect_str_eq(misfits("\"status\":\"late\",\"months\":6,\"note\":\"\xd8\xb4\xd9\x83\xd8\xb1\",\"count\":9"), "");
	cr_expect_str_eq(misfits("\"fee\":10,\"since\":\"2024-02-29\",\"open\":false,\"ref\":12,\"free\":-99"), "");
}

Test(fit, a_field_that_is_not_there)
{
	cr_expect_str_eq(misfits("\"gone\":\"x\""), "[gone=x: kind 'thing' has no such field]");
}

Test(fit, another_type)
{
	cr_expect_str_eq(misfits("\"count\":\"3\""), "[count=3: not a whole number]");
	cr_expect_str_eq(misfits("\"free\":1.5"), "[free=1.5: not a whole number]");
	cr_expect_str_eq(misfits("\"note\":123"), "[note=123: not a text]");
	cr_expect_str_eq(misfits("\"fee\":true"), "[fee=true: not a number]");
	cr_expect_str_eq(misfits("\"since\":\"soon\""), "[since=soon: not a date]");
	cr_expect_str_eq(misfits("\"open\":1"), "[open=1: not true or false]");
	cr_expect_str_eq(misfits("\"ref\":\"a\""), "[ref=a: not an entry's number]");
	cr_expect_str_eq(misfits("\"status\":1"), "[status=1: not a choice]");
}

Test(fit, choices_and_ranges)
{
	cr_expect_str_eq(misfits("\"status\":\"absent\""), "[status=absent: not one of: present, late]");
	cr_expect_str_eq(misfits("\"months\":12"), "[months=12: not one of: 3, 6]");
	cr_expect_str_eq(misfits("\"count\":0"), "[count=0: not in the range 1 to 9]");
	cr_expect_str_eq(misfits("\"fee\":10.000001"), "[fee=10.000001: not in the range 0 to 10]");
	cr_expect_str_eq(misfits("\"fee\":-1"), "[fee=-1: not in the range 0 to 10]");
	cr_expect_str_eq(misfits("\"note\":\"abcde\""), "[note=abcde: not in the range 2 to 4 characters]");
}

Test(fit, what_is_required_now)
{
	const struct kind *thing = program_kind(&program, "thing");

	told = "";
	cr_expect_eq(fit_entry(thing, "{}", 2, &arena, tell, (void *)(uintptr_t)thing), 1, "a preset would stand in");
	cr_expect_str_eq(told, "[must=: required, and not recorded]");
	cr_expect_eq(fit_entry(thing, "{\"x", 3, &arena, tell, (void *)(uintptr_t)thing), -1);
}

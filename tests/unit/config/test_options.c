#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "config/decode.h"
#include "errors.h"

static struct arena arena;
static struct err_list errs;

static void reset(void)
{
	arena_release(&arena);
	memset(&errs, 0, sizeof(errs));
}

TestSuite(options, .fini = reset);

struct instance {
	int64_t trial_days;
	bool walk_in_ok;
	const char *l2_without_l1;
	const char *tool;
};
static const struct sijil_option options[] = {
	{ .name = "trial_days", SIJIL_OPTION(struct instance, trial_days), .min = 0, .max = 366, .preset = "49" },
	{ .name = "walk_in_ok", SIJIL_OPTION(struct instance, walk_in_ok), .preset = "true" },
	{ .name = "l2_without_l1", SIJIL_OPTION(struct instance, l2_without_l1), .choices = "warn|error",
	  .preset = "warn" },
	{ .name = "tool", SIJIL_OPTION(struct instance, tool) },
	{ .name = NULL },
};

static const struct yaml_node *read_yaml(const char *text)
{
	return yaml_read_bytes(text, strlen(text), "t.yaml", &arena, &errs);
}

static void expect_errors(const char *expected)
{
	char *got = errors_text(&errs, NULL);

	cr_expect_str_eq(got, expected, "%s", got);
	free(got);
}

Test(options, without_a_map_everything_is_preset)
{
	struct instance in = { 0 };

	cr_assert_eq(decode_options(NULL, options, &in, &arena, &errs), 0);
	cr_assert_eq(in.trial_days, 49);
	cr_assert(in.walk_in_ok);
	cr_assert_str_eq(in.l2_without_l1, "warn");
	cr_assert_null(in.tool);
}

Test(options, the_map_wins_over_the_presets)
{
	struct instance in = { 0 };

	cr_assert_eq(decode_options(read_yaml("{trial_days: 0, walk_in_ok: false, l2_without_l1: error, tool: CASAS}"),
				    options, &in, &arena, &errs),
		     0);
	cr_assert_eq(in.trial_days, 0);
	cr_assert_not(in.walk_in_ok);
	cr_assert_str_eq(in.l2_without_l1, "error");
	cr_assert_str_eq(in.tool, "CASAS");
}

Test(options, mistakes_are_all_reported)
{
	struct instance in = { 0 };

	cr_assert_eq(decode_options(read_yaml("trail_days: 3\ntrial_days: 400\nwalk_in_ok: 1\nl2_without_l1: no\n"),
				    options, &in, &arena, &errs),
		     -1);
	expect_errors("t.yaml:1:1: error: unknown key 'trail_days' (did you mean 'trial_days'?)\n"
		      "t.yaml:2:13: error: trial_days: '400' is outside 0..366\n"
		      "t.yaml:3:13: error: walk_in_ok: '1' is neither true nor false\n"
		      "t.yaml:4:16: error: l2_without_l1: 'no' is not one of warn, error\n");
}

Test(options, a_plugin_without_options_takes_none)
{
	cr_assert_eq(decode_options(NULL, NULL, NULL, &arena, &errs), 0);
	cr_assert_eq(decode_options(read_yaml("a: 1\n"), NULL, NULL, &arena, &errs), -1);
	expect_errors("t.yaml:1:1: error: unknown key 'a' (none is known here)\n");
}

Test(options, a_type_that_no_option_can_have_is_refused)
{
	static const struct sijil_option wrong[] = {
		{ .name = "since", .type = SIJIL_DATE },
		{ .name = NULL },
	};
	int64_t in = 0;

	cr_assert_eq(decode_options(NULL, wrong, &in, &arena, &errs), -1);
	expect_errors("error: option 'since' of the plugin is of a type that options cannot have\n");
}

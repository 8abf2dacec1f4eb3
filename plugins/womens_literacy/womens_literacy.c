/*
 * Women's literacy: courses at two levels, from enrolment to what the women do with what they learnt.
 * kinds.c: what can be logged; rules.c and scores.c: what is wrong with it; metrics.c and literates.c: what the numbers
 * mean.
 */
#include "womens_literacy.h"

static const struct sijil_option options[] = {
	{ .name = "literate_level", .title = "Level in reading and in writing from which a woman counts as literate",
	  SIJIL_OPTION(struct womens_literacy, literate_level), .min = 1, .max = 4, .preset = "3" },
	{ .name = "l2_without_l1", .title = "What an enrolment at level 2 without a level-1 pass or attestation is",
	  .type = SIJIL_CHOICE, .offset = offsetof(struct womens_literacy, l2_without_l1), .choices = "warn|error",
	  .preset = "warn" },
	{ .name = "excused_in_denominator", .title = "Excused absences lower the attendance rate",
	  SIJIL_OPTION(struct womens_literacy, excused_in_denominator), .preset = "false" },
	{ .name = "min_hours_level", .title = "Hours attended by whoever passes a level (0: not set)",
	  SIJIL_OPTION(struct womens_literacy, min_hours_level), .min = 0, .max = 5000, .preset = "0" },
	{ .name = "posttest_min_hours", .title = "Hours attended between the entry test and a test compared with it",
	  SIJIL_OPTION(struct womens_literacy, posttest_min_hours), .min = 0, .max = 1000, .preset = "40" },
	{ .name = "score_ranges", .title = "Which scores each test can give: TOOL=MIN..MAX, TOOL=MIN..MAX",
	  SIJIL_OPTION(struct womens_literacy, score_ranges) },
	{ 0 },
};

static int open_classes(void *instance, const struct sijil_host *host, struct sijil_err *err)
{
	return womens_literacy_read_ranges(instance, host, err);
}

SIJIL_PLUGIN(womens_literacy) = {
	SIJIL_PLUGIN_HEAD,
	.name = "womens_literacy",
	.version = "0.1.0",
	.title = "Women's literacy",
	.options = options,
	.instance_size = sizeof(struct womens_literacy),
	.kinds = womens_literacy_kinds,
	.rules = womens_literacy_rules,
	.metrics = womens_literacy_metrics,
	.age_bands = "15,25,35,50,65",
	.open = open_classes,
};

/*
 * Second-chance schools: young people who left school, from enrolment to what became of them.
 * kinds.c: what can be logged; rules.c and days.c: what is wrong with it; metrics.c and at_risk.c: what the numbers mean.
 */
#include "second_chance_schools.h"

static const struct sijil_option options[] = {
	{ .name = "trial_days",
	  .title = "A learner who leaves within this many days was on trial, and is not counted as leaving",
	  SIJIL_OPTION(struct second_chance, trial_days), .min = 0, .max = 366, .preset = "49" },
	{ .name = "age_min", .title = "Lowest usual age at enrolment",
	  SIJIL_OPTION(struct second_chance, age_min), .min = 5, .max = 99, .preset = "13" },
	{ .name = "age_max", .title = "Highest usual age at enrolment",
	  SIJIL_OPTION(struct second_chance, age_max), .min = 5, .max = 99, .preset = "18" },
	{ .name = "min_hours", .title = "Hours attended by whoever completes (0: not set)",
	  SIJIL_OPTION(struct second_chance, min_hours), .min = 0, .max = 5000, .preset = "0" },
	{ .name = "posttest_min_hours", .title = "Hours attended between the entry test and a test compared with it",
	  SIJIL_OPTION(struct second_chance, posttest_min_hours), .min = 0, .max = 1000, .preset = "40" },
	{ .name = "excused_in_denominator", .title = "Excused absences lower the attendance rate",
	  SIJIL_OPTION(struct second_chance, excused_in_denominator), .preset = "false" },
	{ 0 },
};

/* What no single option's range can tell. */
static int open_school(void *instance, const struct sijil_host *host, struct sijil_err *err)
{
	const struct second_chance *school = instance;

	if (school->age_min > school->age_max)
		return host->fail(err, "option age_min (%lld) is above age_max (%lld)", (long long)school->age_min,
				  (long long)school->age_max);
	return 0;
}

SIJIL_PLUGIN(second_chance_schools) = {
	SIJIL_PLUGIN_HEAD,
	.name = "second_chance_schools",
	.version = "0.1.0",
	.title = "Second-chance schools",
	.options = options,
	.instance_size = sizeof(struct second_chance),
	.kinds = second_chance_kinds,
	.rules = second_chance_rules,
	.metrics = second_chance_metrics,
	.age_bands = "13,16,19,25",
	.open = open_school,
};

/*
 * Community spaces: libraries, kiosks and inclusion rooms, by what is counted there and whom they support.
 * kinds.c: what can be logged; rules.c: what is wrong with it; metrics.c: what the numbers mean.  What tables cannot
 * say: opening.c, when a site is open; visits.c, visits against that; events.c, lines of several events; goals.c, the
 * children's goals; privacy.c, names in texts about a child.
 */
#include "community_spaces.h"

static const struct sijil_option options[] = {
	{ .name = "min_turnover_minutes",
	  .title = "Shortest visit, in minutes: how soon a seat is free for the next visitor",
	  SIJIL_OPTION(struct community_spaces, min_turnover_minutes), .min = 1, .max = 600, .preset = "15" },
	{ .name = "walk_in_ok", .title = "Support sessions may be of persons without a goal or an enrolment",
	  SIJIL_OPTION(struct community_spaces, walk_in_ok), .preset = "false" },
	{ .name = "private_pattern",
	  .title = "What may not stand in texts about a person, as an extended regular expression",
	  SIJIL_OPTION(struct community_spaces, private_pattern) },
	{ 0 },
};

static int open_program(void *instance, const struct sijil_host *host, struct sijil_err *err)
{
	return community_spaces_open_privacy(instance, host, err);
}

static void close_program(void *instance)
{
	community_spaces_close_privacy(instance);
}

SIJIL_PLUGIN(community_spaces) = {
	SIJIL_PLUGIN_HEAD,
	.name = "community_spaces",
	.version = "0.2.0",
	.title = "Community learning spaces",
	.options = options,
	.instance_size = sizeof(struct community_spaces),
	.kinds = community_spaces_kinds,
	.rules = community_spaces_rules,
	.metrics = community_spaces_metrics,
	.age_bands = "0,6,13,18,65",
	.open = open_program,
	.close = close_program,
};

/*
 * Community spaces: libraries, kiosks and inclusion rooms, by what is counted there and whom they support.
 * kinds.c: what can be logged; rules.c: what is wrong with it; metrics.c: what the numbers mean; goals.c: the
 * children's goals, for both.
 */
#include "community_spaces.h"

SIJIL_PLUGIN(community_spaces) = {
	SIJIL_PLUGIN_HEAD,
	.name = "community_spaces",
	.version = "0.1.0",
	.title = "Community learning spaces",
	.kinds = community_spaces_kinds,
	.rules = community_spaces_rules,
	.metrics = community_spaces_metrics,
	.age_bands = "0,6,13,18,65",
};

/* What the files of this plugin share.  None of it is visible outside the module. */
#ifndef COMMUNITY_SPACES_H
#define COMMUNITY_SPACES_H

#include <sijil/plugin.h>

extern const struct sijil_kind community_spaces_kinds[];
extern const struct sijil_rule community_spaces_rules[];
extern const struct sijil_metric community_spaces_metrics[];

/* goals.c: what is said of a child's goals, by goal_id. */
sijil_check_fn community_spaces_goal_exists;
sijil_fold_fn community_spaces_goals_mastered;

#endif

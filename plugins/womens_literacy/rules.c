/* The codes are those of the data dictionary; CORE-E01 is the engine's code for something required and missing. */
#include "womens_literacy.h"

#define NO_LEVEL_1                                                                             \
	.check = SIJIL_PRIOR, .kinds = "enrolment", .other = "level_completion",               \
	.other_where = "level=1,result=pass", .field = "level",                                \
	.message = "enrolled at level 2 without a level-1 pass here or an attestation from elsewhere", \
	.remedy = "log her level-1 pass first, give prior_attestation, or enrol her at level 1"

const struct sijil_rule womens_literacy_rules[] = {
	/* Both hold through the session when there is one: what it planned stands in. */
	{ .code = "CORE-E01", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "attendance", .must = "?cohort",
	  .field = "cohort", .message = "no session is named, and no cohort either",
	  .remedy = "name the session, or give cohort and planned_minutes as the paper register has them" },
	{ .code = "CORE-E01", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "attendance",
	  .must = "?planned_minutes", .field = "planned_minutes",
	  .message = "no session is named, and no planned_minutes either",
	  .remedy = "name the session, or give cohort and planned_minutes as the paper register has them" },

	{ .code = "WL-E01", .severity = SIJIL_ERROR, .check = SIJIL_PRIOR,
	  .kinds = "attendance|assessment|level_completion|exit|follow_up", .other = "enrolment",
	  .message = "the person is not enrolled",
	  .remedy = "log the enrolment first, or correct the person's code or the date" },
	{ .code = "WL-E02", .severity = SIJIL_ERROR, .check = SIJIL_ONE_SPELL, .kinds = "enrolment",
	  .message = "the person is enrolled already, and that course has not ended",
	  .remedy = "log the level_completion or exit of the earlier enrolment first, or correct the person's code" },
	{ .code = "WL-W03", .severity = SIJIL_WARNING, .when = "level=2,!prior_attestation,$l2_without_l1=warn",
	  NO_LEVEL_1 },
	{ .code = "WL-E03", .severity = SIJIL_ERROR, .when = "level=2,!prior_attestation,$l2_without_l1=error",
	  NO_LEVEL_1 },
	{ .code = "WL-W04", .severity = SIJIL_WARNING, .check = SIJIL_MUST, .kinds = "enrolment", .must = "sex!=M",
	  .field = "sex", .message = "a man in a programme for women: coverage will not count him",
	  .remedy = "correct the sex, or acknowledge that the course is mixed" },
	{ .code = "WL-E04", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "enrolment", .must = "age>=15",
	  .field = "birth_year", .message = "under 15 at enrolment: adult literacy starts at 15 (SDG 4.6)",
	  .remedy = "correct the year of birth, or enrol the child in a programme for children" },
	{ .code = "WL-E05", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "attendance",
	  .must = "minutes<=@planned_minutes", .field = "minutes",
	  .message = "more minutes attended than the session was planned for",
	  .remedy = "correct the minutes, or the session's planned_minutes" },
	{ .code = "WL-E05", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "attendance",
	  .when = "status=absent|excused", .must = "minutes=0", .field = "minutes",
	  .message = "marked as not there, but with minutes attended",
	  .remedy = "correct the status or the minutes" },
	/* The natural key of the kind: the engine lets this row speak for its CORE-E09. */
	{ .code = "WL-E05", .severity = SIJIL_ERROR, .check = SIJIL_UNIQUE, .kinds = "attendance",
	  .key = "session,person", .field = "session",
	  .message = "the person's attendance of this session is logged already",
	  .remedy = "correct the first one instead (sijil amend), or correct the session or the person's code" },

	{ .code = "WL-W08", .severity = SIJIL_WARNING, .check = SIJIL_PRIOR, .kinds = "level_completion",
	  .when = "result=pass", .other = "assessment", .other_where = "type=exit", .field = "result",
	  .message = "a pass without an exit assessment",
	  .remedy = "log the exit assessment, or acknowledge why there was none" },
	{ .code = "WL-W09", .severity = SIJIL_WARNING, .check = SIJIL_MUST, .kinds = "assessment",
	  .when = "type=entry,level=0", .must = "open.years_schooling<=4", .field = "level",
	  .message = "level 0 at entry, but her enrolment says more than 4 years at school",
	  .remedy = "check the years at school and the test" },
	{ .code = "WL-E11", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "level_completion",
	  .must = "level=@open.level", .field = "level", .message = "completes a level that she is not enrolled in",
	  .remedy = "correct the level, or log her enrolment at that level first" },
	{ .code = "WL-W11", .severity = SIJIL_WARNING, .check = SIJIL_UNIQUE, .kinds = "level_completion",
	  .when = "result=pass", .key = "person,level,result", .field = "level",
	  .message = "she has passed this level before: it counts as a pass again",
	  .remedy = "void one of the two, or acknowledge that she repeated the level" },
	{ .code = "WL-W13", .severity = SIJIL_WARNING, .check = SIJIL_UNIQUE, .kinds = "assessment",
	  .key = "person,domain,tool,form", .field = "form",
	  .message = "the person took the same form of this test before: the result shows memory as well as learning",
	  .remedy = "use another form, or correct it here" },
	{ .code = "WL-W14", .severity = SIJIL_WARNING, .check = SIJIL_MUST, .kinds = "population_estimate",
	  .must = "?sex,?age_min,?area,?year",
	  .message = "an estimate without sex, age_min, area or year does not say whom it counts",
	  .remedy = "give all four, so that coverage can be compared" },
	{ 0 },
};

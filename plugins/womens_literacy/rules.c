/* The codes are those of the data dictionary; CORE-E01 is the engine's code for something required and missing. */
#include "womens_literacy.h"

#include "classes.h"

#define NO_LEVEL_1                                                                             \
	.check = SIJIL_PRIOR, .kinds = "enrolment", .other = "level_completion",               \
	.other_where = "level=1,result=pass", .field = "level",                                \
	.message = "enrolled at level 2 without a level-1 pass here or an attestation from elsewhere", \
	.remedy = "log her level-1 pass first, give prior_attestation, or enrol her at level 1"

#define SCORE_FELL                                                                              \
	.severity = SIJIL_WARNING, .check = SIJIL_MUST, .kinds = "assessment",           \
	.must = "score>=@base.score", .field = "score",                                  \
	.message = "a lower score at the exit test than at the entry test of the domain", \
	.remedy = "check both scores, or acknowledge that she fell back"

const struct sijil_rule womens_literacy_rules[] = {
	RULES_CLASS_KNOWN,
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
	RULE_TOO_MANY_MINUTES("WL-E05"),
	RULE_MINUTES_OF_ABSENT("WL-E05"),
	RULE_ATTENDED_TWICE("WL-E05"),

	/*
	 * Up to a fifth more than are enrolled may be visitors.  A class that only counts heads may have enrolled nobody:
	 * then there is nothing to compare with, and no reason to stand in its way.
	 */
	{ .code = "WL-E06", .severity = SIJIL_ERROR, .check = SIJIL_CLASS, .kinds = "headcount",
	  .when = "enrolled>0", .must = "present*5<=@enrolled*6", .field = "present",
	  .message = "more learners counted than are enrolled in the cohort, by more than 20 %",
	  .remedy = "correct the count or the cohort, or log the enrolments that are missing" },
	{ .code = "WL-W06", .severity = SIJIL_WARNING, .check = SIJIL_CLASS, .kinds = "headcount",
	  .when = "present*5<=@enrolled*6", .must = "present<=@enrolled", .field = "present",
	  .message = "more learners counted than are enrolled in the cohort",
	  .remedy = "correct the count, log the enrolments that are missing, or acknowledge that there were visitors" },
	{ .code = "WL-I06", .severity = SIJIL_INFO, .check = SIJIL_CLASS, .kinds = "headcount",
	  .when = "enrolled=0", .must = "present=0", .field = "present",
	  .message = "learners counted, but nobody is enrolled in the cohort on that day",
	  .remedy = "correct the cohort, or log the enrolments; if this class only counts heads, there is nothing to do" },
	{ .code = "WL-E07", .severity = SIJIL_ERROR, .check = SIJIL_CLASS, .kinds = "headcount",
	  .must = "count=0", .other = "attendance", .field = "cohort",
	  .message = "the cohort has attendances on that day: with a head count, its hours would count twice",
	  .remedy = "leave the head count out, or void the attendances" },
	{ .code = "WL-E07", .severity = SIJIL_ERROR, .check = SIJIL_CLASS, .kinds = "attendance",
	  .must = "count=0", .other = "headcount", .field = "cohort",
	  .message = "the cohort has a head count on that day: with attendances, its hours would count twice",
	  .remedy = "void the head count, or leave the attendances out" },

	{ .code = "WL-W08", .severity = SIJIL_WARNING, .check = SIJIL_PRIOR, .kinds = "level_completion",
	  .when = "result=pass,?open.day", .other = "assessment", .other_where = "type=exit,open.day=@open.day",
	  .field = "result", .message = "a pass without an exit assessment since the enrolment",
	  .remedy = "log the exit assessment, or acknowledge why there was none" },
	{ .code = "WL-W08", .severity = SIJIL_WARNING, .check = SIJIL_MUST, .kinds = "level_completion",
	  .when = "result=pass,$min_hours_level>0", .must = "served>=@$min_hours_level*60", .field = "result",
	  .message = "a pass with fewer hours attended than the option min_hours_level asks for",
	  .remedy = "log the attendance that is missing, or acknowledge why the hours were enough" },
	{ .code = "WL-W09", .severity = SIJIL_WARNING, .check = SIJIL_MUST, .kinds = "assessment",
	  .when = "type=entry,level=0", .must = "open.years_schooling<=4", .field = "level",
	  .message = "level 0 at entry, but her enrolment says more than 4 years at school",
	  .remedy = "check the years at school and the test" },
	RULES_LEVEL_FELL("WL-W10"),
	/* Scores of different tests cannot be compared. */
	{ .code = "WL-W10", SCORE_FELL, .when = "type=exit,?base.score,tool=@base.tool" },
	{ .code = "WL-W10", SCORE_FELL, .when = "type=exit,?base.score,!tool,!base.tool" },
	{ .code = "WL-E11", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "level_completion",
	  .must = "level=@open.level", .field = "level", .message = "completes a level that she is not enrolled in",
	  .remedy = "correct the level, or log her enrolment at that level first" },
	{ .code = "WL-W11", .severity = SIJIL_WARNING, .check = SIJIL_UNIQUE, .kinds = "level_completion",
	  .when = "result=pass", .key = "person,level,result", .field = "level",
	  .message = "she has passed this level before: it counts as a pass again",
	  .remedy = "void one of the two, or acknowledge that she repeated the level" },
	{ .code = "WL-I12", .severity = SIJIL_INFO, .check = SIJIL_CLASS, .later = true, .running = 3,
	  .kinds = "session", .other = "attendance", .other_where = "status=absent|excused",
	  .must = "count*4<=@enrolled", .field = "cohort",
	  .message = "more than a quarter of the cohort did not come, three sessions running",
	  .remedy = "ask why: harvest, Ramadan, transport; move the sessions if that helps" },
	RULES_TESTED_TOO_SOON("WL-W13"),
	{ .code = "WL-W14", .severity = SIJIL_WARNING, .check = SIJIL_MUST, .kinds = "population_estimate",
	  .must = "?sex,?age_min,?area,?source,?year",
	  .message = "an estimate without sex, age_min, area, source or year does not say whom it counts",
	  .remedy = "give all of them, so that coverage can be compared" },
	{ .code = "WL-E15", .severity = SIJIL_ERROR, .check = SIJIL_CALLBACK, .kinds = "assessment", .field = "score",
	  .message = "the score is outside the range of its test (option score_ranges)",
	  .remedy = "correct the score or the tool", .callback = womens_literacy_score_in_range },
	{ 0 },
};

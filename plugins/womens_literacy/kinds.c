#include "womens_literacy.h"

#include "classes.h"

static const struct sijil_field enrolment[] = {
	FIELD_BIRTH_YEAR,
	{ .name = "level", .title = "Level", .hint = "1 literacy, 2 post-literacy.",
	  .type = SIJIL_INT, .required = true, .min = 1, .max = 2 },
	{ .name = "sex", .title = "Sex", .hint = "F, M, or U if not known.",
	  .type = SIJIL_CHOICE, .choices = "F|M|U", .preset = "F" },
	{ .name = "area", .title = "Area", .type = SIJIL_CHOICE, .choices = "urban|rural|U" },
	FIELD_COHORT,
	{ .name = "provider", .title = "Provider", .type = SIJIL_CHOICE,
	  .choices = "association|mosque|public_operator|company|other" },
	FIELD_DISABILITY,
	{ .name = "years_schooling", .title = "Years at school", .type = SIJIL_INT, .min = 0, .max = 16,
	  .unit = "years" },
	{ .name = "mother_tongue", .title = "Mother tongue", .type = SIJIL_CHOICE, .choices = "arabic|amazigh|other" },
	{ .name = "planned_hours", .title = "Planned hours of the level", .type = SIJIL_INT, .min = 1, .max = 2000,
	  .unit = "hours" },
	{ .name = "prior_attestation", .title = "Level-1 attestation",
	  .hint = "Its number, if it was earned elsewhere.", .type = SIJIL_TEXT, .min = 1, .max = 32 },
	FIELD_PARTNER,
	{ 0 },
};

static const struct sijil_field session[] = {
	FIELD_CLASS,
	{ .name = "planned_minutes", .title = "Planned length", .hint = "From 15 minutes to 8 hours.",
	  .type = SIJIL_INT, .required = true, .min = 15, .max = 480, .unit = "minutes" },
	{ .name = "topic", .title = "Topic", .type = SIJIL_CHOICE,
	  .choices = "literacy|numeracy|health|rights|financial|digital|income_generation" },
	{ .name = "facilitator", .title = "Facilitator", .hint = "A code or initials, not a full name.",
	  .type = SIJIL_TEXT, .min = 1, .max = 32 },
	FIELD_PLANNED,
	FIELD_PARTNER,
	{ 0 },
};

static const struct sijil_field headcount[] = {
	FIELD_CLASS,
	{ .name = "present", .title = "Learners present", .type = SIJIL_INT, .required = true, .min = 0, .max = 200,
	  .unit = "persons" },
	{ .name = "planned_minutes", .title = "Planned length", .hint = "Without it the head count adds no hours.",
	  .type = SIJIL_INT, .min = 15, .max = 480, .unit = "minutes" },
	FIELD_PARTNER,
	{ 0 },
};

static const struct sijil_field assessment[] = {
	{ .name = "domain", .title = "Domain", .type = SIJIL_CHOICE, .required = true,
	  .choices = "reading|writing|numeracy|digital" },
	FIELD_TEST_TYPE,
	{ .name = "level", .title = "Level reached", .hint = "0 (none) to 4.",
	  .type = SIJIL_INT, .required = true, .min = 0, .max = 4 },
	FIELD_SCORE,
	{ .name = "pass", .title = "Passed", .type = SIJIL_BOOL },
	FIELD_TOOL,
	FIELD_FORM,
	{ 0 },
};

static const struct sijil_field level_completion[] = {
	{ .name = "level", .title = "Level", .hint = "The level she is enrolled in.",
	  .type = SIJIL_INT, .required = true, .min = 1, .max = 2 },
	{ .name = "result", .title = "Result", .hint = "absent: she did not come to the final examination.",
	  .type = SIJIL_CHOICE, .required = true, .choices = "pass|fail|absent" },
	{ .name = "attestation", .title = "Number of the attestation", .type = SIJIL_TEXT, .min = 1, .max = 32 },
	{ 0 },
};

static const struct sijil_field leaving[] = {
	{ .name = "reason", .title = "Reason", .type = SIJIL_CHOICE, .required = true,
	  .choices = "dropout|work|family|marriage|health|moved|deceased|class_closed|unknown" },
	{ 0 },
};

static const struct sijil_field follow_up[] = {
	{ .name = "months", .title = "Months since the course ended", .type = SIJIL_INT, .required = true,
	  .choices = "6|12", .unit = "months" },
	{ .name = "uses_skills", .title = "Uses what she learnt", .type = SIJIL_BOOL },
	{ .name = "joined_cooperative", .title = "Joined a cooperative", .type = SIJIL_BOOL },
	{ .name = "started_income_activity", .title = "Started an activity that earns money", .type = SIJIL_BOOL },
	{ .name = "enrolled_further", .title = "Enrolled in further learning", .type = SIJIL_BOOL },
	{ 0 },
};

const struct sijil_kind womens_literacy_kinds[] = {
	{ .name = "enrolment", .title = "Enrolment", .subject = SIJIL_PERSON, .role = SIJIL_OPENS,
	  .fields = enrolment },
	KIND_SESSION(session),
	KIND_ATTENDANCE,
	{ .name = "headcount", .title = "Head count", .subject = SIJIL_SITE, .outliers = "present",
	  .outliers_among = "cohort", .fields = headcount },
	KIND_ASSESSMENT(assessment),
	/*
	 * An enrolment is for one level, so the final result of that level ends its spell, whatever the result: who
	 * fails or misses the examination, like who passes, needs a new enrolment to learn on.
	 */
	{ .name = "level_completion", .title = "Level completion", .subject = SIJIL_PERSON, .role = SIJIL_CLOSES,
	  .fields = level_completion },
	{ .name = "exit", .title = "Exit", .subject = SIJIL_PERSON, .role = SIJIL_CLOSES, .fields = leaving },
	{ .name = "follow_up", .title = "Follow-up", .subject = SIJIL_PERSON, .fields = follow_up },
	{ 0 },
};

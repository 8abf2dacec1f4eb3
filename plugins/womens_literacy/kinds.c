#include "womens_literacy.h"

static const struct sijil_field enrolment[] = {
	{ .name = "birth_year", .title = "Year of birth", .hint = "The year only, never the full date.",
	  .type = SIJIL_INT, .required = true, .min = 1900, .max = 2100 },
	{ .name = "level", .title = "Level", .hint = "1 literacy, 2 post-literacy.",
	  .type = SIJIL_INT, .required = true, .min = 1, .max = 2 },
	{ .name = "sex", .title = "Sex", .hint = "F, M, or U if not known.",
	  .type = SIJIL_CHOICE, .choices = "F|M|U", .preset = "F" },
	{ .name = "area", .title = "Area", .type = SIJIL_CHOICE, .choices = "urban|rural|U" },
	{ .name = "cohort", .title = "Cohort", .hint = "The class, as its sessions name it.",
	  .type = SIJIL_TEXT, .min = 1, .max = 32 },
	{ .name = "provider", .title = "Provider", .type = SIJIL_CHOICE,
	  .choices = "association|mosque|public_operator|company|other" },
	{ .name = "disability", .title = "Functional difficulty",
	  .hint = "wg_positive: a lot of difficulty, or cannot do, in at least one Washington Group domain.",
	  .type = SIJIL_CHOICE, .choices = "none|some_difficulty|wg_positive|unknown" },
	{ .name = "years_schooling", .title = "Years at school", .type = SIJIL_INT, .min = 0, .max = 16,
	  .unit = "years" },
	{ .name = "mother_tongue", .title = "Mother tongue", .type = SIJIL_CHOICE, .choices = "arabic|amazigh|other" },
	{ .name = "planned_hours", .title = "Planned hours of the level", .type = SIJIL_INT, .min = 1, .max = 2000,
	  .unit = "hours" },
	{ .name = "prior_attestation", .title = "Level-1 attestation",
	  .hint = "Its number, if it was earned elsewhere.", .type = SIJIL_TEXT, .min = 1, .max = 32 },
	{ 0 },
};

static const struct sijil_field session[] = {
	{ .name = "cohort", .title = "Cohort", .hint = "The class, as its learners' enrolments name it.",
	  .type = SIJIL_TEXT, .required = true, .min = 1, .max = 32 },
	{ .name = "planned_minutes", .title = "Planned length", .hint = "From 15 minutes to 8 hours.",
	  .type = SIJIL_INT, .required = true, .min = 15, .max = 480, .unit = "minutes" },
	{ .name = "topic", .title = "Topic", .type = SIJIL_CHOICE,
	  .choices = "literacy|numeracy|health|rights|financial|digital|income_generation" },
	{ .name = "facilitator", .title = "Facilitator", .hint = "A code or initials, not a full name.",
	  .type = SIJIL_TEXT, .min = 1, .max = 32 },
	{ .name = "planned", .title = "Only planned so far",
	  .hint = "true allows a date in the future, and keeps the cohort's learners enrolled until then.",
	  .type = SIJIL_BOOL },
	{ 0 },
};

static const struct sijil_field attendance[] = {
	{ .name = "session", .title = "Session", .hint = "Its cohort and date (evening-a/2024-10-07), or its number.",
	  .type = SIJIL_ENTRY, .refers = "session" },
	{ .name = "status", .title = "Status", .type = SIJIL_CHOICE, .required = true,
	  .choices = "present|late|excused|absent" },
	{ .name = "minutes", .title = "Minutes attended", .hint = "May be left out if present for the whole session.",
	  .type = SIJIL_INT, .min = 0, .max = 600, .unit = "minutes",
	  .otherwise = "planned_minutes", .otherwise_when = "status=present" },
	{ .name = "cohort", .title = "Cohort", .hint = "Only for a paper register without sessions.",
	  .type = SIJIL_TEXT, .min = 1, .max = 32, .otherwise = "session.cohort" },
	{ .name = "planned_minutes", .title = "Planned length", .hint = "Only for a paper register without sessions.",
	  .type = SIJIL_INT, .min = 15, .max = 600, .unit = "minutes", .otherwise = "session.planned_minutes" },
	{ 0 },
};

static const struct sijil_field headcount[] = {
	{ .name = "cohort", .title = "Cohort", .type = SIJIL_TEXT, .required = true, .min = 1, .max = 32 },
	{ .name = "present", .title = "Learners present", .type = SIJIL_INT, .required = true, .min = 0, .max = 200,
	  .unit = "persons" },
	{ .name = "planned_minutes", .title = "Planned length", .hint = "Without it the head count adds no hours.",
	  .type = SIJIL_INT, .min = 15, .max = 480, .unit = "minutes" },
	{ 0 },
};

static const struct sijil_field assessment[] = {
	{ .name = "domain", .title = "Domain", .type = SIJIL_CHOICE, .required = true,
	  .choices = "reading|writing|numeracy|digital" },
	{ .name = "type", .title = "Type", .type = SIJIL_CHOICE, .required = true, .choices = "entry|progress|exit" },
	{ .name = "level", .title = "Level reached", .hint = "0 (none) to 4.",
	  .type = SIJIL_INT, .required = true, .min = 0, .max = 4 },
	{ .name = "score", .title = "Score", .type = SIJIL_DECIMAL, .min = 0, .max = 100 },
	{ .name = "pass", .title = "Passed", .type = SIJIL_BOOL },
	{ .name = "tool", .title = "Test", .hint = "Name of the test.", .type = SIJIL_TEXT, .min = 1, .max = 32 },
	{ .name = "form", .title = "Form", .hint = "Which version of the test: a second test needs another one.",
	  .type = SIJIL_TEXT, .min = 1, .max = 16 },
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
	{ .name = "session", .title = "Session", .subject = SIJIL_SITE, .future_when = "planned=true",
	  .plans_for = "cohort", .refer_by = "cohort,day", .fields = session },
	{ .name = "attendance", .title = "Attendance", .subject = SIJIL_PERSON, .role = SIJIL_SERVES,
	  .serves_when = "minutes>0", .key = "session,person", .fields = attendance },
	{ .name = "headcount", .title = "Head count", .subject = SIJIL_SITE, .fields = headcount },
	{ .name = "assessment", .title = "Assessment", .subject = SIJIL_PERSON, .role = SIJIL_SERVES,
	  .fields = assessment },
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

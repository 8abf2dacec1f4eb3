#include "second_chance_schools.h"

#include "classes.h"

#define DESTINATIONS \
	"formal_school|vocational_training|apprenticeship|employment|self_employment|civic_service|none"

static const struct sijil_field enrolment[] = {
	{ .name = "sex", .title = "Sex", .hint = "F, M, or U if not known.",
	  .type = SIJIL_CHOICE, .required = true, .choices = "F|M|U" },
	FIELD_BIRTH_YEAR,
	{ .name = "track", .title = "Track", .hint = "What the learner is prepared for.",
	  .type = SIJIL_CHOICE, .required = true, .choices = "formal_return|vocational|mixed" },
	FIELD_COHORT,
	{ .name = "entry_level", .title = "Level at entry", .hint = "0 (none) to 5.",
	  .type = SIJIL_INT, .min = 0, .max = 5 },
	{ .name = "last_grade", .title = "Last grade completed", .hint = "0 if never at school, 12 for the last one.",
	  .type = SIJIL_INT, .min = 0, .max = 12, .unit = "grade" },
	{ .name = "left_school_year", .title = "Year of leaving school", .type = SIJIL_INT, .min = 1950, .max = 2100 },
	FIELD_DISABILITY,
	{ .name = "referral", .title = "Who sent the learner", .type = SIJIL_CHOICE,
	  .choices = "school|association|family|self|social_services|justice|other" },
	{ .name = "planned_end", .title = "Planned last day", .type = SIJIL_DATE },
	FIELD_PARTNER,
	{ 0 },
};

static const struct sijil_field session[] = {
	FIELD_CLASS,
	{ .name = "planned_minutes", .title = "Planned length", .hint = "From 15 minutes to 10 hours.",
	  .type = SIJIL_INT, .required = true, .min = 15, .max = 600, .unit = "minutes" },
	{ .name = "subject", .title = "Subject", .type = SIJIL_CHOICE,
	  .choices = "literacy|numeracy|french|arabic|life_skills|workshop|sport|other" },
	FIELD_PLANNED,
	FIELD_PARTNER,
	{ 0 },
};

static const struct sijil_field assessment[] = {
	{ .name = "domain", .title = "Domain", .type = SIJIL_CHOICE, .required = true,
	  .choices = "literacy|numeracy|french|vocational|life_skills" },
	FIELD_TEST_TYPE,
	{ .name = "level", .title = "Level reached", .hint = "0 (none) to 5.",
	  .type = SIJIL_INT, .required = true, .min = 0, .max = 5 },
	FIELD_SCORE,
	FIELD_TOOL,
	FIELD_FORM,
	{ 0 },
};

static const struct sijil_field placement[] = {
	{ .name = "employer", .title = "Employer", .type = SIJIL_TEXT, .required = true, .min = 1, .max = 64 },
	{ .name = "start", .title = "First day", .type = SIJIL_DATE, .required = true },
	{ .name = "end", .title = "Last day", .type = SIJIL_DATE },
	{ .name = "hours", .title = "Hours", .type = SIJIL_INT, .min = 0, .max = 2000, .unit = "hours" },
	{ 0 },
};

static const struct sijil_field completion[] = {
	{ .name = "award", .title = "Award", .type = SIJIL_CHOICE, .choices = "certificate|attestation|none" },
	{ .name = "award_ref", .title = "Number of the award", .type = SIJIL_TEXT, .min = 1, .max = 32 },
	{ 0 },
};

static const struct sijil_field leaving[] = {
	{ .name = "reason", .title = "Reason", .type = SIJIL_CHOICE, .required = true,
	  .choices = "dropout|moved|work|marriage|health|family|expelled|deceased|unknown" },
	{ .name = "trial", .title = "During the trial period",
	  .hint = "true: the learner tried the school and did not stay.", .type = SIJIL_BOOL },
	{ 0 },
};

static const struct sijil_field outcome[] = {
	{ .name = "destination", .title = "What the learner does now", .type = SIJIL_CHOICE, .required = true,
	  .choices = DESTINATIONS },
	{ .name = "contract_months", .title = "Length of the work contract",
	  .hint = "In whole months; 120 for a permanent one.",
	  .type = SIJIL_INT, .min = 0, .max = 120, .unit = "months" },
	{ .name = "evidence", .title = "Evidence", .type = SIJIL_CHOICE, .choices = "document|phone|declared" },
	{ .name = "institution", .title = "School, centre or employer", .type = SIJIL_TEXT, .min = 1, .max = 64 },
	{ 0 },
};

static const struct sijil_field follow_up[] = {
	{ .name = "months", .title = "Months since the outcome", .type = SIJIL_INT, .required = true,
	  .choices = "3|6|12", .unit = "months" },
	{ .name = "still_in_destination", .title = "Still there", .type = SIJIL_CHOICE, .required = true,
	  .choices = "yes|no|unreachable" },
	{ .name = "destination", .title = "What the learner does now", .type = SIJIL_CHOICE, .choices = DESTINATIONS },
	{ 0 },
};

const struct sijil_kind second_chance_kinds[] = {
	{ .name = "enrolment", .title = "Enrolment", .subject = SIJIL_PERSON, .role = SIJIL_OPENS,
	  .fields = enrolment },
	KIND_SESSION(session),
	KIND_ATTENDANCE,
	KIND_ASSESSMENT(assessment),
	{ .name = "placement", .title = "Work placement", .subject = SIJIL_PERSON, .role = SIJIL_SERVES,
	  .fields = placement },
	{ .name = "completion", .title = "Completion", .subject = SIJIL_PERSON, .role = SIJIL_CLOSES,
	  .fields = completion },
	{ .name = "exit", .title = "Exit", .subject = SIJIL_PERSON, .role = SIJIL_CLOSES, .fields = leaving },
	{ .name = "outcome", .title = "Outcome", .subject = SIJIL_PERSON, .fields = outcome },
	{ .name = "follow_up", .title = "Follow-up", .subject = SIJIL_PERSON, .fields = follow_up },
	{ 0 },
};

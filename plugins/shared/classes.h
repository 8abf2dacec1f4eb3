/*
 * What the two plugins with classes have in common: learners who attend sessions and are tested.  Rows of their tables,
 * as macros where a plugin's code or wording goes in; there is nothing here to link with.
 */
#ifndef CLASSES_H
#define CLASSES_H

#include <sijil/plugin.h>

/* --- fields --- */

#define FIELD_BIRTH_YEAR                                                                                    \
	{ .name = "birth_year", .title = "Year of birth", .hint = "The year only, never the full date.",    \
	  .type = SIJIL_INT, .required = true, .min = 1900, .max = 2100 }

/* Of an enrolment. */
#define FIELD_COHORT                                                                       \
	{ .name = "cohort", .title = "Cohort", .hint = "The class, as its sessions name it.", \
	  .type = SIJIL_TEXT, .min = 1, .max = 32 }

/* Of a session, or of a head count. */
#define FIELD_CLASS                                                                                     \
	{ .name = "cohort", .title = "Cohort", .hint = "The class, as its learners' enrolments name it.", \
	  .type = SIJIL_TEXT, .required = true, .min = 1, .max = 32 }

#define FIELD_PARTNER                                                                                    \
	{ .name = "partner", .title = "Partner organisation", .hint = "Its id, as in sijil.yaml.", \
	  .type = SIJIL_TEXT, .min = 1, .max = 64 }

#define FIELD_DISABILITY                                                                                         \
	{ .name = "disability", .title = "Functional difficulty",                                                \
	  .hint = "wg_positive: a lot of difficulty, or cannot do, in at least one Washington Group domain.", \
	  .type = SIJIL_CHOICE, .choices = "none|some_difficulty|wg_positive|unknown" }

#define FIELD_PLANNED                                                                                         \
	{ .name = "planned", .title = "Only planned so far",                                                  \
	  .hint = "true allows a date in the future, and keeps the cohort's learners enrolled until then.", \
	  .type = SIJIL_BOOL }

#define FIELD_TEST_TYPE \
	{ .name = "type", .title = "Type", .type = SIJIL_CHOICE, .required = true, .choices = "entry|progress|exit" }

#define FIELD_SCORE { .name = "score", .title = "Score", .type = SIJIL_DECIMAL, .min = 0, .max = 100 }

#define FIELD_TOOL { .name = "tool", .title = "Test", .hint = "Name of the test.", .type = SIJIL_TEXT, .min = 1, .max = 32 }

#define FIELD_FORM                                                                                                \
	{ .name = "form", .title = "Form", .hint = "Which version of the test: a second test needs another one.", \
	  .type = SIJIL_TEXT, .min = 1, .max = 16 }

static const struct sijil_field classes_attendance[] = {
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

/* --- kinds --- */

#define KIND_SESSION(table)                                                                                     \
	{ .name = "session", .title = "Session", .subject = SIJIL_SITE, .future_when = "planned=true",        \
	  .plans_for = "cohort", .refer_by = "cohort,day", .fields = table }

#define KIND_ATTENDANCE                                                                                             \
	{ .name = "attendance", .title = "Attendance", .subject = SIJIL_PERSON, .role = SIJIL_SERVES,             \
	  .serves_when = "minutes>0", .service = "minutes", .key = "session,person", .fields = classes_attendance }

/* A later test is compared with the latest entry test of the same domain. */
#define KIND_ASSESSMENT(table)                                                                                \
	{ .name = "assessment", .title = "Assessment", .subject = SIJIL_PERSON, .role = SIJIL_SERVES,         \
	  .baseline_when = "type=entry", .baseline_key = "domain", .fields = table }

/* --- rules: each takes its code in the plugin --- */

#define RULES_CLASS_KNOWN                                                                                            \
	/* Both hold through the session when there is one: what it planned stands in. */                          \
	{ .code = "CORE-E01", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "attendance", .must = "?cohort", \
	  .field = "cohort", .message = "no session is named, and no cohort either",                             \
	  .remedy = "name the session, or give cohort and planned_minutes as the paper register has them" },     \
	{ .code = "CORE-E01", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "attendance",             \
	  .must = "?planned_minutes", .field = "planned_minutes",                                                \
	  .message = "no session is named, and no planned_minutes either",                                       \
	  .remedy = "name the session, or give cohort and planned_minutes as the paper register has them" }

#define RULE_TOO_MANY_MINUTES(c)                                                                             \
	{ .code = c, .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "attendance",                    \
	  .must = "minutes<=@planned_minutes", .field = "minutes",                                           \
	  .message = "more minutes attended than the session was planned for",                               \
	  .remedy = "correct the minutes, or the session's planned_minutes" }

#define RULE_MINUTES_OF_ABSENT(c)                                                          \
	{ .code = c, .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "attendance",  \
	  .when = "status=absent|excused", .must = "minutes=0", .field = "minutes",        \
	  .message = "marked as not there, but with minutes attended",                     \
	  .remedy = "correct the status or the minutes" }

/* The natural key of the kind: the engine lets this row speak for its CORE-E09. */
#define RULE_ATTENDED_TWICE(c)                                                                                   \
	{ .code = c, .severity = SIJIL_ERROR, .check = SIJIL_UNIQUE, .kinds = "attendance",                      \
	  .key = "session,person", .field = "session",                                                           \
	  .message = "the person's attendance of this session is logged already",                                \
	  .remedy = "correct the first one instead (sijil amend), or correct the session or the person's code" }

#define RULES_TESTED_TOO_SOON(c)                                                                                  \
	{ .code = c, .severity = SIJIL_WARNING, .check = SIJIL_MUST, .kinds = "assessment",                       \
	  .when = "type=progress|exit,?base.level,$posttest_min_hours>0",                                         \
	  .must = "served_before-base.served>=@$posttest_min_hours*60", .field = "type",                          \
	  .message = "tested again after fewer hours than the option posttest_min_hours asks for, so the two tests " \
		     "are no valid pair",                                                                         \
	  .remedy = "test later, log the attendance that is missing, or acknowledge why it was early" },          \
	{ .code = c, .severity = SIJIL_WARNING, .check = SIJIL_UNIQUE, .kinds = "assessment",                     \
	  .when = "?form", .key = "person,domain,tool,form", .field = "form",                                     \
	  .message = "the person took the same form of this test before: the result shows memory as well as "     \
		     "learning",                                                                                  \
	  .remedy = "use another form, or correct it here" }

#define RULES_LEVEL_FELL(c)                                                                                    \
	{ .code = c, .severity = SIJIL_WARNING, .check = SIJIL_PREVIOUS, .kinds = "assessment",                \
	  .key = "domain,tool", .must = "level<=@level", .field = "level",                                     \
	  .message = "a lower level than at the assessment before, in the same domain and test",               \
	  .remedy = "check both levels, or acknowledge that the person fell back" }

/* --- metrics --- */

#define MEASURES(...) (const struct sijil_measure[]){ __VA_ARGS__, { 0 } }
#define ALSO(...) (const struct sijil_also[]){ __VA_ARGS__, { 0 } }

/* Of an assessment: it can be compared with its entry test, since enough was taught between them and the form is not
 * known to be the same. */
#define VALID_PAIR "type=progress|exit,?base.level,form!=@base.form,served_before-base.served>=@$posttest_min_hours*60"

/* A participant, as the American system has it: 12 contact hours. */
#define PARTICIPANT "served>=720"

#define MINUTES_ATTENDED { .take = SIJIL_SUM, .kind = "attendance", .of = "minutes", .where = "status=present|late" }

/* Rows whose minutes were not recorded are in neither side. */
#define MINUTES_PLANNED                                                                            \
	{ .take = SIJIL_SUM, .title = "attended", .kind = "attendance", .of = "planned_minutes",   \
	  .where = "status=present|late,?minutes" },                                               \
	{ .take = SIJIL_SUM, .title = "absent", .kind = "attendance", .of = "planned_minutes",     \
	  .where = "status=absent" },                                                              \
	{ .take = SIJIL_SUM, .title = "excused", .kind = "attendance", .of = "planned_minutes",    \
	  .where = "status=excused,$excused_in_denominator=true" }

#define LEVEL_GAIN_RATE                                                                                            \
	.code = "level_gain_rate", .title = "Level gain rate", .unit = "%",                                        \
	.definition = "Persons whose latest comparable test in some domain shows a higher level than their entry test, " \
		      "of all persons with a valid pair of tests in the period: posttest_min_hours attended between "  \
		      "them, and not the same form.",                                                              \
	.comparable = "NRS measurable skill gain, educational functioning level (United States)",                  \
	.direction = SIJIL_UP, .scale = 100, .decimals = 1, .persons = true, .ratio = true,                        \
	.numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "assessment", .where = VALID_PAIR,                  \
				.latest_by = "domain", .latest_where = "level>@base.level" }),                     \
	.denominator = MEASURES({ .take = SIJIL_PERSONS, .kind = "assessment", .where = VALID_PAIR })

#define POSTTEST_RATE                                                                                              \
	.code = "posttest_rate", .title = "Post-test rate", .unit = "%",                                           \
	.definition = "Persons with a valid pair of tests, of all persons enrolled on at least one day of the period " \
		      "who had attended 12 hours or more by its end.",                                             \
	.comparable = "NRS post-test rate (United States)",                                                        \
	.direction = SIJIL_UP, .scale = 100, .decimals = 1, .persons = true, .ratio = true,                        \
	.numerator = MEASURES({ .take = SIJIL_PERSONS, .spells = SIJIL_ACTIVE, .where = PARTICIPANT,               \
				.also = ALSO({ SIJIL_ANY_MEETS, "assessment", VALID_PAIR }) }),                    \
	.denominator = MEASURES({ .take = SIJIL_PERSONS, .spells = SIJIL_ACTIVE, .where = PARTICIPANT })

/*
 * The path from enrolment to outcome: one row a step, each of the same enrolled persons, whether or not they took the
 * steps between.  The first step is the metric that counts these persons.
 */
#define FUNNEL "From enrolment to outcome"
#define ENROLLED .take = SIJIL_PERSONS, .spells = SIJIL_ACTIVE
#define FUNNEL_STEP(c, t)                                                                                         \
	.code = c, .title = t, .unit = "%", .direction = SIJIL_UP, .scale = 100, .decimals = 1, .persons = true,  \
	.beside = FUNNEL, .ratio = true, .denominator = MEASURES({ ENROLLED })
#define FUNNEL_ATTENDED                                                                                           \
	FUNNEL_STEP("funnel_attended", "Attended at least once"),                                                 \
	.definition = "Persons enrolled on at least one day of the period who had attended some minutes by its end, of all " \
		      "persons enrolled in it.",                                                                  \
	.numerator = MEASURES({ ENROLLED, .where = "served>0" })
#define FUNNEL_ASSESSED                                                                                           \
	FUNNEL_STEP("funnel_assessed", "Assessed at least once"),                                                 \
	.definition = "Persons enrolled on at least one day of the period who had been assessed by its end, of all persons " \
		      "enrolled in it.",                                                                          \
	.numerator = MEASURES({ ENROLLED, .also = ALSO({ SIJIL_ANY_MEETS, "assessment", NULL }) })

/* Of budget lines: those in another currency than the city's are printed apart. */
#define IN_CITY_CURRENCY "currency=@city.currency"
#define IN_ANOTHER_CURRENCY "currency!=@city.currency"
#define MONEY_SPENT \
	{ .take = SIJIL_SUM, .kind = "budget_line", .of = "amount", .where = "phase=spent," IN_CITY_CURRENCY }
#define MONEY_SPENT_APART                                                                                      \
	{ .take = SIJIL_SUM, .title = "spent in a currency named in the line", .kind = "budget_line", .of = "amount", \
	  .where = "phase=spent," IN_ANOTHER_CURRENCY }

#endif

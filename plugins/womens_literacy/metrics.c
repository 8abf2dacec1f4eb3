/*
 * A spell is one woman's course at one level, from an enrolment to the level's result, an exit, or the last service
 * before a lapse.  `!=` holds for a spell that nothing closed.
 */
#include "womens_literacy.h"

#include "classes.h"

/* Of a six-month follow-up: what it found is known. */
#define SAID "?joined_cooperative"
#define SAID_2 "!joined_cooperative,?started_income_activity"
#define SAID_3 "!joined_cooperative,!started_income_activity,?enrolled_further"
#define SAID_NOTHING "!joined_cooperative,!started_income_activity,!enrolled_further"
#define SIX_MONTHS(said) .take = SIJIL_COUNT, .kind = "follow_up", .where = "months=6," said

#define PASSED .where = "close.result=pass"
#define FOUND(said) { SIJIL_LATEST_MEETS, "follow_up", said }

#define COMPLETIONS(results) { .take = SIJIL_COUNT, .kind = "level_completion", .where = "result=" results }

const struct sijil_metric womens_literacy_metrics[] = {
	{ .code = "participants", .title = "Participants", .unit = "persons",
	  .definition = "Different persons enrolled on at least one day of the period.",
	  .comparable = "ANLCA beneficiaries (Morocco)", .direction = SIJIL_UP, .scale = 1, .persons = true,
	  .beside = FUNNEL,
	  .breakdowns = "age_band,area,level,provider,sex,site,disability,partner",
	  .numerator = MEASURES({ ENROLLED }),
	  .population = { .what = "participants", .age = "15+" } },

	/* Those who were only counted as heads attended too, but nobody knows who they were. */
	{ FUNNEL_ATTENDED, .population = { .what = "participants", .age = "15+" } },
	{ FUNNEL_ASSESSED, .population = { .what = "participants", .age = "15+" } },
	{ FUNNEL_STEP("funnel_completed", "Passed the level"),
	  .definition = "Persons enrolled on at least one day of the period who passed the level in it, of all persons "
			"enrolled in it.",
	  .numerator = MEASURES({ ENROLLED, PASSED }),
	  .population = { .what = "participants", .age = "15+" } },
	/* The latest follow-up is the person's, so that nobody is in two parts by two enrolments. */
	{ FUNNEL_STEP("funnel_outcome", "Positive outcome"),
	  .definition = "Persons who passed the level in the period and whom the latest follow-up found in a cooperative, "
			"earning by an activity of their own, or enrolled further, of all persons enrolled on at least one day of "
			"it.",
	  .numerator = MEASURES(
		  { ENROLLED, PASSED, .title = "cooperative", .also = ALSO(FOUND("joined_cooperative=true")) },
		  { ENROLLED, PASSED, .title = "own activity only",
		    .also = ALSO(FOUND("joined_cooperative!=true,started_income_activity=true")) },
		  { ENROLLED, PASSED, .title = "further learning only",
		    .also = ALSO(FOUND("joined_cooperative!=true,started_income_activity!=true,enrolled_further=true")) }),
	  .population = { .what = "participants", .age = "15+" } },

	{ .code = "coverage", .title = "Coverage", .unit = "%",
	  .definition = "Women of 15 and over enrolled on at least one day of the period, of the latest estimate of "
			"illiterate women of 15 and over.",
	  .comparable = "SDG 4.6.3", .direction = SIJIL_UP, .scale = 100, .decimals = 2, .persons = true,
	  .breakdowns = "area", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .spells = SIJIL_ACTIVE, .where = "sex=F,age>=15" }),
	  .denominator = MEASURES({ .take = SIJIL_STANDING, .kind = "population_estimate", .of = "value",
				    .where = "population=illiterate women,sex=F,age_min=15,!age_max",
				    .reference = "illiterate_women", .parts = "area=urban|rural", .year_by = "year" }),
	  .population = { .what = "illiterate women", .sex = "F", .age = "15+" } },

	{ .code = "learner_hours", .title = "Learner hours", .unit = "hours",
	  .definition = "Minutes attended, plus learners counted times planned minutes where a class only counts "
			"heads, divided by 60.",
	  .comparable = "NRS attendance hours (United States)", .direction = SIJIL_UP, .scale = 1, .per = 60,
	  .decimals = 1, .breakdowns = "site,partner",
	  .numerator = MEASURES(
		  { .take = SIJIL_SUM, .title = "attendance", .kind = "attendance", .of = "minutes",
		    .where = "status=present|late" },
		  { .take = SIJIL_SUM, .title = "headcount", .kind = "headcount", .of = "present*planned_minutes" }),
	  .population = { .what = "participants", .age = "15+" } },

	{ .code = "hours_per_participant", .title = "Hours per participant", .unit = "hours",
	  .definition = "Hours attended, divided by the different persons with at least one attendance row, absences "
			"included; head counts are in neither.",
	  .direction = SIJIL_UP, .scale = 1, .per = 60, .decimals = 1, .persons = true,
	  .breakdowns = "level,disability,partner", .ratio = true, .numerator = MEASURES(MINUTES_ATTENDED),
	  .denominator = MEASURES({ .take = SIJIL_PERSONS, .kind = "attendance" }),
	  .aside = MEASURES({ .take = SIJIL_SUM, .title = "learner minutes from head counts", .kind = "headcount",
			      .of = "present*planned_minutes" }),
	  .population = { .what = "participants", .age = "15+" } },

	{ .code = "attendance_rate", .title = "Attendance rate", .unit = "%",
	  .definition = "Minutes attended, of the planned minutes of learners present, late or absent; excused "
			"absences count only if the option excused_in_denominator says so, head counts never.",
	  .comparable = "Zambia EMIS", .direction = SIJIL_UP, .scale = 100, .decimals = 1,
	  .breakdowns = "age_band,cohort,disability,partner", .ratio = true,
	  .numerator = MEASURES(MINUTES_ATTENDED), .denominator = MEASURES(MINUTES_PLANNED),
	  .population = { .what = "participants", .age = "15+" } },

	{ .code = "pass_rate", .title = "Pass rate", .unit = "%",
	  .definition = "Levels passed, of the levels passed or failed in the period; those absent from the "
			"examination are printed apart.",
	  .comparable = "mosque programme success rate (Morocco, 85.5 %)", .direction = SIJIL_UP, .scale = 100,
	  .decimals = 1, .persons = true, .breakdowns = "level,provider,disability,partner", .ratio = true,
	  .numerator = MEASURES(COMPLETIONS("pass")), .denominator = MEASURES(COMPLETIONS("pass|fail")),
	  .aside = MEASURES({ .take = SIJIL_COUNT, .title = "absent from the examination", .kind = "level_completion",
			      .where = "result=absent" }),
	  .population = { .what = "participants examined", .age = "15+" } },

	{ .code = "exam_presence", .title = "Examination presence", .unit = "%",
	  .definition = "Level results pass or fail, of all level results in the period, absences included.",
	  .direction = SIJIL_UP, .scale = 100, .decimals = 1, .persons = true,
	  .breakdowns = "level,disability,partner", .ratio = true,
	  .numerator = MEASURES(COMPLETIONS("pass|fail")), .denominator = MEASURES(COMPLETIONS("pass|fail|absent")),
	  .population = { .what = "participants expected", .age = "15+" } },

	{ .code = "l1_l2_transition", .title = "Transition to level 2", .unit = "%",
	  .definition = "Persons who passed level 1 in the period before and then enrolled at level 2 by the end of "
			"this one, of all persons who passed level 1 in the period before.",
	  .comparable = "L1-L2 integration (Morocco, target 65 %)", .direction = SIJIL_UP, .scale = 100, .decimals = 1,
	  .persons = true, .breakdowns = "area,disability,partner", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "level_completion", .where = "level=1,result=pass",
				  .also = ALSO({ SIJIL_ANY_MEETS, "enrolment", "level=2,day>=@unit.day" }),
				  .previous = true }),
	  .denominator = MEASURES({ .take = SIJIL_PERSONS, .kind = "level_completion", .where = "level=1,result=pass",
				    .previous = true }),
	  .population = { .what = "participants who passed level 1", .age = "15+" } },

	{ .code = "completion_rate", .title = "Completion rate", .unit = "%",
	  .definition = "Enrolments that ended in the period with the level passed, of all that ended in it other "
			"than by a move, death or the closing of the class.",
	  .direction = SIJIL_UP, .scale = 100, .decimals = 1, .persons = true,
	  .breakdowns = "level,disability,partner", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_CLOSED, .where = "close.result=pass" }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_CLOSED,
				    .where = "close.reason!=moved,close.reason!=deceased,close.reason!=class_closed" }),
	  .population = { .what = "participants who ended", .age = "15+" } },

	{ .code = "dropout_rate", .title = "Dropout rate", .unit = "%",
	  .definition = "Enrolments that ended in the period by dropping out, work, family, marriage, health, an "
			"unknown reason or a lapse, of all enrolments with a day in it.",
	  .direction = SIJIL_DOWN, .scale = 100, .decimals = 1, .persons = true,
	  .breakdowns = "age_band,area,disability,partner", .ratio = true,
	  .numerator = MEASURES(
		  { .take = SIJIL_COUNT, .title = "left", .spells = SIJIL_CLOSED,
		    .where = "close.reason=dropout|work|family|marriage|health|unknown" },
		  { .take = SIJIL_COUNT, .title = "lapsed", .spells = SIJIL_LAPSED }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_ACTIVE }),
	  .population = { .what = "participants", .age = "15+" } },

	{ LEVEL_GAIN_RATE, .breakdowns = "domain,disability,partner",
	  .population = { .what = "participants tested twice", .age = "15+" } },

	{ POSTTEST_RATE, .breakdowns = "site,disability,partner",
	  .population = { .what = "participants with 12 hours", .age = "15+" } },

	{ .code = "new_literates", .title = "New literates", .unit = "persons",
	  .definition = "Women who were below the literate level at entry and reached it in both reading and writing "
			"in the period, by their latest assessments.",
	  .direction = SIJIL_UP, .scale = 1, .persons = true,
	  .breakdowns = "age_band,disability,partner", .needs = "assessment",
	  .population = { .what = "participants", .sex = "F", .age = "15+" },
	  .fold = womens_literacy_new_literates },

	/* Whom it speaks of beyond that is said by the reference. */
	{ .code = "est_illiteracy_effect", .title = "Estimated effect on female illiteracy",
	  .unit = "percentage points",
	  .definition = "New literates of the period, as a share of all women of 15 and over: a modelled contribution, "
			"not a measured rate.",
	  .direction = SIJIL_DOWN, .scale = -100, .decimals = 3, .persons = true, .estimate = true,
	  .breakdowns = "area", .needs = "assessment", .ratio = true,
	  .denominator = MEASURES({ .take = SIJIL_STANDING, .kind = "population_estimate", .of = "value",
				    .where = "population=women|inhabitants|residents,sex=F,age_min=15,!age_max",
				    .reference = "women_15plus", .parts = "area=urban|rural", .year_by = "year" }),
	  .population = { .sex = "F", .age = "15+" }, .fold = womens_literacy_new_literates },

	/* Three disjoint parts, so that a woman with two of them counts once. */
	{ .code = "empowerment_6m", .title = "Empowerment after six months", .unit = "%",
	  .definition = "Six-month follow-ups that found her in a cooperative, earning by an activity she started, or "
			"enrolled further, of all six-month follow-ups that say so of any of the three.",
	  .comparable = "GNLC key feature 1", .direction = SIJIL_UP, .scale = 100, .decimals = 1, .persons = true,
	  .breakdowns = "disability,partner", .ratio = true,
	  .numerator = MEASURES(
		  { .take = SIJIL_COUNT, .title = "cooperative", .kind = "follow_up",
		    .where = "months=6,joined_cooperative=true" },
		  { .take = SIJIL_COUNT, .title = "own activity only", .kind = "follow_up",
		    .where = "months=6,joined_cooperative!=true,started_income_activity=true" },
		  { .take = SIJIL_COUNT, .title = "further learning only", .kind = "follow_up",
		    .where = "months=6,joined_cooperative!=true,started_income_activity!=true,enrolled_further=true" }),
	  .denominator = MEASURES({ .title = "cooperative known", SIX_MONTHS(SAID) },
				  { .title = "only activity known", SIX_MONTHS(SAID_2) },
				  { .title = "only learning known", SIX_MONTHS(SAID_3) }),
	  .aside = MEASURES({ .title = "telling nothing of the three", SIX_MONTHS(SAID_NOTHING) }),
	  .population = { .what = "participants followed up", .age = "15+" } },

	{ .code = "cost_per_completer", .title = "Cost per level passed", .unit = "city currency",
	  .definition = "Money spent in the period, in the city's currency, divided by the levels passed in it.",
	  .direction = SIJIL_DOWN, .scale = 1, .decimals = 2, .persons = true, .breakdowns = "level", .ratio = true,
	  .numerator = MEASURES(MONEY_SPENT), .denominator = MEASURES(COMPLETIONS("pass")),
	  .aside = MEASURES(MONEY_SPENT_APART), .population = { .what = "participants who passed", .age = "15+" } },
	{ 0 },
};

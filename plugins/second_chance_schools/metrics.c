/*
 * A spell is one learner's time at the school, from an enrolment to a completion, an exit, or the last service
 * before a lapse.  `!=` holds for a spell that nothing closed: a lapsed spell has no reason, so it is not neutral.
 */
#include "second_chance_schools.h"

#include "classes.h"

/* Leaving for one of these says nothing about the school. */
#define NOT_NEUTRAL "close.reason!=moved,close.reason!=health,close.reason!=deceased"
#define PAST_TRIAL "length>@$trial_days," NOT_NEUTRAL

/* Three rates of three countries, with three denominators. */
#define SAME_LEARNERS "What became of the same learners"

#define HAS_COMPLETED "close.kind=completion"
#define COMPLETED .spells = SIJIL_CLOSED, .where = HAS_COMPLETED
#define CERTIFIED "close.award=certificate|attestation"
#define NOT_CERTIFIED "close.award!=certificate,close.award!=attestation"
/* @ of a further demand is its own entry, so what would be level>@base.level is a difference. */
#define GAIN VALID_PAIR ",level-base.level>0"
#define LED_TO(destinations) { SIJIL_LATEST_MEETS, "outcome", "destination=" destinations }

/* Positive outcomes that are old enough to have lasted six months. */
/* A follow-up is about the person's last outcome before it. */
#define HALF_A_YEAR_AGO .take = SIJIL_COUNT, .kind = "outcome", .until_next = true, .where = "months_ago>=6,destination=" POSITIVE
#define FOLLOWED_UP(said) "months>=6,day>=@unit.day,still_in_destination=" said

const struct sijil_metric second_chance_metrics[] = {
	{ .code = "learners_active", .title = "Learners", .unit = "persons",
	  .definition = "Different persons enrolled on at least one day of the period.",
	  .comparable = "GNLC key feature 4", .direction = SIJIL_UP, .scale = 1, .persons = true, .beside = FUNNEL,
	  .breakdowns = "sex,age_band,site,track,disability,partner",
	  .numerator = MEASURES({ ENROLLED }),
	  .population = { .what = "learners" } },

	{ FUNNEL_ATTENDED, .population = { .what = "learners" } },
	{ FUNNEL_ASSESSED, .population = { .what = "learners" } },
	{ FUNNEL_STEP("funnel_completed", "Completed"),
	  .definition = "Persons enrolled on at least one day of the period who completed in it, of all persons enrolled in it.",
	  .numerator = MEASURES({ ENROLLED, .where = HAS_COMPLETED }), .population = { .what = "learners" } },
	{ FUNNEL_STEP("funnel_outcome", "Positive outcome"),
	  .definition = "Persons who completed in the period and whose latest outcome is school, training or work, of all "
			"persons enrolled on at least one day of it.",
	  .numerator = MEASURES({ ENROLLED, .where = HAS_COMPLETED, .also = ALSO(LED_TO(POSITIVE)) }),
	  .population = { .what = "learners" } },

	{ .code = "new_enrolments", .title = "New enrolments", .unit = "enrolments",
	  .definition = "Enrolments that open in the period; a person who comes back counts again.",
	  .comparable = "E2C-NG beneficiaries (Morocco)", .direction = SIJIL_UP, .scale = 1, .persons = true,
	  .breakdowns = "sex,age_band,site,track,disability,partner",
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_OPENED }),
	  .population = { .what = "enrolments" } },

	{ .code = "contact_hours", .title = "Contact hours", .unit = "hours",
	  .definition = "Minutes attended by learners marked present or late, divided by 60.",
	  .comparable = "NRS attendance hours (United States)", .direction = SIJIL_UP, .scale = 1, .per = 60,
	  .decimals = 1, .breakdowns = "site,subject=session.subject,disability,partner",
	  .numerator = MEASURES(MINUTES_ATTENDED),
	  .population = { .what = "learners" } },

	{ .code = "attendance_rate", .title = "Attendance rate", .unit = "%",
	  .definition = "Minutes attended, of the planned minutes of learners present, late or absent; excused "
			"absences count only if the option excused_in_denominator says so.",
	  .comparable = "Zambia EMIS", .direction = SIJIL_UP, .scale = 100, .decimals = 1,
	  .breakdowns = "sex,site,cohort,disability,partner", .ratio = true,
	  .numerator = MEASURES(MINUTES_ATTENDED), .denominator = MEASURES(MINUTES_PLANNED),
	  .population = { .what = "learners" } },

	{ .code = "full_path_rate", .title = "Full path rate", .unit = "%",
	  .definition = "Completions, of all enrolments that ended in the period, without exits during the trial "
			"period, moves and deaths.",
	  .comparable = "E2C France, full paths (78 % in 2015)", .direction = SIJIL_UP, .scale = 100, .decimals = 1,
	  .persons = true, .breakdowns = "sex,track,disability,partner", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_COUNT, COMPLETED }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_CLOSED,
				    .where = "close.trial!=true,close.reason!=moved,close.reason!=deceased" }),
	  .population = { .what = "learners who ended" } },

	{ .code = "dropout_rate", .title = "Dropout rate", .unit = "%",
	  .definition = "Enrolments that ended in the period by dropping out, work, marriage, family, expulsion, an "
			"unknown reason or a lapse, of all enrolments with a day in it; moves, health and deaths are "
			"in neither.",
	  .direction = SIJIL_DOWN, .scale = 100, .decimals = 1, .persons = true,
	  .breakdowns = "sex,age_band,disability,partner", .ratio = true,
	  .numerator = MEASURES(
		  { .take = SIJIL_COUNT, .title = "left", .spells = SIJIL_CLOSED,
		    .where = "close.reason=dropout|work|marriage|family|expelled|unknown" },
		  { .take = SIJIL_COUNT, .title = "lapsed", .spells = SIJIL_LAPSED }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_ACTIVE, .where = NOT_NEUTRAL }),
	  .population = { .what = "learners" } },

	{ .code = "insertion_rate_ma", .title = "Insertion rate (Morocco)", .unit = "%",
	  .definition = "Persons who completed in the period and whose latest outcome is formal school, vocational "
			"training or working life, of all persons who completed in it.",
	  .comparable = "E2C-NG insertion rate (Morocco, 72 % = 16 + 21 + 35 in 2023-24)", .direction = SIJIL_UP,
	  .scale = 100, .decimals = 1, .persons = true, .beside = SAME_LEARNERS,
	  .breakdowns = "sex,track,disability,partner", .ratio = true,
	  .numerator = MEASURES(
		  { .take = SIJIL_PERSONS, .title = "formal", COMPLETED, .also = ALSO(LED_TO("formal_school")) },
		  { .take = SIJIL_PERSONS, .title = "vocational", COMPLETED,
		    .also = ALSO(LED_TO("vocational_training|apprenticeship")) },
		  { .take = SIJIL_PERSONS, .title = "working life", COMPLETED,
		    .also = ALSO(LED_TO("employment|self_employment")) }),
	  .denominator = MEASURES({ .take = SIJIL_PERSONS, COMPLETED }),
	  .population = { .what = "learners who completed" } },

	{ .code = "positive_exit_rate_e2c", .title = "Positive exit rate (E2C France)", .unit = "%",
	  .definition = "Enrolments of more than trial_days that ended in the period and led to formal school, "
			"training, apprenticeship or a work contract of more than 3 months, of all such enrolments "
			"that ended in it other than by a move, health or death; employment whose length is not known "
			"is in neither.",
	  .comparable = "E2C France, positive exits (62 % in 2023)", .direction = SIJIL_UP, .scale = 100, .decimals = 1,
	  .persons = true, .beside = SAME_LEARNERS, .breakdowns = "sex,disability,partner", .ratio = true,
	  .numerator = MEASURES(
		  { .take = SIJIL_COUNT, .title = "school or training", .spells = SIJIL_CLOSED, .where = PAST_TRIAL,
		    .also = ALSO(LED_TO("formal_school|vocational_training|apprenticeship")) },
		  { .take = SIJIL_COUNT, .title = "work contract", .spells = SIJIL_CLOSED, .where = PAST_TRIAL,
		    .also = ALSO(LED_TO("employment,contract_months>3")) }),
	  .denominator = MEASURES(
		  { .take = SIJIL_COUNT, .title = "without an outcome", .spells = SIJIL_CLOSED, .where = PAST_TRIAL,
		    .also = ALSO({ SIJIL_NEVER_MEETS, "outcome", NULL }) },
		  { .take = SIJIL_COUNT, .title = "not employed", .spells = SIJIL_CLOSED, .where = PAST_TRIAL,
		    .also = ALSO({ SIJIL_LATEST_MEETS, "outcome", "destination!=employment" }) },
		  { .take = SIJIL_COUNT, .title = "employed", .spells = SIJIL_CLOSED, .where = PAST_TRIAL,
		    .also = ALSO(LED_TO("employment,?contract_months")) }),
	  .aside = MEASURES({ .take = SIJIL_COUNT, .title = "employment of unknown length",
			      .spells = SIJIL_CLOSED, .where = PAST_TRIAL,
			      .also = ALSO(LED_TO("employment,!contract_months")) }),
	  .population = { .what = "learners who ended" } },

	/* Three disjoint parts, so that an enrolment with two kinds of gain counts once. */
	{ .code = "msg_rate", .title = "Measurable skill gain (United States)", .unit = "%",
	  .definition = "Enrolments with a day in the period and 12 hours attended by its end that show a level gain "
			"in a valid pair of tests, or else a completion with an award, or else a return to formal "
			"school, of all such enrolments.",
	  .comparable = "NRS measurable skill gain (United States)", .direction = SIJIL_UP, .scale = 100, .decimals = 1,
	  .persons = true, .beside = SAME_LEARNERS, .breakdowns = "sex,disability,partner", .ratio = true,
	  .numerator = MEASURES(
		  { .take = SIJIL_COUNT, .title = "level gain", .spells = SIJIL_ACTIVE, .where = PARTICIPANT,
		    .also = ALSO({ SIJIL_ANY_MEETS, "assessment", GAIN }) },
		  { .take = SIJIL_COUNT, .title = "award", .spells = SIJIL_ACTIVE, .where = PARTICIPANT "," CERTIFIED,
		    .also = ALSO({ SIJIL_NONE_MEETS, "assessment", GAIN }) },
		  { .take = SIJIL_COUNT, .title = "formal school", .spells = SIJIL_ACTIVE,
		    .where = PARTICIPANT "," NOT_CERTIFIED,
		    .also = ALSO({ SIJIL_NONE_MEETS, "assessment", GAIN }, LED_TO("formal_school")) }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_ACTIVE, .where = PARTICIPANT }),
	  .population = { .what = "learners with 12 hours" } },

	{ .code = "sustained_6m", .title = "Still there after six months", .unit = "%",
	  .definition = "Positive outcomes of the period whose follow-up at six months or later found the person still "
			"there, of all positive outcomes of the period that are at least six months old; those "
			"unreachable, or not followed up yet, are not known, and printed apart.",
	  .comparable = "E2C France, exits that last six months (71 % in 2015)", .direction = SIJIL_UP, .scale = 100,
	  .decimals = 1, .persons = true, .breakdowns = "sex,disability,partner", .ratio = true,
	  .numerator = MEASURES({ HALF_A_YEAR_AGO,
				  .also = ALSO({ SIJIL_EVER_MEETS, "follow_up", FOLLOWED_UP("yes") }) }),
	  .denominator = MEASURES({ HALF_A_YEAR_AGO }),
	  .aside = MEASURES(
		  { .title = "unreachable", HALF_A_YEAR_AGO,
		    .also = ALSO({ SIJIL_EVER_MEETS, "follow_up", FOLLOWED_UP("unreachable") },
				 { SIJIL_NEVER_MEETS, "follow_up", FOLLOWED_UP("yes|no") }) },
		  { .title = "not followed up yet", HALF_A_YEAR_AGO,
		    .also = ALSO({ SIJIL_NEVER_MEETS, "follow_up", FOLLOWED_UP("yes|no|unreachable") }) }),
	  .population = { .what = "learners with a destination" } },

	{ .code = "formal_reintegration_rate", .title = "Return to formal school", .unit = "%",
	  .definition = "Enrolments that ended in the period and led back to formal school, of all that ended in it.",
	  .comparable = "GNLC key feature 4 (reintegration)", .direction = SIJIL_UP, .scale = 100, .decimals = 1,
	  .persons = true, .breakdowns = "sex,age_band,disability,partner", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_CLOSED, .also = ALSO(LED_TO("formal_school")) }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_CLOSED }),
	  .population = { .what = "learners who ended" } },

	{ LEVEL_GAIN_RATE, .breakdowns = "sex,domain,disability,partner", .population = { .what = "learners tested twice" } },

	{ POSTTEST_RATE, .breakdowns = "site,disability,partner", .population = { .what = "learners with 12 hours" } },

	{ .code = "gpi_attendance", .title = "Gender parity of attendance", .unit = "ratio",
	  .definition = "Attendance rate of girls and women divided by that of boys and men; 1 is parity.",
	  .comparable = "SDG 4.5.1", .scale = 1, .decimals = 2, .ratio = true, .parity_of = "attendance_rate",
	  .parity_groups = "sex=F|M", .population = { .what = "learners" } },

	{ .code = "gpi_insertion", .title = "Gender parity of insertion", .unit = "ratio",
	  .definition = "Insertion rate of girls and women divided by that of boys and men; 1 is parity.",
	  .comparable = "SDG 4.5.1", .scale = 1, .decimals = 2, .ratio = true, .parity_of = "insertion_rate_ma",
	  .parity_groups = "sex=F|M", .population = { .what = "learners who completed" } },

	{ .code = "days_to_outcome", .title = "Days to the outcome", .unit = "days",
	  .definition = "Days from completion to the outcome, for outcomes of the period after a completion; the median.",
	  .direction = SIJIL_DOWN, .scale = 1, .decimals = 1, .persons = true, .breakdowns = "sex,disability,partner",
	  .numerator = MEASURES({ .take = SIJIL_MEDIAN, .kind = "outcome", .of = "day-close.day",
				  .where = "close.kind=completion,day>=@close.day" }),
	  .population = { .what = "learners who completed" } },

	{ .code = "at_risk", .title = "Learners at risk", .unit = "persons",
	  .definition = "Persons enrolled on the period's last day who in the 30 days before were absent without excuse "
			"four times or more, or had no service for more than 30 days.",
	  .comparable = "OpenEMIS risks", .direction = SIJIL_DOWN, .scale = 1, .persons = true,
	  .breakdowns = "site,disability,partner", .population = { .what = "learners" },
	  .fold = second_chance_at_risk },

	{ .code = "cost_per_completer", .title = "Cost per completion", .unit = "city currency",
	  .definition = "Money spent in the period, in the city's currency, divided by the completions in it.",
	  .direction = SIJIL_DOWN, .scale = 1, .decimals = 2, .persons = true, .ratio = true,
	  .numerator = MEASURES(MONEY_SPENT),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .kind = "completion" }),
	  .aside = MEASURES(MONEY_SPENT_APART), .population = { .what = "learners who completed" } },
	{ 0 },
};

/*
 * A spell is one learner's time at the school, from an enrolment to a completion, an exit, or the last service
 * before a lapse.  `!=` holds for a spell that nothing closed: a lapsed spell has no reason, so it is not neutral.
 */
#include "second_chance_schools.h"

#define MEASURES(...) (const struct sijil_measure[]){ __VA_ARGS__, { 0 } }
#define ALSO(...) (const struct sijil_also[]){ __VA_ARGS__, { 0 } }

/* Leaving for one of these says nothing about the school. */
#define NOT_NEUTRAL "close.reason!=moved,close.reason!=health,close.reason!=deceased"
#define PAST_TRIAL "length>@$trial_days," NOT_NEUTRAL

const struct sijil_metric second_chance_metrics[] = {
	{ .code = "learners_active", .title = "Learners", .unit = "persons",
	  .definition = "Different persons enrolled on at least one day of the period.",
	  .comparable = "GNLC key feature 4", .direction = SIJIL_UP, .scale = 1, .persons = true,
	  .breakdowns = "sex,age_band,site,track,disability",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .spells = SIJIL_ACTIVE }),
	  .population = { .what = "learners" } },

	{ .code = "new_enrolments", .title = "New enrolments", .unit = "enrolments",
	  .definition = "Enrolments that open in the period; a person who comes back counts again.",
	  .comparable = "E2C-NG beneficiaries (Morocco)", .direction = SIJIL_UP, .scale = 1, .persons = true,
	  .breakdowns = "sex,age_band,site,track,disability",
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_OPENED }),
	  .population = { .what = "enrolments" } },

	{ .code = "contact_hours", .title = "Contact hours", .unit = "hours",
	  .definition = "Minutes attended by learners marked present or late, divided by 60.",
	  .comparable = "NRS attendance hours (United States)", .direction = SIJIL_UP, .scale = 1, .per = 60,
	  .decimals = 1, .breakdowns = "site,subject=session.subject",
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "attendance", .of = "minutes",
				  .where = "status=present|late" }),
	  .population = { .what = "learners" } },

	{ .code = "attendance_rate", .title = "Attendance rate", .unit = "%",
	  .definition = "Minutes attended, of the planned minutes of learners present, late or absent; excused "
			"absences count only if the option excused_in_denominator says so.",
	  .direction = SIJIL_UP, .scale = 100, .decimals = 1, .breakdowns = "sex,site,cohort", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "attendance", .of = "minutes",
				  .where = "status=present|late" }),
	  .denominator = MEASURES(
		  { .take = SIJIL_SUM, .title = "attended", .kind = "attendance", .of = "planned_minutes",
		    .where = "status=present|late,?minutes" },
		  { .take = SIJIL_SUM, .title = "absent", .kind = "attendance", .of = "planned_minutes",
		    .where = "status=absent" },
		  { .take = SIJIL_SUM, .title = "excused", .kind = "attendance", .of = "planned_minutes",
		    .where = "status=excused,$excused_in_denominator=true" }),
	  .population = { .what = "learners" } },

	{ .code = "full_path_rate", .title = "Full path rate", .unit = "%",
	  .definition = "Completions, of all enrolments that ended in the period, without exits during the trial "
			"period, moves and deaths.",
	  .comparable = "E2C France, full paths (78 % in 2015)", .direction = SIJIL_UP, .scale = 100, .decimals = 1,
	  .persons = true, .breakdowns = "sex,track", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_CLOSED, .where = "close.kind=completion" }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_CLOSED,
				    .where = "close.trial!=true,close.reason!=moved,close.reason!=deceased" }),
	  .population = { .what = "learners who ended" } },

	{ .code = "dropout_rate", .title = "Dropout rate", .unit = "%",
	  .definition = "Enrolments that ended in the period by dropping out, work, marriage, family, expulsion, an "
			"unknown reason or a lapse, of all enrolments with a day in it; moves, health and deaths are "
			"in neither.",
	  .direction = SIJIL_DOWN, .scale = 100, .decimals = 1, .persons = true, .breakdowns = "sex,age_band",
	  .ratio = true,
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
	  .scale = 100, .decimals = 1, .persons = true, .breakdowns = "sex,track", .ratio = true,
	  .numerator = MEASURES(
		  { .take = SIJIL_PERSONS, .title = "formal", .spells = SIJIL_CLOSED, .where = "close.kind=completion",
		    .also = ALSO({ SIJIL_LATEST_MEETS, "outcome", "destination=formal_school" }) },
		  { .take = SIJIL_PERSONS, .title = "vocational", .spells = SIJIL_CLOSED,
		    .where = "close.kind=completion", .also = ALSO({ SIJIL_LATEST_MEETS, "outcome", "destination=vocational_training|apprenticeship" }) },
		  { .take = SIJIL_PERSONS, .title = "working life", .spells = SIJIL_CLOSED,
		    .where = "close.kind=completion", .also = ALSO({ SIJIL_LATEST_MEETS, "outcome", "destination=employment|self_employment" }) }),
	  .denominator = MEASURES({ .take = SIJIL_PERSONS, .spells = SIJIL_CLOSED, .where = "close.kind=completion" }),
	  .population = { .what = "learners who completed" } },

	{ .code = "positive_exit_rate_e2c", .title = "Positive exit rate (E2C France)", .unit = "%",
	  .definition = "Enrolments of more than trial_days that ended in the period and led to formal school, "
			"training, apprenticeship or a work contract of more than 3 months, of all such enrolments "
			"that ended in it other than by a move, health or death.",
	  .comparable = "E2C France, positive exits (62 % in 2023)", .direction = SIJIL_UP, .scale = 100, .decimals = 1,
	  .persons = true, .breakdowns = "sex", .ratio = true,
	  .numerator = MEASURES(
		  { .take = SIJIL_COUNT, .title = "school or training", .spells = SIJIL_CLOSED, .where = PAST_TRIAL,
		    .also = ALSO({ SIJIL_LATEST_MEETS, "outcome", "destination=formal_school|vocational_training|apprenticeship" }) },
		  { .take = SIJIL_COUNT, .title = "work contract", .spells = SIJIL_CLOSED, .where = PAST_TRIAL,
		    .also = ALSO({ SIJIL_LATEST_MEETS, "outcome", "destination=employment,contract_months>3" }) }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_CLOSED, .where = PAST_TRIAL }),
	  .population = { .what = "learners who ended" } },

	{ .code = "formal_reintegration_rate", .title = "Return to formal school", .unit = "%",
	  .definition = "Enrolments that ended in the period and led back to formal school, of all that ended in it.",
	  .comparable = "GNLC key feature 4 (reintegration)", .direction = SIJIL_UP, .scale = 100, .decimals = 1,
	  .persons = true, .breakdowns = "sex,age_band", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_CLOSED, .also = ALSO({ SIJIL_LATEST_MEETS, "outcome", "destination=formal_school" }) }),
	  .denominator = MEASURES({ .take = SIJIL_COUNT, .spells = SIJIL_CLOSED }),
	  .population = { .what = "learners who ended" } },

	{ .code = "gpi_attendance", .title = "Gender parity of attendance", .unit = "ratio",
	  .definition = "Attendance rate of girls and women divided by that of boys and men; 1 is parity.",
	  .comparable = "SDG 4.5.1", .scale = 1, .decimals = 2, .ratio = true, .parity_of = "attendance_rate",
	  .parity_groups = "sex=F|M", .population = { .what = "learners" } },

	{ .code = "gpi_insertion", .title = "Gender parity of insertion", .unit = "ratio",
	  .definition = "Insertion rate of girls and women divided by that of boys and men; 1 is parity.",
	  .comparable = "SDG 4.5.1", .scale = 1, .decimals = 2, .ratio = true, .parity_of = "insertion_rate_ma",
	  .parity_groups = "sex=F|M", .population = { .what = "learners who completed" } },
	{ 0 },
};

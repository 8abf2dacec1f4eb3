/* Lines of visit_count whose count_type is sample are never part of a sum: they stand beside it. */
#include "community_spaces.h"

#define MEASURES(...) (const struct sijil_measure[]){ __VA_ARGS__, { 0 } }
#define ALSO(...) (const struct sijil_also[]){ __VA_ARGS__, { 0 } }

/*
 * All inhabitants served: the latest estimate, or the city's reference `population`, which then says whom the number
 * speaks of.  They are the same for every format; an area has its own.
 */
#define INHABITANTS                                                                                    \
	MEASURES({ .take = SIJIL_STANDING, .kind = "population_estimate", .of = "value",               \
		   .where = "population=inhabitants|residents,sex!=F,sex!=M,!age_min,!age_max",        \
		   .reference = "population", .undivided_by = "format", .parts = "area=urban|rural", .year_by = "year" })

#define SAMPLES                                                                                        \
	MEASURES({ .take = SIJIL_SUM, .title = "samples", .kind = "visit_count", .of = "visits",       \
		   .where = "count_type=sample" })

#define CANCELLED                                                                                      \
	MEASURES({ .take = SIJIL_SUM, .title = "without attendees (cancelled?)", .kind = "event", .of = "events",          \
		   .where = "events>0,attendees=0" })

const struct sijil_metric community_spaces_metrics[] = {
	{ .code = "visits", .title = "Visits", .unit = "visits",
	  .definition = "Visits counted continuously in the period; samples are printed apart.",
	  .comparable = "ISO 2789 visits (not a claim of conformance)", .direction = SIJIL_UP, .scale = 1,
	  .breakdowns = "site,zone,location",
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "visit_count", .of = "visits",
				  .where = "count_type!=sample" }),
	  .aside = SAMPLES, .population = { .what = "visits" } },

	{ .code = "visits_per_1000", .title = "Visits per 1,000 inhabitants", .unit = "per 1,000",
	  .definition = "Visits counted continuously in the period, per 1,000 inhabitants of the area served.",
	  .comparable = "lrs.org visits per capita", .direction = SIJIL_UP, .scale = 1000, .decimals = 1,
	  .breakdowns = "area", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "visit_count", .of = "visits",
				  .where = "count_type!=sample" }),
	  .denominator = INHABITANTS, .aside = SAMPLES },

	{ .code = "visits_per_open_hour", .title = "Visits per open hour", .unit = "visits per hour",
	  .definition = "Visits counted continuously in the period, divided by the hours that their sites were open in it "
			"by their capacity entries, without closures; sites whose capacity is not known are left out.",
	  .direction = SIJIL_UP, .scale = 1, .decimals = 1, .breakdowns = "site", .ratio = true,
	  .population = { .what = "visits" }, .fold = community_spaces_visits_per_hour },

	{ .code = "visits_estimated", .title = "Visits, estimated from samples", .unit = "visits",
	  .definition = "Visits counted in samples, divided by the open days of the samples, times the open days of the "
			"period; nothing if there is no sample, and never added to visits.",
	  .direction = SIJIL_UP, .scale = 1, .estimate = true, .breakdowns = "site,zone,location",
	  .population = { .what = "visits" }, .fold = community_spaces_visits_estimated },

	{ .code = "seat_occupancy", .title = "Seat occupancy", .unit = "%",
	  .definition = "Occupied seats of all seats, over the spot counts made in the period; never derived from "
			"visits.",
	  .comparable = "ISO 11620 public seating occupancy rate (not a claim of conformance)", .direction = SIJIL_UP,
	  .scale = 100, .decimals = 1, .breakdowns = "zone,site", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "seat_count", .of = "occupied" }),
	  .denominator = MEASURES({ .take = SIJIL_SUM, .kind = "seat_count", .of = "seats" }),
	  .population = { .what = "seats" } },

	{ .code = "loans", .title = "Loans", .unit = "loans",
	  .definition = "Items lent in the period; a renewal is one more loan.", .comparable = "lrs.org circulation",
	  .direction = SIJIL_UP, .scale = 1, .breakdowns = "site,format,audience",
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "loan_count", .of = "loans" }),
	  .population = { .what = "loans" } },

	{ .code = "loans_per_1000", .title = "Loans per 1,000 inhabitants", .unit = "per 1,000",
	  .definition = "Items lent in the period, per 1,000 inhabitants of the area served.",
	  .comparable = "lrs.org circulation per capita", .direction = SIJIL_UP, .scale = 1000, .decimals = 1,
	  .breakdowns = "format,area", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "loan_count", .of = "loans" }),
	  .denominator = INHABITANTS },

	{ .code = "pc_hours_per_1000", .title = "Computer hours per 1,000 inhabitants", .unit = "per 1,000",
	  .definition = "Hours of use of the computers in the period, per 1,000 inhabitants of the area served.",
	  .comparable = "lrs.org computer use per capita", .direction = SIJIL_UP, .scale = 1000, .decimals = 1,
	  .breakdowns = "area", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "computer_use", .of = "hours",
				  .where = "access=pc" }),
	  .denominator = INHABITANTS },

	{ .code = "events", .title = "Events", .unit = "events",
	  .definition = "Events held in the period; those that nobody attended are printed apart.",
	  .direction = SIJIL_UP, .scale = 1, .breakdowns = "site,event_type,age_band,location,partner",
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "event", .of = "events",
				  .where = "events>0,attendees!=0" }),
	  .aside = CANCELLED, .population = { .what = "events" } },

	{ .code = "event_attendance", .title = "Event attendance", .unit = "persons",
	  .definition = "Attendees of all events in the period; a person at two events counts twice.",
	  .direction = SIJIL_UP, .scale = 1,
	  .breakdowns = "event_type,age_band,site,location,partner",
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "event", .of = "attendees", .where = "?attendees" }),
	  .population = { .what = "attendees" } },

	{ .code = "avg_attendance", .title = "Average attendance", .unit = "persons per event",
	  .definition = "Attendees divided by events, over the entries that give both and had attendees; events that "
			"nobody attended are printed apart.",
	  .direction = SIJIL_UP, .scale = 1, .decimals = 1, .breakdowns = "event_type,age_band,site,partner",
	  .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "event", .of = "attendees",
				  .where = "events>0,attendees>0" }),
	  .denominator = MEASURES({ .take = SIJIL_SUM, .kind = "event", .of = "events",
				    .where = "events>0,attendees>0" }),
	  .aside = CANCELLED, .population = { .what = "attendees" } },

	{ .code = "programme_attendance_per_1000", .title = "Event attendance per 1,000 inhabitants",
	  .unit = "per 1,000",
	  .definition = "Attendees of all events in the period, per 1,000 inhabitants of the area served.",
	  .comparable = "lrs.org programme attendance per 1,000 served", .direction = SIJIL_UP, .scale = 1000,
	  .decimals = 1, .breakdowns = "area", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "event", .of = "attendees", .where = "?attendees" }),
	  .denominator = INHABITANTS },

	{ .code = "active_member_rate", .title = "Active members", .unit = "%",
	  .definition = "Active members of all members, by each site's last membership entry of the period that "
			"gives both.",
	  .comparable = "ISO 2789 active users (not a claim of conformance)", .direction = SIJIL_UP, .scale = 100,
	  .decimals = 1, .persons = true, .breakdowns = "site", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_LATEST, .kind = "membership", .of = "active_members",
				  .where = "?active_members" }),
	  .denominator = MEASURES({ .take = SIJIL_LATEST, .kind = "membership", .of = "members_total",
				    .where = "?active_members" }),
	  .population = { .what = "members" } },

	{ .code = "digital_reach", .title = "Members seen by card", .unit = "%",
	  .definition = "Different persons with a visit by card in the period, of all members by each site's last "
			"membership entry in it.",
	  .direction = SIJIL_UP, .scale = 100, .decimals = 1, .persons = true, .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "visit" }),
	  .denominator = MEASURES({ .take = SIJIL_LATEST, .kind = "membership", .of = "members_total" }),
	  .population = { .what = "members" } },

	{ .code = "children_supported", .title = "Children supported", .unit = "persons",
	  .definition = "Different persons with at least one support session in the period.", .direction = SIJIL_UP,
	  .scale = 1, .persons = true, .breakdowns = "sex,age_band,support,site,partner",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "support_session" }),
	  .population = { .what = "children supported" } },

	{ .code = "support_hours", .title = "Support hours", .unit = "hours",
	  .definition = "Minutes of support sessions in the period, divided by 60.", .direction = SIJIL_UP, .scale = 1,
	  .per = 60, .decimals = 1, .breakdowns = "support,site,partner",
	  .numerator = MEASURES({ .take = SIJIL_SUM, .kind = "support_session", .of = "minutes" }),
	  .population = { .what = "children supported" } },

	{ .code = "goal_mastery_rate", .title = "Goals mastered", .unit = "%",
	  .definition = "Goals whose last sessions in a row, as many as the goal asks for, each reached its "
			"criterion, of the goals open in the period: set by its end, and not mastered before it began.",
	  .comparable = "goal mastery in speech therapy (ambiki.com)", .direction = SIJIL_UP, .scale = 100,
	  .decimals = 1, .persons = true, .breakdowns = "domain", .ratio = true, .population = { .what = "goals" },
	  .fold = community_spaces_goals_mastered },

	{ .code = "prompt_fade", .title = "Prompts faded", .unit = "%",
	  .definition = "Goals whose latest prompt level by the end of the period is at least one below their first, of the "
			"goals open in the period (as in goals mastered) with two or more sessions that give it; the "
			"others are left out.",
	  .direction = SIJIL_UP, .scale = 100, .decimals = 1, .persons = true, .breakdowns = "domain", .ratio = true,
	  .population = { .what = "goals" }, .fold = community_spaces_prompts_faded },

	{ .code = "mainstream_integration_rate", .title = "Integration into schools", .unit = "%",
	  .definition = "Persons integrated into a school, by an entry of the period, who are still there by their "
			"latest one, of those whose latest one tells; unknown is printed apart.",
	  .comparable = "integration into state schools (eenet.org.uk, 100 %)", .direction = SIJIL_UP, .scale = 100,
	  .decimals = 1, .persons = true, .breakdowns = "sex", .ratio = true,
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .kind = "mainstream_integration", .also = ALSO({ SIJIL_LATEST_MEETS, "mainstream_integration", "still_there=yes" }) }),
	  .denominator = MEASURES({ .take = SIJIL_PERSONS, .kind = "mainstream_integration",
				    .also = ALSO({ SIJIL_LATEST_MEETS, "mainstream_integration", "still_there=yes|no" }) }),
	  .aside = MEASURES({ .take = SIJIL_PERSONS, .title = "not known", .kind = "mainstream_integration",
			      .also = ALSO({ SIJIL_LATEST_MEETS, "mainstream_integration", "still_there!=yes,still_there!=no" }) }),
	  .population = { .what = "children integrated" } },
	{ 0 },
};

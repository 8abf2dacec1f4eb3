/*
 * The codes are those of the data dictionary; CORE-E01 is the engine's code for something required and missing.
 * CS-E05 (a count that is negative, or no number) is found by the ranges of the fields.
 */
#include "community_spaces.h"

/* An event entered on its own, not a line of a published count that stands for a month of them. */
#define SINGLE_EVENT "events=1,days=1"

const struct sijil_rule community_spaces_rules[] = {
	{ .code = "CORE-E01", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "event", .when = SINGLE_EVENT,
	  .must = "?title", .field = "title", .message = "a single event needs a title",
	  .remedy = "give its title, or events=N if the line counts several" },
	{ .code = "CORE-E01", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "event", .when = SINGLE_EVENT,
	  .must = "?event_type", .field = "event_type", .message = "a single event needs a type",
	  .remedy = "give event_type, or events=N if the line counts several" },
	{ .code = "CORE-E01", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "event", .when = SINGLE_EVENT,
	  .must = "?attendees", .field = "attendees", .message = "a single event needs the number of attendees",
	  .remedy = "give attendees (0 if nobody came), or events=N if the line counts several" },
	{ .code = "CORE-E01", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "event",
	  .when = "events=1,days>1,?title", .must = "?attendees", .field = "attendees",
	  .message = "an event with a title needs the number of attendees",
	  .remedy = "give attendees (0 if nobody came), or events=N if the line counts several" },

	{ .code = "CS-E01", .severity = SIJIL_ERROR, .check = SIJIL_MUST,
	  .kinds = "visit_count|loan_count|computer_use|event|closure", .must = "days<=366",
	  .message = "the entry covers more than 366 days", .remedy = "correct its last day, or split it by year" },
	{ .code = "CS-E02", .severity = SIJIL_ERROR, .check = SIJIL_NO_OVERLAP, .kinds = "visit_count",
	  .key = "site,location,zone,count_type",
	  .message = "the same visits may be counted twice: another count of this place covers some of these days",
	  .remedy = "correct the dates of one of the two, or void one" },
	{ .code = "CS-W03", .severity = SIJIL_WARNING, .check = SIJIL_NO_OVERLAP, .kinds = "visit_count",
	  .other_where = "count_type!=@count_type", .key = "site,location,zone", .field = "count_type",
	  .message = "another count of this place, made in another way, covers some of these days",
	  .remedy = "check that only one of the two is not a sample: samples are left out of the sum" },
	{ .code = "CS-W06", .severity = SIJIL_WARNING, .check = SIJIL_MUST, .kinds = "event", .when = "events>0",
	  .must = "attendees>0", .field = "attendees", .message = "an event that nobody attended: was it cancelled?",
	  .remedy = "correct the attendees, or log a closure or a note that explains it" },
	/* The split is whole with and without the persons of unknown sex. */
	{ .code = "CS-E07", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "event",
	  .when = "?sex_unknown", .must = "female+male+sex_unknown=@attendees", .field = "attendees",
	  .message = "female, male and sex_unknown do not add up to attendees", .remedy = "correct one of the four" },
	{ .code = "CS-E07", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "event",
	  .when = "!sex_unknown", .must = "female+male=@attendees", .field = "attendees",
	  .message = "female and male do not add up to attendees",
	  .remedy = "correct one of the three, or give the others as sex_unknown" },
	{ .code = "CS-E07", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "event", .when = "!male",
	  .must = "female<=@attendees", .field = "female", .message = "more girls and women than attendees",
	  .remedy = "correct one of the two" },
	{ .code = "CS-E07", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "event", .when = "!female",
	  .must = "male<=@attendees", .field = "male", .message = "more boys and men than attendees",
	  .remedy = "correct one of the two" },

	{ .code = "CS-E09", .severity = SIJIL_ERROR, .check = SIJIL_CALLBACK, .kinds = "goal_progress",
	  .field = "goal_id", .message = "progress on a goal that was not set for this child on or before that day",
	  .remedy = "log the goal first, or correct goal_id", .callback = community_spaces_goal_exists },
	{ .code = "CS-E09", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = "goal_progress",
	  .must = "successes<=@trials", .field = "successes", .message = "more successes than trials",
	  .remedy = "correct one of the two" },
	{ .code = "CS-W11", .severity = SIJIL_WARNING, .check = SIJIL_MUST, .kinds = "membership",
	  .must = "active_members<=@members_total", .field = "active_members",
	  .message = "more active members than members",
	  .remedy = "correct one of the two" },
	{ 0 },
};

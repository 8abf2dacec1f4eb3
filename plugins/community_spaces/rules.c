/*
 * The codes are those of the data dictionary; CORE-E01 and CORE-E02 are the engine's, for something required and missing,
 * and for a value that cannot be.  CS-E01 and CS-E05 ask what types and ranges ask, so the engine tells it under these
 * codes, in its own words: such an entry never reaches the rules.
 */
#include "community_spaces.h"

/* An event entered on its own, not a line of a published count that stands for a month of them. */
#define SINGLE_EVENT "events=1,days=1"

#define COUNT(of_kinds, name)                                                                                   \
	{ .code = "CS-E05", .severity = SIJIL_ERROR, .check = SIJIL_MUST, .kinds = of_kinds, .must = name ">=0",  \
	  .field = name, .message = "no count: a whole number from 0 up is expected",                           \
	  .remedy = "write the number that was counted, in digits; or leave the entry out" }

/* CS-W03, in two rows so that each pair is told once. */
#define SAMPLE_INSIDE                                                                                           \
	.key = "site,location,zone", .field = "count_type",                                                     \
	.message = "a sample and a continuous count of this place cover some of the same days",                 \
	.remedy = "check that the one is a sample: samples are left out of the sum"

/* CS-W13 */
#define MIXED "the count covers another length of time than the one before it in the same year"
#define MIXED_REMEDY "correct the days of one of the two; or count the whole year by days, by weeks, by months or by quarters"

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

	{ .code = "CORE-E02", .severity = SIJIL_ERROR, .check = SIJIL_CALLBACK, .kinds = "capacity",
	  .when = "?open_weekdays", .field = "open_weekdays", .message = "open_weekdays is no list of weekdays",
	  .remedy = "write days from 1 Monday to 7 Sunday, such as 1-6 or 1,3,5 or 1-5,7",
	  .callback = community_spaces_weekdays },
	{ .code = "CORE-E02", .severity = SIJIL_ERROR, .check = SIJIL_CALLBACK, .kinds = "seat_count",
	  .when = "?taken_at", .field = "taken_at", .message = "taken_at is no time of day",
	  .remedy = "write hours and minutes, such as 09:30 or 16:30", .callback = community_spaces_time_of_day },

	{ .code = "CS-E01", .severity = SIJIL_ERROR, .check = SIJIL_MUST,
	  .kinds = "visit_count|loan_count|computer_use|event|closure", .must = "days>=1,days<=366",
	  .message = "it ends before it begins, or covers more than 366 days",
	  .remedy = "correct one of the two days, or log it in parts of a year or less" },
	COUNT("visit_count", "visits"),
	COUNT("loan_count", "loans"),
	COUNT("computer_use", "sessions"),
	COUNT("event", "attendees"),
	{ .code = "CS-E02", .severity = SIJIL_ERROR, .check = SIJIL_NO_OVERLAP, .kinds = "visit_count",
	  .when = "count_type=sample", .other_where = "count_type=sample", .key = "site,location,zone",
	  .message = "the same visits may be counted twice: another sample of this place covers some of these days",
	  .remedy = "correct the dates of one of the two, or void one" },
	/* By a counter and by hand alike: both would be summed. */
	{ .code = "CS-E02", .severity = SIJIL_ERROR, .check = SIJIL_NO_OVERLAP, .kinds = "visit_count",
	  .when = "count_type!=sample", .other_where = "count_type!=sample", .key = "site,location,zone",
	  .message = "the same visits may be counted twice: another count of this place covers some of these days",
	  .remedy = "correct the dates of one of the two, or void one" },
	{ .code = "CS-W03", .severity = SIJIL_WARNING, .check = SIJIL_NO_OVERLAP, .kinds = "visit_count",
	  .when = "count_type!=sample,?zone", .other_where = "count_type!=sample,!zone", .key = "site,location", .field = "zone",
	  .message = "the whole place is counted on some of these days as well: the visits of this zone would be added to it",
	  .remedy = "count either the whole place or its zones; void one of the two" },
	{ .code = "CS-W03", .severity = SIJIL_WARNING, .check = SIJIL_NO_OVERLAP, .kinds = "visit_count",
	  .when = "count_type!=manual_daily", .other_where = "count_type!=@count_type,count_type!=manual_daily",
	  SAMPLE_INSIDE },
	{ .code = "CS-W03", .severity = SIJIL_WARNING, .check = SIJIL_NO_OVERLAP, .kinds = "visit_count",
	  .when = "count_type!=automatic", .other_where = "count_type!=@count_type,count_type!=automatic",
	  SAMPLE_INSIDE },
	{ .code = "CS-W04", .severity = SIJIL_WARNING, .check = SIJIL_CALLBACK, .kinds = "visit_count",
	  .when = "visits>0", .field = "visits", .message = "more visits than the seats hold in the opening time",
	  .remedy = "correct visits or the days; or log the capacity that the site had then, or set the option "
		    "min_turnover_minutes to how long a visit takes at least",
	  .callback = community_spaces_visits_fit },
	{ .code = "CS-I12", .severity = SIJIL_INFO, .check = SIJIL_CALLBACK, .kinds = "visit_count", .when = "visits>0",
	  .message = "no capacity of this site and zone is known on its first day: whether so many visits fit (CS-W04) "
		     "could not be checked",
	  .remedy = "log a capacity entry (seats, open_minutes_per_day), dated when it began to hold",
	  .callback = community_spaces_capacity_known },
	{ .code = "CS-W08", .severity = SIJIL_WARNING, .check = SIJIL_CALLBACK, .kinds = "visit_count",
	  .when = "visits>0", .field = "visits", .message = "visits on days on which the site was closed",
	  .remedy = "correct the days of the count, or of the closure", .callback = community_spaces_closed },
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
	{ .code = "CS-W10", .severity = SIJIL_WARNING, .check = SIJIL_CALLBACK, .kinds = "support_session",
	  .when = "$walk_in_ok=false",
	  .message = "a person with neither a goal nor an enrolment in any program: a walk-in, or another person's code?",
	  .remedy = "check the person's code; log the goal; or set the option walk_in_ok if walk-ins are usual",
	  .callback = community_spaces_walk_in },
	{ .code = "CS-W10", .severity = SIJIL_INFO, .check = SIJIL_CALLBACK, .kinds = "support_session",
	  .when = "$walk_in_ok=true", .message = "a walk-in: this person has neither a goal nor an enrolment in any program",
	  .remedy = "nothing to do, unless the person's code is wrong", .callback = community_spaces_walk_in },
	{ .code = "CS-W11", .severity = SIJIL_WARNING, .check = SIJIL_MUST, .kinds = "membership",
	  .must = "active_members<=@members_total", .field = "active_members",
	  .message = "more active members than members",
	  .remedy = "correct one of the two" },
	{ .code = "CS-W11", .severity = SIJIL_WARNING, .check = SIJIL_PREVIOUS, .kinds = "membership",
	  .must = "members_total<=@members_total*2", .field = "members_total",
	  .message = "more than half of the members are gone since the entry before",
	  .remedy = "correct members_total; or, if so many left, say why in a note" },

	{ .code = "CS-W13", .severity = SIJIL_WARNING, .check = SIJIL_PREVIOUS, .kinds = "visit_count",
	  .other_where = "year=@year", .must = "frequency=@frequency", .key = "count_type,zone,location",
	  .message = MIXED, .remedy = MIXED_REMEDY },
	{ .code = "CS-W13", .severity = SIJIL_WARNING, .check = SIJIL_PREVIOUS, .kinds = "loan_count",
	  .other_where = "year=@year", .must = "frequency=@frequency", .key = "format,audience", .message = MIXED,
	  .remedy = MIXED_REMEDY },
	{ .code = "CS-W13", .severity = SIJIL_WARNING, .check = SIJIL_PREVIOUS, .kinds = "computer_use",
	  .other_where = "year=@year", .must = "frequency=@frequency", .key = "access", .message = MIXED,
	  .remedy = MIXED_REMEDY },

	{ .code = "CS-W14", .severity = SIJIL_WARNING, .check = SIJIL_CALLBACK, .kinds = "event",
	  .when = "events=0,attendees>0", .field = "attendees",
	  .message = "attendees are counted, but no event of these days is",
	  .remedy = "log how many events there were, or give events=N in this line",
	  .callback = community_spaces_attendance_alone },
	{ .code = "CS-W14", .severity = SIJIL_WARNING, .check = SIJIL_CALLBACK, .kinds = "event", .when = "events>1",
	  .field = "events", .message = "other events are logged one by one than this line counts",
	  .remedy = "correct the number, or log the events that are missing; then keep either the line or the single "
		    "events, or they count twice",
	  .callback = community_spaces_events_differ },
	{ .code = "CS-W14", .severity = SIJIL_WARNING, .check = SIJIL_CALLBACK, .kinds = "event",
	  .when = "events=1,days>1,!title", .field = "events",
	  .message = "other events are logged one by one than this line counts",
	  .remedy = "correct the number, or log the events that are missing; then keep either the line or the single "
		    "events, or they count twice",
	  .callback = community_spaces_events_differ },
	{ .code = "CS-E15", .severity = SIJIL_ERROR, .check = SIJIL_CALLBACK,
	  .kinds = "support_session|goal|goal_progress",
	  .message = "a text that holds what looks like a name, a telephone number or an e-mail address",
	  .remedy = "use the person's code, and a short name of the goal without capitals, such as ask-for-help",
	  .callback = community_spaces_private },
	{ 0 },
};

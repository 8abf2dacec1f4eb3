#include "community_spaces.h"

/* The largest count one entry may hold. */
#define COUNT_MAX INT64_C(1000000000)

#define ZONES "entrance|digital_library|garden_kiosk|inclusion_room"

/*
 * Our own bands, then those that published counts use.  They overlap: a source keeps to one set, and nothing is
 * ever added across the groups of a breakdown.
 */
#define AGE_BANDS "0-5|6-12|13-17|18-64|65+|under_12|12-17|adult|all_ages"

static const struct sijil_field visit_count[] = {
	{ .name = "visits", .title = "Visits", .hint = "Persons who entered, for whatever reason.",
	  .type = SIJIL_INT, .required = true, .min = 0, .max = COUNT_MAX, .unit = "visits" },
	{ .name = "count_type", .title = "How they were counted",
	  .hint = "sample: only some days or hours were counted; a sample is never added to the others.",
	  .type = SIJIL_CHOICE, .required = true, .choices = "automatic|manual_daily|sample" },
	{ .name = "zone", .title = "Zone", .type = SIJIL_CHOICE, .choices = ZONES },
	{ .name = "location", .title = "Location", .hint = "Branch or counter, if the site has several.",
	  .type = SIJIL_TEXT, .min = 1, .max = 64 },
	{ 0 },
};

static const struct sijil_field visit[] = {
	{ .name = "sex", .title = "Sex", .hint = "F, M, or U if not known.", .type = SIJIL_CHOICE, .choices = "F|M|U" },
	{ .name = "age_band", .title = "Age band", .type = SIJIL_CHOICE, .choices = AGE_BANDS },
	{ 0 },
};

static const struct sijil_field loan_count[] = {
	{ .name = "loans", .title = "Loans", .hint = "Issues; a renewal is one more loan.",
	  .type = SIJIL_INT, .required = true, .min = 0, .max = COUNT_MAX, .unit = "loans" },
	{ .name = "format", .title = "Format", .type = SIJIL_CHOICE,
	  .choices = "physical_book|ebook|audio|toy|device" },
	{ .name = "audience", .title = "Audience", .type = SIJIL_CHOICE, .choices = "adult|child" },
	{ 0 },
};

static const struct sijil_field computer_use[] = {
	{ .name = "sessions", .title = "Sessions", .type = SIJIL_INT, .required = true, .min = 0, .max = COUNT_MAX,
	  .unit = "sessions" },
	{ .name = "hours", .title = "Hours used", .type = SIJIL_DECIMAL, .min = 0, .max = COUNT_MAX, .unit = "hours" },
	{ .name = "access", .title = "By what", .type = SIJIL_CHOICE, .choices = "pc|wifi|vr" },
	{ 0 },
};

static const struct sijil_field event[] = {
	{ .name = "title", .title = "Title", .hint = "As announced; no names of participants.",
	  .type = SIJIL_TEXT, .min = 1, .max = 64 },
	{ .name = "event_type", .title = "Type", .type = SIJIL_CHOICE,
	  .choices = "workshop|reading|bootcamp|talk|outreach|family_learning" },
	{ .name = "attendees", .title = "Attendees", .hint = "0 if nobody came.",
	  .type = SIJIL_INT, .min = 0, .max = COUNT_MAX, .unit = "persons" },
	{ .name = "events", .title = "Events",
	  .hint = "How many events this line stands for; 0 if it only counts attendees.",
	  .type = SIJIL_INT, .min = 0, .max = COUNT_MAX, .unit = "events", .preset = "1" },
	{ .name = "female", .title = "Girls and women among them", .type = SIJIL_INT, .min = 0, .max = COUNT_MAX,
	  .unit = "persons" },
	{ .name = "male", .title = "Boys and men among them", .type = SIJIL_INT, .min = 0, .max = COUNT_MAX,
	  .unit = "persons" },
	{ .name = "sex_unknown", .title = "Sex not known", .type = SIJIL_INT, .min = 0, .max = COUNT_MAX,
	  .unit = "persons" },
	{ .name = "age_band", .title = "Age band", .type = SIJIL_CHOICE, .choices = AGE_BANDS },
	{ .name = "minutes", .title = "Length", .type = SIJIL_INT, .min = 1, .max = 100000, .unit = "minutes" },
	{ .name = "partner", .title = "Partner", .type = SIJIL_TEXT, .min = 1, .max = 64 },
	{ .name = "location", .title = "Location", .hint = "Branch or counter, if the site has several.",
	  .type = SIJIL_TEXT, .min = 1, .max = 64 },
	{ 0 },
};

static const struct sijil_field membership[] = {
	{ .name = "members_total", .title = "Members", .hint = "All of them on this day.",
	  .type = SIJIL_INT, .required = true, .min = 0, .max = COUNT_MAX, .unit = "persons" },
	{ .name = "active_members", .title = "Active members", .hint = "Who used the space in the last 12 months.",
	  .type = SIJIL_INT, .min = 0, .max = COUNT_MAX, .unit = "persons" },
	{ .name = "new_members", .title = "New members", .hint = "Since the last entry of this kind.",
	  .type = SIJIL_INT, .min = 0, .max = COUNT_MAX, .unit = "persons" },
	{ 0 },
};

static const struct sijil_field support_session[] = {
	{ .name = "support", .title = "Support", .hint = "What was done, not a diagnosis.",
	  .type = SIJIL_CHOICE, .required = true,
	  .choices = "aac|speech|sensory|occupational|parent_coaching|inclusion_aide" },
	{ .name = "minutes", .title = "Length", .type = SIJIL_INT, .required = true, .min = 5, .max = 240,
	  .unit = "minutes" },
	{ .name = "prompt_level", .title = "Prompt level", .hint = "0 independent to 4 full physical prompt.",
	  .type = SIJIL_INT, .min = 0, .max = 4 },
	{ .name = "caregiver_present", .title = "Caregiver present", .type = SIJIL_BOOL },
	{ .name = "partner", .title = "Partner", .hint = "The organisation that gave it, if it was not ours.",
	  .type = SIJIL_TEXT, .min = 1, .max = 64 },
	{ 0 },
};

static const struct sijil_field goal[] = {
	{ .name = "goal_id", .title = "Goal", .hint = "A short name, one of its own for each goal of this child.",
	  .type = SIJIL_TEXT, .required = true, .min = 1, .max = 32 },
	{ .name = "criterion", .title = "Criterion", .hint = "Successes in 100 trials that make a session count.",
	  .type = SIJIL_INT, .required = true, .min = 1, .max = 100, .unit = "%" },
	{ .name = "domain", .title = "Domain", .type = SIJIL_CHOICE,
	  .choices = "requesting|labelling|social|literacy|self_care" },
	{ .name = "consecutive", .title = "Sessions in a row", .hint = "How many must reach the criterion.",
	  .type = SIJIL_INT, .min = 1, .max = 10, .unit = "sessions", .preset = "3" },
	{ 0 },
};

static const struct sijil_field goal_progress[] = {
	{ .name = "goal_id", .title = "Goal", .hint = "As the goal names itself.",
	  .type = SIJIL_TEXT, .required = true, .min = 1, .max = 32 },
	{ .name = "trials", .title = "Trials", .type = SIJIL_INT, .required = true, .min = 1, .max = 200 },
	{ .name = "successes", .title = "Successes", .hint = "At most the number of trials.",
	  .type = SIJIL_INT, .required = true, .min = 0, .max = 200 },
	{ .name = "prompt_level", .title = "Prompt level", .hint = "0 independent to 4 full physical prompt.",
	  .type = SIJIL_INT, .min = 0, .max = 4 },
	{ 0 },
};

static const struct sijil_field mainstream_integration[] = {
	{ .name = "setting", .title = "Setting", .type = SIJIL_CHOICE, .required = true,
	  .choices = "state_school_full|state_school_partial|special_class" },
	{ .name = "started", .title = "First day there", .type = SIJIL_DATE, .required = true },
	{ .name = "still_there", .title = "Still there", .type = SIJIL_CHOICE, .choices = "yes|no|unknown" },
	{ 0 },
};

static const struct sijil_field capacity[] = {
	{ .name = "seats", .title = "Seats", .type = SIJIL_INT, .required = true, .min = 0, .max = 100000,
	  .unit = "seats" },
	{ .name = "open_minutes_per_day", .title = "Opening time of a day", .type = SIJIL_INT, .required = true,
	  .min = 0, .max = 1440, .unit = "minutes" },
	{ .name = "open_weekdays", .title = "Open on", .hint = "Days of the week, 1 Monday to 7 Sunday, as in 1-6 or 1-5,7.",
	  .type = SIJIL_TEXT, .min = 1, .max = 16 },
	{ .name = "zone", .title = "Zone", .type = SIJIL_CHOICE, .choices = ZONES },
	{ 0 },
};

static const struct sijil_field seat_count[] = {
	{ .name = "occupied", .title = "Occupied seats", .type = SIJIL_INT, .required = true, .min = 0, .max = 100000,
	  .unit = "seats" },
	{ .name = "seats", .title = "Seats", .type = SIJIL_INT, .required = true, .min = 1, .max = 100000,
	  .unit = "seats" },
	{ .name = "taken_at", .title = "Time", .hint = "Of the count, as in 16:30.", .type = SIJIL_TEXT, .min = 5,
	  .max = 5 },
	{ .name = "zone", .title = "Zone", .type = SIJIL_CHOICE, .choices = ZONES },
	{ 0 },
};

static const struct sijil_field closure[] = {
	{ .name = "reason", .title = "Reason", .type = SIJIL_CHOICE, .required = true,
	  .choices = "holiday|maintenance|strike|other" },
	{ 0 },
};

const struct sijil_kind community_spaces_kinds[] = {
	{ .name = "visit_count", .title = "Visit count", .subject = SIJIL_SITE, .interval = true,
	  .outliers = "visits", .outliers_among = "count_type,zone,location", .fields = visit_count },
	{ .name = "visit", .title = "Visit by card", .subject = SIJIL_PERSON, .fields = visit },
	{ .name = "loan_count", .title = "Loan count", .subject = SIJIL_SITE, .interval = true, .outliers = "loans",
	  .outliers_among = "format,audience", .fields = loan_count },
	{ .name = "computer_use", .title = "Computer use", .subject = SIJIL_SITE, .interval = true,
	  .outliers = "sessions", .outliers_among = "access", .fields = computer_use },
	{ .name = "event", .title = "Event", .subject = SIJIL_SITE, .interval = true, .fields = event },
	{ .name = "membership", .title = "Membership", .subject = SIJIL_SITE, .fields = membership },
	{ .name = "support_session", .title = "Support session", .subject = SIJIL_PERSON, .fields = support_session },
	{ .name = "goal", .title = "Goal", .subject = SIJIL_PERSON, .key = "person,goal_id", .fields = goal },
	{ .name = "goal_progress", .title = "Goal progress", .subject = SIJIL_PERSON, .fields = goal_progress },
	{ .name = "mainstream_integration", .title = "Integration into a school", .subject = SIJIL_PERSON,
	  .fields = mainstream_integration },
	{ .name = "capacity", .title = "Capacity", .subject = SIJIL_SITE, .fields = capacity },
	{ .name = "seat_count", .title = "Seat count", .subject = SIJIL_SITE, .fields = seat_count },
	{ .name = "closure", .title = "Closure", .subject = SIJIL_SITE, .interval = true,
	  .future_when = "days>=1", .fields = closure },
	{ 0 },
};

#include "config.h"

#include "sample.h"

#define ALSO(...) (const struct sijil_also[]){ __VA_ARGS__, { 0 } }

#include <string.h>

static const struct sijil_option options[] = {
	[MIN_HOURS] = { .name = "min_hours",
			.title = "Least hours",
			SIJIL_OPTION(struct sample_instance, min_hours),
			.min = 0,
			.max = 1000,
			.preset = "12" },
	[STRICT] = { .name = "strict",
		     .title = "Strict",
		     SIJIL_OPTION(struct sample_instance, strict),
		     .preset = "true" },
	[LANGUAGE] = { .name = "language",
		       .title = "Language",
		       SIJIL_OPTION(struct sample_instance, language),
		       .choices = "ar|fr",
		       .preset = "ar" },
	{ 0 },
};

static const struct sijil_field enrolment[] = {
	[SEX] = { .name = "sex", .title = "Sex", .type = SIJIL_CHOICE, .required = true, .choices = "F|M|U" },
	[COHORT] = { .name = "cohort",
		     .title = "Cohort",
		     .hint = "The class.",
		     .type = SIJIL_TEXT,
		     .min = 1,
		     .max = 32 },
	[TUTOR] = { .name = "tutor", .title = "Tutor", .type = SIJIL_TEXT },
	{ 0 },
};

static const struct sijil_field session[] = {
	[SESSION_COHORT] = { .name = "cohort",
			     .title = "Cohort",
			     .type = SIJIL_TEXT,
			     .required = true,
			     .min = 1,
			     .max = 32 },
	[PLANNED_MINUTES] = { .name = "planned_minutes",
			      .title = "Planned length",
			      .type = SIJIL_INT,
			      .required = true,
			      .min = 15,
			      .max = 600,
			      .unit = "minutes" },
	[PLANNED] = { .name = "planned", .title = "Planned", .type = SIJIL_BOOL, .preset = "false" },
	{ 0 },
};

static const struct sijil_field attendance[] = {
	[OF_SESSION] = { .name = "session", .title = "Session", .type = SIJIL_ENTRY, .refers = "session" },
	[STATUS] = { .name = "status",
		     .title = "Status",
		     .type = SIJIL_CHOICE,
		     .required = true,
		     .choices = "present|absent" },
	[MINUTES] = { .name = "minutes",
		      .title = "Minutes",
		      .type = SIJIL_INT,
		      .min = 0,
		      .max = 600,
		      .unit = "minutes",
		      .otherwise = "session.planned_minutes",
		      .otherwise_when = "status=present" },
	[GRADE] = { .name = "grade", .title = "Grade", .type = SIJIL_DECIMAL, .min = 0, .max = 20, .preset = "10.5" },
	[SEEN] = { .name = "seen", .title = "Seen on", .type = SIJIL_DATE, .preset = "2024-10-07" },
	{ 0 },
};

static const struct sijil_field visits[] = {
	[COUNTED] = { .name = "visits",
		      .title = "Visits",
		      .type = SIJIL_INT,
		      .required = true,
		      .min = 0,
		      .max = 100000 },
	[ZONE] = { .name = "zone", .title = "Zone", .type = SIJIL_INT, .choices = "1|2", .preset = "1" },
	{ 0 },
};

static const struct sijil_kind kinds[] = {
	[ENROLMENT] = { .name = "enrolment", .title = "Enrolment", .subject = SIJIL_PERSON, .role = SIJIL_OPENS },
	[SESSION] = { .name = "session",
		      .title = "Session",
		      .subject = SIJIL_SITE,
		      .future_when = "planned=true",
		      .plans_for = "cohort",
		      .refer_by = "cohort,day" },
	[ATTENDANCE] = { .name = "attendance",
			 .title = "Attendance",
			 .subject = SIJIL_PERSON,
			 .role = SIJIL_SERVES,
			 .serves_when = "minutes>0",
			 .key = "session,person" },
	[EXIT] = { .name = "exit", .title = "Exit", .subject = SIJIL_PERSON, .role = SIJIL_CLOSES },
	[VISITS] = { .name = "visit_count", .title = "Visits", .subject = SIJIL_SITE, .interval = true },
	{ 0 },
};

static int judge(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
		 const struct sijil_entry *entry, struct sijil_report *report)
{
	(void)instance;
	(void)host;
	(void)history;
	(void)entry;
	(void)report;
	return 0;
}

static int fold(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
		const struct sijil_window *window, struct sijil_tally *tally)
{
	(void)instance;
	(void)host;
	(void)history;
	(void)window;
	(void)tally;
	return 0;
}

#define SAYS .message = "something is wrong", .remedy = "put it right"

static const struct sijil_rule rules[] = {
	[R_MUST] = { .code = "X-E01",
		     .severity = SIJIL_ERROR,
		     .check = SIJIL_MUST,
		     .kinds = "attendance",
		     .when = "status=absent",
		     .must = "minutes=0",
		     .field = "minutes",
		     SAYS },
	[R_PRIOR] = { .code = "X-E02",
		      .severity = SIJIL_ERROR,
		      .check = SIJIL_PRIOR,
		      .kinds = "attendance|exit",
		      .other = "enrolment",
		      .other_where = "?cohort",
		      SAYS },
	[R_UNIQUE] = { .code = "X-W03",
		       .severity = SIJIL_WARNING,
		       .check = SIJIL_UNIQUE,
		       .kinds = "attendance",
		       .key = "session,person,day",
		       SAYS },
	[R_NO_OVERLAP] = { .code = "X-E04",
			   .severity = SIJIL_ERROR,
			   .check = SIJIL_NO_OVERLAP,
			   .kinds = "visit_count",
			   .key = "site,zone",
			   SAYS },
	[R_ONE_SPELL] = { .code = "X-E05",
			  .severity = SIJIL_ERROR,
			  .check = SIJIL_ONE_SPELL,
			  .kinds = "enrolment",
			  SAYS },
	[R_IN_SPELL] = { .code = "X-E06",
			 .severity = SIJIL_ERROR,
			 .check = SIJIL_IN_SPELL,
			 .kinds = "attendance",
			 SAYS },
	[R_CALLBACK] = { .code = "X-E01",
			 .severity = SIJIL_INFO,
			 .check = SIJIL_CALLBACK,
			 .kinds = "note",
			 .callback = judge,
			 SAYS },
	{ 0 },
};

static const struct sijil_measure learners[] = { { .take = SIJIL_PERSONS, .spells = SIJIL_ACTIVE }, { 0 } };
static const struct sijil_measure attended[] = {
	{ .take = SIJIL_SUM, .kind = "attendance", .of = "minutes", .where = "status=present" },
	{ 0 },
};
static const struct sijil_measure planned[] = {
	{ .take = SIJIL_SUM,
	  .title = "present",
	  .kind = "attendance",
	  .of = "session.planned_minutes",
	  .also = ALSO({ SIJIL_ANY_MEETS, "exit", "day_end>0" }) },
	{ .take = SIJIL_STANDING,
	  .title = "estimated",
	  .kind = "population_estimate",
	  .of = "value",
	  .reference = "illiterate_women" },
	{ 0 },
};
static const struct sijil_measure excused[] = {
	{ .take = SIJIL_COUNT, .title = "excused", .kind = "attendance" },
	{ 0 },
};

static const struct sijil_metric metrics[] = {
	[LEARNERS] = { .code = "learners",
		       .title = "Learners",
		       .unit = "persons",
		       .definition = "Who took part.",
		       .scale = 1,
		       .persons = true,
		       .breakdowns = "sex,age_band,site" },
	[RATE] = { .code = "rate",
		   .title = "Rate",
		   .unit = "%",
		   .definition = "Attended of planned.",
		   .direction = SIJIL_UP,
		   .scale = 100,
		   .per = 60,
		   .decimals = 1,
		   .breakdowns = "sex,cohort",
		   .ratio = true,
		   .needs = "attendance",
		   .population = { .what = "learners", .sex = "F" } },
	[PARITY] = { .code = "parity",
		     .title = "Parity",
		     .unit = "ratio",
		     .definition = "Girls to boys.",
		     .scale = 1,
		     .decimals = 2,
		     .parity_of = "rate",
		     .parity_groups = "sex=F|M" },
	[FOLDED] = { .code = "folded",
		     .title = "Folded",
		     .unit = "%",
		     .definition = "By a fold.",
		     .scale = 100,
		     .ratio = true,
		     .fold = fold },
	{ 0 },
};

#define COPY(member) memcpy(s->member, member, sizeof(member))

void sample_make(struct sample *s)
{
	COPY(options);
	COPY(enrolment);
	COPY(session);
	COPY(attendance);
	COPY(visits);
	COPY(kinds);
	COPY(rules);
	COPY(learners);
	COPY(attended);
	COPY(planned);
	COPY(excused);
	COPY(metrics);
	s->kinds[ENROLMENT].fields = s->enrolment;
	s->kinds[SESSION].fields = s->session;
	s->kinds[ATTENDANCE].fields = s->attendance;
	s->kinds[VISITS].fields = s->visits;
	s->metrics[LEARNERS].numerator = s->learners;
	s->metrics[RATE].numerator = s->attended;
	s->metrics[RATE].denominator = s->planned;
	s->metrics[RATE].aside = s->excused;
	s->plugin = (struct sijil_plugin){
		SIJIL_PLUGIN_HEAD,      .name = "sample",      .version = "1.0",
		.title = "Sample",      .options = s->options, .instance_size = sizeof(struct sample_instance),
		.kinds = s->kinds,      .rules = s->rules,     .metrics = s->metrics,
		.age_bands = "0,13,18",
	};
}

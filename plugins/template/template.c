/*
 * Template: what 'sijil plugin new' wrote, a plugin with one of everything.  Workshops of a community centre: who came,
 * on how many different days, and whether one was held on a day on which the centre is closed.
 *
 * Replace the kind by what your program logs, then the rules and metrics; 'make check' says what does not fit.
 * sijil-plugin(5) documents every member of these tables.
 */
#include <stdlib.h>
#include <string.h>

#include <sijil/plugin.h>

enum { WEEK = 7 };

/* --- options: what a city may set under 'options:' in its sijil.yaml --- */

struct template {
	int64_t large;      /* option */
	const char *closed; /* option: "5,7"; NULL: never closed */
	bool *closed_on;    /* by weekday, from 0 Monday: made of it by open, freed by close */
};

static const struct sijil_option options[] = {
	{ .name = "large", .title = "More attendees than this in one workshop are doubtful",
	  SIJIL_OPTION(struct template, large), .min = 1, .max = 10000, .preset = "40" },
	{ .name = "closed", .title = "Weekdays on which the centre is closed, 1 Monday to 7 Sunday",
	  SIJIL_OPTION(struct template, closed) },
	{ 0 },
};

/* Returns 0, or -1 with err filled: an option with a value that a table cannot refuse. */
static int open_template(void *instance, const struct sijil_host *host, struct sijil_err *err)
{
	struct template *t = instance;
	const char *c;

	t->closed_on = calloc(WEEK, sizeof(*t->closed_on));
	if (t->closed_on == NULL)
		return host->fail(err, "out of memory");
	for (c = t->closed; c != NULL && *c != '\0'; c += c[1] == ',' && c[2] != '\0' ? 2 : 1) {
		if (*c < '1' || *c > '7' || (c[1] != '\0' && c[1] != ',')) {
			free(t->closed_on);
			return host->fail(err, "closed: '%s' is no list of weekdays (such as 5,7)", t->closed);
		}
		t->closed_on[*c - '1'] = true;
	}
	return 0;
}

static void close_template(void *instance)
{
	struct template *t = instance;

	free(t->closed_on);
}

/* --- kinds: what can be logged --- */

static const struct sijil_field workshop[] = {
	{ .name = "topic", .title = "Topic", .hint = "What it was about", .type = SIJIL_CHOICE, .required = true,
	  .choices = "reading|crafts|computing|other" },
	{ .name = "attendees", .title = "Attendees", .hint = "How many came", .type = SIJIL_INT, .required = true,
	  .max = 10000, .unit = "persons" },
	{ .name = "minutes", .title = "Minutes", .hint = "How long it lasted", .type = SIJIL_INT, .min = 1, .max = 1440,
	  .unit = "minutes" },
	{ 0 },
};

static const struct sijil_kind kinds[] = {
	{ .name = "workshop", .title = "Workshop", .subject = SIJIL_SITE, .fields = workshop },
	{ 0 },
};

/* --- rules: what is wrong with an entry --- */

/* 0 Monday to 6 Sunday; day 0, 1970-01-01, was a Thursday. */
static int weekday(int32_t day)
{
	return (int)(((int64_t)day % WEEK + WEEK + 3) % WEEK);
}

/* Judges one entry; what it finds goes to host->find. */
static int check_closed(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
			const struct sijil_entry *entry, struct sijil_report *report)
{
	const struct template *t = instance;

	(void)history;
	if (t->closed_on[weekday(entry->day)])
		host->find(report, "on", ""); /* in the rule's own words */
	return 0;
}

static int check_large(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
		       const struct sijil_entry *entry, struct sijil_report *report)
{
	const struct template *t = instance;
	const int64_t attendees = host->number(entry, "attendees");

	(void)history;
	if (attendees != SIJIL_MISSING && attendees > t->large * SIJIL_ONE)
		host->find(report, "attendees", "more than %lld attendees", (long long)t->large);
	return 0;
}

static const struct sijil_rule rules[] = {
	{ .code = "TE-I01", .severity = SIJIL_INFO, .check = SIJIL_MUST, .kinds = "workshop", .must = "attendees>0",
	  .field = "attendees", .message = "nobody came", .remedy = "correct attendees if somebody did" },
	{ .code = "TE-W02", .severity = SIJIL_WARNING, .check = SIJIL_CALLBACK, .kinds = "workshop",
	  .message = "the centre is closed on this weekday", .remedy = "correct the date, or the option closed",
	  .callback = check_closed },
	{ .code = "TE-W03", .severity = SIJIL_WARNING, .check = SIJIL_CALLBACK, .kinds = "workshop",
	  .field = "attendees", .message = "an unusually large workshop",
	  .remedy = "count again, or raise the option large", .callback = check_large },
	{ 0 },
};

/* --- metrics: what the numbers mean --- */

/*
 * One history is one site's.  Entries come by day, of all programs: look at your own.  What two subjects have in
 * common cannot be seen here, so that the figures of parts add up to that of the whole.
 */
static int fold_days(const void *instance, const struct sijil_host *host, const struct sijil_history *history,
		     const struct sijil_window *window, struct sijil_tally *tally)
{
	int32_t last = SIJIL_NO_DAY;
	size_t i;

	(void)instance;
	for (i = 0; i < history->n; i++) {
		const struct sijil_entry *e = history->entries[i];

		if (e->program != history->program || strcmp(e->kind, "workshop") != 0)
			continue;
		if (e->day < window->from || e->day > window->to || e->day == last)
			continue;
		host->add(tally, SIJIL_NUMERATOR, e, SIJIL_ONE);
		last = e->day;
	}
	return 0;
}

static const struct sijil_measure attendees[] = {
	{ .take = SIJIL_SUM, .kind = "workshop", .of = "attendees" },
	{ 0 },
};

static const struct sijil_metric metrics[] = {
	{ .code = "attendance", .title = "Attendance", .unit = "attendances",
	  .definition = "Attendees of all workshops; who came twice counts twice.", .direction = SIJIL_UP, .scale = 1,
	  .breakdowns = "site,topic", .numerator = attendees },
	{ .code = "workshop_days", .title = "Days with a workshop", .unit = "days",
	  .definition = "Days on which at least one workshop was held, at each site.", .direction = SIJIL_UP,
	  .scale = 1, .breakdowns = "site", .fold = fold_days },
	{ 0 },
};

SIJIL_PLUGIN(template) = {
	SIJIL_PLUGIN_HEAD,
	.name = "template",
	.version = "0.1",
	.title = "Template",
	.options = options,
	.instance_size = sizeof(struct template),
	.kinds = kinds,
	.rules = rules,
	.metrics = metrics,
	.open = open_template,
	.close = close_template,
};

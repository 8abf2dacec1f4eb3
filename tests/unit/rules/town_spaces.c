/* Community spaces: counts over intervals, and visits by card. */
#include "config.h"

#include "town.h"

static const struct sijil_field visit_count_fields[] = {
	{ .name = "visits", .title = "Visits", .type = SIJIL_INT, .required = true, .min = 0, .max = INT64_MAX,
	  .unit = "persons" },
	{ .name = "count_type", .title = "Count type", .type = SIJIL_CHOICE, .choices = "automatic|sample" },
	{ .name = "zone", .title = "Zone", .type = SIJIL_TEXT, .max = 32 },
	{ .name = NULL },
};

static const struct sijil_field visit_fields[] = {
	{ .name = "sex", .title = "Sex", .type = SIJIL_TEXT },
	{ .name = "card", .title = "Card", .type = SIJIL_TEXT },
	{ .name = NULL },
};

static const struct sijil_field closure_fields[] = {
	{ .name = "notice", .title = "Notice", .type = SIJIL_INT },
	{ .name = NULL },
};

const struct sijil_kind spaces_kinds[] = {
	{ .name = "visit_count", .title = "Visit count", .subject = SIJIL_SITE, .interval = true,
	  .outliers = "visits", .outliers_among = "count_type",
	  .fields = visit_count_fields },
	{ .name = "visit", .title = "Visit", .subject = SIJIL_PERSON, .key = "card,day", .fields = visit_fields },
	{ .name = "closure", .title = "Closure", .subject = SIJIL_SITE, .interval = true, .fields = closure_fields },
	{ .name = NULL },
};

const struct sijil_rule spaces_rules[] = {
	{ .code = "CS-E02", .severity = SIJIL_ERROR, .check = SIJIL_NO_OVERLAP, .kinds = "visit_count",
	  .key = "site,zone,count_type", .field = "zone", .message = "these days are counted already",
	  .remedy = "correct one of the intervals" },
	{ .code = "CS-W03", .severity = SIJIL_WARNING, .check = SIJIL_NO_OVERLAP, .kinds = "visit_count",
	  .when = "count_type=sample", .key = "site,zone", .other_where = "count_type!=@count_type",
	  .message = "a sample inside another count", .remedy = "only one of them may be summed" },
	{ .code = "CS-E06", .severity = SIJIL_ERROR, .check = SIJIL_UNIQUE, .kinds = "visit", .key = "day,card",
	  .message = "the card was read twice", .remedy = "leave one out" },
	{ .code = "CS-W07", .severity = SIJIL_WARNING, .check = SIJIL_UNIQUE, .kinds = "closure", .when = "notice>0",
	  .key = "notice", .message = "the notice was used before", .remedy = "check its number" },
	{ .code = "CS-W09", .severity = SIJIL_WARNING, .check = SIJIL_PRIOR, .kinds = "closure", .when = "notice=9",
	  .other = "closure", .other_where = "notice=@notice", .message = "the first of its kind",
	  .remedy = "look again" },
	{ .code = NULL },
};

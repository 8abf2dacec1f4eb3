#include "config.h"

#include "exchange/profile.h"

#include <string.h>
#include <strings.h>

static const char *const kobo_own[] = { "_id",         "_uuid",         "_submission_time", "_validation_status",
					"_notes",      "_status",       "_submitted_by",    "__version__",
					"_tags",       "meta/rootUuid", "_index",           "meta/instanceID",
					"formhub/uuid", "start",        "end",              "_parent_table_name",
					"_parent_index", "_submission__id", "_submission__uuid",
					"_submission__submission_time", "_submission__validation_status",
					"_submission__notes", "_submission__status", "_submission__submitted_by",
					"_submission___version__", "_submission__tags", "_submission__rootUuid", NULL };
static const char *const kobo_endings[] = { "_latitude", "_longitude", "_altitude", "_precision", NULL };
static const char *const kobo_keys[] = { "meta/rootUuid", "_uuid", NULL };

static const char *const odk_own[] = { "SubmissionDate", "meta-instanceID", "instanceID",    "KEY",
				       "PARENT_KEY",     "SubmitterID",     "SubmitterName", "AttachmentsPresent",
				       "AttachmentsExpected", "Status",     "ReviewState",   "DeviceID",
				       "Edits",          "FormVersion",     "start",         "end",
				       "meta-instanceName", "instanceName", NULL };
static const char *const odk_endings[] = { "-Latitude", "-Longitude", "-Altitude", "-Accuracy", NULL };
static const char *const odk_keys[] = { "KEY", NULL };

static const struct profile profiles[] = {
	{
		.name = "kobo",
		.joint = '/',
		.own = kobo_own,
		.endings = kobo_endings,
		.keys = kobo_keys,
		.missing = { "n/a" },
		.review = "_validation_status",
		.refused = { "not approved", "validation status not approved" },
	},
	{
		.name = "odk",
		.joint = '-',
		.own = odk_own,
		.endings = odk_endings,
		.keys = odk_keys,
		.review = "ReviewState",
		.refused = { "rejected" },
		.doubted = { "hasissues" },
	},
};

const struct profile *profile_named(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++)
		if (strcmp(profiles[i].name, name) == 0)
			return &profiles[i];
	return NULL;
}

static bool ends_with(const char *s, const char *ending)
{
	const size_t n = strlen(s), k = strlen(ending);

	return n > k && strcasecmp(s + n - k, ending) == 0;
}

bool profile_owns(const struct profile *p, const char *column)
{
	size_t i;

	for (i = 0; p->own[i] != NULL; i++)
		if (strcasecmp(p->own[i], column) == 0)
			return true;
	for (i = 0; p->endings[i] != NULL; i++)
		if (ends_with(column, p->endings[i]))
			return true;
	return false;
}

const char *profile_last(const struct profile *p, const char *column)
{
	const char *joint = strchr(column, '[') == NULL ? strrchr(column, p->joint) : NULL;

	return joint != NULL && joint[1] != '\0' ? joint + 1 : column;
}

static bool is_one_of(const char *folded, const char *const *words, size_t max)
{
	size_t i;

	for (i = 0; i < max && words[i] != NULL; i++)
		if (strcmp(words[i], folded) == 0)
			return true;
	return false;
}

enum review profile_review(const struct profile *p, const char *folded)
{
	if (is_one_of(folded, p->refused, sizeof(p->refused) / sizeof(p->refused[0])))
		return REVIEW_REFUSED;
	if (is_one_of(folded, p->doubted, sizeof(p->doubted) / sizeof(p->doubted[0])))
		return REVIEW_DOUBTED;
	return REVIEW_TAKEN;
}

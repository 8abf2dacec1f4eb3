/* What can be logged: the keys of `kinds`. */
#include "config.h"

#include "plugin/declared_private.h"
#include "plugin/tables_part.h"

#define FIELD(member, own, ...) DECLARED(struct sijil_field, member, own, __VA_ARGS__)
#define KIND(member, own, ...) DECLARED(struct sijil_kind, member, own, __VA_ARGS__)

static const struct word types[] = {
	{ "text", SIJIL_TEXT }, { "int", SIJIL_INT },       { "decimal", SIJIL_DECIMAL }, { "bool", SIJIL_BOOL },
	{ "date", SIJIL_DATE }, { "choice", SIJIL_CHOICE }, { "entry", SIJIL_ENTRY },     { 0 },
};

static const struct word subjects[] = {
	{ "person", SIJIL_PERSON }, { "site", SIJIL_SITE }, { "program", SIJIL_PROGRAM }, { 0 }
};

static const struct word roles[] = { { "records", SIJIL_RECORDS },
				     { "opens", SIJIL_OPENS },
				     { "serves", SIJIL_SERVES },
				     { "closes", SIJIL_CLOSES },
				     { 0 } };

static const struct decode_row field_rows[] = {
	FIELD(title, declared_any, .required = true),
	FIELD(hint, declared_any),
	FIELD(type, declared_word, .required = true, .detail = types),
	{ .key = "required", .type = DECODE_BOOL, .offset = offsetof(struct sijil_field, required) },
	{ .key = "min", .type = DECODE_INT, .offset = offsetof(struct sijil_field, min) },
	{ .key = "max", .type = DECODE_INT, .offset = offsetof(struct sijil_field, max) },
	FIELD(choices, declared_choices),
	FIELD(refers, declared_text),
	FIELD(unit, declared_text),
	FIELD(preset, declared_text),
	FIELD(otherwise, declared_text),
	FIELD(otherwise_when, declared_list, .detail = &declared_conditions),
	{ .key = NULL },
};

/* A table knows a limit only together with the other one: what is not said is as far away as the type goes. */
static void finish_field(const struct decoder *d, const struct yaml_node *node, void *row)
{
	const struct yaml_node *min = yaml_get(node, "min"), *max = yaml_get(node, "max");
	struct sijil_field *f = row;
	int64_t lowest, highest;

	if (min == NULL && max == NULL)
		return;
	table_limits(f->type, &lowest, &highest);
	if (min == NULL)
		f->min = lowest;
	if (max == NULL)
		f->max = highest;
	if (f->min == 0 && f->max == 0 && highest != 0)
		decode_error(d, max != NULL ? max : min,
			     "from 0 to 0 leaves nothing to choose (write other limits, or none)");
}

static const struct rows_form fields = {
	.rows = field_rows,
	.size = sizeof(struct sijil_field),
	.what = "field",
	.expected = "each field's name, and below it what it is",
	.finish = finish_field,
};

static const struct decode_row kind_rows[] = {
	KIND(title, declared_any, .required = true),
	KIND(subject, declared_word, .required = true, .detail = subjects),
	KIND(role, declared_word, .detail = roles),
	{ .key = "interval", .type = DECODE_BOOL, .offset = offsetof(struct sijil_kind, interval) },
	KIND(serves_when, declared_list, .detail = &declared_conditions),
	KIND(service, declared_text),
	KIND(future_when, declared_list, .detail = &declared_conditions),
	KIND(plans_for, declared_text),
	KIND(key, declared_list, .detail = &declared_key),
	KIND(refer_by, declared_list, .detail = &declared_key),
	KIND(baseline_when, declared_list, .detail = &declared_conditions),
	KIND(baseline_key, declared_list, .detail = &declared_key),
	KIND(outliers, declared_text),
	KIND(outliers_among, declared_list, .detail = &declared_key),
	KIND(fields, declared_named, .detail = &fields),
	{ .key = NULL },
};

const struct rows_form declared_kinds = {
	.rows = kind_rows,
	.size = sizeof(struct sijil_kind),
	.what = "kind",
	.expected = "each kind's name, and below it what it is",
};

/* What the types of fields and options allow: limits, choices, presets. */
#include "config.h"

#include "plugin/tables_part.h"

#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "config/yaml.h"

/* lowest..highest: what a limit may be; both 0: the type has no limits. */
static const struct type {
	const char *name;
	int64_t lowest, highest;
} types[] = {
	[SIJIL_TEXT] = { "SIJIL_TEXT", 0, INT64_C(1) << 20 },
	[SIJIL_INT] = { "SIJIL_INT", INT64_MIN + 1, INT64_MAX },
	[SIJIL_DECIMAL] = { "SIJIL_DECIMAL", -(INT64_MAX / SIJIL_ONE), INT64_MAX / SIJIL_ONE },
	[SIJIL_BOOL] = { "SIJIL_BOOL", 0, 0 },
	[SIJIL_DATE] = { "SIJIL_DATE", 0, 0 },
	[SIJIL_CHOICE] = { "SIJIL_CHOICE", 0, 0 },
	[SIJIL_ENTRY] = { "SIJIL_ENTRY", 0, 0 },
};

const char *table_type_name(enum sijil_type type)
{
	return table_in_range(type, SIJIL_TEXT, SIJIL_ENTRY) ? types[type].name : NULL;
}

void table_limits(enum sijil_type type, int64_t *lowest, int64_t *highest)
{
	*lowest = types[type].lowest;
	*highest = types[type].highest;
}

static int check_limits(const struct table_values *v, struct sijil_err *err)
{
	const struct type *t = &types[v->type];

	if (v->min == 0 && v->max == 0)
		return 0;
	if (t->lowest == 0 && t->highest == 0)
		return table_fault(err, "min and max are set, but %s has no limits", t->name);
	if (v->min > v->max)
		return table_fault(err, "min %" PRId64 " is above max %" PRId64, v->min, v->max);
	if (v->min < t->lowest || v->max > t->highest)
		return table_fault(err, "min and max of %s must lie in %" PRId64 "..%" PRId64, t->name, t->lowest,
				   t->highest);
	return 0;
}

static int check_within(const struct table_values *v, int64_t value, int64_t unit, const char *what, const char *s,
			size_t n, struct sijil_err *err)
{
	if ((v->min == 0 && v->max == 0) || (value >= v->min * unit && value <= v->max * unit))
		return 0;
	return table_fault(err, "%s '%.*s' is outside %" PRId64 "..%" PRId64, what, (int)n, s, v->min, v->max);
}

static int check_int(const struct table_values *v, const char *s, size_t n, const char *what, struct sijil_err *err)
{
	const char *why = NULL;
	int64_t value;

	if (number_parse_int(s, n, &value, &why) != 0)
		return table_fault(err, "%s '%.*s' %s", what, (int)n, s, why);
	return check_within(v, value, 1, what, s, n, err);
}

/* Codes as in base/text.h, and '+', for "65+". */
static bool is_choice(const char *s, size_t n)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

	if (n > 64 || strchr(letters, s[0]) == NULL)
		return false;
	for (size_t i = 1; i < n; i++)
		if (strchr(letters, s[i]) == NULL && strchr("_.+-", s[i]) == NULL)
			return false;
	return true;
}

static int check_choices(const struct table_values *v, struct sijil_err *err)
{
	const char *rest = v->choices, *item;
	size_t n;

	if (v->choices == NULL)
		return v->type == SIJIL_CHOICE ? table_fault(err, "has no choices, which a SIJIL_CHOICE needs") : 0;
	if (v->type != SIJIL_CHOICE && v->type != SIJIL_INT)
		return table_fault(err, "choices are set, but %s has none", types[v->type].name);
	if (table_list(v->choices, '|', "choices", err) != 0)
		return -1;
	while ((item = text_split(&rest, '|', &n)) != NULL) {
		if (v->type == SIJIL_INT && check_int(v, item, n, "choice", err) != 0)
			return -1;
		if (v->type == SIJIL_CHOICE && !is_choice(item, n))
			return table_fault(err,
					   "choice '%.*s' is not a code (1 to 64 of A-Z a-z 0-9 _ . + -, the first a "
					   "letter or digit)",
					   n > 64 ? 64 : (int)n, item);
	}
	return 0;
}

int table_values_sound(const struct table_values *v, struct sijil_err *err)
{
	if (check_limits(v, err) != 0)
		return -1;
	return check_choices(v, err);
}

typedef int preset_fn(const struct table_values *v, const char *s, size_t n, struct sijil_err *err);

static int preset_text(const struct table_values *v, const char *s, size_t n, struct sijil_err *err)
{
	size_t length = text_length(s, n);

	if ((v->min == 0 && v->max == 0) || ((int64_t)length >= v->min && (int64_t)length <= v->max))
		return 0;
	return table_fault(err, "preset '%.*s' has %zu characters, not %" PRId64 "..%" PRId64, yaml_shown(s), s, length,
			   v->min, v->max);
}

static int preset_choice(const struct table_values *v, const char *s, size_t n, struct sijil_err *err)
{
	(void)n;
	if (text_in_list(s, v->choices, '|'))
		return 0;
	return table_fault(err, "preset '%.*s' is not one of %.*s", yaml_shown(s), s, yaml_shown(v->choices),
			   v->choices);
}

static int preset_int(const struct table_values *v, const char *s, size_t n, struct sijil_err *err)
{
	if (check_int(v, s, n, "preset", err) != 0)
		return -1;
	return v->choices != NULL ? preset_choice(v, s, n, err) : 0;
}

static int preset_decimal(const struct table_values *v, const char *s, size_t n, struct sijil_err *err)
{
	const char *why = NULL;
	int64_t amount;

	if (number_parse_amount(s, n, &amount, &why) != 0)
		return table_fault(err, "preset '%.*s' %s", yaml_shown(s), s, why);
	return check_within(v, amount, SIJIL_ONE, "preset", s, n, err);
}

static int preset_bool(const struct table_values *v, const char *s, size_t n, struct sijil_err *err)
{
	(void)v;
	(void)n;
	if (strcmp(s, "true") == 0 || strcmp(s, "false") == 0)
		return 0;
	return table_fault(err, "preset '%.*s' is neither true nor false", yaml_shown(s), s);
}

static int preset_date(const struct table_values *v, const char *s, size_t n, struct sijil_err *err)
{
	const char *why = NULL;
	int32_t day;

	(void)v;
	if (date_parse(s, n, &day, &why) != 0)
		return table_fault(err, "preset '%.*s': %s", yaml_shown(s), s, why);
	return 0;
}

static int preset_entry(const struct table_values *v, const char *s, size_t n, struct sijil_err *err)
{
	(void)v;
	(void)s;
	(void)n;
	return table_fault(err,
			   "preset is set, but SIJIL_ENTRY has none (which entry it will be is not known beforehand)");
}

int table_preset(const struct table_values *v, const char *preset, struct sijil_err *err)
{
	static preset_fn *const checks[] = {
		[SIJIL_TEXT] = preset_text,   [SIJIL_INT] = preset_int,   [SIJIL_DECIMAL] = preset_decimal,
		[SIJIL_BOOL] = preset_bool,   [SIJIL_DATE] = preset_date, [SIJIL_CHOICE] = preset_choice,
		[SIJIL_ENTRY] = preset_entry,
	};

	if (preset == NULL)
		return 0;
	if (table_text(preset, "preset", err) != 0)
		return -1;
	return checks[v->type](v, preset, strlen(preset), err);
}

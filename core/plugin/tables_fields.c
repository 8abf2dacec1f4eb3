/* The fields of a kind. */
#include "config.h"

#include "plugin/tables_part.h"

#include <string.h>

#include "base/text.h"

/*
 * Names with a meaning of their own: parts of a key, columns of a file that say when, where and who, and words of
 * expressions.
 */
static const char *const reserved[] = {
	"day",        "day_end", "site", "person", "on",     "until", "date", "occurred_on",
	"period_end", "period",  "open", "close",  "length", "age",   "days", NULL,
};

static int check_name(const struct sijil_kind *k, size_t row, struct sijil_err *err)
{
	const char *name = k->fields[row].name;

	if (table_name(name, "field", row, err) != 0)
		return -1;
	for (size_t i = 0; reserved[i] != NULL; i++)
		if (strcmp(reserved[i], name) == 0)
			return table_fault(err, "field '%s': this name has a meaning of its own (take another)", name);
	for (size_t i = 0; i < row; i++)
		if (strcmp(k->fields[i].name, name) == 0)
			return table_fault(err, "field '%s': stands twice in the table", name);
	return 0;
}

/* People, and the headings of their files, may say the title instead of the name. */
static int check_title(const struct sijil_kind *k, size_t row, struct sijil_err *err)
{
	const char *title = k->fields[row].title;

	if (table_text(title, "title", err) != 0)
		return -1;
	for (size_t i = 0; i < row; i++)
		if (strcmp(k->fields[i].title, title) == 0)
			return table_fault(err, "its title is also that of '%s'", k->fields[i].name);
	return table_text_if(k->fields[row].hint, "hint", err);
}

static int check_refers(const struct sijil_plugin *p, const struct sijil_field *f, struct sijil_err *err)
{
	if (f->type != SIJIL_ENTRY)
		return table_unset(f->refers != NULL, "refers", "its type is not SIJIL_ENTRY", err);
	if (f->refers == NULL)
		return table_fault(err, "has no refers, which a SIJIL_ENTRY needs");
	return table_kind_of(p, f->refers, "refers", err) != NULL ? 0 : -1;
}

static int check_otherwise(const struct sijil_field *f, struct sijil_err *err)
{
	if (table_unset(f->otherwise_when != NULL && f->otherwise == NULL, "otherwise_when", "otherwise is not", err) !=
		    0 ||
	    table_unset(f->otherwise != NULL && f->required, "otherwise",
			"the field is required, so it always has a value", err) != 0 ||
	    table_unset(f->otherwise != NULL && f->preset != NULL, "otherwise",
			"so is preset, so it always has a value", err) != 0)
		return -1;
	if (table_text_if(f->otherwise, "otherwise", err) != 0)
		return -1;
	return table_text_if(f->otherwise_when, "otherwise_when", err);
}

static int check_field(const struct sijil_plugin *p, const struct sijil_field *f, struct sijil_err *err)
{
	const struct table_values values = { .type = f->type, .min = f->min, .max = f->max, .choices = f->choices };

	if (table_type_name(f->type) == NULL)
		return table_fault(err, "type %d is none of SIJIL_TEXT .. SIJIL_ENTRY", (int)f->type);
	if (table_values_sound(&values, err) != 0 || table_preset(&values, f->preset, err) != 0 ||
	    check_refers(p, f, err) != 0)
		return -1;
	if (table_unset(f->unit != NULL && f->type != SIJIL_INT && f->type != SIJIL_DECIMAL, "unit",
			"only numbers have one", err) != 0 ||
	    table_text_if(f->unit, "unit", err) != 0)
		return -1;
	return check_otherwise(f, err);
}

int tables_check_fields(const struct sijil_plugin *p, const struct sijil_kind *k, const struct faults *faults,
			struct sijil_err *err)
{
	for (size_t i = 0; k->fields != NULL && k->fields[i].name != NULL; i++) {
		const struct sijil_field *f = &k->fields[i];

		if (check_name(k, i, err) != 0 && faults_tell(faults, f, err) != 0)
			return -1;
		if ((check_title(k, i, err) != 0 || check_field(p, f, err) != 0) && faults_tell(faults, f, err) != 0)
			return err_context(err, "field '%s'", f->name);
	}
	return 0;
}

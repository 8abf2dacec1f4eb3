/* What can be logged: kinds and their part in a spell.  Their fields: tables_fields.c. */
#include "config.h"

#include "plugin/tables_part.h"

#include <string.h>

#include "base/text.h"
#include "config/yaml.h"
#include "plugin/tables.h"

static int check_name(const struct sijil_plugin *p, size_t row, struct sijil_err *err)
{
	const char *name = p->kinds[row].name;

	if (table_name(name, "kind", row, err) != 0)
		return -1;
	for (size_t i = 0; i < row; i++)
		if (strcmp(p->kinds[i].name, name) == 0)
			return table_fault(err, "kind '%s': stands twice in the table", name);
	for (const struct sijil_kind *core = core_kinds; core->name != NULL; core++)
		if (strcmp(core->name, name) == 0)
			return table_fault(err,
					   "kind '%s': every program has a kind of this name (take another, or use it)",
					   name);
	return 0;
}

static int check_head(const struct sijil_kind *k, struct sijil_err *err)
{
	if (table_text(k->title, "title", err) != 0)
		return -1;
	if (!table_in_range(k->subject, SIJIL_PERSON, SIJIL_PROGRAM))
		return table_fault(err, "subject %d is none of SIJIL_PERSON, SIJIL_SITE, SIJIL_PROGRAM",
				   (int)k->subject);
	if (!table_in_range(k->role, SIJIL_RECORDS, SIJIL_CLOSES))
		return table_fault(err, "role %d is none of SIJIL_RECORDS, SIJIL_OPENS, SIJIL_SERVES, SIJIL_CLOSES",
				   (int)k->role);
	if (k->role != SIJIL_RECORDS && k->subject != SIJIL_PERSON)
		return table_fault(err, "has a role in a spell, but is about %s (only persons have spells)",
				   table_subject_name(k->subject));
	if (table_unset(k->serves_when != NULL && k->role != SIJIL_SERVES, "serves_when",
			"its role is not SIJIL_SERVES", err) != 0)
		return -1;
	if (table_unset(k->service != NULL && k->role != SIJIL_SERVES, "service", "its role is not SIJIL_SERVES",
			err) != 0)
		return -1;
	if (table_text_if(k->serves_when, "serves_when", err) != 0 || table_text_if(k->service, "service", err) != 0)
		return -1;
	return table_text_if(k->future_when, "future_when", err);
}

static int check_plans_for(const struct sijil_kind *k, const struct sijil_kind *opening, struct sijil_err *err)
{
	const struct sijil_kind *const both[] = { k, opening };

	if (k->plans_for == NULL)
		return 0;
	if (table_text(k->plans_for, "plans_for", err) != 0)
		return -1;
	if (k->future_when == NULL)
		return table_fault(err, "plans_for is set, but without future_when no entry of it lies in the future");
	if (opening == NULL)
		return table_fault(err, "plans_for is set, but no kind of this plugin opens spells");
	for (size_t i = 0; i < 2; i++) {
		const struct sijil_field *f = table_field(both[i], k->plans_for, strlen(k->plans_for));

		if (f == NULL || f->type != SIJIL_TEXT)
			return table_fault(err, "plans_for '%.*s' is not a text field of '%s'",
					   yaml_shown(k->plans_for), k->plans_for, both[i]->name);
	}
	return 0;
}

/* One kind may open spells, and without it none can be served or closed. */
static int check_spells(const struct sijil_plugin *p, const struct sijil_kind *k, struct sijil_err *err)
{
	const struct sijil_kind *opening = table_opening(p);

	if (k->role == SIJIL_OPENS && k != opening)
		return table_fault(err, "opens spells, but so does '%s' (one kind may)", opening->name);
	if (k->role != SIJIL_RECORDS && opening == NULL)
		return table_fault(err, "%s spells, but no kind of this plugin opens them",
				   k->role == SIJIL_SERVES ? "serves" : "closes");
	return check_plans_for(k, opening, err);
}

static int check_baseline(const struct sijil_kind *k, struct sijil_err *err)
{
	if (table_text_if(k->baseline_when, "baseline_when", err) != 0)
		return -1;
	if (k->baseline_when != NULL && k->subject != SIJIL_PERSON)
		return table_fault(err, "baseline_when is set, but it is about %s (only persons are tested)",
				   table_subject_name(k->subject));
	if (table_unset(k->baseline_key != NULL && k->baseline_when == NULL, "baseline_key", "baseline_when is not",
			err) != 0)
		return -1;
	return k->baseline_key != NULL ? table_key(k->baseline_key, k, "baseline_key", err) : 0;
}

static int check_outliers(const struct sijil_kind *k, struct sijil_err *err)
{
	const struct sijil_field *f;

	if (k->outliers == NULL)
		return table_unset(k->outliers_among != NULL, "outliers_among", "outliers is not", err);
	if (table_text(k->outliers, "outliers", err) != 0)
		return -1;
	f = table_field(k, k->outliers, strlen(k->outliers));
	if (f == NULL || (f->type != SIJIL_INT && f->type != SIJIL_DECIMAL))
		return table_fault(err, "outliers '%.*s' is not a number field of it", yaml_shown(k->outliers),
				   k->outliers);
	if (k->subject != SIJIL_SITE)
		return table_fault(err, "outliers are looked for among the entries of a site, but it is about %s",
				   table_subject_name(k->subject));
	return k->outliers_among != NULL ? table_key(k->outliers_among, k, "outliers_among", err) : 0;
}

static int check_kind(const struct sijil_plugin *p, const struct sijil_kind *k, const struct faults *faults,
		      struct sijil_err *err)
{
	if (tables_check_fields(p, k, faults, err) != 0 || check_spells(p, k, err) != 0)
		return -1;
	if (check_baseline(k, err) != 0 || check_outliers(k, err) != 0)
		return -1;
	if (k->key != NULL && table_key(k->key, k, "key", err) != 0)
		return -1;
	return k->refer_by != NULL ? table_key(k->refer_by, k, "refer_by", err) : 0;
}

/* Each pass may rely on the one before: names, then heads and where the fields' tables end, then what refers to others.
 */
int tables_check_kinds(const struct sijil_plugin *p, const struct faults *faults, struct sijil_err *err)
{
	size_t n, fields;

	if (table_rows(p->kinds, sizeof(*p->kinds), "kinds", &n, err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		const struct sijil_kind *k = &p->kinds[i];

		if (check_name(p, i, err) != 0 && faults_tell(faults, k, err) != 0)
			return -1;
		if (table_rows(k->fields, sizeof(*k->fields), "fields", &fields, err) != 0)
			return err_context(err, "kind '%s'", k->name);
		if (check_head(k, err) != 0 && faults_tell(faults, k, err) != 0)
			return err_context(err, "kind '%s'", k->name);
	}
	for (size_t i = 0; i < n; i++)
		if (check_kind(p, &p->kinds[i], faults, err) != 0 && faults_tell(faults, &p->kinds[i], err) != 0)
			return err_context(err, "kind '%s'", p->kinds[i].name);
	return 0;
}

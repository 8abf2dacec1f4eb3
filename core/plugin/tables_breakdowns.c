/* What a metric can be broken down by: names, and the fields where the groups are found. */
#include "config.h"

#include <string.h>

#include "base/period.h"
#include "base/text.h"
#include "config/yaml.h"
#include "plugin/tables_part.h"

enum { AXES_TRIED = 200 };

/* How many breakdowns have these n bytes for a name. */
size_t table_axes(const struct sijil_metric *m, const char *name, size_t n)
{
	const char *rest = m->breakdowns, *item;
	size_t item_n, found = 0;

	while (rest != NULL && (item = text_split(&rest, ',', &item_n)) != NULL)
		if (item_n >= n && memcmp(item, name, n) == 0 && (item_n == n || item[n] == '='))
			found++;
	return found;
}

static bool any_kind_has(const struct sijil_plugin *p, const char *field)
{
	for (const struct sijil_kind *k = p->kinds; k->name != NULL; k++)
		if (table_field(k, field, strlen(field)) != NULL)
			return true;
	return false;
}

static const struct sijil_kind *kind_named(const struct sijil_plugin *p, const char *name)
{
	for (const struct sijil_kind *k = p->kinds; k->name != NULL; k++)
		if (strcmp(k->name, name) == 0)
			return k;
	return NULL;
}

/* Does an entry field of some kind refer to one with the field, as in session.subject? */
static bool any_kind_reaches(const struct sijil_plugin *p, const char *path, const char *dot)
{
	for (const struct sijil_kind *k = p->kinds; k->name != NULL; k++) {
		const struct sijil_field *f = table_field(k, path, (size_t)(dot - path));
		const struct sijil_kind *to = f != NULL && f->refers != NULL ? kind_named(p, f->refers) : NULL;

		if (to != NULL && table_field(to, dot + 1, strlen(dot + 1)) != NULL)
			return true;
	}
	return false;
}

static bool has_persons(const struct sijil_plugin *p)
{
	for (const struct sijil_kind *k = p->kinds; k->name != NULL; k++)
		if (k->subject == SIJIL_PERSON)
			return true;
	return false;
}

/* What a breakdown may have been meant to be; NULL: nothing is called nearly so. */
static const char *near_axis(const struct sijil_plugin *p, const char *word)
{
	const char *names[AXES_TRIED + 4] = { "site", "age_band", "area" };
	size_t n = 3;

	for (const struct sijil_kind *k = p->kinds; k->name != NULL; k++)
		for (const struct sijil_field *f = k->fields; f != NULL && f->name != NULL && n < AXES_TRIED + 3; f++)
			names[n++] = f->name;
	return text_nearest(word, names);
}

/* Whether anything can be recorded there.  What the program does not ask may be known of a person from another. */
static int check_path(const struct sijil_plugin *p, const char *path, struct sijil_err *err)
{
	const char *dot = strchr(path, '.'), *near;

	if (dot != NULL && !any_kind_reaches(p, path, dot))
		return table_fault(err, "breakdowns: no kind refers to an entry with the field '%s' by '%.*s'", dot + 1,
				   (int)(dot - path), path);
	if (dot != NULL || any_kind_has(p, path) || strcmp(path, "site") == 0 || strcmp(path, "age_band") == 0 ||
	    strcmp(path, "area") == 0)
		return 0;
	near = near_axis(p, path);
	if (near == NULL && has_persons(p))
		return 0;
	return table_fault(err, "breakdowns: no kind has a field '%s'%s%s%s", path,
			   near != NULL ? " (did you mean '" : "", near != NULL ? near : "", near != NULL ? "'?)" : "");
}

/* One "name" or "name=path" of the breakdowns, n bytes long. */
static int check_axis(const struct sijil_plugin *p, const struct sijil_metric *m, const char *item, size_t n,
		      struct sijil_err *err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_.";
	const char *equals = memchr(item, '=', n), *path = equals != NULL ? equals + 1 : item;
	const size_t path_n = n - (size_t)(path - item);
	char name[65] = "", where[130] = "";

	if (equals != NULL &&
	    ((size_t)(equals - item) + 1 == n || strspn(equals + 1, letters) < n - (size_t)(equals - item) - 1))
		return table_fault(err, "breakdowns: '%.*s' is not a name, nor name=path", (int)n, item);
	if (equals != NULL)
		n = (size_t)(equals - item);
	if (n < sizeof(name))
		memcpy(name, item, n);
	if (!text_is_name(name))
		return table_fault(err, "breakdowns: '%.*s' is not a name, nor name=path", (int)n, item);
	if (table_axes(m, item, n) > 1)
		return table_fault(err, "breakdowns has '%s' twice", name);
	if (period_unit_named(name) != 0)
		return table_fault(
			err, "breakdowns: '%s' is a stretch of time, by which every metric can be broken down anyway",
			name);
	if (strcmp(name, "age_band") == 0 && equals == NULL && p->age_bands == NULL && !any_kind_has(p, name))
		return table_fault(err, "breakdowns: 'age_band' needs the plugin's age_bands, which are not set");
	if (path_n >= sizeof(where))
		return table_fault(err, "breakdowns: '%.*s' is longer than any field", yaml_shown(path), path);
	memcpy(where, path, path_n);
	return check_path(p, where, err);
}

int table_breakdowns(const struct sijil_plugin *p, const struct sijil_metric *m, struct sijil_err *err)
{
	const char *rest = m->breakdowns, *item;
	size_t n;

	if (m->breakdowns == NULL)
		return 0;
	if (table_list(m->breakdowns, ',', "breakdowns", err) != 0)
		return -1;
	while ((item = text_split(&rest, ',', &n)) != NULL)
		if (check_axis(p, m, item, n, err) != 0)
			return -1;
	return 0;
}

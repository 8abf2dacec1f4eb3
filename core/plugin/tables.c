#include "config.h"

#include "plugin/tables.h"

#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "config/yaml.h"
#include "plugin/tables_part.h"

enum { AGE_MAX = 150 };

/* An instance is a handful of numbers and pointers, allocated once per program. */
#define INSTANCE_MAX ((size_t)1 << 20)

static int check_age_bands(const char *bands, struct sijil_err *err)
{
	const char *rest = bands, *item, *why = NULL;
	int64_t age, last = -1;
	size_t n;

	if (bands == NULL)
		return 0;
	if (table_list(bands, ',', "age_bands", err) != 0)
		return -1;
	while ((item = text_split(&rest, ',', &n)) != NULL) {
		if (number_parse_int(item, n, &age, &why) != 0)
			return table_fault(err, "age_bands: '%.*s' %s", (int)n, item, why);
		if (age < 0 || age > AGE_MAX)
			return table_fault(err, "age_bands: '%.*s' is not an age (0..%d)", (int)n, item, AGE_MAX);
		if (age <= last)
			return table_fault(
				err, "age_bands '%.*s' do not ascend at '%.*s' (write the first age of each band)",
				yaml_shown(bands), bands, (int)n, item);
		last = age;
	}
	return 0;
}

static int check_head(const struct sijil_plugin *p, struct sijil_err *err)
{
	if (table_text(p->name, "name", err) != 0)
		return -1;
	if (!text_is_name(p->name))
		return table_fault(err, "name '%.*s' is not a name (1 to 64 of a-z 0-9 _, the first a letter)",
				   yaml_shown(p->name), p->name);
	if (table_text(p->version, "version", err) != 0 || table_text(p->title, "title", err) != 0)
		return -1;
	if (p->kinds == NULL)
		return table_fault(err, "has no table of kinds (one with only its last row is allowed)");
	if (p->instance_size > INSTANCE_MAX)
		return table_fault(err, "instance_size is %zu bytes, more than %zu", p->instance_size, INSTANCE_MAX);
	if (p->instance_size != 0 && p->options == NULL && p->open == NULL)
		return table_fault(err, "has an instance_size, but neither options nor open() to fill an instance");
	return check_age_bands(p->age_bands, err);
}

int faults_tell(const struct faults *faults, const void *row, const struct sijil_err *err)
{
	if (faults == NULL)
		return -1;
	faults->found(faults->arg, row, err);
	return 0;
}

static int check_tables(const struct sijil_plugin *plugin, const struct faults *faults, struct sijil_err *err)
{
	if (check_head(plugin, err) != 0 && faults_tell(faults, plugin, err) != 0)
		return err_context(err, "descriptor");
	if (tables_check_options(plugin, err) != 0 || tables_check_kinds(plugin, faults, err) != 0 ||
	    tables_check_rules(plugin, faults, err) != 0)
		return -1;
	return tables_check_metrics(plugin, faults, err);
}

int tables_check(const struct sijil_plugin *plugin, struct sijil_err *err)
{
	return check_tables(plugin, NULL, err);
}

void tables_check_all(const struct sijil_plugin *plugin, const struct faults *faults)
{
	struct sijil_err err = { 0 };

	if (check_tables(plugin, faults, &err) !=
	    0) /* a table that cannot be walked: what comes after it was not looked at */
		faults_tell(faults, plugin, &err);
}

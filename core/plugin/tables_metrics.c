/* What the numbers mean.  Their measures: tables_measures.c, their breakdowns: tables_breakdowns.c. */
#include "config.h"

#include "plugin/tables_part.h"

#include <inttypes.h>
#include <string.h>

#include "base/period.h"
#include "base/text.h"
#include "config/yaml.h"
#include "plugin/tables.h"

enum { SCALE_MAX = 1000000, DECIMALS_MAX = 6 };

static int check_numbers(const struct sijil_metric *m, struct sijil_err *err)
{
	if (!table_in_range(m->direction, SIJIL_NEUTRAL, SIJIL_DOWN))
		return table_fault(err, "direction %d is none of SIJIL_NEUTRAL, SIJIL_UP, SIJIL_DOWN",
				   (int)m->direction);
	if (m->scale == 0)
		return table_fault(
			err,
			"scale is 0, which would make every value 0 (1 for numbers as they are, 100 for per cent)");
	if (m->scale < -SCALE_MAX || m->scale > SCALE_MAX)
		return table_fault(err, "scale %" PRId64 " is outside %d..%d", m->scale, -SCALE_MAX, SCALE_MAX);
	if (m->per < 0)
		return table_fault(err, "per %" PRId64 " is negative (0 for none, 60 to make hours of minutes)",
				   m->per);
	if (m->offset < -SCALE_MAX || m->offset > SCALE_MAX)
		return table_fault(err, "offset %" PRId64 " is outside %d..%d", m->offset, -SCALE_MAX, SCALE_MAX);
	if (m->decimals < 0 || m->decimals > DECIMALS_MAX)
		return table_fault(err, "decimals %d is outside 0..%d", m->decimals, DECIMALS_MAX);
	return 0;
}

static int check_texts(const struct sijil_metric *m, struct sijil_err *err)
{
	const struct sijil_population *who = &m->population;

	if (table_text(m->title, "title", err) != 0 || table_text(m->unit, "unit", err) != 0 ||
	    table_text(m->definition, "definition", err) != 0 || table_text_if(m->comparable, "comparable", err) != 0 ||
	    table_text_if(m->beside, "beside", err) != 0)
		return -1;
	if (table_text_if(who->what, "population.what", err) != 0 ||
	    table_text_if(who->sex, "population.sex", err) != 0 || table_text_if(who->age, "population.age", err) != 0)
		return -1;
	return table_text_if(who->area, "population.area", err);
}

static int check_sides(const struct sijil_plugin *p, const struct sijil_metric *m, const struct faults *faults,
		       struct sijil_err *err)
{
	size_t above, below, aside;

	if (tables_check_measures(p, m->numerator, false, &above, faults, err) != 0)
		return err_context(err, "numerator");
	if (tables_check_measures(p, m->denominator, false, &below, faults, err) != 0)
		return err_context(err, "denominator");
	if (tables_check_measures(p, m->aside, true, &aside, faults, err) != 0)
		return err_context(err, "aside");
	if (above == 0 && m->fold == NULL)
		return table_fault(err, "has neither a numerator nor a fold, so it never has a value");
	if (m->ratio && below == 0 && m->fold == NULL)
		return table_fault(err, "is a ratio without a denominator (give it one, or leave .ratio out)");
	if (!m->ratio && below > 0)
		return table_fault(err, "has a denominator, but is not a ratio (set .ratio = true)");
	return 0;
}

static const struct sijil_metric *find_before(const struct sijil_plugin *p, size_t row, const char *code)
{
	for (size_t i = 0; i < row; i++)
		if (strcmp(p->metrics[i].code, code) == 0)
			return &p->metrics[i];
	return NULL;
}

static int check_groups(const struct sijil_metric *m, const struct sijil_metric *of, struct sijil_err *err)
{
	const char *groups = m->parity_groups, *equals, *bar;

	if (table_text(groups, "parity_groups", err) != 0)
		return -1;
	equals = strchr(groups, '=');
	bar = equals != NULL ? strchr(equals, '|') : NULL;
	if (bar == NULL || equals == groups || bar == equals + 1 || bar[1] == '\0' || strpbrk(bar + 1, "|=") != NULL ||
	    strpbrk(groups, " \t\n,") != NULL)
		return table_fault(err, "parity_groups '%.*s' is not a breakdown and two groups (write sex=F|M)",
				   yaml_shown(groups), groups);
	if (strlen(bar + 1) == (size_t)(bar - equals) - 1 && memcmp(equals + 1, bar + 1, strlen(bar + 1)) == 0)
		return table_fault(err, "parity_groups '%.*s' sets a group beside itself", yaml_shown(groups), groups);
	if (table_axes(of, groups, (size_t)(equals - groups)) == 0)
		return table_fault(err, "parity_groups: '%.*s' is not among the breakdowns of '%s'",
				   (int)(equals - groups), groups, of->code);
	return 0;
}

static int check_parity(const struct sijil_plugin *p, size_t row, struct sijil_err *err)
{
	const struct sijil_metric *m = &p->metrics[row], *of;

	if (table_text(m->parity_of, "parity_of", err) != 0)
		return -1;
	of = find_before(p, row, m->parity_of);
	if (of == NULL)
		return table_fault(err, "parity_of '%.*s' is not a metric that stands before it in the table",
				   yaml_shown(m->parity_of), m->parity_of);
	if (m->numerator != NULL || m->denominator != NULL || m->aside != NULL || m->fold != NULL ||
	    m->breakdowns != NULL)
		return table_fault(err, "has a parity_of, so it has no measures, fold or breakdowns of its own");
	return check_groups(m, of, err);
}

static bool is_core(const char *code)
{
	for (const struct sijil_metric *m = core_metrics; m->code != NULL; m++)
		if (strcmp(m->code, code) == 0)
			return true;
	return false;
}

static int check_metric(const struct sijil_plugin *p, size_t row, const struct faults *faults, struct sijil_err *err)
{
	const struct sijil_metric *m = &p->metrics[row];

	if (check_texts(m, err) != 0 || check_numbers(m, err) != 0 || table_breakdowns(p, m, err) != 0)
		return -1;
	if (m->needs != NULL && table_kind_of(p, m->needs, "needs", err) == NULL)
		return -1;
	if (m->parity_of != NULL)
		return check_parity(p, row, err);
	if (table_unset(m->parity_groups != NULL, "parity_groups", "parity_of is not", err) != 0)
		return -1;
	return check_sides(p, m, faults, err);
}

static int check_code(const struct sijil_plugin *p, size_t row, struct sijil_err *err)
{
	const char *code = p->metrics[row].code;

	if (table_name(code, "metric", row, err) != 0)
		return -1;
	if (find_before(p, row, code) != NULL)
		return table_fault(err, "metric '%s': stands twice in the table", code);
	if (is_core(code))
		return table_fault(err, "metric '%s': every program has a metric of this code (take another)", code);
	return 0;
}

int tables_check_metrics(const struct sijil_plugin *p, const struct faults *faults, struct sijil_err *err)
{
	size_t n;

	if (table_rows(p->metrics, sizeof(*p->metrics), "metrics", &n, err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		const struct sijil_metric *m = &p->metrics[i];

		if (check_code(p, i, err) != 0 && faults_tell(faults, m, err) != 0)
			return -1;
		if (check_metric(p, i, faults, err) != 0 && faults_tell(faults, m, err) != 0)
			return err_context(err, "metric '%s'", m->code);
	}
	return 0;
}

/* The units of a metric, and what is taken of them. */
#include "config.h"

#include "plugin/tables_part.h"

#include <string.h>

#include "base/text.h"
#include "config/yaml.h"

static const struct take {
	const char *name;
	bool of;        /* it adds up the value of an expression */
	bool reference; /* a value from the YAML may stand in */
} takes[] = {
	[SIJIL_COUNT] = { "SIJIL_COUNT", false, false },     [SIJIL_PERSONS] = { "SIJIL_PERSONS", false, false },
	[SIJIL_SUM] = { "SIJIL_SUM", true, false },          [SIJIL_LATEST] = { "SIJIL_LATEST", true, false },
	[SIJIL_STANDING] = { "SIJIL_STANDING", true, true }, [SIJIL_MEDIAN] = { "SIJIL_MEDIAN", true, false },
};

/* Finds the kind of the units: for spells the one that opens them. */
static const struct sijil_kind *check_units(const struct sijil_plugin *p, const struct sijil_measure *m,
					    struct sijil_err *err)
{
	const struct sijil_kind *opening = table_opening(p);

	if (!table_in_range(m->spells, SIJIL_NO_SPELLS, SIJIL_ACTIVE)) {
		table_fault(err, "spells %d is none of SIJIL_NO_SPELLS .. SIJIL_ACTIVE", (int)m->spells);
		return NULL;
	}
	if (m->spells == SIJIL_NO_SPELLS && m->kind == NULL) {
		table_fault(err, "has neither kind nor spells, so no units");
		return NULL;
	}
	if (m->spells == SIJIL_NO_SPELLS)
		return table_kind_of(p, m->kind, "kind", err);
	if (m->kind != NULL)
		table_fault(err, "has both kind and spells (the units are the one or the other)");
	else if (opening == NULL)
		table_fault(err, "spells are set, but no kind of this plugin opens them");
	else
		return opening;
	return NULL;
}

static int check_demand(const struct sijil_plugin *p, const struct sijil_also *a, const struct sijil_kind *units,
			struct sijil_err *err)
{
	const struct sijil_kind *other;

	if (!table_in_range(a->has, SIJIL_LATEST_MEETS, SIJIL_NEVER_MEETS))
		return table_fault(err, "has %d is none of SIJIL_LATEST_MEETS .. SIJIL_NEVER_MEETS", (int)a->has);
	if (a->kind == NULL)
		return table_fault(err, "has no kind, in which it looks for another entry");
	other = table_kind_of(p, a->kind, "kind", err);
	if (other == NULL)
		return -1;
	if (units->subject != SIJIL_PERSON || other->subject != SIJIL_PERSON)
		return table_fault(err, "looks for another entry of the same person, but a '%s' is about %s",
				   units->subject != SIJIL_PERSON ? units->name : other->name,
				   table_subject_name(units->subject != SIJIL_PERSON ? units->subject : other->subject));
	return table_text_if(a->where, "where", err);
}

static int check_also(const struct sijil_plugin *p, const struct sijil_measure *m, const struct sijil_kind *units,
		      const struct faults *faults, struct sijil_err *err)
{
	for (size_t i = 0; m->also != NULL && m->also[i].has != 0; i++) {
		if (i == TABLE_ROWS_MAX)
			return table_fault(err, "also has more than %d rows (does it end with { 0 }?)", TABLE_ROWS_MAX);
		if (check_demand(p, &m->also[i], units, err) != 0 && faults_tell(faults, &m->also[i], err) != 0)
			return err_context(err, "also %zu", i + 1);
	}
	return 0;
}

static int check_latest(const struct sijil_measure *m, const struct sijil_kind *units, struct sijil_err *err)
{
	if (m->latest_by == NULL)
		return table_unset(m->latest_where != NULL, "latest_where", "latest_by is not", err);
	if (table_text(m->latest_by, "latest_by", err) != 0 || table_text_if(m->latest_where, "latest_where", err) != 0)
		return -1;
	if (m->spells != SIJIL_NO_SPELLS || (m->take != SIJIL_COUNT && m->take != SIJIL_PERSONS))
		return table_fault(err, "latest_by is for SIJIL_COUNT and SIJIL_PERSONS of entries");
	if (table_field(units, m->latest_by, strlen(m->latest_by)) == NULL)
		return table_fault(err, "latest_by '%.*s' is not a field of '%s'", yaml_shown(m->latest_by),
				   m->latest_by, units->name);
	return 0;
}

static int check_reference(const struct sijil_measure *m, const struct take *take, struct sijil_err *err)
{
	if (m->reference == NULL)
		return 0;
	if (!take->reference)
		return table_fault(err, "reference is set, but %s does not look at it", take->name);
	if (table_text(m->reference, "reference", err) != 0)
		return -1;
	if (!text_is_code(m->reference))
		return table_fault(
			err,
			"reference '%.*s' is not a code (1 to 64 of A-Z a-z 0-9 _ . -, the first a letter or digit)",
			yaml_shown(m->reference), m->reference);
	return 0;
}

static int check_undivided(const struct sijil_measure *m, const struct take *take, struct sijil_err *err)
{
	if (m->undivided_by == NULL)
		return 0;
	if (m->take != SIJIL_STANDING)
		return table_fault(err, "undivided_by is set, but %s does not look at it", take->name);
	return table_list(m->undivided_by, ',', "undivided_by", err);
}

/* The year that a standing value speaks of. */
static int check_year(const struct sijil_measure *m, const struct take *take, const struct sijil_kind *units,
		      struct sijil_err *err)
{
	const struct sijil_field *field;

	if (m->year_by == NULL)
		return 0;
	if (m->take != SIJIL_STANDING)
		return table_fault(err, "year_by is set, but %s does not look at it", take->name);
	if (m->spells != SIJIL_NO_SPELLS)
		return table_fault(err, "year_by is for entries, but the units are spells");
	if (table_text(m->year_by, "year_by", err) != 0)
		return -1;
	field = table_field(units, m->year_by, strlen(m->year_by));
	if (field == NULL || field->type != SIJIL_INT)
		return table_fault(err, "year_by '%.*s' is not a whole number of '%s'", yaml_shown(m->year_by), m->year_by,
				   units->name);
	return 0;
}

/* "area=urban|rural" */
static int check_parts(const struct sijil_measure *m, const struct take *take, const struct sijil_kind *units,
		       struct sijil_err *err)
{
	const struct sijil_field *field;
	const char *equals;
	int n;

	if (m->parts == NULL)
		return 0;
	if (m->take != SIJIL_STANDING)
		return table_fault(err, "parts is set, but %s does not look at it", take->name);
	if (m->spells != SIJIL_NO_SPELLS)
		return table_fault(err, "parts is for entries, but the units are spells");
	if (table_text(m->parts, "parts", err) != 0)
		return -1;
	equals = strchr(m->parts, '=');
	if (equals == NULL || strpbrk(m->parts, "<>!,@") != NULL)
		return table_fault(err, "parts '%.*s' is not a field and its values (write area=urban|rural)",
				   yaml_shown(m->parts), m->parts);
	n = (int)(equals - m->parts);
	field = table_field(units, m->parts, (size_t)n);
	if (field == NULL || (field->type != SIJIL_TEXT && field->type != SIJIL_CHOICE))
		return table_fault(err, "parts: '%.*s' is not a text or choice field of '%s'", n, m->parts, units->name);
	if (m->undivided_by != NULL && text_in_list(field->name, m->undivided_by, ','))
		return table_fault(err, "parts: '%s' divides it, but undivided_by says that it does not", field->name);
	return table_list(equals + 1, '|', "parts", err);
}

static int check_measure(const struct sijil_plugin *p, const struct sijil_measure *m, const struct faults *faults,
			 struct sijil_err *err)
{
	const struct sijil_kind *units;
	const struct take *take;

	if (!table_in_range(m->take, SIJIL_COUNT, SIJIL_MEDIAN))
		return table_fault(err, "take %d is none of SIJIL_COUNT .. SIJIL_MEDIAN", (int)m->take);
	take = &takes[m->take];
	units = check_units(p, m, err);
	if (units == NULL)
		return -1;
	if (take->of && m->of == NULL)
		return table_fault(err, "has no of, which %s needs", take->name);
	if (!take->of && m->of != NULL)
		return table_fault(err, "of is set, but %s does not look at it", take->name);
	if (table_text_if(m->title, "title", err) != 0 || table_text_if(m->of, "of", err) != 0 ||
	    table_text_if(m->where, "where", err) != 0)
		return -1;
	if (check_also(p, m, units, faults, err) != 0 || check_latest(m, units, err) != 0)
		return -1;
	if (check_undivided(m, take, err) != 0 || check_parts(m, take, units, err) != 0 ||
	    check_year(m, take, units, err) != 0)
		return -1;
	return check_reference(m, take, err);
}

/* What the other measures of its side ask of it. */
static int check_beside(const struct sijil_measure *m, bool titled, size_t n, struct sijil_err *err)
{
	if (m->take == SIJIL_MEDIAN && n > 1)
		return table_fault(err, "a median cannot be added to other measures");
	if ((titled || n > 1) && m->title == NULL)
		return table_fault(err, "has no title, by which it is printed here");
	return 0;
}

int tables_check_measures(const struct sijil_plugin *p, const struct sijil_measure *table, bool titled, size_t *n,
			  const struct faults *faults, struct sijil_err *err)
{
	for (*n = 0; table != NULL && table[*n].take != 0; ++*n)
		if (*n == TABLE_ROWS_MAX)
			return table_fault(err, "more than %d rows (does the table end with { 0 }?)", TABLE_ROWS_MAX);
	for (size_t i = 0; i < *n; i++)
		if ((check_measure(p, &table[i], faults, err) != 0 || check_beside(&table[i], titled, *n, err) != 0) &&
		    faults_tell(faults, &table[i], err) != 0)
			return err_context(err, "measure %zu", i + 1);
	return 0;
}

/* The units of a metric, and what is taken of them. */
#include "config.h"

#include "plugin/tables_part.h"

#include "base/text.h"
#include "config/yaml.h"

static const struct take {
	const char *name;
	bool of;        /* it adds up the value of an expression */
	bool reference; /* a value from the YAML may stand in */
} takes[] = {
	[SIJIL_COUNT] = { "SIJIL_COUNT", false, false },     [SIJIL_PERSONS] = { "SIJIL_PERSONS", false, false },
	[SIJIL_SUM] = { "SIJIL_SUM", true, false },          [SIJIL_LATEST] = { "SIJIL_LATEST", true, false },
	[SIJIL_STANDING] = { "SIJIL_STANDING", true, true },
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

static int check_also(const struct sijil_plugin *p, const struct sijil_measure *m, const struct sijil_kind *units,
		      struct sijil_err *err)
{
	const struct sijil_kind *also;

	if (!table_in_range(m->also, SIJIL_ALSO_NOTHING, SIJIL_ALSO_NONE))
		return table_fault(err, "also %d is none of SIJIL_ALSO_NOTHING .. SIJIL_ALSO_NONE", (int)m->also);
	if (m->also == SIJIL_ALSO_NOTHING)
		return table_unset(m->also_kind != NULL || m->also_where != NULL, "also_kind or also_where",
				   "also is not", err);
	if (m->also_kind == NULL)
		return table_fault(err, "has no also_kind, which also needs");
	also = table_kind_of(p, m->also_kind, "also_kind", err);
	if (also == NULL)
		return -1;
	if (units->subject != SIJIL_PERSON || also->subject != SIJIL_PERSON)
		return table_fault(err, "also looks for another entry of the same person, but a '%s' is about %s",
				   units->subject != SIJIL_PERSON ? units->name : also->name,
				   table_subject_name(units->subject != SIJIL_PERSON ? units->subject : also->subject));
	return table_text_if(m->also_where, "also_where", err);
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

static int check_measure(const struct sijil_plugin *p, const struct sijil_measure *m, struct sijil_err *err)
{
	const struct sijil_kind *units;
	const struct take *take;

	if (!table_in_range(m->take, SIJIL_COUNT, SIJIL_STANDING))
		return table_fault(err, "take %d is none of SIJIL_COUNT .. SIJIL_STANDING", (int)m->take);
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
	if (check_also(p, m, units, err) != 0)
		return -1;
	return check_reference(m, take, err);
}

int tables_check_measures(const struct sijil_plugin *p, const struct sijil_measure *table, bool titled, size_t *n,
			  struct sijil_err *err)
{
	for (*n = 0; table != NULL && table[*n].take != 0; ++*n)
		if (*n == TABLE_ROWS_MAX)
			return table_fault(err, "more than %d rows (does the table end with { 0 }?)", TABLE_ROWS_MAX);
	for (size_t i = 0; i < *n; i++) {
		if (check_measure(p, &table[i], err) != 0)
			return err_context(err, "measure %zu", i + 1);
		if ((titled || *n > 1) && table[i].title == NULL)
			return table_fault(err, "measure %zu: has no title, by which it is printed here", i + 1);
	}
	return 0;
}

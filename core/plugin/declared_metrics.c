/* What the numbers mean: the keys of `metrics`. */
#include "config.h"

#include <string.h>

#include "plugin/declared_private.h"

#define ALSO(member, own, ...) DECLARED(struct sijil_also, member, own, __VA_ARGS__)
#define MEASURE(member, own, ...) DECLARED(struct sijil_measure, member, own, __VA_ARGS__)
#define METRIC(member, own, ...) DECLARED(struct sijil_metric, member, own, __VA_ARGS__)
#define WHOM(member) DECLARED(struct sijil_population, member, declared_text)

static const struct word takes[] = {
	{ "count", SIJIL_COUNT },
	{ "persons", SIJIL_PERSONS },
	{ "sum", SIJIL_SUM },
	{ "latest", SIJIL_LATEST },
	{ "standing", SIJIL_STANDING },
	{ "median", SIJIL_MEDIAN },
	{ 0 },
};

static const struct word spells[] = { { "opened", SIJIL_OPENED },
				      { "closed", SIJIL_CLOSED },
				      { "lapsed", SIJIL_LAPSED },
				      { "active", SIJIL_ACTIVE },
				      { 0 } };

static const struct word demands[] = {
	{ "latest_meets", SIJIL_LATEST_MEETS }, { "any_meets", SIJIL_ANY_MEETS },
	{ "none_meets", SIJIL_NONE_MEETS },     { "ever_meets", SIJIL_EVER_MEETS },
	{ "never_meets", SIJIL_NEVER_MEETS },   { 0 },
};

static const struct word directions[] = {
	{ "neutral", SIJIL_NEUTRAL }, { "up", SIJIL_UP }, { "down", SIJIL_DOWN }, { 0 }
};

static const struct decode_row also_rows[] = {
	ALSO(has, declared_word, .required = true, .detail = demands),
	ALSO(kind, declared_text, .required = true),
	ALSO(where, declared_list, .detail = &declared_conditions),
	{ .key = NULL },
};

static const struct rows_form also = {
	.rows = also_rows,
	.size = sizeof(struct sijil_also),
	.what = "also",
	.expected = "a list of further demands, each with has, kind and where",
};

static const struct list_form axis_names = { ',', "a list of breakdowns" };

static const struct decode_row measure_rows[] = {
	MEASURE(take, declared_word, .required = true, .detail = takes),
	MEASURE(title, declared_any),
	MEASURE(kind, declared_text),
	MEASURE(spells, declared_word, .detail = spells),
	MEASURE(of, declared_text),
	MEASURE(where, declared_list, .detail = &declared_conditions),
	MEASURE(also, declared_rows, .detail = &also),
	MEASURE(latest_by, declared_text),
	MEASURE(latest_where, declared_list, .detail = &declared_conditions),
	{ .key = "previous", .type = DECODE_BOOL, .offset = offsetof(struct sijil_measure, previous) },
	{ .key = "until_next", .type = DECODE_BOOL, .offset = offsetof(struct sijil_measure, until_next) },
	MEASURE(reference, declared_text),
	MEASURE(undivided_by, declared_list, .detail = &axis_names),
	MEASURE(parts, declared_groups),
	MEASURE(year_by, declared_text),
	{ .key = NULL },
};

static const struct rows_form measures = {
	.rows = measure_rows,
	.size = sizeof(struct sijil_measure),
	.what = "measure",
	.expected = "what is counted: take, kind or spells, where ... (or a list of such measures)",
};

static const struct decode_row population_rows[] = {
	WHOM(what), WHOM(sex), WHOM(age), WHOM(area), { .key = NULL },
};

static const struct decode_row metric_rows[] = {
	METRIC(title, declared_any, .required = true),
	METRIC(unit, declared_text, .required = true),
	METRIC(definition, declared_any, .required = true),
	METRIC(comparable, declared_any),
	METRIC(direction, declared_word, .detail = directions),
	{ .key = "scale", .type = DECODE_INT, .offset = offsetof(struct sijil_metric, scale) },
	{ .key = "per", .type = DECODE_INT, .offset = offsetof(struct sijil_metric, per) },
	{ .key = "offset", .type = DECODE_INT, .offset = offsetof(struct sijil_metric, offset) },
	METRIC(decimals, declared_small, .min = 0, .max = 6),
	{ .key = "persons", .type = DECODE_BOOL, .offset = offsetof(struct sijil_metric, persons) },
	{ .key = "estimate", .type = DECODE_BOOL, .offset = offsetof(struct sijil_metric, estimate) },
	METRIC(beside, declared_any),
	METRIC(breakdowns, declared_axes),
	METRIC(numerator, declared_rows, .detail = &measures),
	METRIC(denominator, declared_rows, .detail = &measures),
	METRIC(aside, declared_rows, .detail = &measures),
	METRIC(needs, declared_text),
	METRIC(parity_of, declared_text),
	METRIC(parity_groups, declared_groups),
	METRIC(population, declared_inside, .detail = population_rows),
	{ .key = NULL },
};

const struct rows_form declared_metrics = {
	.rows = metric_rows,
	.size = sizeof(struct sijil_metric),
	.what = "metric",
	.expected = "each metric's code, and below it what it counts",
};

static bool counts_persons(const struct sijil_measure *m)
{
	for (; m != NULL && m->take != 0; m++)
		if (m->take == SIJIL_PERSONS || m->spells != SIJIL_NO_SPELLS)
			return true;
	return false;
}

/* The metric that a parity is of, if it stands before it; NULL for others. */
static const struct sijil_metric *parity_source(const struct sijil_metric *table, const struct sijil_metric *m)
{
	for (; m->parity_of != NULL && table < m; table++)
		if (strcmp(table->code, m->parity_of) == 0)
			return table;
	return NULL;
}

/*
 * Small numbers of persons are not printed: that must not hang on a line which is easily forgotten, so a metric whose
 * measures count persons or spells says so by itself, unless it says otherwise.
 */
void declared_finish_metrics(struct declared *p)
{
	struct sijil_metric *table, *m;

	memcpy(&table, &p->plugin.metrics, sizeof(table));
	for (m = table; m != NULL && m->code != NULL; m++) {
		const struct yaml_node *node = declared_find_spot(p, m)->node;
		const struct sijil_metric *of = parity_source(table, m);

		m->ratio = m->denominator != NULL;
		if (yaml_get(node, "scale") == NULL)
			m->scale = m->ratio && strcmp(m->unit, "%") == 0 ? 100 : 1;
		if (yaml_get(node, "persons") == NULL)
			m->persons = of != NULL ? of->persons
						: counts_persons(m->numerator) || counts_persons(m->denominator);
	}
}

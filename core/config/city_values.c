#include "config.h"

#include "config/city_parts.h"

#include <string.h>

/* Qualified values: what a program aims at, what it starts from, and what metrics divide by. */

/* `unit: percent` of whom: the keys of a population. */
#define TEXT(member) { .key = #member, .type = DECODE_TEXT, .offset = offsetof(struct population, member) }
static const struct decode_row population_rows[] = {
	TEXT(what),
	{ .key = "sex", .type = DECODE_CHOICE, .offset = offsetof(struct population, sex), .choices = "F|M" },
	TEXT(age),
	TEXT(area),
	{ .key = "year", .type = DECODE_INT, .offset = offsetof(struct population, year), .min = 1900, .max = 2200 },
	TEXT(source),
	{ .key = NULL },
};

struct value_form {
	struct target t;
	const char *direction;
	const struct yaml_node *population;
};

/* What targets and baselines have in common. */
#define AT(member) .offset = offsetof(struct value_form, member)
#define VALUE_ROWS                                                                                             \
	{ .key = "value", .type = DECODE_AMOUNT, AT(t.value), .required = true },                                \
	{ .key = "unit", .type = DECODE_TEXT, AT(t.unit), .required = true },                                    \
	{ .key = "direction", .type = DECODE_CHOICE, AT(direction), .choices = "up|down|neutral" },              \
	{ .key = "period", .type = DECODE_TEXT, AT(t.period) },                                                  \
	{ .key = "population", .type = DECODE_NODE, AT(population) },                                            \
	{ .key = "note", .type = DECODE_TEXT, AT(t.note) }

static const struct decode_row target_rows[] = {
	{ .key = "metric", .type = DECODE_NAME, AT(t.metric), .required = true },
	VALUE_ROWS,
	{ .key = NULL },
};

static const struct decode_row baseline_rows[] = {
	{ .key = "id", .type = DECODE_CODE, AT(t.id), .required = true },
	{ .key = "metric", .type = DECODE_NAME, AT(t.metric) },
	VALUE_ROWS,
	{ .key = NULL },
};

struct reference_form {
	struct reference ref;
	const struct yaml_node *population;
};
static const struct decode_row reference_rows[] = {
	{ .key = "id", .type = DECODE_CODE, .offset = offsetof(struct reference_form, ref.id), .required = true },
	{ .key = "value", .type = DECODE_AMOUNT, .offset = offsetof(struct reference_form, ref.value),
	  .required = true },
	{ .key = "unit", .type = DECODE_TEXT, .offset = offsetof(struct reference_form, ref.unit), .required = true },
	{ .key = "population", .type = DECODE_NODE, .offset = offsetof(struct reference_form, population) },
	{ .key = NULL },
};

/* Ages are compared letter by letter with those of metrics, so there is one way to write them. */
static bool is_age(const char *s)
{
	const char *const digits = "0123456789";
	size_t n = strspn(s, digits);

	if (n == 0 || n > 3)
		return false;
	s += n;
	if (strcmp(s, "+") == 0)
		return true;
	n = strspn(s + 1, digits);
	return *s == '-' && n > 0 && n <= 3 && s[1 + n] == '\0';
}

static void read_population(struct city_reader *r, const struct yaml_node *node, struct population *out)
{
	if (node == NULL)
		return;
	decode_map(node, population_rows, out, r->d.arena, r->d.errs);
	if (out->age != NULL && !is_age(out->age))
		decode_error(&r->d, yaml_get(node, "age"), "'%.*s' is not a range of ages (write 15+ or 15-24)",
			     yaml_shown(out->age), out->age);
}

static enum sijil_direction direction_of(const char *word)
{
	if (word == NULL || strcmp(word, "neutral") == 0)
		return SIJIL_NEUTRAL;
	return strcmp(word, "up") == 0 ? SIJIL_UP : SIJIL_DOWN;
}

static const char *canonical_period(struct city_reader *r, const struct yaml_node *node)
{
	struct sijil_err err = { 0 };
	struct period period;

	if (period_parse(node->text, &r->city->calendar, &period, &err) == 0)
		return arena_strdup(r->d.arena, period.code);
	decode_error(&r->d, node, "%s", err.message);
	return NULL;
}

static void read_value(struct city_reader *r, const struct yaml_node *item, const struct decode_row *rows,
		       struct target *out)
{
	struct value_form form = { .t = { .node = item } };

	decode_map(item, rows, &form, r->d.arena, r->d.errs);
	form.t.direction = direction_of(form.direction);
	read_population(r, form.population, &form.t.population);
	if (form.t.period != NULL)
		form.t.period = canonical_period(r, yaml_get(item, "period"));
	*out = form.t;
}

static void read_target(struct city_reader *r, const struct yaml_node *item, void *out)
{
	read_value(r, item, target_rows, out);
}

static void read_baseline(struct city_reader *r, const struct yaml_node *item, void *out)
{
	read_value(r, item, baseline_rows, out);
}

static void read_reference(struct city_reader *r, const struct yaml_node *item, void *out)
{
	struct reference_form form = { .ref = { .node = item } };

	decode_map(item, reference_rows, &form, r->d.arena, r->d.errs);
	read_population(r, form.population, &form.ref.population);
	*(struct reference *)out = form.ref;
}

struct target *city_read_targets(struct city_reader *r, const struct yaml_node *node, size_t *n)
{
	return city_read_list(r, node, sizeof(struct target), read_target, NULL, n);
}

struct target *city_read_baselines(struct city_reader *r, const struct yaml_node *node, size_t *n)
{
	return city_read_list(r, node, sizeof(struct target), read_baseline, "baseline", n);
}

void city_read_references(struct city_reader *r, const struct yaml_node *node)
{
	r->city->references = city_read_list(r, node, sizeof(struct reference), read_reference, "reference",
					     &r->city->n_references);
}

struct target *city_targets(const struct yaml_node *list, const struct calendar *calendar, struct arena *arena,
			    struct err_list *errs, size_t *n)
{
	struct city alone = { .calendar = *calendar };
	struct city_reader r = { .city = &alone, .d = { .arena = arena, .errs = errs } };

	return city_read_targets(&r, list, n);
}

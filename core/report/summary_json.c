#include "config.h"

#include "report/writers.h"

#include "base/date.h"
#include "report/json.h"

static void put_text(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_text(j, text);
}

static void put_amount(struct json *j, const char *key, int64_t amount)
{
	json_key(j, key);
	json_amount(j, amount);
}

static void put_day(struct json *j, const char *key, int32_t day)
{
	char text[DATE_TEXT];

	put_text(j, key, day != DATE_NONE ? date_text(day, text) : NULL);
}

static void put_numbers(struct json *j, const struct figure *f)
{
	put_amount(j, "value", f->missing == PRESENT ? f->value : SIJIL_MISSING);
	put_amount(j, "numerator", f->numerator);
	put_amount(j, "denominator", f->denominator);
}

static void put_missing(struct json *j, const struct figure *f)
{
	put_text(j, "missing", f->missing != PRESENT ? missing_code(f->missing) : NULL);
}

static void put_excluded(struct json *j, const struct answer *a)
{
	json_key(j, "excluded");
	json_array(j);
	for (size_t i = 0; i < a->n_excluded; i++) {
		json_object(j);
		put_text(j, "reason", a->excluded[i].reason);
		json_key(j, "count");
		json_int(j, a->excluded[i].count);
		put_amount(j, "amount", a->excluded[i].amount);
		json_end(j);
	}
	json_end(j);
}

static const char *direction_word(enum sijil_direction direction)
{
	return direction == SIJIL_UP ? "up" : direction == SIJIL_DOWN ? "down" : "neutral";
}

/* The metric's own direction, unless the target names another. */
static enum sijil_direction direction_of(const struct comparison *c, const struct summary_metric *m)
{
	return c->target->direction != SIJIL_NEUTRAL || m == NULL ? c->target->direction :
								     m->answer->metric->def->direction;
}

static void put_compared(struct json *j, const struct comparison *c)
{
	json_key(j, "comparable");
	json_bool(j, c->comparable);
	put_text(j, "differs", c->differs);
	put_amount(j, "distance", c->distance);
}

static void put_qualified(struct json *j, const struct comparison *c, const struct summary_metric *m)
{
	put_amount(j, "value", c->target->value);
	put_text(j, "unit", c->target->unit);
	put_text(j, "direction", direction_word(direction_of(c, m)));
	put_text(j, "period", c->target->period);
}

static void put_target(struct json *j, const struct summary_metric *m)
{
	const struct comparison *c = m->comparisons;

	json_key(j, "target");
	if (m->n_targets == 0) {
		json_null(j);
		return;
	}
	json_object(j);
	put_qualified(j, c, m);
	put_compared(j, c);
	json_key(j, "met");
	if (c->judged)
		json_bool(j, c->met);
	else
		json_null(j);
	json_end(j);
}

/* m NULL: they belong to no metric. */
static void put_baselines(struct json *j, const struct comparison *baselines, size_t n, const struct summary_metric *m)
{
	json_key(j, "baselines");
	json_array(j);
	for (size_t i = 0; i < n; i++) {
		json_object(j);
		put_text(j, "id", baselines[i].target->id);
		put_qualified(j, &baselines[i], m);
		put_text(j, "source", baselines[i].target->population.source);
		put_compared(j, &baselines[i]);
		json_end(j);
	}
	json_end(j);
}

static void put_previous(struct json *j, const struct summary *s, const struct answer *a)
{
	json_key(j, "previous");
	json_object(j);
	put_text(j, "code", s->previous.code);
	put_numbers(j, &a->previous);
	put_missing(j, &a->previous);
	json_end(j);
}

static void put_groups(struct json *j, const struct breakdown *b)
{
	json_key(j, "groups");
	json_array(j);
	for (size_t i = 0; i < b->n; i++) {
		json_object(j);
		put_text(j, "group", b->groups[i].code);
		put_numbers(j, &b->groups[i].figure);
		put_missing(j, &b->groups[i].figure);
		json_end(j);
	}
	json_end(j);
}

static void put_breakdowns(struct json *j, const struct answer *a)
{
	json_key(j, "breakdowns");
	json_array(j);
	for (size_t i = 0; i < a->n_breakdowns; i++) {
		json_object(j);
		put_text(j, "by", a->breakdowns[i].by);
		put_groups(j, &a->breakdowns[i]);
		json_key(j, "additive");
		json_bool(j, a->breakdowns[i].additive);
		json_end(j);
	}
	json_end(j);
}

static void put_parts(struct json *j, const struct answer *a)
{
	json_key(j, "parts");
	json_array(j);
	for (size_t i = 0; i < a->n_parts; i++) {
		json_object(j);
		put_text(j, "title", a->parts[i].title);
		put_numbers(j, &a->parts[i].figure);
		json_end(j);
	}
	json_end(j);
}

static void put_metric(struct json *j, const struct summary *s, const struct summary_metric *m)
{
	const struct answer *a = m->answer;

	json_object(j);
	put_text(j, "metric", a->metric->def->code);
	put_text(j, "title", m->title);
	put_text(j, "unit", m->unit);
	put_numbers(j, &a->total);
	put_missing(j, &a->total);
	put_excluded(j, a);
	put_target(j, m);
	put_previous(j, s, a);
	put_breakdowns(j, a);
	put_parts(j, a);
	put_amount(j, "adjusted", a->adjusted);
	put_baselines(j, &m->comparisons[m->n_targets], m->n_comparisons - m->n_targets, m);
	json_end(j);
}

static void put_program(struct json *j, const struct summary *s, const struct summary_program *p)
{
	json_object(j);
	put_text(j, "program", p->program->id);
	put_text(j, "plugin", p->program->config->plugin);
	json_key(j, "metrics");
	json_array(j);
	for (size_t i = 0; i < p->n_metrics; i++)
		put_metric(j, s, &p->metrics[i]);
	json_end(j);
	put_text(j, "title", p->title);
	put_text(j, "unavailable", p->unavailable);
	put_text(j, "last_entry", p->last_entry);
	put_baselines(j, p->baselines, p->n_baselines, NULL);
	json_end(j);
}

void summary_write_json(const struct summary *s, struct str *out)
{
	struct json j;

	json_begin(&j, out);
	json_object(&j);
	put_text(&j, "city", s->city_name);
	json_key(&j, "period");
	json_object(&j);
	put_text(&j, "code", s->period.code);
	put_day(&j, "from", s->period.from);
	put_day(&j, "to", s->period.to);
	json_end(&j);
	json_key(&j, "programs");
	json_array(&j);
	for (size_t i = 0; i < s->n_programs; i++)
		put_program(&j, s, &s->programs[i]);
	json_end(&j);
	put_day(&j, "as_of", s->as_of);
	json_end(&j);
}

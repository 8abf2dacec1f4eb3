#include "config.h"

#include "report/writers.h"

#include "base/date.h"
#include "report/json.h"
#include "report/quality.h"
#include "rules/finding.h"

static void put_numbers(struct json *j, const struct figure *f)
{
	json_put_amount(j, "value", f->missing == PRESENT ? f->value : SIJIL_MISSING);
	json_put_amount(j, "numerator", f->numerator);
	json_put_amount(j, "denominator", f->denominator);
}

static void put_missing(struct json *j, const struct figure *f)
{
	json_put_text(j, "missing", f->missing != PRESENT ? missing_code(f->missing) : NULL);
}

static void put_excluded(struct json *j, const struct answer *a)
{
	json_key(j, "excluded");
	json_array(j);
	for (size_t i = 0; i < a->n_excluded; i++) {
		json_object(j);
		json_put_text(j, "reason", a->excluded[i].reason);
		json_put_int(j, "count", a->excluded[i].count);
		json_put_amount(j, "amount", a->excluded[i].amount);
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
	return c->target->direction != SIJIL_NEUTRAL || m == NULL ? c->target->direction
								  : m->answer->metric->def->direction;
}

static void put_compared(struct json *j, const struct comparison *c)
{
	json_put_bool(j, "comparable", c->comparable);
	json_put_text(j, "differs", c->differs);
	json_put_int(j, "far_year", c->far_year != 0 ? c->far_year : SIJIL_MISSING);
	json_put_amount(j, "distance", c->distance);
}

static void put_qualified(struct json *j, const struct comparison *c, const struct summary_metric *m)
{
	json_put_amount(j, "value", c->target->value);
	json_put_text(j, "unit", c->target->unit);
	json_put_text(j, "direction", direction_word(direction_of(c, m)));
	json_put_text(j, "period", c->target->period);
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
		json_put_text(j, "id", baselines[i].target->id);
		put_qualified(j, &baselines[i], m);
		json_put_text(j, "source", baselines[i].target->population.source);
		put_compared(j, &baselines[i]);
		json_end(j);
	}
	json_end(j);
}

/* The figure of another period; null if that has no code. */
static void put_other(struct json *j, const char *key, const struct period *period, const struct figure *f)
{
	json_key(j, key);
	if (period->code[0] == '\0') {
		json_null(j);
		return;
	}
	json_object(j);
	json_put_text(j, "code", period->code);
	put_numbers(j, f);
	put_missing(j, f);
	json_end(j);
}

static void put_groups(struct json *j, const struct breakdown *b)
{
	json_key(j, "groups");
	json_array(j);
	for (size_t i = 0; i < b->n; i++) {
		json_object(j);
		json_put_text(j, "group", b->groups[i].code);
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
		json_put_text(j, "by", a->breakdowns[i].by);
		put_groups(j, &a->breakdowns[i]);
		json_put_bool(j, "additive", a->breakdowns[i].additive);
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
		json_put_text(j, "title", a->parts[i].title);
		put_numbers(j, &a->parts[i].figure);
		json_end(j);
	}
	json_end(j);
}

/* What makes the figure stand alone: its meaning, who computed it and as of when, and how to ask what is behind it. */
static void put_provenance(struct json *j, const struct summary *s, const struct summary_program *p,
			   const struct sijil_metric *def)
{
	char as_of[DATE_TEXT];
	struct str text;

	json_put_text(j, "definition", program_label(p->program, def->definition, s->language));
	json_put_text(j, "comparable", program_label(p->program, def->comparable, s->language));
	json_put_text(j, "beside", program_label(p->program, def->beside, s->language));
	json_put_text(j, "direction", direction_word(def->direction));
	json_put_bool(j, "estimate", def->estimate);
	str_init(&text, STR_MAX_DEFAULT);
	str_addf(&text, "%s %s", p->program->plugin->name, p->program->plugin->version);
	json_put_text(j, "plugin", text.s);
	json_put_day(j, "as_of", s->as_of);
	str_clear(&text);
	str_addf(&text, "sijil explain %s %s --period %s --as-of %s", p->program->id, def->code, s->period.code,
		 date_text(s->as_of, as_of));
	json_put_text(j, "explain", text.s);
	str_release(&text);
}

static void put_metric(struct json *j, const struct summary *s, const struct summary_program *p,
		       const struct summary_metric *m)
{
	const struct answer *a = m->answer;

	json_object(j);
	json_put_text(j, "metric", a->metric->def->code);
	json_put_text(j, "title", m->title);
	json_put_text(j, "unit", m->unit);
	put_numbers(j, &a->total);
	put_missing(j, &a->total);
	put_excluded(j, a);
	put_target(j, m);
	put_other(j, "previous", &s->previous, &a->previous);
	put_breakdowns(j, a);
	put_parts(j, a);
	json_put_amount(j, "adjusted", a->adjusted);
	put_baselines(j, &m->comparisons[m->n_targets], m->n_comparisons - m->n_targets, m);
	put_other(j, "last_year", &s->last_year, &a->last_year);
	put_provenance(j, s, p, a->metric->def);
	json_end(j);
}

static void put_freshness(struct json *j, const struct summary_program *p)
{
	json_key(j, "freshness");
	json_array(j);
	for (size_t i = 0; i < p->n_freshness; i++) {
		json_object(j);
		json_put_text(j, "site", p->freshness[i].site);
		json_put_day(j, "last_entry", p->freshness[i].last);
		json_put_int(j, "days", p->freshness[i].days);
		json_put_bool(j, "silent", p->freshness[i].silent);
		json_end(j);
	}
	json_end(j);
}

/* "2025-03-03T10:20:30Z" */
static void put_time(struct json *j, const char *key, int64_t seconds)
{
	int of_day = (int)(seconds % 86400);
	char day[DATE_TEXT];
	struct str text;

	str_init(&text, STR_MAX_DEFAULT);
	str_addf(&text, "%sT%02d:%02d:%02dZ", date_text((int32_t)(seconds / 86400), day), of_day / 3600,
		 of_day / 60 % 60, of_day % 60);
	json_put_text(j, key, text.s);
	str_release(&text);
}

static void put_acknowledged(struct json *j, const struct summary_program *p)
{
	char id[32];

	json_key(j, "acknowledged");
	json_array(j);
	for (size_t i = 0; i < p->n_acknowledged; i++) {
		const struct acknowledged *a = &p->acknowledged[i];

		json_object(j);
		json_put_text(j, "rule", a->rule);
		json_put_text(j, "entry", log_id_text(a->entry, id));
		json_put_text(j, "reason", a->reason);
		json_put_text(j, "by", a->by);
		put_time(j, "at", a->at);
		json_end(j);
	}
	json_end(j);
}

static void put_notes(struct json *j, const struct summary_program *p)
{
	char id[32];

	json_key(j, "notes");
	json_array(j);
	for (size_t i = 0; i < p->n_notes; i++) {
		json_object(j);
		json_put_day(j, "on", p->notes[i].day);
		json_put_text(j, "entry", log_id_text(p->notes[i].entry, id));
		json_put_text(j, "text", p->notes[i].text);
		json_end(j);
	}
	json_end(j);
}

static void put_rules(struct json *j, const struct quality *q)
{
	json_key(j, "rules");
	json_array(j);
	for (size_t i = 0; i < q->n_rules; i++) {
		json_object(j);
		json_put_text(j, "severity", severity_name(q->rules[i].severity));
		json_put_text(j, "rule", q->rules[i].code);
		json_put_int(j, "count", (int64_t)q->rules[i].n);
		json_end(j);
	}
	json_end(j);
}

static void put_quality(struct json *j, const struct summary_program *p)
{
	const struct quality *q = &p->quality;

	json_key(j, "quality");
	if (!q->made) {
		json_null(j);
		return;
	}
	json_object(j);
	json_put_int(j, "errors", q->judged ? (int64_t)q->errors : SIJIL_MISSING);
	json_put_int(j, "warnings", q->judged ? (int64_t)q->warnings : SIJIL_MISSING);
	put_rules(j, q);
	json_put_int(j, "acknowledged", (int64_t)p->n_acknowledged);
	json_put_int(j, "late", (int64_t)quality_late(p));
	json_put_int(j, "rejected_lines", q->rejected);
	json_put_int(j, "imports_with_rejects", q->imports);
	json_end(j);
}

static void put_program(struct json *j, const struct summary *s, const struct summary_program *p)
{
	json_object(j);
	json_put_text(j, "program", p->program->id);
	json_put_text(j, "plugin", p->program->config->plugin);
	json_key(j, "metrics");
	json_array(j);
	for (size_t i = 0; i < p->n_metrics; i++)
		put_metric(j, s, p, &p->metrics[i]);
	json_end(j);
	json_put_text(j, "title", p->title);
	json_put_text(j, "unavailable", p->unavailable);
	json_put_text(j, "last_entry", p->last_entry);
	put_baselines(j, p->baselines, p->n_baselines, NULL);
	put_freshness(j, p);
	put_acknowledged(j, p);
	put_quality(j, p);
	put_notes(j, p);
	if (p->unknown > 0) { /* frozen reports of other times stay as they are */
		json_key(j, "entries_of_unknown_kinds");
		json_int(j, p->unknown);
	}
	json_end(j);
}

void summary_write_json(const struct summary *s, struct str *out)
{
	struct json j;

	json_begin(&j, out);
	json_object(&j);
	json_put_text(&j, "city", s->city_name);
	json_key(&j, "period");
	json_object(&j);
	json_put_text(&j, "code", s->period.code);
	json_put_day(&j, "from", s->period.from);
	json_put_day(&j, "to", s->period.to);
	json_put_bool(&j, "over", s->over);
	json_end(&j);
	json_key(&j, "programs");
	json_array(&j);
	for (size_t i = 0; i < s->n_programs; i++)
		put_program(&j, s, &s->programs[i]);
	json_end(&j);
	json_put_day(&j, "as_of", s->as_of);
	json_end(&j);
}

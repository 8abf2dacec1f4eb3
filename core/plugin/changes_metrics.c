/* Metrics and rules of two versions of a program. */
#include "config.h"

#include <string.h>

#include "plugin/changes.h"

/* Whether the texts at these offsets of two rows are the same. */
static bool same_texts(const void *a, const void *b, const size_t *offsets, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const char *x, *y;

		memcpy(&x, (const char *)a + offsets[i], sizeof(x));
		memcpy(&y, (const char *)b + offsets[i], sizeof(y));
		if (!change_same(x, y))
			return false;
	}
	return true;
}
#define SAME(a, b, offsets) same_texts(a, b, offsets, sizeof(offsets) / sizeof((offsets)[0]))

static bool same_demands(const struct sijil_also *a, const struct sijil_also *b)
{
	static const struct sijil_also none[] = { { 0 } };

	a = a != NULL ? a : none;
	b = b != NULL ? b : none;
	for (; a->has != 0 && a->has == b->has; a++, b++)
		if (!change_same(a->kind, b->kind) || !change_same(a->where, b->where))
			return false;
	return a->has == b->has;
}

static bool same_measure(const struct sijil_measure *a, const struct sijil_measure *b)
{
	static const size_t texts[] = {
		offsetof(struct sijil_measure, kind),         offsetof(struct sijil_measure, of),
		offsetof(struct sijil_measure, where),        offsetof(struct sijil_measure, latest_by),
		offsetof(struct sijil_measure, latest_where), offsetof(struct sijil_measure, reference),
		offsetof(struct sijil_measure, undivided_by), offsetof(struct sijil_measure, parts),
		offsetof(struct sijil_measure, year_by),
	};

	return a->take == b->take && a->spells == b->spells && a->previous == b->previous &&
	       a->until_next == b->until_next && SAME(a, b, texts) && same_demands(a->also, b->also);
}

static bool same_side(const struct sijil_measure *a, const struct sijil_measure *b)
{
	static const struct sijil_measure none[] = { { 0 } };

	a = a != NULL ? a : none;
	b = b != NULL ? b : none;
	for (; a->take != 0 && b->take != 0; a++, b++)
		if (!same_measure(a, b))
			return false;
	return a->take == b->take;
}

/* What of a metric is another; each of them changes figures. */
static const char *difference(struct changes *c, const struct sijil_metric *b, const struct sijil_metric *a)
{
	const struct {
		bool differs;
		const char *text;
	} parts[] = {
		{ !same_side(a->numerator, b->numerator), "numerator" },
		{ !same_side(a->denominator, b->denominator) || a->ratio != b->ratio, "denominator" },
		{ !same_side(a->aside, b->aside), "what stands beside it" },
		{ a->scale != b->scale || a->per != b->per || a->offset != b->offset, "scale" },
		{ a->fold != b->fold, "function" },
		{ !change_same(a->needs, b->needs), "what it needs" },
		{ !change_same(a->parity_of, b->parity_of) || !change_same(a->parity_groups, b->parity_groups),
		  "parity" },
	};
	const char *list = NULL;
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i].differs)
			list = list == NULL ? parts[i].text : arena_printf(c->arena, "%s, %s", list, parts[i].text);
	return list;
}

static void compare_metric(struct changes *c, const struct sijil_metric *b, const struct sijil_metric *a)
{
	static const size_t texts[] = {
		offsetof(struct sijil_metric, title),
		offsetof(struct sijil_metric, definition),
		offsetof(struct sijil_metric, comparable),
		offsetof(struct sijil_metric, beside),
	};
	const char *other = difference(c, b, a);
	struct change change = { .what = "metric", .where = b->code, .weight = CHANGE_FIGURES };

	if (other != NULL) {
		change.text = arena_printf(c->arena, "is counted otherwise (%s)", other);
		change_add(c, &change);
	}
	if (!change_same(a->unit, b->unit)) {
		change.text =
			arena_printf(c->arena, "is in '%s' now, and was in '%s': its targets may not be comparable",
				     a->unit, b->unit);
		change_add(c, &change);
	}
	if (!change_same(a->breakdowns, b->breakdowns)) {
		change.text = "is broken down by others";
		change_add(c, &change);
	}
	change.weight = CHANGE_FREE;
	change.text = "is worded, printed or judged otherwise; its figures are the same";
	if (!SAME(a, b, texts) || a->decimals != b->decimals || a->direction != b->direction ||
	    a->persons != b->persons || a->estimate != b->estimate)
		change_add(c, &change);
}

static const struct sijil_metric *metric_coded(const struct sijil_plugin *p, const char *code)
{
	const struct sijil_metric *m = p->metrics;

	while (m != NULL && m->code != NULL && strcmp(m->code, code) != 0)
		m++;
	return m != NULL && m->code != NULL ? m : NULL;
}

void changes_find_metrics(struct changes *c, const struct sijil_plugin *before, const struct sijil_plugin *after)
{
	const struct sijil_metric *m, *now;

	for (m = before->metrics; m != NULL && m->code != NULL; m++) {
		now = metric_coded(after, m->code);
		if (now != NULL)
			compare_metric(c, m, now);
		else
			change_add(c,
				   &(struct change){ CHANGE_FIGURES, "metric", m->code,
						     "is gone: a sijil.yaml with a target for it is refused", NULL });
	}
	for (m = after->metrics; m != NULL && m->code != NULL; m++)
		if (metric_coded(before, m->code) == NULL)
			change_add(c, &(struct change){ CHANGE_FREE, "metric", m->code, "is new", NULL });
}

/* --- rules --- */

static bool same_rule(const struct sijil_rule *a, const struct sijil_rule *b)
{
	static const size_t texts[] = {
		offsetof(struct sijil_rule, kinds),       offsetof(struct sijil_rule, when),
		offsetof(struct sijil_rule, must),        offsetof(struct sijil_rule, other),
		offsetof(struct sijil_rule, other_where), offsetof(struct sijil_rule, key),
	};

	return a->severity == b->severity && a->check == b->check && a->running == b->running && a->later == b->later &&
	       a->callback == b->callback && SAME(a, b, texts);
}

/* The k-th row of a code. */
static const struct sijil_rule *rule_coded(const struct sijil_plugin *p, const char *code, size_t k)
{
	const struct sijil_rule *r;

	for (r = p->rules; r != NULL && r->code != NULL; r++)
		if (strcmp(r->code, code) == 0 && k-- == 0)
			return r;
	return NULL;
}

/* Which row of its code it is, from 0. */
static size_t place(const struct sijil_plugin *p, const struct sijil_rule *rule)
{
	const struct sijil_rule *r;
	size_t k = 0;

	for (r = p->rules; r != rule; r++)
		k += strcmp(r->code, rule->code) == 0;
	return k;
}

void changes_find_rules(struct changes *c, const struct sijil_plugin *before, const struct sijil_plugin *after)
{
	const struct sijil_rule *r, *now;

	for (r = before->rules; r != NULL && r->code != NULL; r++) {
		now = rule_coded(after, r->code, place(before, r));
		if (now == NULL)
			change_add(c, &(struct change){ CHANGE_FREE, "rule", r->code,
							"is gone, or says less: it finds fault with fewer entries",
							NULL });
		else if (!same_rule(r, now))
			change_add(c, &(struct change){
					      CHANGE_FREE, "rule", r->code,
					      "judges otherwise: 'sijil check' tells what it says of the entries "
					      "that are there",
					      NULL });
	}
	for (r = after->rules; r != NULL && r->code != NULL; r++)
		if (rule_coded(before, r->code, place(after, r)) == NULL)
			change_add(c,
				   &(struct change){ CHANGE_FREE, "rule", r->code,
						     "is new: 'sijil check' tells what it says of the entries that are "
						     "there",
						     NULL });
}

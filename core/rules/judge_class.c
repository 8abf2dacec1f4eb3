/*
 * SIJIL_CLASS: rules about classes.  While the histories go by, the roster takes their facts and the entries that such
 * rules judge are kept; at the end they are judged, class by class and day by day.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "rules/judge_private.h"

static bool is_for_one(const struct rule *r)
{
	return r->def->running <= 1;
}

static bool is_planned(const struct judge *j, const struct rule *r)
{
	return r->def->check == SIJIL_CLASS && !(r->def->later && j->fresh_only) && (j->whole || is_for_one(r));
}

/* Whether nothing of the kind was ever logged, in any program. */
static bool is_unheard(struct log *log, const struct kind *kind)
{
	return log != NULL && log_code_number(log, LOG_KIND, kind->def->name, false, NULL) == 0;
}

static void plan_rule(const struct judge *j, struct judge_plan *p, const struct rule *r)
{
	struct classes *c = &p->classes;
	struct class_rule *out = &c->rules[c->n_rules];
	struct kind_plan *k = &p->kinds[p->first[r->kind->program - j->registry->programs] +
					(uint32_t)(r->kind - r->kind->program->kinds)];

	*out = (struct class_rule){ .rule = r, .looks = conds_look(r->must), .watch = -1 };
	out->waits = (conds_look(r->when) & (LOOKS_COUNT | LOOKS_ENROLLED)) != 0;
	if (out->waits)
		out->looks |= conds_look(r->when);
	if (r->others[0] != NULL && (out->looks & LOOKS_COUNT) != 0) {
		c->watches[c->n_watches] = (struct roster_watch){ r->others[0], r->others_where[0], r->kind };
		out->watch = (int)c->n_watches++;
		out->nothing = is_unheard(j->log, r->others[0]);
	}
	if (k->classes == NULL)
		k->classes = arena_alloc(&p->arena, (r->kind->program->n_rules + 1) * sizeof(*k->classes));
	k->classes[k->n_classes++] = c->n_rules++;
}

void judge_classes_start(const struct judge *j, struct judge_plan *p)
{
	struct classes *c = &p->classes;
	uint32_t n = 0;
	size_t i;
	unsigned k;

	for (i = 0; i < j->registry->n_programs; i++)
		n += j->registry->programs[i].n_rules;
	if (!j->whole && j->log == NULL)
		return;
	c->rules = arena_alloc(&p->arena, (n + 1) * sizeof(*c->rules));
	c->watches = arena_alloc(&p->arena, (n + 1) * sizeof(*c->watches));
	for (i = 0; i < j->registry->n_programs; i++)
		for (k = 0; k < j->registry->programs[i].n_rules; k++)
			if (is_planned(j, &j->registry->programs[i].rules[k]))
				plan_rule(j, p, &j->registry->programs[i].rules[k]);
	if (c->n_rules > 0)
		c->roster = roster_new(c->watches, c->n_watches);
}

void judge_classes_free(struct classes *c)
{
	size_t i;

	for (i = 0; i < sizeof(c->noted) / sizeof(c->noted[0]); i++)
		free(c->noted[i]);
	free(c->ones.items);
	free(c->rows.items);
	roster_free(c->roster);
	arena_release(&c->arena);
}

/* --- while histories go by --- */

bool judge_noted(const struct classes *c, enum sijil_subject type, uint32_t subject)
{
	return subject < c->noted_n[type] && c->noted[type][subject] != 0;
}

static void mark_noted(struct classes *c, enum sijil_subject type, uint32_t subject)
{
	size_t n = c->noted_n[type];

	if (subject >= n) {
		c->noted_n[type] = subject + 1024 > 2 * n ? subject + 1024 : 2 * n;
		c->noted[type] = mem_resize(c->noted[type], c->noted_n[type], 1);
		memset(c->noted[type] + n, 0, c->noted_n[type] - n);
	}
	c->noted[type][subject] = 1;
}

void judge_classes_note(const struct hearing *on)
{
	struct classes *c = &on->plan->classes;

	roster_note(c->roster, on->history, false);
	if (!on->judge->whole)
		mark_noted(c, on->history->subject_type, on->history->subject);
}

/* A copy of the entry's values, and of the entries they refer to, as deep as an `otherwise` is likely to lead. */
static struct value *copy_values(struct arena *a, const struct entry *e, int depth)
{
	struct value *values = arena_alloc(a, (e->kind->n_fields + 1) * sizeof(*values));
	unsigned i;

	for (i = 0; i < e->kind->n_fields; i++) {
		enum sijil_type type = e->kind->fields[i].def->type;
		struct entry *to;

		values[i] = e->values[i];
		if (values[i].number == SIJIL_MISSING)
			continue;
		if (type == SIJIL_TEXT)
			values[i].text = arena_strdup(a, values[i].text);
		if (type != SIJIL_ENTRY || values[i].entry == NULL)
			continue;
		to = depth == 0 ? NULL : arena_alloc(a, sizeof(*to));
		if (to != NULL) {
			*to = *values[i].entry;
			to->spell = NULL;
			to->history = NULL;
			to->fields = NULL;
			to->values = copy_values(a, values[i].entry, depth - 1);
		}
		values[i].entry = to;
	}
	return values;
}

enum { COPY_DEPTH = 3 };

static void keep(struct classes *c, uint32_t rule, uint32_t class, const struct entry *e)
{
	const struct class_rule *r = &c->rules[rule];
	struct waiting_list *list = is_for_one(r->rule) ? &c->ones : &c->rows;
	struct waiting *w;

	list->items = mem_grow(list->items, list->n, &list->cap, sizeof(*list->items));
	w = &list->items[list->n++];
	*w = (struct waiting){ .rule = rule, .class = class, .entry = *e };
	w->entry.spell = NULL;
	w->entry.history = NULL;
	w->entry.fields = NULL;
	w->entry.values = NULL;
	if ((r->looks & LOOKS_OWN) != 0 || r->rule->field >= 0)
		w->entry.values = copy_values(&c->arena, e, COPY_DEPTH);
}

/* Whether the rule holds whatever the rest of the facts are. */
static bool holds_anyway(const struct class_rule *r, const struct entry *e)
{
	const struct class_facts facts = { r->nothing ? 0 : SIJIL_MISSING, SIJIL_MISSING };
	const struct unit u = { .entry = e, .class_facts = &facts, .to = INT32_MAX };

	return conds_test(r->rule->must, &u) == YES;
}

void judge_classes_keep(const struct hearing *on, const struct entry *e, const struct kind_plan *k)
{
	struct classes *c = &on->plan->classes;
	const char *value = entry_class(e);
	const struct unit u = { .entry = e, .to = INT32_MAX };
	unsigned i;

	for (i = 0; i < k->n_classes && value != NULL; i++) {
		const struct class_rule *r = &c->rules[k->classes[i]];

		if (!r->waits && conds_test(r->rule->when, &u) != YES)
			continue;
		if (!is_for_one(r->rule) || (judge_is_asked(on->judge, e) && !holds_anyway(r, e)))
			keep(c, k->classes[i], roster_class(c->roster, e->kind->program, value, true), e);
	}
}

/* --- at the end --- */

static struct class_facts facts_of(const struct judge *j, const struct class_rule *r, const struct waiting *w)
{
	struct classes *c = &j->plan->classes;
	const struct entry *e = &w->entry;
	struct class_facts facts = { SIJIL_MISSING, SIJIL_MISSING };

	if (r->watch >= 0)
		facts.count = roster_count(c->roster, (size_t)r->watch, w->class, e->pub.day,
					   e->pub.id != 0 ? e->pub.id : j->replaces);
	if ((r->looks & LOOKS_ENROLLED) != 0)
		facts.enrolled = roster_enrolled(c->roster, w->class, e->pub.day);
	return facts;
}

static void tell(const struct judge *j, const struct class_rule *r, const struct waiting *w,
		 const struct class_facts *facts)
{
	const struct hearing on = { j, j->plan, NULL };
	const char *class = roster_value(j->plan->classes.roster, w->class);
	struct arena *a = &j->plan->classes.arena;
	const char *count = "", *enrolled = "", *running = "";

	if (facts->count != SIJIL_MISSING)
		count = arena_printf(a, ", %lld '%s'", (long long)facts->count, r->rule->others[0]->def->name);
	if (facts->enrolled != SIJIL_MISSING)
		enrolled = arena_printf(a, ", %lld enrolled", (long long)facts->enrolled);
	if (!is_for_one(r->rule))
		running = arena_printf(a, ", %d in a row", r->rule->def->running);
	judge_add_rule(&on, &w->entry, r->rule, "class %s%s%s%s", class, enrolled, count, running);
}

/* By rule and class, then as they came: by day, then by number or line. */
static int by_class(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	const struct entry *e = &x->entry, *f = &y->entry;

	if (x->rule != y->rule)
		return x->rule < y->rule ? -1 : 1;
	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	if (e->pub.day != f->pub.day)
		return e->pub.day < f->pub.day ? -1 : 1;
	if (e->pub.id != f->pub.id)
		return e->pub.id < f->pub.id ? -1 : 1;
	return (e->line > f->line) - (e->line < f->line);
}

/* Whether the rule is broken; then *facts says by what. */
static bool is_broken(const struct judge *j, const struct waiting *w, struct class_facts *facts)
{
	const struct class_rule *r = &j->plan->classes.rules[w->rule];
	const struct unit u = { .entry = &w->entry, .class_facts = facts, .to = INT32_MAX };

	*facts = facts_of(j, r, w);
	if (r->waits && conds_test(r->rule->when, &u) != YES)
		return false;
	return conds_test(r->rule->must, &u) == NO;
}

static void judge_ones(const struct judge *j, const struct waiting_list *ones)
{
	struct class_facts facts;
	size_t i;

	for (i = 0; i < ones->n; i++)
		if (is_broken(j, &ones->items[i], &facts))
			tell(j, &j->plan->classes.rules[ones->items[i].rule], &ones->items[i], &facts);
}

static void judge_rows(const struct judge *j, struct waiting_list *rows)
{
	struct class_facts facts;
	int row = 0;
	size_t i;

	if (rows->n > 1)
		qsort(rows->items, rows->n, sizeof(*rows->items), by_class);
	for (i = 0; i < rows->n; i++) {
		const struct waiting *w = &rows->items[i];
		const struct class_rule *r = &j->plan->classes.rules[w->rule];

		if (i > 0 && (w->rule != w[-1].rule || w->class != w[-1].class))
			row = 0;
		row = is_broken(j, w, &facts) ? row + 1 : 0;
		if (row == r->rule->def->running)
			tell(j, r, w, &facts);
	}
}

int judge_classes_end(const struct judge *j, struct sijil_err *err)
{
	struct classes *c = &j->plan->classes;

	if (!j->whole && c->ones.n > 0 && judge_classes_look_up(j, err) != 0)
		return -1;
	judge_ones(j, &c->ones);
	judge_rows(j, &c->rows);
	return 0;
}

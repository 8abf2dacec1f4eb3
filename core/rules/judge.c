#include "config.h"
#include "rules/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "rules/judge_private.h"

/* What is judged in the same way. */
enum way { KEYED, CLASSED, EACH, NEVER };

static enum way way_of(const struct judge *j, const struct rule *r)
{
	if (r->def->later && j->fresh_only)
		return NEVER;
	if (r->def->check == SIJIL_UNIQUE || r->def->check == SIJIL_NO_OVERLAP)
		return KEYED;
	if (r->def->check == SIJIL_PREVIOUS && r->key.n > 0 && r->others[0] == r->kind)
		return KEYED;
	return r->def->check == SIJIL_CLASS ? CLASSED : EACH;
}

static void plan_rules(const struct judge *j, struct judge_plan *p, struct kind_plan *k, const struct program *program)
{
	unsigned i;

	k->each = arena_alloc(&p->arena, (program->n_rules + 1) * sizeof(struct rule *));
	k->keyed = arena_alloc(&p->arena, (program->n_rules + 1) * sizeof(struct rule *));
	for (i = 0; i < program->n_rules; i++) {
		const struct rule *r = &program->rules[i];
		enum way way = r->kind == k->kind ? way_of(j, r) : NEVER;

		if (way == KEYED)
			k->keyed[k->n_keyed++] = r;
		else if (way == EACH)
			k->each[k->n_each++] = r;
	}
}

/* The values of a site are looked over among themselves, even where they stand in one history with others. */
static void plan_outliers(struct kind_plan *k, const struct kind *kind)
{
	unsigned i;

	k->outliers_among = kind->outliers_among;
	for (i = 0; i < k->outliers_among.n; i++)
		if (k->outliers_among.parts[i] == KEY_SITE)
			return;
	if (k->outliers_among.n < KEY_PARTS_MAX)
		k->outliers_among.parts[k->outliers_among.n++] = KEY_SITE;
}

static void plan_kind(const struct judge *j, struct judge_plan *p, struct kind_plan *k, const struct kind *kind)
{
	k->kind = kind;
	plan_outliers(k, kind);
	k->sex = kind_field(kind, "sex");
	k->birth_year = kind_field(kind, "birth_year");
	if (k->birth_year >= 0 && kind->fields[k->birth_year].def->type != SIJIL_INT)
		k->birth_year = -1;
	k->money = strcmp(kind->def->name, "budget_line") == 0 ? kind_field(kind, "amount") : -1;
	plan_rules(j, p, k, kind->program);
}

void judge_start(struct judge *j)
{
	struct judge_plan *p = mem_alloc(sizeof(*p));
	const struct registry *registry = j->registry;
	size_t i;
	unsigned k;

	p->first = arena_alloc(&p->arena, (registry->n_programs + 1) * sizeof(*p->first));
	for (i = 0; i < registry->n_programs; i++) {
		p->first[i] = p->n_kinds;
		p->n_kinds += registry->programs[i].n_kinds;
	}
	p->kinds = arena_alloc(&p->arena, (p->n_kinds + 1) * sizeof(*p->kinds));
	p->spans = arena_alloc(&p->arena, (p->n_kinds + 1) * sizeof(*p->spans));
	for (i = 0; i < registry->n_programs; i++)
		for (k = 0; k < registry->programs[i].n_kinds; k++)
			plan_kind(j, p, &p->kinds[p->first[i] + k], &registry->programs[i].kinds[k]);
	p->silences = arena_alloc(&p->arena, (registry->n_programs + 1) * sizeof(*p->silences));
	judge_classes_start(j, p);
	j->plan = p;
}

static void tell_old(const struct judge *j, const struct old *old)
{
	struct finding f = { .severity = SIJIL_WARNING, .code = "CORE-W05", .program = old->program->id,
			     .field = "on" };
	struct sijil_err what = { 0 };
	char earliest[DATE_TEXT];

	err_set(&what, ERR_DATA,
		"%zu of the entries are from before the program's start or more than a year old; the earliest, %s, "
		"is in line %u",
		old->n, date_text(old->earliest, earliest), (unsigned)old->line);
	f.message = what.message;
	f.remedy = "check the years in the file; if they are right, there is nothing to do";
	findings_add(j->findings, &f);
}

int judge_end(struct judge *j, struct sijil_err *err)
{
	if (j->plan->old.n > 0)
		tell_old(j, &j->plan->old);
	if (j->whole)
		judge_silence(j);
	if (j->plan->lookalikes.failed) {
		*err = j->plan->lookalikes.err;
		return -1;
	}
	return judge_classes_end(j, err);
}

void judge_free(struct judge *j)
{
	struct judge_plan *p = j->plan;
	size_t i;

	for (i = 0; i < j->registry->n_programs; i++)
		free(p->silences[i].sites);
	judge_classes_free(&p->classes);
	free(p->lookalikes.items);
	free(p->values);
	free(p->kind_of);
	free(p->order);
	free(p->flags);
	free(p->alike);
	arena_release(&p->texts);
	arena_release(&p->arena);
	free(p);
	j->plan = NULL;
}

uint32_t judge_kind(const struct hearing *on, const struct kind *kind)
{
	const struct program *p = kind->program;

	return on->plan->first[p - on->judge->registry->programs] + (uint32_t)(kind - p->kinds);
}

static void make_room(struct judge_plan *p, size_t n)
{
	if (n <= p->room)
		return;
	n += n / 2;
	p->kind_of = mem_resize(p->kind_of, n, sizeof(*p->kind_of));
	p->order = mem_resize(p->order, n, sizeof(*p->order));
	p->flags = mem_resize(p->flags, n, sizeof(*p->flags));
	p->alike = mem_resize(p->alike, n, sizeof(*p->alike));
	p->room = n;
}

static bool is_judged(const struct judge *j, const struct entry *e)
{
	return (e->fresh || !j->fresh_only) && (j->program == NULL || e->kind->program == j->program);
}

/* Sort the entries by kind and mark those to be judged; how many they are. */
static size_t prepare(const struct hearing *on)
{
	struct judge_plan *p = on->plan;
	size_t judged = 0, n = on->history->pub.n, i;
	uint32_t k, start = 0;

	make_room(p, n);
	memset(p->spans, 0, p->n_kinds * sizeof(*p->spans));
	for (i = 0; i < n; i++) {
		const struct entry *e = &on->history->entries[i];

		p->kind_of[i] = e->kind == NULL ? NO_KIND : judge_kind(on, e->kind);
		p->flags[i] = e->kind != NULL && is_judged(on->judge, e) ? JUDGED : 0;
		if (e->kind == NULL)
			continue;
		p->spans[p->kind_of[i]].n++;
		p->spans[p->kind_of[i]].judged += p->flags[i];
		judged += p->flags[i];
	}
	for (k = 0; k < p->n_kinds; k++) {
		p->spans[k].start = start;
		start += p->spans[k].n;
		p->spans[k].n = 0;
	}
	for (i = 0; i < n; i++)
		if (p->kind_of[i] != NO_KIND) {
			struct span *s = &p->spans[p->kind_of[i]];

			p->order[s->start + s->n++] = (uint32_t)i;
		}
	return judged;
}

static void judge_kinds(const struct hearing *on)
{
	uint32_t k;

	for (k = 0; k < on->plan->n_kinds; k++) {
		if (on->plan->spans[k].judged == 0)
			continue;
		judge_keys(on, k);
		if (on->plan->kinds[k].kind->outliers >= 0)
			judge_outliers(on, k);
	}
}

void judge_history(const struct judge *j, struct history *h)
{
	const struct hearing on = { j, j->plan, h };
	size_t judged = prepare(&on), i;

	if (j->whole)
		judge_see(on.plan, j, h);
	if (on.plan->classes.roster != NULL)
		judge_classes_note(&on);
	judge_core_kinds(&on);
	if (judged == 0)
		return;
	judge_kinds(&on);
	judge_core_content(&on);
	if (h->subject_type == SIJIL_PERSON) {
		judge_core_person(&on);
		judge_core_code(&on);
	}
	for (i = 0; i < h->pub.n; i++) {
		const struct kind_plan *k;

		if ((on.plan->flags[i] & JUDGED) == 0)
			continue;
		k = &on.plan->kinds[on.plan->kind_of[i]];
		judge_core_entry(&on, &h->entries[i]);
		judge_core_site(&on, &h->entries[i]);
		judge_core_fit(&on, &h->entries[i]);
		judge_core_money(&on, &h->entries[i], k);
		judge_tables(&on, &h->entries[i], k);
		if (k->n_classes > 0)
			judge_classes_keep(&on, &h->entries[i], k);
	}
}

static int judge_one(void *arg, struct history *h)
{
	judge_history(arg, h);
	return 0;
}

int judge_store(struct judge *j, struct store *s, struct sijil_err *err)
{
	int rc;

	judge_start(j);
	rc = store_each(s, j->fresh_only, judge_one, j, err);
	if (rc == 0)
		rc = judge_end(j, err);
	judge_free(j);
	return rc;
}

/*
 * The rows of a plugin's rule table that judge one entry: MUST, PRIOR, PREVIOUS, ONE_SPELL, ONE_PROGRAM, IN_SPELL,
 * CALLBACK.
 */
#include "config.h"

#include <string.h>

#include "base/date.h"
#include "rules/judge_private.h"

static const struct entry *whole(const struct sijil_entry *e)
{
	return (const struct entry *)(const void *)e;
}

static void check_must(const struct hearing *on, const struct entry *e, const struct rule *r)
{
	const struct unit u = { .entry = e, .to = INT32_MAX };

	if (conds_test(r->must, &u) == NO)
		judge_add_rule(on, e, r, NULL);
}

/* Whether an entry of one of the rule's other kinds stands on or before the day of e. */
static bool has_prior(const struct hearing *on, const struct entry *e, const struct rule *r, unsigned other)
{
	const struct span *s = &on->plan->spans[judge_kind(on, r->others[other])];
	const struct conds *where = r->others_where != NULL ? r->others_where[other] : NULL;
	uint32_t i;

	for (i = s->start; i < s->start + s->n; i++) {
		const struct entry *o = &on->history->entries[on->plan->order[i]];
		const struct unit u = { .entry = o, .judged = e, .to = INT32_MAX };

		if (o->pub.day > e->pub.day)
			return false;
		if (o != e && (where == NULL || conds_test(where, &u) == YES))
			return true;
	}
	return false;
}

static void check_prior(const struct hearing *on, const struct entry *e, const struct rule *r)
{
	static const char *const whose[] = {
		[SIJIL_PERSON] = "of this person", [SIJIL_SITE] = "of this site", [SIJIL_PROGRAM] = "of this program"
	};
	char day[DATE_TEXT];
	unsigned i;

	for (i = 0; r->others[i] != NULL; i++)
		if (has_prior(on, e, r, i))
			return;
	judge_add_rule(on, e, r, "no '%s' %s on or before %s", r->def->other,
		       whose[e->kind->def->subject], date_text(e->pub.day, day));
}

/* How many entries of a span are dated on or before a day. */
static uint32_t up_to(const struct hearing *on, const struct span *s, int32_t day)
{
	uint32_t low = 0, high = s->n;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (on->history->entries[on->plan->order[s->start + middle]].pub.day <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The entry that a PREVIOUS rule compares e with; NULL: none. */
static const struct entry *previous(const struct hearing *on, const struct entry *e, const struct rule *r)
{
	const struct span *s = &on->plan->spans[judge_kind(on, r->others[0])];
	uint32_t i;

	for (i = up_to(on, s, e->pub.day); i > 0; i--) {
		const struct entry *o = &on->history->entries[on->plan->order[s->start + i - 1]];
		const struct unit u = { .entry = o, .judged = e, .to = INT32_MAX };

		if (o != e && (r->key.n == 0 || key_same(o, e, &r->key)) && conds_test(r->others_where[0], &u) == YES)
			return o;
	}
	return NULL;
}

void judge_against(const struct hearing *on, const struct entry *e, const struct entry *o, const struct rule *r)
{
	const struct unit u = { .entry = o, .judged = e, .to = INT32_MAX };
	char name[48], day[DATE_TEXT];

	if (conds_test(r->must, &u) == NO)
		judge_add_rule(on, e, r, "%s of %s", judge_name(o, name), date_text(o->pub.day, day));
}

static void check_previous(const struct hearing *on, const struct entry *e, const struct rule *r)
{
	const struct entry *o = previous(on, e, r);

	if (o != NULL)
		judge_against(on, e, o, r);
}

/* An opening entry logged before, but dated later, that now falls into the spell of e; NULL if there is none. */
static const struct entry *opening_inside(const struct hearing *on, const struct entry *e)
{
	const struct span *s = &on->plan->spans[judge_kind(on, e->kind)];
	uint32_t i;

	for (i = s->start; i < s->start + s->n; i++) {
		uint32_t at = on->plan->order[i];
		const struct entry *o = &on->history->entries[at];

		if (o != e && o->spell == e->spell && (on->plan->flags[at] & JUDGED) == 0)
			return o;
	}
	return NULL;
}

static void check_one_spell(const struct hearing *on, const struct entry *e, const struct rule *r)
{
	const struct entry *other;
	char name[48], day[DATE_TEXT];

	if (e->spell == NULL)
		return;
	if (e->spell->open != &e->pub) {
		other = whole(e->spell->open);
		judge_add_rule(on, e, r, "open since %s, %s", date_text(e->spell->from, day), judge_name(other, name));
		return;
	}
	other = opening_inside(on, e);
	if (other != NULL)
		judge_add_rule(on, e, r, "%s begins on %s", judge_name(other, name), date_text(other->pub.day, day));
}

/* --- one program at a time --- */

static const struct program *program_of(const struct sijil_spell *s)
{
	return whole(s->open)->kind->program;
}

/* On the day that it ends, another may begin. */
static bool is_open_on(const struct sijil_spell *s, int32_t day)
{
	return s->from <= day && (s->to == SIJIL_NO_DAY || s->to > day);
}

/*
 * Whether e is to be told of the other spell: the one opened later is, on the same day that of the program further down in
 * the city; while e is being logged it is, whichever began first.
 */
static bool meets(const struct hearing *on, const struct entry *e, const struct sijil_spell *other)
{
	if (is_open_on(other, e->pub.day))
		return on->judge->fresh_only || other->from < e->pub.day || program_of(other) < e->kind->program;
	return on->judge->fresh_only && is_open_on(e->spell, other->from);
}

/* However the path of its file is written. */
static bool is_same_plugin(const struct program_config *a, const struct program_config *b)
{
	return a->file != NULL && b->file != NULL ? strcmp(a->file, b->file) == 0 : strcmp(a->plugin, b->plugin) == 0;
}

static void check_one_program(const struct hearing *on, const struct entry *e, const struct rule *r)
{
	const struct program *own = e->kind->program;
	char day[DATE_TEXT];
	size_t i;

	if (e->spell == NULL || e->spell->open != &e->pub)
		return;
	for (i = 0; i < on->history->pub.n_spells; i++) {
		const struct sijil_spell *s = &on->history->pub.spells[i];
		const struct program *p = program_of(s);

		if (p != own && is_same_plugin(p->config, own->config) && meets(on, e, s))
			judge_add_rule(on, e, r, "in program '%s' since %s", p->id, date_text(s->from, day));
	}
}

static void check_in_spell(const struct hearing *on, const struct entry *e, const struct rule *r)
{
	const struct sijil_spell *s = e->spell;
	char name[48], day[DATE_TEXT];

	if (s == NULL || s->close == NULL || e->pub.day <= s->to)
		return;
	judge_add_rule(on, e, r, "'%s' on %s, %s", s->close->kind, date_text(s->to, day),
		       judge_name(whole(s->close), name));
}

static void check_callback(const struct hearing *on, const struct entry *e, const struct rule *r)
{
	const struct program *p = r->kind->program;
	struct sijil_report report = { on, e, r };
	const struct remark unable = {
		.severity = SIJIL_INFO, .code = r->def->code,
		.remedy = "nothing is known to be wrong; look at it yourself",
	};

	on->history->pub.program = p->id;
	if (r->def->callback(p->instance, on->judge->host, &on->history->pub, &e->pub, &report) != 0)
		judge_add(on, e, &unable, "this '%s' could not be judged by rule %s", e->pub.kind, r->def->code);
}

void judge_tables(const struct hearing *on, const struct entry *e, const struct kind_plan *k)
{
	static void (*const checks[])(const struct hearing *, const struct entry *, const struct rule *) = {
		[SIJIL_MUST] = check_must,           [SIJIL_PRIOR] = check_prior,
		[SIJIL_ONE_SPELL] = check_one_spell, [SIJIL_IN_SPELL] = check_in_spell,
		[SIJIL_CALLBACK] = check_callback,   [SIJIL_PREVIOUS] = check_previous,
		[SIJIL_ONE_PROGRAM] = check_one_program,
	};
	const struct unit u = { .entry = e, .to = INT32_MAX };
	unsigned i;

	for (i = 0; i < k->n_each; i++) {
		const struct rule *r = k->each[i];

		if (r->when == NULL || conds_test(r->when, &u) == YES)
			checks[r->def->check](on, e, r);
	}
}

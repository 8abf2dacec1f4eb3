#include "config.h"

#include <string.h>

#include "base/text.h"
#include "plugin/registry_private.h"

static unsigned count_items(const char *list)
{
	unsigned n = 1;

	for (; *list != '\0'; list++)
		n += *list == '|';
	return n;
}

static int build_prior(struct build *b, struct rule *r)
{
	const char *rest = r->def->other, *s;
	unsigned n = count_items(rest), i = 0;
	size_t len;

	r->others = arena_alloc(b->arena, (n + 1) * sizeof(*r->others));
	r->others_where = arena_alloc(b->arena, (n + 1) * sizeof(*r->others_where));
	while (rest != NULL && (s = text_split(&rest, '|', &len)) != NULL) {
		struct scope scope = { .program = b->program, .judged = r->kind };

		scope.kind = r->others[i] = build_find_kind(b, s, len);
		if (scope.kind == NULL || build_conds(b, r->def->other_where, &scope, &r->others_where[i]) != 0)
			return -1;
		i++;
	}
	return 0;
}

static int build_no_overlap(struct build *b, struct rule *r)
{
	const struct scope scope = { .program = b->program, .kind = r->kind, .judged = r->kind };

	if (!r->kind->def->interval)
		return err_set(b->err, ERR_CONFIG, "kind '%s' does not cover intervals", r->kind->def->name);
	r->others_where = arena_alloc(b->arena, sizeof(*r->others_where));
	return build_conds(b, r->def->other_where, &scope, &r->others_where[0]);
}

/*
 * What a class rule looks at is known when all histories have gone by, and not while one is at hand: the other entries are
 * counted before the one that they are counted for is seen, and of that one only its own values are kept.
 */
static int class_fits(struct build *b, const struct rule *r)
{
	if ((conds_look(r->others_where[0]) & (LOOKS_JUDGED | LOOKS_AROUND)) != 0)
		return err_set(b->err, ERR_CONFIG,
			       "other_where '%s': a SIJIL_CLASS rule counts by the other entry's own values (no @FIELD, "
			       "no open., close., base. or served)",
			       r->def->other_where);
	if ((conds_look(r->when) & (LOOKS_COUNT | LOOKS_ENROLLED)) != 0 && (conds_look(r->when) & LOOKS_AROUND) != 0)
		return err_set(b->err, ERR_CONFIG,
			       "when '%s': where a SIJIL_CLASS rule asks for count or enrolled, it looks at nothing else but "
			       "the entry's own values (no open., close., base., age or served)",
			       r->def->when);
	if ((conds_look(r->must) & LOOKS_AROUND) != 0)
		return err_set(b->err, ERR_CONFIG,
			       "must '%s': a SIJIL_CLASS rule looks at the entry's own values, count and enrolled (no open., "
			       "close., base., age or served)",
			       r->def->must);
	if (r->others[0] == NULL && (conds_look(r->must) & LOOKS_COUNT) != 0)
		return err_set(b->err, ERR_CONFIG, "must '%s': count needs other, the kind that is counted",
			       r->def->must);
	if (r->others[0] == NULL && (conds_look(r->when) & LOOKS_COUNT) != 0)
		return err_set(b->err, ERR_CONFIG, "when '%s': count needs other, the kind that is counted",
			       r->def->when);
	return 0;
}

/* PREVIOUS, CLASS: the kind of the other entries, and the conditions that name both. */
static int build_other(struct build *b, struct rule *r)
{
	struct scope scope = { .program = b->program, .judged = r->kind };
	bool previous = r->def->check == SIJIL_PREVIOUS;

	r->others = arena_alloc(b->arena, 2 * sizeof(*r->others));
	r->others_where = arena_alloc(b->arena, sizeof(*r->others_where));
	r->others[0] = scope.kind = r->kind;
	if (r->def->other != NULL)
		r->others[0] = scope.kind = build_find_kind(b, r->def->other, strlen(r->def->other));
	else if (!previous)
		r->others[0] = NULL;
	if (scope.kind == NULL || build_conds(b, r->def->other_where, &scope, &r->others_where[0]) != 0)
		return -1;
	if (previous)
		return build_conds(b, r->def->must, &scope, &r->must);
	scope = (struct scope){ .program = b->program, .kind = r->kind, .class_facts = true };
	if (build_conds(b, r->def->must, &scope, &r->must) != 0)
		return -1;
	return class_fits(b, r);
}

static int role_fits(struct build *b, const struct rule *r)
{
	bool opening = r->def->check == SIJIL_ONE_SPELL || r->def->check == SIJIL_ONE_PROGRAM;

	if (opening && r->kind->def->role != SIJIL_OPENS)
		return err_set(b->err, ERR_CONFIG, "kind '%s' does not open spells", r->kind->def->name);
	if (r->def->check == SIJIL_IN_SPELL && r->kind->def->subject != SIJIL_PERSON)
		return err_set(b->err, ERR_CONFIG, "kind '%s' has no person, so no spells", r->kind->def->name);
	return 0;
}

static int build_rule(struct build *b, struct rule *r)
{
	const struct scope scope = { .program = b->program,
				     .kind = r->kind,
				     .class_facts = r->def->check == SIJIL_CLASS };

	r->field = -1;
	if (r->def->field != NULL) {
		r->field = kind_field(r->kind, r->def->field);
		if (r->field < 0)
			return err_set(b->err, ERR_CONFIG, "kind '%s' has no field '%s'", r->kind->def->name,
				       r->def->field);
	}
	if (build_conds(b, r->def->when, &scope, &r->when) != 0 || role_fits(b, r) != 0)
		return -1;
	if (r->def->key != NULL && key_compile(r->def->key, r->kind, &r->key, b->err) != 0)
		return -1;
	if (r->def->check == SIJIL_PREVIOUS || r->def->check == SIJIL_CLASS)
		return build_other(b, r);
	if (build_conds(b, r->def->must, &scope, &r->must) != 0)
		return -1;
	if (r->def->check == SIJIL_PRIOR)
		return build_prior(b, r);
	return r->def->check == SIJIL_NO_OVERLAP ? build_no_overlap(b, r) : 0;
}

int build_rules(struct build *b, const struct sijil_rule *rules)
{
	struct program *p = b->program;
	const struct sijil_rule *def;
	unsigned n = 0;
	size_t len;

	for (def = rules; def != NULL && def->code != NULL; def++)
		n += count_items(def->kinds);
	p->rules = arena_alloc(b->arena, (n + 1) * sizeof(*p->rules));
	for (def = rules; def != NULL && def->code != NULL; def++) {
		const char *rest = def->kinds, *s;

		while (rest != NULL && (s = text_split(&rest, '|', &len)) != NULL) {
			struct rule *r = &p->rules[p->n_rules++];

			r->def = def;
			r->kind = build_find_kind(b, s, len);
			if ((r->kind == NULL || build_rule(b, r) != 0) && build_fault(b, def) != 0)
				return err_context(b->err, "rule '%s'", def->code);
		}
	}
	return 0;
}

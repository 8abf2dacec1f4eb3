/* Rules about two entries of a kind: UNIQUE, NO_OVERLAP, PREVIOUS with a key, CORE-E09 (natural key), CORE-W08 (identical content). */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "rules/judge_private.h"

static bool applies(const struct rule *r, const struct entry *e)
{
	const struct unit u = { .entry = e, .to = INT32_MAX };

	return r->when == NULL || conds_test(r->when, &u) == YES;
}

static bool has_part(const struct key *key, int part)
{
	unsigned i;

	for (i = 0; i < key->n; i++)
		if (key->parts[i] == part)
			return true;
	return false;
}

/* Whether the rule says what the natural key says. */
static bool same_parts(const struct key *a, const struct key *b)
{
	unsigned i;

	for (i = 0; i < a->n; i++)
		if (!has_part(b, a->parts[i]))
			return false;
	return a->n == b->n;
}

static void tell_natural_key(const struct hearing *on, const struct entry *e, const struct entry *first)
{
	const struct remark r = {
		.severity = SIJIL_ERROR, .code = "CORE-E09",
		.remedy = "correct the entry that is wrong, or leave this one out",
	};
	char name[48];

	judge_add(on, e, &r, "this '%s' has the same %s as %s; only one may have", e->kind->def->name,
		  e->kind->def->key, judge_name(first, name));
}

/* Every judged entry of a run but the first; rule NULL: the natural key of the kind. */
static void judge_same(const struct hearing *on, const struct rule *r, const struct key *key, size_t i, size_t end)
{
	const struct entry *first = judge_first(on, i, end), *entries = on->history->entries;
	char name[48];

	for (; i < end; i++) {
		uint32_t at = on->plan->alike[i].at;
		const struct entry *e = &entries[at];
		uint8_t *flags = &on->plan->flags[at];

		/* Hashes that are equal by chance can hide a finding, but not make one. */
		if ((*flags & JUDGED) == 0 || e == first || !key_same(e, first, key))
			continue;
		if (r != NULL && applies(r, e)) {
			judge_add_rule(on, e, r, "the same %s as %s", r->def->key, judge_name(first, name));
			if (r->def->severity == SIJIL_ERROR || same_parts(key, &e->kind->key))
				*flags |= CONFLICTS;
		} else if (r == NULL && (*flags & CONFLICTS) == 0) {
			tell_natural_key(on, e, first);
			*flags |= CONFLICTS;
		}
	}
}

static void judge_unique(const struct hearing *on, uint32_t kind, const struct rule *r, const struct key *key)
{
	size_t n = judge_by_key(on, kind, key, false), i, end;

	for (i = 0; i < n; i = end) {
		end = judge_run(on->plan, i, n);
		if (end - i > 1)
			judge_same(on, r, key, i, end);
	}
}

/* --- overlaps --- */

static void tell_overlap(const struct hearing *on, const struct rule *r, const struct entry *e,
			 const struct entry *other)
{
	char name[48], from[DATE_TEXT], to[DATE_TEXT];

	date_text(other->pub.day, from);
	date_text(other->pub.day_end, to);
	judge_add_rule(on, e, r, "%s covers %s%s%s", judge_name(other, name), from,
		       other->pub.day_end != other->pub.day ? " to " : "",
		       other->pub.day_end != other->pub.day ? to : "");
}

/* true: told, now or about another before. */
static bool judge_pair(const struct hearing *on, const struct rule *r, const struct entry *e,
		       const struct entry *other)
{
	const struct unit u = { .entry = other, .judged = e, .to = INT32_MAX };
	uint8_t *flags = &on->plan->flags[e - on->history->entries];

	if ((*flags & (EXEMPT | OVERLAPS)) != 0)
		return (*flags & OVERLAPS) != 0;
	if (conds_test(r->others_where != NULL ? r->others_where[0] : NULL, &u) != YES)
		return false;
	tell_overlap(on, r, e, other);
	*flags |= OVERLAPS;
	return true;
}

static bool is_settled(const struct judge_plan *p, size_t i)
{
	return (p->flags[p->alike[i].at] & (EXEMPT | OVERLAPS)) != 0;
}

static size_t after(const struct alike *alike, size_t i)
{
	return alike[i].next > i ? alike[i].next : i + 1;
}

/* The first from i on about which something may still be told; what was passed over is not looked at again. */
static size_t next_unsettled(const struct judge_plan *p, size_t i, size_t end)
{
	size_t found = i, then;

	while (found < end && is_settled(p, found))
		found = after(p->alike, found);
	for (; i < found; i = then) {
		then = after(p->alike, i);
		p->alike[i].next = (uint32_t)found;
	}
	return found;
}

/*
 * Entries of a run are in date order: those that overlap with one follow it until its last day.  A pair is told once,
 * on the one logged later if the rule holds for it, else on the other.  Entries about which nothing more can be told
 * meet only the others: rows that all overlap, as by a mistaken mapping, cost no more than their number.
 */
static void judge_overlaps(const struct hearing *on, const struct rule *r, size_t i, size_t end)
{
	const struct judge_plan *p = on->plan;
	const struct entry *entries = on->history->entries;
	size_t k;

	for (; i < end; i++) {
		const struct entry *a = &entries[p->alike[i].at];

		for (k = i + 1;; k++) {
			const struct entry *b;
			bool later;

			if (is_settled(p, i))
				k = next_unsettled(p, k, end);
			if (k >= end || entries[p->alike[k].at].pub.day > a->pub.day_end)
				break;
			b = &entries[p->alike[k].at];
			later = judge_later(b, a);
			if (key_same(a, b, &r->key) && !judge_pair(on, r, later ? b : a, later ? a : b))
				judge_pair(on, r, later ? a : b, later ? b : a);
		}
	}
}

static void judge_no_overlap(const struct hearing *on, uint32_t kind, const struct rule *r)
{
	struct judge_plan *p = on->plan;
	size_t n = judge_by_key(on, kind, &r->key, true), i, end;

	for (i = 0; i < n; i++) {
		uint32_t at = p->alike[i].at;

		p->flags[at] &= (uint8_t)~(OVERLAPS | EXEMPT);
		if ((p->flags[at] & JUDGED) == 0 || !applies(r, &on->history->entries[at]))
			p->flags[at] |= EXEMPT;
	}
	for (i = 0; i < n; i = end) {
		end = judge_run(p, i, n);
		judge_overlaps(on, r, i, end);
	}
}

/* The last before e in a run, which is in date order; on the same day, any but itself. */
static const struct entry *last_before(const struct hearing *on, const struct rule *r, size_t i, size_t at, size_t end)
{
	const struct judge_plan *p = on->plan;
	const struct entry *entries = on->history->entries, *e = &entries[p->alike[at].at];

	while (at + 1 < end && entries[p->alike[at + 1].at].pub.day == e->pub.day)
		at++;
	for (at++; at > i; at--) {
		const struct entry *o = &entries[p->alike[at - 1].at];
		const struct unit u = { .entry = o, .judged = e, .to = INT32_MAX };

		if (o != e && key_same(o, e, &r->key) && conds_test(r->others_where[0], &u) == YES)
			return o;
	}
	return NULL;
}

static void judge_previous(const struct hearing *on, uint32_t kind, const struct rule *r)
{
	struct judge_plan *p = on->plan;
	size_t n = judge_by_key(on, kind, &r->key, true), i, k, end;

	for (i = 0; i < n; i = end) {
		end = judge_run(p, i, n);
		for (k = i; k < end; k++) {
			const struct entry *e = &on->history->entries[p->alike[k].at], *o;

			if ((p->flags[p->alike[k].at] & JUDGED) == 0 || !applies(r, e))
				continue;
			o = last_before(on, r, i, k, end);
			if (o != NULL)
				judge_against(on, e, o, r);
		}
	}
}

void judge_keys(const struct hearing *on, uint32_t kind)
{
	const struct kind_plan *k = &on->plan->kinds[kind];
	unsigned i;

	if (on->plan->spans[kind].n < 2)
		return;
	for (i = 0; i < k->n_keyed; i++) {
		if (k->keyed[i]->def->check == SIJIL_PREVIOUS)
			judge_previous(on, kind, k->keyed[i]);
		else if (k->keyed[i]->def->check == SIJIL_UNIQUE)
			judge_unique(on, kind, k->keyed[i], &k->keyed[i]->key);
		else
			judge_no_overlap(on, kind, k->keyed[i]);
	}
	if (k->kind->key.n > 0)
		judge_unique(on, kind, NULL, &k->kind->key);
}

/* --- identical content --- */

static void tell_content(const struct hearing *on, const struct entry *e, const struct entry *first)
{
	const struct remark r = {
		.severity = SIJIL_WARNING, .code = "CORE-W08",
		.remedy = "leave it out if it is the same event; keep it if it really happened twice",
	};
	char name[48];

	judge_add(on, e, &r, "this '%s' is identical to %s", e->kind->def->name, judge_name(first, name));
}

static void judge_day(const struct hearing *on, uint32_t from, uint32_t to)
{
	const struct entry *entries = on->history->entries, *first;
	struct judge_plan *p = on->plan;
	size_t n = judge_by_content(on, from, to), i, end;

	for (i = 0; i < n; i = end) {
		end = judge_run(p, i, n);
		if (end - i == 1)
			continue;
		first = judge_first(on, i, end);
		for (; i < end; i++) {
			const struct entry *e = &entries[p->alike[i].at];

			if ((p->flags[p->alike[i].at] & (JUDGED | CONFLICTS)) == JUDGED && e != first &&
			    judge_same_content(e, first))
				tell_content(on, e, first);
		}
	}
}

void judge_core_content(const struct hearing *on)
{
	const struct entry *entries = on->history->entries;
	uint32_t n = (uint32_t)on->history->pub.n, from, to;
	bool judged;

	for (from = 0; from < n; from = to) {
		judged = (on->plan->flags[from] & JUDGED) != 0;
		for (to = from + 1; to < n && entries[to].pub.day == entries[from].pub.day; to++)
			judged = judged || (on->plan->flags[to] & JUDGED) != 0;
		if (judged && to - from > 1)
			judge_day(on, from, to);
	}
}

/*
 * CORE-W16: a person whose code differs from an earlier one only in capitals, hyphens or zeros in front.  Both would be
 * counted, each with half of the history.  The register finds them by an index, for each new person, or all in one go.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rules/judge_private.h"

/* Persons that may be alike, as the register tells of them one after the other. */
struct met {
	uint32_t number;
	char left[TEXT_CODE]; /* of its code */
};

struct meeting {
	struct lookalikes *found;
	uint32_t wanted; /* only of this person; 0: of all */
	char *rest;      /* what they have in common */
	struct met *items;
	size_t n, cap;
};

static void add(struct lookalikes *l, uint32_t number, uint32_t earlier)
{
	l->items = mem_grow(l->items, l->n, &l->cap, sizeof(*l->items));
	l->items[l->n++] = (struct lookalike){ number, earlier };
}

static void meet(void *arg, uint32_t number, const char *code, const char *rest)
{
	struct meeting *m = arg;
	char left[TEXT_CODE];
	size_t i;

	if (m->rest == NULL || strcmp(m->rest, rest) != 0) {
		free(m->rest);
		m->rest = mem_strdup(rest);
		m->n = 0;
	}
	text_fold_code(code, left);
	for (i = 0; i < m->n && strcmp(m->items[i].left, left) != 0; i++)
		;
	if (i < m->n && (m->wanted == 0 || m->wanted == number)) {
		add(m->found, number, m->items[i].number);
	} else if (i == m->n) {
		m->items = mem_grow(m->items, m->n, &m->cap, sizeof(*m->items));
		m->items[m->n].number = number;
		memcpy(m->items[m->n++].left, left, sizeof(left));
	}
}

static int by_number(const void *a, const void *b)
{
	const struct lookalike *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

/* code NULL: of everybody. */
static void look(const struct judge *j, uint32_t number, const char *code)
{
	struct judge_plan *p = j->plan;
	struct meeting m = { .found = &p->lookalikes, .wanted = number };

	p->lookalikes.n = 0;
	if (log_each_alike(j->log, code, meet, &m, &p->lookalikes.err) != 0)
		p->lookalikes.failed = true;
	if (p->lookalikes.n > 1)
		qsort(p->lookalikes.items, p->lookalikes.n, sizeof(*p->lookalikes.items), by_number);
	free(m.items);
	free(m.rest);
}

static uint32_t earlier_than(const struct judge_plan *p, uint32_t number)
{
	const struct lookalike asked = { .number = number }, *found = NULL;

	if (p->lookalikes.n > 0)
		found = bsearch(&asked, p->lookalikes.items, p->lookalikes.n, sizeof(asked), by_number);
	return found != NULL ? found->earlier : 0;
}

/* The entry of the person that was logged first; NULL if the person is not new, but only new ones are judged. */
static const struct entry *first_logged(const struct hearing *on)
{
	const struct entry *entries = on->history->entries, *first = NULL;
	size_t i;

	for (i = 0; i < on->history->pub.n; i++) {
		if (on->judge->fresh_only && !entries[i].fresh)
			return NULL;
		if (first == NULL || judge_later(first, &entries[i]))
			first = &entries[i];
	}
	return first;
}

void judge_core_code(const struct hearing *on)
{
	const struct judge *j = on->judge;
	const struct entry *e = j->log != NULL ? first_logged(on) : NULL;
	struct remark r = {
		.severity = SIJIL_WARNING, .code = "CORE-W16", .field = "person", .value = on->history->pub.code,
		.remedy = "correct the code if it is the same person; acknowledge it if they are two",
	};
	uint32_t earlier;

	if (e == NULL || (on->plan->flags[e - on->history->entries] & JUDGED) == 0 || on->plan->lookalikes.failed)
		return;
	if (!j->whole)
		look(j, on->history->subject, on->history->pub.code);
	else if (!on->plan->lookalikes.looked)
		look(j, 0, NULL);
	on->plan->lookalikes.looked = true;
	earlier = earlier_than(on->plan, on->history->subject);
	if (earlier != 0)
		judge_add(on, e, &r, "person '%s' differs from '%s', who was there before, only in capitals, hyphens or zeros",
			  on->history->pub.code, log_code_text(j->log, LOG_PERSON, earlier));
}

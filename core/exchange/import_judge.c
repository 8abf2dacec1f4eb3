/* The new rows, judged together with the histories they join. */
#include "config.h"

#include <stdlib.h>

#include "exchange/import_private.h"

struct judging {
	struct judge judge;
	struct sieve sieve;
};

static int judge_one(void *arg, struct history *h)
{
	struct judging *j = arg;

	judge_history(&j->judge, h);
	sieve_take(&j->sieve);
	return 0;
}

/* Rows inside a frozen period need a reason for coming late. */
static void judge_frozen(struct importing *m, struct sieve *sieve)
{
	const size_t n = frozen_count(m->frozen) > 0 && m->r->late == NULL ? store_fresh_count(m->store) : 0;
	struct fresh f;
	size_t i;

	for (i = 0; i < n; i++) {
		store_fresh_row(m->store, i, &f);
		if (f.dropped)
			continue;
		frozen_judge(m->frozen, f.kind, f.day, f.day_end, f.line, &sieve->one);
		sieve_take(sieve);
	}
}

/* One judgement of all rows that are not dropped; what is not an error goes to *rest. */
static int judge_round(struct importing *m, struct findings *rest, struct sijil_err *err)
{
	struct judging *j = mem_alloc(sizeof(*j));
	int rc;

	sieve_start(&j->sieve, &m->outcome, &m->result->findings, rest);
	j->judge = (struct judge){
		.registry = m->r->registry,
		.host = &engine_host,
		.language = m->r->language,
		.today = m->r->today,
		.fresh_only = true,
		.log = m->r->log,
		.gather_old = true,
		.program = m->r->program,
		.findings = &j->sieve.one,
	};
	judge_start(&j->judge);
	rc = store_each(m->store, true, judge_one, j, err);
	if (rc == 0)
		rc = judge_end(&j->judge, err);
	judge_free(&j->judge);
	sieve_take(&j->sieve);
	judge_frozen(m, &j->sieve);
	sieve_finish(&j->sieve);
	free(j);
	return rc;
}

/* The rows of lines that were rejected meanwhile leave the histories; how many did. */
static size_t drop_rejected(struct importing *m)
{
	const size_t n = store_fresh_count(m->store);
	size_t dropped = 0, i;
	struct fresh f;

	for (i = 0; i < n; i++) {
		store_fresh_row(m->store, i, &f);
		if (f.dropped || (outcome_of(&m->outcome, f.line) & LINE_ERROR) == 0)
			continue;
		store_drop(m->store, i);
		dropped++;
	}
	return dropped;
}

static void keep_all(struct findings *to, const struct findings *from)
{
	size_t i;

	for (i = 0; i < from->n; i++)
		findings_add(to, &from->items[i]);
	to->warnings += from->warnings + from->infos - from->n;
}

int import_judge(struct importing *m, struct sijil_err *err)
{
	struct findings *found = &m->result->findings, rest;
	bool again;
	int rc = joins_load(&m->joins, m->store, err);

	/* The judgement tells the outcome itself, through what is found of each history. */
	found->see = NULL;
	m->outcome.judging = true;
	if (m->r->partial)
		drop_rejected(m);
	do {
		rest = (struct findings){ 0 };
		outcome_judge_again(&m->outcome);
		if (rc == 0)
			rc = judge_round(m, &rest, err);
		again = rc == 0 && m->r->partial && drop_rejected(m) > 0;
		if (!again)
			keep_all(found, &rest);
		findings_release(&rest);
	} while (again);
	return rc;
}

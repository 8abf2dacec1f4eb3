#include "config.h"

#include "exchange/leaning.h"

#include <stdlib.h>
#include <string.h>

#include "rules/judge.h"

struct leaning {
	const struct registry *registry;
	struct log *log;
	int32_t today;
	struct frozen_subject *subjects;
	size_t n;
	struct findings before; /* by entry, then code */
};

static int judge_subjects(const struct leaning *l, struct findings *out, struct sijil_err *err)
{
	struct judge judge = {
		.registry = l->registry,
		.host = &engine_host,
		.today = l->today,
		.log = l->log,
		.findings = out,
	};
	struct store *store = store_new(l->registry, l->log, l->today);
	int rc = 0;
	size_t i;

	for (i = 0; i < l->n && rc == 0; i++)
		rc = store_load_subject(store, l->subjects[i].type, l->subjects[i].number, err);
	if (rc == 0)
		rc = judge_store(&judge, store, err);
	store_free(store);
	return rc;
}

static int order(const struct finding *a, const struct finding *b)
{
	if (a->entry != b->entry)
		return a->entry < b->entry ? -1 : 1;
	return strcmp(a->code, b->code);
}

static int by_entry(const void *a, const void *b)
{
	return order(a, b);
}

struct leaning *leaning_start(const struct registry *registry, struct log *log, int32_t today,
			      const struct frozen_subject *subjects, size_t n, struct sijil_err *err)
{
	struct leaning *l = mem_alloc(sizeof(*l));

	*l = (struct leaning){ .registry = registry, .log = log, .today = today, .n = n };
	l->subjects = mem_alloc((n + 1) * sizeof(*l->subjects));
	memcpy(l->subjects, subjects, n * sizeof(*subjects));
	if (judge_subjects(l, &l->before, err) != 0) {
		leaning_free(l);
		return NULL;
	}
	if (l->before.n > 1)
		qsort(l->before.items, l->before.n, sizeof(*l->before.items), by_entry);
	return l;
}

int leaning_find(struct leaning *l, struct findings *out, struct sijil_err *err)
{
	struct findings now = { 0 };
	const int rc = judge_subjects(l, &now, err);
	size_t i;

	for (i = 0; i < now.n && rc == 0; i++)
		if (now.items[i].severity == SIJIL_ERROR &&
		    (l->before.n == 0 || bsearch(&now.items[i], l->before.items, l->before.n,
						 sizeof(*l->before.items), by_entry) == NULL))
			findings_add(out, &now.items[i]);
	findings_sort(out);
	findings_release(&now);
	return rc;
}

void leaning_free(struct leaning *l)
{
	if (l == NULL)
		return;
	free(l->subjects);
	findings_release(&l->before);
	free(l);
}

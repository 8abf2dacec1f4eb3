#include "config.h"
#include "metrics/evaluate.h"

#include <stdlib.h>

#include "metrics/tally.h"

static int take_history(void *arg, struct history *h)
{
	fold_history(arg, h);
	return 0;
}

/* One slice of the subjects: histories are independent, so slices only bound the memory. */
static int fold_slice(struct evaluation *ev, struct log *log, unsigned slice, unsigned slices, struct sijil_err *err)
{
	struct store *store = store_new(ev->registry, log, ev->question->as_of);
	int rc = store_load_all(store, slice, slices, err);

	if (rc == 0)
		rc = store_each(store, false, take_history, ev, err);
	store_free(store);
	return rc;
}

static int fold_all(struct evaluation *ev, struct log *log, struct sijil_err *err)
{
	struct sijil_err failed = { 0 };
	unsigned slices = store_slices(log, &failed), i;

	if (failed.status != 0) {
		*err = failed;
		return -1;
	}
	for (i = 0; i < slices; i++)
		if (fold_slice(ev, log, i, slices, err) != 0)
			return -1;
	return 0;
}

/* What histories are folded: those of a store, or of the whole register. */
static struct answers *answer(const struct registry *registry, struct log *log, struct store *store,
			      const struct question *q, struct sijil_err *err)
{
	struct evaluation *ev = mem_alloc(sizeof(*ev));
	struct answers *out = NULL;
	int rc;

	ev->registry = registry;
	ev->question = q;
	rc = evaluation_plan(ev, err);
	if (rc == 0 && q->trail != NULL)
		trail_begin(q->trail, ev);
	if (rc == 0)
		rc = store != NULL ? store_each(store, false, take_history, ev, err) : fold_all(ev, log, err);
	if (rc == 0) {
		out = mem_alloc(sizeof(*out));
		figures_make(ev, out);
		if (q->trail != NULL)
			trail_end(q->trail);
	}
	evaluation_release(ev);
	free(ev);
	return out;
}

struct answers *evaluate(const struct registry *registry, struct log *log, const struct question *q,
			 struct sijil_err *err)
{
	return answer(registry, log, NULL, q, err);
}

struct answers *evaluate_store(const struct registry *registry, struct store *store, const struct question *q,
			       struct sijil_err *err)
{
	return answer(registry, NULL, store, q, err);
}

void answers_free(struct answers *a)
{
	if (a == NULL)
		return;
	arena_release(&a->arena);
	free(a);
}

/* The whole register, slice by slice. */
#include "config.h"

#include "rules/judge.h"

static int judge_one(void *arg, struct history *h)
{
	judge_history(arg, h);
	return 0;
}

static int judge_slices(struct judge *j, struct sijil_err *err)
{
	struct sijil_err failed = { 0 };
	unsigned slices = store_slices(j->log, &failed), i;
	int rc = failed.status != 0 ? -1 : 0;

	for (i = 0; i < slices && rc == 0; i++) {
		struct store *s = store_new(j->registry, j->log, j->today);

		rc = store_load_all(s, i, slices, &failed);
		if (rc == 0)
			rc = store_each(s, false, judge_one, j, &failed);
		store_free(s);
	}
	if (rc != 0)
		*err = failed;
	return rc;
}

int judge_register(struct judge *j, struct sijil_err *err)
{
	int rc;

	j->whole = true;
	judge_start(j);
	rc = judge_slices(j, err);
	if (rc == 0)
		rc = judge_end(j, err);
	judge_free(j);
	return rc;
}

/* The same entries give the same figures and findings: asked again, loaded again, logged in another order. */
#include "config.h"

#include "cli/conform.h"

static enum verdict ask(struct trial_round *r, const struct registry *registry, struct log *log, struct str *out)
{
	struct sijil_err err = { 0 };

	str_init(out, STR_MAX_DEFAULT);
	return trial_figures(registry, log, &r->trial->arena, out, &err) == 0 ? TRIAL_PASSED
									      : trial_error(r->trial, &err);
}

/* Whether another asking gives the same; what: how it differs from the first. */
static enum verdict ask_twice(struct trial_round *r, const struct registry *registry, struct log *log, const char *what)
{
	struct str first, second;
	enum verdict v = ask(r, r->registry, r->log, &first);

	if (v != TRIAL_PASSED) {
		str_release(&first);
		return v;
	}
	v = ask(r, registry, log, &second);
	if (v == TRIAL_PASSED)
		v = trial_compare(r, what, &first, &second);
	str_release(&first);
	str_release(&second);
	return v;
}

struct tally {
	size_t entries;
};

static enum verdict behave(struct trial_round *r, void *arg)
{
	struct tally *n = arg;
	struct str out;
	enum verdict v = ask(r, r->registry, r->log, &out);

	str_release(&out);
	n->entries += r->drafts.n;
	return v;
}

enum verdict trial_behaviour(struct trial *t)
{
	struct tally n = { 0 };
	enum verdict v = trial_rounds(t, behave, &n);

	if (v == TRIAL_PASSED)
		str_addf(&t->detail, "%zu random entries in %u registers judged and summed", n.entries, t->rounds);
	return v;
}

static enum verdict repeat(struct trial_round *r, void *arg)
{
	struct trial_city again;
	enum verdict v = ask_twice(r, r->registry, r->log, "the same register, asked twice, gives different answers");

	(void)arg;
	if (v != TRIAL_PASSED)
		return v;
	v = trial_city_open(r->trial, NULL, &again);
	if (v == TRIAL_PASSED)
		v = ask_twice(r, again.registry, r->log,
			      "the same register, asked by a plugin loaded anew, gives different answers");
	trial_city_close(&again);
	return v;
}

enum verdict trial_repeated(struct trial *t)
{
	enum verdict v = trial_rounds(t, repeat, NULL);

	if (v == TRIAL_PASSED)
		str_addf(&t->detail, "the same figures and findings when asked twice, and when loaded anew");
	return v;
}

static enum verdict reorder(struct trial_round *r, void *arg)
{
	const struct random shuffle = { r->seed ^ UINT64_C(0x5bd1e995) };
	struct sijil_err err = { 0 };
	struct log *log = trial_register(r->trial, "shuffled", &err);
	enum verdict v = TRIAL_PASSED;

	(void)arg;
	if (log == NULL || drafts_write(&r->drafts, log, &shuffle, &err) != 0)
		v = trial_error(r->trial, &err);
	else
		v = ask_twice(r, r->registry, log,
			      "the same entries, logged in another order, give different answers (what a history says "
			      "must not depend on entry numbers, nor on what was seen before)");
	log_close(log);
	return v;
}

enum verdict trial_order(struct trial *t)
{
	enum verdict v = trial_rounds(t, reorder, NULL);

	if (v == TRIAL_PASSED)
		str_addf(&t->detail, "the same figures and findings when logged in another order, and corrected");
	return v;
}

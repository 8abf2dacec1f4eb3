/*
 * Callbacks are called with copies of what they are given to read, history and instance, in memory that the system
 * will not let anybody write to: who tries is ended by it.  Each call is made twice, and must do the same.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "base/date.h"
#include "cli/conform.h"
#include "rules/judge.h"

/* A stretch of memory, filled, then closed for writing. */
struct pages {
	char *start;
	size_t size, used;
};

static void *take(struct pages *p, const void *bytes, size_t n)
{
	enum { ALIGNED = 16 };
	char *at = p->start + p->used;

	p->used += (n + ALIGNED - 1) / ALIGNED * ALIGNED;
	if (bytes != NULL && n > 0)
		memcpy(at, bytes, n);
	return at;
}

static bool pages_open(struct pages *p, size_t n)
{
	*p = (struct pages){ .size = n };
	p->start = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return p->start != MAP_FAILED;
}

/* What a call did: a digest of it, in order. */
struct traced {
	uint64_t hash;
	size_t n;
};

static void trace(struct traced *t, const void *bytes, size_t n)
{
	const unsigned char *b = bytes;

	for (; n > 0; n--)
		t->hash = (t->hash ^ *b++) * UINT64_C(0x100000001b3);
	t->n++;
}

/* Behind the opaque pointers that a callback hands on: it is not the engine's own host that reads them. */
struct sijil_report_copy {
	struct traced done;
	const struct sijil_history *history;
};

static void note_add(struct sijil_tally *tally, enum sijil_part part, const struct sijil_entry *unit, int64_t amount)
{
	struct traced *t = (struct traced *)(void *)tally;
	const int64_t what[] = { (int64_t)part, unit != NULL ? unit->id : -1, amount };

	trace(t, what, sizeof(what));
}

static void note_find(struct sijil_report *report, const char *field, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void note_find(struct sijil_report *report, const char *field, const char *format, ...)
{
	struct sijil_report_copy *r = (struct sijil_report_copy *)(void *)report;
	char text[512] = "";
	va_list args;

	va_start(args, format);
	if (format != NULL)
		vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (field != NULL)
		trace(&r->done, field, strlen(field));
	trace(&r->done, text, strlen(text));
}

static const struct sijil_entry *nth_of_copy(const struct sijil_report *report, const char *kind, size_t i)
{
	const struct sijil_history *h = ((const struct sijil_report_copy *)(const void *)report)->history;
	size_t k;

	for (k = 0; k < h->n; k++)
		if (h->entries[k]->program == h->program && kind != NULL && strcmp(h->entries[k]->kind, kind) == 0 &&
		    i-- == 0)
			return h->entries[k];
	return NULL;
}

/* --- one history, closed for writing --- */

static size_t bytes_of(const struct history *h)
{
	enum { ROUNDING = 16 };
	size_t n = sizeof(struct sijil_history) + 4 * ROUNDING, i;

	n += h->pub.n * (sizeof(struct entry) + sizeof(struct sijil_entry *) + ROUNDING);
	n += h->pub.n_spells * sizeof(struct sijil_spell);
	for (i = 0; i < h->pub.n; i++)
		if (h->entries[i].kind != NULL)
			n += h->entries[i].kind->n_fields * sizeof(struct value) + ROUNDING;
	return n;
}

/* The copy of an entry of the history. */
static const struct sijil_entry *moved(const struct history *h, const struct entry *copy, const struct sijil_entry *e)
{
	return e != NULL ? &copy[(const struct entry *)(const void *)e - h->entries].pub : NULL;
}

static struct sijil_history *copy_history(struct pages *p, const struct history *h, const struct program *program)
{
	struct sijil_history *copy = take(p, &h->pub, sizeof(*copy));
	struct entry *entries = take(p, h->entries, h->pub.n * sizeof(*entries));
	const struct sijil_entry **pub = take(p, NULL, h->pub.n * sizeof(*pub));
	struct sijil_spell *spells = take(p, h->spells, h->pub.n_spells * sizeof(*spells));
	size_t i;

	for (i = 0; i < h->pub.n; i++) {
		const struct kind *k = entries[i].kind;

		pub[i] = &entries[i].pub;
		if (k != NULL)
			entries[i].values = take(p, entries[i].values, k->n_fields * sizeof(struct value));
	}
	for (i = 0; i < h->pub.n_spells; i++) {
		spells[i].open = moved(h, entries, spells[i].open);
		spells[i].close = moved(h, entries, spells[i].close);
	}
	copy->program = program->id;
	copy->entries = pub;
	copy->spells = spells;
	return copy;
}

/* --- calling --- */

struct guard {
	struct trial_round *round;
	struct sijil_host host;
	size_t calls;
	bool failed;
};

struct calling {
	struct guard *guard;
	const struct program *program;
	const void *instance;
	const struct sijil_history *history;
};

static void compare(const struct calling *c, const char *what, const char *code, const struct traced *a,
		    const struct traced *b)
{
	struct guard *g = c->guard;

	g->calls += 2;
	if (g->failed || (a->hash == b->hash && a->n == b->n))
		return;
	g->failed = true;
	trial_fail(g->round->trial,
		   "the callback of %s '%s', called twice with one history, did not do the same (seed %llu)", what,
		   code, (unsigned long long)g->round->seed);
}

static struct traced fold_once(const struct calling *c, const struct sijil_metric *m, const struct sijil_window *w)
{
	struct traced t = { 0 };
	int rc = m->fold(c->instance, &c->guard->host, c->history, w, (struct sijil_tally *)(void *)&t);

	trace(&t, &rc, sizeof(rc));
	return t;
}

static void call_folds(const struct calling *c)
{
	const struct sijil_window windows[] = { { date_day(2024, 1, 1), date_day(2024, 3, 31), TRIAL_TODAY },
						{ date_day(2024, 5, 1), date_day(2024, 5, 31), TRIAL_TODAY },
						{ date_day(2024, 1, 1), date_day(2024, 12, 31), TRIAL_TODAY } };
	unsigned m;
	size_t w;

	for (m = 0; m < c->program->n_metrics; m++)
		for (w = 0; c->program->metrics[m].def->fold != NULL && w < 3; w++) {
			const struct sijil_metric *def = c->program->metrics[m].def;
			const struct traced first = fold_once(c, def, &windows[w]),
					    second = fold_once(c, def, &windows[w]);

			compare(c, "metric", def->code, &first, &second);
		}
}

static struct traced check_once(const struct calling *c, const struct sijil_rule *r, const struct sijil_entry *e)
{
	struct sijil_report_copy report = { .history = c->history };
	int rc = r->callback(c->instance, &c->guard->host, c->history, e, (struct sijil_report *)(void *)&report);

	trace(&report.done, &rc, sizeof(rc));
	return report.done;
}

static void call_checks(const struct calling *c)
{
	unsigned r;
	size_t i;

	for (r = 0; r < c->program->n_rules; r++)
		for (i = 0; c->program->rules[r].def->callback != NULL && i < c->history->n; i++) {
			const struct rule *rule = &c->program->rules[r];
			const struct entry *e = (const struct entry *)(const void *)c->history->entries[i];
			const struct unit u = { .entry = e, .to = INT32_MAX };
			struct traced first, second;

			if (e->kind != rule->kind || conds_test(rule->when, &u) != YES)
				continue;
			first = check_once(c, rule->def, &e->pub);
			second = check_once(c, rule->def, &e->pub);
			compare(c, "rule", rule->def->code, &first, &second);
		}
}

static int call_program(struct guard *g, const struct history *h, const struct program *p)
{
	struct calling c = { .guard = g, .program = p };
	struct pages pages;

	if (!pages_open(&pages, bytes_of(h) + p->plugin->instance_size + 64))
		return -1;
	c.history = copy_history(&pages, h, p);
	c.instance = p->instance != NULL ? take(&pages, p->instance, p->plugin->instance_size) : NULL;
	if (mprotect(pages.start, pages.size, PROT_READ) != 0)
		return -1;
	call_folds(&c);
	call_checks(&c);
	munmap(pages.start, pages.size);
	return 0;
}

static int call_history(void *arg, struct history *h)
{
	struct guard *g = arg;
	size_t i;

	for (i = 0; i < g->round->registry->n_programs && !g->failed; i++)
		if (call_program(g, h, &g->round->registry->programs[i]) != 0) {
			g->failed = true;
			trial_fail(g->round->trial, "the system gave no memory that can be closed for writing");
		}
	return g->failed;
}

static enum verdict guard_round(struct trial_round *r, void *arg)
{
	struct guard *g = arg;
	struct store *s = store_new(r->registry, r->log, TRIAL_TODAY);
	struct sijil_err err = { 0 };
	enum verdict v = TRIAL_PASSED;

	g->round = r;
	if (store_load_all(s, 0, 1, &err) != 0 || (store_each(s, false, call_history, g, &err) != 0 && !g->failed))
		v = trial_error(r->trial, &err);
	store_free(s);
	return g->failed ? TRIAL_FAILED : v;
}

enum verdict trial_memory(struct trial *t)
{
	struct guard g = { .host = engine_host };
	enum verdict v;

	g.host.add = note_add;
	g.host.find = note_find;
	g.host.nth = nth_of_copy;
	v = trial_rounds(t, guard_round, &g);
	if (v == TRIAL_PASSED && g.calls == 0) {
		v = TRIAL_SKIPPED;
		str_addf(&t->detail, "the plugin has no callbacks");
	} else if (v == TRIAL_PASSED) {
		str_addf(&t->detail, "%zu calls of its callbacks wrote into nothing that they were given to read",
			 g.calls);
	}
	return v;
}

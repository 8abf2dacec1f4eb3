/* CORE-W15: what an entry recorded, and its program does not know (any more): kinds, fields, choices, ranges. */
#include "config.h"

#include "log/fit.h"
#include "rules/judge_private.h"

static const char remedy[] =
	"'sijil program diff PROGRAM' tells what the program lost; put it back, or correct the entry";

struct telling {
	const struct hearing *on;
	const struct entry *entry;
};

static void tell(void *arg, const struct misfit *m)
{
	const struct telling *t = arg;
	struct findings *f = t->on->judge->findings;
	struct remark r = { .severity = SIJIL_WARNING, .code = "CORE-W15", .value = m->value, .remedy = remedy };
	const char *text;

	if (m->why == MISFIT_REQUIRED) /* it was not, when the entry was logged: nothing is hidden */
		return;
	if (findings_full(f, r.severity, r.code)) {
		judge_add(t->on, t->entry, &r, "%s", "");
		return;
	}
	r.field = arena_strdup(&f->arena, m->field); /* no table has it */
	text = fit_text(t->entry->kind, m, &t->on->plan->texts);
	judge_add(t->on, t->entry, &r, "%s '%s' does not fit: %s", m->field, m->value, text);
}

void judge_core_fit(const struct hearing *on, const struct entry *e)
{
	struct telling t = { on, e };

	if (e->fresh)
		return;
	fit_entry(e->kind, e->fields, e->fields_n, &on->plan->texts, tell, &t);
	arena_reset(&on->plan->texts);
}

/* Of a program that could not be loaded nobody knows the kinds; that is said elsewhere. */
static bool kind_is_gone(const struct hearing *on, const struct entry *e)
{
	const struct judge *j = on->judge;
	size_t i;

	for (i = 0; i < j->registry->n_programs; i++)
		if (j->registry->programs[i].id == e->pub.program)
			return j->registry->programs[i].plugin != NULL &&
			       (j->program == NULL || j->program == &j->registry->programs[i]);
	return false;
}

void judge_core_kinds(const struct hearing *on)
{
	const struct remark r = { .severity = SIJIL_WARNING, .code = "CORE-W15", .remedy = remedy };
	size_t i;

	for (i = 0; i < on->history->pub.n && !on->judge->fresh_only; i++) {
		const struct entry *e = &on->history->entries[i];

		if (e->kind == NULL && kind_is_gone(on, e))
			judge_add(on, e, &r, "program '%s' has no kind '%s': no summary counts this entry",
				  e->pub.program, e->pub.kind);
	}
}

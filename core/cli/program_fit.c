/* Which entries of the register do not fit a version of their program. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/program.h"
#include "log/fit.h"

/* Choices that are gone are told one by one, unless there are as many of them as of texts. */
enum { GROUPS_MAX = 200 };

struct looking {
	struct app *app;
	const struct program *version;
	struct unfits *out;
	const struct log_row *row;
	const char *kind; /* of the row; lives with the log */
	struct arena scratch;
};

static bool same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static const char *keep(struct unfits *u, const char *text)
{
	return text != NULL ? arena_strdup(u->arena, text) : NULL;
}

static size_t group_of(struct unfits *u, const struct unfit_group *like)
{
	size_t i;

	for (i = 0; i < u->n_groups; i++)
		if (strcmp(u->groups[i].kind, like->kind) == 0 && same(u->groups[i].field, like->field) &&
		    same(u->groups[i].value, like->value) && strcmp(u->groups[i].why, like->why) == 0)
			return i;
	u->groups = mem_grow(u->groups, u->n_groups, &u->groups_cap, sizeof(*u->groups));
	u->groups[u->n_groups++] = (struct unfit_group){ .kind = keep(u, like->kind),
							 .field = keep(u, like->field),
							 .value = keep(u, like->value),
							 .why = keep(u, like->why) };
	return i;
}

static void add(struct looking *l, const char *value, const struct unfit_group *like)
{
	struct unfits *u = l->out;
	const size_t group = group_of(u, like);

	u->items = mem_grow(u->items, u->n, &u->cap, sizeof(*u->items));
	u->items[u->n++] = (struct unfit){ l->row->id, keep(u, value), group };
	u->groups[group].n++;
}

static void add_misfit(void *arg, const struct misfit *m)
{
	struct looking *l = arg;
	const struct kind *kind = program_kind(l->version, l->kind);

	const bool alone = m->why == MISFIT_CHOICE && l->out->n_groups < GROUPS_MAX;

	add(l, m->value,
	    &(struct unfit_group){ .kind = l->kind,
				   .field = m->field,
				   .value = alone ? m->value : NULL,
				   .why = fit_text(kind, m, &l->scratch) });
}

static void look_at(struct looking *l)
{
	const struct log_row *row = l->row;
	const struct kind *kind = program_kind(l->version, l->kind);
	const char *why = NULL;

	if (kind == NULL)
		why = "the program has no such kind: no summary counts it";
	else if (kind->def->subject != row->subject_type)
		why = "the kind is about another sort of subject now";
	else if (!kind->def->interval && row->day != row->day_end)
		why = "covers several days, and the kind covers one";
	if (why != NULL)
		add(l, NULL, &(struct unfit_group){ .kind = l->kind, .why = why });
	if (kind != NULL)
		fit_entry(kind, row->fields, row->fields_n, &l->scratch, add_misfit, l);
}

static int take_row(void *arg, const struct log_row *row)
{
	struct looking *l = arg;
	struct unfits *u = l->out;
	const size_t before = u->n;

	l->row = row;
	l->kind = log_code_text(l->app->log, LOG_KIND, row->kind);
	if (l->kind == NULL)
		return 0; /* verify says so */
	u->entries++;
	u->from = u->from == DATE_NONE || row->day < u->from ? row->day : u->from;
	u->to = u->to == DATE_NONE || row->day_end > u->to ? row->day_end : u->to;
	arena_reset(&l->scratch);
	look_at(l);
	u->unfitting += u->n > before;
	return 0;
}

int unfits_find(struct app *app, const struct program *version, struct unfits *out, struct sijil_err *err)
{
	struct looking l = { .app = app, .version = version, .out = out };
	struct log_query q = { .current = true };
	int64_t number = log_code_number(app->log, LOG_PROGRAM, version->id, false, err);
	int rc = 0;

	*out = (struct unfits){ .arena = &app->arena, .from = DATE_NONE, .to = DATE_NONE };
	if (number > 0) {
		q.program = (uint32_t)number;
		rc = log_each(app->log, &q, take_row, &l, err);
	}
	arena_release(&l.scratch);
	return number < 0 || rc < 0 ? -1 : 0;
}

void unfits_release(struct unfits *u)
{
	free(u->items);
	free(u->groups);
}

/* What each side is added up from, and whose share changed since the period before. */
#include "config.h"

#include "report/explain.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "metrics/windows.h"

__extension__ typedef __int128 wide;

/* --- how a measure reads --- */

static const char *const takes[] = {
	[SIJIL_COUNT] = "count",   [SIJIL_PERSONS] = "persons",   [SIJIL_SUM] = "sum",
	[SIJIL_LATEST] = "latest", [SIJIL_STANDING] = "standing", [SIJIL_MEDIAN] = "median",
};

/* What the units are: "Attendance entries", "spells that lapsed". */
static const char *units_of(const struct measure *m, struct arena *arena)
{
	static const char *const spells[] = {
		[SIJIL_OPENED] = "spells that began",
		[SIJIL_CLOSED] = "spells that ended",
		[SIJIL_LAPSED] = "spells that lapsed",
		[SIJIL_ACTIVE] = "spells active",
	};

	if (m->def->spells != SIJIL_NO_SPELLS)
		return spells[m->def->spells];
	if (m->kind == NULL)
		return "a spell or an entry in any program"; /* of the whole city */
	return arena_printf(arena, "%s entries", m->kind->def->name);
}

/* "; the latest outcome: destination=employment" */
static const char *further(const struct measure *m, const char *text, struct arena *arena)
{
	static const char *const words[] = {
		[SIJIL_LATEST_MEETS] = "whose latest %s has",   [SIJIL_ANY_MEETS] = "with, by the period's end, %s",
		[SIJIL_NONE_MEETS] = "without, by the period's end, %s", [SIJIL_EVER_MEETS] = "with, so far, %s",
		[SIJIL_NEVER_MEETS] = "without, so far, %s",
	};
	unsigned i;

	for (i = 0; i < m->n_also; i++) {
		const struct sijil_also *a = &m->def->also[i];
		const char *const *word = &words[a->has];
		const char *at = strstr(*word, "%s");

		text = arena_printf(arena, "%s, %.*s%s%s%s%s", text, (int)(at - *word), *word, a->kind, at + 2,
				    a->where != NULL ? " " : "", a->where != NULL ? a->where : "");
	}
	return text;
}

/* "sum of minutes, attendance entries where status=present" */
static const char *reading(const struct measure *m, struct arena *arena)
{
	const struct sijil_measure *def = m->def;
	const char *units = units_of(m, arena), *text = units;

	if (def->take == SIJIL_PERSONS)
		text = arena_printf(arena, "persons with %s", units);
	else if (def->of != NULL)
		text = arena_printf(arena, "%s of %s, %s", takes[def->take], def->of, units);
	if (def->where != NULL)
		text = arena_printf(arena, "%s where %s", text, def->where);
	text = further(m, text, arena);
	if (def->latest_by != NULL)
		text = arena_printf(arena, "%s, the last by %s", text, def->latest_by);
	return def->previous ? arena_printf(arena, "%s, of the period before", text) : text;
}

/* The unit of the field that is summed; an expression of several has none that we could name. */
static const char *unit_of(const struct measure *m)
{
	int field = m->def->of != NULL && m->kind != NULL ? kind_field(m->kind, m->def->of) : -1;

	return field >= 0 ? m->kind->fields[field].def->unit : NULL;
}

static void describe(struct explain_list *l, const struct explanation *x, struct arena *arena)
{
	const struct measure *m = &l->metric->sides[l->side][l->measure];

	if (l->measure >= l->metric->n_sides[l->side]) {
		l->take = "callback";
		l->title = "what the plugin worked out";
		return;
	}
	l->take = takes[m->def->take];
	l->title = reading(m, arena);
	if (m->def->title != NULL)
		l->title = arena_printf(arena, "%s: %s",
					program_label(x->program->program, m->def->title, x->summary->language), l->title);
	l->unit = unit_of(m);
}

/* --- lists --- */

static int by_value(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int64_t median_of(const struct explain_list *l)
{
	int64_t *values = mem_resize(NULL, l->n_counted + 1, sizeof(*values)), median = 0;
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		if (l->rows[i].counted)
			values[n++] = l->rows[i].c->amount;
	qsort(values, n, sizeof(*values), by_value);
	if (n > 0)
		median = n % 2 != 0 ? values[n / 2] : (int64_t)(((wide)values[n / 2 - 1] + values[n / 2]) / 2);
	free(values);
	return median;
}

static void add_up(struct explain_list *l)
{
	bool fits = true;

	for (size_t i = 0; i < l->n; i++) {
		l->n_counted += l->rows[i].counted;
		fits = fits && (!l->rows[i].counted || number_add(l->amount, l->rows[i].c->amount, &l->amount));
	}
	if (strcmp(l->take, "median") == 0)
		l->amount = median_of(l);
	if (!fits)
		l->amount = SIJIL_MISSING;
}

static bool same_list(const struct explain_row *a, const struct explain_row *b)
{
	return a->c->side == b->c->side && a->c->measure == b->c->measure && a->group == b->group;
}

static bool is_listed(const struct explain_row *r)
{
	return r->c->window == WINDOW_PERIOD && r->c->how == TRAIL_ADDED;
}

/* The measures of every side, then its callback; group NULL: of no parity. */
static void list_sides(struct explanation *x, const struct metric *m, const char *group, size_t *cap)
{
	unsigned side, i;

	for (side = SIJIL_NUMERATOR; side <= SIJIL_ASIDE; side++)
		for (i = 0; i < m->n_sides[side] + (m->def->fold != NULL); i++) {
			struct explain_list *l;

			x->lists = mem_grow(x->lists, x->n_lists, cap, sizeof(*x->lists));
			l = &x->lists[x->n_lists++];
			*l = (struct explain_list){
				.metric = m, .side = (enum sijil_part)side, .measure = i, .group = group
			};
			describe(l, x, &x->summary->arena);
		}
}

static bool belongs(const struct explain_list *l, const struct explain_row *r)
{
	return l->side == r->c->side && l->measure == r->c->measure && (l->group == NULL) == (r->group == NULL) &&
	       (l->group == NULL || strcmp(l->group, r->group) == 0);
}

/* Rows are sorted, so those of a list stand together. */
static void fill_lists(struct explanation *x)
{
	size_t i, n, k;

	for (i = 0; i < x->n_rows; i += n) {
		for (n = 1; i + n < x->n_rows && is_listed(&x->rows[i]) && is_listed(&x->rows[i + n]) &&
			    same_list(&x->rows[i], &x->rows[i + n]);
		     n++)
			;
		for (k = 0; k < x->n_lists && is_listed(&x->rows[i]); k++)
			if (belongs(&x->lists[k], &x->rows[i])) {
				x->lists[k].rows = &x->rows[i];
				x->lists[k].n = n;
			}
	}
}

const struct explain_list *explain_list_of(const struct explanation *x, const struct explain_row *r)
{
	size_t i = 0;

	while (x->lists[i].side != r->c->side || x->lists[i].measure != r->c->measure ||
	       (r->group != NULL && strcmp(x->lists[i].group, r->group) != 0))
		i++;
	return &x->lists[i];
}

void explain_lists_make(struct explanation *x)
{
	const struct metric *m = x->metric->answer->metric, *of = m->parity_of != NULL ? m->parity_of : m;
	size_t cap = 0;

	if (m->parity_of == NULL) {
		list_sides(x, of, NULL, &cap);
	} else {
		list_sides(x, of, m->parity_first, &cap);
		list_sides(x, of, m->parity_second, &cap);
	}
	fill_lists(x);
	for (size_t i = 0; i < x->n_lists; i++)
		add_up(&x->lists[i]);
}

/* --- what changed --- */

static int compare_codes(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static int by_subject(const void *a, const void *b)
{
	const struct explain_row *x = *(const struct explain_row *const *)a, *y = *(const struct explain_row *const *)b;
	int order = (int)x->c->side - (int)y->c->side;

	if (order == 0)
		order = compare_codes(x->group, y->group);
	if (order == 0)
		order = (int)x->c->subject_type - (int)y->c->subject_type;
	return order != 0 ? order : compare_codes(x->c->subject, y->c->subject);
}

static void share(struct explain_change *change, const struct explain_row *r)
{
	int64_t *amount = r->c->window == WINDOW_PERIOD ? &change->now : &change->before;

	if (*amount == SIJIL_MISSING)
		*amount = 0;
	if (!number_add(*amount, r->c->amount, amount))
		*amount = r->c->amount < 0 ? -INT64_MAX : INT64_MAX;
}

static bool is_compared(const struct explain_row *r)
{
	return r->counted && r->c->window <= WINDOW_PREVIOUS && r->c->side <= SIJIL_DENOMINATOR;
}

void explain_changes_make(struct explanation *x)
{
	const struct explain_row **rows = mem_resize(NULL, x->n_rows + 1, sizeof(*rows));
	size_t n = 0, cap = 0, i, k;

	for (i = 0; i < x->n_rows; i++)
		if (is_compared(&x->rows[i]))
			rows[n++] = &x->rows[i];
	qsort(rows, n, sizeof(*rows), by_subject);
	for (i = 0; i < n; i = k) {
		struct explain_change change = { rows[i]->c->side,    rows[i]->group, rows[i]->c->subject_type,
						 rows[i]->c->subject, SIJIL_MISSING,  SIJIL_MISSING };

		for (k = i; k < n && by_subject(&rows[i], &rows[k]) == 0; k++)
			share(&change, rows[k]);
		if (change.before == change.now)
			continue;
		x->changes = mem_grow(x->changes, x->n_changes, &cap, sizeof(*x->changes));
		x->changes[x->n_changes++] = change;
	}
	free(rows);
}

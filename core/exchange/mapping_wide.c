/* The ways in which a mapping takes the rows of a file: its feeds, and in wide layouts one for every column. */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "exchange/mapping_private.h"

/* Folded, but for the '*'; what stands before and behind it. */
static void fold_pattern(struct arena *a, const char *pattern, const char **before, const char **behind)
{
	const char *star = strchr(pattern, '*');
	const size_t n = star != NULL ? (size_t)(star - pattern) : strlen(pattern);

	*before = text_fold(a, arena_strndup(a, pattern, n));
	*behind = star != NULL ? text_fold(a, star + 1) : NULL;
}

/* The text between the two, with the blanks around it taken off; NULL if the name does not begin and end so. */
static const char *between(struct arena *a, const char *folded, const char *before, const char *behind)
{
	const size_t n = strlen(folded), from = strlen(before), to = strlen(behind);
	size_t start = from, end;

	if (n <= from + to || strncmp(folded, before, from) != 0 || strcmp(folded + n - to, behind) != 0)
		return NULL;
	for (end = n - to; start < end && folded[start] == ' '; start++)
		;
	for (; end > start && folded[end - 1] == ' '; end--)
		;
	return end > start ? arena_strndup(a, folded + start, end - start) : NULL;
}

bool mapping_is_spread(struct arena *a, const struct mapped_spread *spread, const char *name, const char **star)
{
	const char *folded = text_fold(a, name), *before, *behind;

	*star = NULL;
	fold_pattern(a, spread->column, &before, &behind);
	if (behind == NULL)
		return strcmp(folded, before) == 0;
	*star = between(a, folded, before, behind);
	return *star != NULL;
}

struct planning {
	const struct mapping_request *r;
	struct mapping_plan *plans;
	size_t n, cap;
};

static void add_plan(struct planning *p, const struct mapping_plan *plan)
{
	struct mapping_plan *grown;

	if (p->n == p->cap) {
		p->cap = p->cap > 0 ? 2 * p->cap : 8;
		grown = arena_alloc(p->r->arena, p->cap * sizeof(*grown));
		if (p->n > 0)
			memcpy(grown, p->plans, p->n * sizeof(*grown));
		p->plans = grown;
	}
	p->plans[p->n++] = *plan;
}

/* One plan for every column that a wide layout names. */
static int add_spread(struct planning *p, const struct mapped_feed *f, const struct csv_field *header, size_t n,
		      struct sijil_err *err)
{
	size_t i, k, found;
	const char *star;

	for (k = 0; k < f->n_spread; k++) {
		const struct mapped_spread *spread = &f->spread[k];

		for (i = found = 0; i < n; i++)
			if (mapping_is_spread(p->r->arena, spread, header[i].s, &star)) {
				const struct mapping_plan plan = { .feed = f, .spread = spread, .star = star,
								   .spread_cell = (uint32_t)i + 1, .kind = f->kind };

				add_plan(p, &plan);
				found++;
			}
		if (found == 0)
			return err_at(err, ERR_DATA, spread->node->file, spread->node->key_line, spread->node->key_col,
				      "mapping '%s': %s has no column '%.*s'", p->r->mapping->name, p->r->file,
				      yaml_shown(spread->column), spread->column);
	}
	return 0;
}

int mapping_plans(const struct mapping_request *request, const char *kind, const struct csv_field *header, size_t n,
		  struct mapping_plan **out, size_t *n_out, struct sijil_err *err)
{
	const struct mapping *mapping = request->mapping;
	struct planning p = { .r = request };
	size_t i;

	for (i = 0; mapping != NULL && i < mapping->n_feeds; i++) {
		const struct mapped_feed *f = &mapping->feeds[i];
		const struct mapping_plan plan = { .feed = f, .kind = f->kind };

		if (kind != NULL && f->kind != NULL && strcmp(kind, f->kind) != 0 && mapping->n_feeds > 1)
			continue;
		if (f->n_spread > 0 && add_spread(&p, f, header, n, err) != 0)
			return -1;
		if (f->n_spread == 0)
			add_plan(&p, &plan);
	}
	if (mapping == NULL)
		add_plan(&p, &(struct mapping_plan){ 0 });
	if (p.n == 0)
		return err_at(err, ERR_USAGE, mapping->node->file, mapping->node->key_line, mapping->node->key_col,
			      "mapping '%s' has no feed for '%s'", mapping->name, kind);
	*out = p.plans;
	*n_out = p.n;
	return 0;
}

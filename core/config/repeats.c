#include "config.h"

#include "config/repeats.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "config/yaml.h"

static int by_name_then_place(const void *a, const void *b)
{
	const struct place *p = *(const struct place *const *)a, *q = *(const struct place *const *)b;
	int order = strcmp(p->name, q->name);

	if (order != 0)
		return order;
	return (p > q) - (p < q); /* both point into the same array */
}

/* firsts[i] becomes the earliest place with the name of places[i]; NULL for unnamed ones. */
static void find_firsts(const struct place *places, size_t n, const struct place **firsts)
{
	const struct place **sorted = mem_alloc(n * sizeof(*sorted));
	const struct place *first = NULL;
	size_t i, n_named = 0;

	for (i = 0; i < n; i++)
		if (places[i].name != NULL)
			sorted[n_named++] = &places[i];
	qsort(sorted, n_named, sizeof(*sorted), by_name_then_place);
	for (i = 0; i < n_named; i++) {
		if (first == NULL || strcmp(first->name, sorted[i]->name) != 0)
			first = sorted[i];
		firsts[sorted[i] - places] = first;
	}
	free(sorted);
}

void repeats_report(const struct place *places, size_t n, const char *what, struct err_list *errs)
{
	const struct place **firsts;

	if (n < 2)
		return;
	firsts = mem_alloc(n * sizeof(*firsts));
	find_firsts(places, n, firsts);
	for (size_t i = 0; i < n; i++) {
		struct sijil_err err = { 0 };

		if (firsts[i] == NULL || firsts[i] == &places[i])
			continue;
		err_at(&err, ERR_CONFIG, places[i].file, places[i].line, places[i].col,
		       "duplicate %s '%.*s' (the first is on line %u)", what, yaml_shown(places[i].name),
		       places[i].name, firsts[i]->line);
		err_list_add(errs, &err);
	}
	free(firsts);
}

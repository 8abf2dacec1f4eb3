/* What a mapping takes over from the profile of the tool that made the file. */
#include "config.h"

#include <string.h>

#include "exchange/mapping_private.h"

/*
 * Columns made from another: of a question with several answers, "q/tea" and "q/milk" beside "q".  What the answers are
 * stands in "q".
 */
static bool is_exploded(const struct matching *m, size_t i)
{
	const char *name = m->out->items[i].name, *joint = strrchr(name, '/');
	const size_t n = joint != NULL ? (size_t)(joint - name) : 0;
	size_t k;

	for (k = 0; n > 0 && k < m->out->n; k++)
		if (strlen(m->out->items[k].name) == n && memcmp(m->out->items[k].name, name, n) == 0)
			return true;
	return false;
}

void mapping_use_profile(struct matching *m)
{
	size_t i;

	for (i = 0; i < m->out->n; i++)
		if (profile_owns(m->r->profile, m->out->items[i].name) || is_exploded(m, i))
			m->settled[i] = true;
}

void mapping_use_profile_key(struct matching *m)
{
	const char *const *keys = m->r->profile->keys;
	const bool wide = m->r->plan != NULL && m->r->plan->spread != NULL;
	size_t i, k;

	/* Several entries of one kind from one record need more than its key to be told apart. */
	if (m->out->n_key > 0 || wide || (m->r->plan != NULL && !m->r->alone))
		return;
	for (k = 0; keys[k] != NULL; k++)
		for (i = 0; i < m->out->n; i++)
			if (strcmp(m->out->items[i].name, keys[k]) == 0) {
				m->out->key = arena_alloc(m->r->arena, sizeof(*m->out->key));
				m->out->key[0] = (struct row_key){ INTAKE_NONE, (uint32_t)i + 1 };
				m->out->n_key = 1;
				return;
			}
}

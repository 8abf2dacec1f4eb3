/* Kinds, and options, of two versions of a program. */
#include "config.h"
#include "plugin/changes.h"

#include <string.h>

#include "base/text.h"

void change_add(struct changes *c, const struct change *change)
{
	c->items = mem_grow(c->items, c->n, &c->cap, sizeof(*c->items));
	c->items[c->n++] = *change;
}

bool change_same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Names and titles of candidates in one list; an only candidate needs not be similar. */
const char *change_renamed(const struct changes *c, const struct change_candidate *gone,
			   const struct change_candidate *candidates, size_t n)
{
	const char **words = arena_alloc(c->arena, (2 * n + 1) * sizeof(*words)), *near;
	size_t i, k = 0;

	for (i = 0; i < n; i++) {
		words[k++] = candidates[i].name;
		words[k++] = candidates[i].title;
	}
	words[k] = NULL;
	near = text_nearest(gone->name, words);
	if (near == NULL)
		near = text_nearest(gone->title, words);
	for (i = 0; near != NULL && i < n; i++)
		if (near == candidates[i].name || near == candidates[i].title)
			return candidates[i].name;
	return n == 1 ? candidates[0].name : NULL;
}

static const struct sijil_kind *kind_named(const struct sijil_plugin *p, const char *name)
{
	const struct sijil_kind *k = p->kinds;

	while (k->name != NULL && strcmp(k->name, name) != 0)
		k++;
	return k->name != NULL ? k : NULL;
}

static size_t count_kinds(const struct sijil_plugin *p)
{
	size_t n = 0;

	while (p->kinds[n].name != NULL)
		n++;
	return n;
}

/* A new kind that may be the one that has gone, under another name. */
static const char *new_name_of(struct changes *c, const struct sijil_kind *gone, const struct sijil_plugin *before,
			       const struct sijil_plugin *after)
{
	struct change_candidate *candidates = arena_alloc(c->arena, (count_kinds(after) + 1) * sizeof(*candidates));
	const struct sijil_kind *k;
	size_t n = 0;

	for (k = after->kinds; k->name != NULL; k++)
		if (k->subject == gone->subject && k->role == gone->role && kind_named(before, k->name) == NULL)
			candidates[n++] = (struct change_candidate){ k->name, k->title };
	return change_renamed(c, &(struct change_candidate){ gone->name, gone->title }, candidates, n);
}

static void kind_gone(struct changes *c, const struct sijil_kind *k, const struct sijil_plugin *before,
		      const struct sijil_plugin *after)
{
	const char *name = new_name_of(c, k, before, after);

	change_add(c,
		   &(struct change){
			   .weight = CHANGE_ENTRIES,
			   .what = "kind",
			   .where = k->name,
			   .text = "is gone: its entries stay in the register, and no summary counts them",
			   .remedy = name != NULL ? arena_printf(c->arena,
								 "if '%s' is its new name: keep '%s', and change the "
								 "title only",
								 name, k->name)
						  : NULL,
		   });
}

/* What of a kind is a text of the tables; each has its own consequence. */
static void kind_texts(struct changes *c, const struct sijil_kind *b, const struct sijil_kind *a)
{
	const struct {
		const char *before, *after, *text;
		enum change_weight weight;
	} texts[] = {
		{ b->title, a->title, "has another title", CHANGE_FREE },
		{ b->key, a->key, "has another key: other entries count as the same fact (CORE-E09)", CHANGE_ENTRIES },
		{ b->refer_by, a->refer_by, "is referred to in another way from now on; references stay", CHANGE_FREE },
		{ b->serves_when, a->serves_when,
		  "counts as a service under other conditions: spells may lapse otherwise", CHANGE_FIGURES },
		{ b->service, a->service, "has other minutes of service", CHANGE_FIGURES },
		{ b->plans_for, a->plans_for, "plans for other spells: they may lapse otherwise", CHANGE_FIGURES },
		{ b->baseline_when, a->baseline_when, "has another baseline", CHANGE_FIGURES },
		{ b->baseline_key, a->baseline_key, "has another baseline", CHANGE_FIGURES },
		{ b->future_when, a->future_when, "may be dated ahead under other conditions", CHANGE_FREE },
		{ b->outliers, a->outliers, "is looked over for outliers by another field", CHANGE_FREE },
		{ b->outliers_among, a->outliers_among, "is looked over for outliers among others", CHANGE_FREE },
	};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!change_same(texts[i].before, texts[i].after))
			change_add(c, &(struct change){ texts[i].weight, "kind", b->name, texts[i].text, NULL });
}

static const char *subject_name(enum sijil_subject s)
{
	static const char *const names[] = { "", "a person", "a site", "the program" };

	return names[s];
}

static const char *role_name(enum sijil_role r)
{
	static const char *const names[] = { "does nothing to a spell", "opens a spell", "is a service in a spell",
					     "closes a spell" };

	return names[r];
}

static void compare_kind(struct changes *c, const struct sijil_kind *b, const struct sijil_kind *a)
{
	if (a->subject != b->subject)
		change_add(c,
			   &(struct change){ CHANGE_ENTRIES, "kind", b->name,
					     arena_printf(c->arena,
							  "is about %s, and was about %s: its entries stand in other "
							  "histories",
							  subject_name(a->subject), subject_name(b->subject)),
					     "make a new kind instead, with a name of its own" });
	if (a->role != b->role)
		change_add(c,
			   &(struct change){
				   CHANGE_FIGURES, "kind", b->name,
				   arena_printf(c->arena, "%s; before, it %s: spells are others", role_name(a->role),
						strncmp(role_name(b->role), "is ", 3) == 0 ? "was a service in a spell"
											   : role_name(b->role)),
				   NULL });
	if (a->interval != b->interval)
		change_add(c,
			   &(struct change){ a->interval ? CHANGE_FREE : CHANGE_ENTRIES, "kind", b->name,
					     a->interval ? "may cover several days now"
							 : "covers one day only: entries of several days no longer fit",
					     NULL });
	kind_texts(c, b, a);
	changes_find_fields(c, b, a);
}

static const struct sijil_option *option_named(const struct sijil_plugin *p, const char *name)
{
	const struct sijil_option *o = p->options;

	while (o != NULL && o->name != NULL && strcmp(o->name, name) != 0)
		o++;
	return o != NULL && o->name != NULL ? o : NULL;
}

static void find_options(struct changes *c, const struct sijil_plugin *before, const struct sijil_plugin *after)
{
	const struct sijil_option *o;

	for (o = before->options; o != NULL && o->name != NULL; o++) {
		const struct sijil_option *now = option_named(after, o->name);

		if (now == NULL)
			change_add(c, &(struct change){ CHANGE_FIGURES, "option", o->name,
							"is gone: a sijil.yaml that gives it is refused", NULL });
		else if (!change_same(o->preset, now->preset))
			change_add(c, &(struct change){ CHANGE_FIGURES, "option", o->name,
							"has another default, which holds where sijil.yaml gives none",
							NULL });
	}
	for (o = after->options; o != NULL && o->name != NULL; o++)
		if (option_named(before, o->name) == NULL)
			change_add(c, &(struct change){ CHANGE_FREE, "option", o->name, "is new", NULL });
}

void changes_find(const struct sijil_plugin *before, const struct sijil_plugin *after, struct changes *out)
{
	const struct sijil_kind *k, *now;

	for (k = before->kinds; k->name != NULL; k++) {
		now = kind_named(after, k->name);
		if (now == NULL)
			kind_gone(out, k, before, after);
		else
			compare_kind(out, k, now);
	}
	for (k = after->kinds; k->name != NULL; k++)
		if (kind_named(before, k->name) == NULL)
			change_add(out, &(struct change){ CHANGE_FREE, "kind", k->name, "is new", NULL });
	changes_find_rules(out, before, after);
	changes_find_metrics(out, before, after);
	if (!change_same(before->age_bands, after->age_bands))
		change_add(out, &(struct change){ CHANGE_FIGURES, "program", "age_bands",
						  "are others: figures by age band have other groups", NULL });
	find_options(out, before, after);
}

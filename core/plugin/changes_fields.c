/* Fields of two versions of a kind. */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "plugin/changes.h"

static const struct sijil_field none[] = { { 0 } };

static const struct sijil_field *fields_of(const struct sijil_kind *k)
{
	return k->fields != NULL ? k->fields : none;
}

static const struct sijil_field *field_named(const struct sijil_kind *k, const char *name)
{
	const struct sijil_field *f = fields_of(k);

	while (f->name != NULL && strcmp(f->name, name) != 0)
		f++;
	return f->name != NULL ? f : NULL;
}

static size_t count(const struct sijil_field *f)
{
	size_t n = 0;

	while (f[n].name != NULL)
		n++;
	return n;
}

static void add(struct changes *c, enum change_weight weight, const struct sijil_kind *k, const struct sijil_field *f,
		const char *text, const char *remedy)
{
	change_add(c, &(struct change){ weight, "field", arena_printf(c->arena, "%s.%s", k->name, f->name), text,
					remedy });
}

static void field_gone(struct changes *c, const struct sijil_kind *b, const struct sijil_kind *a,
		       const struct sijil_field *f)
{
	struct change_candidate *candidates = arena_alloc(c->arena, (count(fields_of(a)) + 1) * sizeof(*candidates));
	const struct sijil_field *now;
	const char *name, *remedy = NULL;
	size_t n = 0;

	for (now = fields_of(a); now->name != NULL; now++)
		if (now->type == f->type && field_named(b, now->name) == NULL)
			candidates[n++] = (struct change_candidate){ now->name, now->title };
	name = change_renamed(c, &(struct change_candidate){ f->name, f->title }, candidates, n);
	if (name != NULL)
		remedy = arena_printf(c->arena, "if '%s' is its new name: keep '%s', and change the title only", name,
				      f->name);
	add(c, CHANGE_ENTRIES, b, f, "is gone: what was recorded in it stays in the register, and nothing reads it",
	    remedy);
}

/* The choices of one list that the other does not have, ", " between them; NULL: none. */
static const char *choices_only_in(struct changes *c, const char *list, const char *other)
{
	const char *rest = list, *s, *found = NULL;
	size_t n;

	while (rest != NULL && (s = text_split(&rest, '|', &n)) != NULL) {
		const char *choice = arena_strndup(c->arena, s, n);

		if (other == NULL || !text_in_list(choice, other, '|'))
			found = arena_printf(c->arena, "%s%s'%s'", found != NULL ? found : "",
					     found != NULL ? ", " : "", choice);
	}
	return found;
}

static void compare_choices(struct changes *c, const struct sijil_kind *k, const struct sijil_field *b,
			    const struct sijil_field *a)
{
	const char *gone = choices_only_in(c, b->choices, a->choices),
		   *added = choices_only_in(c, a->choices, b->choices);

	if (b->choices == NULL && a->choices != NULL)
		add(c, CHANGE_ENTRIES, k, b, arena_printf(c->arena, "takes these only: %s", a->choices), NULL);
	else if (gone != NULL && a->choices != NULL)
		add(c, CHANGE_ENTRIES, k, b,
		    arena_printf(c->arena, "does not take %s any more: entries with it count as not recorded there",
				 gone),
		    added != NULL ? arena_printf(c->arena,
						 "if %s stands for it: keep the old code, and change its title", added)
				  : NULL);
	if (b->choices != NULL && added != NULL)
		add(c, CHANGE_FREE, k, b, arena_printf(c->arena, "takes %s too", added), NULL);
}

static bool unlimited(const struct sijil_field *f)
{
	return f->min == 0 && f->max == 0;
}

static void compare_range(struct changes *c, const struct sijil_kind *k, const struct sijil_field *b,
			  const struct sijil_field *a)
{
	const char *of = a->type == SIJIL_TEXT ? " characters" : "";
	bool narrower;

	if (a->min == b->min && a->max == b->max)
		return;
	narrower = !unlimited(a) && (unlimited(b) || a->min > b->min || a->max < b->max);
	if (unlimited(a))
		add(c, CHANGE_FREE, k, b, "has no limits any more", NULL);
	else if (a->max == INT64_MAX)
		add(c, narrower ? CHANGE_ENTRIES : CHANGE_FREE, k, b,
		    arena_printf(c->arena, "is %s: from %lld%s", narrower ? "narrower" : "wider", (long long)a->min,
				 of),
		    NULL);
	else
		add(c, narrower ? CHANGE_ENTRIES : CHANGE_FREE, k, b,
		    arena_printf(c->arena, "is %s: %lld to %lld%s", narrower ? "narrower" : "wider", (long long)a->min,
				 (long long)a->max, of),
		    NULL);
}

static void compare_texts(struct changes *c, const struct sijil_kind *k, const struct sijil_field *b,
			  const struct sijil_field *a)
{
	const struct {
		const char *before, *after, *text;
		enum change_weight weight;
	} texts[] = {
		{ b->title, a->title, "has another title", CHANGE_FREE },
		{ b->hint, a->hint, "has another hint", CHANGE_FREE },
		{ b->unit, a->unit, "has another unit: the numbers recorded before stay as they are", CHANGE_FIGURES },
		{ b->refers, a->refers,
		  "refers to another kind: references recorded before name entries of the old one", CHANGE_ENTRIES },
		{ b->otherwise, a->otherwise, "has another value where none was recorded", CHANGE_FIGURES },
		{ b->otherwise_when, a->otherwise_when, "has another value where none was recorded", CHANGE_FIGURES },
		{ b->preset, a->preset, "has another preset, which holds for new entries", CHANGE_FREE },
	};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!change_same(texts[i].before, texts[i].after))
			add(c, texts[i].weight, k, b, texts[i].text, NULL);
}

static void compare_field(struct changes *c, const struct sijil_kind *k, const struct sijil_field *b,
			  const struct sijil_field *a)
{
	static const char *const types[] = { "",          "text", "whole number", "number",
					     "yes or no", "date", "choice",       "reference to an entry" };

	if (a->type != b->type) {
		add(c, CHANGE_ENTRIES, k, b,
		    arena_printf(c->arena, "is a %s now, and was a %s: what was recorded may not fit", types[a->type],
				 types[b->type]),
		    "make a new field instead, with a name of its own");
		return;
	}
	compare_choices(c, k, b, a);
	compare_range(c, k, b, a);
	if (a->required && !b->required)
		add(c, a->preset != NULL ? CHANGE_FREE : CHANGE_ENTRIES, k, b,
		    "is required now: a correction of an entry without it has to give it", NULL);
	if (!a->required && b->required)
		add(c, CHANGE_FREE, k, b, "is not required any more", NULL);
	compare_texts(c, k, b, a);
}

void changes_find_fields(struct changes *c, const struct sijil_kind *before, const struct sijil_kind *after)
{
	const struct sijil_field *f, *now;

	for (f = fields_of(before); f->name != NULL; f++) {
		now = field_named(after, f->name);
		if (now == NULL)
			field_gone(c, before, after, f);
		else
			compare_field(c, before, f, now);
	}
	for (f = fields_of(after); f->name != NULL; f++) {
		if (field_named(before, f->name) != NULL)
			continue;
		if (f->required && f->preset == NULL)
			add(c, CHANGE_ENTRIES, after, f,
			    "is new and required: a correction of an older entry has to give it", NULL);
		else
			add(c, CHANGE_FREE, after, f, "is new", NULL);
	}
}

/* Which column is which field: by name, by a word for it, by a likeness, by what stands in it; the best first. */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "exchange/suggest_private.h"

enum { BY_NAME = 100, BY_WORD = 90, BY_LIKENESS = 60, BY_PART = 50, BY_VALUES = 30, TARGETS_MAX = 128 };
/* Of a file with more columns the others are passed over. */
enum { COLUMNS_MAX = 256 };

/* One field or part of the envelope, and the names it may have. */
struct goal {
	int target;
	const char *name;
	enum cell_type type;
	const char *const *choices;
	const char *const *words;
};

struct matcher {
	const struct kind *kind;
	const struct profile *profile;
	const struct look *looks;
	size_t n;
	struct arena *arena;
	struct goal goals[TARGETS_MAX];
	size_t n_goals;
	struct guess *scores;
	struct guess *out;
};

static void add_goal(struct matcher *m, int target)
{
	const char *name = intake_name(m->kind, target);
	struct goal *g;

	if (m->n_goals == TARGETS_MAX)
		return;
	g = &m->goals[m->n_goals++];
	*g = (struct goal){ .target = target, .name = name, .type = import_cell_type(m->kind, target),
			    .words = suggest_names(name) };
	if (target >= 0 && m->kind->fields[target].def->type == SIJIL_CHOICE)
		g->choices = m->kind->fields[target].choices;
}

static void add_goals(struct matcher *m)
{
	unsigned i;

	for (i = 0; i < m->kind->n_fields; i++)
		add_goal(m, (int)i);
	add_goal(m, INTAKE_ON);
	add_goal(m, INTAKE_SITE);
	if (m->kind->def->interval) {
		add_goal(m, INTAKE_UNTIL);
		add_goal(m, INTAKE_PERIOD);
	}
	if (m->kind->def->subject == SIJIL_PERSON)
		add_goal(m, INTAKE_PERSON);
}

/* --- how well a column fits a field --- */

/* Whether the word stands in the text, not as a part of another one. */
static bool holds(const char *text, const char *word)
{
	const size_t n = strlen(word);
	const char *at;

	for (at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
		if ((at == text || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
			return n > 2;
	return false;
}

static bool accepts(const struct matcher *m, const struct goal *g, const struct look *l)
{
	const int64_t filled = l->n - l->nothings;

	if (filled <= 0 || g->choices != NULL)
		return true;
	if (g->type == CELL_DATE)
		return look_dates(l) > 0 || l->serials == filled;
	if (g->type == CELL_NUMBER)
		return l->numbers * 2 >= filled;
	(void)m;
	return g->target != INTAKE_PERSON || look_dates(l) == 0;
}

/* All the different values mean one of the choices. */
static bool are_choices(const struct matcher *m, const struct goal *g, const struct look *l)
{
	size_t i, k;

	if (g->choices == NULL || l->n_values == 0 || l->many)
		return false;
	for (i = 0; i < l->n_values; i++) {
		const char *folded = text_fold(m->arena, l->values[i]);

		for (k = 0; g->choices[k] != NULL && strcmp(text_fold(m->arena, g->choices[k]), folded) != 0; k++)
			;
		if (g->choices[k] == NULL && suggest_meaning(folded, g->choices) == NULL)
			return false;
	}
	return true;
}

static int score_word(const struct goal *g, const char *folded, const char **why)
{
	size_t i;

	for (i = 0; g->words != NULL && g->words[i] != NULL; i++)
		if (strcmp(g->words[i], folded) == 0)
			return BY_WORD;
	for (i = 0; g->words != NULL && g->words[i] != NULL; i++)
		if (holds(folded, g->words[i])) {
			*why = "by a word in its name";
			return BY_PART;
		}
	return 0;
}

static int score(const struct matcher *m, const struct goal *g, const struct look *l, const char **why)
{
	const char *name = m->profile != NULL ? profile_last(m->profile, l->name) : l->name;
	const char *folded = text_fold(m->arena, name);
	const char *const names[] = { g->name, g->target >= 0 ? m->kind->fields[g->target].def->title : NULL, NULL };
	int by;

	if (*folded == '\0' || !accepts(m, g, l) || (m->profile != NULL && profile_owns(m->profile, l->name)))
		return 0;
	if (intake_target(m->kind, name) == g->target)
		return BY_NAME;
	by = score_word(g, folded, why);
	if (by > 0)
		return by;
	if (text_nearest(name, names) != NULL) {
		*why = "by a likeness of names";
		return BY_LIKENESS;
	}
	*why = "by what stands in it";
	if (are_choices(m, g, l))
		return BY_VALUES;
	return g->target == INTAKE_ON && look_dates(l) > 0 && look_dates(l) * 2 > l->n - l->nothings ? BY_VALUES : 0;
}

/* --- the best of all pairs, again and again --- */

static bool is_taken(const struct matcher *m, int target)
{
	const bool day = target == INTAKE_ON || target == INTAKE_UNTIL;
	size_t i;

	for (i = 0; i < m->n; i++) {
		const int other = m->out[i].target;

		if (other == target || (day && other == INTAKE_PERIOD) ||
		    (target == INTAKE_PERIOD && (other == INTAKE_ON || other == INTAKE_UNTIL)))
			return true;
	}
	return false;
}

/* The scores of all pairs, by column and then by goal. */
static void score_all(struct matcher *m)
{
	size_t i, k;

	m->scores = arena_alloc(m->arena, (m->n * m->n_goals + 1) * sizeof(*m->scores));
	for (i = 0; i < m->n; i++)
		for (k = 0; k < m->n_goals; k++) {
			struct guess *s = &m->scores[i * m->n_goals + k];

			s->target = m->goals[k].target;
			s->score = score(m, &m->goals[k], &m->looks[i], &s->why);
		}
}

static bool take_best(struct matcher *m)
{
	const struct guess *best = NULL;
	size_t i, k, at = 0;

	for (i = 0; i < m->n; i++)
		for (k = 0; k < m->n_goals && m->out[i].target == INTAKE_NONE; k++) {
			const struct guess *s = &m->scores[i * m->n_goals + k];

			if (s->score > (best != NULL ? best->score : 0) && !is_taken(m, s->target)) {
				best = s;
				at = i;
			}
		}
	if (best != NULL)
		m->out[at] = *best;
	return best != NULL;
}

static bool is_required(const struct kind *kind, int target)
{
	if (target >= 0)
		return kind->fields[target].def->required && kind->fields[target].def->preset == NULL;
	return target == INTAKE_ON || (target == INTAKE_PERSON && kind->def->subject == SIJIL_PERSON) ||
	       (target == INTAKE_SITE && kind->def->subject == SIJIL_SITE);
}

int suggest_match(const struct kind *kind, const struct profile *profile, const struct look *looks, size_t n,
		  struct arena *arena, struct guess *out)
{
	struct matcher m = { .kind = kind, .profile = profile, .looks = looks, .n = n, .arena = arena, .out = out };
	int fit = 0;
	size_t i;

	for (i = 0; i < n; i++)
		out[i] = (struct guess){ .target = INTAKE_NONE };
	m.n = n < COLUMNS_MAX ? n : COLUMNS_MAX;
	add_goals(&m);
	score_all(&m);
	while (take_best(&m))
		;
	for (i = 0; i < n; i++)
		fit += out[i].target != INTAKE_NONE ? out[i].score : -10;
	for (i = 0; i < m.n_goals; i++)
		if (is_required(kind, m.goals[i].target) && !is_taken(&m, m.goals[i].target))
			fit -= 60;
	return fit;
}

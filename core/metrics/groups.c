#include "config.h"
#include "metrics/groups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

enum { RANK_CODE = 1 << 20, RANK_UNKNOWN = 1 << 30 };

void groups_init(struct groups *g, const struct registry *registry, const struct program *program, const char *name,
		 const char *path, int32_t as_of)
{
	*g = (struct groups){ .registry = registry, .program = program, .name = name, .path = path, .as_of = as_of };
}

void groups_release(struct groups *g)
{
	free(g->codes);
	free(g->slots);
	free(g->by_site);
	free(g->by_choice);
	arena_release(&g->arena);
}

/* --- codes to numbers --- */

static size_t slot_of(const struct groups *g, const char *code)
{
	uint32_t hash = 2166136261u;
	const char *s;
	size_t i;

	for (s = code; *s != '\0'; s++)
		hash = (hash ^ (unsigned char)*s) * 16777619u;
	i = hash & (g->n_slots - 1);
	while (g->slots[i] != 0 && strcmp(g->codes[g->slots[i] - 1].code, code) != 0)
		i = (i + 1) & (g->n_slots - 1);
	return i;
}

static void grow_slots(struct groups *g)
{
	size_t i;

	free(g->slots);
	g->n_slots = g->n_slots == 0 ? 64 : g->n_slots * 2;
	g->slots = mem_alloc(g->n_slots * sizeof(*g->slots));
	for (i = 0; i < g->n; i++)
		g->slots[slot_of(g, g->codes[i].code)] = (uint32_t)i + 1;
}

/* The number of a code. A code met in two ways (a choice here, free text there) has the lower rank of the two, so that
   the order of the rows does not depend on which was met first. */
static int64_t number_of(struct groups *g, const char *code, unsigned rank)
{
	struct group_code *known;
	size_t slot;

	if (2 * (g->n + 1) > g->n_slots)
		grow_slots(g);
	slot = slot_of(g, code);
	if (g->slots[slot] == 0) {
		g->codes = mem_grow(g->codes, g->n, &g->cap, sizeof(*g->codes));
		g->codes[g->n++] = (struct group_code){ arena_strdup(&g->arena, code), rank };
		g->slots[slot] = (uint32_t)g->n;
	}
	known = &g->codes[g->slots[slot] - 1];
	if (rank < known->rank)
		known->rank = rank;
	return g->slots[slot] - 1;
}

/* A place in a table of numbers + 1 that grows with what is asked of it. */
static uint32_t *cached(uint32_t **table, size_t *n, size_t at)
{
	if (at >= *n) {
		size_t want = at + 64;

		*table = mem_resize(*table, want, sizeof(**table));
		memset(*table + *n, 0, (want - *n) * sizeof(**table));
		*n = want;
	}
	return &(*table)[at];
}

/* --- sites --- */

static int64_t site_group(struct groups *g, const struct entry *e)
{
	const struct city *city = g->registry->city;
	uint32_t *known;
	size_t i;

	if (e->site == 0)
		return number_of(g, GROUP_UNKNOWN, RANK_UNKNOWN);
	known = cached(&g->by_site, &g->n_by_site, e->site);
	if (*known == 0) {
		for (i = 0; i < city->n_sites && strcmp(city->sites[i].id, e->pub.site) != 0; i++)
			;
		*known = (uint32_t)number_of(g, e->pub.site, (unsigned)i) + 1;
	}
	return *known - 1;
}

/* --- fields --- */

/* Where an entry has the field: in itself, in the entry it refers to ("session.subject"), or in its enrolment
 * ("open.level"). */
static const struct entry *holder(const struct entry *e, const char *path, int *field)
{
	const char *dot = strchr(path, '.');
	unsigned i;

	*field = -1;
	if (e == NULL || e->kind == NULL)
		return NULL;
	if (dot != NULL && strncmp(path, "open.", 5) == 0) {
		e = e->spell != NULL ? (const struct entry *)(const void *)e->spell->open : NULL;
		*field = e != NULL ? kind_field(e->kind, dot + 1) : -1;
		return *field >= 0 ? e : NULL;
	}
	if (dot == NULL) {
		*field = kind_field(e->kind, path);
		return *field >= 0 ? e : NULL;
	}
	for (i = 0; i < e->kind->n_fields; i++) {
		const struct field *f = &e->kind->fields[i];

		if (f->refers == NULL || strncmp(f->def->name, path, (size_t)(dot - path)) != 0 ||
		    f->def->name[dot - path] != '\0')
			continue;
		if (e->values[i].number == SIJIL_MISSING || e->values[i].entry == NULL)
			return NULL;
		*field = kind_field(f->refers, dot + 1);
		return *field >= 0 ? e->values[i].entry : NULL;
	}
	return NULL;
}

/* An entry where the field is recorded, or NULL. */
static const struct entry *recorded(const struct entry *e, const char *path, int *field)
{
	const struct entry *at = holder(e, path, field);

	return at != NULL && entry_value(at, (unsigned)*field).number != SIJIL_MISSING ? at : NULL;
}

/* The person's latest entry by the day asked on, in any program, that has the field. */
static const struct entry *of_person(struct groups *g, const struct history *h, uint32_t stamp, const char *path,
				     int *field)
{
	size_t i;

	if (g->person_stamp != stamp) {
		g->person_stamp = stamp;
		g->person = NULL;
		for (i = h->pub.n; i > 0 && g->person == NULL; i--)
			if (h->entries[i - 1].pub.day <= g->as_of)
				g->person = recorded(&h->entries[i - 1], path, &g->person_field);
	}
	*field = g->person_field;
	return g->person;
}

static const struct entry *find_field(struct groups *g, const struct history *h, uint32_t stamp, const struct entry *e,
				      const struct sijil_spell *spell, const char *path, int *field)
{
	const struct sijil_spell *of = spell != NULL ? spell : e->spell;
	const struct entry *at = recorded(e, path, field);

	if (strchr(path, '.') != NULL) /* of what this very entry refers to: another entry's is no answer */
		return at;
	if (at == NULL && of != NULL)
		at = recorded((const struct entry *)(const void *)of->open, path, field);
	if (at == NULL && h->subject_type == SIJIL_PERSON)
		at = of_person(g, h, stamp, path, field);
	return at;
}

static int64_t value_group(struct groups *g, const struct entry *e, unsigned field)
{
	const struct field *f = &e->kind->fields[field];
	struct value v = entry_value(e, field);
	char digits[32];
	uint32_t *known;

	if (f->def->type == SIJIL_INT) {
		snprintf(digits, sizeof(digits), "%lld", (long long)v.number);
		return number_of(g, digits, v.number >= 0 && v.number < RANK_CODE ? (unsigned)v.number : RANK_CODE);
	}
	if (f->def->type != SIJIL_CHOICE)
		return number_of(g, entry_value_text(e->kind, field, &v, &g->arena), RANK_CODE);
	if (g->choice_field != f) {
		g->choice_field = f;
		if (g->by_choice != NULL)
			memset(g->by_choice, 0, g->n_by_choice * sizeof(*g->by_choice));
	}
	known = cached(&g->by_choice, &g->n_by_choice, (size_t)v.number);
	if (*known == 0)
		*known = (uint32_t)number_of(g, f->choices[v.number], (unsigned)v.number) + 1;
	return *known - 1;
}

/* --- age bands --- */

static int64_t band_group(struct groups *g, int age)
{
	const struct program *p = g->program;
	char code[32];
	unsigned i = 0;

	while (i < p->n_age_bands && age >= p->age_bands[i])
		i++;
	if (i == 0)
		snprintf(code, sizeof(code), "<%d", p->age_bands[0]);
	else if (i == p->n_age_bands)
		snprintf(code, sizeof(code), "%d+", p->age_bands[i - 1]);
	else
		snprintf(code, sizeof(code), "%d-%d", p->age_bands[i - 1], p->age_bands[i] - 1);
	return number_of(g, code, i);
}

/* Age on the entry's day; of a spell, on the later of its first day and the window's. */
static int64_t age_group(struct groups *g, const struct history *h, uint32_t stamp, const struct entry *e,
			 const struct sijil_spell *spell, int32_t window_from)
{
	int field = -1;
	const struct entry *at = recorded(e, "age_band", &field);
	int32_t day = spell == NULL ? e->pub.day : spell->from > window_from ? spell->from : window_from;

	if (at != NULL)
		return value_group(g, at, (unsigned)field);
	at = g->program->n_age_bands > 0 ? find_field(g, h, stamp, e, spell, "birth_year", &field) : NULL;
	if (at == NULL)
		return number_of(g, GROUP_UNKNOWN, RANK_UNKNOWN);
	return band_group(g, date_civil(day).year - (int)entry_value(at, (unsigned)field).number);
}

static const char *site_area(const struct groups *g, const struct entry *e)
{
	const struct site *site = e->pub.site != NULL ? city_site(g->registry->city, e->pub.site) : NULL;

	return site != NULL ? site->area : NULL;
}

int64_t groups_of(struct groups *g, const struct history *h, uint32_t stamp, const struct entry *e,
		  const struct sijil_spell *spell, int32_t window_from)
{
	const struct entry *unit = e != NULL ? e : (const struct entry *)(const void *)spell->open;
	const struct entry *at;
	int field;

	if (strcmp(g->path, "site") == 0)
		return unit->site == 0 && h->subject_type == SIJIL_PROGRAM ? -1 : site_group(g, unit);
	if (strcmp(g->path, "age_band") == 0)
		return age_group(g, h, stamp, unit, spell, window_from);
	at = find_field(g, h, stamp, unit, spell, g->path, &field);
	if (at != NULL)
		return value_group(g, at, (unsigned)field);
	if (strcmp(g->path, "area") == 0 && site_area(g, unit) != NULL)
		return number_of(g, site_area(g, unit), RANK_CODE);
	return h->subject_type != SIJIL_PROGRAM ? number_of(g, GROUP_UNKNOWN, RANK_UNKNOWN) : -1;
}

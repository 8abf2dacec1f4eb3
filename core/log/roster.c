#include "config.h"

#include "log/roster.h"

#include <stdlib.h>
#include <string.h>

/* Days of one sort, of all spells of a class; sorted when they are asked for. */
struct days {
	int32_t *items;
	size_t n, cap;
	bool sorted;
};

struct class {
	const struct program *program;
	const char *value;
	uint64_t hash;
	struct days first, last; /* of its learners; of those who stay there is no last */
};

/* Entries of a watch: of a class on a day, or (class 0) that refer to an entry. */
struct count {
	uint32_t n; /* 0: free slot */
	uint32_t watch, class;
	int64_t what; /* day, or number of the entry */
};

struct watch {
	struct roster_watch def;
	int refers; /* index of the field that refers to the counted kind, -1: none */
};

struct roster {
	struct watch *watches;
	size_t n_watches;
	struct class *classes; /* number - 1 */
	size_t n_classes, classes_cap;
	uint32_t *slots; /* of classes, by hash: numbers, 0 free */
	size_t n_slots;
	struct count *counts; /* open addressing */
	size_t n_counts, counts_cap;
	struct arena arena;
};

static int referring_field(const struct roster_watch *w)
{
	unsigned i;

	for (i = 0; i < w->kind->n_fields; i++)
		if (w->kind->fields[i].refers == w->counted && w->counted != NULL)
			return (int)i;
	return -1;
}

struct roster *roster_new(const struct roster_watch *watches, size_t n)
{
	struct roster *r = mem_alloc(sizeof(*r));
	size_t i;

	r->watches = mem_alloc((n + 1) * sizeof(*r->watches));
	r->n_watches = n;
	for (i = 0; i < n; i++)
		r->watches[i] = (struct watch){ watches[i], referring_field(&watches[i]) };
	return r;
}

void roster_free(struct roster *r)
{
	size_t i;

	if (r == NULL)
		return;
	for (i = 0; i < r->n_classes; i++) {
		free(r->classes[i].first.items);
		free(r->classes[i].last.items);
	}
	arena_release(&r->arena);
	free(r->watches);
	free(r->classes);
	free(r->slots);
	free(r->counts);
	free(r);
}

/* --- classes --- */

static uint64_t mix(uint64_t hash, uint64_t x)
{
	hash = (hash ^ x) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 29;
}

static uint64_t class_hash(const struct program *program, const char *value)
{
	uint64_t hash = (uint64_t)(uintptr_t)program;

	for (; *value != '\0'; value++)
		hash = (hash ^ (unsigned char)*value) * UINT64_C(0x100000001b3);
	return mix(hash, 0);
}

static size_t class_slot(const struct roster *r, uint64_t hash, const struct program *program, const char *value)
{
	size_t i = (size_t)hash & (r->n_slots - 1);

	for (; r->slots[i] != 0; i = (i + 1) & (r->n_slots - 1)) {
		const struct class *c = &r->classes[r->slots[i] - 1];

		if (c->hash == hash && c->program == program && strcmp(c->value, value) == 0)
			break;
	}
	return i;
}

static void enlarge_slots(struct roster *r)
{
	size_t i, at;

	r->n_slots = r->n_slots == 0 ? 64 : 2 * r->n_slots;
	free(r->slots);
	r->slots = mem_alloc(r->n_slots * sizeof(*r->slots));
	for (i = 0; i < r->n_classes; i++) {
		at = (size_t)r->classes[i].hash & (r->n_slots - 1);
		while (r->slots[at] != 0)
			at = (at + 1) & (r->n_slots - 1);
		r->slots[at] = (uint32_t)i + 1;
	}
}

uint32_t roster_class(struct roster *r, const struct program *program, const char *value, bool name)
{
	uint64_t hash = class_hash(program, value);
	size_t at;

	if (2 * (r->n_classes + 1) > r->n_slots)
		enlarge_slots(r);
	at = class_slot(r, hash, program, value);
	if (r->slots[at] == 0 && name) {
		r->classes = mem_grow(r->classes, r->n_classes, &r->classes_cap, sizeof(*r->classes));
		r->classes[r->n_classes++] = (struct class){
			.program = program, .value = arena_strdup(&r->arena, value), .hash = hash
		};
		r->slots[at] = (uint32_t)r->n_classes;
	}
	return r->slots[at];
}

const struct program *roster_program(const struct roster *r, uint32_t class)
{
	return r->classes[class - 1].program;
}

const char *roster_value(const struct roster *r, uint32_t class)
{
	return r->classes[class - 1].value;
}

/* --- spells --- */

static void add_day(struct days *d, int32_t day)
{
	d->items = mem_grow(d->items, d->n, &d->cap, sizeof(*d->items));
	d->items[d->n++] = day;
	d->sorted = false;
}

static int by_day(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* How many of the days are before this one. */
static size_t before(struct days *d, int64_t day)
{
	size_t low = 0, high = d->n;

	if (!d->sorted && d->n > 1)
		qsort(d->items, d->n, sizeof(*d->items), by_day);
	d->sorted = true;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (d->items[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The last day that somebody was enrolled by the i-th spell; SIJIL_NO_DAY: there is none. */
static int32_t last_day(const struct sijil_history *h, size_t i)
{
	const struct sijil_spell *s = &h->spells[i];
	const bool comes_back = i + 1 < h->n_spells && s[1].program == s->program;

	if (!s->lapsed) /* who leaves and enrols again on one day is one person of the class on it */
		return comes_back && s[1].from == s->to ? s->to - 1 : s->to;
	return comes_back ? s[1].from - 1 : SIJIL_NO_DAY;
}

static void note_spell(struct roster *r, const struct sijil_history *h, size_t i, bool named_only)
{
	const struct sijil_spell *s = &h->spells[i];
	const struct entry *open = (const struct entry *)(const void *)s->open;
	const char *value = entry_class(open);
	int32_t last = last_day(h, i);
	uint32_t class;

	if (value == NULL)
		return;
	class = roster_class(r, open->kind->program, value, !named_only);
	if (class == 0)
		return;
	add_day(&r->classes[class - 1].first, s->from);
	if (last != SIJIL_NO_DAY)
		add_day(&r->classes[class - 1].last, last);
}

int64_t roster_enrolled(struct roster *r, uint32_t class, int32_t day)
{
	struct class *c = &r->classes[class - 1];

	return (int64_t)before(&c->first, (int64_t)day + 1) - (int64_t)before(&c->last, day);
}

/* --- entries --- */

static struct count *count_slot(const struct roster *r, uint32_t watch, uint32_t class, int64_t what)
{
	size_t i = (size_t)mix(mix(watch, class), (uint64_t)what) & (r->counts_cap - 1);

	while (r->counts[i].n != 0 &&
	       (r->counts[i].watch != watch || r->counts[i].class != class || r->counts[i].what != what))
		i = (i + 1) & (r->counts_cap - 1);
	return &r->counts[i];
}

static void enlarge_counts(struct roster *r)
{
	struct count *old = r->counts;
	size_t n = r->counts_cap, i;

	r->counts_cap = n == 0 ? 256 : 2 * n;
	r->counts = mem_alloc(r->counts_cap * sizeof(*r->counts));
	for (i = 0; i < n; i++)
		if (old[i].n != 0)
			*count_slot(r, old[i].watch, old[i].class, old[i].what) = old[i];
	free(old);
}

static void count_one(struct roster *r, size_t watch, uint32_t class, int64_t what)
{
	struct count *c;

	if (2 * (r->n_counts + 1) > r->counts_cap)
		enlarge_counts(r);
	c = count_slot(r, (uint32_t)watch, class, what);
	if (c->n == 0) {
		*c = (struct count){ .watch = (uint32_t)watch, .class = class, .what = what };
		r->n_counts++;
	}
	c->n++;
}

static void note_entry(struct roster *r, size_t watch, const struct entry *e, bool named_only)
{
	const struct watch *w = &r->watches[watch];
	const struct unit u = { .entry = e, .to = INT32_MAX };
	const struct value *to = w->refers >= 0 ? &e->values[w->refers] : NULL;
	const char *value;
	uint32_t class;

	if (conds_test(w->def.where, &u) != YES)
		return;
	if (to != NULL && to->number != SIJIL_MISSING) {
		if (to->entry != NULL)
			count_one(r, watch, 0, to->entry->pub.id);
		return;
	}
	value = entry_class(e);
	class = value != NULL ? roster_class(r, e->kind->program, value, !named_only) : 0;
	if (class != 0)
		count_one(r, watch, class, e->pub.day);
}

void roster_note(struct roster *r, const struct history *h, bool named_only)
{
	size_t i, k;

	for (i = 0; i < h->pub.n_spells; i++)
		note_spell(r, &h->pub, i, named_only);
	for (i = 0; i < h->pub.n && r->n_watches > 0; i++)
		for (k = 0; k < r->n_watches; k++)
			if (h->entries[i].kind == r->watches[k].def.kind)
				note_entry(r, k, &h->entries[i], named_only);
}

static int64_t counted(const struct roster *r, size_t watch, uint32_t class, int64_t what)
{
	return r->counts_cap == 0 ? 0 : count_slot(r, (uint32_t)watch, class, what)->n;
}

int64_t roster_count(const struct roster *r, size_t watch, uint32_t class, int32_t day, int64_t id)
{
	int64_t n = counted(r, watch, class, day);

	return id != 0 && r->watches[watch].refers >= 0 ? n + counted(r, watch, 0, id) : n;
}

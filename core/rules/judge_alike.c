/* Finding entries that are alike: by hash, so that a site with 10^5 entries costs one sort. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "rules/judge_private.h"

static uint64_t mix(uint64_t hash, uint64_t x)
{
	hash = (hash ^ x) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 29;
}

static uint64_t mix_bytes(uint64_t hash, const char *s, size_t n)
{
	uint64_t word;

	for (; n >= sizeof(word); n -= sizeof(word), s += sizeof(word)) {
		memcpy(&word, s, sizeof(word));
		hash = mix(hash, word);
	}
	word = n;
	while (n > 0)
		word = word << 8 | (unsigned char)s[--n];
	return mix(hash, word);
}

/* Parts whose absence says something: no zone is a zone of its own. */
static bool may_be_blank(const struct kind *kind, int part)
{
	if (part < 0)
		return part == KEY_SITE;
	return kind->fields[part].def->type == SIJIL_TEXT || kind->fields[part].def->type == SIJIL_CHOICE;
}

static bool key_hash(const struct entry *e, const struct key *key, bool blanks, uint64_t *hash)
{
	unsigned i;

	*hash = key->n;
	for (i = 0; i < key->n; i++) {
		struct key_part p = key_part_of(e, key->parts[i]);

		if (p.number == SIJIL_MISSING && !(blanks && may_be_blank(e->kind, key->parts[i])))
			return false;
		*hash = p.text != NULL ? mix_bytes(*hash, p.text, strlen(p.text)) : mix(*hash, (uint64_t)p.number);
	}
	return true;
}

static int by_hash(const void *a, const void *b)
{
	const struct alike *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

size_t judge_by_key(const struct hearing *on, uint32_t kind, const struct key *key, bool blanks)
{
	struct judge_plan *p = on->plan;
	const struct span *s = &p->spans[kind];
	size_t n = 0;
	uint32_t i;

	for (i = s->start; i < s->start + s->n; i++) {
		p->alike[n] = (struct alike){ .at = p->order[i] };
		n += key_hash(&on->history->entries[p->order[i]], key, blanks, &p->alike[n].hash);
	}
	if (n > 1)
		qsort(p->alike, n, sizeof(*p->alike), by_hash);
	return n;
}

size_t judge_by_content(const struct hearing *on, uint32_t from, uint32_t to)
{
	struct judge_plan *p = on->plan;
	size_t n = 0;
	uint32_t i;

	for (i = from; i < to; i++) {
		const struct entry *e = &on->history->entries[i];
		uint64_t hash = mix(mix(p->kind_of[i], (uint64_t)e->pub.day_end), e->site);

		if (p->kind_of[i] == NO_KIND)
			continue;
		p->alike[n++] = (struct alike){ .hash = mix_bytes(hash, e->fields, e->fields_n), .at = i };
	}
	if (n > 1)
		qsort(p->alike, n, sizeof(*p->alike), by_hash);
	return n;
}

bool judge_same_content(const struct entry *a, const struct entry *b)
{
	return a->kind == b->kind && a->pub.day == b->pub.day && a->pub.day_end == b->pub.day_end &&
	       a->site == b->site && a->fields_n == b->fields_n && memcmp(a->fields, b->fields, a->fields_n) == 0;
}

size_t judge_run(const struct judge_plan *p, size_t i, size_t n)
{
	size_t end = i + 1;

	while (end < n && p->alike[end].hash == p->alike[i].hash)
		end++;
	return end;
}

bool judge_later(const struct entry *a, const struct entry *b)
{
	if (a->fresh != b->fresh)
		return a->fresh;
	if (a->line != b->line)
		return a->line > b->line;
	return a->pub.id != b->pub.id ? a->pub.id > b->pub.id : a > b;
}

const struct entry *judge_first(const struct hearing *on, size_t i, size_t end)
{
	const struct entry *entries = on->history->entries, *first = &entries[on->plan->alike[i].at];

	for (i++; i < end; i++)
		if (judge_later(first, &entries[on->plan->alike[i].at]))
			first = &entries[on->plan->alike[i].at];
	return first;
}

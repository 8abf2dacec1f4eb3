/* The values of an entry that a key names. */
#include "config.h"

#include <string.h>

#include "plugin/registry.h"

static struct key_part field_part(const struct entry *e, unsigned field)
{
	struct value v = entry_value(e, field);
	struct key_part p = { .number = v.number };

	if (v.number == SIJIL_MISSING)
		return p;
	if (e->kind->fields[field].def->type == SIJIL_TEXT)
		p.text = v.text;
	else if (e->kind->fields[field].def->type == SIJIL_ENTRY && v.entry != NULL)
		p.number = v.entry->pub.id; /* of its current version */
	return p;
}

/* All entries of a person's history are that person's. */
struct key_part key_part_of(const struct entry *e, int part)
{
	switch (part) {
	case KEY_DAY:
		return (struct key_part){ .number = e->pub.day };
	case KEY_DAY_END:
		return (struct key_part){ .number = e->pub.day_end };
	case KEY_SITE:
		return (struct key_part){ .number = e->site != 0 ? (int64_t)e->site : SIJIL_MISSING };
	case KEY_PERSON:
		return (struct key_part){ .number = e->pub.person != NULL ? 1 : SIJIL_MISSING };
	default:
		return field_part(e, (unsigned)part);
	}
}

bool key_same(const struct entry *a, const struct entry *b, const struct key *key)
{
	unsigned i;

	for (i = 0; i < key->n; i++) {
		struct key_part x = key_part_of(a, key->parts[i]), y = key_part_of(b, key->parts[i]);

		if (x.number != y.number || (x.text != NULL && y.text != NULL && strcmp(x.text, y.text) != 0))
			return false;
	}
	return true;
}

/* entry: between the canonical JSON that the register stores and values decoded by a kind's fields. */
#ifndef LOG_ENTRY_H
#define LOG_ENTRY_H

#include "base/mem.h"
#include "base/str.h"
#include "plugin/registry.h"

/* Append the canonical JSON of the values: flat, keys sorted, no spaces, nothing for what is missing. */
void entry_encode(const struct kind *kind, const struct value *values, struct str *out);

/*
 * Fill values (n_fields of the kind) from canonical JSON; text is copied to the arena.  Keys that the kind does not (or no
 * longer) know are passed over; a value that no longer fits its field is read as missing.  References keep their number,
 * entry is left NULL.  -1 if it is not JSON at all.
 */
int entry_decode(const struct kind *kind, const char *json, size_t n, struct value *values, struct arena *arena);

/* One value as people write it ("present", "12.5", "true", "2024-03-09", "#17"); returns text in the arena. */
const char *entry_value_text(const struct kind *kind, unsigned field, const struct value *v, struct arena *arena);

/* Walk any flat canonical JSON, for kinds that nobody declares any more: 1 with key and value (strings unescaped), 0 at the end, -1. */
struct entry_walk {
	const char *at, *end;
};
int entry_walk(struct entry_walk *w, struct arena *arena, const char **key, const char **value, bool *quoted);

#endif

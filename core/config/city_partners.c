/* The organisations that the city works with, and how an entry names one. */
#include "config.h"

#include "config/city_parts.h"

#include <string.h>

#include "base/text.h"

static const struct decode_row partner_rows[] = {
	{ .key = "id", .type = DECODE_CODE, .offset = offsetof(struct partner, id), .required = true },
	{ .key = "name", .type = DECODE_LABEL, .offset = offsetof(struct partner, name), .required = true },
	{ .key = NULL },
};

static void read_partner(struct city_reader *r, const struct yaml_node *item, void *out)
{
	decode_map(item, partner_rows, out, r->d.arena, r->d.errs);
}

void city_read_partners(struct city_reader *r, const struct yaml_node *node)
{
	struct city *city = r->city;

	city->partners =
		city_read_list(r, node, sizeof(*city->partners), read_partner, "partner", &city->n_partners);
}

static bool is_called(struct arena *scratch, const struct label *name, const char *folded)
{
	const char *const names[] = { name->any, name->ar, name->fr, name->en };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i] != NULL && strcmp(text_fold(scratch, names[i]), folded) == 0)
			return true;
	return false;
}

const struct partner *city_partner(const struct city *city, const char *text, struct arena *scratch)
{
	const char *folded;
	size_t i;

	for (i = 0; i < city->n_partners; i++)
		if (strcmp(city->partners[i].id, text) == 0)
			return &city->partners[i];
	folded = text_fold(scratch, text);
	for (i = 0; i < city->n_partners; i++)
		if (strcmp(text_fold(scratch, city->partners[i].id), folded) == 0 ||
		    is_called(scratch, &city->partners[i].name, folded))
			return &city->partners[i];
	return NULL;
}

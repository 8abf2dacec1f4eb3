#include "config.h"

#include "config/city_parts.h"

#include <stdlib.h>
#include <string.h>

static const struct decode_row site_rows[] = {
	{ .key = "id", .type = DECODE_CODE, .offset = offsetof(struct site, id), .required = true },
	{ .key = "name", .type = DECODE_LABEL, .offset = offsetof(struct site, name), .required = true },
	{ .key = "area", .type = DECODE_CHOICE, .offset = offsetof(struct site, area), .choices = "urban|rural" },
	{ .key = NULL },
};

static void read_site(struct city_reader *r, const struct yaml_node *item, void *out)
{
	struct site *site = out;

	decode_map(item, site_rows, site, r->d.arena, r->d.errs);
	if (site->id == NULL)
		r->sites_unknown = true;
}

static int by_id(const void *a, const void *b)
{
	const struct site *p = *(const struct site *const *)a, *q = *(const struct site *const *)b;

	return strcmp(p->id, q->id);
}

static void index_sites(struct city *city)
{
	city->sites_by_id = arena_alloc(&city->arena, (city->n_sites + 1) * sizeof(*city->sites_by_id));
	for (size_t i = 0; i < city->n_sites; i++)
		city->sites_by_id[i] = &city->sites[i];
	qsort(city->sites_by_id, city->n_sites, sizeof(*city->sites_by_id), by_id);
}

void city_read_sites(struct city_reader *r, const struct yaml_node *node)
{
	struct city *city = r->city;

	if (node == NULL || node->type == YAML_LIST) {
		city->sites = city_read_list(r, node, sizeof(struct site), read_site, "site", &city->n_sites);
	} else if (node->type == YAML_MAP) {
		city_read_sites_file(r, node);
	} else {
		decode_error(&r->d, node, "expected a list of sites, or {file: sites.csv}");
		r->sites_unknown = true;
	}
	if (!r->sites_unknown)
		index_sites(city);
}

const struct site *city_site(const struct city *city, const char *id)
{
	const struct site wanted = { .id = id }, *key = &wanted;
	const struct site **found = bsearch(&key, city->sites_by_id, city->n_sites, sizeof(*city->sites_by_id), by_id);

	return found != NULL ? *found : NULL;
}

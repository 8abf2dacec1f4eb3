#include "config.h"

#include "config/city.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "config/city_parts.h"
#include "config/repeats.h"

enum { FORMAT = 1 }; /* of sijil.yaml: the value of its key `sijil` */

struct document {
	int64_t format;
	const struct yaml_node *city, *sites, *partners, *programs, *references, *privacy, *imports;
};
static const struct decode_row document_rows[] = {
	{ .key = "sijil", .type = DECODE_INT, .offset = offsetof(struct document, format), .required = true },
	{ .key = "city", .type = DECODE_NODE, .offset = offsetof(struct document, city), .required = true },
	{ .key = "sites", .type = DECODE_NODE, .offset = offsetof(struct document, sites) },
	{ .key = "partners", .type = DECODE_NODE, .offset = offsetof(struct document, partners) },
	{ .key = "programs", .type = DECODE_NODE, .offset = offsetof(struct document, programs) },
	{ .key = "references", .type = DECODE_NODE, .offset = offsetof(struct document, references) },
	{ .key = "privacy", .type = DECODE_NODE, .offset = offsetof(struct document, privacy) },
	{ .key = "imports", .type = DECODE_NODE, .offset = offsetof(struct document, imports) },
	{ .key = NULL },
};

struct city_form {
	struct label name;
	const char *time_zone, *currency, *language;
	int64_t school_start, fiscal_start;
};
static const struct decode_row city_rows[] = {
	{ .key = "name", .type = DECODE_LABEL, .offset = offsetof(struct city_form, name), .required = true },
	{ .key = "time_zone", .type = DECODE_TEXT, .offset = offsetof(struct city_form, time_zone) },
	{ .key = "currency", .type = DECODE_TEXT, .offset = offsetof(struct city_form, currency) },
	{ .key = "language", .type = DECODE_CHOICE, .offset = offsetof(struct city_form, language),
	  .choices = "ar|fr|en" },
	{ .key = "school_year_start", .type = DECODE_INT, .offset = offsetof(struct city_form, school_start),
	  .min = 1, .max = 12 },
	{ .key = "fiscal_year_start", .type = DECODE_INT, .offset = offsetof(struct city_form, fiscal_start),
	  .min = 1, .max = 12 },
	{ .key = NULL },
};

static const struct decode_row privacy_rows[] = {
	{ .key = "suppress_below", .type = DECODE_INT, .offset = offsetof(struct city, suppress_below), .min = 0,
	  .max = 1000 },
	{ .key = NULL },
};

/* The form of a name of the tz database, which is not looked up: the city's folder may move between machines. */
static bool is_time_zone(const char *s)
{
	size_t n_parts = 0;

	if (strcmp(s, "UTC") == 0)
		return true;
	for (;;) {
		size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-");

		if (n == 0 || strchr("0123456789_+-", *s) != NULL)
			return false;
		n_parts++;
		if (s[n] != '/')
			return s[n] == '\0' && n_parts >= 2;
		s += n + 1;
	}
}

static bool is_currency(const char *s)
{
	return strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 && s[3] == '\0';
}

static void read_city(struct city_reader *r, const struct yaml_node *node)
{
	struct city *city = r->city;
	struct city_form form = { .time_zone = "UTC", .currency = "", .language = "en",
				  .school_start = city->calendar.school_start,
				  .fiscal_start = city->calendar.fiscal_start };

	decode_map(node, city_rows, &form, r->d.arena, r->d.errs);
	if (!is_time_zone(form.time_zone))
		decode_error(&r->d, yaml_get(node, "time_zone"),
			     "'%.*s' is not a time zone (write Area/City, such as Africa/Casablanca, or UTC)",
			     yaml_shown(form.time_zone), form.time_zone);
	if (*form.currency != '\0' && !is_currency(form.currency))
		decode_error(&r->d, yaml_get(node, "currency"),
			     "'%.*s' is not a currency (write its three capital letters, such as MAD)",
			     yaml_shown(form.currency), form.currency);
	city->name = form.name;
	city->time_zone = form.time_zone;
	city->currency = form.currency;
	city->language = form.language;
	city->calendar.school_start = (int)form.school_start;
	city->calendar.fiscal_start = (int)form.fiscal_start;
}

/* A file of another format is not read any further: its keys would only look unknown. */
static bool is_other_format(struct city_reader *r, const struct yaml_node *root)
{
	const struct yaml_node *node = yaml_get(root, "sijil");
	const char *why;
	int64_t format;

	if (node == NULL || node->type != YAML_SCALAR ||
	    number_parse_int(node->text, strlen(node->text), &format, &why) != 0 || format == FORMAT)
		return false;
	decode_error(&r->d, node, "format '%.*s' is not known to this version, which reads format %d",
		     yaml_shown(node->text), node->text, FORMAT);
	return true;
}

static void read_document(struct city_reader *r, const struct yaml_node *root)
{
	struct document doc = { 0 };

	if (is_other_format(r, root))
		return;
	decode_map(root, document_rows, &doc, r->d.arena, r->d.errs);
	if (doc.city != NULL)
		read_city(r, doc.city);
	city_read_sites(r, doc.sites);
	city_read_partners(r, doc.partners);
	city_read_programs(r, doc.programs);
	city_read_references(r, doc.references);
	if (doc.privacy != NULL)
		decode_map(doc.privacy, privacy_rows, r->city, r->d.arena, r->d.errs);
	city_read_mappings(r, doc.imports);
}

struct city *city_read(const char *path, struct arena *names, struct err_list *errs)
{
	struct city *city = mem_alloc(sizeof(*city));
	struct city_reader r = { .city = city, .d = { .arena = &city->arena, .errs = errs }, .names = names };
	size_t before = errs->total, kept = errs->n;
	const struct yaml_node *root = yaml_read_file(path, &city->arena, errs);

	city->file = path;
	city->calendar = (struct calendar){ .school_start = 9, .fiscal_start = 1 };
	if (root != NULL)
		read_document(&r, root);
	if (errs->total == before)
		return city;
	err_list_sort(errs, kept);
	city_free(city);
	return NULL;
}

void city_free(struct city *city)
{
	if (city == NULL)
		return;
	arena_release(&city->arena);
	free(city);
}

static void check_ids(struct city_reader *r, const struct yaml_node *list, const char *what)
{
	struct place *places = mem_alloc((list->n + 1) * sizeof(*places));

	for (size_t i = 0; i < list->n; i++) {
		const struct yaml_node *id = yaml_get(&list->children[i], "id");

		if (id != NULL && id->type == YAML_SCALAR && *id->text != '\0')
			places[i] = (struct place){ .name = id->text, .file = id->file, .line = id->line,
						    .col = id->col };
	}
	repeats_report(places, list->n, what, r->d.errs);
	free(places);
}

void *city_read_list(struct city_reader *r, const struct yaml_node *list, size_t size, city_item_fn *read,
		     const char *what, size_t *n)
{
	char *items;

	*n = 0;
	if (list == NULL)
		return NULL;
	if (list->type != YAML_LIST) {
		decode_error(&r->d, list, "expected a list (each item after '- ')");
		return NULL;
	}
	items = arena_alloc(r->d.arena, (list->n + 1) * size);
	for (size_t i = 0; i < list->n; i++)
		read(r, &list->children[i], items + i * size);
	if (what != NULL)
		check_ids(r, list, what);
	*n = list->n;
	return items;
}

const char *city_suggestion(const struct city_reader *r, const char *word, const void *items, size_t n, size_t size,
			    size_t id_offset)
{
	const char **ids = arena_alloc(r->d.arena, (n + 1) * sizeof(*ids));
	size_t n_ids = 0;

	for (size_t i = 0; i < n; i++) {
		const char *id;

		memcpy(&id, (const char *)items + i * size + id_offset, sizeof(id));
		if (id != NULL)
			ids[n_ids++] = id;
	}
	return decode_suggestion(&r->d, word, ids);
}

const char *city_path_beside(struct arena *arena, const char *yaml, const char *path)
{
	const char *slash = strrchr(yaml, '/');

	while (path[0] == '.' && path[1] == '/') /* one file, one path: programs of the same file are known by it */
		path += 2 + strspn(path + 2, "/");
	if (*path == '/' || slash == NULL)
		return arena_strdup(arena, path);
	return arena_printf(arena, "%.*s/%s", (int)(slash - yaml), yaml, path);
}

const struct mapping *city_mapping(const struct city *city, const char *name)
{
	for (size_t i = 0; i < city->n_mappings; i++)
		if (strcmp(city->mappings[i].name, name) == 0)
			return &city->mappings[i];
	return NULL;
}

const struct reference *city_reference(const struct city *city, const char *id)
{
	for (size_t i = 0; i < city->n_references; i++)
		if (strcmp(city->references[i].id, id) == 0)
			return &city->references[i];
	return NULL;
}

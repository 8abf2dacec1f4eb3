#include "config.h"

#include "config/city_parts.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"

struct program_form {
	struct program_config p;
	const struct yaml_node *sites, *targets, *baselines;
	const char *straddle;
};
#define AT(member) .offset = offsetof(struct program_form, member)
static const struct decode_row program_rows[] = {
	{ .key = "id", .type = DECODE_CODE, AT(p.id), .required = true },
	{ .key = "plugin", .type = DECODE_TEXT, AT(p.plugin), .required = true },
	{ .key = "title", .type = DECODE_LABEL, AT(p.title) },
	{ .key = "sites", .type = DECODE_NODE, AT(sites) },
	{ .key = "start", .type = DECODE_DATE, AT(p.start) },
	{ .key = "lapse_days", .type = DECODE_INT, AT(p.lapse_days), .min = 1, .max = 3660, .preset = "90" },
	{ .key = "straddle", .type = DECODE_CHOICE, AT(straddle), .choices = "exclude|by_start|prorate" },
	{ .key = "silent_days", .type = DECODE_INT, AT(p.silent_days), .min = 1, .max = 3660, .preset = "35" },
	{ .key = "options", .type = DECODE_NODE, AT(p.options) },
	{ .key = "targets", .type = DECODE_NODE, AT(targets) },
	{ .key = "baselines", .type = DECODE_NODE, AT(baselines) },
	{ .key = NULL },
};

struct sites_form {
	const char *accept;
};
static const struct decode_row accept_rows[] = {
	{ .key = "accept", .type = DECODE_CHOICE, .offset = offsetof(struct sites_form, accept), .required = true,
	  .choices = "any" },
	{ .key = NULL },
};

static void check_sites(struct city_reader *r, const struct yaml_node *list)
{
	const struct city *city = r->city;

	for (size_t i = 0; i < list->n; i++) {
		const struct yaml_node *item = &list->children[i];

		if (item->type == YAML_SCALAR && city_site(city, item->text) == NULL)
			decode_error(&r->d, item, "site '%.*s' is not in the city's list%s", yaml_shown(item->text),
				     item->text,
				     city_suggestion(r, item->text, city->sites, city->n_sites,
						     sizeof(*city->sites), offsetof(struct site, id)));
	}
}

static void read_sites(struct city_reader *r, const struct yaml_node *node, struct program_config *p)
{
	static const struct decode_row codes_row = { .key = "sites", .type = DECODE_CODES };
	struct sites_form form = { 0 };
	size_t before = r->d.errs->total;

	if (node->type == YAML_MAP) {
		decode_map(node, accept_rows, &form, r->d.arena, r->d.errs);
		p->any_site = form.accept != NULL;
	} else if (node->type == YAML_SCALAR) {
		decode_error(&r->d, node, "expected a list of the city's sites, or {accept: any}");
	} else if (node->n == 0) {
		decode_error(&r->d, node, "the list is empty (leave the key out for all of the city's sites)");
	} else {
		decode_value(&r->d, node, &codes_row, &p->sites);
		if (r->d.errs->total == before && !r->sites_unknown)
			check_sites(r, node);
	}
}

/* Where the program's tables are: in the plugin of a name, or in a file. */
static void read_plugin(struct city_reader *r, const struct yaml_node *item, struct program_config *p)
{
	const char *path = p->plugin + strlen(PROGRAM_FILE);

	if (strncmp(p->plugin, PROGRAM_FILE, strlen(PROGRAM_FILE)) != 0) {
		if (!text_is_name(p->plugin))
			decode_error(&r->d, yaml_get(item, "plugin"), DECODE_NOT_A_NAME
				     "; the file of a program is written file:programs/workshops.yaml",
				     yaml_shown(p->plugin), p->plugin);
	} else if (path[strspn(path, " \t")] == '\0') {
		decode_error(&r->d, yaml_get(item, "plugin"),
			     "'%s' names no file (write its path behind it, such as file:programs/workshops.yaml)",
			     p->plugin);
	} else {
		p->file = city_path_beside(r->d.arena, item->file, path);
	}
}

static enum straddle straddle_of(const char *word)
{
	if (word == NULL || strcmp(word, "exclude") == 0)
		return STRADDLE_EXCLUDE;
	return strcmp(word, "by_start") == 0 ? STRADDLE_BY_START : STRADDLE_PRORATE;
}

static void read_program(struct city_reader *r, const struct yaml_node *item, void *out)
{
	struct program_form form = { .p = { .node = item, .start = DATE_NONE } };
	struct program_config *p = &form.p;

	decode_map(item, program_rows, &form, r->d.arena, r->d.errs);
	p->straddle = straddle_of(form.straddle);
	if (p->id == NULL)
		r->programs_unknown = true;
	if (p->plugin != NULL)
		read_plugin(r, item, p);
	if (p->options != NULL && p->options->type != YAML_MAP)
		decode_error(&r->d, p->options, "expected a map of the plugin's options");
	if (form.sites != NULL)
		read_sites(r, form.sites, p);
	p->targets = city_read_targets(r, form.targets, &p->n_targets);
	p->baselines = city_read_baselines(r, form.baselines, &p->n_baselines);
	*(struct program_config *)out = *p;
}

void city_read_programs(struct city_reader *r, const struct yaml_node *node)
{
	struct city *city = r->city;

	city->programs = city_read_list(r, node, sizeof(*city->programs), read_program, "program", &city->n_programs);
	if (node != NULL && node->type != YAML_LIST)
		r->programs_unknown = true;
}

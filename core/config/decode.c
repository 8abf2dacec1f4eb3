#include "config.h"

#include "config/decode_value.h"

#include <string.h>

static size_t table_rows(const struct decode_row *table)
{
	size_t n = 0;

	while (table[n].key != NULL)
		n++;
	return n;
}

static const struct decode_row *find_row(const struct decode_row *table, const char *key)
{
	for (; table->key != NULL; table++)
		if (strcmp(table->key, key) == 0)
			return table;
	return NULL;
}

static void report_unknown_key(const struct decoder *d, const struct yaml_node *item, const struct decode_row *table)
{
	size_t n = table_rows(table);
	const char **keys = arena_alloc(d->arena, (n + 1) * sizeof(*keys));
	const char *suggestion;
	struct str known;

	str_init(&known, STR_MAX_DEFAULT);
	for (size_t i = 0; i < n; i++) {
		keys[i] = table[i].key;
		str_addf(&known, "%s%s", i > 0 ? ", " : "", keys[i]);
	}
	suggestion = decode_suggestion(d, item->key, keys);
	if (n == 0)
		yaml_key_error(d->errs, item, "unknown key '%.*s' (none is known here)", yaml_shown(item->key),
			       item->key);
	else if (*suggestion != '\0')
		yaml_key_error(d->errs, item, "unknown key '%.*s'%s", yaml_shown(item->key), item->key, suggestion);
	else
		yaml_key_error(d->errs, item, "unknown key '%.*s' (known here: %s)", yaml_shown(item->key), item->key,
			       known.s);
	str_release(&known);
}

/* The preset is read exactly as if it stood in the file, at the place of the map. */
static void decode_preset(const struct decoder *d, const struct yaml_node *map, const struct decode_row *row, void *out)
{
	struct yaml_node *node = arena_alloc(d->arena, sizeof(*node));

	node->type = YAML_SCALAR;
	node->key = row->key;
	node->text = row->preset;
	if (map != NULL) {
		node->file = map->file;
		node->line = map->line;
		node->col = map->col;
	}
	decode_value(d, node, row, out);
}

int decode_rows(const struct decoder *d, const struct yaml_node *map, const struct decode_row *table, void *out)
{
	size_t before = d->errs->total;

	if (map != NULL && map->type != YAML_MAP) {
		decode_error(d, map, "expected a map of keys and values, found a %s",
			     map->type == YAML_LIST ? "list" : "single value");
		return -1;
	}
	for (size_t i = 0; map != NULL && i < map->n; i++) {
		const struct yaml_node *item = &map->children[i];
		const struct decode_row *row = find_row(table, item->key);

		if (row == NULL)
			report_unknown_key(d, item, table);
		else
			decode_value(d, item, row, out);
	}
	for (const struct decode_row *row = table; row->key != NULL; row++) {
		if (map != NULL && yaml_get(map, row->key) != NULL)
			continue;
		if (row->required && map != NULL)
			decode_error(d, map, "the key '%s' is missing", row->key);
		else if (row->preset != NULL)
			decode_preset(d, map, row, out);
	}
	return d->errs->total == before ? 0 : -1;
}

int decode_map(const struct yaml_node *map, const struct decode_row *table, void *out, struct arena *arena,
	       struct err_list *errs)
{
	const struct decoder d = { .arena = arena, .errs = errs };

	return decode_rows(&d, map, table, out);
}

static enum decode_type option_type(const struct sijil_option *option)
{
	switch (option->type) {
	case SIJIL_INT:
		return DECODE_INT;
	case SIJIL_BOOL:
		return DECODE_BOOL;
	case SIJIL_CHOICE:
		return DECODE_CHOICE;
	case SIJIL_TEXT: /* which SIJIL_OPTION() says of choices too */
		return option->choices != NULL ? DECODE_CHOICE : DECODE_TEXT;
	case SIJIL_DECIMAL:
	case SIJIL_DATE:
	case SIJIL_ENTRY:
		break;
	}
	return 0;
}

int decode_options(const struct yaml_node *map, const struct sijil_option *options, void *instance,
		   struct arena *arena, struct err_list *errs)
{
	const struct decoder d = { .arena = arena, .errs = errs };
	struct decode_row *table;
	size_t n = 0;

	while (options != NULL && options[n].name != NULL)
		n++;
	table = arena_alloc(arena, (n + 1) * sizeof(*table));
	for (size_t i = 0; i < n; i++) {
		const struct sijil_option *o = &options[i];

		table[i] = (struct decode_row){ .key = o->name, .type = option_type(o), .offset = o->offset,
						.min = o->min, .max = o->max, .choices = o->choices,
						.preset = o->preset };
		if (table[i].type == 0) {
			struct sijil_err err = { 0 };

			err_set(&err, ERR_UNAVAILABLE,
				"option '%s' of the plugin is of a type that options cannot have", o->name);
			err_list_add(errs, &err);
			return -1;
		}
	}
	return decode_rows(&d, map, table, instance);
}

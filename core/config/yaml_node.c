#include "config.h"

#include "config/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN_MAX = 60 };

struct yaml_node *yaml_get(const struct yaml_node *map, const char *key)
{
	if (map->type != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (strcmp(map->children[i].key, key) == 0)
			return &map->children[i];
	return NULL;
}

__attribute__((format(printf, 5, 0)))
static void add_error(struct err_list *errs, const char *file, unsigned line, unsigned col, const char *format,
		      va_list args)
{
	struct sijil_err err = { 0 };

	err_vset(&err, ERR_CONFIG, format, args);
	err.file = file;
	err.line = line;
	err.col = col;
	err_list_add(errs, &err);
}

void yaml_error(struct err_list *errs, const struct yaml_node *node, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_error(errs, node->file, node->line, node->col, format, args);
	va_end(args);
}

void yaml_key_error(struct err_list *errs, const struct yaml_node *node, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add_error(errs, node->file, node->key_line, node->key_col, format, args);
	va_end(args);
}

int yaml_shown(const char *text)
{
	int n = 0;

	while (n < SHOWN_MAX && ((unsigned char)text[n] >= 0x20 && text[n] != 0x7f))
		n++;
	while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80) /* the middle of a character */
		n--;
	return n;
}

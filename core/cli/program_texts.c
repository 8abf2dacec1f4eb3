/* Which texts of a program's file lack a language: that is no mistake, but worth knowing before a report is printed. */
#include "config.h"

#include <string.h>

#include "cli/program.h"

const char *const texts_languages[3] = { "ar", "fr", "en" };

/* Keys whose value people read, and the maps in which every value is such a text. */
static bool is_text_key(const char *key)
{
	static const char *const keys[] = { "title",  "hint",	    "unit",	  "message", "remedy",
					    "definition", "comparable", "beside" };
	size_t i;

	for (i = 0; key != NULL && i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

/* "%", "km": the same in every language. */
static bool needs_no_words(const struct yaml_node *node)
{
	return node->type == YAML_SCALAR && strlen(node->text) <= 3;
}

static void count_text(const struct yaml_node *node, struct texts *t)
{
	size_t i;

	if (needs_no_words(node))
		return;
	t->n++;
	for (i = 0; i < 3; i++) {
		if (node->type == YAML_MAP && yaml_get(node, texts_languages[i]) != NULL)
			continue;
		if (t->lacking[i]++ == 0)
			t->first[i] = node;
	}
}

void texts_count(const struct yaml_node *node, struct texts *out)
{
	size_t i;

	for (i = 0; i < node->n; i++) {
		const struct yaml_node *child = &node->children[i];

		if (is_text_key(child->key))
			count_text(child, out);
		else if (child->key == NULL || strcmp(child->key, "examples") != 0)
			texts_count(child, out);
	}
}

/* Which texts of a program's file lack a language: that is no mistake, but worth knowing before a report is printed. */
#include "config.h"

#include <string.h>

#include "cli/program.h"

const char *const texts_languages[3] = { "ar", "fr", "en" };

/* Keys whose value people read.  What a metric is comparable to has a name of its own. */
static bool is_text_key(const char *key)
{
	static const char *const keys[] = { "title", "hint", "message", "remedy", "definition", "beside" };
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

/* A field may be called "title": then what stands there is a map of other keys. */
static bool is_text(const struct yaml_node *node)
{
	size_t i, k;

	for (i = 0; node->type == YAML_MAP && i < node->n; i++) {
		for (k = 0; k < 3 && strcmp(node->children[i].key, texts_languages[k]) != 0; k++)
			;
		if (k == 3)
			return false;
	}
	return node->type != YAML_LIST;
}

static void count_text(const struct yaml_node *node, struct texts *t)
{
	size_t i;

	if (needs_no_words(node))
		return;
	t->n++;
	for (i = 0; i < 3; i++) {
		const bool english = strcmp(texts_languages[i], "en") == 0; /* what a text alone is taken for */

		if (node->type == YAML_SCALAR ? english : yaml_get(node, texts_languages[i]) != NULL)
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

		if (is_text_key(child->key) && is_text(child))
			count_text(child, out);
		else if (child->key == NULL || strcmp(child->key, "examples") != 0)
			texts_count(child, out);
	}
}

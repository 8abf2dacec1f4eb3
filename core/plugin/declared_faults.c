/* A fault of a table, told at the line and column where it was written. */
#include "config.h"

#include <string.h>

#include "base/str.h"
#include "plugin/declared_private.h"

void declared_spot(struct declared *p, const void *at, const struct yaml_node *node, const char *what)
{
	p->spots = mem_grow(p->spots, p->n_spots, &p->cap_spots, sizeof(*p->spots));
	p->spots[p->n_spots++] = (struct spot){ at, node, what };
}

const struct spot *declared_find_spot(const struct declared *p, const void *at)
{
	for (size_t i = 0; i < p->n_spots; i++)
		if (p->spots[i].at == at)
			return &p->spots[i];
	return NULL;
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

/* The first word of the message, outside quotes, that is a key of the row: the member that it speaks of. */
static const struct yaml_node *member_of(const struct yaml_node *row, const char *message, struct arena *arena)
{
	const struct yaml_node *member = NULL;
	bool quoted = false;

	while (*message != '\0' && member == NULL) {
		size_t n = 0;

		while (!quoted && is_word(message[n]))
			n++;
		if (n > 0)
			member = yaml_get(row, arena_strndup(arena, message, n));
		if (n > 0 && member == NULL && strncmp(message, "choice", n) == 0) /* one of them */
			member = yaml_get(row, "choices");
		quoted ^= *message == '\'';
		message += n > 0 ? n : 1;
	}
	return member;
}

/* Whether an item is the word of n bytes, or (part) has it in it. */
static bool item_says(const struct yaml_node *item, const char *word, size_t n, bool part)
{
	const char *at = item->type == YAML_SCALAR ? item->text : "";

	if (!part)
		return strlen(at) == n && memcmp(at, word, n) == 0;
	for (; strlen(at) >= n; at++)
		if (memcmp(at, word, n) == 0)
			return true;
	return false;
}

/* The item of a list that is, or else has in it, something that the message quotes; the list if there is none. */
static const struct yaml_node *item_of(const struct yaml_node *list, const char *message)
{
	for (int part = 0; list->type == YAML_LIST && part <= 1; part++) {
		const char *open = message, *close;

		while ((open = strchr(open, '\'')) != NULL && (close = strchr(open + 1, '\'')) != NULL) {
			for (size_t i = 0; i < list->n; i++)
				if (item_says(&list->children[i], open + 1, (size_t)(close - open) - 1, part))
					return &list->children[i];
			open = close + 1;
		}
	}
	return list;
}

/* What is called otherwise in C, and what no file can say. */
static const struct {
	const char *c, *file;
} wordings[] = {
	{ "this plugin", "this program" },
	{ "the plugin's age_bands", "age_bands" },
	{ "nor a fold", "nor a parity_of" },
};

static size_t add_wording(struct str *out, const char *message)
{
	for (size_t i = 0; i < sizeof(wordings) / sizeof(wordings[0]); i++)
		if (strncmp(message, wordings[i].c, strlen(wordings[i].c)) == 0) {
			str_add(out, wordings[i].file);
			return strlen(wordings[i].c);
		}
	str_addc(out, *message);
	return 1;
}

/* The words of the file for those of C: SIJIL_NO_OVERLAP is 'no_overlap' there. */
static void add_words(struct str *out, const char *message)
{
	static const char prefix[] = "SIJIL_";

	while (*message != '\0') {
		if (strncmp(message, prefix, strlen(prefix)) != 0) {
			message += add_wording(out, message);
			continue;
		}
		str_addc(out, '\'');
		for (message += strlen(prefix); *message == '_' || (*message >= 'A' && *message <= 'Z'); message++)
			str_addc(out, *message == '_' ? '_' : (char)(*message - 'A' + 'a'));
		str_addc(out, '\'');
	}
}

void declared_found(void *arg, const void *row, const struct sijil_err *err)
{
	const struct fault_list *list = arg;
	struct declared *p = list->declared;
	const struct spot *spot = declared_find_spot(p, row);
	const struct yaml_node *node = spot != NULL ? spot->node : p->root, *member = NULL;
	const char *what = spot != NULL ? spot->what : NULL;
	struct str message;

	if (what != NULL || spot == NULL)
		member = member_of(node, err->message, &p->arena);
	else if (node->key != NULL)
		what = node->key;
	str_init(&message, STR_MAX_DEFAULT);
	if (what != NULL && strncmp(err->message, what, strlen(what)) != 0)
		str_addf(&message, "%s: ", what);
	add_words(&message, err->message);
	if (member == NULL && spot != NULL && spot->what != NULL && node->key != NULL)
		yaml_key_error(list->errs, node, "%s", message.s);
	else
		yaml_error(list->errs, item_of(member != NULL ? member : node, err->message), "%s", message.s);
	str_release(&message);
}

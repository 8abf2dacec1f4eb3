/* One value of the file to one member of a table. */
#include "config.h"

#include <limits.h>
#include <string.h>

#include "base/number.h"
#include "base/str.h"
#include "base/text.h"
#include "plugin/declared_private.h"

const struct list_form declared_conditions = {
	',', "conditions, one text or a list of them that must all hold (in quotes, if it begins with ? or !)"
};
const struct list_form declared_key = { ',', "a list of fields and of day, day_end, site, person" };
const struct list_form declared_names = { '|', "a list of names, such as [attendance, assessment]" };

static void expected(const struct decoder *d, const struct yaml_node *node, const char *what)
{
	static const char *const found[] = {
		[YAML_SCALAR] = "a single value", [YAML_LIST] = "a list", [YAML_MAP] = "a map"
	};

	decode_error(d, node, "expected %s, found %s", what, found[node->type]);
}

static bool is_blank(const struct yaml_node *node)
{
	return node->text[strspn(node->text, " \t\n")] == '\0';
}

/* A text with something in it; the error is told. */
static bool is_text(const struct decoder *d, const struct yaml_node *node, const char *what)
{
	if (node->type != YAML_SCALAR)
		expected(d, node, what);
	else if (is_blank(node))
		decode_error(d, node, "the text is empty (write %s)", what);
	else
		return true;
	return false;
}

static void put_text(const struct decoder *d, const struct yaml_node *node, void *member, const char *text)
{
	declared_spot(d->context, text, node, NULL);
	*(const char **)member = text;
}

void declared_text(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *member)
{
	(void)row;
	if (is_text(d, node, "a text"))
		put_text(d, node, member, node->text);
}

static void translate(struct declared *p, const char *text, const struct sijil_field *field, const struct label *label)
{
	p->translations = mem_grow(p->translations, p->n_translations, &p->cap_translations, sizeof(*p->translations));
	p->translations[p->n_translations++] = (struct translation){ .text = text, .field = field, .label = *label };
}

/* The text that stands for it in the tables; NULL if it is at fault. */
static const char *read_label(const struct decoder *d, const struct yaml_node *node, struct label *label)
{
	static const struct decode_row any = { .key = "", .type = DECODE_LABEL };

	*label = (struct label){ 0 };
	decode_value(d, node, &any, label);
	return label_text(label, "en");
}

void declared_any(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *member)
{
	struct label label;
	const char *text = read_label(d, node, &label);

	(void)row;
	if (text == NULL)
		return;
	put_text(d, node, member, text);
	if (node->type == YAML_MAP)
		translate(d->context, text, NULL, &label);
}

void declared_word(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *member)
{
	const struct word *words = row->detail;
	const char *known[24];
	struct str listed;
	size_t n = 0;

	if (!is_text(d, node, "one word"))
		return;
	for (; words[n].word != NULL; n++) {
		if (strcmp(words[n].word, node->text) == 0) {
			memcpy(member, &words[n].value, sizeof(words[n].value));
			return;
		}
		known[n] = words[n].word;
	}
	known[n] = NULL;
	str_init(&listed, STR_MAX_DEFAULT);
	for (size_t i = 0; i < n; i++)
		str_addf(&listed, "%s%s", i > 0 ? ", " : "", known[i]);
	decode_error(d, node, "'%.*s' is not one of %s%s", yaml_shown(node->text), node->text, listed.s,
		     decode_suggestion(d, node->text, known));
	str_release(&listed);
}

void declared_small(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *member)
{
	struct decode_row whole = *row;
	int64_t value = INT64_MIN;

	whole.type = DECODE_INT;
	whole.offset = 0;
	decode_value(d, node, &whole, &value);
	if (value >= INT_MIN && value <= INT_MAX)
		*(int *)member = (int)value;
}

/* --- lists that the tables hold as one text --- */

/* Add an item to a list that is being joined; an item with the separator in it would be two. */
static void add_item(const struct decoder *d, const struct yaml_node *node, const char *item, char sep, struct str *out)
{
	if (sep == '|' && strpbrk(item, "| \t\n") != NULL)
		decode_error(d, node,
			     "'%.*s' has a blank or | in it (write each code as an item of the list, without blanks)",
			     yaml_shown(item), item);
	if (out->len > 0)
		str_addc(out, sep);
	str_add(out, item);
}

static void put_joined(const struct decoder *d, const struct yaml_node *node, struct str *joined, void *member)
{
	put_text(d, node, member, arena_strdup(d->arena, joined->s));
	str_release(joined);
}

static bool has_items(const struct decoder *d, const struct yaml_node *node, const char *what)
{
	if (node->n == 0)
		decode_error(d, node, "nothing is in it (write %s, or leave the key out)", what);
	return node->n > 0;
}

void declared_list(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *member)
{
	const struct list_form *form = row->detail;
	struct str joined;

	if (node->type != YAML_LIST) {
		if (is_text(d, node, form->expected))
			put_text(d, node, member, node->text);
		return;
	}
	if (!has_items(d, node, form->expected))
		return;
	str_init(&joined, STR_MAX_DEFAULT);
	for (size_t i = 0; i < node->n; i++)
		if (is_text(d, &node->children[i], form->expected))
			add_item(d, &node->children[i], node->children[i].text, form->sep, &joined);
	put_joined(d, node, &joined, member);
}

/* `present: {fr: Présent}`, `present: Present` */
static void add_titled(const struct decoder *d, const struct yaml_node *choice, const struct sijil_field *field,
		       struct str *joined)
{
	struct label label;

	if (read_label(d, choice, &label) != NULL)
		translate(d->context, choice->key, field, &label);
	add_item(d, choice, choice->key, '|', joined);
}

void declared_choices(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *member)
{
	static const char what[] = "a list of codes, such as [present, absent], or each code with its title";
	const struct sijil_field *field = (const void *)((const char *)member - offsetof(struct sijil_field, choices));
	struct str joined;

	(void)row;
	if (node->type == YAML_SCALAR) {
		expected(d, node, what);
		return;
	}
	if (!has_items(d, node, what))
		return;
	str_init(&joined, STR_MAX_DEFAULT);
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = &node->children[i];

		if (node->type == YAML_MAP)
			add_titled(d, item, field, &joined);
		else if (item->type == YAML_MAP && item->n == 1)
			add_titled(d, &item->children[0], field, &joined);
		else if (is_text(d, item, what))
			add_item(d, item, item->text, '|', &joined);
	}
	put_joined(d, node, &joined, member);
}

void declared_axes(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *member)
{
	static const char what[] = "a list such as [sex, site, subject: session.subject]";
	struct str joined;

	(void)row;
	if (node->type != YAML_LIST) {
		if (is_text(d, node, what))
			put_text(d, node, member, node->text);
		return;
	}
	if (!has_items(d, node, what))
		return;
	str_init(&joined, STR_MAX_DEFAULT);
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = &node->children[i];
		const bool pair = item->type == YAML_MAP && item->n == 1;

		if (!is_text(d, pair ? &item->children[0] : item, what))
			continue;
		add_item(d, item, pair ? item->children[0].key : item->text, ',', &joined);
		if (pair)
			str_addf(&joined, "=%s", item->children[0].text);
	}
	put_joined(d, node, &joined, member);
}

void declared_groups(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *member)
{
	static const char what[] = "one breakdown and its groups, such as {sex: [F, M]}";
	const struct yaml_node *groups;
	struct str joined;

	(void)row;
	if (node->type == YAML_SCALAR && is_text(d, node, what))
		put_text(d, node, member, node->text);
	if (node->type == YAML_SCALAR)
		return;
	if (node->type != YAML_MAP || node->n != 1 || node->children[0].type != YAML_LIST) {
		decode_error(d, node, "expected %s", what);
		return;
	}
	groups = &node->children[0];
	str_init(&joined, STR_MAX_DEFAULT);
	for (size_t i = 0; i < groups->n; i++)
		if (is_text(d, &groups->children[i], what))
			add_item(d, &groups->children[i], groups->children[i].text, '|', &joined);
	put_text(d, node, member, arena_printf(d->arena, "%s=%s", groups->key, joined.s));
	str_release(&joined);
}

/* --- tables within tables --- */

static void read_row(const struct decoder *d, const struct yaml_node *node, const struct rows_form *form,
		     const char *what, void *out)
{
	declared_spot(d->context, out, node, what);
	if (decode_rows(d, node, form->rows, out) == 0 && form->finish != NULL)
		form->finish(d, node, out);
}

static size_t count_rows(const struct yaml_node *map, const struct rows_form *form)
{
	size_t n = 0;

	for (size_t i = 0; i < map->n; i++)
		n += form->several && map->children[i].type == YAML_LIST ? map->children[i].n : 1;
	return n;
}

static void check_name(const struct decoder *d, const struct yaml_node *item, const struct rows_form *form)
{
	if (form->codes && !text_is_code(item->key))
		yaml_key_error(d->errs, item, "%s " DECODE_NOT_A_CODE, form->what, yaml_shown(item->key), item->key);
	if (!form->codes && !text_is_name(item->key))
		yaml_key_error(d->errs, item, "%s " DECODE_NOT_A_NAME, form->what, yaml_shown(item->key), item->key);
}

void declared_named(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *member)
{
	const struct rows_form *form = row->detail;
	char *table, *out;

	if (node->type != YAML_MAP) {
		expected(d, node, form->expected);
		return;
	}
	/* At its final place before anything is decoded: where its rows are is what spots and choices know them by. */
	table = out = arena_alloc(d->arena, (count_rows(node, form) + 1) * form->size);
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = &node->children[i];
		const char *what = arena_printf(d->arena, "%s '%.*s'", form->what, yaml_shown(item->key), item->key);
		const bool list = form->several && item->type == YAML_LIST;

		check_name(d, item, form);
		for (size_t j = 0; j < (list ? item->n : 1); j++, out += form->size) {
			memcpy(out, &item->key, sizeof(item->key));
			read_row(d, list ? &item->children[j] : item, form, what, out);
		}
	}
	memcpy(member, &table, sizeof(table));
}

void declared_rows(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *member)
{
	const struct rows_form *form = row->detail;
	const size_t n = node->type == YAML_LIST ? node->n : 1;
	char *table;

	if (node->type == YAML_SCALAR) {
		expected(d, node, form->expected);
		return;
	}
	if (node->type == YAML_LIST && !has_items(d, node, form->expected))
		return;
	table = arena_alloc(d->arena, (n + 1) * form->size);
	for (size_t i = 0; i < n; i++)
		read_row(d, node->type == YAML_LIST ? &node->children[i] : node, form,
			 arena_printf(d->arena, "%s %zu", form->what, i + 1), table + i * form->size);
	memcpy(member, &table, sizeof(table));
}

void declared_inside(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *member)
{
	decode_rows(d, node, row->detail, member);
}

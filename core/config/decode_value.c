#include "config.h"

#include "config/decode_value.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "config/repeats.h"

typedef void decode_fn(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
		       void *member);

static const char label_shape[] = "a text, or a map of ar, fr, en";
static const char codes_shape[] = "a list of codes, such as [hay_riad, centre]";

void decode_error(const struct decoder *d, const struct yaml_node *node, const char *format, ...)
{
	struct str message;
	va_list args;

	str_init(&message, STR_MAX_DEFAULT);
	if (node->key != NULL)
		str_addf(&message, "%.*s: ", yaml_shown(node->key), node->key);
	va_start(args, format);
	str_vaddf(&message, format, args);
	va_end(args);
	yaml_error(d->errs, node, "%s", message.s);
	str_release(&message);
}

const char *decode_suggestion(const struct decoder *d, const char *word, const char *const *candidates)
{
	const char *nearest = NULL;

	if (d->errs->n < ERR_LIST_MAX) /* else nobody will read it */
		nearest = text_nearest(word, candidates);
	return nearest != NULL ? arena_printf(d->arena, " (did you mean '%s'?)", nearest) : "";
}

static void decode_text(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
			void *member)
{
	(void)row;
	if (node->text[strspn(node->text, " \t\n")] == '\0')
		decode_error(d, node, "the text is empty");
	else
		*(const char **)member = node->text;
}

static void decode_code(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
			void *member)
{
	(void)row;
	if (text_is_code(node->text))
		*(const char **)member = node->text;
	else
		decode_error(d, node, DECODE_NOT_A_CODE, yaml_shown(node->text), node->text);
}

static void decode_name(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
			void *member)
{
	(void)row;
	if (text_is_name(node->text))
		*(const char **)member = node->text;
	else
		decode_error(d, node, DECODE_NOT_A_NAME, yaml_shown(node->text), node->text);
}

static void decode_int(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
		       void *member)
{
	const char *why = NULL;
	int64_t value;

	if (number_parse_int(node->text, strlen(node->text), &value, &why) != 0)
		decode_error(d, node, "'%.*s' %s", yaml_shown(node->text), node->text, why);
	else if ((row->min != 0 || row->max != 0) && (value < row->min || value > row->max))
		decode_error(d, node, "'%.*s' is outside %" PRId64 "..%" PRId64, yaml_shown(node->text), node->text,
			     row->min, row->max);
	else
		*(int64_t *)member = value;
}

static void decode_amount(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
			  void *member)
{
	const char *why = NULL;
	int64_t value;

	(void)row;
	if (number_parse_amount(node->text, strlen(node->text), &value, &why) != 0)
		decode_error(d, node, "'%.*s' %s (write it with a point and no spaces, such as 12285 or 36.2)",
			     yaml_shown(node->text), node->text, why);
	else
		*(int64_t *)member = value;
}

static void decode_bool(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
			void *member)
{
	bool yes = strcmp(node->text, "true") == 0;

	(void)row;
	if (yes || strcmp(node->text, "false") == 0)
		*(bool *)member = yes;
	else
		decode_error(d, node, "'%.*s' is neither true nor false", yaml_shown(node->text), node->text);
}

static void decode_date(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
			void *member)
{
	const char *why = NULL;
	int32_t day;

	(void)row;
	if (date_parse(node->text, strlen(node->text), &day, &why) != 0)
		decode_error(d, node, "'%.*s' is not a date: %s", yaml_shown(node->text), node->text, why);
	else
		*(int32_t *)member = day;
}

static void decode_choice(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
			  void *member)
{
	const char *rest = row->choices, *item;
	struct str listed;
	size_t n;

	if (text_in_list(node->text, row->choices, '|')) {
		*(const char **)member = node->text;
		return;
	}
	str_init(&listed, STR_MAX_DEFAULT);
	while ((item = text_split(&rest, '|', &n)) != NULL) {
		if (listed.len > 0)
			str_add(&listed, ", ");
		str_addn(&listed, item, n);
	}
	decode_error(d, node, "'%.*s' is not one of %s", yaml_shown(node->text), node->text, listed.s);
	str_release(&listed);
}

static void decode_label(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
			 void *member)
{
	static const struct decode_row languages[] = {
		{ .key = "ar", .type = DECODE_TEXT, .offset = offsetof(struct label, ar) },
		{ .key = "fr", .type = DECODE_TEXT, .offset = offsetof(struct label, fr) },
		{ .key = "en", .type = DECODE_TEXT, .offset = offsetof(struct label, en) },
		{ .key = NULL },
	};
	struct label label = { 0 };

	if (node->type == YAML_SCALAR) {
		decode_text(d, node, row, &label.any);
		*(struct label *)member = label;
	} else if (node->type == YAML_LIST) {
		decode_error(d, node, "expected %s, found a list", label_shape);
	} else if (decode_map(node, languages, &label, d->arena, d->errs) == 0) {
		if (label_text(&label, "") == NULL)
			decode_error(d, node, "no text in any of ar, fr, en");
		*(struct label *)member = label;
	}
}

static void decode_codes(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
			 void *member)
{
	static const struct decode_row item_row = { .key = "", .type = DECODE_CODE };
	struct codes codes = { 0 };
	struct place *places;

	(void)row;
	if (node->type != YAML_LIST) {
		decode_error(d, node, "expected %s", codes_shape);
		return;
	}
	codes.items = arena_alloc(d->arena, (node->n + 1) * sizeof(*codes.items));
	places = mem_alloc((node->n + 1) * sizeof(*places));
	for (size_t i = 0; i < node->n; i++) {
		const struct yaml_node *item = &node->children[i];
		const char *code = NULL;

		decode_value(d, item, &item_row, &code);
		places[i] = (struct place){ .name = code, .file = item->file, .line = item->line, .col = item->col };
		if (code != NULL)
			codes.items[codes.n++] = code;
	}
	repeats_report(places, node->n, "code", d->errs);
	free(places);
	*(struct codes *)member = codes;
}

static void decode_node(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
			void *member)
{
	(void)d;
	(void)row;
	*(const struct yaml_node **)member = node;
}

static void decode_own(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row,
		       void *member)
{
	row->own(d, node, row, member);
}

/* What a value of the type looks like, and who decodes it. */
static const struct decode_kind {
	const char *expected;
	bool scalar;   /* lists and maps are refused */
	bool unquoted; /* a text in quotes is refused: "12" is not 12 */
	decode_fn *decode;
} kinds[] = {
	[DECODE_TEXT] = { "a text", true, false, decode_text },
	[DECODE_CODE] = { "a code", true, false, decode_code },
	[DECODE_NAME] = { "a name", true, false, decode_name },
	[DECODE_INT] = { "a whole number", true, true, decode_int },
	[DECODE_AMOUNT] = { "a number", true, true, decode_amount },
	[DECODE_BOOL] = { "true or false", true, true, decode_bool },
	[DECODE_DATE] = { "a date such as 2024-03-09", true, false, decode_date },
	[DECODE_CHOICE] = { "one word", true, false, decode_choice },
	[DECODE_LABEL] = { label_shape, false, false, decode_label },
	[DECODE_CODES] = { codes_shape, false, false, decode_codes },
	[DECODE_NODE] = { "a value", false, false, decode_node },
	[DECODE_OWN] = { "a value", false, false, decode_own },
};

/* `key:` with nothing behind it, or YAML's words for nothing. */
static bool is_nothing(const struct yaml_node *node)
{
	static const char *const words[] = { "", "~", "null", "Null", "NULL" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (node->type == YAML_SCALAR && !node->quoted && strcmp(node->text, words[i]) == 0)
			return true;
	return false;
}

void decode_value(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *out)
{
	const struct decode_kind *kind = &kinds[row->type];

	if (is_nothing(node))
		decode_error(d, node, "there is no value (write %s, or leave the key out)", kind->expected);
	else if (kind->scalar && node->type != YAML_SCALAR)
		decode_error(d, node, "expected %s, found a %s", kind->expected,
			     node->type == YAML_MAP ? "map" : "list");
	else if (kind->unquoted && node->quoted)
		decode_error(d, node, "expected %s, found a text in quotes (remove the quotes)", kind->expected);
	else
		kind->decode(d, node, row, (char *)out + row->offset);
}

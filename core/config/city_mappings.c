#include "config.h"

#include "config/city_parts.h"

#include <string.h>

#include "base/csv.h"
#include "base/encoding.h"
#include "base/text.h"

struct mapping_form {
	struct mapping m;
	struct format_form format;
	struct feed_form feed; /* of a mapping without `feeds` */
	const char *take, *escape;
	const struct yaml_node *delimiter, *feeds;
};
#define AT(member) .offset = offsetof(struct mapping_form, member)
static const struct decode_row mapping_rows[] = {
	{ .key = "program", .type = DECODE_CODE, AT(m.program) },
	{ .key = "profile", .type = DECODE_CHOICE, AT(m.profile), .choices = "kobo|odk" },
	{ .key = "take", .type = DECODE_CHOICE, AT(take), .choices = "reviewed|all" },
	{ .key = "delimiter", .type = DECODE_NODE, AT(delimiter) },
	{ .key = "encoding", .type = DECODE_TEXT, AT(m.encoding) },
	{ .key = "comments", .type = DECODE_TEXT, AT(m.comments) },
	{ .key = "escape", .type = DECODE_CHOICE, .choices = "backslash", AT(escape) },
	{ .key = "header_line", .type = DECODE_INT, .min = 1, .max = 1000, AT(m.header_line) },
	{ .key = "sheet", .type = DECODE_TEXT, AT(m.sheet) },
	{ .key = "feeds", .type = DECODE_NODE, AT(feeds) },
	CITY_FORMAT_ROWS(struct mapping_form, format),
	CITY_FEED_ROWS(struct mapping_form, feed),
	{ .key = NULL },
};
/* One of several. */
struct item_form {
	struct feed_form feed;
};
static const struct decode_row feed_rows[] = {
	CITY_FORMAT_ROWS(struct item_form, feed.format),
	CITY_FEED_ROWS(struct item_form, feed),
	{ .key = NULL },
};

bool city_is_map(const struct city_reader *r, const struct yaml_node *node, const char *of_what)
{
	if (node->type == YAML_MAP && node->n > 0)
		return true;
	decode_error(&r->d, node, "expected a map of %s", of_what);
	return false;
}

static char read_delimiter(const struct city_reader *r, const struct yaml_node *node)
{
	const char delimiter = node->type == YAML_SCALAR ? csv_delimiter_named(node->text) : '\0';

	if (delimiter == '\0')
		decode_error(&r->d, node, "not a delimiter (write \",\", \";\", \"|\" or tab)");
	return delimiter;
}

/* How the text of the file is written. */
static void check_text(const struct city_reader *r, const struct mapping_form *form)
{
	const struct mapping *m = &form->m;
	const char *near;

	if (m->encoding != NULL && encoding_find(m->encoding) == NULL) {
		near = text_nearest(m->encoding, encoding_names());
		decode_error(&r->d, yaml_get(m->node, "encoding"), "unknown encoding '%.*s' (%s%s%s)",
			     yaml_shown(m->encoding), m->encoding, near != NULL ? "did you mean '" : "such as ",
			     near != NULL ? near : "utf-8, windows-1252 or windows-1256", near != NULL ? "'?" : "");
	}
	if (m->comments != NULL && strpbrk(m->comments, " \t\r\n\"") != NULL)
		decode_error(&r->d, yaml_get(m->node, "comments"),
			     "expected what such lines begin with, such as \"##\"");
}

static void check_program(const struct city_reader *r, const struct yaml_node *at, const char *program)
{
	const struct city *city = r->city;

	for (size_t i = 0; i < city->n_programs; i++)
		if (city->programs[i].id != NULL && strcmp(city->programs[i].id, program) == 0)
			return;
	decode_error(&r->d, at, "program '%s' is not in the file%s", program,
		     city_suggestion(r, program, city->programs, city->n_programs, sizeof(*city->programs),
				     offsetof(struct program_config, id)));
}

/* A mapping that is one feed must say what goes where, unless a profile does. */
static void read_one_feed(const struct city_reader *r, const struct yaml_node *node, struct mapping_form *form)
{
	struct mapping *m = &form->m;

	if (form->feed.columns == NULL && form->feed.spread == NULL && m->profile == NULL)
		decode_error(&r->d, node, "the key 'columns' is missing");
	m->feeds = arena_alloc(r->d.arena, sizeof(*m->feeds));
	m->n_feeds = 1;
	form->feed.format.pivot = -1;
	city_read_feed(r, node, &form->feed, &m->feeds[0]);
}

/* `feeds: [{kind: enrolment, columns: {...}}, {kind: assessment, when: {...}, columns: {...}}]` */
static void read_feeds(const struct city_reader *r, const struct yaml_node *node, struct mapping *m)
{
	if (node->type != YAML_LIST || node->n == 0) {
		decode_error(&r->d, node, "expected a list of feeds, such as {kind: enrolment, columns: {Code: person}}");
		return;
	}
	m->feeds = arena_alloc(r->d.arena, node->n * sizeof(*m->feeds));
	m->n_feeds = node->n;
	for (size_t i = 0; i < node->n; i++) {
		struct item_form form = { .feed = { .format = { .pivot = -1 } } };

		decode_map(&node->children[i], feed_rows, &form, r->d.arena, r->d.errs);
		city_read_feed(r, &node->children[i], &form.feed, &m->feeds[i]);
	}
}

/* What belongs to one feed cannot stand beside several. */
static void check_beside_feeds(const struct city_reader *r, const struct yaml_node *node)
{
	static const char *const keys[] = { "kind", "when", "columns", "constants", "values", "key", "spread" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const struct yaml_node *beside = yaml_get(node, keys[i]);

		if (beside != NULL)
			yaml_key_error(r->d.errs, beside, "'%s' belongs into each of the feeds", keys[i]);
	}
}

static void read_mapping(struct city_reader *r, const struct yaml_node *node, struct mapping *out)
{
	struct mapping_form form = { .m = { .node = node, .name = node->key }, .format = { .pivot = -1 } };
	struct mapping *m = &form.m;

	if (!text_is_code(node->key))
		yaml_key_error(r->d.errs, node, DECODE_NOT_A_CODE, yaml_shown(node->key), node->key);
	decode_map(node, mapping_rows, &form, r->d.arena, r->d.errs);
	m->take_all = form.take != NULL && strcmp(form.take, "all") == 0;
	if (m->program != NULL && !r->programs_unknown)
		check_program(r, yaml_get(node, "program"), m->program);
	if (form.delimiter != NULL)
		m->delimiter = read_delimiter(r, form.delimiter);
	m->backslash = form.escape != NULL;
	check_text(r, &form);
	city_read_format(r, &form.format, &m->format);
	if (form.feeds != NULL) {
		check_beside_feeds(r, node);
		read_feeds(r, form.feeds, m);
	} else if (node->type == YAML_MAP) {
		read_one_feed(r, node, &form);
	}
	*out = *m;
}

void city_read_mappings(struct city_reader *r, const struct yaml_node *node)
{
	struct city *city = r->city;

	if (node == NULL || !city_is_map(r, node, "mappings, each under a name of its own"))
		return;
	city->mappings = arena_alloc(r->d.arena, node->n * sizeof(*city->mappings));
	for (size_t i = 0; i < node->n; i++)
		read_mapping(r, &node->children[i], &city->mappings[i]);
	city->n_mappings = node->n;
}

#include "config.h"

#include "config/yaml.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

#include "base/text.h"
#include "config/repeats.h"

/* A list or map whose end has not been met.  frames[0] is not in the document: its only item is the root. */
struct frame {
	struct yaml_node node; /* without its children yet */
	struct yaml_node *items;
	size_t n, cap;
	struct yaml_node key;  /* of the item to come; only text, line and col */
	bool keyed;
};

struct reader {
	yaml_parser_t parser;
	const char *bytes;
	size_t n_bytes;
	const char *file;
	struct arena *arena;
	struct err_list *errs;
	size_t n_nodes;
	unsigned n_documents;
	unsigned depth; /* index of the innermost open frame */
	struct frame frames[YAML_DEPTH_MAX + 1];
};

enum step { STEP_ON, STEP_END, STEP_FAILED };

/* What libyaml says, and what to do about it. */
static const struct {
	const char *problem, *hint;
} hints[] = {
	{ "did not find expected key", "check the indentation, and that every key is followed by ': '" },
	{ "could not find expected ':'", "a key needs ': ' after it" },
	{ "mapping values are not allowed in this context", "quote a text that holds ': ', or check the indentation" },
	{ "did not find expected ',' or '}'", "a comma or the closing '}' is missing" },
	{ "did not find expected ',' or ']'", "a comma or the closing ']' is missing" },
	{ "did not find expected node content",
	  "a value is missing, or a text that begins with , ] or } needs quotes" },
	{ "did not find expected '-' indicator", "check the indentation of the list" },
	{ "block sequence entries are not allowed in this context", "begin the list on a line of its own" },
	{ "found character that cannot start any token",
	  "indent with spaces, not tabs; quote a text that begins with @, ` or %" },
	{ "found unexpected end of stream", "a quote or bracket is not closed" },
	{ "found unknown escape character", "between double quotes write \\\\ for \\, or use single quotes" },
	{ "did not find expected <document start>", "check the indentation of this line" },
};

static void error_at(struct reader *r, const struct yaml_node *place, const char *message)
{
	yaml_error(r->errs, place, "%s", message);
}

static struct yaml_node node_at(const struct reader *r, enum yaml_type type, const yaml_mark_t *mark)
{
	/* libyaml counts from 0 */
	return (struct yaml_node){ .type = type, .file = r->file, .line = (unsigned)mark->line + 1,
				   .col = (unsigned)mark->column + 1 };
}

/* The place of a byte of the input, for faults met before there are marks. */
static struct yaml_node node_at_byte(const struct reader *r, size_t offset)
{
	struct yaml_node node = { .type = YAML_SCALAR, .file = r->file, .line = 1 };
	size_t begin = r->n_bytes >= 3 && memcmp(r->bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	if (offset < begin)
		offset = begin;
	for (size_t i = begin; i < offset; i++) {
		bool cr = r->bytes[i] == '\r' && !(i + 1 < r->n_bytes && r->bytes[i + 1] == '\n');

		if (r->bytes[i] == '\n' || cr) {
			node.line++;
			begin = i + 1;
		}
	}
	node.col = (unsigned)text_length(r->bytes + begin, offset - begin) + 1;
	return node;
}

/* NFC copy in the arena.  NULL, and an error, if escapes made characters that no text should hold. */
static const char *text_of(struct reader *r, const yaml_event_t *event)
{
	const char *s = (const char *)event->data.scalar.value;
	size_t n = event->data.scalar.length;

	for (size_t i = 0; i < n; i++) {
		if (((unsigned char)s[i] < 0x20 && s[i] != '\n' && s[i] != '\t') || s[i] == 0x7f) {
			struct yaml_node place = node_at(r, YAML_SCALAR, &event->start_mark);

			yaml_error(r->errs, &place, "the text holds the control character U+%04X",
				   (unsigned)(unsigned char)s[i]);
			return NULL;
		}
	}
	return text_needs_nfc(s, n) ? text_nfc(r->arena, s, n, NULL) : arena_strndup(r->arena, s, n);
}

/* Count a node and refuse what this reader does not take.  The reading goes on after a tag or anchor, to find more. */
static enum step admit(struct reader *r, const struct yaml_node *node, const yaml_char_t *anchor,
		       const yaml_char_t *tag)
{
	const struct frame *top = &r->frames[r->depth];

	if (node->type != YAML_SCALAR && top->node.type == YAML_MAP && !top->keyed) {
		error_at(r, node,
			 "a key must be a plain text, not a list or map (quote a text that begins with { or [)");
		return STEP_FAILED;
	}
	if (++r->n_nodes > YAML_NODES_MAX) {
		yaml_error(r->errs, node, "more than %d keys and values, the most that is read", YAML_NODES_MAX);
		return STEP_FAILED;
	}
	if (anchor != NULL)
		yaml_error(r->errs, node, "anchor '&%.*s' is not allowed: write the value out where it is needed",
			   yaml_shown((const char *)anchor), (const char *)anchor);
	if (tag != NULL)
		yaml_error(r->errs, node, "tag '%.*s' is not allowed: remove it (quote a text that begins with !)",
			   yaml_shown((const char *)tag), (const char *)tag);
	return STEP_ON;
}

/* A finished node becomes the key or the next item of the innermost open one. */
static void put(struct reader *r, struct yaml_node *node)
{
	struct frame *top = &r->frames[r->depth];

	if (top->node.type == YAML_MAP && !top->keyed) {
		top->key = *node;
		top->keyed = true;
		return;
	}
	if (top->keyed) {
		node->key = top->key.text;
		node->key_line = top->key.line;
		node->key_col = top->key.col;
		top->keyed = false;
	}
	top->items = mem_grow(top->items, top->n, &top->cap, sizeof(*top->items));
	top->items[top->n++] = *node;
}

static enum step on_scalar(struct reader *r, const yaml_event_t *event)
{
	struct yaml_node node = node_at(r, YAML_SCALAR, &event->start_mark);
	enum step step = admit(r, &node, event->data.scalar.anchor, event->data.scalar.tag);

	if (step != STEP_ON)
		return step;
	node.text = text_of(r, event);
	if (node.text == NULL)
		node.text = "";
	node.quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	put(r, &node);
	return STEP_ON;
}

static enum step on_alias(struct reader *r, const yaml_event_t *event)
{
	struct yaml_node node = node_at(r, YAML_SCALAR, &event->start_mark);
	const char *name = (const char *)event->data.alias.anchor;
	enum step step = admit(r, &node, NULL, NULL);

	if (step != STEP_ON)
		return step;
	yaml_error(r->errs, &node,
		   "alias '*%.*s' is not allowed: write the value out (quote a text that begins with *)",
		   yaml_shown(name), name);
	node.text = arena_printf(r->arena, "*%s", name);
	put(r, &node);
	return STEP_ON;
}

static enum step open_frame(struct reader *r, enum yaml_type type, const yaml_event_t *event,
			    const yaml_char_t *anchor, const yaml_char_t *tag)
{
	struct yaml_node node = node_at(r, type, &event->start_mark);
	enum step step = admit(r, &node, anchor, tag);
	struct frame *frame;

	if (step != STEP_ON)
		return step;
	/* Stopping here, not at the end, keeps libyaml's quadratic time per level out of reach. */
	if (r->depth == YAML_DEPTH_MAX) {
		yaml_error(r->errs, &node, "nested more than %d levels deep", YAML_DEPTH_MAX);
		return STEP_FAILED;
	}
	frame = &r->frames[++r->depth];
	frame->node = node;
	frame->n = 0;
	frame->keyed = false;
	return STEP_ON;
}

static enum step on_list(struct reader *r, const yaml_event_t *event)
{
	return open_frame(r, YAML_LIST, event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
}

static enum step on_map(struct reader *r, const yaml_event_t *event)
{
	return open_frame(r, YAML_MAP, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
}

static void report_repeated_keys(struct reader *r, const struct frame *map)
{
	struct place *places = mem_alloc((map->n + 1) * sizeof(*places));

	for (size_t i = 0; i < map->n; i++) {
		const struct yaml_node *item = &map->items[i];

		places[i] = (struct place){ .name = item->key, .file = r->file, .line = item->key_line,
					    .col = item->key_col };
	}
	repeats_report(places, map->n, "key", r->errs);
	free(places);
}

static enum step on_collection_end(struct reader *r, const yaml_event_t *event)
{
	struct frame *frame = &r->frames[r->depth];
	struct yaml_node node = frame->node;

	(void)event;
	if (node.type == YAML_MAP)
		report_repeated_keys(r, frame);
	node.n = frame->n;
	if (node.n > 0) {
		node.children = arena_alloc(r->arena, node.n * sizeof(*node.children));
		memcpy(node.children, frame->items, node.n * sizeof(*node.children));
	}
	r->depth--;
	put(r, &node);
	return STEP_ON;
}

static enum step on_document(struct reader *r, const yaml_event_t *event)
{
	if (++r->n_documents > 1) {
		struct yaml_node place = node_at(r, YAML_SCALAR, &event->start_mark);

		error_at(r, &place, "a second document begins here: a file holds one");
		return STEP_FAILED;
	}
	return STEP_ON;
}

static enum step on_nothing(struct reader *r, const yaml_event_t *event)
{
	(void)r;
	(void)event;
	return STEP_ON;
}

static enum step on_stream_end(struct reader *r, const yaml_event_t *event)
{
	(void)r;
	(void)event;
	return STEP_END;
}

typedef enum step event_fn(struct reader *r, const yaml_event_t *event);
static event_fn *const on_event[] = {
	[YAML_NO_EVENT] = on_stream_end,
	[YAML_STREAM_START_EVENT] = on_nothing,
	[YAML_STREAM_END_EVENT] = on_stream_end,
	[YAML_DOCUMENT_START_EVENT] = on_document,
	[YAML_DOCUMENT_END_EVENT] = on_nothing,
	[YAML_ALIAS_EVENT] = on_alias,
	[YAML_SCALAR_EVENT] = on_scalar,
	[YAML_SEQUENCE_START_EVENT] = on_list,
	[YAML_SEQUENCE_END_EVENT] = on_collection_end,
	[YAML_MAPPING_START_EVENT] = on_map,
	[YAML_MAPPING_END_EVENT] = on_collection_end,
};

static enum step report_syntax(struct reader *r)
{
	const yaml_parser_t *p = &r->parser;
	const char *problem = p->problem != NULL ? p->problem : "out of memory", *hint = "";
	struct yaml_node place = node_at(r, YAML_SCALAR, &p->problem_mark);
	char context[160] = "";

	if (p->error == YAML_READER_ERROR) /* its mark is always 0, 0 */
		place = node_at_byte(r, p->problem_offset);
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (strcmp(problem, hints[i].problem) == 0)
			hint = hints[i].hint;
	if (p->context != NULL && p->context_mark.line != p->problem_mark.line)
		snprintf(context, sizeof(context), " %s that begins on line %zu", p->context,
			 p->context_mark.line + 1);
	yaml_error(r->errs, &place, "%s%s%s%s%s", problem, context, *hint != '\0' ? " (" : "", hint,
		   *hint != '\0' ? ")" : "");
	return STEP_FAILED;
}

static void walk(struct reader *r)
{
	enum step step = STEP_ON;

	while (step == STEP_ON) {
		yaml_event_t event;

		if (!yaml_parser_parse(&r->parser, &event)) {
			report_syntax(r);
			return;
		}
		step = on_event[event.type](r, &event);
		yaml_event_delete(&event);
	}
}

/* What can be said of the bytes before they are parsed. */
static int check_bytes(struct reader *r)
{
	struct yaml_node place;
	size_t bad;

	if (r->n_bytes > YAML_BYTES_MAX) {
		place = node_at_byte(r, YAML_BYTES_MAX);
		error_at(r, &place, "the file is larger than 1 MiB, the most that is read");
		return -1;
	}
	if (!text_valid(r->bytes, r->n_bytes, &bad)) {
		place = node_at_byte(r, bad);
		if (r->bytes[bad] == '\0')
			error_at(r, &place, "NUL byte: this is not a text file");
		else
			yaml_error(r->errs, &place, "byte 0x%02X is not UTF-8: save the file as UTF-8",
				   (unsigned)(unsigned char)r->bytes[bad]);
		return -1;
	}
	return 0;
}

static bool is_empty(const struct frame *document)
{
	const struct yaml_node *root = document->items;

	return document->n == 0 || (root->type == YAML_SCALAR && !root->quoted && root->text[0] == '\0');
}

struct yaml_node *yaml_read_bytes(const char *bytes, size_t n, const char *name, struct arena *arena,
				  struct err_list *errs)
{
	struct reader r = { .bytes = bytes, .n_bytes = n, .file = name, .arena = arena, .errs = errs };
	struct yaml_node *root = NULL;
	size_t before = errs->total;

	if (check_bytes(&r) != 0)
		return NULL;
	if (!yaml_parser_initialize(&r.parser))
		abort(); /* out of memory, as in base/mem.h */
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes, n);
	r.frames[0].node.type = YAML_LIST;
	walk(&r);
	if (errs->total == before && is_empty(&r.frames[0])) {
		struct yaml_node place = node_at_byte(&r, 0);

		error_at(&r, &place, "the file is empty");
	}
	if (errs->total == before) {
		root = arena_alloc(arena, sizeof(*root));
		*root = r.frames[0].items[0];
	}
	for (size_t i = 0; i <= YAML_DEPTH_MAX; i++)
		free(r.frames[i].items);
	yaml_parser_delete(&r.parser);
	return root;
}

/* errno says why not. */
static bool is_file(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return false;
	errno = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
	return S_ISREG(st.st_mode);
}

struct yaml_node *yaml_read_file(const char *path, struct arena *arena, struct err_list *errs)
{
	/* One byte more than is read, so that a file that is too large shows. */
	char *bytes = mem_alloc(YAML_BYTES_MAX + 1);
	struct yaml_node *root = NULL;
	struct sijil_err err = { 0 };
	FILE *f = NULL;
	size_t n;

	if (is_file(path)) /* a pipe would keep the reader waiting for ever */
		f = fopen(path, "re");
	n = f != NULL ? fread(bytes, 1, YAML_BYTES_MAX + 1, f) : 0;
	if (f == NULL || ferror(f)) {
		err_at(&err, ERR_NOINPUT, path, 0, 0, "cannot be read: %s", strerror(errno));
		err_list_add(errs, &err);
	} else {
		root = yaml_read_bytes(bytes, n, path, arena, errs);
	}
	if (f != NULL)
		fclose(f);
	free(bytes);
	return root;
}

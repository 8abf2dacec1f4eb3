/* city_parts: what the files that read one section of sijil.yaml each share.  Only for config/city*.c. */
#ifndef CONFIG_CITY_PARTS_H
#define CONFIG_CITY_PARTS_H

#include "config/city.h"
#include "config/decode_value.h"

struct city_reader {
	struct city *city;
	struct decoder d;     /* the city's arena, the caller's errors */
	struct arena *names;  /* file names that outlive a city that could not be read */
	bool sites_unknown;   /* some id could not be read: do not call others unknown */
	bool programs_unknown;
};

/* Sections; node NULL: the file has none.  In this order: each may look at what was read before. */
void city_read_sites(struct city_reader *r, const struct yaml_node *node);
void city_read_partners(struct city_reader *r, const struct yaml_node *node);
void city_read_programs(struct city_reader *r, const struct yaml_node *node);
void city_read_references(struct city_reader *r, const struct yaml_node *node);
void city_read_mappings(struct city_reader *r, const struct yaml_node *node);

/* `sites: {file: ..., columns: ...}`. */
void city_read_sites_file(struct city_reader *r, const struct yaml_node *node);

/* A program's targets and baselines. */
struct target *city_read_targets(struct city_reader *r, const struct yaml_node *node, size_t *n);
struct target *city_read_baselines(struct city_reader *r, const struct yaml_node *node, size_t *n);

/* An error at the node unless it is a map that is not empty; of_what: "columns and fields, such as `Nombre: visits`". */
bool city_is_map(const struct city_reader *r, const struct yaml_node *node, const char *of_what);

/* --- of an import mapping --- */

/* How cells are written, as it stands in the mapping, in a feed, in a column. */
struct format_form {
	const struct yaml_node *dates, *excel, *decimal, *thousands, *missing;
	int64_t pivot;
};
#define CITY_FORMAT_ROWS(form, member)                                                                                   \
	{ .key = "dates", .type = DECODE_NODE, .offset = offsetof(form, member.dates) },                                  \
		{ .key = "two_digit_year_pivot", .type = DECODE_INT, .offset = offsetof(form, member.pivot), .min = -1,  \
		  .max = 99, .preset = "-1" },                                                                                     \
		{ .key = "excel_serial", .type = DECODE_NODE, .offset = offsetof(form, member.excel) },                  \
		{ .key = "decimal", .type = DECODE_NODE, .offset = offsetof(form, member.decimal) },                     \
		{ .key = "thousands", .type = DECODE_NODE, .offset = offsetof(form, member.thousands) },                 \
		{ .key = "missing", .type = DECODE_NODE, .offset = offsetof(form, member.missing) }
void city_read_format(const struct city_reader *r, const struct format_form *form, struct mapped_format *out);

struct feed_form {
	struct mapped_feed f;
	struct format_form format;
	const struct yaml_node *columns, *constants, *values, *key, *when, *spread;
};
#define CITY_FEED_ROWS(form, member)                                                                    \
	{ .key = "kind", .type = DECODE_NAME, .offset = offsetof(form, member.f.kind) },                 \
		{ .key = "when", .type = DECODE_NODE, .offset = offsetof(form, member.when) },          \
		{ .key = "columns", .type = DECODE_NODE, .offset = offsetof(form, member.columns) },    \
		{ .key = "constants", .type = DECODE_NODE, .offset = offsetof(form, member.constants) }, \
		{ .key = "values", .type = DECODE_NODE, .offset = offsetof(form, member.values) },      \
		{ .key = "key", .type = DECODE_NODE, .offset = offsetof(form, member.key) },            \
		{ .key = "spread", .type = DECODE_NODE, .offset = offsetof(form, member.spread) }
void city_read_feed(const struct city_reader *r, const struct yaml_node *node, struct feed_form *form,
		    struct mapped_feed *out);

typedef void city_item_fn(struct city_reader *r, const struct yaml_node *item, void *out);
/*
 * A list of maps into an array of structs of the given size, each zeroed and then filled by read.  NULL and *n 0 if
 * there is none.  With `what` ("site"), two items with the same `id` are an error.
 */
void *city_read_list(struct city_reader *r, const struct yaml_node *list, size_t size, city_item_fn *read,
		     const char *what, size_t *n);

/* " (did you mean 'x'?)" among the ids, which stand id_offset bytes into n items of the given size. */
const char *city_suggestion(const struct city_reader *r, const char *word, const void *items, size_t n, size_t size,
			    size_t id_offset);

#endif

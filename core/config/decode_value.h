/* decode_value: one YAML value to one member of a struct, for decode.c and for values that come in several shapes. */
#ifndef CONFIG_DECODE_VALUE_H
#define CONFIG_DECODE_VALUE_H

#include "config/decode.h"

struct decoder {
	struct arena *arena;
	struct err_list *errs;
	void *context; /* of the rows' own decoders; NULL where there are none */
};

/* decode_map() with a decoder of one's own. */
int decode_rows(const struct decoder *d, const struct yaml_node *map, const struct decode_row *table, void *out);

/* Said of a code in a map, in a key and in a sites file. */
#define DECODE_NOT_A_CODE "'%.*s' is not a code (1 to 64 of A-Z a-z 0-9 _ . -, the first a letter or digit)"

#define DECODE_NOT_A_NAME "'%.*s' is not a name (1 to 64 of a-z 0-9 _, the first a letter)"

/* Decode node into out + row->offset; what is wrong goes to errs and leaves the member as it was. */
void decode_value(const struct decoder *d, const struct yaml_node *node, const struct decode_row *row, void *out);

/* An error at the node that begins with its key, if it has one: "lapse_days: '0' is outside 1..3660". */
void decode_error(const struct decoder *d, const struct yaml_node *node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* " (did you mean 'x'?)" in the arena, or "" if no candidate is near; candidates end with NULL. */
const char *decode_suggestion(const struct decoder *d, const char *word, const char *const *candidates);

#endif

/*
 * json: writes one JSON document, indented by two spaces, and a newline when its outermost value ends.
 *
 *	struct json j;
 *	json_begin(&j, out);
 *	json_object(&j);
 *	json_key(&j, "city");
 *	json_text(&j, "Ben Guerir");
 *	json_end(&j);
 *
 * Commas and indentation are the writer's; that keys stand in objects only, and that what was begun is ended, is the
 * caller's, and asserted.  Nesting deeper than JSON_DEPTH_MAX is a mistake in the caller.
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { JSON_DEPTH_MAX = 32 };

struct json {
	struct str *out;
	unsigned depth; /* objects and arrays begun and not ended */
	struct {
		char close; /* '}' or ']' */
		bool filled;
	} levels[JSON_DEPTH_MAX];
	bool after_key;
};

/* Start a document at the end of out, which is kept by pointer. */
void json_begin(struct json *j, struct str *out);

void json_object(struct json *j);
void json_array(struct json *j);
void json_end(struct json *j); /* of the innermost object or array */

void json_key(struct json *j, const char *key);

void json_text(struct json *j, const char *s);       /* NULL: null */
void json_int(struct json *j, int64_t n);            /* SIJIL_MISSING: null */
void json_amount(struct json *j, int64_t amount);    /* up to six decimals; SIJIL_MISSING: null */
void json_bool(struct json *j, bool b);
void json_null(struct json *j);
void json_raw(struct json *j, const char *json, size_t n); /* a complete value, such as an entry's fields, as it is */

/* A key and its value. */
void json_put_text(struct json *j, const char *key, const char *text);
void json_put_int(struct json *j, const char *key, int64_t n);
void json_put_amount(struct json *j, const char *key, int64_t amount);
void json_put_bool(struct json *j, const char *key, bool b);
void json_put_day(struct json *j, const char *key, int32_t day); /* DATE_NONE: null */

#endif

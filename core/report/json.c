#include "config.h"

#include "report/json.h"

#include <assert.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"

static void new_line(struct json *j)
{
	str_addc(j->out, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		str_add(j->out, "  ");
}

/* What stands between the previous item of this level and the one about to be written. */
static void separate(struct json *j)
{
	if (j->depth == 0)
		return;
	if (j->levels[j->depth - 1].filled)
		str_addc(j->out, ',');
	j->levels[j->depth - 1].filled = true;
	new_line(j);
}

static void before_value(struct json *j)
{
	if (j->after_key) {
		j->after_key = false;
		return;
	}
	assert(j->depth == 0 || j->levels[j->depth - 1].close == ']');
	separate(j);
}

static void after_value(struct json *j)
{
	if (j->depth == 0)
		str_addc(j->out, '\n');
}

static void open_level(struct json *j, char open, char close)
{
	assert(j->depth < JSON_DEPTH_MAX);
	before_value(j);
	str_addc(j->out, open);
	j->levels[j->depth].close = close;
	j->levels[j->depth].filled = false;
	j->depth++;
}

void json_begin(struct json *j, struct str *out)
{
	memset(j, 0, sizeof(*j));
	j->out = out;
}

void json_object(struct json *j)
{
	open_level(j, '{', '}');
}

void json_array(struct json *j)
{
	open_level(j, '[', ']');
}

void json_end(struct json *j)
{
	assert(j->depth > 0 && !j->after_key);
	j->depth--;
	if (j->levels[j->depth].filled)
		new_line(j);
	str_addc(j->out, j->levels[j->depth].close);
	after_value(j);
}

void json_key(struct json *j, const char *key)
{
	assert(j->depth > 0 && j->levels[j->depth - 1].close == '}' && !j->after_key);
	separate(j);
	str_add_json(j->out, key, strlen(key));
	str_add(j->out, ": ");
	j->after_key = true;
}

void json_raw(struct json *j, const char *json, size_t n)
{
	before_value(j);
	str_addn(j->out, json, n);
	after_value(j);
}

void json_null(struct json *j)
{
	json_raw(j, "null", 4);
}

void json_bool(struct json *j, bool b)
{
	const char *word = b ? "true" : "false";

	json_raw(j, word, strlen(word));
}

void json_text(struct json *j, const char *s)
{
	if (s == NULL) {
		json_null(j);
		return;
	}
	before_value(j);
	str_add_json(j->out, s, strlen(s));
	after_value(j);
}

void json_int(struct json *j, int64_t n)
{
	if (n == SIJIL_MISSING) {
		json_null(j);
		return;
	}
	before_value(j);
	str_addi(j->out, n);
	after_value(j);
}

void json_amount(struct json *j, int64_t amount)
{
	char text[NUMBER_TEXT];

	if (amount == SIJIL_MISSING) {
		json_null(j);
		return;
	}
	number_text(amount, text);
	json_raw(j, text, strlen(text));
}

void json_put_text(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_text(j, text);
}

void json_put_int(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_int(j, n);
}

void json_put_amount(struct json *j, const char *key, int64_t amount)
{
	json_key(j, key);
	json_amount(j, amount);
}

void json_put_bool(struct json *j, const char *key, bool b)
{
	json_key(j, key);
	json_bool(j, b);
}

void json_put_day(struct json *j, const char *key, int32_t day)
{
	char text[DATE_TEXT];

	json_put_text(j, key, day != DATE_NONE ? date_text(day, text) : NULL);
}

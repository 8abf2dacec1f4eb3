#include "config.h"

#include "exchange/json_read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

enum { NOTHING = -1, UNREADABLE = -2, DEPTH_MAX = 64 };

/* --- bytes --- */

struct json_reader *json_reader_new(int fd, const char *shown)
{
	struct json_reader *r = mem_alloc(sizeof(*r));
	char mark[3];

	r->fd = fd;
	r->shown = shown;
	r->now = r->line = 1;
	if (pread(fd, mark, sizeof(mark), 0) == (ssize_t)sizeof(mark) && memcmp(mark, "\xef\xbb\xbf", 3) == 0)
		r->at = sizeof(mark);
	str_init(&r->text, JSON_TEXT_MAX);
	return r;
}

void json_reader_free(struct json_reader *r)
{
	if (r == NULL)
		return;
	str_release(&r->text);
	free(r);
}

struct json_place json_reader_place(const struct json_reader *r)
{
	return (struct json_place){ r->at - (int64_t)(r->end - r->p), r->now };
}

void json_reader_go(struct json_reader *r, struct json_place place)
{
	r->at = place.at;
	r->p = r->end = 0;
	r->now = r->line = place.line;
}

/* The next byte, without taking it. */
static int peek(struct json_reader *r)
{
	ssize_t n;

	if (r->p < r->end)
		return r->buffer[r->p];
	do
		n = pread(r->fd, r->buffer, sizeof(r->buffer), r->at);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return n == 0 ? NOTHING : UNREADABLE;
	r->at += n;
	r->p = 0;
	r->end = (size_t)n;
	return r->buffer[0];
}

static int take(struct json_reader *r)
{
	const int c = peek(r);

	if (c >= 0)
		r->p++;
	r->now += c == '\n';
	return c;
}

enum json_token json_fail(const struct json_reader *r, struct sijil_err *err, const char *what)
{
	return (enum json_token)err_at(err, ERR_DATA, r->shown, r->line, 0, "%s", what);
}

/* --- strings --- */

static int hex4(struct json_reader *r)
{
	int value = 0, i;

	for (i = 0; i < 4; i++) {
		const int c = take(r);

		if (c >= '0' && c <= '9')
			value = value << 4 | (c - '0');
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			value = value << 4 | ((c | 0x20) - 'a' + 10);
		else
			return -1;
	}
	return value;
}

static void add_character(struct str *out, int c)
{
	if (c < 0x80) {
		str_addc(out, (char)c);
		return;
	}
	if (c >= 0x10000) {
		str_addc(out, (char)(0xf0 | c >> 18));
		str_addc(out, (char)(0x80 | (c >> 12 & 0x3f)));
	} else if (c >= 0x800) {
		str_addc(out, (char)(0xe0 | c >> 12));
	}
	if (c >= 0x800)
		str_addc(out, (char)(0x80 | (c >> 6 & 0x3f)));
	else
		str_addc(out, (char)(0xc0 | c >> 6));
	str_addc(out, (char)(0x80 | (c & 0x3f)));
}

/* Behind \u: one character, or a pair of halves.  NUL is in no text. */
static bool take_unicode(struct json_reader *r)
{
	int c = hex4(r), low;

	if (c >= 0xd800 && c <= 0xdbff) {
		if (take(r) != '\\' || take(r) != 'u')
			return false;
		low = hex4(r);
		if (low < 0xdc00 || low > 0xdfff)
			return false;
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
	} else if (c <= 0 || (c >= 0xdc00 && c <= 0xdfff)) {
		return false;
	}
	add_character(&r->text, c);
	return true;
}

static bool take_escape(struct json_reader *r)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const int c = take(r);
	const char *found = c > 0 ? strchr(from, c) : NULL;

	if (c == 'u')
		return take_unicode(r);
	if (found == NULL)
		return false;
	str_addc(&r->text, to[found - from]);
	return true;
}

static enum json_token take_string(struct json_reader *r, struct sijil_err *err)
{
	size_t bad;
	int c;

	str_clear(&r->text);
	for (c = take(r); c != '"'; c = take(r)) {
		if (c < 0)
			return json_fail(r, err, "the file ends inside a text: was it cut off?");
		if (c < 0x20)
			return json_fail(r, err, "a text holds a control character or a line end: write \\n for it");
		if (c != '\\')
			str_addc(&r->text, (char)c);
		else if (!take_escape(r))
			return json_fail(r, err, "there is no such escape in a JSON text");
		if (r->text.full)
			return json_fail(r, err, "a text has more than 1 MiB");
	}
	if (!text_valid(r->text.s, r->text.len, &bad))
		return json_fail(r, err, "a text is not valid UTF-8");
	return JSON_STRING;
}

/* --- numbers and words --- */

static bool digits(struct json_reader *r)
{
	bool any = false;

	for (; peek(r) >= '0' && peek(r) <= '9' && !r->text.full; any = true)
		str_addc(&r->text, (char)take(r));
	return any;
}

static bool number(struct json_reader *r)
{
	if (peek(r) == '-')
		str_addc(&r->text, (char)take(r));
	if (peek(r) == '0')
		str_addc(&r->text, (char)take(r));
	else if (!digits(r))
		return false;
	if (peek(r) == '.') {
		str_addc(&r->text, (char)take(r));
		if (!digits(r))
			return false;
	}
	if (peek(r) == 'e' || peek(r) == 'E') {
		str_addc(&r->text, (char)take(r));
		if (peek(r) == '+' || peek(r) == '-')
			str_addc(&r->text, (char)take(r));
		return digits(r);
	}
	return true;
}

static enum json_token take_word(struct json_reader *r, struct sijil_err *err)
{
	static const char *const words[] = { "true", "false", "null" };
	char word[8];
	size_t n = 0, i;

	while (peek(r) >= 'a' && peek(r) <= 'z' && n < sizeof(word) - 1)
		word[n++] = (char)take(r);
	word[n] = '\0';
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], word) == 0)
			return (enum json_token)(unsigned char)word[0];
	return json_fail(r, err, "this is not JSON: a value is a text in double quotes, a number, true, false or null");
}

/* --- tokens --- */

enum json_token json_next(struct json_reader *r, struct sijil_err *err)
{
	int c = peek(r);

	while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
		take(r);
		c = peek(r);
	}
	r->line = r->now;
	if (c == UNREADABLE)
		return (enum json_token)err_set(err, ERR_IO, "cannot read '%s': %s", r->shown, strerror(errno));
	if (c == NOTHING)
		return JSON_END;
	if (strchr("{}[]:,", c) != NULL && c != '\0')
		return (enum json_token)take(r);
	if (c == '"') {
		take(r);
		return take_string(r, err);
	}
	if (c != '-' && (c < '0' || c > '9'))
		return take_word(r, err);
	str_clear(&r->text);
	if (!number(r) || r->text.full)
		return json_fail(r, err, "this is no JSON number");
	return JSON_NUMBER;
}

int json_skip(struct json_reader *r, enum json_token first, struct sijil_err *err)
{
	enum json_token t = first;
	unsigned depth = 0;

	for (;;) {
		if (t == JSON_FAULT)
			return -1;
		if (t == JSON_END)
			return (int)json_fail(r, err, "the file ends too early: was it cut off?");
		if ((t == JSON_OBJECT || t == JSON_ARRAY) && ++depth > DEPTH_MAX)
			return (int)json_fail(r, err, "its values are nested too deep");
		if ((t == JSON_OBJECT_END || t == JSON_ARRAY_END) && depth-- == 0)
			return (int)json_fail(r, err, "a value is missing");
		if (depth == 0 && (t == JSON_COLON || t == JSON_COMMA))
			return (int)json_fail(r, err, "a value is missing");
		if (depth == 0)
			return 0;
		t = json_next(r, err);
	}
}

#include "config.h"
#include "log/entry.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "log/log.h"

static void encode_value(const struct field *f, const struct value *v, struct str *out)
{
	char text[NUMBER_TEXT > DATE_TEXT ? NUMBER_TEXT : DATE_TEXT];

	switch (f->def->type) {
	case SIJIL_TEXT:
		str_add_json(out, v->text, strlen(v->text));
		break;
	case SIJIL_CHOICE:
		str_addc(out, '"');
		str_add(out, f->choices[v->number]); /* codes are ASCII words: nothing to escape */
		str_addc(out, '"');
		break;
	case SIJIL_INT:
	case SIJIL_ENTRY:
		str_addi(out, v->number);
		break;
	case SIJIL_DECIMAL:
		str_add(out, number_text(v->number, text));
		break;
	case SIJIL_BOOL:
		str_add(out, v->number != 0 ? "true" : "false");
		break;
	case SIJIL_DATE:
		str_addc(out, '"');
		str_add(out, date_text((int32_t)v->number, text));
		str_addc(out, '"');
		break;
	}
}

void entry_encode(const struct kind *kind, const struct value *values, struct str *out)
{
	bool first = true;
	unsigned i;

	str_addc(out, '{');
	for (i = 0; i < kind->n_fields; i++) {
		unsigned field = kind->by_name[i];
		const struct field *f = &kind->fields[field];

		if (values[field].number == SIJIL_MISSING)
			continue;
		str_add(out, first ? "\"" : ",\"");
		str_add(out, f->def->name);
		str_add(out, "\":");
		encode_value(f, &values[field], out);
		first = false;
	}
	str_addc(out, '}');
}

/* --- reading: the canonical form is regular, so a small scanner is enough --- */

struct token {
	const char *s; /* inside the quotes of a string */
	size_t n;
	bool quoted, escaped;
};

/* The end of a JSON string whose first character is at s; NULL if it has none. */
static const char *string_end(const char *s, const char *end, bool *escaped)
{
	*escaped = false;
	for (; s < end; s++) {
		if (*s == '"')
			return s;
		if (*s == '\\') {
			*escaped = true;
			s++;
		}
	}
	return NULL;
}

static int read_string(struct entry_walk *w, struct token *t)
{
	const char *end = string_end(w->at + 1, w->end, &t->escaped);

	if (end == NULL)
		return -1;
	t->s = w->at + 1;
	t->n = (size_t)(end - t->s);
	t->quoted = true;
	w->at = end + 1;
	return 0;
}

static int read_value(struct entry_walk *w, struct token *t)
{
	if (w->at < w->end && *w->at == '"')
		return read_string(w, t);
	*t = (struct token){ .s = w->at };
	while (w->at < w->end && *w->at != ',' && *w->at != '}')
		w->at++;
	t->n = (size_t)(w->at - t->s);
	return t->n == 0 ? -1 : 0;
}

/* The next "key":value; 1, 0 at the end, -1 if this is not the canonical form. */
static int next_pair(struct entry_walk *w, struct token *key, struct token *value)
{
	if (w->at < w->end && (*w->at == '{' || *w->at == ',')) {
		bool begin = *w->at++ == '{';

		if (begin && w->at < w->end && *w->at == '}')
			return w->at + 1 == w->end ? 0 : -1;
	} else {
		return w->at + 1 == w->end && *w->at == '}' ? 0 : -1;
	}
	if (w->at >= w->end)
		return -1;
	if (*w->at != '"' || read_string(w, key) != 0 || w->at >= w->end || *w->at != ':')
		return -1;
	w->at++;
	if (read_value(w, value) != 0 || w->at >= w->end || (*w->at != ',' && *w->at != '}'))
		return -1;
	return 1;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
}

/* Text of a string token; only `"`, `\` and control characters were escaped. */
static const char *unescape(const struct token *t, struct arena *arena)
{
	char *out = arena_strndup(arena, t->s, t->n), *to = out;
	const char *s = t->s, *end = t->s + t->n;

	if (!t->escaped)
		return out;
	for (; s < end; s++) {
		if (*s != '\\') {
			*to++ = *s;
			continue;
		}
		s++;
		if (*s == 'u' && end - s > 4) {
			*to++ = (char)(hex_digit(s[3]) << 4 | hex_digit(s[4]));
			s += 4;
		} else {
			*to++ = *s == 'n'   ? '\n'
				: *s == 't' ? '\t'
				: *s == 'r' ? '\r'
				: *s == 'b' ? '\b'
				: *s == 'f' ? '\f'
					    : *s;
		}
	}
	*to = '\0';
	return out;
}

static void decode_choice(const struct field *f, const struct token *t, struct value *v)
{
	unsigned i;

	for (i = 0; i < f->n_choices; i++)
		if (strncmp(f->choices[i], t->s, t->n) == 0 && f->choices[i][t->n] == '\0') {
			v->number = i;
			return;
		}
}

static void decode_value(const struct field *f, const struct token *t, struct value *v, struct arena *arena)
{
	const char *why;
	int64_t number;
	int32_t day;

	switch (f->def->type) {
	case SIJIL_TEXT:
		v->text = unescape(t, arena);
		v->number = 0;
		break;
	case SIJIL_CHOICE:
		if (t->quoted)
			decode_choice(f, t, v);
		break;
	case SIJIL_INT:
	case SIJIL_ENTRY:
		if (!t->quoted && number_parse_int(t->s, t->n, &number, &why) == 0)
			v->number = number;
		break;
	case SIJIL_DECIMAL:
		if (!t->quoted && number_parse_amount(t->s, t->n, &number, &why) == 0)
			v->number = number;
		break;
	case SIJIL_BOOL:
		if (!t->quoted)
			v->number = t->s[0] == 't' ? 1 : t->s[0] == 'f' ? 0 : SIJIL_MISSING;
		break;
	case SIJIL_DATE:
		if (t->quoted && date_parse(t->s, t->n, &day, &why) == 0)
			v->number = day;
		break;
	}
}

static bool names(const struct field *f, const struct token *key)
{
	return strncmp(f->def->name, key->s, key->n) == 0 && f->def->name[key->n] == '\0';
}

int entry_decode(const struct kind *kind, const char *json, size_t n, struct value *values, struct arena *arena)
{
	struct entry_walk w = { json, json + n };
	struct token key, value;
	unsigned next = 0, i;
	int rc;

	for (i = 0; i < kind->n_fields; i++)
		values[i] = (struct value){ .number = SIJIL_MISSING };
	if (n == 0 || *json != '{')
		return -1;
	/* Keys and by_name are sorted alike, so one pass over both pairs them. */
	while ((rc = next_pair(&w, &key, &value)) == 1) {
		for (i = next; i < kind->n_fields; i++)
			if (names(&kind->fields[kind->by_name[i]], &key))
				break;
		if (i == kind->n_fields)
			continue;
		decode_value(&kind->fields[kind->by_name[i]], &value, &values[kind->by_name[i]], arena);
		next = i + 1;
	}
	return rc;
}

int entry_walk(struct entry_walk *w, struct arena *arena, const char **key, const char **value, bool *quoted)
{
	struct token k, v;
	int rc = next_pair(w, &k, &v);

	if (rc != 1)
		return rc;
	*key = unescape(&k, arena);
	*value = v.quoted ? unescape(&v, arena) : arena_strndup(arena, v.s, v.n);
	*quoted = v.quoted;
	return 1;
}

const char *entry_value_text(const struct kind *kind, unsigned field, const struct value *v, struct arena *arena)
{
	char text[32];

	if (v->number == SIJIL_MISSING)
		return "";
	switch (kind->fields[field].def->type) {
	case SIJIL_TEXT:
		return v->text;
	case SIJIL_CHOICE:
		return kind->fields[field].choices[v->number];
	case SIJIL_INT:
		return arena_printf(arena, "%lld", (long long)v->number);
	case SIJIL_DECIMAL:
		return arena_strdup(arena, number_text(v->number, text));
	case SIJIL_BOOL:
		return v->number != 0 ? "true" : "false";
	case SIJIL_DATE:
		return arena_strdup(arena, date_text((int32_t)v->number, text));
	case SIJIL_ENTRY:
		return arena_printf(arena, "#%s", log_id_text(v->number, text));
	}
	return "";
}

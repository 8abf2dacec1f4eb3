/*
 * A list of flat objects: what `sijil export --format json` writes, or a bare array.  The names of all objects are the
 * columns, so the list is read twice.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/json_read.h"
#include "exchange/source_driver.h"

enum { NAMES_MAX = 4096 }; /* each is looked for among the others */

struct json_file {
	struct json_reader *reader;
	struct json_place rows; /* behind the [ of the list */
	const char *table;      /* its name; NULL: a bare array */
	struct arena arena;
	const char **names; /* of the columns */
	size_t n, cap;
	struct csv_field *cells; /* NAMES_MAX */
	size_t *offsets;         /* of their texts in row */
	bool *given;
	struct str row;
	unsigned line;
	bool header_given, first, ended;
};

/* A CSV file may begin with a bracket as well, but not with one that opens a list or an object of JSON. */
static bool recognise(const unsigned char *first, size_t n)
{
	const char *s = (const char *)first, *end = s + n;
	char open;

	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	while (s < end && strchr(" \t\r\n", *s) != NULL && *s != '\0')
		s++;
	if (s == end || (*s != '[' && *s != '{'))
		return false;
	open = *s++;
	while (s < end && strchr(" \t\r\n", *s) != NULL && *s != '\0')
		s++;
	return s < end && (open == '[' ? *s == '{' || *s == ']' : *s == '"' || *s == '}');
}

/* --- objects --- */

static size_t column_of(const struct json_file *j, const char *name)
{
	size_t i;

	for (i = 0; i < j->n && strcmp(j->names[i], name) != 0; i++)
		;
	return i;
}

static int add_column(struct json_file *j, struct sijil_err *err)
{
	if (j->n == NAMES_MAX)
		return (int)json_fail(j->reader, err, "its objects have more than 4096 different names");
	j->names = mem_grow(j->names, j->n, &j->cap, sizeof(*j->names));
	j->names[j->n++] = arena_strdup(&j->arena, j->reader->text.s);
	return 0;
}

/* The value of column i, into the row. */
static int take_value(struct json_file *j, size_t i, struct sijil_err *err)
{
	struct json_reader *r = j->reader;
	const enum json_token t = json_next(r, err);
	struct csv_field *cell = &j->cells[i];

	*cell = (struct csv_field){ .s = "", .number = t == JSON_NUMBER };
	j->offsets[i] = j->row.len;
	if (t == JSON_STRING || t == JSON_NUMBER)
		str_addn(&j->row, r->text.s, r->text.len);
	else if (t == JSON_TRUE || t == JSON_FALSE)
		str_add(&j->row, t == JSON_TRUE ? "true" : "false");
	else if (t == JSON_OBJECT || t == JSON_ARRAY)
		return (int)json_fail(r, err, "a value is a list or an object: each row must be a flat object");
	else if (t != JSON_NULL)
		return t == JSON_FAULT ? -1 : (int)json_fail(r, err, "a value is missing");
	cell->n = j->row.len - j->offsets[i];
	str_addc(&j->row, '\0');
	return j->row.full ? (int)json_fail(r, err, "the row has more than 1 MiB") : 0;
}

static int take_pair(struct json_file *j, struct sijil_err *err)
{
	const size_t i = column_of(j, j->reader->text.s);
	struct sijil_err twice;

	if (i == j->n && add_column(j, err) != 0)
		return -1;
	if (j->given[i]) {
		err_set(&twice, ERR_DATA, "the name '%.100s' stands twice in one object", j->names[i]);
		return (int)json_fail(j->reader, err, twice.message);
	}
	j->given[i] = true;
	if (json_next(j->reader, err) != JSON_COLON)
		return (int)json_fail(j->reader, err, "':' is missing behind a name");
	return take_value(j, i, err);
}

/* An object behind its {, into cells. */
static int take_object(struct json_file *j, struct sijil_err *err)
{
	enum json_token t = json_next(j->reader, err);

	memset(j->given, 0, j->n * sizeof(*j->given));
	str_clear(&j->row);
	j->line = j->reader->line;
	if (t == JSON_OBJECT_END)
		return 0;
	while (t == JSON_STRING) {
		if (take_pair(j, err) != 0)
			return -1;
		t = json_next(j->reader, err);
		if (t == JSON_OBJECT_END)
			return 0;
		if (t != JSON_COMMA)
			break;
		t = json_next(j->reader, err);
	}
	return t == JSON_FAULT ? -1 : (int)json_fail(j->reader, err, "an object is not as JSON writes it: \"name\": value, ...");
}

/* The next row of the list: 1, 0 at its end, -1. */
static int next_object(struct json_file *j, struct sijil_err *err)
{
	enum json_token t = json_next(j->reader, err);

	if (t == JSON_ARRAY_END)
		return 0;
	if (!j->first && t == JSON_COMMA)
		t = json_next(j->reader, err);
	else if (!j->first && t != JSON_FAULT)
		t = JSON_COMMA;
	j->first = false;
	if (t == JSON_OBJECT)
		return take_object(j, err) == 0 ? 1 : -1;
	if (t == JSON_END)
		return (int)json_fail(j->reader, err, "the file ends too early: was it cut off?");
	return t == JSON_FAULT ? -1 : (int)json_fail(j->reader, err, "expected a list of objects: [{...}, {...}]");
}

/* --- the list --- */

/* The lists that the file has, behind "kinds": the one that is wanted, or the only one. */
struct lists {
	const char *wanted;
	struct str names;
	size_t n;
	bool found;
};

static int take_list(struct json_file *j, struct lists *l, struct sijil_err *err)
{
	const char *name = arena_strdup(&j->arena, j->reader->text.s);
	enum json_token t;

	if (json_next(j->reader, err) != JSON_COLON)
		return (int)json_fail(j->reader, err, "':' is missing behind a name");
	t = json_next(j->reader, err);
	if (t == JSON_ARRAY && !l->found) {
		str_addf(&l->names, "%s'%s'", l->n++ > 0 ? ", " : "", name);
		l->found = l->wanted != NULL && strcmp(l->wanted, name) == 0;
		if (l->found || l->n == 1) {
			j->rows = json_reader_place(j->reader);
			j->table = name;
		}
	}
	return t == JSON_FAULT ? -1 : json_skip(j->reader, t, err);
}

/* "name": value pairs of an object behind its {; each is given to take. */
static int each_pair(struct json_file *j, struct lists *l,
		     int (*take)(struct json_file *, struct lists *, struct sijil_err *), struct sijil_err *err)
{
	enum json_token t = json_next(j->reader, err);

	if (t == JSON_OBJECT_END)
		return 0;
	while (t == JSON_STRING) {
		if (take(j, l, err) != 0)
			return -1;
		t = json_next(j->reader, err);
		if (t == JSON_OBJECT_END)
			return 0;
		if (t != JSON_COMMA)
			break;
		t = json_next(j->reader, err);
	}
	return t == JSON_FAULT ? -1 : (int)json_fail(j->reader, err, "an object is not as JSON writes it: \"name\": value, ...");
}

static int take_top(struct json_file *j, struct lists *l, struct sijil_err *err)
{
	const bool kinds = strcmp(j->reader->text.s, "kinds") == 0;
	enum json_token t;

	if (json_next(j->reader, err) != JSON_COLON)
		return (int)json_fail(j->reader, err, "':' is missing behind a name");
	t = json_next(j->reader, err);
	if (kinds && t == JSON_OBJECT)
		return each_pair(j, l, take_list, err);
	return t == JSON_FAULT ? -1 : json_skip(j->reader, t, err);
}

static int choose_list(struct json_file *j, const char *wanted, struct sijil_err *err)
{
	struct lists l = { .wanted = wanted };
	int rc;

	str_init(&l.names, 300);
	rc = each_pair(j, &l, take_top, err);
	if (rc == 0 && json_next(j->reader, err) != JSON_END)
		rc = (int)json_fail(j->reader, err, "there is something behind the end of the JSON");
	if (rc == 0 && l.n == 0)
		rc = err_at(err, ERR_DATA, j->reader->shown, 0, 0,
			    "this JSON has no list of entries: expected {\"kinds\": {\"KIND\": [...]}}, or [{...}, ...]");
	else if (rc == 0 && !l.found && l.n > 1)
		rc = err_at(err, ERR_DATA, j->reader->shown, 0, 0, "the file has no list '%s'; it has %s",
			    wanted != NULL ? wanted : "", l.names.s);
	str_release(&l.names);
	return rc;
}

/* Read every row once: what is wrong with one is said before anything is taken, and their names are the columns. */
static int read_names(struct json_file *j, struct sijil_err *err)
{
	int got;

	json_reader_go(j->reader, j->rows);
	j->first = true;
	do
		got = next_object(j, err);
	while (got == 1);
	json_reader_go(j->reader, j->rows);
	j->first = true;
	return got;
}

/* --- the driver --- */

static int start(struct json_file *j, const struct source_request *request, struct sijil_err *err)
{
	const enum json_token t = json_next(j->reader, err);

	if (t == JSON_ARRAY) {
		j->rows = json_reader_place(j->reader);
		if (json_skip(j->reader, t, err) != 0)
			return -1;
		if (json_next(j->reader, err) != JSON_END)
			return (int)json_fail(j->reader, err, "there is something behind the end of the JSON");
	} else if (t != JSON_OBJECT || choose_list(j, request->table, err) != 0) {
		return -1;
	}
	return read_names(j, err);
}

static void close_json(void *state)
{
	struct json_file *j = state;

	json_reader_free(j->reader);
	arena_release(&j->arena);
	free(j->names);
	free(j->cells);
	free(j->offsets);
	free(j->given);
	str_release(&j->row);
	free(j);
}

static void *open_json(const struct source_file *file, const struct source_request *request, struct sijil_err *err)
{
	struct json_file *j = mem_alloc(sizeof(*j));

	j->reader = json_reader_new(file->fd, file->shown);
	j->cells = mem_alloc(NAMES_MAX * sizeof(*j->cells));
	j->offsets = mem_alloc(NAMES_MAX * sizeof(*j->offsets));
	j->given = mem_alloc(NAMES_MAX * sizeof(*j->given));
	str_init(&j->row, CSV_RECORD_MAX);
	if (start(j, request, err) == 0)
		return j;
	close_json(j);
	return NULL;
}

static int next(void *state, const struct csv_field **cells, size_t *n, struct sijil_err *err)
{
	struct json_file *j = state;
	int got = 1;
	size_t i;

	*cells = j->cells;
	*n = j->n;
	if (j->ended)
		return 0;
	if (!j->header_given) {
		j->header_given = true;
		j->line = 1;
		for (i = 0; i < j->n; i++)
			j->cells[i] = (struct csv_field){ .s = j->names[i], .n = strlen(j->names[i]) };
		return j->n > 0;
	}
	got = next_object(j, err);
	j->ended = got != 1;
	for (i = 0; got == 1 && i < j->n; i++) {
		if (j->given[i])
			j->cells[i].s = j->row.s + j->offsets[i];
		else
			j->cells[i] = (struct csv_field){ .s = "" };
	}
	return got;
}

static unsigned line(const void *state)
{
	return ((const struct json_file *)state)->line;
}

static size_t passed_over(const void *state)
{
	(void)state;
	return 0;
}

static void describe(const void *state, struct str *out)
{
	const struct json_file *j = state;

	str_add(out, "JSON");
	if (j->table != NULL)
		str_addf(out, ", list '%s'", j->table);
}

const struct source_driver source_json = {
	.recognise = recognise,
	.open = open_json,
	.close = close_json,
	.next = next,
	.line = line,
	.passed_over = passed_over,
	.describe = describe,
};

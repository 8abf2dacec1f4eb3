#include "config.h"

#include "plugin/tables_part.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "config/yaml.h"
#include "plugin/tables.h"

int table_fault(struct sijil_err *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	err_vset(err, ERR_UNAVAILABLE, format, args);
	va_end(args);
	return -1;
}

int table_rows(const void *table, size_t size, const char *what, size_t *n, struct sijil_err *err)
{
	const char *row = table;
	const char *first;

	for (*n = 0; row != NULL; row += size, ++*n) {
		memcpy(&first, row, sizeof(first));
		if (first == NULL)
			return 0;
		if (*n == TABLE_ROWS_MAX)
			return table_fault(err, "%s: more than %d rows (does the table end with { 0 }?)", what,
					   TABLE_ROWS_MAX);
	}
	return 0;
}

int table_text_if(const char *s, const char *member, struct sijil_err *err)
{
	size_t bad, n;

	if (s == NULL)
		return 0;
	n = strnlen(s, TABLE_TEXT_MAX + 1);
	if (n > TABLE_TEXT_MAX)
		return table_fault(err, "%s is longer than %d bytes", member, TABLE_TEXT_MAX);
	if (s[strspn(s, " \t\n")] == '\0')
		return table_fault(err, "%s is empty (leave it out, or write something)", member);
	if (!text_valid(s, n, &bad))
		return table_fault(err, "%s is not UTF-8 (byte %zu)", member, bad + 1);
	return 0;
}

int table_text(const char *s, const char *member, struct sijil_err *err)
{
	if (s == NULL)
		return table_fault(err, "has no %s", member);
	return table_text_if(s, member, err);
}

int table_name(const char *s, const char *what, size_t row, struct sijil_err *err)
{
	if (table_text(s, "name", err) != 0)
		return err_context(err, "%s %zu", what, row + 1);
	if (!text_is_name(s))
		return table_fault(err, "%s %zu: '%.*s' is not a name (1 to 64 of a-z 0-9 _, the first a letter)", what,
				   row + 1, yaml_shown(s), s);
	return 0;
}

int table_unset(bool set, const char *member, const char *why, struct sijil_err *err)
{
	return set ? table_fault(err, "%s is set, but %s", member, why) : 0;
}

/* Whether the item that begins at `item` stands in the list before. */
static bool stands_before(const char *list, const char *item, size_t n, char sep)
{
	const char *rest = list, *other;
	size_t m;

	while ((other = text_split(&rest, sep, &m)) != NULL && other < item)
		if (m == n && memcmp(other, item, n) == 0)
			return true;
	return false;
}

int table_list(const char *list, char sep, const char *member, struct sijil_err *err)
{
	const char *rest = list, *item;
	size_t n;

	if (table_text(list, member, err) != 0)
		return -1;
	if (strpbrk(list, " \t\n") != NULL)
		return table_fault(err, "%s '%.*s' has a blank in it (write a%cb%cc)", member, yaml_shown(list), list,
				   sep, sep);
	if (list[0] == sep || list[strlen(list) - 1] == sep)
		return table_fault(err, "%s '%.*s' begins or ends with '%c'", member, yaml_shown(list), list, sep);
	while ((item = text_split(&rest, sep, &n)) != NULL) {
		if (n == 0)
			return table_fault(err, "%s '%.*s' has an empty item", member, yaml_shown(list), list);
		if (stands_before(list, item, n, sep))
			return table_fault(err, "%s has '%.*s' twice", member, (int)n, item);
	}
	return 0;
}

static int check_key_part(const char *part, size_t n, const struct sijil_kind *k, const char *member,
			  struct sijil_err *err)
{
	static const char *const envelope[] = { "day", "day_end", "site", "person" };

	if (table_field(k, part, n) != NULL)
		return 0;
	for (size_t i = 0; i < sizeof(envelope) / sizeof(envelope[0]); i++) {
		if (strlen(envelope[i]) != n || memcmp(envelope[i], part, n) != 0)
			continue;
		if (strcmp(envelope[i], "person") == 0 && k->subject != SIJIL_PERSON)
			return table_fault(err, "%s names 'person', but a '%s' is about %s", member, k->name,
					   table_subject_name(k->subject));
		return 0;
	}
	return table_fault(err, "%s names '%.*s', which is neither a field of '%s' nor day, day_end, site or person",
			   member, (int)n, part, k->name);
}

int table_key(const char *key, const struct sijil_kind *k, const char *member, struct sijil_err *err)
{
	const char *rest = key, *part;
	size_t n, parts = 0;

	if (table_list(key, ',', member, err) != 0)
		return -1;
	for (; (part = text_split(&rest, ',', &n)) != NULL; parts++)
		if (check_key_part(part, n, k, member, err) != 0)
			return -1;
	if (parts > TABLE_KEY_MAX)
		return table_fault(err, "%s has %zu parts, more than %d", member, parts, TABLE_KEY_MAX);
	return 0;
}

static void report_no_kind(const struct sijil_plugin *p, const char *name, size_t n, const char *member,
			   struct sijil_err *err)
{
	const struct sijil_kind *const tables[] = { p->kinds, core_kinds };
	const char **names = NULL, *near;
	char *word = mem_strndup(name, n);
	size_t count = 0, cap = 0;

	for (size_t i = 0; i < 2; i++)
		for (const struct sijil_kind *k = tables[i]; k->name != NULL; k++) {
			names = mem_grow(names, count, &cap, sizeof(*names));
			names[count++] = k->name;
		}
	names = mem_grow(names, count, &cap, sizeof(*names));
	names[count] = NULL;
	near = text_nearest(word, names);
	if (near != NULL)
		table_fault(err, "%s: '%.*s' is not a kind of this plugin (did you mean '%s'?)", member,
			    yaml_shown(word), word, near);
	else
		table_fault(err, "%s: '%.*s' is not a kind of this plugin", member, yaml_shown(word), word);
	free(names);
	free(word);
}

const struct sijil_kind *table_kind(const struct sijil_plugin *p, const char *name, size_t n, const char *member,
				    struct sijil_err *err)
{
	const struct sijil_kind *const tables[] = { p->kinds, core_kinds };

	for (size_t i = 0; i < 2; i++)
		for (const struct sijil_kind *k = tables[i]; k->name != NULL; k++)
			if (strlen(k->name) == n && memcmp(k->name, name, n) == 0)
				return k;
	report_no_kind(p, name, n, member, err);
	return NULL;
}

const struct sijil_kind *table_kind_of(const struct sijil_plugin *p, const char *name, const char *member,
				       struct sijil_err *err)
{
	return table_text(name, member, err) == 0 ? table_kind(p, name, strlen(name), member, err) : NULL;
}

const struct sijil_field *table_field(const struct sijil_kind *k, const char *name, size_t n)
{
	for (const struct sijil_field *f = k->fields; f != NULL && f->name != NULL; f++)
		if (strlen(f->name) == n && memcmp(f->name, name, n) == 0)
			return f;
	return NULL;
}

const struct sijil_kind *table_opening(const struct sijil_plugin *p)
{
	for (const struct sijil_kind *k = p->kinds; k->name != NULL; k++)
		if (k->role == SIJIL_OPENS)
			return k;
	return NULL;
}

const char *table_subject_name(enum sijil_subject subject)
{
	static const char *const names[] = {
		[SIJIL_PERSON] = "a person", [SIJIL_SITE] = "a site", [SIJIL_PROGRAM] = "the program"
	};

	return names[subject];
}

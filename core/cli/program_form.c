/* A sample form: what a coordinator will be asked, kind by kind. */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "cli/program.h"
#include "report/json.h"
#include "report/table.h"

struct form {
	const struct declared *file;
	const char *language;
	struct arena arena;
};

static const char *label(const struct form *f, const char *text)
{
	const char *found = text != NULL ? declared_label(f->file, text, f->language) : NULL;

	return found != NULL ? found : text;
}

static const char *subject_of(const struct sijil_kind *k)
{
	static const char *const subjects[] = { "", "about a person", "about a site", "about the program" };

	return subjects[k->subject];
}

static const char *role_of(const struct sijil_kind *k)
{
	static const char *const roles[] = { "", "; opens a spell", "; a service in a spell", "; closes a spell" };

	return roles[k->role];
}

/* "present = Présent, absent = Absent" */
static const char *choices_of(struct form *f, const struct sijil_field *field)
{
	const char *rest = field->choices, *s, *list = "";
	size_t n;

	while (rest != NULL && (s = text_split(&rest, '|', &n)) != NULL) {
		const char *code = arena_strndup(&f->arena, s, n);
		const char *title = declared_choice(f->file, field, code, f->language);

		list = arena_printf(&f->arena, "%s%s%s%s%s", list, *list != '\0' ? ", " : "", code,
				    title != NULL ? " = " : "", title != NULL ? title : "");
	}
	return list;
}

static const char *range_of(struct form *f, const struct sijil_field *field)
{
	enum { FAR = 1000000000 }; /* as good as no limit */

	if (field->min == 0 && field->max == 0)
		return "";
	if (field->max > FAR)
		return arena_printf(&f->arena, ", from %lld", (long long)field->min);
	if (field->type == SIJIL_TEXT)
		return arena_printf(&f->arena, ", at most %lld characters", (long long)field->max);
	return arena_printf(&f->arena, ", %lld to %lld", (long long)field->min, (long long)field->max);
}

/* What may be answered. */
static const char *answer_of(struct form *f, const struct sijil_field *field)
{
	static const char *const types[] = { "", "text", "whole number", "number", "true or false", "date", "", "" };

	if (field->choices != NULL)
		return choices_of(f, field);
	if (field->type == SIJIL_ENTRY)
		return arena_printf(&f->arena, "an entry of kind %s", field->refers);
	return arena_printf(&f->arena, "%s%s%s%s", types[field->type], range_of(f, field),
			    field->unit != NULL ? ", " : "", field->unit != NULL ? label(f, field->unit) : "");
}

static bool is_asked(const struct sijil_field *field)
{
	return field->required && field->preset == NULL;
}

static void add_row(struct table *t, struct form *f, const char *title, bool required, const char *name,
		    const char *answer)
{
	table_cell(t, arena_printf(&f->arena, "%s%s", title, required ? " *" : ""));
	table_cell(t, name);
	table_cell(t, answer);
}

static void write_kind(struct form *f, const struct sijil_kind *k, struct str *out)
{
	const struct table_style plain = { 0 };
	const struct sijil_field *field;
	struct table *t = table_new(1);
	int i;

	str_addf(out, "\n%s (%s: %s%s)\n", label(f, k->title), k->name, subject_of(k), role_of(k));
	for (i = 0; i < 3; i++)
		table_column(t, NULL, 0);
	add_row(t, f, "Date", false, "on", "date; empty: today");
	if (k->interval)
		add_row(t, f, "Last day", false, "until", "date; empty: one day");
	if (k->subject != SIJIL_PROGRAM)
		add_row(t, f, "Site", k->subject == SIJIL_SITE, "site", "one of the program's");
	if (k->subject == SIJIL_PERSON)
		add_row(t, f, "Person", true, "person", "the person's code, never a name");
	for (field = k->fields; field != NULL && field->name != NULL; field++)
		add_row(t, f, label(f, field->title), is_asked(field), field->name,
			field->preset != NULL
				? arena_printf(&f->arena, "%s; empty: %s", answer_of(f, field), field->preset)
				: answer_of(f, field));
	table_write(t, &plain, out);
	table_free(t);
}

void form_write_text(const struct declared *file, const char *language, struct str *out)
{
	struct form f = { .file = file, .language = language };
	const struct sijil_kind *k;

	str_addf(out, "What will be asked (* is required):\n");
	for (k = declared_plugin(file)->kinds; k->name != NULL; k++)
		write_kind(&f, k, out);
	arena_release(&f.arena);
}

static void put(struct json *j, const char *key, const char *text)
{
	json_key(j, key);
	json_text(j, text);
}

void form_write_json(const struct declared *file, const char *language, struct json *j)
{
	struct form f = { .file = file, .language = language };
	const struct sijil_field *field;
	const struct sijil_kind *k;

	json_array(j);
	for (k = declared_plugin(file)->kinds; k->name != NULL; k++) {
		json_object(j);
		put(j, "kind", k->name);
		put(j, "title", label(&f, k->title));
		put(j, "about", subject_of(k) + strlen("about "));
		json_key(j, "fields");
		json_array(j);
		for (field = k->fields; field != NULL && field->name != NULL; field++) {
			json_object(j);
			put(j, "field", field->name);
			put(j, "title", label(&f, field->title));
			json_key(j, "required");
			json_bool(j, is_asked(field));
			put(j, "answer", answer_of(&f, field));
			put(j, "hint", label(&f, field->hint));
			put(j, "preset", field->preset);
			json_end(j);
		}
		json_end(j);
		json_end(j);
	}
	json_end(j);
	arena_release(&f.arena);
}

/* What a new program is to be, by question and answer.  Enter takes what stands in brackets. */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "cli/program_sketch.h"
#include "cli/prompt.h"

/* The answer, or the preset; NULL when the person gives up. */
static const char *ask(struct app *app, const char *question, const char *preset)
{
	const char *line = prompt_line(&app->arena, preset != NULL && *preset != '\0'
							    ? arena_printf(&app->arena, "%s [%s]: ", question, preset)
							    : arena_printf(&app->arena, "%s: ", question));

	return line == NULL ? NULL : *line != '\0' ? line : preset != NULL ? preset : "";
}

static int give_up(void)
{
	return say_fail(ERR_USAGE, "nothing was written");
}

static int ask_titles(struct app *app, struct sketch *s)
{
	static const char *const questions[] = { "Title in English", "Title in French (Enter: none)",
						 "Title in Arabic (Enter: none)" };
	size_t i;

	for (i = 0; i < 3; i++) {
		const char *answer = ask(app, questions[i], s->title[i]);

		if (answer == NULL)
			return give_up();
		s->title[i] = *answer != '\0' ? answer : NULL;
	}
	return 0;
}

bool sketch_what(struct sketch *s, const char *word)
{
	const bool both = strcmp(word, "both") == 0;

	s->persons = both || strcmp(word, "persons") == 0;
	s->visits = both || strcmp(word, "visits") == 0;
	return s->persons || s->visits;
}

static int ask_what(struct app *app, struct sketch *s)
{
	const char *answer, *preset = !s->persons ? "visits" : s->visits ? "both" : "persons";

	fprintf(stderr, "What is logged?\n"
			"  persons   each person enrols, attends, and leaves, by code\n"
			"  visits    something is counted at a site: nobody is named\n"
			"  both\n");
	do {
		answer = ask(app, "persons, visits or both", preset);
		if (answer == NULL)
			return give_up();
	} while (!sketch_what(s, answer));
	return 0;
}

static int ask_minutes(struct app *app, struct sketch *s)
{
	const char *answer, *why;
	int64_t n;

	for (;;) {
		answer = ask(app, "How many minutes has a session, usually", s->minutes);
		if (answer == NULL)
			return give_up();
		if (number_parse_int(answer, strlen(answer), &n, &why) == 0 && n >= 5 && n <= 600)
			break;
		say_note("a whole number from 5 to 600");
	}
	s->minutes = answer;
	return 0;
}

/* "Boxes lent" becomes boxes_lent; NULL if nothing of it can be a name. */
static const char *name_of(struct app *app, const char *title)
{
	char *name = arena_strdup(&app->arena, text_fold(&app->arena, title)), *to = name;
	const char *s;

	for (s = name; *s != '\0'; s++)
		if (isalnum((unsigned char)*s) && (to > name || !isdigit((unsigned char)*s)))
			*to++ = *s;
		else if (to > name && to[-1] != '_' && (unsigned char)*s < 0x80)
			*to++ = '_';
	while (to > name && to[-1] == '_')
		to--;
	*to = '\0';
	return text_is_name(name) ? name : NULL;
}

/* Words that mean something else where a field of that name would stand. */
static bool is_reserved(const char *name)
{
	static const char *const reserved[] = {
		"on",      "until",      "period", "site",        "person",        "date",      "day",
		"day_end", "period_end", "days",   "occurred_on", "days_ago",      "frequency", "year",
		"length",  "age",        "served", "idle",        "served_before", "count",     "enrolled",
		"open",    "months_ago", "close",  "base",        "unit",          "city",
	};
	size_t i;

	for (i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
		if (strcmp(reserved[i], name) == 0)
			return true;
	return false;
}

static bool is_taken(const struct sketch *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->n_fields; i++)
		if (strcmp(s->fields[i].name, name) == 0)
			return true;
	return strcmp(s->count, name) == 0 || strcmp(name, "sex") == 0 || strcmp(name, "birth_year") == 0;
}

/* Why a field cannot be called so; NULL if it can. */
static const char *why_not(const struct sketch *s, const char *name)
{
	if (name == NULL)
		return "write it with the letters a to z";
	if (is_reserved(name))
		return "that means something else: write another word";
	return is_taken(s, name) ? "that is there already: write another" : NULL;
}

static int ask_count(struct app *app, struct sketch *s)
{
	const char *answer, *name;

	for (;;) {
		answer = ask(app, "What is counted (one word, such as visits, loans, calls)", s->count);
		if (answer == NULL)
			return give_up();
		name = name_of(app, answer);
		if (name != NULL && !is_reserved(name))
			break;
		say_note("%s", why_not(s, name));
	}
	s->counted = strcmp(name, s->count) != 0 ? answer : NULL;
	s->count = name;
	return 0;
}

/* --- fields --- */

/* "Beginner, advanced" becomes beginner|advanced; NULL if one of them cannot be a code. */
static const char *choices_of(struct app *app, const char *answer)
{
	const char *rest = answer, *s, *list = NULL;
	size_t n, count = 0;

	while (rest != NULL && (s = text_split(&rest, ',', &n)) != NULL) {
		const char *name = name_of(app, arena_strndup(&app->arena, s, n));

		if (name == NULL || (list != NULL && text_in_list(name, list, '|')))
			return NULL;
		list = list == NULL ? name : arena_printf(&app->arena, "%s|%s", list, name);
		count++;
	}
	return count > 1 ? list : NULL;
}

static int ask_choices(struct app *app, struct sketch_field *f)
{
	const char *answer;

	for (;;) {
		answer = ask(app, "  The answers to choose from, with commas (none, some, good)", NULL);
		if (answer == NULL)
			return give_up();
		f->choices = choices_of(app, answer);
		f->answers = answer;
		if (f->choices != NULL)
			return 0;
		say_note("two or more different words, with the letters a to z, and commas between them");
	}
}

static int ask_type(struct app *app, struct sketch_field *f)
{
	static const char *const words[] = { "choice", "number", "text", "date", "yes/no", NULL };
	const char *answer;
	size_t i;

	for (;;) {
		answer = ask(app, "  What is written there: choice, number, text, date or yes/no", "choice");
		if (answer == NULL)
			return give_up();
		for (i = 0; words[i] != NULL; i++)
			if (strcmp(words[i], answer) == 0) {
				f->type = (enum sketch_type)(SKETCH_CHOICE + i);
				return f->type == SKETCH_CHOICE ? ask_choices(app, f) : 0;
			}
		say_note("one of: choice, number, text, date, yes/no");
	}
}

static int ask_fields(struct app *app, struct sketch *s)
{
	while (s->n_fields < SKETCH_FIELDS) {
		struct sketch_field *f = &s->fields[s->n_fields];
		const char *answer = ask(app,
					 arena_printf(&app->arena,
						      "What else is written down %s, such as Level "
						      "(Enter: nothing more)",
						      s->persons ? "when a person enrols" : "with a count"),
					 NULL);

		if (answer == NULL)
			return give_up();
		if (*answer == '\0')
			break;
		*f = (struct sketch_field){ .name = name_of(app, answer), .title = answer };
		if (f->name == NULL) { /* in Arabic, it is a title all the same */
			answer = ask(app, "  A short code for it, with the letters a to z, such as level", NULL);
			if (answer == NULL)
				return give_up();
			f->name = name_of(app, answer);
		}
		if (why_not(s, f->name) != NULL) {
			say_note("%s", why_not(s, f->name));
			continue;
		}
		if (ask_type(app, f) != 0)
			return ERR_USAGE;
		s->n_fields++;
	}
	return 0;
}

int sketch_ask(struct app *app, struct sketch *s)
{
	int status;

	fprintf(stderr, "A few questions; Enter takes what stands in [ ], Ctrl-D gives up.\n");
	status = ask_titles(app, s);
	if (status == 0)
		status = ask_what(app, s);
	if (status == 0 && s->persons)
		status = ask_minutes(app, s);
	if (status == 0 && s->visits)
		status = ask_count(app, s);
	return status == 0 ? ask_fields(app, s) : status;
}

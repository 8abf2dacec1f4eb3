#include "config.h"
#include "cli/prompt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/date.h"
#include "base/text.h"

bool prompt_possible(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* 1 and the line without its end, 0 at the end of the input, -1 for bytes that are no text. */
static int read_line(struct arena *arena, const char **out)
{
	char *line = NULL;
	size_t cap = 0, bad;
	ssize_t n = getline(&line, &cap, stdin);
	int rc = n >= 0;

	*out = NULL;
	while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
		n--;
	if (rc == 1 && text_valid(line, (size_t)n, &bad))
		*out = arena_strndup(arena, line, (size_t)n);
	else if (rc == 1)
		rc = -1;
	free(line);
	return rc;
}

const char *prompt_line(struct arena *arena, const char *question)
{
	const char *line;
	int rc;

	do {
		fprintf(stderr, "%s", question);
		fflush(stderr);
		rc = read_line(arena, &line);
		if (rc < 0)
			say_note("that is not valid UTF-8: set the terminal to UTF-8");
	} while (rc < 0);
	if (rc == 0)
		fprintf(stderr, "\n");
	return line;
}

/* What is asked for besides the fields, and when. */
static const struct {
	int target;
	const char *title, *hint;
} envelope[] = {
	{ INTAKE_ON, "Date", "the day it happened, such as 2024-03-09; empty: today" },
	{ INTAKE_UNTIL, "Last day", "if it covers several days; empty: one day" },
	{ INTAKE_SITE, "Site", NULL },
	{ INTAKE_PERSON, "Person", "the person's code, such as BG-004217; never a name" },
};

/* The program's own list of sites, else the city's. */
static size_t site_count(const struct editing *e)
{
	return e->program->config->sites.n > 0 ? e->program->config->sites.n : e->app->city->n_sites;
}

static const char *site_at(const struct editing *e, size_t i)
{
	return e->program->config->sites.n > 0 ? e->program->config->sites.items[i] : e->app->city->sites[i].id;
}

/* An only site is taken without being asked for. */
static bool one_site(const struct editing *e)
{
	return !e->program->config->any_site && site_count(e) == 1;
}

static bool applies(const struct editing *e, int target)
{
	switch (target) {
	case INTAKE_UNTIL:
		return e->kind->def->interval;
	case INTAKE_PERSON:
		return e->kind->def->subject == SIJIL_PERSON;
	case INTAKE_SITE:
		return e->kind->def->subject != SIJIL_PROGRAM && !one_site(e);
	default:
		return true;
	}
}

static bool required(const struct editing *e, int target)
{
	if (target >= 0)
		return e->kind->fields[target].def->required && e->kind->fields[target].def->preset == NULL;
	return (target == INTAKE_PERSON && e->kind->def->subject == SIJIL_PERSON) ||
	       (target == INTAKE_SITE && e->kind->def->subject == SIJIL_SITE && !one_site(e));
}

static const char *site_hint(struct editing *e)
{
	enum { SHOWN_MAX = 40 };
	const char *list = "one of:";
	size_t i, n = site_count(e);

	if (e->program->config->any_site)
		return "any code";
	for (i = 0; i < n && i < SHOWN_MAX; i++)
		list = arena_printf(&e->app->arena, "%s %s", list, site_at(e, i));
	return n > SHOWN_MAX ? arena_printf(&e->app->arena, "%s ...", list) : list;
}

/* "Length, minutes", but not "Visits, visits" */
static bool says_unit(const struct sijil_field *f)
{
	return f->unit != NULL && strcasecmp(f->unit, f->title) != 0;
}

const char *prompt_choices(struct app *app, const struct program *p, const struct sijil_field *f)
{
	const char *rest = f->choices, *item, *out = "";
	size_t n;

	while (rest != NULL && (item = text_split(&rest, '|', &n)) != NULL) {
		const char *code = arena_strndup(&app->arena, item, n),
			   *title = program_choice(p, f, code, app->language);
		const char *bar = *out != '\0' ? "|" : "";

		if (strcmp(code, title) == 0)
			out = arena_printf(&app->arena, "%s%s%s", out, bar, code);
		else
			out = arena_printf(&app->arena, "%s%s%s = %s", out, bar, code, title);
	}
	return out;
}

static const char *question(struct editing *e, int target)
{
	const char *language = e->app->language, *title, *hint;
	struct arena *a = &e->app->arena;
	const struct sijil_field *f;
	size_t i;

	for (i = 0; i < sizeof(envelope) / sizeof(envelope[0]); i++)
		if (envelope[i].target == target)
			return arena_printf(a, "%s (%s)%s: ", envelope[i].title,
					    target == INTAKE_SITE ? site_hint(e) : envelope[i].hint,
					    required(e, target) ? " *" : "");
	f = e->kind->fields[target].def;
	title = program_label(e->program, f->title, language);
	hint = program_label(e->program, f->hint, language);
	return arena_printf(a, "%s%s%s%s%s%s%s%s%s%s: ", title, says_unit(f) ? ", " : "", says_unit(f) ? f->unit : "",
			    hint != NULL ? " (" : "", hint != NULL ? hint : "", hint != NULL ? ")" : "",
			    f->choices != NULL ? " [" : "",
			    f->choices != NULL ? prompt_choices(e->app, e->program, f) : "",
			    f->choices != NULL ? "]" : "", f->required && f->preset == NULL ? " *" : "");
}

/* Ask until the answer is good; empty skips what is not required. */
static int ask(struct editing *e, int target)
{
	const char **text = editing_text(e, target), *line;
	struct findings f = { 0 };
	struct sijil_err err = { 0 };
	bool bad;

	for (;;) {
		line = prompt_line(&e->app->arena, question(e, target));
		if (line == NULL)
			return say_fail(ERR_USAGE, "nothing was written");
		*text = *line != '\0' ? line : NULL;
		if (*text == NULL && !required(e, target))
			return 0;
		if (*text == NULL) {
			say_note("this one is required (Ctrl-D gives up)");
			continue;
		}
		if (editing_check_text(e, target, &f, &err) != 0)
			return say_error(&err);
		bad = f.errors > 0;
		say_findings(&f, NULL);
		findings_release(&f);
		f = (struct findings){ 0 };
		if (!bad)
			return 0;
	}
}

/* Something required was not given; or no field at all, of a kind whose fields may all be left out. */
static bool something_missing(struct editing *e)
{
	bool nothing = true;
	int target;

	for (target = 0; target < (int)e->kind->n_fields; target++)
		nothing = nothing && *editing_text(e, target) == NULL;
	if (nothing)
		return true;
	for (target = -EDITING_ENVELOPE; target < (int)e->kind->n_fields; target++)
		if (required(e, target) && *editing_text(e, target) == NULL)
			return true;
	return false;
}

int prompt_missing(struct editing *e)
{
	size_t i;
	int target, status = 0;

	if (!something_missing(e) || !prompt_possible())
		return 0;
	fprintf(stderr, "%s: %s.  * is required; Enter passes the others over; Ctrl-D gives up.\n", e->program->id,
		program_label(e->program, e->kind->def->title, e->app->language));
	for (i = 0; i < sizeof(envelope) / sizeof(envelope[0]) && status == 0; i++)
		if (applies(e, envelope[i].target) && *editing_text(e, envelope[i].target) == NULL &&
		    *editing_text(e, INTAKE_PERIOD) == NULL)
			status = ask(e, envelope[i].target);
	for (target = 0; target < (int)e->kind->n_fields && status == 0; target++)
		if (*editing_text(e, target) == NULL)
			status = ask(e, target);
	return status;
}

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "cli/doctor.h"

static const struct option options[] = {
	{ .name = "format", .value = "text|csv|json", .help = "how to print it (default: text)" },
	{ 0 },
};

static void add(struct doctor *d, const struct diagnosis *found)
{
	d->found = mem_grow(d->found, d->n_found, &d->cap_found, sizeof(*d->found));
	d->found[d->n_found++] = *found;
	d->problems += found->problem;
}

void doctor_problem(struct doctor *d, const char *about, const char *subject, const char *message, const char *mend)
{
	add(d, &(struct diagnosis){ true, about, subject, message, mend });
}

void doctor_note(struct doctor *d, const char *about, const char *subject, const char *message)
{
	add(d, &(struct diagnosis){ false, about, subject, message, NULL });
}

const char *doctor_quote(struct arena *arena, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+:@%,";
	const char *quoted = "'", *rest = word, *mark;

	if (*word != '\0' && word[strspn(word, plain)] == '\0')
		return word;
	while ((mark = strchr(rest, '\'')) != NULL) {
		quoted = arena_printf(arena, "%s%.*s'\\''", quoted, (int)(mark - rest), rest);
		rest = mark + 1;
	}
	return arena_printf(arena, "%s%s'", quoted, rest);
}

const char *doctor_edit(struct doctor *d, const char *file, unsigned line)
{
	const char *quoted = doctor_quote(d->arena, file);

	if (line == 0)
		return arena_printf(d->arena, "${EDITOR:-vi} %s", quoted);
	return arena_printf(d->arena, "${EDITOR:-vi} +%u %s", line, quoted);
}

/* How this city is named to other commands: only what was given here, the environment is still there for them. */
static const char *command(struct app *app)
{
	const char *city = args_get(&app->args, "city"), *dir = args_get(&app->args, "plugin-dir");
	const char *text = "sijil";

	if (city != NULL)
		text = arena_printf(&app->arena, "%s -C %s", text, doctor_quote(&app->arena, city));
	if (dir != NULL)
		text = arena_printf(&app->arena, "%s --plugin-dir %s", text, doctor_quote(&app->arena, dir));
	return text;
}

static void look(struct doctor *d)
{
	doctor_environment_start(d);
	doctor_config(d);
	doctor_day(d);
	doctor_plugins(d);
	doctor_register(d);
	doctor_entries(d);
}

static int run(struct app *app)
{
	const char *format = app_format(app, "text|csv|json");
	struct doctor d = { .app = app, .arena = &app->arena };
	struct str out;
	int status;

	if (format == NULL)
		return ERR_USAGE;
	d.yaml = arena_printf(&app->arena, "%s/sijil.yaml", app->dir);
	d.yaml_q = doctor_quote(&app->arena, d.yaml);
	d.sijil = command(app);
	look(&d);
	str_init(&out, STR_MAX_DEFAULT);
	(strcmp(format, "json") == 0  ? doctor_json
	 : strcmp(format, "csv") == 0 ? doctor_csv
				      : doctor_text)(&d, &out);
	status = say_document(&out);
	str_release(&out);
	free(d.found);
	return status == 0 && d.problems > 0 ? ERR_FINDINGS : status;
}

const struct command cmd_doctor = {
	.name = "doctor",
	.arguments = "",
	.summary = "Look for everything that is wrong, and say how to mend it",
	.help = "Looks at sijil.yaml, the plugins, the register and the environment, also when some of them are broken,\n"
		"and ends with the commands that mend what it found.  Exit status 1 if something needs mending;\n"
		"notes do not count.  Changes nothing.",
	.options = options,
	.needs = NEEDS_NO_DAY,
	.run = run,
};

#include "config.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/cli.h"
#include "cli/clock.h"
#include "exchange/frozen.h"
#include "plugin/loader.h"
#include "rules/judge.h"

static const char *environment(const char *name)
{
	const char *value = secure_getenv(name);

	return value != NULL && *value != '\0' ? value : NULL;
}

static const char *city_dir(const struct app *app)
{
	const char *dir = args_get(&app->args, "city");

	if (dir == NULL)
		dir = environment("SIJIL_CITY");
	return dir != NULL ? dir : ".";
}

static const char *plugin_dir(const struct app *app)
{
	const char *dir = args_get(&app->args, "plugin-dir");

	if (dir == NULL)
		dir = environment("SIJIL_PLUGIN_PATH");
	return dir != NULL ? dir : loader_default_dir();
}

static const char *data_dir(void)
{
	const char *dir = environment("SIJIL_DATA");

	return dir != NULL ? dir : SIJIL_PKGDATADIR;
}

static const char *temp_dir(void)
{
	const char *dir = environment("TMPDIR");

	return dir != NULL ? dir : "/tmp";
}

static int open_city(struct app *app)
{
	const char *path = arena_printf(&app->arena, "%s/sijil.yaml", app->dir);
	struct err_list *errs = arena_alloc(&app->arena, sizeof(*errs));

	if (access(path, F_OK) != 0)
		return say_fail(ERR_NOINPUT,
				"there is no city in '%s': %s is missing (make one with 'sijil init DIR', "
				"or name another folder with -C DIR)",
				app->dir, path);
	app->city = city_read(path, &app->arena, errs);
	if (app->city != NULL)
		app->registry = registry_open(app->city, app->plugin_dir, &engine_host, errs);
	if (app->registry != NULL)
		return 0;
	say_errors(errs);
	return errs->n > 0 && errs->items[0].status != 0 ? errs->items[0].status : ERR_CONFIG;
}

static void waiting(void *arg)
{
	(void)arg;
	say_note("another sijil is writing to this register; waiting for it ...");
}

static int open_register(struct app *app, unsigned needs)
{
	const char *path = arena_printf(&app->arena, "%s/register.db", app->dir);
	struct sijil_err err = { 0 };

	app->log = log_open(path, (needs & NEEDS_WRITING) != 0 ? LOG_WRITE : LOG_READ, &err);
	if (app->log == NULL)
		return say_error(&err);
	log_on_wait(app->log, waiting, NULL);
	return 0;
}

static int choose_language(struct app *app)
{
	const char *given = args_get(&app->args, "lang");
	static const char *const languages[] = { "ar", "fr", "en", NULL };

	app->language = given != NULL ? given : app->city != NULL ? app->city->language : "en";
	return text_in_list(app->language, "ar|fr|en", '|') ? 0 : say_unknown("language", app->language, languages);
}

/* Today in the city; where there is no city yet, in UTC. */
static int choose_day(struct app *app)
{
	const char *zone = app->city != NULL ? app->city->time_zone : "UTC";
	struct sijil_err err = { 0 };
	bool known;

	if (clock_today(zone, &app->today, &known, &err) != 0)
		return say_error(&err);
	if (!known)
		say_note("this machine does not know the time zone '%s' of %s/sijil.yaml: today is taken in UTC "
			 "(is it spelt right, and tzdata installed?)",
			 zone, app->dir);
	return 0;
}

int app_need(struct app *app, unsigned needs)
{
	int status = 0;

	if ((needs & NEEDS_CITY) != 0 && app->city == NULL)
		status = open_city(app);
	if (status == 0)
		status = choose_language(app);
	if (status == 0 && (needs & NEEDS_NO_DAY) == 0)
		status = choose_day(app);
	if (status == 0 && (needs & (NEEDS_REGISTER | NEEDS_WRITING)) != 0 && app->log == NULL)
		status = open_register(app, needs);
	return status;
}

int app_open(struct app *app)
{
	const char *who = environment("SIJIL_WHO");
	size_t bad;

	app->dir = city_dir(app);
	app->plugin_dir = plugin_dir(app);
	app->data_dir = data_dir();
	app->temp_dir = temp_dir();
	if (who != NULL && !text_valid(who, strlen(who), &bad))
		return say_fail(ERR_DATA, "SIJIL_WHO is not valid UTF-8");
	return app_need(app, app->command->needs);
}

void app_close(struct app *app)
{
	log_close(app->log);
	registry_close(app->registry);
	city_free(app->city);
	arena_release(&app->arena);
}

static bool is_same(const struct stat *a, const char *dir, const char *name)
{
	char path[4096];
	struct stat b;

	return snprintf(path, sizeof(path), "%s/%s", dir, name) < (int)sizeof(path) && stat(path, &b) == 0 &&
	       a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

bool app_may_replace(const struct app *app, const char *path)
{
	static const char *const own[] = { "register.db", "register.db-wal", "register.db-shm", "sijil.yaml" };
	struct stat st;
	size_t i;

	if (stat(path, &st) != 0)
		return true;
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (is_same(&st, app->dir, own[i])) {
			say_fail(ERR_USAGE, "'%s' is the city's own file: name another one", path);
			return false;
		}
	if (S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))
		return true;
	say_fail(ERR_USAGE, "'%s' is not a file that could be replaced: name another one", path);
	return false;
}

struct program *app_program(struct app *app, const char *id)
{
	struct program *p = registry_program(app->registry, id);
	const char **names;
	size_t i;

	if (p != NULL)
		return p;
	names = arena_alloc(&app->arena, (app->registry->n_programs + 1) * sizeof(*names));
	for (i = 0; i < app->registry->n_programs; i++)
		names[i] = app->registry->programs[i].id;
	say_unknown("program", id, names);
	return NULL;
}

const struct kind *app_kind(struct app *app, const struct program *program, const char *name)
{
	const struct kind *k = program_kind(program, name);
	const char **names;
	unsigned i;

	if (program->plugin == NULL) { /* the core's kinds too: nobody could judge them by the program's rules */
		say_unavailable(program, "is not available");
		return NULL;
	}
	if (k != NULL)
		return k;
	names = arena_alloc(&app->arena, (program->n_kinds + 1) * sizeof(*names));
	for (i = 0; i < program->n_kinds; i++)
		names[i] = program->kinds[i].def->name;
	say_unknown("kind", name, names);
	return NULL;
}

const struct kind *app_logged_kind(struct app *app, const struct program *program, const char *name)
{
	if (strcmp(name, FROZEN_KIND) != 0)
		return app_kind(app, program, name);
	say_fail(ERR_USAGE, "frozen reports are made by 'sijil freeze', and opened again by 'sijil void'");
	return NULL;
}

int64_t app_entry(struct app *app, const char *text)
{
	int64_t id = log_id_parse(text);

	(void)app;
	if (id < 0)
		say_fail(ERR_USAGE, "'%s' is not an entry number (such as 17 or #17; 'sijil list' shows them)", text);
	return id;
}

const char *app_who(struct app *app)
{
	const char *who = args_get(&app->args, "who");
	const struct passwd *pw;

	if (who == NULL)
		who = environment("SIJIL_WHO");
	if (who == NULL) {
		pw = getpwuid(getuid());
		who = pw != NULL ? arena_strdup(&app->arena, pw->pw_name) : NULL;
	}
	return who;
}

const char *app_plugin_version(struct app *app, const struct program *program)
{
	if (program->plugin == NULL)
		return NULL;
	return arena_printf(&app->arena, "%s %s", program->plugin->name, program->plugin->version);
}

const char *app_format(struct app *app, const char *formats)
{
	const char *format = args_get(&app->args, "format"), *rest = formats, *s;
	const char **names;
	size_t n = 0, len;

	if (format == NULL)
		return "text";
	if (text_in_list(format, formats, '|'))
		return format;
	names = arena_alloc(&app->arena, (strlen(formats) + 2) * sizeof(*names));
	while (rest != NULL && (s = text_split(&rest, '|', &len)) != NULL)
		names[n++] = arena_strndup(&app->arena, s, len);
	say_unknown("format", format, names);
	return NULL;
}

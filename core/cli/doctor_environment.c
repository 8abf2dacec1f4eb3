#include "config.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/text.h"
#include "cli/clock.h"
#include "cli/doctor.h"

extern char **environ;

static const char *const known[] = { "SIJIL_CITY", "SIJIL_PLUGIN_PATH", "SIJIL_TODAY", "SIJIL_WHO", NULL };
static const char prefix[] = "SIJIL_";

static bool is_known(const char *name)
{
	size_t i;

	for (i = 0; known[i] != NULL; i++)
		if (strcmp(known[i], name) == 0)
			return true;
	return false;
}

/* One "SIJIL_...=value"; an empty value is as good as none. */
static void take_variable(struct doctor *d, const char *variable)
{
	const char *equals = strchr(variable, '='), *name, *near;
	size_t bad;

	if (equals == NULL || equals[1] == '\0' || d->env.n_variables == DOCTOR_VARIABLES_MAX)
		return;
	if (!text_valid(variable, strlen(variable), &bad)) {
		doctor_problem(d, "environment", NULL, "a variable SIJIL_* is not valid UTF-8: set it again",
			       "env | grep -a '^SIJIL_'");
		return;
	}
	d->env.variables[d->env.n_variables++] = arena_strdup(d->arena, variable);
	name = arena_strndup(d->arena, variable, (size_t)(equals - variable));
	if (is_known(name))
		return;
	near = text_nearest(name, known);
	doctor_note(d, "environment", name,
		    arena_printf(d->arena, "the variable %s is set, and sijil does not know it%s%s%s", name,
				 near != NULL ? " (did you mean " : "", near != NULL ? near : "",
				 near != NULL ? "?)" : ""));
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void take_locale(struct doctor *d)
{
	const char *locale = setlocale(LC_CTYPE, "");

	if (locale == NULL)
		doctor_note(d, "environment", "locale",
			    "the locale of LC_ALL, LC_CTYPE or LANG is not installed here: text goes by 'C'");
	d->env.locale = arena_strdup(d->arena, setlocale(LC_CTYPE, NULL));
	d->env.encoding = arena_strdup(d->arena, nl_langinfo(CODESET));
}

void doctor_environment_start(struct doctor *d)
{
	size_t i;

	for (i = 0; environ[i] != NULL; i++)
		if (strncmp(environ[i], prefix, sizeof(prefix) - 1) == 0)
			take_variable(d, environ[i]);
	if (d->env.n_variables > 1)
		qsort(d->env.variables, d->env.n_variables, sizeof(*d->env.variables), by_text);
	take_locale(d);
}

static bool is_set(const struct doctor *d, const char *name)
{
	size_t i, n = strlen(name);

	for (i = 0; i < d->env.n_variables; i++)
		if (strncmp(d->env.variables[i], name, n) == 0 && d->env.variables[i][n] == '=')
			return true;
	return false;
}

/* A machine without the tz database knows no zone at all. */
static const char *mend_zone(struct doctor *d)
{
	if (access("/usr/share/zoneinfo", R_OK) != 0)
		return "sudo apt-get install tzdata";
	return doctor_edit(d, d->yaml, 0);
}

void doctor_day(struct doctor *d)
{
	struct sijil_err err = { 0 };
	bool zone_known = true, given = is_set(d, "SIJIL_TODAY");

	d->env.time_zone = d->app->city != NULL ? d->app->city->time_zone : "UTC";
	d->env.day_from = given ? "SIJIL_TODAY" : "clock";
	if (clock_today(d->env.time_zone, &d->env.today, &zone_known, &err) != 0) {
		d->env.today = DATE_NONE;
		doctor_problem(d, "environment", "SIJIL_TODAY", arena_strdup(d->arena, err.message),
			       "unset SIJIL_TODAY");
		return;
	}
	d->app->today = d->env.today;
	if (!zone_known)
		doctor_problem(d, "environment", d->env.time_zone,
			       arena_printf(d->arena,
					    "this machine does not know the time zone '%s' of sijil.yaml: today is "
					    "taken in UTC",
					    d->env.time_zone),
			       mend_zone(d));
}

/* The city that a plugin is tried in. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/conform.h"
#include "rules/judge.h"

enum verdict trial_fail(struct trial *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	str_vaddf(&t->detail, format, args);
	va_end(args);
	return TRIAL_FAILED;
}

enum verdict trial_error(struct trial *t, const struct sijil_err *err)
{
	err_text(err, &t->detail);
	return TRIAL_FAILED;
}

static const char *write_yaml(struct trial *t)
{
	const char *path = arena_printf(&t->arena, "%s/sijil.yaml", t->work);
	FILE *f = fopen(path, "w");

	if (f == NULL)
		return NULL;
	fprintf(f,
		"sijil: 1\n"
		"city: {name: Trial, time_zone: UTC, currency: MAD}\n"
		"sites:\n"
		"  - {id: north, name: North, area: urban}\n"
		"  - {id: south, name: South, area: rural}\n"
		"  - {id: west, name: West}\n"
		"programs:\n"
		"  - {id: one, plugin: %s}\n"
		"  - {id: two, plugin: %s}\n",
		t->name, t->name);
	return fclose(f) == 0 ? path : NULL;
}

/* The first program that could not be loaded. */
static const struct program *unavailable(const struct registry *registry)
{
	size_t i;

	for (i = 0; i < registry->n_programs; i++)
		if (registry->programs[i].plugin == NULL)
			return &registry->programs[i];
	return NULL;
}

enum verdict trial_city_open(struct trial *t, const char *yaml, struct trial_city *c)
{
	struct err_list *errs = arena_alloc(&t->arena, sizeof(*errs));
	const struct program *lost;

	*c = (struct trial_city){ 0 };
	if (yaml == NULL)
		yaml = write_yaml(t);
	if (yaml == NULL)
		return trial_fail(t, "cannot write into %s: %s", t->work, strerror(errno));
	c->city = city_read(yaml, &t->arena, errs);
	if (c->city != NULL)
		c->registry = registry_open(c->city, t->dir, &engine_host, errs);
	if (c->registry == NULL)
		return trial_error(t, &errs->items[0]);
	lost = unavailable(c->registry);
	return lost != NULL ? trial_error(t, &lost->why) : TRIAL_PASSED;
}

void trial_city_close(struct trial_city *c)
{
	registry_close(c->registry);
	city_free(c->city);
}

struct log *trial_register(struct trial *t, const char *name, struct sijil_err *err)
{
	char *path = arena_printf(&t->arena, "%s/%s.db", t->work, name);

	unlink(path);
	unlink(arena_printf(&t->arena, "%s-wal", path));
	unlink(arena_printf(&t->arena, "%s-shm", path));
	return log_create(path, err) == 0 ? log_open(path, LOG_WRITE, err) : NULL;
}

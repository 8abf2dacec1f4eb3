#include "config.h"

#include "town.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/date.h"
#include "plugin/registry_private.h"

static struct site sites[] = { { .id = "hay_riad" }, { .id = "centre" }, { .id = "al_amal" } };
static const struct site *by_id[] = { &sites[2], &sites[1], &sites[0] };
static const struct sijil_plugin plugins[] = {
	[TOWN_SCHOOL] = { .name = "school" },
	[TOWN_SPACES] = { .name = "spaces" },
	[TOWN_SCHOOL_B] = { .name = "school" },
};

static void build_program(struct town *t, int i, const char *id, const struct sijil_kind *kinds,
			  const struct sijil_rule *rules)
{
	struct sijil_err err = { 0 };
	struct build b = { .program = &t->programs[i], .arena = &t->arena, .err = &err };

	t->configs[i] = (struct program_config){ .id = id, .plugin = plugins[i].name, .start = DATE_NONE, .lapse_days = 90,
						.silent_days = 35 };
	t->programs[i] = (struct program){ .config = &t->configs[i], .id = id, .plugin = &plugins[i] };
	cr_assert_eq(build_kinds(&b, kinds), 0, "%s: %s", id, err.message);
	cr_assert_eq(build_rules(&b, rules), 0, "%s: %s", id, err.message);
}

void town_build(struct town *t)
{
	*t = (struct town){ .city = { .sites = sites, .n_sites = 3, .sites_by_id = by_id } };
	build_program(t, TOWN_SCHOOL, "school", town_school_kinds, school_rules);
	build_program(t, TOWN_SPACES, "spaces", spaces_kinds, spaces_rules);
	build_program(t, TOWN_SCHOOL_B, "school_b", town_school_kinds, school_rules);
	t->registry = (struct registry){ .city = &t->city, .programs = t->programs, .n_programs = TOWN_PROGRAMS };
}

void town_release(struct town *t)
{
	arena_release(&t->arena);
}

const struct kind *town_kind(const struct town *t, int program, const char *name)
{
	const struct kind *k = program_kind(&t->programs[program], name);

	cr_assert_not_null(k, "no kind %s", name);
	return k;
}

int32_t on(const char *date)
{
	int32_t day;
	const char *why;

	cr_assert_eq(date_parse(date, strlen(date), &day, &why), 0, "%s", date);
	return day;
}

const struct finding *only(const struct findings *f)
{
	size_t i;

	for (i = 1; i < f->n; i++)
		cr_log_error("also: %s %s", f->items[i].code, f->items[i].message);
	cr_assert_eq(f->n, 1, "%zu findings", f->n);
	return &f->items[0];
}

bool has_code(const struct findings *f, const char *code)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->items[i].code, code) == 0)
			return true;
	return false;
}

/*
 * What no single program can tell: persons over all programs, each counted once.  To reports the city is one more
 * program, without kinds of its own; metrics/ gives its metrics their amounts (metrics/city.c).
 */
#include "config.h"

#include "plugin/registry_private.h"

static const struct sijil_measure counted[] = { { .take = SIJIL_PERSONS }, { 0 } };

static const struct sijil_metric city_metrics[] = {
	[CITY_PERSONS] = { .code = "persons",
			   .title = "Persons in any program",
			   .unit = "persons",
			   .definition = "Different persons enrolled on at least one day of the period in any of these "
					 "programs or, where a program has no enrolment, with an entry of their own in "
					 "it; who is in two programs counts once.",
			   .comparable = "SDG 4.3.1 (its numerator)",
			   .direction = SIJIL_UP,
			   .scale = 1,
			   .persons = true,
			   .breakdowns = "sex,age_band",
			   .numerator = counted,
			   .population = { .what = "participants" } },
	[CITY_PERSONS_SEVERAL] = { .code = "persons_in_several",
				   .title = "Persons in several programs",
				   .unit = "persons",
				   .definition = "Those of them who are in at least two of these programs.",
				   .scale = 1,
				   .persons = true,
				   .breakdowns = "sex,age_band",
				   .numerator = counted,
				   .population = { .what = "participants" } },
};

static const struct sijil_plugin city_plugin = {
	SIJIL_PLUGIN_HEAD,
	.name = "sijil",
	.version = PACKAGE_VERSION,
	.title = "All programs",
	.age_bands = "0,15,25,65",
};

static const struct program_config city_config = { .id = "city", .plugin = "sijil", .start = SIJIL_NO_DAY };

void build_city(struct registry *r)
{
	struct program *p = &r->whole;
	struct build b = { .program = p, .arena = &r->arena, .err = &p->why };
	unsigned i;

	*p = (struct program){ .config = &city_config, .id = city_config.id, .plugin = &city_plugin };
	build_age_bands(&b);
	p->n_metrics = CITY_METRICS;
	p->metrics = arena_alloc(&r->arena, CITY_METRICS * sizeof(*p->metrics));
	for (i = 0; i < CITY_METRICS; i++) {
		struct metric *m = &p->metrics[i];

		m->def = &city_metrics[i];
		m->sides[SIJIL_NUMERATOR] = arena_alloc(&r->arena, sizeof(struct measure));
		*m->sides[SIJIL_NUMERATOR] = (struct measure){ .def = counted, .latest_by = -1, .year_by = -1, .parts_by = -1 };
		m->n_sides[SIJIL_NUMERATOR] = 1;
		build_axes(&b, m);
	}
}

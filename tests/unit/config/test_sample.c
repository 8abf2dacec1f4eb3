#include "config.h"

/* conf/benguerir.yaml: the figures that the sample promises, each against its source. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "config/city.h"
#include "errors.h"

static struct arena names;
static struct err_list errs;
static struct city *city;

static void read_sample(void)
{
	city = city_read(TOP_SRCDIR "/conf/benguerir.yaml", &names, &errs);
}

static void reset(void)
{
	city_free(city);
	arena_release(&names);
}

TestSuite(sample, .init = read_sample, .fini = reset);

static const struct program_config *program(const char *id)
{
	for (size_t i = 0; i < city->n_programs; i++)
		if (strcmp(city->programs[i].id, id) == 0)
			return &city->programs[i];
	cr_assert(false, "no program %s", id);
	return NULL;
}

Test(sample, is_read_without_an_error)
{
	char *problems = errors_text(&errs, NULL);

	cr_assert_str_eq(problems, "", "%s", problems);
	free(problems);
	cr_assert_not_null(city);
	cr_assert_str_eq(city->name.ar, "ابن جرير");
	cr_assert_str_eq(city->name.fr, "Benguérir");
	cr_assert_str_eq(city->time_zone, "Africa/Casablanca");
	cr_assert_eq(city->suppress_below, 5);
	cr_assert_eq(city->n_mappings, 2);
}

Test(sample, has_the_three_programs)
{
	cr_assert_eq(city->n_programs, 3);
	cr_assert_str_eq(program("ecole_deuxieme_chance")->plugin, "second_chance_schools");
	cr_assert_str_eq(program("alphabetisation_femmes")->plugin, "womens_literacy");
	cr_assert_str_eq(program("espaces_communautaires")->plugin, "community_spaces");
	cr_assert_str_eq(yaml_get(program("ecole_deuxieme_chance")->options, "trial_days")->text, "49");
}

Test(sample, every_site_has_a_name_in_three_languages)
{
	cr_assert_eq(city->n_sites, 6);
	cr_assert_not_null(city_site(city, "garden_kiosk"));
	for (size_t i = 0; i < city->n_sites; i++) {
		const struct label *name = &city->sites[i].name;

		cr_expect(name->ar != NULL && name->fr != NULL && name->en != NULL, "%s", city->sites[i].id);
	}
}

Test(sample, the_denominators_are_those_of_the_2024_census)
{
	static const struct {
		const char *id, *sex, *age;
		int64_t persons;
	} census[] = {
		{ "population", NULL, NULL, 114455 },
		{ "women_15plus", "F", "15+", 40949 },
		{ "illiterate_women", "F", "15+", 12285 }, /* 40,949 x 0.300 = 12,284.7 */
	};

	cr_assert_eq(city->n_references, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct reference *r = city_reference(city, census[i].id);

		cr_assert_not_null(r, "%s", census[i].id);
		cr_expect_eq(r->value, census[i].persons * SIJIL_ONE, "%s", census[i].id);
		cr_expect_str_eq(r->unit, "persons");
		cr_expect_str_eq(r->population.area, "Ben Guerir commune");
		cr_expect_eq(r->population.year, 2024);
		cr_expect_eq(strncmp(r->population.source, "RGPH 2024, HCP", 14), 0);
		cr_expect_eq(r->population.sex == NULL, census[i].sex == NULL, "%s", census[i].id);
		cr_expect_eq(r->population.age == NULL, census[i].age == NULL, "%s", census[i].id);
	}
}

Test(sample, the_quoted_rate_speaks_of_nobody_in_particular)
{
	const struct target *b = program("alphabetisation_femmes")->baselines;

	cr_assert_eq(program("alphabetisation_femmes")->n_baselines, 1);
	cr_assert_str_eq(b->id, "seed-illiteracy");
	cr_assert_eq(b->value, 36200000);
	cr_assert_eq(b->direction, SIJIL_DOWN);
	cr_assert_str_eq(b->population.what, "unspecified");
	cr_assert_str_eq(b->population.source, "seed article, 2024");
	cr_assert(b->population.sex == NULL && b->population.age == NULL && b->population.area == NULL);
	cr_assert_null(b->metric, "it belongs to no metric of the city");
	cr_assert_not_null(strstr(b->note, "not comparable"));
}

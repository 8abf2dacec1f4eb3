/* Persons over all programs: each counts once, whatever the programs' own counts add up to. */
#include "config.h"

#include "asking.h"

#include "plugin/registry_private.h"

static const struct sijil_metric metrics[] = {
	{ METRIC("active", 1), .persons = true, .numerator = MEASURES({ .take = SIJIL_PERSONS, .spells = SIJIL_ACTIVE }) },
	{ 0 },
};

static void setup(void)
{
	school_open(metrics);
	build_city(&school.registry);
}

static void teardown(void)
{
	arena_release(&school.registry.arena);
	asking_end();
}

TestSuite(city_wide, .init = setup, .fini = teardown);

static int64_t persons(unsigned metric, const char *group)
{
	const struct answer *a = &answers->programs[2].metrics[metric];
	size_t i;

	cr_assert_eq(answers->n_programs, 3u);
	cr_assert_str_eq(answers->programs[2].program->id, "city");
	if (group == NULL)
		return a->total.value / SIJIL_ONE;
	for (i = 0; i < a->breakdowns[0].n; i++)
		if (strcmp(a->breakdowns[0].groups[i].code, group) == 0)
			return a->breakdowns[0].groups[i].figure.value / SIJIL_ONE;
	return 0;
}

static void enrol(const char *program, const char *who, const char *day, const char *fields)
{
	school.program = program;
	put("enrolment", who, day, fields);
}

Test(city_wide, a_person_in_two_programs_counts_once)
{
	enrol("a", "P1", "2024-03-01", "{\"birth_year\":2000,\"sex\":\"F\"}");
	enrol("b", "P1", "2024-03-05", "{\"birth_year\":2000,\"sex\":\"F\"}");
	enrol("a", "P2", "2024-03-01", "{\"birth_year\":1950,\"sex\":\"M\"}");
	enrol("b", "P3", "2024-04-01", "{\"sex\":\"F\"}"); /* later */
	ask("2024-03", "sex", "2024-03-31");
	expect_total("active", "2 (2)");
	cr_expect_eq(persons(CITY_PERSONS, NULL), 2);
	cr_expect_eq(persons(CITY_PERSONS_SEVERAL, NULL), 1);
	cr_expect_eq(persons(CITY_PERSONS, "F"), 1);
	cr_expect_eq(persons(CITY_PERSONS, "M"), 1);
	ask("2024-03", "age_band", "2024-03-31");
	cr_expect_eq(persons(CITY_PERSONS, "15-24"), 1);
	cr_expect_eq(persons(CITY_PERSONS, "65+"), 1);
}

Test(city_wide, in_two_programs_one_after_the_other_is_in_several)
{
	enrol("a", "P1", "2024-03-01", "{}");
	put("exit", "P1", "2024-03-10", "{}");
	enrol("b", "P1", "2024-03-20", "{}");
	ask("2024-03", NULL, "2024-12-31");
	cr_expect_eq(persons(CITY_PERSONS, NULL), 1);
	cr_expect_eq(persons(CITY_PERSONS_SEVERAL, NULL), 1);
	ask("2024-03-01..2024-03-15", NULL, "2024-12-31");
	cr_expect_eq(persons(CITY_PERSONS_SEVERAL, NULL), 0);
}

/* Outcomes and follow-ups of who has left are not taking part. */
Test(city_wide, who_is_not_enrolled_takes_no_part)
{
	enrol("a", "P1", "2023-03-01", "{}");
	put("exit", "P1", "2023-06-01", "{}");
	put("outcome", "P1", "2024-03-05", "{}");
	ask("2024-03", NULL, NULL);
	cr_expect_eq(persons(CITY_PERSONS, NULL), 0);
}

Test(city_wide, a_program_without_enrolment_is_taken_part_in_by_an_entry)
{
	school.programs[1].opening = NULL;
	school.program = "b";
	put("outcome", "P1", "2024-03-31", "{}");
	put("outcome", "P2", "2024-04-01", "{}");
	ask("2024-03", NULL, NULL);
	cr_expect_eq(persons(CITY_PERSONS, NULL), 1);
}

Test(city_wide, without_one_of_the_programs_nothing_is_said)
{
	school.programs[1].plugin = NULL;
	ask("2024-03", NULL, NULL);
	cr_expect_eq(answers->n_programs, 2u);
}

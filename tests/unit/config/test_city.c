#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "config/city.h"
#include "errors.h"

static struct arena names;
static struct err_list errs;
static struct city *city;
static char *path;

static void reset(void)
{
	city_free(city);
	arena_release(&names);
	errors_unlink(path);
}

TestSuite(city, .fini = reset);

static void read_city(const char *text)
{
	char *problems;

	path = errors_write("sijil.yaml", text);
	city = city_read(path, &names, &errs);
	problems = errors_text(&errs, NULL);
	cr_assert(city != NULL && errs.total == 0, "%s", problems);
	free(problems);
}

static void refuse_city(const char *text, const char *expected)
{
	char *got, *folder;

	path = errors_write("sijil.yaml", text);
	city = city_read(path, &names, &errs);
	cr_assert_null(city);
	folder = strndup(path, (size_t)(strrchr(path, '/') - path));
	got = errors_text(&errs, folder);
	free(folder);
	cr_expect_str_eq(got, expected, "%s", got);
	free(got);
}

Test(city, the_least_a_city_can_be_and_its_defaults)
{
	read_city("sijil: 1\ncity: {name: Benguerir}\n");
	cr_assert_str_eq(city->file, path);
	cr_assert_str_eq(city->name.any, "Benguerir");
	cr_assert_str_eq(city->time_zone, "UTC");
	cr_assert_str_eq(city->currency, "");
	cr_assert_str_eq(city->language, "en");
	cr_assert_eq(city->calendar.school_start, 9);
	cr_assert_eq(city->calendar.fiscal_start, 1);
	cr_assert_eq(city->suppress_below, 0);
	cr_assert(city->n_sites == 0 && city->n_programs == 0 && city->n_references == 0 && city->n_mappings == 0);
	cr_assert_null(city_site(city, "hay_riad"));
	cr_assert_null(city_mapping(city, "x"));
	cr_assert_null(city_reference(city, "population"));
}

Test(city, the_city_as_written)
{
	read_city("sijil: 1\n"
		  "city:\n"
		  "  name: {ar: ابن جرير, fr: Benguérir}\n"
		  "  time_zone: America/Argentina/Buenos_Aires\n"
		  "  currency: MAD\n"
		  "  language: ar\n"
		  "  school_year_start: 10\n"
		  "  fiscal_year_start: 4\n"
		  "privacy: {suppress_below: 5}\n");
	cr_assert_str_eq(city->name.ar, "ابن جرير");
	cr_assert_str_eq(label_text(&city->name, "en"), "Benguérir");
	cr_assert_str_eq(city->time_zone, "America/Argentina/Buenos_Aires");
	cr_assert_str_eq(city->currency, "MAD");
	cr_assert_str_eq(city->language, "ar");
	cr_assert_eq(city->calendar.school_start, 10);
	cr_assert_eq(city->calendar.fiscal_start, 4);
	cr_assert_eq(city->suppress_below, 5);
}

Test(city, sites_keep_their_order_and_are_found_by_id)
{
	read_city("sijil: 1\n"
		  "city: {name: B}\n"
		  "sites:\n"
		  "  - {id: zoo, name: Zoo}\n"
		  "  - {id: arena, name: {en: Arena}, area: rural}\n"
		  "  - {id: mall, name: Mall, area: urban}\n");
	cr_assert_eq(city->n_sites, 3);
	cr_assert_str_eq(city->sites[0].id, "zoo");
	cr_assert_null(city->sites[0].area);
	cr_assert_str_eq(city->sites[1].area, "rural");
	cr_assert_str_eq(city->sites[2].name.any, "Mall");
	for (size_t i = 0; i < 3; i++)
		cr_assert_eq(city_site(city, city->sites[i].id), &city->sites[i]);
	cr_assert_null(city_site(city, "ZOO"), "codes are exact");
}

Test(city, a_program_and_its_defaults)
{
	read_city("sijil: 1\n"
		  "city: {name: B}\n"
		  "sites: [{id: a, name: A}, {id: b, name: B}]\n"
		  "programs:\n"
		  "  - {id: e2c, plugin: second_chance_schools}\n"
		  "  - id: wl\n"
		  "    plugin: womens_literacy\n"
		  "    title: {fr: Alpha}\n"
		  "    sites: [b]\n"
		  "    start: 2023-09-01\n"
		  "    lapse_days: 60\n"
		  "    straddle: prorate\n"
		  "    silent_days: 14\n"
		  "    options: {x: 1}\n"
		  "  - {id: cs, plugin: p, sites: {accept: any}}\n");
	const struct program_config *e2c = &city->programs[0], *wl = &city->programs[1], *cs = &city->programs[2];

	cr_assert_eq(city->n_programs, 3);
	cr_assert_str_eq(e2c->id, "e2c");
	cr_assert_str_eq(e2c->plugin, "second_chance_schools");
	cr_assert_null(label_text(&e2c->title, "fr"));
	cr_assert(e2c->sites.n == 0 && !e2c->any_site);
	cr_assert_eq(e2c->start, DATE_NONE);
	cr_assert_eq(e2c->lapse_days, 90);
	cr_assert_eq(e2c->straddle, STRADDLE_EXCLUDE);
	cr_assert_eq(e2c->silent_days, 35);
	cr_assert_null(e2c->options);
	cr_assert_eq(e2c->node->line, 5);
	cr_assert_str_eq(wl->title.fr, "Alpha");
	cr_assert(wl->sites.n == 1 && strcmp(wl->sites.items[0], "b") == 0);
	cr_assert_eq(wl->start, date_day(2023, 9, 1));
	cr_assert_eq(wl->lapse_days, 60);
	cr_assert_eq(wl->straddle, STRADDLE_PRORATE);
	cr_assert_eq(wl->silent_days, 14);
	cr_assert_str_eq(yaml_get(wl->options, "x")->text, "1");
	cr_assert(cs->any_site && cs->sites.n == 0);
}

Test(city, targets_and_baselines_are_qualified)
{
	read_city("sijil: 1\n"
		  "city: {name: B}\n"
		  "programs:\n"
		  "  - id: wl\n"
		  "    plugin: p\n"
		  "    targets:\n"
		  "      - {metric: coverage, value: 25.0, unit: percent, direction: up, period: SY2025, note: why,\n"
		  "         population: {what: illiterate women, sex: F, age: 15+, area: the commune, year: 2024,\n"
		  "                      source: \"RGPH 2024, HCP\"}}\n"
		  "      - {metric: dropout_rate, value: 15, unit: percent, direction: down}\n"
		  "      - {metric: visits, value: 0.000001, unit: visits, direction: neutral}\n"
		  "    baselines:\n"
		  "      - {id: seed-illiteracy, value: 36.2, unit: percent, direction: down,\n"
		  "         population: {what: unspecified, source: \"seed article, 2024\"}}\n"
		  "  - {id: other, plugin: p, baselines: [{id: seed-illiteracy, value: 1, unit: x, metric: m}]}\n");
	const struct program_config *wl = &city->programs[0];
	const struct target *t = wl->targets, *b = wl->baselines;

	cr_assert(wl->n_targets == 3 && wl->n_baselines == 1);
	cr_assert_null(t[0].id);
	cr_assert_str_eq(t[0].metric, "coverage");
	cr_assert_eq(t[0].value, 25000000);
	cr_assert_str_eq(t[0].unit, "percent");
	cr_assert_eq(t[0].direction, SIJIL_UP);
	cr_assert_str_eq(t[0].period, "SY2025");
	cr_assert_str_eq(t[0].note, "why");
	cr_assert_str_eq(t[0].population.what, "illiterate women");
	cr_assert_str_eq(t[0].population.sex, "F");
	cr_assert_str_eq(t[0].population.age, "15+");
	cr_assert_str_eq(t[0].population.area, "the commune");
	cr_assert_eq(t[0].population.year, 2024);
	cr_assert_str_eq(t[0].population.source, "RGPH 2024, HCP");
	cr_assert_eq(t[0].node->line, 7);
	cr_assert_eq(t[1].direction, SIJIL_DOWN);
	cr_assert(t[1].period == NULL && t[1].note == NULL);
	cr_assert(t[1].population.what == NULL && t[1].population.year == 0);
	cr_assert_eq(t[2].direction, SIJIL_NEUTRAL);
	cr_assert_eq(t[2].value, 1);
	cr_assert_str_eq(b[0].id, "seed-illiteracy");
	cr_assert_null(b[0].metric);
	cr_assert_eq(b[0].value, 36200000);
	cr_assert_str_eq(b[0].population.what, "unspecified");
	cr_assert_null(b[0].population.sex);
	/* Another program may use the same name for its own baseline. */
	cr_assert_str_eq(city->programs[1].baselines[0].metric, "m");
}

Test(city, references_are_found_by_id)
{
	read_city("sijil: 1\n"
		  "city: {name: B}\n"
		  "references:\n"
		  "  - {id: population, value: 114455, unit: persons, population: {area: commune, year: 2024}}\n"
		  "  - {id: illiterate_women, value: 12285, unit: persons}\n");
	const struct reference *r = city_reference(city, "illiterate_women");

	cr_assert_eq(city->n_references, 2);
	cr_assert_eq(r, &city->references[1]);
	cr_assert_eq(r->value, INT64_C(12285000000));
	cr_assert_str_eq(r->unit, "persons");
	cr_assert_eq(r->node->line, 5);
	cr_assert_str_eq(city_reference(city, "population")->population.area, "commune");
	cr_assert_null(city_reference(city, "Population"));
}

Test(city, a_mapping_says_what_every_column_is)
{
	read_city("sijil: 1\n"
		  "city: {name: B}\n"
		  "programs: [{id: libraries, plugin: community_spaces}]\n"
		  "imports:\n"
		  "  visits_ace:\n"
		  "    program: libraries\n"
		  "    kind: visit_count\n"
		  "    delimiter: \";\"\n"
		  "    columns: {Authority: site, Location: skip, Period: period, Count: visits, Statut: status}\n"
		  "    constants: {count_type: manual_daily, zone: 3}\n"
		  "    values:\n"
		  "      status: {Présent: present, حاضر: present, \"-\": \"\"}\n"
		  "      site: {Riad: hay_riad}\n"
		  "  tabs: {delimiter: tab, columns: {A: site}}\n"
		  "  any: {columns: {A: site}}\n");
	const struct mapping *m = city_mapping(city, "visits_ace");
	const struct mapped_feed *f = &m->feeds[0];

	cr_assert_eq(city->n_mappings, 3);
	cr_assert_str_eq(m->name, "visits_ace");
	cr_assert_eq(m->n_feeds, 1);
	cr_assert_str_eq(m->program, "libraries");
	cr_assert_str_eq(f->kind, "visit_count");
	cr_assert_eq(m->delimiter, ';');
	cr_assert_eq(m->node->key_line, 5);
	cr_assert_eq(f->n_columns, 5);
	cr_assert_str_eq(f->columns[0].column, "Authority");
	cr_assert_str_eq(f->columns[0].target, "site");
	cr_assert_str_eq(f->columns[1].column, "Location");
	cr_assert_str_eq(f->columns[1].target, "", "skip");
	cr_assert_eq(f->columns[3].node->key_line, 9);
	cr_assert_eq(f->n_constants, 2);
	cr_assert_str_eq(f->constants[1].target, "zone");
	cr_assert_str_eq(f->constants[1].value, "3");
	cr_assert_eq(f->n_values, 4);
	/* As text_fold() has it: no capitals, no accents. */
	cr_assert_str_eq(f->values[0].from, "present");
	cr_assert_str_eq(f->values[0].target, "status");
	cr_assert_str_eq(f->values[0].to, "present");
	cr_assert_str_eq(f->values[1].from, "حاضر");
	cr_assert_str_eq(f->values[2].to, "");
	cr_assert_str_eq(f->values[3].target, "site");
	cr_assert_eq(city_mapping(city, "tabs")->delimiter, '\t');
	cr_assert_eq(city_mapping(city, "any")->delimiter, 0);
	cr_assert(city_mapping(city, "any")->program == NULL && city_mapping(city, "any")->feeds[0].kind == NULL);
}

Test(city, all_errors_in_one_run_but_twenty_at_most)
{
	struct str text;
	char *got;

	str_init(&text, STR_MAX_DEFAULT);
	str_add(&text, "sijil: 1\ncity: {name: B}\nsites:\n");
	for (int i = 0; i < 25; i++)
		str_add(&text, "  - {id: x}\n");
	path = errors_write("sijil.yaml", text.s);
	str_release(&text);
	city = city_read(path, &names, &errs);
	cr_assert_null(city);
	/* 25 without a name, 24 with a repeated id */
	cr_assert_eq(errs.total, 49);
	cr_assert_eq(errs.n, 20);
	got = errors_text(&errs, NULL);
	cr_expect_not_null(strstr(got, "\n... and 29 more\n"), "%s", got);
	free(got);
}

Test(city, errors_come_in_the_order_of_the_file)
{
	/* What is found last, in the check of ids, stands first. */
	refuse_city("sijil: 1\n"
		    "city: {name: B}\n"
		    "programs:\n"
		    "  - {id: a, plugin: p}\n"
		    "  - {id: a, plugin: p}\n"
		    "  - {id: b, plugin: P}\n"
		    "sites: [{id: a}]\n",
		    "/sijil.yaml:5:10: error: duplicate program 'a' (the first is on line 4)\n"
		    "/sijil.yaml:6:21: error: plugin: 'P' is not a name (1 to 64 of a-z 0-9 _, the first a letter)"
		    "; the file of a program is written file:programs/workshops.yaml\n"
		    "/sijil.yaml:7:9: error: the key 'name' is missing\n");
}

/* A path is seen from the folder of sijil.yaml, an absolute one from anywhere. */
Test(city, a_program_in_a_file)
{
	char *expected;

	read_city("sijil: 1\n"
		  "city: {name: B}\n"
		  "programs:\n"
		  "  - {id: a, plugin: \"file:programs/x.yaml\"}\n"
		  "  - {id: b, plugin: \"file:/srv/x.yaml\"}\n"
		  "  - {id: c, plugin: p}\n");
	expected = arena_printf(&names, "%.*s/programs/x.yaml", (int)(strrchr(path, '/') - path), path);
	cr_assert_str_eq(city->programs[0].plugin, "file:programs/x.yaml");
	cr_assert_str_eq(city->programs[0].file, expected);
	cr_assert_str_eq(city->programs[1].file, "/srv/x.yaml");
	cr_assert_null(city->programs[2].file);
	cr_assert_str_eq(city_path_beside(&names, "sijil.yaml", "programs/x.yaml"), "programs/x.yaml");
}

Test(city, a_file_without_a_path)
{
	refuse_city("sijil: 1\ncity: {name: B}\nprograms: [{id: a, plugin: 'file: '}]\n",
		    "/sijil.yaml:3:28: error: plugin: 'file: ' names no file (write its path behind it, such as "
		    "file:programs/workshops.yaml)\n");
}

Test(city, another_format_is_not_read_on)
{
	refuse_city("sijil: 2\ncity: {nom: B}\nnew_key: 1\n",
		    "/sijil.yaml:1:8: error: sijil: format '2' is not known to this version, which reads format 1\n");
}

Test(city, a_missing_file_is_one_error)
{
	path = errors_write("sijil.yaml", "");
	city = city_read("no/such/sijil.yaml", &names, &errs);
	cr_assert_null(city);
	cr_assert_eq(errs.total, 1);
	cr_assert_eq(errs.items[0].status, ERR_NOINPUT);
}

Test(city, a_partner_is_found_by_id_or_name_in_any_language)
{
	struct arena scratch = { 0 };

	read_city("sijil: 1\n"
		  "city: {name: B}\n"
		  "partners:\n"
		  "  - {id: nour, name: {ar: جمعية النور, fr: Association Noûr}}\n"
		  "  - {id: town, name: Town hall}\n");
	cr_assert_eq(city->n_partners, 2);
	cr_assert_str_eq(city_partner(city, "nour", &scratch)->id, "nour");
	cr_assert_str_eq(city_partner(city, "association nour", &scratch)->id, "nour");
	cr_assert_str_eq(city_partner(city, "جمعية النور", &scratch)->id, "nour");
	cr_assert_str_eq(city_partner(city, "TOWN HALL", &scratch)->id, "town");
	cr_assert_null(city_partner(city, "Noor", &scratch));
	arena_release(&scratch);
}

#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config/city.h"
#include "errors.h"

#define DATA TOP_SRCDIR "/tests/data/config/"

static struct arena names;
static struct err_list errs;
static struct city *city;

static void reset(void)
{
	city_free(city);
	arena_release(&names);
}

TestSuite(sites_file, .fini = reset);

Test(sites_file, the_default_columns)
{
	city = city_read(DATA "good/sites_file.yaml", &names, &errs);
	cr_assert_not_null(city);
	cr_assert_eq(city->n_sites, 3);
	cr_assert_str_eq(city->sites[0].id, "hay_riad");
	cr_assert_str_eq(city->sites[0].name.any, "Riad");
	cr_assert_str_eq(city->sites[0].name.ar, "حي الرياض");
	cr_assert_str_eq(city->sites[0].name.fr, "Hay Riad");
	cr_assert_null(city->sites[0].name.en, "there is no such column");
	cr_assert_str_eq(city->sites[0].area, "urban");
	/* Blanks around a cell do not count; a blank cell is none. */
	cr_assert_str_eq(city->sites[1].id, "garden_kiosk");
	cr_assert_null(city->sites[1].name.any);
	cr_assert_str_eq(city->sites[1].name.fr, "Kiosque, jardin");
	cr_assert_null(city->sites[1].area);
	/* A row may end before the last columns. */
	cr_assert_str_eq(city->sites[2].id, "library");
	cr_assert_null(city->sites[2].area);
	cr_assert_eq(city_site(city, "garden_kiosk"), &city->sites[1]);
	cr_assert_eq(city_site(city, "library"), &city->sites[2]);
}

Test(sites_file, columns_under_other_names)
{
	city = city_read(DATA "good/sites_columns.yaml", &names, &errs);
	cr_assert_not_null(city);
	cr_assert_eq(city->n_sites, 2);
	cr_assert_str_eq(city->sites[0].id, "E09000001");
	cr_assert_str_eq(city->sites[0].name.any, "City of London");
	cr_assert_str_eq(city_site(city, "E06000022")->name.any, "Bath and North East Somerset");
}

Test(sites_file, its_errors_outlive_the_city)
{
	city = city_read(DATA "bad/sites_rows.yaml", &names, &errs);
	cr_assert_null(city);
	cr_assert_str_eq(errs.items[0].file, DATA "bad/sites_rows.csv");
	cr_assert_eq(errs.items[0].status, ERR_CONFIG);
}

/* A city whose sites are in `text`, a file sites.csv beside the YAML. */
static void read_with_sites(const char *text, size_t n)
{
	char *yaml = errors_write("sijil.yaml", "sijil: 1\ncity: {name: B}\nsites: {file: sites.csv}\n"), *csv = NULL;
	FILE *f;

	cr_assert_geq(asprintf(&csv, "%.*s/sites.csv", (int)(strrchr(yaml, '/') - yaml), yaml), 0);
	if (text != NULL) {
		f = fopen(csv, "w");
		cr_assert_eq(fwrite(text, 1, n, f), n);
		fclose(f);
	}
	city = city_read(yaml, &names, &errs);
	unlink(csv);
	free(csv);
	errors_unlink(yaml); /* the errors of the YAML lose their file name; the tests below do not look at it */
}

Test(sites_file, a_missing_file_is_an_error_of_the_key_that_names_it)
{
	read_with_sites(NULL, 0);
	cr_assert_null(city);
	cr_assert_eq(errs.total, 1);
	cr_assert(errs.items[0].line == 3 && errs.items[0].col == 15);
	cr_assert_not_null(strstr(errs.items[0].message, "sites.csv': No such file or directory"), "%s",
			   errs.items[0].message);
}

Test(sites_file, what_the_csv_reader_refuses_is_reported_in_the_csv)
{
	const char text[] = "id,name\na,A\nb,caf\xe9\nc,C\n";

	read_with_sites(text, sizeof(text) - 1);
	cr_assert_null(city);
	cr_assert_eq(errs.total, 1);
	cr_assert_str_eq(strrchr(errs.items[0].file, '/'), "/sites.csv");
	cr_assert(errs.items[0].line == 3 && errs.items[0].col == 2);
	cr_assert_not_null(strstr(errs.items[0].message, "0xE9"), "%s", errs.items[0].message);
}

Test(sites_file, a_header_without_rows_is_a_city_without_sites)
{
	read_with_sites("name;id\n", 8);
	cr_assert_not_null(city);
	cr_assert_eq(city->n_sites, 0);
	cr_assert_null(city_site(city, "id"));
}

Test(sites_file, a_hundred_thousand_sites_are_too_many)
{
	struct str text;

	str_init(&text, STR_MAX_DEFAULT);
	str_add(&text, "id,name\n");
	for (int i = 1; i <= 99999; i++)
		str_addf(&text, "s%d,S\n", i);
	read_with_sites(text.s, text.len);
	cr_assert_not_null(city);
	cr_assert_eq(city->n_sites, 99999);
	cr_assert_eq(city_site(city, "s77777"), &city->sites[77776]);
	city_free(city);
	str_add(&text, "s100000,S\n");
	read_with_sites(text.s, text.len);
	str_release(&text);
	cr_assert_null(city);
	cr_assert_eq(errs.total, 1);
	cr_assert_str_eq(errs.items[0].message, "100000 sites or more: that is not a list of sites");
}

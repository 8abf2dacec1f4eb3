#include "config.h"

/*
 * Whole files: those in tests/data/config/good are read without an error; for each bad/NAME.yaml, bad/NAME.err holds
 * exactly what is said, one `NAME.yaml:line:col: error: ...` per line (of a sites file, under the name of that file).
 */
#include <criterion/criterion.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/city.h"
#include "errors.h"

#define DATA TOP_SRCDIR "/tests/data/config/"

/* What city_read() says of a file, without the folder in front; "" if it was read. */
static char *verdict(const char *path, const char *folder)
{
	struct arena names = { 0 };
	struct err_list errs = { 0 };
	struct city *city = city_read(path, &names, &errs);
	char *text = errors_text(&errs, folder);

	cr_expect_eq(city == NULL, errs.total > 0, "%s", path);
	city_free(city);
	arena_release(&names);
	return text;
}

/* The whole file as a string. */
static char *slurp(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = calloc(1, 65536);

	cr_assert_not_null(f, "%s is missing", path);
	cr_assert_lt(fread(text, 1, 65535, f), 65535);
	fclose(f);
	return text;
}

/* bad/x.yaml -> bad/x.err */
static char *expected_of(const char *path)
{
	char *name = strdup(path), *text;

	memcpy(strrchr(name, '.'), ".err", 5);
	text = slurp(name);
	free(name);
	return text;
}

Test(cases, good_files_are_read)
{
	glob_t found;

	cr_assert_eq(glob(DATA "good/*.yaml", 0, NULL, &found), 0);
	cr_assert_geq(found.gl_pathc, 4);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char *got = verdict(found.gl_pathv[i], DATA "good/");

		cr_expect_str_eq(got, "", "%s", got);
		free(got);
	}
	globfree(&found);
}

Test(cases, bad_files_get_exactly_these_messages)
{
	glob_t found;

	cr_assert_eq(glob(DATA "bad/*.yaml", 0, NULL, &found), 0);
	cr_assert_geq(found.gl_pathc, 20);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char *got = verdict(found.gl_pathv[i], DATA "bad/"), *expected = expected_of(found.gl_pathv[i]);

		cr_expect_str_eq(got, expected, "%s\n--- expected\n%s--- got\n%s", found.gl_pathv[i], expected, got);
		free(expected);
		free(got);
	}
	globfree(&found);
}

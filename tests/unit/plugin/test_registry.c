/* The programs of a city with their plugins: one that is at fault never stops the others. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plugin/loader.h"
#include "plugin/registry.h"
#include "rules/judge.h"

#define FIXTURES TOP_BUILDDIR "/tests/fixtures/.libs"
/* Lines 1 to 4; programs begin on line 5. */
#define CITY "sijil: 1\ncity: {name: Town}\nsites: [{id: centre, name: Centre}]\nprograms:\n"

/* What good_small keeps of its options. */
struct good_small {
	int64_t max_pages;
	bool open;
};

static char path[64];
static struct arena names;
static struct err_list errs;
static struct city *city;
static struct registry *registry;

static void read_city(const char *yaml)
{
	const char *tmp = getenv("TMPDIR");
	int fd;

	snprintf(path, sizeof(path), "%s/sijil-city-XXXXXX", tmp != NULL ? tmp : "/tmp");
	fd = mkstemp(path);
	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, yaml, strlen(yaml)), (ssize_t)strlen(yaml));
	close(fd);
	city = city_read(path, &names, &errs);
	cr_assert_not_null(city, "%u:%u: %s", errs.items[0].line, errs.items[0].col, errs.items[0].message);
}

static void open_registry(const char *yaml)
{
	read_city(yaml);
	registry = registry_open(city, FIXTURES, &engine_host, &errs);
	cr_assert_not_null(registry, "%u:%u: %s", errs.items[0].line, errs.items[0].col, errs.items[0].message);
}

static void teardown(void)
{
	registry_close(registry);
	city_free(city);
	arena_release(&names);
	unlink(path);
}

TestSuite(registry, .fini = teardown);

static const struct good_small *options_of(const char *id)
{
	return registry_program(registry, id)->instance;
}

/* The n-th error stands at that place and has all of these words in it. */
static void assert_error(size_t n, unsigned line, unsigned col, const char *const *words)
{
	const struct sijil_err *e = &errs.items[n];

	cr_assert_lt(n, errs.n, "there are %zu errors", errs.n);
	cr_expect(e->line == line && e->col == col, "%u:%u: %s", e->line, e->col, e->message);
	cr_expect_str_eq(e->file, path);
	for (; *words != NULL; words++)
		cr_expect_not_null(strstr(e->message, *words), "'%s' is not in: %s", *words, e->message);
}
#define WORDS(...) (const char *const[]){ __VA_ARGS__, NULL }

/* --- what loads --- */

Test(registry, a_program_has_the_tables_of_its_plugin_and_the_kinds_of_every_program)
{
	const struct program *p;
	const struct kind *k;

	open_registry(CITY "  - {id: reading, plugin: good_small}\n");
	cr_assert_eq(registry->n_programs, 1);
	p = registry_program(registry, "reading");
	cr_assert_not_null(p->plugin);
	cr_expect_str_eq(p->plugin->name, "good_small");
	cr_expect_eq(p->id, p->config->id);
	cr_expect_eq(p->n_kinds, 5u);
	cr_expect_str_eq(p->kinds[0].def->name, "reading");
	cr_expect_str_eq(p->kinds[1].def->name, "budget_line");
	cr_expect_str_eq(p->kinds[2].def->name, "population_estimate");
	cr_expect_str_eq(p->kinds[3].def->name, "note");
	k = program_kind(p, "budget_line");
	cr_expect_eq(k->program, p);
	cr_expect_not_null(k->future_when);
	cr_expect_str_eq(k->fields[kind_field(k, "phase")].choices[1], "committed");
	cr_expect_null(program_kind(p, "writing"));
	cr_expect_eq(kind_field(k, "colour"), -1);
	cr_expect_eq(p->n_rules, 1u);
	cr_expect_eq(p->rules[0].kind, &p->kinds[0]);
	cr_expect_eq(p->rules[0].field, 0);
	cr_expect_not_null(program_metric(p, "pages"));
	cr_expect_null(program_metric(p, "page"));
	cr_expect_null(p->opening, "nothing opens a spell");
	cr_expect_null(registry_program(registry, "read"));
}

Test(registry, options_come_from_the_yaml_and_what_it_does_not_say_from_the_presets)
{
	open_registry(CITY "  - {id: a, plugin: good_small, options: {max_pages: 120}}\n"
			   "  - {id: b, plugin: good_small}\n");
	cr_expect_eq(options_of("a")->max_pages, 120);
	cr_expect_eq(options_of("b")->max_pages, 500);
	cr_expect(options_of("a")->open && options_of("b")->open, "each was opened");
	cr_expect_neq(options_of("a"), options_of("b"));
	cr_expect_eq(registry_program(registry, "a")->plugin, registry_program(registry, "b")->plugin);
}

Test(registry, a_city_without_programs)
{
	open_registry("sijil: 1\ncity: {name: Town}\n");
	cr_expect_eq(registry->n_programs, 0);
}

/* --- what does not load --- */

struct refused {
	const char *plugin;
	bool loads; /* it is found, and then something is wrong with it */
	const char *words[5];
};

static const struct refused refused[] = {
	{ "failing_open", true, { "it could not start", "the moon is in the wrong phase (7)" } },
	{ "bad_field", true, { "metric 'visits'", "numerator", "'vists'", "did you mean 'visits'?" } },
	{ "bad_choice", true, { "rule 'BC-E01'", "'enterance'", "not one of its choices" } },
	{ "dup_code", true, { "metric 'visits'", "twice" } },
	{ "no_denominator", true, { "ratio without a denominator" } },
	{ "bad_abi", false, { "ABI" } },
	{ "unresolved", false, { "undefined symbol" } },
	{ "never_installed", false, { "No such file or directory" } },
};

Test(registry, a_plugin_at_fault_leaves_its_program_with_why_and_stops_nobody)
{
	char yaml[2048] = CITY "  - {id: first, plugin: good_small}\n", line[128];
	size_t i, k;

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		snprintf(line, sizeof(line), "  - {id: p%zu, plugin: %s}\n", i, refused[i].plugin);
		strncat(yaml, line, sizeof(yaml) - strlen(yaml) - 1);
	}
	strncat(yaml, "  - {id: last, plugin: good_small}\n", sizeof(yaml) - strlen(yaml) - 1);
	open_registry(yaml);
	cr_expect_eq(errs.total, 0, "it is no fault of the YAML");
	cr_expect(options_of("first")->open);
	cr_expect(options_of("last")->open);
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		const struct program *p = &registry->programs[i + 1];

		cr_expect_null(p->plugin, "%s", refused[i].plugin);
		cr_expect_null(p->instance);
		cr_expect_not(p->opened);
		cr_expect_eq(strncmp(p->why.message, "plugin '", 8), 0, "%s", p->why.message);
		cr_expect_not_null(strstr(p->why.message, refused[i].plugin), "%s", p->why.message);
		for (k = 0; k < 5 && refused[i].words[k] != NULL; k++)
			cr_expect_not_null(strstr(p->why.message, refused[i].words[k]), "'%s' is not in: %s",
					   refused[i].words[k], p->why.message);
		cr_expect_not_null(strstr(p->why.message, FIXTURES), "it names the file: %s", p->why.message);
	}
}

Test(registry, the_message_names_the_plugin_once)
{
	const char *first, *again;
	size_t i;

	open_registry(CITY
		      "  - {id: a, plugin: bad_abi}\n  - {id: b, plugin: bad_field}\n  - {id: c, plugin: dup_code}\n");
	for (i = 0; i < 3; i++) {
		first = strstr(registry->programs[i].why.message, "plugin '");
		again = first != NULL ? strstr(first + 1, "plugin '") : NULL;
		cr_expect(first != NULL && again == NULL, "%s", registry->programs[i].why.message);
		cr_expect_eq(registry->programs[i].why.status, ERR_UNAVAILABLE, "status %d: %s",
			     registry->programs[i].why.status, registry->programs[i].why.message);
	}
}

Test(registry, without_its_plugin_a_program_keeps_the_kinds_of_every_program)
{
	const struct program *p;
	size_t i;

	open_registry(CITY "  - {id: a, plugin: never_installed, options: {what: ever}}\n"
			   "  - {id: b, plugin: bad_field}\n  - {id: c, plugin: failing_open}\n");
	for (i = 0; i < 3; i++) {
		p = &registry->programs[i];
		cr_expect_eq(p->n_kinds, 4u);
		cr_expect_not_null(program_kind(p, "note"));
		cr_expect_not_null(program_kind(p, "budget_line")->future_when);
		cr_expect_null(program_kind(p, "visit_count"));
		cr_expect_eq(p->n_rules, 0u);
		cr_expect_eq(p->n_metrics, 0u);
		cr_expect_null(p->opening);
	}
}

/* --- what only the plugin can tell of the YAML --- */

static void open_refused(const char *yaml, size_t n_errors)
{
	read_city(yaml);
	cr_assert_null(registry_open(city, FIXTURES, &engine_host, &errs));
	cr_assert_eq(errs.total, n_errors, "%zu: %s", errs.total, errs.items[0].message);
}

Test(registry, an_option_that_the_plugin_does_not_have_is_an_error_at_its_place)
{
	open_refused(CITY "  - id: a\n    plugin: good_small\n    options: {max_page: 120}\n", 1);
	assert_error(0, 7, 15, WORDS("'max_page'", "did you mean 'max_pages'?"));
}

Test(registry, so_is_a_value_that_an_option_cannot_have)
{
	open_refused(CITY "  - id: a\n    plugin: good_small\n    options:\n      max_pages: 0\n"
			  "  - id: b\n    plugin: good_small\n    options:\n      max_pages: many\n",
		     2);
	assert_error(0, 8, 18, WORDS("max_pages", "0"));
	assert_error(1, 12, 18, WORDS("max_pages", "'many'"));
}

Test(registry, a_target_of_a_metric_that_the_plugin_does_not_have)
{
	open_refused(CITY "  - id: a\n    plugin: good_small\n    targets:\n"
			  "      - {metric: pages, value: 10, unit: pages}\n"
			  "      - {metric: pagess, value: 10, unit: pages}\n"
			  "    baselines:\n"
			  "      - {id: x, value: 10, unit: pages}\n"
			  "      - {id: y, metric: readers, value: 10, unit: pages}\n",
		     2);
	assert_error(0, 9, 9, WORDS("plugin 'good_small'", "no metric 'pagess'", "did you mean 'pages'?"));
	assert_error(1, 12, 9, WORDS("no metric 'readers'"));
	cr_expect_null(strstr(errs.items[1].message, "did you mean"));
}

Test(registry, a_mapping_for_a_kind_that_the_plugin_does_not_have)
{
	open_refused(CITY "  - {id: a, plugin: good_small}\n"
			  "imports:\n"
			  "  right: {program: a, kind: reading, columns: {Pages: pages}}\n"
			  "  core: {program: a, kind: note, columns: {Texte: text}}\n"
			  "  wrong: {program: a, kind: readings, columns: {Pages: pages}}\n"
			  "  any: {kind: whatever, columns: {Pages: pages}}\n",
		     1);
	assert_error(0, 9, 10, WORDS("import mapping 'wrong'", "program 'a'", "no kind 'readings'"));
}

Test(registry, of_a_plugin_that_is_not_there_nothing_is_asked)
{
	open_registry(CITY "  - id: a\n    plugin: never_installed\n    options: {x: 1}\n"
			   "    targets: [{metric: y, value: 1, unit: z}]\n"
			   "imports:\n  m: {program: a, kind: whatever, columns: {Pages: pages}}\n");
	cr_expect_null(registry->programs[0].plugin);
}

Test(registry, errors_of_the_yaml_do_not_hide_each_other)
{
	open_refused(CITY "  - {id: a, plugin: good_small, options: {x: 1}}\n"
			  "  - {id: b, plugin: failing_open}\n"
			  "  - {id: c, plugin: good_small, options: {y: 1, max_pages: -1}}\n",
		     3);
	assert_error(0, 5, 43, WORDS("'x'"));
	assert_error(1, 7, 43, WORDS("'y'"));
	assert_error(2, 7, 60, WORDS("max_pages", "-1"));
}

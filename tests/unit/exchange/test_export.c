/* What is exported comes back: the property, for texts that do harm elsewhere, in all formats. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/export.h"
#include "town.h"

static struct town town, other;

static void setup(void)
{
	town_open(&town, NULL);
	town_open(&other, NULL);
}

static void teardown(void)
{
	town_close(&town);
	town_close(&other);
}

TestSuite(export, .init = setup, .fini = teardown);

enum format { CSV, SEMICOLON, XLSX, JSON, FORMATS };

static const char *const names[FORMATS] = { "a.csv", "b.csv", "a.xlsx", "a.json" };

static struct export_writer *writer(enum format format, int fd, const char *path, const char *folder)
{
	struct sijil_err err;
	struct export_writer *w;

	if (format == JSON)
		return export_json(fd, "spaces");
	if (format != XLSX)
		return export_csv(fd, format == CSV ? ',' : ';', format == CSV);
	w = export_xlsx(path, folder, true, &err);
	cr_assert_not_null(w, "%s", err.message);
	return w;
}

/* Export kinds of a town to a file in its folder; the path lives until the next call for that town. */
static const char *export_to(struct town *t, const char *program, const struct kind *const *kinds, enum format format,
			     struct export_result *result)
{
	static char paths[2][128];
	char *path = paths[t == &other];
	const struct export_request request = {
		.registry = t->registry,
		.log = t->log,
		.program = registry_program(t->registry, program),
		.kinds = kinds,
	};
	struct export_writer *w;
	int fd;

	snprintf(path, sizeof(paths[0]), "%s/%s", t->dir, names[format]);
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	cr_assert_geq(fd, 0);
	w = writer(format, fd, path, t->dir);
	cr_assert_eq(export_run(&request, w, &t->names, result, &t->err), 0, "%s", t->err.message);
	export_writer_free(w);
	close(fd);
	return path;
}

static const char *export_kind(struct town *t, const char *program, const char *kind, enum format format,
			       struct export_result *result)
{
	const struct kind *kinds[] = { town_kind(t, program, kind), NULL };

	return export_to(t, program, kinds, format, result);
}

static void assert_same(const char *a, const char *b)
{
	static char x[1 << 20], y[1 << 20];
	FILE *f = fopen(a, "rb"), *g = fopen(b, "rb");
	size_t n, m;

	cr_assert(f != NULL && g != NULL);
	n = fread(x, 1, sizeof(x), f);
	m = fread(y, 1, sizeof(y), g);
	fclose(f);
	fclose(g);
	cr_assert(n > 0 && n < sizeof(x), "%zu", n);
	cr_assert(n == m && memcmp(x, y, n) == 0, "%s and %s differ", a, b);
}

static const char *contents(const char *path)
{
	static char text[1 << 16];
	FILE *f = fopen(path, "rb");

	cr_assert_not_null(f);
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	return text;
}

/* --- texts --- */

static const char *const pieces[] = {
	"=", "+", "-", "@", "'", "\"", "\"\"", ",", ";", "|", "a", "Z", "0", "12", "1.234", " ", "  ", "_x0041_", "_x", "_",
	"\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7", "\xe2\x80\x8f", "\xe2\x81\xa7", "\xf0\x9f\x8e\x89", "\xc3\xa9", "<b>", "&amp;", "]]>", "#N/A",
	"TRUE", "2024-01-01", "1E5", "%", "\\", "\\n", "/", "\xd8\x8c", "\xef\xbf\xbd",
};

/* A small generator: the same texts every time. */
static unsigned next_random(unsigned *state, unsigned n)
{
	*state = *state * 1103515245u + 12345u;
	return (*state >> 16) % n;
}

/* An event whose title is made of awkward pieces; it begins and ends with something visible, as intake leaves it. */
static void add_title(struct str *csv, unsigned *state)
{
	static const char *const ends[] = { "=x", "-", "'", "'=", "+1", "@a", "x", "\"", "\xd8\xa8", "#" };
	struct str title;
	unsigned n = next_random(state, 6), i;

	str_init(&title, 4096);
	str_add(&title, ends[next_random(state, 10)]);
	for (i = 0; i < n; i++)
		str_add(&title, pieces[next_random(state, sizeof(pieces) / sizeof(pieces[0]))]);
	str_add(&title, ends[next_random(state, 10)]);
	csv_add_text(csv, title.s, ',');
	str_release(&title);
}

static void fill(struct town *t)
{
	static const char *const types[] = { "reading", "workshop", "talk" };
	unsigned state = 7, i;
	struct str csv;

	str_init(&csv, 1 << 20);
	str_add(&csv, "site,on,until,title,event_type,attendees,minutes\n");
	for (i = 0; i < 400; i++) {
		str_addf(&csv, "%s,2024-%02u-%02u,,", i % 3 == 0 ? "kiosk" : "centre", 1 + i / 28 % 10, 1 + i % 28);
		add_title(&csv, &state);
		str_addf(&csv, ",%s,%u,%s\n", types[i % 3], i, i % 5 == 0 ? "" : "90");
	}
	town_import(t, "spaces", "event", NULL, csv.s);
	assert_counts(t, 400, 0, 0, 0);
	str_release(&csv);
}

static void comes_back(enum format format)
{
	struct export_result result;
	const char *path;

	fill(&town);
	path = export_kind(&town, "spaces", "event", format, &result);
	cr_assert_eq(result.entries, 400);
	town_import_file(&other, "spaces", "event", NULL, path, false);
	assert_counts(&other, 400, 0, 0, 0);
	assert_same(path, export_kind(&other, "spaces", "event", format, &result));
	town_import_file(&town, "spaces", "event", NULL, path, false);
	assert_counts(&town, 0, 400, 0, 0);
}

Test(export, csv_comes_back)
{
	comes_back(CSV);
}

Test(export, csv_with_semicolons_comes_back)
{
	comes_back(SEMICOLON);
}

Test(export, a_workbook_comes_back)
{
	comes_back(XLSX);
}

Test(export, json_comes_back)
{
	comes_back(JSON);
}

/* --- values of every type, references, corrections --- */

static void enrol_and_attend(struct town *t)
{
	town_import(t, "school", "enrolment", NULL, "person,on,sex,birth_year,track\nP1,2024-09-02,F,2008,mixed\nP2,2024-09-02,M,2007,mixed\n");
	town_import(t, "school", "session", NULL,
		    "site,on,cohort,planned_minutes\ncentre,2024-10-07,=evening,120\ncentre,2024-10-08,evening-a,120\n"
		    "centre,2024-10-09,evening-a,120\nkiosk,2024-10-09,evening-a,90\ncentre,2024-10-10,\xe2\x80\x8f"
		    "b,60\n");
	assert_counts(t, 5, 0, 0, 0);
	town_import(t, "school", "attendance", NULL,
		    "person,on,session,status\nP1,2024-10-07,'=evening/2024-10-07,present\nP2,2024-10-08,evening-a/2024-10-08,late\n");
	assert_counts(t, 2, 0, 0, 0);
}

Test(export, a_reference_is_a_name_that_means_the_same_elsewhere)
{
	static const char expected[] = "person,on,site,session,status,minutes,cohort,planned_minutes\r\n"
				       "P1,2024-10-07,centre,'=evening/2024-10-07,present,,,\r\n"
				       "P2,2024-10-08,centre,evening-a/2024-10-08,late,,,\r\n";
	struct export_result result;
	enum format f;

	enrol_and_attend(&town);
	export_kind(&town, "school", "attendance", SEMICOLON, &result);
	cr_expect_eq(result.nameless, 0);
	for (f = CSV; f < FORMATS; f++) {
		const char *kinds[] = { "enrolment", "session", "attendance" };
		size_t i;

		for (i = 0; i < 3; i++) {
			const char *path = export_kind(&town, "school", kinds[i], f, &result);

			town_import_file(&other, "school", kinds[i], NULL, path, false);
			cr_expect_eq(other.result.rejected, 0, "%s: %s", path, other.err.message);
			cr_expect_eq(other.result.added, f == CSV ? result.entries : 0, "%s in format %d", kinds[i], f);
			cr_expect_eq(other.result.unchanged, f == CSV ? 0 : result.entries);
			if (f == CSV && i == 2)
				cr_expect_str_eq(contents(path) + 3, expected);
			assert_same(path, export_kind(&other, "school", kinds[i], f, &result));
		}
	}
}

/* Two sessions of one cohort on one day, and one whose name holds what intake takes away: only this register knows them. */
Test(export, what_has_no_name_of_its_own_is_a_number)
{
	struct export_result result;
	char csv[256];
	const char *text;

	enrol_and_attend(&town);
	snprintf(csv, sizeof(csv), "person,on,session,status\nP1,2024-10-09,#%lld,present\nP1,2024-10-10,#%lld,present\n",
		 (long long)town_entry(&town, "session", 3), (long long)town_entry(&town, "session", 5));
	town_import(&town, "school", "attendance", NULL, csv);
	assert_counts(&town, 2, 0, 0, 0);
	text = contents(export_kind(&town, "school", "attendance", CSV, &result));
	cr_expect_eq(result.nameless, 2);
	cr_expect_str_eq(result.nameless_kind->def->name, "attendance");
	snprintf(csv, sizeof(csv), "P1,2024-10-09,centre,#%lld,present", (long long)town_entry(&town, "session", 3));
	cr_expect_not_null(strstr(text, csv), "%s", text);
}

Test(export, corrected_entries_as_they_are_now)
{
	struct export_result result;
	const char *text;

	enrol_and_attend(&town);
	town_replace(&town, town_entry(&town, "session", 2), "{\"cohort\":\"moved\",\"planned_minutes\":120}", NULL);
	town_replace(&town, town_entry(&town, "session", 3), NULL, NULL);
	text = contents(export_kind(&town, "school", "attendance", CSV, &result));
	cr_expect_not_null(strstr(text, "moved/2024-10-08"), "it is named as it is called now: %s", text);
	text = contents(export_kind(&town, "school", "session", CSV, &result));
	cr_expect_eq(result.entries, 4, "a voided one is gone");
	cr_expect_null(strstr(text, "centre,2024-10-09"));
}

Test(export, numbers_that_a_spreadsheet_would_damage_come_back)
{
	struct export_result result;
	enum format f;

	town_import(&town, "spaces", "computer_use", NULL,
		    "site,on,sessions,hours\nkiosk,2024-01-01,3,1.2340\nkiosk,2024-02-01,1,0.1\n"
		    "kiosk,2024-03-01,999999999,123456789.123456\nkiosk,2024-04-01,0,0\n");
	assert_counts(&town, 4, 0, 0, 0);
	for (f = CSV; f < FORMATS; f++) {
		const char *path = export_kind(&town, "spaces", "computer_use", f, &result);

		town_import_file(&town, "spaces", "computer_use", NULL, path, true);
		assert_counts(&town, 0, 4, 0, 0);
	}
}

/* --- the order --- */

static size_t place_of(const struct kind **order, const char *name)
{
	size_t i;

	for (i = 0; order[i] != NULL; i++)
		if (strcmp(order[i]->def->name, name) == 0)
			return i;
	cr_assert_fail("no %s", name);
	return i;
}

Test(export, kinds_come_in_the_order_of_importing)
{
	const struct kind **order = export_order(registry_program(town.registry, "school"), &town.names);
	size_t n = 0;

	while (order[n] != NULL)
		n++;
	cr_expect_eq(n, registry_program(town.registry, "school")->n_kinds - 1, "all but frozen reports");
	cr_expect_lt(place_of(order, "enrolment"), place_of(order, "session"));
	cr_expect_lt(place_of(order, "session"), place_of(order, "attendance"));
	cr_expect_lt(place_of(order, "attendance"), place_of(order, "exit"));
	for (n = 0; order[n] != NULL; n++)
		cr_expect_str_neq(order[n]->def->name, "freeze");
}

/* --- files --- */

static void path_in(char *out, size_t size, const char *name)
{
	snprintf(out, size, "%s/%s", town.dir, name);
}

Test(export, a_file_is_never_replaced_unasked)
{
	struct export_file f;
	struct sijil_err err = { 0 };
	char path[128];

	path_in(path, sizeof(path), "there.csv");
	town_file(&town, "there.csv", "kept");
	cr_expect_eq(export_file_open(&f, path, false, &err), -1);
	cr_expect_eq(err.status, ERR_USAGE);
	cr_expect_not_null(strstr(err.message, "--force"));
	cr_assert_eq(export_file_open(&f, path, true, &err), 0);
	cr_assert_eq(write(f.fd, "new", 3), 3);
	cr_expect_str_eq(contents(path), "kept", "until it is whole");
	cr_assert_eq(export_file_keep(&f, true, &err), 0);
	cr_expect_str_eq(contents(path), "new");
}

Test(export, what_came_meanwhile_stays)
{
	struct export_file f;
	struct sijil_err err = { 0 };
	char path[128];

	path_in(path, sizeof(path), "late.csv");
	cr_assert_eq(export_file_open(&f, path, false, &err), 0);
	town_file(&town, "late.csv", "first");
	cr_expect_eq(export_file_keep(&f, false, &err), -1);
	cr_expect_str_eq(contents(path), "first");
	export_file_drop(&f);
}

Test(export, a_dropped_file_leaves_nothing)
{
	struct export_file f;
	struct sijil_err err = { 0 };
	char path[128];
	char temporary[160];

	path_in(path, sizeof(path), "none.csv");
	cr_assert_eq(export_file_open(&f, path, false, &err), 0);
	snprintf(temporary, sizeof(temporary), "%s", f.temporary);
	cr_expect_eq(access(temporary, F_OK), 0);
	export_file_drop(&f);
	cr_expect_eq(access(temporary, F_OK), -1);
	cr_expect_eq(access(path, F_OK), -1);
	path_in(path, sizeof(path), "no/such/folder.csv");
	cr_expect_eq(export_file_open(&f, path, false, &err), -1);
	cr_expect_eq(err.status, ERR_IO);
	export_file_drop(&f);
}

Test(export, a_full_disk_is_an_error)
{
	const struct kind *kinds[] = { town_kind(&town, "spaces", "event"), NULL };
	const struct export_request request = {
		.registry = town.registry, .log = town.log, .program = registry_program(town.registry, "spaces"), .kinds = kinds
	};
	struct export_result result;
	struct export_writer *w;
	const int fd = open("/dev/full", O_WRONLY);

	if (fd < 0)
		cr_skip_test("there is no /dev/full");
	w = export_csv(fd, ',', true);
	cr_expect_eq(export_run(&request, w, &town.names, &result, &town.err), -1);
	cr_expect_eq(town.err.status, ERR_IO);
	export_writer_free(w);
	close(fd);
}

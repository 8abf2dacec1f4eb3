#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#include "log_fixture.h"

static char *path;
static struct log *log_;
static struct sijil_err err;

static void start(void)
{
	path = fixture_register();
	log_ = fixture_open(path, LOG_WRITE);
}

static void stop(void)
{
	log_close(log_);
	fixture_remove(path);
}

TestSuite(log_views, .init = start, .fini = stop);

static void expect_text(const char *sql, const char *expected)
{
	char *text = raw_text(path, sql);

	cr_expect_str_eq(text, expected, "%s: %s", sql, text);
	free(text);
}

Test(log_views, the_whole_log_is_decoded)
{
	struct log_row row;

	fixture_begin(log_, "import");
	row = fixture_row(log_, "BG-1", "hay_riad", 19000, "{\"minutes\":45}"); /* 2022-01-08 */
	row.day_end = 19006;
	fixture_append(log_, &row);
	row.subject_type = SIJIL_SITE;
	row.subject = row.site;
	fixture_append(log_, &row);
	row.subject_type = SIJIL_PROGRAM;
	row.subject = row.program;
	row.site = 0;
	row.day = row.day_end = -1;
	fixture_append(log_, &row);
	fixture_commit(log_);
	fixture_replace(log_, 1, "{\"minutes\":50}", "typing error");
	fixture_replace(log_, 2, NULL, "logged twice");
	expect_text(
		"SELECT number, status, date, until, program, kind, subject, person, site, fields, replaces, reason"
		" FROM progress_log ORDER BY number",
		"1|replaced|2022-01-08|2022-01-14|school|visit|person|BG-1|hay_riad|{\"minutes\":45}|-|-\n"
		"2|replaced|2022-01-08|2022-01-14|school|visit|site|-|hay_riad|{\"minutes\":45}|-|-\n"
		"3|current|1969-12-31|1969-12-31|school|visit|program|-|-|{\"minutes\":45}|-|-\n"
		"4|current|2022-01-08|2022-01-14|school|visit|person|BG-1|hay_riad|{\"minutes\":50}|1|typing error\n"
		"5|void|2022-01-08|2022-01-14|school|visit|site|-|hay_riad|-|2|logged twice\n");
	expect_text("SELECT recorded_at, recorded_by, command, source FROM progress_log WHERE number = 4",
		    "2023-11-14T22:13:20Z|amina|amend|-\n");
	cr_expect_eq(raw_int(path, "SELECT count(*) FROM progress_log l JOIN origin o ON o.origin = l.origin"), 5);
}

static void make_view(const char *program, const char *kind, const struct log_column *columns)
{
	fixture_begin(log_, "log");
	cr_assert_eq(log_view(log_, program, kind, columns, &err), 0, "%s", err.message);
	fixture_commit(log_);
}

static const struct log_column minutes[] = { { "minutes" }, { "status" }, { NULL } };

Test(log_views, a_kind_has_a_view_with_a_column_for_each_field)
{
	struct log_row row;

	fixture_begin(log_, "import");
	row = fixture_row(log_, "BG-1", "hay_riad", 19000, "{\"minutes\":45,\"status\":\"late\"}");
	fixture_append(log_, &row);
	row = fixture_row(log_, "BG-2", NULL, 19001, "{\"minutes\":12.5}");
	fixture_append(log_, &row);
	row.kind = (uint32_t)log_code_number(log_, LOG_KIND, "loan", true, &err);
	fixture_append(log_, &row);
	cr_assert_eq(log_view(log_, "school", "visit", minutes, &err), 0, "%s", err.message);
	fixture_commit(log_);
	expect_text("SELECT * FROM school_visit",
		    "1|2022-01-08|2022-01-08|hay_riad|BG-1|45|late\n2|2022-01-09|2022-01-09|-|BG-2|12.5|-\n");
	fixture_replace(log_, 1, "{\"minutes\":50}", "typing error");
	fixture_replace(log_, 2, NULL, "logged twice");
	expect_text("SELECT number, minutes FROM school_visit", "4|50\n");
	expect_text("SELECT group_concat(name) FROM pragma_table_info('school_visit')",
		    "number,date,until,site,person,minutes,status\n");
}

Test(log_views, a_view_follows_its_fields)
{
	static const struct log_column more[] = { { "minutes" }, { "place" }, { NULL } };
	int64_t schema;

	make_view("school", "visit", minutes);
	schema = raw_int(path, "PRAGMA schema_version");
	make_view("school", "visit", minutes);
	cr_expect_eq(raw_int(path, "PRAGMA schema_version"), schema, "the same view was made again");
	make_view("school", "visit", more);
	expect_text("SELECT group_concat(name) FROM pragma_table_info('school_visit')",
		    "number,date,until,site,person,minutes,place\n");
	cr_expect_eq(raw_int(path, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'school%'"), 1);
}

Test(log_views, names_that_meet_are_told_apart)
{
	static const struct log_column a[] = { { "a" }, { NULL } }, b[] = { { "b" }, { NULL } };

	make_view("e2c.north", "visit", a);
	make_view("e2c-north", "visit", b);
	make_view("e2c_north", "visit", b);
	make_view("e2c.north", "visit", a);
	make_view("progress", "log", a);
	make_view("sqlite", "visit", a);
	expect_text("SELECT name FROM sqlite_schema WHERE type = 'view' AND name <> 'progress_log' ORDER BY rowid",
		    "e2c_north_visit\ne2c_north_visit_2\ne2c_north_visit_3\nprogress_log_2\n_sqlite_visit\n");
	expect_text("SELECT group_concat(name) FROM pragma_table_info('e2c_north_visit')",
		    "number,date,until,site,person,a\n");
	cr_expect_eq(raw_int(path, "SELECT count(*) FROM progress_log"), 0);
}

Test(log_views, a_field_never_hides_a_column)
{
	static const struct log_column columns[] = { { "site" }, { "order" }, { NULL } };

	fixture_entry(log_, "BG-1", 19000, "{\"order\":3,\"site\":\"x\"}");
	make_view("school", "visit", columns);
	expect_text("SELECT site, site_field, \"order\" FROM school_visit", "-|x|3\n");
}

Test(log_views, a_view_is_made_only_in_a_batch_and_goes_with_it)
{
	cr_expect_eq(log_view(log_, "school", "visit", minutes, &err), -1);
	assert_message(&err, ERR_INTERNAL, "outside a batch");
	fixture_begin(log_, "log");
	cr_assert_eq(log_view(log_, "school", "visit", minutes, &err), 0, "%s", err.message);
	log_rollback(log_);
	cr_expect_eq(raw_int(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'school_visit'"), 0);
}

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "town.h"

static struct town town;

static void setup(void)
{
	town_open(&town, "imports:\n"
			 "  gates:\n"
			 "    delimiter: \";\"\n"
			 "    columns: {Lieu: site, Période: period, Entrées: visits}\n"
			 "    constants: {count_type: manual_daily}\n"
			 "    values: {site: {Le Kiosque: kiosk}}\n");
}

static void teardown(void)
{
	town_close(&town);
}

TestSuite(import, .init = setup, .fini = teardown);

/* Rows as text, one a line: "kind subject site day day_end fields". */
static struct str seen;

static int see_row(void *arg, const struct log_row *row)
{
	struct log *log = arg;
	const enum log_code type = row->subject_type == SIJIL_PERSON ? LOG_PERSON
				   : row->subject_type == SIJIL_SITE ? LOG_SITE
								     : LOG_PROGRAM;
	char day[DATE_TEXT], day_end[DATE_TEXT];
	const char *site = row->site != 0 ? log_code_text(log, LOG_SITE, row->site) : "-";

	str_addf(&seen, "%s %s %s %s %s %.*s\n", log_code_text(log, LOG_KIND, row->kind),
		 log_code_text(log, type, row->subject), site, date_text(row->day, day),
		 date_text(row->day_end, day_end), (int)row->fields_n, row->fields);
	return 0;
}

static void assert_rows(const char *expected)
{
	const struct log_query all = { 0 };

	str_init(&seen, 1 << 20);
	cr_assert_eq(log_each(town.log, &all, see_row, town.log, &town.err), 0, "%s", town.err.message);
	cr_assert_str_eq(seen.s, expected);
	str_release(&seen);
}

Test(import, rows_are_written_as_they_stand_in_the_file)
{
	town_import(&town, "spaces", "visit_count", NULL,
		    "site,on,until,visits,count_type,zone\n"
		    "kiosk,2024-03-01,2024-03-31,1240,automatic,\n"
		    "centre,2024-02-03,,17,sample,entrance\n");
	assert_counts(&town, 2, 0, 0, 0);
	cr_assert_eq(town.result.warned, 0);
	cr_assert_eq(town.result.findings.errors + town.result.findings.warnings, 0);
	assert_rows("visit_count kiosk kiosk 2024-03-01 2024-03-31 {\"count_type\":\"automatic\",\"visits\":1240}\n"
		    "visit_count centre centre 2024-02-03 2024-02-03 "
		    "{\"count_type\":\"sample\",\"visits\":17,\"zone\":\"entrance\"}\n");
}

Test(import, intervals_mapping_spellings_and_constants)
{
	town_import(&town, "spaces", "visit_count", "gates",
		    "\xEF\xBB\xBF"
		    "Lieu;Période;Entrées\r\n"
		    "le kiosque;2024-01-01/P3M;74302\r\n"
		    "centre;2024-07-01;5\r\n");
	assert_counts(&town, 2, 0, 0, 0);
	assert_rows("visit_count kiosk kiosk 2024-01-01 2024-03-31 {\"count_type\":\"manual_daily\",\"visits\":74302}\n"
		    "visit_count centre centre 2024-07-01 2024-07-01 {\"count_type\":\"manual_daily\",\"visits\":5}\n");
}

Test(import, persons_and_programs_are_subjects_too)
{
	town_import(&town, "spaces", "goal", NULL,
		    "person,on,site,goal_id,criterion\nC1,2024-03-01,kiosk,colours,80\n");
	assert_counts(&town, 1, 0, 0, 0);
	town_import(&town, "spaces", "note", NULL, "on,text\n2024-03-02,\"opened; late, today\"\n");
	assert_counts(&town, 1, 0, 0, 0);
	assert_rows("goal C1 kiosk 2024-03-01 2024-03-01 {\"consecutive\":3,\"criterion\":80,\"goal_id\":\"colours\"}\n"
		    "note spaces - 2024-03-02 2024-03-02 {\"text\":\"opened; late, today\"}\n");
}

Test(import, one_bad_row_and_nothing_is_written)
{
	town_import(&town, "spaces", "visit_count", NULL,
		    "site,on,visits,count_type\n"
		    "kiosk,2024-03-01,10,automatic\n"
		    "hay_raid,2024-03-02,10,automatic\n"
		    "kiosk,2024-03-03,About 1000,automatic\n"
		    "kiosk,2019-31-01,Ten,automatic\n"
		    "kiosk,2024-03-05,12,automatic\n");
	assert_counts(&town, 0, 0, 3, 2);
	assert_finding(&town, "CORE-E07", 3, 1, "'hay_raid'");
	assert_finding(&town, "CS-E05", 4, 3, "'About 1000'");
	assert_finding(&town, "CORE-E06", 5, 2, "'2019-31-01'");
	assert_finding(&town, "CS-E05", 5, 3, "'Ten'");
	cr_assert_eq(town.result.findings.errors, 4);
	cr_assert_eq(town_rows(&town), 0);
	cr_assert_eq(log_code_number(town.log, LOG_SITE, "kiosk", false, &town.err), 0, "not even a code");
	cr_assert_eq(town.result.batch, 0);
}

Test(import, rules_across_rows_judge_before_anything_is_written)
{
	/* The second row's days overlap the first's; the third is another count type. */
	town_import(&town, "spaces", "visit_count", NULL,
		    "site,on,until,visits,count_type\n"
		    "kiosk,2024-03-01,2024-03-31,1240,automatic\n"
		    "kiosk,2024-03-31,2024-04-10,300,automatic\n"
		    "centre,2024-03-31,2024-04-10,300,automatic\n");
	cr_assert_eq(town.result.findings.errors > 0, true);
	cr_assert_eq(count_findings(&town, "CS-E02") > 0, true);
	cr_assert_eq(town.result.added, 0);
	cr_assert_eq(town.result.lines, town.result.rejected + town.result.accepted);
	cr_assert_geq(town.result.accepted, 1, "the row of the other site is fine");
	cr_assert_eq(town_rows(&town), 0);
}

Test(import, rules_see_what_was_logged_before)
{
	town_import(&town, "spaces", "visit_count", NULL,
		    "site,on,until,visits,count_type\nkiosk,2024-03-01,2024-03-31,1240,automatic\n");
	town_import(&town, "spaces", "visit_count", NULL,
		    "site,on,until,visits,count_type\n"
		    "kiosk,2024-03-20,2024-03-21,5,automatic\n"
		    "kiosk,2024-04-01,2024-04-30,900,automatic\n");
	assert_counts(&town, 0, 0, 1, 1);
	assert_finding(&town, "CS-E02", 2, 0, "");
	cr_assert_eq(town_rows(&town), 1);
}

Test(import, a_dry_run_counts_and_writes_nothing)
{
	town_try(&town, "spaces", "visit_count", "site,on,visits,count_type\nkiosk,2024-03-01,10,automatic\n");
	assert_counts(&town, 1, 0, 0, 0);
	cr_assert_eq(town.result.batch, 0);
	cr_assert_eq(town_rows(&town), 0);
	cr_assert_eq(log_code_number(town.log, LOG_SITE, "kiosk", false, &town.err), 0);
	/* The register is free for the real one. */
	town_import(&town, "spaces", "visit_count", NULL, "site,on,visits,count_type\nkiosk,2024-03-01,10,automatic\n");
	assert_counts(&town, 1, 0, 0, 0);
}

static int copy_batch(void *arg, const struct log_batch *b)
{
	struct str *out = arg;

	str_addf(out, "%lld|%s|%s|%s|%s|%lld %lld %lld %lld", (long long)b->id, b->recorded_by, b->command, b->plugin,
		 b->source_hash != NULL ? b->source_hash : "-", (long long)b->lines, (long long)b->added,
		 (long long)b->unchanged, (long long)b->warned);
	return 0;
}

Test(import, the_batch_says_what_was_imported)
{
	const struct program *spaces = registry_program(town.registry, "spaces");
	struct str text, expected;

	town_import(&town, "spaces", "visit_count", NULL,
		    "site,on,visits,count_type\nkiosk,2024-03-01,10,automatic\nkiosk,2024-03-02,11,automatic\n");
	assert_counts(&town, 2, 0, 0, 0);
	cr_assert_eq(town.result.batch, 1);
	/* printf '...' | b2sum -l 256 */
	cr_assert_str_eq(town.result.hash, "672d9e21a9592ebb45235ff5983d0df3f54ffe5df5e0a38fb35e68edb6ad580f");
	str_init(&text, 1000);
	str_init(&expected, 1000);
	cr_assert_eq(log_batch(town.log, 1, copy_batch, &text, &town.err), 0);
	str_addf(&expected, "1|tester|import|community_spaces %s|%s|2 2 0 0", spaces->plugin->version,
		 town.result.hash);
	cr_assert_str_eq(text.s, expected.s);
	str_release(&text);
	str_release(&expected);
}

static void no_fault(void *arg, const char *sentence)
{
	(void)arg;
	cr_assert_fail("%s", sentence);
}

Test(import, the_register_is_sound_afterwards)
{
	struct log_verified verified;

	town_import(&town, "spaces", "visit_count", NULL, "site,on,visits,count_type\nkiosk,2024-03-01,10,automatic\n");
	assert_counts(&town, 1, 0, 0, 0);
	cr_assert_eq(log_verify(town.log, no_fault, NULL, &verified, &town.err), 0, "%s", town.err.message);
	cr_assert_eq(verified.entries, 1);
	cr_assert_eq(verified.batches, 1);
}

/* --- what is wrong with the file as a whole --- */

Test(import, files_that_cannot_be_read)
{
	town_import(&town, "spaces", "visit_count", NULL, "");
	assert_failed(&town, ERR_DATA, "the file is empty");
	town_import(&town, "spaces", "visit_count", NULL, "\n\n");
	assert_failed(&town, ERR_DATA, "the file is empty");
	town_import_file(&town, "spaces", "visit_count", NULL, "/nonexistent/rows.csv", false);
	assert_failed(&town, ERR_NOINPUT, "");
	town_import(&town, "spaces", "visit_count", NULL, "site,on\nkiosk,2024-03-01\n");
	assert_failed(&town, ERR_DATA, "'visits'");
	town_import(&town, "spaces", "visit_count", NULL,
		    "site,on,visits,count_type\nkiosk,2024-03-01,10,automatic\nkiosk,\"2024-03-02,10,automatic\n");
	assert_failed(&town, ERR_DATA, "");
	cr_assert_eq(town.err.line, 3);
	cr_assert_eq(town_rows(&town), 0, "the good row before it is not kept");
}

Test(import, a_header_alone_adds_nothing)
{
	town_import(&town, "spaces", "visit_count", NULL, "site,on,visits,count_type\n");
	assert_counts(&town, 0, 0, 0, 0);
	cr_assert_eq(town.result.batch, 0);
}

/* --- rows of another length --- */

Test(import, rows_with_too_few_or_too_many_cells)
{
	town_import(&town, "spaces", "visit_count", NULL,
		    "site,on,visits,count_type\n"
		    "kiosk,2024-03-01,10\n"
		    "kiosk,2024-03-02,1,240,automatic\n"
		    "kiosk,2024-03-03,10,automatic,,\n"
		    ",,,\n"
		    "kiosk,2024-03-04,10,automatic\n");
	assert_counts(&town, 0, 0, 2, 2);
	assert_finding(&town, "CSV-E01", 2, 3, "the row has 3 cells, the header 4");
	assert_finding(&town, "CSV-E01", 3, 5, "the row has 5 cells, the header 4");
	cr_assert_eq(town.result.lines, 4, "a row of empty cells is no row");
}

Test(import, unknown_columns_are_warned_of_and_the_rest_is_written)
{
	town_import(&town, "spaces", "visit_count", NULL,
		    "site,on,visits,count_type,weather\nkiosk,2024-03-01,10,automatic,rain\n");
	assert_counts(&town, 1, 0, 0, 0);
	assert_finding(&town, "CSV-W01", 1, 5, "'weather'");
	cr_assert_eq(town.result.warned, 0, "no row is warned of");
}

/* --- warnings --- */

Test(import, rows_with_warnings_are_written_and_counted)
{
	town_import(&town, "spaces", "event", NULL,
		    "site,on,title,event_type,attendees\n"
		    "kiosk,2024-03-09,Tales,reading,14\n"
		    "kiosk,2024-03-20,Clay,workshop,0\n");
	assert_counts(&town, 2, 0, 0, 0);
	assert_finding(&town, "CS-W06", 3, 0, "");
	cr_assert_eq(town.result.warned, 1);
	cr_assert_eq(town_rows(&town), 2);
}

Test(import, old_rows_are_told_once)
{
	/* The school started on 2023-09-01; 2023-11-14 is 367 days before the day of the import. */
	town_import(&town, "school", "session", NULL,
		    "site,on,cohort,planned_minutes\n"
		    "centre,2023-11-14,a,60\n"
		    "centre,2023-11-15,a,60\n"
		    "centre,2023-11-13,a,60\n"
		    "centre,2023-08-31,a,60\n");
	assert_counts(&town, 4, 0, 0, 0);
	cr_assert_eq(count_findings(&town, "CORE-W05"), 1);
	cr_assert_not_null(strstr(town.result.findings.items[0].message, "3 "), "%s",
			   town.result.findings.items[0].message);
}

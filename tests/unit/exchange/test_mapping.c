#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "exchange/mapping.h"
#include "town.h"

static struct town town;
static struct arena arena;
static struct findings findings;
static struct columns columns;

static void setup(void)
{
	town_open(&town, "imports:\n"
			 "  gates:\n"
			 "    program: spaces\n"
			 "    kind: visit_count\n"
			 "    columns: {Lieu: site, Période: period, Entrées: visits, Notes: skip}\n"
			 "    constants: {count_type: automatic}\n"
			 "    values: {site: {Le Kiosque: kiosk, \"-\": \"\"}}\n"
			 "  wrong_field:\n"
			 "    columns: {Lieu: site, Entrées: visitors}\n"
			 "  keyed:\n"
			 "    columns: {Lieu: site, Entrées: visits, Mode: count_type}\n"
			 "    key: [Mode, period, site, _uuid]\n"
			 "  keyed_by_nothing:\n"
			 "    columns: {Lieu: site, Entrées: visits, Mode: count_type}\n"
			 "    key: zone\n");
}

static void teardown(void)
{
	findings_release(&findings);
	arena_release(&arena);
	town_close(&town);
}

TestSuite(mapping, .init = setup, .fini = teardown);

/* header: cells separated by ','. */
static int make(const char *kind, const char *mapping, const char *header)
{
	const struct mapping_request request = {
		.kind = town_kind(&town, "spaces", kind),
		.mapping = mapping != NULL ? city_mapping(town.city, mapping) : NULL,
		.file = "f.csv",
		.line = 1,
		.arena = &arena,
		.findings = &findings,
	};
	struct csv_field fields[16];
	const char *rest = header, *item;
	size_t n = 0, len;

	while (rest != NULL && (item = text_split(&rest, ',', &len)) != NULL)
		fields[n++] = (struct csv_field){ .s = arena_strndup(&arena, item, len), .n = len };
	return mapping_columns(&request, fields, n, &columns, &town.err);
}

static void refused(const char *kind, const char *mapping, const char *header, const char *message)
{
	cr_assert_eq(make(kind, mapping, header), -1, "%s", header);
	cr_assert_not_null(strstr(town.err.message, message), "'%s' is not in: %s", message, town.err.message);
	cr_assert_eq(findings.n, 0, "a file that is refused is warned of too");
}

static int field(const char *name)
{
	return kind_field(town_kind(&town, "spaces", "visit_count"), name);
}

Test(mapping, columns_go_by_the_names_of_fields_and_envelope)
{
	cr_assert_eq(make("visit_count", NULL, "zone,Period END,occurred_on,SITE,Visits,Count_Type"), 0, "%s",
		     town.err.message);
	cr_assert_eq(columns.n, 6);
	cr_assert_eq(columns.items[0].target, field("zone"));
	cr_assert_eq(columns.items[1].target, INTAKE_UNTIL);
	cr_assert_eq(columns.items[2].target, INTAKE_ON);
	cr_assert_eq(columns.items[3].target, INTAKE_SITE);
	cr_assert_eq(columns.items[4].target, field("visits"));
	cr_assert_eq(columns.items[5].target, field("count_type"));
	cr_assert_eq(columns.cells[6 + INTAKE_SITE], 4, "the site is in cell 4");
	cr_assert_eq(columns.cells[6 + field("location")], 0, "there is no column for it");
	cr_assert_eq(findings.n, 0);
}

Test(mapping, a_mapping_fills_from_columns_and_constants)
{
	const struct column *lieu;
	size_t n = strlen("LE KIOSQUE");

	cr_assert_eq(make("visit_count", "gates", "entrees,LIEU,periode,zone,notes"), 0, "%s", town.err.message);
	cr_assert_eq(columns.items[0].target, field("visits"));
	cr_assert_eq(columns.items[1].target, INTAKE_SITE);
	cr_assert_eq(columns.items[2].target, INTAKE_PERIOD);
	cr_assert_eq(columns.items[3].target, field("zone"), "what the mapping does not name goes by its own name");
	cr_assert_eq(columns.items[4].target, INTAKE_NONE);
	cr_assert_eq(findings.n, 0, "`skip` is silent");
	cr_assert_eq(columns.n_constants, 1);
	cr_assert_eq(columns.constants[0].target, field("count_type"));
	cr_assert_str_eq(columns.constants[0].value, "automatic");

	lieu = &columns.items[1];
	cr_assert_str_eq(mapping_read(lieu, "LE KIOSQUE", &n, &arena), "kiosk");
	cr_assert_eq(n, 5);
	n = 1;
	cr_assert_str_eq(mapping_read(lieu, "-", &n, &arena), "");
	cr_assert_eq(n, 0);
	n = 6;
	cr_assert_str_eq(mapping_read(lieu, "centre", &n, &arena), "centre", "other spellings stay as they are");
	cr_assert_eq(n, 6);
}

Test(mapping, what_the_mapping_fills_is_not_filled_by_name)
{
	cr_assert_eq(make("visit_count", "gates", "Lieu,Période,Entrées,Notes,site,count_type"), 0, "%s",
		     town.err.message);
	cr_assert_eq(columns.items[4].target, INTAKE_NONE);
	cr_assert_eq(columns.items[5].target, INTAKE_NONE);
	cr_assert_eq(findings.warnings, 2);
	cr_assert_str_eq(findings.items[0].message,
			 "column 'site' is passed over: the mapping 'gates' fills it from 'Lieu'");
	cr_assert_eq(findings.items[0].column, 5);
	cr_assert_str_eq(findings.items[1].message,
			 "column 'count_type' is passed over: the mapping 'gates' fills it with a constant");
}

Test(mapping, unknown_columns_are_passed_over_with_a_warning)
{
	cr_assert_eq(make("visit_count", NULL, "site,on,visits,count_type,zonne,,colour,,"), 0, "%s", town.err.message);
	cr_assert_eq(columns.n, 7, "empty columns at the end do not count");
	cr_assert_eq(findings.warnings, 3);
	cr_assert_str_eq(findings.items[0].code, "CSV-W01");
	cr_assert_eq(findings.items[0].column, 5);
	cr_assert_str_eq(findings.items[0].message,
			 "column 'zonne' is passed over: 'visit_count' has no such field (did you mean 'zone'?)");
	cr_assert_str_eq(findings.items[1].message, "column 6 has no name and is passed over");
	cr_assert_str_eq(findings.items[2].message, "column 'colour' is passed over: 'visit_count' has no such field");
}

Test(mapping, a_missing_required_column_is_named)
{
	refused("visit_count", NULL, "site,on,vists,count_type",
		"no column gives what every 'visit_count' needs: 'visits' (did you mean 'vists'?); the file has "
		"'site', 'on', 'vists', 'count_type'");
	cr_assert_eq(town.err.status, ERR_DATA);
	cr_assert_str_eq(town.err.file, "f.csv");
	cr_assert_eq(town.err.line, 1);
	refused("visit_count", NULL, "visits,count_type", "needs: 'on', 'site'; the file has");
	refused("goal", NULL, "on,goal_id,criterion", "needs: 'person'; the file has");
	/* `on` may come as a period. */
	cr_assert_eq(make("event", NULL, "period,site"), 0, "%s", town.err.message);
}

Test(mapping, repeated_columns_are_both_named)
{
	refused("visit_count", NULL, "site,on,visits,count_type,Visits",
		"columns 3 ('visits') and 5 ('Visits') have the same name");
	cr_assert_eq(town.err.col, 5);
	refused("visit_count", NULL, "site,on,visits,count_type,date",
		"columns 2 ('on') and 5 ('date') both give 'on'");
	refused("visit_count", NULL, "period,site,until,visits,count_type",
		"columns 1 ('period') and 3 ('until') both give the days");
	refused("visit_count", NULL, "site,on,visits,count_type,x,X", "columns 5 ('x') and 6 ('X') have the same name");
}

Test(mapping, data_in_the_place_of_the_header)
{
	refused("visit_count", NULL, "kiosk,2024-03-01,1240,automatic",
		"the first row must name the columns, and '2024-03-01' looks like data: put a header row on top "
		"(on,site,visits,count_type is what a 'visit_count' needs)");
	cr_assert_eq(town.err.col, 2);
	refused("visit_count", "gates", "kiosk,2024-03-01/P1M,1240", "'2024-03-01/P1M' looks like data");
}

Test(mapping, a_column_of_the_mapping_that_is_not_there)
{
	refused("visit_count", "gates", "Lieux,Période,Entrées",
		"mapping 'gates': f.csv has no column 'Lieu' (did you mean 'Lieux'?); it has 'Lieux', 'Période', "
		"'Entrées'");
	cr_assert_str_eq(town.err.file, town.yaml);
	cr_assert_eq(town.err.line, 15, "where sijil.yaml names the column");
	cr_assert_eq(town.err.col, 15);
	/* One that is passed over need not be there. */
	cr_assert_eq(make("visit_count", "gates", "Lieu,Période,Entrées"), 0, "%s", town.err.message);
}

Test(mapping, a_mapping_that_does_not_fit_the_kind)
{
	refused("loan_count", "gates", "Lieu,Période,Entrées",
		"mapping 'gates' is for 'visit_count', not 'loan_count'");
	cr_assert_eq(town.err.status, ERR_USAGE);
	cr_assert_str_eq(town.err.file, town.yaml);
	refused("visit_count", "wrong_field", "Lieu,Entrées",
		"mapping 'wrong_field': 'visit_count' has no field 'visitors' (did you mean 'visits'?)");
	cr_assert_eq(town.err.status, ERR_CONFIG);
	cr_assert_eq(town.err.line, 19);
}

Test(mapping, long_headers_are_cut_in_messages)
{
	char header[2000] = "a00";
	int i;

	for (i = 1; i < 14; i++)
		snprintf(header + strlen(header), 8, ",a%02d", i);
	refused("visit_count", NULL, header, "'a11' and 2 more");
}

Test(mapping, a_key_of_fields_parts_and_columns_of_the_file)
{
	cr_assert_eq(make("visit_count", "keyed", "_uuid,Lieu,Entrées,Mode,period"), 0, "%s", town.err.message);
	cr_assert_eq(columns.n_key, 5);
	cr_assert_eq(columns.key[0].target, field("count_type"), "a column that goes to a field is that field");
	cr_assert_eq(columns.key[0].cell, 4);
	cr_assert_eq(columns.key[1].target, INTAKE_ON, "a period is its two days");
	cr_assert_eq(columns.key[2].target, INTAKE_UNTIL);
	cr_assert_eq(columns.key[2].cell, 5);
	cr_assert_eq(columns.key[3].target, INTAKE_SITE);
	cr_assert_eq(columns.key[4].target, INTAKE_NONE, "a column that goes nowhere is compared as it stands");
	cr_assert_eq(columns.key[4].cell, 1);
	cr_assert_eq(findings.n, 0, "and nobody is warned that it is passed over");

	refused("visit_count", "keyed", "Lieu,Entrées,Mode,period",
		"mapping 'keyed': its key names '_uuid', which is no field of 'visit_count' and no column of f.csv; it "
		"has 'Lieu', 'Entrées', 'Mode', 'period'");
	cr_assert_eq(town.err.line, 22);
	refused("visit_count", "keyed_by_nothing", "Lieu,Entrées,Mode,period",
		"mapping 'keyed_by_nothing': nothing fills 'zone', which its key names");
}

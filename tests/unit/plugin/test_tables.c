/* The descriptor as a whole, its options, and the bounds of every table. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "sample.h"

Test(tables, a_sound_plugin_is_taken)
{
	struct sample s;

	sample_make(&s);
	SOUND(&s);
	cr_assert_eq(tables_check(&s.plugin, NULL), 0);
}

Test(tables, a_plugin_may_leave_out_what_it_does_not_need)
{
	struct sample s;

	sample_make(&s);
	s.plugin.options = NULL;
	s.plugin.instance_size = 0;
	s.plugin.rules = NULL;
	s.plugin.metrics = NULL;
	s.plugin.age_bands = NULL;
	SOUND(&s);
	s.kinds[0] = (struct sijil_kind){ 0 };
	SOUND(&s);
}

Test(tables, an_error_nobody_asks_for_is_still_an_error)
{
	struct sample s;

	sample_make(&s);
	s.kinds[VISITS].title = NULL;
	cr_assert_eq(tables_check(&s.plugin, NULL), -1);
}

Test(tables, descriptor)
{
	struct sample s;

	sample_make(&s);
	s.plugin.name = "Sample";
	FAULT(&s, "descriptor: name 'Sample' is not a name (1 to 64 of a-z 0-9 _, the first a letter)");
	s.plugin.name = NULL;
	FAULT(&s, "descriptor: has no name");
	sample_make(&s);
	s.plugin.version = NULL;
	FAULT(&s, "descriptor: has no version");
	sample_make(&s);
	s.plugin.title = "  ";
	FAULT(&s, "descriptor: title is empty (leave it out, or write something)");
	sample_make(&s);
	s.plugin.kinds = NULL;
	FAULT(&s, "descriptor: has no table of kinds (one with only its last row is allowed)");
	sample_make(&s);
	s.plugin.instance_size = (1 << 20) + 1;
	FAULT(&s, "descriptor: instance_size is 1048577 bytes, more than 1048576");
	sample_make(&s);
	s.plugin.options = NULL;
	FAULT(&s, "descriptor: has an instance_size, but neither options nor open() to fill an instance");
}

Test(tables, age_bands_ascend)
{
	struct sample s;

	sample_make(&s);
	s.plugin.age_bands = "13,16,16";
	FAULT(&s, "descriptor: age_bands has '16' twice");
	s.plugin.age_bands = "13,16,15";
	FAULT(&s, "descriptor: age_bands '13,16,15' do not ascend at '15' (write the first age of each band)");
	s.plugin.age_bands = "13-15,16";
	FAULT_BEGINS(&s, "descriptor: age_bands: '13-15' is not a whole number");
	s.plugin.age_bands = "13,151";
	FAULT(&s, "descriptor: age_bands: '151' is not an age (0..150)");
	s.plugin.age_bands = "13, 16";
	FAULT(&s, "descriptor: age_bands '13, 16' has a blank in it (write a,b,c)");
	s.plugin.age_bands = ",13";
	FAULT(&s, "descriptor: age_bands ',13' begins or ends with ','");
	s.plugin.age_bands = "13,,16";
	FAULT(&s, "descriptor: age_bands '13,,16' has an empty item");
}

Test(tables, texts_are_of_sane_length_and_utf_8)
{
	static char text[4098];
	struct sample s;

	sample_make(&s);
	memset(text, 'x', sizeof(text) - 1);
	text[4096] = '\0';
	s.kinds[VISITS].title = text;
	SOUND(&s);
	text[4096] = 'x';
	FAULT(&s, "kind 'visit_count': title is longer than 4096 bytes");
	s.kinds[VISITS].title = "caf\xc0";
	FAULT(&s, "kind 'visit_count': title is not UTF-8 (byte 4)");
	s.kinds[VISITS].title = "\xd8\xb2\xd9\x8a\xd8\xa7\xd8\xb1\xd8\xa7\xd8\xaa"; /* Arabic: visits */
	SOUND(&s);
}

Test(tables, options_have_names_titles_and_known_types)
{
	struct sample s;

	sample_make(&s);
	s.options[STRICT].name = "min hours";
	FAULT(&s, "option 2: 'min hours' is not a name (1 to 64 of a-z 0-9 _, the first a letter)");
	s.options[STRICT].name = "min_hours";
	FAULT(&s, "option 'min_hours': stands twice in the table");
	sample_make(&s);
	s.options[STRICT].title = NULL;
	FAULT(&s, "option 'strict': has no title");
	sample_make(&s);
	s.options[STRICT].type = SIJIL_DATE;
	FAULT(&s,
	      "option 'strict': type 5 is not one that options have (SIJIL_INT, SIJIL_BOOL, SIJIL_TEXT, SIJIL_CHOICE)");
	s.options[STRICT].type = 99;
	FAULT(&s, "option 'strict': type 99 is not one that options have (SIJIL_INT, SIJIL_BOOL, SIJIL_TEXT, "
		  "SIJIL_CHOICE)");
}

Test(tables, options_have_presets_that_can_be_read)
{
	struct sample s;

	sample_make(&s);
	s.options[MIN_HOURS].preset = "3x";
	FAULT_BEGINS(&s, "option 'min_hours': preset '3x' is not a whole number");
	s.options[MIN_HOURS].preset = "1001";
	FAULT(&s, "option 'min_hours': preset '1001' is outside 0..1000");
	s.options[MIN_HOURS].preset = NULL;
	SOUND(&s);
	s.options[STRICT].preset = "yes";
	FAULT(&s, "option 'strict': preset 'yes' is neither true nor false");
	sample_make(&s);
	s.options[LANGUAGE].preset = "en";
	FAULT(&s, "option 'language': preset 'en' is not one of ar|fr");
	s.options[LANGUAGE].type = SIJIL_CHOICE;
	FAULT(&s, "option 'language': preset 'en' is not one of ar|fr");
	s.options[LANGUAGE].choices = NULL;
	FAULT(&s, "option 'language': has no choices, which a SIJIL_CHOICE needs");
	s.options[LANGUAGE].type = SIJIL_TEXT;
	SOUND(&s);
}

Test(tables, options_have_no_limits_but_numbers)
{
	struct sample s;

	sample_make(&s);
	s.options[LANGUAGE].max = 2;
	FAULT(&s, "option 'language': min or max is set, but only SIJIL_INT has limits");
	sample_make(&s);
	s.options[MIN_HOURS].choices = "1|2";
	FAULT(&s, "option 'min_hours': choices is set, but a SIJIL_INT option has limits only");
	sample_make(&s);
	s.options[MIN_HOURS].min = 2000;
	FAULT(&s, "option 'min_hours': min 2000 is above max 1000");
	sample_make(&s);
	s.options[STRICT].choices = "true|false";
	FAULT(&s, "option 'strict': choices are set, but SIJIL_BOOL has none");
}

Test(tables, options_lie_in_the_instance_and_apart)
{
	struct sample s;

	sample_make(&s); /* min_hours 0..8, strict 8..9, language 16..24 of 24 bytes */
	s.plugin.instance_size = 16;
	FAULT(&s, "option 'language': its place 16..24 is outside the instance of 16 bytes (is instance_size the "
		  "sizeof of the struct that SIJIL_OPTION names?)");
	s.options[LANGUAGE].offset = SIZE_MAX - 3;
	cr_assert_eq(tables_check(&s.plugin, NULL), -1);
	sample_make(&s);
	s.options[LANGUAGE].offset = 12;
	FAULT(&s, "option 'language': its place 12 is not aligned for SIJIL_TEXT");
	s.options[LANGUAGE].offset = 8;
	FAULT(&s, "option 'language': its place in the instance is also that of 'strict'");
	sample_make(&s);
	s.options[STRICT].offset = 7;
	FAULT(&s, "option 'strict': its place in the instance is also that of 'min_hours'");
}

/* `n` copies of a row and no last row: reading must stop at 4096. */
static void *without_end(const void *row, size_t size, size_t n)
{
	char *table = calloc(n, size);

	cr_assert_not_null(table);
	for (size_t i = 0; i < n; i++)
		memcpy(table + i * size, row, size);
	return table;
}

Test(tables, a_table_without_its_last_row_is_not_read_for_ever)
{
	struct sample s;
	void *table;

	sample_make(&s);
	table = without_end(&s.options[0], sizeof(s.options[0]), 4097);
	s.plugin.options = table;
	FAULT(&s, "options: more than 4096 rows (does the table end with { 0 }?)");
	free(table);
	sample_make(&s);
	table = without_end(&s.kinds[0], sizeof(s.kinds[0]), 4097);
	s.plugin.kinds = table;
	FAULT(&s, "kinds: more than 4096 rows (does the table end with { 0 }?)");
	free(table);
	sample_make(&s);
	table = without_end(&s.visits[0], sizeof(s.visits[0]), 4097);
	s.kinds[VISITS].fields = table;
	FAULT(&s, "kind 'visit_count': fields: more than 4096 rows (does the table end with { 0 }?)");
	free(table);
}

Test(tables, nor_rules_metrics_and_measures)
{
	struct sample s;
	void *table;

	sample_make(&s);
	table = without_end(&s.rules[0], sizeof(s.rules[0]), 4097);
	s.plugin.rules = table;
	FAULT(&s, "rules: more than 4096 rows (does the table end with { 0 }?)");
	free(table);
	sample_make(&s);
	table = without_end(&s.metrics[0], sizeof(s.metrics[0]), 4097);
	s.plugin.metrics = table;
	FAULT(&s, "metrics: more than 4096 rows (does the table end with { 0 }?)");
	free(table);
	sample_make(&s);
	table = without_end(&s.planned[0], sizeof(s.planned[0]), 4097);
	s.metrics[RATE].denominator = table;
	FAULT(&s, "metric 'rate': denominator: more than 4096 rows (does the table end with { 0 }?)");
	free(table);
}

Test(tables, the_kinds_of_the_core_are_sound)
{
	struct sijil_kind kinds[4] = { 0 };
	struct sample s;

	sample_make(&s);
	s.plugin.kinds = kinds;
	s.plugin.rules = NULL;
	s.plugin.metrics = NULL;
	for (size_t i = 0; i < 3; i++)
		kinds[i] = core_kinds[i];
	cr_assert_null(core_kinds[4].name);
	FAULT(&s, "kind 'budget_line': every program has a kind of this name (take another, or use it)");
	kinds[0].name = "a";
	kinds[1].name = "b";
	kinds[2].name = "c";
	SOUND(&s);
}

/* What domain.md 2A.5 says of them. */
Test(tables, the_kinds_of_the_core_are_those_of_the_dictionary)
{
	const struct sijil_field *f = core_kinds[0].fields;

	cr_assert_str_eq(core_kinds[0].name, "budget_line");
	cr_assert_eq(core_kinds[0].subject, SIJIL_PROGRAM);
	cr_assert(core_kinds[0].interval);
	cr_assert_str_eq(f[0].name, "phase");
	cr_assert_str_eq(f[0].choices, "planned|committed|spent");
	cr_assert(f[0].required);
	cr_assert_str_eq(f[1].name, "amount");
	cr_assert_eq(f[1].type, SIJIL_DECIMAL);
	cr_assert_eq(f[1].min, 0);
	cr_assert_eq(f[1].max, 999999999999); /* dec(14,2) */
	cr_assert(f[1].required);
	f = core_kinds[1].fields;
	cr_assert_str_eq(core_kinds[1].name, "population_estimate");
	cr_assert_eq(core_kinds[1].subject, SIJIL_PROGRAM);
	cr_assert_not(core_kinds[1].interval);
	cr_assert_str_eq(f[0].name, "population");
	cr_assert_str_eq(f[1].name, "value");
	cr_assert_eq(f[1].min, 1);
	cr_assert_str_eq(f[7].name, "source");
	cr_assert(f[0].required && f[1].required && f[7].required);
	cr_assert_str_eq(core_kinds[2].name, "note");
	cr_assert_eq(core_kinds[2].subject, SIJIL_PROGRAM);
	cr_assert_eq(core_kinds[2].fields[0].max, 2000);
	cr_assert(core_kinds[2].fields[0].required);
	cr_assert_str_eq(core_kinds[3].name, "freeze");
	cr_assert(core_kinds[3].interval);
}

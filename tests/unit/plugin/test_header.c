/*
 * sijil/plugin.h as a plugin sees it.  The sizes are a tripwire: a plugin built before they changed would be read
 * wrongly, so who changes one has to raise SIJIL_ABI, and then this page.
 */
#include "config.h"

#include <sijil/plugin.h>

#include <criterion/criterion.h>
#include <string.h>

/* Read before anything else is believed, by every version there will ever be. */
_Static_assert(offsetof(struct sijil_plugin, magic) == 0, "magic moved");
_Static_assert(offsetof(struct sijil_plugin, abi) == 4, "abi moved");
_Static_assert(offsetof(struct sijil_plugin, size) == 8, "size moved");
_Static_assert(offsetof(struct sijil_host, size) == 0, "size moved");
_Static_assert(sizeof(((struct sijil_plugin *)0)->magic) == 4 && sizeof(((struct sijil_plugin *)0)->abi) == 4,
	       "resized");

Test(header, the_layout_is_that_of_abi_2)
{
	static const struct {
		const char *name;
		size_t size, expected; /* with pointers of 8 bytes */
	} structs[] = {
		{ "plugin", sizeof(struct sijil_plugin), 104 },  { "option", sizeof(struct sijil_option), 64 },
		{ "kind", sizeof(struct sijil_kind), 120 },      { "field", sizeof(struct sijil_field), 96 },
		{ "rule", sizeof(struct sijil_rule), 104 },      { "metric", sizeof(struct sijil_metric), 192 },
		{ "measure", sizeof(struct sijil_measure), 112 }, { "population", sizeof(struct sijil_population), 32 },
		{ "host", sizeof(struct sijil_host), 64 },       { "entry", sizeof(struct sijil_entry), 48 },
		{ "spell", sizeof(struct sijil_spell), 40 },     { "history", sizeof(struct sijil_history), 64 },
		{ "window", sizeof(struct sijil_window), 12 },   { "err", sizeof(struct sijil_err), 536 },
	};

	cr_assert_eq(SIJIL_ABI, 2u);
	if (sizeof(void *) != 8)
		cr_skip_test("the sizes are written down for pointers of 8 bytes");
	for (size_t i = 0; i < sizeof(structs) / sizeof(structs[0]); i++)
		cr_expect_eq(structs[i].size, structs[i].expected,
			     "struct sijil_%s: %zu bytes, was %zu: raise SIJIL_ABI", structs[i].name, structs[i].size,
			     structs[i].expected);
}

Test(header, the_magic_number_spells_its_name)
{
	const uint32_t magic = SIJIL_MAGIC;
	const unsigned char bytes[4] = { 'S', 'I', 'J', 'L' };

	cr_assert_eq(magic >> 24, bytes[0]);
	cr_assert_eq(magic >> 16 & 0xff, bytes[1]);
	cr_assert_eq(magic >> 8 & 0xff, bytes[2]);
	cr_assert_eq(magic & 0xff, bytes[3]);
}

Test(header, an_amount_is_in_millionths_and_missing_is_none)
{
	cr_assert_eq(SIJIL_ONE, 1000000);
	cr_assert_eq(sizeof(SIJIL_ONE), 8);
	cr_assert_eq(SIJIL_MISSING, INT64_MIN);
	cr_assert_eq(SIJIL_NO_DAY, INT32_MIN);
}

/* 0 is what a member left out of a row has: it must mean nothing where the header says so, and be no value elsewhere.
 */
Test(header, what_is_left_out_of_a_row_means_nothing)
{
	cr_assert(SIJIL_RECORDS == 0 && SIJIL_NO_SPELLS == 0 && SIJIL_NEUTRAL == 0);
	cr_assert(SIJIL_TEXT != 0 && SIJIL_PERSON != 0 && SIJIL_COUNT != 0 && SIJIL_INFO != 0 && SIJIL_MUST != 0);
}

struct instance {
	bool strict;
	int64_t least;
	const char *language;
};

Test(header, an_option_takes_type_and_place_from_the_member)
{
	static const struct sijil_option options[] = {
		{ .name = "strict", .title = "Strict", SIJIL_OPTION(struct instance, strict) },
		{ .name = "least", .title = "Least", SIJIL_OPTION(struct instance, least), .min = 1, .max = 9 },
		{ .name = "language",
		  .title = "Language",
		  SIJIL_OPTION(struct instance, language),
		  .choices = "ar|fr" },
		{ 0 },
	};

	cr_assert_eq(options[0].type, SIJIL_BOOL);
	cr_assert_eq(options[0].offset, offsetof(struct instance, strict));
	cr_assert_eq(options[1].type, SIJIL_INT);
	cr_assert_eq(options[1].offset, offsetof(struct instance, least));
	cr_assert_eq(options[2].type, SIJIL_TEXT);
	cr_assert_eq(options[2].offset, offsetof(struct instance, language));
	cr_assert_null(options[3].name);
}

SIJIL_PLUGIN(header_sample) = {
	SIJIL_PLUGIN_HEAD,
	.name = "header_sample",
};

Test(header, a_descriptor_begins_with_its_head)
{
	const struct sijil_plugin *p = &header_sample_LTX_sijil_plugin;

	cr_assert_eq(p->magic, SIJIL_MAGIC);
	cr_assert_eq(p->abi, SIJIL_ABI);
	cr_assert_eq(p->size, sizeof(*p));
	cr_assert_str_eq(p->name, "header_sample");
	cr_assert_null(p->kinds);
}

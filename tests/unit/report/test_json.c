/* The JSON writer. */
#include "config.h"

#include <criterion/criterion.h>

#include "base/number.h"
#include "report/json.h"

struct document {
	struct json j;
	struct str out;
};

static void begin(struct document *d)
{
	str_init(&d->out, STR_MAX_DEFAULT);
	json_begin(&d->j, &d->out);
}

static void expect(struct document *d, const char *expected)
{
	cr_assert_str_eq(d->out.s, expected);
	str_release(&d->out);
}

Test(json, objects_and_arrays_are_indented_by_two)
{
	struct document d;

	begin(&d);
	json_object(&d.j);
	json_key(&d.j, "city");
	json_text(&d.j, "Ben Guerir");
	json_key(&d.j, "sites");
	json_array(&d.j);
	json_text(&d.j, "centre");
	json_object(&d.j);
	json_key(&d.j, "open");
	json_bool(&d.j, true);
	json_end(&d.j);
	json_end(&d.j);
	json_key(&d.j, "closed");
	json_bool(&d.j, false);
	json_end(&d.j);
	expect(&d, "{\n"
		   "  \"city\": \"Ben Guerir\",\n"
		   "  \"sites\": [\n"
		   "    \"centre\",\n"
		   "    {\n"
		   "      \"open\": true\n"
		   "    }\n"
		   "  ],\n"
		   "  \"closed\": false\n"
		   "}\n");
}

Test(json, empty_ones_stay_on_their_line)
{
	struct document d;

	begin(&d);
	json_array(&d.j);
	json_object(&d.j);
	json_end(&d.j);
	json_array(&d.j);
	json_end(&d.j);
	json_end(&d.j);
	expect(&d, "[\n  {},\n  []\n]\n");
}

Test(json, amounts_are_numbers_without_needless_zeros)
{
	struct document d;

	begin(&d);
	json_array(&d.j);
	json_amount(&d.j, 70 * SIJIL_ONE);
	json_amount(&d.j, 24420);
	json_amount(&d.j, -1);
	json_amount(&d.j, 0);
	json_amount(&d.j, SIJIL_MISSING);
	json_end(&d.j);
	expect(&d, "[\n  70,\n  0.02442,\n  -0.000001,\n  0,\n  null\n]\n");
}

Test(json, whole_numbers_and_nothing)
{
	struct document d;

	begin(&d);
	json_array(&d.j);
	json_int(&d.j, -12);
	json_int(&d.j, SIJIL_MISSING);
	json_text(&d.j, NULL);
	json_null(&d.j);
	json_end(&d.j);
	expect(&d, "[\n  -12,\n  null,\n  null,\n  null\n]\n");
}

Test(json, texts_and_keys_are_escaped)
{
	struct document d;

	begin(&d);
	json_object(&d.j);
	json_key(&d.j, "a\"b");
	json_text(&d.j, "C:\\\"ابن\"");
	json_end(&d.j);
	expect(&d, "{\n  \"a\\\"b\": \"C:\\\\\\\"ابن\\\"\"\n}\n");
}

Test(json, a_value_written_elsewhere_goes_in_as_it_is)
{
	struct document d;

	begin(&d);
	json_object(&d.j);
	json_key(&d.j, "fields");
	json_raw(&d.j, "{\"sex\":\"F\"}rest", 11);
	json_key(&d.j, "n");
	json_int(&d.j, 1);
	json_end(&d.j);
	expect(&d, "{\n  \"fields\": {\"sex\":\"F\"},\n  \"n\": 1\n}\n");
}

Test(json, a_document_may_be_one_value)
{
	struct document d;

	begin(&d);
	json_amount(&d.j, SIJIL_ONE);
	expect(&d, "1\n");
}

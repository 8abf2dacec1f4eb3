/* Between canonical JSON and decoded values. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/date.h"
#include "config/city.h"
#include "log/entry.h"
#include "plugin/registry_private.h"

/* Not in the order of their names, which is that of the canonical form: count fee note open ref since status. */
static const struct sijil_kind kinds[] = {
	{ .name = "thing",
	  .title = "Thing",
	  .subject = SIJIL_SITE,
	  .fields =
		  (const struct sijil_field[]){
			  { .name = "status",
			    .title = "Status",
			    .type = SIJIL_CHOICE,
			    .choices = "present|late|absent" },
			  { .name = "note", .title = "Note", .type = SIJIL_TEXT },
			  { .name = "count", .title = "Count", .type = SIJIL_INT },
			  { .name = "fee", .title = "Fee", .type = SIJIL_DECIMAL },
			  { .name = "since", .title = "Since", .type = SIJIL_DATE },
			  { .name = "open", .title = "Open", .type = SIJIL_BOOL },
			  { .name = "ref", .title = "Reference", .type = SIJIL_ENTRY, .refers = "thing" },
			  { 0 } } },
	{ .name = "bare", .title = "Bare", .subject = SIJIL_SITE },
	{ 0 },
};
enum { STATUS, NOTE, COUNT, FEE, SINCE, OPEN, REF, FIELDS };

static struct program_config config;
static struct sijil_plugin plugin;
static struct program program;
static struct arena arena;
static struct value values[FIELDS];
static const struct kind *thing;

static void setup(void)
{
	struct sijil_err err = { 0 };
	struct build b = { .program = &program, .arena = &arena, .err = &err };

	program = (struct program){ .config = &config, .id = "p", .plugin = &plugin };
	cr_assert_eq(build_kinds(&b, kinds), 0, "%s", err.message);
	thing = program_kind(&program, "thing");
}

static void teardown(void)
{
	arena_release(&arena);
}

TestSuite(entry, .init = setup, .fini = teardown);

/* Bytes of their own, so that reading past their end is seen. */
static int decode(const char *json)
{
	size_t n = strlen(json);
	char *bytes = mem_resize(NULL, n, 1);
	int rc;

	memcpy(bytes, json, n);
	rc = entry_decode(thing, bytes, n, values, &arena);
	free(bytes);
	return rc;
}

static const char *encoded(void)
{
	struct str out;
	const char *text;

	str_init(&out, STR_MAX_DEFAULT);
	entry_encode(thing, values, &out);
	text = arena_strdup(&arena, out.s);
	str_release(&out);
	return text;
}

Test(entry, values_are_written_by_the_order_of_names_and_what_is_missing_not_at_all)
{
	unsigned i;

	for (i = 0; i < FIELDS; i++)
		values[i].number = SIJIL_MISSING;
	cr_expect_str_eq(encoded(), "{}");
	values[STATUS].number = 1;
	values[COUNT].number = -3;
	cr_expect_str_eq(encoded(), "{\"count\":-3,\"status\":\"late\"}");
	values[FEE].number = -12500000;
	values[NOTE] = (struct value){ .number = 0, .text = "say \"no\" \\ \n\x01" };
	values[OPEN].number = 0;
	values[REF].number = 17;
	values[SINCE].number = date_day(2024, 3, 9);
	cr_expect_str_eq(encoded(),
			 "{\"count\":-3,\"fee\":-12.5,\"note\":\"say \\\"no\\\" \\\\ \\n\\u0001\",\"open\":false,"
			 "\"ref\":17,\"since\":\"2024-03-09\",\"status\":\"late\"}");
}

Test(entry, values_are_read_as_what_they_are)
{
	cr_assert_eq(decode("{\"count\":-3,\"fee\":-12.5,\"note\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u001f\\u0001 "
			    "\xd9\x82\",\"open\":true,"
			    "\"ref\":17,\"since\":\"1969-12-31\",\"status\":\"absent\"}"),
		     0);
	cr_expect_eq(values[COUNT].number, -3);
	cr_expect_eq(values[FEE].number, -12500000, "in millionths");
	cr_expect_eq(values[NOTE].number, 0);
	cr_expect_str_eq(values[NOTE].text, "\"\\\b\f\n\r\t\x1f\x01 \xd9\x82");
	cr_expect_eq(values[OPEN].number, 1);
	cr_expect_eq(values[REF].number, 17);
	cr_expect_null(values[REF].entry, "whoever decodes it does not know other entries");
	cr_expect_eq(values[SINCE].number, -1);
	cr_expect_eq(values[STATUS].number, 2, "its place among the choices");
}

Test(entry, what_is_canonical_is_written_again_as_it_was_read)
{
	static const char *const same[] = {
		"{}",
		"{\"note\":\"\"}",
		"{\"note\":\"\\u0001\"}",
		"{\"note\":\"\\u0001\\u001f\\b\\f\\n\\r\\t\\\"\\\\ /\"}",
		"{\"note\":\"\xd9\x82\xd8\xb3\xd9\x85 \xd8\xa7\xd9\x84\xd9\x85\xd8\xb3\xd8\xa7\xd8\xa1 \xe2\x80\x93 "
		"caf\xc3\xa9\"}",
		"{\"note\":\"\\\",\\\"status\\\":\\\"late\"}",
		"{\"note\":\"{},:\",\"status\":\"present\"}",
		"{\"note\":\"\\\\\"}",
		"{\"count\":0}",
		"{\"count\":9223372036854775807}",
		"{\"count\":-9223372036854775807}",
		"{\"fee\":0}",
		"{\"fee\":0.000001}",
		"{\"fee\":-0.5}",
		"{\"fee\":9223372036854.775807}",
		"{\"open\":true}",
		"{\"open\":false}",
		"{\"since\":\"0001-01-01\"}",
		"{\"since\":\"9999-12-31\"}",
		"{\"ref\":1099511627777}",
		"{\"status\":\"present\"}",
		"{\"count\":1,\"fee\":2.25,\"note\":\"x\",\"open\":true,\"ref\":3,\"since\":\"2024-02-29\",\"status\":"
		"\"late\"}",
	};
	size_t i;

	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		cr_expect_eq(decode(same[i]), 0, "%s", same[i]);
		cr_expect_str_eq(encoded(), same[i]);
	}
}

Test(entry, what_no_longer_fits_its_field_is_missing)
{
	static const char *const misfits[] = {
		"{\"status\":\"excused\"}", "{\"status\":\"lat\"}",
		"{\"status\":\"latest\"}",  "{\"status\":1}",
		"{\"status\":\"\"}",        "{\"count\":\"12\"}",
		"{\"count\":1.5}",          "{\"count\":99999999999999999999}",
		"{\"fee\":\"1\"}",          "{\"fee\":1.1234567}",
		"{\"fee\":9223372036855}",  "{\"open\":1}",
		"{\"open\":\"true\"}",      "{\"open\":\"test\"}",
		"{\"open\":\"false\"}",     "{\"open\":\"fifty\"}",
		"{\"since\":20240309}",     "{\"since\":\"2023-02-29\"}",
		"{\"ref\":\"17\"}",         "{\"since\":\"yesterday\"}",
	};
	size_t i;

	for (i = 0; i < sizeof(misfits) / sizeof(misfits[0]); i++) {
		cr_expect_eq(decode(misfits[i]), 0, "%s", misfits[i]);
		cr_expect_str_eq(encoded(), "{}", "%s gave %s", misfits[i], encoded());
	}
	decode("{\"count\":1,\"status\":\"excused\"}");
	cr_expect_str_eq(encoded(), "{\"count\":1}", "the fields around it are read");
}

Test(entry, keys_that_nobody_knows_any_more_are_passed_over)
{
	cr_assert_eq(decode("{\"a\":1,\"cou\":7,\"count\":2,\"counts\":8,\"lost\":\"a,\\\"b\\\":}\",\"status\":"
			    "\"late\",\"z\":true}"),
		     0);
	cr_expect_str_eq(encoded(), "{\"count\":2,\"status\":\"late\"}");
	cr_assert_eq(entry_decode(program_kind(&program, "bare"), "{\"count\":2}", 11, values, &arena), 0);
}

Test(entry, what_is_not_json_is_refused)
{
	static const char *const broken[] = {
		"x",
		"{",
		"}",
		"[1]",
		"{}}",
		"{}x",
		"{\"count\":1",
		"{\"count\":1}x",
		"{\"count\":1,}",
		"{\"count\":}",
		"{\"count\"}",
		"{\"count\" 1}",
		"{count:1}",
		"{\"note\":\"abc}",
		"{\"note\":\"abc\\\"}",
		"{\"note\":\"abc\"",
		"{\"note\":\"a\\",
		"{\"note\":\"a\"\"count\":1}",
		"{\"note\":\"a\"{\"count\":1}",
		",\"count\":1}",
		"{\"",
		"{\"count\":1}{}",
	};
	size_t i;

	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
		cr_expect_eq(decode(broken[i]), -1, "%s", broken[i]);
	cr_expect_eq(entry_decode(thing, "", 0, values, &arena), -1);
}

Test(entry, no_more_is_read_than_the_length_says)
{
	cr_assert_eq(entry_decode(thing, "{\"count\":1}{\"count\":2}", 11, values, &arena), 0);
	cr_expect_eq(values[COUNT].number, 1);
}

Test(entry, values_as_people_write_them)
{
	static const char *const expected[] = { "late", "a \"b\"", "-3", "12.5", "2024-03-09", "true", "#17" };
	unsigned i;

	cr_assert_eq(decode("{\"count\":-3,\"fee\":12.5,\"note\":\"a \\\"b\\\"\",\"open\":true,\"ref\":17,"
			    "\"since\":\"2024-03-09\",\"status\":\"late\"}"),
		     0);
	for (i = 0; i < FIELDS; i++)
		cr_expect_str_eq(entry_value_text(thing, i, &values[i], &arena), expected[i]);
	decode("{\"open\":false,\"ref\":2199023255559}");
	cr_expect_str_eq(entry_value_text(thing, OPEN, &values[OPEN], &arena), "false");
	cr_expect_str_eq(entry_value_text(thing, REF, &values[REF], &arena), "#2.7", "entry 7 of origin 2");
	cr_expect_str_eq(entry_value_text(thing, COUNT, &values[COUNT], &arena), "", "nothing was recorded");
}

Test(entry, a_walk_gives_every_pair_of_any_entry)
{
	static const char json[] = "{\"a\":1.50,\"b\":\"x \\\"y\\\"\\n\",\"c\":true,\"d\":\"\"}";
	static const char *const keys[] = { "a", "b", "c", "d" }, *const texts[] = { "1.50", "x \"y\"\n", "true", "" };
	static const bool quotes[] = { false, true, false, true };
	struct entry_walk w = { json, json + sizeof(json) - 1 };
	const char *key, *value;
	bool quoted;
	unsigned i;

	for (i = 0; i < 4; i++) {
		cr_assert_eq(entry_walk(&w, &arena, &key, &value, &quoted), 1);
		cr_expect_str_eq(key, keys[i]);
		cr_expect_str_eq(value, texts[i]);
		cr_expect_eq(quoted, quotes[i]);
	}
	cr_expect_eq(entry_walk(&w, &arena, &key, &value, &quoted), 0);
}

Test(entry, a_walk_over_nothing_ends_and_over_nonsense_fails)
{
	static const char empty[] = "{}", cut[] = "{\"a\":1,\"b\":\"x";
	struct entry_walk w = { empty, empty + 2 };
	const char *key, *value;
	bool quoted;

	cr_expect_eq(entry_walk(&w, &arena, &key, &value, &quoted), 0);
	w = (struct entry_walk){ cut, cut + sizeof(cut) - 1 };
	cr_expect_eq(entry_walk(&w, &arena, &key, &value, &quoted), 1);
	cr_expect_eq(entry_walk(&w, &arena, &key, &value, &quoted), -1);
}

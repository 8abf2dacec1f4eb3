/* JSON as a file of rows: what is taken, and what is not. */
#include "config.h"

#include <string.h>

#include "workbook.h"

TestSuite(json, .init = book_open, .fini = book_close);

static const char *read_text(const char *json, const char *table)
{
	book_bytes("a.json", json, strlen(json));
	return book_read("a.json", NULL, table, 0);
}

static void refused(const char *json, const char *text)
{
	book_bytes("a.json", json, strlen(json));
	assert_refused("a.json", ERR_DATA, text);
}

Test(json, a_list_of_objects)
{
	cr_expect_str_eq(read_text("[{\"a\": 1, \"b\": \"x\"},\n\n {\"c\": true, \"a\": -0.50}, {}]", NULL),
			 "1: a|b|c\n1: 1|x|\n3: -0.50||true\n3: ||\n", "%s", book_err.message);
	cr_expect_str_eq(read_text("\xef\xbb\xbf [ {\"a\":null , \"b\":false } ] \n", NULL), "1: a|b\n1: |false\n");
	cr_expect_str_eq(read_text("[]", NULL), "");
}

Test(json, numbers_stay_what_they_are)
{
	cr_expect_str_eq(read_text("[{\"a\": 123456789012345678901234567890, \"b\": 0.10, \"c\": 1E5, \"d\": 9007199254740993}]", NULL),
			 "1: a|b|c|d\n1: 123456789012345678901234567890|0.10|1E5|9007199254740993\n");
}

Test(json, texts)
{
	cr_expect_str_eq(read_text("[{\"a\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0628\\u00e9\\ud83c\\udf89\\u0041\", \"\xd8\xa8\": \"\"}]", NULL),
			 "1: a|\xd8\xa8\n1: \"\\/\b\f\n\r\t\xd8\xa8\xc3\xa9\xf0\x9f\x8e\x89"
			 "A|\n");
}

Test(json, what_export_writes)
{
	static const char two[] = "{\"program\": \"p\", \"more\": {\"kinds\": [1, {}]},\n"
				  "\"kinds\": {\"x\": [{\"a\": 1}], \"y\": [\n{\"b\": 2}\n]}}";

	cr_expect_str_eq(read_text(two, "y"), "1: b\n3: 2\n", "%s", book_err.message);
	cr_expect_str_eq(read_text(two, "x"), "1: a\n2: 1\n");
	cr_expect_str_eq(read_text(two, "z"), "error 65");
	cr_expect_not_null(strstr(book_err.message, "no list 'z'; it has 'x', 'y'"), "%s", book_err.message);
	cr_expect_str_eq(read_text("{\"kinds\": {\"x\": [{\"a\": 1}]}}", "z"), "1: a\n1: 1\n", "the only one is meant");
}

Test(json, what_is_refused)
{
	refused("[{\"a\": 1, \"a\": 2}]", "the name 'a' stands twice");
	refused("[{\"a\": [1]}]", "a list or an object");
	refused("[{\"a\": {}}]", "a list or an object");
	refused("[{\"a\": 1}, 2]", "expected a list of objects");
	refused("[{\"a\": 1}", "cut off");
	refused("[{\"a\": \"x", "cut off");
	refused("[{\"a\": 1}] x", "behind the end");
	refused("[{\"a\": 1}] []", "behind the end");
	refused("{\"kinds\": {}} {}", "behind the end");
	refused("{\"a\": 1}", "has no list of entries");
	refused("{\"a\": }", "a value is missing");
	refused("{\"a\": ,}", "a value is missing");
	refused("{\"a\" 1}", "':' is missing");
	refused("[{\"a\": 01}]", "an object is not as JSON writes it");
	refused("[{\"a\": 1.}]", "no JSON number");
	refused("[{\"a\": -}]", "no JSON number");
	refused("[{\"a\": .5}]", "not JSON");
	refused("[{\"a\": NaN}]", "not JSON");
	refused("[{\"a\": 1,}]", "an object is not as JSON writes it");
	refused("[{\"a\": 1} {\"a\": 1}]", "expected a list of objects");
	refused("[{\"a\": 1},]", "expected a list of objects");
	refused("[{\"a\": \"\\u0000\"}]", "no such escape");
	refused("[{\"a\": \"\\ud800x\"}]", "no such escape");
	refused("[{\"a\": \"\\udc00\"}]", "no such escape");
	refused("[{\"a\": \"\\x\"}]", "no such escape");
	refused("[{\"a\": \"\xff\"}]", "not valid UTF-8");
	refused("[{\"a\": \"\x01\"}]", "a control character");
	refused("[{\"a\": \"\n\"}]", "a control character");
}

Test(json, hostile)
{
	struct str s;
	int i;

	str_init(&s, 4 << 20);
	str_add(&s, "{\"x\": ");
	for (i = 0; i < 100000; i++)
		str_addc(&s, '[');
	refused(s.s, "nested too deep");
	str_clear(&s);
	str_add(&s, "[{\"a\": \"");
	for (i = 0; i < (2 << 20); i++)
		str_addc(&s, 'x');
	refused(s.s, "more than 1 MiB");
	str_clear(&s);
	str_add(&s, "[{\"a\": 0.");
	for (i = 0; i < (2 << 20); i++)
		str_addc(&s, '1');
	refused(s.s, "no JSON number");
	str_clear(&s);
	str_add(&s, "[{\"n\": 1");
	for (i = 0; i < 5000; i++)
		str_addf(&s, ", \"n%d\": 1", i);
	str_add(&s, "}]");
	refused(s.s, "more than 4096 different names");
	str_release(&s);
}

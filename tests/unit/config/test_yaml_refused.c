#include "config.h"

/* What the reader refuses, and that it does so without reading on: these tests would take minutes otherwise. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "config/yaml.h"
#include "errors.h"

static void refuses_bytes(const char *bytes, size_t n, const char *expected)
{
	char *got = yaml_errors(bytes, n);

	cr_expect_str_eq(got, expected, "got: %s", got);
	free(got);
}

static void refuses(const char *text, const char *expected)
{
	refuses_bytes(text, strlen(text), expected);
}

/* n bytes of a repeated text */
static char *repeated(const char *part, size_t n)
{
	size_t len = strlen(part);
	char *text = malloc(n);

	for (size_t i = 0; i < n; i++)
		text[i] = part[i % len];
	return text;
}

static void refuses_repeated(const char *part, size_t n, const char *expected)
{
	char *text = repeated(part, n);

	refuses_bytes(text, n, expected);
	free(text);
}

Test(yaml_refused, a_hundred_thousand_brackets)
{
	refuses_repeated("[", 100000, "t.yaml:1:17: error: nested more than 16 levels deep\n");
	refuses_repeated("{a: ", 100000, "t.yaml:1:65: error: nested more than 16 levels deep\n");
	refuses_repeated("- ", 100000, "t.yaml:1:33: error: nested more than 16 levels deep\n");
	refuses_repeated("[\n", 100000, "t.yaml:17:1: error: nested more than 16 levels deep\n");
}

Test(yaml_refused, brackets_as_keys)
{
	refuses_repeated("{", 100000,
			 "t.yaml:1:2: error: a key must be a plain text, not a list or map (quote a text that begins "
			 "with { or [)\n");
	refuses_repeated("? ", 100000,
			 "t.yaml:1:3: error: a key must be a plain text, not a list or map (quote a text that begins "
			 "with { or [)\n");
}

Test(yaml_refused, an_alias_bomb)
{
	const char bomb[] = "a: &a [x, x]\n"
			    "b: &b [*a, *a]\n"
			    "c: &c [*b, *b]\n";

	refuses(bomb,
		"t.yaml:1:4: error: anchor '&a' is not allowed: write the value out where it is needed\n"
		"t.yaml:2:4: error: anchor '&b' is not allowed: write the value out where it is needed\n"
		"t.yaml:2:8: error: alias '*a' is not allowed: write the value out (quote a text that begins with *)\n"
		"t.yaml:2:12: error: alias '*a' is not allowed: write the value out (quote a text that begins with *)\n"
		"t.yaml:3:4: error: anchor '&c' is not allowed: write the value out where it is needed\n"
		"t.yaml:3:8: error: alias '*b' is not allowed: write the value out (quote a text that begins with *)\n"
		"t.yaml:3:12: error: alias '*b' is not allowed: write the value out (quote a text that begins with *)"
		"\n");
}

Test(yaml_refused, an_anchor_even_without_an_alias)
{
	refuses("a: &x 1\n",
		"t.yaml:1:4: error: anchor '&x' is not allowed: write the value out where it is needed\n");
}

Test(yaml_refused, tags)
{
	refuses("a: !!int 1\nb: ! x\nc: !mine {d: 1}\n",
		"t.yaml:1:4: error: tag 'tag:yaml.org,2002:int' is not allowed: remove it (quote a text that begins "
		"with !)\n"
		"t.yaml:2:4: error: tag '!' is not allowed: remove it (quote a text that begins with !)\n"
		"t.yaml:3:4: error: tag '!mine' is not allowed: remove it (quote a text that begins with !)\n");
}

Test(yaml_refused, a_second_document)
{
	refuses("a: 1\n---\nb: 2\n", "t.yaml:2:1: error: a second document begins here: a file holds one\n");
	refuses("a: 1\n...\nb: 2\n", "t.yaml:3:1: error: did not find expected <document start> (check the "
				     "indentation of this line)\n");
}

Test(yaml_refused, a_repeated_key_names_the_first)
{
	refuses("a: 1\nb: {c: 1, d: 2, c: 3}\na: 2\na: 3\n",
		"t.yaml:2:17: error: duplicate key 'c' (the first is on line 2)\n"
		"t.yaml:3:1: error: duplicate key 'a' (the first is on line 1)\n"
		"t.yaml:4:1: error: duplicate key 'a' (the first is on line 1)\n");
}

Test(yaml_refused, keys_that_only_nfc_makes_the_same)
{
	refuses("\xc3\xa9: 1\ne\xcc\x81: 2\n",
		"t.yaml:2:1: error: duplicate key '\xc3\xa9' (the first is on line 1)\n");
}

Test(yaml_refused, twenty_thousand_repeated_keys)
{
	char *got, *text = repeated("k: 1\n", 100000);

	got = yaml_errors(text, 100000);
	cr_expect(strncmp(got, "t.yaml:2:1: error: duplicate key 'k' (the first is on line 1)\n", 62) == 0, "%s", got);
	cr_expect_not_null(strstr(got, "\n... and 19979 more\n"), "20 kept of 19,999: %s", got);
	free(got);
	free(text);
}

Test(yaml_refused, lists_and_maps_as_keys)
{
	refuses("{[a, b]: 1}\n", "t.yaml:1:2: error: a key must be a plain text, not a list or map (quote a text that "
				 "begins with { or [)\n");
	refuses("name: {{city}}\n", "t.yaml:1:8: error: a key must be a plain text, not a list or map (quote a text "
				    "that begins with { or [)\n");
}

Test(yaml_refused, more_than_a_mebibyte)
{
	char *text = repeated("# 678901\n", YAML_BYTES_MAX + 1);

	/* 1,048,576 = 116,508 lines of 9 bytes and 4 more */
	refuses_bytes(text, YAML_BYTES_MAX + 1,
		      "t.yaml:116509:5: error: the file is larger than 1 MiB, the most that is read\n");
	free(text);
}

Test(yaml_refused, more_than_fifty_thousand_nodes)
{
	/* the list and 49,999 items are the most */
	refuses_repeated("- a\n", 4 * 60000,
			 "t.yaml:50000:3: error: more than 50000 keys and values, the most that is read\n");
}

Test(yaml_refused, a_nul_byte)
{
	refuses_bytes("a: 1\nb: x\0y\n", 12, "t.yaml:2:5: error: NUL byte: this is not a text file\n");
}

Test(yaml_refused, bytes_that_are_not_utf8)
{
	/* Latin-1 é on the third line, after a two-byte letter */
	refuses("a: 1\nb: 2\n\xc3\xa9: caf\xe9\n",
		"t.yaml:3:7: error: byte 0xE9 is not UTF-8: save the file as UTF-8\n");
	refuses_bytes("\xff\xfe"
		      "a\0:\0 \0b\0",
		      10, "t.yaml:1:1: error: byte 0xFF is not UTF-8: save the file as UTF-8\n");
}

Test(yaml_refused, control_characters)
{
	/* libyaml gives these no line: it is found from the byte */
	refuses("a: 1\nb: x\x01\n", "t.yaml:2:5: error: control characters are not allowed\n");
	refuses("a: 1\nb: \"x\\0y\"\n", "t.yaml:2:4: error: the text holds the control character U+0000\n");
	refuses("a: \"\\e[31m\"\n", "t.yaml:1:4: error: the text holds the control character U+001B\n");
}

Test(yaml_refused, an_empty_file)
{
	refuses("", "t.yaml:1:1: error: the file is empty\n");
	refuses("# only a comment\n", "t.yaml:1:1: error: the file is empty\n");
	refuses("---\n...\n", "t.yaml:1:1: error: the file is empty\n");
	refuses("\xef\xbb\xbf", "t.yaml:1:1: error: the file is empty\n");
}

Test(yaml_refused, syntax_errors_say_what_to_do)
{
	refuses("a:\n\tb: 1\n", "t.yaml:2:1: error: found character that cannot start any token (indent with spaces, "
				"not tabs; quote a text that begins with @, ` or %)\n");
	refuses("a: \"never closed\nb: 1\n",
		"t.yaml:3:1: error: found unexpected end of stream while scanning a quoted scalar that begins on line "
		"1 (a quote or bracket is not closed)\n");
	refuses("a: b: c\n", "t.yaml:1:5: error: mapping values are not allowed in this context (quote a text that "
			     "holds ': ', or check the indentation)\n");
	refuses("a:\n  b: 1\n c: 2\n", "t.yaml:3:2: error: did not find expected key while parsing a block mapping "
				       "that begins on line 1 (check the indentation, and that every key is followed "
				       "by ': ')\n");
}

#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "config/decode.h"
#include "errors.h"

static struct arena arena;
static struct err_list errs;

static void reset(void)
{
	arena_release(&arena);
	memset(&errs, 0, sizeof(errs));
}

TestSuite(decode, .fini = reset);

struct everything {
	const char *text, *code, *name, *choice;
	int64_t number, amount;
	bool yes;
	int32_t day;
	struct label label;
	struct codes codes;
	const struct yaml_node *node;
};
#define AT(member) .key = #member, .offset = offsetof(struct everything, member)
static const struct decode_row rows[] = {
	{ AT(text), .type = DECODE_TEXT },
	{ AT(code), .type = DECODE_CODE },
	{ AT(name), .type = DECODE_NAME },
	{ AT(choice), .type = DECODE_CHOICE, .choices = "up|down", .preset = "down" },
	{ AT(number), .type = DECODE_INT, .min = 1, .max = 12, .preset = "9" },
	{ AT(amount), .type = DECODE_AMOUNT },
	{ AT(yes), .type = DECODE_BOOL },
	{ AT(day), .type = DECODE_DATE },
	{ AT(label), .type = DECODE_LABEL },
	{ AT(codes), .type = DECODE_CODES },
	{ AT(node), .type = DECODE_NODE },
	{ .key = NULL },
};

static const struct yaml_node *read_yaml(const char *text)
{
	const struct yaml_node *root = yaml_read_bytes(text, strlen(text), "t.yaml", &arena, &errs);

	cr_assert_not_null(root);
	return root;
}

static struct everything decode_good(const char *text)
{
	struct everything out = { 0 };
	char *problems;
	int rc = decode_map(read_yaml(text), rows, &out, &arena, &errs);

	problems = errors_text(&errs, NULL);
	cr_assert_eq(rc, 0, "%s", problems);
	cr_assert_eq(errs.total, 0);
	free(problems);
	return out;
}

static void decode_bad(const char *text, const char *expected)
{
	struct everything out = { 0 };
	char *got;

	memset(&errs, 0, sizeof(errs));
	cr_expect_eq(decode_map(read_yaml(text), rows, &out, &arena, &errs), -1);
	got = errors_text(&errs, NULL);
	cr_expect_str_eq(got, expected, "%s", got);
	free(got);
}

Test(decode, every_type_to_its_member)
{
	struct everything e = decode_good("text: Hay Riad, bloc 2\ncode: BG-004.17_x\nname: level_2\nchoice: up\n"
					  "number: 12\namount: 36.2\nyes: true\nday: 2024-02-29\nlabel: {fr: Livre}\n"
					  "codes: [b, a]\nnode: {x: 1}\n");

	cr_assert_str_eq(e.text, "Hay Riad, bloc 2");
	cr_assert_str_eq(e.code, "BG-004.17_x");
	cr_assert_str_eq(e.name, "level_2");
	cr_assert_str_eq(e.choice, "up");
	cr_assert_eq(e.number, 12);
	cr_assert_eq(e.amount, 36200000);
	cr_assert(e.yes);
	cr_assert_eq(e.day, date_day(2024, 2, 29));
	cr_assert_str_eq(e.label.fr, "Livre");
	cr_assert(e.label.any == NULL && e.label.ar == NULL && e.label.en == NULL);
	cr_assert_eq(e.codes.n, 2);
	cr_assert_str_eq(e.codes.items[0], "b");
	cr_assert_str_eq(e.codes.items[1], "a");
	cr_assert_null(e.codes.items[2], "ends with NULL");
	cr_assert_str_eq(yaml_get(e.node, "x")->text, "1");
}

Test(decode, an_absent_key_takes_its_preset_or_nothing)
{
	struct everything e = decode_good("text: only\n");

	cr_assert_str_eq(e.choice, "down");
	cr_assert_eq(e.number, 9);
	cr_assert_null(e.code);
	cr_assert_eq(e.amount, 0);
	cr_assert_not(e.yes);
	cr_assert_null(e.node);
}

Test(decode, texts_and_codes_may_be_in_quotes_but_not_numbers)
{
	struct everything e = decode_good("text: \"12\"\ncode: '7'\nday: \"2024-03-09\"\nlabel: \"no\"\n");

	cr_assert_str_eq(e.text, "12");
	cr_assert_str_eq(e.code, "7");
	cr_assert_eq(e.day, date_day(2024, 3, 9));
	cr_assert_str_eq(e.label.any, "no");
	decode_bad("number: \"9\"\namount: '1'\nyes: 'true'\n",
		   "t.yaml:1:9: error: number: expected a whole number, found a text in quotes (remove the quotes)\n"
		   "t.yaml:2:9: error: amount: expected a number, found a text in quotes (remove the quotes)\n"
		   "t.yaml:3:6: error: yes: expected true or false, found a text in quotes (remove the quotes)\n");
}

Test(decode, an_unknown_key_names_the_nearest_or_all)
{
	decode_bad("amuont: x\nzzz: y\n",
		   "t.yaml:1:1: error: unknown key 'amuont' (did you mean 'amount'?)\n"
		   "t.yaml:2:1: error: unknown key 'zzz' (known here: text, code, name, choice, number, amount, yes, "
		   "day, label, codes, node)\n");
}

Test(decode, a_missing_key_is_reported_at_the_map)
{
	static const struct decode_row two[] = {
		{ .key = "id", .type = DECODE_CODE, .offset = 0, .required = true },
		{ .key = "value", .type = DECODE_CODE, .offset = 0, .required = true },
		{ .key = NULL },
	};
	const struct yaml_node *root = read_yaml("outer:\n  idd: x\n");
	const char *out = NULL;
	char *got;

	cr_assert_eq(decode_map(yaml_get(root, "outer"), two, &out, &arena, &errs), -1);
	got = errors_text(&errs, NULL);
	cr_expect_str_eq(got,
			 "t.yaml:2:3: error: unknown key 'idd' (did you mean 'id'?)\n"
			 "t.yaml:2:3: error: outer: the key 'id' is missing\n"
			 "t.yaml:2:3: error: outer: the key 'value' is missing\n",
			 "%s", got);
	free(got);
}

Test(decode, the_wrong_shape_says_what_was_expected)
{
	decode_bad("text: [a]\ncode: {a: b}\nday: []\ncodes: hay_riad\nlabel: [x]\n",
		   "t.yaml:1:7: error: text: expected a text, found a list\n"
		   "t.yaml:2:7: error: code: expected a code, found a map\n"
		   "t.yaml:3:6: error: day: expected a date such as 2024-03-09, found a list\n"
		   "t.yaml:4:8: error: codes: expected a list of codes, such as [hay_riad, centre]\n"
		   "t.yaml:5:8: error: label: expected a text, or a map of ar, fr, en, found a list\n");
	decode_bad("[a]", "t.yaml:1:1: error: expected a map of keys and values, found a list\n");
	decode_bad("hello", "t.yaml:1:1: error: expected a map of keys and values, found a single value\n");
}

Test(decode, nothing_is_not_a_value)
{
	decode_bad("text:\nday: ~\nnode: null\nyes: \n",
		   "t.yaml:1:6: error: text: there is no value (write a text, or leave the key out)\n"
		   "t.yaml:2:6: error: day: there is no value (write a date such as 2024-03-09, or leave the key out)\n"
		   "t.yaml:3:7: error: node: there is no value (write a value, or leave the key out)\n"
		   "t.yaml:4:5: error: yes: there is no value (write true or false, or leave the key out)\n");
	decode_bad("text: \" \"\n", "t.yaml:1:7: error: text: the text is empty\n");
}

Test(decode, values_out_of_their_type)
{
	decode_bad("code: hay riad\nname: Level\nchoice: sideways\nnumber: 0\nyes: yes\n",
		   "t.yaml:1:7: error: code: 'hay riad' is not a code (1 to 64 of A-Z a-z 0-9 _ . -, the first a "
		   "letter or digit)\n"
		   "t.yaml:2:7: error: name: 'Level' is not a name (1 to 64 of a-z 0-9 _, the first a letter)\n"
		   "t.yaml:3:9: error: choice: 'sideways' is not one of up, down\n"
		   "t.yaml:4:9: error: number: '0' is outside 1..12\n"
		   "t.yaml:5:6: error: yes: 'yes' is neither true nor false\n");
}

Test(decode, a_repeated_code_names_the_line_of_the_first)
{
	decode_bad("codes:\n  - a\n  - b\n  - a\n  - not a code\n",
		   "t.yaml:5:5: error: 'not a code' is not a code (1 to 64 of A-Z a-z 0-9 _ . -, the first a letter or "
		   "digit)\n"
		   "t.yaml:4:5: error: duplicate code 'a' (the first is on line 2)\n");
}

Test(decode, a_label_needs_a_text_and_known_languages)
{
	decode_bad("label: {}\n", "t.yaml:1:8: error: label: no text in any of ar, fr, en\n");
	decode_bad("label: {de: Buch, en: Book}\n",
		   "t.yaml:1:9: error: unknown key 'de' (known here: ar, fr, en)\n");
}

Test(decode, label_text_falls_back_in_a_fixed_order)
{
	const struct label all = { .any = "any", .ar = "ar", .fr = "fr", .en = "en" };
	const struct label french = { .fr = "fr", .ar = "ar" }, arabic = { .ar = "ar" }, none = { 0 };

	cr_assert_str_eq(label_text(&all, "ar"), "ar");
	cr_assert_str_eq(label_text(&all, "fr"), "fr");
	cr_assert_str_eq(label_text(&all, "de"), "any");
	cr_assert_str_eq(label_text(&french, "en"), "fr");
	cr_assert_str_eq(label_text(&arabic, "fr"), "ar");
	cr_assert_null(label_text(&none, "en"));
}

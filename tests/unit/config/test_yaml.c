#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "config/yaml.h"
#include "errors.h"

static struct arena arena;
static struct err_list errs;

static void reset(void)
{
	arena_release(&arena);
	memset(&errs, 0, sizeof(errs));
}

TestSuite(yaml, .fini = reset);

/* Read text that must be without fault. */
static struct yaml_node *read_good(const char *text)
{
	struct yaml_node *root = yaml_read_bytes(text, strlen(text), "t.yaml", &arena, &errs);
	char *problems = errors_text(&errs, NULL);

	cr_assert(root != NULL && errs.total == 0, "%s", problems);
	free(problems);
	return root;
}

Test(yaml, nodes_remember_their_places)
{
	const char text[] = "name: Riad\n"
			    "list:\n"
			    "  - one\n"
			    "  - {deep: 'x'}\n"
			    "اسم: \"ابن\"\n";
	const struct yaml_node *root = read_good(text), *list, *map, *last;

	cr_assert_eq(root->type, YAML_MAP);
	cr_assert_eq(root->n, 3);
	cr_assert(root->line == 1 && root->col == 1);
	cr_assert_null(root->key);
	cr_assert_str_eq(root->file, "t.yaml");
	cr_assert_str_eq(root->children[0].key, "name");
	cr_assert_str_eq(root->children[0].text, "Riad");
	cr_assert(root->children[0].line == 1 && root->children[0].col == 7);
	list = yaml_get(root, "list");
	cr_assert(list->type == YAML_LIST && list->n == 2);
	cr_assert(list->key_line == 2 && list->key_col == 1);
	cr_assert(list->children[0].line == 3 && list->children[0].col == 5);
	map = &list->children[1];
	cr_assert(map->type == YAML_MAP && map->line == 4 && map->col == 5);
	cr_assert(map->children[0].line == 4 && map->children[0].col == 12);
	/* Columns are characters, not bytes: the key is three letters of two bytes each. */
	last = yaml_get(root, "اسم");
	cr_assert(last->line == 5 && last->col == 6);
	cr_assert_null(yaml_get(root, "absent"));
	cr_assert_null(yaml_get(list, "name"), "a list has no keys");
}

Test(yaml, quotes_tell_a_text_from_a_number)
{
	const struct yaml_node *root = read_good("- 12\n- \"12\"\n- '12'\n- |-\n  12\n");

	cr_assert_eq(root->n, 4);
	for (size_t i = 0; i < 4; i++) {
		cr_assert_str_eq(root->children[i].text, "12");
		cr_assert_eq(root->children[i].quoted, i > 0);
	}
}

Test(yaml, keys_and_texts_become_nfc)
{
	/* e + combining acute, decomposed, in a key, in a text and through an escape */
	const struct yaml_node *root = read_good("e\xcc\x81t: e\xcc\x81\nx: \"e\\u0301\"\n");

	cr_assert_str_eq(root->children[0].key, "\xc3\xa9t");
	cr_assert_str_eq(root->children[0].text, "\xc3\xa9");
	cr_assert_str_eq(root->children[1].text, "\xc3\xa9");
}

Test(yaml, empty_values_and_collections_are_nodes)
{
	const struct yaml_node *root = read_good("a:\nb: []\nc: {}\nd: ''\n");

	cr_assert(root->children[0].type == YAML_SCALAR && !root->children[0].quoted);
	cr_assert_str_eq(root->children[0].text, "");
	cr_assert(root->children[1].type == YAML_LIST && root->children[1].n == 0);
	cr_assert(root->children[2].type == YAML_MAP && root->children[2].n == 0);
	cr_assert(root->children[3].type == YAML_SCALAR && root->children[3].quoted);
}

Test(yaml, a_byte_order_mark_and_crlf_do_not_move_places)
{
	const struct yaml_node *root = read_good("\xef\xbb\xbf"
						 "a: 1\r\nb: 2\r\n");

	cr_assert_str_eq(root->children[0].key, "a");
	cr_assert(root->children[0].key_line == 1 && root->children[0].key_col == 1);
	cr_assert_str_eq(root->children[1].text, "2");
	cr_assert(root->children[1].line == 2 && root->children[1].col == 4);
}

Test(yaml, sixteen_levels_are_read)
{
	const struct yaml_node *node = read_good("[[[[[[[[[[[[[[[[16]]]]]]]]]]]]]]]]");
	unsigned levels = 0;

	for (; node->type == YAML_LIST; node = node->children)
		levels++;
	cr_assert_eq(levels, 16);
	cr_assert_str_eq(node->text, "16");
}

Test(yaml, a_large_file_within_the_limits_is_read)
{
	/* 1 MiB to the byte: a list of 40,000 items and a comment. */
	char *text = malloc(YAML_BYTES_MAX);
	struct yaml_node *root;

	memset(text, '#', YAML_BYTES_MAX);
	for (size_t i = 0; i < 40000; i++)
		memcpy(text + 6 * i, "- abc\n", 6);
	root = yaml_read_bytes(text, YAML_BYTES_MAX, "t.yaml", &arena, &errs);
	free(text);
	cr_assert_not_null(root);
	cr_assert_eq(root->n, 40000);
	cr_assert_eq(root->children[39999].line, 40000);
	cr_assert_str_eq(root->children[39999].text, "abc");
}

Test(yaml, a_file_is_read_under_its_own_name)
{
	char *path = errors_write("city.yaml", "a: [1, 2]\n");
	const struct yaml_node *root = yaml_read_file(path, &arena, &errs);

	cr_assert_not_null(root);
	cr_assert_eq(root->file, path, "kept by pointer");
	cr_assert_eq(root->children[0].n, 2);
	errors_unlink(path);
}

Test(yaml, a_file_that_cannot_be_read_says_why)
{
	char *path = errors_write("city.yaml", "a: 1\n");

	*strrchr(path, '/') = '\0'; /* its folder */
	cr_assert_null(yaml_read_file(path, &arena, &errs));
	cr_assert_null(yaml_read_file("no/such/file.yaml", &arena, &errs));
	path[strlen(path)] = '/';
	cr_assert_eq(errs.n, 2);
	cr_assert_str_eq(errs.items[0].message, "cannot be read: Is a directory");
	cr_assert_str_eq(errs.items[1].message, "cannot be read: No such file or directory");
	cr_assert_str_eq(errs.items[1].file, "no/such/file.yaml");
	cr_assert_eq(errs.items[1].status, ERR_NOINPUT);
	errors_unlink(path);
}

Test(yaml, errors_carry_the_place_and_the_status)
{
	const struct yaml_node *root = read_good("a:\n  b: x\n");
	const struct yaml_node *b = yaml_get(yaml_get(root, "a"), "b");

	yaml_error(&errs, b, "value %d", 1);
	yaml_key_error(&errs, b, "key %s", "b");
	cr_assert_eq(errs.n, 2);
	cr_assert_eq(errs.items[0].status, ERR_CONFIG);
	cr_assert_str_eq(errs.items[0].message, "value 1");
	cr_assert(errs.items[0].line == 2 && errs.items[0].col == 6);
	cr_assert_str_eq(errs.items[1].message, "key b");
	cr_assert(errs.items[1].line == 2 && errs.items[1].col == 3);
}

Test(yaml, a_message_shows_a_short_first_line)
{
	char text[100];

	cr_assert_eq(yaml_shown("hay_riad"), 8);
	cr_assert_eq(yaml_shown("first\nsecond"), 5);
	cr_assert_eq(yaml_shown(""), 0);
	memset(text, 'x', sizeof(text));
	text[99] = '\0';
	cr_assert_eq(yaml_shown(text), 60);
	/* A letter of two bytes at 59 and 60 is left out as a whole. */
	memcpy(text + 59, "\xc3\xa9", 2);
	cr_assert_eq(yaml_shown(text), 59);
}

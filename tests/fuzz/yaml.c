/*
 * sijil.yaml, the file of a program, and any other YAML.  The bytes are read as a tree, whose nodes and errors must lie
 * within the file, as the file of a city, and as that of a program, whose tables must be right if it is taken.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "config/city.h"
#include "config/yaml.h"
#include "fuzz.h"
#include "plugin/declared.h"
#include "plugin/tables.h"

/* Line breaks as YAML knows them: CR and LF, NEL, LS and PS. */
static unsigned lines_of(const uint8_t *data, size_t n)
{
	unsigned lines = 1;
	size_t i;

	for (i = 0; i < n; i++)
		lines += data[i] == '\n' || data[i] == '\r' || (data[i] == 0x85 && i > 0 && data[i - 1] == 0xc2) ||
			 ((data[i] & 0xfe) == 0xa8 && i > 1 && data[i - 1] == 0x80 && data[i - 2] == 0xe2);
	return lines;
}

static void check_text(const char *text)
{
	size_t bad;

	REQUIRE(text != NULL && text_valid(text, strlen(text), &bad));
	REQUIRE(!text_needs_nfc(text, strlen(text)));
}

static void check_node(const struct yaml_node *node, unsigned lines, size_t bytes, int depth)
{
	size_t i;

	REQUIRE(depth <= YAML_DEPTH_MAX + 1);
	REQUIRE(node->line >= 1 && node->line <= lines + 1 && node->col >= 1 && node->col <= bytes + 1);
	if (node->key != NULL) {
		check_text(node->key);
		REQUIRE(node->key_line >= 1 && node->key_line <= lines && node->key_col >= 1);
	}
	if (node->type == YAML_SCALAR) {
		check_text(node->text);
		return;
	}
	REQUIRE(node->type == YAML_LIST || node->type == YAML_MAP);
	for (i = 0; i < node->n; i++) {
		const struct yaml_node *child = &node->children[i];

		REQUIRE((child->key != NULL) == (node->type == YAML_MAP));
		check_node(child, lines, bytes, depth + 1);
		if (child->key != NULL)
			REQUIRE(yaml_get(node, child->key) == child); /* keys are not repeated */
	}
}

static void check_errors(const struct err_list *errs, const char *file, unsigned lines)
{
	size_t i;

	REQUIRE(errs->total > 0 && errs->n > 0 && errs->n <= errs->total);
	for (i = 0; i < errs->n; i++) {
		fuzz_require_told(&errs->items[i]);
		if (errs->items[i].file != NULL && strcmp(errs->items[i].file, file) == 0)
			REQUIRE(errs->items[i].line <= lines + 1);
	}
}

static void read_tree(const uint8_t *data, size_t n)
{
	struct err_list errs = { 0 };
	struct arena arena = { 0 };
	const struct yaml_node *root = yaml_read_bytes((const char *)data, n, "fuzz.yaml", &arena, &errs);

	if (root != NULL) {
		REQUIRE(errs.total == 0);
		check_node(root, lines_of(data, n), n, 1);
	} else {
		check_errors(&errs, "fuzz.yaml", lines_of(data, n));
	}
	arena_release(&arena);
}

static void read_city(const uint8_t *data, size_t n)
{
	struct err_list errs = { 0 };
	struct arena names = { 0 };
	char path[FUZZ_PATH];
	const int fd = fuzz_file(data, n, path);
	struct city *city = city_read(path, &names, &errs);
	size_t i;

	if (city != NULL) {
		REQUIRE(errs.total == 0);
		for (i = 0; i < city->n_sites; i++)
			REQUIRE(text_is_code(city->sites[i].id) && city_site(city, city->sites[i].id) == &city->sites[i]);
		for (i = 0; i < city->n_programs; i++)
			REQUIRE(text_is_code(city->programs[i].id) && city->programs[i].plugin != NULL);
		for (i = 0; i < city->n_mappings; i++)
			REQUIRE(city_mapping(city, city->mappings[i].name) == &city->mappings[i]);
	} else {
		check_errors(&errs, path, lines_of(data, n));
	}
	city_free(city);
	arena_release(&names);
	close(fd);
}

static char folder[] = "/tmp/sijil-fuzz-XXXXXX";

static void remove_folder(void)
{
	rmdir(folder);
}

/* The name of a program's file is that of the program, so it needs a real one. */
static const char *program_file(const uint8_t *data, size_t n)
{
	static char path[64];
	FILE *f;

	if (path[0] == '\0') {
		REQUIRE(mkdtemp(folder) != NULL && atexit(remove_folder) == 0);
		snprintf(path, sizeof(path), "%s/program.yaml", folder);
	}
	f = fopen(path, "wb");
	REQUIRE(f != NULL && fwrite(data, 1, n, f) == n && fclose(f) == 0);
	return path;
}

static void read_program(const uint8_t *data, size_t n)
{
	const char *path = program_file(data, n);
	struct err_list errs = { 0 };
	struct sijil_err err = { 0 };
	struct declared *p = declared_read(path, &errs);

	if (p != NULL) {
		REQUIRE(errs.total == 0 && declared_plugin(p) != NULL);
		REQUIRE(strcmp(declared_plugin(p)->name, "program") == 0);
		REQUIRE(tables_check(declared_plugin(p), &err) == 0);
	} else {
		check_errors(&errs, path, lines_of(data, n));
	}
	declared_close(p);
	remove(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	read_tree(data, n);
	read_city(data, n);
	read_program(data, n);
	return 0;
}

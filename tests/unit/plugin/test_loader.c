/* What the loader takes, and what it refuses with which words.  The plugins are those of tests/fixtures. */
#include "config.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "plugin/loader.h"
#include "plugin/tables.h"

#define FIXTURES TOP_BUILDDIR "/tests/fixtures/.libs"

/* A folder of its own for each test that needs one, and paths in it. */
static char folder[] = "/tmp/sijil-loader-XXXXXX";
static char path_text[4][256];

static const char *in_folder(int slot, const char *name)
{
	snprintf(path_text[slot], sizeof(path_text[slot]), "%s/%s", folder, name);
	return path_text[slot];
}

static void copy_fixture(const char *name, const char *to, mode_t mode)
{
	char from[512], bytes[4096];
	ssize_t n;
	int in, out;

	snprintf(from, sizeof(from), FIXTURES "/%s" SIJIL_MODULE_EXT, name);
	in = open(from, O_RDONLY);
	out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0700);
	cr_assert(in >= 0 && out >= 0, "cannot copy %s to %s", from, to);
	while ((n = read(in, bytes, sizeof(bytes))) > 0)
		cr_assert_eq(write(out, bytes, (size_t)n), n);
	cr_assert_eq(n, 0);
	close(in);
	close(out);
	cr_assert_eq(chmod(to, mode), 0); /* whatever the umask is */
}

static void make_folder(void)
{
	cr_assert_not_null(mkdtemp(folder));
}

static void remove_folder(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	cr_assert_eq(system(command), 0);
}

TestSuite(loader_folder, .init = make_folder, .fini = remove_folder);

/* It must be refused with these words behind "plugin 'NAME': ". */
static void refused(const char *dir, const char *name, const char *words)
{
	struct sijil_err err = { 0 };
	char expected[1024];

	snprintf(expected, sizeof(expected), "plugin '%s': %s", name, words);
	cr_assert_null(loader_open(dir, name, &err));
	cr_assert_str_eq(err.message, expected);
	cr_assert_eq(err.status, ERR_UNAVAILABLE);
	cr_assert_null(err.file);
	cr_assert_null(loader_open(dir, name, NULL));
}

/* The message about a fixture has to name its file and hold these words. */
static void refused_with(const char *name, const char *cause, const char *remedy)
{
	struct sijil_err err = { 0 };
	char file[512];

	snprintf(file, sizeof(file), FIXTURES "/%s" SIJIL_MODULE_EXT, name);
	cr_assert_null(loader_open(FIXTURES, name, &err));
	cr_assert_not_null(strstr(err.message, file), "no path in: %s", err.message);
	cr_assert_not_null(strstr(err.message, cause), "not '%s' in: %s", cause, err.message);
	cr_assert_not_null(strstr(err.message, remedy), "not '%s' in: %s", remedy, err.message);
	cr_assert_eq(err.status, ERR_UNAVAILABLE);
}

Test(loader, a_plugin_is_loaded)
{
	struct sijil_err err = { .line = 7 };
	struct loaded *l = loader_open(FIXTURES, "good_small", &err);

	cr_assert_not_null(l, "%s", err.message);
	cr_assert_str_eq(loader_plugin(l)->name, "good_small");
	cr_assert_eq(loader_plugin(l)->magic, SIJIL_MAGIC);
	cr_assert_str_eq(loader_file(l), FIXTURES "/good_small" SIJIL_MODULE_EXT);
	cr_assert_eq(tables_check(loader_plugin(l), &err), 0, "%s", err.message);
	cr_assert_str_empty(err.message);
	cr_assert_eq(err.line, 7, "err must be untouched on success");
	loader_close(l);
}

Test(loader, two_programs_may_have_the_same_plugin)
{
	struct loaded *first = loader_open(FIXTURES, "good_small", NULL);
	struct loaded *second = loader_open(FIXTURES, "good_small", NULL);

	cr_assert(first != NULL && second != NULL);
	cr_assert_neq(first, second);
	loader_close(first);
	cr_assert_str_eq(loader_plugin(second)->name, "good_small");
	loader_close(second);
	first = loader_open(FIXTURES, "good_small", NULL); /* after libltdl has forgotten everything */
	cr_assert_not_null(first);
	loader_close(first);
}

Test(loader, closing_nothing_is_allowed)
{
	loader_close(NULL);
}

Test(loader, one_bad_plugin_does_not_stop_the_next)
{
	struct loaded *l;

	cr_assert_null(loader_open(FIXTURES, "unresolved", NULL));
	cr_assert_null(loader_open(FIXTURES, "bad_magic", NULL));
	l = loader_open(FIXTURES, "good_small", NULL);
	cr_assert_not_null(l);
	cr_assert_null(loader_open(FIXTURES, "unresolved", NULL));
	cr_assert_str_eq(loader_plugin(l)->name, "good_small");
	loader_close(l);
}

Test(loader, magic_abi_size_and_name_are_compared_in_this_order)
{
	char words[128];

	snprintf(words, sizeof(words), "this sijil's has %zu", sizeof(struct sijil_plugin));
	refused_with("bad_magic", "expected 0x53494a4c", "begin it with SIJIL_PLUGIN_HEAD");
	refused_with("bad_abi", "this sijil has ABI 2", "rebuild it with the sijil/plugin.h of this version");
	refused_with("bad_size", words, "rebuild it with the sijil/plugin.h of this version");
	refused_with("wrong_name", "calls itself 'another_name'", "or set .name = \"wrong_name\"");
}

Test(loader, a_missing_symbol_is_named)
{
	refused_with("no_symbol", "exports no 'no_symbol_LTX_sijil_plugin'", "SIJIL_PLUGIN(no_symbol)");
}

/* libltdl's own word for it is "file not found". */
Test(loader, the_linkers_own_reason_is_kept)
{
	refused_with("unresolved", "cannot be linked: undefined symbol: function_that_nothing_defines (",
		     "rebuild it on this machine");
}

Test(loader, the_name_is_a_name_and_no_path)
{
	static const char *const wrong[] = {
		"../good_small", "/good_small", "good_small.so", "Good", "", "1good", "a/b"
	};
	struct sijil_err err;
	char expected[256];

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		cr_assert_null(loader_open(FIXTURES, wrong[i], &err));
		snprintf(expected, sizeof(expected),
			 "'%s' is not the name of a plugin (1 to 64 of a-z 0-9 _, the first a letter; without "
			 "directory or suffix)",
			 wrong[i]);
		cr_assert_str_eq(err.message, expected);
		cr_assert_eq(err.status, ERR_UNAVAILABLE);
	}
}

Test(loader, the_directory_is_absolute)
{
	char words[1024];

	snprintf(words, sizeof(words),
		 "the plugin directory 'tests/fixtures/.libs' is not absolute (write it from '/', such as %s)",
		 loader_default_dir());
	cr_assert_eq(chdir(TOP_BUILDDIR), 0); /* where it would be found */
	refused("tests/fixtures/.libs", "good_small", words);
	cr_assert_eq(loader_default_dir()[0], '/');
}

Test(loader, the_directory_exists)
{
	refused("/nonexistent", "good_small",
		"the plugin directory /nonexistent cannot be used: No such file or directory (install the plugins "
		"there, or choose another directory with --plugin-dir)");
	refused("/dev/null", "good_small",
		"the plugin directory /dev/null is not a directory (give the folder that the plugins are in)");
}

Test(loader_folder, a_missing_file)
{
	char words[1024];

	snprintf(words, sizeof(words),
		 "%s cannot be opened: No such file or directory (install the plugin there, correct its name in "
		 "sijil.yaml, or choose another directory with --plugin-dir)",
		 in_folder(0, "good_small" SIJIL_MODULE_EXT));
	refused(folder, "good_small", words);
}

Test(loader_folder, a_file_that_anybody_can_write)
{
	static const mode_t modes[] = { 0777, 0757, 0706 };
	const char *file = in_folder(0, "good_small" SIJIL_MODULE_EXT);
	struct loaded *l;
	char words[1024];

	for (size_t i = 0; i < 3; i++) {
		copy_fixture("good_small", file, modes[i]);
		snprintf(words, sizeof(words),
			 "%s can be changed by anybody, mode %04o (make sure that it is the file you installed, then "
			 "run: chmod o-w %s)",
			 file, (unsigned)modes[i], file);
		refused(folder, "good_small", words);
	}
	copy_fixture("good_small", file, 0775);
	l = loader_open(folder, "good_small", NULL);
	cr_assert_not_null(l, "the group may: with umask 002 a build leaves files so");
	loader_close(l);
}

Test(loader_folder, a_directory_that_everybody_can_write)
{
	struct loaded *l;
	char words[1024];

	copy_fixture("good_small", in_folder(0, "good_small" SIJIL_MODULE_EXT), 0755);
	cr_assert_eq(chmod(folder, 0777), 0);
	snprintf(words, sizeof(words),
		 "anybody can put files into the plugin directory %s, mode 0777 (run: chmod o-w %s)", folder, folder);
	refused(folder, "good_small", words);
	cr_assert_eq(chmod(folder, 01777), 0); /* the sticky bit: nobody can replace another's file */
	l = loader_open(folder, "good_small", NULL);
	cr_assert_not_null(l);
	loader_close(l);
}

Test(loader_folder, a_symbolic_link)
{
	const char *file = in_folder(0, "good_small" SIJIL_MODULE_EXT);
	char words[1024];

	cr_assert_eq(symlink(FIXTURES "/good_small" SIJIL_MODULE_EXT, file), 0);
	snprintf(words, sizeof(words),
		 "%s is a symbolic link (put the plugin's file itself there: others may be able to change what a link "
		 "points to)",
		 file);
	refused(folder, "good_small", words);
}

Test(loader_folder, something_that_is_no_file)
{
	const char *file = in_folder(0, "good_small" SIJIL_MODULE_EXT);
	char words[1024];

	snprintf(words, sizeof(words), "%s is not a regular file (put the plugin's file there)", file);
	cr_assert_eq(mkdir(file, 0755), 0);
	refused(folder, "good_small", words);
	cr_assert_eq(rmdir(file), 0);
	cr_assert_eq(mkfifo(file, 0600), 0); /* opening it would wait for ever */
	refused(folder, "good_small", words);
}

Test(loader_folder, something_that_is_no_shared_object)
{
	const char *file = in_folder(0, "good_small" SIJIL_MODULE_EXT);
	struct sijil_err err;
	FILE *f = fopen(file, "w");

	cr_assert_not_null(f);
	fputs("#!/bin/sh\nexit 0\n# and long enough to hold the header that an object file begins with\n", f);
	fclose(f);
	cr_assert_eq(chmod(file, 0755), 0);
	cr_assert_null(loader_open(FIXTURES, "unresolved", NULL));
	cr_assert_null(loader_open(folder, "good_small", &err));
	cr_assert_not_null(strstr(err.message, " cannot be linked: "), "%s", err.message);
	cr_assert_null(strstr(err.message, "undefined symbol"), "the reason of an earlier file: %s", err.message);
	cr_assert_null(strstr(err.message, "file not found"), "libltdl's word: %s", err.message);
}

/* A renamed plugin has the symbol of its old name. */
Test(loader_folder, a_renamed_file)
{
	char words[1024];
	const char *file = in_folder(0, "renamed" SIJIL_MODULE_EXT);

	copy_fixture("good_small", file, 0755);
	snprintf(words, sizeof(words),
		 "%s exports no 'renamed_LTX_sijil_plugin' (define it with SIJIL_PLUGIN(renamed))", file);
	refused(folder, "renamed", words);
}

/* A .la beside the place, or in it, could send libltdl to any directory. */
Test(loader_folder, libtools_own_files_are_never_consulted)
{
	FILE *f = fopen(in_folder(0, "good_small.la"), "w");
	struct sijil_err err;

	cr_assert_not_null(f);
	fprintf(f, "# good_small.la - a libtool library file\n# Generated by libtool (GNU libtool) 2.4.7\n"
		   "dlname='good_small" SIJIL_MODULE_EXT "'\nlibrary_names='good_small" SIJIL_MODULE_EXT "'\n"
		   "installed=yes\nshouldnotlink=yes\nlibdir='" FIXTURES "'\n");
	fclose(f);
	cr_assert_null(loader_open(folder, "good_small", &err));
	cr_assert_not_null(strstr(err.message, "No such file or directory"), "%s", err.message);
}

Test(loader_folder, search_paths_are_never_consulted)
{
	static const char *const variables[] = { "LTDL_LIBRARY_PATH", "LD_LIBRARY_PATH" };

	cr_assert_eq(chdir(FIXTURES), 0);
	for (size_t i = 0; i < 2; i++)
		cr_assert_eq(setenv(variables[i], FIXTURES, 1), 0);
	cr_assert_null(loader_open(folder, "good_small", NULL));
}

/* Fixtures that the loader takes: their mistake is in the tables. */
static void at_fault(const char *name, const char *words)
{
	struct sijil_err err = { 0 };
	struct loaded *l = loader_open(FIXTURES, name, &err);

	cr_assert_not_null(l, "%s", err.message);
	cr_assert_eq(tables_check(loader_plugin(l), &err), -1, "%s: taken", name);
	cr_assert_str_eq(err.message, words);
	loader_close(l);
}

Test(loader, plugins_with_mistakes_in_their_tables)
{
	at_fault("dup_code", "metric 'visits': stands twice in the table");
	at_fault("no_denominator",
		 "metric 'visits_rate': is a ratio without a denominator (give it one, or leave .ratio out)");
	at_fault("bad_kind",
		 "rule 'BK-E01': kinds: 'visit_cuont' is not a kind of this plugin (did you mean 'visit_count'?)");
}

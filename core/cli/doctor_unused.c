/* What lies about and no program uses: plugins in their directory, and programs' files in YAML. */
#include "config.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "cli/doctor.h"

/* Where such files are usually kept, beside sijil.yaml. */
static const char usual[] = "programs";

struct list {
	const char **items;
	size_t n, cap;
};

static void add(struct list *l, const char *item)
{
	l->items = mem_grow(l->items, l->n, &l->cap, sizeof(*l->items));
	l->items[l->n++] = item;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* --- plugins --- */

static bool is_named(const struct doctor *d, const char *plugin)
{
	size_t i;

	for (i = 0; i < d->n_plugins; i++)
		if (strcmp(d->plugins[i].plugin, plugin) == 0)
			return true;
	return false;
}

/* Has the file's name this end, and something before it?  0: no; else the length of what stands before it. */
static size_t stem(const char *file, const char *end)
{
	const size_t n = strlen(file), end_n = strlen(end);
	size_t bad;

	if (n <= end_n || file[0] == '.' || strcmp(file + n - end_n, end) != 0 || !text_valid(file, n, &bad))
		return 0;
	return n - end_n;
}

/* The names are read, nothing is loaded: loading code is running it. */
static void find_plugins(struct doctor *d, struct list *found)
{
	DIR *dir = opendir(d->app->plugin_dir);
	const struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		const size_t n = stem(entry->d_name, SIJIL_MODULE_EXT);
		const char *name = n > 0 ? arena_strndup(d->arena, entry->d_name, n) : NULL;

		if (name != NULL && !is_named(d, name))
			add(found, name);
	}
	if (dir != NULL)
		closedir(dir);
}

/* --- programs in YAML --- */

/* The same file, whatever it is called in sijil.yaml: x.yaml, ./x.yaml. */
static bool is_used(const struct doctor *d, const char *path)
{
	struct stat file, other;
	size_t i;

	if (stat(path, &file) != 0 || !S_ISREG(file.st_mode))
		return true;
	for (i = 0; i < d->n_plugins; i++)
		if (d->plugins[i].file != NULL && stat(d->plugins[i].file, &other) == 0 &&
		    other.st_ino == file.st_ino && other.st_dev == file.st_dev)
			return true;
	return false;
}

/* A sijil.yaml or a list of sites is not meant; what cannot be read may be a program that somebody began. */
static bool may_be_program(struct doctor *d, const char *path)
{
	struct err_list faults = { 0 };
	const struct yaml_node *root = yaml_read_file(path, d->arena, &faults);

	return root == NULL || (root->type == YAML_MAP && yaml_get(root, "kinds") != NULL);
}

/* folder: as it stands in sijil.yaml, with the last '/'; empty: the one of sijil.yaml. */
static void find_files(struct doctor *d, const char *folder, struct list *found)
{
	const char *path = city_path_beside(d->arena, d->yaml, *folder != '\0' ? folder : ".");
	const struct dirent *entry;
	DIR *dir = opendir(path);

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		const char *written = arena_printf(d->arena, PROGRAM_FILE "%s%s", folder, entry->d_name), *file;

		if (stem(entry->d_name, ".yaml") == 0 && stem(entry->d_name, ".yml") == 0)
			continue;
		file = city_path_beside(d->arena, d->yaml, written + strlen(PROGRAM_FILE));
		if (!is_used(d, file) && may_be_program(d, file))
			add(found, written);
	}
	if (dir != NULL)
		closedir(dir);
}

static void add_folder(struct doctor *d, struct list *folders, const char *folder)
{
	struct stat st, other;
	size_t i;

	if (stat(city_path_beside(d->arena, d->yaml, *folder != '\0' ? folder : "."), &st) != 0)
		return;
	for (i = 0; i < folders->n; i++)
		if (stat(city_path_beside(d->arena, d->yaml, *folders->items[i] != '\0' ? folders->items[i] : "."),
			 &other) == 0 &&
		    other.st_ino == st.st_ino && other.st_dev == st.st_dev)
			return;
	add(folders, folder);
}

/* In the usual folder, and wherever beside sijil.yaml a program's file is: elsewhere they are not only this city's. */
static void find_programs(struct doctor *d, struct list *found)
{
	const size_t n = strlen(PROGRAM_FILE);
	struct list folders = { 0 };
	size_t i;

	add_folder(d, &folders, arena_printf(d->arena, "%s/", usual));
	for (i = 0; i < d->n_plugins; i++) {
		const char *path = d->plugins[i].plugin + n, *slash;

		if (strncmp(d->plugins[i].plugin, PROGRAM_FILE, n) != 0 || *path == '/')
			continue;
		slash = strrchr(path, '/');
		add_folder(d, &folders, slash != NULL ? arena_strndup(d->arena, path, (size_t)(slash - path) + 1) : "");
	}
	for (i = 0; i < folders.n; i++)
		find_files(d, folders.items[i], found);
	free(folders.items);
}

/* --- both --- */

void doctor_list_unused(struct doctor *d)
{
	struct list found = { 0 };
	size_t i;

	find_plugins(d, &found);
	find_programs(d, &found);
	if (found.n > 1)
		qsort(found.items, found.n, sizeof(*found.items), by_text);
	d->unused = arena_alloc(d->arena, (found.n + 1) * sizeof(*d->unused));
	d->n_unused = found.n;
	for (i = 0; i < found.n; i++)
		d->unused[i] = found.items[i];
	free(found.items);
}

void doctor_note_unused(struct doctor *d)
{
	const size_t n = strlen(PROGRAM_FILE);
	size_t i;

	for (i = 0; i < d->n_unused; i++)
		if (strncmp(d->unused[i], PROGRAM_FILE, n) == 0)
			doctor_note(d, "plugin", d->unused[i],
				    arena_printf(d->arena,
						 "no program uses the file '%s' (to use it: a program with plugin: %s)",
						 d->unused[i] + n, d->unused[i]));
		else
			doctor_note(d, "plugin", d->unused[i],
				    arena_printf(d->arena, "no program uses the plugin '%s' that lies in %s",
						 d->unused[i], d->app->plugin_dir));
}

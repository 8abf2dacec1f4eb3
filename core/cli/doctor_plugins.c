#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/doctor.h"
#include "plugin/declared.h"
#include "plugin/loader.h"
#include "plugin/tables.h"

static const char about[] = "plugin";

/* The source of a program that its file in YAML makes, not a plugin. */
static const char in_yaml[] = "YAML";

/* --- where a program's tables come from --- */

/* What a program's `plugin` leads to: the one place that knows what may stand there. */
static void read_source(struct doctor *d, struct doctor_plugin *p)
{
	const size_t n = strlen(PROGRAM_FILE);

	if (strncmp(p->plugin, PROGRAM_FILE, n) == 0 && p->plugin[n] != '\0') {
		p->source = in_yaml;
		p->file = city_path_beside(d->arena, d->yaml, p->plugin + n);
		return;
	}
	if (!text_is_name(p->plugin))
		return;
	p->source = SIJIL_MODULE_EXT;
	p->file = arena_printf(d->arena, "%s/%s" SIJIL_MODULE_EXT, d->app->plugin_dir, p->plugin);
}

static void take_loaded(struct doctor *d, struct doctor_plugin *p, const struct sijil_plugin *plugin)
{
	p->version = arena_strdup(d->arena, plugin->version);
	p->abi = plugin->abi;
}

/* What is wrong with a program's file, as its lines tell it. */
static void take_faults(struct doctor *d, struct doctor_plugin *p, const struct err_list *faults)
{
	const char **lines = arena_alloc(d->arena, (faults->n + 1) * sizeof(*lines));
	struct str line;
	size_t i;

	str_init(&line, STR_MAX_DEFAULT);
	for (i = 0; i < faults->n; i++, str_clear(&line)) {
		err_text(&faults->items[i], &line);
		lines[i] = arena_strdup(d->arena, line.s);
	}
	str_release(&line);
	p->faults = lines;
	p->n_faults = faults->n;
	p->fault_line = faults->items[0].line;
	p->why = lines[0];
}

static void try_declared(struct doctor *d, struct doctor_plugin *p)
{
	struct err_list faults = { 0 };
	struct declared *declared = declared_read(p->file, &faults);

	if (declared != NULL)
		take_loaded(d, p, declared_plugin(declared));
	else
		take_faults(d, p, &faults);
	declared_close(declared);
}

/* Without a registry, because sijil.yaml is at fault: can the plugin be loaded, and are its tables sound? */
static void try_plugin(struct doctor *d, struct doctor_plugin *p)
{
	struct sijil_err err = { 0 };
	struct loaded *loaded;

	if (p->source == in_yaml) {
		try_declared(d, p);
		return;
	}
	loaded = loader_open(d->app->plugin_dir, p->plugin, &err);
	if (loaded != NULL && tables_check(loader_plugin(loaded), &err) == 0) {
		take_loaded(d, p, loader_plugin(loaded));
	} else {
		if (loaded != NULL)
			err_context(&err, "plugin '%s' (%s)", p->plugin, p->file);
		p->why = arena_strdup(d->arena, err.message);
	}
	loader_close(loaded);
}

static void add_plugin(struct doctor *d, const char *program, const char *plugin, unsigned line)
{
	struct doctor_plugin *p = &d->plugins[d->n_plugins];
	const struct registry *r = d->app->registry;

	*p = (struct doctor_plugin){ .program = program, .plugin = plugin, .line = line, .abi = SIJIL_MISSING };
	read_source(d, p);
	if (r == NULL)
		try_plugin(d, p);
	else if (r->programs[d->n_plugins].plugin != NULL)
		take_loaded(d, p, r->programs[d->n_plugins].plugin);
	else if (r->programs[d->n_plugins].faults != NULL)
		take_faults(d, p, r->programs[d->n_plugins].faults);
	else
		p->why = r->programs[d->n_plugins].why.message;
	d->n_plugins++;
}

static const char *scalar(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = map->type == YAML_MAP ? yaml_get(map, key) : NULL;

	return node != NULL && node->type == YAML_SCALAR && *node->text != '\0' ? node->text : NULL;
}

/* What can be read of the programs in a sijil.yaml that is not right. */
static void from_tree(struct doctor *d)
{
	struct err_list ignored = { 0 };
	const struct yaml_node *root = yaml_read_file(d->yaml, d->arena, &ignored), *list;
	size_t i;

	list = root != NULL && root->type == YAML_MAP ? yaml_get(root, "programs") : NULL;
	if (list == NULL || list->type != YAML_LIST)
		return;
	d->plugins = arena_alloc(d->arena, (list->n + 1) * sizeof(*d->plugins));
	for (i = 0; i < list->n; i++)
		if (scalar(&list->children[i], "plugin") != NULL)
			add_plugin(d, scalar(&list->children[i], "id"), scalar(&list->children[i], "plugin"),
				   yaml_get(&list->children[i], "plugin")->line);
}

static void from_city(struct doctor *d)
{
	const struct city *city = d->app->city;
	size_t i;

	d->plugins = arena_alloc(d->arena, (city->n_programs + 1) * sizeof(*d->plugins));
	for (i = 0; i < city->n_programs; i++) {
		const struct yaml_node *node = yaml_get(city->programs[i].node, "plugin");

		add_plugin(d, city->programs[i].id, city->programs[i].plugin, node != NULL ? node->line : 0);
	}
}

/* --- what mends it --- */

/* Have plugins looked for in another directory, given as this shell is to read it: as it was done here. */
static const char *use_dir(struct doctor *d, const char *quoted)
{
	const char *city = args_get(&d->app->args, "city");

	if (!args_has(&d->app->args, "plugin-dir"))
		return arena_printf(d->arena, "export SIJIL_PLUGIN_PATH=%s", quoted);
	return arena_printf(d->arena, "sijil%s%s --plugin-dir %s doctor", city != NULL ? " -C " : "",
			    city != NULL ? doctor_quote(d->arena, city) : "", quoted);
}

static bool is_other_dir(const struct doctor *d)
{
	return strcmp(d->app->plugin_dir, loader_default_dir()) != 0;
}

/* The directory cannot be used; NULL: it can. */
static const char *mend_dir(struct doctor *d)
{
	const char *dir = d->app->plugin_dir, *quoted = doctor_quote(d->arena, dir);
	struct stat st;
	const bool there = stat(dir, &st) == 0 && S_ISDIR(st.st_mode);

	if (dir[0] != '/' && there)
		return use_dir(d, arena_printf(d->arena, "\"$PWD\"/%s", quoted));
	if (!there && is_other_dir(d) && (dir[0] != '/' || access(loader_default_dir(), R_OK) == 0))
		return use_dir(d, doctor_quote(d->arena, loader_default_dir()));
	if (!there)
		return arena_printf(d->arena, "mkdir -p -m 755 %s", quoted);
	if ((st.st_mode & S_IWOTH) != 0 && (st.st_mode & S_ISVTX) == 0)
		return arena_printf(d->arena, "chmod o-w %s", quoted);
	return NULL;
}

/* The file is not there: another of that name was meant, it lies among the installed ones, or it has to be put there. */
static const char *mend_missing(struct doctor *d, const struct doctor_plugin *p)
{
	const char *installed = arena_printf(d->arena, "%s/%s" SIJIL_MODULE_EXT, loader_default_dir(), p->plugin);

	if (text_nearest(p->plugin, d->unused) != NULL)
		return doctor_edit(d, d->yaml, p->line);
	if (is_other_dir(d) && access(installed, R_OK) == 0)
		return use_dir(d, doctor_quote(d->arena, loader_default_dir()));
	return arena_printf(d->arena, "install -m 644 %s" SIJIL_MODULE_EXT " %s", p->plugin,
			    doctor_quote(d->arena, p->file));
}

/* Built again from its sources, against the header of this version. */
static const char *mend_build(struct doctor *d, const struct doctor_plugin *p)
{
	return arena_printf(d->arena,
			    "cc -std=c11 -fPIC -fvisibility=hidden -shared -Wl,-z,defs $(pkg-config --cflags sijil) -o %s "
			    "%s/*.c",
			    doctor_quote(d->arena, p->file), p->plugin);
}

/* Of a program's file: whoever wrote it mends it, at its first error; or its path, if it is not there. */
static const char *mend_declared(struct doctor *d, const struct doctor_plugin *p)
{
	const char *quoted = doctor_quote(d->arena, p->file);
	struct stat st;

	if (lstat(p->file, &st) != 0)
		return doctor_edit(d, d->yaml, p->line);
	if (S_ISLNK(st.st_mode))
		return arena_printf(d->arena, "cp --remove-destination \"$(readlink -f %s)\" %s", quoted, quoted);
	if (!S_ISREG(st.st_mode))
		return doctor_edit(d, d->yaml, p->line);
	if ((st.st_mode & S_IWOTH) != 0)
		return arena_printf(d->arena, "chmod o-w %s", quoted);
	return doctor_edit(d, p->fault_line > 0 ? p->file : d->yaml, p->fault_line > 0 ? p->fault_line : p->line);
}

static const char *mend(struct doctor *d, const struct doctor_plugin *p)
{
	const char *command, *quoted;
	struct stat st;

	if (p->file == NULL)
		return doctor_edit(d, d->yaml, p->line);
	if (p->source == in_yaml)
		return mend_declared(d, p);
	command = mend_dir(d);
	if (command != NULL)
		return command;
	if (lstat(p->file, &st) != 0)
		return mend_missing(d, p);
	quoted = doctor_quote(d->arena, p->file);
	if (S_ISLNK(st.st_mode))
		return arena_printf(d->arena, "cp --remove-destination \"$(readlink -f %s)\" %s", quoted, quoted);
	if (S_ISREG(st.st_mode) && (st.st_mode & S_IWOTH) != 0)
		return arena_printf(d->arena, "chmod o-w %s", quoted);
	if (strstr(p->why, "it could not start") != NULL) /* its tables are sound: its options, or what it needs, are not */
		return doctor_edit(d, d->yaml, p->line);
	return mend_build(d, p);
}

/* "; did you mean 'walks'?" of a file that is not there; empty: nothing lies about that is called nearly so. */
static const char *meant(struct doctor *d, const struct doctor_plugin *p)
{
	const char *near = p->file != NULL && access(p->file, F_OK) != 0 ? text_nearest(p->plugin, d->unused) : NULL;

	return near != NULL ? arena_printf(d->arena, "; did you mean '%s'?", near) : "";
}

static void report(struct doctor *d, const struct doctor_plugin *p)
{
	const char *program = p->program != NULL ? p->program : p->plugin;
	size_t i;

	if (p->why == NULL)
		return;
	for (i = 0; i == 0 || i < p->n_faults; i++) /* each is a problem; one command opens the file that has them all */
		doctor_problem(d, about, program,
			       arena_printf(d->arena, "program '%s': %s%s", program, i == 0 ? p->why : p->faults[i],
					    i == 0 ? meant(d, p) : ""),
			       i == 0 ? mend(d, p) : NULL);
}

void doctor_plugins(struct doctor *d)
{
	size_t i;

	if (d->app->city != NULL)
		from_city(d);
	else if (access(d->yaml, R_OK) == 0)
		from_tree(d);
	doctor_list_unused(d);
	for (i = 0; i < d->n_plugins; i++)
		report(d, &d->plugins[i]);
	if (d->n_plugins > 0)
		doctor_note_unused(d);
}

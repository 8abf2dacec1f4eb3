#include "config.h"

#include "plugin/loader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <dlfcn.h>
#include <ltdl.h>

#include "base/mem.h"
#include "base/text.h"
#include "config/yaml.h"
#include "plugin/whole.h"

struct loaded {
	char *file;
	lt_dlhandle handle;
	const struct sijil_plugin *plugin;
};

/*
 * libltdl's own dlopen loader binds lazily (a missing function would crash when it is first called) and its reason is
 * lost: after it fails, the last loader in the chain, "preopen", answers "file not found".  This one takes its place,
 * binds now and keeps what dlerror() said.  The vtable comes first: lt_dlexit() frees the whole.
 */
struct now_loader {
	lt_dlvtable table;
	char reason[512];
};

static const char now_name[] = "sijil-now";
static const char stock_name[] = "lt_dlopen";

static lt_module now_open(lt_user_data data, const char *file, lt_dladvise advise)
{
	struct now_loader *now = data;
	void *module = dlopen(file, RTLD_NOW | RTLD_LOCAL);

	(void)advise;
	if (module == NULL)
		snprintf(now->reason, sizeof(now->reason), "%s", dlerror());
	return module;
}

static struct now_loader *now_find(void)
{
	const lt_dlvtable *table = lt_dlloader_find(now_name);

	return table != NULL ? table->dlloader_data : NULL;
}

/* The loader, put in if it is not there yet (libltdl forgets it when the last plugin is closed). */
static struct now_loader *now_loader(struct sijil_err *err)
{
	const lt_dlvtable *stock = lt_dlloader_find(stock_name);
	struct now_loader *now = now_find();

	if (now != NULL)
		return now;
	if (stock == NULL) {
		err_set(err, ERR_UNAVAILABLE,
			"libltdl was built without dlopen, no plugin can be loaded (use your system's libltdl)");
		return NULL;
	}
	now = mem_alloc(sizeof(*now));
	now->table = *stock;
	now->table.name = now_name;
	now->table.module_open = now_open;
	now->table.dlloader_init = NULL;
	now->table.dlloader_exit = NULL;
	now->table.dlloader_data = now;
	now->table.priority = LT_DLLOADER_PREPEND;
	if (lt_dlloader_add(&now->table) != 0) {
		err_set(err, ERR_UNAVAILABLE, "libltdl: %s", lt_dlerror());
		free(now);
		return NULL;
	}
	free(lt_dlloader_remove(stock_name)); /* or it would open what this one refused */
	return now;
}

/* Why the file was refused, without its own name in front. */
static const char *now_reason(const struct now_loader *now, const char *file)
{
	const char *reason = now->reason[0] != '\0' ? now->reason : lt_dlerror();
	size_t n = strlen(file);

	if (reason == NULL)
		return "no reason given";
	return strncmp(reason, file, n) == 0 && strncmp(reason + n, ": ", 2) == 0 ? reason + n + 2 : reason;
}

/* Loading code is running it: what others could have changed is not loaded. */
static int check_directory(const char *dir, struct sijil_err *err)
{
	struct stat st;

	if (dir[0] != '/')
		return err_set(err, ERR_UNAVAILABLE,
			       "the plugin directory '%s' is not absolute (write it from '/', such as %s)", dir,
			       loader_default_dir());
	if (stat(dir, &st) != 0)
		return err_set(err, ERR_UNAVAILABLE,
			       "the plugin directory %s cannot be used: %s (install the plugins there, or choose "
			       "another directory with --plugin-dir)",
			       dir, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_UNAVAILABLE,
			       "the plugin directory %s is not a directory (give the folder that the plugins are in)",
			       dir);
	if ((st.st_mode & S_IWOTH) != 0 && (st.st_mode & S_ISVTX) == 0)
		return err_set(err, ERR_UNAVAILABLE,
			       "anybody can put files into the plugin directory %s, mode %04o (run: chmod o-w %s)", dir,
			       (unsigned)st.st_mode & 07777, dir);
	return 0;
}

static int check_file(const char *file, struct sijil_err *err)
{
	struct stat st;

	if (lstat(file, &st) != 0)
		return err_set(err, ERR_UNAVAILABLE,
			       "%s cannot be opened: %s (install the plugin there, correct its name in sijil.yaml, or "
			       "choose another directory with --plugin-dir)",
			       file, strerror(errno));
	if (S_ISLNK(st.st_mode))
		return err_set(err, ERR_UNAVAILABLE,
			       "%s is a symbolic link (put the plugin's file itself there: others may be able to "
			       "change what a link points to)",
			       file);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_UNAVAILABLE, "%s is not a regular file (put the plugin's file there)", file);
	if ((st.st_mode & S_IWOTH) != 0) /* the group may: with umask 002 a build leaves files so */
		return err_set(err, ERR_UNAVAILABLE,
			       "%s can be changed by anybody, mode %04o (make sure that it is the file you installed, "
			       "then run: chmod o-w %s)",
			       file, (unsigned)st.st_mode & 07777, file);
	return 0;
}

/* In this order: until the three numbers are right, the rest may be anything. */
static int check_plugin(const struct sijil_plugin *p, const char *name, const char *file, struct sijil_err *err)
{
	if (p->magic != SIJIL_MAGIC)
		return err_set(err, ERR_UNAVAILABLE,
			       "%s is not a sijil plugin: its descriptor begins with 0x%08x, expected 0x%08x (begin it "
			       "with SIJIL_PLUGIN_HEAD)",
			       file, (unsigned)p->magic, SIJIL_MAGIC);
	if (p->abi != SIJIL_ABI)
		return err_set(err, ERR_UNAVAILABLE,
			       "%s was built for plugin ABI %u, this sijil has ABI %u (rebuild it with the "
			       "sijil/plugin.h of this version, " PACKAGE_VERSION ")",
			       file, (unsigned)p->abi, SIJIL_ABI);
	if (p->size != sizeof(*p))
		return err_set(err, ERR_UNAVAILABLE,
			       "the descriptor in %s has %zu bytes, this sijil's has %zu (rebuild it with the "
			       "sijil/plugin.h of this version, " PACKAGE_VERSION ")",
			       file, p->size, sizeof(*p));
	if (p->name == NULL || strcmp(p->name, name) != 0)
		return err_set(
			err, ERR_UNAVAILABLE,
			"the plugin in %s calls itself '%.64s' (name the file after the plugin, or set .name = \"%s\")",
			file, p->name != NULL ? p->name : "", name);
	return 0;
}

/* The one file and nothing else: no search path, no .la, which could send libltdl to any other directory. */
static int open_file(struct loaded *l, const char *name, struct sijil_err *err)
{
	struct now_loader *now = now_loader(err);
	char *symbol;

	if (now == NULL)
		return -1;
	now->reason[0] = '\0';
	l->handle = lt_dlopen(l->file);
	if (l->handle == NULL)
		return err_set(err, ERR_UNAVAILABLE,
			       "%s cannot be linked: %s (rebuild it on this machine; a plugin reaches the engine only "
			       "through struct sijil_host)",
			       l->file, now_reason(now, l->file));
	/* By its whole name: for a short one, lt_dlsym() would also take a symbol that is just `sijil_plugin`. */
	if (asprintf(&symbol, "%s_LTX_sijil_plugin", name) < 0)
		abort();
	l->plugin = lt_dlsym(l->handle, symbol);
	free(symbol);
	if (l->plugin == NULL)
		return err_set(err, ERR_UNAVAILABLE,
			       "%s exports no '%s_LTX_sijil_plugin' (define it with SIJIL_PLUGIN(%s))", l->file, name,
			       name);
	return check_plugin(l->plugin, name, l->file, err);
}

static int open_plugin(struct loaded *l, const char *dir, const char *name, struct sijil_err *err)
{
	if (check_directory(dir, err) != 0 || check_file(l->file, err) != 0 || whole_check(l->file, err) != 0)
		return -1;
	return open_file(l, name, err);
}

struct loaded *loader_open(const char *dir, const char *name, struct sijil_err *err)
{
	struct loaded *l;

	if (!text_is_name(name)) {
		err_set(err, ERR_UNAVAILABLE,
			"'%.*s' is not the name of a plugin (1 to 64 of a-z 0-9 _, the first a letter; without "
			"directory or suffix)",
			yaml_shown(name), name);
		return NULL;
	}
	if (lt_dlinit() != 0) {
		err_set(err, ERR_UNAVAILABLE, "plugin '%s': libltdl: %s", name, lt_dlerror());
		return NULL;
	}
	l = mem_alloc(sizeof(*l));
	if (asprintf(&l->file, "%s/%s" SIJIL_MODULE_EXT, dir, name) < 0)
		abort();
	if (open_plugin(l, dir, name, err) != 0) {
		err_context(err, "plugin '%s'", name);
		loader_close(l);
		return NULL;
	}
	return l;
}

void loader_close(struct loaded *l)
{
	if (l == NULL)
		return;
#ifndef SIJIL_NO_DLCLOSE /* a leak reported in code that is no longer mapped has no symbols */
	if (l->handle != NULL)
		lt_dlclose(l->handle);
	lt_dlexit();
#endif
	free(l->file);
	free(l);
}

const struct sijil_plugin *loader_plugin(const struct loaded *l)
{
	return l->plugin;
}

const char *loader_file(const struct loaded *l)
{
	return l->file;
}

const char *loader_default_dir(void)
{
	return SIJIL_PLUGINDIR;
}

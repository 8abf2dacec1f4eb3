#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "exchange/export.h"

static int exists(const char *path, struct sijil_err *err)
{
	return err_set(err, ERR_USAGE, "'%s' is there already, and stays as it is: choose another name, or give --force",
		       path);
}

static char *beside(const char *path)
{
	static const char ending[] = ".XXXXXX";
	const size_t n = strlen(path);
	char *name = mem_alloc(n + sizeof(ending));

	memcpy(name, path, n);
	memcpy(name + n, ending, sizeof(ending));
	return name;
}

int export_file_open(struct export_file *f, const char *path, bool force, struct sijil_err *err)
{
	struct stat st;

	*f = (struct export_file){ .path = path, .fd = -1 };
	if (lstat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return err_set(err, ERR_USAGE, "'%s' is a folder: name a file", path);
		if (!force)
			return exists(path, err);
	}
	f->temporary = beside(path);
	f->fd = mkostemp(f->temporary, O_CLOEXEC);
	if (f->fd >= 0)
		return 0;
	err_set(err, ERR_IO, "cannot make a file beside '%s': %s", path, strerror(errno));
	free(f->temporary);
	f->temporary = NULL;
	return -1;
}

/* A file of mkostemp() is the owner's alone; this one is like any other that the command makes. */
static bool open_to_others(int fd)
{
	const mode_t mask = umask(0);

	umask(mask);
	return fchmod(fd, 0666 & ~mask) == 0;
}

/* link() and not rename(), which would replace what came there meanwhile; where there are no links, rename. */
static int give_name(const struct export_file *f, bool force)
{
	if (force)
		return rename(f->temporary, f->path);
	if (link(f->temporary, f->path) == 0)
		return unlink(f->temporary);
	if (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS || errno == EMLINK)
		return access(f->path, F_OK) == 0 ? (errno = EEXIST, -1) : rename(f->temporary, f->path);
	return -1;
}

int export_file_keep(struct export_file *f, bool force, struct sijil_err *err)
{
	if (!open_to_others(f->fd) || fsync(f->fd) != 0 || give_name(f, force) != 0) {
		if (errno == EEXIST)
			exists(f->path, err);
		else
			err_set(err, ERR_IO, "cannot write '%s': %s", f->path, strerror(errno));
		export_file_drop(f);
		return -1;
	}
	close(f->fd);
	free(f->temporary);
	*f = (struct export_file){ .fd = -1 };
	return 0;
}

void export_file_drop(struct export_file *f)
{
	if (f->temporary == NULL)
		return;
	unlink(f->temporary);
	close(f->fd);
	free(f->temporary);
	*f = (struct export_file){ .fd = -1 };
}

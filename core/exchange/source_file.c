#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "exchange/source_driver.h"

enum { CHUNK = 1 << 16 };

/* --- what comes from a pipe --- */

static ssize_t read_some(int fd, char *buffer, size_t n)
{
	ssize_t got;

	do
		got = read(fd, buffer, n);
	while (got < 0 && errno == EINTR);
	return got;
}

/* 0, or errno. */
static int write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		const ssize_t put = write(fd, bytes, n);

		if (put < 0 && errno != EINTR)
			return errno;
		if (put > 0) {
			bytes += put;
			n -= (size_t)put;
		}
	}
	return 0;
}

int source_nameless_file(void)
{
	const char *folder = getenv("TMPDIR");
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/sijil.XXXXXX", folder != NULL && *folder != '\0' ? folder : "/tmp");
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

/* The file's bytes, copied to where they can be read twice. */
static int spool(struct source_file *file, struct sijil_err *err)
{
	char buffer[CHUNK];
	const int to = source_nameless_file();
	int failed = 0;
	ssize_t n;

	if (to < 0)
		return err_set(err, ERR_IO, "cannot keep %s in a temporary file: %s (TMPDIR says where)", file->shown,
			       strerror(errno));
	while (failed == 0 && (n = read_some(file->fd, buffer, sizeof(buffer))) > 0)
		failed = write_all(to, buffer, (size_t)n);
	if (failed != 0)
		err_set(err, ERR_IO, "cannot keep %s in a temporary file: %s (TMPDIR says where)", file->shown,
			strerror(failed));
	else if (n < 0)
		failed = err_set(err, ERR_IO, "cannot read %s: %s", file->shown, strerror(errno));
	if (failed != 0) {
		close(to);
		return -1;
	}
	lseek(to, 0, SEEK_SET);
	source_file_close(file);
	file->fd = to;
	return 0;
}

/* --- --- */

/* Why this is nothing to read; NULL: it is. */
static const char *not_readable(const struct stat *st, bool standard_input)
{
	if (S_ISDIR(st->st_mode))
		return "it is a folder; name a file";
	if (!standard_input && !S_ISREG(st->st_mode) && !S_ISFIFO(st->st_mode))
		return "it is neither a file nor a pipe";
	return NULL;
}

static int64_t nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Whether it can be read twice from its first byte. */
static bool is_at_start(int fd, const struct stat *st)
{
	return S_ISREG(st->st_mode) && lseek(fd, 0, SEEK_CUR) == 0;
}

int source_file_open(struct source_file *file, const char *path, struct sijil_err *err)
{
	const bool standard_input = strcmp(path, "-") == 0;
	struct stat st = { 0 };
	const char *why;

	*file = (struct source_file){
		.fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY),
		.shown = standard_input ? "standard input" : path,
	};
	why = file->fd < 0 || fstat(file->fd, &st) != 0 ? strerror(errno) : not_readable(&st, standard_input);
	if (why != NULL)
		err_set(err, ERR_NOINPUT, "cannot read '%s': %s", file->shown, why);
	else if (is_at_start(file->fd, &st) || (spool(file, err) == 0 && fstat(file->fd, &st) == 0)) {
		file->size = st.st_size;
		file->changed = nanoseconds(st.st_mtim);
		return 0;
	}
	source_file_close(file);
	return -1;
}

void source_file_close(struct source_file *file)
{
	if (file->fd > STDIN_FILENO)
		close(file->fd);
	file->fd = -1;
}

int source_file_hash(const struct source_file *file, char hex[65], struct sijil_err *err)
{
	char buffer[CHUNK];
	uint8_t out[DIGEST_SIZE];
	struct digest digest;
	struct stat st;
	int64_t at = 0;
	ssize_t n;

	digest_init(&digest);
	while ((n = pread(file->fd, buffer, sizeof(buffer), at)) > 0) {
		digest_add(&digest, buffer, (size_t)n);
		at += n;
	}
	if (n < 0 || fstat(file->fd, &st) != 0)
		return err_set(err, ERR_IO, "cannot read '%s': %s", file->shown, strerror(errno));
	if (at != file->size || st.st_size != file->size || nanoseconds(st.st_mtim) != file->changed)
		return err_set(err, ERR_TRYAGAIN,
			       "'%s' was changed while it was read: import it again when it is finished", file->shown);
	digest_end(&digest, out);
	digest_hex(out, sizeof(out), hex);
	return 0;
}

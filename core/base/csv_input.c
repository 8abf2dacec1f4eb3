#include "config.h"

#include "base/csv_input.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

/* Why this is nothing to read; NULL: it is. */
static const char *not_readable(int fd, bool standard_input)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return strerror(errno);
	if (S_ISDIR(st.st_mode))
		return "it is a folder; name a CSV file";
	if (!standard_input && !S_ISREG(st.st_mode) && !S_ISFIFO(st.st_mode))
		return "it is neither a file nor a pipe";
	return NULL;
}

int csv_input_open(struct csv_input *in, const char *path, struct sijil_err *err)
{
	bool standard_input = strcmp(path, "-") == 0;
	const char *why;

	csv_input_start(in, NULL);
	in->fd = standard_input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	why = in->fd < 0 ? strerror(errno) : not_readable(in->fd, standard_input);
	if (why == NULL)
		return 0;
	err_set(err, ERR_NOINPUT, "cannot read '%s': %s", standard_input ? "standard input" : path, why);
	csv_input_close(in);
	return -1;
}

void csv_input_start(struct csv_input *in, struct transcoder *transcoder)
{
	in->fd = -1;
	in->transcoder = transcoder;
	in->limit = in->filled = in->buffer;
}

void csv_input_close(struct csv_input *in)
{
	if (in->fd >= 0)
		close(in->fd);
}

/* Read one chunk behind what is there. */
static void read_chunk(struct csv_input *in)
{
	ssize_t n;

	if (in->transcoder != NULL) {
		n = (ssize_t)transcoder_read(in->transcoder, in->filled);
		in->error = n == 0 ? in->transcoder->error : 0;
	} else {
		do
			n = read(in->fd, in->filled, CSV_CHUNK);
		while (n < 0 && errno == EINTR);
		in->error = n < 0 ? errno : 0;
	}
	if (n > 0)
		in->filled += n;
	else
		in->ended = true;
}

/* Move the limit over what is text.  False if what is left cannot be the first part of a character. */
static bool check(struct csv_input *in)
{
	size_t n = (size_t)(in->filled - in->limit), bad = n;

	text_valid(in->limit, n, &bad);
	in->limit += bad;
	in->held = *in->limit;
	*in->limit = '\0';
	if (n - bad >= 4)
		in->ended = true;
	return bad == n || !in->ended;
}

/* Whether it ends at bytes that the transcoder cannot read. */
static bool undecodable(const struct csv_input *in)
{
	return in->transcoder != NULL && in->transcoder->fault >= 0;
}

int csv_input_more(struct csv_input *in, const char *keep)
{
	size_t kept = (size_t)(in->limit - keep), unread = (size_t)(in->filled - in->limit);
	bool sound;

	*in->limit = in->held;
	in->base += keep - in->buffer;
	memmove(in->buffer, keep, kept + unread);
	in->limit = in->buffer + kept;
	in->filled = in->limit + unread;
	for (;;) {
		if (!in->ended)
			read_chunk(in);
		sound = check(in);
		if (in->limit > in->buffer + kept)
			return 1;
		if (in->ended)
			return sound && in->error == 0 && !undecodable(in) ? 0 : -1;
		*in->limit = in->held;
	}
}

static bool is_utf16(const struct csv_input *in)
{
	unsigned char a = (unsigned char)in->held, b = in->filled - in->limit > 1 ? (unsigned char)in->limit[1] : 0;

	return in->base == 0 && in->limit == in->buffer && ((a == 0xff && b == 0xfe) || (a == 0xfe && b == 0xff));
}

int csv_input_fault(const struct csv_input *in, const char *path, unsigned line, unsigned field, struct sijil_err *err)
{
	int64_t offset = in->base + (in->limit - in->buffer);

	if (in->error != 0)
		return err_at(err, ERR_IO, path, line, 0, "cannot read on: %s", strerror(in->error));
	if (undecodable(in))
		return transcoder_fault(in->transcoder, path, line, field, err);
	if (is_utf16(in))
		return err_at(err, ERR_DATA, path, line, 0,
			      "the file is UTF-16, and UTF-8 is needed: save it again as 'CSV UTF-8'");
	if (in->held == '\0')
		return err_at(err, ERR_DATA, path, line, field,
			      "there is a NUL byte at offset %" PRId64
			      ": the file is UTF-16 or no text at all (save it again as 'CSV UTF-8')",
			      offset);
	return err_at(err, ERR_DATA, path, line, field,
		      "byte 0x%02X at offset %" PRId64 " is not UTF-8 (save the file again as 'CSV UTF-8')",
		      (unsigned char)in->held, offset);
}

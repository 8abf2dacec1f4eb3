#include "config.h"

#include "base/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

static const struct encoding encodings[] = {
	{ .name = "utf-8", .aliases = "utf8", .unit = 1 },
	{ .name = "utf-16le", .iconv = "UTF-16LE", .aliases = "utf16le|utf 16|utf16|unicode", .unit = 2 },
	{ .name = "utf-16be", .iconv = "UTF-16BE", .aliases = "utf16be", .unit = 2 },
	{ .name = "windows-1252", .iconv = "CP1252", .aliases = "cp1252|1252|ansi|win1252", .unit = 1 },
	{ .name = "iso-8859-1", .iconv = "ISO-8859-1", .aliases = "latin1|latin 1|iso8859 1|88591", .unit = 1 },
	{ .name = "windows-1256", .iconv = "CP1256", .aliases = "cp1256|1256|win1256", .unit = 1, .arabic = true },
	{ .name = "iso-8859-6",
	  .iconv = "ISO-8859-6",
	  .aliases = "iso8859 6|88596|asmo 708|arabic",
	  .unit = 1,
	  .arabic = true },
	{ .name = "macroman", .iconv = "MACINTOSH", .aliases = "macintosh|mac|mac roman", .unit = 1 },
};

enum { N_ENCODINGS = sizeof(encodings) / sizeof(encodings[0]) };

const struct encoding *encoding_find(const char *name)
{
	struct arena arena = { 0 };
	const char *wanted = text_fold(&arena, name);
	size_t i = 0;

	while (i < N_ENCODINGS && strcmp(text_fold(&arena, encodings[i].name), wanted) != 0 &&
	       !text_in_list(wanted, encodings[i].aliases, '|'))
		i++;
	arena_release(&arena);
	return i < N_ENCODINGS ? &encodings[i] : NULL;
}

const char *const *encoding_names(void)
{
	static const char *const names[] = { "utf-8",        "utf-16le",   "utf-16be",
					     "windows-1252", "iso-8859-1", "windows-1256",
					     "iso-8859-6",   "macroman",   NULL };

	_Static_assert(sizeof(names) / sizeof(names[0]) == N_ENCODINGS + 1, "every encoding has its name here");
	return names;
}

/* --- decoders --- */

struct transcoder *transcoder_new(int fd, const struct encoding *encoding, int64_t from, struct sijil_err *err)
{
	const iconv_t cd = encoding->iconv != NULL ? iconv_open("UTF-8", encoding->iconv) : (iconv_t)-1;
	struct transcoder *d;

	if (encoding->iconv != NULL && cd == (iconv_t)-1) {
		err_set(err, ERR_UNAVAILABLE,
			"the C library of this system cannot read %s: save the file as 'CSV UTF-8', or install the "
			"library's conversion modules (gconv)",
			encoding->name);
		return NULL;
	}
	d = mem_alloc(sizeof(*d));
	d->fd = fd;
	d->at = from;
	d->cd = cd;
	d->encoding = encoding;
	d->fault = -1;
	return d;
}

void transcoder_free(struct transcoder *d)
{
	if (d == NULL)
		return;
	if (d->encoding->iconv != NULL)
		iconv_close(d->cd);
	free(d);
}

static ssize_t read_at(struct transcoder *d, char *to, size_t n, int64_t offset)
{
	ssize_t got;

	do
		got = pread(d->fd, to, n, offset);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		d->error = errno;
	return got;
}

/* How many of the n bytes stand before the first NUL. */
static size_t before_nul(const struct transcoder *d, size_t n)
{
	const char *nul = d->in;
	size_t i;

	if (d->encoding->unit == 1) {
		nul = memchr(d->in, '\0', n);
		return nul != NULL ? (size_t)(nul - d->in) : n;
	}
	for (i = 0; i + 1 < n; i += 2)
		if (d->in[i] == '\0' && d->in[i + 1] == '\0')
			return i;
	return n;
}

static void set_fault(struct transcoder *d, const char *at)
{
	d->fault = d->at + (at - d->in);
	d->byte = (unsigned char)*at;
	d->ended = true;
}

/* Decode what is at hand; the rest of it, part of a character, stays.  Whether it was the last. */
static size_t convert(struct transcoder *d, char *out, bool last)
{
	const size_t usable = before_nul(d, d->held);
	char *from = d->in, *to = out;
	size_t n = usable, room = TRANSCODER_OUT;

	if (iconv(d->cd, &from, &n, &to, &room) == (size_t)-1 && (errno != EINVAL || last || usable < d->held))
		set_fault(d, from);
	else if (n == 0 && usable < d->held)
		set_fault(d, d->in + usable);
	d->ended = d->ended || last;
	d->at += from - d->in;
	d->held -= (size_t)(from - d->in);
	memmove(d->in, from, d->held);
	return (size_t)(to - out);
}

size_t transcoder_read(struct transcoder *d, char *out)
{
	size_t n = 0;
	ssize_t got;

	while (n == 0 && !d->ended) {
		if (d->encoding->iconv == NULL) {
			got = read_at(d, out, TRANSCODER_OUT, d->at);
			d->ended = got <= 0;
			n = got > 0 ? (size_t)got : 0;
			d->at += (int64_t)n;
			continue;
		}
		got = read_at(d, d->in + d->held, TRANSCODER_IN - d->held, d->at + (int64_t)d->held);
		d->held += got > 0 ? (size_t)got : 0;
		if (got < 0)
			d->ended = true;
		else if (d->held == 0)
			d->ended = true;
		else
			n = convert(d, out, got == 0);
	}
	return n;
}

int transcoder_fault(const struct transcoder *d, const char *path, unsigned line, unsigned col, struct sijil_err *err)
{
	if (d->byte == '\0' && d->encoding->unit == 1)
		return err_at(err, ERR_DATA, path, line, col,
			      "there is a NUL byte at offset %" PRId64 ": this is not text in %s, or no text at all",
			      d->fault, d->encoding->name);
	return err_at(err, ERR_DATA, path, line, col,
		      "byte 0x%02X at offset %" PRId64 " is not text in %s: name the encoding that the file is in with "
		      "--encoding, or save it again as 'CSV UTF-8'",
		      d->byte, d->fault, d->encoding->name);
}

bool encoding_decode(const struct encoding *encoding, const char *bytes, size_t n, char *out)
{
	char copy[256], *from = copy, *to = out;
	size_t room = 3 * n, bad;
	bool sound;
	iconv_t cd;

	if (encoding->iconv == NULL) {
		memcpy(out, bytes, n);
		out[n] = '\0';
		return text_valid(bytes, n, &bad);
	}
	cd = n <= sizeof(copy) ? iconv_open("UTF-8", encoding->iconv) : (iconv_t)-1;
	if (cd == (iconv_t)-1)
		return false;
	memcpy(copy, bytes, n); /* iconv wants bytes that it could write to */
	sound = iconv(cd, &from, &n, &to, &room) != (size_t)-1 && n == 0;
	*to = '\0';
	iconv_close(cd);
	return sound;
}

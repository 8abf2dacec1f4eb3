/*
 * Text files of rows.  The first byte says how the file is to be read, the rest is the file.
 *
 * It is read twice, with the same rows; what is plain UTF-8 once more through a pipe, in pieces of any size, with the same
 * rows; and the rows, written by csv_add_cell() and read again, are the same.
 */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/encoding.h"
#include "base/text.h"
#include "exchange/source.h"
#include "fuzz.h"

enum { PIECES = 200, PIPE_BYTES = 1 << 20, PACKET = 4096 };

/*
 * How to read: bits 0..2 the delimiter, 3 backslashes, 4 comments, 5 a header below, 6..7 the encoding: found out, the same
 * without the slower checks, or said.
 */
static void ask(unsigned how, struct source_request *r)
{
	static const char delimiters[] = { 0, 0, 0, ',', ';', '\t', '|', ',' };
	static const char *const encodings[] = { NULL, NULL, "utf-8", "windows-1256" };

	*r = (struct source_request){
		.delimiter = delimiters[how & 7],
		.backslash = (how & 8) != 0,
		.comments = (how & 16) != 0 ? "#" : NULL,
		.header_line = (how & 32) != 0 ? 3 : 0,
		.encoding = encodings[how >> 6 & 3],
	};
}

/* The rows, and what the last call said. */
static int read_all(const struct source_request *r, struct str *rows, struct sijil_err *err)
{
	struct source *s = source_open(r, err);
	struct str again, what;
	char hash[65];
	int got;

	if (s == NULL) {
		fuzz_require_told(err);
		return -2;
	}
	got = fuzz_read_rows(s, CSV_FIELDS_MAX, rows, err);
	str_init(&what, STR_MAX_DEFAULT);
	source_describe(s, &what);
	str_release(&what);
	REQUIRE(source_hash(s, hash, err) == 0);
	if (got == 0 && source_rewind(s, err) == 0) {
		str_init(&again, STR_MAX_DEFAULT);
		REQUIRE(fuzz_read_rows(s, CSV_FIELDS_MAX, &again, err) == 0);
		REQUIRE(again.len == rows->len && memcmp(again.s, rows->s, rows->len) == 0);
		str_release(&again);
	}
	source_close(s);
	return got;
}

/* --- in pieces --- */

static int read_csv(const char *path, char delimiter, struct str *rows)
{
	struct sijil_err err = { 0 };
	struct csv *c = csv_open(path, delimiter, &err);
	const struct csv_field *cells;
	size_t n, i;
	int got;

	REQUIRE(c != NULL);
	while ((got = csv_next(c, &cells, &n, &err)) == 1) {
		for (i = 0; i < n; i++) {
			str_addn(rows, cells[i].s, cells[i].n);
			str_addc(rows, '\x1f');
		}
		str_addc(rows, '\x1e');
	}
	if (got < 0) {
		fuzz_require_told(&err);
		str_addf(rows, "%u:%u %s", err.line, err.col, err.message);
	}
	csv_close(c);
	return got;
}

/* A pipe that gives what was written piece by piece. */
static int pieces(const uint8_t *data, size_t n, char path[FUZZ_PATH])
{
	const size_t size = n / PIECES + 1 + (n > 0 ? data[0] % 7 : 0);
	int ends[2];
	size_t at, k;

	REQUIRE(pipe2(ends, O_DIRECT | O_CLOEXEC) == 0 && fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES) >= PIPE_BYTES);
	for (at = 0; at < n; at += k) {
		k = n - at < size ? n - at : size;
		REQUIRE(write(ends[1], data + at, k) == (ssize_t)k);
	}
	close(ends[1]);
	snprintf(path, FUZZ_PATH, "/dev/fd/%d", ends[0]);
	return ends[0];
}

static void in_pieces(const uint8_t *data, size_t n, char delimiter)
{
	char path[FUZZ_PATH];
	struct str whole, piecemeal;
	int fd, got;

	if (n / PIECES + 8 > PACKET)
		return;
	str_init(&whole, STR_MAX_DEFAULT);
	str_init(&piecemeal, STR_MAX_DEFAULT);
	fd = fuzz_file(data, n, path);
	got = read_csv(path, delimiter, &whole);
	close(fd);
	fd = pieces(data, n, path);
	REQUIRE(read_csv(path, delimiter, &piecemeal) == got);
	close(fd);
	/* An error names the place where it was met: the path is not part of its message. */
	REQUIRE(whole.len == piecemeal.len && memcmp(whole.s, piecemeal.s, whole.len) == 0);
	str_release(&whole);
	str_release(&piecemeal);
}

/* --- written and read again --- */

/* A row of nothing but empty cells is a blank line, or looks like one: it is not kept. */
static void write_rows(const struct str *rows, struct str *file, struct str *expected)
{
	const char *at = rows->s, *end = rows->s + rows->len, *cell;
	bool first;

	str_add(file, "x;y\n");
	str_add(expected, "x\x1fy\x1f\x1e");
	for (; at < end; at++) {
		const char *row = at, *stop = memchr(at, '\x1e', (size_t)(end - at));

		if (stop - row < 2 || *row == '\x1f') {
			at = stop;
			continue;
		}
		for (first = true; *at != '\x1e'; at++, first = false) {
			cell = at;
			at = memchr(at, '\x1f', (size_t)(end - at));
			rows->s[at - rows->s] = '\0';
			if (!first)
				str_addc(file, ';');
			csv_add_cell(file, cell, ';');
			rows->s[at - rows->s] = '\x1f';
		}
		str_addc(file, '\n');
		str_addn(expected, row, (size_t)(stop - row) + 1);
	}
}

static void round_trip(const struct str *rows)
{
	struct str file, expected, again;
	char path[FUZZ_PATH];
	int fd;

	/* The marks between cells may be in them. */
	str_init(&file, STR_MAX_DEFAULT);
	str_init(&expected, STR_MAX_DEFAULT);
	str_init(&again, STR_MAX_DEFAULT);
	write_rows(rows, &file, &expected);
	fd = fuzz_file(file.s, file.len, path);
	REQUIRE(read_csv(path, ';', &again) == 0);
	close(fd);
	REQUIRE(again.len == expected.len && memcmp(again.s, expected.s, again.len) == 0);
	str_release(&file);
	str_release(&expected);
	str_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct source_request request;
	struct sijil_err err = { 0 };
	char path[FUZZ_PATH];
	struct str rows;
	int fd, got;

	if (n == 0)
		return 0;
	ask(data[0], &request);
	fd = fuzz_file(data + 1, n - 1, path);
	request.path = path;
	str_init(&rows, STR_MAX_DEFAULT);
	got = read_all(&request, &rows, &err);
	close(fd);
	if (data[0] >> 6 == 0)
		in_pieces(data + 1, n - 1, request.delimiter);
	if (data[0] >> 6 == 0 && got == 0 && memchr(data + 1, '\x1e', n - 1) == NULL && memchr(data + 1, '\x1f', n - 1) == NULL)
		round_trip(&rows);
	str_release(&rows);
	return 0;
}

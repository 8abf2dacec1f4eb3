#include "config.h"

#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "exchange/source.h"

void fuzz_require(bool holds, const char *what, const char *file, int line)
{
	if (holds)
		return;
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

int fuzz_file(const void *bytes, size_t n, char path[FUZZ_PATH])
{
	const int fd = memfd_create("fuzz", MFD_CLOEXEC);

	REQUIRE(fd >= 0 && (n == 0 || write(fd, bytes, n) == (ssize_t)n) && lseek(fd, 0, SEEK_SET) == 0);
	snprintf(path, FUZZ_PATH, "/dev/fd/%d", fd);
	return fd;
}

void fuzz_require_told(const struct sijil_err *err)
{
	size_t bad;

	REQUIRE(err->status != 0 && err->message[0] != '\0');
	REQUIRE(text_valid(err->message, strlen(err->message), &bad));
}

static void take_row(const struct csv_field *cells, size_t n, struct str *rows)
{
	size_t i, bad;

	for (i = 0; i < n; i++) {
		REQUIRE(cells[i].s[cells[i].n] == '\0' && strlen(cells[i].s) == cells[i].n);
		REQUIRE(text_valid(cells[i].s, cells[i].n, &bad));
		str_addn(rows, cells[i].s, cells[i].n);
		str_addc(rows, '\x1f');
	}
	str_addc(rows, '\x1e');
}

int fuzz_read_rows(struct source *s, size_t cells_max, struct str *rows, struct sijil_err *err)
{
	const struct csv_field *cells;
	unsigned line = 0;
	size_t n;
	int got;

	while ((got = source_next(s, &cells, &n, err)) == 1) {
		REQUIRE(n <= cells_max && source_line(s) > line);
		line = source_line(s);
		take_row(cells, n, rows);
	}
	REQUIRE(got == 0 || got == -1);
	if (got < 0)
		fuzz_require_told(err);
	return got;
}

#include "config.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/source.h"

static char path[64];

static void write_file(const char *bytes, size_t n)
{
	FILE *f;

	snprintf(path, sizeof(path), P_tmpdir "/sijil-source-%d", (int)getpid());
	f = fopen(path, "w");
	cr_assert(f != NULL && fwrite(bytes, 1, n, f) == n && fclose(f) == 0);
}

static void remove_file(void)
{
	unlink(path);
}

TestSuite(source, .fini = remove_file);

static struct source *open_file(const struct source_request *how)
{
	struct source_request request = *how;
	struct sijil_err err = { 0 };
	struct source *s;

	request.path = path;
	s = source_open(&request, &err);
	cr_assert_not_null(s, "%s", err.message);
	return s;
}

#define WRITE(bytes) write_file(bytes, sizeof(bytes) - 1)
#define OPEN(...) open_file(&(const struct source_request){ __VA_ARGS__ })

static void assert_row(struct source *s, unsigned line, const char *first)
{
	const struct csv_field *cells;
	struct sijil_err err = { 0 };
	size_t n;

	cr_assert_eq(source_next(s, &cells, &n, &err), 1, "%s", err.message);
	cr_assert_eq(source_line(s), line);
	cr_assert_str_eq(cells[0].s, first);
}

static void assert_end(struct source *s)
{
	const struct csv_field *cells;
	size_t n;

	cr_assert_eq(source_next(s, &cells, &n, NULL), 0);
}

static void assert_described(struct source *s, const char *expected)
{
	struct str out;

	str_init(&out, STR_MAX_DEFAULT);
	source_describe(s, &out);
	cr_assert_str_eq(out.s, expected);
	str_release(&out);
}

Test(source, it_can_be_read_twice)
{
	struct source *s;
	struct sijil_err err = { 0 };

	WRITE("title\na;b\nc;d\n");
	s = OPEN(.header_line = 2);
	assert_row(s, 2, "a");
	assert_row(s, 3, "c");
	assert_end(s);
	cr_assert_eq(source_rewind(s, &err), 0);
	assert_row(s, 2, "a");
	cr_assert_eq(source_rewind(s, &err), 0);
	assert_row(s, 2, "a");
	assert_row(s, 3, "c");
	assert_end(s);
	cr_assert_eq(source_passed_over(s), 1);
	source_close(s);
}

Test(source, it_says_what_it_is)
{
	struct source *s;

	WRITE("a;b\nc;d\n");
	s = OPEN(.delimiter = '\0');
	assert_row(s, 1, "a");
	assert_described(s, "CSV, utf-8, ';'");
	source_close(s);
	WRITE("a\tb\nF\xe8s\td\n");
	s = OPEN(.delimiter = '\0');
	assert_row(s, 1, "a");
	assert_described(s, "CSV, windows-1252 (guessed), TAB");
	source_close(s);
	s = OPEN(.encoding = "latin1");
	assert_row(s, 1, "a");
	assert_row(s, 2, "Fès");
	assert_described(s, "CSV, iso-8859-1, TAB");
	source_close(s);
}

Test(source, the_hash_is_that_of_the_bytes_not_of_the_text)
{
	struct sijil_err err = { 0 };
	struct source *s;
	char hex[65];

	WRITE("abc");
	s = OPEN(.delimiter = ',');
	cr_assert_eq(source_hash(s, hex, &err), 0);
	/* printf abc | b2sum -l 256 */
	cr_assert_str_eq(hex, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
	source_close(s);
	WRITE("F\xe8s");
	s = OPEN(.delimiter = ',');
	assert_row(s, 1, "Fès");
	cr_assert_eq(source_hash(s, hex, &err), 0);
	/* printf 'F\350s' | b2sum -l 256 */
	cr_assert_str_eq(hex, "0a4ba08a6bfeaf34b65366c55f83d767fdcf09a1c940b2faeb74f1ad133997e6");
	source_close(s);
}

Test(source, a_file_that_grows_while_it_is_read_has_no_hash)
{
	struct sijil_err err = { 0 };
	struct source *s;
	char hex[65];

	WRITE("a;b\nc;d\n");
	s = OPEN(.delimiter = ';');
	assert_row(s, 1, "a");
	WRITE("a;b\nc;d\ne;f\n");
	cr_assert_eq(source_hash(s, hex, &err), -1);
	cr_assert_eq(err.status, ERR_TRYAGAIN);
	cr_assert_not_null(strstr(err.message, "was changed while it was read"), "%s", err.message);
	source_close(s);
}

static void assert_refused(const char *name, enum err_status status, const char *expected)
{
	const struct source_request request = { .path = name };
	struct sijil_err err = { 0 };

	cr_assert_null(source_open(&request, &err));
	cr_assert_eq(err.status, (int)status);
	cr_assert_str_eq(err.message, expected);
	cr_assert_null(source_open(&request, NULL));
}

Test(source, what_cannot_be_read)
{
	assert_refused("no/such.csv", ERR_NOINPUT, "cannot read 'no/such.csv': No such file or directory");
	assert_refused("/", ERR_NOINPUT, "cannot read '/': it is a folder; name a file");
	assert_refused("/dev/null", ERR_NOINPUT, "cannot read '/dev/null': it is neither a file nor a pipe");
	WRITE("%PDF-1.4\n");
	assert_refused(path, ERR_DATA,
		       "this is a PDF, not a table of rows: ask for the figures as a spreadsheet (.xlsx) or as CSV");
}

Test(source, an_unknown_encoding)
{
	struct sijil_err err = { 0 };
	struct source_request request = { .path = path, .encoding = "klingon" };

	WRITE("a\n");
	cr_assert_null(source_open(&request, &err));
	cr_assert_eq(err.status, ERR_USAGE);
	cr_assert_eq(strncmp(err.message, "unknown encoding 'klingon'; there are: utf-8, ", 46), 0, "%s", err.message);
}

/* Standard input that is a file, but not at its start, is read from where it is. */
Test(source, standard_input_from_the_middle_of_a_file)
{
	const struct source_request request = { .path = "-" };
	struct sijil_err err = { 0 };
	struct source *s;
	int fd;

	WRITE("skipped\na;b\n");
	fd = open(path, O_RDONLY);
	cr_assert_eq(lseek(fd, 8, SEEK_SET), 8);
	cr_assert_eq(dup2(fd, STDIN_FILENO), STDIN_FILENO);
	s = source_open(&request, &err);
	cr_assert_not_null(s, "%s", err.message);
	assert_row(s, 1, "a");
	assert_end(s);
	source_close(s);
	close(fd);
}

#include "config.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/csv.h"
#include "csv_file.h"

/* --- opening --- */

static void assert_not_opened(const char *path, const char *expected)
{
	struct sijil_err err = { 0 };

	cr_assert_null(csv_open(path, 0, &err));
	cr_assert_str_eq(err.message, expected);
	cr_assert_eq(err.status, ERR_NOINPUT);
}

Test(csv_faults, a_missing_file)
{
	assert_not_opened("no/such.csv", "cannot read 'no/such.csv': No such file or directory");
	assert_not_opened("", "cannot read '': No such file or directory");
}

Test(csv_faults, a_folder)
{
	assert_not_opened("/", "cannot read '/': it is a folder; name a CSV file");
}

Test(csv_faults, a_device)
{
	assert_not_opened("/dev/null", "cannot read '/dev/null': it is neither a file nor a pipe");
}

Test(csv_faults, standard_input_is_read_and_named)
{
	char *path = csv_file_write("a,b\n\"c", 6);
	struct sijil_err err = { 0 };
	const struct csv_field *fields;
	struct csv *c;
	size_t n;

	cr_assert_not_null(freopen(path, "r", stdin));
	c = csv_open("-", 0, &err);
	cr_assert_not_null(c, "%s", err.message);
	cr_assert_eq(csv_next(c, &fields, &n, &err), 1);
	cr_assert_str_eq(fields[1].s, "b");
	cr_assert_eq(csv_next(c, &fields, &n, &err), -1);
	cr_assert_str_eq(err.file, "standard input");
	cr_assert_eq(err.status, ERR_DATA);
	csv_close(c);
	cr_assert_neq(fcntl(0, F_GETFD), -1, "it is left open");
	csv_file_unlink(path);
}

Test(csv_faults, standard_input_may_be_a_folder)
{
	int folder = open("/", O_RDONLY);

	cr_assert_eq(dup2(folder, 0), 0);
	close(folder);
	assert_not_opened("-", "cannot read 'standard input': it is a folder; name a CSV file");
}

/* Opens like a file, and its first byte cannot be read. */
Test(csv_faults, a_file_that_cannot_be_read_on)
{
	struct sijil_err err = { 0 };
	char *text = csv_file_read_path("/proc/self/mem", 0, &err);

	cr_assert_not_null(text, "%s", err.message);
	cr_assert_str_eq(text, "! 1:0 cannot read on: Input/output error\n");
	cr_assert_eq(err.status, ERR_IO);
	free(text);
}

/* --- bytes that are no text --- */

#define NOT_UTF8 " is not UTF-8 (save the file again as 'CSV UTF-8')\n"
#define NUL_AT(offset)                          \
	"there is a NUL byte at offset " offset \
	": the file is UTF-16 or no text at all (save it again as 'CSV UTF-8')\n"

Test(csv_faults, bytes_that_are_not_utf8)
{
	ASSERT_CSV("a,b\nc,d\ne,H\x99pital\n", 0, "1: [a][b]\n2: [c][d]\n! 3:2 byte 0x99 at offset 11" NOT_UTF8);
	ASSERT_CSV("caf\xe9,b\n", 0, "! 1:1 byte 0xE9 at offset 3" NOT_UTF8);
	ASSERT_CSV("a,b\n\"x\ny\",\"p\nq\xc0\xaf\"\n", 0, "1: [a][b]\n! 4:2 byte 0xC0 at offset 14" NOT_UTF8);
	/* A surrogate, and a character cut short by the end of the file */
	ASSERT_CSV("a\n\xed\xa0\x80\n", 0, "1: [a]\n! 2:1 byte 0xED at offset 2" NOT_UTF8);
	ASSERT_CSV("a\nb,\xe2\x82", 0, "1: [a]\n! 2:2 byte 0xE2 at offset 4" NOT_UTF8);
	ASSERT_CSV("a,b\nb,\xe2\x82", 0, "1: [a][b]\n! 2:2 byte 0xE2 at offset 6" NOT_UTF8);
	ASSERT_CSV("a,b\nb,\xc3", 0, "1: [a][b]\n! 2:2 byte 0xC3 at offset 6" NOT_UTF8);
}

Test(csv_faults, nul_bytes)
{
	ASSERT_CSV("a,b\nc\0,d\n", 0, "1: [a][b]\n! 2:1 " NUL_AT("5"));
	ASSERT_CSV("\0", 0, "! 1:1 " NUL_AT("0"));
	ASSERT_CSV("a,b\nc,\"\0\"", 0, "1: [a][b]\n! 2:2 " NUL_AT("7"));
	/* UTF-16 without its mark */
	ASSERT_CSV("a\0,\0b\0\n\0", 0, "! 1:1 " NUL_AT("1"));
}

Test(csv_faults, utf16_is_named)
{
	static const char expected[] =
		"! 1:0 the file is UTF-16, and UTF-8 is needed: save it again as 'CSV UTF-8'\n";

	ASSERT_CSV("\xff\xfe" "a\0,\0b\0\n\0", 0, expected);
	ASSERT_CSV("\xfe\xff\0a\0,\0b\0\n", 0, expected);
	ASSERT_CSV("\xff\xfe", 0, expected);
	/* Elsewhere these bytes are only not UTF-8. */
	ASSERT_CSV("a\n\xff\xfe" "bb", 0, "1: [a]\n! 2:1 byte 0xFF at offset 2" NOT_UTF8);
	ASSERT_CSV("\xff", 0, "! 1:1 byte 0xFF at offset 0" NOT_UTF8);
}

/* A fault far into a file: rows before it are read, its place is exact, and nothing behind it is. */
Test(csv_faults, a_fault_behind_the_first_buffers)
{
	static const char expected[] = "! 40001:2 byte 0xFF at offset 360006" NOT_UTF8;
	struct str bytes;
	char *text;

	str_init(&bytes, STR_MAX_DEFAULT);
	for (int i = 0; i < 50000; i++)
		str_addf(&bytes, "%05d,xy\n", i);
	/* A row has nine bytes: row 40000 begins at 360000, and its second field at 360006. */
	bytes.s[360006] = '\xff';
	text = csv_file_read(bytes.s, bytes.len, 0);
	cr_assert_str_eq(text + strlen(text) - (sizeof(expected) - 1), expected);
	cr_assert_not_null(strstr(text, "\n40000: [39999][xy]\n"));
	free(text);
	str_release(&bytes);
}

/* --- quotes --- */

#define BEHIND "there is text behind the closing quote (a quote inside a quoted field is written twice: \"\")\n"

Test(csv_faults, text_behind_a_closing_quote)
{
	ASSERT_CSV("a,b\nc,\"d\"e\n", 0, "1: [a][b]\n! 2:2 " BEHIND);
	ASSERT_CSV("\"a\" b,c\n", 0, "! 1:1 " BEHIND);
	ASSERT_CSV("\"say \"hi\"\",c\n", 0, "! 1:1 " BEHIND);
	/* On the line of the closing quote */
	ASSERT_CSV("a\n\"b\nc\nd\"e\nf\n", 0, "1: [a]\n! 4:1 " BEHIND);
	ASSERT_CSV("a;b\n\"c\",d\n", 0, "1: [a][b]\n! 2:1 " BEHIND);
}

Test(csv_faults, an_unterminated_quote_is_named_where_it_began)
{
	static const char never[] = "the quote that opens here is never closed\n";
	char expected[200];

	snprintf(expected, sizeof(expected), "1: [a][b]\n! 2:2 %s", never);
	ASSERT_CSV("a,b\nc,\"d\ne,f\ng,h\n", 0, expected);
	ASSERT_CSV("a,b\nc,\"", 0, expected);
	ASSERT_CSV("a,b\nc,\"d\"\"", 0, expected);
	/* The record begins on line 2, the quote on line 3. */
	snprintf(expected, sizeof(expected), "1: [a][b]\n! 3:2 %s", never);
	ASSERT_CSV("a,b\n\"c\nd\",\"e\nf\n", 0, expected);
}

/* --- sizes --- */

/* "a,b" and then a row of n bytes, quoted or not, and "c". */
static char *read_row_of(size_t n, bool quoted)
{
	char *bytes = malloc(n + 7), *text;

	memcpy(bytes, "a,b\n", 4);
	memset(bytes + 4, 'x', n);
	if (quoted)
		bytes[4] = bytes[4 + n - 1] = '"';
	memcpy(bytes + 4 + n, "\nc\n", 3);
	text = csv_file_read(bytes, n + 7, 0);
	free(bytes);
	return text;
}

Test(csv_faults, a_row_may_have_a_mebibyte_and_no_more)
{
	static const char too_long[] =
		"1: [a][b]\n! 2:1 the row that begins here has more than 1048576 bytes (is a line end missing?)\n";
	char *text = read_row_of(1048576, false);

	/* "1: [a][b]\n" "2: [" ... "]\n" "3: [c]\n" */
	cr_assert_eq(strlen(text), 10 + 4 + 1048576 + 2 + 7);
	free(text);
	text = read_row_of(1048577, false);
	cr_assert_str_eq(text, too_long);
	free(text);
	text = read_row_of(1048576 + 70000, false);
	cr_assert_str_eq(text, too_long);
	free(text);
	text = read_row_of(1048576, true);
	cr_assert_eq(strlen(text), 10 + 4 + 1048574 + 2 + 7);
	free(text);
	text = read_row_of(1048577, true);
	cr_assert_not_null(strstr(text, "! 2:1 the "), "%s", text);
	free(text);
}

Test(csv_faults, a_quote_left_open_before_much_text)
{
	char *bytes = malloc(3000000), *text;

	memset(bytes, 'x', 3000000);
	for (size_t i = 59; i < 3000000; i += 60)
		bytes[i] = '\n';
	memcpy(bytes + 120, "y,\"", 3);
	text = csv_file_read(bytes, 3000000, ',');
	cr_assert_not_null(strstr(text, "! 3:2 the quote that opens here is not closed within 1048576 bytes\n"));
	free(text);
	free(bytes);
}

/* Whoever writes 10 MB without a line end is left alone long before: no more than that is ever held. */
Test(csv_faults, ten_megabytes_without_a_line_end)
{
	struct sijil_err err = { 0 };
	char path[32], *text;
	int ends[2], status = 0;
	pid_t child;

	cr_assert_eq(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		static char block[10000];

		signal(SIGPIPE, SIG_DFL);
		close(ends[0]);
		memset(block, 'x', sizeof(block));
		for (int i = 0; i < 1000; i++)
			if (write(ends[1], block, sizeof(block)) != (ssize_t)sizeof(block))
				_exit(1);
		_exit(0);
	}
	close(ends[1]);
	snprintf(path, sizeof(path), "/dev/fd/%d", ends[0]);
	text = csv_file_read_path(path, 0, &err);
	close(ends[0]);
	cr_assert_not_null(text, "%s", err.message);
	cr_assert_str_eq(text, "! 1:1 the row that begins here has more than 1048576 bytes (is a line end missing?)\n");
	free(text);
	waitpid(child, &status, 0);
	cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE, "it was not read to its end");
}

static char *read_columns(size_t columns)
{
	char *bytes = malloc(2 * columns + 4), *text;

	memcpy(bytes, "a,b\n", 4);
	for (size_t i = 0; i < columns; i++)
		memcpy(bytes + 4 + 2 * i, i + 1 < columns ? "x," : "x\n", 2);
	text = csv_file_read(bytes, 2 * columns + 4, 0);
	free(bytes);
	return text;
}

Test(csv_faults, a_hundred_thousand_columns)
{
	static const char too_many[] =
		"1: [a][b]\n! 2:16385 the row that begins here has more than 16384 fields (is a line end missing?)\n";
	char *text = read_columns(16384);

	/* "1: [a][b]\n" "2: " "[x]" ... "\n" */
	cr_assert_eq(strlen(text), 10 + 3 + 3 * 16384 + 1);
	free(text);
	text = read_columns(16385);
	cr_assert_str_eq(text, too_many);
	free(text);
	text = read_columns(100000);
	cr_assert_str_eq(text, too_many);
	free(text);
}

Test(csv_faults, nobody_need_listen)
{
	char *path = csv_file_write("\"a", 2);
	const struct csv_field *fields;
	struct csv *c = csv_open(path, 0, NULL);
	size_t n;

	cr_assert_eq(csv_next(c, &fields, &n, NULL), -1);
	cr_assert_eq(csv_next(c, &fields, &n, NULL), 0);
	csv_close(c);
	csv_file_unlink(path);
	cr_assert_null(csv_open("no/such.csv", 0, NULL));
}

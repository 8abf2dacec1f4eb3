#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/csv.h"
#include "csv_file.h"

/* --- line ends --- */

Test(csv, line_ends)
{
	static const char two[] = "1: [a][b]\n2: [c][d]\n";

	ASSERT_CSV("a,b\nc,d\n", 0, two);
	ASSERT_CSV("a,b\r\nc,d\r\n", 0, two);
	ASSERT_CSV("a,b\rc,d\r", 0, two);
	ASSERT_CSV("a,b\nc,d", 0, two);
	ASSERT_CSV("a,b\rc,d", 0, two);
	ASSERT_CSV("a,b\r\nc,d\r", 0, two);
	ASSERT_CSV("a,b\r\nc,d\n", 0, two);
}

Test(csv, blank_lines_are_passed_over_and_counted)
{
	ASSERT_CSV("", 0, "");
	ASSERT_CSV("\n\r\n\r", 0, "");
	ASSERT_CSV("\n\na;b\n\n\nc;d\n\n", 0, "3: [a][b]\n6: [c][d]\n");
	ASSERT_CSV("\r\n\r\na;b\r\n\r\nc;d", 0, "3: [a][b]\n5: [c][d]\n");
	ASSERT_CSV("\r\ra;b\r\rc;d", 0, "3: [a][b]\n5: [c][d]\n");
	ASSERT_CSV("a,b\n   \n\t\nc,d\n", 0, "1: [a][b]\n4: [c][d]\n");
	/* These are not blank. */
	ASSERT_CSV("a,b\n,\n", 0, "1: [a][b]\n2: [][]\n");
	ASSERT_CSV("a\n\"\"\n", 0, "1: [a]\n2: {}\n");
}

Test(csv, empty_fields)
{
	ASSERT_CSV(",\n", 0, "1: [][]\n");
	ASSERT_CSV("a,,b,\n,c", 0, "1: [a][][b][]\n2: [][c]\n");
	ASSERT_CSV("a,", 0, "1: [a][]\n");
	ASSERT_CSV("\"\",\"\"", 0, "1: {}{}\n");
	ASSERT_CSV("a", 0, "1: [a]\n");
}

Test(csv, blanks_around_plain_fields_are_theirs)
{
	ASSERT_CSV(" a , b\n", 0, "1: [ a ][ b]\n");
	ASSERT_CSV("a, \n", 0, "1: [a][ ]\n");
	ASSERT_CSV("a,  ", 0, "1: [a][  ]\n");
}

/* --- quotes --- */

Test(csv, quoted_fields)
{
	ASSERT_CSV("\"a\",\"b,c\"\n\"d\",e\n", 0, "1: {a}{b,c}\n2: {d}[e]\n");
	ASSERT_CSV("\"say \"\"hi\"\"\",x", 0, "1: {say \"hi\"}[x]\n");
	ASSERT_CSV("\"\"\"\"", 0, "1: {\"}\n");
	ASSERT_CSV("\"\"\"a\"\"b\"\"\",\"\"\"\"\"\"\n", 0, "1: {\"a\"b\"}{\"\"}\n");
	/* A quote elsewhere is a character like any other. */
	ASSERT_CSV("5\" pipe,a\"b\"\n", 0, "1: [5\" pipe][a\"b\"]\n");
	ASSERT_CSV("'a','b'\n", 0, "1: ['a']['b']\n");
}

Test(csv, blanks_around_quotes)
{
	ASSERT_CSV("\"dataelement\",    \"period\"\n\"a\"  ,\"b\" \n", 0,
		   "1: {dataelement}{period}\n2: {a}{b}\n");
	ASSERT_CSV("  \"a\"", 0, "1: {a}\n");
	ASSERT_CSV("\" a \"", 0, "1: { a }\n");
}

Test(csv, newlines_in_quotes_count_as_lines)
{
	ASSERT_CSV("h,i\n\"one\ntwo\",b\n\"x\r\ny\r\nz\",c\n\"p\rq\",d\ne,f\n", 0,
		   "1: [h][i]\n2: {one\\ntwo}[b]\n4: {x\\r\\ny\\r\\nz}[c]\n7: {p\\rq}[d]\n9: [e][f]\n");
	/* The newline before a doubled quote, and the CRLF behind one */
	ASSERT_CSV("\"a\n\"\"b\"\"\r\nc\"\nd\n", 0, "1: {a\\n\"b\"\\r\\nc}\n4: [d]\n");
}

/* --- the delimiter --- */

Test(csv, delimiters_are_found_in_the_first_record)
{
	ASSERT_CSV("a;b;c\n1,5;2;3\n", 0, "1: [a][b][c]\n2: [1,5][2][3]\n");
	ASSERT_CSV("a\tb\n1\t2\n", 0, "1: [a][b]\n2: [1][2]\n");
	ASSERT_CSV("a,b;c,d\n", 0, "1: [a][b;c][d]\n");
	/* As many of each: the comma */
	ASSERT_CSV("a;b,c\n", 0, "1: [a;b][c]\n");
	/* More of the commas, but it is the semicolons that divide every row alike. */
	ASSERT_CSV("a, b, c;d\n1,5;2\n3;4\n", 0, "1: [a, b, c][d]\n2: [1,5][2]\n3: [3][4]\n");
	ASSERT_CSV("a|b\n1|2\n", 0, "1: [a][b]\n2: [1][2]\n");
	/* A header of one column says nothing, what follows does. */
	ASSERT_CSV("alone\n1;2\n", 0, "1: [alone]\n2: [1][2]\n");
	ASSERT_CSV("alone\nx\n", 0, "1: [alone]\n2: [x]\n");
}

Test(csv, what_is_quoted_does_not_count)
{
	ASSERT_CSV("\"a,b,c,d\";\"e\"\n", 0, "1: {a,b,c,d}{e}\n");
	ASSERT_CSV("\"a\"\",b,c\"; \"d,e\";f\n", 0, "1: {a\",b,c}{d,e}[f]\n");
	ASSERT_CSV("\"a\n,,,\";b\n", 0, "1: {a\\n,,,}[b]\n");
	/* A quote inside a plain field opens nothing. */
	ASSERT_CSV("5\" pipe;6\" pipe\n", 0, "1: [5\" pipe][6\" pipe]\n");
}

Test(csv, a_given_delimiter_holds)
{
	ASSERT_CSV("a;b,c;d\n", ',', "1: [a;b][c;d]\n");
	ASSERT_CSV("a|b\n\"c|d\"|e\n", '|', "1: [a][b]\n2: {c|d}[e]\n");
}

Test(csv, the_first_line_may_declare_it)
{
	ASSERT_CSV("sep=;\na,b;c\n", 0, "2: [a,b][c]\n");
	ASSERT_CSV("sep=,\r\na,b;c;d\r\n", 0, "2: [a][b;c;d]\n");
	ASSERT_CSV("sep=\t\na\tb\n", 0, "2: [a][b]\n");
	ASSERT_CSV("sep=|\na|b\n", 0, "2: [a][b]\n");
	ASSERT_CSV("\xef\xbb\xbfsep=;\na;b\n", 0, "2: [a][b]\n");
	/* Who names another one is believed. */
	ASSERT_CSV("sep=;\na,b;c\n", ',', "2: [a][b;c]\n");
	/* These declare nothing. */
	ASSERT_CSV("sep=x\na\n", 0, "1: [sep=x]\n2: [a]\n");
	ASSERT_CSV("a\nsep=;\n", ',', "1: [a]\n2: [sep=;]\n");
	ASSERT_CSV("sep=;b\n", 0, "1: [sep=][b]\n");
	ASSERT_CSV("sep=;;\n", 0, "1: [sep=][][]\n");
}

Test(csv, it_says_which_one_is_in_use)
{
	char *path = csv_file_write("a;b\n", 4);
	const struct csv_field *fields;
	struct csv *c = csv_open(path, 0, NULL);
	size_t n;

	cr_assert_eq(csv_delimiter(c), 0);
	cr_assert_eq(csv_next(c, &fields, &n, NULL), 1);
	cr_assert_eq(n, 2);
	cr_assert_eq(csv_delimiter(c), ';');
	csv_close(c);
	csv_close(NULL);
	csv_file_unlink(path);
}

/* --- bytes --- */

Test(csv, a_byte_order_mark_is_no_part_of_the_first_name)
{
	ASSERT_CSV("\xef\xbb\xbf" "a,b\n", 0, "1: [a][b]\n");
	ASSERT_CSV("\xef\xbb\xbf\"a\",b\n", 0, "1: {a}[b]\n");
	ASSERT_CSV("\xef\xbb\xbf", 0, "");
	ASSERT_CSV("\xef\xbb\xbf\n\na;b", 0, "3: [a][b]\n");
	/* Only at the start */
	ASSERT_CSV("a\n\xef\xbb\xbf" "b\n", 0, "1: [a]\n2: [\xef\xbb\xbf" "b]\n");
}

Test(csv, text_in_any_script)
{
	ASSERT_CSV("الموقع,الاسم\nحي الرياض،,café\n", 0, "1: [الموقع][الاسم]\n2: [حي الرياض،][café]\n");
}

/* All that needs to look ahead or back, at every place around the end of what is read at once (65536 bytes). */
Test(csv, the_size_of_the_buffer_does_not_show)
{
	static const char tail[] = "a,  \"b\r\n\"\"c\" ,\xd8\xa8\xe2\x82\xac\r\n\"d\" ,e\r\r\n \"\xf0\x9f\x98\x80\"";
	enum { TAIL = sizeof(tail) - 1, CHUNK = 65536 };
	char *bytes = malloc(CHUNK + TAIL), *text, *at;
	size_t before;

	for (before = CHUNK - TAIL - 1; before <= CHUNK; before++) {
		memset(bytes, 'x', before - 1);
		bytes[before - 1] = '\n';
		memcpy(bytes + before, tail, TAIL);
		text = csv_file_read(bytes, before + TAIL, ',');
		at = strchr(text, '\n') + 1;
		cr_assert_eq((size_t)(at - text), before + 4 + 1, "1: [x...]");
		cr_assert_str_eq(at,
				 "2: [a]{b\\r\\n\"c}[\xd8\xa8\xe2\x82\xac]\n4: {d}[e]\n"
				 "6: {\xf0\x9f\x98\x80}\n",
				 "%zu bytes before", before);
		free(text);
	}
	free(bytes);
}

Test(csv, a_pipe_that_gives_a_byte_at_a_time)
{
	static const char bytes[] = "\xef\xbb\xbf" "a;\"b\"\r\n\"c\"\"\xe2\x82\xac\" ;d\r\ne";
	struct sijil_err err = { 0 };
	char path[32], *text;
	int ends[2];
	pid_t child;

	cr_assert_eq(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		close(ends[0]);
		for (size_t i = 0; i < sizeof(bytes) - 1; i++) {
			if (write(ends[1], bytes + i, 1) != 1)
				_exit(1);
			usleep(300);
		}
		_exit(0);
	}
	close(ends[1]);
	snprintf(path, sizeof(path), "/dev/fd/%d", ends[0]);
	text = csv_file_read_path(path, 0, &err);
	cr_assert_not_null(text, "%s", err.message);
	cr_assert_str_eq(text, "1: [a]{b}\n2: {c\"\xe2\x82\xac}[d]\n3: [e]\n");
	free(text);
	close(ends[0]);
	waitpid(child, NULL, 0);
}

Test(csv, many_rows)
{
	enum { ROWS = 100000 };
	const struct csv_field *fields;
	struct csv *c;
	struct str bytes;
	char *path;
	size_t n, rows = 0;
	long sum = 0;

	str_init(&bytes, STR_MAX_DEFAULT);
	for (int i = 0; i < ROWS; i++)
		str_addf(&bytes, "%06d,\"%03d\"\r\n", i, i % 1000);
	path = csv_file_write(bytes.s, bytes.len);
	c = csv_open(path, ',', NULL);
	while (csv_next(c, &fields, &n, NULL) == 1) {
		cr_assert_eq(n, 2);
		cr_assert_eq(strtol(fields[0].s, NULL, 10), (long)rows);
		sum += strtol(fields[1].s, NULL, 10);
		rows++;
		cr_assert_eq(csv_line(c), rows);
	}
	cr_assert_eq(rows, ROWS);
	/* 100 times 0 + 1 + ... + 999 */
	cr_assert_eq(sum, 100L * 499500);
	csv_close(c);
	csv_file_unlink(path);
	str_release(&bytes);
}

/* --- writing --- */

static void assert_cell(const char *s, char delimiter, const char *expected)
{
	struct str out;

	str_init(&out, STR_MAX_DEFAULT);
	csv_add_cell(&out, s, delimiter);
	cr_assert_str_eq(out.s, expected);
	str_release(&out);
}

Test(csv, cells_are_quoted_only_when_they_must)
{
	assert_cell("", ',', "");
	assert_cell("plain text", ',', "plain text");
	assert_cell("a;b", ',', "a;b");
	assert_cell("a;b", ';', "\"a;b\"");
	assert_cell("a,b", ',', "\"a,b\"");
	assert_cell("say \"hi\"", ',', "\"say \"\"hi\"\"\"");
	assert_cell("\"", ',', "\"\"\"\"");
	assert_cell("\"\"", ',', "\"\"\"\"\"\"");
	assert_cell("a\nb", ',', "\"a\nb\"");
	assert_cell("a\rb", ',', "\"a\rb\"");
	assert_cell(" a", ',', "\" a\"");
	assert_cell("a\t", ',', "\"a\t\"");
	assert_cell("حي", ',', "حي");
}

Test(csv, what_is_written_is_read_again)
{
	static const char *const cells[] = { "a", "", "b,c", "\"q\"", " x ", "two\r\nlines", "\"", "5\" pipe", "," };
	enum { CELLS = sizeof(cells) / sizeof(cells[0]) };
	const struct csv_field *fields;
	struct csv *c;
	struct str out;
	char *path;
	size_t n, i;

	str_init(&out, STR_MAX_DEFAULT);
	for (i = 0; i < CELLS; i++) {
		if (i > 0)
			str_addc(&out, ',');
		csv_add_cell(&out, cells[i], ',');
	}
	path = csv_file_write(out.s, out.len);
	c = csv_open(path, ',', NULL);
	cr_assert_eq(csv_next(c, &fields, &n, NULL), 1);
	cr_assert_eq(n, CELLS);
	for (i = 0; i < CELLS; i++)
		cr_assert_str_eq(fields[i].s, cells[i]);
	csv_close(c);
	csv_file_unlink(path);
	str_release(&out);
}

#include "config.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/encoding.h"
#include "csv_file.h"

static char *read_as(const char *bytes, size_t n, const char *encoding, const struct csv_options *options)
{
	char *path = csv_file_write(bytes, n), *text;
	const int fd = open(path, O_RDONLY);
	struct transcoder *d = transcoder_new(fd, encoding_find(encoding), 0, NULL);

	cr_assert_not_null(d);
	text = csv_file_read_csv(csv_new(d, path, options), path);
	transcoder_free(d);
	close(fd);
	csv_file_unlink(path);
	return text;
}

static void assert_read(const char *bytes, size_t n, const char *encoding, const struct csv_options *options,
			const char *expected)
{
	char *text = read_as(bytes, n, encoding, options);

	cr_assert_str_eq(text, expected, "read:\n%s\nexpected:\n%s", text, expected);
	free(text);
}

#define OPTIONS(...) (&(const struct csv_options){ __VA_ARGS__ })
#define ASSERT_READ(bytes, options, expected) assert_read(bytes, sizeof(bytes) - 1, "utf-8", options, expected)
#define ASSERT_DECODED(bytes, encoding, expected) \
	assert_read(bytes, sizeof(bytes) - 1, encoding, OPTIONS(.delimiter = '\0'), expected)

/* --- backslashes --- */

Test(csv_dialects, a_backslash_takes_the_meaning_from_a_quote)
{
	ASSERT_READ("'a','b'\n\"x \\\"y\\\"\",\"z\\\\\"\n", OPTIONS(.backslash = true),
		    "1: {a}{b}\n2: {x \"y\"}{z\\}\n");
	ASSERT_READ("'it\\'s','say \"hi\"',\"it's\"\n", OPTIONS(.backslash = true),
		    "1: {it's}{say \"hi\"}{it's}\n");
	/* Both ways of writing a quote */
	ASSERT_READ("\"a\"\"b\",'c''d',e\n", OPTIONS(.backslash = true), "1: {a\"b}{c'd}[e]\n");
	ASSERT_READ("a\\,b,c\\;d\n", OPTIONS(.backslash = true), "1: [a,b][c;d]\n");
	ASSERT_READ("\"a\\nb\",c\\td,\\N,\"\\N\"\n", OPTIONS(.backslash = true), "1: {a\\nb}[c\td][]{N}\n");
	ASSERT_READ("\"a\\\nb\",c\nd,e\n", OPTIONS(.backslash = true), "1: {a\\nb}[c]\n3: [d][e]\n");
	ASSERT_READ("a,b\\", OPTIONS(.backslash = true), "1: [a][b\\]\n");
	ASSERT_READ("a,\"b\\\"", OPTIONS(.backslash = true), "! 1:2 the quote that opens here is never closed\n");
}

Test(csv_dialects, without_being_asked_a_backslash_is_text)
{
	ASSERT_READ("a\\,'b',\"c\\\"\n", OPTIONS(.delimiter = ','), "1: [a\\]['b']{c\\}\n");
	ASSERT_READ("\"a \\\"b\\\"\",c\n", OPTIONS(.delimiter = ','),
		    "! 1:1 there is text behind the closing quote (a quote inside a quoted field is written twice: \"\"; "
		    "if this file writes \\\" for it, say so: --escape backslash)\n");
}

/* At every place around the end of what is read at once (65536 bytes). */
Test(csv_dialects, the_size_of_the_buffer_does_not_show)
{
	static const char tail[] = "##c\r\n'a\\'\\\\',\\,b\\nc\r\n\"d\\\r\ne\\\"\",\\N\r\n##";
	enum { TAIL = sizeof(tail) - 1, CHUNK = 65536 };
	char *bytes = malloc(CHUNK + TAIL), *text, *at;
	size_t before;

	for (before = CHUNK - TAIL - 1; before <= CHUNK; before++) {
		memset(bytes, 'x', before - 1);
		bytes[before - 1] = '\n';
		memcpy(bytes + before, tail, TAIL);
		text = read_as(bytes, before + TAIL, "utf-8",
			       OPTIONS(.delimiter = ',', .backslash = true, .comments = "##"));
		at = strchr(text, '\n') + 1;
		cr_assert_str_eq(at, "3: {a'\\}[,b\\nc]\n4: {d\\r\\ne\"}[]\n", "%zu bytes before", before);
		free(text);
	}
	free(bytes);
}

/* --- rows above the header, comments --- */

Test(csv_dialects, rows_above_the_header_are_passed_over)
{
	ASSERT_READ("Register, 2024\na;b\nc;d\n", OPTIONS(.header_line = 2), "2: [a][b]\n3: [c][d]\n");
	/* Blank lines count, as they do in a spreadsheet. */
	ASSERT_READ("Register\n\na;b\n", OPTIONS(.header_line = 3), "3: [a][b]\n");
	ASSERT_READ("\"Register\nof 2024\"\na;b\n", OPTIONS(.header_line = 2), "3: [a][b]\n");
	ASSERT_READ("a\nb\n", OPTIONS(.header_line = 5), "");
	ASSERT_READ("sep=;\nRegister, 2024\na,b;c\n", OPTIONS(.header_line = 2), "3: [a,b][c]\n");
}

Test(csv_dialects, comments_are_passed_over_on_request)
{
	ASSERT_READ("## one, \"two\" and; ;three\n##\na;b\n##c;d\n#e;f\n", OPTIONS(.comments = "##"),
		    "3: [a][b]\n5: [#e][f]\n");
	ASSERT_READ("##x\r\na;b\r\n##\"y\r\nc;d\r\n##", OPTIONS(.comments = "##"), "2: [a][b]\n4: [c][d]\n");
	/* Quoted by a spreadsheet; and no comment where it does not begin the line */
	ASSERT_READ("\"## a, b\",\nc,d\ne,##f\n", OPTIONS(.comments = "##"), "2: [c][d]\n3: [e][##f]\n");
	ASSERT_READ("##x\ntitle\na,b\n", OPTIONS(.comments = "##", .header_line = 2), "3: [a][b]\n");
	ASSERT_READ("##x\na,b\n", OPTIONS(.delimiter = ','), "1: [##x]\n2: [a][b]\n");
}

Test(csv_dialects, a_comment_may_be_longer_than_any_row)
{
	const size_t n = 3000000;
	char *bytes = malloc(n + 10), *text;

	memset(bytes, '#', n);
	memcpy(bytes + n, "\na,b\nc,d\n", 9);
	text = read_as(bytes, n + 9, "utf-8", OPTIONS(.comments = "##"));
	cr_assert_str_eq(text, "2: [a][b]\n3: [c][d]\n");
	free(text);
	free(bytes);
}

Test(csv_dialects, they_are_counted)
{
	static const char bytes[] = "##x\ntitle\nsub\na,b\n##y\nc,d\n";
	char *path = csv_file_write(bytes, sizeof(bytes) - 1);
	const int fd = open(path, O_RDONLY);
	struct transcoder *d = transcoder_new(fd, encoding_find("utf-8"), 0, NULL);
	struct csv *c = csv_new(d, path, OPTIONS(.comments = "##", .header_line = 3));
	const struct csv_field *fields;
	size_t n;

	while (csv_next(c, &fields, &n, NULL) == 1)
		;
	cr_assert_eq(csv_passed_over(c), 2);
	cr_assert_eq(csv_comments(c), 2);
	csv_close(c);
	transcoder_free(d);
	close(fd);
	csv_file_unlink(path);
}

/* --- other encodings --- */

Test(csv_dialects, what_a_decoder_reads)
{
	ASSERT_DECODED("a;b\nF\xe8s;\x80\n", "windows-1252", "1: [a][b]\n2: [Fès][€]\n");
	ASSERT_DECODED("a;b\nH\x99pital;\x8e\r\n", "Mac Roman", "1: [a][b]\n2: [Hôpital][é]\n");
	ASSERT_DECODED("a\n\xc7\xe1\xe3\xcf\xd1\xd3\xc9\n", "CP1256", "1: [a]\n2: [المدرسة]\n");
	ASSERT_DECODED("a\n\xc7\xe4\xe5\xcf\xd1\xd3\xc9\n", "ISO_8859-6", "1: [a]\n2: [المدرسة]\n");
}

Test(csv_dialects, utf16)
{
	ASSERT_DECODED("a\0\t\0b\0\r\0\n\0\x2d\x06\t\0c\0", "utf-16le", "1: [a][b]\n2: [ح][c]\n");
	ASSERT_DECODED("\0a\0\t\0b\0\n\x06\x2d\0\t\0c\0\n", "utf-16be", "1: [a][b]\n2: [ح][c]\n");
	/* Beyond the first plane; half a pair; half a unit; a NUL */
	ASSERT_DECODED("a\0\n\0\x3d\xd8\x00\xde\n\0", "utf-16le", "1: [a]\n2: [\xf0\x9f\x98\x80]\n");
	ASSERT_DECODED("a\0\n\0b\0\x3d\xd8\n\0", "utf-16le",
		       "1: [a]\n! 2:1 byte 0x3D at offset 6 is not text in utf-16le: name the encoding that the file is in "
		       "with --encoding, or save it again as 'CSV UTF-8'\n");
	ASSERT_DECODED("a\0\n\0b", "utf-16le",
		       "1: [a]\n! 2:1 byte 0x62 at offset 4 is not text in utf-16le: name the encoding that the file is in "
		       "with --encoding, or save it again as 'CSV UTF-8'\n");
	ASSERT_DECODED("a\0\n\0b\0\0\0\n\0", "utf-16le",
		       "1: [a]\n! 2:1 byte 0x00 at offset 6 is not text in utf-16le: name the encoding that the file is in "
		       "with --encoding, or save it again as 'CSV UTF-8'\n");
}

Test(csv_dialects, a_byte_that_is_nothing_is_a_fault_never_replaced)
{
	/* 0x81 is nothing in windows-1252, 0xF4 nothing in ISO 8859-6. */
	ASSERT_DECODED("a,b\nc,x\x81\n", "windows-1252",
		       "1: [a][b]\n! 2:2 byte 0x81 at offset 7 is not text in windows-1252: name the encoding that the file "
		       "is in with --encoding, or save it again as 'CSV UTF-8'\n");
	ASSERT_DECODED("a,b\nc,\xf4\n", "iso-8859-6",
		       "1: [a][b]\n! 2:2 byte 0xF4 at offset 6 is not text in iso-8859-6: name the encoding that the file is "
		       "in with --encoding, or save it again as 'CSV UTF-8'\n");
	ASSERT_DECODED("a,b\nc,\0\n", "windows-1252",
		       "1: [a][b]\n! 2:2 there is a NUL byte at offset 6: this is not text in windows-1252, or no text at "
		       "all\n");
}

/* Characters of every size around the end of what is decoded at once (16384 bytes). */
Test(csv_dialects, the_size_of_what_is_decoded_does_not_show)
{
	enum { CHUNK = 16384, UNITS = CHUNK / 2 + 4 };
	char bytes[2 * UNITS], *text;

	for (size_t before = CHUNK / 2 - 3; before <= CHUNK / 2; before++) {
		for (size_t i = 0; i < before; i++)
			memcpy(bytes + 2 * i, "x", 2);
		memcpy(bytes + 2 * before, "\x3d\xd8\x00\xde", 4);
		text = read_as(bytes, 2 * before + 4, "utf-16le", OPTIONS(.delimiter = ','));
		cr_assert_eq(strlen(text), 4 + before + 4 + 2, "%zu units before", before);
		cr_assert_str_eq(text + 4 + before, "\xf0\x9f\x98\x80]\n");
		free(text);
	}
}

/* A fault far into a file, past what is read at once: the offset is that of the file, not of the decoded text. */
Test(csv_dialects, a_fault_behind_much_text)
{
	static const char end[] = "! 20001:2 byte 0x81 at offset 120003 ";
	char *bytes = malloc(180000), *text, *at;

	for (size_t i = 0; i < 30000; i++)
		memcpy(bytes + 6 * i, "a,\xe9\xe9\xe9\n", 6);
	bytes[120003] = '\x81';
	text = read_as(bytes, 180000, "windows-1252", OPTIONS(.delimiter = ','));
	at = strchr(text, '!');
	cr_assert_not_null(at);
	cr_assert_eq(strncmp(at, end, sizeof(end) - 1), 0, "%s", at);
	free(text);
	free(bytes);
}

Test(csv_dialects, encodings_by_the_names_people_use)
{
	static const char *const names[][2] = {
		{ "UTF-8", "utf-8" },	      { "utf8", "utf-8" },	   { "Windows-1256", "windows-1256" },
		{ "CP1256", "windows-1256" }, { "1252", "windows-1252" }, { "ISO_8859-6", "iso-8859-6" },
		{ "latin-1", "iso-8859-1" },  { "MACINTOSH", "macroman" }, { "Mac Roman", "macroman" },
		{ "UTF-16LE", "utf-16le" },   { "utf-16", "utf-16le" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct encoding *e = encoding_find(names[i][0]);

		cr_assert_not_null(e, "%s", names[i][0]);
		cr_assert_str_eq(e->name, names[i][1]);
	}
	cr_assert_null(encoding_find("klingon"));
	cr_assert_null(encoding_find(""));
	for (const char *const *name = encoding_names(); *name != NULL; name++)
		cr_assert_str_eq(encoding_find(*name)->name, *name);
}

/* Workbooks as spreadsheets and other programs write them. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "workbook.h"

TestSuite(xlsx, .init = book_open, .fini = book_close);

#define ROWS(rows) "<sheetData>" rows "</sheetData>"
#define INLINE(ref, text) "<c r=\"" ref "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define NUMBER(ref, text) "<c r=\"" ref "\"><v>" text "</v></c>"
#define STYLED(ref, style, text) "<c r=\"" ref "\" s=\"" style "\"><v>" text "</v></c>"

static void reads(const struct book_parts *parts, const char *expected)
{
	book_write("a.xlsx", parts);
	cr_expect_str_eq(book_read("a.xlsx", NULL, NULL, 0), expected, "%s %s", book_err.message,
			 book_read("a.xlsx", NULL, NULL, 0));
}

Test(xlsx, texts_shared_rich_and_inline)
{
	const struct book_parts parts = {
		.strings = "<si><t>site</t></si><si><r><rPr><b/></rPr><t>Vi</t></r><r><t xml:space=\"preserve\">sites </t></r></si>"
			   "<si><t>\xe6\x9d\xb1</t><rPh sb=\"0\" eb=\"1\"><t>higashi</t></rPh><phoneticPr fontId=\"1\"/></si>"
			   "<si/><si><t>a &lt;b&gt; &amp; &#x628;_x000D_\nc _x005F_x0041_ _x00_</t></si>",
		.sheets = { ROWS("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>" INLINE("C1", "x") "</row>"
				 "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\" t=\"s\"><v>3</v></c>"
				 "<c r=\"C2\" t=\"s\"><v>4</v></c></row>"
				 "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>no</t></rPh></is></c>"
				 "<c r=\"B3\" t=\"str\"><f>A1&amp;\"!\"</f><v>site!</v></c></row>") },
	};

	reads(&parts, "1: site|Visites |x\n2: \xe6\x9d\xb1||a <b> & \xd8\xa8\r\nc _x0041_ _x00_\n3: inline|site!|\n");
}

Test(xlsx, values_of_every_type)
{
	const struct book_parts parts = {
		.sheets = { ROWS("<row r=\"1\">" INLINE("A1", "a") INLINE("B1", "b") INLINE("C1", "c") INLINE("D1", "d") "</row>"
				 "<row r=\"2\"><c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\" t=\"b\"><v>0</v></c>"
				 "<c r=\"C2\" t=\"e\"><v>#N/A</v></c><c r=\"D2\" t=\"d\"><v>2024-03-09T00:00:00</v></c></row>"
				 "<row r=\"3\"><c r=\"A3\" t=\"n\"><v>1.5</v></c><c r=\"B3\"><f>1+1</f><v>2</v></c>"
				 "<c r=\"C3\"><f>TODAY()</f></c><c r=\"D3\" t=\"d\"><v>2024-03-09T14:30:00Z</v></c></row>"
				 "<row r=\"4\"><c r=\"A4\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"B4\"><f>NOW()</f><v/></c></row>") },
	};

	reads(&parts, "1: a|b|c|d\n2: true|false|#N/A!|2024-03-09\n3: 1.5|2|!|2024-03-09T14:30:00\n4: |!||\n");
}

Test(xlsx, numbers_by_their_style)
{
	const struct book_parts parts = {
		.formats = "<numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/><numFmt numFmtId=\"165\" formatCode=\"&quot;BG-&quot;0000\"/>",
		.cells = "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"9\"/>",
		.sheets = { ROWS("<row r=\"1\">" NUMBER("A1", "2024") STYLED("B1", "1", "45360") STYLED("C1", "2", "45360")
				 STYLED("D1", "3", "17") STYLED("E1", "4", "0.5") STYLED("F1", "0", "45360")
				 STYLED("G1", "99", "45360") "</row>") },
	};

	reads(&parts, "1: 2024|2024-03-09|2024-03-09|BG-0017|50%|45360|45360\n");
}

Test(xlsx, the_system_of_1904)
{
	const struct book_parts parts = {
		.properties = "date1904=\"1\"",
		.cells = "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>",
		.sheets = { ROWS("<row r=\"1\">" STYLED("A1", "1", "43898") "</row>") },
	};

	reads(&parts, "1: 2024-03-09\n");
}

Test(xlsx, rows_have_the_numbers_of_the_spreadsheet)
{
	const struct book_parts parts = {
		.sheets = { ROWS("<row r=\"2\"/><row r=\"3\">" INLINE("B3", "b") INLINE("D3", "d") "</row>"
				 "<row r=\"4\"><c r=\"A4\" s=\"1\"/></row><row r=\"10\">" NUMBER("B10", "1") "</row>"
				 "<row r=\"11\">" NUMBER("F11", "2") "</row><row r=\"12\"><c r=\"A12\" s=\"3\"/><c r=\"XFD12\"/></row>") },
	};

	reads(&parts, "3: |b||d\n10: |1||\n11: |||||2\n");
}

Test(xlsx, references_may_be_left_out)
{
	const struct book_parts parts = {
		.sheets = { ROWS("<row><c t=\"inlineStr\"><is><t>a</t></is></c><c t=\"inlineStr\"><is><t>b</t></is></c></row>"
				 "<row><c><v>1</v></c><c r=\"C2\"><v>3</v></c></row>") },
	};

	reads(&parts, "1: a|b\n2: 1||3\n");
}

Test(xlsx, the_strict_form_and_extensions)
{
	const struct book_parts parts = {
		.strict = true,
		.strings = "<si><t>kept</t></si>",
		.sheets = { "<x:ext xmlns:x=\"urn:other\"><row r=\"1\"/><sheetData/></x:ext>"
			    ROWS("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v><y:v xmlns:y=\"urn:o\">9</y:v></c></row>") },
	};

	reads(&parts, "1: kept\n");
}

Test(xlsx, rows_above_the_header_are_passed_over)
{
	const struct book_parts parts = {
		.sheets = { ROWS("<row r=\"1\">" INLINE("A1", "Report") "</row><row r=\"3\">" INLINE("A3", "a") "</row>"
				 "<row r=\"4\">" NUMBER("A4", "1") "</row>") "<mergeCells><mergeCell ref=\"A1:D1\"/></mergeCells>" },
	};

	book_write("a.xlsx", &parts);
	cr_expect_str_eq(book_read("a.xlsx", NULL, NULL, 3), "3: a\n4: 1\nCSV-I05 1 0\n");
	cr_expect_str_eq(book_read("a.xlsx", NULL, NULL, 0), "1: Report\n3: a\n4: 1\n", "merged titles do not matter");
}

Test(xlsx, what_is_merged_or_hidden_or_damaged_is_told)
{
	const struct book_parts parts = {
		.sheets = { "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>"
			    ROWS("<row r=\"1\">" INLINE("A1", "a") INLINE("B1", "b") "</row>"
				 "<row r=\"2\" hidden=\"1\">" NUMBER("A2", "1") "</row>"
				 "<row r=\"3\" hidden=\"true\">" NUMBER("B3", "1234567890123456") "</row>"
				 "<row r=\"4\" hidden=\"1\"/>")
			    "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B9\"/></mergeCells>" },
	};

	reads(&parts, "1: a|b\n2: 1|\n3: |1234567890123456\nXLS-W01 2 0\nXLS-W02 3 2\nXLS-I03 0 0\n");
}

/* --- sheets --- */

static const char one_row[] = ROWS("<row r=\"1\">" INLINE("A1", "one") "</row>");
static const char two_row[] = ROWS("<row r=\"1\">" INLINE("A1", "two") "</row>");

Test(xlsx, the_only_sheet_with_anything_in_it)
{
	const struct book_parts parts = {
		.sheets = { ROWS("<row r=\"1\"><c r=\"A1\" s=\"0\"/></row>"), two_row, one_row },
		.states = { NULL, NULL, "veryHidden" },
	};

	reads(&parts, "1: two\n");
}

Test(xlsx, of_several_sheets_one_must_be_chosen)
{
	const struct book_parts parts = {
		.sheets = { one_row, two_row },
		.names = { "Mars", "\xc3\x89t\xc3\xa9 2024" },
	};

	book_write("a.xlsx", &parts);
	assert_refused("a.xlsx", ERR_USAGE, "'Mars' (1), '\xc3\x89t\xc3\xa9 2024' (2)");
	cr_expect_str_eq(book_read("a.xlsx", "2", NULL, 0), "1: two\n");
	cr_expect_str_eq(book_read("a.xlsx", "ete 2024", NULL, 0), "1: two\n", "accents and capitals do not matter");
	cr_expect_str_eq(book_read("a.xlsx", "MARS", NULL, 0), "1: one\n");
	cr_expect_str_eq(book_read("a.xlsx", NULL, "mars", 0), "1: one\n", "one is called as what is imported");
	cr_expect_str_eq(book_read("a.xlsx", "3", NULL, 0), "error 64");
	cr_expect_not_null(strstr(book_err.message, "has no sheet '3'"), "%s", book_err.message);
}

Test(xlsx, a_hidden_sheet_is_read_when_it_is_named)
{
	const struct book_parts parts = {
		.sheets = { one_row, two_row },
		.states = { NULL, "hidden" },
	};

	reads(&parts, "1: one\n");
	cr_expect_str_eq(book_read("a.xlsx", "Data2", NULL, 0), "1: two\nXLS-I03 0 0\n");
}

Test(xlsx, a_sheet_may_be_empty)
{
	const struct book_parts parts = { .sheets = { ROWS("") } };

	reads(&parts, "");
}

/* --- many texts: more than fits in the memory that is kept --- */

Test(xlsx, many_shared_texts)
{
	struct str strings, rows;
	struct book_parts parts = { 0 };
	const char *text;
	char line[64];
	int i;

	str_init(&strings, STR_MAX_DEFAULT);
	str_init(&rows, STR_MAX_DEFAULT);
	str_add(&rows, "<sheetData>");
	for (i = 0; i < 60000; i++) {
		str_addf(&strings, "<si><t>text number %d is long enough to fill blocks</t></si>", i);
		str_addf(&rows, "<row><c t=\"s\"><v>%d</v></c><c t=\"s\"><v>%d</v></c></row>", i, 59999 - i);
	}
	str_add(&rows, "</sheetData>");
	parts.sheets[0] = rows.s;
	parts.strings = strings.s;
	book_write("a.xlsx", &parts);
	str_release(&strings);
	str_release(&rows);
	text = book_read("a.xlsx", NULL, NULL, 0); /* the kit keeps the first megabyte */
	for (i = 0; i < 5000; i += 611) {
		snprintf(line, sizeof(line), "\n%d: text number %d is long", i + 2, i + 1);
		cr_expect_not_null(strstr(text, line), "%s", line);
		snprintf(line, sizeof(line), "blocks|text number %d is", 59998 - i);
		cr_expect_not_null(strstr(text, line), "%s", line);
	}
}

/* Files that Excel wrote, where they are at hand. */
Test(xlsx, real_files)
{
	const char *folder = getenv("SIJIL_XLSX_SAMPLES");
	char path[512];
	struct source_request request = { .path = path, .sheet = "survey" };
	const struct csv_field *cells;
	struct sijil_err err;
	struct source *s;
	size_t n;

	snprintf(path, sizeof(path), "%s/xl_date_ambiguous.xlsx", folder != NULL ? folder : ".");
	if (folder == NULL || access(path, R_OK) != 0)
		cr_skip_test("SIJIL_XLSX_SAMPLES names no folder with pyxform's files");
	s = source_open(&request, &err);
	cr_assert_not_null(s, "%s", err.message);
	cr_assert_eq(source_next(s, &cells, &n, &err), 1);
	cr_expect_str_eq(cells[0].s, "type");
	source_close(s);
}

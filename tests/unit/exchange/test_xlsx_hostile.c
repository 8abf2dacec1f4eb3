/* Files that are damaged, made to harm, or no workbooks. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "workbook.h"

TestSuite(xlsx_hostile, .init = book_open, .fini = book_close);

#define ROWS(rows) "<sheetData>" rows "</sheetData>"
#define CELL(attrs, inner) ROWS("<row r=\"1\"><c " attrs ">" inner "</c></row>")

static void refused(const struct book_parts *parts, int status, const char *text)
{
	book_write("a.xlsx", parts);
	assert_refused("a.xlsx", status, text);
}

static void sheet_refused(const char *sheet, const char *text)
{
	const struct book_parts parts = { .sheets = { sheet }, .strings = "<si><t>x</t></si>" };

	refused(&parts, ERR_DATA, text);
}

Test(xlsx_hostile, a_document_type_is_refused)
{
	const struct book_parts parts = {
		.head = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"/etc/passwd\">]>",
		.sheets = { CELL("r=\"A1\" t=\"str\"", "<v>&b;</v>") },
	};

	refused(&parts, ERR_DATA, "DOCTYPE");
}

Test(xlsx_hostile, damaged_cells)
{
	sheet_refused(CELL("r=\"A1\" t=\"s\"", "<v>1</v>"), "names the text '1'");
	sheet_refused(CELL("r=\"A1\" t=\"s\"", "<v>-1</v>"), "names the text '-1'");
	sheet_refused(CELL("r=\"A1\" t=\"s\"", "<v>99999999999999999999</v>"), "names the text");
	sheet_refused(CELL("r=\"A1\"", "<v>abc</v>"), "'abc' in row 1 is no number");
	sheet_refused(CELL("r=\"A1\" t=\"zz\"", "<v>1</v>"), "unknown type 'zz'");
	sheet_refused(CELL("r=\"A2\"", "<v>1</v>"), "is no cell of row 1");
	sheet_refused(CELL("r=\"XFE1\"", "<v>1</v>"), "is no cell of row 1");
	sheet_refused(CELL("r=\"11\"", "<v>1</v>"), "is no cell of row 1");
	sheet_refused(CELL("r=\"FXSHRXX1\"", "<v>1</v>"), "is no cell of row 1");
	sheet_refused(CELL("r=\"AAAA1\"", "<v>1</v>"), "is no cell");
	sheet_refused(ROWS("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>"), "out of order");
	sheet_refused(ROWS("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>"), "out of order");
	sheet_refused(ROWS("<row r=\"5\"/><row r=\"5\"/>"), "row 5 comes after row 5");
	sheet_refused(ROWS("<row r=\"1048577\"/>"), "is no number of a row");
	sheet_refused(ROWS("<row r=\"0\"/>"), "is no number of a row");
	sheet_refused(ROWS("<row r=\"-1\"/>"), "is no number of a row");
}

Test(xlsx_hostile, xml_that_is_none)
{
	sheet_refused("<sheetData><row>", "mismatched tag");
	sheet_refused(ROWS("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xff</v></c></row>"), "sheet1.xml:1:");
	sheet_refused(ROWS("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\x01</v></c></row>"), "not well-formed");
}

/* A cell outside of a row, texts outside of cells: read without harm. */
Test(xlsx_hostile, elements_where_they_do_not_belong)
{
	const struct book_parts parts = {
		.sheets = { "<c r=\"A1\"><v>1</v></c>" ROWS("<v>7</v><rPh><t>x</t></rPh><row r=\"1\"><v>9</v><c r=\"A1\"><v>1</v></c></row>") "<row r=\"9\"/>" },
	};

	book_write("a.xlsx", &parts);
	cr_expect_str_eq(book_read("a.xlsx", NULL, NULL, 0), "1: 1\n");
}

Test(xlsx_hostile, deep_and_long)
{
	struct str sheet;
	int i;

	str_init(&sheet, 8 << 20);
	for (i = 0; i < 200; i++)
		str_add(&sheet, "<sheetViews>");
	sheet_refused(sheet.s, "nested more than");
	str_clear(&sheet);
	str_add(&sheet, "<sheetData a=\"");
	for (i = 0; i < 100000; i++)
		str_addf(&sheet, "%d,%d;", i * 79, i * 1047);
	str_add(&sheet, "\"/>");
	sheet_refused(sheet.s, "tag of more than");
	str_clear(&sheet);
	str_add(&sheet, "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>");
	for (i = 0; i < 100000; i++)
		str_addf(&sheet, "%d,%d;", i * 79, i * 1047);
	str_add(&sheet, "</v></c></row></sheetData>");
	sheet_refused(sheet.s, "holds more than 1048576 bytes");
	str_release(&sheet);
}

Test(xlsx_hostile, a_bomb)
{
	static char blanks[1 << 20];
	struct str sheet;
	int i;

	memset(blanks, ' ', sizeof(blanks));
	str_init(&sheet, 128 << 20);
	str_add(&sheet, "<sheetData>");
	for (i = 0; i < 100; i++)
		str_addn(&sheet, blanks, sizeof(blanks));
	str_add(&sheet, "</sheetData>");
	sheet_refused(sheet.s, "zip bomb");
	str_release(&sheet);
}

Test(xlsx_hostile, parts_that_are_not_there)
{
	static const struct {
		const char *part, *text;
	} cases[] = {
		{ "_rels/.rels", "not an Excel workbook" },
		{ "xl/workbook.xml", "no part 'xl/workbook.xml'" },
		{ "xl/_rels/workbook.xml.rels", "no part 'xl/_rels/workbook.xml.rels'" },
		{ "xl/worksheets/sheet1.xml", "no part 'xl/worksheets/sheet1.xml'" },
		{ "xl/sharedStrings.xml", "no part 'xl/sharedStrings.xml'" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct book_parts parts = {
			.sheets = { CELL("r=\"A1\"", "<v>1</v>") },
			.strings = "",
			.left_out = cases[i].part,
		};

		refused(&parts, ERR_DATA, cases[i].text);
	}
}

Test(xlsx_hostile, wrong_relationships)
{
	static const char none[] = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";
	struct book_parts parts = {
		.sheets = { CELL("r=\"A1\"", "<v>1</v>") },
		.extra = "xl/_rels/workbook.xml.rels",
		.extra_text = none,
	};

	refused(&parts, ERR_DATA, "the sheet 'Data' has no part");
	parts.extra = "_rels/.rels";
	refused(&parts, ERR_DATA, "not an Excel workbook");
	parts.extra_text = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
			   "<Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"../../../../etc/passwd\"/></Relationships>";
	refused(&parts, ERR_DATA, "no part 'etc/_rels/passwd.rels'");
	parts.extra_text = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
			   "<Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>";
	refused(&parts, ERR_DATA, ".xlsb");
}

static void zip_with(const char *part)
{
	zip_t *zip = zip_open(book_path("other.zip"), ZIP_CREATE | ZIP_TRUNCATE, NULL);

	cr_assert_geq(zip_file_add(zip, part, zip_source_buffer(zip, "x", 1, 0), 0), 0);
	cr_assert_eq(zip_close(zip), 0);
}

Test(xlsx_hostile, other_files)
{
	static const unsigned char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", empty[] = "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

	zip_with("content.xml");
	assert_refused("other.zip", ERR_DATA, "OpenDocument");
	zip_with("word/document.xml");
	assert_refused("other.zip", ERR_DATA, "Word document");
	zip_with("photo.jpg");
	assert_refused("other.zip", ERR_DATA, "zip archive");
	book_bytes("old.xls", ole, sizeof(ole));
	assert_refused("old.xls", ERR_DATA, "save it as .xlsx without a password");
	book_bytes("empty.zip", empty, 22);
	assert_refused("empty.zip", ERR_DATA, "zip archive");
}

/* Every length that a cut can leave, and every byte changed: an error or rows, never a crash or a hang. */
Test(xlsx_hostile, cut_off_and_flipped)
{
	const struct book_parts parts = {
		.sheets = { CELL("r=\"A1\" t=\"s\"", "<v>0</v>") },
		.strings = "<si><t>text</t></si>",
		.cells = "<xf numFmtId=\"0\"/>",
	};
	unsigned char whole[8192];
	size_t n, i;
	FILE *f;

	book_write("a.xlsx", &parts);
	f = fopen(book_path("a.xlsx"), "rb");
	n = fread(whole, 1, sizeof(whole), f);
	fclose(f);
	cr_assert(n > 1000 && n < sizeof(whole));
	for (i = 4; i < n; i += 7) {
		book_bytes("cut.xlsx", whole, i);
		assert_refused("cut.xlsx", ERR_DATA, "damaged or was cut off");
	}
	for (i = 4; i < n; i += 3) {
		whole[i] ^= 0x41;
		book_bytes("flip.xlsx", whole, n);
		book_read("flip.xlsx", NULL, NULL, 0);
		whole[i] ^= 0x41;
	}
}

/*
 * Workbooks.  Changing the bytes of a zip finds little but wrong checksums: the first byte says which part of an otherwise
 * plain workbook the rest is, and only as the last choice that it is the whole file.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "exchange/source.h"
#include "fuzz.h"

#define OURS "http://schemas.openxmlformats.org/"
#define SHEETS OURS "spreadsheetml/2006/main"
#define OFFICE OURS "officeDocument/2006/relationships"
#define RELATIONS "<Relationships xmlns=\"" OURS "package/2006/relationships\">"

enum { COLUMNS_MAX = 16384, SHEET = 0, STRINGS, STYLES, PART_N = 7, WHOLE = 7 };

static const struct part {
	const char *name, *text;
} plain[PART_N] = {
	[SHEET] = { "xl/worksheets/sheet1.xml",
		    "<worksheet xmlns=\"" SHEETS "\"><sheetData>"
		    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>b</t></is></c></row>"
		    "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>45000.5</v></c></row>"
		    "<row r=\"4\"><c r=\"A4\" s=\"2\"><v>7</v></c><c r=\"B4\" t=\"b\"><v>1</v></c></row>"
		    "</sheetData></worksheet>" },
	[STRINGS] = { "xl/sharedStrings.xml",
		      "<sst xmlns=\"" SHEETS "\"><si><t>a</t></si><si><r><t>x</t></r><r><t xml:space=\"preserve\"> y</t></r></si></sst>" },
	[STYLES] = { "xl/styles.xml", "<styleSheet xmlns=\"" SHEETS "\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"000\"/></numFmts>"
				      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>" },
	[3] = { "xl/workbook.xml", "<workbook xmlns=\"" SHEETS "\" xmlns:r=\"" OFFICE "\"><sheets>"
				   "<sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>" },
	[4] = { "xl/_rels/workbook.xml.rels",
		RELATIONS "<Relationship Id=\"rId1\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
			  "<Relationship Id=\"rId2\" Type=\"" OFFICE "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
			  "<Relationship Id=\"rId3\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/></Relationships>" },
	[5] = { "_rels/.rels", RELATIONS "<Relationship Id=\"rId1\" Type=\"" OFFICE "/officeDocument\""
					 " Target=\"xl/workbook.xml\"/></Relationships>" },
	[6] = { "[Content_Types].xml", "<Types xmlns=\"" OURS "package/2006/content-types\"/>" },
};

static void add_part(zip_t *zip, const char *name, const void *bytes, size_t n)
{
	zip_source_t *source = zip_source_buffer(zip, bytes, n, 0);
	zip_int64_t at;

	REQUIRE(source != NULL);
	at = zip_file_add(zip, name, source, 0);
	REQUIRE(at >= 0 && zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) == 0);
}

/* The workbook with `bytes` for one of its parts, as a file's bytes; to be freed. */
static uint8_t *pack(unsigned part, const uint8_t *bytes, size_t n, size_t *size)
{
	zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(memory, ZIP_TRUNCATE, NULL);
	zip_stat_t st;
	uint8_t *file;
	unsigned i;

	REQUIRE(zip != NULL);
	zip_source_keep(memory);
	for (i = 0; i < PART_N; i++)
		if (i == part)
			add_part(zip, plain[i].name, bytes, n);
		else
			add_part(zip, plain[i].name, plain[i].text, strlen(plain[i].text));
	REQUIRE(zip_close(zip) == 0 && zip_source_stat(memory, &st) == 0 && zip_source_open(memory) == 0);
	file = malloc(st.size);
	REQUIRE(file != NULL && zip_source_read(memory, file, st.size) == (zip_int64_t)st.size);
	zip_source_close(memory);
	zip_source_free(memory);
	*size = st.size;
	return file;
}

static void tell(void *arg, const struct source_note *note)
{
	(void)arg;
	REQUIRE(note->code != NULL && note->message != NULL);
}

static void read_workbook(const char *path)
{
	const struct source_request request = { .path = path };
	struct sijil_err err = { 0 };
	struct source *s = source_open(&request, &err);
	struct str rows, again;

	if (s == NULL) {
		fuzz_require_told(&err);
		return;
	}
	str_init(&rows, STR_MAX_DEFAULT);
	str_init(&again, STR_MAX_DEFAULT);
	if (fuzz_read_rows(s, COLUMNS_MAX, &rows, &err) == 0 && source_rewind(s, &err) == 0) {
		REQUIRE(fuzz_read_rows(s, COLUMNS_MAX, &again, &err) == 0);
		REQUIRE(rows.len == again.len && memcmp(rows.s, again.s, rows.len) == 0);
		source_notes(s, tell, NULL);
	}
	str_release(&rows);
	str_release(&again);
	source_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char path[FUZZ_PATH];
	uint8_t *file = NULL;
	size_t size = n > 0 ? n - 1 : 0;
	unsigned part = n > 0 ? data[0] % (WHOLE + 1u) : WHOLE;
	int fd;

	if (n == 0)
		return 0;
	if (part != WHOLE)
		file = pack(part, data + 1, n - 1, &size);
	fd = fuzz_file(file != NULL ? file : data + 1, size, path);
	free(file);
	read_workbook(path);
	close(fd);
	return 0;
}

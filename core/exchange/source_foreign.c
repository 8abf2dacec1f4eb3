#include "config.h"

#include <string.h>
#include <strings.h>

#include "exchange/source_driver.h"

/* Files that people take for tables, by what stands where; what looks like a workbook is told by source_xlsx.c. */
struct signature {
	size_t at, n;
	const char *bytes;
	const char *what, *remedy;
};

#define BYTES(s) .n = sizeof(s) - 1, .bytes = s
#define SAVE "open it in a spreadsheet and save the sheet as .xlsx, or as 'CSV UTF-8'"
#define ASK "ask for the figures as a spreadsheet (.xlsx) or as CSV"
#define UNPACK "unpack it, and import the file inside"

static const struct signature signatures[] = {
	{ BYTES("\x09\x08\x10\x00\x00\x06"), .what = "an old Excel workbook (.xls)", .remedy = SAVE },
	{ BYTES("%PDF-"), .what = "a PDF", .remedy = ASK },
	{ BYTES("\x89PNG\r\n"), .what = "a picture (PNG)", .remedy = ASK },
	{ BYTES("\xff\xd8\xff"), .what = "a picture (JPEG)", .remedy = ASK },
	{ BYTES("GIF8"), .what = "a picture (GIF)", .remedy = ASK },
	{ BYTES("{\\rtf"), .what = "a text document (RTF)", .remedy = ASK },
	{ BYTES("\x1f\x8b"), .what = "a compressed file (gzip)", .remedy = UNPACK },
	{ BYTES("7z\xbc\xaf\x27\x1c"), .what = "an archive (7z)", .remedy = UNPACK },
	{ BYTES("Rar!\x1a"), .what = "an archive (RAR)", .remedy = UNPACK },
	{ BYTES("SQLite format 3"), .what = "a database (SQLite)", .remedy = "export the table as CSV" },
	{ .at = 4, BYTES("Standard Jet DB"), .what = "a database (Access)", .remedy = "export the table as CSV" },
	{ .at = 4, BYTES("Standard ACE DB"), .what = "a database (Access)", .remedy = "export the table as CSV" },
	{ BYTES("$FL2"), .what = "an SPSS file (.sav)", .remedy = "export it as CSV" },
	{ BYTES("PAR1"), .what = "a Parquet file", .remedy = "export it as CSV" },
};

/* How a text begins that is no table, capitals and blanks before it aside. */
static const struct signature beginnings[] = {
	{ BYTES("<!doctype html"), .what = "a web page (HTML), whatever its name says", .remedy = SAVE },
	{ BYTES("<html"), .what = "a web page (HTML), whatever its name says", .remedy = SAVE },
	{ BYTES("<head"), .what = "a web page (HTML), whatever its name says", .remedy = SAVE },
	{ BYTES("<meta"), .what = "a web page (HTML), whatever its name says", .remedy = SAVE },
	{ BYTES("<table"), .what = "a web page (HTML), whatever its name says", .remedy = SAVE },
	{ BYTES("<?xml"), .what = "an XML file, whatever its name says", .remedy = SAVE },
};

static const char *skip_blanks(const unsigned char *first, size_t *n)
{
	const char *s = (const char *)first, *const end = s + *n;

	if (*n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	while (s < end && (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n'))
		s++;
	*n = (size_t)(end - s);
	return s;
}

static const struct signature *find(const unsigned char *first, size_t n)
{
	const char *s;
	size_t i;

	for (i = 0; i < sizeof(signatures) / sizeof(signatures[0]); i++)
		if (n >= signatures[i].at + signatures[i].n &&
		    memcmp(first + signatures[i].at, signatures[i].bytes, signatures[i].n) == 0)
			return &signatures[i];
	s = skip_blanks(first, &n);
	for (i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++)
		if (n >= beginnings[i].n && strncasecmp(s, beginnings[i].bytes, beginnings[i].n) == 0)
			return &beginnings[i];
	return NULL;
}

static bool recognise(const unsigned char *first, size_t n)
{
	return find(first, n) != NULL;
}

static void *refuse(const struct source_file *file, const struct source_request *request, struct sijil_err *err)
{
	const struct signature *s = find(file->first, file->first_n);

	(void)request;
	err_at(err, ERR_DATA, file->shown, 0, 0, "this is %s, not a table of rows: %s", s->what, s->remedy);
	return NULL;
}

/* It is never open: nothing else of it is called. */
const struct source_driver source_foreign = { .recognise = recognise, .open = refuse };

#include "config.h"

#include "workbook.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "base/mem.h"

#define OURS "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"
#define PACKAGED OURS "package/2006/"

struct sijil_err book_err;
static char folder[64];
static struct str read_text;

void book_open(void)
{
	snprintf(folder, sizeof(folder), "%s", "/tmp/sijil-book-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	str_init(&read_text, 1 << 20);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

void book_close(void)
{
	str_release(&read_text);
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *book_path(const char *name)
{
	static char path[128];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

void book_bytes(const char *name, const void *bytes, size_t n)
{
	FILE *f = fopen(book_path(name), "wb");

	cr_assert_not_null(f);
	cr_assert(fwrite(bytes, 1, n, f) == n && fclose(f) == 0);
}

/* --- parts --- */

struct making {
	const struct book_parts *p;
	zip_t *zip;
	struct arena arena;
};

static void add(struct making *m, const char *name, const char *text)
{
	zip_source_t *source;

	if (m->p->left_out != NULL && strcmp(m->p->left_out, name) == 0)
		return;
	if (m->p->extra != NULL && strcmp(m->p->extra, name) == 0)
		text = m->p->extra_text;
	source = zip_source_buffer(m->zip, text, strlen(text), 0);
	cr_assert_not_null(source);
	cr_assert_geq(zip_file_add(m->zip, name, source, ZIP_FL_OVERWRITE), 0);
}

static const char *spreadsheet(const struct making *m)
{
	return m->p->strict ? STRICT "spreadsheetml/main" : OURS "spreadsheetml/2006/main";
}

static const char *office(const struct making *m)
{
	return m->p->strict ? STRICT "officeDocument/relationships" : OURS "officeDocument/2006/relationships";
}

static const char *name_of(struct making *m, int i)
{
	return m->p->names[i] != NULL ? m->p->names[i] : i == 0 ? "Data" : arena_printf(&m->arena, "Data%d", i + 1);
}

static void add_sheets(struct making *m)
{
	int i;

	for (i = 0; i < BOOK_SHEETS && m->p->sheets[i] != NULL; i++)
		add(m, arena_printf(&m->arena, "xl/worksheets/sheet%d.xml", i + 1),
		    arena_printf(&m->arena, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%s<worksheet xmlns=\"%s\">%s</worksheet>",
				 i == 0 && m->p->head != NULL ? m->p->head : "", spreadsheet(m), m->p->sheets[i]));
}

static void add_workbook(struct making *m)
{
	const char *sheets = "", *relations = "";
	int i;

	for (i = 0; i < BOOK_SHEETS && m->p->sheets[i] != NULL; i++) {
		sheets = arena_printf(&m->arena, "%s<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%d\"%s%s%s/>", sheets,
				      name_of(m, i), i + 1, i + 1, m->p->states[i] != NULL ? " state=\"" : "",
				      m->p->states[i] != NULL ? m->p->states[i] : "", m->p->states[i] != NULL ? "\"" : "");
		relations = arena_printf(&m->arena,
					 "%s<Relationship Id=\"rId%d\" Type=\"%s/worksheet\" Target=\"worksheets/sheet%d.xml\"/>",
					 relations, i + 1, office(m), i + 1);
	}
	add(m, "xl/workbook.xml",
	    arena_printf(&m->arena, "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><workbookPr %s/><sheets>%s</sheets></workbook>",
			 spreadsheet(m), office(m), m->p->properties != NULL ? m->p->properties : "", sheets));
	add(m, "xl/_rels/workbook.xml.rels",
	    arena_printf(&m->arena,
			 "<Relationships xmlns=\"" PACKAGED "relationships\">%s"
			 "<Relationship Id=\"s\" Type=\"%s/styles\" Target=\"/xl/styles.xml\"/>%s</Relationships>",
			 relations, office(m),
			 m->p->strings == NULL
				 ? ""
				 : arena_printf(&m->arena,
						"<Relationship Id=\"t\" Type=\"%s/sharedStrings\" Target=\"./sharedStrings.xml\"/>",
						office(m))));
}

static void add_all(struct making *m)
{
	const struct book_parts *p = m->p;

	add(m, "[Content_Types].xml", "<Types xmlns=\"" PACKAGED "content-types\"/>");
	add(m, "_rels/.rels",
	    arena_printf(&m->arena,
			 "<Relationships xmlns=\"" PACKAGED "relationships\">"
			 "<Relationship Id=\"r\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
			 office(m)));
	add_workbook(m);
	add_sheets(m);
	if (p->strings != NULL)
		add(m, "xl/sharedStrings.xml",
		    arena_printf(&m->arena, "<sst xmlns=\"%s\">%s</sst>", spreadsheet(m), p->strings));
	if (p->cells != NULL)
		add(m, "xl/styles.xml",
		    arena_printf(&m->arena,
				 "<styleSheet xmlns=\"%s\"><numFmts>%s</numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"
				 "<cellXfs>%s</cellXfs></styleSheet>",
				 spreadsheet(m), p->formats != NULL ? p->formats : "", p->cells));
	if (p->extra != NULL)
		add(m, p->extra, p->extra_text);
}

void book_write(const char *name, const struct book_parts *parts)
{
	struct making m = { .p = parts };

	m.zip = zip_open(book_path(name), ZIP_CREATE | ZIP_TRUNCATE, NULL);
	cr_assert_not_null(m.zip);
	add_all(&m);
	cr_assert_eq(zip_close(m.zip), 0, "%s", zip_strerror(m.zip));
	arena_release(&m.arena);
}

/* --- reading --- */

static void take_note(void *arg, const struct source_note *note)
{
	(void)arg;
	str_addf(&read_text, "%s %u %u\n", note->code, note->line, note->column);
}

static int read_rows(struct source *s)
{
	const struct csv_field *cells;
	size_t n, i;
	int got;

	while ((got = source_next(s, &cells, &n, &book_err)) == 1) {
		str_addf(&read_text, "%u: ", source_line(s));
		for (i = 0; i < n; i++) {
			cr_assert_eq(strlen(cells[i].s), cells[i].n);
			str_addf(&read_text, "%s%s%s", i > 0 ? "|" : "", cells[i].s, cells[i].fault != NULL ? "!" : "");
		}
		str_addc(&read_text, '\n');
	}
	if (got == 0)
		source_notes(s, take_note, NULL);
	return got;
}

const char *book_read(const char *name, const char *sheet, const char *table, unsigned header_line)
{
	const struct source_request request = {
		.path = book_path(name),
		.sheet = sheet,
		.table = table,
		.header_line = header_line,
	};
	struct source *s;
	int rc = -1;

	book_err = (struct sijil_err){ 0 };
	str_clear(&read_text);
	s = source_open(&request, &book_err);
	if (s != NULL)
		rc = read_rows(s);
	source_close(s);
	if (rc != 0) {
		str_clear(&read_text);
		str_addf(&read_text, "error %d", book_err.status);
	}
	return read_text.s;
}

void assert_refused(const char *name, int status, const char *text)
{
	char expected[32];

	snprintf(expected, sizeof(expected), "error %d", status);
	cr_assert_str_eq(book_read(name, NULL, NULL, 0), expected, "%s: %s", name, book_err.message);
	cr_assert_not_null(strstr(book_err.message, text), "'%s' is not in: %s", text, book_err.message);
}

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "exchange/xlsx_private.h"

enum { STYLES_MAX = 1 << 16, CODE_MAX = 1024 };

/* A format that the workbook declares. */
struct declared {
	unsigned id;
	struct xlsx_format format;
};

struct reading {
	struct xlsx_styles *styles;
	struct declared *declared;
	size_t n, cap;
	bool in_cells; /* inside cellXfs */
	struct xlsx_xml xml;
};

/* A whole number from 0 on; -1: it is none. */
static int64_t number_of(const char *text)
{
	const char *why;
	int64_t n;

	return text != NULL && number_parse_int(text, strlen(text), &n, &why) == 0 && n >= 0 && n <= INT32_MAX ? n : -1;
}

static void take_declared(struct reading *r, const char *const *attrs)
{
	const int64_t id = number_of(xlsx_attr(attrs, "numFmtId"));
	const char *code = xlsx_attr(attrs, "formatCode");

	if (id < 0 || code == NULL || strlen(code) > CODE_MAX || r->n == STYLES_MAX) {
		xlsx_xml_fail(&r->xml, "a number format without number or code, or too many of them");
		return;
	}
	r->declared = mem_grow(r->declared, r->n, &r->cap, sizeof(*r->declared));
	r->declared[r->n++] = (struct declared){ (unsigned)id, xlsx_format_of(code, &r->styles->arena) };
}

static struct xlsx_format find(const struct reading *r, unsigned id)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->declared[i].id == id)
			return r->declared[i].format;
	return xlsx_format_builtin(id);
}

static void take_cell(struct reading *r, const char *const *attrs)
{
	struct xlsx_styles *s = r->styles;
	const int64_t id = number_of(xlsx_attr(attrs, "numFmtId"));

	if (s->n == STYLES_MAX) {
		xlsx_xml_fail(&r->xml, "more than %d styles", STYLES_MAX);
		return;
	}
	s->cells = mem_grow(s->cells, s->n, &s->cap, sizeof(*s->cells));
	s->cells[s->n++] = id > 0 ? find(r, (unsigned)id) : (struct xlsx_format){ .class = XLSX_NUMBER };
}

static void on_start(void *arg, const char *name, const char *const *attrs)
{
	struct reading *r = arg;

	if (strcmp(name, "numFmt") == 0)
		take_declared(r, attrs);
	else if (strcmp(name, "cellXfs") == 0)
		r->in_cells = true;
	else if (r->in_cells && strcmp(name, "xf") == 0)
		take_cell(r, attrs);
}

static void on_end(void *arg, const char *name)
{
	struct reading *r = arg;

	if (strcmp(name, "cellXfs") == 0)
		r->in_cells = false;
}

int xlsx_styles_read(struct xlsx_styles *s, const struct xlsx_book *book, struct sijil_err *err)
{
	struct reading r = { .styles = s };
	int rc;

	*s = (struct xlsx_styles){ 0 };
	if (book->styles == NULL || !xlsx_zip_has(book->zip, book->styles))
		return 0; /* then every number is one */
	if (xlsx_xml_open(&r.xml, book->zip, book->styles, err) != 0)
		return -1;
	r.xml.arg = &r;
	r.xml.start = on_start;
	r.xml.end = on_end;
	rc = xlsx_xml_run(&r.xml, err);
	xlsx_xml_close(&r.xml);
	free(r.declared);
	if (rc != 0)
		xlsx_styles_release(s);
	return rc;
}

void xlsx_styles_release(struct xlsx_styles *s)
{
	free(s->cells);
	arena_release(&s->arena);
	*s = (struct xlsx_styles){ 0 };
}

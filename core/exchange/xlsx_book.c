#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/xlsx_private.h"

enum { TABS_MAX = 1024, RELATIONS_MAX = 10000 };

/* A relationship: a part that another one names by id. */
struct relation {
	const char *id;
	const char *type; /* the last word of its type: "worksheet", "styles" */
	const char *part;
};

struct relations {
	struct arena *arena;
	const char *folder; /* of the part that names them: "xl/" */
	struct relation *items;
	size_t n, cap;
	struct xlsx_xml *xml;
};

/* --- relationships --- */

/* "worksheets/../styles.xml", seen from a folder, as the name of a part. */
static const char *resolve(struct arena *arena, const char *folder, const char *target)
{
	char *name = *target == '/' ? arena_strdup(arena, target + 1) : arena_printf(arena, "%s%s", folder, target);
	char *up;

	while ((up = strstr(name, "/../")) != NULL) {
		char *start = up;

		while (start > name && start[-1] != '/')
			start--;
		memmove(start, up + 4, strlen(up + 4) + 1);
	}
	while ((up = strstr(name, "/./")) != NULL)
		memmove(up, up + 2, strlen(up + 2) + 1);
	return name;
}

static void on_relation(void *arg, const char *name, const char *const *attrs)
{
	struct relations *r = arg;
	const char *id = xlsx_attr(attrs, "Id"), *type = xlsx_attr(attrs, "Type"), *target = xlsx_attr(attrs, "Target");
	const char *mode = xlsx_attr(attrs, "TargetMode"), *word;

	if (strcmp(name, "Relationship") != 0 || (mode != NULL && strcmp(mode, "External") == 0))
		return;
	if (id == NULL || type == NULL || target == NULL) {
		xlsx_xml_fail(r->xml, "a relationship without id, type or target");
		return;
	}
	if (r->n == RELATIONS_MAX) {
		xlsx_xml_fail(r->xml, "more than %d relationships", RELATIONS_MAX);
		return;
	}
	r->items = mem_grow(r->items, r->n, &r->cap, sizeof(*r->items));
	word = strrchr(type, '/');
	r->items[r->n++] = (struct relation){
		.id = arena_strdup(r->arena, id),
		.type = arena_strdup(r->arena, word != NULL ? word + 1 : type),
		.part = resolve(r->arena, r->folder, target),
	};
}

/* Those of a part: they stand in the folder _rels beside it. */
static int read_relations(struct relations *r, struct xlsx_book *b, const char *part, struct sijil_err *err)
{
	const char *slash = strrchr(part, '/'), *base = slash != NULL ? slash + 1 : part;
	struct xlsx_xml xml;
	int rc;

	*r = (struct relations){ .arena = &b->arena, .xml = &xml };
	r->folder = arena_strndup(&b->arena, part, (size_t)(base - part));
	if (xlsx_xml_open(&xml, b->zip, arena_printf(&b->arena, "%s_rels/%s.rels", r->folder, base), err) != 0)
		return -1;
	xml.arg = r;
	xml.start = on_relation;
	rc = xlsx_xml_run(&xml, err);
	xlsx_xml_close(&xml);
	return rc;
}

static const struct relation *by_type(const struct relations *r, const char *type)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->items[i].type, type) == 0)
			return &r->items[i];
	return NULL;
}

static const struct relation *by_id(const struct relations *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(r->items[i].id, id) == 0)
			return &r->items[i];
	return NULL;
}

/* --- the workbook --- */

struct reading {
	struct xlsx_book *book;
	struct relations relations;
	struct xlsx_xml xml;
};

static void take_tab(struct reading *r, const char *const *attrs)
{
	const char *name = xlsx_attr(attrs, "name"), *id = xlsx_attr_id(attrs), *state = xlsx_attr(attrs, "state");
	const struct relation *relation = id != NULL ? by_id(&r->relations, id) : NULL;
	struct xlsx_book *b = r->book;

	if (name == NULL || id == NULL) {
		xlsx_xml_fail(&r->xml, "a sheet without name or part");
	} else if (relation == NULL) {
		xlsx_xml_fail(&r->xml, "the sheet '%.100s' has no part; open it in Excel or LibreOffice and save it again",
			      name);
	} else if (b->n_tabs == TABS_MAX) {
		xlsx_xml_fail(&r->xml, "more than %d sheets", TABS_MAX);
	} else if (strcmp(relation->type, "worksheet") == 0) { /* others are charts and macros */
		b->tabs = mem_grow(b->tabs, b->n_tabs, &b->cap, sizeof(*b->tabs));
		b->tabs[b->n_tabs++] = (struct xlsx_tab){
			.name = arena_strdup(&b->arena, name),
			.part = relation->part,
			.hidden = state != NULL && strcmp(state, "visible") != 0,
		};
	}
}

static void on_workbook(void *arg, const char *name, const char *const *attrs)
{
	struct reading *r = arg;

	if (strcmp(name, "workbookPr") == 0)
		r->book->from_1904 = xlsx_attr_true(attrs, "date1904");
	else if (strcmp(name, "sheet") == 0)
		take_tab(r, attrs);
}

static int read_workbook(struct reading *r, const char *part, struct sijil_err *err)
{
	struct xlsx_book *b = r->book;
	const struct relation *found;
	int rc;

	if (read_relations(&r->relations, b, part, err) != 0)
		return -1;
	found = by_type(&r->relations, "sharedStrings");
	b->strings = found != NULL ? found->part : NULL;
	found = by_type(&r->relations, "styles");
	b->styles = found != NULL ? found->part : NULL;
	if (xlsx_xml_open(&r->xml, b->zip, part, err) != 0)
		return -1;
	r->xml.arg = r;
	r->xml.start = on_workbook;
	rc = xlsx_xml_run(&r->xml, err);
	xlsx_xml_close(&r->xml);
	if (rc == 0 && b->n_tabs == 0)
		return err_set(err, ERR_DATA, "'%s' has no sheet of cells", b->zip->shown);
	return rc;
}

/* --- what it is, if it is no workbook --- */

static int other_file(const struct xlsx_zip *z, struct sijil_err *err)
{
	static const struct {
		const char *part, *what;
	} others[] = {
		{ "content.xml", "an OpenDocument file (.ods): open it in LibreOffice or Excel and save it as .xlsx, or as CSV" },
		{ "word/document.xml", "a Word document: copy its table into a spreadsheet and save that" },
		{ "ppt/presentation.xml", "a PowerPoint presentation: copy its table into a spreadsheet and save that" },
		{ "Index/Document.iwa", "a Numbers file: in Numbers, export it to Excel or CSV" },
	};
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (xlsx_zip_has(z, others[i].part))
			return err_set(err, ERR_DATA, "'%s' is %s", z->shown, others[i].what);
	return err_set(err, ERR_DATA,
		       "'%s' is a zip archive, and not an Excel workbook: unpack it, and import the files in it", z->shown);
}

static bool ends_with(const char *s, const char *end)
{
	const size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

/* The name of the part that is the workbook; NULL with *err. */
static const char *find_workbook(struct xlsx_book *b, struct sijil_err *err)
{
	struct relations root;
	const struct relation *office;
	const char *part = NULL;

	if (!xlsx_zip_has(b->zip, "_rels/.rels"))
		return other_file(b->zip, err), NULL;
	if (read_relations(&root, b, "", err) == 0) {
		office = by_type(&root, "officeDocument");
		part = office != NULL ? office->part : "";
	}
	free(root.items);
	if (part == NULL)
		return NULL;
	if (ends_with(part, ".bin"))
		return err_set(err, ERR_DATA,
			       "'%s' is a binary workbook (.xlsb): open it in Excel or LibreOffice and save it as .xlsx",
			       b->zip->shown),
		       NULL;
	if (*part == '\0' || xlsx_zip_has(b->zip, "word/document.xml") || xlsx_zip_has(b->zip, "ppt/presentation.xml"))
		return other_file(b->zip, err), NULL;
	return part;
}

int xlsx_book_read(struct xlsx_book *b, struct xlsx_zip *zip, struct sijil_err *err)
{
	struct reading r = { .book = b };
	const char *part;
	int rc = -1;

	*b = (struct xlsx_book){ .zip = zip };
	part = find_workbook(b, err);
	if (part != NULL)
		rc = read_workbook(&r, part, err);
	free(r.relations.items);
	if (rc != 0)
		xlsx_book_release(b);
	return rc;
}

void xlsx_book_release(struct xlsx_book *b)
{
	free(b->tabs);
	arena_release(&b->arena);
	*b = (struct xlsx_book){ 0 };
}

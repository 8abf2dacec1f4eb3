#include "config.h"

#include <stdarg.h>
#include <string.h>

#include "exchange/xlsx_private.h"

/* At once from the part; the longest tag; the deepest nesting. */
enum { CHUNK = 1 << 15, TAG_MAX = 1 << 20, DEPTH_MAX = 64 };

/* Between namespace and name, in the names that expat gives. */
#define BETWEEN '|'
#define OURS "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"

static const char *const namespaces[] = {
	OURS "spreadsheetml/2006/main",
	STRICT "spreadsheetml/main",
	OURS "package/2006/relationships",
	OURS "package/2006/content-types",
	NULL,
};

/* The name behind one of our namespaces, else NULL. */
static const char *own_name(const char *name)
{
	const char *local = strrchr(name, BETWEEN);
	size_t i;

	for (i = 0; local != NULL && namespaces[i] != NULL; i++)
		if (strlen(namespaces[i]) == (size_t)(local - name) &&
		    strncmp(namespaces[i], name, (size_t)(local - name)) == 0)
			return local + 1;
	return NULL;
}

void xlsx_xml_fail(struct xlsx_xml *x, const char *format, ...)
{
	va_list args;

	if (x->failed)
		return;
	x->failed = true;
	va_start(args, format);
	err_vset(x->err, ERR_DATA, format, args);
	va_end(args);
	err_context(x->err, "'%s' is damaged: %s:%lu:%lu", x->zip->shown, x->part,
		    (unsigned long)XML_GetCurrentLineNumber(x->parser),
		    (unsigned long)XML_GetCurrentColumnNumber(x->parser) + 1);
	XML_StopParser(x->parser, XML_FALSE);
}

void xlsx_xml_stop(struct xlsx_xml *x)
{
	x->failed = true;
	XML_StopParser(x->parser, XML_FALSE);
}

void xlsx_xml_pause(struct xlsx_xml *x)
{
	if (x->failed || x->paused)
		return;
	x->paused = true;
	XML_StopParser(x->parser, XML_TRUE);
}

/* --- what expat calls --- */

static void XMLCALL on_start(void *arg, const XML_Char *name, const XML_Char **attrs)
{
	struct xlsx_xml *x = arg;
	const char *own = own_name(name);

	if (++x->depth > DEPTH_MAX)
		xlsx_xml_fail(x, "its elements are nested more than %d deep", DEPTH_MAX);
	else if (x->foreign == 0 && own == NULL)
		x->foreign = x->depth;
	else if (x->foreign == 0 && !x->failed)
		x->start(x->arg, own, (const char *const *)attrs);
}

static void XMLCALL on_end(void *arg, const XML_Char *name)
{
	struct xlsx_xml *x = arg;

	if (x->foreign == 0 && !x->failed && x->end != NULL)
		x->end(x->arg, own_name(name));
	if (x->foreign == x->depth)
		x->foreign = 0;
	x->depth--;
}

static void XMLCALL on_text(void *arg, const XML_Char *s, int n)
{
	struct xlsx_xml *x = arg;

	if (x->foreign == 0 && !x->failed && x->text != NULL)
		x->text(x->arg, s, (size_t)n);
}

/* A document type could declare entities that grow, or that name other files.  No workbook has one. */
static void XMLCALL on_doctype(void *arg, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	xlsx_xml_fail(arg, "it has a DOCTYPE, which no workbook has and which is not read");
}

/* --- --- */

int xlsx_xml_open(struct xlsx_xml *x, struct xlsx_zip *zip, const char *part, struct sijil_err *err)
{
	*x = (struct xlsx_xml){ .zip = zip, .part = part };
	x->file = xlsx_part_open(zip, part, err);
	if (x->file == NULL)
		return -1;
	x->parser = XML_ParserCreateNS(NULL, BETWEEN);
	if (x->parser == NULL) {
		xlsx_xml_close(x);
		return err_set(err, ERR_IO, "there is not enough memory to read '%s'", zip->shown);
	}
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	return 0;
}

void xlsx_xml_close(struct xlsx_xml *x)
{
	if (x->parser != NULL)
		XML_ParserFree(x->parser);
	if (x->file != NULL)
		zip_fclose(x->file);
	x->parser = NULL;
	x->file = NULL;
}

static enum XML_Status feed(struct xlsx_xml *x)
{
	void *buffer = XML_GetBuffer(x->parser, CHUNK);
	int n;

	if (buffer == NULL)
		return XML_STATUS_ERROR;
	n = xlsx_part_read(x->zip, x->file, buffer, CHUNK, x->err);
	if (n < 0)
		return x->failed = true, XML_STATUS_ERROR;
	x->fed += n;
	x->ended = n == 0;
	return XML_ParseBuffer(x->parser, n, n == 0);
}

int xlsx_xml_run(struct xlsx_xml *x, struct sijil_err *err)
{
	enum XML_Status status = XML_STATUS_OK;
	bool resume = x->paused;

	x->err = err;
	x->paused = false;
	while (resume || !x->ended) {
		status = resume ? XML_ResumeParser(x->parser) : feed(x);
		resume = false;
		if (status == XML_STATUS_OK && x->fed - XML_GetCurrentByteIndex(x->parser) > TAG_MAX)
			xlsx_xml_fail(x, "it holds a tag of more than %d bytes", TAG_MAX);
		if (status == XML_STATUS_ERROR || x->failed) {
			xlsx_xml_fail(x, "%s; get it again, or open it in Excel or LibreOffice and save it again",
				      XML_ErrorString(XML_GetErrorCode(x->parser)));
			return -1;
		}
		if (status == XML_STATUS_SUSPENDED)
			return 1;
	}
	return 0;
}

/* --- attributes --- */

const char *xlsx_attr(const char *const *attrs, const char *name)
{
	for (; *attrs != NULL; attrs += 2)
		if (strcmp(attrs[0], name) == 0)
			return attrs[1];
	return NULL;
}

const char *xlsx_attr_id(const char *const *attrs)
{
	static const char *const names[] = { OURS "officeDocument/2006/relationships|id",
					     STRICT "officeDocument/relationships|id" };
	const char *id = xlsx_attr(attrs, names[0]);

	return id != NULL ? id : xlsx_attr(attrs, names[1]);
}

bool xlsx_attr_true(const char *const *attrs, const char *name)
{
	const char *value = xlsx_attr(attrs, name);

	return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

#include "config.h"

#include <string.h>

#include "exchange/xlsx_private.h"

enum { ESCAPE = 7 /* _x000D_ */ };

struct reading {
	struct xlsx_strings *strings;
	struct xlsx_xml xml;
	struct str text;
	bool in_item, in_text;
	unsigned phonetic; /* inside how a text is pronounced, which is no part of it */
};

/* --- escapes --- */

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The character that "_xHHHH_" at s stands for, -1: it is no escape. */
static int escape_at(const char *s, const char *end)
{
	int value = 0, i;

	if (end - s < ESCAPE || s[1] != 'x' || s[ESCAPE - 1] != '_')
		return -1;
	for (i = 2; i < ESCAPE - 1; i++) {
		if (hex(s[i]) < 0)
			return -1;
		value = value << 4 | hex(s[i]);
	}
	return value;
}

static void add_character(struct str *out, int c)
{
	if (c >= 0x800)
		str_addc(out, (char)(0xe0 | c >> 12));
	if (c >= 0x80)
		str_addc(out, (char)(c >= 0x800 ? 0x80 | (c >> 6 & 0x3f) : 0xc0 | c >> 6));
	str_addc(out, (char)(c >= 0x80 ? 0x80 | (c & 0x3f) : c));
}

/* Halves of a character beyond U+FFFF, and NUL, which no text may hold, stay as they are written. */
void xlsx_add_text(struct str *out, const char *s, size_t n)
{
	const char *end = s + n, *next;
	int c;

	for (; s < end; s = next) {
		next = memchr(s, '_', (size_t)(end - s));
		if (next == NULL)
			next = end;
		str_addn(out, s, (size_t)(next - s));
		if (next == end)
			return;
		c = escape_at(next, end);
		if (c > 0 && (c < 0xd800 || c > 0xdfff)) {
			add_character(out, c);
			next += ESCAPE;
		} else {
			str_addc(out, *next++);
		}
	}
}

/* --- the table --- */

static void on_start(void *arg, const char *name, const char *const *attrs)
{
	struct reading *r = arg;

	(void)attrs;
	if (strcmp(name, "si") == 0) {
		r->in_item = true;
		str_clear(&r->text);
	} else if (strcmp(name, "rPh") == 0) {
		r->phonetic++;
	} else if (strcmp(name, "t") == 0) {
		r->in_text = r->in_item && r->phonetic == 0;
	}
}

static void on_text(void *arg, const char *s, size_t n)
{
	struct reading *r = arg;

	if (r->in_text)
		str_addn(&r->text, s, n);
	if (r->text.full)
		xlsx_xml_fail(&r->xml, "it holds a text of more than %d bytes, which no cell does", CSV_RECORD_MAX);
}

static void keep(struct reading *r)
{
	struct xlsx_strings *s = r->strings;

	s->n++;
	if (spool_add(&s->text, r->text.s, r->text.len, r->xml.err) != 0 ||
	    spool_add(&s->limits, &s->text.size, sizeof(s->text.size), r->xml.err) != 0)
		xlsx_xml_stop(&r->xml);
}

static void on_end(void *arg, const char *name)
{
	struct reading *r = arg;

	if (strcmp(name, "t") == 0) {
		r->in_text = false;
	} else if (strcmp(name, "rPh") == 0) {
		r->phonetic--;
	} else if (strcmp(name, "si") == 0) {
		r->in_item = false;
		keep(r);
	}
}

int xlsx_strings_read(struct xlsx_strings *s, const struct xlsx_book *book, struct sijil_err *err)
{
	struct reading r = { .strings = s };
	int rc;

	*s = (struct xlsx_strings){ 0 };
	if (book->strings == NULL)
		return 0;
	if (xlsx_xml_open(&r.xml, book->zip, book->strings, err) != 0)
		return -1;
	str_init(&r.text, CSV_RECORD_MAX);
	r.xml.arg = &r;
	r.xml.start = on_start;
	r.xml.end = on_end;
	r.xml.text = on_text;
	rc = xlsx_xml_run(&r.xml, err);
	xlsx_xml_close(&r.xml);
	str_release(&r.text);
	if (rc != 0)
		xlsx_strings_release(s);
	return rc;
}

void xlsx_strings_release(struct xlsx_strings *s)
{
	spool_release(&s->text);
	spool_release(&s->limits);
	*s = (struct xlsx_strings){ 0 };
}

int xlsx_strings_get(struct xlsx_strings *s, int64_t i, struct str *out, struct sijil_err *err)
{
	int64_t limits[2] = { 0, 0 };
	char part[512];
	struct str whole;
	size_t n;
	int rc = 0;

	if (i < 0 || i >= s->n)
		return err_set(err, ERR_DATA, "the text number %lld is not in the workbook", (long long)i);
	if (spool_read(&s->limits, (i > 0 ? i - 1 : 0) * 8, i > 0 ? limits : limits + 1, i > 0 ? 16 : 8, err) != 0)
		return -1;
	n = (size_t)(limits[1] - limits[0]);
	if (n <= sizeof(part)) {
		rc = spool_read(&s->text, limits[0], part, n, err);
		xlsx_add_text(out, part, rc == 0 ? n : 0);
		return rc;
	}
	str_init(&whole, CSV_RECORD_MAX);
	while (rc == 0 && limits[0] < limits[1]) {
		n = (size_t)(limits[1] - limits[0]) < sizeof(part) ? (size_t)(limits[1] - limits[0]) : sizeof(part);
		rc = spool_read(&s->text, limits[0], part, n, err);
		str_addn(&whole, part, n);
		limits[0] += (int64_t)n;
	}
	xlsx_add_text(out, whole.s, rc == 0 ? whole.len : 0);
	str_release(&whole);
	return rc;
}

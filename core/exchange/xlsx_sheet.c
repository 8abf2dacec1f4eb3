#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "exchange/xlsx_private.h"

/* How the text of a cell is to be read: its attribute t. */
enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_TRUTH, CELL_ERROR, CELL_DAY, CELL_TYPES };

static const char *const type_names[CELL_TYPES] = { "n", "s", "str", "b", "e", "d" };

/* A cell of the row being read, with its text in xlsx_sheet.text. */
struct placed {
	size_t at, n;
	const char *fault;
	bool number;
};

/* The cell being read. */
struct cell {
	unsigned column; /* from 1 */
	enum cell_type type;
	const struct xlsx_format *format;
	bool has_formula, has_value;
};

struct xlsx_sheet {
	const struct xlsx_book *book;
	const struct xlsx_styles *styles;
	struct xlsx_strings *strings;
	struct xlsx_xml xml;
	struct xlsx_seen seen;
	unsigned header, line, row;   /* line: of the row last given; row: of the one being read */
	unsigned last_column;         /* of the row being read */
	size_t passed_over, width;    /* width: cells of the first row given */
	bool row_hidden, in_rows;
	struct cell cell;
	bool in_text;                 /* inside v, or t of an inline text */
	unsigned phonetic;
	struct str raw, text;         /* the cell's text as it is in the file; the row's texts, each with a NUL */
	struct placed *placed;        /* CSV_FIELDS_MAX */
	size_t n;
	struct csv_field *cells;
};

/* --- references --- */

/* "AB12": the column, from 1, and what follows in *rest; 0 if there is none. */
static unsigned read_column(const char *s, const char **rest)
{
	unsigned column = 0;

	for (; *s >= 'A' && *s <= 'Z' && column <= XLSX_COLUMNS; s++)
		column = 26 * column + (unsigned)(*s - 'A') + 1;
	*rest = s;
	return column;
}

/* A row's number, 0: none. */
static unsigned read_row(const char *s)
{
	const char *why;
	int64_t row;

	return number_parse_int(s, strlen(s), &row, &why) == 0 && row > 0 && row <= XLSX_ROWS ? (unsigned)row : 0;
}

/* --- rows --- */

static void start_row(struct xlsx_sheet *s, const char *const *attrs)
{
	const char *r = xlsx_attr(attrs, "r");
	const unsigned row = r != NULL ? read_row(r) : s->row + 1;

	if (row == 0 || row > XLSX_ROWS) {
		xlsx_xml_fail(&s->xml, "'%.20s' is no number of a row", r != NULL ? r : "");
	} else if (row <= s->row) {
		xlsx_xml_fail(&s->xml, "row %u comes after row %u; open it in Excel or LibreOffice and save it again",
			      row, s->row);
	} else {
		s->row = row;
		s->last_column = 0;
		s->row_hidden = xlsx_attr_true(attrs, "hidden");
		s->n = 0;
		str_clear(&s->text);
	}
}

static void end_row(struct xlsx_sheet *s)
{
	if (s->n == 0)
		return;
	if (s->row < s->header) {
		s->passed_over++;
		return;
	}
	s->seen.hidden_rows += s->row_hidden;
	xlsx_xml_pause(&s->xml);
}

/* --- cells --- */

static enum cell_type type_of(const char *name)
{
	enum cell_type t;

	if (name == NULL)
		return CELL_NUMBER;
	for (t = CELL_NUMBER; t < CELL_TYPES; t++)
		if (strcmp(type_names[t], name) == 0)
			return t;
	return strcmp(name, "inlineStr") == 0 ? CELL_TEXT : CELL_TYPES;
}

static void start_cell(struct xlsx_sheet *s, const char *const *attrs)
{
	static const struct xlsx_format number = { .class = XLSX_NUMBER };
	const char *r = xlsx_attr(attrs, "r"), *style = xlsx_attr(attrs, "s"), *rest = "", *why;
	struct cell *c = &s->cell;
	int64_t index = 0;

	*c = (struct cell){ .type = type_of(xlsx_attr(attrs, "t")), .format = &number };
	c->column = r != NULL ? read_column(r, &rest) : s->last_column + 1;
	if (c->column == 0 || c->column > XLSX_COLUMNS || (r != NULL && read_row(rest) != s->row))
		xlsx_xml_fail(&s->xml, "'%.20s' is no cell of row %u", r != NULL ? r : "", s->row);
	else if (c->column <= s->last_column)
		xlsx_xml_fail(&s->xml, "the cell '%.20s' is out of order", r != NULL ? r : "");
	else if (c->type == CELL_TYPES)
		xlsx_xml_fail(&s->xml, "the cell %.20s is of the unknown type '%.20s'", r != NULL ? r : "",
			      xlsx_attr(attrs, "t"));
	else if (style != NULL && number_parse_int(style, strlen(style), &index, &why) == 0 && index >= 0 &&
		 (size_t)index < s->styles->n)
		c->format = &s->styles->cells[index];
	s->last_column = c->column;
	str_clear(&s->raw);
}

/* The days and times of the newer form of workbooks: a midnight is a day. */
static void add_iso(struct str *out, const char *text, size_t n)
{
	static const char midnight[] = "T00:00:00";

	if (n > 10 && text[n - 1] == 'Z')
		n--;
	if (n >= 10 + sizeof(midnight) - 1 && strncmp(text + 10, midnight, sizeof(midnight) - 1) == 0 &&
	    strspn(text + 10 + sizeof(midnight) - 1, ".0") >= n - (10 + sizeof(midnight) - 1))
		n = 10;
	str_addn(out, text, n);
}

static void add_shared(struct xlsx_sheet *s)
{
	const char *why;
	int64_t index;

	if (number_parse_int(s->raw.s, s->raw.len, &index, &why) != 0 || index < 0 || index >= s->strings->n)
		xlsx_xml_fail(&s->xml, "row %u names the text '%.20s', which the workbook does not have", s->row, s->raw.s);
	else if (xlsx_strings_get(s->strings, index, &s->text, s->xml.err) != 0)
		xlsx_xml_stop(&s->xml);
}

static void add_number(struct xlsx_sheet *s)
{
	struct xlsx_seen *seen = &s->seen;
	bool damaged = false;

	if (!xlsx_add_number(&s->text, s->raw.s, s->raw.len, s->cell.format, s->book->from_1904, &damaged)) {
		xlsx_xml_fail(&s->xml, "'%.40s' in row %u is no number", s->raw.s, s->row);
		return;
	}
	if (!damaged || s->row < s->header)
		return;
	if (seen->damaged++ == 0) {
		seen->damaged_line = s->row;
		seen->damaged_column = s->cell.column;
	}
}

/* Append the cell's text to the row's. */
static void add_value(struct xlsx_sheet *s)
{
	const struct str *raw = &s->raw;

	switch (s->cell.type) {
	case CELL_SHARED:
		add_shared(s);
		break;
	case CELL_TRUTH:
		str_add(&s->text, strcmp(raw->s, "1") == 0 || strcmp(raw->s, "true") == 0 ? "true" : "false");
		break;
	case CELL_DAY:
		add_iso(&s->text, raw->s, raw->len);
		break;
	case CELL_NUMBER:
		add_number(s);
		break;
	default:
		xlsx_add_text(&s->text, raw->s, raw->len);
		break;
	}
}

/* Why a cell holds no value, though it is not empty. */
static const char *fault_of(const struct cell *c, size_t n)
{
	if (c->type == CELL_ERROR)
		return "is an error of the spreadsheet, and not a value";
	if (c->has_formula && (!c->has_value || (c->type == CELL_NUMBER && n == 0)))
		return "is a formula whose result is not in the file";
	return NULL;
}

static void end_cell(struct xlsx_sheet *s)
{
	const char *fault = fault_of(&s->cell, s->raw.len);
	const size_t at = s->text.len;
	struct placed *p;

	if (s->raw.len > 0)
		add_value(s);
	if (s->xml.failed || (s->text.len == at && fault == NULL))
		return;
	str_addc(&s->text, '\0');
	if (s->text.full || s->cell.column > CSV_FIELDS_MAX) {
		if (s->text.full)
			xlsx_xml_fail(&s->xml, "row %u holds more than %d bytes of text", s->row, CSV_RECORD_MAX);
		else
			xlsx_xml_fail(&s->xml, "row %u has more than %d cells", s->row, CSV_FIELDS_MAX);
		return;
	}
	while (s->n < s->cell.column)
		s->placed[s->n++] = (struct placed){ .at = s->text.len - 1 }; /* empty ones: the NUL just added */
	p = &s->placed[s->n - 1];
	*p = (struct placed){
		.at = at,
		.n = s->text.len - 1 - at,
		.fault = fault,
		.number = s->cell.type == CELL_NUMBER && s->cell.format->class <= XLSX_PERCENT,
	};
}

/* --- merged cells --- */

static void take_merged(struct xlsx_sheet *s, const char *const *attrs)
{
	const char *ref = xlsx_attr(attrs, "ref"), *to = ref != NULL ? strchr(ref, ':') : NULL, *rest;
	struct xlsx_seen *seen = &s->seen;
	unsigned last;

	if (to == NULL)
		return;
	read_column(to + 1, &rest);
	last = read_row(rest);
	if (last <= s->header)
		return;
	if (seen->merged++ == 0) {
		const size_t n = strlen(ref) < sizeof(seen->first_merged) ? strlen(ref) : sizeof(seen->first_merged) - 1;

		memcpy(seen->first_merged, ref, n);
		read_column(ref, &rest);
		seen->merged_line = (unsigned)strtoul(rest, NULL, 10);
	}
}

/* --- elements --- */

static void on_start(void *arg, const char *name, const char *const *attrs)
{
	struct xlsx_sheet *s = arg;

	if (strcmp(name, "sheetData") == 0)
		s->in_rows = true;
	else if (strcmp(name, "col") == 0)
		s->seen.hidden_columns |= xlsx_attr_true(attrs, "hidden");
	else if (strcmp(name, "mergeCell") == 0)
		take_merged(s, attrs);
	if (!s->in_rows)
		return;
	if (strcmp(name, "row") == 0)
		start_row(s, attrs);
	else if (strcmp(name, "c") == 0)
		start_cell(s, attrs);
	else if (strcmp(name, "f") == 0)
		s->cell.has_formula = true;
	else if (strcmp(name, "rPh") == 0)
		s->phonetic++;
	else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
		s->in_text = s->cell.has_value = s->phonetic == 0;
}

static void on_end(void *arg, const char *name)
{
	struct xlsx_sheet *s = arg;

	if (!s->in_rows)
		return;
	if (strcmp(name, "sheetData") == 0)
		s->in_rows = false;
	else if (strcmp(name, "row") == 0)
		end_row(s);
	else if (strcmp(name, "c") == 0)
		end_cell(s);
	else if (strcmp(name, "rPh") == 0)
		s->phonetic--;
	else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
		s->in_text = false;
}

static void on_text(void *arg, const char *text, size_t n)
{
	struct xlsx_sheet *s = arg;

	if (!s->in_text)
		return;
	str_addn(&s->raw, text, n);
	if (s->raw.full)
		xlsx_xml_fail(&s->xml, "a cell of row %u holds more than %d bytes", s->row, CSV_RECORD_MAX);
}

/* --- --- */

struct xlsx_sheet *xlsx_sheet_open(const struct xlsx_book *book, const struct xlsx_tab *tab,
				   const struct xlsx_styles *styles, struct xlsx_strings *strings, unsigned header,
				   struct sijil_err *err)
{
	struct xlsx_sheet *s = mem_alloc(sizeof(*s));

	s->book = book;
	s->styles = styles;
	s->strings = strings;
	s->header = header;
	if (xlsx_xml_open(&s->xml, book->zip, tab->part, err) != 0) {
		free(s);
		return NULL;
	}
	s->xml.arg = s;
	s->xml.start = on_start;
	s->xml.end = on_end;
	s->xml.text = on_text;
	str_init(&s->raw, CSV_RECORD_MAX);
	str_init(&s->text, CSV_RECORD_MAX);
	s->placed = mem_alloc(CSV_FIELDS_MAX * sizeof(*s->placed));
	s->cells = mem_alloc(CSV_FIELDS_MAX * sizeof(*s->cells));
	return s;
}

void xlsx_sheet_close(struct xlsx_sheet *s)
{
	if (s == NULL)
		return;
	xlsx_xml_close(&s->xml);
	str_release(&s->raw);
	str_release(&s->text);
	free(s->placed);
	free(s->cells);
	free(s);
}

int xlsx_sheet_next(struct xlsx_sheet *s, const struct csv_field **cells, size_t *n, struct sijil_err *err)
{
	const int got = xlsx_xml_run(&s->xml, err);
	size_t i;

	if (got != 1)
		return got;
	if (s->width == 0) {
		s->width = s->n;
		s->header = s->row;
	}
	for (i = 0; i < s->n; i++) {
		const struct placed *p = &s->placed[i];

		s->cells[i] = (struct csv_field){
			.s = s->text.s + p->at,
			.n = p->n,
			.fault = p->fault,
			.number = p->number,
		};
	}
	for (; i < s->width; i++)
		s->cells[i] = (struct csv_field){ .s = "" };
	s->line = s->row;
	*cells = s->cells;
	*n = i;
	return 1;
}

unsigned xlsx_sheet_line(const struct xlsx_sheet *s)
{
	return s->line;
}

size_t xlsx_sheet_passed_over(const struct xlsx_sheet *s)
{
	return s->passed_over;
}

const struct xlsx_seen *xlsx_sheet_seen(const struct xlsx_sheet *s)
{
	return &s->seen;
}

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "exchange/export_private.h"

/*
 * The limits of a sheet: rows, characters of a text, the length of its name, digits that a number keeps (one of more is
 * written as a text, which no spreadsheet rounds).  When a workbook was made is not told, so that the same entries give
 * the same bytes: 1980-01-01.
 */
enum { ROWS_MAX = 1048576, TEXT_MAX = 32767, SHEET_NAME_MAX = 31, DIGITS_MAX = 15, CREATED = 315532800 };

struct xlsx_writer {
	struct export_writer pub;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *bold, *day, *text;
	const char *table;
	const struct export_column *columns;
	bool right_to_left;
	char *folder; /* the library keeps the pointer */
	lxw_row_t row;
	int32_t first_day;
};

static int failed(const struct xlsx_writer *x, lxw_error code, struct sijil_err *err)
{
	return err_set(err, ERR_IO, "cannot write the workbook%s%s: %s", x->table != NULL ? ", sheet " : "",
		       x->table != NULL ? x->table : "", lxw_strerror(code));
}

/* The header: bold, and always in sight. */
static lxw_error begin_sheet(struct xlsx_writer *x, size_t n)
{
	lxw_error code = LXW_NO_ERROR;
	lxw_col_t i;

	if (x->right_to_left)
		worksheet_right_to_left(x->sheet);
	worksheet_freeze_panes(x->sheet, 1, 0);
	for (i = 0; i < n && code == LXW_NO_ERROR; i++)
		code = worksheet_set_column(x->sheet, i, i, x->columns[i].width,
					    x->columns[i].type == EXPORT_TEXT ? x->text : NULL);
	for (i = 0; i < n && code == LXW_NO_ERROR; i++)
		code = worksheet_write_string(x->sheet, 0, i, x->columns[i].name, x->bold);
	return code;
}

static int begin(struct export_writer *w, const char *table, const struct export_column *columns, size_t n,
		 struct sijil_err *err)
{
	struct xlsx_writer *x = (struct xlsx_writer *)w;
	char name[SHEET_NAME_MAX + 1] = "";
	lxw_error code;

	strncat(name, table, SHEET_NAME_MAX);
	x->table = table;
	x->columns = columns;
	x->row = 0;
	code = workbook_validate_sheet_name(x->book, name);
	if (code != LXW_NO_ERROR)
		return failed(x, code, err);
	x->sheet = workbook_add_worksheet(x->book, name);
	if (x->sheet == NULL)
		return failed(x, LXW_ERROR_MEMORY_MALLOC_FAILED, err);
	code = begin_sheet(x, n);
	return code != LXW_NO_ERROR ? failed(x, code, err) : 0;
}

static size_t digits_of(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += *s >= '0' && *s <= '9';
	return n;
}

/* "_x0041_" would be read as "A": its first character is written as an escape itself. */
static const char *escaped(const char *text, struct str *out)
{
	const char *next;

	if (strstr(text, "_x") == NULL)
		return text;
	for (; (next = strstr(text, "_x")) != NULL; text = next + 1) {
		str_addn(out, text, (size_t)(next - text));
		str_add(out, strspn(next + 2, "0123456789abcdefABCDEF") >= 4 && next[6] == '_' ? "_x005F_" : "_");
	}
	str_add(out, text);
	return out->s;
}

static lxw_error write_text(const struct xlsx_writer *x, lxw_col_t column, const char *text)
{
	lxw_error code;
	struct str out;

	str_init(&out, STR_MAX_DEFAULT);
	code = worksheet_write_string(x->sheet, x->row, column, escaped(text, &out), x->text);
	str_release(&out);
	return code;
}

static lxw_error write_cell(const struct xlsx_writer *x, lxw_col_t column, const struct export_cell *cell)
{
	switch (cell->type) {
	case EXPORT_NUMBER:
		if (digits_of(cell->text) > DIGITS_MAX)
			break;
		return worksheet_write_number(x->sheet, x->row, column, strtod(cell->text, NULL), NULL);
	case EXPORT_DAY:
		if (cell->day < x->first_day)
			break;
		return worksheet_write_number(x->sheet, x->row, column, cell->day - date_day(1899, 12, 30), x->day);
	case EXPORT_TRUTH:
		return worksheet_write_boolean(x->sheet, x->row, column, cell->text[0] == 't', NULL);
	case EXPORT_TEXT:
		break;
	case EXPORT_EMPTY:
		return LXW_NO_ERROR;
	}
	return write_text(x, column, cell->text);
}

static int row(struct export_writer *w, const struct export_cell *cells, size_t n, struct sijil_err *err)
{
	struct xlsx_writer *x = (struct xlsx_writer *)w;
	lxw_error code = LXW_NO_ERROR;
	lxw_col_t i;

	if (++x->row == ROWS_MAX)
		return err_set(err, ERR_DATA,
			       "'%s' has more than %d entries, and a sheet has no more rows: use --format csv, or --period",
			       x->table, ROWS_MAX - 1);
	for (i = 0; i < n && code == LXW_NO_ERROR; i++)
		code = write_cell(x, i, &cells[i]);
	if (code == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
		return err_set(err, ERR_DATA,
			       "'%s' has a text of more than %d characters (%s, row %u of its sheet), and no cell holds more: "
			       "use --format csv",
			       x->table, TEXT_MAX, x->columns[i - 1].name, (unsigned)x->row + 1);
	return code != LXW_NO_ERROR ? failed(x, code, err) : 0;
}

static int end(struct export_writer *w, struct sijil_err *err)
{
	(void)w;
	(void)err;
	return 0;
}

/* A workbook without a sheet is damaged to spreadsheets. */
static int finish(struct export_writer *w, struct sijil_err *err)
{
	struct xlsx_writer *x = (struct xlsx_writer *)w;
	lxw_error code;

	x->table = NULL;
	if (x->sheet == NULL)
		workbook_add_worksheet(x->book, NULL);
	code = workbook_close(x->book);
	x->book = NULL;
	return code != LXW_NO_ERROR ? failed(x, code, err) : 0;
}

static void free_xlsx(struct export_writer *w)
{
	struct xlsx_writer *x = (struct xlsx_writer *)w;

	if (x->book != NULL)
		lxw_workbook_free(x->book);
	free(x->folder);
	free(x);
}

struct export_writer *export_xlsx(const char *path, const char *folder, bool right_to_left, struct sijil_err *err)
{
	static const struct export_driver driver = {
		.begin = begin,
		.row = row,
		.end = end,
		.finish = finish,
		.free = free_xlsx,
	};
	struct xlsx_writer *x = mem_alloc(sizeof(*x));
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_doc_properties properties = { .created = CREATED };

	x->pub.driver = &driver;
	x->right_to_left = right_to_left;
	x->first_day = date_day(1900, 3, 1);
	x->folder = options.tmpdir = mem_strdup(folder);
	x->book = workbook_new_opt(path, &options);
	if (x->book == NULL) {
		free_xlsx(&x->pub);
		err_set(err, ERR_IO, "cannot make the workbook '%s'", path);
		return NULL;
	}
	workbook_set_properties(x->book, &properties);
	x->bold = workbook_add_format(x->book);
	format_set_bold(x->bold);
	x->day = workbook_add_format(x->book);
	format_set_num_format(x->day, "yyyy-mm-dd");
	x->text = workbook_add_format(x->book);
	format_set_num_format(x->text, "@");
	return &x->pub;
}

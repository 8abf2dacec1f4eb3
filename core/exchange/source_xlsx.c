#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "exchange/source_driver.h"
#include "exchange/xlsx_private.h"

enum { LISTED_MAX = 12 };

/* The state of one reading. */
struct workbook {
	struct xlsx_zip zip;
	struct xlsx_book book;
	struct xlsx_styles styles;
	struct xlsx_strings strings;
	struct xlsx_sheet *sheet;
	const struct xlsx_tab *tab;
	const struct source_request *request;
};

static const unsigned char zip_magic[] = { 'P', 'K', 3, 4 }, empty_zip_magic[] = { 'P', 'K', 5, 6 },
			   ole_magic[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };

static bool begins(const unsigned char *first, size_t n, const unsigned char *magic, size_t magic_n)
{
	return n >= magic_n && memcmp(first, magic, magic_n) == 0;
}

static bool recognise(const unsigned char *first, size_t n)
{
	return begins(first, n, zip_magic, sizeof(zip_magic)) ||
	       begins(first, n, empty_zip_magic, sizeof(empty_zip_magic)) ||
	       begins(first, n, ole_magic, sizeof(ole_magic));
}

/* --- which sheet --- */

/* Whether there is anything in it: 1, 0, or -1 with *err. */
static int has_rows(struct workbook *w, const struct xlsx_tab *tab, struct sijil_err *err)
{
	struct xlsx_sheet *sheet = xlsx_sheet_open(&w->book, tab, &w->styles, &w->strings, 0, err);
	const struct csv_field *cells;
	size_t n;
	int got;

	if (sheet == NULL)
		return -1;
	got = xlsx_sheet_next(sheet, &cells, &n, err);
	xlsx_sheet_close(sheet);
	return got;
}

static const struct xlsx_tab *tab_named(const struct workbook *w, const char *name)
{
	struct arena scratch = { 0 };
	const char *wanted = text_fold(&scratch, name);
	const struct xlsx_tab *found = NULL;
	size_t i;

	for (i = 0; i < w->book.n_tabs && found == NULL; i++)
		if (strcmp(w->book.tabs[i].name, name) == 0)
			found = &w->book.tabs[i];
	for (i = 0; i < w->book.n_tabs && found == NULL; i++)
		if (strcmp(text_fold(&scratch, w->book.tabs[i].name), wanted) == 0)
			found = &w->book.tabs[i];
	arena_release(&scratch);
	return found;
}

static const struct xlsx_tab *tab_chosen(const struct workbook *w, const char *sheet)
{
	const struct xlsx_tab *tab = tab_named(w, sheet);
	const char *why;
	int64_t number;

	if (tab != NULL || number_parse_int(sheet, strlen(sheet), &number, &why) != 0 || number < 1 ||
	    number > (int64_t)w->book.n_tabs)
		return tab;
	return &w->book.tabs[number - 1];
}

/* "'Mars' (1), 'Avril' (2)": those of the list, by their numbers among all. */
static void list_tabs(const struct workbook *w, const bool *listed, struct str *out)
{
	size_t shown = 0, i;

	str_init(out, 400);
	for (i = 0; i < w->book.n_tabs; i++) {
		if (listed != NULL && !listed[i])
			continue;
		if (shown++ == LISTED_MAX) {
			str_add(out, ", ...");
			break;
		}
		str_addf(out, "%s'%s' (%zu)", shown > 1 ? ", " : "", w->book.tabs[i].name, i + 1);
	}
}

static int no_such_tab(const struct workbook *w, const char *sheet, struct sijil_err *err)
{
	struct str list;

	list_tabs(w, NULL, &list);
	err_set(err, ERR_USAGE, "'%s' has no sheet '%.100s': it has %s", w->zip.shown, sheet, list.s);
	str_release(&list);
	return -1;
}

/* Of the sheets with anything in them: the only one, or the one that is called as what is imported. */
static int choose_filled(struct workbook *w, const bool *filled, size_t n, struct sijil_err *err)
{
	const struct xlsx_tab *named = w->request->table != NULL ? tab_named(w, w->request->table) : NULL;
	struct str list;
	size_t i = 0;

	if (n > 1 && named != NULL && filled[named - w->book.tabs]) {
		w->tab = named;
		return 0;
	}
	if (n > 1) {
		list_tabs(w, filled, &list);
		err_set(err, ERR_USAGE, "'%s' has several sheets: say which with --sheet NAME (or `sheet:` in the mapping): %s",
			w->zip.shown, list.s);
		str_release(&list);
		return -1;
	}
	while (i + 1 < w->book.n_tabs && (n == 1 ? !filled[i] : w->book.tabs[i].hidden))
		i++;
	w->tab = &w->book.tabs[i];
	return 0;
}

static int choose_tab(struct workbook *w, struct sijil_err *err)
{
	const char *sheet = w->request->sheet;
	bool *filled;
	size_t n = 0, i;
	int rc = 0;

	if (sheet != NULL) {
		w->tab = tab_chosen(w, sheet);
		return w->tab != NULL ? 0 : no_such_tab(w, sheet, err);
	}
	filled = mem_alloc(w->book.n_tabs * sizeof(*filled));
	for (i = 0; i < w->book.n_tabs && rc >= 0; i++) {
		if (w->book.tabs[i].hidden)
			continue;
		rc = has_rows(w, &w->book.tabs[i], err);
		filled[i] = rc == 1;
		n += filled[i];
	}
	rc = rc < 0 ? -1 : choose_filled(w, filled, n, err);
	free(filled);
	return rc;
}

/* --- the driver --- */

static int open_parts(struct workbook *w, const struct source_file *file, struct sijil_err *err)
{
	if (begins(file->first, file->first_n, ole_magic, sizeof(ole_magic)))
		return err_set(err, ERR_DATA,
			       "'%s' is protected by a password, or in the old .xls format: open it in Excel or LibreOffice and "
			       "save it as .xlsx without a password",
			       file->shown);
	if (xlsx_zip_open(&w->zip, file->fd, file->shown, file->size, err) != 0 ||
	    xlsx_book_read(&w->book, &w->zip, err) != 0 || xlsx_styles_read(&w->styles, &w->book, err) != 0 ||
	    xlsx_strings_read(&w->strings, &w->book, err) != 0 || choose_tab(w, err) != 0)
		return -1;
	w->sheet = xlsx_sheet_open(&w->book, w->tab, &w->styles, &w->strings, w->request->header_line, err);
	return w->sheet != NULL ? 0 : -1;
}

static void close_xlsx(void *state)
{
	struct workbook *w = state;

	xlsx_sheet_close(w->sheet);
	xlsx_strings_release(&w->strings);
	xlsx_styles_release(&w->styles);
	xlsx_book_release(&w->book);
	xlsx_zip_close(&w->zip);
	free(w);
}

static void *open_xlsx(const struct source_file *file, const struct source_request *request, struct sijil_err *err)
{
	struct workbook *w = mem_alloc(sizeof(*w));

	w->request = request;
	if (open_parts(w, file, err) == 0) {
		w->request = NULL; /* the caller's, and perhaps gone */
		return w;
	}
	close_xlsx(w);
	return NULL;
}

static int next(void *state, const struct csv_field **cells, size_t *n, struct sijil_err *err)
{
	const struct workbook *w = state;

	return xlsx_sheet_next(w->sheet, cells, n, err);
}

static unsigned line(const void *state)
{
	const struct workbook *w = state;

	return xlsx_sheet_line(w->sheet);
}

static size_t passed_over(const void *state)
{
	const struct workbook *w = state;

	return xlsx_sheet_passed_over(w->sheet);
}

static void describe(const void *state, struct str *out)
{
	const struct workbook *w = state;

	str_addf(out, "Excel workbook, sheet '%s'", w->tab->name);
}

/* --- notes --- */

static void note_merged(const struct xlsx_seen *seen, source_note_fn *tell, void *arg)
{
	struct source_note note = {
		.warning = true,
		.code = "XLS-W01",
		.line = seen->merged_line,
		.remedy = "if the others belong to it too: unmerge the cells in the spreadsheet and fill each",
	};
	struct str message;

	str_init(&message, 200);
	str_addf(&message, "the cells %s are merged", seen->first_merged);
	if (seen->merged > 1)
		str_addf(&message, ", and %zu more groups of cells", seen->merged - 1);
	str_add(&message, ": only the first of merged cells holds a value, the others are empty");
	note.message = message.s;
	tell(arg, &note);
	str_release(&message);
}

static void note_damaged(const struct xlsx_seen *seen, source_note_fn *tell, void *arg)
{
	struct source_note note = {
		.warning = true,
		.code = "XLS-W02",
		.line = seen->damaged_line,
		.column = seen->damaged_column,
		.remedy = "compare it with the paper; make the column Text in the spreadsheet before typing such numbers",
	};
	struct str message;

	str_init(&message, 200);
	str_addf(&message, "%zu number%s of more than 15 digits: a spreadsheet keeps 15, and the last digits may be wrong",
		 seen->damaged, seen->damaged == 1 ? "" : "s");
	note.message = message.s;
	tell(arg, &note);
	str_release(&message);
}

static void note_hidden(const struct workbook *w, const struct xlsx_seen *seen, source_note_fn *tell, void *arg)
{
	struct source_note note = { .code = "XLS-I03" };
	struct str message;

	str_init(&message, 200);
	if (w->tab->hidden)
		str_addf(&message, "the sheet '%s' is hidden; ", w->tab->name);
	if (seen->hidden_rows > 0)
		str_addf(&message, "%zu row%s hidden (by a filter, or by hand); ", seen->hidden_rows,
			 seen->hidden_rows == 1 ? " is" : "s are");
	if (seen->hidden_columns)
		str_add(&message, "some columns are hidden; ");
	if (message.len > 0) {
		str_add(&message, "what is hidden is read like the rest");
		note.message = message.s;
		tell(arg, &note);
	}
	str_release(&message);
}

static void notes(const void *state, source_note_fn *tell, void *arg)
{
	const struct workbook *w = state;
	const struct xlsx_seen *seen = xlsx_sheet_seen(w->sheet);

	if (seen->merged > 0)
		note_merged(seen, tell, arg);
	if (seen->damaged > 0)
		note_damaged(seen, tell, arg);
	note_hidden(w, seen, tell, arg);
}

const struct source_driver source_xlsx = {
	.recognise = recognise,
	.open = open_xlsx,
	.close = close_xlsx,
	.next = next,
	.line = line,
	.passed_over = passed_over,
	.describe = describe,
	.notes = notes,
	.letters = true,
};

/* One row's cells, as the mapping and the file itself say that they are written, to a draft. */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "exchange/import_private.h"

/* A workbook's own number always has a point before its decimals. */
static const struct number_style own_number = { .decimal = '.' };

enum cell_type import_cell_type(const struct kind *kind, int target)
{
	if (target < 0)
		return target == INTAKE_ON || target == INTAKE_UNTIL ? CELL_DATE : CELL_TEXT;
	switch (kind->fields[target].def->type) {
	case SIJIL_DATE:
		return CELL_DATE;
	case SIJIL_INT:
	case SIJIL_DECIMAL:
		return CELL_NUMBER;
	default:
		return CELL_TEXT;
	}
}

/* --- words for nothing --- */

static bool is_word(const char *text, size_t n, const char *const *words, struct arena *scratch)
{
	const char *folded;

	for (; *words != NULL; words++) {
		if (strlen(*words) == n && memcmp(*words, text, n) == 0)
			return true;
		folded = text_fold(scratch, *words);
		/* Of "-" nothing is left when it is folded. */
		if (*folded != '\0' && strcmp(folded, text_fold(scratch, text)) == 0)
			return true;
	}
	return false;
}

static bool is_missing(struct importing *m, const struct column *column, const struct csv_field *cell)
{
	struct arena *scratch = &m->row_arena;
	const char *text = cell->s;
	size_t i, n = cell->n;

	if (column->format->missing[0] == NULL)
		return false;
	for (; n > 0 && *text == ' '; text++)
		n--;
	for (; n > 0 && text[n - 1] == ' '; n--)
		;
	for (i = 0; column->format->missing[i] != NULL; i++)
		if (is_word(text, n, column->format->missing[i], scratch))
			return true;
	return false;
}

bool import_is_declared(struct importing *m, const struct column *column, const struct csv_field *cell)
{
	size_t n = cell->n;

	return n > 0 && (is_missing(m, column, cell) || mapping_read(column, cell->s, &n, &m->row_arena) != cell->s);
}

/* --- dates --- */

/* One cell on its way into a draft. */
struct taking {
	struct importing *m;
	struct feed *feed;
	const struct column *column;
	const struct csv_field *cell;
	uint32_t number; /* of the cell */
	const char *text;
	size_t n;
};

static bool looks_iso(const struct taking *t)
{
	return t->n == sizeof("2024-03-09") - 1 && t->text[4] == '-' && t->text[7] == '-';
}

static void refuse_date(struct taking *t, int rc, const char *why)
{
	struct arena *a = &t->m->row_arena;
	const struct column_format *f = t->column->format;
	const char *as = f->pattern != NULL ? f->pattern : "the mapping says";
	const char *remedy = arena_printf(a, "write it as %s, or as year-month-day, such as 2024-03-09", as), *message;

	if (rc == DATE_IMPOSSIBLE) {
		message = arena_printf(a, "is not a date: %s", why);
	} else if (why == date_two_digits) {
		message = why;
		remedy = "write four, or say in the mapping from which year on they are of the last century, such as "
			 "two_digit_year_pivot: 50";
	} else {
		message = arena_printf(a, "is not a date written as %s", as);
	}
	intake_refuse(&t->feed->intake, &t->feed->draft, t->column->target, t->text, t->n, t->number,
		      rc == DATE_IMPOSSIBLE ? "CORE-E06" : "CORE-E03", remedy, message);
}

static bool is_serial(const struct taking *t)
{
	return t->n == 5 && strspn(t->text, "0123456789") == 5;
}

/* A date with a time, of which no mapping speaks: what it could say. */
static bool refuse_moment(struct taking *t)
{
	static const struct date_style iso = { .moment = true, .pivot = DATE_NO_PIVOT };
	static const struct date_style free = { .order = "dmy", .moment = true, .pivot = DATE_NO_PIVOT };
	const char *why, *as = NULL;
	int32_t day;

	if (memchr(t->text, ':', t->n) == NULL)
		return false;
	if (date_read(t->text, t->n, &iso, &day, &why) == 0)
		as = "iso-datetime";
	else if (date_read(t->text, t->n, &free, &day, &why) != -1)
		as = "dd/mm/yyyy hh:mm";
	if (as != NULL)
		intake_refuse(&t->feed->intake, &t->feed->draft, t->column->target, t->text, t->n, t->number, "CORE-E03",
			      arena_printf(&t->m->row_arena,
					   "if its day is meant, say so in the mapping: dates: %s; or write the day alone", as),
			      "is not a date: it has a time behind it");
	return as != NULL;
}

/* The text becomes an ISO date; false: it was refused.  What no style speaks of is left for the intake to judge. */
static bool read_date(struct taking *t)
{
	const struct column_format *f = t->column->format;
	const bool styled = *f->dates.order != '\0' || f->dates.moment || f->dates.excel != 0;
	char iso[DATE_TEXT];
	const char *why;
	int32_t day;
	int rc;

	if (looks_iso(t))
		return true;
	t->text = intake_trimmed(&t->feed->intake, t->text, &t->n);
	rc = date_read(t->text, t->n, &f->dates, &day, &why);
	if (rc == 0) {
		t->feed->draft.written = t->cell->s;
		t->text = arena_strdup(&t->m->row_arena, date_text(day, iso));
		t->n = strlen(t->text);
		return true;
	}
	if (rc == -1 && is_serial(t)) {
		intake_refuse(&t->feed->intake, &t->feed->draft, t->column->target, t->text, t->n, t->number, "CORE-E03",
			      "if it is the number that a spreadsheet gives a day, say so in the mapping: excel_serial: 1900",
			      "is not a date: a number is not a date");
		return false;
	}
	if (!styled && rc == -1 && refuse_moment(t))
		return false;
	if (!styled || (rc == -1 && *f->dates.order == '\0'))
		return true;
	refuse_date(t, rc, why);
	return false;
}

/* "04/2024" as a period, where the mapping says that months are written so. */
static void read_period(struct taking *t)
{
	const struct date_style *style = &t->column->format->dates;
	char iso[DATE_TEXT];
	const char *why;
	int32_t day;

	if (*style->order == '\0' || date_read(t->text, t->n, style, &day, &why) != 0)
		return;
	date_text(day, iso);
	if (strchr(style->order, 'd') == NULL)
		iso[sizeof("2024-03") - 1] = '\0';
	t->feed->draft.written = t->cell->s;
	t->text = arena_strdup(&t->m->row_arena, iso);
	t->n = strlen(t->text);
}

/* --- cells --- */

/* The cell as it is to be taken; false: there is nothing to take. */
static bool read_cell(struct taking *t)
{
	const enum cell_type type = import_cell_type(t->feed->fed->kind, t->column->target);
	const char *text = mapping_read(t->column, t->text, &t->n, &t->m->row_arena);
	struct intake *in = &t->feed->intake;

	in->numbers = NULL;
	if (text != t->text) {
		t->feed->draft.written = t->text;
		t->text = text;
		return t->n > 0;
	}
	if (is_missing(t->m, t->column, t->cell))
		return false;
	if (type != CELL_TEXT && survey_refuses(t->m, t->number - 1, t->cell, type == CELL_NUMBER)) {
		intake_refuse(in, &t->feed->draft, t->column->target, t->text, t->n, t->number, "CORE-E03", NULL, NULL);
		return false;
	}
	if (type == CELL_DATE)
		return read_date(t);
	if (t->column->target == INTAKE_PERIOD)
		read_period(t);
	in->numbers = t->cell->number ? &own_number : &t->column->format->numbers;
	return true;
}

static size_t found(const struct importing *m)
{
	const struct findings *f = &m->result->findings;

	return f->errors + f->warnings + f->infos;
}

static int take_cell(struct importing *m, struct feed *feed, const struct csv_field *cell, size_t i,
		     struct sijil_err *err)
{
	struct taking t = {
		.m = m,
		.feed = feed,
		.column = &feed->columns.items[i],
		.cell = cell,
		.number = (uint32_t)i + 1,
		.text = cell->s,
		.n = cell->n,
	};
	const size_t told = found(m);
	int rc = 0;

	if (read_cell(&t))
		rc = intake_take(&feed->intake, &feed->draft, t.column->target, t.text, t.n, t.number, err);
	feed->draft.written = NULL;
	feed->intake.numbers = NULL;
	again_note(feed, i, cell, found(m) == told);
	return rc;
}

int import_cells(struct importing *m, struct feed *feed, const struct csv_field *cells, struct sijil_err *err)
{
	const struct columns *c = &feed->columns;
	size_t i;

	for (i = 0; i < c->n; i++) {
		if (c->items[i].target == INTAKE_NONE || cells[i].n == 0)
			continue;
		if (!again_take(feed, i, &cells[i]) && take_cell(m, feed, &cells[i], i, err) != 0)
			return -1;
	}
	for (i = 0; i < c->n_constants; i++) {
		const struct constant *constant = &c->constants[i];

		if (intake_take(&feed->intake, &feed->draft, constant->target, constant->value, constant->n, 0, err) != 0)
			return -1;
	}
	intake_finish(&feed->intake, &feed->draft);
	return 0;
}

/* --- which rows --- */

static bool is_one_of(const char *folded, const char *const *values)
{
	for (; *values != NULL; values++)
		if (strcmp(*values, folded) == 0)
			return true;
	return false;
}

bool import_is_given(struct importing *m, const struct feed *feed, const struct csv_field *cells)
{
	struct arena *scratch = &m->row_arena;
	const struct columns *c = &feed->columns;
	size_t i;

	if (feed->fed->level != m->level)
		return false;
	for (i = 0; i < c->n_when; i++)
		if (!is_one_of(text_fold(scratch, cells[c->when[i].cell - 1].s), c->when[i].values))
			return false;
	if (c->spread_cell == 0)
		return true;
	i = c->spread_cell - 1;
	return (*text_fold(scratch, cells[i].s) != '\0' || cells[i].fault != NULL) &&
	       !is_missing(m, &c->items[i], &cells[i]);
}

bool import_is_refused(struct importing *m, const struct csv_field *cells)
{
	const struct csv_field *cell = m->review_cell != 0 ? &cells[m->review_cell - 1] : NULL;
	const enum review review =
		cell != NULL ? profile_review(m->profile, text_fold(&m->row_arena, cell->s)) : REVIEW_TAKEN;
	struct finding doubt = {
		.severity = SIJIL_WARNING,
		.code = "CSV-W03",
		.line = source_line(m->source),
		.column = m->review_cell,
		.program = m->r->program->id,
		.kind = m->feeds[0].fed->kind->def->name,
		.message = "a reviewer has doubts about this record",
		.remedy = "settle them where it was collected, and import the file again",
	};

	if (review == REVIEW_REFUSED)
		return !m->r->unreviewed && (m->r->mapping == NULL || !m->r->mapping->take_all);
	if (review != REVIEW_DOUBTED)
		return false;
	doubt.value = cell->s;
	findings_add(&m->result->findings, &doubt);
	return false;
}

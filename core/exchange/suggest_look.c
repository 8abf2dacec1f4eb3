/* What stands in the columns of a file: evidence for what they are. */
#include "config.h"

#include <string.h>

#include "base/date_names.h"
#include "base/date_read.h"
#include "base/text.h"
#include "exchange/suggest_private.h"

static const char *const nothings[] = { "n/a", "na", "null", "nan", "neant", "nd", "nil", "none", "vide", "-", "\xe2\x80\x93",
					"--", "غير متوفر" };

int64_t look_dates(const struct look *l)
{
	return l->iso + l->moments + l->open + l->named + l->two_digits + (l->dmy.line > 0) + (l->mdy.line > 0);
}

static bool is_nothing(struct arena *scratch, const char *text)
{
	const char *folded = text_fold(scratch, text);
	size_t i;

	for (i = 0; i < sizeof(nothings) / sizeof(nothings[0]); i++)
		if (strcmp(nothings[i], text) == 0 || (*folded != '\0' && strcmp(nothings[i], folded) == 0))
			return true;
	return false;
}

static void add_nothing(struct look *l, struct arena *arena, const char *text)
{
	size_t i;

	l->nothings++;
	for (i = 0; i < l->n_nothing; i++)
		if (strcmp(l->nothing[i], text) == 0)
			return;
	if (l->n_nothing < sizeof(l->nothing) / sizeof(l->nothing[0]))
		l->nothing[l->n_nothing++] = arena_strdup(arena, text);
}

static void prove(struct look_proof *proof, uint32_t line, const char *text)
{
	if (proof->line != 0)
		return;
	proof->line = line;
	memcpy(proof->text, text, str_cut(text, LOOK_SAMPLE - 1));
}

/* Three parts of which the middle one is the name of a month: "26-Feb-2019". */
static bool has_month_name(const char *text)
{
	const char *start = text + strcspn(text, "/.- ");
	size_t n;

	start += strspn(start, "/.- ");
	for (n = strlen(start); n > 0 && ((start[n - 1] >= '0' && start[n - 1] <= '9') || strchr("/.- ", start[n - 1]) != NULL);)
		n--;
	return n > 0 && date_month_named(start, n) != 0;
}

static void look_date(struct look *l, uint32_t line, const char *text, size_t n)
{
	const struct date_style iso = { .pivot = DATE_NO_PIVOT };
	const struct date_style two = { .order = "dmy", .pivot = 50 }, moment = { .moment = true, .pivot = DATE_NO_PIVOT };
	const char *why;
	int32_t day;

	switch (date_order_of(text, n, &l->separator)) {
	case DATE_ORDER_DMY:
		prove(&l->dmy, line, text);
		return;
	case DATE_ORDER_MDY:
		prove(&l->mdy, line, text);
		return;
	case DATE_ORDER_OPEN:
		l->open++;
		return;
	default:
		break;
	}
	if (date_read(text, n, &iso, &day, &why) != -1)
		l->iso++;
	else if (date_read(text, n, &moment, &day, &why) == 0)
		l->moments++;
	else if (date_read(text, n, &two, &day, &why) != -1)
		l->two_digits++;
	else if (has_month_name(text))
		l->named++;
}

static void look_number(struct look *l, const struct csv_field *cell, const char *text, size_t n)
{
	const struct number_style silent = { .percent = true };
	const char *why, *last = text + n;
	char plain[NUMBER_READ];

	if (number_read(text, n, &silent, plain, &why) == 0) {
		l->numbers++;
		l->serials += strlen(plain) == 5 && strspn(plain, "0123456789") == 5;
		while (last > text && *last != ',' && *last != '.')
			last--;
		if (strchr(plain, '.') != NULL && !cell->number) {
			l->comma |= *last == ',';
			l->point |= *last == '.';
		}
	} else if (why == number_ambiguous) {
		l->numbers++;
		l->twofold += !cell->number;
	}
}

static void look_value(struct look *l, struct arena *arena, const char *text)
{
	size_t i;

	for (i = 0; i < l->n_values; i++)
		if (strcmp(l->values[i], text) == 0)
			return;
	if (l->n_values == LOOK_VALUES)
		l->many = true;
	else
		l->values[l->n_values++] = arena_strdup(arena, text);
}

static void look(struct look *l, uint32_t line, const struct csv_field *cell, struct arena *arena, struct arena *scratch)
{
	const char *text = cell->s;
	size_t n = cell->n;

	for (; n > 0 && *text == ' '; text++)
		n--;
	for (; n > 0 && text[n - 1] == ' '; n--)
		;
	if (n == 0)
		return;
	text = arena_strndup(scratch, text, n);
	l->n++;
	if (is_nothing(scratch, text)) {
		add_nothing(l, arena, text);
		return;
	}
	look_date(l, line, text, n);
	look_number(l, cell, text, n);
	if (!l->many)
		look_value(l, arena, text);
}

int look_at(struct source *source, struct arena *arena, struct look **out, size_t *n, struct sijil_err *err)
{
	struct arena scratch = { 0 };
	const struct csv_field *cells;
	size_t have, i;
	int got = source_next(source, &cells, n, err);

	if (got == 0)
		err_set(err, ERR_DATA, "the file is empty: its first row must name the columns");
	if (got != 1)
		return -1;
	*out = arena_alloc(arena, (*n + 1) * sizeof(**out));
	for (i = 0; i < *n; i++)
		(*out)[i].name = arena_strndup(arena, cells[i].s, cells[i].n);
	while ((got = source_next(source, &cells, &have, err)) == 1) {
		for (i = 0; i < *n && i < have; i++)
			look(&(*out)[i], source_line(source), &cells[i], arena, &scratch);
		arena_reset(&scratch);
	}
	arena_release(&scratch);
	return got;
}

/* What becomes of every line of a file. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/import_private.h"

/* The lines with errors of one code. */
struct outcome_code {
	const char *code;
	uint8_t *lines; /* a bit per line */
	size_t n_lines; /* bits */
	int64_t n;
};

void outcome_start(struct outcome *o)
{
	*o = (struct outcome){ 0 };
}

void outcome_release(struct outcome *o)
{
	size_t i;

	for (i = 0; i < o->n_codes; i++)
		free(o->codes[i].lines);
	free(o->codes);
	free(o->lines);
}

/* At least so many items, the new ones zero; *n is how many there are. */
static uint8_t *enlarge(uint8_t *items, size_t *n, size_t want)
{
	if (want <= *n)
		return items;
	want = want > 2 * *n ? want + 1024 : 2 * *n;
	items = mem_resize(items, want, 1);
	memset(items + *n, 0, want - *n);
	*n = want;
	return items;
}

void outcome_mark(struct outcome *o, uint32_t line, unsigned flags)
{
	o->lines = enlarge(o->lines, &o->n_lines, (size_t)line + 1);
	o->lines[line] |= (uint8_t)flags;
}

unsigned outcome_of(const struct outcome *o, uint32_t line)
{
	return line < o->n_lines ? o->lines[line] : 0;
}

void outcome_judge_again(struct outcome *o)
{
	size_t i;

	for (i = 0; i < o->n_lines; i++)
		o->lines[i] &= (uint8_t)~LINE_JUDGED;
}

void outcome_read_on(struct outcome *o)
{
	size_t i;

	for (i = 0; i < o->n_lines; i++)
		if ((o->lines[i] & LINE_JUDGED) != 0)
			o->lines[i] |= LINE_WARNING;
	o->judging = false;
}

void outcome_leave_rest(struct outcome *o)
{
	size_t i;

	for (i = 0; i < o->n_lines; i++)
		if (o->lines[i] == LINE_DATA)
			o->lines[i] |= LINE_ADDED;
}

/* --- by code --- */

static struct outcome_code *code_of(struct outcome *o, const char *code)
{
	size_t i;

	for (i = 0; i < o->n_codes && strcmp(o->codes[i].code, code) != 0; i++)
		;
	if (i == o->n_codes) {
		o->codes = mem_grow(o->codes, o->n_codes, &o->codes_cap, sizeof(*o->codes));
		o->codes[o->n_codes++] = (struct outcome_code){ .code = code };
	}
	return &o->codes[i];
}

static void count_code(struct outcome *o, const struct finding *f)
{
	struct outcome_code *c = code_of(o, f->code);
	size_t bytes = c->n_lines / 8;
	const uint8_t bit = (uint8_t)(1U << (f->line % 8));

	c->lines = enlarge(c->lines, &bytes, f->line / 8 + 1);
	c->n_lines = bytes * 8;
	c->n += (c->lines[f->line / 8] & bit) == 0;
	c->lines[f->line / 8] |= bit;
}

void outcome_see(void *arg, const struct finding *f)
{
	struct outcome *o = arg;

	if (f->line == 0)
		return;
	if (f->severity == SIJIL_WARNING)
		outcome_mark(o, f->line, o->judging ? LINE_JUDGED : LINE_WARNING);
	if (f->severity != SIJIL_ERROR)
		return;
	outcome_mark(o, f->line, LINE_ERROR);
	count_code(o, f);
	if (o->rejects != NULL)
		rejects_note(o->rejects, f);
}

/* --- totals --- */

static void first_lines(const struct outcome_code *c, struct import_code *out)
{
	size_t i;

	out->n_first = 0;
	for (i = 0; i < c->n_lines && out->n_first < IMPORT_FIRST_LINES; i++)
		if ((c->lines[i / 8] & 1U << (i % 8)) != 0)
			out->first[out->n_first++] = (uint32_t)i;
}

static int by_lines(const void *a, const void *b)
{
	const struct outcome_code *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return strcmp(x->code, y->code);
}

static void count_codes(struct outcome *o, struct import_result *out)
{
	size_t i;

	if (o->n_codes > 1)
		qsort(o->codes, o->n_codes, sizeof(*o->codes), by_lines);
	for (i = 0; i < o->n_codes && i < IMPORT_CODES; i++) {
		out->codes[i] = (struct import_code){ .code = o->codes[i].code, .lines = o->codes[i].n };
		first_lines(&o->codes[i], &out->codes[i]);
	}
	out->n_codes = i;
}

static int64_t *count_for(struct import_result *out, unsigned line)
{
	if ((line & LINE_ERROR) != 0)
		return &out->rejected;
	if ((line & LINE_SUPERSEDED) != 0)
		return &out->superseded;
	if ((line & LINE_ADDED) != 0)
		return &out->added;
	return (line & LINE_UNCHANGED) != 0 ? &out->unchanged : &out->passed;
}

int outcome_count(struct outcome *o, struct import_result *out, struct sijil_err *err)
{
	int64_t sum;
	size_t i;

	out->added = out->superseded = out->unchanged = out->passed = out->rejected = out->warned = 0;
	for (i = 0; i < o->n_lines; i++) {
		if ((o->lines[i] & LINE_DATA) == 0)
			continue;
		++*count_for(out, o->lines[i]);
		out->warned += (o->lines[i] & LINE_ERROR) == 0 && (o->lines[i] & (LINE_WARNING | LINE_JUDGED)) != 0;
	}
	count_codes(o, out);
	sum = out->added + out->superseded + out->unchanged + out->passed + out->rejected;
	if (sum == out->lines)
		return 0;
	return err_set(err, ERR_INTERNAL, "%lld lines were read, and %lld are accounted for: nothing was written",
		       (long long)out->lines, (long long)sum);
}

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "exchange/import_private.h"

enum { LINE_ERROR = 1, LINE_WARNING = 2 };

/* A file that was put together from two may repeat itself a thousand times over. */
static const char crowded[] = "CORE-W08";

void sieve_start(struct sieve *s, struct findings *out)
{
	*s = (struct sieve){ .out = out };
}

static void mark(struct sieve *s, uint32_t line, uint8_t what, int64_t *count)
{
	if (line >= s->n_lines) {
		const size_t want = (size_t)line + 1 > 2 * s->n_lines ? (size_t)line + 1024 : 2 * s->n_lines;

		s->lines = mem_resize(s->lines, want, 1);
		memset(s->lines + s->n_lines, 0, want - s->n_lines);
		s->n_lines = want;
	}
	*count += (s->lines[line] & what) == 0;
	s->lines[line] |= what;
}

static const char *keep_text(struct sieve *s, const char *text)
{
	return text != NULL ? arena_strdup(&s->arena, text) : NULL;
}

static void join_crowd(struct sieve *s, const struct finding *f)
{
	struct finding *kept;

	if (s->crowd_n++ >= SIEVE_MANY)
		return;
	kept = &s->crowd[s->crowd_n - 1];
	*kept = *f;
	kept->value = keep_text(s, f->value);
	kept->message = keep_text(s, f->message);
	kept->remedy = keep_text(s, f->remedy);
}

static void take(struct sieve *s, const struct finding *f)
{
	if (f->line != 0 && f->severity == SIJIL_ERROR)
		mark(s, f->line, LINE_ERROR, &s->bad);
	if (f->line != 0 && f->severity == SIJIL_WARNING)
		mark(s, f->line, LINE_WARNING, &s->warned);
	if (strcmp(f->code, crowded) == 0)
		join_crowd(s, f);
	else
		findings_add(s->out, f);
}

/* More was found than findings keep, so some lines are not known: each lost finding then stands for a row. */
static void count_lost(struct sieve *s, size_t errors, size_t warnings)
{
	s->bad += (int64_t)errors;
	s->warned += (int64_t)warnings;
	s->out->errors += errors;
	s->out->warnings += warnings;
}

void sieve_take(struct sieve *s)
{
	struct findings *one = &s->one;
	size_t kept[SIJIL_ERROR + 1] = { 0 }, i;

	if (one->errors + one->warnings + one->infos == 0)
		return;
	for (i = 0; i < one->n; i++) {
		kept[one->items[i].severity]++;
		take(s, &one->items[i]);
	}
	count_lost(s, one->errors - kept[SIJIL_ERROR], one->warnings - kept[SIJIL_WARNING]);
	one->n_rules = one->n = one->kept_errors = one->errors = one->warnings = one->infos = 0;
	arena_reset(&one->arena);
}

static int by_line(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

/* All of a small crowd; a few of a large one, and how many more there are. */
static void tell_crowd(struct sieve *s)
{
	const bool large = s->crowd_n > SIEVE_MANY;
	const size_t kept = large ? SIEVE_MANY : s->crowd_n, told = large ? SIEVE_FEW : kept;
	struct finding rest;
	char rows[64];
	size_t i;

	qsort(s->crowd, kept, sizeof(s->crowd[0]), by_line);
	for (i = 0; i < told; i++)
		findings_add(s->out, &s->crowd[i]);
	if (!large)
		return;
	rest = s->crowd[told];
	rest.column = 0;
	rest.field = rest.value = NULL;
	number_grouped((int64_t)(s->crowd_n - told) * SIJIL_ONE, 0, ",", rows, sizeof(rows));
	rest.message = arena_printf(&s->arena,
				    "%s more rows, this one among them, have the same content as another "
				    "row or an entry logged before",
				    rows);
	findings_add(s->out, &rest);
}

void sieve_finish(struct sieve *s)
{
	tell_crowd(s);
	findings_release(&s->one);
	arena_release(&s->arena);
	free(s->lines);
	s->lines = NULL;
}

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "exchange/import_private.h"

/* A file that was put together from two may repeat itself a thousand times over. */
static const char crowded[] = "CORE-W08";

void sieve_start(struct sieve *s, struct outcome *outcome, struct findings *errors, struct findings *rest)
{
	*s = (struct sieve){ .errors = errors, .rest = rest };
	s->one.see = outcome_see;
	s->one.see_arg = outcome;
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
	if (strcmp(f->code, crowded) == 0)
		join_crowd(s, f);
	else
		findings_add(f->severity == SIJIL_ERROR ? s->errors : s->rest, f);
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
	/* More was found than findings keep: it is counted, and its lines are known to the outcome. */
	s->errors->errors += one->errors - kept[SIJIL_ERROR];
	s->rest->warnings += one->warnings - kept[SIJIL_WARNING];
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
		findings_add(s->rest, &s->crowd[i]);
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
	findings_add(s->rest, &rest);
}

void sieve_finish(struct sieve *s)
{
	tell_crowd(s);
	findings_release(&s->one);
	arena_release(&s->arena);
}

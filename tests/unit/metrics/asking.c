#include "config.h"

#include "asking.h"

#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "rules/judge.h"

struct answers *answers;
struct trail *trail;

/* only: the code of a metric of "a", whose trail is kept; NULL: all. */
static struct answers *put_question(const char *only, const char *period, const char *by, const char *as_of,
				    struct sijil_err *err)
{
	const struct program *programs[] = { &school.programs[0], &school.programs[1], NULL };
	const char *list[16] = { NULL }, *rest = by, *s;
	struct question q = { .as_of = day_of(as_of != NULL ? as_of : "2024-12-31"),
			      .programs = programs,
			      .by = list,
			      .host = &engine_host };
	size_t n = 0, len;

	while (rest != NULL && (s = text_split(&rest, ',', &len)) != NULL)
		list[n++] = arena_strndup(&school.arena, s, len);
	cr_assert_eq(period_parse(period, &school.city.calendar, &q.period, err), 0, "%s", err->message);
	school_commit();
	answers_free(answers);
	trail_free(trail);
	trail = only != NULL ? trail_new() : NULL;
	q.trail = trail;
	q.only = only != NULL ? program_metric(&school.programs[0], only) : NULL;
	return evaluate(&school.registry, school.log, &q, err);
}

void ask(const char *period, const char *by, const char *as_of)
{
	struct sijil_err err = { 0 };

	answers = put_question(NULL, period, by, as_of, &err);
	cr_assert_not_null(answers, "%s", err.message);
}

void ask_trail(const char *code, const char *period, const char *by)
{
	struct sijil_err err = { 0 };

	answers = put_question(code, period, by, NULL, &err);
	cr_assert_not_null(answers, "%s", err.message);
}

const char *ask_refused(const char *period, const char *by)
{
	struct sijil_err err = { 0 };

	answers = put_question(NULL, period, by, NULL, &err);
	cr_assert_null(answers);
	cr_assert_eq(err.status, ERR_USAGE);
	return arena_strdup(&school.arena, err.message);
}

void asking_end(void)
{
	answers_free(answers);
	trail_free(trail);
	school_close();
}

const struct answer *answer(const char *code)
{
	const struct program_answers *p = &answers->programs[0];
	size_t i;

	for (i = 0; i < p->n_metrics; i++)
		if (strcmp(p->metrics[i].metric->def->code, code) == 0)
			return &p->metrics[i];
	cr_assert_fail("no metric %s", code);
	return NULL;
}

/* --- as text --- */

static const char *amount(int64_t a)
{
	char text[NUMBER_TEXT];

	return a == SIJIL_MISSING ? "-" : arena_strdup(&school.arena, number_text(a, text));
}

static const char *figure_text(const struct figure *f, bool ratio)
{
	const char *value = f->missing == PRESENT ? amount(f->value) : missing_code(f->missing);

	if (!ratio)
		return arena_printf(&school.arena, "%s (%s)", value, amount(f->numerator));
	return arena_printf(&school.arena, "%s (%s/%s)", value, amount(f->numerator), amount(f->denominator));
}

static bool is_ratio(const struct answer *a)
{
	return a->metric->def->ratio;
}

const char *said_total(const char *code)
{
	return figure_text(&answer(code)->total, is_ratio(answer(code)));
}

const char *said_previous(const char *code)
{
	return figure_text(&answer(code)->previous, is_ratio(answer(code)));
}

static const char *joined(const char *list, const char *more)
{
	return arena_printf(&school.arena, "%s%s%s", list, *list != '\0' ? ", " : "", more);
}

const char *said_by(const char *code, const char *by)
{
	const struct answer *a = answer(code);
	const char *text = "";
	size_t i, k;

	for (i = 0; i < a->n_breakdowns; i++) {
		const struct breakdown *b = &a->breakdowns[i];

		if (strcmp(b->by, by) != 0)
			continue;
		for (k = 0; k < b->n; k++)
			text = joined(text, arena_printf(&school.arena, "%s %s", b->groups[k].code,
							 figure_text(&b->groups[k].figure, is_ratio(a))));
		return b->additive ? arena_printf(&school.arena, "= %s", text) : text;
	}
	return text;
}

const char *said_parts(const char *code)
{
	const struct answer *a = answer(code);
	const char *text = "";
	size_t i;

	for (i = 0; i < a->n_parts; i++)
		text = joined(text, arena_printf(&school.arena, "%s %s", a->parts[i].title,
						 figure_text(&a->parts[i].figure, is_ratio(a))));
	return text;
}

const char *said_excluded(const char *code)
{
	const struct answer *a = answer(code);
	const char *text = "";
	size_t i;

	for (i = 0; i < a->n_excluded; i++) {
		const struct excluded *e = &a->excluded[i];

		text = joined(text, arena_printf(&school.arena, "%s %lld%s%s", e->reason, (long long)e->count,
						 e->amount != SIJIL_MISSING ? " = " : "",
						 e->amount != SIJIL_MISSING ? amount(e->amount) : ""));
	}
	return text;
}

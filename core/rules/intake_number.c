/* Numbers, as typed and as files write them: CORE-E02 no number, more than one way to read it, not a choice, out of range. */
#include "config.h"

#include <string.h>

#include "base/number.h"
#include "rules/intake_private.h"

/* Whole numbers beyond this have no amount. */
#define INT_MAX_AMOUNT (INT64_MAX / SIJIL_ONE)

/* One text, as it is read. */
struct reading {
	const char *why, *remedy; /* of the refusal */
	char plain[NUMBER_READ];
};

/* The number in plain digits; false and why not. */
static bool read_plain(const struct intake *in, const struct given *g, struct reading *r)
{
	const char *unit = in->kind->fields[g->target].def->unit;
	struct number_style style = in->numbers != NULL ? *in->numbers : (struct number_style){ 0 };

	style.percent = unit != NULL && strcmp(unit, "%") == 0;
	if (number_read(g->s, g->n, &style, r->plain, &r->why) == 0)
		return true;
	if (r->why == number_ambiguous && in->numbers != NULL)
		r->remedy = "say in the mapping of sijil.yaml which it is: decimal: \",\" or decimal: \".\"";
	return false;
}

static int read_int(const struct intake *in, const struct given *g, struct reading *r, int64_t *number)
{
	const char *why;

	*r = (struct reading){ 0 };
	if (number_parse_int(g->s, g->n, number, &r->why) == 0)
		return 0;
	why = r->why;
	r->remedy = intake_help_int(in->arena, g->s);
	if (read_plain(in, g, r))
		return number_parse_int(r->plain, strlen(r->plain), number, &r->why);
	if (r->why == NULL)
		r->why = why;
	return -1;
}

static int read_decimal(const struct intake *in, const struct given *g, struct reading *r, int64_t *amount)
{
	const bool typed = in->numbers == NULL || memchr(g->s, '.', g->n) == NULL;
	const char *why;

	*r = (struct reading){ 0 };
	/* A file's "1.234" may be one thousand. */
	if (number_parse_amount(g->s, g->n, amount, &r->why) == 0 && typed)
		return 0;
	why = r->why;
	r->remedy = intake_help_decimal(in->arena, g->s);
	if (read_plain(in, g, r))
		return number_parse_amount(r->plain, strlen(r->plain), amount, &r->why);
	if (r->why == NULL)
		r->why = why != NULL ? why : "is not a number";
	return -1;
}

static bool is_chosen(const struct field *f, int64_t number)
{
	const char *why;
	int64_t choice;
	unsigned i;

	for (i = 0; i < f->n_choices; i++)
		if (number_parse_int(f->choices[i], strlen(f->choices[i]), &choice, &why) == 0 && choice == number)
			return true;
	return false;
}

int intake_take_int(const struct intake *in, struct draft *d, const struct given *g, struct sijil_err *err)
{
	const struct field *f = &in->kind->fields[g->target];
	struct reading r;
	int64_t number;

	(void)err;
	if (read_int(in, g, &r, &number) != 0)
		intake_fault(in, d, g, "CORE-E02", r.remedy, "%s%s", r.why,
			     intake_limits(in->arena, f->def, f->def->unit));
	else if (f->n_choices > 0 && !is_chosen(f, number))
		intake_fault(in, d, g, "CORE-E02", NULL, "is not one of: %s", intake_listed(in->arena, f->choices));
	else if (!intake_unlimited(f->def) && (number < f->def->min || number > f->def->max))
		intake_fault(in, d, g, "CORE-E02", NULL, "is out of range%s",
			     intake_limits(in->arena, f->def, f->def->unit));
	else if (number > INT_MAX_AMOUNT || number < -INT_MAX_AMOUNT)
		intake_fault(in, d, g, "CORE-E02", NULL, "is too large");
	else
		intake_set(d, g, number);
	return 0;
}

/* A limit is in whole units; one that has no amount lies beyond every amount. */
static bool below(int64_t amount, int64_t limit)
{
	int64_t as_amount;

	if (__builtin_mul_overflow(limit, SIJIL_ONE, &as_amount))
		return limit > 0;
	return amount < as_amount;
}

static bool above(int64_t amount, int64_t limit)
{
	int64_t as_amount;

	if (__builtin_mul_overflow(limit, SIJIL_ONE, &as_amount))
		return limit < 0;
	return amount > as_amount;
}

int intake_take_decimal(const struct intake *in, struct draft *d, const struct given *g, struct sijil_err *err)
{
	const struct sijil_field *def = in->kind->fields[g->target].def;
	struct reading r;
	int64_t amount;

	(void)err;
	if (read_decimal(in, g, &r, &amount) != 0)
		intake_fault(in, d, g, "CORE-E02", r.remedy, "%s%s", r.why, intake_limits(in->arena, def, def->unit));
	else if (!intake_unlimited(def) && (below(amount, def->min) || above(amount, def->max)))
		intake_fault(in, d, g, "CORE-E02", NULL, "is out of range%s", intake_limits(in->arena, def, def->unit));
	else
		intake_set(d, g, amount);
	return 0;
}

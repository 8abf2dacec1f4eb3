/* Saying what is wrong with a text, safely: it may be long, and it may hold anything. */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "rules/intake_private.h"

enum { SHOWN_MAX = 60, VALUE_MAX = 200 };

/* Stands in the text of a missing value whose field was given, but badly. */
static const char faulty[] = "";

bool intake_has(const struct draft *d, int field)
{
	return d->values[field].number != SIJIL_MISSING || d->values[field].text == faulty;
}

bool intake_has_part(const struct draft *d, int target)
{
	return (d->given & 1u << (-1 - target)) != 0;
}

/* The first bytes of what was given, cut at a character, controls as '?': a cell must not drive a terminal. */
static const char *shown(struct arena *a, const struct given *g, size_t max)
{
	size_t n = g->n > max ? str_cut(g->s, max) : g->n, i;
	char *out;

	out = arena_printf(a, "%.*s%s", (int)n, g->s, n < g->n ? "..." : "");
	for (i = 0; i < n; i++)
		if ((unsigned char)out[i] < 0x20 || out[i] == 0x7f)
			out[i] = '?';
	return out;
}

static uint32_t column_of(const struct draft *d, const struct given *g)
{
	uint32_t at = (uint32_t)(g->target - INTAKE_NONE);

	if (g->column != 0 || d->columns == NULL || at >= d->columns_n)
		return g->column;
	return d->columns[at];
}

static void spoil(struct draft *d, int target)
{
	d->bad = true;
	if (target >= 0)
		d->values[target] = (struct value){ .number = SIJIL_MISSING, .text = faulty };
}

/* Whether a rule asks of its field, or of the days, just what the field's type and range, or the core, ask of them. */
static bool asks_the_same(const struct sijil_rule *r, const struct kind *kind, int target)
{
	char must[80];

	if (target == INTAKE_UNTIL || target == INTAKE_PERIOD)
		return strcmp(r->must, "days>=1,days<=366") == 0;
	if (target < 0 || kind->fields[target].def->type != SIJIL_INT)
		return false;
	snprintf(must, sizeof(must), "%s>=%lld", kind->fields[target].def->name,
		 (long long)kind->fields[target].def->min);
	return strcmp(r->must, must) == 0;
}

/* A plugin's row that asks the same has a code of its own for it, under which people know it. */
static const char *code_of(const struct intake *in, int target, const char *code)
{
	const struct program *p = in->kind->program;
	unsigned i;

	for (i = 0; i < p->n_rules && strcmp(code, "CORE-E02") == 0; i++) {
		const struct sijil_rule *r = p->rules[i].def;

		if (p->rules[i].kind == in->kind && r->severity == SIJIL_ERROR && r->check == SIJIL_MUST &&
		    r->when == NULL && asks_the_same(r, in->kind, target))
			return r->code;
	}
	return code;
}

void intake_fault(const struct intake *in, struct draft *d, const struct given *g, const char *code, const char *remedy,
		  const char *format, ...)
{
	struct finding f = { .severity = SIJIL_ERROR, .code = code, .line = d->line, .remedy = remedy };
	struct sijil_err what = { 0 };
	va_list args;

	va_start(args, format);
	err_vset(&what, ERR_DATA, format, args);
	va_end(args);
	f.code = code_of(in, g->target, code);
	f.column = column_of(d, g);
	f.program = in->kind->program->id;
	f.kind = in->kind->def->name;
	f.field = intake_name(in->kind, g->target);
	f.message = arena_printf(in->arena, "%s %s", f.field, what.message);
	if (g->s != NULL) {
		const struct given as_written = { .s = d->written,
						  .n = d->written != NULL ? strlen(d->written) : 0 };
		const struct given *told = d->written != NULL ? &as_written : g;

		f.value = shown(in->arena, told, VALUE_MAX);
		f.message = arena_printf(in->arena, "%s '%s' %s", f.field, shown(in->arena, told, SHOWN_MAX),
					 what.message);
	}
	findings_add(in->findings, &f);
	spoil(d, g->target);
}

void intake_refuse(const struct intake *in, struct draft *d, int target, const char *text, size_t n, uint32_t column,
		   const char *code, const char *remedy, const char *message)
{
	const struct given g = { target, text, n, column };

	if (target < 0)
		d->given |= 1u << (-1 - target);
	if (message != NULL)
		intake_fault(in, d, &g, code, remedy, "%s", message);
	else
		spoil(d, target);
}

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "plugin/expr_private.h"

static struct slice trim(const char *s, size_t n)
{
	while (n > 0 && *s == ' ')
		s++, n--;
	while (n > 0 && s[n - 1] == ' ')
		n--;
	return (struct slice){ s, n };
}

/* The next part of *rest up to sep, trimmed; false at the end. */
static bool next_part(struct slice *rest, char sep, struct slice *part)
{
	const char *end;

	if (rest->s == NULL)
		return false;
	end = memchr(rest->s, sep, rest->n);
	*part = trim(rest->s, end != NULL ? (size_t)(end - rest->s) : rest->n);
	if (end == NULL)
		*rest = (struct slice){ NULL, 0 };
	else
		*rest = (struct slice){ end + 1, rest->n - (size_t)(end + 1 - rest->s) };
	return true;
}

static unsigned count_parts(struct slice text, char sep)
{
	unsigned n = 1;
	size_t i;

	for (i = 0; i < text.n; i++)
		n += text.s[i] == sep;
	return n;
}

static int compile_term(struct compiler *c, struct slice text, bool judged, struct term *t)
{
	struct slice factor;

	while (next_part(&text, '*', &factor)) {
		if (t->n == 2)
			return err_set(c->err, ERR_CONFIG, "'%s': at most two factors", c->whole);
		if (path_compile(c, factor, judged, &t->factors[t->n++]) != 0)
			return -1;
	}
	return 0;
}

/* The next term up to a sign; *minus: whether it is one that is taken away. */
static bool next_term(struct slice *rest, bool *minus, struct slice *term)
{
	size_t i;

	if (rest->s == NULL)
		return false;
	*minus = *rest->s == '-';
	if (*minus || *rest->s == '+')
		*rest = (struct slice){ rest->s + 1, rest->n - 1 };
	for (i = 0; i < rest->n && rest->s[i] != '+' && rest->s[i] != '-'; i++)
		;
	*term = trim(rest->s, i);
	*rest = i < rest->n ? (struct slice){ rest->s + i, rest->n - i } : (struct slice){ NULL, 0 };
	return true;
}

static int compile_expr(struct compiler *c, struct slice text, bool judged, struct expr **out)
{
	struct expr *x = arena_alloc(c->arena, sizeof(*x));
	struct slice term;
	bool minus;

	x->terms = arena_alloc(c->arena, (count_parts(text, '+') + count_parts(text, '-')) * sizeof(*x->terms));
	*out = x;
	while (next_term(&text, &minus, &term)) {
		struct term *t = &x->terms[x->n++];

		t->minus = minus;
		if (compile_term(c, term, judged, t) != 0)
			return -1;
	}
	return 0;
}

struct expr *expr_compile(const char *text, const struct scope *scope, struct arena *arena, struct sijil_err *err)
{
	struct compiler c = { .scope = scope, .arena = arena, .err = err, .whole = text };
	struct expr *x;

	return compile_expr(&c, trim(text, strlen(text)), false, &x) == 0 ? x : NULL;
}

static const struct {
	const char *sign;
	enum op op;
} ops[] = {
	{ "!=", OP_NE }, { "<=", OP_LE }, { ">=", OP_GE }, { "=", OP_EQ }, { "<", OP_LT }, { ">", OP_GT },
};

/* Where the comparison stands in the text, the longest sign first; NULL if there is none. */
static const char *find_op(struct slice text, size_t *sign, enum op *op)
{
	size_t i, k;

	for (i = 0; i < text.n; i++)
		for (k = 0; k < sizeof(ops) / sizeof(ops[0]); k++) {
			size_t n = strlen(ops[k].sign);

			if (i + n <= text.n && memcmp(text.s + i, ops[k].sign, n) == 0) {
				*sign = n;
				*op = ops[k].op;
				return text.s + i;
			}
		}
	return NULL;
}

static int bad_literal(struct compiler *c, const char *text, const char *expected)
{
	return err_set(c->err, ERR_CONFIG, "'%s' in '%s' is not %s", text, c->whole, expected);
}

/* What people write who know other notations. */
static const char *slip(const char *text)
{
	if (text[0] == '=')
		return " (write a single =)";
	if (strchr(text, '=') != NULL || strchr(text, '<') != NULL || strchr(text, '>') != NULL)
		return " (join several conditions by commas, in quotes, or write them as a list)";
	return "";
}

/* The choices of a path, if it has any: of the field, or of the first closing kind that knows the literal. */
static int choice_literal(struct compiler *c, const struct path *p, const char *text, struct literal *out)
{
	const struct field *f = NULL;
	const char **names;
	unsigned i, k, n = p->whose == WHOSE_CLOSE ? p->n_close : 1;

	out->text = text;
	for (i = 0; i < n; i++) {
		f = p->whose == WHOSE_CLOSE ? &p->close_kinds[i]->fields[p->close_fields[i]] :
					      &p->kind->fields[p->field];
		for (k = 0; k < f->n_choices; k++)
			if (strcmp(f->choices[k], text) == 0) {
				out->amount = k;
				return 0;
			}
	}
	names = arena_alloc(c->arena, (f->n_choices + 1) * sizeof(*names));
	for (k = 0; k < f->n_choices; k++)
		names[k] = f->choices[k];
	return bad_literal(c, text, arena_printf(c->arena, "one of its choices%s", expr_hint(c, text, names)));
}

static int compile_literal(struct compiler *c, const struct path *p, enum sijil_type type, const char *text,
			   struct literal *out)
{
	const char *why;
	int32_t day;

	out->text = NULL;
	switch (type) {
	case SIJIL_CHOICE:
		if (p->root == ROOT_CONSTANT)
			break;
		return choice_literal(c, p, text, out);
	case SIJIL_TEXT:
		break;
	case SIJIL_BOOL:
		out->amount = strcmp(text, "true") == 0 ? SIJIL_ONE : 0;
		return out->amount == 0 && strcmp(text, "false") != 0 ? bad_literal(c, text, "true or false") : 0;
	case SIJIL_DATE:
		if (date_parse(text, strlen(text), &day, &why) != 0)
			return bad_literal(c, text, "an ISO date");
		out->amount = day * SIJIL_ONE;
		return 0;
	case SIJIL_INT:
	case SIJIL_DECIMAL:
		return number_parse_amount(text, strlen(text), &out->amount, &why) != 0
			       ? bad_literal(c, text, arena_printf(c->arena, "a number%s", slip(text)))
			       : 0;
	case SIJIL_ENTRY:
		return bad_literal(c, text, "comparable: a reference can only be tested with ? and !");
	}
	out->text = text;
	return 0;
}

/* A set of choices as bits, when one mask can hold it. */
static uint64_t choice_mask(const struct cond *cond, const struct path *p)
{
	uint64_t mask = 0;
	unsigned i;

	if (p->type != SIJIL_CHOICE || p->whose == WHOSE_CLOSE || p->root == ROOT_CONSTANT ||
	    p->kind->fields[p->field].n_choices > 63 || (cond->op != OP_EQ && cond->op != OP_NE))
		return 0;
	for (i = 0; i < cond->n_literals; i++)
		mask |= UINT64_C(1) << cond->literals[i].amount;
	return mask;
}

static int compile_literals(struct compiler *c, struct cond *cond, struct slice right)
{
	const struct path *p = cond->left->terms[0].factors[0];
	bool single = cond->left->n == 1 && cond->left->terms[0].n == 1;
	enum sijil_type type = single ? p->type : SIJIL_DECIMAL;
	struct slice part;

	cond->literals = arena_alloc(c->arena, count_parts(right, '|') * sizeof(*cond->literals));
	while (next_part(&right, '|', &part)) {
		const char *text = arena_strndup(c->arena, part.s, part.n);

		if (part.n == 0)
			return err_set(c->err, ERR_CONFIG, "'%s': a value is missing", c->whole);
		if (compile_literal(c, p, type, text, &cond->literals[cond->n_literals++]) != 0)
			return -1;
	}
	if (cond->literals[0].text != NULL && cond->op != OP_EQ && cond->op != OP_NE)
		return err_set(c->err, ERR_CONFIG, "'%s': texts can be compared with = and != only", c->whole);
	cond->mask = single ? choice_mask(cond, p) : 0;
	return 0;
}

static int compile_cond(struct compiler *c, struct slice text, struct cond *cond)
{
	const char *at;
	size_t sign;
	struct slice right;

	if (text.n > 0 && (text.s[0] == '?' || text.s[0] == '!')) {
		cond->op = text.s[0] == '?' ? OP_RECORDED : OP_ABSENT;
		if (compile_expr(c, trim(text.s + 1, text.n - 1), false, &cond->left) != 0)
			return -1;
		if (cond->left->n == 1 && cond->left->terms[0].n == 1)
			return 0;
		return err_set(c->err, ERR_CONFIG, "'%s': ? and ! ask for one field, not for a sum or product", c->whole);
	}
	at = find_op(text, &sign, &cond->op);
	if (at == NULL)
		return err_set(c->err, ERR_CONFIG, 
			       "'%s' is not a condition (write FIELD=VALUE, with =, !=, <, <=, > or >= between them)",
			       c->whole);
	if (compile_expr(c, trim(text.s, (size_t)(at - text.s)), false, &cond->left) != 0)
		return -1;
	right = trim(at + sign, text.n - (size_t)(at - text.s) - sign);
	if (right.n > 0 && right.s[0] == '@')
		return compile_expr(c, trim(right.s + 1, right.n - 1), true, &cond->right);
	return compile_literals(c, cond, right);
}

struct conds *conds_compile(const char *text, const struct scope *scope, struct arena *arena, struct sijil_err *err)
{
	struct compiler c = { .scope = scope, .arena = arena, .err = err, .whole = text };
	struct slice rest = trim(text, strlen(text)), part;
	struct conds *conds = arena_alloc(arena, sizeof(*conds));

	conds->items = arena_alloc(arena, count_parts(rest, ',') * sizeof(*conds->items));
	while (next_part(&rest, ',', &part))
		if (compile_cond(&c, part, &conds->items[conds->n++]) != 0)
			return NULL;
	return conds;
}

/* What a service is worth, or which entry is a baseline, may depend on any field. */
static bool path_reads(const struct path *p, const struct kind *kind, unsigned field)
{
	unsigned i;

	for (i = 0; i < p->n_close; i++)
		if (p->close_kinds[i] == kind && p->close_fields[i] == field)
			return true;
	if (p->root == ROOT_SERVED || p->root == ROOT_SERVED_BEFORE || p->whose == WHOSE_BASE)
		return true;
	return (p->root == ROOT_FIELD || p->root == ROOT_AGE) && p->kind == kind && p->field == field;
}

bool expr_reads(const struct expr *x, const struct kind *kind, unsigned field)
{
	unsigned i, k;

	for (i = 0; x != NULL && i < x->n; i++)
		for (k = 0; k < x->terms[i].n; k++)
			if (path_reads(x->terms[i].factors[k], kind, field))
				return true;
	return false;
}

bool conds_read(const struct conds *c, const struct kind *kind, unsigned field)
{
	unsigned i;

	for (i = 0; c != NULL && i < c->n; i++)
		if (expr_reads(c->items[i].left, kind, field) || expr_reads(c->items[i].right, kind, field))
			return true;
	return false;
}

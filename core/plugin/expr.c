/* Expressions and conditions, evaluated. */
#include "config.h"
#include "plugin/expr.h"

#include <string.h>

#include "base/number.h"
#include "plugin/expr_private.h"

static bool term_amount(const struct term *t, const struct unit *u, int64_t *amount)
{
	struct atom a;
	int64_t product;

	if (!path_value(t->factors[0], u, &a) || a.amount == SIJIL_MISSING)
		return false;
	product = a.amount;
	if (t->n == 2) {
		if (!path_value(t->factors[1], u, &a) || a.amount == SIJIL_MISSING)
			return false;
		if (!number_mul(product, a.amount, &product))
			return false;
	}
	*amount = product;
	return true;
}

bool expr_amount(const struct expr *x, const struct unit *u, int64_t *amount)
{
	int64_t sum = 0, one;
	unsigned i;

	for (i = 0; i < x->n; i++)
		if (!term_amount(&x->terms[i], u, &one) || !number_add(sum, x->terms[i].minus ? -one : one, &sum))
			return false;
	*amount = sum;
	return true;
}

const char *expr_text(const struct expr *x, const struct unit *u)
{
	struct atom a;

	if (x->n != 1 || x->terms[0].n != 1 || !path_value(x->terms[0].factors[0], u, &a))
		return NULL;
	return a.text;
}

static bool compare(int order, enum op op)
{
	switch (op) {
	case OP_EQ:
		return order == 0;
	case OP_NE:
		return order != 0;
	case OP_LT:
		return order < 0;
	case OP_LE:
		return order <= 0;
	case OP_GT:
		return order > 0;
	case OP_GE:
		return order >= 0;
	case OP_RECORDED:
	case OP_ABSENT:
		break;
	}
	return false;
}

static int order_of(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static enum truth truth_of(bool b)
{
	return b ? YES : NO;
}

/* With an expression on the right: both must be recorded, or `!=` holds. */
static enum truth test_right(const struct cond *c, const struct unit *u)
{
	const char *a = expr_text(c->left, u), *b = expr_text(c->right, u);
	int64_t x, y;

	if (a != NULL && b != NULL)
		return truth_of(compare(strcmp(a, b), c->op));
	if (expr_amount(c->left, u, &x) && expr_amount(c->right, u, &y))
		return truth_of(compare(order_of(x, y), c->op));
	return c->op == OP_NE ? YES : UNKNOWN;
}

/* `=` and the orders hold if any literal does; `!=` holds if it does against every one. */
static enum truth test_amount(const struct cond *c, int64_t amount)
{
	bool any = false;
	unsigned i;

	for (i = 0; i < c->n_literals && !any; i++)
		any = compare(order_of(amount, c->literals[i].amount), c->op == OP_NE ? OP_EQ : c->op);
	return truth_of(c->op == OP_NE ? !any : any);
}

static enum truth test_text(const struct cond *c, const char *text)
{
	bool any = false;
	unsigned i;

	for (i = 0; i < c->n_literals && !any; i++)
		any = strcmp(text, c->literals[i].text) == 0;
	return truth_of(c->op == OP_NE ? !any : any);
}

static enum truth test_choice(const struct cond *c, int64_t choice)
{
	return truth_of(((c->mask >> choice & 1) != 0) == (c->op == OP_EQ));
}

/* The left side is one path: everything but sums and products. */
static enum truth test_path(const struct cond *c, const struct unit *u)
{
	const struct path *p = c->left->terms[0].factors[0];
	const struct entry *e = expr_subject(p, u);
	struct value v;
	struct atom a;

	/* By far the most frequent condition: a field of the entry is one of some choices. */
	if (c->mask != 0 && p->root == ROOT_FIELD && p->whose == WHOSE_OWN && e != NULL &&
	    expr_field(e, p->kind, p->field, &v))
		return test_choice(c, v.number);
	if (!path_value(p, u, &a))
		return c->op == OP_NE ? YES : UNKNOWN;
	if (c->mask != 0)
		return test_choice(c, a.raw);
	if (c->literals[0].text != NULL)
		return a.text == NULL ? UNKNOWN : test_text(c, a.text);
	return a.amount == SIJIL_MISSING ? UNKNOWN : test_amount(c, a.amount);
}

static enum truth cond_test(const struct cond *c, const struct unit *u)
{
	struct atom a;
	int64_t amount;

	if (c->op == OP_RECORDED || c->op == OP_ABSENT)
		return truth_of(path_value(c->left->terms[0].factors[0], u, &a) == (c->op == OP_RECORDED));
	if (c->right != NULL)
		return test_right(c, u);
	if (c->left->n == 1 && c->left->terms[0].n == 1)
		return test_path(c, u);
	if (!expr_amount(c->left, u, &amount))
		return c->op == OP_NE ? YES : UNKNOWN;
	return test_amount(c, amount);
}

enum truth conds_test(const struct conds *c, const struct unit *u)
{
	enum truth all = YES, one;
	unsigned i;

	for (i = 0; c != NULL && i < c->n; i++) {
		one = cond_test(&c->items[i], u);
		if (one == NO)
			return NO;
		if (one == UNKNOWN)
			all = UNKNOWN;
	}
	return all;
}

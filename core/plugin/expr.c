#include "config.h"
#include "plugin/expr.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "plugin/expr_private.h"

bool value_amount(const struct kind *kind, unsigned field, const struct value *v, int64_t *amount)
{
	if (v->number == SIJIL_MISSING)
		return false;
	switch (kind->fields[field].def->type) {
	case SIJIL_DECIMAL:
		*amount = v->number;
		return true;
	case SIJIL_INT:
	case SIJIL_BOOL:
	case SIJIL_DATE:
		return !__builtin_mul_overflow(v->number, SIJIL_ONE, amount);
	case SIJIL_TEXT:
	case SIJIL_CHOICE:
	case SIJIL_ENTRY:
		break;
	}
	return false;
}

const char *value_text(const struct kind *kind, unsigned field, const struct value *v)
{
	const struct field *f = &kind->fields[field];

	if (v->number == SIJIL_MISSING)
		return NULL;
	if (f->def->type == SIJIL_TEXT)
		return v->text;
	if (f->def->type == SIJIL_CHOICE && v->number >= 0 && v->number < f->n_choices)
		return f->choices[v->number];
	return NULL;
}

/* An amount back as the value of a field; SIJIL_MISSING if the field cannot hold it. */
static struct value amount_as_value(const struct field *f, int64_t amount)
{
	struct value v = { .number = SIJIL_MISSING };

	switch (f->def->type) {
	case SIJIL_DECIMAL:
		v.number = amount;
		break;
	case SIJIL_INT:
	case SIJIL_BOOL:
	case SIJIL_DATE:
		if (amount % SIJIL_ONE == 0)
			v.number = amount / SIJIL_ONE;
		break;
	case SIJIL_TEXT:
	case SIJIL_CHOICE:
	case SIJIL_ENTRY:
		break;
	}
	return v;
}

static struct value text_as_value(const struct field *f, const char *text)
{
	struct value v = { .number = SIJIL_MISSING };
	unsigned i;

	if (text == NULL)
		return v;
	if (f->def->type == SIJIL_TEXT) {
		v.number = 0;
		v.text = text;
	}
	for (i = 0; f->def->type == SIJIL_CHOICE && i < f->n_choices; i++)
		if (strcmp(f->choices[i], text) == 0)
			v.number = i;
	return v;
}

/* It may lead to a field that has an `otherwise` itself; the registry has refused loops. */
static struct value otherwise_value(const struct entry *e, const struct field *f)
{
	const struct unit u = { .entry = e, .to = INT32_MAX };
	struct value none = { .number = SIJIL_MISSING };
	int64_t amount;

	if (conds_test(f->otherwise_when, &u) != YES)
		return none;
	if (f->def->type == SIJIL_TEXT || f->def->type == SIJIL_CHOICE)
		return text_as_value(f, expr_text(f->otherwise, &u));
	return expr_amount(f->otherwise, &u, &amount) ? amount_as_value(f, amount) : none;
}

struct value entry_value(const struct entry *e, unsigned field)
{
	const struct field *f = &e->kind->fields[field];

	if (e->values[field].number != SIJIL_MISSING || f->otherwise == NULL)
		return e->values[field];
	return otherwise_value(e, f);
}

static bool field_value(const struct entry *e, const struct kind *kind, unsigned field, struct value *out)
{
	if (e == NULL || e->kind != kind)
		return false;
	*out = entry_value(e, field);
	return out->number != SIJIL_MISSING;
}

static bool field_atom(const struct entry *e, const struct kind *kind, unsigned field, struct atom *out)
{
	struct value v;

	if (!field_value(e, kind, field, &v))
		return false;
	out->raw = v.number;
	out->text = value_text(kind, field, &v);
	if (out->text != NULL || !value_amount(kind, field, &v, &out->amount))
		out->amount = SIJIL_MISSING;
	return out->text != NULL || out->amount != SIJIL_MISSING || kind->fields[field].def->type == SIJIL_ENTRY;
}

/* The entry that closed the unit's spell, if that was known by u->to. */
static const struct entry *closing(const struct unit *u)
{
	const struct sijil_spell *spell = u->spell != NULL ? u->spell : u->entry != NULL ? u->entry->spell : NULL;

	if (spell == NULL || spell->close == NULL || spell->close->day > u->to)
		return NULL;
	return (const struct entry *)(const void *)spell->close;
}

static const struct entry *opening(const struct unit *u)
{
	const struct sijil_spell *spell = u->spell != NULL ? u->spell : u->entry != NULL ? u->entry->spell : NULL;

	return spell == NULL ? NULL : (const struct entry *)(const void *)spell->open;
}

static bool close_atom(const struct path *p, const struct unit *u, struct atom *out)
{
	const struct entry *e = closing(u);
	unsigned i;

	for (i = 0; e != NULL && i < p->n_close; i++)
		if (p->close_kinds[i] == e->kind)
			return field_atom(e, e->kind, p->close_fields[i], out);
	return false;
}

static bool amount_atom(int64_t whole, struct atom *out)
{
	out->amount = whole * SIJIL_ONE;
	out->text = NULL;
	out->raw = whole;
	return true;
}

static bool length_atom(const struct unit *u, struct atom *out)
{
	const struct sijil_spell *s = u->spell != NULL ? u->spell : u->entry != NULL ? u->entry->spell : NULL;
	int32_t to;

	if (s == NULL)
		return false;
	to = s->to == SIJIL_NO_DAY || s->to > u->to ? u->to : s->to;
	return to != INT32_MAX && amount_atom((int64_t)to - s->from + 1, out);
}

static bool age_atom(const struct path *p, const struct unit *u, struct atom *out)
{
	const struct entry *e = u->entry != NULL && u->entry->kind == p->kind ? u->entry : opening(u);
	int32_t day = u->entry != NULL ? u->entry->pub.day : u->spell->from;

	if (!field_atom(e, p->kind, p->field, out))
		return false;
	return amount_atom(date_civil(day).year - out->raw, out);
}

static bool referred_atom(const struct path *p, const struct entry *e, struct atom *out)
{
	struct value v;

	if (e == NULL || e->kind == NULL || p->referring >= e->kind->n_fields)
		return false;
	v = e->values[p->referring];
	return v.number != SIJIL_MISSING && field_atom(v.entry, p->kind, p->field, out);
}

/* The entry that a path begins at; NULL: a spell. */
static const struct entry *subject_of(const struct path *p, const struct unit *u)
{
	return p->judged && u->judged != NULL ? u->judged : u->entry;
}

bool path_value(const struct path *p, const struct unit *u, struct atom *out)
{
	const struct entry *e = subject_of(p, u);
	const struct entry *close;

	switch (p->root) {
	case ROOT_FIELD:
		return field_atom(e != NULL ? e : opening(u), p->kind, p->field, out);
	case ROOT_REFERRED:
		return referred_atom(p, e, out);
	case ROOT_OPEN:
		return field_atom(opening(u), p->kind, p->field, out);
	case ROOT_CLOSE:
		return close_atom(p, u, out);
	case ROOT_CLOSE_KIND:
		close = closing(u);
		*out = (struct atom){ .amount = SIJIL_MISSING, .text = close != NULL ? close->pub.kind : NULL };
		return close != NULL;
	case ROOT_LENGTH:
		return length_atom(u, out);
	case ROOT_AGE:
		return age_atom(p, u, out);
	case ROOT_DAYS:
		return e != NULL && amount_atom((int64_t)e->pub.day_end - e->pub.day + 1, out);
	case ROOT_OPTION:
		*out = (struct atom){ .amount = p->amount, .text = p->text };
		return true;
	}
	return false;
}

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
		if (!term_amount(&x->terms[i], u, &one) || !number_add(sum, one, &sum))
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

/* With an expression on the right: both must be recorded. */
static enum truth test_right(const struct cond *c, const struct unit *u)
{
	const char *a = expr_text(c->left, u), *b = expr_text(c->right, u);
	int64_t x, y;

	if (a != NULL && b != NULL)
		return truth_of(compare(strcmp(a, b), c->op));
	if (expr_amount(c->left, u, &x) && expr_amount(c->right, u, &y))
		return truth_of(compare(order_of(x, y), c->op));
	return UNKNOWN;
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
	const struct entry *e = subject_of(p, u);
	struct value v;
	struct atom a;

	/* By far the most frequent condition: a field of the entry is one of some choices. */
	if (c->mask != 0 && p->root == ROOT_FIELD && e != NULL && field_value(e, p->kind, p->field, &v))
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

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"
#include "plugin/expr_private.h"

struct compiler {
	const struct scope *scope;
	struct arena *arena;
	struct sijil_err *err;
	const char *whole; /* the text being compiled, for messages */
};

/* A slice of the text without blanks at its ends. */
struct slice {
	const char *s;
	size_t n;
};

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

static int unknown_field(struct compiler *c, const struct kind *kind, const char *name)
{
	const char **names = arena_alloc(c->arena, (kind->n_fields + 1) * sizeof(*names));
	const char *near;
	unsigned i;

	for (i = 0; i < kind->n_fields; i++)
		names[i] = kind->fields[i].def->name;
	near = text_nearest(name, names);
	if (near != NULL)
		return err_set(c->err, ERR_CONFIG, "kind '%s' has no field '%s' (did you mean '%s'?)", kind->def->name,
			       name, near);
	return err_set(c->err, ERR_CONFIG, "kind '%s' has no field '%s'", kind->def->name, name);
}

static int set_field(struct compiler *c, struct path *p, const struct kind *kind, const char *name)
{
	int field = kind_field(kind, name);

	if (field < 0)
		return unknown_field(c, kind, name);
	p->kind = kind;
	p->field = (unsigned)field;
	p->type = kind->fields[field].def->type;
	return 0;
}

static int set_option(struct compiler *c, struct path *p, const char *name)
{
	const struct program *program = c->scope->program;
	const struct sijil_option *o = program->plugin != NULL ? program->plugin->options : NULL;
	const char *at;

	while (o != NULL && o->name != NULL && strcmp(o->name, name) != 0)
		o++;
	if (o == NULL || o->name == NULL)
		return err_set(c->err, ERR_CONFIG, "there is no option '%s'", name);
	at = (const char *)program->instance + o->offset;
	p->root = ROOT_OPTION;
	p->type = o->type;
	p->amount = SIJIL_MISSING;
	if (o->type == SIJIL_INT) {
		if (__builtin_mul_overflow(*(const int64_t *)(const void *)at, SIJIL_ONE, &p->amount))
			return err_set(c->err, ERR_CONFIG, "option '%s' is too large to compare with", name);
	} else if (o->type == SIJIL_BOOL) {
		p->amount = *(const bool *)(const void *)at ? SIJIL_ONE : 0;
	} else {
		p->text = *(const char *const *)(const void *)at;
	}
	return 0;
}

static int set_close(struct compiler *c, struct path *p, const char *name)
{
	const struct program *program = c->scope->program;
	unsigned i;
	int field;

	if (strcmp(name, "kind") == 0) {
		p->root = ROOT_CLOSE_KIND;
		p->type = SIJIL_TEXT;
		return 0;
	}
	p->root = ROOT_CLOSE;
	for (i = 0; i < program->n_kinds; i++) {
		const struct kind *k = &program->kinds[i];

		field = k->def->role == SIJIL_CLOSES ? kind_field(k, name) : -1;
		if (field < 0 || p->n_close == CLOSE_KINDS_MAX)
			continue;
		p->type = k->fields[field].def->type;
		p->close_kinds[p->n_close] = k;
		p->close_fields[p->n_close++] = (unsigned)field;
	}
	if (p->n_close == 0)
		return err_set(c->err, ERR_CONFIG, "no kind that closes a spell has a field '%s'", name);
	return 0;
}

static int set_dotted(struct compiler *c, struct path *p, const char *first, const char *second)
{
	const struct kind *kind = p->judged && c->scope->judged != NULL ? c->scope->judged : c->scope->kind;
	int field;

	if (strcmp(first, "close") == 0)
		return set_close(c, p, second);
	if (strcmp(first, "open") == 0) {
		if (c->scope->program->opening == NULL)
			return err_set(c->err, ERR_CONFIG, "no kind of this program opens a spell");
		p->root = ROOT_OPEN;
		return set_field(c, p, c->scope->program->opening, second);
	}
	field = kind_field(kind, first);
	if (field < 0)
		return unknown_field(c, kind, first);
	if (kind->fields[field].refers == NULL)
		return err_set(c->err, ERR_CONFIG, "field '%s' does not refer to another entry", first);
	p->root = ROOT_REFERRED;
	p->referring = (unsigned)field;
	return set_field(c, p, kind->fields[field].refers, second);
}

static int set_age(struct compiler *c, struct path *p)
{
	const struct kind *kind = c->scope->kind;

	if (kind_field(kind, "birth_year") < 0)
		kind = c->scope->program->opening;
	if (kind == NULL || kind_field(kind, "birth_year") < 0)
		return err_set(c->err, ERR_CONFIG,
			       "'age' needs a field 'birth_year' in this kind or in the opening one");
	p->root = ROOT_AGE;
	if (set_field(c, p, kind, "birth_year") != 0)
		return -1;
	p->type = SIJIL_INT;
	return 0;
}

static int compile_path(struct compiler *c, struct slice text, bool judged, struct path **out)
{
	const struct kind *kind = judged && c->scope->judged != NULL ? c->scope->judged : c->scope->kind;
	char *name = arena_strndup(c->arena, text.s, text.n), *dot;
	struct path *p = arena_alloc(c->arena, sizeof(*p));

	*out = p;
	p->judged = judged;
	if (text.n == 0)
		return err_set(c->err, ERR_CONFIG, "'%s': something is missing", c->whole);
	if (name[0] == '$')
		return set_option(c, p, name + 1);
	dot = strchr(name, '.');
	if (dot != NULL) {
		*dot = '\0';
		return set_dotted(c, p, name, dot + 1);
	}
	if (kind_field(kind, name) >= 0) {
		p->root = ROOT_FIELD;
		return set_field(c, p, kind, name);
	}
	p->type = SIJIL_INT;
	if (strcmp(name, "length") == 0)
		p->root = ROOT_LENGTH;
	else if (strcmp(name, "days") == 0)
		p->root = ROOT_DAYS;
	else if (strcmp(name, "age") == 0)
		return set_age(c, p);
	else
		return unknown_field(c, kind, name);
	return 0;
}

static unsigned count_parts(struct slice text, char sep)
{
	unsigned n = 1;
	size_t i;

	for (i = 0; i < text.n; i++)
		n += text.s[i] == sep;
	return n;
}

static int compile_expr(struct compiler *c, struct slice text, bool judged, struct expr **out)
{
	struct expr *x = arena_alloc(c->arena, sizeof(*x));
	struct slice term, factor;

	x->terms = arena_alloc(c->arena, count_parts(text, '+') * sizeof(*x->terms));
	*out = x;
	while (next_part(&text, '+', &term)) {
		struct term *t = &x->terms[x->n++];

		while (next_part(&term, '*', &factor)) {
			if (t->n == 2)
				return err_set(c->err, ERR_CONFIG, "'%s': at most two factors", c->whole);
			if (compile_path(c, factor, judged, &t->factors[t->n++]) != 0)
				return -1;
		}
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

/* The choices of a path, if it has any: of the field, or of the first closing kind that knows the literal. */
static int choice_literal(struct compiler *c, const struct path *p, const char *text, struct literal *out)
{
	const struct field *f;
	unsigned i, k, n = p->root == ROOT_CLOSE ? p->n_close : 1;

	out->text = text;
	for (i = 0; i < n; i++) {
		f = p->root == ROOT_CLOSE ? &p->close_kinds[i]->fields[p->close_fields[i]] : &p->kind->fields[p->field];
		for (k = 0; k < f->n_choices; k++)
			if (strcmp(f->choices[k], text) == 0) {
				out->amount = k;
				return 0;
			}
	}
	return bad_literal(c, text, "one of its choices");
}

static int compile_literal(struct compiler *c, const struct path *p, enum sijil_type type, const char *text,
			   struct literal *out)
{
	const char *why;
	int32_t day;

	out->text = NULL;
	switch (type) {
	case SIJIL_CHOICE:
		if (p->root == ROOT_OPTION)
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
			       ? bad_literal(c, text, "a number")
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

	if (p->type != SIJIL_CHOICE || p->root == ROOT_CLOSE || p->root == ROOT_OPTION ||
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
		return err_set(c->err, ERR_CONFIG, "'%s' is not a condition (write FIELD = VALUE)", c->whole);
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

static bool path_reads(const struct path *p, const struct kind *kind, unsigned field)
{
	unsigned i;

	for (i = 0; i < p->n_close; i++)
		if (p->close_kinds[i] == kind && p->close_fields[i] == field)
			return true;
	return (p->root == ROOT_FIELD || p->root == ROOT_OPEN || p->root == ROOT_AGE) && p->kind == kind &&
	       p->field == field;
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

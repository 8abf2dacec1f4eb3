/* The paths of expressions, resolved to where their value is. */
#include "config.h"

#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "plugin/expr_private.h"

const char *expr_hint(struct compiler *c, const char *word, const char *const *names)
{
	const char *near = text_nearest(word, names), *list = "";
	unsigned i;

	if (near != NULL)
		return arena_printf(c->arena, " (did you mean '%s'?)", near);
	for (i = 0; names[i] != NULL && i < HINT_MAX; i++)
		list = arena_printf(c->arena, "%s%s%s", list, i > 0 ? ", " : "", names[i]);
	return i == 0 ? "" : arena_printf(c->arena, " (known here: %s%s)", list, names[i] != NULL ? " ..." : "");
}

static int unknown_field(struct compiler *c, const struct kind *kind, const char *name)
{
	const char **names = arena_alloc(c->arena, (kind->n_fields + 1) * sizeof(*names));
	unsigned i;

	for (i = 0; i < kind->n_fields; i++)
		names[i] = kind->fields[i].def->name;
	return err_set(c->err, ERR_CONFIG, "kind '%s' has no field '%s'%s", kind->def->name, name,
		       expr_hint(c, name, names));
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
	p->root = ROOT_CONSTANT;
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

/* A field of whatever kind closed the spell. */
static int set_close_field(struct compiler *c, struct path *p, const char *name)
{
	const struct program *program = c->scope->program;
	unsigned i;
	int field;

	p->root = ROOT_FIELD;
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

/* What can be asked of any entry that is there: words that are no fields. */
static const struct word {
	const char *name;
	enum root root;
	enum sijil_type type;
} words[] = {
	{ "day", ROOT_DAY, SIJIL_DATE },
	{ "days", ROOT_DAYS, SIJIL_INT },
	{ "frequency", ROOT_FREQUENCY, SIJIL_TEXT },
	{ "year", ROOT_YEAR, SIJIL_INT },
	{ "served", ROOT_SERVED, SIJIL_INT },
	{ "served_before", ROOT_SERVED_BEFORE, SIJIL_INT },
	{ "length", ROOT_LENGTH, SIJIL_INT },
	{ "days_ago", ROOT_DAYS_AGO, SIJIL_INT },
	{ "months_ago", ROOT_MONTHS_AGO, SIJIL_INT },
	{ "idle", ROOT_IDLE, SIJIL_INT },
	{ .name = NULL },
};

static bool set_word(struct path *p, const char *name)
{
	const struct word *w = words;

	while (w->name != NULL && strcmp(w->name, name) != 0)
		w++;
	if (w->name == NULL)
		return false;
	p->root = w->root;
	p->type = w->type;
	return true;
}

/* open.FIELD, close.FIELD, base.FIELD, and what else these entries tell. */
static int set_whose(struct compiler *c, struct path *p, enum whose whose, const struct kind *kind, const char *name)
{
	p->whose = whose;
	if (whose == WHOSE_CLOSE && strcmp(name, "kind") == 0) {
		p->root = ROOT_KIND;
		p->type = SIJIL_TEXT;
		return 0;
	}
	if (strcmp(name, "day") == 0 || (whose == WHOSE_BASE && strcmp(name, "served") == 0)) {
		set_word(p, name);
		return 0;
	}
	if (whose == WHOSE_CLOSE)
		return set_close_field(c, p, name);
	p->root = ROOT_FIELD;
	return set_field(c, p, kind, name);
}

static const struct kind *kind_at(const struct compiler *c, const struct path *p)
{
	return p->judged && c->scope->judged != NULL ? c->scope->judged : c->scope->kind;
}

static int set_currency(struct compiler *c, struct path *p, const char *name)
{
	if (strcmp(name, "currency") != 0)
		return err_set(c->err, ERR_CONFIG, "of the city, only city.currency is known here");
	p->root = ROOT_CONSTANT;
	p->type = SIJIL_TEXT;
	p->amount = SIJIL_MISSING;
	p->text = c->scope->program->currency != NULL ? c->scope->program->currency : "";
	return 0;
}

static int set_referred(struct compiler *c, struct path *p, const char *first, const char *second)
{
	const struct kind *kind = kind_at(c, p);
	int field = kind_field(kind, first);

	if (field < 0)
		return unknown_field(c, kind, first);
	if (kind->fields[field].refers == NULL)
		return err_set(c->err, ERR_CONFIG, "field '%s' does not refer to another entry", first);
	p->root = ROOT_REFERRED;
	p->referring = (unsigned)field;
	return set_field(c, p, kind->fields[field].refers, second);
}

static int set_own(struct compiler *c, struct path *p, const char *name);

static int set_dotted(struct compiler *c, struct path *p, const char *first, const char *second)
{
	const struct kind *opening = c->scope->program->opening;

	if (strcmp(first, "city") == 0)
		return set_currency(c, p, second);
	if (strcmp(first, "unit") == 0 && c->scope->further) {
		p->judged = true;
		return set_own(c, p, second);
	}
	if (strcmp(first, "close") == 0)
		return set_whose(c, p, WHOSE_CLOSE, NULL, second);
	if (strcmp(first, "open") == 0 && opening == NULL)
		return err_set(c->err, ERR_CONFIG, "no kind of this program opens a spell");
	if (strcmp(first, "open") == 0)
		return set_whose(c, p, WHOSE_OPEN, opening, second);
	if (strcmp(first, "base") == 0 && kind_at(c, p)->def->baseline_when == NULL)
		return err_set(c->err, ERR_CONFIG, "kind '%s' has no baseline_when", kind_at(c, p)->def->name);
	if (strcmp(first, "base") == 0)
		return set_whose(c, p, WHOSE_BASE, kind_at(c, p), second);
	return set_referred(c, p, first, second);
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

/* A field of the entry, or a word about it. */
static int set_own(struct compiler *c, struct path *p, const char *name)
{
	const struct kind *kind = kind_at(c, p);

	if (kind_field(kind, name) >= 0) {
		p->root = ROOT_FIELD;
		return set_field(c, p, kind, name);
	}
	if (strcmp(name, "age") == 0)
		return set_age(c, p);
	if (set_word(p, name))
		return 0;
	p->type = SIJIL_INT;
	if (c->scope->class_facts && strcmp(name, "count") == 0)
		p->root = ROOT_COUNT;
	else if (c->scope->class_facts && strcmp(name, "enrolled") == 0)
		p->root = ROOT_ENROLLED;
	else
		return unknown_field(c, kind, name);
	return 0;
}

static int set_number(struct compiler *c, struct path *p, const char *digits)
{
	const char *why;
	int64_t n;

	p->root = ROOT_CONSTANT;
	p->type = SIJIL_INT;
	if (number_parse_int(digits, strlen(digits), &n, &why) != 0 ||
	    __builtin_mul_overflow(n, SIJIL_ONE, &p->amount))
		return err_set(c->err, ERR_CONFIG, "'%s' in '%s' is not a whole number that fits here", digits,
			       c->whole);
	return 0;
}

int path_compile(struct compiler *c, struct slice text, bool judged, struct path **out)
{
	char *name = arena_strndup(c->arena, text.s, text.n), *dot;
	struct path *p = arena_alloc(c->arena, sizeof(*p));

	*out = p;
	p->judged = judged && !c->scope->further;
	if (text.n == 0)
		return err_set(c->err, ERR_CONFIG, "'%s': something is missing", c->whole);
	if (name[0] == '$')
		return set_option(c, p, name + 1);
	if (name[0] >= '0' && name[0] <= '9')
		return set_number(c, p, name);
	dot = strchr(name, '.');
	if (dot == NULL)
		return set_own(c, p, name);
	*dot = '\0';
	return set_dotted(c, p, name, dot + 1);
}

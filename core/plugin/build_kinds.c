#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plugin/registry_private.h"
#include "plugin/tables.h"

static const struct {
	const char *name;
	int part;
} envelope_parts[] = {
	{ "day", KEY_DAY },
	{ "day_end", KEY_DAY_END },
	{ "site", KEY_SITE },
	{ "person", KEY_PERSON },
};

static int key_part(const struct kind *kind, const char *s, size_t n, int *part)
{
	unsigned i;

	for (i = 0; i < sizeof(envelope_parts) / sizeof(envelope_parts[0]); i++)
		if (strlen(envelope_parts[i].name) == n && memcmp(envelope_parts[i].name, s, n) == 0) {
			*part = envelope_parts[i].part;
			return 0;
		}
	for (i = 0; i < kind->n_fields; i++)
		if (strlen(kind->fields[i].def->name) == n && memcmp(kind->fields[i].def->name, s, n) == 0) {
			*part = (int)i;
			return 0;
		}
	return -1;
}

int key_compile(const char *text, const struct kind *kind, struct key *out, struct sijil_err *err)
{
	const char *rest = text, *s;
	size_t n;

	out->n = 0;
	while (rest != NULL && (s = text_split(&rest, ',', &n)) != NULL) {
		if (out->n == KEY_PARTS_MAX)
			return err_set(err, ERR_CONFIG, "key '%s' has more than %d parts", text, KEY_PARTS_MAX);
		if (key_part(kind, s, n, &out->parts[out->n++]) != 0)
			return err_set(err, ERR_CONFIG, "key '%s': kind '%s' has no field '%.*s'", text,
				       kind->def->name, (int)n, s);
	}
	return 0;
}

static void split_choices(struct build *b, struct field *f)
{
	const char *rest = f->def->choices, *s;
	unsigned n = 1;
	size_t len;

	for (s = rest; *s != '\0'; s++)
		n += *s == '|';
	f->choices = arena_alloc(b->arena, (n + 1) * sizeof(*f->choices));
	while (rest != NULL && (s = text_split(&rest, '|', &len)) != NULL)
		f->choices[f->n_choices++] = arena_strndup(b->arena, s, len);
}

struct named {
	const char *name;
	unsigned index;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static void sort_names(struct build *b, struct kind *k)
{
	struct named *names = mem_alloc((k->n_fields + 1) * sizeof(*names));
	unsigned i;

	for (i = 0; i < k->n_fields; i++)
		names[i] = (struct named){ k->fields[i].def->name, i };
	qsort(names, k->n_fields, sizeof(*names), by_name);
	k->by_name = arena_alloc(b->arena, (k->n_fields + 1) * sizeof(*k->by_name));
	for (i = 0; i < k->n_fields; i++)
		k->by_name[i] = names[i].index;
	free(names);
}

static void index_kind(struct build *b, struct kind *k, const struct sijil_kind *def)
{
	unsigned n = 0, i;

	k->def = def;
	k->program = b->program;
	k->plans_for = k->class_field = k->outliers = -1;
	while (def->fields != NULL && def->fields[n].name != NULL)
		n++;
	k->fields = arena_alloc(b->arena, (n + 1) * sizeof(*k->fields));
	k->n_fields = n;
	for (i = 0; i < n; i++) {
		k->fields[i].def = &def->fields[i];
		if (def->fields[i].choices != NULL)
			split_choices(b, &k->fields[i]);
	}
	sort_names(b, k);
}

static unsigned count_kinds(const struct sijil_kind *kinds)
{
	unsigned n = 0;

	while (kinds != NULL && kinds[n].name != NULL)
		n++;
	return n;
}

static int resolve_reference(struct build *b, struct field *f)
{
	unsigned i;

	if (f->def->type != SIJIL_ENTRY)
		return 0;
	for (i = 0; i < b->program->n_kinds; i++)
		if (strcmp(b->program->kinds[i].def->name, f->def->refers) == 0) {
			f->refers = &b->program->kinds[i];
			b->program->kinds[i].referred = true;
			return 0;
		}
	return err_set(b->err, ERR_CONFIG, "field '%s' refers to a kind '%s' that is not there", f->def->name,
		       f->def->refers);
}

/* From field i, following what each `otherwise` reads in the same entry: whether it comes back to itself. */
static bool loops(const struct kind *k, unsigned from, unsigned i, unsigned depth)
{
	const struct field *f = &k->fields[i];
	unsigned next;

	if (f->otherwise == NULL || depth > k->n_fields)
		return depth > k->n_fields;
	for (next = 0; next < k->n_fields; next++)
		if ((expr_reads(f->otherwise, k, next) || conds_read(f->otherwise_when, k, next)) &&
		    (next == from || loops(k, from, next, depth + 1)))
			return true;
	return false;
}

static int compile_fields(struct build *b, struct kind *k)
{
	const struct scope scope = { .program = b->program, .kind = k };
	unsigned i;

	for (i = 0; i < k->n_fields; i++) {
		struct field *f = &k->fields[i];

		if (f->def->otherwise == NULL)
			continue;
		f->otherwise = build_expr(b, f->def->otherwise, &scope);
		if ((f->otherwise == NULL || build_conds(b, f->def->otherwise_when, &scope, &f->otherwise_when) != 0) &&
		    build_fault(b, f->def) != 0)
			return err_context(b->err, "field '%s': otherwise", f->def->name);
	}
	for (i = 0; i < k->n_fields; i++)
		if (loops(k, i, i, 0)) {
			err_set(b->err, ERR_CONFIG, "field '%s': otherwise leads back to the field itself",
				k->fields[i].def->name);
			if (build_fault(b, k->fields[i].def) != 0)
				return -1;
		}
	return 0;
}

static int compile_conditions(struct build *b, struct kind *k)
{
	const struct scope scope = { .program = b->program, .kind = k };

	if (build_conds(b, k->def->serves_when, &scope, &k->serves_when) != 0 ||
	    build_conds(b, k->def->future_when, &scope, &k->future_when) != 0 ||
	    build_conds(b, k->def->baseline_when, &scope, &k->baseline_when) != 0)
		return -1;
	if (k->def->service != NULL) {
		k->service = build_expr(b, k->def->service, &scope);
		if (k->service == NULL)
			return err_context(b->err, "service");
	}
	return 0;
}

static int compile_keys(struct build *b, struct kind *k)
{
	const struct {
		const char *text;
		struct key *key;
	} keys[] = { { k->def->key, &k->key },
		     { k->def->refer_by, &k->refer_by },
		     { k->def->baseline_key, &k->baseline_key },
		     { k->def->outliers_among, &k->outliers_among } };
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i].text != NULL && key_compile(keys[i].text, k, keys[i].key, b->err) != 0)
			return -1;
	if (k->def->outliers != NULL)
		k->outliers = kind_field(k, k->def->outliers);
	return 0;
}

static int compile_kind(struct build *b, struct kind *k)
{
	if (compile_fields(b, k) != 0 || compile_conditions(b, k) != 0)
		return -1;
	if (k->def->plans_for != NULL) {
		k->plans_for = kind_field(k, k->def->plans_for);
		if (k->plans_for < 0 || k->fields[k->plans_for].def->type != SIJIL_TEXT)
			return err_set(b->err, ERR_CONFIG, "plans_for '%s' is not a text field of it",
				       k->def->plans_for);
	}
	return compile_keys(b, k);
}

/* Every kind with a text field of the name that a planning kind shares with the enrolments belongs to a class by it. */
static void set_classes(struct program *p)
{
	unsigned i;
	int field;

	p->class_field = NULL;
	for (i = 0; i < p->n_kinds && p->class_field == NULL; i++)
		p->class_field = p->kinds[i].def->plans_for;
	for (i = 0; i < p->n_kinds && p->class_field != NULL; i++) {
		field = kind_field(&p->kinds[i], p->class_field);
		if (field >= 0 && p->kinds[i].fields[field].def->type == SIJIL_TEXT)
			p->kinds[i].class_field = field;
	}
}

static int set_opening(struct build *b)
{
	unsigned i;

	for (i = 0; i < b->program->n_kinds; i++) {
		if (b->program->kinds[i].def->role != SIJIL_OPENS)
			continue;
		if (b->program->opening != NULL)
			return err_set(b->err, ERR_CONFIG, "kinds '%s' and '%s' both open spells: only one may",
				       b->program->opening->def->name, b->program->kinds[i].def->name);
		b->program->opening = &b->program->kinds[i];
	}
	return 0;
}

int build_kinds(struct build *b, const struct sijil_kind *kinds)
{
	struct program *p = b->program;
	unsigned own = count_kinds(kinds), core = count_kinds(core_kinds), i, k;

	p->kinds = arena_alloc(b->arena, (own + core) * sizeof(*p->kinds));
	p->n_kinds = own + core;
	p->opening = NULL;
	for (i = 0; i < p->n_kinds; i++)
		index_kind(b, &p->kinds[i], i < own ? &kinds[i] : &core_kinds[i - own]);
	if (set_opening(b) != 0)
		return -1;
	set_classes(p);
	for (i = 0; i < p->n_kinds; i++)
		for (k = 0; k < p->kinds[i].n_fields; k++)
			if (resolve_reference(b, &p->kinds[i].fields[k]) != 0)
				return err_context(b->err, "kind '%s'", p->kinds[i].def->name);
	for (i = 0; i < p->n_kinds; i++)
		if (compile_kind(b, &p->kinds[i]) != 0 && build_fault(b, p->kinds[i].def) != 0)
			return err_context(b->err, "kind '%s'", p->kinds[i].def->name);
	return 0;
}

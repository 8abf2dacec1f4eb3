/* What is wrong with an entry: each check of a rule has members that it needs, and others that it would ignore. */
#include "config.h"

#include "plugin/tables_part.h"

#include <string.h>

#include "base/text.h"
#include "config/yaml.h"

enum member { MUST, OTHER, OTHER_WHERE, KEY, CALLBACK, MEMBERS };
enum use { IGNORED = 0, ALLOWED, NEEDED };

static const char *const member_names[MEMBERS] = { "must", "other", "other_where", "key", "callback" };

static bool covers_intervals(const struct sijil_kind *k)
{
	return k->interval;
}

static bool opens_spells(const struct sijil_kind *k)
{
	return k->role == SIJIL_OPENS;
}

static bool is_of_person(const struct sijil_kind *k)
{
	return k->subject == SIJIL_PERSON;
}

static const struct check {
	const char *name;
	enum use use[MEMBERS];
	bool (*judges)(const struct sijil_kind *k); /* NULL: every kind */
	const char *judged;                         /* which kinds those are */
} checks[] = {
	[SIJIL_MUST] = { .name = "SIJIL_MUST", .use = { [MUST] = NEEDED } },
	[SIJIL_PRIOR] = { .name = "SIJIL_PRIOR", .use = { [OTHER] = NEEDED, [OTHER_WHERE] = ALLOWED } },
	[SIJIL_UNIQUE] = { .name = "SIJIL_UNIQUE", .use = { [KEY] = NEEDED } },
	[SIJIL_NO_OVERLAP] = { .name = "SIJIL_NO_OVERLAP",
			       .use = { [KEY] = NEEDED, [OTHER_WHERE] = ALLOWED },
			       .judges = covers_intervals,
			       .judged = "that cover intervals" },
	[SIJIL_ONE_SPELL] = { .name = "SIJIL_ONE_SPELL", .judges = opens_spells, .judged = "that open spells" },
	[SIJIL_IN_SPELL] = { .name = "SIJIL_IN_SPELL", .judges = is_of_person, .judged = "about a person" },
	[SIJIL_CALLBACK] = { .name = "SIJIL_CALLBACK", .use = { [CALLBACK] = NEEDED } },
	[SIJIL_PREVIOUS] = { .name = "SIJIL_PREVIOUS",
			     .use = { [MUST] = NEEDED, [OTHER] = ALLOWED, [OTHER_WHERE] = ALLOWED, [KEY] = ALLOWED } },
	[SIJIL_ONE_PROGRAM] = { .name = "SIJIL_ONE_PROGRAM", .judges = opens_spells, .judged = "that open spells" },
	[SIJIL_CLASS] = { .name = "SIJIL_CLASS",
			  .use = { [MUST] = NEEDED, [OTHER] = ALLOWED, [OTHER_WHERE] = ALLOWED } },
};

static int check_members(const struct sijil_rule *r, struct sijil_err *err)
{
	const struct check *c = &checks[r->check];
	const char *const texts[MEMBERS] = { r->must, r->other, r->other_where, r->key, NULL };

	for (enum member m = MUST; m < MEMBERS; m++) {
		bool set = m == CALLBACK ? r->callback != NULL : texts[m] != NULL;

		if (set && c->use[m] == IGNORED)
			return table_fault(err, "%s is set, but %s does not look at it", member_names[m], c->name);
		if (!set && c->use[m] == NEEDED)
			return table_fault(err, "has no %s, which %s needs", member_names[m], c->name);
		if (table_text_if(texts[m], member_names[m], err) != 0)
			return -1;
	}
	return 0;
}

/* What a rule says of one of the kinds it judges. */
static int check_judged(const struct sijil_rule *r, const struct sijil_kind *k, struct sijil_err *err)
{
	const struct check *c = &checks[r->check];

	if (c->judges != NULL && !c->judges(k))
		return table_fault(err, "kinds: '%s' is not one of those %s, which %s judges", k->name, c->judged,
				   c->name);
	if (r->field != NULL && table_field(k, r->field, strlen(r->field)) == NULL)
		return table_fault(err, "field '%.*s' is not a field of '%s'", yaml_shown(r->field), r->field, k->name);
	return r->key != NULL ? table_key(r->key, k, "key", err) : 0;
}

/* Entries about different subjects stand in different histories, where none finds the other. */
static int check_prior(const struct sijil_plugin *p, const struct sijil_rule *r, const struct sijil_kind *k,
		       struct sijil_err *err)
{
	const char *rest = r->other, *name;
	size_t n;

	while (rest != NULL && (name = text_split(&rest, '|', &n)) != NULL) {
		const struct sijil_kind *other = table_kind(p, name, n, "other", err);

		if (other == NULL)
			return -1;
		if (r->key != NULL && other != k)
			return table_fault(err, "key is set, which a '%s' and a '%s' cannot share", k->name,
					   other->name);
		if (other->subject != k->subject && r->check != SIJIL_CLASS)
			return table_fault(
				err,
				"other: a '%s' is about %s, a '%s' about %s: neither finds the other in its history",
				other->name, table_subject_name(other->subject), k->name,
				table_subject_name(k->subject));
	}
	return 0;
}

static int check_kinds(const struct sijil_plugin *p, const struct sijil_rule *r, struct sijil_err *err)
{
	const char *rest = r->kinds, *name;
	size_t n;

	if (table_list(r->kinds, '|', "kinds", err) != 0)
		return -1;
	if (r->other != NULL && table_list(r->other, '|', "other", err) != 0)
		return -1;
	while ((name = text_split(&rest, '|', &n)) != NULL) {
		const struct sijil_kind *k = table_kind(p, name, n, "kinds", err);

		if (k == NULL || check_judged(r, k, err) != 0 || check_prior(p, r, k, err) != 0)
			return -1;
	}
	return 0;
}

static bool has_classes(const struct sijil_plugin *p)
{
	for (const struct sijil_kind *k = p->kinds; k->name != NULL; k++)
		if (k->plans_for != NULL)
			return true;
	return false;
}

/* What only the checks of two entries or of a class have. */
static int check_extent(const struct sijil_plugin *p, const struct sijil_rule *r, struct sijil_err *err)
{
	bool one = r->check == SIJIL_PREVIOUS || r->check == SIJIL_CLASS;

	if (one && r->other != NULL && strchr(r->other, '|') != NULL)
		return table_fault(err, "other names several kinds, of which %s looks at one", checks[r->check].name);
	if (r->check == SIJIL_CLASS && !has_classes(p))
		return table_fault(err, "SIJIL_CLASS needs a kind with plans_for, which says what a class is");
	if (r->running < 0)
		return table_fault(err, "running %d is negative", r->running);
	return table_unset(r->running != 0 && r->check != SIJIL_CLASS, "running", "check is not SIJIL_CLASS", err);
}

static int check_rule(const struct sijil_plugin *p, const struct sijil_rule *r, struct sijil_err *err)
{
	if (!table_in_range(r->severity, SIJIL_INFO, SIJIL_ERROR))
		return table_fault(err, "severity %d is none of SIJIL_INFO, SIJIL_WARNING, SIJIL_ERROR",
				   (int)r->severity);
	if (!table_in_range(r->check, SIJIL_MUST, SIJIL_CLASS))
		return table_fault(err, "check %d is none of SIJIL_MUST .. SIJIL_CLASS", (int)r->check);
	if (table_text_if(r->when, "when", err) != 0 || table_text_if(r->field, "field", err) != 0 ||
	    table_text(r->message, "message", err) != 0 || table_text(r->remedy, "remedy", err) != 0)
		return -1;
	if (check_members(r, err) != 0 || check_extent(p, r, err) != 0)
		return -1;
	return check_kinds(p, r, err);
}

static int check_code(const char *code, size_t row, struct sijil_err *err)
{
	if (table_text(code, "code", err) != 0)
		return err_context(err, "rule %zu", row + 1);
	if (!text_is_code(code))
		return table_fault(
			err,
			"rule %zu: '%.*s' is not a code (1 to 64 of A-Z a-z 0-9 _ . -, the first a letter or digit)",
			row + 1, yaml_shown(code), code);
	return 0;
}

int tables_check_rules(const struct sijil_plugin *p, const struct faults *faults, struct sijil_err *err)
{
	size_t n;

	if (table_rows(p->rules, sizeof(*p->rules), "rules", &n, err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (check_code(p->rules[i].code, i, err) != 0 && faults_tell(faults, &p->rules[i], err) != 0)
			return -1;
		if (check_rule(p, &p->rules[i], err) != 0 && faults_tell(faults, &p->rules[i], err) != 0)
			return err_context(err, "rule '%s'", p->rules[i].code);
	}
	return 0;
}

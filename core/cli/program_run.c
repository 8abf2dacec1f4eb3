/* The entries of an example, logged one after the other as a person would. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "cli/editing.h"
#include "cli/program.h"
#include "config/decode_value.h"
#include "rules/judge.h"

enum { REASON = 3 }; /* characters, at least */

/* Keys of an entry that are no fields of it. */
static const char *const own_keys[] = { "kind", "correct", "void", "why", NULL };

struct item {
	struct example *e;
	const struct yaml_node *node;
	size_t position; /* from 1 */
	const struct kind *kind;
	size_t corrects; /* position of the entry that it corrects, or takes back; 0: none */
	bool takes_back;
	const char *why;
	struct editing editing;
};

static struct decoder decoder_of(const struct item *it)
{
	return (struct decoder){ .arena = it->e->all->arena, .errs = it->e->all->errs };
}

void example_found(struct example *e, const struct findings *f, size_t position)
{
	size_t i, k;

	for (i = 0; i < f->n; i++) {
		const struct finding *from = &f->items[i];
		size_t at = position;

		for (k = 0; position == 0 && k < e->form.entries->n; k++)
			if (from->entry != 0 && e->ids[k] == from->entry)
				at = k + 1;
		for (k = 0; k < e->n_judged; k++)
			if (e->judged[k].position == at && strcmp(e->judged[k].code, from->code) == 0)
				break;
		if (k < e->n_judged)
			continue;
		e->judged = mem_grow(e->judged, e->n_judged, &e->cap_judged, sizeof(*e->judged));
		e->judged[e->n_judged++] = (struct judged){ arena_strdup(e->all->arena, from->code), from->severity, at,
							    arena_strdup(e->all->arena, from->message), false };
	}
}

/* --- reading an item --- */

static bool is_own_key(const char *key)
{
	size_t i;

	for (i = 0; own_keys[i] != NULL; i++)
		if (strcmp(own_keys[i], key) == 0)
			return true;
	return false;
}

static const char *text_at(const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);

	return node != NULL && node->type == YAML_SCALAR ? node->text : NULL;
}

/* What a correction corrects in the end: the entry that says of what kind it is. */
static const struct yaml_node *first_of(const struct item *it, const struct yaml_node *node)
{
	const struct yaml_node *entries = it->e->form.entries;
	const char *correct;
	size_t depth = 0;

	while ((correct = text_at(node, "correct")) != NULL && depth++ < entries->n)
		node = &entries->children[strtol(correct, NULL, 10) - 1];
	return node;
}

/* The item that `correct` or `void` names; NULL after telling what is wrong. */
static const struct yaml_node *target_of(struct item *it, const struct yaml_node *which)
{
	const struct decoder d = decoder_of(it);
	const struct yaml_node *entries = it->e->form.entries;
	const char *why;
	int64_t n;

	if (which->type != YAML_SCALAR || number_parse_int(which->text, strlen(which->text), &n, &why) != 0 || n < 1 ||
	    n >= (int64_t)it->position) {
		decode_error(&d, which, "expected the place of an entry before this one, counted from 1");
		return NULL;
	}
	it->corrects = (size_t)n;
	if (it->e->ids[n - 1] == 0) {
		decode_error(&d, which,
			     "entry %lld was refused, or corrected or taken back already: it cannot be corrected",
			     (long long)n);
		return NULL;
	}
	return first_of(it, &entries->children[n - 1]);
}

static bool find_kind(struct item *it, const struct yaml_node *node)
{
	const struct decoder d = decoder_of(it);
	const struct yaml_node *name = yaml_get(node, "kind");
	const struct program *p = it->e->program;
	const char **names = arena_alloc(d.arena, (p->n_kinds + 1) * sizeof(*names));
	unsigned i;

	if (name == NULL || name->type != YAML_SCALAR) {
		decode_error(&d, node, "an entry needs its kind (write kind: and one of the kinds above)");
		return false;
	}
	it->kind = program_kind(p, name->text);
	for (i = 0; i < p->n_kinds; i++)
		names[i] = p->kinds[i].def->name;
	if (it->kind == NULL)
		decode_error(&d, name, "there is no kind '%.*s'%s", yaml_shown(name->text), name->text,
			     decode_suggestion(&d, name->text, names));
	return it->kind != NULL;
}

/* "#2" names the second entry of the example, whatever its number in the register. */
static const char *reference_text(struct item *it, const struct yaml_node *node, int target)
{
	const char *why;
	int64_t n;

	if (target < 0 || it->kind->fields[target].def->type != SIJIL_ENTRY || node->text[0] != '#' ||
	    number_parse_int(node->text + 1, strlen(node->text + 1), &n, &why) != 0 || n < 1 ||
	    n >= (int64_t)it->position || it->e->written[n - 1] == 0)
		return node->text;
	return arena_printf(it->e->all->arena, "#%lld", (long long)it->e->written[n - 1]);
}

/* What an entry says, over what stands there already. */
static bool take_texts(struct item *it, const struct yaml_node *node)
{
	const struct decoder d = decoder_of(it);
	const size_t before = d.errs->total;
	size_t i;

	for (i = 0; i < node->n; i++) {
		const struct yaml_node *child = &node->children[i];
		int target;

		if (is_own_key(child->key))
			continue;
		target = intake_target(it->kind, child->key);
		if (target == INTAKE_NONE)
			yaml_key_error(d.errs, child, "kind '%s' has no field '%.*s'%s", it->kind->def->name,
				       yaml_shown(child->key), child->key,
				       decode_suggestion(&d, child->key, intake_names(it->kind, d.arena)));
		else if (child->type != YAML_SCALAR)
			decode_error(&d, child, "expected one value");
		else
			*editing_text(&it->editing, target) = reference_text(it, child, target);
	}
	return d.errs->total == before;
}

/* Its kind, and what it corrects; false after telling what is wrong. */
static bool read_item(struct item *it)
{
	const struct yaml_node *correct = yaml_get(it->node, "correct"), *takes_back = yaml_get(it->node, "void");
	const struct decoder d = decoder_of(it);
	const struct yaml_node *first = it->node;

	if (it->node->type != YAML_MAP) {
		decode_error(&d, it->node, "expected a map, such as {kind: enrolment, on: 2024-10-01, person: A}");
		return false;
	}
	it->why = text_at(it->node, "why");
	it->takes_back = takes_back != NULL;
	if (correct != NULL || takes_back != NULL) {
		first = target_of(it, correct != NULL ? correct : takes_back);
		if (first != NULL && (it->why == NULL || text_length(it->why, strlen(it->why)) < REASON)) {
			decode_error(&d, it->node,
				     "a correction needs its reason, of at least 3 characters (write why: and one "
				     "sentence)");
			return false;
		}
	}
	return first != NULL && (it->takes_back || find_kind(it, first));
}

/* --- writing it --- */

struct old {
	struct log_row row;
	bool found;
};

static int take_old(void *arg, const struct log_row *row)
{
	struct old *old = arg;

	old->row = *row;
	old->found = true;
	return 1;
}

static int take_back(struct item *it)
{
	struct app *app = &it->e->app;
	const struct log_query q = { .id = it->e->ids[it->corrects - 1] };
	struct old old = { .found = false };
	const struct log_batch batch = { .command = "void", .added = 1 };
	struct sijil_err err = { 0 };
	int64_t id;

	if (log_each(app->log, &q, take_old, &old, &err) < 0 || !old.found)
		return say_error(&err);
	old.row.fields = NULL;
	old.row.fields_n = 0;
	old.row.replaces = q.id;
	old.row.reason = it->why;
	if (log_begin(app->log, &batch, 1, &err) != 0 || log_append(app->log, &old.row, &id, &err) != 0 ||
	    log_commit(app->log, &batch, &err) != 0) {
		log_rollback(app->log);
		return say_error(&err);
	}
	it->e->ids[it->corrects - 1] = 0;
	return 0;
}

/* All that the entry said before it was corrected, correction upon correction. */
static bool take_corrected(struct item *it, const struct yaml_node *node, size_t depth)
{
	const struct yaml_node *entries = it->e->form.entries;
	const char *correct = text_at(node, "correct");

	if (correct != NULL && depth < entries->n &&
	    !take_corrected(it, &entries->children[strtol(correct, NULL, 10) - 1], depth + 1))
		return false;
	return take_texts(it, node);
}

/* An error refuses it, as at the command line; a warning is written in spite of. */
static int write_item(struct item *it)
{
	struct example *e = it->e;
	struct findings found = { 0 };
	int64_t id = 0;
	int status;

	editing_start(&it->editing, &e->app, e->program, it->kind);
	if (!take_corrected(it, it->node, 0))
		return 0;
	it->editing.ack = "as the example has it";
	it->editing.found = &found;
	if (it->corrects != 0) {
		it->editing.command = "amend";
		it->editing.replaces = e->ids[it->corrects - 1];
		it->editing.reason = it->why;
	}
	status = editing_write(&it->editing, &id);
	example_found(e, &found, it->position);
	findings_release(&found);
	if (status != 0 && status != ERR_DATA)
		return status;
	e->ids[it->position - 1] = e->written[it->position - 1] = id;
	if (it->corrects != 0 && id != 0)
		e->ids[it->corrects - 1] = 0;
	return 0;
}

/* What only the whole register tells, and rules that wait. */
static int judge_all(struct example *e)
{
	struct findings found = { 0 };
	struct judge j = { .registry = e->app.registry,
			   .host = &engine_host,
			   .today = e->app.today,
			   .whole = true,
			   .log = e->app.log,
			   .findings = &found };
	struct store *s = store_new(e->app.registry, e->app.log, e->app.today);
	struct sijil_err err = { 0 };
	int status = 0;

	if (store_load_all(s, 0, 1, &err) != 0 || judge_store(&j, s, &err) != 0)
		status = say_error(&err);
	store_free(s);
	example_found(e, &found, 0);
	findings_release(&found);
	return status;
}

int example_log(struct example *e)
{
	const struct yaml_node *entries = e->form.entries;
	int status = 0;
	size_t i;

	e->ids = arena_alloc(e->all->arena, (entries->n + 1) * sizeof(*e->ids));
	e->written = arena_alloc(e->all->arena, (entries->n + 1) * sizeof(*e->written));
	for (i = 0; i < entries->n && status == 0; i++) {
		struct item it = { .e = e, .node = &entries->children[i], .position = i + 1 };

		if (!read_item(&it))
			continue;
		status = it.takes_back ? take_back(&it) : write_item(&it);
	}
	return status == 0 ? judge_all(e) : status;
}

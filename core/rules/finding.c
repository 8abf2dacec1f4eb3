#include "config.h"
#include "rules/finding.h"

#include <stdlib.h>
#include <string.h>

static const char *kept_text(struct findings *f, const char *text)
{
	return text == NULL ? NULL : arena_strdup(&f->arena, text);
}

static bool counts(const struct rule_count *r, enum sijil_severity severity, const char *code)
{
	return r->severity == severity && (r->code == code || strcmp(r->code, code) == 0);
}

struct rule_count *findings_of(struct findings *f, enum sijil_severity severity, const char *code)
{
	size_t i;

	if (f->last_rule < f->n_rules && counts(&f->rules[f->last_rule], severity, code))
		return &f->rules[f->last_rule];
	for (i = 0; i < f->n_rules; i++)
		if (counts(&f->rules[i], severity, code))
			break;
	if (i == f->n_rules) {
		f->rules = mem_grow(f->rules, f->n_rules, &f->rules_cap, sizeof(*f->rules));
		f->rules[f->n_rules++] = (struct rule_count){ .code = code, .severity = severity };
	}
	f->last_rule = i;
	return &f->rules[i];
}

static bool is_full(struct findings *f, enum sijil_severity severity, const char *code)
{
	return (severity == SIJIL_ERROR ? f->kept_errors : f->n - f->kept_errors) >= FINDINGS_MAX &&
	       findings_of(f, severity, code)->kept >= FINDINGS_OF_RULE;
}

bool findings_full(struct findings *f, enum sijil_severity severity, const char *code)
{
	return f->see == NULL && is_full(f, severity, code);
}

void findings_add(struct findings *f, const struct finding *item)
{
	size_t *const counts[] = {
		[SIJIL_INFO] = &f->infos, [SIJIL_WARNING] = &f->warnings, [SIJIL_ERROR] = &f->errors
	};
	struct finding *kept;

	if (f->see != NULL)
		f->see(f->see_arg, item);
	++*counts[item->severity];
	findings_of(f, item->severity, item->code)->n++;
	if (is_full(f, item->severity, item->code))
		return;
	findings_of(f, item->severity, item->code)->kept++;
	f->kept_errors += item->severity == SIJIL_ERROR;
	f->items = mem_grow(f->items, f->n, &f->cap, sizeof(*f->items));
	kept = &f->items[f->n++];
	*kept = *item;
	kept->value = kept_text(f, item->value);
	kept->message = kept_text(f, item->message);
	kept->remedy = kept_text(f, item->remedy);
}

void findings_release(struct findings *f)
{
	free(f->items);
	free(f->rules);
	arena_release(&f->arena);
	*f = (struct findings){ 0 };
}

static int by_number(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int by_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

/* The last two only make the order the same on every run. */
static int by_place(const void *x, const void *y)
{
	const struct finding *a = x, *b = y;
	const int orders[] = {
		by_number(a->line, b->line),
		by_number(a->column, b->column),
		by_number(a->entry, b->entry),
		by_number(b->severity, a->severity),
		by_text(a->code, b->code),
		by_text(a->field, b->field),
		by_text(a->message, b->message),
	};
	size_t i;

	for (i = 0; i < sizeof(orders) / sizeof(orders[0]); i++)
		if (orders[i] != 0)
			return orders[i];
	return 0;
}

void findings_sort(struct findings *f)
{
	if (f->n > 1)
		qsort(f->items, f->n, sizeof(*f->items), by_place);
}

const char *severity_name(enum sijil_severity s)
{
	static const char *const names[] = {
		[SIJIL_INFO] = "info", [SIJIL_WARNING] = "warning", [SIJIL_ERROR] = "error"
	};

	return names[s];
}

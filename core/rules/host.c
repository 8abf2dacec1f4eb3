/* What the engine does for a plugin: struct sijil_host, safe against entries that are not there. */
#include "config.h"

#include <string.h>

#include "log/tally_hook.h"
#include "rules/judge_private.h"

static int host_fail(struct sijil_err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void host_find(struct sijil_report *report, const char *field, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static int host_fail(struct sijil_err *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	err_vset(err, ERR_UNAVAILABLE, format, args);
	va_end(args);
	return -1;
}

/* The entry behind the plugin's pointer and the index of its field; -1 if either is not there. */
static int find_field(const struct sijil_entry *pub, const char *field, const struct entry **e)
{
	*e = (const struct entry *)(const void *)pub;
	if (pub == NULL || field == NULL || (*e)->kind == NULL)
		return -1;
	return kind_field((*e)->kind, field);
}

static int64_t host_number(const struct sijil_entry *pub, const char *field)
{
	const struct entry *e;
	int i = find_field(pub, field, &e);
	struct value v;
	int64_t amount;

	if (i < 0)
		return SIJIL_MISSING;
	v = entry_value(e, (unsigned)i);
	if (e->kind->fields[i].def->type == SIJIL_DATE)
		return v.number;
	return value_amount(e->kind, (unsigned)i, &v, &amount) ? amount : SIJIL_MISSING;
}

static const char *host_text(const struct sijil_entry *pub, const char *field)
{
	const struct entry *e;
	int i = find_field(pub, field, &e);
	struct value v;

	if (i < 0)
		return NULL;
	v = entry_value(e, (unsigned)i);
	return value_text(e->kind, (unsigned)i, &v);
}

static const struct sijil_entry *host_referred(const struct sijil_entry *pub, const char *field)
{
	const struct entry *e;
	int i = find_field(pub, field, &e);

	if (i < 0 || e->kind->fields[i].def->type != SIJIL_ENTRY || e->values[i].number == SIJIL_MISSING ||
	    e->values[i].entry == NULL)
		return NULL;
	return &e->values[i].entry->pub;
}

/* Parts of the envelope that a finding may point at. */
static const char *part_name(const char *field)
{
	static const char *const parts[] = { "on", "until", "site", "person" };
	size_t i;

	for (i = 0; field != NULL && i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(parts[i], field) == 0)
			return parts[i];
	return NULL;
}

static void host_find(struct sijil_report *report, const char *field, const char *format, ...)
{
	const struct hearing *on = report->on;
	const struct rule *r = report->rule;
	const struct entry *e = report->entry;
	struct remark remark = { .severity = r->def->severity, .code = r->def->code, .remedy = judge_label(on, e, r->def->remedy),
				 .field = part_name(field) };
	bool ruled = format == NULL || format[0] == '\0';
	struct sijil_err what = { 0 };
	va_list args;

	if (ruled && field == NULL) {
		judge_add_rule(on, e, r, NULL);
		return;
	}
	va_start(args, format);
	if (!ruled)
		err_vset(&what, ERR_DATA, format, args);
	va_end(args);
	judge_point_at(on, e, field == NULL ? -1 : kind_field(e->kind, field), &remark);
	if (ruled && remark.value != NULL)
		judge_add(on, e, &remark, "%s (%s: %s)", judge_label(on, e, r->def->message), remark.field, remark.value);
	else
		judge_add(on, e, &remark, "%s", ruled ? judge_label(on, e, r->def->message) : what.message);
	arena_reset(&on->plan->texts);
}

/* A rule that looks through a history asks for one kind over and over. */
static const struct kind *kind_asked(const struct sijil_report *report, const char *name)
{
	const struct program *p = report->rule->kind->program;
	const struct kind **asked = &report->on->plan->asked;

	if (*asked == NULL || (*asked)->program != p || strcmp((*asked)->def->name, name) != 0)
		*asked = program_kind(p, name);
	return *asked;
}

static const struct sijil_entry *host_nth(const struct sijil_report *report, const char *kind, size_t i)
{
	const struct hearing *on = report->on;
	const struct kind *k = kind == NULL ? NULL : kind_asked(report, kind);
	const struct span *s;

	if (k == NULL)
		return NULL;
	s = &on->plan->spans[judge_kind(on, k)];
	return i < s->n ? &on->history->entries[on->plan->order[s->start + i]].pub : NULL;
}

const struct sijil_host engine_host = {
	.size = sizeof(struct sijil_host),
	.fail = host_fail,
	.number = host_number,
	.text = host_text,
	.referred = host_referred,
	.find = host_find,
	.add = tally_add,
	.nth = host_nth,
};

/* From what a rule found to a finding. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "rules/judge_private.h"

const char *judge_name(const struct entry *e, char out[48])
{
	char id[32];

	if (e->pub.id != 0)
		snprintf(out, 48, "entry #%s", log_id_text(e->pub.id, id));
	else if (e->line != 0)
		snprintf(out, 48, "line %u", (unsigned)e->line);
	else
		snprintf(out, 48, "another new entry");
	return out;
}

bool judge_is_asked(const struct judge *j, const struct entry *e)
{
	if (j->entry != 0 && e->pub.id != j->entry)
		return false;
	return (j->from == 0 && j->to == 0) || (e->pub.day <= j->to && e->pub.day_end >= j->from);
}

static void add(const struct hearing *on, const struct entry *e, const struct remark *r, const char *message)
{
	const struct finding f = {
		.severity = r->severity, .code = r->code, .entry = e->pub.id, .line = e->line,
		.program = e->pub.program, .kind = e->pub.kind, .day = e->pub.day, .person = e->pub.person,
		.site = e->pub.site, .field = r->field, .value = r->value, .message = message, .remedy = r->remedy,
	};

	if (judge_is_asked(on->judge, e))
		findings_add(on->judge->findings, &f);
}

/* Findings beyond the last one kept are only counted: no text is made for them. */
static bool is_full(const struct hearing *on, const struct remark *r)
{
	return findings_full(on->judge->findings, r->severity, r->code);
}

void judge_add(const struct hearing *on, const struct entry *e, const struct remark *r, const char *format, ...)
{
	struct sijil_err what = { 0 };
	va_list args;

	if (!is_full(on, r)) {
		va_start(args, format);
		err_vset(&what, ERR_DATA, format, args);
		va_end(args);
	}
	add(on, e, r, what.message);
}

void judge_point_at(const struct hearing *on, const struct entry *e, int field, struct remark *out)
{
	struct value v;

	if (field < 0)
		return;
	v = entry_value(e, (unsigned)field);
	out->field = e->kind->fields[field].def->name;
	if (v.number != SIJIL_MISSING)
		out->value = entry_value_text(e->kind, (unsigned)field, &v, &on->plan->texts);
}

const char *judge_label(const struct hearing *on, const struct entry *e, const char *text)
{
	return program_label(e->kind->program, text, on->judge->language);
}

void judge_add_rule(const struct hearing *on, const struct entry *e, const struct rule *r, const char *detail, ...)
{
	struct remark remark = { .severity = r->def->severity, .code = r->def->code, 
				 .remedy = judge_label(on, e, r->def->remedy) };
	const char *message = judge_label(on, e, r->def->message);
	struct sijil_err more = { 0 };
	struct arena *a = &on->plan->texts;
	va_list args;

	if (is_full(on, &remark)) {
		add(on, e, &remark, "");
		return;
	}
	va_start(args, detail);
	if (detail != NULL)
		err_vset(&more, ERR_DATA, detail, args);
	va_end(args);
	judge_point_at(on, e, r->field, &remark);
	if (remark.value != NULL)
		message = arena_printf(a, "%s (%s: %s%s%s)", message, remark.field, remark.value,
				       detail != NULL ? "; " : "", more.message);
	else if (detail != NULL)
		message = arena_printf(a, "%s (%s)", message, more.message);
	add(on, e, &remark, message);
	arena_reset(a);
}

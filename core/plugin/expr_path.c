/* What a path of an expression says of one unit. */
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

bool expr_field(const struct entry *e, const struct kind *kind, unsigned field, struct value *out)
{
	if (e == NULL || e->kind != kind)
		return false;
	*out = entry_value(e, field);
	return out->number != SIJIL_MISSING;
}

static bool field_atom(const struct entry *e, const struct kind *kind, unsigned field, struct atom *out)
{
	struct value v;

	if (!expr_field(e, kind, field, &v))
		return false;
	out->raw = v.number;
	out->text = value_text(kind, field, &v);
	if (out->text != NULL || !value_amount(kind, field, &v, &out->amount))
		out->amount = SIJIL_MISSING;
	return out->text != NULL || out->amount != SIJIL_MISSING || kind->fields[field].def->type == SIJIL_ENTRY;
}

static const struct entry *whole(const struct sijil_entry *e)
{
	return (const struct entry *)(const void *)e;
}

/* --- baselines --- */

const struct entry *entry_baseline(const struct entry *e)
{
	const struct sijil_history *h = e->history;
	size_t i;

	if (e->kind == NULL || e->kind->baseline_when == NULL || h == NULL)
		return NULL;
	for (i = h->n; i > 0; i--) {
		const struct entry *other = whole(h->entries[i - 1]);
		const struct unit u = { .entry = other, .to = INT32_MAX };

		if (other->kind == e->kind && other != e && other->pub.day <= e->pub.day && other->spell == e->spell &&
		    key_same(other, e, &e->kind->baseline_key) && conds_test(e->kind->baseline_when, &u) == YES)
			return other;
	}
	return NULL;
}

/* --- service --- */

/* The minutes of service of one entry. */
static int64_t service_of(const struct entry *e)
{
	const struct unit u = { .entry = e, .to = INT32_MAX };
	int64_t amount;

	if (e->kind == NULL || e->kind->service == NULL || conds_test(e->kind->serves_when, &u) == NO)
		return 0;
	return expr_amount(e->kind->service, &u, &amount) ? amount : 0;
}

/* Added up over a spell, up to a day. */
static bool served_atom(const struct sijil_spell *spell, int32_t to, struct atom *out)
{
	const struct sijil_history *h = spell != NULL ? whole(spell->open)->history : NULL;
	size_t i;

	if (h == NULL)
		return false;
	*out = (struct atom){ .amount = 0 };
	for (i = 0; i < h->n && h->entries[i]->day <= to; i++)
		if (whole(h->entries[i])->spell == spell &&
		    !number_add(out->amount, service_of(whole(h->entries[i])), &out->amount))
			return false;
	return true;
}

/* --- spells --- */

static const struct sijil_spell *spell_of(const struct unit *u, const struct entry *e)
{
	return e != NULL ? e->spell : u->spell;
}

/* The entry that closed the spell, if that was known by u->to. */
static const struct entry *closing(const struct unit *u, const struct sijil_spell *spell)
{
	if (spell == NULL || spell->close == NULL || spell->close->day > u->to)
		return NULL;
	return whole(spell->close);
}

static bool close_field(const struct path *p, const struct entry *e, struct atom *out)
{
	unsigned i;

	for (i = 0; e != NULL && i < p->n_close; i++)
		if (p->close_kinds[i] == e->kind)
			return field_atom(e, e->kind, p->close_fields[i], out);
	return false;
}

static bool amount_atom(int64_t whole_number, struct atom *out)
{
	out->amount = whole_number * SIJIL_ONE;
	out->text = NULL;
	out->raw = whole_number;
	return true;
}

static bool fact_atom(int64_t n, struct atom *out)
{
	return n != SIJIL_MISSING && amount_atom(n, out);
}

static bool length_atom(const struct unit *u, const struct sijil_spell *s, struct atom *out)
{
	int32_t to;

	if (s == NULL)
		return false;
	to = s->to == SIJIL_NO_DAY || s->to > u->to ? u->to : s->to;
	return to != INT32_MAX && amount_atom((int64_t)to - s->from + 1, out);
}

static bool idle_atom(const struct sijil_spell *s, struct atom *out)
{
	const struct sijil_history *h = s != NULL ? whole(s->open)->history : NULL;

	return h != NULL && s->to == SIJIL_NO_DAY && amount_atom((int64_t)h->as_of - s->last_served, out);
}

/* --- the entry itself --- */

static bool text_atom(const char *text, struct atom *out)
{
	*out = (struct atom){ .amount = SIJIL_MISSING, .text = text };
	return text != NULL;
}

static int64_t days_of(const struct entry *e)
{
	return (int64_t)e->pub.day_end - e->pub.day + 1;
}

const char *expr_frequency(int64_t days)
{
	static const struct {
		int least, most;
		const char *name;
	} lengths[] = { { 1, 1, "day" },         { 7, 7, "week" },           { 28, 31, "month" },
			{ 90, 92, "quarter" }, { 181, 184, "semester" }, { 365, 366, "year" } };
	size_t i;

	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
		if (days >= lengths[i].least && days <= lengths[i].most)
			return lengths[i].name;
	return "other";
}

/* Whole calendar months between two days. */
static int64_t months_between(int32_t from, int32_t to)
{
	struct civil a = date_civil(from), b = date_civil(to);
	int months = (b.year - a.year) * 12 + b.month - a.month;

	if (to >= from && date_add_months(from, months) > to)
		months--;
	return months;
}

/* How long ago the unit's day is, on the day asked on; less than nothing of a day to come. */
static bool ago_atom(const struct path *p, const struct unit *u, const struct entry *e, struct atom *out)
{
	const struct entry *at = e != NULL ? e : u->spell != NULL ? whole(u->spell->open) : NULL;
	int32_t from, to;

	if (at == NULL || at->history == NULL)
		return false;
	from = at->pub.day;
	to = at->history->as_of;
	return amount_atom(p->root == ROOT_DAYS_AGO ? (int64_t)to - from : months_between(from, to), out);
}

static bool age_atom(const struct path *p, const struct unit *u, const struct entry *e, struct atom *out)
{
	const struct sijil_spell *spell = spell_of(u, e);
	const struct entry *at = e != NULL && e->kind == p->kind ? e : spell != NULL ? whole(spell->open) : NULL;
	int32_t day = e != NULL ? e->pub.day : u->spell->from;

	if (!field_atom(at, p->kind, p->field, out))
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

/* --- --- */

const struct entry *expr_subject(const struct path *p, const struct unit *u)
{
	return p->judged && u->judged != NULL ? u->judged : u->entry;
}

/* The entry a path looks at; NULL: there is none. */
static const struct entry *looked_at(const struct path *p, const struct unit *u)
{
	const struct entry *e = expr_subject(p, u);
	const struct sijil_spell *spell = spell_of(u, e);

	switch (p->whose) {
	case WHOSE_OWN:
		return e != NULL || spell == NULL ? e : whole(spell->open);
	case WHOSE_OPEN:
		return spell != NULL ? whole(spell->open) : NULL;
	case WHOSE_CLOSE:
		return closing(u, spell);
	case WHOSE_BASE:
		return e != NULL ? entry_baseline(e) : NULL;
	}
	return NULL;
}

/* What is read of the entry that the path looks at, which is there. */
static bool entry_atom(const struct path *p, const struct unit *u, const struct entry *e, struct atom *out)
{
	switch (p->root) {
	case ROOT_FIELD:
		return p->whose == WHOSE_CLOSE ? close_field(p, e, out) : field_atom(e, p->kind, p->field, out);
	case ROOT_KIND:
		return text_atom(e->pub.kind, out);
	case ROOT_DAY:
		return amount_atom(e->pub.day, out);
	case ROOT_DAYS:
		return expr_subject(p, u) != NULL && amount_atom(days_of(e), out);
	case ROOT_FREQUENCY:
		return text_atom(expr_frequency(days_of(e)), out);
	case ROOT_YEAR:
		return amount_atom(date_civil(e->pub.day).year, out);
	case ROOT_SERVED:
		return served_atom(spell_of(u, expr_subject(p, u)),
				   expr_subject(p, u) != NULL ? e->pub.day : u->to, out);
	case ROOT_SERVED_BEFORE:
		return served_atom(e->spell, e->pub.day - 1, out);
	default:
		return false;
	}
}

bool path_value(const struct path *p, const struct unit *u, struct atom *out)
{
	const struct entry *e = expr_subject(p, u);

	switch (p->root) {
	case ROOT_CONSTANT:
		*out = (struct atom){ .amount = p->amount, .text = p->text };
		return true;
	case ROOT_COUNT:
		return u->class_facts != NULL && fact_atom(u->class_facts->count, out);
	case ROOT_ENROLLED:
		return u->class_facts != NULL && fact_atom(u->class_facts->enrolled, out);
	case ROOT_REFERRED:
		return referred_atom(p, e, out);
	case ROOT_LENGTH:
		return length_atom(u, spell_of(u, e), out);
	case ROOT_IDLE:
		return idle_atom(spell_of(u, e), out);
	case ROOT_AGE:
		return age_atom(p, u, e, out);
	case ROOT_DAYS_AGO:
	case ROOT_MONTHS_AGO:
		return ago_atom(p, u, e, out);
	default:
		e = looked_at(p, u);
		return e != NULL && entry_atom(p, u, e, out);
	}
}

const char *entry_class(const struct entry *e)
{
	struct value v;
	const struct entry *open = e->spell != NULL ? whole(e->spell->open) : NULL;

	if (e->kind == NULL)
		return NULL;
	if (e->kind->class_field >= 0) {
		v = entry_value(e, (unsigned)e->kind->class_field);
		if (v.number != SIJIL_MISSING)
			return v.text;
	}
	if (open == NULL || open->kind == NULL || open->kind->class_field < 0)
		return NULL;
	v = open->values[open->kind->class_field];
	return v.number != SIJIL_MISSING ? v.text : NULL;
}

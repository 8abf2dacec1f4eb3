#include "config.h"
#include "log/fit.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"

static bool unlimited(const struct sijil_field *def)
{
	return def->min == 0 && def->max == 0;
}

static enum misfit_why in_range(const struct sijil_field *def, int64_t n)
{
	return unlimited(def) || (n >= def->min && n <= def->max) ? MISFIT_NONE : MISFIT_RANGE;
}

static enum misfit_why fit_int(const struct field *f, const char *s)
{
	const char *why;
	int64_t n, choice;
	unsigned i;

	if (number_parse_int(s, strlen(s), &n, &why) != 0)
		return MISFIT_TYPE;
	for (i = 0; i < f->n_choices; i++)
		if (number_parse_int(f->choices[i], strlen(f->choices[i]), &choice, &why) == 0 && choice == n)
			return MISFIT_NONE;
	return f->n_choices > 0 ? MISFIT_CHOICE : in_range(f->def, n);
}

/* Limits are in whole units; one that has no amount lies beyond every amount. */
static enum misfit_why fit_decimal(const struct field *f, const char *s)
{
	const int64_t most = INT64_MAX / SIJIL_ONE;
	const char *why;
	int64_t amount;

	if (number_parse_amount(s, strlen(s), &amount, &why) != 0)
		return MISFIT_TYPE;
	if (unlimited(f->def))
		return MISFIT_NONE;
	if (f->def->min > most || (f->def->min >= -most && amount < f->def->min * SIJIL_ONE))
		return MISFIT_RANGE;
	return f->def->max < -most || (f->def->max <= most && amount > f->def->max * SIJIL_ONE) ? MISFIT_RANGE
												: MISFIT_NONE;
}

static enum misfit_why fit_choice(const struct field *f, const char *s)
{
	unsigned i;

	for (i = 0; i < f->n_choices; i++)
		if (strcmp(f->choices[i], s) == 0)
			return MISFIT_NONE;
	return MISFIT_CHOICE;
}

static enum misfit_why fit_value(const struct field *f, const char *s, bool quoted)
{
	const bool text = f->def->type == SIJIL_TEXT || f->def->type == SIJIL_CHOICE || f->def->type == SIJIL_DATE;
	const char *why;
	int64_t n;
	int32_t day;

	if (quoted != text)
		return MISFIT_TYPE;
	switch (f->def->type) {
	case SIJIL_TEXT:
		return in_range(f->def, (int64_t)text_length(s, strlen(s)));
	case SIJIL_INT:
		return fit_int(f, s);
	case SIJIL_DECIMAL:
		return fit_decimal(f, s);
	case SIJIL_BOOL:
		return strcmp(s, "true") == 0 || strcmp(s, "false") == 0 ? MISFIT_NONE : MISFIT_TYPE;
	case SIJIL_DATE:
		return date_parse(s, strlen(s), &day, &why) == 0 ? MISFIT_NONE : MISFIT_TYPE;
	case SIJIL_CHOICE:
		return fit_choice(f, s);
	case SIJIL_ENTRY:
		return number_parse_int(s, strlen(s), &n, &why) == 0 ? MISFIT_NONE : MISFIT_TYPE;
	}
	return MISFIT_NONE;
}

/* What is required and has no preset must be there. */
static int fit_missing(const struct kind *kind, const bool *there, misfit_fn *fn, void *arg)
{
	unsigned i;
	int n = 0;

	for (i = 0; i < kind->n_fields; i++) {
		const struct field *f = &kind->fields[i];

		if (there[i] || !f->def->required || f->def->preset != NULL)
			continue;
		fn(arg, &(struct misfit){ .why = MISFIT_REQUIRED, .field = f->def->name, .now = f });
		n++;
	}
	return n;
}

bool fit_pair(const struct kind *kind, const char *field, const char *value, bool quoted, struct misfit *m)
{
	int at = kind_field(kind, field);

	*m = (struct misfit){ .why = MISFIT_FIELD, .field = field, .value = value };
	if (at >= 0) {
		m->now = &kind->fields[at];
		m->why = fit_value(m->now, value, quoted);
	}
	return m->why == MISFIT_NONE;
}

int fit_entry(const struct kind *kind, const char *json, size_t n, struct arena *arena, misfit_fn *fn, void *arg)
{
	struct entry_walk w = { json, json + n };
	bool *there = arena_alloc(arena, kind->n_fields + 1), quoted;
	const char *field, *value;
	struct misfit m;
	int rc, found = 0;

	while ((rc = entry_walk(&w, arena, &field, &value, &quoted)) == 1) {
		if (!fit_pair(kind, field, value, quoted, &m)) {
			fn(arg, &m);
			found++;
		}
		if (m.now != NULL)
			there[m.now - kind->fields] = true;
	}
	return rc < 0 ? -1 : found + fit_missing(kind, there, fn, arg);
}

static const char *list_of(const struct field *f, struct arena *arena)
{
	const char *list = "";
	unsigned i;

	for (i = 0; i < f->n_choices; i++)
		list = arena_printf(arena, "%s%s%s", list, i > 0 ? ", " : "", f->choices[i]);
	return list;
}

static const char *range_of(const struct sijil_field *def, struct arena *arena)
{
	const char *unit = def->type == SIJIL_TEXT ? " characters" : "";

	if (def->max == INT64_MAX)
		return arena_printf(arena, "from %lld%s", (long long)def->min, unit);
	return arena_printf(arena, "%lld to %lld%s", (long long)def->min, (long long)def->max, unit);
}

const char *fit_text(const struct kind *kind, const struct misfit *m, struct arena *arena)
{
	static const char *const types[] = { [SIJIL_TEXT] = "a text",
					     [SIJIL_INT] = "a whole number",
					     [SIJIL_DECIMAL] = "a number",
					     [SIJIL_BOOL] = "true or false",
					     [SIJIL_DATE] = "a date",
					     [SIJIL_CHOICE] = "a choice",
					     [SIJIL_ENTRY] = "an entry's number" };

	switch (m->why) {
	case MISFIT_NONE:
		break;
	case MISFIT_FIELD:
		return arena_printf(arena, "kind '%s' has no such field", kind->def->name);
	case MISFIT_TYPE:
		return arena_printf(arena, "not %s", types[m->now->def->type]);
	case MISFIT_CHOICE:
		return arena_printf(arena, "not one of: %s", list_of(m->now, arena));
	case MISFIT_RANGE:
		return arena_printf(arena, "not in the range %s", range_of(m->now->def, arena));
	case MISFIT_REQUIRED:
		return "required, and not recorded";
	}
	return "";
}

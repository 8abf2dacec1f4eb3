#include "config.h"
#include "rules/intake.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "rules/intake_private.h"

/* The first name of a target is its canonical one. */
static const struct {
	const char *name;
	int target;
} parts[] = {
	{ "on", INTAKE_ON },         { "date", INTAKE_ON },          { "occurred_on", INTAKE_ON },
	{ "until", INTAKE_UNTIL },   { "period_end", INTAKE_UNTIL }, { "day_end", INTAKE_UNTIL },
	{ "period", INTAKE_PERIOD }, { "site", INTAKE_SITE },        { "person", INTAKE_PERSON },
};
enum { PARTS = sizeof(parts) / sizeof(parts[0]) };

/* A title may be written in any of them, whatever the language of the command. */
enum { LANGUAGES = 3 };
static const char *const languages[LANGUAGES] = { "en", "fr", "ar" };

static bool folds_to(struct arena *a, const char *name, const char *folded)
{
	return name != NULL && strcmp(text_fold(a, name), folded) == 0;
}

static int folded_target(const struct kind *kind, const char *folded, struct arena *a)
{
	unsigned i, l;

	for (i = 0; i < kind->n_fields; i++)
		if (folds_to(a, kind->fields[i].def->name, folded))
			return (int)i;
	for (i = 0; i < PARTS; i++)
		if (folds_to(a, parts[i].name, folded))
			return parts[i].target;
	for (i = 0; i < kind->n_fields; i++)
		for (l = 0; l < LANGUAGES; l++)
			if (folds_to(a, program_label(kind->program, kind->fields[i].def->title, languages[l]), folded))
				return (int)i;
	return INTAKE_NONE;
}

int intake_target(const struct kind *kind, const char *name)
{
	struct arena a = { 0 };
	int target = kind_field(kind, name);

	if (target >= 0)
		return target;
	target = folded_target(kind, text_fold(&a, name), &a);
	arena_release(&a);
	return target;
}

const char *intake_name(const struct kind *kind, int target)
{
	unsigned i;

	if (target >= 0)
		return kind->fields[target].def->name;
	for (i = 0; i < PARTS; i++)
		if (parts[i].target == target)
			return parts[i].name;
	return NULL;
}

const char *const *intake_names(const struct kind *kind, struct arena *arena)
{
	const char **names = arena_alloc(arena, ((1 + LANGUAGES) * kind->n_fields + PARTS + 1) * sizeof(*names));
	unsigned n = 0, i, l;

	for (i = 0; i < kind->n_fields; i++)
		names[n++] = kind->fields[i].def->name;
	for (i = 0; i < PARTS; i++)
		names[n++] = parts[i].name;
	for (i = 0; i < kind->n_fields; i++)
		for (l = 0; l < LANGUAGES && kind->fields[i].def->title != NULL; l++) {
			const char *title = program_label(kind->program, kind->fields[i].def->title, languages[l]);

			if (l == 0 || title != names[n - 1])
				names[n++] = title;
		}
	return names;
}

void intake_start(const struct intake *in, struct draft *d, struct value *values)
{
	unsigned i;

	*d = (struct draft){ .values = values, .day = DATE_NONE, .day_end = DATE_NONE };
	for (i = 0; i < in->kind->n_fields; i++)
		values[i] = (struct value){ .number = SIJIL_MISSING };
}

/* A text field keeps its bidi controls: names need them.  Codes, numbers and dates must not hide any. */
static bool keeps_bidi(const struct kind *kind, int target)
{
	return target >= 0 && kind->fields[target].def->type == SIJIL_TEXT;
}

/* What was given before that this cannot be given with: itself, or the other way of saying when. */
static const char *given_before(const struct intake *in, const struct draft *d, int target)
{
	static const int rivals[] = { INTAKE_ON, INTAKE_UNTIL };
	unsigned i;

	if (target >= 0)
		return intake_has(d, target) ? in->kind->fields[target].def->name : NULL;
	if (intake_has_part(d, target))
		return intake_name(in->kind, target);
	if ((target == INTAKE_ON || target == INTAKE_UNTIL) && intake_has_part(d, INTAKE_PERIOD))
		return "period";
	for (i = 0; target == INTAKE_PERIOD && i < 2; i++)
		if (intake_has_part(d, rivals[i]))
			return intake_name(in->kind, rivals[i]);
	return NULL;
}

static void fault_twice(const struct intake *in, struct draft *d, const struct given *g, const char *before)
{
	if (strcmp(before, intake_name(in->kind, g->target)) == 0)
		intake_fault(in, d, g, "CORE-E02", "give it once", "is given a second time");
	else
		intake_fault(in, d, g, "CORE-E02", "give either a period, or on (and until)",
			     "cannot be given together with '%s'", before);
}

int intake_take(const struct intake *in, struct draft *d, int target, const char *text, size_t n, uint32_t column,
		struct sijil_err *err)
{
	struct given g = { target, text, n, column };
	const char *before;

	if (target == INTAKE_NONE)
		return 0;
	intake_clean(in, &g, keeps_bidi(in->kind, target));
	if (g.n == 0)
		return 0;
	before = given_before(in, d, target);
	if (before != NULL) {
		fault_twice(in, d, &g, before);
		return 0;
	}
	if (target >= 0)
		return intake_take_field(in, d, &g, err);
	d->given |= 1u << (-1 - target);
	intake_take_part(in, d, &g);
	return 0;
}

/* Presets are checked when the plugin is loaded: they cannot fail here, unless the register cannot be read. */
static void take_presets(const struct intake *in, struct draft *d)
{
	struct sijil_err ignored;
	unsigned i;

	for (i = 0; i < in->kind->n_fields; i++) {
		const char *preset = in->kind->fields[i].def->preset;

		if (preset != NULL && !intake_has(d, (int)i))
			intake_take(in, d, (int)i, preset, strlen(preset), 0, &ignored);
	}
}

static void require_fields(const struct intake *in, struct draft *d)
{
	unsigned i;

	for (i = 0; i < in->kind->n_fields; i++) {
		const struct field *f = &in->kind->fields[i];
		const struct given nothing = { .target = (int)i };

		if (f->def->required && !intake_has(d, (int)i))
			intake_fault(in, d, &nothing, "CORE-E01", intake_help_field(in->arena, f),
				     "is missing: every '%s' must have it", in->kind->def->name);
	}
}

void intake_finish(const struct intake *in, struct draft *d)
{
	unsigned i;

	take_presets(in, d);
	require_fields(in, d);
	intake_finish_parts(in, d);
	for (i = 0; i < in->kind->n_fields; i++)
		if (d->values[i].number == SIJIL_MISSING)
			d->values[i].text = NULL; /* the mark of a field at fault */
}

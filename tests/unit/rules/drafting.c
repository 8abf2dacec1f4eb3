#include "config.h"

#include "drafting.h"

#include <criterion/criterion.h>
#include <string.h>

static int64_t refer(void *arg, const struct kind *refers, const char *text, struct sijil_err *err)
{
	struct drafting *d = arg;

	(void)text;
	cr_assert_str_eq(refers->def->name, "session");
	if (d->refer == -2)
		err_set(err, ERR_IO, "cannot read the register");
	return d->refer;
}

void drafting_start(struct drafting *d, int program, const char *kind)
{
	memset(d, 0, sizeof(*d));
	town_build(&d->town);
	d->in = (struct intake){ .city = &d->town.city, .kind = town_kind(&d->town, program, kind),
				 .today = on("2024-11-15"), .refer = refer, .refer_arg = d, .arena = &d->arena,
				 .findings = &d->findings };
	intake_start(&d->in, &d->draft, d->values);
	d->draft.line = 3;
}

void drafting_end(struct drafting *d)
{
	findings_release(&d->findings);
	arena_release(&d->arena);
	town_release(&d->town);
}

void take(struct drafting *d, const char *name, const char *text)
{
	int target = intake_target(d->in.kind, name);
	struct sijil_err err = { 0 };

	cr_assert_neq(target, INTAKE_NONE, "%s", name);
	cr_assert_eq(intake_take(&d->in, &d->draft, target, text, strlen(text), 4, &err), 0, "%s", err.message);
}

void drafting_again(struct drafting *d)
{
	intake_start(&d->in, &d->draft, d->values);
	d->draft.line = 3;
}

struct value good(struct drafting *d, const char *name, const char *text)
{
	drafting_again(d);
	take(d, name, text);
	cr_assert_eq(d->findings.n, 0, "%s: %s", text, d->findings.n > 0 ? d->findings.items[0].message : "");
	cr_assert_not(d->draft.bad);
	return d->values[intake_target(d->in.kind, name)];
}

struct finding bad(struct drafting *d, const char *name, const char *text)
{
	struct finding f;

	drafting_again(d);
	take(d, name, text);
	cr_assert_eq(d->findings.n, 1, "'%s' was taken", text);
	cr_assert(d->draft.bad);
	f = d->findings.items[0];
	f.message = arena_strdup(&d->arena, f.message);
	f.value = arena_strdup(&d->arena, f.value);
	f.remedy = f.remedy != NULL ? arena_strdup(&d->arena, f.remedy) : NULL;
	cr_assert_eq(f.severity, SIJIL_ERROR);
	cr_assert_eq(f.line, 3);
	cr_assert_eq(f.column, 4);
	findings_release(&d->findings);
	return f;
}

void finish(struct drafting *d)
{
	if ((d->draft.given & 1u << (-1 - INTAKE_ON)) == 0)
		take(d, "on", "2024-11-04");
	if (d->in.kind->def->subject == SIJIL_PERSON)
		take(d, "person", "P-7");
	if (d->in.kind->def->subject == SIJIL_SITE && d->draft.site == NULL)
		take(d, "site", "centre");
	intake_finish(&d->in, &d->draft);
}

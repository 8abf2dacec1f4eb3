/* The tables of one plugin, compiled: what the registry makes of them, and the mistakes that only this shows. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "plugin/registry_private.h"

#define FIELDS(...) (const struct sijil_field[]){ __VA_ARGS__, { 0 } }
#define MEASURES(...) (const struct sijil_measure[]){ __VA_ARGS__, { 0 } }
#define ALSO(...) (const struct sijil_also[]){ __VA_ARGS__, { 0 } }

static const struct sijil_kind kinds[] = {
	{ .name = "enrolment",
	  .title = "E",
	  .subject = SIJIL_PERSON,
	  .role = SIJIL_OPENS,
	  .fields = FIELDS({ .name = "sex", .title = "S", .type = SIJIL_CHOICE, .choices = "F|M|U" },
			   { .name = "cohort", .title = "C", .type = SIJIL_TEXT },
			   { .name = "age", .title = "A", .type = SIJIL_INT }) },
	{ .name = "session",
	  .title = "S",
	  .subject = SIJIL_SITE,
	  .plans_for = "cohort",
	  .refer_by = "cohort,day",
	  .fields = FIELDS({ .name = "cohort", .title = "C", .type = SIJIL_TEXT }) },
	{ .name = "attendance",
	  .title = "A",
	  .subject = SIJIL_PERSON,
	  .role = SIJIL_SERVES,
	  .key = "session,person",
	  .fields = FIELDS({ .name = "session", .title = "S", .type = SIJIL_ENTRY, .refers = "session" }) },
	{ .name = "visits",
	  .title = "V",
	  .subject = SIJIL_SITE,
	  .interval = true,
	  .fields = FIELDS({ .name = "visits", .title = "V", .type = SIJIL_INT },
			   { .name = "zone", .title = "Z", .type = SIJIL_TEXT }) },
	{ 0 },
};

static struct program_config config;
static struct sijil_plugin plugin;
static struct program program;
static struct arena arena;
static struct sijil_err err;
static struct build build = { .program = &program, .arena = &arena, .err = &err };

static void setup(void)
{
	plugin = (struct sijil_plugin){ SIJIL_PLUGIN_HEAD, .name = "p", .age_bands = "0,6,13" };
	program = (struct program){ .config = &config, .id = "p", .plugin = &plugin };
	cr_assert_eq(build_kinds(&build, kinds), 0, "%s", err.message);
}

static void teardown(void)
{
	arena_release(&arena);
}

TestSuite(build, .init = setup, .fini = teardown);

static const struct kind *kind(const char *name)
{
	return program_kind(&program, name);
}

Test(build, fields_are_found_in_the_order_of_their_names)
{
	const struct kind *k = kind("enrolment");

	cr_expect_eq(k->n_fields, 3u);
	cr_expect_str_eq(k->fields[k->by_name[0]].def->name, "age");
	cr_expect_str_eq(k->fields[k->by_name[1]].def->name, "cohort");
	cr_expect_str_eq(k->fields[k->by_name[2]].def->name, "sex");
	cr_expect_eq(k->fields[0].n_choices, 3u);
	cr_expect_str_eq(k->fields[0].choices[2], "U");
	cr_expect_null(k->fields[0].choices[3]);
	cr_expect_null(k->fields[1].choices);
}

Test(build, kinds_know_who_refers_to_them_and_what_opens)
{
	cr_expect_eq(program.opening, kind("enrolment"));
	cr_expect_eq(kind("attendance")->fields[0].refers, kind("session"));
	cr_expect(kind("session")->referred);
	cr_expect_not(kind("attendance")->referred);
	cr_expect_eq(kind("session")->plans_for, 0);
	cr_expect_eq(kind("attendance")->plans_for, -1);
}

Test(build, keys_are_fields_and_parts_of_the_envelope)
{
	struct key key;

	cr_expect_eq(kind("attendance")->key.n, 2u);
	cr_expect_eq(kind("attendance")->key.parts[0], 0);
	cr_expect_eq(kind("attendance")->key.parts[1], KEY_PERSON);
	cr_expect_eq(kind("visits")->key.n, 0u);
	cr_assert_eq(key_compile("site,day,day_end,zone,visits,person", kind("visits"), &key, &err), 0, "%s",
		     err.message);
	cr_assert_eq(key.n, 6u);
	cr_expect_eq(key.parts[0], KEY_SITE);
	cr_expect_eq(key.parts[1], KEY_DAY);
	cr_expect_eq(key.parts[2], KEY_DAY_END);
	cr_expect_eq(key.parts[3], 1);
	cr_expect_eq(key.parts[4], 0);
	cr_expect_eq(key.parts[5], KEY_PERSON);
}

Test(build, a_key_of_what_is_not_there_is_refused)
{
	struct key key;

	cr_expect_eq(key_compile("site,zones", kind("visits"), &key, &err), -1);
	cr_expect_not_null(strstr(err.message, "'zones'"), "%s", err.message);
	cr_expect_eq(key_compile("day,day,day,day,day,day,day,day", kind("visits"), &key, &err), 0);
	cr_expect_eq(key_compile("day,day,day,day,day,day,day,day,day", kind("visits"), &key, &err), -1);
	cr_expect_not_null(strstr(err.message, "more than 8 parts"), "%s", err.message);
}

Test(build, a_rule_for_several_kinds_is_one_for_each)
{
	static const struct sijil_rule rules[] = {
		{ .code = "X-1",
		  .severity = SIJIL_ERROR,
		  .check = SIJIL_MUST,
		  .kinds = "session|visits",
		  .must = "days<9" },
		{ .code = "X-2",
		  .severity = SIJIL_ERROR,
		  .check = SIJIL_PRIOR,
		  .kinds = "attendance",
		  .other = "enrolment|session",
		  .other_where = "cohort=c" },
		{ .code = "X-3",
		  .severity = SIJIL_ERROR,
		  .check = SIJIL_NO_OVERLAP,
		  .kinds = "visits",
		  .key = "zone",
		  .field = "zone" },
		{ 0 },
	};

	cr_assert_eq(build_rules(&build, rules), 0, "%s", err.message);
	cr_assert_eq(program.n_rules, 4u);
	cr_expect_eq(program.rules[0].kind, kind("session"));
	cr_expect_eq(program.rules[1].kind, kind("visits"));
	cr_expect_eq(program.rules[1].def, &rules[0]);
	cr_expect_eq(program.rules[1].field, -1);
	cr_expect_eq(program.rules[2].others[0], kind("enrolment"));
	cr_expect_eq(program.rules[2].others[1], kind("session"));
	cr_expect_null(program.rules[2].others[2]);
	cr_expect_not_null(program.rules[2].others_where[1]);
	cr_expect_eq(program.rules[3].key.parts[0], 1);
	cr_expect_eq(program.rules[3].field, 1);
}

static const struct sijil_metric metrics[] = {
	{ .code = "m",
	  .scale = 1,
	  .breakdowns = "sex,age_band,topic=session.cohort",
	  .needs = "session",
	  .numerator = MEASURES({ .take = SIJIL_PERSONS, .spells = SIJIL_ACTIVE }, { .take = SIJIL_COUNT,
										     .kind = "attendance",
										     .where = "?session",
										     .also = ALSO({ SIJIL_ANY_MEETS, "enrolment", "sex=F" }) }) },
	{ .code = "p", .scale = 1, .parity_of = "m", .parity_groups = "sex=F|M" },
	{ 0 },
};

Test(build, metrics_know_their_axes_and_the_program_its_ages)
{
	const struct metric *m;

	cr_assert_eq(build_metrics(&build, metrics), 0, "%s", err.message);
	m = program_metric(&program, "m");
	cr_assert_eq(m->n_axes, 3u);
	cr_expect_str_eq(m->axes[0].name, "sex");
	cr_expect_str_eq(m->axes[0].path, "sex");
	cr_expect_str_eq(m->axes[2].name, "topic");
	cr_expect_str_eq(m->axes[2].path, "session.cohort");
	cr_expect_eq(m->needs, kind("session"));
	cr_expect_eq(m->n_sides[SIJIL_NUMERATOR], 2u);
	cr_expect_eq(m->sides[SIJIL_NUMERATOR][0].kind, kind("enrolment"), "of spells, the one that opens them");
	cr_assert_eq(m->sides[SIJIL_NUMERATOR][1].n_also, 1u);
	cr_expect_eq(m->sides[SIJIL_NUMERATOR][1].also[0].kind, kind("enrolment"));
	cr_expect_eq(m[1].parity_of, m);
	cr_expect_str_eq(m[1].parity_axis, "sex");
	cr_expect_str_eq(m[1].parity_first, "F");
	cr_expect_str_eq(m[1].parity_second, "M");
	cr_assert_eq(program.n_age_bands, 3u);
	cr_expect_eq(program.age_bands[0], 0);
	cr_expect_eq(program.age_bands[2], 13);
}

/* --- mistakes --- */

#define COUNTED { .take = SIJIL_COUNT, .kind = "visits" }

static const struct {
	struct sijil_metric metrics[3];
	const char *words[3];
} bad_metrics[] = {
	{ { { .code = "m", .numerator = MEASURES({ .take = SIJIL_COUNT, .kind = "visit" }) } },
	  { "metric 'm': numerator", "no kind 'visit'" } },
	{ { { .code = "m", .denominator = MEASURES({ .take = SIJIL_SUM, .kind = "visits", .of = "zones" }) } },
	  { "metric 'm': denominator", "'zones'", "did you mean 'zone'" } },
	{ { { .code = "m", .aside = MEASURES({ .take = SIJIL_COUNT, .kind = "enrolment", .where = "sex=X" }) } },
	  { "metric 'm': aside", "'X'", "not one of its choices" } },
	{ { { .code = "m",
	      .numerator = MEASURES({ .take = SIJIL_COUNT,
				      .kind = "attendance",
				      .also = ALSO({ SIJIL_ANY_MEETS, "enrolments", NULL }) }) } },
	  { "no kind 'enrolments'" } },
	{ { { .code = "m",
	      .numerator = MEASURES({ .take = SIJIL_COUNT,
				      .kind = "attendance",
				      .also = ALSO({ SIJIL_ANY_MEETS, "enrolment", "sexe=F" }) }) } },
	  { "'sexe'", "did you mean 'sex'" } },
	{ { { .code = "m", .needs = "assessment", .numerator = MEASURES(COUNTED) } },
	  { "metric 'm'", "no kind 'assessment'" } },
	{ { { .code = "p", .parity_of = "m", .parity_groups = "sex=F|M" },
	    { .code = "m", .breakdowns = "sex", .numerator = MEASURES(COUNTED) } },
	  { "metric 'p'", "'m'", "not defined before it" } },
	{ { { .code = "m", .breakdowns = "site", .numerator = MEASURES(COUNTED) },
	    { .code = "p", .parity_of = "m", .parity_groups = "sex=F|M" } },
	  { "metric 'p'", "'m' has no breakdown 'sex'" } },
	{ { { .code = "m", .breakdowns = "sex", .numerator = MEASURES(COUNTED) },
	    { .code = "p", .parity_of = "m", .parity_groups = "sex=F" } },
	  { "metric 'p'", "sex=F|M" } },
};

Test(build, metrics_at_fault)
{
	size_t i, k;

	for (i = 0; i < sizeof(bad_metrics) / sizeof(bad_metrics[0]); i++) {
		err.message[0] = '\0';
		cr_expect_eq(build_metrics(&build, bad_metrics[i].metrics), -1, "%zu", i);
		for (k = 0; k < 3 && bad_metrics[i].words[k] != NULL; k++)
			cr_expect_not_null(strstr(err.message, bad_metrics[i].words[k]), "%zu: '%s' is not in: %s", i,
					   bad_metrics[i].words[k], err.message);
	}
}

static const struct {
	struct sijil_rule rules[2];
	const char *words[2];
} bad_rules[] = {
	{ { { .code = "R", .check = SIJIL_MUST, .kinds = "visits|visit", .must = "days<9" } },
	  { "rule 'R'", "no kind 'visit'" } },
	{ { { .code = "R", .check = SIJIL_MUST, .kinds = "visits|session", .must = "visits>0" } },
	  { "rule 'R'", "no field 'visits'" } },
	{ { { .code = "R", .check = SIJIL_MUST, .kinds = "visits", .must = "visits>0", .field = "zones" } },
	  { "no field 'zones'" } },
	{ { { .code = "R", .check = SIJIL_MUST, .kinds = "visits", .must = "visits>0", .when = "zone>3" } },
	  { "texts can be compared" } },
	{ { { .code = "R", .check = SIJIL_UNIQUE, .kinds = "visits", .key = "site,zones" } }, { "no field 'zones'" } },
	{ { { .code = "R", .check = SIJIL_PRIOR, .kinds = "attendance", .other = "enrolments" } },
	  { "no kind 'enrolments'" } },
	{ { { .code = "R",
	      .check = SIJIL_PRIOR,
	      .kinds = "attendance",
	      .other = "enrolment",
	      .other_where = "level=1" } },
	  { "no field 'level'" } },
	{ { { .code = "R", .check = SIJIL_CLASS, .kinds = "session", .other = "attendance", .must = "count>0",
	      .other_where = "day<=@day" } },
	  { "rule 'R'", "no @FIELD" } },
	{ { { .code = "R", .check = SIJIL_CLASS, .kinds = "session", .other = "attendance", .must = "count>0",
	      .other_where = "open.day<2024-01-01" } },
	  { "other_where 'open.day<2024-01-01'", "the other entry's own values" } },
	{ { { .code = "R", .check = SIJIL_CLASS, .kinds = "attendance", .other = "session", .must = "served>@count" } },
	  { "must 'served>@count'", "the entry's own values, count and enrolled" } },
	{ { { .code = "R", .check = SIJIL_CLASS, .kinds = "attendance", .other = "session", .must = "count>0",
	      .when = "enrolled>0,served>0" } },
	  { "when 'enrolled>0,served>0'", "the entry's own values" } },
	{ { { .code = "R", .check = SIJIL_CLASS, .kinds = "session", .must = "days>0", .when = "count>0" } },
	  { "when 'count>0'", "count needs other" } },
	{ { { .code = "R", .check = SIJIL_CLASS, .kinds = "session", .must = "count>0" } },
	  { "must 'count>0'", "count needs other" } },
	{ { { .code = "R", .check = SIJIL_NO_OVERLAP, .kinds = "session", .key = "site" } },
	  { "'session' does not cover intervals" } },
	{ { { .code = "R", .check = SIJIL_ONE_SPELL, .kinds = "attendance" } },
	  { "'attendance' does not open spells" } },
	{ { { .code = "R", .check = SIJIL_IN_SPELL, .kinds = "session" } }, { "'session' has no person" } },
};

Test(build, rules_at_fault)
{
	size_t i, k;

	for (i = 0; i < sizeof(bad_rules) / sizeof(bad_rules[0]); i++) {
		err.message[0] = '\0';
		program.n_rules = 0;
		cr_expect_eq(build_rules(&build, bad_rules[i].rules), -1, "%zu", i);
		for (k = 0; k < 2 && bad_rules[i].words[k] != NULL; k++)
			cr_expect_not_null(strstr(err.message, bad_rules[i].words[k]), "%zu: '%s' is not in: %s", i,
					   bad_rules[i].words[k], err.message);
	}
}

#define KIND(...) { .name = "k", .title = "K", __VA_ARGS__ }

static const struct {
	struct sijil_kind kinds[3];
	const char *words[2];
} bad_kinds[] = {
	{ { KIND(.role = SIJIL_OPENS), { .name = "l", .title = "L", .role = SIJIL_OPENS } },
	  { "'k' and 'l' both open spells" } },
	{ { KIND(.fields = FIELDS({ .name = "f", .type = SIJIL_ENTRY, .refers = "m" })) },
	  { "kind 'k'", "a kind 'm' that is not there" } },
	{ { KIND(.serves_when = "minutes>0") }, { "kind 'k'", "no field 'minutes'" } },
	{ { KIND(.future_when = "planned=true") }, { "kind 'k'", "no field 'planned'" } },
	{ { KIND(.plans_for = "cohort") }, { "plans_for 'cohort'" } },
	{ { KIND(.plans_for = "f", .fields = FIELDS({ .name = "f", .type = SIJIL_INT })) },
	  { "plans_for 'f' is not a text" } },
	{ { KIND(.key = "site,f") }, { "kind 'k'", "no field 'f'" } },
	{ { KIND(.refer_by = "f,day") }, { "kind 'k'", "no field 'f'" } },
	{ { KIND(.fields = FIELDS({ .name = "f", .type = SIJIL_INT, .otherwise = "g" })) },
	  { "field 'f': otherwise", "no field 'g'" } },
	{ { KIND(.fields = FIELDS({ .name = "f", .type = SIJIL_INT, .otherwise = "f" })) },
	  { "field 'f'", "leads back" } },
	{ { KIND(.fields = FIELDS({ .name = "f", .type = SIJIL_INT, .otherwise = "days", .otherwise_when = "?g" },
				  { .name = "g", .type = SIJIL_INT, .otherwise = "f" })) },
	  { "leads back" } },
};

Test(build, kinds_at_fault)
{
	size_t i, k;

	for (i = 0; i < sizeof(bad_kinds) / sizeof(bad_kinds[0]); i++) {
		err.message[0] = '\0';
		cr_expect_eq(build_kinds(&build, bad_kinds[i].kinds), -1, "%zu", i);
		for (k = 0; k < 2 && bad_kinds[i].words[k] != NULL; k++)
			cr_expect_not_null(strstr(err.message, bad_kinds[i].words[k]), "%zu: '%s' is not in: %s", i,
					   bad_kinds[i].words[k], err.message);
	}
}

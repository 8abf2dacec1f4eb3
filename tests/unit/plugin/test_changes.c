/* Two versions of a program: what differs, how much it weighs, and what may have been renamed. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/changes.h"

static struct arena arena;

static void teardown(void)
{
	arena_release(&arena);
}

TestSuite(changes, .fini = teardown);

/* The version that others are compared with; every test changes a copy. */
static const struct sijil_field fields[] = {
	{ .name = "topic", .title = "Topic", .type = SIJIL_CHOICE, .choices = "a|b" },
	{ .name = "minutes", .title = "Minutes", .type = SIJIL_INT, .min = 5, .max = 100, .unit = "minutes" },
	{ .name = "note", .title = "Note", .type = SIJIL_TEXT },
	{ 0 },
};
static const struct sijil_measure sum[] = { { .take = SIJIL_SUM, .kind = "lesson", .of = "minutes" }, { 0 } };

struct version {
	struct sijil_field fields[5];
	struct sijil_kind kinds[4];
	struct sijil_measure measures[2];
	struct sijil_metric metrics[3];
	struct sijil_rule rules[3];
	struct sijil_option options[2];
	struct sijil_plugin plugin;
};

static struct version *version(void)
{
	struct version *v = arena_alloc(&arena, sizeof(*v));

	memcpy(v->fields, fields, sizeof(fields));
	memcpy(v->measures, sum, sizeof(sum));
	v->kinds[0] = (struct sijil_kind){ .name = "lesson", .title = "Lesson", .subject = SIJIL_SITE, .interval = true,
					   .key = "day", .fields = v->fields };
	v->kinds[1] = (struct sijil_kind){ .name = "visit", .title = "Visit", .subject = SIJIL_PERSON };
	v->metrics[0] = (struct sijil_metric){ .code = "hours", .title = "Hours", .unit = "hours", .definition = "H",
					       .scale = 1, .per = 60, .numerator = v->measures };
	v->rules[0] = (struct sijil_rule){ .code = "X-E01", .severity = SIJIL_ERROR, .check = SIJIL_MUST,
					   .kinds = "lesson", .must = "minutes>5" };
	v->options[0] = (struct sijil_option){ .name = "least", .type = SIJIL_INT, .preset = "1" };
	v->plugin = (struct sijil_plugin){ SIJIL_PLUGIN_HEAD, .name = "x", .kinds = v->kinds, .metrics = v->metrics,
					   .rules = v->rules, .options = v->options };
	return v;
}

/* "entries field lesson.topic: is gone ... (remedy)", joined by newlines; the first version is as above. */
static const char *told(const struct version *after)
{
	static const char *const weights[] = { "", "free", "figures", "entries" };
	struct changes c = { .arena = &arena };
	const char *out = "";
	size_t i;

	changes_find(&version()->plugin, &after->plugin, &c);
	for (i = 0; i < c.n; i++)
		out = arena_printf(&arena, "%s%s%s %s %s%s%s%s", out, i > 0 ? "\n" : "", weights[c.items[i].weight],
				   c.items[i].what, c.items[i].where, c.items[i].remedy != NULL ? " (" : "",
				   c.items[i].remedy != NULL ? c.items[i].remedy : "",
				   c.items[i].remedy != NULL ? ")" : "");
	free(c.items);
	return out;
}

Test(changes, none)
{
	cr_expect_str_eq(told(version()), "");
}

Test(changes, of_a_kind)
{
	struct version *v = version();

	v->kinds[0].key = "day,topic";
	cr_expect_str_eq(told(v), "entries kind lesson");
	v = version();
	v->kinds[0].interval = false;
	cr_expect_str_eq(told(v), "entries kind lesson");
	v = version();
	v->kinds[1].interval = true;
	cr_expect_str_eq(told(v), "free kind visit");
	v = version();
	v->kinds[1].role = SIJIL_OPENS;
	cr_expect_str_eq(told(v), "figures kind visit");
	v = version();
	v->kinds[1].subject = SIJIL_SITE;
	cr_expect_str_eq(told(v), "entries kind visit (make a new kind instead, with a name of its own)");
	v = version();
	v->kinds[1].title = "Call";
	cr_expect_str_eq(told(v), "free kind visit");
	v = version();
	v->kinds[0].service = "minutes";
	cr_expect_str_eq(told(v), "figures kind lesson");
}

Test(changes, a_kind_that_may_have_been_renamed)
{
	struct version *v = version();

	v->kinds[1].name = "visits";
	cr_expect_str_eq(told(v),
			 "entries kind visit (if 'visits' is its new name: keep 'visit', and change the title only)\n"
			 "free kind visits");
	v->kinds[1].subject = SIJIL_PROGRAM; /* about something else: another kind */
	cr_expect_str_eq(told(v), "entries kind visit\nfree kind visits");
	v->kinds[1].name = NULL;
	cr_expect_str_eq(told(v), "entries kind visit");
}

Test(changes, of_a_field)
{
	struct version *v = version();

	v->fields[0].choices = "a|c";
	cr_expect_str_eq(told(v),
			 "entries field lesson.topic (if 'c' stands for it: keep the old code, and change its title)\n"
			 "free field lesson.topic");
	v->fields[0].choices = "b|a|c";
	cr_expect_str_eq(told(v), "free field lesson.topic", "their order does not matter");
	v = version();
	v->fields[1].max = 200;
	cr_expect_str_eq(told(v), "free field lesson.minutes");
	v->fields[1].min = 6;
	cr_expect_str_eq(told(v), "entries field lesson.minutes", "wider on one side, narrower on the other");
	v->fields[1].min = v->fields[1].max = 0;
	cr_expect_str_eq(told(v), "free field lesson.minutes", "no limits");
	v = version();
	v->fields[2].max = 10;
	cr_expect_str_eq(told(v), "entries field lesson.note", "limits where there were none");
	v = version();
	v->fields[1].unit = "hours";
	cr_expect_str_eq(told(v), "figures field lesson.minutes");
	v = version();
	v->fields[2].required = true;
	cr_expect_str_eq(told(v), "entries field lesson.note");
	v->fields[2].preset = "nothing";
	cr_expect_str_eq(told(v), "free field lesson.note\nfree field lesson.note", "what is missing is filled in");
	v = version();
	v->fields[2].type = SIJIL_DATE;
	cr_expect_str_eq(told(v), "entries field lesson.note (make a new field instead, with a name of its own)");
}

Test(changes, a_field_that_may_have_been_renamed)
{
	struct version *v = version();

	v->fields[1].name = "length";
	cr_expect_str_eq(told(v),
			 "entries field lesson.minutes (if 'length' is its new name: keep 'minutes', and change the title "
			 "only)\nfree field lesson.length",
			 "the only new one of its type");
}

Test(changes, new_ones)
{
	struct version *v = version();

	v->fields[3] = (struct sijil_field){ .name = "room", .title = "Room", .type = SIJIL_TEXT };
	v->kinds[2] = (struct sijil_kind){ .name = "call", .title = "Call", .subject = SIJIL_PERSON };
	v->metrics[1] = (struct sijil_metric){ .code = "calls", .title = "Calls", .unit = "calls", .definition = "C" };
	v->rules[1] = v->rules[0];
	cr_expect_str_eq(told(v), "free field lesson.room\nfree kind call\nfree rule X-E01\nfree metric calls");
	v->fields[3].required = true;
	cr_expect(strstr(told(v), "entries field lesson.room") != NULL);
}

Test(changes, of_metrics_rules_and_options)
{
	struct version *v = version();

	v->measures[0].where = "topic=a";
	cr_expect_str_eq(told(v), "figures metric hours");
	v = version();
	v->metrics[0].per = 1;
	cr_expect_str_eq(told(v), "figures metric hours");
	v = version();
	v->metrics[0].definition = "Others";
	cr_expect_str_eq(told(v), "free metric hours");
	v = version();
	v->metrics[0].code = NULL;
	cr_expect_str_eq(told(v), "figures metric hours");
	v = version();
	v->rules[0].severity = SIJIL_WARNING;
	cr_expect_str_eq(told(v), "free rule X-E01");
	v = version();
	v->options[0].preset = "2";
	cr_expect_str_eq(told(v), "figures option least");
	v->options[0].name = NULL;
	cr_expect_str_eq(told(v), "figures option least");
	v = version();
	v->plugin.age_bands = "15,25";
	cr_expect_str_eq(told(v), "figures program age_bands");
}

/* What plugins may ask the engine. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "story.h"

static struct story s;

static void stop(void)
{
	story_end(&s);
}

TestSuite(host, .fini = stop);

static const struct sijil_entry *entry(const char *kind, const char *json)
{
	story_start(&s, SIJIL_PERSON);
	return &story_add(&s, TOWN_SCHOOL, kind, 1, "2024-03-01", json)->pub;
}

Test(host, numbers_in_the_units_of_the_abi)
{
	const struct sijil_entry *e =
		entry("assessment", "{\"domain\":\"literacy\",\"months\":6,\"next\":\"1970-01-11\",\"score\":12.5}");

	cr_assert_eq(engine_host.size, sizeof(struct sijil_host));
	cr_assert_eq(engine_host.number(e, "months"), 6000000);
	cr_assert_eq(engine_host.number(e, "score"), 12500000);
	cr_assert_eq(engine_host.number(e, "next"), 10);
	cr_assert_eq(engine_host.number(e, "domain"), SIJIL_MISSING);
	cr_assert_eq(engine_host.number(e, "no_such_field"), SIJIL_MISSING);
	cr_assert_eq(engine_host.number(NULL, "months"), SIJIL_MISSING);
}

Test(host, truth_values)
{
	const struct sijil_entry *e = entry("session", "{\"cohort\":\"a\",\"planned\":true}");

	cr_assert_eq(engine_host.number(e, "planned"), SIJIL_ONE);
	cr_assert_eq(engine_host.number(e, "planned_minutes"), SIJIL_MISSING);
}

Test(host, texts)
{
	const struct sijil_entry *e = entry("enrolment", "{\"birth_year\":2001,\"cohort\":\"soir\",\"sex\":\"F\"}");

	cr_assert_str_eq(engine_host.text(e, "cohort"), "soir");
	cr_assert_str_eq(engine_host.text(e, "sex"), "F");
	cr_assert_null(engine_host.text(e, "track"));
	cr_assert_null(engine_host.text(e, "birth_year"));
	cr_assert_null(engine_host.text(e, NULL));
	cr_assert_null(engine_host.text(NULL, "sex"));
}

Test(host, otherwise_stands_in)
{
	const struct sijil_entry *e = entry("attendance", "{\"session\":7,\"status\":\"present\"}");
	struct value values[3] = { { .number = SIJIL_MISSING }, { .number = 90 }, { .number = SIJIL_MISSING } };
	struct entry session = { .pub = { .id = 7 }, .values = values };

	cr_assert_null(engine_host.referred(e, "session"));
	session.kind = town_kind(&s.town, TOWN_SCHOOL, "session");
	s.entries[0].values[1].entry = &session;
	cr_assert_eq(engine_host.number(e, "minutes"), 90000000);
	cr_assert_eq(engine_host.referred(e, "session"), &session.pub);
	cr_assert_null(engine_host.referred(e, "status"));
	cr_assert_null(engine_host.referred(NULL, "session"));
}

Test(host, an_entry_of_an_unknown_kind_has_no_fields)
{
	entry("exit", "{\"reason\":\"work\"}");
	s.entries[0].kind = NULL;
	cr_assert_null(engine_host.text(&s.entries[0].pub, "reason"));
}

Test(host, failing_fills_the_error)
{
	struct sijil_err err = { 0 };

	story_start(&s, SIJIL_PERSON);
	cr_assert_eq(engine_host.fail(&err, "option '%s' must be at least %d", "lapse", 3), -1);
	cr_assert_str_eq(err.message, "option 'lapse' must be at least 3");
	cr_assert_eq(err.status, ERR_UNAVAILABLE);
}

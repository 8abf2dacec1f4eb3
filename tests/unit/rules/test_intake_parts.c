/* Names of targets; the envelope: when, where, whose; what must be given. */
#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/date.h"
#include "drafting.h"

static struct drafting d;

static void stop(void)
{
	drafting_end(&d);
}

TestSuite(intake_parts, .fini = stop);

Test(intake_parts, names_and_titles_find_their_target)
{
	static const struct {
		const char *name;
		int target;
	} cases[] = {
		{ "minutes", 2 }, { "Minutes", 2 }, { "Minutes Attended", 2 }, { "minutes_attended", 2 },
		{ "presence", 0 }, { "PR\xc3\x89SENCE", 0 }, { "status", 0 },
		{ "on", INTAKE_ON }, { "Date", INTAKE_ON }, { "Occurred on", INTAKE_ON },
		{ "until", INTAKE_UNTIL }, { "period_end", INTAKE_UNTIL }, { "Day end", INTAKE_UNTIL },
		{ "Period", INTAKE_PERIOD }, { " site ", INTAKE_SITE }, { "person", INTAKE_PERSON },
		{ "minute", INTAKE_NONE }, { "", INTAKE_NONE },
	};
	size_t i;

	drafting_start(&d, TOWN_SCHOOL, "attendance");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		cr_assert_eq(intake_target(d.in.kind, cases[i].name), cases[i].target, "%s", cases[i].name);
}

Test(intake_parts, a_target_has_a_canonical_name)
{
	const char *const *names;
	size_t i, n = 0, titles = 0;

	drafting_start(&d, TOWN_SCHOOL, "attendance");
	cr_assert_str_eq(intake_name(d.in.kind, 1), "session");
	cr_assert_str_eq(intake_name(d.in.kind, INTAKE_ON), "on");
	cr_assert_str_eq(intake_name(d.in.kind, INTAKE_UNTIL), "until");
	cr_assert_null(intake_name(d.in.kind, INTAKE_NONE));
	names = intake_names(d.in.kind, &d.arena);
	for (i = 0; names[i] != NULL; i++, n++) {
		titles += strcmp(names[i], "Minutes attended") == 0;
		cr_assert_neq(intake_target(d.in.kind, names[i]), INTAKE_NONE, "%s", names[i]);
	}
	cr_assert_eq(n, 3 + 9 + 3);
	cr_assert_eq(titles, 1);
}

Test(intake_parts, a_complete_draft)
{
	drafting_start(&d, TOWN_SCHOOL, "attendance");
	take(&d, "status", "late");
	take(&d, "on", "2024-11-04");
	take(&d, "site", " centre");
	take(&d, "person", "P-7");
	intake_finish(&d.in, &d.draft);
	cr_assert_eq(d.findings.n, 0);
	cr_assert_not(d.draft.bad);
	cr_assert_eq(d.draft.day, on("2024-11-04"));
	cr_assert_eq(d.draft.day_end, on("2024-11-04"));
	cr_assert_str_eq(d.draft.site, "centre");
	cr_assert_str_eq(d.draft.site_text, "centre");
	cr_assert_str_eq(d.draft.person, "P-7");
	cr_assert_eq(d.values[0].number, 1);
	cr_assert_eq(d.values[2].number, SIJIL_MISSING);
}

Test(intake_parts, what_is_required_and_missing)
{
	static const uint32_t columns[] = { 0, 0, 0, 0, 0, 0, 5, 6, 7 };

	drafting_start(&d, TOWN_SCHOOL, "session");
	d.draft.columns = columns;
	d.draft.columns_n = 9;
	take(&d, "planned_minutes", "60");
	intake_finish(&d.in, &d.draft);
	findings_sort(&d.findings);
	cr_assert_eq(d.findings.n, 3);
	cr_assert_str_eq(d.findings.items[0].message, "on is missing: every 'session' must have it");
	cr_assert_str_eq(d.findings.items[1].message, "site is missing: every 'session' must have it");
	cr_assert_str_eq(d.findings.items[2].message, "cohort is missing: every 'session' must have it");
	cr_assert_str_eq(d.findings.items[2].code, "CORE-E01");
	cr_assert_str_eq(d.findings.items[2].remedy, "The group as in the enrolment.");
	cr_assert_eq(d.findings.items[2].column, 5);
	cr_assert_eq(d.findings.items[2].line, 3);
}

Test(intake_parts, a_field_at_fault_is_not_missing_too)
{
	drafting_start(&d, TOWN_SCHOOL, "session");
	take(&d, "cohort", "soir-a");
	take(&d, "planned_minutes", "an hour");
	finish(&d);
	cr_assert_str_eq(only(&d.findings)->code, "CORE-E02");
	cr_assert_eq(d.values[1].number, SIJIL_MISSING);
	cr_assert_null(d.values[1].text);
}

Test(intake_parts, a_date_at_fault_is_not_missing_too)
{
	drafting_start(&d, TOWN_SCHOOL, "exit");
	take(&d, "reason", "work");
	take(&d, "on", "yesterday");
	take(&d, "person", "P-7");
	intake_finish(&d.in, &d.draft);
	cr_assert_str_eq(only(&d.findings)->code, "CORE-E03");
}

Test(intake_parts, a_preset_stands_in)
{
	drafting_start(&d, TOWN_SCHOOL, "session");
	take(&d, "cohort", "soir-a");
	take(&d, "planned_minutes", "60");
	finish(&d);
	cr_assert_eq(d.findings.n, 0);
	cr_assert_eq(d.values[2].number, 0);
}

Test(intake_parts, a_preset_does_not_replace_a_fault)
{
	drafting_start(&d, TOWN_SCHOOL, "session");
	take(&d, "cohort", "soir-a");
	take(&d, "planned_minutes", "60");
	take(&d, "planned", "perhaps");
	finish(&d);
	only(&d.findings);
	cr_assert_eq(d.values[2].number, SIJIL_MISSING);
}

Test(intake_parts, after_today)
{
	const struct finding *f;

	drafting_start(&d, TOWN_SCHOOL, "exit");
	take(&d, "reason", "work");
	take(&d, "on", "2024-11-16");
	finish(&d);
	f = only(&d.findings);
	cr_assert_str_eq(f->code, "CORE-E04");
	cr_assert_str_eq(f->message, "on '2024-11-16' is after today, 2024-11-15");
	cr_assert_str_eq(f->field, "on");
}

Test(intake_parts, today_is_not_after_today)
{
	drafting_start(&d, TOWN_SCHOOL, "exit");
	take(&d, "reason", "work");
	take(&d, "on", "2024-11-15");
	finish(&d);
	cr_assert_eq(d.findings.n, 0);
}

Test(intake_parts, planned_for_later)
{
	drafting_start(&d, TOWN_SCHOOL, "session");
	take(&d, "cohort", "soir-a");
	take(&d, "planned_minutes", "60");
	take(&d, "planned", "true");
	take(&d, "on", "2025-01-10");
	finish(&d);
	cr_assert_eq(d.findings.n, 0);
}

Test(intake_parts, later_without_being_planned)
{
	drafting_start(&d, TOWN_SCHOOL, "session");
	take(&d, "cohort", "soir-a");
	take(&d, "planned_minutes", "60");
	take(&d, "on", "2025-01-10");
	finish(&d);
	cr_assert_str_eq(only(&d.findings)->message,
			 "on '2025-01-10' is after today, 2024-11-15: that is allowed only for planned=true");
}

Test(intake_parts, years_of_the_envelope)
{
	drafting_start(&d, TOWN_SCHOOL, "exit");
	take(&d, "reason", "work");
	take(&d, "on", "2086-01-10");
	finish(&d);
	cr_assert_str_eq(only(&d.findings)->code, "CORE-E06"); /* and not E04 as well */
}

Test(intake_parts, an_interval)
{
	drafting_start(&d, TOWN_SPACES, "visit_count");
	take(&d, "visits", "10");
	take(&d, "on", "2023-11-15");
	take(&d, "until", "2024-11-14"); /* 366 days */
	finish(&d);
	cr_assert_eq(d.findings.n, 0, "%s", d.findings.n > 0 ? d.findings.items[0].message : "");
	cr_assert_eq(d.draft.day_end - d.draft.day, 365);
}

Test(intake_parts, an_interval_that_ends_ahead)
{
	drafting_start(&d, TOWN_SPACES, "visit_count");
	take(&d, "visits", "10");
	take(&d, "on", "2024-11-01");
	take(&d, "until", "2024-11-16"); /* tomorrow: nobody has been counted yet */
	finish(&d);
	cr_assert_str_eq(only(&d.findings)->code, "CORE-E04");
}

Test(intake_parts, an_interval_as_a_period)
{
	drafting_start(&d, TOWN_SPACES, "visit_count");
	take(&d, "visits", "10");
	take(&d, "period", "2023-04-01/P3M");
	take(&d, "site", "centre");
	intake_finish(&d.in, &d.draft);
	cr_assert_eq(d.findings.n, 0);
	cr_assert_eq(d.draft.day, on("2023-04-01"));
	cr_assert_eq(d.draft.day_end, on("2023-06-30"));
}

static const struct finding *interval_fault(const char *from, const char *until, const char *period)
{
	drafting_start(&d, TOWN_SPACES, "visit_count");
	take(&d, "visits", "10");
	take(&d, "site", "centre");
	if (from != NULL)
		take(&d, "on", from);
	if (until != NULL)
		take(&d, "until", until);
	if (period != NULL)
		take(&d, "period", period);
	intake_finish(&d.in, &d.draft);
	return only(&d.findings);
}

Test(intake_parts, an_end_before_the_start)
{
	const struct finding *f = interval_fault("2024-02-10", "2024-02-09", NULL);

	cr_assert_str_eq(f->code, "CORE-E02");
	cr_assert_str_eq(f->field, "until");
	cr_assert_str_eq(f->message, "until '2024-02-09' is before the first day, 2024-02-10");
}

Test(intake_parts, an_interval_too_long)
{
	const struct finding *f = interval_fault("2023-01-01", "2024-01-02", NULL);

	cr_assert_str_eq(f->code, "CORE-E02");
	cr_assert_str_eq(f->field, "until");
	cr_assert_str_eq(f->message, "until '2024-01-02' makes it 367 days long; expected at most 366");
}

Test(intake_parts, a_period_too_long)
{
	cr_assert_str_eq(interval_fault(NULL, NULL, "2022-01-01/2023-12-31")->message,
			 "period '2022-01-01/2023-12-31' makes it 730 days long; expected at most 366");
}

Test(intake_parts, a_period_by_its_code)
{
	drafting_start(&d, TOWN_SPACES, "visit_count");
	take(&d, "period", "2024-02");
	cr_assert_eq(d.draft.day, date_day(2024, 2, 1));
	cr_assert_eq(d.draft.day_end, date_day(2024, 2, 29));
	cr_assert_eq(d.findings.n, 0);
}

Test(intake_parts, a_period_that_is_none)
{
	const struct finding *f = interval_fault(NULL, NULL, "spring");

	cr_assert_str_eq(f->code, "CORE-E03");
	cr_assert(strstr(f->message, "period 'spring' is not an interval: ") == f->message, "%s", f->message);
}

Test(intake_parts, period_and_on_exclude_each_other)
{
	const struct finding *f = interval_fault("2024-02-10", NULL, "2024-02-10/P1M");

	cr_assert_str_eq(f->code, "CORE-E02");
	cr_assert_str_eq(f->message, "period '2024-02-10/P1M' cannot be given together with 'on'");
}

Test(intake_parts, an_interval_needs_its_start)
{
	cr_assert_str_eq(interval_fault(NULL, "2024-02-10", NULL)->message,
			 "on is missing: every 'visit_count' must have it");
}

Test(intake_parts, a_kind_of_one_day)
{
	drafting_start(&d, TOWN_SCHOOL, "exit");
	take(&d, "reason", "work");
	take(&d, "on", "2024-11-04");
	take(&d, "until", "2024-11-05");
	finish(&d);
	cr_assert_str_eq(only(&d.findings)->message,
			 "until '2024-11-05' is not the day it began, 2024-11-04: a 'exit' covers one day");
}

Test(intake_parts, the_same_day_twice_is_one_day)
{
	drafting_start(&d, TOWN_SCHOOL, "exit");
	take(&d, "reason", "work");
	take(&d, "on", "2024-11-04");
	take(&d, "until", "2024-11-04");
	finish(&d);
	cr_assert_eq(d.findings.n, 0);
}

Test(intake_parts, an_unknown_site)
{
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "session");
	f = bad(&d, "site", "hay_raid");
	cr_assert_str_eq(f.code, "CORE-E07");
	cr_assert_str_eq(f.message, "site 'hay_raid' is not in the city's list (did you mean 'hay_riad'?)");
	cr_assert_null(d.draft.site);
	cr_assert_str_eq(d.draft.site_text, "hay_raid");
	f = bad(&d, "site", "Centre");
	cr_assert_str_eq(f.message, "site 'Centre' is what 'centre' is called, and not its id");
	cr_assert_str_eq(f.remedy, "write centre, or let a mapping say so: values: {site: {\"Centre\": centre}}");
}

Test(intake_parts, a_site_of_another_program)
{
	static const char *own[] = { "centre", "al_amal", NULL };

	drafting_start(&d, TOWN_SCHOOL, "session");
	d.town.configs[TOWN_SCHOOL].sites = (struct codes){ own, 2 };
	cr_assert_str_eq(bad(&d, "site", "hay_riad").message,
			 "site 'hay_riad' is not one of this program's sites: centre, al_amal");
	cr_assert_str_eq(bad(&d, "site", "centr").message,
			 "site 'centr' is not in this program's list (did you mean 'centre'?)");
	drafting_again(&d);
	take(&d, "site", "al_amal");
	cr_assert_str_eq(d.draft.site, "al_amal");
}

Test(intake_parts, any_site)
{
	drafting_start(&d, TOWN_SCHOOL, "session");
	d.town.configs[TOWN_SCHOOL].any_site = true;
	cr_assert_str_eq(bad(&d, "site", "the park").message, "site 'the park' is not a code of a site");
	drafting_again(&d);
	take(&d, "site", "park-12");
	cr_assert_str_eq(d.draft.site, "park-12");
}

Test(intake_parts, the_only_site_need_not_be_said)
{
	static const char *own[] = { "centre", NULL };

	drafting_start(&d, TOWN_SCHOOL, "session");
	d.town.configs[TOWN_SCHOOL].sites = (struct codes){ own, 1 };
	take(&d, "cohort", "soir-a");
	take(&d, "planned_minutes", "60");
	take(&d, "on", "2024-11-04");
	intake_finish(&d.in, &d.draft);
	cr_assert_eq(d.findings.n, 0);
	cr_assert_str_eq(d.draft.site, "centre");
}

Test(intake_parts, a_person_is_a_code)
{
	struct finding f;

	drafting_start(&d, TOWN_SCHOOL, "exit");
	f = bad(&d, "person", "Amina El F");
	cr_assert_str_eq(f.code, "CORE-E02");
	cr_assert_str_eq(f.message, "person 'Amina El F' is not a person's code");
	cr_assert_not_null(strstr(f.remedy, "never the name"));
	cr_assert_null(d.draft.person);
}

Test(intake_parts, bidi_marks_are_no_part_of_a_code)
{
	drafting_start(&d, TOWN_SCHOOL, "exit");
	take(&d, "person", "\xe2\x80\x8f" "BG-\xe2\x80\xaa" "0042\xe2\x80\xac\xd8\x9c");
	cr_assert_eq(d.findings.n, 0);
	cr_assert_str_eq(d.draft.person, "BG-0042");
}

Test(intake_parts, a_person_must_be_named)
{
	drafting_start(&d, TOWN_SCHOOL, "exit");
	take(&d, "reason", "work");
	take(&d, "on", "2024-11-04");
	take(&d, "person", "  ");
	intake_finish(&d.in, &d.draft);
	cr_assert_str_eq(only(&d.findings)->message, "person is missing: every 'exit' must have it");
}

Test(intake_parts, or_must_not_be_named)
{
	drafting_start(&d, TOWN_SPACES, "visit_count");
	take(&d, "visits", "10");
	take(&d, "person", "P-7");
	finish(&d);
	cr_assert_str_eq(only(&d.findings)->message,
			 "person 'P-7' is given, but a 'visit_count' is not about a person");
	cr_assert_null(d.draft.person);
}

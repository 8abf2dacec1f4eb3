/* Rules: one mistake each. */
#include "config.h"

#include <criterion/criterion.h>

#include "base/err.h"
#include "sample.h"

Test(tables_rules, codes_severities_and_words)
{
	struct sample s;

	sample_make(&s);
	s.rules[R_UNIQUE].code = "X W03";
	FAULT(&s, "rule 3: 'X W03' is not a code (1 to 64 of A-Z a-z 0-9 _ . -, the first a letter or digit)");
	s.rules[R_UNIQUE].code = "";
	FAULT(&s, "rule 3: code is empty (leave it out, or write something)");
	sample_make(&s);
	s.rules[R_UNIQUE].severity = 0;
	FAULT(&s, "rule 'X-W03': severity 0 is none of SIJIL_INFO, SIJIL_WARNING, SIJIL_ERROR");
	s.rules[R_UNIQUE].severity = 4;
	FAULT(&s, "rule 'X-W03': severity 4 is none of SIJIL_INFO, SIJIL_WARNING, SIJIL_ERROR");
	sample_make(&s);
	s.rules[R_UNIQUE].check = 0;
	FAULT(&s, "rule 'X-W03': check 0 is none of SIJIL_MUST .. SIJIL_CLASS");
	s.rules[R_UNIQUE].check = 11;
	FAULT(&s, "rule 'X-W03': check 11 is none of SIJIL_MUST .. SIJIL_CLASS");
	sample_make(&s);
	s.rules[R_UNIQUE].message = NULL;
	FAULT(&s, "rule 'X-W03': has no message");
	sample_make(&s);
	s.rules[R_UNIQUE].remedy = NULL;
	FAULT(&s, "rule 'X-W03': has no remedy");
}

Test(tables_rules, the_same_code_may_stand_in_several_rows)
{
	struct sample s;

	sample_make(&s);
	s.rules[R_PRIOR].code = "X-E01";
	SOUND(&s);
}

Test(tables_rules, each_check_has_what_it_needs)
{
	struct sample s;

	sample_make(&s);
	s.rules[R_MUST].must = NULL;
	FAULT(&s, "rule 'X-E01': has no must, which SIJIL_MUST needs");
	sample_make(&s);
	s.rules[R_PRIOR].other = NULL;
	FAULT(&s, "rule 'X-E02': has no other, which SIJIL_PRIOR needs");
	sample_make(&s);
	s.rules[R_UNIQUE].key = NULL;
	FAULT(&s, "rule 'X-W03': has no key, which SIJIL_UNIQUE needs");
	sample_make(&s);
	s.rules[R_NO_OVERLAP].key = NULL;
	FAULT(&s, "rule 'X-E04': has no key, which SIJIL_NO_OVERLAP needs");
	sample_make(&s);
	s.rules[R_CALLBACK].callback = NULL;
	FAULT(&s, "rule 'X-E01': has no callback, which SIJIL_CALLBACK needs");
}

Test(tables_rules, and_nothing_it_would_ignore)
{
	struct sample s;

	sample_make(&s);
	s.rules[R_UNIQUE].must = "day>0";
	FAULT(&s, "rule 'X-W03': must is set, but SIJIL_UNIQUE does not look at it");
	sample_make(&s);
	s.rules[R_MUST].other = "enrolment";
	FAULT(&s, "rule 'X-E01': other is set, but SIJIL_MUST does not look at it");
	sample_make(&s);
	s.rules[R_UNIQUE].other_where = "day>0";
	FAULT(&s, "rule 'X-W03': other_where is set, but SIJIL_UNIQUE does not look at it");
	sample_make(&s);
	s.rules[R_ONE_SPELL].key = "person";
	FAULT(&s, "rule 'X-E05': key is set, but SIJIL_ONE_SPELL does not look at it");
	sample_make(&s);
	s.rules[R_IN_SPELL].callback = s.rules[R_CALLBACK].callback;
	FAULT(&s, "rule 'X-E06': callback is set, but SIJIL_IN_SPELL does not look at it");
	sample_make(&s);
	s.rules[R_NO_OVERLAP].other_where = "zone=@zone";
	SOUND(&s);
}

Test(tables_rules, kinds_exist_and_suit_the_check)
{
	struct sample s;

	sample_make(&s);
	s.rules[R_MUST].kinds = NULL;
	FAULT(&s, "rule 'X-E01': has no kinds");
	s.rules[R_MUST].kinds = "attendance|lesson";
	FAULT(&s, "rule 'X-E01': kinds: 'lesson' is not a kind of this plugin (did you mean 'session'?)");
	s.rules[R_MUST].kinds = "timetable";
	FAULT(&s, "rule 'X-E01': kinds: 'timetable' is not a kind of this plugin");
	s.rules[R_MUST].kinds = "attendance|";
	FAULT(&s, "rule 'X-E01': kinds 'attendance|' begins or ends with '|'");
	sample_make(&s);
	s.rules[R_ONE_SPELL].kinds = "exit";
	FAULT(&s, "rule 'X-E05': kinds: 'exit' is not one of those that open spells, which SIJIL_ONE_SPELL judges");
	sample_make(&s);
	s.rules[R_IN_SPELL].kinds = "session";
	FAULT(&s, "rule 'X-E06': kinds: 'session' is not one of those about a person, which SIJIL_IN_SPELL judges");
	sample_make(&s);
	s.rules[R_NO_OVERLAP].kinds = "session";
	FAULT(&s,
	      "rule 'X-E04': kinds: 'session' is not one of those that cover intervals, which SIJIL_NO_OVERLAP judges");
}

Test(tables_rules, fields_and_keys_exist_in_every_kind)
{
	struct sample s;

	sample_make(&s);
	s.rules[R_MUST].field = "hours";
	FAULT(&s, "rule 'X-E01': field 'hours' is not a field of 'attendance'");
	s.rules[R_MUST].field = "minutes";
	s.rules[R_MUST].kinds = "attendance|exit";
	FAULT(&s, "rule 'X-E01': field 'minutes' is not a field of 'exit'");
	sample_make(&s);
	s.rules[R_UNIQUE].key = "person,hours";
	FAULT(&s, "rule 'X-W03': key names 'hours', which is neither a field of 'attendance' nor day, day_end, site or "
		  "person");
	sample_make(&s);
	s.rules[R_NO_OVERLAP].key = "site,person";
	FAULT(&s, "rule 'X-E04': key names 'person', but a 'visit_count' is about a site");
}

Test(tables_rules, a_prior_entry_stands_in_the_same_history)
{
	struct sample s;

	sample_make(&s);
	s.rules[R_PRIOR].other = "enrolment|lesson";
	FAULT(&s, "rule 'X-E02': other: 'lesson' is not a kind of this plugin (did you mean 'session'?)");
	s.rules[R_PRIOR].other = "session";
	FAULT(&s, "rule 'X-E02': other: a 'session' is about a site, a 'attendance' about a person: neither finds the "
		  "other in its history");
	s.rules[R_PRIOR].other = "enrolment|enrolment";
	FAULT(&s, "rule 'X-E02': other has 'enrolment' twice");
}

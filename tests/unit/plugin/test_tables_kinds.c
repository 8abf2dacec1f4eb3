/* Kinds and fields: one mistake each. */
#include "config.h"

#include <criterion/criterion.h>

#include "base/err.h"
#include "sample.h"

Test(tables_kinds, names_and_titles)
{
	struct sample s;

	sample_make(&s);
	s.kinds[EXIT].name = "Exit";
	FAULT(&s, "kind 4: 'Exit' is not a name (1 to 64 of a-z 0-9 _, the first a letter)");
	s.kinds[EXIT].name = "";
	FAULT(&s, "kind 4: name is empty (leave it out, or write something)");
	s.kinds[EXIT].name = "session";
	FAULT(&s, "kind 'session': stands twice in the table");
	s.kinds[EXIT].name = "note";
	FAULT(&s, "kind 'note': every program has a kind of this name (take another, or use it)");
	sample_make(&s);
	s.kinds[EXIT].title = NULL;
	FAULT(&s, "kind 'exit': has no title");
}

Test(tables_kinds, subjects_and_roles)
{
	struct sample s;

	sample_make(&s);
	s.kinds[EXIT].subject = 0;
	FAULT(&s, "kind 'exit': subject 0 is none of SIJIL_PERSON, SIJIL_SITE, SIJIL_PROGRAM");
	s.kinds[EXIT].subject = SIJIL_SITE;
	FAULT(&s, "kind 'exit': has a role in a spell, but is about a site (only persons have spells)");
	sample_make(&s);
	s.kinds[EXIT].role = 4;
	FAULT(&s, "kind 'exit': role 4 is none of SIJIL_RECORDS, SIJIL_OPENS, SIJIL_SERVES, SIJIL_CLOSES");
	s.kinds[EXIT].role = SIJIL_OPENS;
	FAULT(&s, "kind 'exit': opens spells, but so does 'enrolment' (one kind may)");
	sample_make(&s);
	s.kinds[SESSION].plans_for = NULL;
	s.kinds[ENROLMENT].role = SIJIL_RECORDS;
	FAULT(&s, "kind 'attendance': serves spells, but no kind of this plugin opens them");
	s.kinds[ATTENDANCE].role = SIJIL_RECORDS;
	s.kinds[ATTENDANCE].serves_when = NULL;
	FAULT(&s, "kind 'exit': closes spells, but no kind of this plugin opens them");
}

Test(tables_kinds, conditions_have_their_place)
{
	struct sample s;

	sample_make(&s);
	s.kinds[EXIT].serves_when = "day>0";
	FAULT(&s, "kind 'exit': serves_when is set, but its role is not SIJIL_SERVES");
	sample_make(&s);
	s.kinds[SESSION].future_when = "";
	FAULT(&s, "kind 'session': future_when is empty (leave it out, or write something)");
	s.kinds[SESSION].future_when = NULL;
	FAULT(&s, "kind 'session': plans_for is set, but without future_when no entry of it lies in the future");
}

Test(tables_kinds, plans_for_is_a_text_field_of_both)
{
	struct sample s;

	sample_make(&s);
	s.kinds[SESSION].plans_for = "planned_minutes";
	FAULT(&s, "kind 'session': plans_for 'planned_minutes' is not a text field of 'session'");
	sample_make(&s);
	s.enrolment[COHORT].name = "class";
	FAULT(&s, "kind 'session': plans_for 'cohort' is not a text field of 'enrolment'");
	sample_make(&s);
	s.kinds[ENROLMENT].role = s.kinds[ATTENDANCE].role = s.kinds[EXIT].role = SIJIL_RECORDS;
	s.kinds[ATTENDANCE].serves_when = NULL;
	FAULT(&s, "kind 'session': plans_for is set, but no kind of this plugin opens spells");
}

Test(tables_kinds, keys_are_made_of_fields_and_the_envelope)
{
	struct sample s;

	sample_make(&s);
	s.kinds[ATTENDANCE].key = "session,name";
	FAULT(&s, "kind 'attendance': key names 'name', which is neither a field of 'attendance' nor day, day_end, "
		  "site or person");
	s.kinds[ATTENDANCE].key = "session,session";
	FAULT(&s, "kind 'attendance': key has 'session' twice");
	s.kinds[ATTENDANCE].key = "session,status,minutes,grade,seen,day,day_end,site";
	SOUND(&s);
	s.kinds[ATTENDANCE].key = "session,status,minutes,grade,seen,day,day_end,site,person";
	FAULT(&s, "kind 'attendance': key has 9 parts, more than 8");
	sample_make(&s);
	s.kinds[SESSION].refer_by = "cohort, day";
	FAULT(&s, "kind 'session': refer_by 'cohort, day' has a blank in it (write a,b,c)");
	s.kinds[SESSION].refer_by = "cohort,person";
	FAULT(&s, "kind 'session': refer_by names 'person', but a 'session' is about a site");
	s.kinds[SESSION].refer_by = "cohort,day_";
	FAULT(&s, "kind 'session': refer_by names 'day_', which is neither a field of 'session' nor day, day_end, site "
		  "or person");
}

Test(tables_kinds, field_names_and_titles)
{
	struct sample s;

	sample_make(&s);
	s.visits[ZONE].name = "Zone 1";
	FAULT(&s, "kind 'visit_count': field 2: 'Zone 1' is not a name (1 to 64 of a-z 0-9 _, the first a letter)");
	s.visits[ZONE].name = "visits";
	FAULT(&s, "kind 'visit_count': field 'visits': stands twice in the table");
	s.visits[ZONE].name = "age";
	FAULT(&s, "kind 'visit_count': field 'age': this name has a meaning of its own (take another)");
	s.visits[ZONE].name = "site";
	FAULT(&s, "kind 'visit_count': field 'site': this name has a meaning of its own (take another)");
	sample_make(&s);
	s.visits[ZONE].title = NULL;
	FAULT(&s, "kind 'visit_count': field 'zone': has no title");
	s.visits[ZONE].title = "Visits";
	FAULT(&s, "kind 'visit_count': field 'zone': its title is also that of 'visits'");
	sample_make(&s);
	s.visits[ZONE].hint = "";
	FAULT(&s, "kind 'visit_count': field 'zone': hint is empty (leave it out, or write something)");
}

Test(tables_kinds, field_types_and_limits)
{
	struct sample s;

	sample_make(&s);
	s.enrolment[TUTOR].type = 0;
	FAULT(&s, "kind 'enrolment': field 'tutor': type 0 is none of SIJIL_TEXT .. SIJIL_ENTRY");
	s.enrolment[TUTOR].type = 8;
	FAULT(&s, "kind 'enrolment': field 'tutor': type 8 is none of SIJIL_TEXT .. SIJIL_ENTRY");
	sample_make(&s);
	s.enrolment[COHORT].min = -1;
	FAULT(&s, "kind 'enrolment': field 'cohort': min and max of SIJIL_TEXT must lie in 0..1048576");
	sample_make(&s);
	s.attendance[MINUTES].min = 601;
	FAULT(&s, "kind 'attendance': field 'minutes': min 601 is above max 600");
	sample_make(&s);
	s.attendance[GRADE].max = INT64_C(9223372036855);
	FAULT(&s, "kind 'attendance': field 'grade': min and max of SIJIL_DECIMAL must lie in "
		  "-9223372036854..9223372036854");
	sample_make(&s);
	s.attendance[SEEN].max = 1;
	FAULT(&s, "kind 'attendance': field 'seen': min and max are set, but SIJIL_DATE has no limits");
}

Test(tables_kinds, choices)
{
	struct sample s;

	sample_make(&s);
	s.enrolment[SEX].choices = NULL;
	FAULT(&s, "kind 'enrolment': field 'sex': has no choices, which a SIJIL_CHOICE needs");
	s.enrolment[SEX].choices = "F|M|F";
	FAULT(&s, "kind 'enrolment': field 'sex': choices has 'F' twice");
	s.enrolment[SEX].choices = "F|M|";
	FAULT(&s, "kind 'enrolment': field 'sex': choices 'F|M|' begins or ends with '|'");
	s.enrolment[SEX].choices = "F||M";
	FAULT(&s, "kind 'enrolment': field 'sex': choices 'F||M' has an empty item");
	s.enrolment[SEX].choices = "F|M,U";
	FAULT(&s, "kind 'enrolment': field 'sex': choice 'M,U' is not a code (1 to 64 of A-Z a-z 0-9 _ . + -, the "
		  "first a letter or digit)");
	s.enrolment[SEX].choices = "0-5|65+|a.b_c";
	SOUND(&s);
	sample_make(&s);
	s.enrolment[TUTOR].choices = "a|b";
	FAULT(&s, "kind 'enrolment': field 'tutor': choices are set, but SIJIL_TEXT has none");
	sample_make(&s);
	s.visits[ZONE].choices = "1|two";
	FAULT_BEGINS(&s, "kind 'visit_count': field 'zone': choice 'two' is not a whole number");
	s.visits[ZONE].choices = "1|12";
	s.visits[ZONE].min = 1;
	s.visits[ZONE].max = 9;
	FAULT(&s, "kind 'visit_count': field 'zone': choice '12' is outside 1..9");
}

Test(tables_kinds, presets)
{
	struct sample s;

	sample_make(&s);
	s.enrolment[COHORT].preset = "123456789012345678901234567890123";
	FAULT(&s, "kind 'enrolment': field 'cohort': preset '123456789012345678901234567890123' has 33 characters, not "
		  "1..32");
	s.enrolment[COHORT].preset = "";
	FAULT(&s, "kind 'enrolment': field 'cohort': preset is empty (leave it out, or write something)");
	s.enrolment[COHORT].preset = "\xc3\xa9t\xc3\xa9";
	SOUND(&s);
	s.enrolment[COHORT].max = 3;
	SOUND(&s); /* three characters in five bytes */
	sample_make(&s);
	s.visits[ZONE].preset = "3";
	FAULT(&s, "kind 'visit_count': field 'zone': preset '3' is not one of 1|2");
	sample_make(&s);
	s.attendance[GRADE].preset = "20.000001";
	FAULT(&s, "kind 'attendance': field 'grade': preset '20.000001' is outside 0..20");
	s.attendance[GRADE].preset = "20";
	SOUND(&s);
	s.attendance[SEEN].preset = "07/10/2024";
	FAULT_BEGINS(&s, "kind 'attendance': field 'seen': preset '07/10/2024': ");
	sample_make(&s);
	s.attendance[GRADE].preset = "ten";
	FAULT_BEGINS(&s, "kind 'attendance': field 'grade': preset 'ten' ");
	sample_make(&s);
	s.session[PLANNED].preset = "no";
	FAULT(&s, "kind 'session': field 'planned': preset 'no' is neither true nor false");
	sample_make(&s);
	s.enrolment[SEX].preset = "X";
	FAULT(&s, "kind 'enrolment': field 'sex': preset 'X' is not one of F|M|U");
	sample_make(&s);
	s.attendance[OF_SESSION].preset = "1";
	FAULT(&s, "kind 'attendance': field 'session': preset is set, but SIJIL_ENTRY has none (which entry it will be "
		  "is not known beforehand)");
}

Test(tables_kinds, references)
{
	struct sample s;

	sample_make(&s);
	s.attendance[OF_SESSION].refers = NULL;
	FAULT(&s, "kind 'attendance': field 'session': has no refers, which a SIJIL_ENTRY needs");
	s.attendance[OF_SESSION].refers = "lesson";
	FAULT(&s, "kind 'attendance': field 'session': refers: 'lesson' is not a kind of this plugin (did you mean "
		  "'session'?)");
	s.attendance[OF_SESSION].refers = "note";
	SOUND(&s);
	sample_make(&s);
	s.enrolment[TUTOR].refers = "session";
	FAULT(&s, "kind 'enrolment': field 'tutor': refers is set, but its type is not SIJIL_ENTRY");
}

Test(tables_kinds, units_and_otherwise)
{
	struct sample s;

	sample_make(&s);
	s.enrolment[TUTOR].unit = "minutes";
	FAULT(&s, "kind 'enrolment': field 'tutor': unit is set, but only numbers have one");
	sample_make(&s);
	s.attendance[MINUTES].otherwise = NULL;
	FAULT(&s, "kind 'attendance': field 'minutes': otherwise_when is set, but otherwise is not");
	sample_make(&s);
	s.attendance[MINUTES].required = true;
	FAULT(&s, "kind 'attendance': field 'minutes': otherwise is set, but the field is required, so it always has a "
		  "value");
	sample_make(&s);
	s.attendance[MINUTES].preset = "60";
	FAULT(&s, "kind 'attendance': field 'minutes': otherwise is set, but so is preset, so it always has a value");
	sample_make(&s);
	s.attendance[MINUTES].otherwise = " ";
	FAULT(&s, "kind 'attendance': field 'minutes': otherwise is empty (leave it out, or write something)");
}

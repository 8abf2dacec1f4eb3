/* Metrics and measures: one mistake each. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "base/err.h"
#include "sample.h"

Test(tables_metrics, codes_and_words)
{
	struct sample s;

	sample_make(&s);
	s.metrics[RATE].code = "Rate";
	FAULT(&s, "metric 2: 'Rate' is not a name (1 to 64 of a-z 0-9 _, the first a letter)");
	s.metrics[RATE].code = "learners";
	FAULT(&s, "metric 'learners': stands twice in the table");
	sample_make(&s);
	s.metrics[RATE].title = NULL;
	FAULT(&s, "metric 'rate': has no title");
	sample_make(&s);
	s.metrics[RATE].unit = NULL;
	FAULT(&s, "metric 'rate': has no unit");
	sample_make(&s);
	s.metrics[RATE].definition = NULL;
	FAULT(&s, "metric 'rate': has no definition");
	sample_make(&s);
	s.metrics[RATE].comparable = "";
	FAULT(&s, "metric 'rate': comparable is empty (leave it out, or write something)");
	sample_make(&s);
	s.metrics[RATE].population.area = "";
	FAULT(&s, "metric 'rate': population.area is empty (leave it out, or write something)");
}

Test(tables_metrics, numbers)
{
	struct sample s;

	sample_make(&s);
	s.metrics[RATE].direction = 3;
	FAULT(&s, "metric 'rate': direction 3 is none of SIJIL_NEUTRAL, SIJIL_UP, SIJIL_DOWN");
	sample_make(&s);
	s.metrics[RATE].scale = 0;
	FAULT(&s, "metric 'rate': scale is 0, which would make every value 0 (1 for numbers as they are, 100 for per "
		  "cent)");
	s.metrics[RATE].scale = -1000001;
	FAULT(&s, "metric 'rate': scale -1000001 is outside -1000000..1000000");
	s.metrics[RATE].scale = -100;
	SOUND(&s);
	s.metrics[RATE].per = -60;
	FAULT(&s, "metric 'rate': per -60 is negative (0 for none, 60 to make hours of minutes)");
	sample_make(&s);
	s.metrics[RATE].decimals = 7;
	FAULT(&s, "metric 'rate': decimals 7 is outside 0..6");
	s.metrics[RATE].decimals = -1;
	FAULT(&s, "metric 'rate': decimals -1 is outside 0..6");
}

Test(tables_metrics, a_ratio_has_a_denominator_and_nothing_else_has)
{
	struct sample s;

	sample_make(&s);
	s.metrics[RATE].denominator = NULL;
	FAULT(&s, "metric 'rate': is a ratio without a denominator (give it one, or leave .ratio out)");
	s.planned[0] = (struct sijil_measure){ 0 };
	s.metrics[RATE].denominator = s.planned;
	FAULT(&s, "metric 'rate': is a ratio without a denominator (give it one, or leave .ratio out)");
	sample_make(&s);
	s.metrics[RATE].ratio = false;
	FAULT(&s, "metric 'rate': has a denominator, but is not a ratio (set .ratio = true)");
	sample_make(&s);
	s.metrics[LEARNERS].numerator = NULL;
	FAULT(&s, "metric 'learners': has neither a numerator nor a fold, so it never has a value");
	s.metrics[LEARNERS].fold = s.metrics[FOLDED].fold;
	SOUND(&s);
}

Test(tables_metrics, breakdowns_are_a_list)
{
	struct sample s;

	sample_make(&s);
	s.metrics[LEARNERS].breakdowns = "sex, site";
	FAULT(&s, "metric 'learners': breakdowns 'sex, site' has a blank in it (write a,b,c)");
	s.metrics[LEARNERS].breakdowns = "sex,sex";
	FAULT(&s, "metric 'learners': breakdowns has 'sex' twice");
	s.metrics[LEARNERS].breakdowns = "Sex";
	FAULT(&s, "metric 'learners': breakdowns: 'Sex' is not a name, nor name=path");
	s.metrics[LEARNERS].breakdowns = "sex|site";
	FAULT(&s, "metric 'learners': breakdowns: 'sex|site' is not a name, nor name=path");
	s.metrics[LEARNERS].breakdowns = "subject=";
	FAULT(&s, "metric 'learners': breakdowns: 'subject=' is not a name, nor name=path");
	s.metrics[LEARNERS].breakdowns = "subject=a*b,sex";
	FAULT(&s, "metric 'learners': breakdowns: 'subject=a*b' is not a name, nor name=path");
	s.metrics[LEARNERS].breakdowns = "class=session.cohort,sex";
	SOUND(&s);
}

Test(tables_metrics, breakdowns_are_by_what_can_be_recorded)
{
	struct sample s;

	sample_make(&s);
	s.metrics[LEARNERS].breakdowns = "sexe";
	FAULT(&s, "metric 'learners': breakdowns: no kind has a field 'sexe' (did you mean 'sex'?)");
	s.metrics[LEARNERS].breakdowns = "gender=sexx";
	FAULT(&s, "metric 'learners': breakdowns: no kind has a field 'sexx' (did you mean 'sex'?)");
	s.metrics[LEARNERS].breakdowns = "class=session.klass";
	FAULT(&s, "metric 'learners': breakdowns: no kind refers to an entry with the field 'klass' by 'session'");
	s.metrics[LEARNERS].breakdowns = "class=sex.cohort";
	FAULT(&s, "metric 'learners': breakdowns: no kind refers to an entry with the field 'cohort' by 'sex'");
	s.metrics[LEARNERS].breakdowns = "area,disability"; /* of the site; known of a person from another program */
	SOUND(&s);
}

Test(tables_metrics, two_breakdowns_of_one_name)
{
	struct sample s;

	sample_make(&s);
	s.metrics[LEARNERS].breakdowns = "sex,sex=open.sex";
	FAULT(&s, "metric 'learners': breakdowns has 'sex' twice");
}

Test(tables_metrics, breakdowns_by_time_and_age)
{
	struct sample s;

	sample_make(&s);
	s.metrics[LEARNERS].breakdowns = "sex,month";
	FAULT(&s, "metric 'learners': breakdowns: 'month' is a stretch of time, by which every metric can be broken "
		  "down anyway");
	sample_make(&s);
	s.plugin.age_bands = NULL;
	FAULT(&s, "metric 'learners': breakdowns: 'age_band' needs the plugin's age_bands, which are not set");
	s.visits[ZONE].name = "age_band";
	s.rules[R_NO_OVERLAP].key = "site";
	SOUND(&s);
}

Test(tables_metrics, what_it_needs_exists)
{
	struct sample s;

	sample_make(&s);
	s.metrics[RATE].needs = "lesson";
	FAULT(&s, "metric 'rate': needs: 'lesson' is not a kind of this plugin (did you mean 'session'?)");
	s.metrics[RATE].needs = "population_estimate";
	SOUND(&s);
}

Test(tables_metrics, parity_is_of_a_metric_before_it)
{
	struct sample s;

	sample_make(&s);
	s.metrics[PARITY].parity_of = "folded";
	FAULT(&s, "metric 'parity': parity_of 'folded' is not a metric that stands before it in the table");
	s.metrics[PARITY].parity_of = "parity";
	FAULT(&s, "metric 'parity': parity_of 'parity' is not a metric that stands before it in the table");
	s.metrics[PARITY].parity_of = NULL;
	FAULT(&s, "metric 'parity': parity_groups is set, but parity_of is not");
	sample_make(&s);
	s.metrics[PARITY].numerator = s.learners;
	FAULT(&s, "metric 'parity': has a parity_of, so it has no measures, fold or breakdowns of its own");
}

Test(tables_metrics, parity_sets_two_groups_side_by_side)
{
	static const char *const wrong[] = { "sex",    "=F|M",      "sex=F",     "sex=|M",
					     "sex=F|", "sex=F|M|U", "sex=F|M=U", "sex=F| M" };
	struct sample s;
	char words[128];

	sample_make(&s);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		s.metrics[PARITY].parity_groups = wrong[i];
		snprintf(words, sizeof(words),
			 "metric 'parity': parity_groups '%s' is not a breakdown and two groups (write sex=F|M)",
			 wrong[i]);
		FAULT(&s, words);
	}
	s.metrics[PARITY].parity_groups = NULL;
	FAULT(&s, "metric 'parity': has no parity_groups");
	s.metrics[PARITY].parity_groups = "sex=F|F";
	FAULT(&s, "metric 'parity': parity_groups 'sex=F|F' sets a group beside itself");
	s.metrics[PARITY].parity_groups = "area=rural|urban";
	FAULT(&s, "metric 'parity': parity_groups: 'area' is not among the breakdowns of 'rate'");
	s.metrics[PARITY].parity_groups = "se=F|M";
	FAULT(&s, "metric 'parity': parity_groups: 'se' is not among the breakdowns of 'rate'");
	s.metrics[PARITY].parity_groups = "cohort=a|b";
	SOUND(&s);
}

Test(tables_metrics, measures_have_units)
{
	struct sample s;

	sample_make(&s);
	s.attended[0].take = 7;
	FAULT(&s, "metric 'rate': numerator: measure 1: take 7 is none of SIJIL_COUNT .. SIJIL_MEDIAN");
	sample_make(&s);
	s.attended[0].kind = NULL;
	FAULT(&s, "metric 'rate': numerator: measure 1: has neither kind nor spells, so no units");
	s.attended[0].kind = "lesson";
	FAULT(&s, "metric 'rate': numerator: measure 1: kind: 'lesson' is not a kind of this plugin (did you mean "
		  "'session'?)");
	s.attended[0].kind = "attendance";
	s.attended[0].spells = SIJIL_CLOSED;
	FAULT(&s, "metric 'rate': numerator: measure 1: has both kind and spells (the units are the one or the other)");
	s.attended[0].spells = 5;
	FAULT(&s, "metric 'rate': numerator: measure 1: spells 5 is none of SIJIL_NO_SPELLS .. SIJIL_ACTIVE");
}

Test(tables_metrics, spells_need_a_kind_that_opens_them)
{
	struct sample s;

	sample_make(&s);
	s.kinds[ENROLMENT].role = s.kinds[ATTENDANCE].role = s.kinds[EXIT].role = SIJIL_RECORDS;
	s.kinds[ATTENDANCE].serves_when = s.kinds[SESSION].plans_for = NULL;
	s.plugin.rules = NULL;
	FAULT(&s, "metric 'learners': numerator: measure 1: spells are set, but no kind of this plugin opens them");
}

Test(tables_metrics, what_is_taken_of_units)
{
	struct sample s;

	sample_make(&s);
	s.attended[0].of = NULL;
	FAULT(&s, "metric 'rate': numerator: measure 1: has no of, which SIJIL_SUM needs");
	sample_make(&s);
	s.learners[0].of = "length";
	FAULT(&s, "metric 'learners': numerator: measure 1: of is set, but SIJIL_PERSONS does not look at it");
	sample_make(&s);
	s.attended[0].where = "";
	FAULT(&s, "metric 'rate': numerator: measure 1: where is empty (leave it out, or write something)");
	sample_make(&s);
	s.attended[0].reference = "illiterate_women";
	FAULT(&s, "metric 'rate': numerator: measure 1: reference is set, but SIJIL_SUM does not look at it");
	sample_make(&s);
	s.attended[0].undivided_by = "sex";
	FAULT(&s, "metric 'rate': numerator: measure 1: undivided_by is set, but SIJIL_SUM does not look at it");
	sample_make(&s);
	s.planned[1].undivided_by = "sex,sex";
	FAULT(&s, "metric 'rate': denominator: measure 2: undivided_by has 'sex' twice");
	sample_make(&s);
	s.planned[1].reference = "illiterate women";
	FAULT(&s, "metric 'rate': denominator: measure 2: reference 'illiterate women' is not a code (1 to 64 of A-Z "
		  "a-z 0-9 _ . -, the first a letter or digit)");
}

Test(tables_metrics, the_parts_of_what_stands_are_values_of_a_field)
{
	struct sample s;

	sample_make(&s);
	s.planned[1].parts = "area=urban|rural";
	SOUND(&s);
	s.planned[1].parts = "sex=F|M";
	SOUND(&s);
	s.attended[0].parts = "status=present";
	FAULT(&s, "metric 'rate': numerator: measure 1: parts is set, but SIJIL_SUM does not look at it");
	sample_make(&s);
	s.planned[1].parts = "area";
	FAULT(&s, "metric 'rate': denominator: measure 2: parts 'area' is not a field and its values (write "
		  "area=urban|rural)");
	s.planned[1].parts = "area!=urban";
	FAULT(&s, "metric 'rate': denominator: measure 2: parts 'area!=urban' is not a field and its values (write "
		  "area=urban|rural)");
	s.planned[1].parts = "";
	FAULT(&s, "metric 'rate': denominator: measure 2: parts is empty (leave it out, or write something)");
	s.planned[1].parts = "place=urban";
	FAULT(&s, "metric 'rate': denominator: measure 2: parts: 'place' is not a text or choice field of "
		  "'population_estimate'");
	s.planned[1].parts = "value=1|2";
	FAULT(&s, "metric 'rate': denominator: measure 2: parts: 'value' is not a text or choice field of "
		  "'population_estimate'");
	s.planned[1].parts = "area=urban|urban";
	FAULT(&s, "metric 'rate': denominator: measure 2: parts has 'urban' twice");
	s.planned[1].parts = "area=urban|rural";
	s.planned[1].undivided_by = "sex,area";
	FAULT(&s, "metric 'rate': denominator: measure 2: parts: 'area' divides it, but undivided_by says that it does "
		  "not");
	sample_make(&s);
	s.planned[1].parts = "area=urban|rural";
	s.planned[1].kind = NULL;
	s.planned[1].spells = SIJIL_OPENED;
	FAULT(&s, "metric 'rate': denominator: measure 2: parts is for entries, but the units are spells");
}

Test(tables_metrics, the_year_of_what_stands_is_a_whole_number)
{
	struct sample s;

	sample_make(&s);
	s.planned[1].year_by = "year";
	SOUND(&s);
	s.planned[1].year_by = "area";
	FAULT(&s, "metric 'rate': denominator: measure 2: year_by 'area' is not a whole number of 'population_estimate'");
	s.planned[1].year_by = NULL;
	s.attended[0].year_by = "year";
	FAULT(&s, "metric 'rate': numerator: measure 1: year_by is set, but SIJIL_SUM does not look at it");
}

Test(tables_metrics, several_measures_have_titles)
{
	struct sample s;

	sample_make(&s);
	s.planned[1].title = NULL;
	FAULT(&s, "metric 'rate': denominator: measure 2: has no title, by which it is printed here");
	s.planned[1] = (struct sijil_measure){ 0 };
	s.planned[0].title = NULL;
	SOUND(&s);
	s.excused[0].title = NULL;
	FAULT(&s, "metric 'rate': aside: measure 1: has no title, by which it is printed here");
}

Test(tables_metrics, also_looks_for_the_same_person)
{
	struct sijil_also also[] = { { SIJIL_ANY_MEETS, "exit", "reason=moved" }, { 6, "exit", NULL }, { 0 } };
	struct sample s;

	sample_make(&s);
	s.planned[0].also = also;
	FAULT(&s, "metric 'rate': denominator: measure 1: also 2: has 6 is none of SIJIL_LATEST_MEETS .. "
		  "SIJIL_NEVER_MEETS");
	also[1].has = SIJIL_NONE_MEETS;
	SOUND(&s);
	also[1].kind = NULL;
	FAULT(&s, "metric 'rate': denominator: measure 1: also 2: has no kind, in which it looks for another entry");
	also[1].kind = "lesson";
	FAULT(&s, "metric 'rate': denominator: measure 1: also 2: kind: 'lesson' is not a kind of this plugin (did you "
		  "mean 'session'?)");
	also[1].kind = "session";
	FAULT(&s, "metric 'rate': denominator: measure 1: also 2: looks for another entry of the same person, but a "
		  "'session' is about a site");
	also[1].kind = "exit";
	s.planned[0].kind = "visit_count";
	FAULT(&s, "metric 'rate': denominator: measure 1: also 1: looks for another entry of the same person, but a "
		  "'visit_count' is about a site");
}

Test(tables_metrics, the_latest_by_a_field_is_for_counts_of_entries)
{
	struct sample s;

	sample_make(&s);
	s.planned[0].latest_by = "status";
	FAULT(&s, "metric 'rate': denominator: measure 1: latest_by is for SIJIL_COUNT and SIJIL_PERSONS of entries");
	s.planned[0].take = SIJIL_PERSONS;
	s.planned[0].of = NULL;
	SOUND(&s);
	s.planned[0].latest_by = "statu";
	FAULT(&s, "metric 'rate': denominator: measure 1: latest_by 'statu' is not a field of 'attendance'");
	s.planned[0].latest_by = NULL;
	s.planned[0].latest_where = "status=present";
	FAULT(&s, "metric 'rate': denominator: measure 1: latest_where is set, but latest_by is not");
}

Test(tables_metrics, a_median_stands_alone)
{
	struct sample s;

	sample_make(&s);
	s.planned[0].take = SIJIL_MEDIAN;
	FAULT(&s, "metric 'rate': denominator: measure 1: a median cannot be added to other measures");
	s.planned[1] = (struct sijil_measure){ 0 };
	SOUND(&s);
}

Test(tables_metrics, the_offset_has_limits)
{
	struct sample s;

	sample_make(&s);
	s.metrics[0].offset = 1000001;
	FAULT(&s, "metric 'learners': offset 1000001 is outside -1000000..1000000");
	s.metrics[0].offset = -100;
	SOUND(&s);
}

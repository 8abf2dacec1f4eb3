/* An explanation from a trail made by hand: lists, medians, what counted, what changed, and the lines of the CSV. */
#include "config.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "metrics/windows.h"
#include "report/explain.h"
#include "sample.h"

enum { ITEMS = 60 };

/* A trail of the sample's metrics, and the measures that they then need. */
struct story {
	struct sample sample;
	struct trail trail;
	struct contribution items[ITEMS];
	struct contribution *list[ITEMS];
	struct trail_cell cells[ITEMS][1];
	struct trail_window windows[WINDOW_SUBS + 1];
	struct trail_breakdown breakdown;
	const char *codes[3];
	struct sijil_kind kind_def;
	struct sijil_field field_defs[2];
	struct field field;
	struct kind kind;
	struct sijil_measure measure_def;
	struct measure measure;
	struct explanation *explanation;
	int32_t day;
};

/* The metric's numerator takes `of` minutes of attendances. */
static void story_make(struct story *s, int metric, enum sijil_take take)
{
	struct metric *m = &s->sample.metrics[metric];

	*s = (struct story){ .codes = { "F", "M", "U" }, .day = date_day(2024, 10, 1) };
	sample_make(&s->sample);
	s->field_defs[0] = (struct sijil_field){ .name = "minutes", .type = SIJIL_INT, .unit = "minutes" };
	s->field.def = &s->field_defs[0];
	s->kind_def = (struct sijil_kind){ .name = "attendance", .title = "Attendance", .fields = s->field_defs };
	s->kind = (struct kind){ .def = &s->kind_def, .fields = &s->field, .n_fields = 1 };
	s->measure_def = (struct sijil_measure){ .take = take,
						 .kind = "attendance",
						 .of = take == SIJIL_PERSONS ? NULL : "minutes" };
	s->measure = (struct measure){ .def = &s->measure_def, .kind = &s->kind, .latest_by = -1 };
	m = s->sample.metrics[metric].parity_of != NULL ? &s->sample.metrics[INSERTION] : m;
	m->sides[SIJIL_NUMERATOR] = &s->measure;
	m->n_sides[SIJIL_NUMERATOR] = 1;
	s->windows[WINDOW_PERIOD].period = s->sample.all.period;
	s->windows[WINDOW_PREVIOUS].period = s->sample.all.previous;
	s->windows[WINDOW_SUBS] = (struct trail_window){ "month", { .unit = PERIOD_MONTH, .code = "2024-10" } };
	s->breakdown = (struct trail_breakdown){ "sex", s->codes };
	s->trail =
		(struct trail){ .items = s->list, .windows = s->windows, .n_windows = WINDOW_SUBS + 1, .n_metrics = 1 };
	s->trail.metrics[0] = (struct trail_metric){ &s->sample.metrics[metric], &s->breakdown, 1, 1 };
	if (s->sample.metrics[metric].parity_of != NULL)
		s->trail.metrics[s->trail.n_metrics++] = (struct trail_metric){ m, &s->breakdown, 1, 0 };
}

static struct contribution *add(struct story *s, unsigned window, const char *who, int64_t amount)
{
	size_t n = s->trail.n++;
	struct contribution *c = &s->items[n];

	cr_assert_lt(n, ITEMS);
	*c = (struct contribution){ .metric = s->trail.n_metrics - 1,
				    .window = window,
				    .counted = true,
				    .subject_type = SIJIL_PERSON,
				    .subject = who,
				    .entry = (int64_t)n + 1,
				    .kind = "attendance",
				    .site = "centre",
				    .day = s->day,
				    .until = s->day,
				    .amount = amount };
	s->list[n] = c;
	return c;
}

static struct contribution *grouped(struct story *s, struct contribution *c, int64_t group, bool counted)
{
	size_t n = (size_t)(c - s->items);

	s->cells[n][0] = (struct trail_cell){ group, counted };
	c->cells = s->cells[n];
	return c;
}

static struct explanation *explain(struct story *s)
{
	s->explanation = explain_make(&s->sample.registry, &s->sample.all, &s->trail, date_day(2025, 9, 1), "en");
	return s->explanation;
}

static char *written(struct story *s, const char *format)
{
	const struct explain_writer *w = explain_writers;
	struct str out;

	while (strcmp(w->format, format) != 0)
		w++;
	str_init(&out, STR_MAX_DEFAULT);
	w->write(s->explanation, &out);
	return out.s;
}

static void expect_has(struct story *s, const char *format, const char *words, bool has)
{
	char *text = written(s, format);

	cr_expect_eq(strstr(text, words) != NULL, has, "%s '%s' in\n%s", has ? "no" : "a", words, text);
	free(text);
}

Test(explain, subjects_stand_in_the_order_of_their_codes_and_add_up)
{
	struct story s;
	const struct explanation *x;

	story_make(&s, HOURS, SIJIL_SUM);
	add(&s, WINDOW_PERIOD, "P2", ONES(30));
	add(&s, WINDOW_PERIOD, "P1", ONES(45));
	add(&s, WINDOW_PERIOD, "P10", ONES(12))->day--;
	add(&s, WINDOW_PREVIOUS, "P9", ONES(1000));
	x = explain(&s);
	cr_assert_eq(x->n_lists, 1);
	cr_expect_eq(x->lists[0].amount, ONES(87));
	cr_expect_str_eq(x->lists[0].title, "sum of minutes, attendance entries");
	cr_expect_str_eq(x->lists[0].unit, "minutes");
	cr_assert_eq(x->lists[0].n, 3);
	cr_expect_str_eq(x->lists[0].rows[0].c->subject, "P1");
	cr_expect_str_eq(x->lists[0].rows[1].c->subject, "P10");
	cr_expect_str_eq(x->lists[0].rows[2].c->subject, "P2");
	explain_free(s.explanation);
}

Test(explain, a_median_is_the_middle_or_the_mean_of_two)
{
	struct story s;

	story_make(&s, HOURS, SIJIL_MEDIAN);
	add(&s, WINDOW_PERIOD, "P1", ONES(90));
	add(&s, WINDOW_PERIOD, "P2", ONES(10));
	add(&s, WINDOW_PERIOD, "P3", ONES(40));
	cr_expect_eq(explain(&s)->lists[0].amount, ONES(40));
	explain_free(s.explanation);
	add(&s, WINDOW_PERIOD, "P4", ONES(45));
	cr_expect_eq(explain(&s)->lists[0].amount, ONES(42) + SIJIL_ONE / 2);
	explain_free(s.explanation);
}

Test(explain, who_was_counted_already_adds_nothing)
{
	struct story s;

	story_make(&s, LEARNERS, SIJIL_PERSONS);
	grouped(&s, add(&s, WINDOW_PERIOD, "P1", ONES(1)), 0, true);
	grouped(&s, add(&s, WINDOW_PERIOD, "P1", ONES(1)), 1, true)->counted = false;
	cr_expect_eq(explain(&s)->lists[0].amount, ONES(1));
	expect_has(&s, "text", "counted already", false);
	s.explanation->all = true;
	expect_has(&s, "text", "counted already", true);
	expect_has(&s, "csv",
		   "e2c,learners_active,SY2024,,,numerator,1,persons,person,P1,2,attendance,2024-10-01,"
		   "2024-10-01,,centre,1,0,counted_already,persons with attendance entries,\n",
		   true);
	expect_has(&s, "csv",
		   "e2c,learners_active,SY2024,sex,M,numerator,1,persons,person,P1,2,attendance,2024-10-01,"
		   "2024-10-01,,centre,1,1,,persons with attendance entries,\n",
		   true);
	explain_free(s.explanation);
}

Test(explain, a_person_is_new_gone_or_has_another_part)
{
	struct story s;
	const struct explain_change *c;

	story_make(&s, HOURS, SIJIL_SUM);
	add(&s, WINDOW_PERIOD, "new", ONES(1));
	add(&s, WINDOW_PREVIOUS, "gone", ONES(2));
	add(&s, WINDOW_PERIOD, "more", ONES(3));
	add(&s, WINDOW_PERIOD, "more", ONES(3));
	add(&s, WINDOW_PREVIOUS, "more", ONES(4));
	add(&s, WINDOW_PERIOD, "same", ONES(5));
	add(&s, WINDOW_PREVIOUS, "same", ONES(5));
	add(&s, WINDOW_SUBS, "month", ONES(5));
	c = explain(&s)->changes;
	cr_assert_eq(s.explanation->n_changes, 3);
	cr_expect_str_eq(c[0].subject, "gone");
	cr_expect(c[0].before == ONES(2) && c[0].now == SIJIL_MISSING);
	cr_expect_str_eq(c[1].subject, "more");
	cr_expect(c[1].before == ONES(4) && c[1].now == ONES(6));
	cr_expect_str_eq(c[2].subject, "new");
	cr_expect(c[2].before == SIJIL_MISSING && c[2].now == ONES(1));
	expect_has(&s, "text", "numerator: 1 new, 1 gone, 1 changed\n", true);
	explain_free(s.explanation);
}

Test(explain, a_month_is_a_group_of_the_period)
{
	struct story s;

	story_make(&s, HOURS, SIJIL_SUM);
	add(&s, WINDOW_SUBS, "P1", ONES(5));
	explain(&s);
	expect_has(&s, "csv", "e2c,contact_hours,SY2024,month,2024-10,numerator,1,sum,person,P1,1,", true);
	expect_has(&s, "csv", "e2c,contact_hours,SY2023,,,missing,,,,,,,,,,,,0,no_entries,,\n", true);
	explain_free(s.explanation);
}

Test(explain, a_parity_is_two_values_and_what_each_is_made_of)
{
	struct story s;

	story_make(&s, PARITY, SIJIL_PERSONS);
	grouped(&s, add(&s, WINDOW_PERIOD, "W", ONES(1)), 0, true);
	grouped(&s, add(&s, WINDOW_PERIOD, "M", ONES(1)), 1, true);
	grouped(&s, add(&s, WINDOW_PERIOD, "X", ONES(1)), 2, true);
	grouped(&s, add(&s, WINDOW_SUBS, "W", ONES(1)), 0, true);
	explain(&s);
	expect_has(&s, "csv", "e2c,gpi_insertion,SY2024,,,numerator,1,value,metric,insertion_rate sex=F,,,,,,,100,1,,",
		   true);
	expect_has(&s, "csv", "e2c,gpi_insertion,SY2024,,,denominator,1,value,metric,insertion_rate sex=M,,,,,,,25,1,,",
		   true);
	expect_has(&s, "csv", "e2c,insertion_rate,SY2024,sex,F,numerator,1,persons,person,W,1,", true);
	expect_has(&s, "csv", "e2c,insertion_rate,SY2024,sex,M,numerator,1,persons,person,M,2,", true);
	expect_has(&s, "csv", "e2c,insertion_rate,SY2024,month/sex,2024-10/F,numerator,1,persons,person,W,4,", true);
	expect_has(&s, "csv", ",X,", false);
	expect_has(&s, "text", "insertion_rate of sex=F (100) divided by that of sex=M (25)", true);
	explain_free(s.explanation);
}

Test(explain, nothing_is_suppressed_but_it_says_that_it_is_not_for_publication)
{
	struct story s;

	story_make(&s, LEARNERS, SIJIL_PERSONS);
	s.sample.answers[LEARNERS].total = counted(3);
	s.sample.city.suppress_below = 5;
	add(&s, WINDOW_PERIOD, "P1", ONES(1));
	explain(&s);
	cr_expect_eq(s.explanation->metric->answer->total.missing, PRESENT);
	expect_has(&s, "text", "3 persons", true);
	expect_has(&s, "text", "Not for publication", true);
	expect_has(&s, "json", "\"publishable\": false", true);
	explain_free(s.explanation);
	s.sample.city.suppress_below = 0;
	explain(&s);
	expect_has(&s, "text", "Not for publication", false);
	expect_has(&s, "json", "\"publishable\": true", true);
	explain_free(s.explanation);
}

Test(explain, forty_rows_then_how_many_more)
{
	struct story s;

	story_make(&s, HOURS, SIJIL_SUM);
	for (int i = 0; i < 43; i++)
		add(&s, WINDOW_PERIOD, "P1", ONES(1));
	explain(&s);
	expect_has(&s, "text", "#40 ", true);
	expect_has(&s, "text", "#41 ", false);
	expect_has(&s, "text", "    ... and 3 more: --all, or --format csv\n", true);
	expect_has(&s, "csv", ",P1,43,", true);
	expect_has(&s, "json", "\"entry\": 43,", true);
	s.explanation->all = true;
	expect_has(&s, "text", "#43 ", true);
	explain_free(s.explanation);
}

/* Both sides leave out the same entry: the text tells it once, the CSV on either side. */
Test(explain, what_was_left_out_is_told_once_with_its_reason)
{
	struct story s;
	struct contribution *c;
	char *text;

	story_make(&s, RATE, SIJIL_SUM);
	s.sample.denominator_def = s.measure_def;
	s.sample.denominator = s.measure;
	s.sample.metrics[RATE].n_sides[SIJIL_DENOMINATOR] = 1;
	s.sample.excluded[RATE][0] = (struct excluded){ "straddles", 1, NONE };
	s.sample.answers[RATE].n_excluded = 1;
	for (int side = SIJIL_NUMERATOR; side <= SIJIL_DENOMINATOR; side++) {
		c = add(&s, WINDOW_PERIOD, "P1", NONE);
		c->side = (enum sijil_part)side;
		c->how = TRAIL_STRADDLES;
		c->counted = false;
		c->entry = 7;
		c->until += 40;
	}
	explain(&s);
	expect_has(&s, "text", "  excluded: 1 that reaches beyond the period\n", true);
	expect_has(&s, "csv",
		   "SY2024,,,numerator,1,sum,person,P1,7,attendance,2024-10-01,2024-11-10,,centre,,0,straddles,", true);
	expect_has(&s, "csv",
		   "SY2024,,,denominator,1,sum,person,P1,7,attendance,2024-10-01,2024-11-10,,centre,,0,straddles,",
		   true);
	text = written(&s, "text");
	cr_expect_null(strstr(strstr(text, "#7") + 1, "#7"), "%s", text);
	free(text);
	explain_free(s.explanation);
}

Test(explain, a_reference_says_whom_it_speaks_of)
{
	struct story s;
	struct reference r = { .id = "women",
			       .value = ONES(12285),
			       .population = { .what = "women", .age = "15+", .year = 2024, .source = "census, HCP" } };
	struct contribution *c;

	story_make(&s, RATE, SIJIL_SUM);
	s.sample.denominator_def = (struct sijil_measure){ .take = SIJIL_STANDING, .of = "minutes" };
	s.sample.denominator = s.measure;
	s.sample.denominator.def = &s.sample.denominator_def;
	s.sample.metrics[RATE].n_sides[SIJIL_DENOMINATOR] = 1;
	c = add(&s, WINDOW_PERIOD, "women", r.value);
	*c = (struct contribution){ .side = SIJIL_DENOMINATOR,
				    .counted = true,
				    .subject = "women",
				    .reference = &r,
				    .day = DATE_NONE,
				    .until = DATE_NONE,
				    .amount = r.value };
	explain(&s);
	expect_has(&s, "text", "women, 15+, 2024, census, HCP", true);
	expect_has(&s, "csv", "denominator,1,standing,reference,women,,,,,,,12285,1,,", true);
	expect_has(&s, "json", "\"subject_type\": \"reference\",", true);
	explain_free(s.explanation);
}

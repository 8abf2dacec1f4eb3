/* The summary as JSON: every key, in its order. */
#include "config.h"

#include <stdio.h>

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "sample.h"

/* Without the blanks that are only for the eye. */
static char *squeezed(const char *json)
{
	char *out = strdup(json), *to = out;

	for (const char *s = json; *s != '\0'; s++) {
		if (*s == '\n') {
			s += strspn(s + 1, " ");
			continue;
		}
		*to++ = *s;
		if (s[0] == '"' && s[1] == ':')
			*to++ = *++s, s++;
	}
	*to = '\0';
	return out;
}

static void expect(struct sample *s, const char *expected)
{
	char *json = sample_write(s, "json", "en"), *line = squeezed(json);

	cr_assert_str_eq(line, expected);
	free(line);
	free(json);
}

static void expect_has(struct sample *s, const char *words)
{
	char *json = sample_write(s, "json", "en"), *line = squeezed(json);

	cr_assert_not_null(strstr(line, words), "no %s in\n%s", words, line);
	free(line);
	free(json);
}

static void only(struct sample *s, int metric)
{
	s->program_answers.metrics = &s->answers[metric];
	s->program_answers.n_metrics = 1;
}

#define BEGIN													\
	"{\"city\":\"Ben Guerir\","										\
	"\"period\":{\"code\":\"SY2024\",\"from\":\"2024-09-01\",\"to\":\"2025-08-31\",\"over\":true},"			\
	"\"programs\":[{\"program\":\"e2c\",\"plugin\":\"second_chance_schools\","
/* What stands at the end of every metric, here that of a direction up. */
#define PROVENANCE(code)										\
	"\"last_year\":null,\"definition\":null,\"comparable\":null,\"beside\":null,"				\
	"\"direction\":\"up\",\"estimate\":false,\"plugin\":\"second_chance_schools 1.0\","			\
	"\"as_of\":\"2025-09-01\",\"explain\":\"sijil explain e2c " code " --period SY2024 --as-of 2025-09-01\"}]"
#define END													\
	"\"title\":\"École de la deuxième chance\",\"unavailable\":null,"					\
	"\"last_entry\":\"2025-08-01\",\"baselines\":[],\"freshness\":[],\"acknowledged\":[],\"quality\":null,\"notes\":[]}],"			\
	"\"as_of\":\"2025-09-01\"}"

Test(summary_json, every_key_is_there_in_its_order)
{
	struct sample s;

	sample_make(&s);
	only(&s, HOURS);
	expect(&s, BEGIN
	       "\"metrics\":[{\"metric\":\"contact_hours\",\"title\":\"Contact hours\",\"unit\":\"hours\",\"value\":7,"
	       "\"numerator\":7,\"denominator\":null,\"missing\":null,\"excluded\":[],\"target\":null,"
	       "\"previous\":{\"code\":\"SY2023\",\"value\":null,\"numerator\":null,\"denominator\":null,"
	       "\"missing\":\"no_entries\"},\"breakdowns\":[],\"parts\":[],\"adjusted\":null,\"baselines\":[],"
	       PROVENANCE("contact_hours") "," END);
}

Test(summary_json, what_a_metric_can_hold)
{
	struct sample s;

	sample_make(&s);
	only(&s, INSERTION);
	s.answers[INSERTION].n_parts = 1;
	s.answers[INSERTION].n_excluded = 2;
	s.excluded[INSERTION][0] = (struct excluded){ "not_recorded", 1, NONE };
	s.excluded[INSERTION][1] = (struct excluded){ "not known", 2, ONES(2) };
	sample_target(&s, "insertion_rate", ONES(72) + SIJIL_ONE / 2, "percent")->period = "SY2024";
	sample_break(&s, INSERTION, "sex", true,
		     (struct group[]){ { "F", rate(2, 2) }, { "M", missing(MISSING_NO_DENOMINATOR) },
				       { NULL, { 0 } } });
	expect(&s, BEGIN
	       "\"metrics\":[{\"metric\":\"insertion_rate\",\"title\":\"Insertion rate\",\"unit\":\"%\",\"value\":100,"
	       "\"numerator\":2,\"denominator\":2,\"missing\":null,"
	       "\"excluded\":[{\"reason\":\"not_recorded\",\"count\":1,\"amount\":null},"
	       "{\"reason\":\"not known\",\"count\":2,\"amount\":2}],"
	       "\"target\":{\"value\":72.5,\"unit\":\"percent\",\"direction\":\"up\",\"period\":\"SY2024\","
	       "\"comparable\":true,\"differs\":null,\"far_year\":null,\"distance\":27.5,\"met\":true},"
	       "\"previous\":{\"code\":\"SY2023\",\"value\":null,\"numerator\":0,\"denominator\":0,"
	       "\"missing\":\"no_denominator\"},"
	       "\"breakdowns\":[{\"by\":\"sex\",\"groups\":["
	       "{\"group\":\"F\",\"value\":100,\"numerator\":2,\"denominator\":2,\"missing\":null},"
	       "{\"group\":\"M\",\"value\":null,\"numerator\":null,\"denominator\":null,"
	       "\"missing\":\"no_denominator\"}],\"additive\":true}],"
	       "\"parts\":[{\"title\":\"formal\",\"value\":50,\"numerator\":1,\"denominator\":2}],"
	       "\"adjusted\":null,\"baselines\":[]," PROVENANCE("insertion_rate") "," END);
}

Test(summary_json, a_baseline_that_is_not_comparable_has_no_distance)
{
	struct sample s;

	sample_make(&s);
	only(&s, RATE);
	sample_baseline(&s, "seed", "attendance_rate", 36200000, "percent")->population.source = "seed article, 2024";
	sample_target(&s, "attendance_rate", ONES(75), "%")->population.sex = "M";
	expect_has(&s, "\"baselines\":[{\"id\":\"seed\",\"value\":36.2,\"unit\":\"percent\",\"direction\":\"up\","
		       "\"period\":null,\"source\":\"seed article, 2024\",\"comparable\":false,"
		       "\"differs\":\"what, sex, age, area\",\"far_year\":null,\"distance\":null}]");
	expect_has(&s, "\"comparable\":false,\"differs\":\"sex\",\"far_year\":null,\"distance\":null,\"met\":null}");
}

Test(summary_json, a_baseline_of_no_metric_belongs_to_the_program)
{
	struct sample s;

	sample_make(&s);
	only(&s, RATE);
	sample_baseline(&s, "seed", NULL, 36200000, "percent");
	expect_has(&s, "\"last_entry\":\"2025-08-01\",\"baselines\":[{\"id\":\"seed\",\"value\":36.2,"
		       "\"unit\":\"percent\",\"direction\":\"neutral\",\"period\":null,\"source\":null,"
		       "\"comparable\":false,\"differs\":\"what, sex, age, area\",\"far_year\":null,\"distance\":null}],"
		       "\"freshness\":[],\"acknowledged\":[],\"quality\":null,\"notes\":[]}");
}

Test(summary_json, suppressed_numbers_are_null_and_say_so)
{
	struct sample s;

	sample_make(&s);
	only(&s, LEARNERS);
	s.city.suppress_below = 5;
	s.answers[LEARNERS].total = counted(4);
	s.answers[LEARNERS].n_excluded = 1;
	s.excluded[LEARNERS][0] = (struct excluded){ "not_recorded", 1, NONE };
	expect_has(&s, "\"value\":null,\"numerator\":null,\"denominator\":null,\"missing\":\"suppressed\","
		       "\"excluded\":[{\"reason\":\"not_recorded\",\"count\":null,\"amount\":null}]");
}

Test(summary_json, a_parity_has_its_adjusted_value)
{
	struct sample s;

	sample_make(&s);
	only(&s, PARITY);
	expect_has(&s, "\"value\":4,\"numerator\":100,\"denominator\":25,\"missing\":null");
	expect_has(&s, "\"adjusted\":1.75,");
}

Test(summary_json, a_program_that_is_not_available_says_why)
{
	struct sample s;

	sample_make(&s);
	s.program.plugin = NULL;
	snprintf(s.program.why.message, sizeof(s.program.why.message), "no such file");
	s.program_answers.n_metrics = 0;
	s.program_answers.last_entry = SIJIL_NO_DAY;
	expect_has(&s, "\"metrics\":[],\"title\":\"École de la deuxième chance\",\"unavailable\":\"no such file\","
		       "\"last_entry\":null,\"baselines\":[],\"freshness\":[],\"acknowledged\":[],\"quality\":null,\"notes\":[]}");
}

Test(summary_json, a_metric_says_what_it_means_and_that_it_is_an_estimate)
{
	struct sample s;

	sample_make(&s);
	only(&s, BUDGET);
	s.defs[BUDGET].definition = "Sum of the amounts spent.";
	s.defs[BUDGET].comparable = "GNLC";
	s.defs[BUDGET].beside = "Money";
	s.defs[BUDGET].estimate = true;
	expect_has(&s, "\"definition\":\"Sum of the amounts spent.\",\"comparable\":\"GNLC\",\"beside\":\"Money\","
		       "\"direction\":\"neutral\",\"estimate\":true,");
}

Test(summary_json, the_same_stretch_last_year_stands_like_the_previous_one)
{
	struct sample s;

	sample_make(&s);
	only(&s, RATE);
	sample_last_year(&s, "2023-10");
	s.answers[RATE].last_year = rate(1, 2);
	expect_has(&s, "\"last_year\":{\"code\":\"2023-10\",\"value\":50,\"numerator\":1,\"denominator\":2,"
		       "\"missing\":null}");
}

Test(summary_json, sites_say_how_long_they_have_been_silent)
{
	struct sample s;
	struct site_freshness sites[2];

	sample_make(&s);
	only(&s, RATE);
	sites[0] = (struct site_freshness){ "centre", date_day(2025, 8, 1) }; /* 31 days before 2025-09-01 */
	sites[1] = (struct site_freshness){ "hay_riad", DATE_NONE };
	s.program_answers.sites = sites;
	s.program_answers.n_sites = 2;
	expect_has(&s, "\"freshness\":["
		       "{\"site\":\"centre\",\"last_entry\":\"2025-08-01\",\"days\":31,\"silent\":false},"
		       "{\"site\":\"hay_riad\",\"last_entry\":null,\"days\":null,\"silent\":true}]");
}

Test(summary_json, the_year_of_an_old_population_is_said)
{
	struct sample s;

	sample_make(&s);
	only(&s, RATE);
	sample_target(&s, "attendance_rate", ONES(75), "%")->population.year = 2014;
	expect_has(&s, "\"comparable\":true,\"differs\":null,\"far_year\":2014,\"distance\":-5,\"met\":false}");
}

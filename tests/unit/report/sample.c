#include "config.h"

#include "sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

struct figure counted(int64_t n)
{
	return (struct figure){ PRESENT, ONES(n), ONES(n), NONE, 0 };
}

struct figure rate(int64_t numerator, int64_t denominator)
{
	return (struct figure){ PRESENT, ONES(100) * numerator / denominator, ONES(numerator), ONES(denominator), 0 };
}

struct figure missing(enum missing why)
{
	return (struct figure){ why, NONE, NONE, NONE, 0 };
}

static const struct sijil_metric definitions[METRICS] = {
	[LEARNERS] = { .code = "learners_active",
		       .title = "Active learners",
		       .unit = "persons",
		       .direction = SIJIL_UP,
		       .scale = 1,
		       .persons = true,
		       .population = { .what = "learners" } },
	[RATE] = { .code = "attendance_rate",
		   .title = "Attendance rate",
		   .unit = "%",
		   .direction = SIJIL_UP,
		   .scale = 100,
		   .decimals = 1,
		   .ratio = true,
		   .population = { .what = "learners", .sex = "F", .age = "13-18", .area = "city" } },
	[HOURS] = { .code = "contact_hours",
		    .title = "Contact hours",
		    .unit = "hours",
		    .direction = SIJIL_UP,
		    .scale = 1,
		    .per = 60,
		    .decimals = 1 },
	[INSERTION] = { .code = "insertion_rate",
			.title = "Insertion rate",
			.unit = "%",
			.direction = SIJIL_UP,
			.scale = 100,
			.decimals = 1,
			.persons = true,
			.ratio = true },
	[PARITY] = { .code = "gpi_insertion",
		     .title = "Parity",
		     .unit = "ratio",
		     .scale = 1,
		     .decimals = 2,
		     .ratio = true,
		     .parity_of = "insertion_rate",
		     .parity_groups = "sex=F|M" },
	[BUDGET] = { .code = "budget_spent", .title = "Budget spent", .unit = "city currency", .scale = 1 },
};

static void make_city(struct sample *s)
{
	struct city *city = &s->city;

	s->sites[0] = (struct site){ .id = "centre", .name = { .fr = "Centre", .ar = "المركز" } };
	s->sites[1] = (struct site){ .id = "hay_riad", .name = { .any = "Hay Riad" } };
	s->sites_by_id[0] = &s->sites[0];
	s->sites_by_id[1] = &s->sites[1];
	s->references[0] = (struct reference){ .id = "city_census", .value = ONES(12285) };
	city->name = (struct label){ .en = "Ben Guerir", .ar = "ابن جرير" };
	city->currency = "MAD";
	city->calendar = (struct calendar){ .school_start = 9, .fiscal_start = 1 };
	city->sites = s->sites;
	city->n_sites = 2;
	city->sites_by_id = s->sites_by_id;
	city->references = s->references;
	city->n_references = 1;
}

static void make_program(struct sample *s)
{
	s->plugin.name = "second_chance_schools";
	s->plugin.title = "Second-chance schools";
	s->plugin.version = "1.0";
	s->config = (struct program_config){ .id = "e2c",
					     .plugin = "second_chance_schools",
					     .silent_days = 35,
					     .title = { .fr = "École de la deuxième chance" },
					     .targets = s->targets,
					     .baselines = s->baselines };
	memcpy(s->defs, definitions, sizeof(s->defs));
	for (int i = 0; i < METRICS; i++)
		s->metrics[i].def = &s->defs[i];
	s->denominator.def = &s->denominator_def;
	s->metrics[RATE].sides[SIJIL_DENOMINATOR] = &s->denominator;
	s->metrics[RATE].n_sides[SIJIL_DENOMINATOR] = 1;
	s->metrics[PARITY].parity_of = &s->metrics[INSERTION];
	s->metrics[PARITY].parity_axis = "sex";
	s->metrics[PARITY].parity_first = "F";
	s->metrics[PARITY].parity_second = "M";
	s->kind_def.title = "Assessment";
	s->kind.def = &s->kind_def;
	s->program = (struct program){
		.config = &s->config, .id = "e2c", .plugin = &s->plugin, .metrics = s->metrics, .n_metrics = METRICS
	};
	s->registry = (struct registry){ .city = &s->city, .programs = &s->program, .n_programs = 1 };
}

static void make_figures(struct sample *s)
{
	static const struct figure totals[METRICS][2] = {
		/* now, before */
		[LEARNERS] = { FIGURE(PRESENT, ONES(12), ONES(12), NONE), FIGURE(PRESENT, ONES(10), ONES(10), NONE) },
		[RATE] = { FIGURE(PRESENT, ONES(70), ONES(420), ONES(600)),
			   FIGURE(PRESENT, 66833333, ONES(401), ONES(600)) },
		[HOURS] = { FIGURE(PRESENT, ONES(7), ONES(7), NONE), FIGURE(MISSING_NO_ENTRIES, NONE, NONE, NONE) },
		[INSERTION] = { FIGURE(PRESENT, ONES(100), ONES(2), ONES(2)),
				FIGURE(MISSING_NO_DENOMINATOR, NONE, 0, 0) },
		[PARITY] = { FIGURE(PRESENT, ONES(4), ONES(100), ONES(25)),
			     FIGURE(MISSING_NO_ENTRIES, NONE, NONE, NONE) },
		[BUDGET] = { FIGURE(PRESENT, ONES(264000), ONES(264000), NONE),
			     FIGURE(PRESENT, ONES(100000), ONES(100000), NONE) },
	};

	for (int i = 0; i < METRICS; i++) {
		s->answers[i] = (struct answer){ .metric = &s->metrics[i],
						 .total = totals[i][0],
						 .previous = totals[i][1],
						 .adjusted = NONE,
						 .excluded = s->excluded[i],
						 .breakdowns = s->breakdowns[i] };
	}
	s->parts[0] = (struct part){ "formal", rate(1, 2) };
	s->parts[1] = (struct part){ "vocational", rate(0, 2) };
	s->parts[2] = (struct part){ "working life", rate(1, 2) };
	s->answers[INSERTION].parts = s->parts;
	s->answers[INSERTION].n_parts = PARTS;
	s->answers[PARITY].adjusted = ONES(1) + ONES(3) / 4;
}

void sample_make(struct sample *s)
{
	memset(s, 0, sizeof(*s));
	make_city(s);
	make_program(s);
	make_figures(s);
	s->program_answers = (struct program_answers){ .program = &s->program,
						       .metrics = s->answers,
						       .n_metrics = METRICS,
						       .entries = 9,
						       .last_entry = date_day(2025, 8, 1) };
	s->all.programs = &s->program_answers;
	s->all.n_programs = 1;
	s->all.period = (struct period){ PERIOD_SCHOOL_YEAR, date_day(2024, 9, 1), date_day(2025, 8, 31), "SY2024" };
	s->all.previous = (struct period){ PERIOD_SCHOOL_YEAR, date_day(2023, 9, 1), date_day(2024, 8, 31), "SY2023" };
}

void sample_break(struct sample *s, int metric, const char *by, bool additive, const struct group *groups)
{
	struct answer *a = &s->answers[metric];
	struct breakdown *b = &s->breakdowns[metric][a->n_breakdowns];

	cr_assert_lt(a->n_breakdowns, BREAKDOWNS);
	*b = (struct breakdown){ .by = by, .groups = s->groups[metric][a->n_breakdowns], .additive = additive };
	for (; groups[b->n].code != NULL; b->n++) {
		cr_assert_lt(b->n, GROUPS);
		b->groups[b->n] = groups[b->n];
	}
	a->n_breakdowns++;
}

void sample_last_year(struct sample *s, const char *code)
{
	snprintf(s->all.last_year.code, sizeof(s->all.last_year.code), "%s", code);
}

struct target *sample_target(struct sample *s, const char *metric, int64_t value, const char *unit)
{
	struct target *t = &s->targets[s->config.n_targets++];

	*t = (struct target){ .metric = metric, .value = value, .unit = unit };
	return t;
}

struct target *sample_baseline(struct sample *s, const char *id, const char *metric, int64_t value, const char *unit)
{
	struct target *t = &s->baselines[s->config.n_baselines++];

	*t = (struct target){ .id = id, .metric = metric, .value = value, .unit = unit };
	return t;
}

char *sample_write(struct sample *s, const char *format, const char *language)
{
	struct summary *summary = summary_make(&s->registry, &s->all, date_day(2025, 9, 1), language);
	const struct summary_writer *writer = summary_writers;
	struct str out;
	char *text;

	while (writer->format != NULL && strcmp(writer->format, format) != 0)
		writer++;
	cr_assert_not_null(writer->format, "no writer for %s", format);
	str_init(&out, STR_MAX_DEFAULT);
	writer->write(summary, &out);
	text = strdup(out.s);
	str_release(&out);
	summary_free(summary);
	return text;
}

char *line_of(const char *text, const char *words)
{
	for (const char *line = text; *line != '\0';) {
		size_t n = strcspn(line, "\n"), blanks = strspn(line, " ");

		if (strncmp(line + blanks, words, strlen(words)) == 0)
			return strndup(line + blanks, n - blanks);
		line += n + (line[n] == '\n');
	}
	return NULL;
}

#include "config.h"

#include "report/summary.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "report/compare.h"
#include "report/suppress.h"
#include "report/writers.h"

const struct summary_writer summary_writers[] = {
	{ "text", summary_write_text },
	{ "csv", summary_write_csv },
	{ "json", summary_write_json },
	{ NULL, NULL },
};

/* French groups digits with a narrow no-break space; in Arabic, western digits are usual in Morocco. */
static const char *thousands_of(const char *language)
{
	return strcmp(language, "fr") == 0 ? "\xe2\x80\xaf" : ",";
}

static const char *title_of(const struct program *program, const char *language)
{
	const char *title = label_text(&program->config->title, language);

	if (title != NULL)
		return title;
	return program->plugin != NULL ? program_label(program, program->plugin->title, language) : program->id;
}

/* Plugins do not know in which money a city counts. */
static const char *unit_of(const struct city *city, const char *unit)
{
	bool money = unit != NULL && strcmp(unit, "city currency") == 0 && city->currency != NULL;

	return money && *city->currency != '\0' ? city->currency : unit;
}

static void fill_freshness(struct summary *s, const struct program_answers *answers, struct summary_program *p)
{
	p->freshness = arena_alloc(&s->arena, (answers->n_sites + 1) * sizeof(*p->freshness));
	p->n_freshness = answers->n_sites;
	for (size_t i = 0; i < answers->n_sites; i++) {
		const struct site_freshness *known = &answers->sites[i];
		const struct site *site = city_site(s->city, known->site);
		const char *name = site != NULL ? label_text(&site->name, s->language) : NULL;
		struct freshness *f = &p->freshness[i];

		*f = (struct freshness){ .site = known->site, .name = name != NULL ? name : known->site,
					 .last = known->last, .days = SIJIL_MISSING, .silent = true };
		if (known->last == DATE_NONE)
			continue;
		f->days = (int64_t)s->as_of - known->last;
		f->silent = f->days > answers->program->config->silent_days;
	}
}

/* The names of what a metric adds up, and of what it only counts beside it. */
static void translate_parts(const struct summary *s, const struct program *p, struct answer *a)
{
	for (size_t i = 0; i < a->n_parts; i++)
		a->parts[i].title = program_label(p, a->parts[i].title, s->language);
	for (size_t i = 0; i < a->n_excluded; i++)
		a->excluded[i].reason = program_label(p, a->excluded[i].reason, s->language);
	a->needs = program_label(p, a->needs, s->language);
}

static void fill_program(struct summary *s, const struct program_answers *answers, struct summary_program *p)
{
	char day[DATE_TEXT];

	p->program = answers->program;
	p->title = title_of(answers->program, s->language);
	p->entries = answers->entries;
	p->unknown = answers->program->plugin != NULL ? answers->unknown : 0;
	if (answers->last_entry != DATE_NONE)
		p->last_entry = arena_strdup(&s->arena, date_text(answers->last_entry, day));
	if (answers->program->plugin == NULL) {
		p->unavailable = answers->program->why.message;
		return;
	}
	p->metrics = arena_alloc(&s->arena, (answers->n_metrics + 1) * sizeof(*p->metrics));
	p->n_metrics = answers->n_metrics;
	for (size_t i = 0; i < answers->n_metrics; i++) {
		struct summary_metric *m = &p->metrics[i];

		m->answer = &answers->metrics[i];
		translate_parts(s, answers->program, &answers->metrics[i]);
		m->title = program_label(answers->program, m->answer->metric->def->title, s->language);
		m->unit = unit_of(s->city, m->answer->metric->def->unit);
		compare_metric(s, answers->program, m);
	}
	compare_loose(s, answers->program->config, p);
	fill_freshness(s, answers, p);
}

struct summary *summary_make(const struct registry *registry, struct answers *answers, int32_t as_of,
			     const char *language)
{
	struct summary *s = mem_alloc(sizeof(*s));
	const char *name = label_text(&registry->city->name, language);

	s->city = registry->city;
	s->city_name = name != NULL ? name : "";
	s->language = language;
	s->thousands = thousands_of(language);
	s->columns = SUMMARY_COLUMNS;
	s->period = answers->period;
	s->previous = answers->previous;
	s->last_year = answers->last_year;
	s->as_of = as_of;
	s->over = as_of >= answers->period.to;
	s->suppress_below = registry->city->suppress_below;
	suppress_answers(answers, s->suppress_below);
	s->programs = arena_alloc(&s->arena, (answers->n_programs + 1) * sizeof(*s->programs));
	s->n_programs = answers->n_programs;
	for (size_t i = 0; i < answers->n_programs; i++) {
		fill_program(s, &answers->programs[i], &s->programs[i]);
		s->programs[i].whole = answers->programs[i].program == &registry->whole;
	}
	return s;
}

void summary_free(struct summary *s)
{
	if (s == NULL)
		return;
	arena_release(&s->arena);
	free(s);
}

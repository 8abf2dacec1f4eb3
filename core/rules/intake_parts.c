/* The envelope: when, where, whose.  CORE-E01, E02, E03, E04 (day after today), E06, E07 (unknown site). */
#include "config.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "rules/intake_private.h"

enum { INTERVAL_MAX = 366 };

static void take_on(const struct intake *in, struct draft *d, const struct given *g)
{
	intake_read_day(in, d, g, &d->day);
}

static void take_until(const struct intake *in, struct draft *d, const struct given *g)
{
	intake_read_day(in, d, g, &d->day_end);
}

/* "2024-03", "2024-Q1" and the like stand for their days. */
static bool is_period(const struct intake *in, const struct given *g, int32_t *from, int32_t *to)
{
	char text[PERIOD_CODE];
	struct period p;

	if (g->n >= sizeof(text))
		return false;
	memcpy(text, g->s, g->n);
	text[g->n] = '\0';
	if (period_parse(text, &in->city->calendar, &p, NULL) != 0)
		return false;
	*from = p.from;
	*to = p.to;
	return true;
}

static void take_period(const struct intake *in, struct draft *d, const struct given *g)
{
	const char *why;
	int32_t from, to;

	const int rc = date_parse_interval(g->s, g->n, &from, &to, &why);

	if (rc != 0 && !is_period(in, g, &from, &to)) {
		intake_fault(in, d, g, rc == DATE_IMPOSSIBLE ? "CORE-E06" : "CORE-E03",
			     "write a period (2023-04, 2023-Q2), first and last day (2023-04-01/2023-06-30), or "
			     "first day and length (2023-04-01/P3M)",
			     "is not an interval: %s", why);
		return;
	}
	if (!intake_year_fits(in, d, g, from) || !intake_year_fits(in, d, g, to))
		return;
	d->day = from;
	d->day_end = to;
}

/* The program's own list of sites; NULL if it has none and the city's stand. */
static const struct codes *own_sites(const struct intake *in)
{
	const struct program_config *config = in->kind->program->config;

	return config->sites.n > 0 ? &config->sites : NULL;
}

static const char *listed_site(const struct codes *sites, const char *code)
{
	size_t i;

	for (i = 0; i < sites->n; i++)
		if (sites->items[i][0] == code[0] && strcmp(sites->items[i], code) == 0)
			return sites->items[i];
	return NULL;
}

static const char *known_site(const struct intake *in, const char *code)
{
	const struct codes *own = own_sites(in);
	const struct site *site;

	if (own != NULL)
		return listed_site(own, code);
	site = city_site(in->city, code);
	return site != NULL ? site->id : NULL;
}

static const char *nearest_city_site(const struct intake *in, const char *code)
{
	const char **ids = arena_alloc(in->arena, (in->city->n_sites + 1) * sizeof(*ids));
	size_t i;

	for (i = 0; i < in->city->n_sites; i++)
		ids[i] = in->city->sites[i].id;
	return intake_nearest(in->arena, code, ids);
}

/* The one site of that name, in whatever language, or of that id but for capitals; NULL: none, or several. */
static const char *named_site(const struct intake *in, const char *text)
{
	const char *folded = text_fold(in->arena, text), *found = NULL;
	size_t i, k;

	for (i = 0; i < in->city->n_sites; i++) {
		const struct site *site = &in->city->sites[i];
		const char *const names[] = { site->id, site->name.any, site->name.ar, site->name.fr, site->name.en };

		for (k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (names[k] != NULL && strcmp(text_fold(in->arena, names[k]), folded) == 0)
				break;
		if (k == sizeof(names) / sizeof(names[0]) || known_site(in, site->id) == NULL)
			continue;
		if (found != NULL)
			return NULL;
		found = site->id;
	}
	return found;
}

static void fault_site(const struct intake *in, struct draft *d, const struct given *g)
{
	const struct codes *own = own_sites(in);
	const char *named = named_site(in, g->s);

	if (named != NULL)
		intake_fault(in, d, g, "CORE-E07",
			     arena_printf(in->arena, "write %s, or let a mapping say so: values: {site: {\"%s\": %s}}",
					  named, g->s, named),
			     "is what '%s' is called, and not its id", named);
	else if (own == NULL)
		intake_fault(in, d, g, "CORE-E07", "use a site of the list, or add this one to sijil.yaml",
			     "is not in the city's list%s", nearest_city_site(in, g->s));
	else if (city_site(in->city, g->s) != NULL)
		intake_fault(in, d, g, "CORE-E07", "use one of them, or add this one to the program in sijil.yaml",
			     "is not one of this program's sites: %s", intake_listed(in->arena, own->items));
	else
		intake_fault(in, d, g, "CORE-E07", "use a site of this program's list, or add this one to sijil.yaml",
			     "is not in this program's list%s", intake_nearest(in->arena, g->s, own->items));
}

static void take_site(const struct intake *in, struct draft *d, const struct given *g)
{
	d->site_text = g->s;
	d->site = known_site(in, g->s);
	if (d->site != NULL)
		return;
	if (!in->kind->program->config->any_site)
		fault_site(in, d, g);
	else if (text_is_code(g->s))
		d->site = g->s;
	else
		intake_fault(in, d, g, "CORE-E07", "write letters, digits, '.', '_' and '-' only, without blanks",
			     "is not a code of a site");
}

static void take_person(const struct intake *in, struct draft *d, const struct given *g)
{
	if (in->kind->def->subject != SIJIL_PERSON)
		intake_fault(in, d, g, "CORE-E02", "leave it out", "is given, but a '%s' is not about a person",
			     in->kind->def->name);
	else if (!text_is_code(g->s))
		intake_fault(in, d, g, "CORE-E02",
			     "give the code from your list, never the name: letters, digits, '.', '_' and '-', "
			     "at most 64, without blanks, such as BG-004217",
			     "is not a person's code");
	else
		d->person = g->s;
}

void intake_take_part(const struct intake *in, struct draft *d, const struct given *g)
{
	static void (*const takers[])(const struct intake *, struct draft *, const struct given *) = {
		[-1 - INTAKE_ON] = take_on,         [-1 - INTAKE_UNTIL] = take_until,
		[-1 - INTAKE_PERIOD] = take_period, [-1 - INTAKE_SITE] = take_site,
		[-1 - INTAKE_PERSON] = take_person,
	};

	takers[-1 - g->target](in, d, g);
}

/* --- together --- */

static void require_part(const struct intake *in, struct draft *d, int target, const char *remedy)
{
	const struct given nothing = { .target = target };

	if (!intake_has_part(d, target))
		intake_fault(in, d, &nothing, "CORE-E01", remedy, "is missing: every '%s' must have it",
			     in->kind->def->name);
}

static void require_day(const struct intake *in, struct draft *d)
{
	if (!intake_has_part(d, INTAKE_PERIOD))
		require_part(in, d, INTAKE_ON, "give the day it happened, such as 2024-03-09");
}

/* Day or interval as it was given: the text itself was the caller's, and may be gone. */
static struct given when_given(const struct intake *in, const struct draft *d, int target)
{
	struct given g = { .target = target };
	char from[DATE_TEXT], to[DATE_TEXT];

	if (intake_has_part(d, INTAKE_PERIOD)) {
		g.target = INTAKE_PERIOD;
		g.s = arena_printf(in->arena, "%s/%s", date_text(d->day, from), date_text(d->day_end, to));
	} else {
		g.s = arena_strdup(in->arena, date_text(target == INTAKE_ON ? d->day : d->day_end, from));
	}
	g.n = strlen(g.s);
	return g;
}

static void check_interval(const struct intake *in, struct draft *d)
{
	int64_t days = (int64_t)d->day_end - d->day + 1;
	struct given g;
	char from[DATE_TEXT];

	if (days == 1)
		return;
	g = when_given(in, d, INTAKE_UNTIL);
	if (days < 1)
		intake_fault(in, d, &g, "CORE-E02", "exchange the two days, or correct one",
			     "is before the first day, %s", date_text(d->day, from));
	else if (!in->kind->def->interval)
		intake_fault(in, d, &g, "CORE-E02", "leave the last day out, or log one entry for each day",
			     "is not the day it began, %s: a '%s' covers one day", date_text(d->day, from),
			     in->kind->def->name);
	else if (days > INTERVAL_MAX)
		intake_fault(in, d, &g, "CORE-E02", "log it in parts of a year or less",
			     "makes it %lld days long; expected at most %d", (long long)days, INTERVAL_MAX);
}

static void check_future(const struct intake *in, struct draft *d)
{
	const struct entry e = {
		.pub = { .program = in->kind->program->id, .kind = in->kind->def->name, .day = d->day,
			 .day_end = d->day_end, .site = d->site, .person = d->person },
		.kind = in->kind, .values = d->values, .line = d->line, .fresh = true,
	};
	const struct unit u = { .entry = &e, .to = INT32_MAX };
	struct given g;
	char today[DATE_TEXT];

	if (d->day_end <= in->today || (in->kind->future_when != NULL && conds_test(in->kind->future_when, &u) == YES))
		return;
	g = when_given(in, d, d->day > in->today ? INTAKE_ON : INTAKE_UNTIL);
	if (in->kind->future_when == NULL)
		intake_fault(in, d, &g, "CORE-E04", "log it on the day it happens, or correct the date",
			     "is after today, %s", date_text(in->today, today));
	else
		intake_fault(in, d, &g, "CORE-E04", "correct the date, or say that it is planned",
			     "is after today, %s: that is allowed only for %s", date_text(in->today, today),
			     in->kind->def->future_when);
}

/* A program with one site need not say it each time, nor does who was marked in a session have to say where that was. */
static void default_site(const struct intake *in, struct draft *d)
{
	const struct codes *own = own_sites(in);

	if (own != NULL && own->n == 1)
		d->site = own->items[0];
	else if (own == NULL && !in->kind->program->config->any_site && in->city->n_sites == 1)
		d->site = in->city->sites[0].id;
	else if (d->referred_site != NULL)
		d->site = in->kind->program->config->any_site ? d->referred_site : known_site(in, d->referred_site);
}

void intake_finish_parts(const struct intake *in, struct draft *d)
{
	require_day(in, d);
	if (d->day_end == DATE_NONE && !intake_has_part(d, INTAKE_UNTIL))
		d->day_end = d->day;
	if (d->day != DATE_NONE && d->day_end != DATE_NONE) {
		check_interval(in, d);
		check_future(in, d);
	}
	if (!intake_has_part(d, INTAKE_SITE))
		default_site(in, d);
	if (in->kind->def->subject == SIJIL_SITE && d->site == NULL)
		require_part(in, d, INTAKE_SITE, "give the code of the site");
	if (in->kind->def->subject == SIJIL_PERSON)
		require_part(in, d, INTAKE_PERSON, "give the person's code, such as BG-004217");
}

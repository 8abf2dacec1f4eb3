/* CORE-I11: sites that a program has not heard of for longer than its silent_days. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "rules/judge_private.h"

static struct seen *seen_of(struct silence *s, uint32_t site)
{
	uint32_t n = s->n;

	if (site >= n) {
		s->n = site + 16;
		s->sites = mem_resize(s->sites, s->n, sizeof(*s->sites));
		memset(s->sites + n, 0, (s->n - n) * sizeof(*s->sites));
	}
	return &s->sites[site];
}

/* What is planned for later is no news of a site. */
void judge_see(struct judge_plan *p, const struct judge *j, const struct history *h)
{
	size_t i;

	for (i = 0; i < h->pub.n; i++) {
		const struct entry *e = &h->entries[i];
		int32_t last = e->pub.day_end < j->today ? e->pub.day_end : j->today;
		struct seen *seen;

		if (e->kind == NULL || e->site == 0 || e->pub.day > j->today)
			continue;
		seen = seen_of(&p->silences[e->kind->program - j->registry->programs], e->site);
		if (seen->site == NULL || last > seen->last)
			*seen = (struct seen){ e->pub.site, last };
	}
}

static void tell(const struct judge *j, const struct program *p, const char *site, const char *message)
{
	const struct finding f = {
		.severity = SIJIL_INFO, .code = "CORE-I11", .program = p->id, .site = site, .field = "site", .value = site,
		.message = message,
		.remedy = "ask what happened there; if the site has closed, take it out of the program's sites",
	};

	findings_add(j->findings, &f);
}

static void judge_site(const struct judge *j, const struct program *p, const char *site, const struct seen *seen)
{
	struct arena *a = &j->plan->texts;
	int32_t start = p->config->start, since = seen != NULL ? seen->last : start;
	int64_t silent = (int64_t)j->today - since;
	char day[DATE_TEXT];

	if (since == DATE_NONE || silent <= p->config->silent_days)
		return;
	date_text(since, day);
	if (seen != NULL)
		tell(j, p, site,
		     arena_printf(a, "site %s: no entry for %lld days (the last on %s)", site, (long long)silent, day));
	else
		tell(j, p, site, arena_printf(a, "site %s: no entry at all, and the program started on %s", site, day));
	arena_reset(a);
}

static const struct seen *find(const struct silence *s, const char *site)
{
	uint32_t i;

	for (i = 0; i < s->n; i++)
		if (s->sites[i].site != NULL && strcmp(s->sites[i].site, site) == 0)
			return &s->sites[i];
	return NULL;
}

static void judge_program(const struct judge *j, const struct program *p, const struct silence *s)
{
	const struct codes *sites = &p->config->sites;
	size_t i;

	for (i = 0; i < sites->n && !p->config->any_site; i++)
		judge_site(j, p, sites->items[i], find(s, sites->items[i]));
	for (i = 0; i < s->n && (sites->n == 0 || p->config->any_site); i++)
		if (s->sites[i].site != NULL)
			judge_site(j, p, s->sites[i].site, &s->sites[i]);
}

void judge_silence(const struct judge *j)
{
	bool dated = j->from != 0 || j->to != 0;
	size_t i;

	if (j->entry != 0 || (dated && (j->today < j->from || j->today > j->to)))
		return;
	for (i = 0; i < j->registry->n_programs; i++) {
		const struct program *p = &j->registry->programs[i];

		if (p->plugin != NULL && (j->program == NULL || j->program == p))
			judge_program(j, p, &j->plan->silences[i]);
	}
}

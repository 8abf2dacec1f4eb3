/* Core rules about an entry's day, site and money, and about who a person is: CORE-W05, CORE-E07, CORE-E02, CORE-W10. */
#include "config.h"

#include <string.h>

#include "base/date.h"
#include "rules/judge_private.h"

enum { OLD_DAYS = 366, MONEY_UNIT = SIJIL_ONE / 100 };

static void gather_old(struct old *old, const struct entry *e)
{
	if (old->n++ == 0)
		*old = (struct old){ .n = 1, .program = e->kind->program, .earliest = e->pub.day, .line = e->line };
	if (e->pub.day < old->earliest || (e->pub.day == old->earliest && e->line < old->line)) {
		old->earliest = e->pub.day;
		old->line = e->line;
	}
}

void judge_core_entry(const struct hearing *on, const struct entry *e)
{
	int32_t start = e->kind->program->config->start;
	bool early = start != DATE_NONE && e->pub.day < start;
	int64_t age = (int64_t)on->judge->today - e->pub.day;
	char day[DATE_TEXT], from[DATE_TEXT];
	const struct remark r = {
		.severity = SIJIL_WARNING, .code = "CORE-W05", .field = "on", .value = day, .remedy = "check the year",
	};

	if (!early && (!e->fresh || age <= OLD_DAYS))
		return;
	if (on->judge->gather_old) {
		gather_old(&on->plan->old, e);
		return;
	}
	date_text(e->pub.day, day);
	if (early)
		judge_add(on, e, &r, "on '%s' is before the program started, %s", day, date_text(start, from));
	else
		judge_add(on, e, &r, "on '%s' is %lld days ago", day, (long long)age);
}

/* Money is paid to the hundredth: a third decimal is a slip, or a point that was to part thousands. */
void judge_core_money(const struct hearing *on, const struct entry *e, const struct kind_plan *k)
{
	struct remark r = {
		.severity = SIJIL_ERROR, .code = "CORE-E02",
		.remedy = "write it with at most two, and nothing between thousands: 1250000.50",
	};

	if (k->money < 0 || e->values[k->money].number == SIJIL_MISSING || e->values[k->money].number % MONEY_UNIT == 0)
		return;
	judge_point_at(on, e, k->money, &r);
	judge_add(on, e, &r, "%s '%s' has more than two decimals", r.field, r.value);
	arena_reset(&on->plan->texts);
}

static bool is_listed(const struct program *p, const struct city *city, const char *site)
{
	const struct program_config *config = p->config;
	size_t i;

	if (config->any_site || config->sites.n == 0)
		return config->any_site || city_site(city, site) != NULL;
	for (i = 0; i < config->sites.n; i++)
		if (strcmp(config->sites.items[i], site) == 0)
			return true;
	return false;
}

/* What intake refuses today may stand in the register since sijil.yaml was another. */
void judge_core_site(const struct hearing *on, const struct entry *e)
{
	struct judge_plan *p = on->plan;
	const struct remark r = {
		.severity = SIJIL_ERROR, .code = "CORE-E07", .field = "site", .value = e->pub.site,
		.remedy = "put the site back into sijil.yaml, or correct the entry",
	};

	if (e->fresh || e->pub.site == NULL || (e->pub.site == p->listed && e->kind->program == p->listed_in))
		return;
	if (is_listed(e->kind->program, on->judge->registry->city, e->pub.site)) {
		p->listed = e->pub.site;
		p->listed_in = e->kind->program;
	} else {
		judge_add(on, e, &r, "site '%s' is not, or no longer, a site of this program", e->pub.site);
	}
}

/* "F" or "M"; NULL if not known. */
static const char *sex_of(const struct entry *e, const struct kind_plan *k)
{
	const char *sex = k->sex < 0 ? NULL : value_text(k->kind, (unsigned)k->sex, &e->values[k->sex]);

	return sex != NULL && (strcmp(sex, "F") == 0 || strcmp(sex, "M") == 0) ? sex : NULL;
}

static int64_t birth_year_of(const struct entry *e, const struct kind_plan *k)
{
	return k->birth_year < 0 ? SIJIL_MISSING : e->values[k->birth_year].number;
}

/* The entries that first said who the person is. */
struct identity {
	const struct entry *sex_from, *year_from;
	const char *sex;
	int64_t year;
};

static void learn(struct identity *id, const struct entry *e, const struct kind_plan *k)
{
	const char *sex = sex_of(e, k);
	int64_t year = birth_year_of(e, k);

	if (sex != NULL && (id->sex_from == NULL || judge_later(id->sex_from, e))) {
		id->sex_from = e;
		id->sex = sex;
	}
	if (year != SIJIL_MISSING && (id->year_from == NULL || judge_later(id->year_from, e))) {
		id->year_from = e;
		id->year = year;
	}
}

static void compare(const struct hearing *on, const struct identity *id, const struct entry *e,
		    const struct kind_plan *k)
{
	struct remark r = {
		.severity = SIJIL_WARNING, .code = "CORE-W10",
		.remedy = "check the person's code, which may be someone else's, or correct the entry that is wrong",
	};
	const char *sex = sex_of(e, k);
	int64_t year = birth_year_of(e, k);
	char name[48];

	if (sex != NULL && strcmp(sex, id->sex) != 0) {
		r.field = "sex";
		r.value = sex;
		judge_add(on, e, &r, "sex '%s' differs from '%s' in %s (%s) for person %s", sex, id->sex,
			  judge_name(id->sex_from, name), id->sex_from->pub.program, on->history->pub.code);
	}
	if (year != SIJIL_MISSING && (year > id->year + 1 || year < id->year - 1)) {
		struct value v = { .number = year };

		r.field = "birth_year";
		r.value = entry_value_text(k->kind, (unsigned)k->birth_year, &v, &on->plan->texts);
		judge_add(on, e, &r, "birth_year '%s' differs from %lld in %s (%s) for person %s", r.value,
			  (long long)id->year, judge_name(id->year_from, name), id->year_from->pub.program,
			  on->history->pub.code);
		arena_reset(&on->plan->texts);
	}
}

void judge_core_person(const struct hearing *on)
{
	const struct judge_plan *p = on->plan;
	struct identity id = { 0 };
	size_t i, n = on->history->pub.n, said = 0;

	for (i = 0; i < n; i++) {
		const struct kind_plan *k = p->kind_of[i] == NO_KIND ? NULL : &p->kinds[p->kind_of[i]];

		if (k == NULL || (k->sex < 0 && k->birth_year < 0))
			continue;
		learn(&id, &on->history->entries[i], k);
		said++;
	}
	for (i = 0; i < n && said > 1; i++) {
		const struct kind_plan *k = (p->flags[i] & JUDGED) == 0 ? NULL : &p->kinds[p->kind_of[i]];

		if (k != NULL && (k->sex >= 0 || k->birth_year >= 0))
			compare(on, &id, &on->history->entries[i], k);
	}
}

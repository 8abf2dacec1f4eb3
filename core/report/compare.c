#include "config.h"

#include "report/compare.h"

#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"

enum { MEMBERS = 4, YEARS_APART = 2 };

/* A population by member, in the order of member_names. */
struct members {
	const char *text[MEMBERS];
};
static const char *const member_names[MEMBERS] = { "what", "sex", "age", "area" };
enum { AREA = 3 };

/* Another name in the list of what differs. */
static void differ(struct str *list, const char *name)
{
	str_addf(list, "%s%s", list->len > 0 ? ", " : "", name);
}

const char *compare_unit(const char *unit)
{
	static const char *const percents[] = { "percent", "per cent", "pct", "%", NULL };

	if (unit == NULL)
		return "";
	for (const char *const *p = percents; *p != NULL; p++)
		if (strcmp(unit, *p) == 0)
			return "%";
	return unit;
}

static bool is_same_text(struct arena *arena, const char *a, const char *b)
{
	return strcmp(text_fold(arena, a), text_fold(arena, b)) == 0;
}

/* In YAML, "unspecified" says in words that a member is left open. */
static const char *given(const char *text)
{
	return text != NULL && strcmp(text, "unspecified") != 0 ? text : NULL;
}

static struct members members_of(const struct population *p)
{
	return (struct members){ { given(p->what), given(p->sex), given(p->age), given(p->area) } };
}

static struct members members_of_metric(const struct city *city, const struct metric *metric)
{
	const struct sijil_population *own = &metric->def->population;
	struct members m = { { own->what, own->sex, own->age, own->area } };

	for (unsigned i = 0; i < metric->n_sides[SIJIL_DENOMINATOR]; i++) {
		const char *id = metric->sides[SIJIL_DENOMINATOR][i].def->reference;
		const struct reference *reference = id != NULL ? city_reference(city, id) : NULL;
		struct members open = { { NULL } };

		if (reference != NULL)
			open = members_of(&reference->population);
		for (size_t k = 0; k < MEMBERS; k++)
			if (m.text[k] == NULL)
				m.text[k] = open.text[k];
	}
	return m;
}

static bool is_name_of_city(struct summary *s, const char *area)
{
	const struct label *name = &s->city->name;
	const char *const names[] = { "city", name->any, name->ar, name->fr, name->en };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i] != NULL && is_same_text(&s->arena, area, names[i]))
			return true;
	return false;
}

static bool is_same_member(struct summary *s, size_t member, const char *ours, const char *theirs)
{
	if (ours == NULL || theirs == NULL)
		return ours == theirs;
	if (member == AREA && strcmp(ours, "city") == 0)
		return is_name_of_city(s, theirs);
	return is_same_text(&s->arena, ours, theirs);
}

static bool is_far_year(const struct summary *s, int64_t year)
{
	return year != 0 && (year < date_civil(s->period.from).year - YEARS_APART ||
			     year > date_civil(s->period.to).year + YEARS_APART);
}

/* How a target's own period lies to the one asked for. */
enum fit { FITS_NOT, FITS_PARTLY, FITS_ANY, FITS_JUST };

static enum fit period_fit(const struct summary *s, const struct target *t)
{
	struct period own;

	if (t->period == NULL)
		return FITS_ANY;
	if (period_parse(t->period, &s->city->calendar, &own, NULL) != 0)
		return FITS_NOT;
	if (own.from == s->period.from && own.to == s->period.to)
		return FITS_JUST;
	return own.from <= s->period.to && own.to >= s->period.from ? FITS_PARTLY : FITS_NOT;
}

static void find_differences(struct summary *s, const struct summary_metric *m, const struct comparison *c,
			     struct str *list)
{
	struct members ours = members_of_metric(s->city, m->answer->metric);
	struct members theirs = members_of(&c->target->population);

	for (size_t i = 0; i < MEMBERS; i++) {
		bool open = !c->baseline && theirs.text[i] == NULL;

		if (!open && !is_same_member(s, i, ours.text[i], theirs.text[i]))
			differ(list, member_names[i]);
	}
	if (c->target->unit != NULL &&
	    !is_same_text(&s->arena, compare_unit(c->target->unit), compare_unit(m->unit)))
		differ(list, "unit");
	if (!c->for_period)
		differ(list, "period");
}

/* Met: at least the target when it should go up, at most when down. */
static void judge(const struct summary_metric *m, struct comparison *c)
{
	enum sijil_direction direction = c->target->direction;

	if (direction == SIJIL_NEUTRAL)
		direction = m->answer->metric->def->direction;
	c->judged = !c->baseline && c->distance != SIJIL_MISSING && direction != SIJIL_NEUTRAL;
	c->met = c->judged && (direction == SIJIL_UP ? c->distance >= 0 : c->distance <= 0);
}

static struct comparison compare_one(struct summary *s, const struct summary_metric *m, const struct target *t,
				     bool baseline)
{
	struct comparison c = { .target = t, .baseline = baseline, .distance = SIJIL_MISSING };
	const struct figure *total = &m->answer->total;
	struct str list;

	str_init(&list, STR_MAX_DEFAULT);
	if (is_far_year(s, t->population.year))
		c.far_year = t->population.year;
	c.for_period = baseline || period_fit(s, t) >= FITS_ANY;
	find_differences(s, m, &c, &list);
	c.comparable = list.len == 0;
	if (!c.comparable)
		c.differs = arena_strdup(&s->arena, list.s);
	else if (total->missing != PRESENT || !number_add(total->value, -t->value, &c.distance))
		c.distance = SIJIL_MISSING;
	judge(m, &c);
	str_release(&list);
	return c;
}

static bool is_for(const struct target *t, const struct summary_metric *m)
{
	return t->metric != NULL && strcmp(t->metric, m->answer->metric->def->code) == 0;
}

static void add_targets(struct summary *s, struct summary_metric *m, const struct target *targets, size_t n, int fit)
{
	for (size_t i = 0; i < n; i++)
		if (is_for(&targets[i], m) && (int)period_fit(s, &targets[i]) == fit)
			m->comparisons[m->n_targets++] = compare_one(s, m, &targets[i], false);
}

void compare_metric(struct summary *s, const struct program *program, struct summary_metric *m)
{
	const struct program_config *config = program->config;
	const size_t n = config->n_targets + program->n_defaults + config->n_baselines;

	m->comparisons = arena_alloc(&s->arena, (n + 1) * sizeof(*m->comparisons));
	/* A target for just this period goes before one for any, and that before those of longer or shorter periods. */
	for (int fit = FITS_JUST; fit > FITS_NOT; fit--) {
		add_targets(s, m, config->targets, config->n_targets, fit);
		add_targets(s, m, program->defaults, program->n_defaults, fit);
	}
	m->n_comparisons = m->n_targets;
	for (size_t i = 0; i < config->n_baselines; i++)
		if (is_for(&config->baselines[i], m))
			m->comparisons[m->n_comparisons++] = compare_one(s, m, &config->baselines[i], true);
}

static struct comparison loose(struct summary *s, const struct target *t)
{
	struct comparison c = { .target = t, .baseline = true, .for_period = true, .distance = SIJIL_MISSING };
	struct members theirs = members_of(&t->population);
	struct str list;

	str_init(&list, STR_MAX_DEFAULT);
	for (size_t i = 0; i < MEMBERS; i++)
		if (theirs.text[i] == NULL)
			differ(&list, member_names[i]);
	if (list.len == 0)
		differ(&list, "metric");
	c.differs = arena_strdup(&s->arena, list.s);
	str_release(&list);
	return c;
}

void compare_loose(struct summary *s, const struct program_config *config, struct summary_program *p)
{
	p->baselines = arena_alloc(&s->arena, (config->n_baselines + 1) * sizeof(*p->baselines));
	for (size_t i = 0; i < config->n_baselines; i++)
		if (config->baselines[i].metric == NULL)
			p->baselines[p->n_baselines++] = loose(s, &config->baselines[i]);
}

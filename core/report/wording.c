#include "config.h"

#include "report/wording.h"

#include <string.h>

#include "base/number.h"
#include "report/compare.h"

/* At most two decimals of hours and money in counts: exports carry all of them. */
enum { AMOUNT_TEXT = 96, DECIMALS_MAX = 6, COUNT_DECIMALS = 2 };

#define TIMES "\xc3\x97"

static void add_amount(struct str *out, const struct summary *s, int64_t amount, int decimals)
{
	char text[AMOUNT_TEXT];

	str_add(out, number_grouped(amount, decimals, s->thousands, text, sizeof(text)));
}

/* The unit of one decimal place: 1000 millionths for 3. */
static int64_t place(int decimals)
{
	int64_t unit = SIJIL_ONE;

	while (decimals-- > 0)
		unit /= 10;
	return unit;
}

/* With as many decimals as it needs, between least and most. */
static void add_exact(struct str *out, const struct summary *s, int64_t amount, int least, int most)
{
	while (least < most && amount % place(least) != 0)
		least++;
	add_amount(out, s, amount, least);
}

static int64_t magnitude(int64_t amount)
{
	return amount < 0 ? -amount : amount;
}

/* A difference that is there is never printed as 0.0: small ones get more decimals. */
static void add_difference(struct str *out, const struct summary *s, int64_t difference, int decimals)
{
	int64_t size = magnitude(difference);

	while (size != 0 && decimals < DECIMALS_MAX && size < place(decimals) / 2)
		decimals++;
	add_amount(out, s, size, decimals);
}

const char *word_unit(const char *unit)
{
	unit = compare_unit(unit);
	return strcmp(unit, "ratio") == 0 ? "" : unit;
}

/* Units of whole numbers that are ours: those of a program of the city's own may be in any language. */
static const struct {
	const char *many, *one;
} units[] = {
	{ "persons", "person" }, { "enrolments", "enrolment" }, { "visits", "visit" }, { "loans", "loan" },
	{ "events", "event" },	 { "sessions", "session" },	{ "seats", "seat" },   { "points", "point" },
	{ "minutes", "minute" }, { "hours", "hour" },		{ "days", "day" },     { "months", "month" },
	{ "years", "year" },
};

const char *word_unit_of(const char *unit, int64_t amount, int decimals)
{
	const char *word = word_unit(unit);

	for (size_t i = 0; amount == SIJIL_ONE && decimals == 0 && i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(word, units[i].many) == 0)
			return units[i].one;
	return word;
}

static void add_unit(struct str *out, const char *unit)
{
	if (*unit != '\0')
		str_addf(out, " %s", unit);
}

void word_value(struct str *out, const struct summary *s, const struct summary_metric *m, const struct figure *f)
{
	if (f->missing == PRESENT)
		add_amount(out, s, f->value, m->answer->metric->def->decimals);
	else if (f->missing == MISSING_SUPPRESSED)
		str_addf(out, "<%lld", (long long)s->suppress_below);
	else
		str_add(out, WORD_DASH);
}

void word_counts(struct str *out, const struct summary *s, const struct figure *f)
{
	if (f->missing != PRESENT || f->numerator == SIJIL_MISSING || f->denominator == SIJIL_MISSING)
		return;
	str_addc(out, '(');
	add_exact(out, s, f->numerator, 0, COUNT_DECIMALS);
	str_addc(out, '/');
	add_exact(out, s, f->denominator, 0, COUNT_DECIMALS);
	str_addc(out, ')');
}

void word_figure(struct str *out, const struct summary *s, const struct summary_metric *m, const struct figure *f)
{
	word_value(out, s, m, f);
	if (f->missing == PRESENT) {
		add_unit(out, word_unit_of(m->unit, f->value, m->answer->metric->def->decimals));
		if (m->answer->metric->def->estimate)
			str_add(out, " " WORD_ESTIMATE);
		if (f->denominator != SIJIL_MISSING)
			str_addc(out, ' ');
		word_counts(out, s, f);
	} else if (f->missing != MISSING_SUPPRESSED) {
		str_addc(out, ' ');
		word_missing(out, m->answer, f->missing, s->period.unit);
	}
}

/* The title of a kind inside a sentence: "Assessment" as "assessment", but "E2C visit" as it is. */
static void add_kind(struct str *out, const char *title)
{
	bool word = title[0] >= 'A' && title[0] <= 'Z' && title[1] >= 'a' && title[1] <= 'z';

	str_addc(out, word ? (char)(title[0] - 'A' + 'a') : title[0]);
	str_add(out, title + 1);
}

/* Counts over a quarter say nothing of a month, and are never divided. */
static void add_straddles(struct str *out, enum period_unit unit)
{
	static const char *const often[] = {
		[PERIOD_DAY] = "daily",		    [PERIOD_WEEK] = "weekly",	       [PERIOD_MONTH] = "monthly",
		[PERIOD_QUARTER] = "quarterly", [PERIOD_SEMESTER] = "by semester", [PERIOD_RANGE] = NULL,
	};

	str_addf(out, "not available %s: only counts over longer stretches",
		 often[unit] != NULL ? often[unit] : "for this period");
}

void word_missing(struct str *out, const struct answer *answer, enum missing missing, enum period_unit unit)
{
	static const char *const reasons[MISSING_REASONS] = {
		[MISSING_NO_ENTRIES] = "no entries in the period",
		[MISSING_NO_DENOMINATOR] = "denominator is 0",
		[MISSING_NOT_KNOWN] = "denominator not known: no entry or reference gives it",
		[MISSING_OVERFLOW] = "too large to represent",
	};

	if (missing == MISSING_NEEDS && answer->metric->needs != NULL) {
		str_add(out, "needs ");
		add_kind(out, answer->metric->needs->def->title);
		str_add(out, " entries");
	} else if (missing == MISSING_STRADDLES) {
		add_straddles(out, unit);
	} else if (reasons[missing] != NULL) {
		str_add(out, reasons[missing]);
	} else {
		str_add(out, "not available");
	}
}

/* Rates change by points, everything else by per cent. */
static bool has_points(const struct summary_metric *m)
{
	const struct sijil_metric *def = m->answer->metric->def;

	return (def->ratio && magnitude(def->scale) == 100) || strcmp(compare_unit(m->unit), "%") == 0;
}

static void add_sign(struct str *out, int64_t difference)
{
	str_addc(out, difference < 0 ? '-' : '+');
}

/* "164.0" as "164". */
static void drop_zero(struct str *out)
{
	if (out->len > 2 && strcmp(out->s + out->len - 2, ".0") == 0) {
		out->len -= 2;
		out->s[out->len] = '\0';
	}
}

/* "+164 %, ×2.64"; false if the numbers do not allow it. */
static bool add_growth(struct str *out, const struct summary *s, int64_t now, int64_t before, int64_t difference)
{
	int64_t percent, times;

	if (before <= 0 || now < 0 || !number_ratio(difference, 100, before, 0, &percent) ||
	    !number_ratio(now, 1, before, 0, &times))
		return false;
	add_sign(out, percent);
	add_difference(out, s, percent, 1);
	drop_zero(out);
	str_add(out, " %, " TIMES);
	add_amount(out, s, times, 2);
	return true;
}

/* The amount of a change, and the word that leads to the period it is seen from. */
static const char *add_change(struct str *out, const struct summary *s, const struct summary_metric *m,
			      const struct figure *before, int64_t difference)
{
	bool points = has_points(m);

	if (difference == 0) {
		str_add(out, "unchanged");
		return "vs";
	}
	if (!points && before->value == 0) {
		str_add(out, "from 0");
		return "in";
	}
	if (points || !add_growth(out, s, m->answer->total.value, before->value, difference)) {
		add_sign(out, difference);
		add_difference(out, s, difference, m->answer->metric->def->decimals);
		add_unit(out, word_unit_of(points ? "points" : m->unit, magnitude(difference),
					   m->answer->metric->def->decimals));
	}
	return "vs";
}

/* Whether it grows as the period goes on: counts and sums do, shares and what stands on its last day do not. */
static bool grows(const struct sijil_metric *def)
{
	const enum sijil_take take = def->numerator != NULL ? def->numerator->take : SIJIL_COUNT;

	return !def->ratio && (take == SIJIL_COUNT || take == SIJIL_PERSONS || take == SIJIL_SUM);
}

/* Nothing is said to be worse for being unfinished. */
static const char *verdict(const struct summary *s, const struct summary_metric *m, int64_t difference)
{
	enum sijil_direction direction = m->answer->metric->def->direction;

	if (direction == SIJIL_NEUTRAL || difference == 0 || (!s->over && grows(m->answer->metric->def)))
		return "";
	return (direction == SIJIL_UP) == (difference > 0) ? ", improved" : ", worsened";
}

void word_change(struct str *out, const struct summary *s, const struct summary_metric *m)
{
	const struct figure *now = &m->answer->total, *before = &m->answer->previous;
	int64_t difference;

	if (now->missing != PRESENT)
		return;
	if (before->missing != PRESENT) {
		str_addf(out, "%s: ", s->previous.code);
		word_figure(out, s, m, before);
	} else if (number_add(now->value, -before->value, &difference)) {
		const char *link = add_change(out, s, m, before, difference);

		str_addf(out, " %s %s%s", link, s->previous.code, verdict(s, m, difference));
	}
}

void word_last_year(struct str *out, const struct summary *s, const struct summary_metric *m)
{
	const struct figure *now = &m->answer->total, *then = &m->answer->last_year;
	int64_t difference;

	if (s->last_year.code[0] == '\0' || now->missing != PRESENT)
		return;
	if (then->missing == MISSING_SUPPRESSED) {
		str_addf(out, "%s (last year): ", s->last_year.code);
		word_value(out, s, m, then);
	} else if (then->missing == PRESENT && number_add(now->value, -then->value, &difference)) {
		str_addf(out, "vs %s (last year): ", s->last_year.code);
		add_change(out, s, m, then, difference);
		str_add(out, verdict(s, m, difference));
	}
}

/* Where the value lies, seen from the target. */
static void add_distance(struct str *out, const struct summary *s, const struct summary_metric *m,
			 const struct comparison *c)
{
	str_add(out, ": ");
	if (c->distance == 0) {
		str_add(out, c->judged ? "met exactly" : "equal");
		return;
	}
	if (c->judged)
		str_add(out, c->met ? "met, " : "behind, ");
	add_difference(out, s, c->distance, m->answer->metric->def->decimals);
	add_unit(out, word_unit_of(has_points(m) ? "points" : m->unit, magnitude(c->distance),
				   m->answer->metric->def->decimals));
	str_add(out, c->distance < 0 ? " below" : " above");
}

static void add_origin(struct str *out, const struct target *t)
{
	const char *source = t->population.source;

	if (t->id != NULL || source != NULL)
		str_addf(out, " (%s%s%s)", t->id != NULL ? t->id : "", t->id != NULL && source != NULL ? ", " : "",
			 source != NULL ? source : "");
}

void word_comparison(struct str *out, const struct summary *s, const struct summary_metric *m,
		     const struct comparison *c)
{
	const struct target *t = c->target;
	int decimals = m != NULL && m->answer->metric->def->decimals > 0 ? 1 : 0;

	str_add(out, c->baseline ? "baseline " : "target ");
	add_exact(out, s, t->value, decimals, DECIMALS_MAX);
	add_unit(out, word_unit_of(t->unit, t->value, decimals));
	if (t->period != NULL && (c->baseline || !c->for_period))
		str_addf(out, " for %s", t->period);
	if (c->baseline)
		add_origin(out, t);
	if (!c->comparable)
		str_addf(out, ": not comparable%s: %s", m == NULL ? " with any metric above" : "", c->differs);
	else if (c->distance != SIJIL_MISSING)
		add_distance(out, s, m, c);
	if (c->far_year != 0)
		str_addf(out, " (its population is of %lld)", (long long)c->far_year);
}

/* Reasons that are not the title of an aside measure; those that are counted all the same are not "excluded". */
struct reason {
	const char *code, *words;
	const char *one; /* of a single entry; NULL: the same */
	bool counted;
};

static struct reason reason_of(const char *code)
{
	static const struct reason reasons[] = {
		{ "straddles", "that reach beyond the period", "that reaches beyond the period", false },
		{ "prorated", "that reach beyond the period, by their days (an estimate)",
		  "that reaches beyond the period, by its days (an estimate)", true },
		{ "by_start", "that reach beyond the period but start in it",
		  "that reaches beyond the period but starts in it", true },
		{ "recorded_later", "recorded after the as-of date", NULL, false },
		{ "not_recorded", "with something not recorded", NULL, false },
		{ "could_not_fold", "that could not be computed", NULL, false },
	};

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (strcmp(code, reasons[i].code) == 0)
			return reasons[i];
	return (struct reason){ code, code, NULL, false };
}

void word_excluded(struct str *out, const struct summary *s, const struct excluded *x)
{
	struct reason reason = reason_of(x->reason);

	if (x->count == 0)
		return;
	str_add(out, reason.counted ? "counted: " : "excluded: ");
	if (x->count == SIJIL_MISSING) {
		str_addf(out, "<%lld %s", (long long)s->suppress_below, reason.words);
	} else if (x->amount == SIJIL_MISSING || x->amount == x->count * SIJIL_ONE) {
		str_addf(out, "%lld %s", (long long)x->count,
			 x->count == 1 && reason.one != NULL ? reason.one : reason.words);
	} else {
		str_addf(out, "%s: ", reason.words);
		add_exact(out, s, x->amount, 0, COUNT_DECIMALS);
		str_addf(out, " in %lld %s", (long long)x->count, x->count == 1 ? "entry" : "entries");
	}
}

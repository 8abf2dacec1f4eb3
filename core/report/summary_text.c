#include "config.h"

#include "report/writers.h"

#include "base/date.h"
#include "report/acknowledged.h"
#include "report/beside.h"
#include "report/breakdowns.h"
#include "report/cell.h"
#include "report/footnotes.h"
#include "report/headlines.h"
#include "report/notes.h"
#include "report/quality.h"
#include "report/wording.h"
#include "report/wrap.h"

#define DOT " \xc2\xb7 "

static bool is_suppressed(const struct answer *a)
{
	bool yes = a->total.missing == MISSING_SUPPRESSED || a->previous.missing == MISSING_SUPPRESSED ||
		   a->last_year.missing == MISSING_SUPPRESSED;

	for (size_t i = 0; i < a->n_parts; i++)
		yes = yes || a->parts[i].figure.missing == MISSING_SUPPRESSED;
	for (size_t i = 0; i < a->n_excluded; i++)
		yes = yes || a->excluded[i].count == SIJIL_MISSING;
	for (size_t b = 0; b < a->n_breakdowns; b++)
		for (size_t i = 0; i < a->breakdowns[b].n; i++)
			yes = yes || a->breakdowns[b].groups[i].figure.missing == MISSING_SUPPRESSED;
	return yes;
}

static void write_lines(const struct summary *s, struct str *text, size_t indent, struct str *out)
{
	wrap_add(out, text->s, &(struct wrap){ s->columns, indent, indent + 2 });
	str_clear(text);
}

static void note_suppressed(const struct summary *s, const struct summary_program *p, struct str *line, struct str *out)
{
	bool any = false;

	for (size_t i = 0; i < p->n_metrics; i++)
		any = any || is_suppressed(p->metrics[i].answer);
	if (!any)
		return;
	str_addc(out, '\n');
	str_addf(line, "<%lld: 1 to %lld persons, or hidden so that no total gives such a number away",
		 (long long)s->suppress_below, (long long)s->suppress_below - 1);
	write_lines(s, line, 2, out);
}

static void add_site(const struct freshness *f, struct str *line)
{
	char day[DATE_TEXT];

	cell_add(line, f->name);
	str_addc(line, ' ');
	if (f->last == DATE_NONE)
		str_add(line, "no entries yet");
	else
		str_add(line, date_text(f->last, day));
	if (f->last != DATE_NONE && f->silent)
		str_addf(line, " (silent: %lld days)", (long long)f->days);
}

/* Of one site that is not silent the line above has said it all. */
static void write_freshness(const struct summary *s, const struct summary_program *p, struct str *line,
			    struct str *out)
{
	if (p->last_entry == NULL || p->n_freshness == 0 || (p->n_freshness == 1 && !p->freshness[0].silent))
		return;
	str_add(line, "latest entry per site: ");
	for (size_t i = 0; i < p->n_freshness; i++) {
		str_add(line, i > 0 ? ", " : "");
		add_site(&p->freshness[i], line);
	}
	write_lines(s, line, 0, out);
}

static void write_head(const struct summary *s, const struct summary_program *p, struct str *line, struct str *out)
{
	char from[DATE_TEXT], to[DATE_TEXT], as_of[DATE_TEXT];

	cell_add(line, p->title);
	str_addf(line, " (%s, %s)", p->program->config->plugin, p->program->id);
	write_lines(s, line, 0, out);
	str_addf(line, "%s: %s " WORD_DASH " %s" DOT "as of %s", s->period.code, date_text(s->period.from, from),
		 date_text(s->period.to, to), date_text(s->as_of, as_of));
	if (p->last_entry != NULL)
		str_addf(line, DOT "latest entry %s", p->last_entry);
	else if (p->program->plugin != NULL)
		str_add(line, DOT "no entries yet");
	write_lines(s, line, 0, out);
	if (!s->over) {
		str_addf(line, "The period is not over: its figures go up to %s, those of the periods they are compared with "
			 "do not stop there.", as_of);
		write_lines(s, line, 0, out);
	}
	if (p->frozen != NULL) {
		str_addf(line, "frozen: %s", p->frozen);
		write_lines(s, line, 0, out);
	}
	write_freshness(s, p, line, out);
}

static void note_unknown(const struct summary *s, const struct summary_program *p, struct str *line, struct str *out)
{
	if (p->unknown == 0)
		return;
	str_addc(out, '\n');
	str_addf(line, "left out: %lld %s of kinds that the program does not have (any more); 'sijil program diff %s' tells "
		 "which", (long long)p->unknown, p->unknown == 1 ? "entry" : "entries", p->program->id);
	write_lines(s, line, 2, out);
}

static void write_program(const struct summary *s, const struct summary_program *p, struct str *line, struct str *out)
{
	write_head(s, p, line, out);
	str_addc(out, '\n');
	if (p->unavailable != NULL) {
		str_add(line, "not available: ");
		cell_add(line, p->unavailable);
		write_lines(s, line, 2, out);
		return;
	}
	headlines_write(s, p, out);
	if (p->whole) {
		str_add(line, "each person counts once: not additive, the programs' numbers do not add up to these");
		write_lines(s, line, 2, out);
	}
	beside_write(s, p, out);
	breakdowns_write(s, p, out);
	quality_write(s, p, out);
	acknowledged_write(s, p, out);
	note_unknown(s, p, line, out);
	notes_write(s, p, out);
	note_suppressed(s, p, line, out);
	if (!s->brief)
		footnotes_write(s, p, out);
}

void summary_write_text(const struct summary *s, struct str *out)
{
	struct str line;

	str_init(&line, STR_MAX_DEFAULT);
	cell_add(&line, s->city_name);
	write_lines(s, &line, 0, out);
	for (size_t i = 0; i < s->n_programs; i++) {
		str_addc(out, '\n');
		write_program(s, &s->programs[i], &line, out);
	}
	str_release(&line);
}

#include "config.h"

#include "report/beside.h"

#include <string.h>

#include "report/cell.h"
#include "report/wording.h"
#include "report/wrap.h"

enum { INDENT = 2 };

static const char *shared_text(const struct summary_metric *m)
{
	return m->answer->metric->def->beside;
}

static bool share(const struct summary_metric *a, const struct summary_metric *b)
{
	return shared_text(a) != NULL && shared_text(b) != NULL && strcmp(shared_text(a), shared_text(b)) == 0;
}

static void write_lines(const struct summary *s, struct str *text, size_t indent, struct str *out)
{
	wrap_add(out, text->s, &(struct wrap){ s->columns, indent, indent + INDENT });
	str_clear(text);
}

/* "Insertion rate: 71.4 % (5/7)", and below it the definition and "Comparable to: ...". */
static void write_metric(const struct summary *s, const struct program *p, const struct summary_metric *m,
			 struct str *out)
{
	const struct sijil_metric *def = m->answer->metric->def;
	struct str text;

	str_init(&text, STR_MAX_DEFAULT);
	cell_add(&text, m->title);
	str_add(&text, ": ");
	word_figure(&text, s, m, &m->answer->total);
	write_lines(s, &text, 2 * INDENT, out);
	cell_add(&text, program_label(p, def->definition, s->language));
	write_lines(s, &text, 3 * INDENT, out);
	if (def->comparable != NULL)
		str_add(&text, "comparable to: ");
	cell_add(&text, program_label(p, def->comparable, s->language));
	write_lines(s, &text, 3 * INDENT, out);
	str_release(&text);
}

static void write_block(const struct summary *s, const struct summary_program *p, size_t first, struct str *out)
{
	struct str text;

	str_init(&text, STR_MAX_DEFAULT);
	cell_add(&text, program_label(p->program, shared_text(&p->metrics[first]), s->language));
	str_addc(out, '\n');
	write_lines(s, &text, INDENT, out);
	str_release(&text);
	for (size_t i = first; i < p->n_metrics; i++)
		if (share(&p->metrics[first], &p->metrics[i]))
			write_metric(s, p->program, &p->metrics[i], out);
}

bool beside_has(const struct summary_program *p, const struct summary_metric *m)
{
	for (size_t i = 0; i < p->n_metrics; i++)
		if (&p->metrics[i] != m && share(&p->metrics[i], m))
			return true;
	return false;
}

void beside_write(const struct summary *s, const struct summary_program *p, struct str *out)
{
	for (size_t i = 0; i < p->n_metrics; i++) {
		size_t before = 0, after = 0;

		for (size_t k = 0; k < p->n_metrics; k++) {
			before += k < i && share(&p->metrics[i], &p->metrics[k]);
			after += k > i && share(&p->metrics[i], &p->metrics[k]);
		}
		if (before == 0 && after > 0)
			write_block(s, p, i, out);
	}
}

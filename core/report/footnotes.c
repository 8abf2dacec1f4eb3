#include "config.h"

#include "report/footnotes.h"

#include "report/beside.h"
#include "report/cell.h"
#include "report/headlines.h"
#include "report/wrap.h"

enum { INDENT = 2 };

/* "Contact hours: Minutes attended, divided by 60.  Comparable to: NRS attendance hours" */
static void write_one(const struct summary *s, const struct program *p, const struct summary_metric *m, struct str *out)
{
	const struct sijil_metric *def = m->answer->metric->def;
	struct str text;

	str_init(&text, STR_MAX_DEFAULT);
	cell_add(&text, m->title);
	str_add(&text, ": ");
	cell_add(&text, program_label(p, def->definition, s->language));
	if (def->comparable != NULL) {
		str_add(&text, " Comparable to: ");
		cell_add(&text, program_label(p, def->comparable, s->language));
		str_addc(&text, '.');
	}
	wrap_add(out, text.s, &(struct wrap){ s->columns, 2 * INDENT, 3 * INDENT });
	str_release(&text);
}

void footnotes_write(const struct summary *s, const struct summary_program *p, struct str *out)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_metrics; i++) {
		const struct summary_metric *m = &p->metrics[i];

		if (m->answer->metric->def->definition == NULL || headlines_leave_out(m) || beside_has(p, m))
			continue;
		if (n++ == 0)
			str_add(out, "\n  What the figures mean\n");
		write_one(s, p->program, m, out);
	}
}

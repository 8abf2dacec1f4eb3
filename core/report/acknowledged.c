#include "config.h"

#include "report/acknowledged.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "report/cell.h"
#include "report/wrap.h"

/* Reasons printed one by one for a program; all of them are in the other formats. */
enum { SHOWN = 10, INDENT = 2 };
enum { SECONDS_A_DAY = 86400 };

static const char late_rule[] = "CORE-E13"; /* entries into a period that was frozen */

/* --- reading --- */

struct reading {
	struct summary *s;
	uint32_t *programs; /* their numbers in the register, 0: it has no entry */
	struct item {
		struct acknowledged ack;
		size_t program; /* it counts to; n_programs: to none */
	} *items;
	size_t n, cap;      /* by entry */
};

/* Up to so many entries are looked up one by one; of more, a walk through all that touch the period is faster. */
enum { LOOKED_UP = 1000 };

static const char *copy(struct reading *r, const char *text)
{
	return text != NULL ? arena_strdup(&r->s->arena, text) : NULL;
}

/* They come by entry number, and those of one entry in the order they were given: the last reason stands. */
static int take_ack(void *arg, const struct log_ack *a)
{
	struct reading *r = arg;
	size_t at = r->n;

	while (at > 0 && r->items[at - 1].ack.entry == a->entry)
		if (strcmp(r->items[--at].ack.rule, a->rule) == 0)
			break;
	if (at == r->n || r->items[at].ack.entry != a->entry || strcmp(r->items[at].ack.rule, a->rule) != 0) {
		r->items = mem_grow(r->items, r->n, &r->cap, sizeof(*r->items));
		at = r->n++;
	}
	r->items[at].ack = (struct acknowledged){ .entry = a->entry, .rule = copy(r, a->rule),
						  .reason = copy(r, a->reason), .by = copy(r, a->recorded_by),
						  .at = a->recorded_at };
	r->items[at].program = r->s->n_programs;
	return 0;
}

/* The first one of an entry, or the place where it would stand. */
static size_t first_of(const struct reading *r, int64_t entry)
{
	size_t low = 0, high = r->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (r->items[middle].ack.entry < entry)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* An entry that is current and touches the period: what was acknowledged on it counts to its program. */
static int take_entry(void *arg, const struct log_row *row)
{
	struct reading *r = arg;

	if (row->day > r->s->as_of)
		return 0;
	for (size_t i = first_of(r, row->id); i < r->n && r->items[i].ack.entry == row->id; i++)
		for (size_t p = 0; p < r->s->n_programs; p++)
			if (r->programs[p] == row->program)
				r->items[i].program = p;
	return 0;
}

static int place_all(struct reading *r, struct log *log, struct sijil_err *err)
{
	struct log_query q = { .current = true, .from = r->s->period.from, .to = r->s->period.to };
	int rc = 0;

	if (r->n > LOOKED_UP)
		return log_each(log, &q, take_entry, r, err);
	for (size_t i = 0; i < r->n && rc == 0; i++) {
		q.id = r->items[i].ack.entry;
		if (i == 0 || q.id != r->items[i - 1].ack.entry)
			rc = log_each(log, &q, take_entry, r, err);
	}
	return rc;
}

static int by_rule(const void *a, const void *b)
{
	const struct acknowledged *x = a, *y = b;
	int order = strcmp(x->rule, y->rule);

	return order != 0 ? order : (x->entry > y->entry) - (x->entry < y->entry);
}

static void hand_out(const struct reading *r, size_t program)
{
	struct summary_program *p = &r->s->programs[program];

	for (size_t i = 0; i < r->n; i++)
		p->n_acknowledged += r->items[i].program == program;
	if (p->n_acknowledged == 0)
		return;
	p->acknowledged = arena_alloc(&r->s->arena, p->n_acknowledged * sizeof(*p->acknowledged));
	p->n_acknowledged = 0;
	for (size_t i = 0; i < r->n; i++)
		if (r->items[i].program == program)
			p->acknowledged[p->n_acknowledged++] = r->items[i].ack;
	qsort(p->acknowledged, p->n_acknowledged, sizeof(*p->acknowledged), by_rule);
}

static int number_programs(struct reading *r, struct log *log, struct sijil_err *err)
{
	r->programs = arena_alloc(&r->s->arena, (r->s->n_programs + 1) * sizeof(*r->programs));
	for (size_t i = 0; i < r->s->n_programs; i++) {
		int64_t number = log_code_number(log, LOG_PROGRAM, r->s->programs[i].program->id, false, err);

		if (number < 0)
			return -1;
		r->programs[i] = (uint32_t)number;
	}
	return 0;
}

int summary_acknowledged(struct summary *s, struct log *log, struct sijil_err *err)
{
	struct reading r = { .s = s };
	int rc = -1;

	if (number_programs(&r, log, err) == 0 && log_acks(log, 0, take_ack, &r, err) >= 0 &&
	    place_all(&r, log, err) == 0)
		rc = 0;
	for (size_t i = 0; rc == 0 && i < s->n_programs; i++)
		hand_out(&r, i);
	free(r.items);
	return rc;
}

/* --- text --- */

/* Those of one rule that have the same reason. */
struct alike {
	const struct acknowledged *first;
	size_t n;
};

static int by_reason(const void *a, const void *b)
{
	const struct alike *x = a, *y = b;
	int order = strcmp(x->first->reason, y->first->reason);

	return order != 0 ? order : by_rule(x->first, y->first);
}

static int by_number(const void *a, const void *b)
{
	const struct alike *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return by_rule(x->first, y->first);
}

/* The reasons of n of one rule, the most frequent first; free() them.  Returns how many there are. */
static size_t group_reasons(const struct acknowledged *acks, size_t n, struct alike **out)
{
	struct alike *all = mem_alloc((n + 1) * sizeof(*all));
	size_t groups = 0;

	for (size_t i = 0; i < n; i++)
		all[i] = (struct alike){ &acks[i], 1 };
	qsort(all, n, sizeof(*all), by_reason);
	for (size_t i = 0; i < n; i++) {
		if (groups > 0 && strcmp(all[groups - 1].first->reason, all[i].first->reason) == 0)
			all[groups - 1].n++;
		else
			all[groups++] = all[i];
	}
	qsort(all, groups, sizeof(*all), by_number);
	*out = all;
	return groups;
}

static void write_line(const struct summary *s, struct str *line, size_t indent, struct str *out)
{
	wrap_add(out, line->s, &(struct wrap){ s->columns, indent, indent + INDENT });
	str_clear(line);
}

/* "8 × same family", "sent by the court (#3, amina, 2025-03-03)". */
static void add_reason(struct str *line, const struct alike *a)
{
	char id[32], day[DATE_TEXT];

	if (a->n > 1) {
		str_addf(line, "%zu \xc3\x97 ", a->n);
		cell_add(line, a->first->reason);
		return;
	}
	cell_add(line, a->first->reason);
	str_addf(line, " (#%s, ", log_id_text(a->first->entry, id));
	cell_add(line, a->first->by);
	str_addf(line, "%s%s)", a->first->by != NULL ? ", " : "", date_text((int32_t)(a->first->at / SECONDS_A_DAY), day));
}

/* n of one rule; shown counts the reasons printed for the program.  Returns how many reasons were left out. */
static size_t write_rule(const struct summary *s, const struct acknowledged *acks, size_t n, size_t *shown,
			 struct str *out)
{
	struct alike *groups;
	size_t n_groups = group_reasons(acks, n, &groups), i;
	struct str line;

	str_init(&line, STR_MAX_DEFAULT);
	str_addf(&line, "%s: %zu%s", acks->rule, n, strcmp(acks->rule, late_rule) == 0 ? " (late entries)" : "");
	write_line(s, &line, 2 * INDENT, out);
	for (i = 0; i < n_groups && *shown < SHOWN; i++, ++*shown) {
		add_reason(&line, &groups[i]);
		write_line(s, &line, 3 * INDENT, out);
	}
	str_release(&line);
	free(groups);
	return n_groups - i;
}

void acknowledged_write(const struct summary *s, const struct summary_program *p, struct str *out)
{
	size_t shown = 0, left = 0, next;

	if (p->n_acknowledged == 0)
		return;
	str_add(out, "\n  Acknowledged warnings\n");
	for (size_t i = 0; i < p->n_acknowledged; i = next) {
		for (next = i; next < p->n_acknowledged &&
			       strcmp(p->acknowledged[next].rule, p->acknowledged[i].rule) == 0; next++)
			;
		left += write_rule(s, &p->acknowledged[i], next - i, &shown, out);
	}
	if (left > 0)
		str_addf(out, "    ... and %zu more: sijil check --format csv\n", left);
}

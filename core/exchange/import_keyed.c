/* What becomes of a row that its key tells. */
#include "config.h"

#include <string.h>

#include "base/date.h"
#include "exchange/import_private.h"

/* Fields that are named when an entry is superseded. */
enum { CHANGES_TOLD = 4 };
/* Superseded entries that are told one by one; the report counts all. */
enum { SUPERSEDED_TOLD = 100 };

static void tell(struct importing *m, const struct fresh *row, enum sijil_severity severity, const char *code,
		 const char *message, const char *remedy)
{
	const struct finding finding = {
		.severity = severity,
		.code = code,
		.line = row->line,
		.program = m->r->program->id,
		.kind = row->kind->def->name,
		.message = message,
		.remedy = remedy,
	};

	findings_add(&m->result->findings, &finding);
}

/* --- what is changed --- */

struct change {
	const char *name, *from, *to;
};

static void add_change(struct importing *m, const struct change *c, const char **list, unsigned *n)
{
	if (strcmp(c->from, c->to) == 0)
		return;
	if (*n < CHANGES_TOLD)
		*list = arena_printf(&m->row_arena, "%s%s%s %s -> %s", *list, *n > 0 ? ", " : "", c->name,
				     *c->from != '\0' ? c->from : "(nothing)", *c->to != '\0' ? c->to : "(nothing)");
	++*n;
}

static const char *day_text(struct importing *m, int32_t day)
{
	char text[DATE_TEXT];

	return arena_strdup(&m->row_arena, date_text(day, text));
}

static const char *code_text(struct importing *m, enum log_code type, uint32_t number)
{
	const char *text = number != 0 ? log_code_text(m->r->log, type, number) : NULL;

	return text != NULL ? text : "";
}

static void compare_envelope(struct importing *m, const struct log_row *old, const struct fresh *row, const char **list,
			     unsigned *n)
{
	const struct change changes[] = {
		{ "on", day_text(m, old->day), day_text(m, row->day) },
		{ "until", day_text(m, old->day_end), day_text(m, row->day_end) },
		{ "site", code_text(m, LOG_SITE, old->site), code_text(m, LOG_SITE, row->site) },
		{ "person", old->subject_type == SIJIL_PERSON ? code_text(m, LOG_PERSON, old->subject) : "",
		  row->subject_type == SIJIL_PERSON ? code_text(m, LOG_PERSON, row->subject) : "" },
	};
	size_t i;

	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
		if (i != 1 || old->day_end != old->day || row->day_end != row->day)
			add_change(m, &changes[i], list, n);
}

static const char *field_text(struct importing *m, const struct kind *kind, unsigned i, const struct value *v)
{
	return v->number != SIJIL_MISSING ? entry_value_text(kind, i, v, &m->row_arena) : "";
}

/* "minutes 60 -> 45, status absent -> present" */
static const char *changes_of(struct importing *m, const struct log_row *old, const struct fresh *row)
{
	const struct kind *kind = row->kind;
	struct value *from = arena_alloc(&m->row_arena, (kind->n_fields + 1) * sizeof(*from));
	struct value *to = arena_alloc(&m->row_arena, (kind->n_fields + 1) * sizeof(*to));
	const char *list = "";
	unsigned n = 0, i;

	compare_envelope(m, old, row, &list, &n);
	if (entry_decode(kind, old->fields, old->fields_n, from, &m->row_arena) == 0 &&
	    entry_decode(kind, row->fields, row->fields_n, to, &m->row_arena) == 0)
		for (i = 0; i < kind->n_fields; i++) {
			const struct change c = { kind->fields[i].def->name, field_text(m, kind, i, &from[i]),
						  field_text(m, kind, i, &to[i]) };

			add_change(m, &c, &list, &n);
		}
	return n > CHANGES_TOLD ? arena_printf(&m->row_arena, "%s and %u more", list, n - CHANGES_TOLD) : list;
}

/* --- --- */

static void note_replaced(struct importing *m, const struct log_row *old)
{
	m->replaced = mem_grow(m->replaced, m->n_replaced, &m->replaced_cap, sizeof(*m->replaced));
	m->replaced[m->n_replaced++] = (struct replaced){
		.fresh = store_fresh_count(m->store),
		.subject = { old->subject_type, old->subject },
		.day = old->day,
		.day_end = old->day_end,
	};
}

static int supersede(struct importing *m, struct fresh *row, const struct log_row *old, bool *add)
{
	static const char code[] = "CSV-I14";
	struct findings *f = &m->result->findings;
	char id[32];

	if (m->r->late == NULL && frozen_touches(m->frozen, row->day, row->day_end) == NULL)
		frozen_judge(m->frozen, row->kind, old->day, old->day_end, row->line, f);
	if (m->n_replaced < SUPERSEDED_TOLD)
		tell(m, row, SIJIL_INFO, code,
		     arena_printf(&m->row_arena, "replaces entry #%s: %s", log_id_text(old->id, id),
				  changes_of(m, old, row)),
		     NULL);
	note_replaced(m, old);
	row->replaces = old->id;
	*add = true;
	return LINE_SUPERSEDED;
}

static int refuse(struct importing *m, const struct fresh *row, const char *message, const char *remedy)
{
	tell(m, row, SIJIL_ERROR, "CSV-E10", message, remedy);
	return LINE_ERROR;
}

/* Both lines are at fault: nobody knows which of them is right. */
static int contrary(struct importing *m, const struct fresh *row, uint32_t line)
{
	static const char remedy[] = "keep the line that is right, or put what tells them apart into the key";
	const struct fresh first = { .kind = row->kind, .line = line };

	if (line == row->line)
		return refuse(m, row, "two entries of this line have the same key and say different things", remedy);
	refuse(m, &first, arena_printf(&m->row_arena, "line %u has the same key and says something else", row->line),
	       remedy);
	return refuse(m, row, arena_printf(&m->row_arena, "line %u has the same key and says something else", line),
		      remedy);
}

static int corrected(struct importing *m, struct fresh *row, const struct log_row *old, bool *add)
{
	char id[32];

	if (m->r->overwrite_corrected)
		return supersede(m, row, old, add);
	tell(m, row, SIJIL_ERROR, "CSV-E11",
	     arena_printf(&m->row_arena, "entry #%s has this key, was written or corrected by hand, and says something else: %s",
			  log_id_text(old->id, id), changes_of(m, old, row)),
	     "amend the entry or the file, or give --overwrite-corrections if the file is right");
	return LINE_ERROR;
}

static int pass_over(struct importing *m, const struct fresh *row, const char *code, const char *message)
{
	tell(m, row, SIJIL_WARNING, code, message, NULL);
	return 0;
}

static int settle(struct importing *m, struct fresh *row, const struct matched *found, bool *add)
{
	struct arena *a = &m->row_arena;
	char id[32];

	switch (found->match) {
	case MATCH_NEW:
		*add = true;
		return LINE_ADDED;
	case MATCH_SAME:
		return LINE_UNCHANGED;
	case MATCH_CHANGED:
		return supersede(m, row, &found->old, add);
	case MATCH_CORRECTED:
		return corrected(m, row, &found->old, add);
	case MATCH_VOIDED:
		return pass_over(m, row, "CSV-W12",
				 arena_printf(a, "the entry of this key was voided (#%s: %s): the line is passed over",
					      log_id_text(found->old.id, id), found->old.reason));
	case MATCH_REPEATED:
		return pass_over(m, row, "CSV-W13",
				 arena_printf(a, "line %u has the same key and says the same: this one is passed over",
					      found->line));
	case MATCH_CONTRARY:
		return contrary(m, row, found->line);
	case MATCH_SEVERAL:
		return refuse(m, row, "several entries have this key", "void those that are too many ('sijil void')");
	case MATCH_NO_KEY:
	default:
		return refuse(m, row, "all the columns of the key are blank", "fill one of them");
	}
}

int import_keyed(struct importing *m, struct feed *feed, struct fresh *row, const struct csv_field *cells, bool *add,
		 struct sijil_err *err)
{
	struct matched found;
	int flags;

	*add = false;
	if (keys_match(feed->keys, row, feed->values, cells, &found, err) != 0)
		return -1;
	flags = settle(m, row, &found, add);
	if (flags == LINE_ADDED && keys_by_cell(feed->keys)) {
		m->keyed = mem_grow(m->keyed, m->n_keyed, &m->keyed_cap, sizeof(*m->keyed));
		m->keyed[m->n_keyed].fresh = store_fresh_count(m->store);
		memcpy(m->keyed[m->n_keyed++].key, found.key, LOG_SALT);
	}
	return flags;
}

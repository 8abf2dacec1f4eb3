/*
 * Kinds that nobody declares here: the plugin is missing, or the program has left sijil.yaml.  What the register says of
 * their entries is enough to write them down.
 */
#include "config.h"

#include <string.h>

#include "exchange/export.h"
#include "log/entry.h"

/* What the entries of a kind have been seen to hold. */
struct seen_field {
	const char *name;
	bool quoted, truth, number, point; /* values of these sorts */
};

struct looking {
	struct log *log;
	struct arena *arena, scratch;
	struct seen_field *fields;
	size_t n, cap;
	enum sijil_subject subject;
	bool interval, damaged;
};

static struct seen_field *field_named(struct looking *l, const char *name)
{
	struct seen_field *grown;
	size_t i;

	for (i = 0; i < l->n; i++)
		if (strcmp(l->fields[i].name, name) == 0)
			return &l->fields[i];
	if (l->n == l->cap) {
		l->cap = l->cap == 0 ? 32 : 2 * l->cap;
		grown = arena_alloc(l->arena, l->cap * sizeof(*grown));
		if (l->n > 0)
			memcpy(grown, l->fields, l->n * sizeof(*grown));
		l->fields = grown;
	}
	l->fields[l->n] = (struct seen_field){ .name = arena_strdup(l->arena, name) };
	return &l->fields[l->n++];
}

static int look_at(void *arg, const struct log_row *row)
{
	struct looking *l = arg;
	struct entry_walk w = { row->fields, row->fields + row->fields_n };
	const char *key, *value;
	bool quoted;
	int rc;

	arena_reset(&l->scratch);
	l->subject = row->subject_type;
	l->interval |= row->day_end != row->day;
	while ((rc = entry_walk(&w, &l->scratch, &key, &value, &quoted)) == 1) {
		struct seen_field *f = field_named(l, key);

		f->quoted |= quoted;
		f->truth |= !quoted && (*value == 't' || *value == 'f');
		f->number |= !quoted && *value != 't' && *value != 'f';
		f->point |= !quoted && strchr(value, '.') != NULL;
	}
	l->damaged |= rc < 0;
	return rc < 0;
}

static enum sijil_type type_of(const struct seen_field *f)
{
	if (f->quoted || (f->truth && f->number))
		return SIJIL_TEXT;
	if (f->truth)
		return SIJIL_BOOL;
	return f->point ? SIJIL_DECIMAL : SIJIL_INT;
}

/* The canonical form has its keys sorted, but each entry only those it has. */
static void sort(struct looking *l)
{
	struct seen_field f;
	size_t i, k;

	for (i = 1; i < l->n; i++) {
		f = l->fields[i];
		for (k = i; k > 0 && strcmp(l->fields[k - 1].name, f.name) > 0; k--)
			l->fields[k] = l->fields[k - 1];
		l->fields[k] = f;
	}
}

static const struct kind *make(struct looking *l, struct program *program, const char *name)
{
	struct sijil_field *defs = arena_alloc(l->arena, (l->n + 1) * sizeof(*defs));
	struct sijil_kind *def = arena_alloc(l->arena, sizeof(*def));
	struct kind *kind = arena_alloc(l->arena, sizeof(*kind));
	size_t i;

	sort(l);
	*def = (struct sijil_kind){ .name = name, .subject = l->subject, .interval = l->interval, .fields = defs };
	*kind = (struct kind){ .def = def, .program = program, .n_fields = (unsigned)l->n };
	kind->fields = arena_alloc(l->arena, (l->n + 1) * sizeof(*kind->fields));
	kind->by_name = arena_alloc(l->arena, (l->n + 1) * sizeof(*kind->by_name));
	for (i = 0; i < l->n; i++) {
		defs[i] = (struct sijil_field){ .name = l->fields[i].name, .type = type_of(&l->fields[i]) };
		kind->fields[i].def = &defs[i];
		kind->by_name[i] = (unsigned)i;
	}
	return kind;
}

static int look(struct looking *l, struct program *program, const char *name, const struct kind **kind,
		struct sijil_err *err)
{
	const int64_t p = log_code_number(l->log, LOG_PROGRAM, program->id, false, err);
	const int64_t k = log_code_number(l->log, LOG_KIND, name, false, err);
	const struct log_query query = { .program = (uint32_t)p, .kind = (uint32_t)k, .current = true };
	int rc;

	*kind = NULL;
	if (p <= 0 || k <= 0)
		return p < 0 || k < 0 ? -1 : 0;
	rc = log_each(l->log, &query, look_at, l, err);
	if (l->damaged)
		return err_set(err, ERR_DATA, "an entry of '%s' cannot be read: run 'sijil verify'", name);
	if (rc == 0 && l->subject != 0)
		*kind = make(l, program, name);
	return rc;
}

int export_unknown_kind(struct log *log, struct program *program, const char *name, struct arena *arena,
			const struct kind **kind, struct sijil_err *err)
{
	struct looking l = { .log = log, .arena = arena };
	const int rc = look(&l, program, name, kind, err);

	arena_release(&l.scratch);
	return rc;
}

int export_unknown(struct log *log, struct program *program, struct arena *arena, const struct kind ***kinds,
		   struct sijil_err *err)
{
	const uint32_t n = log_code_count(log, LOG_KIND);
	size_t found = 0;
	uint32_t i;

	*kinds = arena_alloc(arena, ((size_t)n + 1) * sizeof(**kinds));
	for (i = 1; i <= n; i++) {
		const char *name = log_code_text(log, LOG_KIND, i);

		if (name == NULL)
			continue;
		if (export_unknown_kind(log, program, name, arena, &(*kinds)[found], err) != 0)
			return -1;
		found += (*kinds)[found] != NULL;
	}
	return 0;
}

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "log/history_private.h"

/* Above this many rows a walk is done in several slices, so that memory stays bounded. */
enum { SLICE_ROWS = 1500000 };

/* Of so many subjects the rows are counted, to find out how best to read those of all. */
enum { SUBJECTS_ASKED = 16, LOOK_COST = 6, ROW_COST = 6 };

struct store *store_new(const struct registry *registry, struct log *log, int32_t as_of)
{
	struct store *s = mem_alloc(sizeof(*s));

	s->registry = registry;
	s->log = log;
	s->as_of = as_of;
	return s;
}

void store_free(struct store *s)
{
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < sizeof(s->loaded) / sizeof(s->loaded[0]); i++)
		free(s->loaded[i]);
	arena_release(&s->rows_arena);
	arena_release(&s->kept_arena);
	arena_release(&s->walk_arena);
	free(s->rows);
	free(s->fresh);
	free(s->left_out);
	free(s->replaced);
	free(s->bindings);
	free(s->referred);
	free(s->planned);
	free(s);
}

static void bind(struct store *s, struct binding *b)
{
	const char *program = log_code_text(s->log, LOG_PROGRAM, b->program_number);
	const char *kind = log_code_text(s->log, LOG_KIND, b->kind_number);
	const struct program *p = program != NULL ? registry_program(s->registry, program) : NULL;
	unsigned i;

	b->program = p != NULL ? p->id : program;
	b->kind_name = kind;
	b->kind = p != NULL && kind != NULL ? program_kind(p, kind) : NULL;
	if (b->kind == NULL)
		return;
	b->references = arena_alloc(&s->kept_arena, (b->kind->n_fields + 1) * sizeof(*b->references));
	for (i = 0; i < b->kind->n_fields; i++)
		if (b->kind->fields[i].def->type == SIJIL_ENTRY)
			b->references[b->n_references++] = i;
}

struct binding *store_binding(struct store *s, uint32_t program, uint32_t kind)
{
	struct binding *b;
	size_t i;

	if (s->last_binding < s->n_bindings) {
		b = &s->bindings[s->last_binding];
		if (b->program_number == program && b->kind_number == kind)
			return b;
	}
	for (i = 0; i < s->n_bindings; i++)
		if (s->bindings[i].program_number == program && s->bindings[i].kind_number == kind)
			break;
	if (i == s->n_bindings) {
		s->bindings = mem_grow(s->bindings, s->n_bindings, &s->bindings_cap, sizeof(*s->bindings));
		s->bindings[s->n_bindings++] = (struct binding){ .program_number = program, .kind_number = kind };
		bind(s, &s->bindings[i]);
	}
	s->last_binding = i;
	return &s->bindings[i];
}

/*
 * A copy of the text; rows that say the same mostly stand near each other and share one (a class that was present), which
 * halves the memory of a register.
 */
static const char *store_share(struct store *s, struct arena *arena, const char *text, size_t n)
{
	uint64_t hash = n, word;
	struct shared_text *known;
	size_t i;

	for (i = 0; i + sizeof(word) <= n; i += sizeof(word)) {
		memcpy(&word, text + i, sizeof(word));
		hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 29;
	}
	for (; i < n; i++)
		hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x9e3779b97f4a7c15);
	known = &s->shared[hash >> 52];
	if (known->s == NULL || known->n != n || memcmp(known->s, text, n) != 0)
		*known = (struct shared_text){ arena_bytes(arena, text, n), (uint32_t)n };
	return known->s;
}

struct record *store_record(struct store *s, struct arena *arena, const struct log_row *row)
{
	struct record *r = arena_alloc(arena, sizeof(*r));

	r->id = row->id;
	r->subject = row->subject;
	r->day = row->day;
	r->day_end = row->day_end;
	r->site = row->site;
	r->binding = (uint16_t)(store_binding(s, row->program, row->kind) - s->bindings);
	r->subject_type = row->subject_type & 3;
	r->fields_n = (uint32_t)row->fields_n;
	r->fields = store_share(s, &s->rows_arena, row->fields, row->fields_n);
	return r;
}

static void add_row(struct store *s, struct record *r)
{
	s->rows = mem_grow(s->rows, s->n_rows, &s->rows_cap, sizeof(struct record *));
	s->rows[s->n_rows++] = r;
}

static bool mark_loaded(struct store *s, enum sijil_subject type, uint32_t subject)
{
	size_t n = s->loaded_n[type];

	if (subject >= n) {
		size_t want = subject + 1024 > 2 * n ? subject + 1024 : 2 * n;

		s->loaded[type] = mem_resize(s->loaded[type], want, 1);
		memset(s->loaded[type] + n, 0, want - n);
		s->loaded_n[type] = want;
	}
	if (s->loaded[type][subject] != 0)
		return false;
	s->loaded[type][subject] = 1;
	return true;
}

struct slice {
	struct store *store;
	unsigned slice, slices;
};

/* Rows of the slice are kept to be walked; those that others may need (sessions) are kept in every slice. */
static int take_row(void *arg, const struct log_row *row)
{
	const struct slice *slice = arg;
	struct store *s = slice->store;
	const struct kind *kind = store_binding(s, row->program, row->kind)->kind;
	bool mine = slice->slices <= 1 || row->subject % slice->slices == slice->slice;
	bool shared = kind != NULL && (kind->referred || kind->plans_for >= 0);
	struct record *r;

	if (!mine && !shared)
		return 0;
	r = store_record(s, &s->rows_arena, row);
	if (mine)
		add_row(s, r);
	if (kind != NULL && kind->referred)
		referred_put(s, r->id, r);
	if (kind != NULL && kind->plans_for >= 0)
		planned_note(s, kind, r);
	return 0;
}

int store_load_all(struct store *s, unsigned slice, unsigned slices, struct sijil_err *err)
{
	const struct log_query all = { .current = true };
	struct slice arg = { s, slice, slices };

	s->whole = s->planned_read = true;
	return log_each(s->log, &all, take_row, &arg, err);
}

static int take_subject_row(void *arg, const struct log_row *row)
{
	struct store *s = arg;

	add_row(s, store_record(s, &s->rows_arena, row));
	return 0;
}

int store_load_subject(struct store *s, enum sijil_subject type, uint32_t subject, struct sijil_err *err)
{
	const struct log_query query = { .subject_type = type, .subject = subject, .current = true };

	if (s->whole || !mark_loaded(s, type, subject))
		return 0;
	return log_each(s->log, &query, take_subject_row, s, err);
}

/*
 * Whether these subjects (n_marked of 0..n) are found sooner by the index, judged by some of them.  In rows passed over by a
 * scan (the cheapest there is: SQLite passes over them), a look into the index costs LOOK_COST and a row found there
 * ROW_COST, because each is on a page of its own.  -1 with *err.
 */
static int by_index(struct store *s, enum sijil_subject type, const uint8_t *marked, uint32_t n, uint32_t n_marked,
		    struct sijil_err *err)
{
	const uint32_t every = n_marked / SUBJECTS_ASKED + 1;
	const int64_t entries = log_count(s->log, err);
	int64_t rows = 0, asked = 0, more;
	uint32_t i, seen = 0;

	for (i = 0; i <= n; i++) {
		if (marked[i] == 0 || seen++ % every != 0)
			continue;
		more = log_count_subject(s->log, type, i, err);
		if (more < 0)
			return -1;
		rows += more;
		asked++;
	}
	return entries < 0 ? -1 : n_marked * (LOOK_COST * asked + ROW_COST * rows) <= entries * asked;
}

/* Those that are not loaded yet, in one pass over the register. */
static int load_by_scan(struct store *s, enum sijil_subject type, const uint8_t *marked, uint32_t n, struct sijil_err *err)
{
	uint8_t *left = mem_alloc((size_t)n + 1);
	const struct log_query query = { .subject_type = type, .subjects = left, .n_subjects = n, .current = true };
	uint32_t i;
	int rc;

	for (i = 0; i <= n; i++)
		left[i] = marked[i] != 0 && mark_loaded(s, type, i);
	rc = log_each(s->log, &query, take_subject_row, s, err);
	free(left);
	return rc;
}

int store_load_subjects(struct store *s, enum sijil_subject type, const uint8_t *marked, uint32_t n,
			struct sijil_err *err)
{
	uint32_t i, n_marked = 0;
	int rc;

	for (i = 0; i <= n; i++)
		n_marked += marked[i];
	if (n_marked == 0 || s->whole)
		return 0;
	rc = by_index(s, type, marked, n, n_marked, err);
	if (rc == 0)
		return load_by_scan(s, type, marked, n, err);
	for (i = 0; i <= n && rc == 1; i++)
		if (marked[i] != 0 && store_load_subject(s, type, i, err) != 0)
			rc = -1;
	return rc < 0 ? -1 : 0;
}

int store_load_query(struct store *s, const struct log_query *query, struct sijil_err *err)
{
	struct log_query current = *query;

	current.current = true;
	return log_each(s->log, &current, take_subject_row, s, err);
}

void store_leave_out(struct store *s, int64_t id)
{
	s->left_out = mem_grow(s->left_out, s->n_left_out, &s->left_out_cap, sizeof(*s->left_out));
	s->left_out[s->n_left_out++] = id;
	s->left_out_sorted = false;
}

static int by_id(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool store_is_left_out(struct store *s, int64_t id)
{
	if (s->n_left_out == 0)
		return false;
	if (!s->left_out_sorted)
		qsort(s->left_out, s->n_left_out, sizeof(*s->left_out), by_id);
	s->left_out_sorted = true;
	return bsearch(&id, s->left_out, s->n_left_out, sizeof(*s->left_out), by_id) != NULL;
}

/* Remember what the fresh row about to be added will replace. */
static void note_replaced(struct store *s, int64_t id)
{
	const size_t had = s->replaced_cap;

	if (id == 0 && s->n_fresh >= had)
		return;
	while (s->n_fresh >= s->replaced_cap)
		s->replaced = mem_grow(s->replaced, s->replaced_cap, &s->replaced_cap, sizeof(*s->replaced));
	if (s->replaced_cap > had)
		memset(s->replaced + had, 0, (s->replaced_cap - had) * sizeof(*s->replaced));
	s->replaced[s->n_fresh] = id;
	if (id != 0)
		store_leave_out(s, id);
}

static int64_t replaced_by(const struct store *s, size_t fresh)
{
	return fresh < s->replaced_cap ? s->replaced[fresh] : 0;
}

void store_drop(struct store *s, size_t i)
{
	const int64_t id = replaced_by(s, i);
	size_t k;

	s->rows[s->fresh[i]]->dropped = true;
	for (k = 0; k < s->n_left_out && s->left_out[k] != id; k++)
		;
	if (id != 0 && k < s->n_left_out) {
		s->left_out[k] = s->left_out[--s->n_left_out];
		s->left_out_sorted = false;
	}
}

static uint16_t fresh_binding(struct store *s, const struct kind *kind)
{
	int64_t program, number;

	if (s->fresh_kind != kind) {
		program = log_code_number(s->log, LOG_PROGRAM, kind->program->id, false, NULL);
		number = log_code_number(s->log, LOG_KIND, kind->def->name, false, NULL);
		s->fresh_kind = kind;
		s->fresh_binding = (uint16_t)(store_binding(s, (uint32_t)program, (uint32_t)number) - s->bindings);
	}
	return s->fresh_binding;
}

size_t store_add(struct store *s, const struct fresh *row)
{
	struct record *r = arena_alloc(&s->rows_arena, sizeof(*r));

	r->subject = row->subject;
	r->subject_type = row->subject_type & 3;
	r->site = row->site;
	r->day = row->day;
	r->day_end = row->day_end;
	r->line = row->line;
	r->fresh = true;
	r->binding = fresh_binding(s, row->kind);
	r->fields_n = row->fields_n;
	r->fields = store_share(s, &s->rows_arena, row->fields, row->fields_n);
	s->fresh = mem_grow(s->fresh, s->n_fresh, &s->fresh_cap, sizeof(*s->fresh));
	s->fresh[s->n_fresh] = (uint32_t)s->n_rows;
	add_row(s, r);
	note_replaced(s, row->replaces);
	return s->n_fresh++;
}

size_t store_fresh_count(const struct store *s)
{
	return s->n_fresh;
}

void store_fresh_row(const struct store *s, size_t i, struct fresh *out)
{
	const struct record *r = s->rows[s->fresh[i]];

	*out = (struct fresh){
		.kind = s->bindings[r->binding].kind,
		.subject_type = r->subject_type,
		.subject = r->subject,
		.site = r->site,
		.day = r->day,
		.day_end = r->day_end,
		.fields = r->fields,
		.fields_n = r->fields_n,
		.line = r->line,
		.replaces = replaced_by(s, i),
		.dropped = r->dropped,
	};
}

unsigned store_slices(struct log *log, struct sijil_err *err)
{
	int64_t n = log_count(log, err);

	return n <= SLICE_ROWS ? 1 : (unsigned)((n + SLICE_ROWS - 1) / SLICE_ROWS);
}

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "exchange/import_private.h"

/* A key: 96 bits of its digest, which no two keys of a register share. */
struct slot {
	uint64_t a;       /* the low bits are flags; 0: a free slot */
	uint32_t b, line; /* line of the file that has the key; 0: none yet */
	int64_t id;       /* the entry that has it, or one that had it before it was corrected; 0: none */
	uint64_t content; /* of that entry if it is current, else 0; of the line once there is one */
};

enum slot_flags { TAKEN = 1, CURRENT = 2, SEVERAL = 4, FLAGS = 7 };

enum maker { BY_HAND, BY_IMPORT, BY_UNDO };

struct keys {
	struct log *log;
	const struct kind *kind;
	const struct row_key *key;
	size_t n_key;
	bool by_cell, loaded;
	size_t nth; /* of the feeds of the kind */
	uint32_t program, number; /* 0: nothing of it was ever recorded */
	struct slot *slots;       /* open addressing; cap is a power of two */
	size_t n, cap;
	struct value *values; /* scratch */
	struct arena scratch;
	struct sijil_err err; /* of a callback */
	int64_t batch;        /* the one asked for last, and who made it */
	enum maker maker;
};

/* What a key is made of: a row of a file, or of the register (without cells). */
struct spoken {
	uint32_t subject, site;
	int32_t day, day_end;
	const struct value *values;
	const struct csv_field *cells;
};

struct keys *keys_new(struct log *log, const struct kind *kind, const struct columns *columns, size_t nth,
		      struct sijil_err *err)
{
	const int64_t program = log_code_number(log, LOG_PROGRAM, kind->program->id, false, err);
	const int64_t number = log_code_number(log, LOG_KIND, kind->def->name, false, err);
	struct keys *k;
	size_t i;

	if (program < 0 || number < 0)
		return NULL;
	k = mem_alloc(sizeof(*k));
	*k = (struct keys){
		.log = log,
		.kind = kind,
		.key = columns->key,
		.n_key = columns->n_key,
		.program = (uint32_t)program,
		.number = (uint32_t)number,
		.nth = nth,
		.values = mem_alloc((kind->n_fields + 1) * sizeof(struct value)),
	};
	for (i = 0; i < k->n_key; i++)
		k->by_cell = k->by_cell || k->key[i].target == INTAKE_NONE;
	return k;
}

void keys_free(struct keys *k)
{
	if (k == NULL)
		return;
	free(k->slots);
	free(k->values);
	arena_release(&k->scratch);
	free(k);
}

bool keys_serve(const struct keys *k, const struct kind *kind, const struct columns *columns)
{
	size_t i;

	if (k->kind != kind || k->n_key != columns->n_key || k->by_cell)
		return false;
	for (i = 0; i < k->n_key; i++)
		if (k->key[i].target != columns->key[i].target)
			return false;
	return true;
}

bool keys_by_cell(const struct keys *k)
{
	return k->by_cell;
}

/* --- digests --- */

uint64_t content_digest(uint32_t subject, uint32_t site, int32_t day, int32_t day_end, const char *fields, size_t n)
{
	const uint32_t envelope[] = { subject, site, (uint32_t)day, (uint32_t)day_end };
	uint8_t out[DIGEST_SIZE];
	struct digest d;
	uint64_t content;

	digest_init(&d);
	digest_add(&d, envelope, sizeof(envelope));
	digest_add(&d, fields, n);
	digest_end(&d, out);
	memcpy(&content, out, sizeof(content));
	return content;
}

static bool add_text(struct digest *d, const char *text, size_t n)
{
	digest_add(d, &n, sizeof(n));
	digest_add(d, text, n);
	return n > 0;
}

static bool add_number(struct digest *d, int64_t number, bool given)
{
	digest_add(d, &given, sizeof(given));
	digest_add(d, &number, given ? sizeof(number) : 0);
	return given;
}

static bool add_field(struct digest *d, const struct kind *kind, unsigned field, const struct value *v)
{
	if (v->number == SIJIL_MISSING)
		return add_number(d, 0, false);
	if (kind->fields[field].def->type == SIJIL_TEXT)
		return add_text(d, v->text, strlen(v->text));
	return add_number(d, v->number, true);
}

/* One part into the digest; whether it was given at all. */
static bool add_part(struct digest *d, const struct keys *k, const struct row_key *part, const struct spoken *of)
{
	switch (part->target) {
	case INTAKE_ON:
		return add_number(d, of->day, true);
	case INTAKE_UNTIL:
		return add_number(d, of->day_end, true);
	case INTAKE_SITE:
		return add_number(d, of->site, of->site != 0);
	case INTAKE_PERSON:
		return add_number(d, of->subject, k->kind->def->subject == SIJIL_PERSON);
	case INTAKE_NONE:
		return add_text(d, of->cells[part->cell - 1].s, of->cells[part->cell - 1].n);
	default:
		return add_field(d, k->kind, (unsigned)part->target, &of->values[part->target]);
	}
}

/* false: all parts are blank. */
static bool digest_key(const struct keys *k, const struct spoken *of, uint8_t out[DIGEST_SIZE])
{
	const char *program = k->kind->program->id, *name = k->kind->def->name;
	struct digest d;
	bool given = false;
	size_t i;

	digest_init(&d);
	add_text(&d, program, strlen(program));
	add_text(&d, name, strlen(name));
	if (k->by_cell && k->nth > 0)
		add_number(&d, (int64_t)k->nth, true);
	for (i = 0; i < k->n_key; i++)
		given = add_part(&d, k, &k->key[i], of) || given;
	digest_end(&d, out);
	return given;
}

/* --- the table --- */

static struct slot *slot_of(const struct keys *k, uint64_t a, uint32_t b)
{
	size_t i = (size_t)(a >> 3) & (k->cap - 1);

	while (k->slots[i].a != 0 && ((k->slots[i].a | FLAGS) != (a | FLAGS) || k->slots[i].b != b))
		i = (i + 1) & (k->cap - 1);
	return &k->slots[i];
}

static void enlarge(struct keys *k)
{
	struct slot *old = k->slots;
	const size_t n = k->cap;
	size_t i;

	k->cap = n == 0 ? 1024 : 2 * n;
	k->slots = mem_alloc(k->cap * sizeof(*k->slots));
	for (i = 0; i < n; i++)
		if (old[i].a != 0)
			*slot_of(k, old[i].a, old[i].b) = old[i];
	free(old);
}

/* The key's slot, a new one if need be. */
static struct slot *put(struct keys *k, const uint8_t digest[DIGEST_SIZE])
{
	struct slot *slot;
	uint64_t a;
	uint32_t b;

	if (4 * (k->n + 1) > 3 * k->cap)
		enlarge(k);
	memcpy(&a, digest, sizeof(a));
	memcpy(&b, digest + sizeof(a), sizeof(b));
	slot = slot_of(k, a, b);
	if (slot->a == 0) {
		slot->a = (a & ~(uint64_t)FLAGS) | TAKEN;
		slot->b = b;
		k->n++;
	}
	return slot;
}

/* --- what the register has --- */

static struct slot *slot_of_row(struct keys *k, const struct log_row *row)
{
	const struct spoken of = { row->subject, row->site, row->day, row->day_end, k->values, NULL };
	uint8_t digest[DIGEST_SIZE];

	arena_reset(&k->scratch);
	if (entry_decode(k->kind, row->fields, row->fields_n, k->values, &k->scratch) != 0 ||
	    !digest_key(k, &of, digest))
		return NULL;
	return put(k, digest);
}

static int take_current(void *arg, const struct log_row *row)
{
	struct keys *k = arg;
	struct slot *slot = slot_of_row(k, row);

	if (slot == NULL)
		return 0;
	slot->a |= (slot->a & CURRENT) != 0 ? SEVERAL : CURRENT;
	slot->id = row->id;
	slot->content = content_digest(row->subject, row->site, row->day, row->day_end, row->fields, row->fields_n);
	return 0;
}

/* What an entry said before it was corrected, or taken back: a file may say it still. */
static int take_former(void *arg, const struct log_row *row)
{
	struct keys *k = arg;
	struct slot *slot = row->fields != NULL ? slot_of_row(k, row) : NULL;

	if (slot != NULL && (slot->a & CURRENT) == 0)
		slot->id = row->id;
	return 0;
}

static int load(struct keys *k, struct sijil_err *err)
{
	struct log_query query = { .program = k->program, .kind = k->number, .current = true };

	k->loaded = true;
	if (k->by_cell || k->program == 0 || k->number == 0)
		return 0;
	if (log_each(k->log, &query, take_current, k, err) != 0)
		return -1;
	query.current = false;
	return log_each(k->log, &query, take_former, k, err);
}

/* --- one entry --- */

struct fetched {
	struct keys *keys;
	struct log_row *row;
};

static int take_row(void *arg, const struct log_row *row)
{
	const struct fetched *f = arg;
	struct arena *a = &f->keys->scratch;

	*f->row = *row;
	f->row->fields = row->fields != NULL ? arena_strndup(a, row->fields, row->fields_n) : NULL;
	f->row->reason = row->reason != NULL ? arena_strdup(a, row->reason) : NULL;
	return 1;
}

static int fetch(struct keys *k, int64_t id, struct log_row *row, struct sijil_err *err)
{
	const struct log_query query = { .id = id };
	struct fetched f = { k, row };
	char number[32];
	const int rc = log_each(k->log, &query, take_row, &f, err);

	if (rc == 0)
		return err_set(err, ERR_DATA, "entry %s is missing: run 'sijil verify'", log_id_text(id, number));
	return rc < 0 ? -1 : 0;
}

/* The version that stands now, or the void of it. */
static int fetch_last(struct keys *k, int64_t id, struct log_row *row, struct sijil_err *err)
{
	int64_t by;

	while ((by = log_replaced_by(k->log, id, err)) > 0)
		id = by;
	return by < 0 ? -1 : fetch(k, id, row, err);
}

static int take_maker(void *arg, const struct log_batch *b)
{
	const char *command = b->command != NULL ? b->command : "";

	*(enum maker *)arg = strcmp(command, LOG_IMPORT) == 0 ? BY_IMPORT
			     : strcmp(command, LOG_UNDO) == 0 ? BY_UNDO
							      : BY_HAND;
	return 1;
}

static int made_by(struct keys *k, int64_t batch, enum maker *maker, struct sijil_err *err)
{
	if (k->batch != batch) {
		k->maker = BY_HAND;
		if (log_batch(k->log, batch, take_maker, &k->maker, err) < 0)
			return -1;
		k->batch = batch;
	}
	*maker = k->maker;
	return 0;
}

/*
 * The last version that a file gave, from *row back; maker is who made *row.  What an undo brought back was made by whoever
 * made it first.  0: there is none.
 */
static int file_version(struct keys *k, struct log_row *row, enum maker *maker, struct sijil_err *err)
{
	bool first = true;

	for (;;) {
		enum maker made;

		if (made_by(k, row->batch, &made, err) != 0)
			return -1;
		if (made == BY_UNDO && fetch(k, row->replaces, row, err) != 0)
			return -1;
		if (made != BY_UNDO && first) {
			*maker = made;
			first = false;
		}
		if (made == BY_IMPORT)
			return 1;
		if (row->replaces == 0)
			return 0;
		if (fetch(k, row->replaces, row, err) != 0)
			return -1;
	}
}

static uint64_t content_of(const struct log_row *row)
{
	return content_digest(row->subject, row->site, row->day, row->day_end, row->fields, row->fields_n);
}

/* The row's key is that of this entry, or was before it was corrected. */
static int match_entry(struct keys *k, int64_t id, uint64_t content, struct matched *out, struct sijil_err *err)
{
	enum maker maker = BY_HAND;
	struct log_row version;
	int rc;

	arena_reset(&k->scratch);
	if (fetch_last(k, id, &out->old, err) != 0)
		return -1;
	if (out->old.fields == NULL) {
		if (made_by(k, out->old.batch, &maker, err) != 0)
			return -1;
		out->match = maker == BY_UNDO ? MATCH_NEW : MATCH_VOIDED;
		return 0;
	}
	out->match = content_of(&out->old) == content ? MATCH_SAME : MATCH_CHANGED;
	if (out->match == MATCH_SAME)
		return 0;
	version = out->old;
	rc = file_version(k, &version, &maker, err);
	if (rc >= 0 && maker == BY_HAND)
		out->match = rc == 1 && content_of(&version) == content ? MATCH_SAME : MATCH_CORRECTED;
	return rc < 0 ? -1 : 0;
}

/* --- by cells --- */

struct remembered {
	struct keys *keys;
	uint64_t content;
	struct matched *out;
};

/* The latest entry of the key that is there; else what became of the one before. */
static int take_remembered(void *arg, int64_t id)
{
	const struct remembered *r = arg;

	if (match_entry(r->keys, id, r->content, r->out, &r->keys->err) != 0)
		return -1;
	return r->out->match == MATCH_NEW ? 0 : 1;
}

static int match_cells(struct keys *k, uint64_t content, struct matched *out, struct sijil_err *err)
{
	struct remembered r = { k, content, out };
	int rc;

	k->err = (struct sijil_err){ 0 };
	rc = log_key_each(k->log, out->key, take_remembered, &r, err);
	if (rc < 0 && k->err.status != 0)
		*err = k->err;
	return rc < 0 ? -1 : 0;
}

/* --- --- */

static int match_register(struct keys *k, const struct slot *slot, uint64_t content, struct matched *out,
			  struct sijil_err *err)
{
	const bool several = (slot->a & SEVERAL) != 0;

	if (k->by_cell)
		return match_cells(k, content, out, err);
	if (several)
		out->match = MATCH_SEVERAL;
	if (several || slot->id == 0)
		return 0;
	if ((slot->a & CURRENT) == 0 || slot->content != content)
		return match_entry(k, slot->id, content, out, err);
	out->match = MATCH_SAME;
	out->old.id = slot->id;
	return 0;
}

int keys_match(struct keys *k, const struct fresh *row, const struct value *values, const struct csv_field *cells,
	       struct matched *out, struct sijil_err *err)
{
	const struct spoken of = { row->subject, row->site, row->day, row->day_end, values, cells };
	const uint64_t content =
		content_digest(row->subject, row->site, row->day, row->day_end, row->fields, row->fields_n);
	uint8_t digest[DIGEST_SIZE];
	struct slot *slot;

	*out = (struct matched){ .match = MATCH_NEW };
	if (!k->loaded && load(k, err) != 0)
		return -1;
	if (!digest_key(k, &of, digest)) {
		out->match = MATCH_NO_KEY;
		return 0;
	}
	memcpy(out->key, digest, sizeof(out->key));
	slot = put(k, digest);
	if (slot->line != 0) {
		out->line = slot->line;
		out->match = slot->content == content ? MATCH_REPEATED : MATCH_CONTRARY;
		return 0;
	}
	if (match_register(k, slot, content, out, err) != 0)
		return -1;
	slot->line = row->line;
	slot->content = content;
	return 0;
}

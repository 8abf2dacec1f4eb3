/* The store behind history.h. */
#ifndef LOG_HISTORY_PRIVATE_H
#define LOG_HISTORY_PRIVATE_H

#include "log/history.h"

/* A row kept compactly. */
struct record {
	int64_t id;       /* 0: fresh */
	uint32_t subject; /* number */
	int32_t day, day_end;
	uint32_t site;
	uint32_t line;
	uint16_t binding; /* index of its struct binding */
	uint8_t subject_type : 2; /* bits, or a row would have 64 bytes */
	bool fresh : 1, dropped : 1;
	uint32_t fields_n;
	const char *fields; /* shared with other rows of the same content: see store_share() */
};

_Static_assert(sizeof(struct record) <= 48, "what an import keeps of a row");

enum { SHARED_TEXTS = 4096 };
struct shared_text {
	const char *s;
	uint32_t n;
};

/* What a (program, kind) of the register means to the registry. */
struct binding {
	uint32_t program_number, kind_number;
	const struct kind *kind; /* NULL: not known to it */
	const char *program, *kind_name;
	unsigned *references;    /* fields of type ENTRY */
	unsigned n_references;
};

/* An entry that others refer to: as a row until somebody asks, then decoded. */
struct referred {
	int64_t id; /* 0: free slot */
	const struct record *record;
	struct entry *entry; /* NULL: not decoded yet, or (record NULL) there is no such entry */
};

/* The last day after as_of for which an entry of a planning kind stands, by program and the value of plans_for. */
struct planned {
	const struct program *program;
	const char *value;
	int32_t last;
};

struct store {
	const struct registry *registry;
	struct log *log;
	int32_t as_of;
	bool whole; /* store_load_all() was called: referred and planned entries were collected on the way */
	struct arena rows_arena, kept_arena, walk_arena;
	struct record **rows;
	size_t n_rows, rows_cap;
	uint32_t *fresh; /* positions in rows */
	size_t n_fresh, fresh_cap;
	int64_t *left_out; /* entries that a fresh row will replace */
	size_t n_left_out, left_out_cap;
	bool left_out_sorted;
	int64_t *replaced; /* by fresh row: the entry it will replace; NULL: none does */
	size_t replaced_cap;
	uint8_t *loaded[4]; /* by subject type: which numbers are loaded */
	size_t loaded_n[4];
	struct shared_text shared[SHARED_TEXTS]; /* texts met lately, by hash */
	const struct kind *fresh_kind; /* of the last fresh row: most have the same */
	uint16_t fresh_binding;
	struct binding *bindings;
	size_t n_bindings, bindings_cap;
	size_t last_binding; /* most rows have the binding of the row before */
	struct referred *referred; /* hash table, open addressing */
	size_t n_referred, referred_cap;
	struct planned *planned;
	size_t n_planned, planned_cap;
	bool planned_read;
};

/* --- history.c --- */
struct binding *store_binding(struct store *s, uint32_t program, uint32_t kind);
struct record *store_record(struct store *s, struct arena *arena, const struct log_row *row);

/* Whether the entry is left out of the histories. */
bool store_is_left_out(struct store *s, int64_t id);

/* --- history_refs.c --- */
void referred_put(struct store *s, int64_t id, const struct record *record);
void planned_note(struct store *s, const struct kind *kind, const struct record *record);
/* Whether an entry is planned after as_of for that value.  *err only on a failure to read. */
int planned_after(struct store *s, const struct program *program, const char *value, bool *planned,
		  struct sijil_err *err);

/* --- history_walk.c --- */
/*
 * Fill an entry (values allocated in the arena) from a record.  References get their entry.  before: one decoded into the
 * same arena, whose values are shared if its record has the same text; NULL: none.
 */
int record_decode(struct store *s, const struct record *r, const struct entry *before, struct arena *arena,
		  struct entry *out, struct sijil_err *err);

/* --- spell.c --- */
int spells_derive(struct store *s, struct history *h, struct arena *arena, struct sijil_err *err);

#endif

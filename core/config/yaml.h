/*
 * config/: what the city wrote in sijil.yaml, as structs.  yaml (events to a tree with positions), decode (tables to
 * structs), city (the structs).
 *
 * yaml: reads one document into a tree of nodes that remember their line and column.  The only user of libyaml.
 * Limits, refused with a position: 1 MiB, depth 16, 50,000 nodes, no anchors, aliases, tags or second document, keys
 * are scalars and not repeated.
 */
#ifndef CONFIG_YAML_H
#define CONFIG_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

enum { YAML_BYTES_MAX = 1 << 20, YAML_DEPTH_MAX = 16, YAML_NODES_MAX = 50000 };

enum yaml_type { YAML_SCALAR = 1, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_type type;
	unsigned line, col; /* from 1 */
	const char *file;
	const char *key;    /* in a map: its key, NUL-terminated; else NULL */
	unsigned key_line, key_col;
	const char *text;   /* SCALAR: NFC UTF-8, never NULL */
	bool quoted;        /* SCALAR: written in quotes, so "12" and 12 differ */
	size_t n;           /* LIST, MAP: number of children */
	struct yaml_node *children; /* array of n */
};

/*
 * Read a file, or bytes (name stands for the file in messages; kept by pointer).  The tree lives in the arena.
 * All errors that can be found are added to errs (a syntax error ends the reading).  NULL if there was any; an
 * empty document is an error.
 */
struct yaml_node *yaml_read_file(const char *path, struct arena *arena, struct err_list *errs);
struct yaml_node *yaml_read_bytes(const char *bytes, size_t n, const char *name, struct arena *arena,
				  struct err_list *errs);

/* The child of a map with that key, or NULL. */
struct yaml_node *yaml_get(const struct yaml_node *map, const char *key);

/* Add an error at the node's position (ERR_CONFIG). */
void yaml_error(struct err_list *errs, const struct yaml_node *node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same at the position of its key. */
void yaml_key_error(struct err_list *errs, const struct yaml_node *node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Bytes of a text that a message shows ("%.*s"): its first line, at most 60 bytes, no part of a character. */
int yaml_shown(const char *text);

#endif

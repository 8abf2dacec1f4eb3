/*
 * declared: a program written in YAML fills the very tables of a C plugin (sijil/plugin.h); sijil-program(5) documents
 * the file.  From there on nothing knows the difference: the tables are checked by tables.h and compiled by registry.h.
 *
 * How other rooms get at it: registry_open() reads the file of a program with `plugin: file:PATH` and keeps it as
 * program->declared; what was wrong with it is program->faults.  Outside a city, declared_read() reads and checks a
 * file completely, expressions included, and its tables are declared_plugin().  declared_examples() is the tree's
 * `examples` node, which this room does not look into.
 *
 * Files: declared.c (the file as a whole), declared_decode.c (one value to one member), declared_kinds.c,
 * declared_rules.c, declared_metrics.c (which keys there are), declared_faults.c (a fault of a table at its line).
 */
#ifndef PLUGIN_DECLARED_H
#define PLUGIN_DECLARED_H

#include "config/city.h"

struct declared;

/*
 * Read and check a program's file.  NULL, and every error that can be found in errs, with line and column, if: it
 * cannot be read, is no regular file, can be written by others than its owner and group, its name is not the name of a
 * program (text_is_name(), then .yaml), or anything in it is wrong.  path is kept by pointer, in the errors too.
 */
struct declared *declared_read(const char *path, struct err_list *errs);
void declared_close(struct declared *p); /* NULL allowed */

/* Its tables; they live until declared_close(). */
const struct sijil_plugin *declared_plugin(const struct declared *p);
const char *declared_file(const struct declared *p);
/* What the file says under `examples`, as it stands there; NULL: nothing. */
const struct yaml_node *declared_examples(const struct declared *p);
/* What it says under `targets`, checked for a city with the usual calendar; NULL: nothing. */
const struct yaml_node *declared_targets(const struct declared *p);

/*
 * The translation of a text of its tables (a title, hint, message ...: the very pointer), or of a choice of a field;
 * NULL if the file has none.  language: "ar", "fr", "en".
 */
const char *declared_label(const struct declared *p, const char *text, const char *language);
const char *declared_choice(const struct declared *p, const struct sijil_field *field, const char *code,
			    const char *language);

#endif

/* town: a small city in a temporary folder, with the real plugins and an open register; and files to import. */
#ifndef TEST_TOWN_H
#define TEST_TOWN_H

#include <criterion/criterion.h>

#include "exchange/import.h"

/* The day on which everything is imported. */
#define TOWN_TODAY "2024-11-15"

struct town {
	char dir[64];
	char yaml[96];
	struct arena names;
	struct err_list errs;
	struct city *city;
	struct registry *registry;
	struct log *log;
	struct import_result result;
	struct sijil_err err;
	int rc; /* of the last import */
};

/*
 * Programs `school` (second_chance_schools; started 2023-09-01), `school_b` (the same plugin) and `spaces`
 * (community_spaces); sites centre, kiosk.  imports: more YAML for sijil.yaml, or NULL.
 */
void town_open(struct town *t, const char *imports);
void town_close(struct town *t);

/* Write a file in the folder; the path lives until the next call. */
const char *town_file(const struct town *t, const char *name, const char *text);

const struct kind *town_kind(const struct town *t, const char *program, const char *kind);
int32_t town_day(const char *iso);

/* Import a text as a file into t->result, t->err and t->rc.  mapping: NULL or its name. */
void town_import(struct town *t, const char *program, const char *kind, const char *mapping, const char *csv);
void town_try(struct town *t, const char *program, const char *kind, const char *csv); /* a dry run */
void town_import_file(struct town *t, const char *program, const char *kind, const char *mapping, const char *path,
		      bool dry_run);

/* lines = added + unchanged + rejected + accepted always; and these. */
void assert_counts(const struct town *t, int64_t added, int64_t unchanged, int64_t rejected, int64_t accepted);
/* A finding with this code on this line and in this cell (0: any), whose message holds the text. */
void assert_finding(const struct town *t, const char *code, uint32_t line, uint32_t column, const char *text);
size_t count_findings(const struct town *t, const char *code);
/* The import failed as a whole, with this status, and a message that holds the text. */
void assert_failed(const struct town *t, int status, const char *text);

/* Rows in the register. */
int64_t town_rows(struct town *t);
/* The number of the n-th row (from 1) of a kind, corrections included; asserts that there is one. */
int64_t town_entry(struct town *t, const char *kind, int n);
/* Replace an entry by one with these fields and day; fields NULL voids it.  Its number. */
int64_t town_replace(struct town *t, int64_t id, const char *fields, const char *iso);

#endif
